#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "exact.hpp"

namespace logbessel::search {
namespace {

using reference::precision_scope;

constexpr std::size_t dense_points = 256;
constexpr double widest = 8.0;
constexpr double shrinking = 1.6;

/// The extremes of a Chebyshev polynomial, or its zeros. Programs may divide by x, whose limit at zero is meant: so the
/// outermost extremes are just within the ends, and none is in the middle.
std::vector<double> chebyshev(const interval& over, std::size_t n, bool with_ends) {
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double angle = with_ends ? static_cast<double>(i) / static_cast<double>(n - 1)
                                   : (static_cast<double>(i) + 0.5) / static_cast<double>(n);
    const double c = -std::cos(std::numbers::pi * angle);
    x[i] = 0.5 * ((over.end + over.begin) + (over.end - over.begin) * c);
  }
  if (with_ends) {
    x.front() = over.begin + 0x1p-30 * (over.end - over.begin);
    x.back() = over.end - 0x1p-30 * (over.end - over.begin);
  }
  return x;
}

problem::exact_samples exact(const target& t, metric m, const std::vector<double>& x) {
  const precision_scope precision(exact_bits);
  problem::exact_samples out;
  for (const double at : x) {
    out.x.emplace_back(at);
    out.target.push_back(t.at(out.x.back(), exact_bits));
    out.weight.push_back(m == metric::absolute ? real(1) : real(1) / out.target.back());
  }
  return out;
}

samples in_pairs(const problem::exact_samples& from) {
  samples out(from.x.size());
  for (std::size_t i = 0; i < from.x.size(); ++i) {
    out.x[i] = from.x[i].to_double();
    out.target[i] = pair_of(from.target[i]);
    out.weight[i] = pair_of(from.weight[i]);
  }
  return out;
}

}  // namespace

problem::problem(const search::target& t, const interval& over, metric m)
    : target_(t), over_(over), metric_(m), dense_(0), probes_(fit_points) {
  check(t, over, m);
  exact_points_ = exact(t, m, chebyshev(over, fit_points, false));
  exact_dense_ = exact(t, m, chebyshev(over, dense_points, true));
  dense_ = in_pairs(exact_dense_);
  const double length = over.end - over.begin;
  double least = std::numeric_limits<double>::infinity();
  for (const pair& y : dense_.target) least = std::min(least, std::abs(y.hi));
  for (double stretch = widest; stretch > 1.01; stretch /= shrinking) {
    const interval wide{over.begin, over.begin + stretch * length};
    if (!(wide.end < t.domain.end)) continue;
    samples s = in_pairs(exact(t, m, chebyshev(wide, fit_points, false)));
    // A zero of the target out there must not outweigh everything.
    for (std::size_t i = 0; m == metric::relative && i < fit_points; ++i) {
      if (std::abs(s.target[i].hi) < 0.1 * least) s.weight[i] = {1.0 / least, 0.0};
    }
    continuation_.push_back(std::move(s));
  }
  continuation_.push_back(in_pairs(exact_points_));
  const double middle = 0.5 * (over.begin + over.end);
  probes_.x = chebyshev({middle - 2.7 * length, middle + 2.7 * length}, fit_points, false);
  std::ranges::fill(probes_.weight, pair{1.0, 0.0});
}

}  // namespace logbessel::search
