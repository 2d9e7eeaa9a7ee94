/// @file
/// What remains of millions of errors: their number, mean, percentiles, and the worst with their input.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <vector>

namespace logbessel::harness {

/// The two arguments of a function: v and x, or dim and kappa.
struct point {
  double a, b;
};

struct worst_case {
  double error;
  point at;
};

/// Errors e >= 0, infinite ones included. Adding the same errors in the same order gives the same summary.
class error_summary {
 public:
  void add(double error, point at);
  void add(const error_summary& other);

  std::uint64_t count() const { return count_; }
  /// Of the finite errors.
  double mean() const;
  /// The error that the share p of all does not exceed, to 1/4096 below 2 and to 1.1 % above. 0 < p <= 1.
  double percentile(double p) const;
  /// The largest error; 0 if there is none.
  double max() const { return worst_.empty() ? 0.0 : worst_.front().error; }
  /// The 1000 largest errors, descending, of different points.
  const std::vector<worst_case>& worst() const { return worst_; }

  nlohmann::json state() const;
  static error_summary from_state(const nlohmann::json& state);

 private:
  void keep(worst_case candidate);

  std::uint64_t count_ = 0;
  double finite_sum_ = 0.0;
  std::uint64_t finite_count_ = 0;
  std::map<int, std::uint64_t> histogram_;
  std::vector<worst_case> worst_;
};

}  // namespace logbessel::harness
