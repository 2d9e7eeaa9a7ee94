/// @file
/// Who is measured: each competitor is one loop over arrays, with the call inlined where its author allows it.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "distributions.hpp"

namespace logbessel::bench {

/// The points, in the number type of the competitor, and its results.
class workload {
 public:
  virtual ~workload() = default;
  /// Computes the first `count` results.
  virtual void run(std::size_t count) = 0;
  /// What the competitor is given: the point rounded to its number type.
  virtual point input(std::size_t i) const = 0;
  virtual double output(std::size_t i) const = 0;
};

struct competitor {
  std::string name;
  std::string description;
  bool is_float;
  std::function<std::unique_ptr<workload>(function, const std::vector<point>&)> load;
};

/// All but SciPy, which runs in a process of its own; logbessel first.
std::vector<competitor> competitors();

}  // namespace logbessel::bench
