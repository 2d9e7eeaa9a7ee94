#include "minimax.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace logbessel::search {
namespace {

using reference::precision_scope;
using reference::real;
using reals = std::vector<real>;

/// Odd, so that the middle is no point of the grid: about it some forms have a pole that cancels.
constexpr std::size_t grid = 2047;
constexpr int most_exchanges = 60, most_steps = 40;
/// Peaks that agree to this are level.
constexpr double level = 1e-7;
constexpr long derivative_step = -90, smallest_step = -120;

reals evaluated(const approximation_problem& problem, const program& p, const reals& constants,
                const std::vector<std::size_t>& at) {
  reals out;
  for (const std::size_t i : at) out.push_back(problem.error(p, constants, i));
  return out;
}

bool all_finite(const reals& values) {
  return std::ranges::all_of(values, [](const real& v) { return v.is_finite(); });
}

struct peaks {
  std::vector<std::size_t> at;
  reals error;
  double least = 0.0, most = 0.0;
};

/// The largest error of each run of one sign; of more than `wanted`, those side by side that are the largest.
std::optional<peaks> find_peaks(const approximation_problem& problem, const program& p,
                                const reals& constants, std::size_t wanted) {
  peaks found;
  for (std::size_t i = 0; i < problem.size(); ++i) {
    const real e = problem.error(p, constants, i);
    if (!e.is_finite()) return std::nullopt;
    if (e.sign() == 0) continue;
    if (!found.error.empty() && found.error.back().sign() == e.sign()) {
      if (abs(e) > abs(found.error.back())) {
        found.error.back() = e;
        found.at.back() = i;
      }
    } else {
      found.error.push_back(e);
      found.at.push_back(i);
    }
  }
  if (found.at.size() < wanted) return std::nullopt;
  while (found.at.size() > wanted) {
    const bool first = abs(found.error.front()) < abs(found.error.back());
    const std::ptrdiff_t drop = first ? 0 : static_cast<std::ptrdiff_t>(found.at.size()) - 1;
    found.at.erase(found.at.begin() + drop);
    found.error.erase(found.error.begin() + drop);
  }
  found.least = HUGE_VAL;
  for (const real& e : found.error) {
    found.least = std::min(found.least, abs(e).to_double());
    found.most = std::max(found.most, abs(e).to_double());
  }
  return found;
}

/// One step of Newton's iteration for e(x_i) = (-1)^i E, or for e(x_i) = 0 where there are as many points as constants.
std::optional<reals> newton_step(const approximation_problem& problem, const program& p,
                                 const reals& constants, const std::vector<std::size_t>& free,
                                 const std::vector<std::size_t>& at, const reals& error) {
  const bool levels = at.size() > free.size();
  std::vector<reals> a(at.size());
  for (const std::size_t k : free) {
    reals moved = constants;
    const real step = scaled(constants[k].sign() == 0 ? real(1) : constants[k], derivative_step);
    moved[k] += step;
    for (std::size_t i = 0; i < at.size(); ++i) {
      a[i].push_back((problem.error(p, moved, at[i]) - error[i]) / step);
    }
  }
  reals b;
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (levels) a[i].push_back(i % 2 == 0 ? real(-1) : real(1));
    b.push_back(-error[i]);
    if (!all_finite(a[i])) return std::nullopt;
  }
  return solve(std::move(a), std::move(b));
}

std::vector<std::size_t> free_ones(std::size_t count, const std::vector<bool>& fixed) {
  std::vector<std::size_t> out;
  for (std::size_t k = 0; k < count; ++k) {
    if (fixed.empty() || !fixed[k]) out.push_back(k);
  }
  return out;
}

/// Solves e(x_i) = (-1)^i E, or = 0. Steps are not damped: the constants lie in narrow valleys, and the way along one leads
/// over much larger errors.
std::optional<reals> solve_at(const approximation_problem& problem, const program& p, reals now,
                              const std::vector<std::size_t>& free,
                              const std::vector<std::size_t>& at) {
  for (int turn = 0; turn < most_steps; ++turn) {
    const reals error = evaluated(problem, p, now, at);
    if (!all_finite(error)) return std::nullopt;
    const auto step = newton_step(problem, p, now, free, at, error);
    if (!step) return std::nullopt;
    bool is_small = true;
    for (std::size_t j = 0; j < free.size(); ++j) {
      real& c = now[free[j]];
      c += (*step)[j];
      is_small = is_small && !(abs((*step)[j]) > scaled(abs(c), smallest_step));
    }
    if (is_small) return now;
  }
  return std::nullopt;
}

}  // namespace

approximation_problem::approximation_problem(const target& f, const interval& over, metric m)
    : f_(f), over_(over), metric_(m) {
  check(f, over, m);
  const precision_scope precision(bits);
  for (std::size_t i = 0; i <= grid; ++i) {
    const double c =
        0.5 - 0.5 * std::cos(M_PI * static_cast<double>(i) / static_cast<double>(grid));
    // The ends are left out: a step of a continued fraction may divide by zero there.
    const double x = std::clamp(over.begin + c * (over.end - over.begin), over.begin, over.end);
    const double inner = i == 0 ? over.begin + 0x1p-40 * (over.end - over.begin) : x;
    x_.push_back(real(inner));
    value_.push_back(f.at(x_.back(), bits));
  }
}

real approximation_problem::error(const program& p, const reals& constants, std::size_t i) const {
  const real y = evaluate<real>(
      p, x_[i], constants, [](const real& a, const real& b, const real& c) { return a * b + c; },
      [](const real& a) { return sqrt(a); });
  const real difference = y - value_[i];
  return metric_ == metric::relative ? difference / value_[i] : difference;
}

std::vector<std::size_t> approximation_problem::chebyshev_nodes(std::size_t n) const {
  std::vector<std::size_t> out;
  for (std::size_t k = 0; k < n; ++k) {
    const double place =
        static_cast<double>(grid) * (static_cast<double>(k) + 0.5) / static_cast<double>(n);
    out.push_back(static_cast<std::size_t>(std::lround(place)));
  }
  return out;
}

std::optional<reals> solve(std::vector<reals> a, reals b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    for (std::size_t i = k + 1; i < n; ++i) {
      if (abs(a[i][k]) > abs(a[pivot][k])) pivot = i;
    }
    if (a[pivot][k].sign() == 0 || !a[pivot][k].is_finite()) return std::nullopt;
    std::swap(a[pivot], a[k]);
    std::swap(b[pivot], b[k]);
    for (std::size_t i = k + 1; i < n; ++i) {
      const real factor = a[i][k] / a[k][k];
      for (std::size_t j = k + 1; j < n; ++j) a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  }
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t j = k + 1; j < n; ++j) b[k] -= a[k][j] * b[j];
    b[k] /= a[k][k];
  }
  if (!all_finite(b)) return std::nullopt;
  return b;
}

std::optional<reals> minimax(const approximation_problem& problem, const program& p, reals start,
                             const std::vector<bool>& fixed) {
  const precision_scope precision(approximation_problem::bits);
  const auto free = free_ones(start.size(), fixed);
  auto now = solve_at(problem, p, std::move(start), free, problem.chebyshev_nodes(free.size()));
  for (int turn = 0; now && turn < most_exchanges; ++turn) {
    const auto top = find_peaks(problem, p, *now, free.size() + 1);
    if (!top) return std::nullopt;
    if (top->most <= (1.0 + level) * top->least) return now;
    now = solve_at(problem, p, std::move(*now), free, top->at);
  }
  return std::nullopt;
}

}  // namespace logbessel::search
