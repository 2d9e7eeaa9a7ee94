/// @file
/// Ratios of modified Bessel functions of the first kind of neighbouring orders.
#pragma once

#include <logbessel/detail/config.hpp>

namespace logbessel {

/// I_v(x)/I_{v-1}(x) for v >= 1/2, x >= 0. It rises from 0 at x = 0 to 1.
///
/// Special values   x = 0: 0.   x = inf, v finite: 1.   v = inf, x finite: 0.
///                  v < 1/2, x < 0, both inf, any NaN: NaN.
LOGBESSEL_FN double iv_ratio(double v, double x);
LOGBESSEL_FN float iv_ratio(float v, float x);

/// 1 - I_v(x)/I_{v-1}(x) for v >= 1/2, x >= 0, with full relative accuracy as it goes to 0.
LOGBESSEL_FN double iv_ratio_c(double v, double x);
LOGBESSEL_FN float iv_ratio_c(float v, float x);

}  // namespace logbessel
