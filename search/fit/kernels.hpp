/// @file
/// The inner loops of the fit, in pairs of doubles and in doubles, one set for each instruction set: kernels.cpp is
/// compiled once for each, into the namespace that carries its name. All sets give the same bits.
#pragma once

#include <logbessel/detail/double_double.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "../program.hpp"
#include "descent.hpp"

namespace logbessel::search {

using pair = detail::double_double<double>;

/// A program as the loops read it: operand n >= 0 is a node, n < 0 the constant -n - 1.
struct code {
  explicit code(const program& p);

  int steps = 0, constants = 0;
  struct instruction {
    operation op;
    std::array<std::int8_t, 3> in;
  };
  std::array<instruction, most_steps> step{};
};

/// Points x, which are doubles, with the target there. A residual is weight (f(x) - target).
struct samples {
  explicit samples(std::size_t count) : x(count), target(count), weight(count) {}
  std::size_t size() const { return x.size(); }

  std::vector<double> x;
  std::vector<pair> target, weight;
};

using pairs = std::array<pair, most_constants>;
using doubles = std::array<double, most_constants>;

/// Each minimises the sum of squares over fit_points points from constants, in place, and returns its root mean square;
/// infinity where the program has no finite value at some point.
struct kernels {
  double (*descend)(const code&, const samples&, doubles& constants, const descent&);
  double (*follow_valley)(const code&, const samples&, doubles& constants, const watchdog&);
  double (*descend_in_pairs)(const code&, const samples&, pairs& constants, const descent&);
  double (*follow_valley_in_pairs)(const code&, const samples&, pairs& constants, const watchdog&);
  /// The largest residual, in absolute value.
  double (*largest)(const code&, const samples&, const doubles& constants);
  double (*largest_in_pairs)(const code&, const samples&, const pairs& constants);
  /// The damped Gauss-Newton step for the derivatives at `constants` and residuals that are not theirs. False where it
  /// is not finite.
  bool (*solve_in_pairs)(const code&, const samples&, const pairs& constants,
                         const std::array<pair, fit_points>& residual, double damping, pairs& step);
  /// The rank of the Jacobian by the constants: below their number, some are redundant.
  int (*rank)(const code&, const samples&, const doubles& constants);
};

struct named_kernels {
  const char* name;
  const kernels* table;
};

/// All that this processor can run, the best one first.
std::vector<named_kernels> available_kernels();

const kernels& best_kernels();

}  // namespace logbessel::search
