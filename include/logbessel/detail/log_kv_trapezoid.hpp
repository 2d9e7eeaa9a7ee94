/// @file
/// The derivatives of log K_v(x) as quotients of integrals, each by the trapezoidal rule on
///
///     K_v(x) = int_0^inf exp(-x cosh u) cosh(v u) du        DLMF 10.32.9
///
/// and its derivatives under the integral sign. For v < 12; 47 nodes reach x = 1/4, and 77 x = 2^-8.
#pragma once

#include <logbessel/detail/coefficients/small_derivatives.hpp>
#include <logbessel/detail/elementary.hpp>

namespace logbessel::detail {

/// exp(y) in one word, -700 < y <= 0; y, n, j, k, r as in exp_two_words.
template <class V>
LOGBESSEL_FN V exp_one_word(double_double<V> y) {
  const V n = round(y.hi * V(0x1.71547652b82fep+3));
  const V k = floor(n * V(0.125));
  const V j = fma(V(-8.0), k, n);
  const V r = fma(-n, V(log_2_eighth_hi), y.hi) - fma(n, V(log_2_eighth_lo), -y.lo);
  const V tail = polyeval(r, 0.5, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320);
  const double_double<V> power = exp2_eighths(j);
  return (power.hi + fma(power.hi, fma(r * r, tail, r), power.lo)) * pow2(k);
}

template <class V>
LOGBESSEL_FN void add_to(double_double<V>& sum, V term) {
  const double_double<V> s = two_sum(sum.hi, term);
  sum = {s.hi, sum.lo + s.lo};
}

enum class log_kv_derivative { dv, dx, dvv, dxx };

/// The magnitude of a derivative of log K from averages over u_j = 9 j/64, with c_j = cosh u_j - 1,
/// e_j = exp(-2 v u_j) and the weights exp(v u_j - x c_j) (1 + e_j), half of it for j = 0, which are
/// proportional to exp(-x cosh u_j) cosh(v u_j). With f = u tanh(v u),
///
///     d/dv = <f>,   d2/dv2 = <(u - a tanh(v u))^2 + a^2/cosh(v u)^2> - <f - a>^2,
///     d/dx = -(1 + <c>),   d2/dx2 = <(c - b)^2> - <c - b>^2,
///
/// for any a and b; near <f> and <c> nothing cancels.
template <log_kv_derivative which, int nodes, class V>
LOGBESSEL_FN V log_kv_average(V v, V x, V a, V b) {
  const exp_and_quotient<V> first = exp_two_words(two_prod(v, V(-9.0 / 32)));
  const double_double<V> step = first.quotient * V(9.0 / 32);  // (1 - e_1)/v
  const double_double<V> zero = {V(0.0), V(0.0)};
  double_double<V> e = {V(1.0), V(0.0)};
  double_double<V> rest = zero;  // (1 - e_j)/v
  double_double<V> all = zero;
  double_double<V> shift = zero;
  double_double<V> sum = zero;
  for (int j = 0; j < nodes; ++j) {
    const V u = V(j * (9.0 / 64));
    const double_double<V> c = trapezoid_cosh_m1<V>(j);
    // exp(-100) times the exponential, for none exceeds exp(100), and the largest is 1 at least.
    const double_double<V> y = two_prod(v, u) + -(c * x) + V(-100.0);
    const auto counts = y.hi > V(-160.0);
    const V exp_y = exp_one_word(select(counts, y, double_double<V>{V(-160.0), V(0.0)}));
    const V w = select(counts, V(j == 0 ? 0.5 : 1.0) * exp_y, V(0.0));
    const V weight = w * (V(1.0) + e.hi);
    add_to(all, weight);
    if constexpr (which == log_kv_derivative::dv) {
      add_to(sum, w * (u * rest.hi));
      rest = rest + e * step;
    } else if constexpr (which == log_kv_derivative::dx) {
      add_to(sum, weight * c.hi);
    } else if constexpr (which == log_kv_derivative::dvv) {
      const V e_share = e.hi / (V(1.0) + e.hi);  // (1 - tanh(v u))/2
      const V du = fma(a + a, e_share, u - a);
      add_to(shift, weight * fma(V(-2.0) * u, e_share, u - a));
      add_to(sum, fma(weight * du, du, V(4.0) * a * a * (w * e_share)));
    } else {
      const V dc = c.hi - b;
      add_to(shift, weight * dc);
      add_to(sum, weight * dc * dc);
    }
    e = e * first.exp;
  }
  const V mean = (sum / all).hi;
  if constexpr (which == log_kv_derivative::dv) return v * mean;
  if constexpr (which == log_kv_derivative::dx) return V(1.0) + mean;
  const V missed = (shift / all).hi;
  return fma(-missed, missed, mean);
}

}  // namespace logbessel::detail
