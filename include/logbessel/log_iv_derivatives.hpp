/// @file
/// The derivatives of log I_v(x) with respect to the order and to the argument, for real v >= 0 and
/// x > 0, of first and second order.
///
///     d/dv    split      v < 1/4, 1/2 <= x < 32: the even and the odd part of log I in v
///             origin     r < 2: log(2/x) and a polynomial in (v, x^2/4)
///             patch      r < 32: derivatives of the log-Debye form, tail by polynomials; by inner r
///             debye      else: the same, tail by its series; by number of terms
///     d/dx    v/x + I_{v+1}/I_v
///     second  origin, patch, debye
///
/// with r = hypot(v, x). docs/derivatives.md derives each.
#pragma once

#include <logbessel/detail/log_iv_derivative_kernels.hpp>

namespace logbessel {

enum class log_iv_derivative_region {
  split,
  origin,
  patch_2,
  patch_4,
  patch_8,
  patch_16,
  debye_20,
  debye_13,
  debye_10,
  debye_6
};

/// The derivatives with respect to the order v and to the argument x.
template <class T>
struct log_bessel_gradient {
  T dv, dx;
};

namespace detail {

/// The number in log_iv_derivative_region of what serves the second derivatives: all but split.
template <class V>
LOGBESSEL_FN V log_iv_second_region_index(V v, V x) {
  using cutoff = log_iv_derivative_cutoff;
  return V(1.0) + radii_reached(square_of_r(v, x), cutoff::patch_2, cutoff::patch_4,
                                cutoff::patch_8, cutoff::patch_16, cutoff::debye_20,
                                cutoff::debye_13, cutoff::debye_10, cutoff::debye_6);
}

/// The number of log_iv_derivative_region_of(v, x).
template <class V>
LOGBESSEL_FN V log_iv_derivative_region_index(V v, V x) {
  using cutoff = log_iv_derivative_cutoff;
  const V ring = log_iv_second_region_index(v, x);
  const auto is_split = (v < V(cutoff::split_v)) & (x >= V(cutoff::split_x)) & (ring < V(6.0));
  return select(is_split, V(0.0), ring);
}

/// For finite v >= 0, x > 0.
LOGBESSEL_FN log_iv_derivative_region log_iv_second_region_of(double v, double x) {
  return static_cast<log_iv_derivative_region>(static_cast<int>(log_iv_second_region_index(v, x)));
}

}  // namespace detail

/// What serves d/dv for finite v >= 0, x > 0. Pure and cheap.
LOGBESSEL_FN log_iv_derivative_region log_iv_derivative_region_of(double v, double x) {
  return static_cast<log_iv_derivative_region>(
      static_cast<int>(detail::log_iv_derivative_region_index(v, x)));
}

namespace detail {

template <class V>
LOGBESSEL_FN V log_iv_dv_in(log_iv_derivative_region region, V v, V x) {
  switch (region) {
    case log_iv_derivative_region::split:
      return log_iv_dv_split(v, x);
    case log_iv_derivative_region::origin:
      return log_iv_dv_origin(v, x);
    case log_iv_derivative_region::patch_2:
      return log_iv_dv_patch<2>(v, x);
    case log_iv_derivative_region::patch_4:
      return log_iv_dv_patch<4>(v, x);
    case log_iv_derivative_region::patch_8:
      return log_iv_dv_patch<8>(v, x);
    case log_iv_derivative_region::patch_16:
      return log_iv_dv_patch<16>(v, x);
    case log_iv_derivative_region::debye_20:
      return log_iv_dv_debye<20>(v, x);
    case log_iv_derivative_region::debye_13:
      return log_iv_dv_debye<13>(v, x);
    case log_iv_derivative_region::debye_10:
      return log_iv_dv_debye<10>(v, x);
    case log_iv_derivative_region::debye_6:
      return log_iv_dv_debye<6>(v, x);
  }
  return V(nan);
}

template <class V>
LOGBESSEL_FN V log_iv_dvv_in(log_iv_derivative_region region, V v, V x) {
  switch (region) {
    case log_iv_derivative_region::split:
    case log_iv_derivative_region::origin:
      return log_iv_dvv_origin(v, x);
    case log_iv_derivative_region::patch_2:
      return log_iv_dvv_patch<2>(v, x);
    case log_iv_derivative_region::patch_4:
      return log_iv_dvv_patch<4>(v, x);
    case log_iv_derivative_region::patch_8:
      return log_iv_dvv_patch<8>(v, x);
    case log_iv_derivative_region::patch_16:
      return log_iv_dvv_patch<16>(v, x);
    case log_iv_derivative_region::debye_20:
      return log_iv_dvv_debye<20>(v, x);
    case log_iv_derivative_region::debye_13:
      return log_iv_dvv_debye<13>(v, x);
    case log_iv_derivative_region::debye_10:
      return log_iv_dvv_debye<10>(v, x);
    case log_iv_derivative_region::debye_6:
      return log_iv_dvv_debye<6>(v, x);
  }
  return V(nan);
}

template <class V>
LOGBESSEL_FN V log_iv_dxx_in(log_iv_derivative_region region, V v, V x) {
  switch (region) {
    case log_iv_derivative_region::split:
    case log_iv_derivative_region::origin:
      return log_iv_dxx_origin(v, x);
    case log_iv_derivative_region::patch_2:
      return log_iv_dxx_patch<2>(v, x);
    case log_iv_derivative_region::patch_4:
      return log_iv_dxx_patch<4>(v, x);
    case log_iv_derivative_region::patch_8:
      return log_iv_dxx_patch<8>(v, x);
    case log_iv_derivative_region::patch_16:
      return log_iv_dxx_patch<16>(v, x);
    case log_iv_derivative_region::debye_20:
      return log_iv_dxx_debye<20>(v, x);
    case log_iv_derivative_region::debye_13:
      return log_iv_dxx_debye<13>(v, x);
    case log_iv_derivative_region::debye_10:
      return log_iv_dxx_debye<10>(v, x);
    case log_iv_derivative_region::debye_6:
      return log_iv_dxx_debye<6>(v, x);
  }
  return V(nan);
}

}  // namespace detail

/// d log I_v(x)/dv for v >= 0, x >= 0: negative, ~ log(x/2) as x -> 0, ~ -v/x as x -> inf, and
/// -K_0(x)/I_0(x) at v = 0.
///
/// Special values   x = 0: -inf.   x = inf, v finite: -0.   v = inf, x finite: -inf.   both inf: NaN.
///                  v < 0, x < 0, any NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::log_iv_dv_ulp.
LOGBESSEL_FN double log_iv_dv(double v, double x) {
  using detail::infinity;
  if (!(v >= 0.0 && x >= 0.0)) return detail::nan;
  if (x == infinity) return v == infinity ? detail::nan : -0.0;
  if (v == infinity || x == 0.0) return -infinity;
  return detail::log_iv_dv_in(log_iv_derivative_region_of(v, x), v, x);
}

/// d log I_v(x)/dx for v >= 0, x >= 0: positive, ~ v/x as x -> 0, 1 as x -> inf.
///
/// Special values   x = 0: 0 if v = 0, else inf.   x = inf, v finite: 1.   v = inf, x finite: inf.
///                  both inf, v < 0, x < 0, any NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::log_iv_dx_ulp.
LOGBESSEL_FN double log_iv_dx(double v, double x) {
  using detail::infinity;
  if (!(v >= 0.0 && x >= 0.0)) return detail::nan;
  if (x == infinity) return v == infinity ? detail::nan : 1.0;
  if (x == 0.0) return v == 0.0 ? 0.0 : infinity;
  if (v == infinity) return infinity;
  return detail::log_iv_dx_in(iv_ratio_region_of(v + 1.0, x), v, x);
}

/// Both at once: {log_iv_dv(v, x), log_iv_dx(v, x)}.
LOGBESSEL_FN log_bessel_gradient<double> log_iv_gradient(double v, double x) {
  return {log_iv_dv(v, x), log_iv_dx(v, x)};
}

/// d2 log I_v(x)/dv2 for v >= 0, x >= 0: negative.
///
/// Special values   x = 0: the limit, -psi'(1 + v).   x = inf or v = inf: -0.
///                  v < 0, x < 0, any NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::log_iv_dvv_ulp.
LOGBESSEL_FN double log_iv_dvv(double v, double x) {
  using detail::infinity;
  if (!(v >= 0.0 && x >= 0.0)) return detail::nan;
  if (x == infinity || v == infinity) return -0.0;
  x = detail::max(x, 0x1p-1074);
  return detail::log_iv_dvv_in(detail::log_iv_second_region_of(v, x), v, x);
}

/// d2 log I_v(x)/dx2 for v >= 0, x >= 0, which changes its sign: ~ -v/x^2 as x -> 0, ~ 1/(2 x^2) for
/// large x.
///
/// Special values   x = 0: 1/2 if v = 0, else -inf.   x = inf, v finite: 0.   v = inf, x finite: -inf.
///                  both inf, v < 0, x < 0, any NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::log_iv_dxx_scaled, relative to (v/x)^2/r + 1/(1 + r^2), r = hypot(v, x).
LOGBESSEL_FN double log_iv_dxx(double v, double x) {
  using detail::infinity;
  if (!(v >= 0.0 && x >= 0.0)) return detail::nan;
  if (x == infinity) return v == infinity ? detail::nan : 0.0;
  if (x == 0.0) return v == 0.0 ? 0.5 : -infinity;
  if (v == infinity) return -infinity;
  return detail::log_iv_dxx_in(detail::log_iv_second_region_of(v, x), v, x);
}

/// The same in float, computed in double and rounded once.
LOGBESSEL_FN float log_iv_dv(float v, float x) {
  return static_cast<float>(log_iv_dv(double{v}, double{x}));
}
LOGBESSEL_FN float log_iv_dx(float v, float x) {
  return static_cast<float>(log_iv_dx(double{v}, double{x}));
}
LOGBESSEL_FN log_bessel_gradient<float> log_iv_gradient(float v, float x) {
  return {log_iv_dv(v, x), log_iv_dx(v, x)};
}
LOGBESSEL_FN float log_iv_dvv(float v, float x) {
  return static_cast<float>(log_iv_dvv(double{v}, double{x}));
}
LOGBESSEL_FN float log_iv_dxx(float v, float x) {
  return static_cast<float>(log_iv_dxx(double{v}, double{x}));
}

}  // namespace logbessel
