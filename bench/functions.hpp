/// @file
/// The functions that are timed.
#pragma once

#include <reference/real.hpp>

#include <array>
#include <string>

namespace logbessel::bench {

enum class function { log_iv, log_kv, iv_ratio };

inline constexpr std::array functions = {function::log_iv, function::log_kv, function::iv_ratio};

struct point {
  double v;
  double x;
};

std::string name_of(function f);

/// The least order that has a result at every x > 0.
double least_order(function f);

/// By the oracle.
reference::real exact_value(function f, point at, int bits);

/// What errors are relative to, given the exact result: max(1, |log|) of a logarithm, the result itself of a ratio.
double error_scale(function f, double exact);

}  // namespace logbessel::bench
