/// @file
/// The constants of a program that approximates a target: from many starts to the minimax optimum.
#pragma once

#include <optional>
#include <vector>

#include "../random.hpp"
#include "../target.hpp"
#include "kernels.hpp"

namespace logbessel::search {

using reference::real;
using reals = std::vector<real>;

/// Bits of everything that is exact to the fit.
constexpr long exact_bits = 224;

/// A target over an interval, sampled for the fit.
class problem {
 public:
  /// @throws std::invalid_argument as check() does.
  problem(const target& t, const interval& over, metric m);

  /// The points of a fit with the values of the target, to exact_bits.
  struct exact_samples {
    std::vector<real> x, target, weight;
  };

  const samples& points() const { return continuation_.back(); }
  const exact_samples& exact_points() const { return exact_points_; }
  /// 256 from end to end, where the largest error is looked for.
  const samples& dense() const { return dense_; }
  const exact_samples& exact_dense() const { return exact_dense_; }
  /// The points of intervals that shrink from eight times the length, or what the domain allows, to the interval.
  const std::vector<samples>& continuation() const { return continuation_; }
  /// Points around the interval at which programs are told apart.
  const samples& probes() const { return probes_; }

  const search::target& of() const { return target_; }
  const interval& over() const { return over_; }
  metric measure() const { return metric_; }

 private:
  const search::target& target_;
  interval over_;
  metric metric_;
  exact_samples exact_points_, exact_dense_;
  std::vector<samples> continuation_;
  samples dense_, probes_;
};

/// CMA-ES is there to be compared with, as most of the others are to be taken away and measured.
enum class optimiser { levenberg_marquardt, cma_es };

struct fit_options {
  optimiser by = optimiser::levenberg_marquardt;
  int starts = 8;
  bool watchdog = true;
  /// Start from the constants that a program brings along.
  bool inherit = true;
  /// Programs with this many constants get fits from wide domains to narrow ones.
  int continuation_from = 7;
  int continuation_starts = 16;
  int continuation_repeats = 15;
};

struct fitted {
  /// The largest error over the dense points; infinity where nothing fits.
  double error = std::numeric_limits<double>::infinity();
  reals constants;
};

/// Fits in stages. What cannot come near `gate` is dropped early; its error is then only a bound from above. Programs
/// with constants enough whose error is then below `promising` get the continuation.
fitted fit(const program& p, const problem& on, const fit_options& how, double gate,
           double promising, random_source& random);

/// Least squares from the constants given, in whatever precision the error asks for.
fitted refine(const program& p, const problem& on, reals constants);

/// The constants that are best in the maximum norm near those given, by an exchange of the extremes of the error as
/// Remez does for polynomials; what it cannot bring to equal extremes, reweighted least squares improve. Never worse.
fitted equalise(const program& p, const problem& on, const fitted& start);

/// The same with constants cut to 2, 8 or 53 bits, one after the other, wherever the rest can make up for that to 1e-5 of
/// the error: what is meant to be 1/2 becomes 1/2, and a pole that cancels does so exactly.
fitted shorten(const program& p, const problem& on, const fitted& start);

/// The largest error over the dense points, exactly.
double largest_exact(const program& p, const problem& on, const reals& constants);

}  // namespace logbessel::search
