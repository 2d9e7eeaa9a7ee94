/// @file
/// The uniform expansion for large order (DLMF 10.41.3-4) in logarithmic form. With
///
///     r = hypot(v, x),   t = 1/r,   y = (v/r)^2 - 1/2,   E = r - v log((v + r)/x),
///
///     log I_v(x) =  E - log(2 pi r)/2   + F( t, y),
///     log K_v(x) = -E + log(pi/(2 r))/2 + F(-t, y),     F(t, y) = sum_{k >= 1} t^k L_k(y).
///
/// and for exp(-x) I_v and exp(x) K_v, without the cancellation of r - x = v^2/(r + x),
///
///     E - x = -v (asinh(v/x) - v/(r + x)),     asinh(v/x) = log(1 + s),  s = (v + v^2/(r + x))/x.
///
/// The same formula is Hankel's expansion (DLMF 10.40.1-2) at v << x, so one region serves both. F
/// is below 0.17/r and needs one word; E and log r are carried to about 2^-64 of max(v, x), because
/// they are all of the result's rounding error. docs/log_iv.md says more.
#pragma once

#include <logbessel/detail/coefficients/debye.hpp>
#include <logbessel/detail/elementary.hpp>

namespace logbessel::detail {

/// What a kernel gives: log I_v and log K_v, or the logarithms of exp(-x) I_v and exp(x) K_v.
enum class scaling { none, exponential };

/// The leading part of both expansions.
template <class V>
struct debye_form {
  double_double<V> E;  // E - x where scaled
  log_terms<V> log_r;
  V t, t_lo;  // 1/r
  V p;        // v/r
};

/// E - x = -v (log(1 + s) - g), given r + x, and 1 + s = 2^e q.
template <class V>
LOGBESSEL_FN double_double<V> debye_scaled_exponent(V v, V vs, V xs, double_double<V> r_plus_x,
                                                    double_double<V> q, V e) {
  const double_double<V> g = double_double<V>{vs, V(0.0)} / r_plus_x;
  const double_double<V> s = (g + V(1.0)) * vs / double_double<V>{xs, V(0.0)};
  const double_double<V> a = g + -log1p_two_words(s, q, e);
  const V va = v * a.hi;
  return {va, fma(v, a.lo, fma(v, a.hi, -va))};
}

/// For 1 <= r < 2^500. Below 2^-400, v and x do not count in r, and their squares would be subnormal.
template <scaling S = scaling::none, class V>
LOGBESSEL_FN debye_form<V> debye_form_of(V v, V x) {
  const V vs = max(v, V(0x1p-400));
  const V xs = max(x, V(0x1p-400));
  const V vv = vs * vs;
  const V xx = xs * xs;
  double_double<V> rr = two_sum(vv, xx);
  rr.lo = rr.lo + (fma(vs, vs, -vv) + fma(xs, xs, -xx));
  const V r = sqrt(rr.hi);
  const V t = V(1.0) / r;
  const V r_lo = (fma(-r, r, rr.hi) + rr.lo) * (V(0.5) * t);

  double_double<V> sum = fast_two_sum(r, v);
  sum.lo = sum.lo + r_lo;
  const auto x_parts = split(x);
  const V inverse = V(1.0) / x_parts.m;
  const V q = sum.hi * inverse;
  const V q_lo = (fma(-q, x_parts.m, sum.hi) + sum.lo) * inverse;
  double_double<V> E;
  if constexpr (S == scaling::none) {
    const double_double<V> L = sum_of(log_terms_of(double_double<V>{q, q_lo}, -x_parts.e));
    const V vL = v * L.hi;
    E = two_sum(r, -vL);
    E.lo = E.lo + (r_lo - fma(v, L.lo, fma(v, L.hi, -vL)));
  } else {
    E = debye_scaled_exponent(v, v, xs, two_sum(r, xs) + r_lo, fast_two_sum(q, q_lo), -x_parts.e);
  }
  const V t_lo = t * fma(-r_lo, t, fma(-r, t, V(1.0)));
  return {E, log_terms_of(double_double<V>{r, r_lo}, V(0.0)), t, t_lo, v * t};
}

/// E + c - log(r)/2 + F for c = -log(c_r)/2, whose words may still overlap.
template <class V>
LOGBESSEL_FN double_double<V> debye_sum(double_double<V> E, log_terms<V> log_r,
                                        double_double<V> log_c_r, V F) {
  log_r.base = log_r.base + log_c_r.hi;
  log_r.base_lo = log_r.base_lo + log_c_r.lo;
  const double_double<V> H = sum_of(log_r);
  const double_double<V> s = two_sum(E.hi, V(-0.5) * H.hi);
  return {s.hi, s.lo + (fma(V(-0.5), H.lo, E.lo) + F)};
}

template <class V>
LOGBESSEL_FN double_double<V> log_iv_from(const debye_form<V>& form, V F) {
  return debye_sum(form.E, form.log_r, {V(log_2pi_hi), V(log_2pi_lo)}, F);
}

template <class V>
LOGBESSEL_FN double_double<V> log_kv_from(const debye_form<V>& form, V F) {
  return debye_sum(-form.E, form.log_r, {V(log_2_over_pi_hi), V(log_2_over_pi_lo)}, F);
}

/// The same for r >= 2^500, where F no longer counts. v and x are scaled by a power of two, so r does not overflow for
/// any arguments up to DBL_MAX, and x is kept above 2^-400 v, v above 2^-560 x, where its share in r is far below
/// rounding, and that of v in E - x, too. From |E| = 2^900 on only E counts, and it may be infinite.
template <scaling S, int sign, class V>
LOGBESSEL_FN double_double<V> debye_far(V v, V x) {
  const auto v_parts = split(v);
  const auto x_parts = split(x);
  const V e = max(v_parts.e, x_parts.e);
  const V vs = v_parts.m * pow2(max(v_parts.e - e, V(-560.0)));
  const V xs = x_parts.m * pow2(max(x_parts.e - e, V(-400.0)));
  const double_double<V> r = sqrt(two_prod(vs, vs) + two_prod(xs, xs));
  const double_double<V> q = (r + vs) / double_double<V>{x_parts.m, V(0.0)};
  double_double<V> E;
  if constexpr (S == scaling::none) {
    const double_double<V> vL = log_two_words(q, e - x_parts.e) * vs;
    E = two_sum(r.hi, -vL.hi);
    const V scale = pow2(e);
    E = {E.hi * scale, (E.lo + (r.lo - vL.lo)) * scale};
  } else {
    E = debye_scaled_exponent(v, vs, xs, r + xs, q, e - x_parts.e);
  }
  if constexpr (sign < 0) E = -E;
  const double_double<V> log_c = sign > 0
                                     ? double_double<V>{V(log_2pi_hi), V(log_2pi_lo)}
                                     : double_double<V>{V(log_2_over_pi_hi), V(log_2_over_pi_lo)};
  const double_double<V> log_c_r = log_two_words(r, e) + log_c;
  const V size = abs(E.hi);
  const double_double<V> alone = {E.hi, select(size < V(infinity), E.lo, V(0.0))};
  const double_double<V> sum = sum_of(E, log_c_r * V(-0.5), V(0.0));
  return select(size < V(0x1p900), sum, alone);
}

/// L_k + t (L_{k+1} + t (... + t L_N)).
template <int k, int N, class V>
LOGBESSEL_FN V debye_series(V t, V y) {
  const V L = debye_l(constant<k>{}, y);
  if constexpr (k == N) {
    return L;
  } else {
    return fma(t, debye_series<k + 1, N>(t, y), L);
  }
}

/// 1/r and v/r, each rounded once: near the origin F is as sensitive to them as to its own rounding.
template <class V>
struct patch_arguments {
  V t, p;
};

template <class V>
LOGBESSEL_FN patch_arguments<V> patch_arguments_of(V v, const debye_form<V>& form) {
  return {form.t + form.t_lo, fma(v, form.t, v * form.t_lo)};
}

/// F where two terms of its series leave `rest` of F/t, in an order that rounds nothing larger than F.
template <class V>
LOGBESSEL_FN V patch_tail(V t, V y, V rest) {
  const V L_1 = debye_l(constant<1>{}, y);
  const V L_2 = debye_l(constant<2>{}, y);
  return fma(t, L_1, t * fma(t, L_2, rest));
}

/// The r from which N terms leave an absolute error below 2^-55 for every v >= 0. The worst angle
/// is v << x.
struct debye_cutoff {
  static constexpr double debye_20 = 24.0;
  static constexpr double debye_13 = 36.0;
  static constexpr double debye_10 = 58.0;
  static constexpr double debye_6 = 250.0;
  static constexpr double debye_far = 0x1p500;
};

}  // namespace logbessel::detail
