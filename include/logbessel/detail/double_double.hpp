/// @file
/// Pairs hi + lo of about 106 bits, after Dekker (1971), Knuth (TAOCP 2, 4.2.2) and Joldes, Muller
/// and Popescu (ACM TOMS 44, 2017). Relative errors stand as multiples of 2^-106 in each comment.
#pragma once

#include <logbessel/detail/real.hpp>

namespace logbessel::detail {

/// The unevaluated sum hi + lo, |lo| at most an ulp or so of hi.
template <class V>
struct double_double {
  V hi, lo;
};

/// a + b exactly.
template <class V>
LOGBESSEL_FN double_double<V> two_sum(V a, V b) {
  const V s = a + b;
  const V t = s - a;
  return {s, (a - (s - t)) + (b - t)};
}

/// a + b exactly, given |a| >= |b| or a = 0.
template <class V>
LOGBESSEL_FN double_double<V> fast_two_sum(V a, V b) {
  const V s = a + b;
  return {s, b - (s - a)};
}

/// a b exactly, unless the low part is subnormal.
template <class V>
LOGBESSEL_FN double_double<V> two_prod(V a, V b) {
  const V p = a * b;
  return {p, fma(a, b, -p)};
}

template <class V>
LOGBESSEL_FN double_double<V> operator-(double_double<V> a) {
  return {-a.hi, -a.lo};
}

/// Error 3 where the signs agree; absolute, relative to |a| + |b|, where they differ.
template <class V>
LOGBESSEL_FN double_double<V> operator+(double_double<V> a, double_double<V> b) {
  const double_double<V> s = two_sum(a.hi, b.hi);
  return fast_two_sum(s.hi, s.lo + (a.lo + b.lo));
}

/// Error 2.
template <class V>
LOGBESSEL_FN double_double<V> operator+(double_double<V> a, V b) {
  const double_double<V> s = two_sum(a.hi, b);
  return fast_two_sum(s.hi, s.lo + a.lo);
}

template <class V>
LOGBESSEL_FN double_double<V> operator-(double_double<V> a, double_double<V> b) {
  return a + -b;
}

/// Error 5.
template <class V>
LOGBESSEL_FN double_double<V> operator*(double_double<V> a, double_double<V> b) {
  const V p = a.hi * b.hi;
  const V e = fma(a.lo, b.hi, fma(a.hi, b.lo, fma(a.hi, b.hi, -p)));
  return fast_two_sum(p, e);
}

/// Error 2.
template <class V>
LOGBESSEL_FN double_double<V> operator*(double_double<V> a, V b) {
  const V p = a.hi * b;
  return fast_two_sum(p, fma(a.lo, b, fma(a.hi, b, -p)));
}

/// Error about 10.
template <class V>
LOGBESSEL_FN double_double<V> operator/(double_double<V> a, double_double<V> b) {
  const V inverse = V(1.0) / b.hi;
  const V q = a.hi * inverse;
  const V rest = fma(-q, b.hi, a.hi) + fma(-q, b.lo, a.lo);
  return fast_two_sum(q, rest * inverse);
}

/// Error about 4, for a > 0.
template <class V>
LOGBESSEL_FN double_double<V> sqrt(double_double<V> a) {
  const V r = sqrt(a.hi);
  return fast_two_sum(r, (fma(-r, r, a.hi) + a.lo) * (V(0.5) / r));
}

template <class V, class M>
LOGBESSEL_FN double_double<V> select(M mask, double_double<V> a, double_double<V> b) {
  return {select(mask, a.hi, b.hi), select(mask, a.lo, b.lo)};
}

/// a + b + c, whose words may still overlap; a carries the magnitude or cancels against b.
template <class V>
LOGBESSEL_FN double_double<V> sum_of(double_double<V> a, double_double<V> b, V c) {
  const double_double<V> s = two_sum(a.hi, b.hi);
  const double_double<V> u = two_sum(s.hi, c);
  return {u.hi, u.lo + (s.lo + (a.lo + b.lo))};
}

template <class V>
LOGBESSEL_FN double_double<V> normalised(double_double<V> a) {
  return two_sum(a.hi, a.lo);
}

template <class V>
LOGBESSEL_FN V rounded(double_double<V> a) {
  return a.hi + a.lo;
}

}  // namespace logbessel::detail
