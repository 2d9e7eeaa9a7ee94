/// @file
/// Every program up to a number of operations, fitted; and every odd one, for targets with a symmetry.
#pragma once

#include <cstdint>
#include <vector>

#include "../fit/fit.hpp"

namespace logbessel::search {

struct enumeration_options {
  /// Operations of the largest programs; of T alone where enumerate_symmetric() is asked.
  int most_steps = 4;
  int threads = 1;
  std::uint64_t seed = 1;
  /// How many are returned for each number of operations.
  int keep = 5;
  /// Programs with fewer constants are left out.
  int fewest_constants = 1;
  /// What is being done, on standard error.
  bool progress = false;
  fit_options fit{.starts = 12};
};

struct enumerated {
  program shape;
  fitted fit;
};

struct enumeration {
  struct level {
    int steps = 0;
    /// Shapes that differ, those among them that differ as functions, and those whose constants are also independent.
    std::uint64_t shapes = 0, functions = 0, fitted = 0;
    /// By error, one for each function.
    std::vector<enumerated> best;
  };
  /// By rising number of operations.
  std::vector<level> levels;
};

/// Every program of + - * /. The result depends on the seed, and not on the threads.
/// @throws std::invalid_argument where there would be too many, or an option is out of range.
enumeration enumerate(const problem& on, const enumeration_options& how);

struct symmetry_options {
  /// The m in the symmetry f(m + u) f(m - u) = f(m)^2. Unless it is 0, u = x - m is one operation more.
  double centre = 0.0;
  /// The fewest and the most operations of T; most_steps of the enumeration is not used.
  int least_steps = 1, most_steps = 6;
  /// T has at least this many constants for each two operations; fewer cannot compete.
  double constants_for_two = 1.0;
  /// How many of the T that are best on the widest interval, in doubles, are fitted in pairs, and how often each.
  int finalists = 300;
  int repeats = 8;
  /// Only c / v, v + w and v - w: the far smaller family of continued fractions and of doublings.
  bool fractions_only = false;
};

/// Programs f = A (T + c) / (T - c) with T odd about the centre, in T and three operations more: T + c; c' / .; . + c''.
/// T is found by fits to c (f + A) / (f - A), A = f(centre), on the widest of a sequence of intervals: there errors are
/// large enough to tell shapes apart in doubles. The best are followed to the interval of `on`, where the whole program
/// is fitted and need no longer be symmetric. Levels count the operations of the whole.
/// @throws std::invalid_argument where the target has no such symmetry, or as enumerate() does.
enumeration enumerate_symmetric(const problem& on, const symmetry_options& symmetry,
                                const enumeration_options& how);

}  // namespace logbessel::search
