/// @file
/// The von Mises-Fisher distribution on the unit sphere of R^dim: its density at x, |x| = 1, is
///
///     f(x) = C(dim, kappa) exp(kappa mu.x),   C = kappa^(v) / ((2 pi)^(v+1) I_v(kappa)),   v =
///     dim/2 - 1.
#pragma once

#include <logbessel/iv_ratio.hpp>

namespace logbessel {

/// log C(dim, kappa), the logarithm of the normalising factor, for real dim >= 2 and kappa >= 0.
LOGBESSEL_FN double vmf_log_normalizer(double dim, double kappa);

/// log C(dim, kappa) + kappa: the logarithm of the density at its peak, x = mu. It stays of
/// moderate size where log C and kappa grow and cancel: log f(x) = vmf_log_peak(dim, kappa) - kappa
/// (1 - mu.x).
LOGBESSEL_FN double vmf_log_peak(double dim, double kappa);

/// The length of the mean vector, E[mu.x] = I_{v+1}(kappa)/I_v(kappa), and one minus it.
LOGBESSEL_FN double vmf_mean_resultant_length(double dim, double kappa);
LOGBESSEL_FN double vmf_mean_resultant_length_c(double dim, double kappa);

/// The kappa whose mean resultant length is rbar, for dim >= 2; rbar = 0: 0, rbar = 1: inf.
/// NaN for rbar outside [0, 1] and dim < 2.
LOGBESSEL_FN double vmf_kappa(double dim, double rbar);

/// The kappa whose mean resultant length is 1 - c, for c that 1 - rbar would round.
LOGBESSEL_FN double vmf_kappa_c(double dim, double c);

}  // namespace logbessel
