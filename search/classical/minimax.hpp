/// @file
/// The best constants of a program for the maximum norm, by Remez' exchange in high precision.
#pragma once

#include <reference/real.hpp>
#include <search/program.hpp>
#include <search/target.hpp>

#include <optional>
#include <vector>

namespace logbessel::search {

/// A target, its values on a fixed grid, and the weight of the errors. Computes with bits of precision.
class approximation_problem {
 public:
  static constexpr long bits = 256;

  approximation_problem(const target& f, const interval& over, metric m);

  const target& function() const { return f_; }
  const interval& over() const { return over_; }
  metric error_metric() const { return metric_; }

  std::size_t size() const { return x_.size(); }
  const reference::real& x(std::size_t i) const { return x_[i]; }
  const reference::real& value(std::size_t i) const { return value_[i]; }
  /// p(x_i) - f(x_i), or relative to f(x_i)
  reference::real error(const program& p, const std::vector<reference::real>& constants,
                        std::size_t i) const;
  /// The grid's points next to the n zeros of Chebyshev's polynomial.
  std::vector<std::size_t> chebyshev_nodes(std::size_t n) const;

 private:
  const target& f_;
  interval over_;
  metric metric_;
  std::vector<reference::real> x_, value_;
};

/// Solves A x = b. Nothing where A is singular.
std::optional<std::vector<reference::real>> solve(std::vector<std::vector<reference::real>> a,
                                                  std::vector<reference::real> b);

/// Constants near `start` for which the error takes its largest value, with signs that alternate, one time more than there are
/// constants. Nothing where the exchange does not get there. Fixed constants, if any, keep their values.
std::optional<std::vector<reference::real>> minimax(const approximation_problem& problem,
                                                    const program& p,
                                                    std::vector<reference::real> start,
                                                    const std::vector<bool>& fixed = {});

}  // namespace logbessel::search
