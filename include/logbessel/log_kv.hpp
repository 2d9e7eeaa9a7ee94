/// @file
/// log K_v(x), the logarithm of the modified Bessel function of the second kind:
///
///     K_v(x)  =  int_0^inf exp(-x cosh u) cosh(v u) du,     K_{-v} = K_v       DLMF 10.32.9
///
/// The quarter-plane is cut by r = hypot(v, x), and near the origin by x:
///
///     temme        r < 8, x < 1    Temme's series in even/odd form, then the recurrence in v
///     recurrence   r < 8, x >= 1   polynomials in (1/x, mu^2), |mu| <= 1/2, then the recurrence
///     patch        r < 24          log-Debye form, its tail a two-variable polynomial; by inner r
///     debye        else            log-Debye form (DLMF 10.41.4); by number of terms
///
/// docs/log_kv.md derives each and shows the map.
#pragma once

#include <logbessel/detail/coefficients/patches.hpp>
#include <logbessel/detail/coefficients/recurrence.hpp>
#include <logbessel/detail/coefficients/temme.hpp>
#include <logbessel/detail/debye.hpp>
#include <logbessel/detail/float_log_kv.hpp>
#include <logbessel/detail/near_zero.hpp>

namespace logbessel {

enum class log_kv_region {
  temme,
  recurrence,
  patch_8,
  patch_12,
  debye_20,
  debye_13,
  debye_10,
  debye_6,
  debye_far
};

namespace detail {

/// Where each region begins, in r outwards. From debye_N on, N terms leave less than 2^-55.
struct log_kv_cutoff : debye_cutoff {
  static constexpr double recurrence = 1.0;  // x, for r < patch_8
  static constexpr double patch_8 = 8.0;
  static constexpr double patch_12 = 12.0;
};

/// v = n + mu with n = round(v), m = |mu| <= 1/2, M = mu^2, L = log(2/x), q = x^2/4.
/// With S_e, S_o of tools/coefficients/temme.py, g_+- = 1/G(1 +- m) and
///
///     e = exp(-2 m L),   F = 2 (L g_+ (1 - e)/(2 m L) - g_o),   G = g_- + g_+ e,
///
///     A = F S_e + G S_o = g_+ g_- 2 (x/2)^m K_m,
///
/// where F is (g_- - g_+ e)/m without its 0/0. The multiples k_j = g_+ g_- 2 (x/2)^(mu+j) K_{mu+j}
/// tend to g_+ g_- G(mu + j) as x -> 0, so they neither over- nor underflow, and all terms are
/// positive in
///
///     k_1 = (S_e + mu S_o)/G(1 - mu) - q_e (F S_e' + G S_o'),
///     k_2 = (1 + mu) k_1 + q_e A,    q_e = q if mu >= 0, q/e if mu < 0,
///     k_{j+1} = (j + mu) k_j + q k_{j-1};
///
///     log K_v(x) = v L + log(k_n/(2 g_+ g_-)),  with A for k_0 and m for v if n = 0.
template <class V>
struct temme_multiples {
  double_double<V> L, before, now, g;  // before = k_{n-1}, A for k_0; now = k_n; g = g_+ g_-
};

/// x/2 >= 2^-150 and m >= 2^-200 are enforced where the result cannot feel it: nothing is subnormal.
template <class V>
LOGBESSEL_FN temme_multiples<V> temme_multiples_of(V n, V mu, V x) {
  const V m = max(abs(mu), V(0x1p-200));
  const auto below = mu < V(0.0);
  const double_double<V> one = {V(1.0), V(0.0)};

  const double_double<V> L = -log_two_words(x, V(-1.0));
  const V half_x = max(V(0.5) * x, V(0x1p-150));
  const double_double<V> q = two_prod(half_x, half_x);
  const double_double<V> M = two_prod(m, m);
  const double_double<V> i1 = one / (one + -M);
  const double_double<V> Q1 = q * i1;
  const double_double<V> Q2 = q / (-M + V(4.0));

  const double_double<V> c = two_sum(V(1.0), V(0.5) * M.hi);
  const V c_lo = fma(V(0.5), M.lo, c.lo);
  const double_double<V> Se =
      Q1 * (Q2 * double_double<V>{c.hi, fma(q.hi, temme_a(q.hi, M.hi), c_lo)} + V(1.0)) + V(1.0);
  const double_double<V> So = Q1 * (Q2 * fast_two_sum(V(1.5), q.hi * temme_b(q.hi, M.hi)) + V(1.0));
  const double_double<V> dSe =
      i1 *
      (Q2 * double_double<V>{c.hi + c.hi, fma(q.hi, temme_c(q.hi, M.hi), c_lo + c_lo)} + V(1.0));
  const double_double<V> dSo =
      i1 * (Q2 * fast_two_sum(V(3.0), q.hi * temme_d(q.hi, M.hi)) + V(1.0));

  const double_double<V> ge = reciprocal_gamma_even(M);
  const double_double<V> go = reciprocal_gamma_odd(M);
  const double_double<V> mgo = go * m;
  const double_double<V> gp = ge + mgo;
  const double_double<V> gm = ge + -mgo;

  const exp_and_quotient<V> e = exp_two_words(L * (V(-2.0) * m));
  const double_double<V> half_F = L * gp * e.quotient + -go;
  const double_double<V> F = {half_F.hi + half_F.hi, half_F.lo + half_F.lo};
  const double_double<V> G = gm + gp * e.exp;
  const double_double<V> A = F * Se + G * So;

  const double_double<V> e_up = {max(e.exp.hi, V(0x1p-150)), e.exp.lo};
  const double_double<V> qe = select(below, q / e_up, q);
  double_double<V> k1 = select(below, gp, gm) * (Se + So * mu) + -(qe * (F * dSe + G * dSo));
  double_double<V> qk0 = qe * A;
  double_double<V> before = A;
  double_double<V> k = select(n > V(0.0), k1, A);
  for (V j = V(1.0); any(j < n); j = j + V(1.0)) {
    const double_double<V> k2 = two_sum(mu, j) * k1 + qk0;
    qk0 = q * k1;
    before = select(j < n, k1, before);
    k1 = k2;
    k = select(j < n, k1, k);
  }
  return {L, before, k, gp * gm};
}

/// v >= 2^-200 is enforced where the result cannot feel it.
template <scaling S, class V>
LOGBESSEL_FN double_double<V> log_kv_temme(V v, V x) {
  v = max(v, V(0x1p-200));
  const V n = round(v);
  const auto [L, before, k, g] = temme_multiples_of(n, v - n, x);
  static_cast<void>(before);
  const double_double<V> log_k = log_two_words(k / g, V(-1.0));
  const V vL = v * L.hi;
  const double_double<V> vL_parts = {vL, fma(v, L.lo, fma(v, L.hi, -vL))};
  return sum_of(vL_parts, log_k, S == scaling::none ? V(0.0) : x);
}

/// The multiples of two neighbouring orders.
template <class V>
struct multiples {
  double_double<V> before, now;
};

/// P_{n-1} and P_n of P_{j+1} = 2 (mu + j) t P_j + P_{j-1} from P_0 and P_1, for n >= 1.
template <class V>
LOGBESSEL_FN multiples<V> recur(V n, V mu, double_double<V> t, multiples<V> P) {
  const double_double<V> two_t = {t.hi + t.hi, t.lo + t.lo};
  for (V j = V(1.0); any(j < n); j = j + V(1.0)) {
    const double_double<V> next = two_t * two_sum(mu, j) * P.now + P.before;
    const auto up = j < n;
    P = {select(up, P.now, P.before), select(up, next, P.now)};
  }
  return P;
}

/// t = 1/x, and where the tables of tools/coefficients/recurrence.py hold 1 <= x < 8.
template <class V>
struct recurrence_place {
  double_double<V> t;
  V u, row;
};

template <class V>
LOGBESSEL_FN double_double<V> reciprocal(V x) {
  const V inverse = V(1.0) / x;
  return {inverse, fma(-inverse, x, V(1.0)) * inverse};
}

template <class V>
LOGBESSEL_FN recurrence_place<V> recurrence_place_of(V x) {
  const double_double<V> t = reciprocal(x);
  const auto x_parts = split(x);
  const auto upper = x_parts.m >= V(1.5);
  const V a = select(upper, V(12.0), V(6.0)) * pow2(x_parts.e);
  const V u = fma(a, t.lo, fma(a, t.hi, select(upper, V(-7.0), V(-5.0))));
  return {t, u, x_parts.e + x_parts.e + select(upper, V(1.0), V(0.0))};
}

/// v = n + mu with n = round(v), t = 1/x, D = mu^2 - 1/4, and h, psi of
/// tools/coefficients/recurrence.py:
///
///     P_0 = 1,   P_1 = K_{mu+1}/K_mu = 1 + (mu + 1/2) t + D t^2 psi,
///     P_{j+1} = 2 (mu + j) t P_j + P_{j-1},
///
///     log K_v(x) = -x + log(pi/2)/2 + D t h + log(P_n^2 t)/2.
template <scaling S, class V>
LOGBESSEL_FN double_double<V> log_kv_recurrence(V v, V x) {
  const V n = round(v);
  const V mu = v - n;
  const double_double<V> M = two_prod(mu, mu);
  const auto [t, u, row] = recurrence_place_of(x);
  const V s = fma(V(8.0), M.hi, V(-1.0));

  double_double<V> D = two_sum(M.hi, V(-0.25));
  D.lo = D.lo + M.lo;
  const double_double<V> Dt = D * t;
  const double_double<V> H = Dt * recurrence_h(u, s, row);

  const double_double<V> one = {V(1.0), V(0.0)};
  const double_double<V> P_1 =
      t * two_sum(mu, V(0.5)) + V(1.0) + Dt * t * recurrence_psi(u, s, row);
  const double_double<V> P = select(n > V(0.0), recur(n, mu, t, {one, P_1}).now, one);

  const double_double<V> log_square = log_two_words(P * P * t, V(0.0));
  double_double<V> sum = two_sum(S == scaling::none ? -x : V(0.0), V(0.5) * log_square.hi);
  sum.lo = fma(V(0.5), log_square.lo, sum.lo);
  double_double<V> all = two_sum(sum.hi, V(half_log_pi_2_hi));
  all.lo = all.lo + (sum.lo + V(half_log_pi_2_lo));
  const double_double<V> value = two_sum(all.hi, H.hi);
  return {value.hi, value.lo + (all.lo + H.lo)};
}

/// F on the ring that begins at r: two terms of its series, and a polynomial for the rest.
template <int r, scaling S, class V>
LOGBESSEL_FN double_double<V> log_kv_patch(V v, V x) {
  const debye_form<V> form = debye_form_of<S>(v, x);
  const auto [t, p] = patch_arguments_of(v, form);
  const V rest = log_kv_patch_rest(constant<r>{}, t, fma(p + p, p, V(-1.0)));
  return log_kv_from(form, patch_tail(-t, fma(p, p, V(-0.5)), -rest));
}

template <int N, scaling S, class V>
LOGBESSEL_FN double_double<V> log_kv_debye(V v, V x) {
  const debye_form<V> form = debye_form_of<S>(v, x);
  return log_kv_from(form, -form.t * debye_series<1, N>(-form.t, fma(form.p, form.p, V(-0.5))));
}

}  // namespace detail

namespace detail {

/// The number of log_kv_region_of(v, x) in its enumeration.
template <class V>
LOGBESSEL_FN V log_kv_region_index(V v, V x) {
  using cutoff = log_kv_cutoff;
  const V rr = square_of_r(v, x);
  const V ring = V(2.0) + radii_reached(rr, cutoff::patch_12, cutoff::debye_20, cutoff::debye_13,
                                        cutoff::debye_10, cutoff::debye_6, cutoff::debye_far);
  const V near = select(x < V(cutoff::recurrence), V(0.0), V(1.0));
  return select(rr < V(cutoff::patch_8 * cutoff::patch_8), near, ring);
}

}  // namespace detail

/// The expansion that serves finite v >= 0, x > 0. Pure and cheap: every batch path sorts by it.
LOGBESSEL_FN log_kv_region log_kv_region_of(double v, double x) {
  return static_cast<log_kv_region>(static_cast<int>(detail::log_kv_region_index(v, x)));
}

namespace detail {

template <scaling S, class V>
LOGBESSEL_FN double_double<V> log_kv_in(log_kv_region region, V v, V x) {
  switch (region) {
    case log_kv_region::temme:
      return log_kv_temme<S>(v, x);
    case log_kv_region::recurrence:
      return log_kv_recurrence<S>(v, x);
    case log_kv_region::patch_8:
      return log_kv_patch<8, S>(v, x);
    case log_kv_region::patch_12:
      return log_kv_patch<12, S>(v, x);
    case log_kv_region::debye_20:
      return log_kv_debye<20, S>(v, x);
    case log_kv_region::debye_13:
      return log_kv_debye<13, S>(v, x);
    case log_kv_region::debye_10:
      return log_kv_debye<10, S>(v, x);
    case log_kv_region::debye_6:
      return log_kv_debye<6, S>(v, x);
    case log_kv_region::debye_far:
      return debye_far<S, -1>(v, x);
  }
  return {V(nan), V(nan)};
}

/// Results smaller than this need the expansions of detail/near_zero.hpp to be right to 1 ULP.
template <class V>
LOGBESSEL_FN V log_kv_zero_band(log_kv_region region, V v) {
  const bool is_near_origin = region == log_kv_region::temme || region == log_kv_region::recurrence;
  return select(v >= V(near_zero_debye_from), V(0x1p-12) * v, V(is_near_origin ? 0x1p-5 : 0.125));
}

LOGBESSEL_FN double log_kv_near_zero(double v, double x) {
  return v < near_zero_debye_from ? log_near_zero_taylor<log_kv_zero>(v, x)
                                  : log_near_zero_debye(v, x, -1.0);
}

}  // namespace detail

/// log K_v(x) for real order v and argument x >= 0.
///
/// Special values   v < 0: the value at -v.
///                  x = 0: inf.   x = inf, v finite: -inf.   v = inf, x finite: inf.   both inf: NaN.
///                  any NaN, x < 0: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::log_kv_ulp everywhere, the doubles beside the zero curve included, and
///                  accuracy::log_kv_ulp_above_1 where |log K_v(x)| > 1.
LOGBESSEL_FN double log_kv(double v, double x) {
  using detail::infinity;
  v = detail::abs(v);
  if (!(v >= 0.0 && x >= 0.0)) return detail::nan;
  if (x == infinity) return v == infinity ? detail::nan : -infinity;
  if (v == infinity || x == 0.0) return infinity;

  const log_kv_region region = log_kv_region_of(v, x);
  const double value = rounded(detail::log_kv_in<detail::scaling::none>(region, v, x));
  return detail::abs(value) < detail::log_kv_zero_band(region, v) ? detail::log_kv_near_zero(v, x)
                                                                  : value;
}

namespace detail {

/// log K_v(x) below log_kv_float_band, to what float needs: two words suffice but next to the zero.
LOGBESSEL_APART_FN double log_kv_float_beside_zero(double v, double x) {
  const double value = rounded(log_kv_in<scaling::none>(log_kv_region_of(v, x), v, x));
  return abs(value) < 0x1p-12 * log_kv_float_band<scaling::none>(v) ? log_kv(v, x) : value;
}

}  // namespace detail

/// The same in float, to accuracy::log_kv_float_ulp: by the kernels of detail/float_log_kv.hpp, rounded once.
LOGBESSEL_FN float log_kv(float v, float x) {
  const double a = detail::abs(double{v});
  const double z = x;
  if (!(a < detail::infinity && z > 0.0 && z < detail::infinity)) {
    return static_cast<float>(log_kv(a, z));
  }
  constexpr auto none = detail::scaling::none;
  const double value = detail::log_kv_float_in<none>(detail::log_kv_float_region_of(a, z), a, z);
  return static_cast<float>(detail::abs(value) < detail::log_kv_float_band<none>(a)
                                ? detail::log_kv_float_beside_zero(a, z)
                                : value);
}

}  // namespace logbessel
