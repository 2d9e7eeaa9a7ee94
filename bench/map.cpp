#include "map.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "competitors.hpp"
#include "distributions.hpp"

namespace logbessel::bench {
namespace {

constexpr int cells = 48;
constexpr int cells_of_decade = 6;
constexpr int least_decade = -3;
constexpr std::size_t elements = 1024;
constexpr std::size_t passes = 8;
constexpr double infinity = std::numeric_limits<double>::infinity();

double edge(int i) {
  return std::pow(10.0, least_decade + static_cast<double>(i) / cells_of_decade);
}

}  // namespace

time_map measure_map(int repetitions, std::uint64_t seed) {
  const competitor library = own_competitors().front();
  time_map map;
  for (int i = 0; i <= cells; ++i) map.edges.push_back(edge(i));
  for (const function f : {function::log_iv, function::log_kv}) {
    std::vector<std::unique_ptr<workload>> works;
    for (int i = 0; i < cells; ++i) {
      for (int j = 0; j < cells; ++j) {
        works.push_back(library.load(
            f, sample_log_uniform(edge(i), edge(i + 1), edge(j), edge(j + 1), elements, seed++)));
      }
    }
    // All cells take turns, so that what else the machine does for a while is not seen.
    std::vector<std::vector<double>> ns(cells, std::vector<double>(cells, infinity));
    for (int repetition = 0; repetition < repetitions; ++repetition) {
      auto work = works.begin();
      for (std::vector<double>& row : ns) {
        for (double& least : row) {
          (*work)->run(elements, 1);
          least = std::min(least, 1e9 * (*work++)->run(elements, passes) / (elements * passes));
        }
      }
    }
    map.layers.push_back({f, ns});
  }
  return map;
}

}  // namespace logbessel::bench
