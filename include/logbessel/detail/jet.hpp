/// @file
/// Numbers that carry their first and second derivative with respect to one variable, for kernels
/// that are templates over their number type.
#pragma once

#include <logbessel/detail/real.hpp>

namespace logbessel::detail {

/// f, f' and f''.
template <class V>
struct jet {
  V f, d, dd;

  LOGBESSEL_FN jet(V value, V slope, V curvature) : f(value), d(slope), dd(curvature) {}
  template <class C>
  LOGBESSEL_FN explicit jet(C constant) : jet(V(constant), V(0.0), V(0.0)) {}
};

template <class V>
LOGBESSEL_FN jet<V> operator+(const jet<V>& a, const jet<V>& b) {
  return {a.f + b.f, a.d + b.d, a.dd + b.dd};
}

template <class V>
LOGBESSEL_FN jet<V> operator-(const jet<V>& a, const jet<V>& b) {
  return {a.f - b.f, a.d - b.d, a.dd - b.dd};
}

/// a b + c.
template <class V>
LOGBESSEL_FN jet<V> fma(const jet<V>& a, const jet<V>& b, const jet<V>& c) {
  return {fma(a.f, b.f, c.f), fma(a.f, b.d, fma(a.d, b.f, c.d)),
          fma(a.f, b.dd, fma(V(2.0) * a.d, b.d, fma(a.dd, b.f, c.dd)))};
}

template <class V>
LOGBESSEL_FN jet<V> operator*(const jet<V>& a, const jet<V>& b) {
  return fma(a, b, jet<V>(V(0.0)));
}

template <class V>
LOGBESSEL_FN jet<V> operator*(V a, const jet<V>& b) {
  return {a * b.f, a * b.d, a * b.dd};
}

/// q = a/b from a = q b.
template <class V>
LOGBESSEL_FN jet<V> operator/(const jet<V>& a, const jet<V>& b) {
  const V inverse = V(1.0) / b.f;
  const V f = a.f * inverse;
  const V d = fma(-f, b.d, a.d) * inverse;
  return {f, d, fma(V(-2.0) * d, b.d, fma(-f, b.dd, a.dd)) * inverse};
}

template <class V, class M>
LOGBESSEL_FN jet<V> select(M mask, const jet<V>& a, const jet<V>& b) {
  return {select(mask, a.f, b.f), select(mask, a.d, b.d), select(mask, a.dd, b.dd)};
}

/// The first and second derivative of log f.
template <class V>
struct log_slopes {
  V d, dd;
};

template <class V>
LOGBESSEL_FN log_slopes<V> log_slopes_of(const jet<V>& a) {
  const V inverse = V(1.0) / a.f;
  const V d = a.d * inverse;
  return {d, fma(-d, d, a.dd * inverse)};
}

}  // namespace logbessel::detail
