/// @file
/// Named distributions of arguments.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace logbessel::bench {

enum class function { log_iv, log_kv };

std::string name_of(function f);

struct point {
  double v;
  double x;
};

struct distribution {
  std::string name;
  std::string description;
};

/// Those of the function: the general ones, then "region-NAME" for each of its regions.
std::vector<distribution> distributions(function f);

/// Independent draws, so every prefix is a fair sample. The same seed gives the same points, on every machine whose libm
/// gives the same results.
/// Throws std::invalid_argument if the function has no distribution of that name.
std::vector<point> sample(function f, const std::string& name, std::size_t count,
                          std::uint64_t seed);

}  // namespace logbessel::bench
