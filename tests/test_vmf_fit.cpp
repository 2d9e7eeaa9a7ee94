// Statistics and fits: merging, weights, lengths, degenerate data, samples of known kappa, misuse.

#include <logbessel/vmf_fit.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <string>

#include "support/refusal.hpp"

namespace {

using logbessel::vmf_fit;
using logbessel::vmf_fit_result;
using logbessel::vmf_log_density;
using logbessel::vmf_rows;
using logbessel::vmf_statistics;
using logbessel::harness::refusal;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double pi = 3.14159265358979323846;

template <class Real>
std::vector<Real> unit_rows(std::size_t rows, std::size_t dim, double spread, unsigned seed) {
  std::mt19937_64 generator(seed);
  std::normal_distribution<double> normal;
  std::vector<Real> x(rows * dim);
  for (std::size_t i = 0; i < rows; ++i) {
    std::vector<double> row(dim);
    for (double& a : row) a = spread * normal(generator);
    row[dim / 2] += 1.0;
    const double length = std::sqrt(std::inner_product(row.begin(), row.end(), row.begin(), 0.0));
    for (std::size_t j = 0; j < dim; ++j) x[i * dim + j] = static_cast<Real>(row[j] / length);
  }
  return x;
}

/// Points on S^2 by inversion: t = mu.x has the distribution function (e^{kt} - e^{-k})/(e^k - e^{-k}).
std::vector<double> sample_on_sphere(double kappa, const double (&frame)[3][3], std::size_t rows,
                                     unsigned seed) {
  std::mt19937_64 generator(seed);
  std::uniform_real_distribution<double> uniform;
  std::vector<double> x(3 * rows);
  for (std::size_t i = 0; i < rows; ++i) {
    const double u = uniform(generator);
    const double t = 1.0 + std::log(u + (1.0 - u) * std::exp(-2.0 * kappa)) / kappa;
    const double phi = 2.0 * pi * uniform(generator);
    const double s = std::sqrt((1.0 - t) * (1.0 + t));
    for (std::size_t j = 0; j < 3; ++j) {
      x[3 * i + j] =
          t * frame[0][j] + s * std::cos(phi) * frame[1][j] + s * std::sin(phi) * frame[2][j];
    }
  }
  return x;
}

void expect_same(const vmf_fit_result& a, const vmf_fit_result& b) {
  EXPECT_EQ(a.mu, b.mu);
  EXPECT_EQ(a.kappa, b.kappa);
  EXPECT_EQ(a.rbar, b.rbar);
  EXPECT_EQ(a.log_likelihood, b.log_likelihood);
  EXPECT_EQ(a.total_weight, b.total_weight);
}

TEST(VmfStatistics, BatchesOrderAndMergingDoNotShow) {
  constexpr std::size_t rows = 500;
  for (const std::size_t dim : {2U, 3U, 17U, 1024U, 2500U}) {
    const std::vector<float> x = unit_rows<float>(rows, dim, 0.3, 11);
    const vmf_fit_result at_once = vmf_fit(x.data(), rows, dim);
    EXPECT_EQ(at_once.count, rows);

    std::vector<std::size_t> order(rows);
    std::iota(order.begin(), order.end(), 0U);
    std::shuffle(order.begin(), order.end(), std::mt19937_64(5));
    std::vector<vmf_statistics> parts(7, vmf_statistics(dim));
    for (std::size_t i = 0; i < rows; ++i) parts[i * i % 7].add(&x[order[i] * dim], dim);
    for (const std::size_t first : {0U, 3U}) {
      vmf_statistics merged(dim);
      for (std::size_t k = 0; k < 7; ++k) merged.merge(parts[(first + 3 * k) % 7]);
      EXPECT_EQ(merged.count(), rows);
      expect_same(vmf_fit(merged), at_once);
    }
  }
}

TEST(VmfStatistics, CancelledRowsLeaveTheLastBit) {
  const double x[] = {1, 0, -1, 0, 0, 1};
  const double weights[] = {0x1p60, 0x1p60, 1.0};
  vmf_statistics statistics(2);
  statistics.add_rows(x, 3, 2, weights);
  EXPECT_EQ(statistics.resultant_length(), 0x1p-61);
  EXPECT_EQ(statistics.mean_direction(), (std::vector<double>{0.0, 1.0}));
}

TEST(VmfStatistics, WeightsRepeatRows) {
  constexpr std::size_t dim = 40;
  const std::vector<double> x = unit_rows<double>(3, dim, 0.2, 7);
  const double weights[] = {3.0, 0.0, 2.0};
  vmf_statistics repeated(dim);
  for (const std::size_t row : {0U, 0U, 2U, 0U, 2U}) repeated.add(&x[row * dim], dim);
  const vmf_fit_result weighted = vmf_fit(x.data(), 3, dim, weights);
  expect_same(weighted, vmf_fit(repeated));
  EXPECT_EQ(weighted.count, 3U);
  EXPECT_EQ(weighted.total_weight, 5.0);
}

TEST(VmfStatistics, FloatAndDoubleRowsOfEqualValueAgree) {
  constexpr std::size_t dim = 300;
  const std::vector<float> x = unit_rows<float>(50, dim, 0.1, 3);
  const std::vector<double> same(x.begin(), x.end());
  expect_same(vmf_fit(same.data(), 50, dim, nullptr, vmf_rows::normalise),
              vmf_fit(x.data(), 50, dim));
}

TEST(VmfStatistics, NormaliseTakesRowsOfAnyLength) {
  constexpr std::size_t dim = 5;
  const std::vector<double> x = unit_rows<double>(20, dim, 0.3, 9);
  const vmf_fit_result unit = vmf_fit(x.data(), 20, dim);
  for (const double length : {0x1p-1000, 0x1p-500, 4.0, 0x1p600, 0x1p1022}) {
    std::vector<double> scaled = x;
    for (double& a : scaled) a *= length;
    SCOPED_TRACE(length);
    expect_same(vmf_fit(scaled.data(), 20, dim, nullptr, vmf_rows::normalise), unit);
  }
  const double largest[] = {1.7e308, -1.7e308, 5e-324, 5e-324};
  vmf_statistics statistics(2, vmf_rows::normalise);
  statistics.add_rows(largest, 2, 2);
  EXPECT_NEAR(statistics.mean_direction()[1], 0.0, 0x1p-100);
  EXPECT_NEAR(statistics.resultant_length(), std::sqrt(0.5), 1e-15);
}

TEST(VmfFit, EqualRowsAreAPointMass) {
  for (const std::size_t dim : {2U, 3U, 1000U}) {
    const std::vector<float> row = unit_rows<float>(1, dim, 1.0, 4);
    vmf_statistics statistics(dim);
    for (int i = 0; i < 1000; ++i) statistics.add(row.data(), dim);
    const vmf_fit_result fit = vmf_fit(statistics);
    EXPECT_EQ(fit.rbar, 1.0);
    EXPECT_EQ(fit.kappa, infinity);
    EXPECT_EQ(fit.log_likelihood, infinity);
  }
}

TEST(VmfFit, AxesAreDirectionsLikeAnyOther) {
  constexpr std::size_t dim = 4;
  double kappa = 0.0;
  for (std::size_t axis = 0; axis < dim; ++axis) {
    for (const double sign : {1.0, -1.0}) {
      // Two rows at +-0.01 radians about the axis, so rbar = cos(0.01).
      std::vector<double> x(2 * dim);
      x[axis] = x[dim + axis] = sign * std::cos(0.01);
      x[(axis + 1) % dim] = std::sin(0.01);
      x[dim + (axis + 1) % dim] = -std::sin(0.01);
      const vmf_fit_result fit = vmf_fit(x.data(), 2, dim);
      std::vector<double> expected(dim);
      expected[axis] = sign;
      EXPECT_EQ(fit.mu, expected);
      if (kappa == 0.0) kappa = fit.kappa;
      EXPECT_EQ(fit.kappa, kappa);
      EXPECT_TRUE(std::isfinite(vmf_log_density(fit.mu, fit.kappa, x.data(), dim)));
    }
  }
  EXPECT_NEAR(kappa * (1.0 - std::cos(0.01)), 1.5, 1e-4);
}

TEST(VmfFit, BalancedRowsAreUniform) {
  const double x[] = {0.6, 0.8, 0, -0.6, -0.8, 0};
  const vmf_fit_result fit = vmf_fit(x, 2, 3);
  EXPECT_EQ(fit.rbar, 0.0);
  EXPECT_EQ(fit.kappa, 0.0);
  EXPECT_EQ(fit.mu, (std::vector<double>{1.0, 0.0, 0.0}));
  EXPECT_NEAR(fit.log_likelihood, -2.0 * std::log(4.0 * pi), 1e-15);
}

TEST(VmfFit, RecoversKappaFromSamplesOnTheSphere) {
  constexpr std::size_t rows = 200000;
  const double frame[3][3] = {
      {2 / 3.0, -1 / 3.0, 2 / 3.0}, {2 / 3.0, 2 / 3.0, -1 / 3.0}, {-1 / 3.0, 2 / 3.0, 2 / 3.0}};
  for (const double kappa : {0.1, 1.0, 10.0, 1e3, 1e6}) {
    const std::vector<double> x = sample_on_sphere(kappa, frame, rows, 1);
    const vmf_fit_result fit = vmf_fit(x.data(), rows, 3);
    const double inverse_sinh = 1.0 / std::sinh(std::min(kappa, 700.0));
    const double information = 1.0 / (kappa * kappa) - inverse_sinh * inverse_sinh;
    EXPECT_NEAR(fit.kappa, kappa, 4.0 / std::sqrt(information * rows)) << "seed 1";
    const double cosine =
        fit.mu[0] * frame[0][0] + fit.mu[1] * frame[0][1] + fit.mu[2] * frame[0][2];
    EXPECT_GT(cosine, 1.0 - 16.0 / (kappa * rows * fit.rbar));
  }
}

TEST(VmfFit, LikelihoodIsTheSumOfDensities) {
  for (const std::size_t dim : {2U, 3U, 50U, 5000U}) {
    for (const double spread : {1e-6, 1e-2, 1.0}) {
      constexpr std::size_t rows = 40;
      const std::vector<double> x = unit_rows<double>(rows, dim, spread, 6);
      const vmf_fit_result fit = vmf_fit(x.data(), rows, dim);
      double sum = 0.0;
      double size = 0.0;
      for (std::size_t i = 0; i < rows; ++i) {
        const double term = vmf_log_density(fit.mu, fit.kappa, &x[i * dim], dim);
        sum += term;
        size += std::fabs(term);
      }
      EXPECT_NEAR(fit.log_likelihood, sum, 0x1p-50 * size) << dim << " " << spread;
    }
  }
}

TEST(VmfFit, LikelihoodIsHighestAtTheFit) {
  constexpr std::size_t rows = 30;
  constexpr std::size_t dim = 6;
  const std::vector<double> x = unit_rows<double>(rows, dim, 0.3, 8);
  const vmf_fit_result fit = vmf_fit(x.data(), rows, dim);
  const auto likelihood = [&](double kappa) {
    double sum = 0.0;
    for (std::size_t i = 0; i < rows; ++i) sum += vmf_log_density(fit.mu, kappa, &x[i * dim], dim);
    return sum;
  };
  EXPECT_LT(likelihood(fit.kappa * 0.999), fit.log_likelihood);
  EXPECT_LT(likelihood(fit.kappa * 1.001), fit.log_likelihood);
}

TEST(VmfMisuse, IsRefusedWithTheValue) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const double rows[] = {1, 0, 3, 4};
  const double bad[] = {0, 0, nan, 0, infinity, 1};
  const double good[] = {1, 0};
  const double weights[] = {1.0, -0.5};
  const auto fit_of = [](const double* x, std::size_t n, std::size_t dim, const double* w = nullptr,
                         vmf_rows kind = vmf_rows::unit) {
    return refusal([=] { vmf_fit(x, n, dim, w, kind); });
  };
  EXPECT_EQ(refusal([] { vmf_statistics(1); }), "vMF: dim is 1, below 2");
  EXPECT_EQ(fit_of(rows, 2, 2), "vMF: row 1 is not unit: its length is 5");
  EXPECT_EQ(fit_of(bad, 1, 2), "vMF: row 0 has no direction: its length is 0");
  EXPECT_EQ(fit_of(bad + 2, 1, 2, nullptr, vmf_rows::normalise),
            "vMF: row 0 is not finite: its length is nan");
  EXPECT_EQ(fit_of(bad + 4, 1, 2, nullptr, vmf_rows::normalise),
            "vMF: row 0 is not finite: its length is inf");
  EXPECT_EQ(fit_of(rows, 2, 2, weights, vmf_rows::normalise), "vMF: row 1 has weight -0.5");
  EXPECT_EQ(fit_of(good, 1, 2, &nan), "vMF: row 0 has weight nan");
  EXPECT_EQ(fit_of(good, 1, 2, &infinity), "vMF: row 0 has weight inf");
  EXPECT_EQ(fit_of(good, 0, 2), "vMF: 0 rows of total weight 0 have no fit");

