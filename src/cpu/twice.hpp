/// @file
/// Two numbers V, vectors of floats or two such again, with the primitives of simd_float: each step of a formula is taken for both
/// before the next, for a processor does not look far enough ahead to find the second chain of steps behind the first.
#pragma once

#include "simd_float.hpp"

namespace logbessel::cpu::LOGBESSEL_TARGET {

template <class V>
struct twice {
  using mask = decltype(V() < V());
  struct mask_of_both {
    mask a, b;
  };

  V a, b;

  twice() = default;
  explicit twice(float value) : a(value), b(value) {}
  twice(V first, V second) : a(first), b(second) {}

  static twice load(const float* from) {
    return {V::load(from), V::load(from + sizeof(V) / sizeof(float))};
  }
  void store(float* to) const {
    a.store(to);
    b.store(to + sizeof(V) / sizeof(float));
  }

  friend twice operator+(twice x, twice y) { return {x.a + y.a, x.b + y.b}; }
  friend twice operator-(twice x, twice y) { return {x.a - y.a, x.b - y.b}; }
  friend twice operator*(twice x, twice y) { return {x.a * y.a, x.b * y.b}; }
  friend twice operator/(twice x, twice y) { return {x.a / y.a, x.b / y.b}; }
  friend mask_of_both operator<(twice x, twice y) { return {x.a < y.a, x.b < y.b}; }
  friend twice fma(twice x, twice y, twice z) { return {fma(x.a, y.a, z.a), fma(x.b, y.b, z.b)}; }
  friend twice select(mask_of_both mask, twice x, twice y) {
    return {select(mask.a, x.a, y.a), select(mask.b, x.b, y.b)};
  }
  friend twice saturated(twice x, float low, float high) {
    return {saturated(x.a, low, high), saturated(x.b, low, high)};
  }
  friend twice bounded(twice r) { return {bounded(r.a), bounded(r.b)}; }
  template <int N>
  friend twice lookup_low_bits(const float (&table)[N], twice t) {
    return {lookup_low_bits(table, t.a), lookup_low_bits(table, t.b)};
  }
  template <class F>
  friend twice in_double(F f, twice x) {
    return {in_double(f, x.a), in_double(f, x.b)};
  }
};

template <int k, class V>
twice<V> rest(twice<V> x, twice<V>& n, twice<V>& t) {
  const V r = rest<k>(x.a, n.a, t.a);
  return {r, rest<k>(x.b, n.b, t.b)};
}
template <int k, bool is_normal, class V>
twice<V> scaled(twice<V> y, twice<V> t) {
  return {scaled<k, is_normal>(y.a, t.a), scaled<k, is_normal>(y.b, t.b)};
}
template <int k, bool is_normal, class V>
twice<V> scaled_by(twice<V> y, twice<V> n) {
  return {scaled_by<k, is_normal>(y.a, n.a), scaled_by<k, is_normal>(y.b, n.b)};
}

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
