/// @file
/// Errors in units in the last place.
#pragma once

#include <reference/real.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace logbessel::harness {

/// |computed - exact| in ULP: the spacing, just below the exact value, of the numbers of type T, which is 2^(e - p) for
/// 2^(e-1) <= |exact| < 2^e and p bits, and the smallest subnormal at least. A correctly rounded result has at most 1/2.
///
/// Special values   an exact value that rounds to an infinity: 0 if computed is that infinity.
///                  else computed NaN or infinite: inf.
template <class T>
double ulp_error(T computed, const reference::real& exact) {
  using limits = std::numeric_limits<T>;
  const reference::precision_scope precision(256);
  const long largest = limits::max_exponent;
  if (!std::isfinite(computed)) {
    // From the middle between the largest number and the power of two above it, values round to infinity.
    const reference::real middle = scaled(reference::real(2) - limits::epsilon() / 2, largest - 1);
    const bool overflows = !(abs(exact) < middle);
    const bool same = computed > T(0) ? exact.sign() > 0 : exact.sign() < 0;
    return overflows && same ? 0.0 : std::numeric_limits<double>::infinity();
  }
  const long exponent = std::clamp<long>(exact.exponent(), limits::min_exponent, largest);
  const reference::real difference = abs(reference::real(double{computed}) - exact);
  return scaled(difference, limits::digits - exponent).to_double();
}

/// |computed - exact| in units of 2^-p max(size, |exact|), p the bits of T, and of the smallest subnormal at least.
/// Infinities as in ulp_error.
template <class T>
double units_error(T computed, const reference::real& exact, const reference::real& size) {
  using limits = std::numeric_limits<T>;
  if (!std::isfinite(computed)) return ulp_error(computed, exact);
  const reference::precision_scope precision(256);
  const reference::real difference = abs(reference::real(double{computed}) - exact);
  const reference::real unit =
      std::max({abs(exact), size, scaled(reference::real(1), limits::min_exponent - 1)});
  return (scaled(difference, limits::digits) / unit).to_double();
}

/// |computed - exact| in units of 2^-p max(size, |exact|), p the bits of T.
template <class T>
double scaled_error(T computed, const reference::real& exact, double size) {
  const reference::precision_scope precision(256);
  const reference::real difference = abs(reference::real(double{computed}) - exact);
  const reference::real unit = std::max(abs(exact), reference::real(size));
  return (scaled(difference, std::numeric_limits<T>::digits) / unit).to_double();
}

}  // namespace logbessel::harness
