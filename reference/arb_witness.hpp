/// @file
/// A third witness for the oracle: the ball arithmetic of FLINT/Arb, which shares neither formulas nor code with it.
#pragma once

#include <reference/real.hpp>

#include <optional>

namespace logbessel::reference::arb {

/// log I_v(x) and log K_v(x) for real v and x > 0. Accuracy: relative error below 2^-bits, proved by the ball.
/// Nothing where Arb does not reach it, or would need too long, as for v or x above 30000.
std::optional<real> log_iv(const real& v, const real& x, int bits = 100);
std::optional<real> log_kv(const real& v, const real& x, int bits = 100);

/// I_v(x)/I_{v-1}(x) and one minus it, likewise.
std::optional<real> iv_ratio(const real& v, const real& x, int bits = 100);
std::optional<real> iv_ratio_c(const real& v, const real& x, int bits = 100);

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
