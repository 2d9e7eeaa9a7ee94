/// @file
/// The ratio of modified Bessel functions of the first kind of neighbouring orders, and one minus
/// it:
///
///     A = I_v(x)/I_{v-1}(x),   C = 1 - A,   real v >= 1/2, x >= 0.
///
/// Each region is named after what serves it; every one gives both numbers without cancellation.
///
///     linear      x <= 2^-30 v             A = x/(2 v)
///     fraction    r < 35                   Perron's continued fraction, by number of steps
///     kummer      v - 1/2 < 2^-6, x > 1    C as a quotient of series of positive terms
///     hankel      v < 1, x >= 35           the expansion of C in 1/x
///     debye       r >= 35                  the derivative of the log-Debye form, by number of
///     terms tail        x >= 2^60 v              C = (v - 1/2)/x
///
/// with r = hypot(v - 1, x). docs/iv_ratio.md derives each.
#pragma once

#include <logbessel/detail/coefficients/ratio.hpp>
#include <logbessel/detail/elementary.hpp>
#include <logbessel/detail/float_iv_ratio.hpp>

namespace logbessel {

enum class iv_ratio_region {
  linear,
  fraction_12,
  fraction_22,
  fraction_30,
  fraction_44,
  kummer,
  hankel,
  debye_16,
  debye_10,
  debye_6,
  debye_far,
  tail
};

namespace detail {

/// A = x/(2 v) to x^2/(4 v (v+1)) < 2^-61 relative, and rounded. Twice a large v would overflow, half a small x
/// round.
template <class V>
LOGBESSEL_FN ratio_in_words<V> iv_ratio_linear(V v, V x) {
  const auto large = v > V(0x1p1000);
  const V ratio = select(large, V(0.5) * x, x) / select(large, v, v + v);
  return {{ratio, V(0.0)}, fast_two_sum(V(1.0), -ratio)};
}

/// 1 - C for C < 1.
template <class V>
LOGBESSEL_FN ratio_in_words<V> with_complement(double_double<V> C) {
  const double_double<V> A = fast_two_sum(V(1.0), -C.hi);
  return {{A.hi, A.lo - C.lo}, C};
}

/// C = (v - 1/2)/x to (v - 3/2)/(2 x) < 2^-60 relative.
template <class V>
LOGBESSEL_FN ratio_in_words<V> iv_ratio_tail(V v, V x) {
  const double_double<V> d = two_sum(v, V(-0.5));
  const V q = d.hi / x;
  return with_complement(fast_two_sum(q, (fma(-q, x, d.hi) + d.lo) / x));
}

/// A = x/(2v + x^2/(2(v+1) + x^2/(2(v+2) + ...))) (DLMF 10.33.1) as A = x F_1/F_0,
///
///     F_k = 2 (v + k) F_{k+1} + x^2 F_{k+2},   F_{K+1} = 0, F_K = 1.
///
/// All terms are positive. An error of F_k/F_{k+1} is damped by A^2 at every further step, so only
/// the last `two` steps need two words.
template <class V>
struct fraction_ends {
  double_double<V> first, next;  // F_0, F_1
};

template <int K, int two, class V>
LOGBESSEL_FN fraction_ends<V> iv_ratio_fraction_ends(V v, V x) {
  const double_double<V> xx = two_prod(x, x);
  V f = V(1.0);
  V f_next = V(0.0);
  LOGBESSEL_UNROLL
  for (int k = K - 1; k >= two; --k) {
    const V f_k = fma(V(2.0) * (v + V(k)), f, xx.hi * f_next);
    f_next = f;
    f = f_k;
  }
  double_double<V> F = {f, V(0.0)};
  double_double<V> F_next = {f_next, V(0.0)};
  LOGBESSEL_UNROLL
  for (int k = two - 1; k >= 0; --k) {
    const double_double<V> b = two_sum(v, V(k)) * V(2.0);
    const double_double<V> F_k = b * F + xx * F_next;
    F_next = F;
    F = F_k;
  }
  return {F, F_next};
}

template <int K, int two, class V>
LOGBESSEL_FN ratio_in_words<V> iv_ratio_fraction(V v, V x) {
  const auto [F, F_next] = iv_ratio_fraction_ends<K, two>(v, x);
  const double_double<V> xF = F_next * x;
  return {xF / F, (F + -xF) / F};
}

/// With d = v - 1/2, z = 2 x, Kummer's function M (DLMF 10.39.5) and T_k = (d)_k/(2d)_k z^k/k!,
///
///     C = M(d, 2d+1, z)/M(d, 2d, z) = (sum T_k 2d/(2d + k))/(sum T_k),
///
/// whose limit for d = 0 is C = 2/(1 + exp(2 x)). 160 terms reach 2^-66 for x <= 35.
template <class V>
LOGBESSEL_FN ratio_in_words<V> iv_ratio_kummer(V v, V x) {
  const V d = v - V(0.5);
  const V two_d = d + d;
  double_double<V> T = {x, V(0.0)};
  double_double<V> N = {V(1.0), V(0.0)};
  double_double<V> D = {V(1.0), V(0.0)};
  for (int k = 1; k <= 160; ++k) {
    const double_double<V> two_d_k = two_sum(V(k), two_d);
    D = D + T;
    N = N + T * two_d / two_d_k;
    T = T * (two_sum(V(k), d) * (x + x)) / (two_d_k * V(k + 1));
  }
  const double_double<V> C = N / D;
  return {-C + V(1.0), C};
}

/// 2 exp(-2 x) for x >= 35, as the fourth power of exp(-x/2) to keep exponents small, and 2^540 times as
/// large until the end to keep the low words from underflow.
template <class V>
LOGBESSEL_FN V twice_exp_minus_2x(V x) {
  const double_double<V> e =
      exp_two_words(double_double<V>{V(-0.5) * min(x, V(800.0)), V(0.0)}).exp * V(0x1p135);
  const double_double<V> ee = e * e;
  return (ee * ee).hi * V(0x1p-539);
}

/// With d = v - 1/2, u = v - 1 and Hankel's series S of I_u and I_v (DLMF 10.40.1), whose terms
/// after the first all carry the factor d,
///
///     C = (S_u - S_v)/S_u = (d/x) (1 + h)/(1 + g),
///     h = (1 - d)/2 (s_u - 1) + (1 + d)/2 (s_v - 1),   g = d (1 - d)/(2 x) s_u,
///     s_m = sum_{k >= 1} prod_{j=2}^k ((2j-1)^2 - 4 m^2)/(8 j x).
///
/// and 2 exp(-2 x), which is all of C at d = 0, and negligible where d is not.
template <class V>
LOGBESSEL_FN ratio_in_words<V> iv_ratio_hankel(V v, V x) {
  const V d = v - V(0.5);
  const V u = v - V(1.0);
  const V eighth = V(0.125) / x;
  V su = V(0.0);  // s_u - 1
  V sv = V(0.0);
  for (int j = 18; j >= 2; --j) {
    const V odd = V((2 * j - 1) * (2 * j - 1));
    const V over = eighth * V(1.0 / j);
    su = fma(V(-4.0) * u, u, odd) * over * (V(1.0) + su);
    sv = fma(V(-4.0) * v, v, odd) * over * (V(1.0) + sv);
  }
  const V h = V(0.5) * fma(V(1.0) - d, su, (V(1.0) + d) * sv);
  const V g = V(4.0) * eighth * d * (V(1.0) - d) * (V(1.0) + su);
  const V q = d / x;
  const V rest = fma(-q, x, d) / x + twice_exp_minus_2x(x);
  return with_complement(two_sum(q, fma(q, (h - g) / (V(1.0) + g), rest)));
}

/// M_k + t (M_{k+1} + t (... + t M_N)).
template <int k, int N, class V>
LOGBESSEL_FN V ratio_series(V t, V y) {
  const V M = ratio_m(constant<k>{}, y);
  if constexpr (k == N) {
    return M;
  } else {
    return fma(t, ratio_series<k + 1, N>(t, y), M);
  }
}

/// u = v - 1, r = hypot(u, x) and n = r + u in two words, t = 1/r and y = (u/r)^2 - 1/2. Large arguments are scaled,
/// and t with them.
template <class V>
struct ratio_debye_form {
  V x;
  double_double<V> u, uu, rr, r, n;
  V scale, t, y;
};

template <class V>
LOGBESSEL_FN ratio_debye_form<V> ratio_debye_form_of(V v, V x) {
  const V scale = select(max(v, x) > V(0x1p500), V(0x1p-600), V(1.0));
  x = x * scale;
  const double_double<V> u = two_sum(v * scale, -scale);
  const double_double<V> uu = u * u;
  const double_double<V> rr = uu + two_prod(x, x);
  const double_double<V> r = sqrt(rr);
  const V t = V(1.0) / r.hi;
  return {x, u, uu, rr, r, r + u, scale, scale * t, fma(uu.hi, t * t, V(-0.5))};
}

/// a/b in two words, given 1/b.
template <class V>
LOGBESSEL_FN double_double<V> quotient(double_double<V> a, double_double<V> b, V inverse) {
  const V q = a.hi * inverse;
  return {q, (fma(-q, b.hi, a.hi) + fma(-q, b.lo, a.lo)) * inverse};
}

/// With u = v - 1, n = r + u and g = (x/r^2) (1/2 - S),
///
///     A = x/n - g,   C = (u + u^2/(r + x))/n + g,
///
/// where S is below 1/100. All but S is carried in two words. For v >= 1.
template <class V>
struct ratio_lead {
  double_double<V> x_over_n, C;
  double_double<V> g;  // x/r^2
  V t, y;              // 1/r and (u/r)^2 - 1/2
};

template <class V>
LOGBESSEL_FN ratio_lead<V> ratio_lead_of(double_double<V> u, V x) {
  double_double<V> uu = two_prod(u.hi, u.hi);
  uu.lo = fma(u.hi + u.hi, u.lo, uu.lo);
  const double_double<V> xx = two_prod(x, x);
  double_double<V> rr = two_sum(uu.hi, xx.hi);
  rr.lo = rr.lo + (uu.lo + xx.lo);
  const V r = sqrt(rr.hi);
  const V inverse_rr = V(1.0) / rr.hi;
  const V t = inverse_rr * r;
  const V r_lo = (fma(-r, r, rr.hi) + rr.lo) * (V(0.5) * t);
  double_double<V> n = fast_two_sum(r, u.hi);
  n.lo = n.lo + (r_lo + u.lo);
  double_double<V> d = fast_two_sum(r, x);
  d.lo = d.lo + r_lo;

  const double_double<V> X = {x, V(0.0)};
  const V inverse_n = V(1.0) / n.hi;
  const double_double<V> h = quotient(uu, d, V(1.0) / d.hi);
  double_double<V> sum = fast_two_sum(u.hi, h.hi);
  sum.lo = sum.lo + (h.lo + u.lo);
  return {quotient(X, n, inverse_n), quotient(sum, n, inverse_n), quotient(X, rr, inverse_rr), t,
          fma(uu.hi, inverse_rr, V(-0.5))};
}

template <int N, class V>
LOGBESSEL_FN ratio_in_words<V> iv_ratio_debye(V v, V x) {
  const ratio_lead<V> lead = ratio_lead_of(fast_two_sum(v, V(-1.0)), x);
  const double_double<V> c = fast_two_sum(V(0.5), -lead.t * ratio_series<1, N>(lead.t, lead.y));
  const V g = lead.g.hi * c.hi;
  const V g_lo = fma(lead.g.hi, c.lo, fma(lead.g.lo, c.hi, fma(lead.g.hi, c.hi, -g)));
  const double_double<V> C = two_sum(lead.C.hi, g);
  return {fast_two_sum(lead.x_over_n.hi, lead.x_over_n.lo - g),
          fast_two_sum(C.hi, C.lo + (lead.C.lo + g_lo))};
}

/// For r >= 2^500 and below the tail g no longer counts.
template <class V>
LOGBESSEL_FN ratio_in_words<V> iv_ratio_debye_far(V v, V x) {
  const ratio_lead<V> lead =
      ratio_lead_of(double_double<V>{v * V(0x1p-600), V(0.0)}, x * V(0x1p-600));
  return {fast_two_sum(lead.x_over_n.hi, lead.x_over_n.lo), fast_two_sum(lead.C.hi, lead.C.lo)};
}

}  // namespace detail

namespace detail {

/// The radii of the region debye in r = hypot(v - 1, x), which kv_ratio shares.
struct ratio_cutoff {
  static constexpr double debye_16 = 35.0;
  static constexpr double debye_10 = 81.0;
  static constexpr double debye_6 = 404.0;
  static constexpr double debye_far = 0x1p500;
};

/// The number of iv_ratio_region_of(v, x) in its enumeration.
template <class V>
LOGBESSEL_FN V iv_ratio_region_index(V v, V x) {
  using cutoff = ratio_cutoff;
  const V rr = square_of_r(v - V(1.0), x);
  const V fraction = V(1.0) + select(x > V(2.0), V(1.0), V(0.0)) +
                     (select(x > V(8.0), V(1.0), V(0.0)) + select(x > V(16.0), V(1.0), V(0.0)));
  const V near = select((v < V(0.5 + 0x1p-6)) & (x > V(1.0)), V(5.0), fraction);
  const V debye = V(7.0) + radii_reached(rr, cutoff::debye_10, cutoff::debye_6, cutoff::debye_far);
  const V ring =
      select((v >= V(1.0)) & (rr >= V(cutoff::debye_16 * cutoff::debye_16)), debye, near);
  const V middle = select((v < V(1.0)) & (x >= V(35.0)), V(6.0), ring);
  const V below_tail = select(x >= V(0x1p60) * v, V(11.0), middle);
  return select(x <= V(0x1p-30) * v, V(0.0), below_tail);
}

}  // namespace detail

/// What serves v >= 1/2 and x > 0, both finite. Pure and cheap.
LOGBESSEL_FN iv_ratio_region iv_ratio_region_of(double v, double x) {
  return static_cast<iv_ratio_region>(static_cast<int>(detail::iv_ratio_region_index(v, x)));
}

namespace detail {

template <class V>
LOGBESSEL_FN ratio_in_words<V> iv_ratio_in(iv_ratio_region region, V v, V x) {
  switch (region) {
    case iv_ratio_region::linear:
      return iv_ratio_linear(v, x);
    case iv_ratio_region::fraction_12:
      return iv_ratio_fraction<12, 4>(v, x);
    case iv_ratio_region::fraction_22:
      return iv_ratio_fraction<22, 10>(v, x);
    case iv_ratio_region::fraction_30:
      return iv_ratio_fraction<30, 15>(v, x);
    case iv_ratio_region::fraction_44:
      return iv_ratio_fraction<44, 22>(v, x);
    case iv_ratio_region::kummer:
      return iv_ratio_kummer(v, x);
    case iv_ratio_region::hankel:
      return iv_ratio_hankel(v, x);
    case iv_ratio_region::debye_16:
      return iv_ratio_debye<16>(v, x);
    case iv_ratio_region::debye_10:
      return iv_ratio_debye<10>(v, x);
    case iv_ratio_region::debye_6:
      return iv_ratio_debye<6>(v, x);
    case iv_ratio_region::debye_far:
      return iv_ratio_debye_far(v, x);
    case iv_ratio_region::tail:
      return iv_ratio_tail(v, x);
  }
  return {{V(nan), V(nan)}, {V(nan), V(nan)}};
}

LOGBESSEL_FN ratio_in_words<double> iv_ratio_both_in_words(double v, double x) {
  const auto exactly = [](double ratio, double complement) {
    return ratio_in_words<double>{{ratio, 0.0}, {complement, 0.0}};
  };
  if (!(v >= 0.5 && x >= 0.0)) return exactly(nan, nan);
  if (x == infinity) return v == infinity ? exactly(nan, nan) : exactly(1.0, 0.0);
  if (v == infinity || x == 0.0) return exactly(0.0, 1.0);
  return iv_ratio_in(iv_ratio_region_of(v, x), v, x);
}

LOGBESSEL_FN ratio_and_complement<double> iv_ratio_both(double v, double x) {
  const ratio_in_words<double> both = iv_ratio_both_in_words(v, x);
  return {both.ratio.hi, both.complement.hi};
}

}  // namespace detail

/// I_v(x)/I_{v-1}(x) for real v >= 1/2 and x >= 0. It rises with x from 0 to 1, and falls with v.
///
/// Special values   x = 0: 0.   x = inf, v finite: 1.   v = inf, x finite: 0.
///                  v < 1/2, x < 0, both inf, any NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::iv_ratio_ulp.
LOGBESSEL_FN double iv_ratio(double v, double x) { return detail::iv_ratio_both(v, x).ratio; }

/// 1 - I_v(x)/I_{v-1}(x), to full relative accuracy as it falls to (v - 1/2)/x, or exp(-2 x) at v =
/// 1/2.
///
/// Special values   x = 0: 1.   x = inf, v finite: 0.   v = inf, x finite: 1.
///                  v < 1/2, x < 0, both inf, any NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::iv_ratio_c_ulp.
LOGBESSEL_FN double iv_ratio_c(double v, double x) {
  return detail::iv_ratio_both(v, x).complement;
}

namespace detail {

LOGBESSEL_FN ratio_and_complement<double> iv_ratio_float_both(double v, double x) {
  if (!(v >= 0.5 && v < infinity && x > 0.0 && x < infinity) || iv_ratio_float_apart(v, x))
    return iv_ratio_both(v, x);
  return iv_ratio_float_in(iv_ratio_float_region_of(v, x), v, x);
}

}  // namespace detail

/// The same in float, to accuracy::iv_ratio_float_ulp: by the kernels of detail/float_iv_ratio.hpp, rounded once.
LOGBESSEL_FN float iv_ratio(float v, float x) {
  return static_cast<float>(detail::iv_ratio_float_both(double{v}, double{x}).ratio);
}
LOGBESSEL_FN float iv_ratio_c(float v, float x) {
  return static_cast<float>(detail::iv_ratio_float_both(double{v}, double{x}).complement);
}

}  // namespace logbessel
