/// @file
/// The functions of the library over arrays in device memory. Link with logbessel::cuda.
///
/// Each call queues one kernel on the stream that computes out[i] = f(v[i], x[i]) for i < n, and
/// returns at once. An order or an argument that all elements share has stride 0. The output may be
/// one of the inputs, with the same stride; it may not overlap them otherwise. The results are the
/// same bits as on the host.
///
/// Returns cudaErrorInvalidValue where an array is null and n > 0, a stride is negative, or the
/// output has stride 0 and n > 1; else what the launch returns, such as cudaErrorNoDevice. An error
/// of the kernel itself appears, as usual, at the next synchronisation.
#pragma once

#include <logbessel/strided.hpp>

#include <cuda_runtime_api.h>

#include <cstddef>

namespace logbessel::cuda {

cudaError_t log_iv(std::size_t n, strided<const double> v, strided<const double> x,
                   strided<double> out, cudaStream_t stream = nullptr);
cudaError_t log_iv(std::size_t n, strided<const float> v, strided<const float> x,
                   strided<float> out, cudaStream_t stream = nullptr);

cudaError_t log_kv(std::size_t n, strided<const double> v, strided<const double> x,
                   strided<double> out, cudaStream_t stream = nullptr);
cudaError_t log_kv(std::size_t n, strided<const float> v, strided<const float> x,
                   strided<float> out, cudaStream_t stream = nullptr);

cudaError_t iv_ratio(std::size_t n, strided<const double> v, strided<const double> x,
                     strided<double> out, cudaStream_t stream = nullptr);
cudaError_t iv_ratio(std::size_t n, strided<const float> v, strided<const float> x,
                     strided<float> out, cudaStream_t stream = nullptr);

}  // namespace logbessel::cuda
