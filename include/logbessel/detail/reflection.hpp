/// @file
/// I of negative order from I and K of the positive one (DLMF 10.27.2), in logarithms:
///
///     I_{-v}(x) = I_v(x) + s K_v(x),   s = (2/pi) sin(pi v).
#pragma once

#include <logbessel/detail/coefficients/reflection.hpp>
#include <logbessel/detail/elementary.hpp>

namespace logbessel::detail {

/// log |y| and the sign of y: 1, -1 or, for y = 0, 0.
template <class V>
struct signed_log {
  double_double<V> log;
  V sign;
};

/// log |s| and the sign of s for 0 < v < 2^52, not an integer: with u = v mod 2, f = min(u mod 1, 1 - u mod 1),
/// all exact, |s| = 2 f sin(pi f)/(pi f).
template <class V>
LOGBESSEL_FN signed_log<V> reflection_factor(V v) {
  const V half = V(0.5) * v;
  const V rest = half - floor(half);
  V u = select(v < V(1.0), v, rest + rest);
  const auto odd = u >= V(1.0);
  u = select(odd, u - V(1.0), u);
  const V f = min(u, V(1.0) - u);
  const auto parts = split(f);
  const double_double<V> m = sine_quotient(two_prod(f, f)) * parts.m;
  return {log_two_words(m, parts.e + V(1.0)), select(odd, V(-1.0), V(1.0))};
}

/// With D = log(|s| K/I) and b = exp(-|D|), so that the larger term stands outside,
///
///     log |I_{-v}| = log I + log(1 +- b)   or   log K + log |s| + log(1 +- b).
///
/// Where D is very negative, b is 2^-j exp(D + j log 2): it counts beside log I_v where v is tiny.
template <class V>
LOGBESSEL_FN signed_log<V> reflected(double_double<V> log_i, double_double<V> log_k,
                                     double_double<V> log_k_minus_log_i, signed_log<V> s) {
  const double_double<V> D = log_k_minus_log_i + s.log;
  const auto i_is_larger = D.hi < V(0.0);
  const double_double<V> y = select(i_is_larger, D, -D);

  const V j = min(max(floor(y.hi * V(-1.4427)) + V(-100.0), V(0.0)), V(1000.0));
  const double_double<V> j_log_2 = two_sum(j * V(log_2_hi), j * V(log_2_lo));
  const double_double<V> y_up = y + j_log_2;
  const auto none = y_up.hi < V(-700.0);
  const double_double<V> e =
      exp_two_words(select(none, double_double<V>{V(-700.0), V(0.0)}, y_up)).exp;
  const V down = select(none, V(0.0), s.sign * pow2(-j));
  const double_double<V> b = {e.hi * down, e.lo * down};

  const double_double<V> sum = double_double<V>{V(1.0), V(0.0)} + b;
  const auto is_zero = sum.hi <= V(0.0);
  const double_double<V> log_sum =
      select(is_zero, double_double<V>{V(-infinity), V(0.0)}, log1p_two_words(b, sum, V(0.0)));
  const double_double<V> larger = select(i_is_larger, log_i, log_k + s.log);
  const double_double<V> t = two_sum(larger.hi, log_sum.hi);
  const double_double<V> value = {t.hi, t.lo + (larger.lo + log_sum.lo)};
  return {select(is_zero, log_sum, value),
          select(is_zero, V(0.0), select(i_is_larger, V(1.0), s.sign))};
}

}  // namespace logbessel::detail
