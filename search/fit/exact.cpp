#include "exact.hpp"

#include <cmath>

namespace logbessel::search {

using reference::precision_scope;

pair pair_of(const real& y) {
  const precision_scope precision(exact_bits);
  const double hi = y.to_double();
  return {hi, (y - real(hi)).to_double()};
}

real residual(const program& p, const reals& constants, const real& x, const real& target,
              const real& weight) {
  const precision_scope precision(exact_bits);
  const real f = evaluate<real>(
      p, x, constants, [](const real& a, const real& b, const real& c) { return a * b + c; },
      [](const real& a) { return reference::sqrt(a); });
  return (f - target) * weight;
}

double exact_evaluation::forward(const reals& c) {
  const auto& s = on_.exact_points();
  double sum = 0.0;
  for (std::size_t i = 0; i < fit_points; ++i) {
    residual_[i] = pair_of(search::residual(program_, c, s.x[i], s.target[i], s.weight[i]));
    sum += residual_[i].hi * residual_[i].hi;
  }
  for (std::size_t k = 0; k < c.size(); ++k) last_[k] = pair_of(c[k]);
  return std::isfinite(sum) ? sum : std::numeric_limits<double>::infinity();
}

bool exact_evaluation::solve(double damping, reals& step) const {
  pairs d;
  if (!best_kernels().solve_in_pairs(code_, on_.points(), at_, residual_, damping, d)) return false;
  step.clear();
  const precision_scope precision(exact_bits);
  for (std::size_t k = 0; k < static_cast<std::size_t>(code_.constants); ++k) {
    step.push_back(real(d[k].hi) + real(d[k].lo));
  }
  return true;
}

}  // namespace logbessel::search
