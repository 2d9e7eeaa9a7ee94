#include "device_competitors.hpp"

#if defined(LOGBESSEL_BENCH_CUDA)

#include <logbessel/cuda.hpp>

#include <cuda_runtime_api.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "device_kernels.hpp"

namespace logbessel::bench {
namespace {

void require(cudaError_t error) {
  if (error != cudaSuccess) throw std::runtime_error(cudaGetErrorString(error));
}

class event {
 public:
  event() { require(cudaEventCreate(&event_)); }
  event(const event&) = delete;
  event& operator=(const event&) = delete;
  ~event() { cudaEventDestroy(event_); }
  void record() const { require(cudaEventRecord(event_)); }
  double seconds_since(const event& start) const {
    float milliseconds = 0;
    require(cudaEventSynchronize(event_));
    require(cudaEventElapsedTime(&milliseconds, start.event_, event_));
    return 1e-3 * double{milliseconds};
  }

 private:
  cudaEvent_t event_ = nullptr;
};

template <class T>
class device_array {
 public:
  explicit device_array(std::size_t size) { require(cudaMalloc(&data_, size * sizeof(T))); }
  device_array(const device_array&) = delete;
  device_array& operator=(const device_array&) = delete;
  ~device_array() { cudaFree(data_); }
  T* data() const { return static_cast<T*>(data_); }

 private:
  void* data_ = nullptr;
};

/// evaluate(n, v, x, out, second_out) queues a kernel; the time is that between two events around all passes.
template <class T, class Evaluate>
class device_arrays : public workload {
 public:
  device_arrays(const std::vector<point>& points, Evaluate evaluate)
      : evaluate_(std::move(evaluate)),
        host_out_(points.size()),
        v_(points.size()),
        x_(points.size()),
        out_(points.size()),
        second_out_(points.size()) {
    for (const point& p : points) {
      host_v_.push_back(static_cast<T>(p.v));
      host_x_.push_back(static_cast<T>(p.x));
    }
    const std::size_t bytes = points.size() * sizeof(T);
    require(cudaMemcpy(v_.data(), host_v_.data(), bytes, cudaMemcpyHostToDevice));
    require(cudaMemcpy(x_.data(), host_x_.data(), bytes, cudaMemcpyHostToDevice));
  }

  double run(std::size_t count, std::size_t passes) override {
    const event start, end;
    start.record();
    for (std::size_t i = 0; i < passes; ++i)
      require(evaluate_(count, v_.data(), x_.data(), out_.data(), second_out_.data()));
    end.record();
    const double seconds = end.seconds_since(start);
    if (passes == 1)
      require(cudaMemcpy(host_out_.data(), out_.data(), count * sizeof(T), cudaMemcpyDeviceToHost));
    return seconds;
  }
  point input(std::size_t i) const override { return {host_v_[i], host_x_[i]}; }
  double output(std::size_t i) const override { return host_out_[i]; }

 private:
  Evaluate evaluate_;
  std::vector<T> host_v_, host_x_, host_out_;
  device_array<T> v_, x_, out_, second_out_;
};

template <class T, class Evaluate>
std::unique_ptr<workload> over(const std::vector<point>& points, Evaluate evaluate) {
  return std::make_unique<device_arrays<T, Evaluate>>(points, std::move(evaluate));
}

template <class T>
std::unique_ptr<workload> load(function f, const std::vector<point>& points) {
  switch (f) {
    case function::log_iv:
      return over<T>(points, [](std::size_t n, const T* v, const T* x, T* out, T*) {
        return cuda::log_iv(n, v, x, out);
      });
    case function::log_kv:
      return over<T>(points, [](std::size_t n, const T* v, const T* x, T* out, T*) {
        return cuda::log_kv(n, v, x, out);
      });
    case function::iv_ratio:
      return over<T>(points, [](std::size_t n, const T* v, const T* x, T* out, T* second) {
        return cuda::iv_ratio_with_c(n, v, x, out, second);
      });
  }
  throw std::logic_error("no such function");
}

std::unique_ptr<workload> load_plan(function f, const std::vector<point>& points) {
  const double order = points.front().v;
  if (std::any_of(points.begin(), points.end(), [=](const point& p) { return p.v != order; }))
    return nullptr;
  if (f == function::log_iv)
    return over<double>(points, [plan = log_iv_plan(order)](std::size_t n, const double*,
                                                            const double* x, double* out, double*) {
      return cuda::log_iv(plan, n, x, out);
    });
  if (f == function::log_kv)
    return over<double>(points, [plan = log_kv_plan(order)](std::size_t n, const double*,
                                                            const double* x, double* out, double*) {
      return cuda::log_kv(plan, n, x, out);
    });
  return nullptr;
}

/// By a kernel of device_kernels.hpp; nullptr where there is none.
using point_kernel = cudaError_t (*)(std::size_t, const double*, const double*, double*);

auto load_point_kernels(point_kernel log_iv, point_kernel log_kv, point_kernel iv_ratio) {
  return [=](function f, const std::vector<point>& points) -> std::unique_ptr<workload> {
    const point_kernel kernel = f == function::log_iv   ? log_iv
                                : f == function::log_kv ? log_kv
                                                        : iv_ratio;
    if (kernel == nullptr) return nullptr;
    return over<double>(points, [kernel](std::size_t n, const double* v, const double* x,
                                         double* out, double*) { return kernel(n, v, x, out); });
  };
}

}  // namespace

std::vector<std::string> device_competitor_names() {
  return {"cuda", "cuda-float", "cuda-plan", "cuda-unsorted", "cuda-published"};
}

std::vector<competitor> device_competitors() {
  int device = 0;
  cudaDeviceProp properties;
  require(cudaGetDevice(&device));
  require(cudaGetDeviceProperties(&properties, device));
  return {{"cuda", std::string("this library over arrays of double on ") + properties.name,
           role::own_time, false, load<double>},
          {"cuda-float", "the same, float", role::own_time, true, load<float>},
          {"cuda-plan", "`cuda` by a plan, where all orders are the same", role::own_time, false,
           load_plan},
          {"cuda-unsorted", "the scalar functions on the device, one thread for each point",
           role::own_time, false,
           load_point_kernels(unsorted_log_iv, unsorted_log_kv, unsorted_iv_ratio)},
          {"cuda-published", "`published` on the device, one thread for each point", role::peer,
           false, load_point_kernels(published_log_iv, published_log_kv, nullptr)}};
}

}  // namespace logbessel::bench

#else

#include <stdexcept>

namespace logbessel::bench {

std::vector<std::string> device_competitor_names() { return {}; }

std::vector<competitor> device_competitors() { throw std::runtime_error("built without CUDA"); }

}  // namespace logbessel::bench

#endif
