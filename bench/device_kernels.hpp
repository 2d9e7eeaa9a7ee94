/// @file
/// What the array functions of logbessel::cuda are compared with on the device: one thread for each point, in the order
/// of the arrays.
#pragma once

#include <cuda_runtime_api.h>

#include <cstddef>

namespace logbessel::bench {

/// out[i] = f(v[i], x[i]) for i < n on the default stream, by the library's scalar function.
cudaError_t unsorted_log_iv(std::size_t n, const double* v, const double* x, double* out);
cudaError_t unsorted_log_kv(std::size_t n, const double* v, const double* x, double* out);
cudaError_t unsorted_iv_ratio(std::size_t n, const double* v, const double* x, double* out);

/// By the published method of peers/.
cudaError_t published_log_iv(std::size_t n, const double* v, const double* x, double* out);
cudaError_t published_log_kv(std::size_t n, const double* v, const double* x, double* out);

}  // namespace logbessel::bench
