/// @file
/// The functions of the library over arrays in device memory. Link with logbessel::cuda.
///
/// Each call queues the computation of out[i] = f(v[i], x[i]), i < n, on the stream and returns at once. It allocates
/// nothing and needs no workspace. The results are the bits of the scalar function of the same name and type on the
/// host. An order or an argument that all elements share has stride 0:
///
///     logbessel::cuda::status s = logbessel::cuda::log_iv(n, {v, 0}, x, out, stream);
///     if (s != cudaSuccess) std::cerr << logbessel::cuda::to_string(s) << '\n';
///
/// The output may be one of the inputs, with the same stride, where the function has one output; otherwise it may not
/// overlap an input or another output.
///
/// Errors: cudaErrorInvalidValue with the name of the argument where an array is null and n > 0, n or a stride is
/// negative, an output has stride 0 and n > 1, or arrays overlap as they may not; cudaErrorInvalidResourceHandle with
/// "stream" for a stream of another device than the current one; else what the launch returns, such as
/// cudaErrorNoDevice. An error of the kernel itself appears, as usual, at the next synchronisation.
#pragma once

#include <logbessel/plan.hpp>
#include <logbessel/strided.hpp>

#include <cuda_runtime_api.h>

#include <cstddef>
#include <string>

namespace logbessel::cuda {

/// What a call returns: the error and, where it is about one, the argument.
struct [[nodiscard]] status {
  cudaError_t error = cudaSuccess;
  const char* argument = nullptr;

  operator cudaError_t() const { return error; }
};

/// One line: the argument, if any, and what the runtime says of the error.
inline std::string to_string(status s) {
  const std::string text = cudaGetErrorString(s.error);
  return s.argument == nullptr ? text : std::string(s.argument) + ": " + text;
}

/// status name(n, v, x, out, stream), for double and float.
#define LOGBESSEL_CUDA(name)                                                                     \
  status name(std::size_t n, strided<const double> v, strided<const double> x,                   \
              strided<double> out, cudaStream_t stream = nullptr);                               \
  status name(std::size_t n, strided<const float> v, strided<const float> x, strided<float> out, \
              cudaStream_t stream = nullptr);
/// With two outputs, and with three.
#define LOGBESSEL_CUDA_2(name, a, b)                                                              \
  status name(std::size_t n, strided<const double> v, strided<const double> x, strided<double> a, \
              strided<double> b, cudaStream_t stream = nullptr);                                  \
  status name(std::size_t n, strided<const float> v, strided<const float> x, strided<float> a,    \
              strided<float> b, cudaStream_t stream = nullptr);
#define LOGBESSEL_CUDA_3(name, a, b, c)                                                           \
  status name(std::size_t n, strided<const double> v, strided<const double> x, strided<double> a, \
              strided<double> b, strided<double> c, cudaStream_t stream = nullptr);               \
  status name(std::size_t n, strided<const float> v, strided<const float> x, strided<float> a,    \
              strided<float> b, strided<float> c, cudaStream_t stream = nullptr);

// clang-format off
LOGBESSEL_CUDA(log_iv)
LOGBESSEL_CUDA(log_kv)
LOGBESSEL_CUDA(log_ive)
LOGBESSEL_CUDA(log_kve)

LOGBESSEL_CUDA(iv_ratio)
LOGBESSEL_CUDA(iv_ratio_c)
LOGBESSEL_CUDA(kv_ratio)
LOGBESSEL_CUDA_2(iv_ratio_with_c, ratio, complement)  ///< iv_ratio and iv_ratio_c, for the time of one

LOGBESSEL_CUDA(log_iv_dv)
LOGBESSEL_CUDA(log_iv_dx)
LOGBESSEL_CUDA(log_iv_dvv)
LOGBESSEL_CUDA(log_iv_dxx)
LOGBESSEL_CUDA(log_kv_dv)
LOGBESSEL_CUDA(log_kv_dx)
LOGBESSEL_CUDA(log_kv_dvv)
LOGBESSEL_CUDA(log_kv_dxx)

LOGBESSEL_CUDA_2(log_iv_gradient, dv, dx)
LOGBESSEL_CUDA_2(log_kv_gradient, dv, dx)
LOGBESSEL_CUDA_3(log_iv_with_gradient, value, dv, dx)
LOGBESSEL_CUDA_3(log_kv_with_gradient, value, dv, dx)
// clang-format on

/// out[i] = plan(x[i]) for i < n, for one order.
status log_iv(const log_iv_plan& plan, std::size_t n, strided<const double> x, strided<double> out,
              cudaStream_t stream = nullptr);
status log_iv(const log_iv_plan& plan, std::size_t n, strided<const float> x, strided<float> out,
              cudaStream_t stream = nullptr);
status log_kv(const log_kv_plan& plan, std::size_t n, strided<const double> x, strided<double> out,
              cudaStream_t stream = nullptr);
status log_kv(const log_kv_plan& plan, std::size_t n, strided<const float> x, strided<float> out,
              cudaStream_t stream = nullptr);

#undef LOGBESSEL_CUDA
#undef LOGBESSEL_CUDA_2
#undef LOGBESSEL_CUDA_3

}  // namespace logbessel::cuda
