// Samples: the generator's published vectors, the marginal of mu.x and the turn about mu beside their laws, threads and
// parts, derivatives by kappa, ends of the ranges; the tails beside quadrature in MPFR.

#include <logbessel/accuracy.hpp>
#include <logbessel/vmf_distribution.hpp>

#include <gtest/gtest.h>
#include <reference/oracle.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <thread>
#include <vector>

#include "support/refusal.hpp"

namespace {

using logbessel::strided;
using logbessel::vmf_cosine;
using logbessel::vmf_cosine_dkappa;
using logbessel::vmf_marginal;
using logbessel::vmf_marginal_sampler;
using logbessel::von_mises_fisher;
using logbessel::detail::philox_4x32_10;
using logbessel::harness::refusal;
using logbessel::reference::precision_scope;
using logbessel::reference::real;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

void expect_block(const logbessel::detail::philox_block& block, std::vector<std::uint64_t> words) {
  EXPECT_EQ(std::vector<std::uint64_t>(block.word, block.word + 4), words);
}

// From the known-answer tests that its authors publish.
TEST(Philox, GivesThePublishedWords) {
  constexpr std::uint64_t ones = 0xffffffff;
  expect_block(philox_4x32_10({{0, 0, 0, 0}}, 0, 0),
               {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  expect_block(philox_4x32_10({{ones, ones, ones, ones}}, ones, ones),
               {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  expect_block(
      philox_4x32_10({{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}}, 0xa4093822, 0x299f31d0),
      {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST(Turns, AreSinesAndCosines) {
  for (int i = 0; i <= 4096; ++i) {
    const double u = i / 4096.0;
    const auto [sin, cos] = logbessel::detail::sin_cos_of_turns(u);
    const precision_scope precision(100);
    const real angle = logbessel::reference::pi() * 2 * u;
    EXPECT_LT(std::fabs((real(sin) - logbessel::reference::sin(angle)).to_double()), 0x1p-52) << u;
    EXPECT_LT(std::fabs((real(cos) - logbessel::reference::cos(angle)).to_double()), 0x1p-52) << u;
    if (u <= 0.25) {
      EXPECT_NEAR(logbessel::detail::turns_of(sin, cos), u, 0x1p-51 * u);
    }
  }
}

/// The marginal law of the angle theta from mu, by the tanh-sinh rule in MPFR: sin^(dim-2) exp(-2 kappa sin^2(theta/2)).
class exact_marginal {
 public:
  exact_marginal(double dim, double kappa) : dim_(dim), kappa_(kappa) {
    const double d = std::max(dim - 2.0, 0.0);
    mode_ =
        dim == 2.0 ? 0.0 : std::acos(std::min(1.0, 2.0 * kappa / (d + std::hypot(d, 2.0 * kappa))));
    if (dim > 2.0 && kappa > 1e3 * d) mode_ = std::sqrt(d / kappa);
    const double spread =
        d / std::pow(std::max(std::sin(mode_), 1e-150), 2) + kappa * std::cos(mode_);
    unit_ = 1.0 / std::sqrt(std::max(dim == 2.0 ? kappa : spread, 1.0));
    lower_ = integral(std::max(0.0, mode_ - 12.0 * unit_), mode_, 0.0);
    upper_ = integral(mode_, std::numbers::pi, 0.0);
  }

  /// The smaller of the tails at 1 - cos(theta) = c, and whether it is that of large angles.
  std::pair<double, bool> tail(double c) const {
    const double theta = 2.0 * std::asin(std::sqrt(0.5 * c));
    const bool large = theta > mode_;
    const real part = large ? integral(theta, std::numbers::pi, 0.0)
                            : integral(std::max(0.0, theta - 12.0 * unit_), theta, 0.0);
    return {(part / (lower_ + upper_)).to_double(), large};
  }

  /// int (T - A) f dT over T above t, over f(t): dt/dkappa.
  double dkappa(double c) const {
    const double theta = 2.0 * std::asin(std::sqrt(0.5 * c));
    const double C = logbessel::reference::iv_ratio_c(0.5 * dim_, kappa_, 60).to_double();
    const real part = c < C ? integral(std::max(0.0, theta - 12.0 * unit_), theta, C)
                            : -integral(theta, std::numbers::pi, C);
    return (part / weight(theta, 0.0) * std::sin(theta)).to_double();
  }

 private:
  /// Relative to the mode; times C - (1 - cos theta) if C > 0.
  real weight(const real& theta, double C) const {
    const real half = logbessel::reference::sin(scaled(theta, -1));
    const real mode_half = logbessel::reference::sin(scaled(real(mode_), -1));
    real log_weight = scaled((mode_half - half) * (mode_half + half) * kappa_, 1);
    if (dim_ > 2.0) {
      if (theta.sign() == 0) return real(0);
      log_weight += (log(abs(logbessel::reference::sin(theta))) -
                     log(logbessel::reference::sin(real(mode_)))) *
                    (dim_ - 2.0);
    }
    const real w = exp(log_weight);
    return C > 0.0 ? w * (real(C) - scaled(half * half, 1)) : w;
  }

  real integral(double from, double to, double C) const {
    const precision_scope precision(120);
    to = std::min(to, from + 12.0 * unit_);
    real sum = real(0);
    for (const auto& [u, w] : nodes()) sum += weight(real(to - from) * u + from, C) * w;
    return sum * (to - from);
  }

  /// u = 1/(1 + exp(-pi sinh y)) and its weights on [0, 1].
  static const std::vector<std::pair<real, real>>& nodes() {
    static const std::vector<std::pair<real, real>> all = [] {
      const precision_scope precision(120);
      std::vector<std::pair<real, real>> list;
      for (int k = -160; k <= 160; ++k) {
        const real y = real(k) / 48;
        const real up = exp(y);
        const real q = exp(logbessel::reference::pi() * (real(1) / up - up) / 2);
        const real u = real(1) / (q + 1);
        list.emplace_back(u, u * u * q * logbessel::reference::pi() * (up + real(1) / up) / 96);
      }
      return list;
    }();
    return all;
  }

  double dim_, kappa_, mode_, unit_;
  real lower_, upper_;
};

struct law {
  double dim, kappa;
};

const std::vector<law> laws = {{2, 0},      {2, 0.5},   {2, 40},    {2, 1e9}, {3, 0},
                               {3, 1e-9},   {3, 2},     {3, 1e6},   {4, 1},   {5, 200},
                               {10, 0},     {10, 20},   {10, 1e12}, {64, 30}, {1000, 90},
                               {1000, 1e6}, {1e6, 1e4}, {1e6, 1e7}};

TEST(VmfMarginal, TailsAndDerivativesAreTheirIntegrals) {
  double worst = 0.0;
  double worst_dkappa = 0.0;
  for (const law& a : laws) {
    const exact_marginal exact(a.dim, a.kappa);
    const vmf_marginal marginal(a.dim, a.kappa);
    const vmf_marginal_sampler sampler(a.dim, a.kappa);
    for (std::uint64_t i = 0; i < 12; ++i) {
      const vmf_cosine at = sampler(5, i);
      const auto [tail, large] = exact.tail(at.c);
      const logbessel::vmf_tails p = marginal(at.c);
      worst = std::max(worst, std::fabs((large ? p.below : p.above) / tail - 1.0));
      EXPECT_NEAR(p.below + p.above, 1.0, 1e-15);
      if (a.kappa > 0.0) {
        worst_dkappa =
            std::max(worst_dkappa,
                     std::fabs(vmf_cosine_dkappa(a.dim, a.kappa, at) / exact.dkappa(at.c) - 1.0));
      }
      ASSERT_LT(worst, 1e-9) << a.dim << " " << a.kappa << " " << at.c;
      ASSERT_LT(worst_dkappa, 1e-9) << a.dim << " " << a.kappa << " " << at.c;
    }
    for (const double share : {1e-12, 0.05, 0.5, 0.95}) {
      const double c = marginal.quantile_c(share);
      if (c > 1.5) continue;  // 2 - c has lost its digits
      EXPECT_NEAR(marginal(c).below / share, 1.0, 1e-11) << a.dim << " " << a.kappa;
    }
  }
  EXPECT_LE(worst, logbessel::accuracy::vmf_tail_relative);
  EXPECT_LE(worst_dkappa, logbessel::accuracy::vmf_tail_relative);
  EXPECT_GT(std::max(worst, worst_dkappa), 0.5 * logbessel::accuracy::vmf_tail_relative);
}

/// Kolmogorov and Smirnov's distance of 20000 draws from the law is below its quantile of 10^-6, 2.69/sqrt(n), and so is that
/// of the angle about mu from the uniform one; the mean is within 5 standard errors.
TEST(VmfSample, HasItsLaw) {
  constexpr std::size_t n = 20000;
  for (const law& a : laws) {
    const vmf_marginal marginal(a.dim, a.kappa);
    const vmf_marginal_sampler sampler(a.dim, a.kappa);
    std::vector<double> u(n);
    double mean = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      const vmf_cosine at = sampler(11, i);
      u[i] = marginal(at.c).below;
      mean += at.c / n;
      EXPECT_NEAR(at.t, 1.0 - at.c, 0x1p-52);
      EXPECT_NEAR(at.sine * at.sine / (at.c * (2.0 - at.c)), 1.0, at.c < 1.9 ? 1e-14 : 1.0);
    }
    std::sort(u.begin(), u.end());
    double distance = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      distance = std::max(distance, std::fabs(u[i] - (static_cast<double>(i) + 0.5) / n));
    }
    EXPECT_LT(distance, 2.69 / std::sqrt(n)) << a.dim << " " << a.kappa << ", seed 11";
    const double C = logbessel::vmf_mean_resultant_length_c(a.dim, a.kappa);
    EXPECT_LT(std::fabs(mean - C), 5.0 * std::sqrt(logbessel::vmf_variance(a.dim, a.kappa) / n))
        << a.dim << " " << a.kappa;
  }
}

std::vector<double> direction(std::size_t dim, unsigned kind) {
  std::vector<double> mu(dim);
  if (kind < 2) mu[0] = kind == 0 ? 1.0 : -1.0;
  if (kind == 2) mu[dim - 1] = -1.0;
  if (kind > 2) {
    for (std::size_t j = 0; j < dim; ++j) mu[j] = std::cos(1.0 + 3.0 * static_cast<double>(j * j));
    if (kind == 4) mu[0] = 1e-12;
    if (kind == 5) mu[0] = -1.0;
    const double length = std::sqrt(std::inner_product(mu.begin(), mu.end(), mu.begin(), 0.0));
    for (double& a : mu) a /= length;
  }
  return mu;
}

/// Means and covariances of the coordinates are those of the distribution, within 5 standard errors, whatever mu is.
TEST(VmfSample, HasItsMoments) {
  constexpr std::size_t n = 20000;
  for (const std::size_t dim : {2U, 3U, 5U}) {
    for (unsigned kind = 0; kind < 6; ++kind) {
      for (const double kappa : {0.0, 3.0, 1e4}) {
        const von_mises_fisher f(direction(dim, kind), kappa);
        std::vector<double> x(n * dim);
        f.sample(3, 0, n, x.data(), dim);
        const std::vector<double> mean = f.mean();
        const std::vector<double> V = f.covariance();
        for (std::size_t i = 0; i < dim; ++i) {
          for (std::size_t j = 0; j <= i; ++j) {
            double sum = 0.0;
            double squares = 0.0;
            for (std::size_t k = 0; k < n; ++k) {
              const double y = (x[k * dim + i] - mean[i]) * (x[k * dim + j] - mean[j]);
              sum += y;
              squares += y * y;
            }
            const double error = std::sqrt(squares) / n;
            EXPECT_LT(std::fabs(sum / n - V[i * dim + j]), 5.0 * error + 1e-18)
                << dim << " " << kind << " " << kappa << " " << i << " " << j;
          }
          double shift = 0.0;
          for (std::size_t k = 0; k < n; ++k) shift += (x[k * dim + i] - mean[i]) / n;
          EXPECT_LT(std::fabs(shift), 5.0 * std::sqrt(V[i * dim + i] / n) + 1e-15);
        }
      }
    }
  }
}

TEST(VmfSample, PointsAreUnitAtTheirCosine) {
  for (const std::size_t dim : {2U, 3U, 4U, 7U, 1001U}) {
    for (unsigned kind = 0; kind < 6; ++kind) {
      for (const double kappa : {0.0, 20.0, 1e8, infinity}) {
        const von_mises_fisher f(direction(dim, kind), kappa);
        const vmf_marginal_sampler marginal(f.dim(), kappa);
        std::vector<double> x(dim);
        std::vector<float> y(dim);
        for (std::uint64_t i = 0; i < 4; ++i) {
          f.sample(1, i, 1, x.data(), dim);
          f.sample(1, i, 1, y.data(), dim);
          const double length = std::inner_product(x.begin(), x.end(), x.begin(), 0.0);
          EXPECT_NEAR(length, 1.0, 4e-15);
          EXPECT_NEAR(std::inner_product(x.begin(), x.end(), f.mu().begin(), 0.0), marginal(1, i).t,
                      5e-15);
          for (std::size_t j = 0; j < dim; ++j) EXPECT_NEAR(y[j], x[j], 0x1p-23);
          if (kappa == infinity) {
            EXPECT_EQ(x, f.mu());
          }
        }
      }
    }
  }
}

TEST(VmfSample, ReachesAMillionDimensions) {
  constexpr std::size_t dim = 1000000;
  for (const double kappa : {0.0, 3e5, 1e9}) {
    const von_mises_fisher f(direction(dim, 3), kappa);
    std::vector<double> x(dim);
    f.sample(2, 5, 1, x.data(), dim);
    EXPECT_NEAR(std::inner_product(x.begin(), x.end(), x.begin(), 0.0), 1.0, 1e-12);
    const double A = logbessel::vmf_mean_resultant_length(f.dim(), kappa);
    EXPECT_NEAR(std::inner_product(x.begin(), x.end(), f.mu().begin(), 0.0), A,
                5.0 * std::sqrt(logbessel::vmf_variance(f.dim(), kappa)) + 1e-12)
        << kappa << ", seed 2";
  }
}

TEST(VmfSample, PartsThreadsAndStridesDoNotShow) {
  constexpr std::size_t n = 400;
  constexpr std::size_t dim = 13;
  const von_mises_fisher f(direction(dim, 3), 9.0);
  std::vector<double> whole(n * dim);
  f.sample(42, 0, n, whole.data(), dim);
  constexpr std::size_t ld = 20;
  std::vector<double> parts(n * ld, -1.0);
  std::vector<std::thread> threads;
  for (std::size_t k = 0; k < 5; ++k) {
    threads.emplace_back([&, k] { f.sample(42, 80 * k, 80, parts.data() + 80 * k * ld, ld); });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<double> columns(n * dim);
  const vmf_marginal_sampler marginal(f.dim(), f.kappa());
  for (std::size_t i = 0; i < n; ++i) {
    logbessel::vmf_sample_point(marginal, strided<const double>(f.mu().data()), dim, 42, i,
                                strided<double>(columns.data() + i, n));
    for (std::size_t j = 0; j < ld; ++j) {
      EXPECT_EQ(parts[i * ld + j], j < dim ? whole[i * dim + j] : -1.0);
      if (j < dim) {
        EXPECT_EQ(columns[j * n + i], whole[i * dim + j]);
      }
    }
  }
  std::vector<double> other(n * dim);
  f.sample(43, 0, n, other.data(), dim);
  EXPECT_NE(other, whole);
  f.sample(42 + (std::uint64_t{1} << 32), 0, n, other.data(), dim);
  EXPECT_NE(other, whole);
}

/// E[g(x)] moves with kappa as the mean of dg = grad g . dx does: for g = t and t^2, whose means are A and A' + A^2.
TEST(VmfSample, DerivativesMoveTheMoments) {
  constexpr std::size_t n = 20000;
  constexpr double h = 1e-4;
  for (const law& a : {law{2, 3}, law{3, 5}, law{6, 0.5}, law{6, 60}}) {
    const von_mises_fisher f(direction(static_cast<std::size_t>(a.dim), 3), a.kappa);
    const std::size_t dim = f.size();
    std::vector<double> x(n * dim);
    std::vector<double> dx(n * dim);
    f.sample(8, 0, n, x.data(), dx.data(), dim);
    double sum[2] = {};
    double squares[2] = {};
    for (std::size_t i = 0; i < n; ++i) {
      double t = 0.0;
      double dt = 0.0;
      double off_sphere = 0.0;
      for (std::size_t j = 0; j < dim; ++j) {
        t += f.mu()[j] * x[i * dim + j];
        dt += f.mu()[j] * dx[i * dim + j];
        off_sphere += x[i * dim + j] * dx[i * dim + j];
      }
      EXPECT_NEAR(off_sphere, 0.0, 1e-14);
      const double moved[] = {dt, 2.0 * t * dt};
      for (int k = 0; k < 2; ++k) {
        sum[k] += moved[k] / n;
        squares[k] += moved[k] * moved[k] / n;
      }
    }
    const auto second = [&](double kappa) {
      const double A = logbessel::vmf_mean_resultant_length(a.dim, kappa);
      return logbessel::vmf_variance(a.dim, kappa) + A * A;
    };
    const double truth[] = {logbessel::vmf_variance(a.dim, a.kappa),
                            (second(a.kappa + h) - second(a.kappa - h)) / (2.0 * h)};
    for (int k = 0; k < 2; ++k) {
      EXPECT_NEAR(sum[k], truth[k], 5.0 * std::sqrt((squares[k] - sum[k] * sum[k]) / n))
          << a.dim << " " << a.kappa;
    }
  }
}

TEST(VmfSample, TakesItsSpecialValues) {
  for (const double dim : {2.0, 3.0, 9.0}) {
    const vmf_cosine top = vmf_marginal_sampler(dim, infinity)(1, 1);
    EXPECT_EQ(top.t, 1.0);
    EXPECT_EQ(top.c, 0.0);
    EXPECT_EQ(top.sine, 0.0);
    EXPECT_GT(vmf_marginal_sampler(dim, 1e300)(1, 1).c, 0.0);
    EXPECT_EQ(vmf_cosine_dkappa(dim, infinity, top), 0.0);
    EXPECT_EQ(vmf_marginal(dim, infinity)(0.1).above, 1.0);
    EXPECT_EQ(vmf_marginal(dim, 3.0).quantile_c(0.0), 2.0);
    EXPECT_EQ(vmf_marginal(dim, 3.0).quantile_c(1.0), 0.0);
  }
  EXPECT_TRUE(std::isnan(vmf_marginal_sampler(1.0, 1.0)(1, 1).t));
  EXPECT_TRUE(std::isnan(vmf_marginal_sampler(3.0, -1.0)(1, 1).t));
  EXPECT_TRUE(std::isnan(vmf_marginal_sampler(3.0, nan)(1, 1).t));
  EXPECT_TRUE(std::isnan(vmf_marginal(1.0, 1.0)(0.5).below));
  EXPECT_TRUE(std::isnan(vmf_marginal(3.0, 1.0)(2.5).below));
  EXPECT_TRUE(std::isnan(vmf_marginal(3.0, 1.0).quantile_c(-0.1)));
  EXPECT_TRUE(std::isnan(vmf_cosine_dkappa(3.0, -1.0, {0.5, 0.5, 0.8})));
  double x[2];
  EXPECT_EQ(refusal([&] {
              von_mises_fisher({0.6, 0.8, 0.0}, 1.0).sample(1, 0, 1, x, 2);
            }),
            "vMF: rows of 3 coordinates in 2");
}

}  // namespace
