#include "island.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

#include "nsga2.hpp"

namespace logbessel::search {
namespace {

constexpr std::size_t emigrants_of_a_niche = 4;
/// Work of a child that is not fitted, and of each continuation, in units of a fit.
constexpr double work_of_a_look = 0.02;
constexpr double work_of_a_continuation = 8.0;
constexpr std::uint64_t children_of_an_order = 200;
/// A child gets the continuation when its first fit is within this factor of the niche's tenth.
constexpr double promising = 1e6;

/// Fewer independent constants than it has: a shorter program does the same.
bool is_redundant(const program& p, const problem& on, std::uint64_t hash) {
  random_source random(hash, 0);
  doubles c{};
  for (int k = 0; k < p.constant_count(); ++k) {
    c[static_cast<std::size_t>(k)] = random.sign() * std::pow(10.0, random.between(-0.5, 0.7));
  }
  return best_kernels().rank(code(p), on.probes(), c) < p.constant_count();
}

}  // namespace

island::island(const problem& on, const evolution_options& how, std::uint64_t seed, int number)
    : on_(&on),
      how_(how),
      random_(seed, static_cast<std::uint64_t>(number)),
      living_(how.most_cost, static_cast<std::size_t>(how.niche_size)) {
  if (how.most_cost < 1 || how.most_cost > 1000) {
    throw std::invalid_argument("the largest cost must be 1 to 1000");
  }
  if (how.niche_size < 1) throw std::invalid_argument("a niche holds at least one program");
  // The empty program: y = x.
  living_.add({});
}

const individual& island::draw_parent() {
  if (how_.select == selection::nsga2) {
    if (counters_.children % children_of_an_order == 1 || ordered_.empty()) order_by_nsga2();
    const double u = random_.uniform();
    return ordered_[static_cast<std::size_t>(u * u * static_cast<double>(ordered_.size()))];
  }
  int occupied = 0;
  for (int cost = 0; cost <= living_.most_cost(); ++cost) {
    occupied += living_.niche(cost).empty() ? 0 : 1;
  }
  int n = random_.below(occupied);
  int cost = 0;
  while (living_.niche(cost).empty() || n-- > 0) ++cost;
  const auto& niche = living_.niche(cost);
  const double u = random_.uniform();
  return niche[static_cast<std::size_t>(u * u * static_cast<double>(niche.size()))];
}

void island::order_by_nsga2() {
  std::vector<individual> all;
  std::vector<std::vector<double>> objectives;
  for (int cost = 0; cost <= living_.most_cost(); ++cost) {
    for (const individual& it : living_.niche(cost)) {
      all.push_back(it);
      objectives.push_back({std::log10(std::min(it.fit.error, 1e300)), static_cast<double>(cost)});
    }
  }
  ordered_.clear();
  if (all.size() < 2) {
    ordered_ = all;
    return;
  }
  for (const std::size_t i : nsga2_order(objectives)) ordered_.push_back(all[i]);
}

double island::fit_and_add(individual child) {
  const double hope = promising * living_.error_at(child.cost, 9);
  const double worst = living_.gate(child.cost);
  ++counters_.fits;
  child.fit = fit(child.shape, *on_, how_.fit, worst, hope, random_);
  const bool was_continued =
      child.fit.error < hope && child.shape.constant_count() >= how_.fit.continuation_from;
  if (child.fit.error < worst) {
    std::vector<double> constants;
    for (const real& c : child.fit.constants) constants.push_back(c.to_double());
    child.shape.set_constants(constants);
    living_.add(std::move(child));
  }
  return 1.0 + (was_continued ? work_of_a_continuation * how_.fit.continuation_repeats : 0.0);
}

double island::raise_child() {
  ++counters_.children;
  const individual parent = draw_parent();
  if (parent.cost > 0 && random_.chance(how_.refit)) return fit_and_add(parent);
  individual child;
  child.shape = parent.shape;
  mutate(child.shape, draw_parent().shape, how_.operations, how_.mutation, random_);
  if (!simplify(child.shape) || child.shape.constant_count() == 0 ||
      child.shape.constant_count() > most_constants) {
    ++counters_.useless;
    return work_of_a_look;
  }
  child.cost = how_.cost(child.shape);
  if (child.cost > how_.most_cost || child.shape.size() > most_steps) {
    ++counters_.useless;
    return work_of_a_look;
  }
  child.hash = structural_hash(child.shape);
  const bool seen = shapes_.recall(child.hash);
  if (seen && !random_.chance(how_.retry)) {
    ++counters_.seen;
    return work_of_a_look;
  }
  if (!seen && functions_.recall(functional_hash(child.shape))) {
    ++counters_.same_function;
    return work_of_a_look;
  }
  if (is_redundant(child.shape, *on_, child.hash)) {
    ++counters_.redundant;
    return work_of_a_look;
  }
  return fit_and_add(std::move(child));
}

void island::evolve(double work) {
  for (double done = 0.0; done < work;) done += raise_child();
}

std::vector<individual> island::emigrants() const {
  std::vector<individual> out;
  for (int cost = 1; cost <= living_.most_cost(); ++cost) {
    const auto& niche = living_.niche(cost);
    out.insert(
        out.end(), niche.begin(),
        niche.begin() + static_cast<std::ptrdiff_t>(std::min(niche.size(), emigrants_of_a_niche)));
  }
  return out;
}

void island::welcome(const std::vector<individual>& immigrants) {
  for (const individual& it : immigrants) living_.add(it);
}

island::state island::save() const {
  state s;
  std::ostringstream random;
  random << random_;
  s.random = random.str();
  for (int cost = 0; cost <= living_.most_cost(); ++cost) {
    const auto& niche = living_.niche(cost);
    s.living.insert(s.living.end(), niche.begin(), niche.end());
  }
  s.shapes = shapes_.slots();
  s.functions = functions_.slots();
  s.counters = counters_;
  return s;
}

void island::restore(const state& s) {
  std::istringstream random(s.random);
  random >> random_;
  living_ = population(how_.most_cost, static_cast<std::size_t>(how_.niche_size));
  for (const individual& it : s.living) living_.add(it);
  ordered_.clear();
  shapes_.slots() = s.shapes;
  functions_.slots() = s.functions;
  counters_ = s.counters;
}

}  // namespace logbessel::search
