/// @file
/// The search for the coefficients of a shape.
#pragma once

#include <support/float_sweep.hpp>

#include <cstdint>

#include "candidates.hpp"

namespace logbessel::search {

struct exp_found {
  exp_coefficients c;
  /// Over every float whose result is neither 0 nor infinite nor 1.
  harness::float_errors errors;
};

/// For the kernel in double: the minimax coefficients c2 ... c6, the table, and what is left of misrounded inputs after neighbours
/// of the coefficients were tried on the inputs whose value is next to the middle of two floats.
struct exp_in_double_found {
  std::array<double, 7> terms;
  std::array<double, 16> table;
  std::uint64_t misrounded;
};

/// The minimax polynomial, in the measure of relative errors, with its coefficients rounded to float.
exp_coefficients start_of(const exp_shape& shape);

/// From the start, neighbouring floats for the coefficients, as long as the largest error over a sample of inputs falls; the
/// sample grows by the worst inputs of a sweep over all floats that could matter, and so on. Fixed by the seed. `normal_alone`:
/// inputs whose result is subnormal do not count.
exp_found search_coefficients(const exp_candidate& what, std::uint64_t seed, bool normal_alone);
exp_in_double_found search_in_double(std::uint64_t seed);

}  // namespace logbessel::search
