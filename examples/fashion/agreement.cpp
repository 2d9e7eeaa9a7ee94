#include "agreement.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>

namespace fashion {
namespace {

double pairs(std::uint64_t n) {
  return 0.5 * static_cast<double>(n) * (static_cast<double>(n) - 1.0);
}

}  // namespace

double adjusted_rand_index(const contingency& counts) {
  std::vector<std::uint64_t> of_class;
  std::uint64_t all = 0;
  double both = 0.0;
  double by_group = 0.0;
  for (const std::vector<std::uint64_t>& group : counts) {
    of_class.resize(std::max(of_class.size(), group.size()));
    std::uint64_t size = 0;
    for (std::size_t c = 0; c < group.size(); ++c) {
      both += pairs(group[c]);
      of_class[c] += group[c];
      size += group[c];
    }
    by_group += pairs(size);
    all += size;
  }
  double by_class = 0.0;
  for (const std::uint64_t size : of_class) by_class += pairs(size);
  const double expected = all > 1 ? by_group * by_class / pairs(all) : 0.0;
  const double most = 0.5 * (by_group + by_class);
  return most == expected ? 1.0 : (both - expected) / (most - expected);
}

double majority_share(const contingency& counts) {
  std::uint64_t all = 0;
  std::uint64_t majority = 0;
  for (const std::vector<std::uint64_t>& group : counts) {
    all += std::accumulate(group.begin(), group.end(), std::uint64_t{0});
    if (!group.empty()) majority += *std::max_element(group.begin(), group.end());
  }
  return static_cast<double>(majority) / static_cast<double>(all);
}

double auroc(std::vector<double> low, std::vector<double> high) {
  if (low.empty() || high.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(low.begin(), low.end());
  std::sort(high.begin(), high.end());
  // Twice the pairs in order, and once those that are equal.
  std::uint64_t twice = 0;
  auto below = low.begin();
  auto up_to = low.begin();
  for (const double score : high) {
    below = std::lower_bound(below, low.end(), score);
    up_to = std::upper_bound(std::max(below, up_to), low.end(), score);
    twice += static_cast<std::uint64_t>((below - low.begin()) + (up_to - low.begin()));
  }
  return 0.5 * static_cast<double>(twice) /
         (static_cast<double>(low.size()) * static_cast<double>(high.size()));
}

std::vector<double> left_out_auroc(const Eigen::ArrayXXd& scores,
                                   const std::vector<std::uint8_t>& labels) {
  std::vector<double> result;
  for (Eigen::Index left_out = 0; left_out < scores.cols(); ++left_out) {
    Eigen::ArrayXXd others = scores;
    others.col(left_out) = -std::numeric_limits<double>::infinity();
    const Eigen::ArrayXd largest = others.rowwise().maxCoeff();
    std::vector<double> low;
    std::vector<double> high;
    for (Eigen::Index i = 0; i < scores.rows(); ++i) {
      (labels[static_cast<std::size_t>(i)] == left_out ? low : high).push_back(largest(i));
    }
    result.push_back(auroc(std::move(low), std::move(high)));
  }
  return result;
}

}  // namespace fashion
