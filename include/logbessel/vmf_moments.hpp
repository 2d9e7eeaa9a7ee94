/// @file
/// Variances and entropy of the von Mises-Fisher distribution, of dim and kappa alone; its mean is A mu.
#pragma once

#include <logbessel/vmf_derivatives.hpp>

namespace logbessel {

namespace detail {

/// A'(kappa) for finite dim >= 2 and finite kappa >= 0: 1/dim to kappa <= 2^-30 dim/2, d/kappa^2, d = (dim - 1)/2,
/// from kappa >= 2^60 dim/2.
LOGBESSEL_FN double vmf_slope(double dim, double kappa) {
  const double v = 0.5 * dim;
  if (kappa <= 0x1p-30 * v) return 1.0 / dim;
  if (kappa >= 0x1p60 * v) return (v - 0.5) / kappa / kappa;
  return iv_ratio_slope(v, kappa);
}

}  // namespace detail

/// The variance of mu.x, A'(kappa) = 1 - A^2 - (dim - 1) A/kappa: the Fisher information of kappa.
///
/// Special values   kappa = 0: 1/dim.   kappa = inf, dim finite: 0.   dim = inf, kappa finite: 0.
///                  dim < 2, kappa < 0, both inf, any NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::vmf_variance_ulp.
LOGBESSEL_FN double vmf_variance(double dim, double kappa) {
  using detail::infinity;
  if (!(dim >= 2.0 && kappa >= 0.0)) return detail::nan;
  if (dim == infinity || kappa == infinity) return dim == kappa ? detail::nan : 0.0;
  return detail::vmf_slope(dim, kappa);
}

/// The variance of e.x for any direction e across mu, A(kappa)/kappa; kappa A is the Fisher information of mu.
/// The special values are those of vmf_variance. Accuracy: that of iv_ratio and one division.
LOGBESSEL_FN double vmf_variance_across(double dim, double kappa) {
  using detail::infinity;
  if (!(dim >= 2.0 && kappa >= 0.0)) return detail::nan;
  if (dim == infinity || kappa == infinity) return dim == kappa ? detail::nan : 0.0;
  return kappa <= 0x1p-30 * dim ? 1.0 / dim : iv_ratio(0.5 * dim, kappa) / kappa;
}

/// The entropy -E[log f(x)] = kappa (1 - A) - P(kappa) in nats, with respect to the area of the sphere.
///
/// Special values   kappa = 0: the log area of the sphere.   kappa = inf or dim = inf: -inf.
///                  dim < 2, kappa < 0, both inf, any NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::vmf_entropy_scaled units of 2^-53 max(1, dim/2, |entropy|).
LOGBESSEL_FN double vmf_entropy(double dim, double kappa) {
  using detail::infinity;
  if (!(dim >= 2.0 && kappa >= 0.0)) return detail::nan;
  if (dim == infinity || kappa == infinity) return dim == kappa ? detail::nan : -infinity;
  const detail::scaled_value P = detail::vmf_log_peak_two_words(dim, kappa);
  const double C = detail::iv_ratio_both(0.5 * dim, kappa).complement;
  return (detail::two_prod(kappa * P.scale, C) + -P.value).hi / P.scale;
}

}  // namespace logbessel
