#include <logbessel/vmf.hpp>

#include "evaluate.hpp"

namespace logbessel::cpu::LOGBESSEL_TARGET {
namespace {

struct of_rbar {
  template <class V>
  LOGBESSEL_FN static detail::vmf_kappa_equation<V> equation(V dim, V rbar) {
    return {dim, rbar, V(1.0) - rbar};
  }
  static double scalar(double dim, double rbar) { return logbessel::vmf_kappa(dim, rbar); }
};

struct of_c {
  template <class V>
  LOGBESSEL_FN static detail::vmf_kappa_equation<V> equation(V dim, V c) {
    return {dim, V(1.0) - c, c};
  }
  static double scalar(double dim, double c) { return logbessel::vmf_kappa_c(dim, c); }
};

#if defined(LOGBESSEL_SIMD)

/// Points that go side by side from the start to the step, but for the evaluation of A by its own regions. Points that have no
/// step stand at kappa = 1.
struct kappa_block {
  alignas(64) double dim[block_size], x[block_size];
  alignas(64) double order[block_size], kappa[block_size];
  alignas(64) double A[block_size], A_rest[block_size];
  alignas(64) double C[block_size], C_rest[block_size];
};

template <class Given>
[[gnu::flatten, gnu::noinline]] void start(kappa_block& b, std::size_t n) {
  for (std::size_t i = 0; i < n; i += simd::lanes) {
    const auto e = Given::equation(simd::load(b.dim + i), simd::load(b.x + i));
    const simd_mask moves = e.is_solvable() & !(e.is_near_zero() | e.is_near_one());
    select(moves, simd(0.5) * e.dim, simd(1.0)).store(b.order + i);
    select(moves, e.start(), simd(1.0)).store(b.kappa + i);
  }
}

template <class Given>
[[gnu::flatten, gnu::noinline]] void finish(kappa_block& b, std::size_t n) {
  for (std::size_t i = 0; i < n; i += simd::lanes) {
    const auto e = Given::equation(simd::load(b.dim + i), simd::load(b.x + i));
    const simd next =
        e.step(simd::load(b.kappa + i), {{simd::load(b.A + i), simd::load(b.A_rest + i)},
                                         {simd::load(b.C + i), simd::load(b.C_rest + i)}});
    const simd kappa = select(e.is_near_one(), e.near_one(), next);
    select(e.is_solvable(), select(e.is_near_zero(), e.near_zero(), kappa), simd(detail::nan))
        .store(b.kappa + i);
  }
}

template <class Given>
void evaluate_kappa(std::size_t n, strided<const double> dim, strided<const double> x,
                    const strided<double>* out) {
  kappa_block b;
  for (std::size_t begin = 0; begin < n; begin += block_size) {
    const std::size_t m = n - begin < block_size ? n - begin : block_size;
    const std::size_t whole = (m + simd::lanes - 1) / simd::lanes * simd::lanes;
    load(m, strided<const double>(&dim[begin], dim.stride), b.dim);
    load(m, strided<const double>(&x[begin], x.stride), b.x);
    for (std::size_t i = m; i < whole; ++i) {
      b.dim[i] = b.dim[m - 1];
      b.x[i] = b.x[m - 1];
    }
    start<Given>(b, whole);
    const strided<double> both[] = {strided<double>(b.A), strided<double>(b.A_rest),
                                    strided<double>(b.C), strided<double>(b.C_rest)};
    evaluate(iv_ratio_in_words_function(), whole, strided<const double>(b.order),
             strided<const double>(b.kappa), both);
    finish<Given>(b, whole);
    for (std::size_t i = 0; i < m; ++i) out[0][begin + i] = b.kappa[i];
  }
}

#else

template <class Given>
void evaluate_kappa(std::size_t n, strided<const double> dim, strided<const double> x,
                    const strided<double>* out) {
  for (std::size_t i = 0; i < n; ++i) out[0][i] = Given::scalar(dim[i], x[i]);
}

#endif

}  // namespace

constinit const kernel_of_double kernels::vmf_kappa = {evaluate_kappa<of_rbar>};
constinit const kernel_of_double kernels::vmf_kappa_c = {evaluate_kappa<of_c>};

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
