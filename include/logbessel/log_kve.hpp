/// @file
/// log(exp(x) K_v(x)) = log K_v(x) + x, where the two are large and near each other: by the expansions, regions
/// and kernels of log_kv.hpp, with x added before anything is rounded, and in the log-Debye form by algebra:
///
///     log K_v(x) + x  =  v (asinh(v/x) - v/(r + x)) + log(pi/(2 r))/2 + F,   r = hypot(v, x).
///
/// It is zero on a curve, x = 1.3626 at v = 0 and about v^2 = x log(2 x/pi) above. docs/log_kv.md says more.
#pragma once

#include <logbessel/log_kv.hpp>

namespace logbessel {

/// log(exp(x) K_v(x)) for real order v and argument x >= 0.
///
/// Special values   v < 0: the value at -v.
///                  x = 0: inf.   x = inf, v finite: -inf.   v = inf, x finite: inf.   both inf: NaN.
///                  any NaN, x < 0: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::log_kve_ulp where |result| > 1/16, accuracy::log_kve_scaled everywhere.
LOGBESSEL_FN double log_kve(double v, double x) {
  using detail::infinity;
  v = detail::abs(v);
  if (!(v >= 0.0 && x >= 0.0)) return detail::nan;
  if (x == infinity) return v == infinity ? detail::nan : -infinity;
  if (v == infinity || x == 0.0) return infinity;
  return rounded(detail::log_kv_in<detail::scaling::exponential>(log_kv_region_of(v, x), v, x));
}

/// The same in float, to accuracy::log_kve_float_ulp: by the kernels of detail/float_log_kv.hpp, rounded once.
LOGBESSEL_FN float log_kve(float v, float x) {
  const double a = detail::abs(double{v});
  const double z = x;
  if (a < detail::infinity && z > 0.0 && z < detail::infinity) {
    constexpr auto scaled = detail::scaling::exponential;
    const double value =
        detail::log_kv_float_in<scaled>(detail::log_kv_float_region_of(a, z), a, z);
    if (!(detail::abs(value) < detail::log_kv_float_band<scaled>(a)))
      return static_cast<float>(value);
  }
  return static_cast<float>(log_kve(a, z));
}

}  // namespace logbessel
