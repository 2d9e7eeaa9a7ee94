#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

#include "../fit/exact.hpp"
#include "common.hpp"
#include "shapes.hpp"

namespace logbessel::search {
namespace {

using reference::precision_scope;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double widest = 8.0;
constexpr double shrinking = 1.25;

/// T ~ 1 / u at the centre, or T ~ u.
enum class kind { pole, zero };

/// The target of T, of both kinds, on intervals (0, r] that shrink to the one that is asked.
class odd_problem {
 public:
  odd_problem(const problem& on, double centre) : on_(on), probes_(fit_points) {
    const precision_scope precision(exact_bits);
    const real at_centre(centre);
    amplitude_ = on.of().at(at_centre, exact_bits);
    const double reach =
        std::max(std::abs(on.over().begin - centre), std::abs(on.over().end - centre));
    for (double stretch = widest; stretch > 0.99; stretch /= shrinking) {
      const double r = reach * (stretch < shrinking ? 1.0 : stretch);
      if (!(centre - r > on.of().domain.begin) || !(centre + r < on.of().domain.end)) continue;
      samples pole(fit_points), zero(fit_points);
      for (std::size_t i = 0; i < fit_points; ++i) {
        const double angle = std::numbers::pi * (static_cast<double>(i) + 0.5) / fit_points;
        const double u = r * 0.5 * (1.0 - std::cos(angle));
        const real f = on.of().at(at_centre + real(u), exact_bits);
        const real mirrored = on.of().at(at_centre - real(u), exact_bits);
        const real defect = f * mirrored / (amplitude_ * amplitude_) - real(1);
        const real g = (f + amplitude_) / (f - amplitude_);
        // A relative error d of T is one of 2 g / (1 - g^2) d of f.
        real weight = real(2) * g / (g * g - real(1));
        if (on.measure() == metric::absolute) weight = weight * f;
        if (!g.is_finite() || !weight.is_finite() || std::abs(defect.to_double()) > 0x1p-150) {
          throw std::invalid_argument(
              std::string(on.of().formula) +
              " is not f with f(m + u) f(m - u) = f(m)^2 at m = " + std::to_string(centre));
        }
        pole.x[i] = zero.x[i] = u;
        pole.target[i] = pair_of(g);
        pole.weight[i] = pair_of(weight / g);
        zero.target[i] = pair_of(real(1) / g);
        zero.weight[i] = pair_of(weight * g);
      }
      pole_.push_back(std::move(pole));
      zero_.push_back(std::move(zero));
    }
    for (std::size_t i = 0; i < fit_points; ++i) {
      probes_.x[i] = 2.7 * reach * (static_cast<double>(i) + 0.5) / fit_points;
      probes_.weight[i] = {1.0, 0.0};
    }
  }

  const std::vector<samples>& intervals(kind k) const { return k == kind::pole ? pole_ : zero_; }
  const samples& probes() const { return probes_; }
  const real& amplitude() const { return amplitude_; }
  const problem& on() const { return on_; }

