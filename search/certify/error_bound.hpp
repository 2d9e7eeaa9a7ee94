/// @file
/// The largest error of a program over an interval, between proven bounds.
#pragma once

#include <search/program.hpp>
#include <search/target.hpp>

#include <string>
#include <vector>

namespace logbessel::search {

/// A program whose constants are the numbers of constant_bits bits that are nearest to their decimals.
struct exact_program {
  static constexpr long constant_bits = 192;

  program shape;
  std::vector<std::string> constants;

  /// @throws std::invalid_argument where a constant is not a decimal number, or their number is not the shape's.
  void check() const;
};

/// lower <= max |error| <= upper, where the error is p - f, or (p - f) / f, in real arithmetic.
struct error_bound {
  double lower = 0.0, upper = 0.0;
  /// Where the error is about the largest.
  double worst = 0.0;
  /// Where a step divides by zero, to the nearest double. The bounds are of the program's continuous extension: its limit is the value there.
  std::vector<double> undefined_at;
};

/// Proves that no divisor has a zero in the interval but at the points of undefined_at, and that upper <= (1 + width) lower.
/// These points are 0, and c where a step is x - c, c - x or x + -c.
/// @throws std::invalid_argument as check() does, of the target and of the program.
/// @throws std::runtime_error where there is no such proof, mostly since the program has a pole.
error_bound bound_error(const exact_program& p, const target& f, const interval& over, metric m,
                        double width = 1e-5);

}  // namespace logbessel::search
