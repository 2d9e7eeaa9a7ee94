/// @file
/// A population that evolves by itself, the same for the same seed wherever it runs.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mutate.hpp"
#include "population.hpp"

namespace logbessel::search {

/// How the parents of the next child are chosen.
enum class selection { niches, nsga2 };

struct evolution_options {
  operation_set operations{"+-*/"};
  cost_model cost;
  int most_cost = 10;
  int niche_size = 40;
  /// The chance that a shape met before is fitted again, and that instead of a child one that lives is.
  double retry = 0.02;
  double refit = 0.05;
  selection select = selection::niches;
  mutation_options mutation;
  fit_options fit;
};

/// What an island has done so far.
struct island_counters {
  std::uint64_t children = 0, useless = 0, seen = 0, same_function = 0, redundant = 0, fits = 0;
};

class island {
 public:
  /// `number` tells the islands of a run apart.
  island(const problem& on, const evolution_options& how, std::uint64_t seed, int number);

  /// Until about so much work is done; a fit without continuation is a unit.
  void evolve(double work);

  /// Copies of the best few of every niche.
  std::vector<individual> emigrants() const;
  void welcome(const std::vector<individual>& immigrants);

  const population& inhabitants() const { return living_; }
  const island_counters& counters() const { return counters_; }

  /// All that the next epoch depends on.
  struct state {
    std::string random;
    std::vector<individual> living;
    std::vector<std::uint64_t> shapes, functions;
    island_counters counters;
  };
  state save() const;
  void restore(const state& s);

 private:
  const individual& draw_parent();
  void order_by_nsga2();
  double raise_child();
  double fit_and_add(individual child);

  const problem* on_;
  evolution_options how_;
  random_source random_;
  population living_;
  memory shapes_, functions_;
  /// For NSGA-II: all that lives, in its order, as of some children ago.
  std::vector<individual> ordered_;
  island_counters counters_;
};

}  // namespace logbessel::search
