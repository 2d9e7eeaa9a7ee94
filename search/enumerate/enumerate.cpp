#include "enumerate.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "common.hpp"
#include "shapes.hpp"

namespace logbessel::search {

void check(const enumeration_options& how) {
  if (how.threads < 1) throw std::invalid_argument("the number of threads must be at least 1");
  if (how.keep < 1) throw std::invalid_argument("at least 1 program must be kept");
}

bool has_independent_constants(const program& p, const samples& probes, std::uint64_t hash) {
  random_source random(hash, 0);
  doubles c{};
  for (int k = 0; k < p.constant_count(); ++k) {
    c[static_cast<std::size_t>(k)] = random.sign() * std::pow(10.0, random.between(-0.5, 0.7));
  }
  return best_kernels().rank(code(p), probes, c) == p.constant_count();
}

void keep_best(std::vector<enumerated>& all, int keep) {
  std::ranges::stable_sort(all, {}, [](const enumerated& e) { return e.fit.error; });
  std::vector<enumerated> out;
  for (enumerated& e : all) {
    if (static_cast<int>(out.size()) == keep || !std::isfinite(e.fit.error)) break;
    // The same error is the same function in another shape.
    if (!out.empty() && e.fit.error <= 1.0005 * out.back().fit.error) continue;
    out.push_back(std::move(e));
  }
  all = std::move(out);
}

enumeration enumerate(const problem& on, const enumeration_options& how) {
  check(how);
  if (how.most_steps < 1 || how.most_steps > 6) {
    throw std::invalid_argument("every program can be tried for 1 to 6 operations, not for " +
                                std::to_string(how.most_steps));
  }
  enumeration out;
  // A program is of interest where it beats those that are shorter.
  double gate = std::numeric_limits<double>::infinity();
  for (int n = 1; n <= how.most_steps; ++n) {
    const shape_list list =
        all_shapes({.steps = n, .fewest_constants = how.fewest_constants, .threads = how.threads});
    enumeration::level level;
    level.steps = n;
    level.shapes = list.shapes;
    level.functions = list.functions.size();
    struct score {
      double error = std::numeric_limits<double>::infinity();
      bool tried = false;
    };
    std::vector<score> scores(list.functions.size());
    const auto fit_of = [&](std::size_t i) {
      random_source random(how.seed, list.functions[i].hash);
      return fit(list.functions[i].unpack(), on, how.fit, gate, 0.0, random);
    };
    {
      progress_line line(how.progress, "program", n, scores.size());
      in_parallel(scores.size(), how.threads, [&](std::size_t i) {
        line.advance();
        const program p = list.functions[i].unpack();
        if (!has_independent_constants(p, on.probes(), list.functions[i].hash)) return;
        scores[i] = {fit_of(i).error, true};
      });
    }
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      level.fitted += scores[i].tried ? 1 : 0;
      if (std::isfinite(scores[i].error)) order.push_back(i);
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return scores[i].error; });
    // Twins of the best take places too.
    order.resize(std::min(order.size(), static_cast<std::size_t>(8 * how.keep)));
    level.best.resize(order.size());
    in_parallel(order.size(), how.threads, [&](std::size_t k) {
      program p = list.functions[order[k]].unpack();
      fitted f = equalise(p, on, fit_of(order[k]));
      level.best[k] = {std::move(p), std::move(f)};
    });
    keep_best(level.best, how.keep);
    if (!level.best.empty()) gate = std::min(gate, level.best.front().fit.error);
    out.levels.push_back(std::move(level));
  }
  return out;
}

}  // namespace logbessel::search
