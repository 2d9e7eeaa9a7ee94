/// @file
/// What both enumerations need.
#pragma once

#include "enumerate.hpp"

namespace logbessel::search {

/// @throws std::invalid_argument
void check(const enumeration_options& how);

/// The constants, at random, change the program in as many directions.
bool has_independent_constants(const program& p, const samples& probes, std::uint64_t hash);

/// Sorts, and drops what has the error of its neighbour and what is behind so many.
void keep_best(std::vector<enumerated>& all, int keep);

}  // namespace logbessel::search
