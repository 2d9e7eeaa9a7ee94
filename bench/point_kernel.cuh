/// @file
/// One thread for each point, in the order of the arrays.
#pragma once

#include "device_kernels.hpp"

namespace logbessel::bench {

template <class F>
__global__ void apply(std::size_t n, const double* v, const double* x, double* out) {
  const std::size_t i = std::size_t{blockIdx.x} * blockDim.x + threadIdx.x;
  if (i < n) out[i] = F()(v[i], x[i]);
}

template <class F>
cudaError_t launch(std::size_t n, const double* v, const double* x, double* out) {
  constexpr std::size_t threads = 128;
  apply<F><<<static_cast<unsigned>((n + threads - 1) / threads), threads>>>(n, v, x, out);
  return cudaGetLastError();
}

/// cudaError_t name(n, v, x, out): out[i] = call(v[i], x[i]).
#define LOGBESSEL_KERNEL(name, call)                                               \
  struct name##_of {                                                               \
    __device__ double operator()(double v, double x) const { return call(v, x); }  \
  };                                                                               \
  cudaError_t name(std::size_t n, const double* v, const double* x, double* out) { \
    return launch<name##_of>(n, v, x, out);                                        \
  }

}  // namespace logbessel::bench
