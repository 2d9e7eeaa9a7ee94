/// @file
/// The published search's optimiser, from pagmo2, to be compared with least squares.
#pragma once

#include "fit.hpp"

namespace logbessel::search {

/// Constants from one run of CMA-ES (128 points, at most 500 generations) on the logarithm of the root mean square.
doubles fit_by_cma_es(const code& p, const problem& on, random_source& random);

}  // namespace logbessel::search