  vmf_statistics statistics(2);
  EXPECT_EQ(refusal([&] { statistics.add_rows(rows, 1, 3); }), "vMF: rows of 3 coordinates, not 2");
  EXPECT_EQ(refusal([&] { statistics.merge(vmf_statistics(3)); }), "vMF: merging dim 3 into dim 2");
  statistics.add(good, 2, 1e308);
  EXPECT_EQ(refusal([&] { statistics.add(good, 2, 1e308); }), "vMF: the total weight overflows");
  EXPECT_EQ(refusal([&] { statistics.merge(statistics); }), "vMF: the total weight overflows");

  const std::vector<double> mu = {0.6, 0.8};
  EXPECT_EQ(refusal([&] { vmf_log_density(mu, -1.0, good, 2); }), "vMF: kappa is -1");
  EXPECT_EQ(refusal([&] { vmf_log_density(mu, nan, good, 2); }), "vMF: kappa is nan");
  EXPECT_EQ(refusal([&] { vmf_log_density(mu, 1.0, rows, 3); }),
            "vMF: x of 3 coordinates, mu of 2");
  EXPECT_EQ(refusal([&] {
              vmf_log_density({3.0, 4.0}, 1.0, good, 2);
            }),
            "vMF: mu is not unit: its length is 5");
  EXPECT_EQ(refusal([&] { vmf_log_density(mu, 1.0, bad, 2); }),
            "vMF: x has no direction: its length is 0");
}

TEST(VmfMisuse, LeavesTheStatisticsAsTheyWere) {
  const double x[] = {1, 0, 0.6, 0.8, 0.5, 0.5};
  vmf_statistics statistics(2);
  statistics.add_rows(x, 2, 2);
  const vmf_fit_result before = vmf_fit(statistics);
  EXPECT_THROW(statistics.add_rows(x, 3, 2), std::invalid_argument);
  EXPECT_EQ(statistics.count(), 2U);
  expect_same(vmf_fit(statistics), before);
}

}  // namespace
