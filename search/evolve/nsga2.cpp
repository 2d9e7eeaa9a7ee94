#include "nsga2.hpp"

#include <pagmo/utils/multi_objective.hpp>

namespace logbessel::search {

std::vector<std::size_t> nsga2_order(const std::vector<std::vector<double>>& objectives) {
  const auto order = pagmo::sort_population_mo(objectives);
  return {order.begin(), order.end()};
}

}  // namespace logbessel::search
