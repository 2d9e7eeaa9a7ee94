/// @file
/// log(exp(-x) I_v(x)) = log I_v(x) - x, where the two are large and near each other: by the expansions, regions
/// and kernels of log_iv.hpp, with x taken off before anything is rounded, and in the log-Debye form by algebra:
///
///     log I_v(x) - x  =  -v (asinh(v/x) - v/(r + x)) - log(2 pi r)/2 + F,   r = hypot(v, x).
///
/// No two of these terms cancel, so the result is right to its last place everywhere. docs/log_iv.md says more.
#pragma once

#include <logbessel/log_iv.hpp>

namespace logbessel {

/// log(exp(-x) |I_v(x)|) for real order v and argument x >= 0. For v >= 0 it is never above 0.
///
/// Special values   x = 0: 0 if v = 0, -inf if v > 0 or v is an integer, else inf.
///                  x = inf, v finite: -inf.   v = +-inf, x finite: -inf.   both inf: NaN.
///                  any NaN, x < 0: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         v >= 0, v an integer: accuracy::log_ive_ulp everywhere.   else: as log_iv.
LOGBESSEL_FN double log_ive(double v, double x) {
  using detail::infinity;
  if (v <= 0.0 && detail::is_integer(v)) v = detail::abs(v);
  if (!(x >= 0.0) || v != v || (v == infinity && x == infinity)) return detail::nan;
  if (v == infinity || x == infinity) return -infinity;
  if (v < 0.0) {
    if (x == 0.0) return infinity;
    if (!(x > -2.0 * v + 800.0)) {
      const detail::double_double<double> log_i = detail::log_iv_reflected(-v, x).log;
      return rounded(sum_of(log_i, detail::double_double<double>{0.0, 0.0}, -x));
    }
    v = -v;
  }
  if (x == 0.0) return v == 0.0 ? 0.0 : -infinity;
  return rounded(detail::log_iv_in<detail::scaling::exponential>(log_iv_region_of(v, x), v, x));
}

/// The same in float, to accuracy::log_ive_float_ulp for v >= 0: by the kernels of detail/float_log_iv.hpp, rounded once.
LOGBESSEL_FN float log_ive(float v, float x) {
  const double a = v;
  const double z = x;
  if (!(a >= 0.0 && a < detail::infinity && z > 0.0 && z < detail::infinity)) {
    return static_cast<float>(log_ive(a, z));
  }
  return static_cast<float>(detail::log_iv_float_in<detail::scaling::exponential>(
      detail::log_iv_float_region_of(a, z), a, z));
}

}  // namespace logbessel
