/// @file
/// Every accuracy that the library promises, each in one place. Tests assert that the measured error
/// is at most the bound and more than half of it.
#pragma once

namespace logbessel::accuracy {

/// Largest error of log_iv and log_kv in ULP of the exact result, where |result| >= max(1, v, x)/16.
constexpr double log_iv_ulp = 1.0;
constexpr double log_kv_ulp = 1.0;

/// Largest error of log_iv and log_kv everywhere, in units of 2^-53 max(1, v, x, |result|).
constexpr double log_iv_scaled = 1.0;
constexpr double log_kv_scaled = 1.0;

}  // namespace logbessel::accuracy
