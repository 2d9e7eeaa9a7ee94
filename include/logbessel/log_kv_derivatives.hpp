/// @file
/// The derivatives of log K_v(x) with respect to the order and to the argument, for real v and x > 0,
/// of first and second order:
///
///     base        r < 12, v <= 1/2, x < 1/4    log K as the logarithm of a hyperbolic sine
///     temme       r < 12, v > 1/2, x < 2^-8    Temme's series, then the recurrence
///     trapezoid   r < 12, else                 quotients of integrals, by number of nodes
///     patch       r < 32   derivatives of the log-Debye form, tail by polynomials; by inner r
///     debye       else     the same, tail by its series; by number of terms
///
/// with r = hypot(v, x). docs/derivatives.md derives each.
#pragma once

#include <logbessel/detail/log_kv_small_derivatives.hpp>
#include <logbessel/detail/log_kv_trapezoid.hpp>
#include <logbessel/log_iv_derivatives.hpp>

namespace logbessel {

enum class log_kv_derivative_region {
  base,
  temme,
  trapezoid_77,
  trapezoid_47,
  patch_12,
  patch_20,
  debye_20,
  debye_13,
  debye_10,
  debye_6
};

namespace detail {

struct log_kv_derivative_cutoff : derivative_cutoff {
  static constexpr double trapezoid_77_v = 0.5;     // v, for x < trapezoid_47
  static constexpr double trapezoid_77_x = 0x1p-8;  // x, for v above
  static constexpr double trapezoid_47 = 0.25;      // x, for r < patch_12
  static constexpr double patch_12 = 12.0;
  static constexpr double patch_20 = 20.0;
};

/// The magnitude of one derivative from base.
template <log_kv_derivative which, class V>
LOGBESSEL_FN V log_kv_derivative_base(V v, V x) {
  const log_kv_base<V> b = log_kv_base_of(v, x);
  if constexpr (which == log_kv_derivative::dv) {
    return base_dv(b);
  } else if constexpr (which == log_kv_derivative::dvv) {
    return base_dvv(b);
  } else {
    const V Y = base_y(b);
    if constexpr (which == log_kv_derivative::dx) return Y / x;
    return (fma(x, x, b.M) + fma(-Y, Y, Y)) / x / x;
  }
}

template <log_kv_derivative which, int nodes, class V>
LOGBESSEL_FN V log_kv_derivative_trapezoid(V v, V x) {
  const derivative_form<V> form = derivative_form_of(v, x);
  const V r_over_x_m1 = v * form.p / (x * (V(1.0) + form.x_t));
  return log_kv_average<which, nodes>(v, x, form.a.hi, r_over_x_m1);
}

template <log_kv_derivative which, int r, class V>
LOGBESSEL_FN V log_kv_derivative_patch(V v, V x) {
  constexpr constant<r> ring{};
  const derivative_form<V> form = derivative_form_of(v, x);
  const V s = V(2.0) * form.y;
  if constexpr (which == log_kv_derivative::dv)
    return form_dv(form, log_kv_derivative_j(ring, form.t, s));
  if constexpr (which == log_kv_derivative::dx)
    return form_dx(form, v, x, -log_kv_derivative_m(ring, form.t, s));
  if constexpr (which == log_kv_derivative::dvv)
    return form_dvv(form, log_kv_derivative_g(ring, form.t, s) + form.y);
  return form_dxx(form, v, x, log_kv_derivative_h(ring, form.t, s) - form.y);
}

/// With rho = x K_{v-1}/K_v: |d/dx| = (v + rho)/x, d2/dx2 = (v + x^2 - (2 v - 1) rho - rho^2)/x^2.
template <log_kv_derivative which, class V>
LOGBESSEL_FN V log_kv_derivative_temme(V v, V x) {
  const log_kv_temme_derivatives<V> d = log_kv_temme_derivatives_of(v, x);
  if constexpr (which == log_kv_derivative::dv) return d.dv;
  if constexpr (which == log_kv_derivative::dvv)
    return log_kv_derivative_patch<which, 12>(v + d.rise, x) + d.fall;
  if constexpr (which == log_kv_derivative::dx) return (v + d.rho) / x;
  return (v + fma(x, x, -d.rho * (fma(V(2.0), v, V(-1.0)) + d.rho))) / x / x;
}

template <log_kv_derivative which, int N, class V>
LOGBESSEL_FN V log_kv_derivative_debye(V v, V x) {
  const derivative_form<V> form = derivative_form_of(v, x);
  if constexpr (which == log_kv_derivative::dv)
    return form_dv(form, debye_tail_of<debye_tail::n, N, -1>(form));
  if constexpr (which == log_kv_derivative::dx)
    return form_dx(form, v, x, -debye_tail_of<debye_tail::m, N, -1>(form));
  if constexpr (which == log_kv_derivative::dvv)
    return form_dvv(form, debye_tail_of<debye_tail::p, N, -1>(form));
  return form_dxx(form, v, x, debye_tail_of<debye_tail::q, N, -1>(form));
}

/// The number of log_kv_derivative_region_of(v, x) in its enumeration.
template <class V>
LOGBESSEL_FN V log_kv_derivative_region_index(V v, V x) {
  using cutoff = log_kv_derivative_cutoff;
  const V rr = square_of_r(v, x);
  const V far_from_0 = select(x >= V(cutoff::trapezoid_77_x), V(2.0), V(1.0));
  const V small_x = select(v <= V(cutoff::trapezoid_77_v), V(0.0), far_from_0);
  const V near = select(x >= V(cutoff::trapezoid_47), V(3.0), small_x);
  const V ring = V(4.0) + radii_reached(rr, cutoff::patch_20, cutoff::debye_20, cutoff::debye_13,
                                        cutoff::debye_10, cutoff::debye_6);
  return select(rr < V(cutoff::patch_12 * cutoff::patch_12), near, ring);
}

}  // namespace detail

/// What serves finite v >= 0, x > 0. Pure and cheap.
LOGBESSEL_FN log_kv_derivative_region log_kv_derivative_region_of(double v, double x) {
  return static_cast<log_kv_derivative_region>(
      static_cast<int>(detail::log_kv_derivative_region_index(v, x)));
}

namespace detail {

template <log_kv_derivative which, class V>
LOGBESSEL_FN V log_kv_derivative_in(log_kv_derivative_region region, V v, V x) {
  switch (region) {
    case log_kv_derivative_region::base:
      return log_kv_derivative_base<which>(v, x);
    case log_kv_derivative_region::temme:
      return log_kv_derivative_temme<which>(v, x);
    case log_kv_derivative_region::trapezoid_77:
      return log_kv_derivative_trapezoid<which, 77>(v, x);
    case log_kv_derivative_region::trapezoid_47:
      return log_kv_derivative_trapezoid<which, 47>(v, x);
    case log_kv_derivative_region::patch_12:
      return log_kv_derivative_patch<which, 12>(v, x);
    case log_kv_derivative_region::patch_20:
      return log_kv_derivative_patch<which, 20>(v, x);
    case log_kv_derivative_region::debye_20:
      return log_kv_derivative_debye<which, 20>(v, x);
    case log_kv_derivative_region::debye_13:
      return log_kv_derivative_debye<which, 13>(v, x);
    case log_kv_derivative_region::debye_10:
      return log_kv_derivative_debye<which, 10>(v, x);
    case log_kv_derivative_region::debye_6:
      return log_kv_derivative_debye<which, 6>(v, x);
  }
  return V(nan);
}

template <log_kv_derivative which>
LOGBESSEL_FN double log_kv_derivative_at(double v, double x) {
  return log_kv_derivative_in<which>(log_kv_derivative_region_of(v, x), v, x);
}

}  // namespace detail

/// d log K_v(x)/dv: odd in v, for v > 0 positive, ~ v/x as x -> inf.
///
/// Special values   v = 0: 0, of v's sign.   v < 0: minus the value at -v. For v > 0:
///                  x = 0: inf.   x = inf, v finite: 0.   v = inf, x finite: inf.   both inf: NaN.
///                  any NaN, x < 0: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::log_kv_dv_ulp.
LOGBESSEL_FN double log_kv_dv(double v, double x) {
  using detail::infinity;
  const double order = detail::abs(v);
  if (!(order >= 0.0 && x >= 0.0)) return detail::nan;
  if (x == infinity) return order == infinity ? detail::nan : 0.0 * v;
  if (v == 0.0) return v;
  const bool is_infinite = order == infinity || x == 0.0;
  const double size = is_infinite
                          ? infinity
                          : detail::log_kv_derivative_at<detail::log_kv_derivative::dv>(order, x);
  return v < 0.0 ? -size : size;
}

/// d log K_v(x)/dx: negative, ~ -v/x as x -> 0, -1 as x -> inf; even in v.
///
/// Special values   x = 0: -inf.   x = inf, v finite: -1.   v = inf, x finite: -inf.   both inf: NaN.
///                  any NaN, x < 0: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::log_kv_dx_ulp.
LOGBESSEL_FN double log_kv_dx(double v, double x) {
  using detail::infinity;
  v = detail::abs(v);
  if (!(v >= 0.0 && x >= 0.0)) return detail::nan;
  if (x == infinity) return v == infinity ? detail::nan : -1.0;
  if (v == infinity || x == 0.0) return -infinity;
  return -detail::log_kv_derivative_at<detail::log_kv_derivative::dx>(v, x);
}

/// Both at once: {log_kv_dv(v, x), log_kv_dx(v, x)}.
LOGBESSEL_FN log_bessel_gradient<double> log_kv_gradient(double v, double x) {
  return {log_kv_dv(v, x), log_kv_dx(v, x)};
}

/// d2 log K_v(x)/dv2: positive, even in v.
///
/// Special values   x = 0: the limit, psi'(|v|), inf at v = 0.   x = inf or |v| = inf: 0.
///                  any NaN, x < 0: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::log_kv_dvv_ulp.
LOGBESSEL_FN double log_kv_dvv(double v, double x) {
  using detail::infinity;
  v = detail::abs(v);
  if (!(v >= 0.0 && x >= 0.0)) return detail::nan;
  if (x == infinity || v == infinity) return 0.0;
  if (x == 0.0) return 1.0 / v / v - log_iv_dvv(v, 0.0);
  return detail::log_kv_derivative_at<detail::log_kv_derivative::dvv>(v, x);
}

/// d2 log K_v(x)/dx2: positive, even in v.
///
/// Special values   x = 0: inf.   x = inf, v finite: 0.   |v| = inf, x finite: inf.   both inf: NaN.
///                  any NaN, x < 0: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::log_kv_dxx_ulp.
LOGBESSEL_FN double log_kv_dxx(double v, double x) {
  using detail::infinity;
  v = detail::abs(v);
  if (!(v >= 0.0 && x >= 0.0)) return detail::nan;
  if (x == infinity) return v == infinity ? detail::nan : 0.0;
  if (v == infinity || x == 0.0) return infinity;
  return detail::log_kv_derivative_at<detail::log_kv_derivative::dxx>(v, x);
}

/// The same in float, computed in double and rounded once.
LOGBESSEL_FN float log_kv_dv(float v, float x) {
  return static_cast<float>(log_kv_dv(double{v}, double{x}));
}
LOGBESSEL_FN float log_kv_dx(float v, float x) {
  return static_cast<float>(log_kv_dx(double{v}, double{x}));
}
LOGBESSEL_FN log_bessel_gradient<float> log_kv_gradient(float v, float x) {
  return {log_kv_dv(v, x), log_kv_dx(v, x)};
}
LOGBESSEL_FN float log_kv_dvv(float v, float x) {
  return static_cast<float>(log_kv_dvv(double{v}, double{x}));
}
LOGBESSEL_FN float log_kv_dxx(float v, float x) {
  return static_cast<float>(log_kv_dxx(double{v}, double{x}));
}

}  // namespace logbessel
