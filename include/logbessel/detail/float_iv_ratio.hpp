/// @file
/// A = I_v(x)/I_{v-1}(x) and C = 1 - A for float, v >= 1/2 and x > 0, in plain double. With u = v - 1 and r = hypot(u, x):
///
///     fraction    r < 12    Perron's continued fraction
///     debye       else      the derivative of the log-Debye form, its sum a polynomial in eight rows of u/r
///
/// The few of v < 1 and x > 4, where C is a difference of what it is not small beside, take the double function.
/// docs/iv_ratio.md says more.
#pragma once

#include <logbessel/detail/coefficients/float_ratios.hpp>
#include <logbessel/detail/float_debye.hpp>
#include <logbessel/detail/ratio_and_complement.hpp>

namespace logbessel::detail {

enum class iv_ratio_float_region { fraction, debye };

/// The number of the region, for finite v >= 1/2 and x > 0 of float.
template <class V>
LOGBESSEL_FN V iv_ratio_float_region_index(V v, V x) {
  return radii_reached(square_of_r(v - V(1.0), x), 12.0);
}

LOGBESSEL_FN iv_ratio_float_region iv_ratio_float_region_of(double v, double x) {
  return static_cast<iv_ratio_float_region>(static_cast<int>(iv_ratio_float_region_index(v, x)));
}

/// What takes the double function.
template <class V>
LOGBESSEL_FN auto iv_ratio_float_apart(V v, V x) {
  return (v < V(1.0)) & (x > V(4.0));
}

/// The fraction of iv_ratio_fraction with 26 steps.
template <class V>
LOGBESSEL_FN ratio_and_complement<V> iv_ratio_float_fraction(V v, V x) {
  const V xx = x * x;
  V F = V(1.0);
  V F_next = V(0.0);
  for (int k = 25; k >= 0; --k) {
    const V F_k = fma(fma(V(2.0), v, V(2 * k)), F, xx * F_next);
    F_next = F;
    F = F_k;
  }
  const V inverse = V(1.0) / F;
  return {x * F_next * inverse, fma(-x, F_next, F) * inverse};
}

/// With n = r + u, d = r + x, t = 1/r and G = x t^2 (1/2 - S),
///
///     A = x/n - G,   C = u (d + u)/(n d) + G.
template <class V>
LOGBESSEL_FN ratio_and_complement<V> iv_ratio_float_debye(V v, V x) {
  const V u = v - V(1.0);
  const V rr = fma(u, u, x * x);
  const V r = sqrt(rr);
  const V n = r + u;
  const V d = r + x;
  const V inverse = V(1.0) / (n * d * rr);
  const V tt = inverse * (n * d);
  const V t = tt * r;
  const table_place<V> at = table_place_of(fma(V(8.0) * u, t, V(-0.5)));
  const V S = t * iv_ratio_float_debye_sum(fma(V(24.0), t, V(-1.0)), at.rest, at.row);
  const V G = x * tt * (V(0.5) - S);
  return {fma(x, inverse * (d * rr), -G), fma(u * (d + u), inverse * rr, G)};
}

template <class V>
LOGBESSEL_FN ratio_and_complement<V> iv_ratio_float_in(iv_ratio_float_region region, V v, V x) {
  return region == iv_ratio_float_region::debye ? iv_ratio_float_debye(v, x)
                                                : iv_ratio_float_fraction(v, x);
}

}  // namespace logbessel::detail
