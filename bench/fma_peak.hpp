/// @file
/// How many fused multiply-adds one core can do.
#pragma once

#include <logbessel/batch.hpp>

namespace logbessel::bench {

/// The fastest instruction set of logbessel::cpu on this machine.
instruction_set best_instruction_set();

/// Measured: fused multiply-adds of double that one thread does in a second with the widest vectors of the instruction set,
/// every lane counted. NaN for the baseline.
double fused_multiply_adds_per_second(instruction_set target);

}  // namespace logbessel::bench
