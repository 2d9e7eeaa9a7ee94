#include <algorithm>
#include <cmath>
#include <numeric>

#include "exact.hpp"

namespace logbessel::search {
namespace {

using reference::precision_scope;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A place where the error is largest between two of its zeros.
struct extreme {
  real x, residual;
};

class exchange {
 public:
  /// The constants that `free` lists may move.
  exchange(const program& p, const problem& on, std::vector<std::size_t> free)
      : p_(p), on_(on), free_(std::move(free)) {}

  /// The largest error over the dense points, and all extremes.
  double scan(const reals& c) {
    const auto& s = on_.exact_dense();
    residuals_.clear();
    double largest = 0.0;
    for (std::size_t i = 0; i < s.x.size(); ++i) {
      residuals_.push_back(residual(p_, c, s.x[i], s.target[i], s.weight[i]));
      const double r = std::abs(residuals_.back().to_double());
      if (!std::isfinite(r)) return infinity;
      largest = std::max(largest, r);
    }
    return largest;
  }

  /// The n neighbours of alternating sign whose least is greatest, each with a parabola's vertex for its place. Empty
  /// where the error has not as many.
  std::vector<extreme> extremes(const reals& c, std::size_t n) const {
    std::vector<std::size_t> peaks;
    for (std::size_t i = 0; i < residuals_.size(); ++i) {
      const bool same = !peaks.empty() && residuals_[i].sign() == residuals_[peaks.back()].sign();
      if (!same) {
        peaks.push_back(i);
      } else if (magnitude(i) > magnitude(peaks.back())) {
        peaks.back() = i;
      }
    }
    if (peaks.size() < n) return {};
    std::size_t from = 0;
    double best = -1.0;
    for (std::size_t i = 0; i + n <= peaks.size(); ++i) {
      double least = infinity;
      for (std::size_t k = i; k < i + n; ++k) least = std::min(least, magnitude(peaks[k]));
      if (least > best) {
        best = least;
        from = i;
      }
    }
    std::vector<extreme> out;
    for (std::size_t k = from; k < from + n; ++k) out.push_back(refined(c, peaks[k]));
    return out;
  }

  /// Constants whose errors at the extremes have gone `part` of the way from what they are to equal ones in turns of
  /// sign. Newton's steps may leave the valley and come back, so none is asked whether it is better. Empty where the
  /// system is singular.
  reals levelled(reals c, const std::vector<extreme>& at, double part) const {
    const precision_scope precision(exact_bits);
    const std::size_t n = free_.size();
    std::vector<value> known;
    for (const extreme& e : at) known.push_back(values(e.x));
    for (int turn = 0; turn < 5; ++turn) {
      std::vector<reals> m(n + 1, reals(n + 2));
      for (std::size_t i = 0; i <= n; ++i) {
        const auto error = [&](const reals& with) {
          return residual(p_, with, at[i].x, known[i].target, known[i].weight);
        };
        for (std::size_t k = 0; k < n; ++k) {
          // A central difference whose error is of the order of 2^-110.
          real& moving = c[free_[k]];
          const real middle = moving;
          const real h = (middle.sign() == 0 ? real(1) : middle) * real(0x1p-56);
          moving = middle + h;
          const real above = error(c);
          moving = middle - h;
          const real below = error(c);
          moving = middle;
          m[i][k] = (above - below) / (h + h);
        }
        m[i][n] = real(at[i].residual.sign() < 0 ? part : -part);
        m[i][n + 1] = at[i].residual * real(1.0 - part) - error(c);
      }
      const reals step = solve(std::move(m));
      if (step.empty()) return {};
      for (std::size_t k = 0; k < n; ++k) c[free_[k]] += step[k];
    }
    return c;
  }

  bool is_level(const std::vector<extreme>& at) const {
    double least = infinity, most = 0.0;
    for (const extreme& e : at) {
      least = std::min(least, std::abs(e.residual.to_double()));
      most = std::max(most, std::abs(e.residual.to_double()));
    }
    return most < 1.00002 * least;
  }

 private:
  double magnitude(std::size_t i) const { return std::abs(residuals_[i].to_double()); }

  struct value {
    real target, weight;
  };
  value values(const real& x) const {
    const precision_scope precision(exact_bits);
    const real target = on_.of().at(x, exact_bits);
    return {target, on_.measure() == metric::absolute ? real(1) : real(1) / target};
  }

  extreme refined(const reals& c, std::size_t i) const {
    const precision_scope precision(exact_bits);
    const auto& x = on_.exact_dense().x;
    extreme out{x[i], residuals_[i]};
    if (i == 0 || i + 1 == x.size()) return out;
    const double scale = magnitude(i);
    const double a = (x[i - 1] - x[i]).to_double(), b = (x[i + 1] - x[i]).to_double();
    const double fa = ((residuals_[i - 1] - residuals_[i]) / real(scale)).to_double();
    const double fb = ((residuals_[i + 1] - residuals_[i]) / real(scale)).to_double();
    const double curvature = (fb / b - fa / a) / (b - a);
    const double vertex = -0.5 * (fa / a - curvature * a) / curvature;
    if (!(vertex > a && vertex < b)) return out;
    const real at = x[i] + real(vertex);
    const auto [target, weight] = values(at);
    const real r = residual(p_, c, at, target, weight);
    if (std::abs(r.to_double()) > scale) out = {at, r};
    return out;
  }

