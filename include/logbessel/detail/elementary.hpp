/// @file
/// log, log1p and exp to about 2^-63 relative, as double-double results of IEEE operations alone.
#pragma once

#include <logbessel/detail/coefficients/elementary.hpp>

namespace logbessel::detail {

/// log(2^e (d + f)/(d - f)) = e log 2 + 2 atanh(s), s = f/d, |s| <= 1/5, with
/// 2 atanh(s) = 2 s + s z (2/3 + z (2/5 + ...)), z = s^2. If e = 0, relatively right as f -> 0.
template <class V>
LOGBESSEL_FN double_double<V> log_quotient(double_double<V> f, double_double<V> d, V e) {
  const V inverse = V(1.0) / d.hi;
  const V s_hi = f.hi * inverse;
  const V s_lo = (fma(-s_hi, d.hi, f.hi) + fma(-s_hi, d.lo, f.lo)) * inverse;
  const V z_hi = s_hi * s_hi;
  const V z_lo = fma(s_hi + s_hi, s_lo, fma(s_hi, s_hi, -z_hi));

  const V tail = log_tail(z_hi);
  const V tail_z = tail * z_hi;
  double_double<V> c = fast_two_sum(V(two_thirds_hi), tail_z);
  c.lo = c.lo + fma(tail, z_lo, V(two_thirds_lo)) + fma(tail, z_hi, -tail_z);

  const V cz_hi = c.hi * z_hi;
  const V cz_lo = fma(c.hi, z_lo, fma(c.lo, z_hi, fma(c.hi, z_hi, -cz_hi)));
  const V czs_hi = cz_hi * s_hi;
  const V czs_lo = fma(cz_hi, s_lo, fma(cz_lo, s_hi, fma(cz_hi, s_hi, -czs_hi)));

  double_double<V> atanh = fast_two_sum(s_hi + s_hi, czs_hi);
  atanh.lo = atanh.lo + (s_lo + s_lo) + czs_lo;
  double_double<V> sum = two_sum(e * V(log_2_hi), atanh.hi);
  sum.lo = sum.lo + fma(e, V(log_2_lo), atanh.lo);
  return fast_two_sum(sum.hi, sum.lo);
}

/// log(2^e m (1 + lo/m)) with 1 <= m < 2 and |lo| below an ulp or so of m.
template <class V>
LOGBESSEL_FN double_double<V> log_significand(V m, V lo, V e) {
  const auto upper = m >= V(1.5);
  m = select(upper, V(0.5) * m, m);
  lo = select(upper, V(0.5) * lo, lo);
  e = select(upper, e + V(1.0), e);
  double_double<V> d = two_sum(m, V(1.0));
  d.lo = d.lo + lo;
  return log_quotient({m - V(1.0), lo}, d, e);
}

/// log(x 2^e) for any x > 0, subnormal or not.
template <class V>
LOGBESSEL_FN double_double<V> log_two_words(V x, V e) {
  const auto x_parts = split(x);
  return log_significand(x_parts.m, V(0.0), x_parts.e + e);
}

/// log(x 2^e), 2^-1000 < x < 2^1000.
template <class V>
LOGBESSEL_FN double_double<V> log_two_words(double_double<V> x, V e) {
  const auto x_parts = split(x.hi);
  return log_significand(x_parts.m, x.lo * pow2(-x_parts.e), x_parts.e + e);
}

/// log(1 + s), with relative accuracy as s -> 0, given s and 1 + s = 2^e sum. Only the one that counts needs to be
/// right, s where -1/4 < s < 1/2 and sum elsewhere.
template <class V>
LOGBESSEL_FN double_double<V> log1p_two_words(double_double<V> s, double_double<V> sum, V sum_e) {
  const auto sum_parts = split(sum.hi);
  const auto upper = sum_parts.m >= V(1.5);
  const V m = select(upper, V(0.5) * sum_parts.m, sum_parts.m);
  const V e = select(upper, sum_parts.e + V(1.0), sum_parts.e);
  const V lo = sum.lo * pow2(-e);
  double_double<V> d = two_sum(m, V(1.0));
  d.lo = d.lo + lo;

  const auto small = (s.hi < V(0.5)) & (s.hi > V(-0.25));
  double_double<V> d_small = two_sum(V(2.0), s.hi);
  d_small.lo = d_small.lo + s.lo;
  return log_quotient(select(small, s, two_sum(m - V(1.0), lo)), select(small, d_small, d),
                      select(small, V(0.0), e + sum_e));
}

/// log(1 + s) for -1 < s < 2^1000, with relative accuracy as s -> 0.
template <class V>
LOGBESSEL_FN double_double<V> log1p_two_words(double_double<V> s) {
  return log1p_two_words(s, double_double<V>{V(1.0), V(0.0)} + s, V(0.0));
}

/// exp(y) and (exp(y) - 1)/y.
template <class V>
struct exp_and_quotient {
  double_double<V> exp, quotient;
};

/// For -800 < y <= 0, with 2^-400 as the least power of two that multiplies a result:
/// y = (8 k + j) log(2)/8 + r, exp(y) = 2^k 2^(j/8) (1 + r E(r)), E(r) = 1 + r/2 + r^2/6 + ...
template <class V>
LOGBESSEL_FN exp_and_quotient<V> exp_two_words(double_double<V> y) {
  const V n = round(y.hi * V(0x1.71547652b82fep+3));
  const V k = floor(n * V(0.125));
  const V j = fma(V(-8.0), k, n);

  const V n_lo = n * V(log_2_eighth_lo);
  double_double<V> r = two_sum(fma(-n, V(log_2_eighth_hi), y.hi), -n_lo);
  r.lo = r.lo + (y.lo - fma(n, V(log_2_eighth_lo), -n_lo));
  r = fast_two_sum(r.hi, r.lo);

  const V tail = polyeval(r.hi, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320,
                          1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800);
  double_double<V> quotient = fast_two_sum(V(1.0), V(0.5) * r.hi);
  quotient.lo = quotient.lo + fma(r.hi * r.hi, tail, V(0.5) * r.lo);
  quotient = fast_two_sum(quotient.hi, quotient.lo);

  const double_double<V> power = exp2_eighths(j);
  const double_double<V> growth = power * (r * quotient);
  const V scale = pow2(max(k, V(-400.0)));
  const double_double<V> sum = power + growth;
  const double_double<V> exp = {sum.hi * scale, sum.lo * scale};

  const auto reduced = n == V(0.0);
  const double_double<V> divisor = select(reduced, double_double<V>{V(-1.0), V(0.0)}, y);
  return {exp, select(reduced, quotient, (exp + V(-1.0)) / divisor)};
}

}  // namespace logbessel::detail
