// Runs the kernels on a device and compares their bits with the host's. Exit code 77: no device.

#include <logbessel/cuda.hpp>
#include <logbessel/iv_ratio.hpp>
#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>

#include <cuda_runtime_api.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "points.hpp"

namespace {

using logbessel::strided;
using logbessel::parity::bits;

void require(cudaError_t error) {
  if (error == cudaSuccess) return;
  std::fprintf(stderr, "%s\n", cudaGetErrorString(error));
  std::exit(1);
}

template <class T>
class device_array {
 public:
  explicit device_array(std::size_t n) { require(cudaMalloc(&data_, n * sizeof(T))); }
  device_array(const device_array&) = delete;
  device_array& operator=(const device_array&) = delete;
  ~device_array() { cudaFree(data_); }
  T* data() const { return static_cast<T*>(data_); }

 private:
  void* data_ = nullptr;
};

/// The number of points at which `launch` on the device and `f` on the host differ.
template <class T, class Launch, class F>
std::size_t differences(const char* name, Launch launch, F f) {
  std::vector<T> v, x;
  for (const auto& p : logbessel::parity::points_of<T>(f)) {
    v.push_back(p.v);
    x.push_back(p.x);
  }
  const std::size_t n = v.size();
  std::vector<T> out(n);
  const device_array<T> dv(n), dx(n), dout(n);
  require(cudaMemcpy(dv.data(), v.data(), n * sizeof(T), cudaMemcpyHostToDevice));
  require(cudaMemcpy(dx.data(), x.data(), n * sizeof(T), cudaMemcpyHostToDevice));
  require(
      launch(n, strided<const T>(dv.data()), strided<const T>(dx.data()), strided<T>(dout.data())));
  require(cudaMemcpy(out.data(), dout.data(), n * sizeof(T), cudaMemcpyDeviceToHost));

  std::size_t different = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (bits(out[i]) == bits(f(v[i], x[i]))) continue;
    if (different++ == 0) {
      std::printf("%s(%a, %a) is %a on the device, %a on the host\n", name, double{v[i]},
                  double{x[i]}, double{out[i]}, double{f(v[i], x[i])});
    }
  }
  std::printf("%s: %zu of %zu points differ\n", name, different, n);
  return different;
}

}  // namespace

int main() {
  namespace cuda = logbessel::cuda;
  const double one = 1;
  double out = 0;
  if (cuda::log_iv(1, {nullptr}, {&one}, {&out}) != cudaErrorInvalidValue) return 1;

  int devices = 0;
  const cudaError_t error = cudaGetDeviceCount(&devices);
  if (error == cudaErrorNoDevice || error == cudaErrorInsufficientDriver) {
    std::printf("no device: %s\n", cudaGetErrorString(error));
    return cuda::log_iv(1, {&one}, {&one}, {&out}) == error ? 77 : 1;
  }
  require(error);

  std::size_t different = 0;
  different += differences<double>(
      "log_iv", [](auto... a) { return cuda::log_iv(a...); },
      [](double v, double x) { return logbessel::log_iv(v, x); });
  different += differences<float>(
      "log_ivf", [](auto... a) { return cuda::log_iv(a...); },
      [](float v, float x) { return logbessel::log_iv(v, x); });
  different += differences<double>(
      "log_kv", [](auto... a) { return cuda::log_kv(a...); },
      [](double v, double x) { return logbessel::log_kv(v, x); });
  different += differences<float>(
      "log_kvf", [](auto... a) { return cuda::log_kv(a...); },
      [](float v, float x) { return logbessel::log_kv(v, x); });
  different += differences<double>(
      "iv_ratio", [](auto... a) { return cuda::iv_ratio(a...); },
      [](double v, double x) { return logbessel::iv_ratio(v, x); });
  different += differences<float>(
      "iv_ratiof", [](auto... a) { return cuda::iv_ratio(a...); },
      [](float v, float x) { return logbessel::iv_ratio(v, x); });
  return different == 0 ? 0 : 1;
}