  /// Gaussian elimination with row pivoting; the last column is the right-hand side.
  static reals solve(std::vector<reals> m) {
    const std::size_t n = m.size();
    for (std::size_t k = 0; k < n; ++k) {
      std::size_t pivot = k;
      for (std::size_t i = k + 1; i < n; ++i) {
        if (m[i][k].exponent() > m[pivot][k].exponent()) pivot = i;
      }
      if (m[pivot][k].sign() == 0) return {};
      std::swap(m[k], m[pivot]);
      for (std::size_t i = k + 1; i < n; ++i) {
        const real factor = m[i][k] / m[k][k];
        for (std::size_t j = k; j <= n; ++j) m[i][j] -= factor * m[k][j];
      }
    }
    reals out(n);
    for (std::size_t k = n; k-- > 0;) {
      real sum = m[k][n];
      for (std::size_t j = k + 1; j < n; ++j) sum -= m[k][j] * out[j];
      out[k] = sum / m[k][k];
    }
    return out;
  }

  const program& p_;
  const problem& on_;
  std::vector<std::size_t> free_;
  reals residuals_;
};

/// Lawson's iteration: least squares whose weights grow where the error is large.
fitted reweighted(const program& p, const problem& on, fitted best) {
  const code code(p);
  const kernels& k = best_kernels();
  samples s = on.points();
  pairs c{};
  for (std::size_t i = 0; i < best.constants.size(); ++i) c[i] = pair_of(best.constants[i]);
  std::array<double, fit_points> weight;
  weight.fill(1.0);
  for (int turn = 0; turn < 30; ++turn) {
    double sum = 0.0;
    std::array<double, fit_points> r;
    for (std::size_t i = 0; i < fit_points; ++i) {
      const auto& e = on.exact_points();
      reals now;
      {
        const precision_scope precision(exact_bits);
        for (int j = 0; j < code.constants; ++j) {
          const pair& y = c[static_cast<std::size_t>(j)];
          now.push_back(real(y.hi) + real(y.lo));
        }
      }
      r[i] = std::abs(residual(p, now, e.x[i], e.target[i], e.weight[i]).to_double());
      sum += r[i] * weight[i];
    }
    if (!(sum > 0.0) || !std::isfinite(sum)) break;
    for (std::size_t i = 0; i < fit_points; ++i) {
      weight[i] *= r[i] / sum;
      s.weight[i] = on.points().weight[i] * std::sqrt(weight[i]);
    }
    k.follow_valley_in_pairs(code, s, c, {3, 5});
    const double now = k.largest_in_pairs(code, on.dense(), c);
    if (now < best.error) {
      const precision_scope precision(exact_bits);
      best.error = now;
      for (std::size_t i = 0; i < best.constants.size(); ++i) {
        best.constants[i] = real(c[i].hi) + real(c[i].lo);
      }
    }
  }
  return best;
}

struct equalised {
  fitted best;
  bool level = false;
};

equalised exchanged(const program& p, const problem& on, const fitted& start,
                    const std::vector<std::size_t>& free) {
  const precision_scope precision(exact_bits);
  exchange remez(p, on, free);
  fitted best = start;
  bool level = false;
  for (int turn = 0; turn < 30 && !level; ++turn) {
    best.error = remez.scan(best.constants);
    const auto at = remez.extremes(best.constants, free.size() + 1);
    if (at.empty()) break;
    level = remez.is_level(at);
    bool better = false;
    for (double part = 1.0; part > 0.05 && !better; part *= 0.5) {
      reals next = remez.levelled(best.constants, at, part);
      const double error = next.empty() ? infinity : remez.scan(next);
      if (error < best.error) {
        better = true;
        best = {error, std::move(next)};
      }
    }
    if (!better) break;
  }
  return {best, level};
}

}  // namespace

fitted equalise(const program& p, const problem& on, const fitted& start) {
  std::vector<std::size_t> all(start.constants.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const equalised found = exchanged(p, on, start, all);
  if (found.level || found.best.error <= 1e-27) return found.best;
  const fitted lawson = reweighted(p, on, found.best);
  return lawson.error < found.best.error ? lawson : found.best;
}

fitted shorten(const program& p, const problem& on, const fitted& start) {
  const precision_scope precision(exact_bits);
  constexpr double loss = 1e-5;
  fitted best = start;
  best.error = largest_exact(p, on, best.constants);
  const double allowed = best.error * (1.0 + loss);
  std::vector<std::size_t> free(best.constants.size());
  std::iota(free.begin(), free.end(), std::size_t{0});
  for (std::size_t k = 0; k < best.constants.size(); ++k) {
    auto others = free;
    std::erase(others, k);
    for (const long bits : {0L, 2L, 8L, 53L}) {
      fitted next = best;
      if (bits == 0) {
        next.constants[k] = real(0);
      } else {
        mpfr_prec_round(next.constants[k].get(), bits, MPFR_RNDN);
      }
      if (!others.empty()) {
        // The cut alone may bury the extremes: they are those from before it.
        exchange remez(p, on, others);
        remez.scan(best.constants);
        const auto at = remez.extremes(best.constants, others.size() + 1);
        reals level = at.empty() ? reals{} : remez.levelled(next.constants, at, 1.0);
        if (!level.empty()) next.constants = std::move(level);
        next = exchanged(p, on, next, others).best;
      }
      next.error = largest_exact(p, on, next.constants);
      if (next.error <= allowed) {
        best = next;
        free = others;
        break;
      }
    }
  }
  return best;
}

}  // namespace logbessel::search
