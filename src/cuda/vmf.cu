// The functions of vmf.hpp over arrays. The ratios go by region; the others, each a sequence of such calls or rare, by one thread
// for each point.

#include <logbessel/cuda_vmf.hpp>
#include <logbessel/vmf_derivatives.hpp>

#include "bucketed.hpp"

namespace logbessel::cuda {

namespace {

/// dim[i], or one for all where there is no array.
struct dims {
  strided<const double> each;
  double all;

  LOGBESSEL_KERNEL_FN double operator[](std::size_t i) const {
    return each.data == nullptr ? all : each[i];
  }
};

template <class F>
struct map_kernel {
  static constexpr unsigned threads = 128;
  static constexpr unsigned blocks_at_once = 2;
  template <class Block>
  struct shared {};

  std::size_t n;
  dims dim;
  strided<const double> x;
  strided<double> out;

  template <class Block>
  LOGBESSEL_KERNEL_FN void operator()(const Block& block, shared<Block>&) const {
    block.each_thread([&](unsigned t) {
      const std::size_t i = block.index() * threads + t;
      if (i < n) out[i] = F::value(dim[i], x[i]);
    });
  }
};

template <class F>
status map(std::size_t n, dims dim, const argument<const double>& x, strided<double> out,
           cudaStream_t stream) {
  const argument<const double> first =
      dim.each.data == nullptr ? x : argument<const double>{dim.each, "dim"};
  const status checked = check<double, 1>(n, first, x, {{{out, "out"}}}, stream);
  if (checked != cudaSuccess || n == 0) return checked;
  using kernel = map_kernel<F>;
  return launch(kernel{n, dim, x.data, out}, (n - 1) / kernel::threads + 1, stream);
}

/// A null array is an error, not one dim for all.
status refuse_null(std::size_t n, strided<const double> dim) {
  return n > 0 && dim.data == nullptr ? status{cudaErrorInvalidValue, "dim"} : status{};
}

/// iv_ratio or iv_ratio_c as a function of dim and kappa.
template <class Ratio, double scalar_function(double, double)>
struct by_dim : Ratio {
  dims dim;

  template <class V>
  LOGBESSEL_FN V order(V each) const {
    return V(0.5) * (dim.each.data == nullptr ? dim.all : each);
  }
  template <class V>
  LOGBESSEL_FN static auto is_ordinary(V v, V x) {
    return Ratio::is_ordinary(v, x) & (v >= V(1.0));
  }
  LOGBESSEL_FN functions::LOGBESSEL_TARGET::results<double, 1> scalar(double each, double x) const {
    return {scalar_function(dim.each.data == nullptr ? dim.all : each, x)};
  }
};

template <class F>
status by_region(std::size_t n, dims dim, const argument<const double>& x, strided<double> out,
                 cudaStream_t stream) {
  const strided<const double> first = dim.each.data == nullptr ? x.data : dim.each;
  const status checked = check<double, 1>(n, {first, dim.each.data == nullptr ? x.name : "dim"}, x,
                                          {{{out, "out"}}}, stream);
  if (checked != cudaSuccess || n == 0) return checked;
  F f = {};
  f.dim = dim;
  return queue(f, n, first, x.data, &out, stream);
}

}  // namespace

#define LOGBESSEL_DEFINE_BOTH_DIMS(name, x, call)                                      \
  status name(std::size_t n, strided<const double> dim, strided<const double> x,       \
              strided<double> out, cudaStream_t stream) {                              \
    const status checked = refuse_null(n, dim);                                        \
    if (checked != cudaSuccess) return checked;                                        \
    return call(n, {dim, 0.0}, {x, #x}, out, stream);                                  \
  }                                                                                    \
  status name(std::size_t n, double dim, strided<const double> x, strided<double> out, \
              cudaStream_t stream) {                                                   \
    return call(n, {{}, dim}, {x, #x}, out, stream);                                   \
  }

#define LOGBESSEL_DEFINE_MAP(name, x)                                                          \
  namespace {                                                                                  \
  struct name##_function {                                                                     \
    LOGBESSEL_FN static double value(double dim, double x) { return logbessel::name(dim, x); } \
  };                                                                                           \
  }                                                                                            \
  LOGBESSEL_DEFINE_BOTH_DIMS(name, x, map<name##_function>)

LOGBESSEL_DEFINE_MAP(vmf_kappa, rbar)
LOGBESSEL_DEFINE_MAP(vmf_kappa_c, c)
LOGBESSEL_DEFINE_MAP(vmf_kappa_drbar, rbar)
LOGBESSEL_DEFINE_MAP(vmf_kappa_c_drbar, c)
LOGBESSEL_DEFINE_MAP(vmf_log_normalizer, kappa)
LOGBESSEL_DEFINE_MAP(vmf_log_peak, kappa)

#define LOGBESSEL_DEFINE_RATIO(name, ratio)                                        \
  namespace {                                                                      \
  struct name##_function                                                           \
      : by_dim<functions::LOGBESSEL_TARGET::ratio##_function, logbessel::name> {}; \
  }                                                                                \
  LOGBESSEL_DEFINE_BOTH_DIMS(name, kappa, by_region<name##_function>)

LOGBESSEL_DEFINE_RATIO(vmf_mean_resultant_length, iv_ratio)
LOGBESSEL_DEFINE_RATIO(vmf_mean_resultant_length_c, iv_ratio_c)

}  // namespace logbessel::cuda
