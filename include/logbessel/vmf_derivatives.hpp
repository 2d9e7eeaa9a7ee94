/// @file
/// How the concentration of the von Mises-Fisher distribution moves with the mean resultant length: by the theorem of
/// the implicit function, as A(kappa) = rbar,
///
///     d kappa/d rbar = 1/A'(kappa),   A(kappa) = I_{dim/2}(kappa)/I_{dim/2-1}(kappa).
///
/// A' = 1 - A^2 - (dim - 1) A/kappa cancels by a factor of dim/rbar or kappa/dim. Each region avoids that or affords
/// it, with u = dim/2 - 1 and r = hypot(u, kappa):
///
///     debye      r >= 35    the derivative of the log-Debye form, all of whose large terms are positive
///     fraction   r < 35     Perron's continued fraction in two words, which leaves bits enough
///
/// docs/vmf.md says more.
#pragma once

#include <logbessel/detail/coefficients/ratio_slope.hpp>
#include <logbessel/vmf.hpp>

namespace logbessel {

namespace detail {

/// N_k + t (N_{k+1} + t (... + t N_N)).
template <int k, int N, class V>
LOGBESSEL_FN V ratio_slope_series(V t, V y) {
  const V n = ratio_n(constant<k>{}, y);
  if constexpr (k == N) {
    return n;
  } else {
    return fma(t, ratio_slope_series<k + 1, N>(t, y), n);
  }
}

/// With the symbols of iv_ratio_debye, v = u + 1,
///
///     A' = t (u/(r + u) - t y + t^2 sum_{k >= 1} t^(k-1) N_k(y)).
template <int N, class V>
LOGBESSEL_FN V iv_ratio_slope_debye(V v, V x) {
  const ratio_debye_form<V> form = ratio_debye_form_of(v, x);
  const V rest = form.t * fma(form.t, ratio_slope_series<1, N>(form.t, form.y), -form.y);
  const double_double<V> sum = form.u / form.n + rest;
  return form.t * sum.hi;
}

/// With A = x F_1/F_0 of iv_ratio_fraction,
///
///     A' = ((F_0 - x F_1) (F_0 + x F_1) - (2 v - 1) F_1 F_0)/F_0^2.
template <int K, int two, class V>
LOGBESSEL_FN V iv_ratio_slope_fraction(V v, V x) {
  const fraction_ends<V> F = iv_ratio_fraction_ends<K, two>(v, x);
  const double_double<V> xF = F.next * x;
  const double_double<V> difference =
      (F.first + -xF) * (F.first + xF) + -(two_sum(v + v, V(-1.0)) * F.next * F.first);
  return (difference / (F.first * F.first)).hi;
}

/// A'(x) for A = I_v/I_{v-1}, v >= 1, 2^-30 v < x < 2^60 v.
LOGBESSEL_FN double iv_ratio_slope(double v, double x) {
  const double rr = fma(v - 1.0, v - 1.0, x * x);
  if (v >= 404.0 || x >= 404.0 || rr >= 404.0 * 404.0) return iv_ratio_slope_debye<6>(v, x);
  if (rr >= 81.0 * 81.0) return iv_ratio_slope_debye<10>(v, x);
  if (rr >= 35.0 * 35.0) return iv_ratio_slope_debye<16>(v, x);
  if (x <= 2.0) return iv_ratio_slope_fraction<16, 10>(v, x);
  if (x <= 8.0) return iv_ratio_slope_fraction<28, 18>(v, x);
  if (x <= 16.0) return iv_ratio_slope_fraction<38, 26>(v, x);
  return iv_ratio_slope_fraction<58, 40>(v, x);
}

/// 1/A' at the kappa of A = rbar, given rbar and c = 1 - rbar, of which the smaller one counts: dim for rbar <= 2^-30,
/// (dim - 1)/(2 c^2) for c <= 2^-30, both to 2^-58 relative.
LOGBESSEL_FN double vmf_kappa_drbar_of(double dim, double rbar, double c) {
  if (!(dim >= 2.0 && dim < infinity && rbar >= 0.0 && c >= 0.0)) return nan;
  if (rbar <= 0x1p-30) return dim;
  if (c <= 0x1p-30) return (0.5 * dim - 0.5) / abs(c) / abs(c);
  return 1.0 / iv_ratio_slope(0.5 * dim, vmf_kappa_of(dim, rbar, c));
}

}  // namespace detail

/// d kappa/d rbar, kappa = vmf_kappa(dim, rbar), for real dim >= 2: what an error of rbar does to kappa.
///
/// Special values   rbar = 0: dim.   rbar = 1: inf.
///                  rbar outside [0, 1], dim < 2, dim = inf, any NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::vmf_kappa_drbar_ulp.
LOGBESSEL_FN double vmf_kappa_drbar(double dim, double rbar) {
  return detail::vmf_kappa_drbar_of(dim, rbar, 1.0 - rbar);
}

/// d kappa/d rbar at rbar = 1 - c, for c far below the rounding of 1 - c; minus d kappa/d c.
LOGBESSEL_FN double vmf_kappa_c_drbar(double dim, double c) {
  return detail::vmf_kappa_drbar_of(dim, 1.0 - c, c);
}

}  // namespace logbessel
