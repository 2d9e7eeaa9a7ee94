#include "error_summary.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include "hex.hpp"

namespace logbessel::harness {
namespace {

constexpr std::size_t kept = 1000;
constexpr int linear_bins = 8192;  // of 1/4096
constexpr int infinite_bin = std::numeric_limits<int>::max();

int bin_of(double error) {
  if (!(error < std::numeric_limits<double>::infinity())) return infinite_bin;
  if (error < 2.0) return static_cast<int>(error * 4096.0);
  return linear_bins + static_cast<int>(64.0 * std::log2(0.5 * error));
}

/// The upper end of a bin.
double end_of(int bin) {
  if (bin == infinite_bin) return std::numeric_limits<double>::infinity();
  if (bin < linear_bins) return (bin + 1) / 4096.0;
  return 2.0 * std::exp2((bin - linear_bins + 1) / 64.0);
}

}  // namespace

void error_summary::keep(worst_case candidate) {
  if (worst_.size() == kept && !(candidate.error > worst_.back().error)) return;
  for (const worst_case& each : worst_) {
    if (each.at.a == candidate.at.a && each.at.b == candidate.at.b) return;
  }
  const auto at =
      std::upper_bound(worst_.begin(), worst_.end(), candidate,
                       [](const worst_case& x, const worst_case& y) { return x.error > y.error; });
  worst_.insert(at, candidate);
  if (worst_.size() > kept) worst_.pop_back();
}

void error_summary::add(double error, point at) {
  ++count_;
  ++histogram_[bin_of(error)];
  if (std::isfinite(error)) {
    finite_sum_ += error;
    ++finite_count_;
  }
  keep({error, at});
}

void error_summary::add(const error_summary& other) {
  count_ += other.count_;
  finite_sum_ += other.finite_sum_;
  finite_count_ += other.finite_count_;
  for (const auto& [bin, n] : other.histogram_) histogram_[bin] += n;
  for (const worst_case& each : other.worst_) keep(each);
}

double error_summary::mean() const {
  return finite_count_ == 0 ? 0.0 : finite_sum_ / static_cast<double>(finite_count_);
}

double error_summary::percentile(double p) const {
  const double wanted = p * static_cast<double>(count_);
  double seen = 0.0;
  for (const auto& [bin, n] : histogram_) {
    seen += static_cast<double>(n);
    if (seen >= wanted) return std::min(end_of(bin), max());
  }
  return max();
}

nlohmann::json error_summary::state() const {
  nlohmann::json worst = nlohmann::json::array();
  for (const worst_case& each : worst_) {
    worst.push_back({hex(each.error), hex(each.at.a), hex(each.at.b)});
  }
  return {{"count", count_},
          {"finite_count", finite_count_},
          {"finite_sum", hex(finite_sum_)},
          {"histogram", histogram_},
          {"worst", worst}};
}

error_summary error_summary::from_state(const nlohmann::json& state) {
  error_summary summary;
  state.at("count").get_to(summary.count_);
  state.at("finite_count").get_to(summary.finite_count_);
  summary.finite_sum_ = from_hex(state.at("finite_sum"));
  state.at("histogram").get_to(summary.histogram_);
  for (const nlohmann::json& each : state.at("worst")) {
    summary.worst_.push_back({from_hex(each.at(0)), {from_hex(each.at(1)), from_hex(each.at(2))}});
  }
  return summary;
}

}  // namespace logbessel::harness
