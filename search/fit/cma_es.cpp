#include "cma_es.hpp"

#include <pagmo/algorithm.hpp>
#include <pagmo/algorithms/cmaes.hpp>
#include <pagmo/population.hpp>
#include <pagmo/problem.hpp>

#include <algorithm>
#include <cmath>

namespace logbessel::search {
namespace {

constexpr unsigned points_of_a_generation = 128, generations = 500;
/// Where the first generation lies, each constant by itself. Wider ones end where the constants run away and the program
/// becomes a constant.
constexpr double widest = 3.0;
constexpr double first_step = 0.5;

struct logarithm_of_error {
  const code* p = nullptr;
  const problem* on = nullptr;

  pagmo::vector_double fitness(const pagmo::vector_double& u) const {
    doubles c{};
    for (std::size_t k = 0; k < u.size(); ++k) c[k] = u[k];
    const double rms = best_kernels().descend(*p, on->points(), c, {0, 1e-3});
    return {std::isfinite(rms) ? std::log10(rms + 1e-300) : 300.0};
  }
  std::pair<pagmo::vector_double, pagmo::vector_double> get_bounds() const {
    const auto n = static_cast<std::size_t>(p->constants);
    return {pagmo::vector_double(n, -widest), pagmo::vector_double(n, widest)};
  }
  template <class Archive>
  void serialize(Archive&, unsigned) {}
};

}  // namespace

doubles fit_by_cma_es(const code& p, const problem& on, random_source& random) {
  const auto seed = [&] { return static_cast<unsigned>(random.below(1 << 30)); };
  pagmo::population population(pagmo::problem(logarithm_of_error{&p, &on}), points_of_a_generation,
                               seed());
  // Negative: pagmo's own choice of the four learning rates.
  const pagmo::algorithm optimise(pagmo::cmaes(generations, -1.0, -1.0, -1.0, -1.0, first_step,
                                               1e-10, 1e-10, false, false, seed()));
  population = optimise.evolve(population);
  doubles c{};
  const pagmo::vector_double best = population.champion_x();
  for (std::size_t k = 0; k < best.size(); ++k) c[k] = best[k];
  return c;
}

}  // namespace logbessel::search
