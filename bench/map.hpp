/// @file
/// The time of the library over arrays, everywhere.
#pragma once

#include <cstdint>
#include <vector>

#include "functions.hpp"

namespace logbessel::bench {

/// Cells of equal size in log v and log x.
struct time_map {
  std::vector<double> edges;  ///< of the cells, the same in v and x
  struct layer {
    function f;
    std::vector<std::vector<double>> ns;  ///< per element, [cell in v][cell in x]
  };
  std::vector<layer> layers;
};

/// Of log_iv and log_kv, by the yardstick: the least time of so many repetitions over points that are log-uniform in the
/// cell.
time_map measure_map(int repetitions, std::uint64_t seed);

}  // namespace logbessel::bench
