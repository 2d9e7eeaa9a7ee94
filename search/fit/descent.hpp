/// @file
/// Least squares in two manners, for any arithmetic. An Evaluation has the number of constants(), and with constants c
///   forward(c)           computes the residuals; the sum of their squares, infinity where one is not finite,
///   backward()           computes their derivatives at the constants of the last forward(),
///   solve(damping, step) gives the damped Gauss-Newton step from there, or false,
///   keep_residual() and restore_residual(), high(c) as double, and smallest_damping.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace logbessel::search {

/// How many points a fit uses.
constexpr std::size_t fit_points = 32;

/// Ordinary Levenberg-Marquardt steps: damping relative to the columns, raised where a step fails.
struct descent {
  int iterations = 12;
  double damping = 1e-3;
};

/// Steps along the valley. An ordinary step may only fall, and beside a valley of width e that bends that allows steps
/// of about sqrt(e). So each of these is a step with next to no damping, in which no constant moves by more than half,
/// then `corrector` ordinary steps back to the floor; only then are the sums of squares compared.
struct watchdog {
  int steps = 20;
  int corrector = 8;
  double damping = 1e-16;
  /// Gives up when the best after four steps is still above this root mean square.
  double hopeless = std::numeric_limits<double>::infinity();
};

/// For a given root mean square. The weakest direction that matters is about as weak as the error is small: a larger
/// damping of the first step freezes it, and the valley is taken for a minimum; and the corrector must come down from
/// its own damping through all directions in between.
inline watchdog watchdog_at(double rms, int steps) {
  const double digits = std::clamp(-std::log10(rms), 8.0, 30.0);
  return {steps, static_cast<int>(digits), std::clamp(0.01 * rms * rms, 1e-50, 1e-16)};
}

/// Minimises from constants c whose forward() gave `sum`; returns that of the best, which c becomes.
template <class Evaluation, class Constants>
double levenberg(Evaluation& e, Constants& c, double sum, const descent& how) {
  const auto n = static_cast<std::size_t>(e.constants());
  double damping = how.damping;
  bool moved = true;
  int stuck = 0;
  for (int i = 0; i < how.iterations && stuck < 3; ++i) {
    if (moved) e.backward();
    moved = false;
    e.keep_residual();
    Constants step, next = c;
    if (e.solve(damping, step)) {
      for (std::size_t k = 0; k < n; ++k) next[k] = c[k] + step[k];
      const double now = e.forward(next);
      if (now < sum) {
        stuck = now > 0.9999 * sum ? stuck + 1 : 0;
        sum = now;
        c = next;
        damping = std::max(0.1 * damping, Evaluation::smallest_damping);
        moved = true;
        continue;
      }
    }
    e.restore_residual();
    damping *= 10.0;
    if (damping > 1e8) break;
  }
  return sum;
}

/// The root mean square of the residuals.
template <class Evaluation, class Constants>
double descend(Evaluation& e, Constants& c, const descent& how) {
  const double start = e.forward(c);
  if (!std::isfinite(start)) return start;
  return std::sqrt(levenberg(e, c, start, how) / fit_points);
}

template <class Evaluation, class Constants>
double follow_valley(Evaluation& e, Constants& c, const watchdog& how) {
  const auto n = static_cast<std::size_t>(e.constants());
  double sum = e.forward(c);
  if (!std::isfinite(sum)) return sum;
  double damping = how.damping;
  int idle = 0;
  for (int i = 0; i < how.steps && idle < 4 && damping < 1.0; ++i) {
    if (i == 4 && std::sqrt(sum / fit_points) > how.hopeless) break;
    e.forward(c);
    e.backward();
    Constants step, next = c;
    bool better = false;
    if (e.solve(damping, step)) {
      double most = 0.5;
      for (std::size_t k = 0; k < n; ++k) {
        const double size = std::abs(Evaluation::high(c[k])) + 1e-300;
        most = std::max(most, std::abs(Evaluation::high(step[k])) / size);
      }
      for (std::size_t k = 0; k < n; ++k) next[k] = c[k] + step[k] * (0.5 / most);
      double now = e.forward(next);
      if (std::isfinite(now)) now = levenberg(e, next, now, {how.corrector, 1e-3});
      if (now < sum) {
        idle = now > 0.999 * sum ? idle + 1 : 0;
        better = true;
        sum = now;
        c = next;
      }
    }
    damping = better ? std::max(0.1 * damping, Evaluation::smallest_damping) : 30.0 * damping;
  }
  return std::sqrt(sum / fit_points);
}

}  // namespace logbessel::search
