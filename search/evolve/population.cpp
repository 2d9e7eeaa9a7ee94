#include "population.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace logbessel::search {

bool population::add(individual it) {
  auto& niche = niches_[static_cast<std::size_t>(it.cost)];
  const auto twin = std::ranges::find_if(niche, [&](const individual& other) {
    return other.hash == it.hash ||
           std::abs(other.fit.error - it.fit.error) <= 0.002 * it.fit.error;
  });
  if (twin != niche.end()) {
    if (!(it.fit.error < twin->fit.error)) return false;
    niche.erase(twin);
  } else if (niche.size() == niche_size_ && !(it.fit.error < niche.back().fit.error)) {
    return false;
  }
  const auto at = std::ranges::upper_bound(niche, it.fit.error, {},
                                           [](const individual& other) { return other.fit.error; });
  niche.insert(at, std::move(it));
  if (niche.size() > niche_size_) niche.pop_back();
  return true;
}

double population::gate(int cost) const {
  const auto& of_cost = niche(cost);
  return of_cost.size() < niche_size_ ? std::numeric_limits<double>::infinity()
                                      : of_cost.back().fit.error;
}

double population::error_at(int cost, std::size_t rank) const {
  const auto& of_cost = niche(cost);
  if (of_cost.empty()) return std::numeric_limits<double>::infinity();
  return of_cost[std::min(rank, of_cost.size() - 1)].fit.error;
}

}  // namespace logbessel::search
