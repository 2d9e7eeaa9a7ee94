/// @file
/// The kernels of log_iv_derivatives.hpp, one for each region and derivative.
#pragma once

#include <logbessel/detail/coefficients/small_derivatives.hpp>
#include <logbessel/detail/derivative_form.hpp>
#include <logbessel/iv_ratio.hpp>

namespace logbessel::detail {

struct log_iv_derivative_cutoff : derivative_cutoff {
  static constexpr double split_v = 0.25;
  static constexpr double split_x = 0.5;
  static constexpr double patch_2 = 2.0;
  static constexpr double patch_4 = 4.0;
  static constexpr double patch_8 = 8.0;
  static constexpr double patch_16 = 16.0;
};

/// d/dv = -(log(2/x) + X(v, q)), q = x^2/4, X a linear part in v, in two words, and the rest.
template <class V>
LOGBESSEL_FN V log_iv_dv_origin(V v, V x) {
  const double_double<V> L = -log_two_words(x, V(-1.0));
  const double_double<V> lead = L + (two_prod(v, V(origin_x_rise)) + V(origin_x_start));
  return -(lead.hi + (origin_x_rest(v, V(0.25) * x * x) + lead.lo));
}

/// With t = 1/x, on binades of x: d/dv = -(v t E(t, v^2) + exp(-2 x) O(t, v^2)).
template <class V>
LOGBESSEL_FN V log_iv_dv_split(V v, V x) {
  const V e = split(x).e;
  const V row = e + V(1.0);
  const V t = V(1.0) / x;
  const V a = fma(t, pow2(e + V(2.0)), V(-3.0));
  const V b = fma(V(32.0) * v, v, V(-1.0));
  const V O = V(0.5) * twice_exp_minus_2x(x) * split_o(a, b, row);
  return -fma(v / x, split_e(a, b, row), O);
}

template <int r, class V>
LOGBESSEL_FN V log_iv_dv_patch(V v, V x) {
  const derivative_form<V> form = derivative_form_of(v, x);
  const V s = fma(V(2.0), form.p, V(-1.0));
  const V J = log_iv_derivative_j(constant<r>{}, form.t, s);
  return -(form.a.hi + fma(form.t, J, form.a.lo));
}

/// The series is odd in v. What it lacks, K_0/I_0 ~ pi exp(-2 x), is all there is at v = 0, and below
/// rounding from v = 1/4 on, where x may be small.
template <int N, class V>
LOGBESSEL_FN V log_iv_dv_debye(V v, V x) {
  const derivative_form<V> form = derivative_form_of(v, x);
  const V n = debye_tail_of<debye_tail::n, N, 1>(form);
  const V O = V(0.5) * twice_exp_minus_2x(x) * split_far(min(form.t, V(1.0 / 32)));
  const V odd = select(v < V(0.25), O, V(0.0));
  return -(form_dv(form, n) + odd);
}

/// I_{v+1}/I_v by iv_ratio, whose region is that of (v + 1, x); a rounding of v + 1 counts for no more than one of
/// the sum.
template <class V>
LOGBESSEL_FN V log_iv_dx_in(iv_ratio_region region, V v, V x) {
  return v / x + iv_ratio_in(region, v + V(1.0), x).ratio.hi;
}

template <class V>
LOGBESSEL_FN V log_iv_dvv_origin(V v, V x) {
  const double_double<V> lead = two_prod(v, V(origin_z_rise)) + V(origin_z_start);
  return -(lead.hi + (origin_z_rest(v, V(0.25) * x * x) + lead.lo));
}

template <int r, class V>
LOGBESSEL_FN V log_iv_dvv_patch(V v, V x) {
  const derivative_form<V> form = derivative_form_of(v, x);
  const V s = fma(V(2.0), form.p, V(-1.0));
  const V G = log_iv_derivative_g(constant<r>{}, form.t, s);
  return -form_dvv(form, G - form.y);
}

template <int N, class V>
LOGBESSEL_FN V log_iv_dvv_debye(V v, V x) {
  const derivative_form<V> form = derivative_form_of(v, x);
  return -form_dvv(form, debye_tail_of<debye_tail::p, N, 1>(form));
}

/// d2/dx2 = B(v, q) - v/x^2.
template <class V>
LOGBESSEL_FN V log_iv_dxx_origin(V v, V x) {
  return origin_b(v, V(0.25) * x * x) - v / x / x;
}

/// 0 - y and not -y: g++ 12 takes a negation into the fma, and then a zero has the other sign.
template <int r, class V>
LOGBESSEL_FN V log_iv_dxx_patch(V v, V x) {
  const derivative_form<V> form = derivative_form_of(v, x);
  const V s = fma(V(2.0), form.p, V(-1.0));
  const V H = log_iv_derivative_h(constant<r>{}, form.t, s);
  return V(0.0) - form_dxx(form, v, x, H + form.y);
}

template <int N, class V>
LOGBESSEL_FN V log_iv_dxx_debye(V v, V x) {
  const derivative_form<V> form = derivative_form_of(v, x);
  return V(0.0) - form_dxx(form, v, x, debye_tail_of<debye_tail::q, N, 1>(form));
}

}  // namespace logbessel::detail
