/// @file
/// The functions of the library, as what a sweep needs to know of them. A new function joins here.
#pragma once

#include <reference/real.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "plans.hpp"

namespace logbessel::harness {

enum class number_type { float64, float32 };

/// One way to express an error, and what the library promises in it. Those in use:
///
///     ULP                  units in the last place of the exact value (ulp.hpp)
///     ULP above 1          the same, where the exact value is above 1 in size
///     scaled               units of 2^-p max(size, |exact|), p the bits of the type; size = max(1, v, x) for log_iv and
///                          log_kv, max(1, dim/2, kappa) for vmf_log_normalizer, max(1, dim/2) for vmf_log_peak,
///                          (v/x)^2/r + 1/(1 + r^2) with r = hypot(v, x) for log_iv_dxx
///     ULP above size/16    ULP, where the exact value is above size/16
struct measure {
  std::string name;
  /// The promise for double and for float; 0 where there is none.
  double bound, float_bound;
  /// The error of a result of type T at `at`; NaN where the measure does not apply.
  std::function<double(double, const reference::real& exact, point at)> error;
  std::function<double(float, const reference::real& exact, point at)> float_error;
};

struct tested_function {
  std::string name;
  /// The names of the two arguments.
  std::string a, b;
  double (*value)(double, double);
  /// Null where there is no float form.
  float (*float_value)(float, float);
  reference::real (*exact)(double, double, int bits);
  /// Null where one formula serves all.
  region_function region_of;
  std::vector<std::string> regions;
  /// The first one always applies.
  std::vector<measure> measures;
  std::vector<plan> plans;
  /// The exact value by FLINT/Arb, where it reaches, in 5 to 100 us; null where it has none.
  std::optional<reference::real> (*witness)(const reference::real&, const reference::real&,
                                            int bits) = nullptr;
};

const std::vector<tested_function>& tested_functions();

/// Throws std::invalid_argument if there is none of that name.
const tested_function& tested_function_named(const std::string& name);

}  // namespace logbessel::harness
