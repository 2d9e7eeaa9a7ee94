/// @file
/// The truth for the derivatives of the logarithms, as reference/oracle.hpp gives it for the functions themselves.
#pragma once

#include <reference/real.hpp>

namespace logbessel::reference {

/// d/dv, d/dx, d2/dv2 and d2/dx2 of log I_v(x) and log K_v(x), for finite v >= 0 and finite x > 0.
/// Accuracy: relative error below 2^-bits, for bits up to 100, of the first derivatives and of all second ones but
/// log_iv_dxx. That one changes its sign, and has an absolute error below 2^-bits of the largest of the terms
/// (v/x)^2/r, 1/(1 + r^2) and itself, r = hypot(v, x).
/// log_iv_dv at v = 0, x > 2000, below 2^-5000 in size, is given as such a small number only.
/// Errors: std::invalid_argument outside that domain; std::runtime_error, with v and x, if no precision makes two
/// methods agree.
real log_iv_dv(double v, double x, int bits = 100);
real log_iv_dx(double v, double x, int bits = 100);
real log_iv_dvv(double v, double x, int bits = 100);
real log_iv_dxx(double v, double x, int bits = 100);
real log_kv_dv(double v, double x, int bits = 100);
real log_kv_dx(double v, double x, int bits = 100);
real log_kv_dvv(double v, double x, int bits = 100);
real log_kv_dxx(double v, double x, int bits = 100);

/// (v/x)^2/r + 1/(1 + r^2), the size of the terms of the second derivatives in x.
real dxx_size(double v, double x);

}  // namespace logbessel::reference
