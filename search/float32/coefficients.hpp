/// @file
/// The search for the coefficients of a shape.
#pragma once

#include <support/float_sweep.hpp>

#include <cstdint>

#include "candidates.hpp"

namespace logbessel::search {

struct exp_found {
  exp_coefficients c;
  /// Over every float; those with subnormal results too.
  double largest;
  float worst;
  std::uint64_t misrounded;
};

/// The minimax polynomial, in the measure of relative errors, with its coefficients rounded to float.
exp_coefficients start_of(const exp_shape& shape);

/// From the start, neighbouring floats for the coefficients, as long as the largest error over a sample of inputs falls; the
/// sample grows by the worst inputs of a sweep over all floats that could matter, and so on. Fixed by the seed. `normal_alone`:
/// inputs whose result is subnormal do not count.
exp_found search_coefficients(const exp_candidate& what, std::uint64_t seed, bool normal_alone);

}  // namespace logbessel::search
