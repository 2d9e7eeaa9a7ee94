/// @file
/// log and exp in one word, for the float functions, whose arguments are no subnormal doubles.
#pragma once

#include <logbessel/detail/coefficients/float_elementary.hpp>

namespace logbessel::detail {

/// x = 2^e c (1 + f) with |f| <= 1/15 and base = log(2^e c), which is 0 for x near 1: there f = x - 1.
template <class V>
struct log_parts {
  V base, f;
};

template <class V>
LOGBESSEL_FN log_parts<V> log_parts_of(V x) {
  const auto parts = split_normal(x);
  const auto upper = parts.m >= V(1.5);
  const V m = select(upper, V(0.5) * parts.m, parts.m);
  const V e = select(upper, parts.e + V(1.0), parts.e);
  const V row = round(fma(V(10.0), m, V(-8.0)));
  return {fma(e, V(log_2), log_of_tenths(row)), fma(m, inverse_of_tenths(row), V(-1.0))};
}

template <class V>
LOGBESSEL_FN V log_of(log_parts<V> a) {
  return a.base + fma(a.f * a.f, log_1p_rest(a.f), a.f);
}

/// log x, relatively right as x -> 1.
template <class V>
LOGBESSEL_FN V log_one_word(V x) {
  return log_of(log_parts_of(x));
}

/// log(1 + s) for s > -1, relatively right as s -> 0, given 1 + s as well.
template <class V>
LOGBESSEL_FN V log1p_one_word(V s, V sum) {
  const log_parts<V> a = log_parts_of(sum);
  const auto small = abs(s) < V(0x1p-4);
  return log_of(log_parts<V>{select(small, V(0.0), a.base), select(small, s, a.f)});
}

/// exp(y), exp(-y) and, where |y| < log(2)/2, sinh(y)/y, for |y| < 700:
/// y = n log 2 + r, exp(+-y) = 2^(+-n) (cosh r +- sinh r).
template <class V>
struct exp_both_ways {
  V n, up, down, sinh_over;
};

template <class V>
LOGBESSEL_FN exp_both_ways<V> exp_one_word(V y) {
  const V n = round(y * V(inverse_log_2));
  const V r = fma(-n, V(log_2), y);
  const V rr = r * r;
  const V c = cosh_of_root(rr);
  const V s = sinh_of_root_over(rr);
  return {n, fma(r, s, c) * pow2(n), fma(-r, s, c) * pow2(-n), s};
}

}  // namespace logbessel::detail
