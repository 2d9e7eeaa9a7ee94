// Printed by tools/coefficients/vmf_kappa.py; edit that, not this.
// The correction of Banerjee's approximation of kappa.
#pragma once

#include <logbessel/detail/polyeval.hpp>

// clang-format off
namespace logbessel::detail {

/// P(u, s), u = rbar^2, s = 1/dim, of kappa = B (1 + u (1 - u) s P), B Banerjee's approximation; the relative error of
/// kappa is below 2.4e-4.
template <class V>
LOGBESSEL_FN V vmf_kappa_correction(V u, V s) {
  return polyeval(s,
                  polyeval(u, -0x1.e69910a1fcf7cp-1, -0x1.8fea9ef38de21p-1, 0x1.420a7985f070dp+4, -0x1.13b4e0f0521d3p+7, 0x1.09c9cb25e2887p+9, -0x1.2448904b0550cp+10, 0x1.66b41a7ec321ep+10, -0x1.c825ba8756e3bp+9, 0x1.d41029e3509f8p+7),
                  polyeval(u, 0x1.87a2f56b941acp+1, 0x1.a3473b11da444p+3, -0x1.4ccc58d6e21dfp+8, 0x1.2426f2464e432p+11, -0x1.197b474fc4fc2p+13, 0x1.357b0532dbabbp+14, -0x1.7c95136a5eddep+14, 0x1.e5712d89d093fp+13, -0x1.f3bebd53a4bbp+11),
                  polyeval(u, -0x1.2e329dc2fd49ap+1, -0x1.1f42e6ef69ec4p+6, 0x1.6dd141e00ea02p+10, -0x1.46488a09ef615p+13, 0x1.3af02d9fa2b3ap+15, -0x1.5af00720fa101p+16, 0x1.ac95be81bf7eap+16, -0x1.12f176e340fd1p+16, 0x1.1cc9d9da143ffp+14),
                  polyeval(u, -0x1.3a86c9a539a35p-5, 0x1.9818d9f32e83fp+6, -0x1.ce9b8728e366bp+10, 0x1.9fd3c016d331ap+13, -0x1.929915efacf21p+15, 0x1.bcd8704edcedap+16, -0x1.144809cc855b4p+17, 0x1.64fef9b5b1127p+16, -0x1.749a39f760a67p+14));
}

}  // namespace logbessel::detail
