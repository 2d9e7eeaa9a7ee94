/// @file
/// The truth of the functions built on log I_v and log K_v, as oracle.hpp gives that of the first ones: each value by
/// two methods that share no formula, given out only when these agree.
#pragma once

#include <reference/real.hpp>

namespace logbessel::reference {

/// log I_v(x) - x and log K_v(x) + x for finite v >= 0 and finite x > 0. Accuracy and errors as log_iv.
real log_ive(double v, double x, int bits = 100);
real log_kve(double v, double x, int bits = 100);

/// I_{-v}(x) for finite v > 0, not an integer, and finite x > 0.
struct signed_log {
  real log;  ///< of |I_{-v}(x)|, accuracy and errors as log_iv
  int sign;
};
signed_log iv_of_negative_order(double v, double x, int bits = 100);
real log_ive_of_negative_order(double v, double x, int bits = 100);

/// K_{v-1}(x)/K_v(x) for finite v >= 1/2 and x > 0. Accuracy: relative error below 2^-bits.
real kv_ratio(double v, double x, int bits = 100);

/// 1/A'(kappa) at A(kappa) = rbar, A = I_{dim/2}/I_{dim/2-1}, for finite dim >= 2 and 0 < rbar < 1; and for rbar = 1 - c,
/// 0 < c < 1. Accuracy: relative error below 2^-bits.
real vmf_kappa_drbar(double dim, double rbar, int bits = 100);
real vmf_kappa_c_drbar(double dim, double c, int bits = 100);

/// A'(kappa), A = I_{dim/2}/I_{dim/2-1}, and the entropy kappa (1 - A) - log C - kappa of the von Mises-Fisher distribution,
/// for finite dim >= 2 and kappa > 0. Accuracy: relative error below 2^-bits; of the entropy, 2^-bits max(1, dim/2, |entropy|).
real vmf_variance(double dim, double kappa, int bits = 100);
real vmf_entropy(double dim, double kappa, int bits = 100);

}  // namespace logbessel::reference
