// The ULP harness itself: a measure that is wrong would hide every error.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "support/error_summary.hpp"
#include "support/functions.hpp"
#include "support/sweep.hpp"
#include "support/ulp.hpp"

namespace {

using namespace logbessel::harness;
using logbessel::reference::real;

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(Ulp, IsTheSpacingBelowTheExactValue) {
  const logbessel::reference::precision_scope precision(200);
  const real quarter = scaled(real(1), -54);
  EXPECT_EQ(ulp_error(1.0, real(1)), 0.0);
  EXPECT_EQ(ulp_error(1.5, real(1.5) + quarter), 0.25);
  EXPECT_EQ(ulp_error(-1.5, real(-1.5) - quarter), 0.25);
  EXPECT_EQ(ulp_error(1.0, real(1) - quarter), 0.5) << "below a power of two the spacing halves";
  EXPECT_EQ(ulp_error(std::nextafter(1.0, 2.0), real(1)), 1.0);
  EXPECT_EQ(ulp_error(1.5f, real(1.5 + 0x1p-25)), 0.25);
  EXPECT_EQ(ulp_error(0.0, real(0)), 0.0);
}

TEST(Ulp, OfSubnormalsIsTheSmallestOne) {
  const logbessel::reference::precision_scope precision(200);
  EXPECT_EQ(ulp_error(0.0, scaled(real(1), -1075)), 0.5);
  EXPECT_EQ(ulp_error(0x1p-1074, scaled(real(3), -1076)), 0.25);
  EXPECT_EQ(ulp_error(0.0f, scaled(real(1), -151)), 0.25);
}

TEST(Ulp, OfOverflowIsZeroForTheInfinityAlone) {
  const logbessel::reference::precision_scope precision(200);
  const real huge = scaled(real(1), 2000);
  const double largest = std::numeric_limits<double>::max();
  EXPECT_EQ(ulp_error(infinity, huge), 0.0);
  EXPECT_EQ(ulp_error(-infinity, -huge), 0.0);
  EXPECT_EQ(ulp_error(-infinity, huge), infinity);
  EXPECT_GT(ulp_error(largest, huge), 1e100);
  EXPECT_EQ(ulp_error(infinity, real(largest)), infinity);
  EXPECT_EQ(ulp_error(infinity, real(largest) + scaled(real(1), 969)), infinity);
  EXPECT_EQ(ulp_error(infinity, real(largest) + scaled(real(1), 970)), 0.0)
      << "the middle rounds up";
  EXPECT_EQ(ulp_error(std::nan(""), real(1)), infinity);
}

TEST(ErrorSummary, KeepsCountMeanPercentilesAndWorst) {
  error_summary summary;
  for (int i = 1; i <= 2000; ++i) summary.add(i / 2000.0, {double(i), 1.0});
  EXPECT_EQ(summary.count(), 2000u);
  EXPECT_NEAR(summary.mean(), 0.50025, 1e-12);
  EXPECT_NEAR(summary.percentile(0.5), 0.5, 1.0 / 4096);
  EXPECT_NEAR(summary.percentile(0.99), 0.99, 1.0 / 4096);
  EXPECT_EQ(summary.max(), 1.0);
  EXPECT_EQ(summary.worst().front().at.a, 2000.0);
  EXPECT_EQ(summary.worst().size(), 1000u);
  summary.add(1.0, {2000.0, 1.0});
  EXPECT_EQ(summary.worst()[1].at.a, 1999.0) << "a point counts once among the worst";
  summary.add(1e6, {0.0, 0.0});
  EXPECT_NEAR(summary.percentile(1.0), 1e6, 0.011 * 1e6);
  summary.add(infinity, {2.0, 2.0});
  EXPECT_EQ(summary.max(), infinity);
  EXPECT_EQ(error_summary::from_state(summary.state()).state(), summary.state());
}

TEST(Sweep, GivesTheSameResultOnAnyNumberOfThreadsAndInParts) {
  const tested_function& f = tested_function_named("log_iv");
  const batch_evaluator own = evaluator_of(f, number_type::float64);
  sweep_options options;
  options.points = 1100;
  sweep_result one, many, parts;
  options.threads = 1;
  sweep(f, own, f.plans.front(), options, one);
  options.threads = 5;
  sweep(f, own, f.plans.front(), options, many);
  options.points = 512;
  sweep(f, own, f.plans.front(), options, parts);
  sweep_result resumed;
  resumed.resume(parts.state());
  options.points = 1100;
  sweep(f, own, f.plans.front(), options, resumed);
  EXPECT_EQ(one.points, 1100u);
  EXPECT_EQ(many.state(), one.state());
  EXPECT_EQ(resumed.state(), one.state());
}

TEST(Sweep, GivesTheSameErrorsByTheWitness) {
  const tested_function& f = tested_function_named("log_kv");
  const batch_evaluator own = evaluator_of(f, number_type::float64);
  sweep_options options;
  options.points = 300;
  sweep_result by_oracle, by_witness;
  // Beside the zero, where an oracle of too few bits would show.
  const plan& beside_zero = *std::find_if(
      f.plans.begin(), f.plans.end(), [](const plan& p) { return p.name == "zero-neighbours"; });
  sweep(f, own, beside_zero, options, by_oracle);
  options.by_witness = true;
  sweep(f, own, beside_zero, options, by_witness);
  EXPECT_NEAR(by_witness.measures.front().mean(), by_oracle.measures.front().mean(), 1e-6);
  EXPECT_NEAR(by_witness.measures.front().max(), by_oracle.measures.front().max(), 1e-6);
  const recheck_result checked = recheck(f, by_witness.measures.front(), 40);
  EXPECT_GE(checked.points, 20u);
  EXPECT_LE(checked.largest_difference, -78);
}

TEST(Sweep, SeesAnErrorOfOneUnit) {
  const tested_function& f = tested_function_named("log_kv");
  const batch_evaluator off = [&](const std::vector<point>& points, std::vector<double>& out) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      out[i] = std::nextafter(f.value(points[i].a, points[i].b), infinity);
    }
  };
  sweep_options options;
  options.points = 300;
  sweep_result result;
  sweep(f, off, f.plans.front(), options, result);
  EXPECT_GT(result.measures.front().max(), 1.3);
  EXPECT_LT(result.measures.front().max(), 2.0);
}

TEST(Plans, DrawPointsOfTheDomainInEveryRegion) {
  for (const tested_function& f : tested_functions()) {
    std::set<int> regions;
    for (const plan& p : f.plans) {
      random_source random(7);
      for (std::uint64_t i = 0; i < 400; ++i) {
        const point at = p.draw(random, i);
        ASSERT_TRUE(at.a >= 0.0 && std::isfinite(at.a)) << f.name << " " << p.name << " " << at.a;
        ASSERT_TRUE(at.b >= 0.0 && std::isfinite(at.b)) << f.name << " " << p.name << " " << at.b;
        if (f.region_of) regions.insert(f.region_of(at.a, at.b));
      }
    }
    EXPECT_EQ(regions.size(), f.regions.size()) << f.name << ": some region is never visited";
  }
}

}  // namespace
