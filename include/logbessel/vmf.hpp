/// @file
/// The von Mises-Fisher distribution on the unit sphere of R^dim. Its density at x, |x| = 1, with respect
/// to the area of the sphere, is
///
///     f(x) = C exp(kappa mu.x),   C = kappa^v/((2 pi)^(v+1) I_v(kappa)),   v = dim/2 - 1,
///
/// so that C is one over the sphere's area at kappa = 0. A density is no probability: it may exceed 1, and
/// does so by hundreds of orders of magnitude in high dimension.
#pragma once

#include <logbessel/detail/coefficients/vmf_kappa.hpp>
#include <logbessel/iv_ratio.hpp>
#include <logbessel/log_iv.hpp>

namespace logbessel {

namespace detail {

/// value/scale; the scale, a power of two, keeps the value far from overflow.
struct scaled_value {
  double_double<double> value;
  double scale;
};

/// F of log I_v = E - log(2 pi r)/2 + F, for r >= 3.
LOGBESSEL_FN double vmf_debye_tail(log_iv_region region, double t, double p) {
  const double y = fma(p, p, -0.5);
  switch (region) {
    case log_iv_region::patch_3:
      return log_iv_patch_tail<3>(t, p);
    case log_iv_region::patch_6:
      return log_iv_patch_tail<6>(t, p);
    case log_iv_region::patch_12:
      return log_iv_patch_tail<12>(t, p);
    case log_iv_region::debye_20:
      return t * debye_series<1, 20>(t, y);
    case log_iv_region::debye_13:
      return t * debye_series<1, 13>(t, y);
    case log_iv_region::debye_10:
      return t * debye_series<1, 10>(t, y);
    default:
      return t * debye_series<1, 6>(t, y);
  }
}

/// With the log-Debye form of I_v the powers of kappa cancel by algebra: for r = hypot(v, kappa),
///
///     log C + kappa = v log((v + r)/(2 pi)) - v^2/(r + kappa) + log(r/(2 pi))/2 - F.
///
/// v_lo, the rounding error of v, counts in the first term only.
LOGBESSEL_FN scaled_value vmf_log_peak_debye(log_iv_region region, double v, double kappa,
                                             double v_lo) {
  const bool large = max(v, kappa) > 0x1p500;
  const double scale = large ? 0x1p-600 : 1.0;
  const double exponent = large ? 600.0 : 0.0;
  v *= scale;
  kappa *= scale;
  const double_double<double> vv = two_prod(v, v);
  const double_double<double> r = sqrt(vv + two_prod(kappa, kappa));
  const double_double<double> log_2pi = {2.0 * half_log_2pi_hi, 2.0 * half_log_2pi_lo};

  const double t = 1.0 / r.hi;
  const double F = vmf_debye_tail(region, t * scale, v * t);
  const double_double<double> half_log = (log_two_words(r, exponent) + -log_2pi) * 0.5 + -F;
  const double_double<double> log_n = log_two_words(r + v, exponent) + -log_2pi;
  const double_double<double> v_log = log_n * v + log_n.hi * v_lo * scale;
  return {v_log + -(vv / (r + kappa)) + half_log * scale, scale};
}

/// With I_v(kappa) = (kappa/2)^v (1 + s)/G(1 + v) and lambda(v) = log G(1 + v)/v,
///
///     log C + kappa = v (lambda - log(pi)) - log(2 pi) - log(1 + s) + kappa.
LOGBESSEL_FN scaled_value vmf_log_peak_series(double v, double kappa) {
  const double_double<double> q = two_prod(0.5 * kappa, 0.5 * kappa);
  const double_double<double> s = q * log_iv_series_quotient<17, 7>(v, q);
  const double_double<double> log_2pi = {2.0 * half_log_2pi_hi, 2.0 * half_log_2pi_lo};
  const double_double<double> log_pi = log_2pi + -double_double<double>{log_2_rounded, log_2_rest};
  const double_double<double> v_log = (log_gamma_1p_over(v) + -log_pi) * v;
  return {v_log + -log_2pi + -log1p_two_words(s) + kappa, 1.0};
}

/// log C + kappa for finite dim >= 2, kappa >= 0.
LOGBESSEL_FN scaled_value vmf_log_peak_two_words(double dim, double kappa) {
  const double_double<double> v = two_sum(0.5 * dim, -1.0);
  const log_iv_region region = log_iv_region_of(v.hi, kappa);
  const bool series = region == log_iv_region::series_11 || region == log_iv_region::series_17;
  return series ? vmf_log_peak_series(v.hi, kappa) : vmf_log_peak_debye(region, v.hi, kappa, v.lo);
}

/// A(kappa) and 1 - A(kappa). Inlined into a loop over kappa, its steps that depend on dim alone would be taken out of it, into
/// more registers than a device has.
LOGBESSEL_APART_FN ratio_in_words<double> vmf_ratio_both(double dim, double kappa) {
  return iv_ratio_both_in_words(0.5 * dim, kappa);
}

/// The kappa > 0 of A(kappa) = rbar, given rbar and c = 1 - rbar, of which the smaller one counts.
///
///     kappa = dim rbar                                   rbar <= 2^-30
///     kappa = d/c + (1 - d)/2,  d = (dim - 1)/2          c <= 2^-30
///
/// and else one step of the fifth order, Taylor's polynomial of kappa(A), from Banerjee's approximation (JMLR 6, 2005) and a
/// polynomial P that takes its relative error below 2.4e-4,
///
///     kappa = rbar (dim - u)/(1 - u) (1 + u (1 - u) s P(u, s)),   u = rbar^2,  s = 1/dim.
///
/// With A(kappa + h) = A + A' (h + b_2 h^2 + b_3 h^3 + ...) and n = (rbar - A)/A',
///
///     h = n - b_2 n^2 + (2 b_2^2 - b_3) n^3 - (5 b_2^3 - 5 b_2 b_3 + b_4) n^4,
///
/// and Riccati's equation gives A' and b_k from A:
///
///     A' = 1 - A^2 - (dim - 1) A/kappa,   2 b_2 = ((1 - A^2)/A' - dim)/kappa - 2 A,
///     3 b_3 = -2 A b_2 - A' - (2 A + (dim + 1) b_2)/kappa,
///     4 b_4 = -2 (A b_3 + A' b_2) - (2 A b_2 + A' + (dim + 2) b_3)/kappa.
///
/// This A' cancels by a factor dim, and 2 kappa for large kappa, where 2 (C - d/kappa) + C (2 d/kappa - C) does by dim; the start is the
/// nearer for it. From dim = 2^30 or kappa = 2^40 on its leading part A/(kappa sqrt(1 + (2 kappa/dim)^2)), right to about 1/dim, serves,
/// and b_k, which nothing would be left of, counts as 0.
template <class V>
struct vmf_kappa_equation {
  V dim, rbar, c, twice_d;

