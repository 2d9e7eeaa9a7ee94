/// @file
/// log, log1p and exp to about 2^-63 relative, as double-double results of IEEE operations alone.
#pragma once

#include <logbessel/detail/coefficients/elementary.hpp>

namespace logbessel::detail {

/// A logarithm as the sum of four words. `base`, a multiple of 2^-40, is 0 or above `rest`.
template <class V>
struct log_terms {
  V base, base_lo, rest, rest_lo;
};

/// Words that overlap a little: lo is below 2^-17, and below 2^-12 of hi.
template <class V>
LOGBESSEL_FN double_double<V> sum_of(const log_terms<V>& a) {
  const double_double<V> s = fast_two_sum(a.base, a.rest);
  return {s.hi, s.lo + (a.base_lo + a.rest_lo)};
}

template <class V>
LOGBESSEL_FN double_double<V> normalised(const log_terms<V>& a) {
  const double_double<V> s = sum_of(a);
  return fast_two_sum(s.hi, s.lo);
}

/// m + lo in [3/4, 3/2] and its nearest multiple of 1/16, in whose `index` log_sixteenths reads it.
template <class V>
struct log_argument {
  V m, lo, e, c, index;
};

/// 2^e (m + lo) with 1 <= m < 2 and |lo| below an ulp or so of m.
template <class V>
LOGBESSEL_FN log_argument<V> log_argument_of(V m, V lo, V e) {
  const auto upper = m >= V(1.5);
  const V half = select(upper, V(0.5), V(1.0));
  m = m * half;
  const V index = m + V(0x1.8p48);
  return {m, lo * half, select(upper, e + V(1.0), e), index - V(0x1.8p48), index};
}

/// log(2^e (m + lo)) = e log 2 + log c + 2 atanh(S/2) with S = 2 f/(m + lo + c), f = m + lo - c, |S| < 0.041, and
/// 2 atanh(S/2) = S + S^3 (1/12 + S^2/80 + ...), whose slope is about 1 + S^2/4. Right to 2^-69, and relatively to 2^-65
/// as f -> 0 for c = 1 and e = 0.
template <class V>
LOGBESSEL_FN log_terms<V> log_terms_of(const log_argument<V>& a, double_double<V> f) {
  const V d = a.m + a.c;
  const V d_lo = (a.m - (d - a.c)) + a.lo;
  const V inverse = V(2.0) / d;
  const V S = f.hi * inverse;
  const V minus_s = V(-0.5) * S;
  const V S_lo = (fma(minus_s, d, f.hi) + fma(minus_s, d_lo, f.lo)) * inverse;
  const V z = S * S;
  const double_double<V> log_c = log_sixteenths(a.index);
  return {fma(a.e, V(log_2_hi), log_c.hi), fma(a.e, V(log_2_lo), log_c.lo), S,
          fma(S * z, log_tail(z), fma(V(0.25) * z, S_lo, S_lo))};
}

template <class V>
LOGBESSEL_FN log_terms<V> log_terms_of(const log_argument<V>& a) {
  return log_terms_of(a, double_double<V>{a.m - a.c, a.lo});
}

/// log(x 2^e) for words of x that overlap by an ulp or so, 2^-1000 < x < 2^1000.
template <class V>
LOGBESSEL_FN log_terms<V> log_terms_of(double_double<V> x, V e) {
  const auto x_parts = split(x.hi);
  return log_terms_of(log_argument_of(x_parts.m, x.lo * pow2(-x_parts.e), x_parts.e + e));
}

/// log(x 2^e) for any x > 0, subnormal or not.
template <class V>
LOGBESSEL_FN double_double<V> log_two_words(V x, V e) {
  const auto x_parts = split(x);
  return normalised(log_terms_of(log_argument_of(x_parts.m, V(0.0), x_parts.e + e)));
}

/// log(x 2^e), 2^-1000 < x < 2^1000.
template <class V>
LOGBESSEL_FN double_double<V> log_two_words(double_double<V> x, V e) {
  return normalised(log_terms_of(x, e));
}

/// log(1 + s), with relative accuracy as s -> 0, given 1 + s = 2^e sum, and s where |s| < 1/32.
template <class V>
LOGBESSEL_FN double_double<V> log1p_two_words(double_double<V> s, double_double<V> sum, V e) {
  const auto sum_parts = split(sum.hi);
  const log_argument<V> a =
      log_argument_of(sum_parts.m, sum.lo * pow2(-sum_parts.e), sum_parts.e + e);
  const auto small = (a.c == V(1.0)) & (a.e == V(0.0));
  return normalised(log_terms_of(a, select(small, s, double_double<V>{a.m - a.c, a.lo})));
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

/// exp(y) for y <= 0 to an ulp, as zero below -270. The same reduction, with r in one word.
template <class V>
LOGBESSEL_FN V exp_below_one(V y) {
  const V z = max(y, V(-280.0));
  const V n = round(z * V(0x1.71547652b82fep+3));
  const V k = floor(n * V(0.125));
  const V r = fma(-n, V(log_2_eighth_lo), fma(-n, V(log_2_eighth_hi), z));
  const V tail =
      polyeval(r, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320);
  const double_double<V> power = exp2_eighths(fma(V(-8.0), k, n));
  const V growth = fma(r * r, tail, r);
  const V exp = (power.hi + fma(power.hi, growth, power.lo)) * pow2(k);
  return select(y > V(-270.0), exp, V(0.0));
}

}  // namespace logbessel::detail
