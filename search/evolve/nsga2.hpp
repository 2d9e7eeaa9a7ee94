/// @file
/// NSGA-II's order, from pagmo2, as an alternative to niches.
#pragma once

#include <cstddef>
#include <vector>

namespace logbessel::search {

/// Indices sorted by front, and within a front by falling crowding distance.
std::vector<std::size_t> nsga2_order(const std::vector<std::vector<double>>& objectives);

}  // namespace logbessel::search
