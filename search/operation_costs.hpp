/// @file
/// What operations cost on this machine.
#pragma once

#include "evolve/population.hpp"

namespace logbessel::search {

/// The reciprocal throughput of each operation on arrays of doubles, in units of an addition, rounded; at least 1.
cost_model measured_costs();

}  // namespace logbessel::search
