#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "../../search/fit/fit.hpp"

namespace logbessel::search {
namespace {

const problem& exponential() {
  static const problem on(target_named("exp2"), {0.0, 1.0}, metric::relative);
  return on;
}

constexpr const char* moebius = "t1 = x + c1; t2 = c2 / t1; t3 = t2 + c3";
constexpr const char* five = "t1 = c1 / x; t2 = t1 + x; t3 = t2 + c2; t4 = c3 / t3; t5 = t4 + c4";
constexpr const char* seven =
    "t1 = c1 / x; t2 = t1 + x; t3 = c2 / t2; t4 = t3 + t2; t5 = t4 + c3; t6 = c4 / t5; t7 = t6 + "
    "c5";
constexpr const char* nine =
    "t1 = c1 / x; t2 = t1 + x; t3 = c2 / t2; t4 = t3 + t2; t5 = c3 / t4; t6 = t5 + t4; t7 = t6 + "
    "c4; "
    "t8 = c5 / t7; t9 = t8 + c6";

/// Random starts, as long as it takes to come within 1.2 of the error that is known to be the least, then minimax.
fitted solved(const char* text, double least, const problem& on) {
  random_source random(1, 0);
  fit_options how;
  how.inherit = false;
  const program p = parse_program(text);
  fitted best;
  for (int i = 0; i < 200 && !(best.error < 1.2 * least); ++i) {
    fitted f = fit(p, on, how, 1e300, 0.0, random);
    if (f.error < best.error) best = f;
  }
  return equalise(p, on, best);
}

TEST(Fit, ReachesTheLeastErrorsOfKnownPrograms) {
  EXPECT_NEAR(solved(moebius, 8.67e-4, exponential()).error, 8.6724e-4, 1e-7);
  EXPECT_NEAR(solved(five, 4.34e-6, exponential()).error, 4.3408e-6, 1e-9);
  EXPECT_NEAR(solved(seven, 5.64e-10, exponential()).error, 5.6361e-10, 1e-13);
  EXPECT_NEAR(solved(nine, 2.33e-14, exponential()).error, 2.3283e-14, 1e-17);
}

TEST(Fit, MinimaxErrorsHaveEqualExtremes) {
  // x + c for 2^x, absolute: half of the range of 2^x - x.
  const problem absolute(target_named("exp2"), {0.0, 1.0}, metric::absolute);
  const double x = -std::log2(std::log(2.0));
  EXPECT_NEAR(solved("t1 = x + c1", 0.043, absolute).error, 0.5 * (1.0 - (std::exp2(x) - x)), 1e-6);
}

TEST(Fit, ConstantsAreCutWhereNothingIsLost) {
  const program p = parse_program("t1 = x + c1; t2 = t1 * t1; t3 = t2 * c2; t4 = t3 + c3");
  const problem cosine(target_named("cos"), {-1.0, 1.0}, metric::relative);
  random_source random(1, 0);
  fitted best;
  for (int i = 0; i < 20; ++i) {
    fitted f = fit(p, cosine, {}, 1e300, 0.0, random);
    if (f.error < best.error) best = f;
  }
  const fitted cut = shorten(p, cosine, equalise(p, cosine, best));
  EXPECT_EQ(cut.constants[0].to_double(), 0.0);
  EXPECT_LE(cut.error, 1.0001 * best.error);
}

// A rank-deficient pair of constants is found; independent ones are not.
TEST(Kernels, Rank) {
  doubles c{1.3, 0.7, 2.1};
  const auto rank = [&](const char* text) {
    return best_kernels().rank(code(parse_program(text)), exponential().probes(), c);
  };
  EXPECT_EQ(rank("t1 = x + c1; t2 = t1 * c2; t3 = t2 + c3"), 2);
  EXPECT_EQ(rank(moebius), 3);
}

TEST(Kernels, SameBitsFromEverySet) {
  const auto all = available_kernels();
  const code p(parse_program(nine));
  for (const auto& [name, k] : all) {
    SCOPED_TRACE(name);
    const auto both = [&](const auto& f) {
      const auto expected = f(*all.front().table);
      const auto found = f(*k);
      EXPECT_EQ(std::memcmp(&expected, &found, sizeof found), 0);
    };
    both([&](const kernels& use) {
      doubles c{300.0, 800.0, 3000.0, -100.0, -200.0, 1.1};
      use.follow_valley(p, exponential().points(), c, {});
      return c;
    });
    both([&](const kernels& use) {
      pairs c{
          {{300.0, 0.0}, {800.0, 0.0}, {3000.0, 0.0}, {-100.0, 0.0}, {-200.0, 0.0}, {1.1, 0.0}}};
      use.follow_valley_in_pairs(p, exponential().points(), c, {});
      return c;
    });
    both([&](const kernels& use) {
      pairs c{
          {{300.0, 0.0}, {800.0, 0.0}, {3000.0, 0.0}, {-100.0, 0.0}, {-200.0, 0.0}, {1.1, 0.0}}};
      return use.largest_in_pairs(p, exponential().dense(), c);
    });
  }
}

TEST(Targets, WhatCannotBeApproximatedIsRefused) {
  EXPECT_THROW(target_named("sin"), std::invalid_argument);
  EXPECT_THROW(problem(target_named("log2"), {-1.0, 1.0}, metric::absolute), std::invalid_argument);
  EXPECT_THROW(problem(target_named("log2"), {1.0, 2.0}, metric::relative), std::invalid_argument);
  EXPECT_THROW(problem(target_named("exp2"), {1.0, 1.0}, metric::relative), std::invalid_argument);
  EXPECT_THROW(problem(target_named("exp2"), {0.0, HUGE_VAL}, metric::relative),
               std::invalid_argument);
}

}  // namespace
}  // namespace logbessel::search
