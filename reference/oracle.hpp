/// @file
/// The truth that the library is measured by: values on MPFR, each computed by two methods that share no formula, and
/// given out only when these agree. It uses nothing of the library.
///
/// All functions are safe to call from any number of threads.
#pragma once

#include <reference/real.hpp>

namespace logbessel::reference {

/// log I_v(x) and log K_v(x) for finite v >= 0 and finite x > 0.
/// Accuracy: relative error of the logarithm below 2^-bits, also where it is close to zero.
/// Errors: std::invalid_argument outside that domain; std::runtime_error, with v and x, if no precision makes the two
/// methods agree.
real log_iv(double v, double x, int bits = 100);
real log_kv(double v, double x, int bits = 100);

/// I_v(x)/I_{v-1}(x) and one minus it, for finite v >= 1/2 and x > 0. Accuracy: relative error below 2^-bits.
/// Errors: also std::runtime_error where one minus it, exp(-2 x) at v = 1/2, is too small for MPFR.
real iv_ratio(double v, double x, int bits = 100);
real iv_ratio_c(double v, double x, int bits = 100);

/// log C_p(kappa) of the von Mises-Fisher density C_p exp(kappa mu.x) on the unit sphere of R^dim,
/// C_p = kappa^(dim/2-1)/((2 pi)^(dim/2) I_{dim/2-1}(kappa)), for finite dim >= 2, kappa >= 0. Accuracy as log_iv.
real vmf_log_normalizer(double dim, double kappa, int bits = 100);

/// The kappa > 0 of A(kappa) = I_{dim/2}(kappa)/I_{dim/2-1}(kappa) = rbar, and that of 1 - A(kappa) = c, for finite
/// dim >= 2 and 0 < rbar, c < 1. Accuracy: relative error below 2^-bits.
real vmf_kappa(double dim, double rbar, int bits = 100);
real vmf_kappa_c(double dim, double c, int bits = 100);

}  // namespace logbessel::reference
