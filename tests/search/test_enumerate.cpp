#include <gtest/gtest.h>

#include <stdexcept>

#include "../../search/enumerate/enumerate.hpp"

using namespace logbessel::search;

namespace {

problem exp2_over(double begin, double end) {
  return {target_named("exp2"), {begin, end}, metric::relative};
}

double best_of(const enumeration& e) { return e.levels.back().best.at(0).fit.error; }

TEST(Enumerate, FindsTheBestOfUpToThreeOperations) {
  const problem on = exp2_over(0.0, 1.0);
  const enumeration e = enumerate(on, {.most_steps = 3});
  ASSERT_EQ(e.levels.size(), 3U);
  EXPECT_NEAR(e.levels[0].best.at(0).fit.error, 3.56e-2, 1e-4);
  EXPECT_NEAR(e.levels[1].best.at(0).fit.error, 2.982e-2, 1e-4);
  EXPECT_NEAR(e.levels[2].best.at(0).fit.error, 8.672e-4, 1e-6);
  // x + c, c - x, c x, c / x.
  EXPECT_EQ(e.levels[0].shapes, 4U);
  EXPECT_EQ(e.levels[2].best.at(0).shape.size(), 3);
}

TEST(Enumerate, DoesNotDependOnThreads) {
  const problem on = exp2_over(0.0, 1.0);
  const enumeration one = enumerate(on, {.most_steps = 3, .threads = 1});
  const enumeration two = enumerate(on, {.most_steps = 3, .threads = 2});
  EXPECT_EQ(one.levels[2].shapes, two.levels[2].shapes);
  ASSERT_EQ(one.levels[2].best.size(), two.levels[2].best.size());
  for (std::size_t i = 0; i < one.levels[2].best.size(); ++i) {
    EXPECT_EQ(structural_hash(one.levels[2].best[i].shape),
              structural_hash(two.levels[2].best[i].shape));
    EXPECT_EQ(one.levels[2].best[i].fit.error, two.levels[2].best[i].fit.error);
  }
}

TEST(EnumerateSymmetric, FindsTheBestOfSevenAndNineOperations) {
  symmetry_options t{.least_steps = 4, .most_steps = 4};
  EXPECT_LT(best_of(enumerate_symmetric(exp2_over(-0.5, 0.5), t, {})), 1.02e-11);
  EXPECT_LT(best_of(enumerate_symmetric(exp2_over(0.0, 1.0), t, {})), 5.8e-10);
  t = {.least_steps = 6, .most_steps = 6, .fractions_only = true};
  EXPECT_LT(best_of(enumerate_symmetric(exp2_over(-0.5, 0.5), t, {})), 9e-17);
}

TEST(EnumerateSymmetric, ShiftsToACentre) {
  const symmetry_options t{.centre = 0.5, .least_steps = 2, .most_steps = 2};
  const enumeration e = enumerate_symmetric(exp2_over(0.0, 1.0), t, {});
  EXPECT_EQ(e.levels[0].steps, 6);
  EXPECT_LT(best_of(e), 4.5e-7);
}

TEST(EnumerateSymmetric, RefusesWhatHasNoSymmetry) {
  const problem on(target_named("log2"), {1.0, 2.0}, metric::absolute);
  EXPECT_THROW(enumerate_symmetric(on, {.centre = 1.5}, {}), std::invalid_argument);
  EXPECT_THROW(enumerate_symmetric(exp2_over(0.0, 1.0), {.least_steps = 3, .most_steps = 2}, {}),
               std::invalid_argument);
  EXPECT_THROW(enumerate(exp2_over(0.0, 1.0), {.most_steps = 9}), std::invalid_argument);
}

}  // namespace