  LOGBESSEL_FN vmf_kappa_equation(V dim_, V rbar_, V c_)
      : dim(dim_), rbar(rbar_), c(c_), twice_d(dim_ - V(1.0)) {}

  LOGBESSEL_FN auto is_solvable() const {
    return (dim >= V(2.0)) & (dim < V(infinity)) & (rbar >= V(0.0)) & (c >= V(0.0));
  }
  LOGBESSEL_FN auto is_near_zero() const { return rbar <= V(0x1p-30); }
  LOGBESSEL_FN auto is_near_one() const { return c <= V(0x1p-30); }

  LOGBESSEL_FN V near_zero() const { return dim * rbar; }
  LOGBESSEL_FN V near_one() const {
    const V q = twice_d / abs(c);
    const V rest = (fma(-q, abs(c), twice_d) + fast_two_sum(dim, V(-1.0)).lo) / abs(c);
    return fma(V(0.5), q,
               select(q < V(infinity), V(0.5) * rest, V(0.0)) + fma(V(-0.25), twice_d, V(0.5)));
  }
  LOGBESSEL_FN V start() const {
    const V u = rbar * rbar;
    const V c2 = c * (V(1.0) + rbar);
    const V s = V(1.0) / dim;
    return rbar * (twice_d + c2) * fma(u * s, vmf_kappa_correction(u, s), V(1.0) / c2);
  }
  /// kappa from the start, given A and C there.
  LOGBESSEL_FN V step(V kappa, const ratio_in_words<V>& there) const {
    const V A = there.ratio.hi;
    const V C = there.complement.hi;
    const V inverse = V(1.0) / kappa;
    const V q = C * (V(1.0) + A);  // 1 - A^2
    // C - d/kappa in two words.
    const V d = V(0.5) * twice_d;
    const V D = d * inverse;
    const V rest = (C - D) + (there.complement.lo - fma(-D, kappa, d) * inverse);
    V slope = select(kappa > dim, fma(C, (D - C) + D, rest + rest), fma(-twice_d * A, inverse, q));
    const auto leads = (dim >= V(0x1p30)) | (kappa >= V(0x1p40));
    if (any(leads)) {
      const V z = V(2.0) * kappa / dim;
      slope = select(leads, A * inverse / sqrt(V(1.0) + z * z), slope);
    }
    const V inverse_slope = V(1.0) / slope;
    // By the smaller of rbar and c, which is exact.
    const V difference =
        select(rbar < V(0.5), (rbar - A) - there.ratio.lo, (C - c) + there.complement.lo);
    const V n = difference * inverse_slope;

    const V two_A = A + A;
    const V b2 = fma(V(0.5) * inverse, fma(q, inverse_slope, -dim), -A);
    const V r2 = fma(two_A, b2, slope);
    const V b3 = V(-1.0 / 3.0) * fma(inverse, fma(dim + V(1.0), b2, two_A), r2);
    const V r3 = V(2.0) * fma(A, b3, slope * b2);
    const V b4 = V(-0.25) * fma(inverse, fma(dim + V(2.0), b3, r2), r3);
    const V b22 = b2 * b2;
    const V h4 = fma(V(5.0) * b2, b22 - b3, b4);
    const V h3 = fma(-n, h4, V(2.0) * b22 - b3);
    const V h = fma(n * n, fma(n, h3, -b2), n);
    return kappa + select(leads, n, h);
  }
};

LOGBESSEL_FN double vmf_kappa_of(double dim, double rbar, double c) {
  const vmf_kappa_equation<double> equation(dim, rbar, c);
  if (!equation.is_solvable()) return nan;
  if (equation.is_near_zero()) return equation.near_zero();
  if (equation.is_near_one()) return equation.near_one();
  const double kappa = equation.start();
  return equation.step(kappa, vmf_ratio_both(dim, kappa));
}

}  // namespace detail

/// log C(dim, kappa), the logarithm of the normalising factor, for real dim >= 2 and kappa >= 0.
///
/// Special values   kappa = 0: minus the log area of the sphere.   kappa = inf, dim finite: -inf.
///                  dim = inf, kappa finite: inf.   dim < 2, kappa < 0, both inf, any NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::vmf_log_normalizer_scaled units of 2^-53 max(1, dim/2, kappa, |log C|).
LOGBESSEL_FN double vmf_log_normalizer(double dim, double kappa) {
  using detail::infinity;
  if (!(dim >= 2.0 && kappa >= 0.0)) return detail::nan;
  if (dim == infinity) return kappa == infinity ? detail::nan : infinity;
  if (kappa == infinity) return -infinity;
  const detail::scaled_value peak = detail::vmf_log_peak_two_words(dim, kappa);
  return (peak.value + -(kappa * peak.scale)).hi / peak.scale;
}

/// log C(dim, kappa) + kappa, the logarithm of the density at its peak, x = mu. It stays small where log C
/// and kappa grow and cancel, as in log f(x) = vmf_log_peak(dim, kappa) - kappa (1 - mu.x).
///
/// Special values   kappa = 0: minus the log area of the sphere.   kappa = inf or dim = inf: inf.
///                  dim < 2, kappa < 0, both inf, any NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::vmf_log_peak_scaled units of 2^-53 max(1, dim/2, |log C + kappa|).
LOGBESSEL_FN double vmf_log_peak(double dim, double kappa) {
  using detail::infinity;
  if (!(dim >= 2.0 && kappa >= 0.0)) return detail::nan;
  if (dim == infinity || kappa == infinity) return dim == kappa ? detail::nan : infinity;
  const detail::scaled_value peak = detail::vmf_log_peak_two_words(dim, kappa);
  return peak.value.hi / peak.scale;
}

/// The mean resultant length A(kappa) = E[mu.x] = I_{dim/2}(kappa)/I_{dim/2-1}(kappa), for real dim >= 2 and
/// kappa >= 0. Special values and accuracy are those of iv_ratio(dim/2, kappa); NaN for dim < 2.
LOGBESSEL_FN double vmf_mean_resultant_length(double dim, double kappa) {
  return dim >= 2.0 ? iv_ratio(0.5 * dim, kappa) : detail::nan;
}

/// 1 - A(kappa) to full relative accuracy. Special values and accuracy are those of iv_ratio_c.
LOGBESSEL_FN double vmf_mean_resultant_length_c(double dim, double kappa) {
  return dim >= 2.0 ? iv_ratio_c(0.5 * dim, kappa) : detail::nan;
}

/// The kappa whose mean resultant length is rbar: the maximum-likelihood estimate, for real dim >= 2.
///
/// Special values   rbar = 0: 0.   rbar = 1: inf.
///                  rbar outside [0, 1], dim < 2, dim = inf, any NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::vmf_kappa_ulp of the exact solution for the double rbar.
LOGBESSEL_FN double vmf_kappa(double dim, double rbar) {
  return detail::vmf_kappa_of(dim, rbar, 1.0 - rbar);
}

/// The kappa whose mean resultant length is 1 - c, for c far below the rounding of 1 - c: the same
/// function with the same accuracy, in the number that conditions it near rbar = 1.
LOGBESSEL_FN double vmf_kappa_c(double dim, double c) {
  return detail::vmf_kappa_of(dim, 1.0 - c, c);
}

}  // namespace logbessel
