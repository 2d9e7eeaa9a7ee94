/// Agreement of groups and scores with labels, against counts of all pairs.
#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "agreement.hpp"

namespace fashion {
namespace {

/// Rand's index, the share of pairs that are together in both or in neither, less its mean over permutations, over the most
/// that this can be.
double rand_by_pairs(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
  double agreeing = 0.0;
  double in_a = 0.0;
  double in_b = 0.0;
  double all = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      agreeing += (a[i] == a[j]) == (b[i] == b[j]);
      in_a += a[i] == a[j];
      in_b += b[i] == b[j];
      all += 1.0;
    }
  }
  const double chance = (in_a * in_b + (all - in_a) * (all - in_b)) / (all * all);
  return (agreeing / all - chance) / (1.0 - chance);
}

contingency counts_of(const std::vector<std::size_t>& groups,
                      const std::vector<std::size_t>& classes) {
  contingency counts(4, std::vector<std::uint64_t>(6));
  for (std::size_t i = 0; i < groups.size(); ++i) ++counts[groups[i]][classes[i]];
  return counts;
}

TEST(Agreement, RandIndexIsThatOfThePairs) {
  std::mt19937 random(5);
  for (int round = 0; round < 20; ++round) {
    std::vector<std::size_t> groups;
    std::vector<std::size_t> classes;
    for (int i = 0; i < 60; ++i) {
      classes.push_back(random() % 6);
      groups.push_back(random() % 3 == 0 ? random() % 4 : classes.back() % 4);
    }
    EXPECT_NEAR(adjusted_rand_index(counts_of(groups, classes)), rand_by_pairs(groups, classes),
                1e-13);
  }
}

TEST(Agreement, RandIndexOfKnownTables) {
  EXPECT_EQ(adjusted_rand_index({{5, 0}, {0, 7}}), 1.0);
  EXPECT_EQ(adjusted_rand_index({{0, 7}, {5, 0}}), 1.0);
  EXPECT_EQ(adjusted_rand_index({{9}}), 1.0);
  EXPECT_EQ(adjusted_rand_index({{1, 0}, {0, 1}}), 1.0);
  EXPECT_EQ(adjusted_rand_index({{1}}), 1.0);
  // One group of all says nothing.
  EXPECT_EQ(adjusted_rand_index({{5, 7}}), 0.0);
  // 2 x 2 images, each class halved: no pair together, where chance has 2/3 of one.
  EXPECT_DOUBLE_EQ(adjusted_rand_index({{1, 1}, {1, 1}}), -0.5);
}

TEST(Agreement, MajorityShare) {
  EXPECT_EQ(majority_share({{3, 1}, {2, 2}, {0, 0}}), 5.0 / 8.0);
  EXPECT_TRUE(std::isnan(majority_share({{0, 0}})));
}

double auroc_by_pairs(const std::vector<double>& low, const std::vector<double>& high) {
  double wins = 0.0;
  for (const double a : low) {
    for (const double b : high) wins += a < b ? 1.0 : a == b ? 0.5 : 0.0;
  }
  return wins / static_cast<double>(low.size() * high.size());
}

TEST(Agreement, AurocIsThatOfThePairs) {
  std::mt19937 random(6);
  for (const unsigned values : {2U, 7U, 1000000U}) {  // many ties, some, none
    std::vector<double> low;
    std::vector<double> high;
    for (int i = 0; i < 50; ++i) low.push_back(static_cast<double>(random() % values));
    for (int i = 0; i < 80; ++i)
      high.push_back(0.3 * values + static_cast<double>(random() % values));
    EXPECT_EQ(auroc(low, high), auroc_by_pairs(low, high));
    for (double& score : high) score = std::floor(score);
    EXPECT_EQ(auroc(low, high), auroc_by_pairs(low, high));
    EXPECT_DOUBLE_EQ(auroc(low, high) + auroc(high, low), 1.0);
  }
  EXPECT_EQ(auroc({1.0, 2.0}, {3.0}), 1.0);
  EXPECT_EQ(auroc({4.0}, {-std::numeric_limits<double>::infinity(), 3.0}), 0.0);
  EXPECT_TRUE(std::isnan(auroc({}, {1.0})));
  EXPECT_TRUE(std::isnan(auroc({1.0}, {})));
}

TEST(Agreement, AClassThatIsLeftOut) {
  std::mt19937 random(7);
  std::vector<std::uint8_t> labels;
  Eigen::ArrayXXd scores(60, 4);
  for (Eigen::Index i = 0; i < scores.rows(); ++i) {
    labels.push_back(static_cast<std::uint8_t>(random() % 4));
    for (Eigen::Index c = 0; c < 4; ++c) {
      scores(i, c) = static_cast<double>(random() % 10) + (labels.back() == c ? 4.0 : 0.0);
    }
  }
  const std::vector<double> found = left_out_auroc(scores, labels);
  ASSERT_EQ(found.size(), 4U);
  for (Eigen::Index left_out = 0; left_out < 4; ++left_out) {
    std::vector<double> low;
    std::vector<double> high;
    for (Eigen::Index i = 0; i < scores.rows(); ++i) {
      double largest = -1.0;
      for (Eigen::Index c = 0; c < 4; ++c) {
        if (c != left_out) largest = std::fmax(largest, scores(i, c));
      }
      (labels[static_cast<std::size_t>(i)] == left_out ? low : high).push_back(largest);
    }
    EXPECT_EQ(found[static_cast<std::size_t>(left_out)], auroc_by_pairs(low, high));
    EXPECT_GT(found[static_cast<std::size_t>(left_out)], 0.6);
  }
}

}  // namespace
}  // namespace fashion
