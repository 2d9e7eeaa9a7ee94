/// @file
/// Named distributions of arguments.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "functions.hpp"

namespace logbessel::bench {

struct distribution {
  std::string name;
  std::string description;
  /// Too far out for float, and for other libraries to return soon.
  bool is_far = false;
};

/// Those of the function: the general ones, then "region-NAME" for each of its regions.
std::vector<distribution> distributions(function f);

/// Independent draws, so every prefix is a fair sample. The same seed gives the same points, on every machine whose libm
/// gives the same results.
/// Throws std::invalid_argument if the function has no distribution of that name.
std::vector<point> sample(function f, const std::string& name, std::size_t count,
                          std::uint64_t seed);

/// Independent draws, v and x log-uniform.
std::vector<point> sample_log_uniform(double v_low, double v_high, double x_low, double x_high,
                                      std::size_t count, std::uint64_t seed);

}  // namespace logbessel::bench
