/// @file
/// Every accuracy that the library promises, each in one place. Tests assert that the measured error
/// is at most the bound and more than half of it.
#pragma once

namespace logbessel::accuracy {

/// Largest error of log_iv and log_kv in ULP of the exact result: everywhere, the doubles beside the curves
/// on which the logarithm is zero included, and where |result| > 1.
constexpr double log_iv_ulp = 0.85;
constexpr double log_iv_ulp_above_1 = 0.60;
constexpr double log_kv_ulp = 0.85;
constexpr double log_kv_ulp_above_1 = 0.55;

/// The same for the float functions, whose results are rounded once from double.
constexpr double log_iv_float_ulp = 0.501;
constexpr double log_kv_float_ulp = 0.501;

}  // namespace logbessel::accuracy