 private:
  const problem& on_;
  real amplitude_;
  std::vector<samples> pole_, zero_;
  samples probes_;
};

struct candidate {
  shape t;
  kind of = kind::pole;
  /// The best on the widest interval, and its root mean square.
  doubles c{};
  double rms = infinity;
};

/// T, and one step more that scales it.
program scaled(const shape& t) {
  program p = t.unpack();
  const int last = p.size();
  p.steps.push_back(
      {operation::multiply, {operand{last, 0.0}, operand{operand::constant, 1.0}, {}}});
  return p;
}

/// How T behaves at the centre, from two values near it with constants at random. False where it is neither kind.
bool classify(const shape& t, kind& k) {
  const program p = t.unpack();
  random_source random(t.hash, 1);
  std::vector<double> c;
  for (int i = 0; i < p.constant_count(); ++i) {
    c.push_back(random.sign() * std::pow(10.0, random.between(-0.5, 0.7)));
  }
  const auto at = [&](double u) {
    return evaluate<double>(
        p, u, c, [](double a, double b, double d) { return a * b + d; },
        [](double a) { return std::sqrt(a); });
  };
  const double ratio = at(0x1p-10) / at(0x1p-11);
  k = ratio > 1.0 ? kind::zero : kind::pole;
  return std::abs(ratio - (k == kind::zero ? 2.0 : 0.5)) < 0.01;
}

doubles scattered(int n, random_source& random) {
  doubles c{};
  for (int j = 0; j < n; ++j) {
    c[static_cast<std::size_t>(j)] = random.sign() * std::pow(10.0, random.between(-0.5, 3.5));
  }
  return c;
}

/// Of one sign more often than not, and growing from step to step: where each step doubles the argument of what the one
/// before it approximates, its constant is four times that one's. The last scales T.
doubles ladder(int n, random_source& random) {
  doubles c{};
  const double first = random.between(0.0, 4.0), rise = random.between(0.0, 1.0);
  for (int j = 0; j < n - 1; ++j) {
    const double sign = random.chance(0.75) ? 1.0 : -1.0;
    c[static_cast<std::size_t>(j)] = sign * std::pow(10.0, first + rise * j + 0.2 * random.bell());
  }
  c[static_cast<std::size_t>(n) - 1] = random.sign() * std::pow(10.0, -random.between(0.0, 4.0));
  return c;
}

void try_on_widest(candidate& it, const odd_problem& odd, int starts, random_source& random) {
  const kernels& k = best_kernels();
  const program p = scaled(it.t);
  const code code(p);
  const samples& s = odd.intervals(it.of).front();
  doubles best{};
  double rms = infinity;
  for (int i = 0; i < starts; ++i) {
    doubles c = i % 2 == 0 ? scattered(code.constants, random) : ladder(code.constants, random);
    const double now = k.descend(code, s, c, {10});
    if (now < rms) {
      rms = now;
      best = c;
    }
  }
  if (!(rms < infinity)) return;
  rms = k.follow_valley(code, s, best, {10, 8});
  if (rms < it.rms) {
    it.rms = rms;
    it.c = best;
  }
}

/// The constants in pairs, on the widest interval: the valleys of those that matter are narrower than doubles see.
double polish(const candidate& it, const odd_problem& odd, pairs& c) {
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = {it.c[i], 0.0};
  const code code(scaled(it.t));
  return best_kernels().follow_valley_in_pairs(code, odd.intervals(it.of).front(), c,
                                               watchdog_at(it.rms, 20));
}

/// From the widest interval down to the last; the root mean square there.
double follow_down(const candidate& it, const odd_problem& odd, double rms, pairs& c) {
  const code code(scaled(it.t));
  for (const samples& s : odd.intervals(it.of)) {
    rms = best_kernels().follow_valley_in_pairs(code, s, c, watchdog_at(rms, 30));
    if (!(rms < infinity)) return infinity;
  }
  return rms;
}

/// f = A (g + 1) / (g - 1) with g = s T or 1 / (s T): the whole program with its constants.
enumerated whole(const candidate& it, const odd_problem& odd, double centre, const pairs& c) {
  const precision_scope precision(exact_bits);
  enumerated out;
  program& p = out.shape;
  reals& constants = out.fit.constants;
  program t = it.t.unpack();
  const int shift = centre == 0.0 ? 0 : 1;
  if (shift == 1) {
    p.steps.push_back({operation::add, {operand{0, 0.0}, operand{}, {}}});
    constants.push_back(-real(centre));
  }
  for (step s : t.steps) {
    for (operand& o : s.in) {
      if (!o.is_constant()) o.node += shift;
    }
    p.steps.push_back(s);
  }
  const std::size_t n = static_cast<std::size_t>(t.constant_count());
  const auto value = [&](std::size_t i) { return real(c[i].hi) + real(c[i].lo); };
  for (std::size_t i = 0; i < n; ++i) constants.push_back(value(i));
  const real scale = real(1) / value(n);
  const real twice = real(2) * odd.amplitude() * scale;
  const bool pole = it.of == kind::pole;
  p.steps.push_back({operation::add, {operand{p.size(), 0.0}, operand{}, {}}});
  p.steps.push_back({operation::divide, {operand{}, operand{p.size(), 0.0}, {}}});
  p.steps.push_back({operation::add, {operand{p.size(), 0.0}, operand{}, {}}});
  constants.push_back(-scale);
  constants.push_back(pole ? twice : -twice);
  constants.push_back(pole ? odd.amplitude() : -odd.amplitude());
  return out;
}

}  // namespace

enumeration enumerate_symmetric(const problem& on, const symmetry_options& symmetry,
                                const enumeration_options& how) {
  check(how);
  if (symmetry.least_steps < 1 || symmetry.most_steps > most_enumerated ||
      symmetry.least_steps > symmetry.most_steps) {
    throw std::invalid_argument("T can have 1 to " + std::to_string(most_enumerated) +
                                " operations, not " + std::to_string(symmetry.least_steps) +
                                " to " + std::to_string(symmetry.most_steps));
  }
  const odd_problem odd(on, symmetry.centre);
  enumeration out;
  for (int n = symmetry.least_steps; n <= symmetry.most_steps; ++n) {
    const int constants = static_cast<int>(symmetry.constants_for_two * (n / 2));
    const shape_list list = all_shapes({.steps = n,
                                        .fewest_constants = constants,
                                        .odd = true,
                                        .fractions_only = symmetry.fractions_only,
                                        .threads = how.threads});
    enumeration::level level;
    level.steps = n + 3 + (symmetry.centre == 0.0 ? 0 : 1);
    level.shapes = list.shapes;
    level.functions = list.functions.size();
    std::vector<candidate> all(list.functions.size());
    in_parallel(all.size(), how.threads, [&](std::size_t i) {
      candidate it{list.functions[i], kind::pole, {}, infinity};
      if (!classify(it.t, it.of)) return;
      if (has_independent_constants(scaled(it.t), odd.probes(), it.t.hash)) all[i] = it;
    });
    std::erase_if(all, [](const candidate& it) { return it.t.steps == 0; });
    level.fitted = all.size();
    // Each round leaves a part of them, and tries those harder.
    const auto finalists = static_cast<std::size_t>(symmetry.finalists);
    int round = 0;
    for (std::size_t left = all.size(); round < 4; ++round) {
      progress_line line(how.progress, "odd program", n, left);
      in_parallel(left, how.threads, [&](std::size_t i) {
        line.advance();
        random_source random(how.seed + static_cast<std::uint64_t>(round), all[i].t.hash);
        for (int k = 0; k < (round == 0 ? 1 : 4); ++k) {
          try_on_widest(all[i], odd, how.fit.starts, random);
        }
      });
      std::ranges::stable_sort(all, {}, &candidate::rms);
      left = std::max(finalists, left / 5);
      all.resize(std::min(all.size(), left));
      left = all.size();
    }
    all.resize(std::min(all.size(), finalists));
    std::vector<double> rms(all.size(), infinity);
    std::vector<pairs> found(all.size());
    {
      progress_line line(how.progress, "finalist", n, all.size());
      in_parallel(all.size(), how.threads, [&](std::size_t i) {
        line.advance();
        random_source random(how.seed, all[i].t.hash + 1);
        candidate it = all[i];
        for (int k = 0; k < symmetry.repeats; ++k) {
          pairs c{};
          const double now = it.rms < infinity ? polish(it, odd, c) : infinity;
          if (now < rms[i]) {
            rms[i] = now;
            found[i] = c;
          }
          it.rms = infinity;
          try_on_widest(it, odd, how.fit.starts, random);
        }
      });
    }
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < rms.size(); ++i) {
      if (std::isfinite(rms[i])) order.push_back(i);
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return rms[i]; });
    order.resize(std::min(order.size(), static_cast<std::size_t>(8 * how.keep)));
    level.best.resize(order.size());
    in_parallel(order.size(), how.threads, [&](std::size_t k) {
      const std::size_t i = order[k];
      if (!(follow_down(all[i], odd, rms[i], found[i]) < infinity)) return;
      enumerated e = whole(all[i], odd, symmetry.centre, found[i]);
      e.fit = refine(e.shape, on, e.fit.constants);
      e.fit = equalise(e.shape, on, e.fit);
      level.best[k] = std::move(e);
    });
    keep_best(level.best, how.keep);
    out.levels.push_back(std::move(level));
  }
  return out;
}

}  // namespace logbessel::search
