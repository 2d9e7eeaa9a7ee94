/// @file
/// A third witness for the oracle: the ball arithmetic of FLINT/Arb, which shares neither formulas nor code with it.
#pragma once

#include <reference/real.hpp>

#include <optional>

namespace logbessel::reference::arb {

/// log I_v(x) and log K_v(x) for real v and x > 0, and the same of exp(-x) I_v(x) and exp(x) K_v(x). Accuracy: relative
/// error below 2^-bits, proved by the ball but for the asymptotic series that serves from hypot(v, x) = 60 on, where it
/// is cut. Nothing where that does not reach the accuracy, as close to a zero of the logarithm.
std::optional<real> log_iv(const real& v, const real& x, int bits = 100);
std::optional<real> log_kv(const real& v, const real& x, int bits = 100);
std::optional<real> log_ive(const real& v, const real& x, int bits = 100);
std::optional<real> log_kve(const real& v, const real& x, int bits = 100);

/// I_v(x)/I_{v-1}(x), one minus it, and K_{v-1}(x)/K_v(x), likewise, for v >= 1/2.
std::optional<real> iv_ratio(const real& v, const real& x, int bits = 100);
std::optional<real> iv_ratio_c(const real& v, const real& x, int bits = 100);
std::optional<real> kv_ratio(const real& v, const real& x, int bits = 100);

/// d/dv, d/dx, d2/dv2 and d2/dx2 of log I_v(x) and log K_v(x) for finite v >= 0 and finite x > 0, with the accuracy that
/// reference/derivatives.hpp promises, for bits up to 100. The balls prove all but two things: what a difference
/// quotient along v neglects, and, from hypot(v, x) = 60 on, where the asymptotic series is cut.
std::optional<real> log_iv_dv(const real& v, const real& x, int bits = 100);
std::optional<real> log_iv_dx(const real& v, const real& x, int bits = 100);
std::optional<real> log_iv_dvv(const real& v, const real& x, int bits = 100);
std::optional<real> log_iv_dxx(const real& v, const real& x, int bits = 100);
std::optional<real> log_kv_dv(const real& v, const real& x, int bits = 100);
std::optional<real> log_kv_dx(const real& v, const real& x, int bits = 100);
std::optional<real> log_kv_dvv(const real& v, const real& x, int bits = 100);
std::optional<real> log_kv_dxx(const real& v, const real& x, int bits = 100);

}  // namespace logbessel::reference::arb
