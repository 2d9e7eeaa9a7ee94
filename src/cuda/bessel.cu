#include <logbessel/cuda.hpp>
#include <logbessel/iv_ratio.hpp>
#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>

#include <algorithm>

namespace logbessel::cuda {

namespace {

struct log_iv_of {
  template <class T>
  __device__ T operator()(T v, T x) const {
    return logbessel::log_iv(v, x);
  }
};

struct log_kv_of {
  template <class T>
  __device__ T operator()(T v, T x) const {
    return logbessel::log_kv(v, x);
  }
};

struct iv_ratio_of {
  template <class T>
  __device__ T operator()(T v, T x) const {
    return logbessel::iv_ratio(v, x);
  }
};

template <class F, class T>
__global__ void apply(std::size_t n, strided<const T> v, strided<const T> x, strided<T> out) {
  const std::size_t step = std::size_t{blockDim.x} * gridDim.x;
  for (std::size_t i = std::size_t{blockDim.x} * blockIdx.x + threadIdx.x; i < n; i += step) {
    out[i] = F{}(v[i], x[i]);
  }
}

template <class T>
bool is_valid(std::size_t n, strided<T> a) {
  return (a.data != nullptr || n == 0) && a.stride >= 0;
}

template <class F, class T>
cudaError_t launch(std::size_t n, strided<const T> v, strided<const T> x, strided<T> out,
                   cudaStream_t stream) {
  if (!is_valid(n, v) || !is_valid(n, x) || !is_valid(n, out)) return cudaErrorInvalidValue;
  if (out.stride == 0 && n > 1) return cudaErrorInvalidValue;
  if (n == 0) return cudaSuccess;

  constexpr unsigned threads_per_block = 256;
  constexpr std::size_t most_blocks = 1u << 20;
  cudaLaunchConfig_t config = {};
  config.blockDim = threads_per_block;
  config.gridDim = static_cast<unsigned>(std::min((n - 1) / threads_per_block + 1, most_blocks));
  config.stream = stream;
  return cudaLaunchKernelEx(&config, apply<F, T>, n, v, x, out);
}

}  // namespace

cudaError_t log_iv(std::size_t n, strided<const double> v, strided<const double> x,
                   strided<double> out, cudaStream_t stream) {
  return launch<log_iv_of>(n, v, x, out, stream);
}

cudaError_t log_iv(std::size_t n, strided<const float> v, strided<const float> x,
                   strided<float> out, cudaStream_t stream) {
  return launch<log_iv_of>(n, v, x, out, stream);
}

cudaError_t log_kv(std::size_t n, strided<const double> v, strided<const double> x,
                   strided<double> out, cudaStream_t stream) {
  return launch<log_kv_of>(n, v, x, out, stream);
}

cudaError_t log_kv(std::size_t n, strided<const float> v, strided<const float> x,
                   strided<float> out, cudaStream_t stream) {
  return launch<log_kv_of>(n, v, x, out, stream);
}

cudaError_t iv_ratio(std::size_t n, strided<const double> v, strided<const double> x,
                     strided<double> out, cudaStream_t stream) {
  return launch<iv_ratio_of>(n, v, x, out, stream);
}

cudaError_t iv_ratio(std::size_t n, strided<const float> v, strided<const float> x,
                     strided<float> out, cudaStream_t stream) {
  return launch<iv_ratio_of>(n, v, x, out, stream);
}

}  // namespace logbessel::cuda
