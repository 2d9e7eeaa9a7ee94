/// @file
/// Triples hi + mi + lo of about 157 bits, for the few points where a logarithm all but vanishes.
#pragma once

#include <logbessel/detail/double_double.hpp>

namespace logbessel::detail {

/// The unevaluated sum hi + mi + lo, each at most an ulp or so of the one before.
template <class V>
struct triple_double {
  V hi, mi, lo;
};

/// a + b + c as a triple, in whatever order their magnitudes are after a cancellation.
template <class V>
LOGBESSEL_FN triple_double<V> renormalised(V a, V b, V c) {
  const double_double<V> low = two_sum(b, c);
  const double_double<V> high = two_sum(a, low.hi);
  const double_double<V> rest = two_sum(high.lo, low.lo);
  const double_double<V> top = two_sum(high.hi, rest.hi);
  const double_double<V> bottom = two_sum(top.lo, rest.lo);
  return {top.hi, bottom.hi, bottom.lo};
}

template <class V>
LOGBESSEL_FN triple_double<V> operator-(triple_double<V> a) {
  return {-a.hi, -a.mi, -a.lo};
}

/// Error about 2^-156 of |a| + |b|.
template <class V>
LOGBESSEL_FN triple_double<V> operator+(triple_double<V> a, triple_double<V> b) {
  const double_double<V> s = two_sum(a.hi, b.hi);
  const double_double<V> t = two_sum(a.mi, b.mi);
  const double_double<V> u = two_sum(s.lo, t.hi);
  return renormalised(s.hi, u.hi, u.lo + (t.lo + (a.lo + b.lo)));
}

/// Error about 2^-154.
template <class V>
LOGBESSEL_FN triple_double<V> operator*(triple_double<V> a, triple_double<V> b) {
  const double_double<V> p = two_prod(a.hi, b.hi);
  const double_double<V> q = two_prod(a.hi, b.mi);
  const double_double<V> r = two_prod(a.mi, b.hi);
  const double_double<V> s = two_sum(q.hi, r.hi);
  const double_double<V> t = two_sum(s.hi, p.lo);
  const V low = fma(a.hi, b.lo, fma(a.lo, b.hi, fma(a.mi, b.mi, q.lo + r.lo)));
  return renormalised(p.hi, t.hi, low + (s.lo + t.lo));
}

template <class V>
LOGBESSEL_FN triple_double<V> operator*(triple_double<V> a, V b) {
  const double_double<V> p = two_prod(a.hi, b);
  const double_double<V> q = two_prod(a.mi, b);
  const double_double<V> s = two_sum(p.lo, q.hi);
  return renormalised(p.hi, s.hi, fma(a.lo, b, q.lo) + s.lo);
}

/// Long division, three quotient words.
template <class V>
LOGBESSEL_FN triple_double<V> operator/(triple_double<V> a, triple_double<V> b) {
  const V inverse = V(1.0) / b.hi;
  const V q0 = a.hi * inverse;
  const triple_double<V> r1 = a + -(b * q0);
  const V q1 = r1.hi * inverse;
  const triple_double<V> r2 = r1 + -(b * q1);
  return renormalised(q0, q1, r2.hi * inverse);
}

/// The square root of s > 0 by two Newton corrections.
template <class V>
LOGBESSEL_FN triple_double<V> sqrt(triple_double<V> s) {
  const V r0 = sqrt(s.hi);
  const V half_inverse = V(0.5) / r0;
  const double_double<V> r00 = two_prod(r0, r0);
  const V r1 = (s + triple_double<V>{-r00.hi, -r00.lo, V(0.0)}).hi * half_inverse;
  const triple_double<V> r = renormalised(r0, r1, V(0.0));
  const V r2 = (s + -(r * r)).hi * half_inverse;
  return renormalised(r.hi, r.mi, r2);
}

template <class V>
LOGBESSEL_FN V rounded(triple_double<V> a) {
  return a.hi + (a.mi + a.lo);
}

}  // namespace logbessel::detail
