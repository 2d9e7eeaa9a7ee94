/// @file
/// log I_v and log K_v beside the curves x0(v) on which they vanish, to 1 ULP of the tiny result.
///
///     v < 2^-8, I        the power series in three words: x0 is not analytic in v there
///     v < 96             a Taylor series about x0(v), which is tabled in three words
///     v >= 96            the log-Debye form in three words
#pragma once

#include <logbessel/detail/coefficients/near_zero.hpp>
#include <logbessel/detail/elementary.hpp>

namespace logbessel::detail {

/// log(2^e m), 1 <= hi(m) < 2; the words of log 2 are so short that their products with e are exact.
template <class V>
LOGBESSEL_FN triple_double<V> log_three_words(triple_double<V> m, V e) {
  const auto upper = m.hi >= V(1.5);
  const V half = select(upper, V(0.5), V(1.0));
  m = {m.hi * half, m.mi * half, m.lo * half};
  e = select(upper, e + V(1.0), e);
  const triple_double<V> one = {V(1.0), V(0.0), V(0.0)};
  const triple_double<V> s = (m + -one) / (m + one);
  const double_double<V> high = two_sum(e * V(log_2_word_0), e * V(log_2_word_1));
  const double_double<V> low = two_sum(e * V(log_2_word_2), e * V(log_2_word_3));
  const double_double<V> middle = two_sum(high.lo, low.hi);
  return renormalised(high.hi, middle.hi, middle.lo + low.lo) + s * atanh_over(s * s);
}

/// The formula of log_iv_series with everything in three words, for v < 2^-8, x < 1/4.
template <class V>
LOGBESSEL_FN V log_iv_near_zero_series(V v, V x) {
  const auto tiny = (v < V(0x1p-300)) & (x < V(0x1p-150));
  const V vc = max(v, V(0x1p-300));
  const V half_x = max(V(0.5) * x, V(0x1p-400));
  const V half_x_up = V(0.5) * x * V(0x1p300);
  const double_double<V> q2 = two_prod(half_x, half_x);
  const triple_double<V> q = {q2.hi, q2.lo, V(0.0)};
  triple_double<V> D = {V(1.0), V(0.0), V(0.0)};
  triple_double<V> N = D;
  for (int k = 14; k >= 2; --k) {
    const double_double<V> c = two_sum(vc, V(k));
    D = D * triple_double<V>{c.hi, c.lo, V(0.0)} * V(k);
    N = D + N * q;
  }
  const double_double<V> c = two_sum(vc, V(1.0));
  const triple_double<V> s = N * q / (D * triple_double<V>{c.hi, c.lo, V(0.0)});
  const double_double<V> q_up = two_prod(half_x_up, half_x_up);
  triple_double<V> log_1p_s = s * log1p_over(s);
  log_1p_s = {select(tiny, q_up.hi, log_1p_s.hi), select(tiny, q_up.lo, log_1p_s.mi),
              select(tiny, V(0.0), log_1p_s.lo)};
  const V v_up = select(tiny, v * V(0x1p300) * V(0x1p300), v);

  const auto parts = split(x);
  const triple_double<V> log_half_x =
      log_three_words(triple_double<V>{parts.m, V(0.0), V(0.0)}, parts.e - V(1.0));
  const triple_double<V> lambda = log_gamma_1p_over_wide(triple_double<V>{v, V(0.0), V(0.0)});
  const V value = rounded((log_half_x + -lambda) * v_up + log_1p_s);
  return select(tiny, value * V(0x1p-600), value);
}

/// Row and variable of the tables of tools/coefficients/near_zero.py.
template <class V>
struct zero_curve_index {
  V row;
  double_double<V> s;
};

template <class V>
LOGBESSEL_FN zero_curve_index<V> zero_curve_index_of(V v, V first_exponent) {
  const auto parts = split(v);
  const auto upper = parts.m >= V(1.5);
  const V row = V(2.0) * (parts.e - first_exponent) + select(upper, V(1.0), V(0.0));
  return {row, {V(4.0) * (parts.m - select(upper, V(1.75), V(1.25))), V(0.0)}};
}

struct log_iv_zero : log_iv_zero_curve {
  template <class V>
  static LOGBESSEL_FN zero_curve_index<V> index_of(V v) {
    return zero_curve_index_of(v, V(-8.0));
  }
};

struct log_kv_zero : log_kv_zero_curve {
  template <class V>
  static LOGBESSEL_FN zero_curve_index<V> index_of(V v) {
    const auto even = v < V(0.125);
    const zero_curve_index<V> index = zero_curve_index_of(max(v, V(0.125)), V(-3.0));
    const V v8 = V(8.0) * select(even, max(v, V(0x1p-300)), V(0.0));
    return {select(even, V(0.0), index.row + V(1.0)), select(even, two_prod(v8, v8), index.s)};
  }
};

/// x - x0(v) in two words: with x0 in two words, and in three, for an error near 2^-157 x, where x and x0
/// agree in their first 40 bits.
template <class Zero, class V>
LOGBESSEL_FN double_double<V> minus_zero(V x, zero_curve_index<V> at) {
  V high = V(0.0);
  for (int j = Zero::x_terms - 1; j >= Zero::x_three_words; --j)
    high = fma(high, at.s.hi, Zero::x_hi(j, at.row));
  double_double<V> x0 = {high, V(0.0)};
  for (int j = Zero::x_three_words - 1; j >= 0; --j) {
    x0 = x0 * at.s + double_double<V>{Zero::x_hi(j, at.row), Zero::x_mi(j, at.row)};
  }
  const double_double<V> delta = double_double<V>{x, V(0.0)} + -x0;
  const auto close = abs(delta.hi) < V(0x1p-40) * x;
  if (!any(close)) return delta;

  high = V(0.0);
  for (int j = Zero::x_terms - 1; j >= Zero::x_two_words; --j)
    high = fma(high, at.s.hi, Zero::x_hi(j, at.row));
  x0 = {high, V(0.0)};
  for (int j = Zero::x_two_words - 1; j >= Zero::x_three_words; --j) {
    x0 = x0 * at.s + double_double<V>{Zero::x_hi(j, at.row), Zero::x_mi(j, at.row)};
  }
  triple_double<V> wide = {x0.hi, x0.lo, V(0.0)};
  const triple_double<V> s = {at.s.hi, at.s.lo, V(0.0)};
  for (int j = Zero::x_three_words - 1; j >= 0; --j) {
    wide = wide * s +
           triple_double<V>{Zero::x_hi(j, at.row), Zero::x_mi(j, at.row), Zero::x_lo(j, at.row)};
  }
  const triple_double<V> rest = triple_double<V>{x, V(0.0), V(0.0)} + -wide;
  return select(close, double_double<V>{rest.hi, rest.mi + rest.lo}, delta);
}

/// With z = log(x/x0), G(z) = x f'(x)/f(x) obeys the Riccati equation dG/dz = x^2 + v^2 - G^2 (from
/// DLMF 10.25.1), so for G = sum G_k z^k, G_0 = W(v) tabled, and X = x0(v),
///
///     (k + 1) G_{k+1} = X^2 2^k/k! + v^2 [k = 0] - sum_i G_i G_{k-i},
///     log f = sum_k G_k z^{k+1}/(k + 1).
template <class Zero, class V>
LOGBESSEL_FN V log_near_zero_taylor(V v, V x) {
  const zero_curve_index<V> at = Zero::index_of(v);
  const double_double<V> delta = minus_zero<Zero>(x, at);
  double_double<V> X = two_sum(x, -delta.hi);
  X.lo = X.lo - delta.lo;

  V high = Zero::w_hi(Zero::w_terms - 1, at.row);
  for (int j = Zero::w_terms - 2; j >= Zero::w_two_words; --j)
    high = fma(high, at.s.hi, Zero::w_hi(j, at.row));
  double_double<V> W = {high, V(0.0)};
  for (int j = Zero::w_two_words - 1; j >= 0; --j) {
    W = W * at.s + double_double<V>{Zero::w_hi(j, at.row), Zero::w_lo(j, at.row)};
  }

  // z = 2 atanh(s), s = (x - x0)/(x + x0)
  double_double<V> d = two_sum(x, X.hi);
  d.lo = d.lo + X.lo;
  const double_double<V> s = delta / d;
  const V ss = s.hi * s.hi;
  const V tail = polyeval(ss, 2.0 / 3, 2.0 / 5, 2.0 / 7, 2.0 / 9, 2.0 / 11, 2.0 / 13, 2.0 / 15);
  const double_double<V> z = double_double<V>{s.hi + s.hi, s.lo + s.lo} + s.hi * ss * tail;

  constexpr int N = 14;
  V G[N + 1];
  G[0] = W.hi;
  const double_double<V> square_sum = two_prod(v, v) + X * X;
  const double_double<V> G1 = square_sum + -(W * W);
  G[1] = G1.hi + G1.lo;
  V power = X.hi * X.hi;
  LOGBESSEL_UNROLL
  for (int k = 1; k < N; ++k) {
    power = power * V(2.0 / k);
    V square = V(0.0);
    LOGBESSEL_UNROLL
    for (int i = 1; 2 * i < k; ++i) square = fma(G[i], G[k - i], square);
    square = square + square;
    if (k % 2 == 0) square = fma(G[k / 2], G[k / 2], square);
    G[k + 1] = fma(-(G[0] + G[0]), G[k], power - square) * V(1.0 / (k + 1));
  }
  V sum = G[N] * V(1.0 / (N + 1));
  LOGBESSEL_UNROLL
  for (int k = N - 1; k >= 1; --k) sum = fma(sum, z.hi, G[k] * V(1.0 / (k + 1)));
  const double_double<V> value = z * (W + sum * z.hi);
  return value.hi + value.lo;
}

/// L_k + t (L_{k+1} + ... + t L_30): one word from k = 13 on, two from 3, three below.
template <int k, class V>
LOGBESSEL_FN auto debye_series_wide(triple_double<V> t, triple_double<V> y) {
  const auto L = debye_l_wide(constant<k>{}, y);
  if constexpr (k == 30) {
    return L;
  } else if constexpr (k >= 13) {
    return fma(t.hi, debye_series_wide<k + 1>(t, y), L);
  } else if constexpr (k >= 3) {
    return L + double_double<V>{t.hi, t.mi} * debye_series_wide<k + 1>(t, y);
  } else if constexpr (k == 2) {
    const double_double<V> rest = debye_series_wide<k + 1>(t, y);
    return L + t * triple_double<V>{rest.hi, rest.lo, V(0.0)};
  } else {
    return L + t * debye_series_wide<k + 1>(t, y);
  }
}

/// The leading part of the log-Debye form in three words, for v/3 < x < 5 v/4: r and E are 2^e times these.
template <class V>
struct wide_debye_form {
  triple_double<V> r, E;
  V vs, e;
};

template <class V>
LOGBESSEL_FN wide_debye_form<V> wide_debye_form_of(V v, V x) {
  const auto v_parts = split(v);
  const auto x_parts = split(x);
  const V e = v_parts.e;
  const V vs = v_parts.m;
  const V xs = x_parts.m * pow2(x_parts.e - e);

  const double_double<V> vv = two_prod(vs, vs);
  const double_double<V> xx = two_prod(xs, xs);
  const triple_double<V> r =
      sqrt(triple_double<V>{vv.hi, vv.lo, V(0.0)} + triple_double<V>{xx.hi, xx.lo, V(0.0)});
  const triple_double<V> q =
      (r + triple_double<V>{vs, V(0.0), V(0.0)}) / triple_double<V>{xs, V(0.0), V(0.0)};
  const triple_double<V> E =
      r + -(log_three_words(triple_double<V>{V(0.5) * q.hi, V(0.5) * q.mi, V(0.5) * q.lo}, V(1.0)) *
            vs);
  return {r, E, vs, e};
}

/// The log-Debye form of detail/debye.hpp in three words, for v >= 96 and v/2 < x < v. sign = 1 gives
/// log I, -1 log K.
template <class V>
LOGBESSEL_FN V log_near_zero_debye(V v, V x, double sign) {
  const auto [r, E, vs, e] = wide_debye_form_of(v, x);
  const auto r_parts = split(r.hi);
  const V r_down = pow2(-r_parts.e);
  const triple_double<V> log_r =
      log_three_words(triple_double<V>{r.hi * r_down, r.mi * r_down, r.lo * r_down}, e + r_parts.e);

  const triple_double<V> inverse = triple_double<V>{V(1.0), V(0.0), V(0.0)} / r;
  const triple_double<V> p = inverse * vs;
  const triple_double<V> y = p * p + triple_double<V>{V(-0.5), V(0.0), V(0.0)};
  const V s = V(sign) * pow2(max(-e, V(-1000.0)));
  const triple_double<V> t = {inverse.hi * s, inverse.mi * s, inverse.lo * s};
  const triple_double<V> F = t * debye_series_wide<1>(t, y);

  const V up = V(sign) * pow2(e);
  const triple_double<V> c =
      sign > 0.0
          ? triple_double<V>{V(-half_log_2pi_hi), V(-half_log_2pi_lo), V(-half_log_2pi_third)}
          : triple_double<V>{V(half_log_pi_2_hi), V(half_log_pi_2_lo), V(half_log_pi_2_third)};
  return rounded(triple_double<V>{E.hi * up, E.mi * up, E.lo * up} + (log_r * V(-0.5) + c) + F);
}

/// From here on the log-Debye form serves the neighbourhood of the zero curves.
constexpr double near_zero_debye_from = 96.0;

}  // namespace logbessel::detail
