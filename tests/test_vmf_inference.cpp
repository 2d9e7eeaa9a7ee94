// Estimates of kappa, intervals, cones, priors and tests: their equations beside values of the oracle, their limits beside
// closed forms, their levels by samples of fixed seeds, misuse.

#include <logbessel/vmf_posterior.hpp>
#include <logbessel/vmf_tests.hpp>

#include <gtest/gtest.h>
#include <reference/oracle.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "support/refusal.hpp"

namespace {

using logbessel::vmf_interval;
using logbessel::vmf_rows;
using logbessel::vmf_statistics;
using logbessel::vmf_test;
using logbessel::von_mises_fisher;
using logbessel::detail::angle_density;
using logbessel::detail::chi_square_tail;
using logbessel::detail::tails_of;
using logbessel::harness::refusal;
using logbessel::reference::precision_scope;
using logbessel::reference::real;

constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<double> axis(std::size_t dim, std::size_t i = 0) {
  std::vector<double> mu(dim);
  mu[i] = 1.0;
  return mu;
}

std::vector<double> rows_of(const von_mises_fisher& f, std::uint64_t seed, std::uint64_t first,
                            std::size_t n) {
  std::vector<double> x(n * f.size());
  f.sample(seed, first, n, x.data(), f.size());
  return x;
}

vmf_statistics draw(const von_mises_fisher& f, std::uint64_t seed, std::uint64_t first,
                    std::size_t n) {
  vmf_statistics statistics(f.size());
  statistics.add_rows(rows_of(f, seed, first, n).data(), n, f.size());
  return statistics;
}

/// log L of the marginal likelihood by the oracle's normaliser.
real log_marginal(const vmf_statistics& s, double kappa) {
  const double dim = static_cast<double>(s.dim());
  const double R = s.total_weight() * s.resultant_length();
  return logbessel::reference::vmf_log_normalizer(dim, kappa, 150) * s.total_weight() -
         logbessel::reference::vmf_log_normalizer(dim, kappa * R, 150);
}

TEST(VmfTails, AreThoseOfClosedForms) {
  for (const double x : {0.1, 1.0, 5.0, 60.0}) {
    EXPECT_NEAR(chi_square_tail(2, x) / std::exp(-x / 2), 1.0, 1e-12) << x;
    EXPECT_NEAR(chi_square_tail(1, x) / std::erfc(std::sqrt(x / 2)), 1.0, 1e-12) << x;
    EXPECT_NEAR(chi_square_tail(6, x) / (std::exp(-x / 2) * (1 + x / 2 + x * x / 8)), 1.0, 1e-12)
        << x;
  }
  const precision_scope precision(200);
  for (const double k : {1e3, 1e6}) {
    for (const double z : {-3.0, 0.5, 6.0}) {
      const double x = k + z * std::sqrt(2 * k);
      const real upper =
          real::unary([&](mpfr_ptr out, mpfr_srcptr a,
                          mpfr_rnd_t round) { mpfr_gamma_inc(out, a, real(x / 2).get(), round); },
                      real(k / 2));
      EXPECT_NEAR(chi_square_tail(k, x) / (upper / gamma(real(k / 2))).to_double(), 1.0, 1e-11)
          << k << " " << z;
    }
  }
  // Beta of a = 1: P(sin^2 >= y) = (1 - y)^b; of a = b = 1/2 the angle is uniform.
  for (const double b : {0.5, 3.0, 7.0, 400.0}) {
    const tails_of<angle_density> tails(angle_density{1.0, b, 0.0});
    for (int i = 1; i < 50; ++i) {
      const double y = i / 50.0;
      const double angle = logbessel::detail::turns_of(std::sqrt(y), std::sqrt(1 - y));
      const double tail = std::pow(1 - y, b);
      if (tail < 1e-290) break;
      EXPECT_NEAR(tails(angle).above / tail, 1.0, 1e-11) << b << " " << y;
    }
    const double share = 0.05;
    const double sine = logbessel::detail::sin_cos_of_turns(tails.upper_quantile(share, 0.25)).sin;
    EXPECT_NEAR(std::pow(1 - sine * sine, b), share, 1e-13) << b;
  }
  EXPECT_NEAR(tails_of<angle_density>(angle_density{0.5, 0.5, 0.0})(0.1).below, 0.4, 1e-14);
  EXPECT_NEAR(2.0 * logbessel::detail::half_square_of_normal(0.05), 3.8414588206941236, 1e-13);
}

TEST(VmfInference, IntervalsSolveTheirEquations) {
  for (const auto& [dim, kappa, n] :
       {std::tuple{2U, 1.0, 9U}, {3U, 50.0, 30U}, {40U, 10.0, 60U}, {1000U, 3e4, 5U}}) {
    const vmf_statistics s = draw(von_mises_fisher(axis(dim), kappa), 1, 0, n);
    const double best = logbessel::vmf_marginal_kappa(s);
    const vmf_interval interval = logbessel::vmf_kappa_interval(s, 0.95);
    const precision_scope precision(150);
    const real top = log_marginal(s, best);
    EXPECT_TRUE(log_marginal(s, best * (1 + 1e-6)) < top);
    EXPECT_TRUE(log_marginal(s, best * (1 - 1e-6)) < top);
    EXPECT_NEAR(scaled(top - log_marginal(s, interval.high), 1).to_double(), 3.8414588206941236,
                1e-7);
    if (interval.low > 0.0) {
      EXPECT_NEAR(scaled(top - log_marginal(s, interval.low), 1).to_double(), 3.8414588206941236,
                  1e-7);
    }
    EXPECT_LT(best, vmf_fit(s).kappa);
    EXPECT_LE(interval.low, best);
  }
}

TEST(VmfInference, ConcentratedDataHaveFishersCone) {
  constexpr std::size_t n = 8;
  const vmf_statistics s = draw(von_mises_fisher(axis(3), 1e8), 2, 0, n);
  const double R = n * s.resultant_length();
  const double expected = n * s.resultant_length_c() / R * (std::pow(0.05, -1.0 / (n - 1)) - 1.0);
  EXPECT_NEAR(logbessel::vmf_direction_cone_c(s, 0.95) / expected, 1.0, 1e-6);
  EXPECT_NEAR(logbessel::vmf_marginal_kappa(s) * s.resultant_length_c(), (n - 1.0) / n, 1e-6);
}

/// In 1000 samples each: within 4 standard errors and a hundredth of 0.9.
TEST(VmfInference, IntervalsAndConesCover) {
  constexpr int samples = 1000;
  constexpr double tolerance = 0.01 + 4.0 * 0.0095;
  for (const auto& [dim, kappa, n] :
       {std::tuple{2U, 2.0, 20U}, {3U, 30.0, 5U}, {100U, 100.0, 20U}}) {
    const von_mises_fisher f(axis(dim), kappa);
    int kappas = 0;
    int directions = 0;
    for (int i = 0; i < samples; ++i) {
      const vmf_statistics s = draw(f, 7, static_cast<std::uint64_t>(i) * n, n);
      const vmf_interval interval = logbessel::vmf_kappa_interval(s, 0.9);
      kappas += interval.low <= kappa && kappa <= interval.high;
      directions += 1.0 - s.mean_direction()[0] <= logbessel::vmf_direction_cone_c(s, 0.9);
    }
    EXPECT_NEAR(kappas / double{samples}, 0.9, tolerance) << dim << ", seed 7";
    EXPECT_NEAR(directions / double{samples}, 0.9, tolerance) << dim << ", seed 7";
  }
}

TEST(VmfInference, GroupsShareKappa) {
  std::vector<vmf_statistics> groups;
  for (std::size_t i = 0; i < 40; ++i)
    groups.push_back(draw(von_mises_fisher(axis(5, i % 5), 12.0), 3, 10 * i, 10));
  const double marginal = logbessel::vmf_marginal_kappa(groups);
  const double error = 4.0 / std::sqrt(360 * logbessel::vmf_variance(5, 12));
  EXPECT_NEAR(marginal, 12.0, error) << "seed 3";
  // Maximum likelihood is biased by n/(n - 1) as if kappa were large.
  EXPECT_NEAR(logbessel::vmf_common_kappa(groups), 12.0 * 10 / 9, 1.2 * error) << "seed 3";
  EXPECT_EQ(logbessel::vmf_common_kappa({groups[0]}), vmf_fit(groups[0]).kappa);
}

TEST(VmfInference, PriorsCountAsRows) {
  const std::vector<double> x = {0.6, 0.8, 0.0, 0.8, 0.6, 0.0, 0.0, 0.6, 0.8};
  vmf_statistics data(3);
  data.add_rows(x.data(), 2, 3);
  vmf_statistics all(3);
  all.add_rows(x.data(), 3, 3);
  vmf_statistics posterior = logbessel::vmf_conjugate_prior({x[6], x[7], x[8]}, 1.0, 1.0);
  posterior.merge(data);
  EXPECT_NEAR(vmf_fit(posterior).kappa / vmf_fit(all).kappa, 1.0, 1e-14);
  EXPECT_EQ(posterior.count(), 2U);
  // Half of its resultant: as two half rows that point apart.
  const vmf_statistics prior = logbessel::vmf_conjugate_prior({0, 1, 0}, 0.5, 4.0);
  EXPECT_EQ(prior.total_weight(), 4.0);
  EXPECT_EQ(prior.resultant_length(), 0.5);
  EXPECT_EQ(prior.mean_direction(), axis(3, 1));
}

TEST(VmfInference, PosteriorIsTheMarginalLikelihood) {
  for (const auto& [dim, kappa] : {std::pair{3U, 8.0}, {20U, 0.0}}) {
    const vmf_statistics s = draw(von_mises_fisher(axis(dim), kappa), 4, 0, 12);
    const logbessel::vmf_posterior posterior(s);
    const double high = posterior.kappa_quantile(0.999999);
    constexpr int cells = 100;
    const precision_scope precision(150);
    const real top = log_marginal(s, std::max(posterior.kappa_mode(), 1e-9));
    const auto integral = [&](double from, double to) {
      const double h = (to - from) / cells;
      double sum = 0.0;
      for (int i = 0; i <= cells; ++i) {
        const double k = std::max(from + h * i, 1e-9);
        sum += (i == 0 || i == cells ? 1
                : i % 2              ? 4
                                     : 2) *
               exp(log_marginal(s, k) - top).to_double();
      }
      return sum * h / 3;
    };
    for (const double p : {0.1, 0.9}) {
      const double q = posterior.kappa_quantile(p);
      const double below = integral(0.0, q);
      EXPECT_NEAR(below / (below + integral(q, 1.5 * high)), p, 1e-5) << dim;
    }
  }
}

/// The p values of a true hypothesis are uniform: Kolmogorov's distance below its quantile of 10^-4, 2.23/sqrt(n), and, as the laws
/// are not exact, a hundredth.
double distance_from_uniform(std::vector<double> p) {
  std::sort(p.begin(), p.end());
  double distance = 0.0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    distance = std::max(
        distance, std::fabs(p[i] - (static_cast<double>(i) + 0.5) / static_cast<double>(p.size())));
  }
  return distance;
}

constexpr std::size_t trials = 1000;
const double uniform_enough = 0.01 + 2.23 / std::sqrt(1000.0);

TEST(VmfTests, RayleighHasItsLevelInAllDimensions) {
  for (const auto& [dim, n] :
       {std::pair{2U, 50U}, {3U, 20U}, {100U, 5U}, {1000U, 4U}, {1000U, 40U}}) {
    const von_mises_fisher uniform(axis(dim), 0.0);
    std::vector<double> p;
    for (std::size_t i = 0; i < (dim < 1000 ? trials : trials / 4); ++i) {
      p.push_back(logbessel::vmf_rayleigh_test(draw(uniform, 5, i * n, n)).p_value);
    }
    EXPECT_LT(distance_from_uniform(p), 0.01 + 2.23 / std::sqrt(p.size()))
        << dim << " " << n << ", seed 5";
  }
  // chi^2 of dim degrees of freedom in the limit.
  const double n = 0x1p45;
  const vmf_statistics thin =
      logbessel::vmf_conjugate_prior(axis(3), std::sqrt(7.8147279 / (3 * n)), n);
  EXPECT_NEAR(logbessel::vmf_rayleigh_test(thin).p_value, 0.05, 1e-8);
}

TEST(VmfTests, GroupsHaveTheirLevels) {
  for (const auto& [dim, kappa, n] : {std::tuple{2U, 4.0, 20U}, {3U, 1e3, 6U}, {50U, 100.0, 15U}}) {
    const von_mises_fisher f(axis(dim), kappa);
    std::vector<double> kappas;
    std::vector<double> directions;
    for (std::uint64_t i = 0; i < trials; ++i) {
      const std::vector<vmf_statistics> groups = {draw(f, 8, i * n, n), draw(f, 9, i * n, n),
                                                  draw(f, 10, i * n, n)};
      kappas.push_back(logbessel::vmf_equal_kappa_test(groups).p_value);
      directions.push_back(logbessel::vmf_equal_directions_test(groups).p_value);
    }
    EXPECT_LT(distance_from_uniform(kappas), uniform_enough + 0.02) << dim << ", seeds 8 to 10";
    EXPECT_LT(distance_from_uniform(directions), uniform_enough) << dim << ", seeds 8 to 10";
  }
}

TEST(VmfTests, DirectionsOfConcentratedGroupsAreComparedByWatsonAndWilliams) {
  constexpr std::size_t n = 6;
  constexpr double d = 3.0;
  std::vector<vmf_statistics> groups;
  vmf_statistics all(4);
  double rest = 0.0;
  for (std::uint64_t i = 0; i < 3; ++i) {
    groups.push_back(draw(von_mises_fisher(axis(4), 1e9), 12, n * i, n));
    all.merge(groups.back());
    rest += n * groups.back().resultant_length_c();
  }
  // F of 2 d and 15 d degrees of freedom; its tail by the beta law, whose closed form wants 2 d even: (1 - y)^b sum.
  const double y = 1.0 - rest / (3 * n * all.resultant_length_c());
  const double b = 15 * d / 2;
  const double tail = std::pow(1 - y, b) * (1 + b * y * (1 + (b + 1) * y / 2));
  EXPECT_NEAR(logbessel::vmf_equal_directions_test(groups).p_value / tail, 1.0, 1e-5);
}

TEST(VmfTests, SeeWhatIsFalse) {
  const von_mises_fisher f(axis(6), 20.0);
  const vmf_statistics s = draw(f, 13, 0, 40);
  EXPECT_LT(logbessel::vmf_rayleigh_test(s).p_value, 1e-10);
  EXPECT_LT(logbessel::vmf_equal_kappa_test({s, draw(von_mises_fisher(axis(6), 60.0), 14, 0, 40)})
                .p_value,
            1e-4);
  EXPECT_LT(
      logbessel::vmf_equal_directions_test({s, draw(von_mises_fisher(axis(6, 1), 20.0), 14, 0, 40)})
          .p_value,
      1e-10);
}

/// Of the same law, uniform or not, with probability at most its level; of others nearly always.
TEST(VmfTests, PermutationsOfGroupsKeepTheLevel) {
  const std::vector<std::uint32_t> groups = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  for (const double kappa : {0.0, 4.0}) {
    const von_mises_fisher f(axis(2), kappa);
    int hits = 0;
    for (std::uint64_t i = 0; i < 2000; ++i) {
      hits += logbessel::vmf_equal_directions_permutation_test(rows_of(f, 18, 15 * i, 15).data(),
                                                               15, 2, groups.data(), i, 39)
                  .p_value <= 0.05;
    }
    EXPECT_NEAR(hits, 100, 4.0 * std::sqrt(95.0)) << kappa;
  }
  std::vector<double> x = rows_of(von_mises_fisher({1, 0}, 4.0), 19, 0, 6);
  const std::vector<double> other = rows_of(von_mises_fisher({0, 1}, 4.0), 20, 0, 9);
  x.insert(x.end(), other.begin(), other.end());
  const vmf_test seen =
      logbessel::vmf_equal_directions_permutation_test(x.data(), 15, 2, groups.data(), 1);
  EXPECT_LT(seen.p_value, 0.005);
  vmf_statistics first(2), second(2);
  first.add_rows(x.data(), 6, 2);
  second.add_rows(&x[12], 9, 2);
  EXPECT_NEAR(seen.statistic, 6 * first.resultant_length() + 9 * second.resultant_length(), 1e-12);
  const auto refused = [&](std::vector<std::uint32_t> numbers, std::size_t permutations) {
    return refusal([&] {
      logbessel::vmf_equal_directions_permutation_test(x.data(), 3, 2, numbers.data(), 1,
                                                       permutations);
    });
  };
  EXPECT_EQ(refused({0, 0, 0}, 9), "vMF: a test between groups needs two, not 1");
  EXPECT_EQ(refused({0, 2, 0}, 9), "vMF: group 1 has no rows");
  EXPECT_EQ(refused({0, 1, 3}, 9), "vMF: row 2 is of group 3 for 3 rows");
  EXPECT_EQ(refused({0, 1, 1}, 0), "vMF: no permutations");
}

TEST(VmfTests, GoodnessOfFit) {
  const von_mises_fisher f(axis(4), 6.0);
  std::vector<double> p;
  for (std::uint64_t i = 0; i < 60; ++i) {
    p.push_back(
        logbessel::vmf_goodness_of_fit(rows_of(f, 15, 30 * i, 30).data(), 30, 4, i, 39).p_value);
  }
  EXPECT_LT(distance_from_uniform(p), 2.23 / std::sqrt(60.0)) << "seed 15";
  std::vector<double> two = rows_of(f, 16, 0, 40);
  const std::vector<double> opposite = rows_of(von_mises_fisher({-1, 0, 0, 0}, 6.0), 17, 0, 25);
  two.insert(two.end(), opposite.begin(), opposite.end());
  const vmf_test first = logbessel::vmf_goodness_of_fit(two.data(), 65, 4, 1, 99);
  EXPECT_EQ(first.p_value, 0.01);
  EXPECT_EQ(first.statistic, logbessel::vmf_goodness_of_fit(two.data(), 65, 4, 2, 1).statistic);
}

TEST(VmfDistribution, IsItsFunctions) {
  const std::vector<double> mu = {0.48, 0.6, 0.64};
  const von_mises_fisher f(mu, 7.0);
  EXPECT_EQ(f.log_normalizer(), logbessel::vmf_log_normalizer(3, 7));
  EXPECT_EQ(f.entropy(), logbessel::vmf_entropy(3, 7));
  EXPECT_EQ(f.mean_resultant_length(), logbessel::vmf_mean_resultant_length(3, 7));
  EXPECT_EQ(f.mode(), f.mu());
  EXPECT_EQ(f.kl_to_uniform(), logbessel::vmf_kl(3, 7, 0, 0));
  EXPECT_EQ(f.renyi_to_uniform(2.0), logbessel::vmf_renyi(3, 7, 0, 0, 2));
  const von_mises_fisher g({0.6, 0.0, 0.8}, 3.0);
  EXPECT_NEAR(f.kl(g), logbessel::vmf_kl(3, 7, 3, 0.2), 1e-14);
  EXPECT_NEAR(f.renyi(g, 0.5), g.renyi(f, 0.5), 1e-15);
  EXPECT_EQ(f.kl(f), 0.0);
  const double x[] = {0.8, 0.36, -0.48};
  EXPECT_NEAR(f.log_pdf(x, 3), logbessel::vmf_log_density(mu, 7.0, x, 3), 1e-15);
  EXPECT_NEAR(f.pdf(x, 3) / std::exp(f.log_pdf(x, 3)), 1.0, 1e-15);
  EXPECT_EQ(von_mises_fisher(mu, 1e6).pdf(x, 3), 0.0);
  const von_mises_fisher point(mu, infinity);
  EXPECT_EQ(point.log_pdf(x, 3), -infinity);
  EXPECT_EQ(point.log_pdf(point.mu().data(), 3), infinity);
  EXPECT_EQ(point.mean(), point.mu());
}

/// Central differences of log_pdf, which depends on the directions of x and mu alone.
TEST(VmfDistribution, GradientsAreDifferenceQuotients) {
  const std::vector<double> mu = {0.48, 0.6, 0.64};
  const double x[] = {0.8, 0.36, 0.48};
  constexpr double h = 1e-6;
  for (const double kappa : {0.0, 0.4, 30.0}) {
    const logbessel::vmf_log_pdf_gradient g = von_mises_fisher(mu, kappa).log_pdf_gradient(x, 3);
    EXPECT_EQ(g.log_pdf, von_mises_fisher(mu, kappa).log_pdf(x, 3));
    if (kappa > 0.0) {
      const double up = von_mises_fisher(mu, kappa + h).log_pdf(x, 3);
      EXPECT_NEAR(g.dkappa, (up - von_mises_fisher(mu, kappa - h).log_pdf(x, 3)) / (2 * h), 1e-8);
    }
    const auto moved = [&](const double* base, std::size_t j, double by) {
      std::vector<double> a(base, base + 3);
      a[j] += by;
      const double length = std::sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]);
      for (double& b : a) b /= length;
      return a;
    };
    for (std::size_t j = 0; j < 3; ++j) {
      const von_mises_fisher f(mu, kappa);
      EXPECT_NEAR(
          g.dx[j],
          (f.log_pdf(moved(x, j, h).data(), 3) - f.log_pdf(moved(x, j, -h).data(), 3)) / (2 * h),
          1e-7);
      EXPECT_NEAR(g.dmu[j],
                  (von_mises_fisher(moved(mu.data(), j, h), kappa).log_pdf(x, 3) -
                   von_mises_fisher(moved(mu.data(), j, -h), kappa).log_pdf(x, 3)) /
                      (2 * h),
                  1e-7);
    }
  }
}

TEST(VmfInferenceMisuse, IsRefusedWithTheValue) {
  const vmf_statistics s = draw(von_mises_fisher(axis(3), 5.0), 1, 0, 10);
  const vmf_statistics other = draw(von_mises_fisher(axis(4), 5.0), 1, 0, 10);
  const std::vector<double> unit = axis(3);
  vmf_statistics same(3);
  for (int i = 0; i < 4; ++i) same.add(unit.data(), 3);
  vmf_statistics one(3);
  one.add(unit.data(), 3);
  using namespace logbessel;
  EXPECT_EQ(refusal([&] { vmf_kappa_interval(s, 1.0); }), "vMF: level is 1");
  EXPECT_EQ(refusal([&] { vmf_direction_cone_c(s, 0.0); }), "vMF: level is 0");
  EXPECT_EQ(refusal([&] { vmf_kappa_interval(same, 0.9); }),
            "vMF: all rows are the same: kappa has no upper bound");
  EXPECT_EQ(vmf_marginal_kappa(same), infinity);
  EXPECT_EQ(vmf_direction_cone_c(same, 0.9), 0.0);
  EXPECT_EQ(refusal([&] { vmf_marginal_kappa(one); }),
            "vMF: rows of total weight 1 say nothing of kappa");
  EXPECT_EQ(refusal([&] { vmf_marginal_kappa({s, other}); }), "vMF: groups of dim 3 and 4");
  EXPECT_EQ(refusal([&] { vmf_common_kappa({}); }), "vMF: no groups");
  EXPECT_EQ(refusal([&] { vmf_posterior{same}; }),
            "vMF: all rows are the same: kappa has no posterior");
  EXPECT_EQ(refusal([&] { vmf_conjugate_prior(unit, 1.5, 1.0); }), "vMF: rbar is 1.5");
  EXPECT_EQ(refusal([&] { vmf_conjugate_prior(unit, 0.5, -1.0); }), "vMF: the total weight is -1");
  EXPECT_EQ(refusal([&] { vmf_rayleigh_test(one); }), "vMF: rows of total weight 1, below 3");
  EXPECT_EQ(refusal([&] { vmf_equal_kappa_test({s}); }),
            "vMF: a test between groups needs two, not 1");
  EXPECT_EQ(refusal([&] {
              vmf_equal_kappa_test({s, one});
            }),
            "vMF: group 1 has weight 1, not above 1");
  EXPECT_EQ(refusal([&] {
              vmf_equal_kappa_test({s, same});
            }),
            "vMF: all rows of group 1 are the same");
  EXPECT_EQ(refusal([&] { vmf_equal_directions_test({s, other}); }), "vMF: groups of dim 3 and 4");
  EXPECT_EQ(refusal([&] {
              vmf_equal_directions_test({same, same});
            }),
            "vMF: all rows of each group are the same");
  const std::vector<double> x(12, 1.0);
  EXPECT_EQ(refusal([&] { vmf_goodness_of_fit(x.data(), 2, 3, 1); }), "vMF: 2 rows, fewer than 3");
  EXPECT_EQ(refusal([&] { vmf_goodness_of_fit(x.data(), 4, 3, 1, 9, vmf_rows::normalise); }),
            "vMF: all rows are the same");
  EXPECT_EQ(refusal([&] { vmf_goodness_of_fit(x.data(), 4, 3, 1, 0, vmf_rows::normalise); }),
            "vMF: no replicates");
  EXPECT_EQ(refusal([&] { von_mises_fisher({1.0}, 1.0); }), "vMF: dim is 1, below 2");
  EXPECT_EQ(refusal([&] {
              von_mises_fisher({3.0, 4.0}, 1.0);
            }),
            "vMF: mu is not unit: its length is 5");
  EXPECT_EQ(refusal([&] { von_mises_fisher(unit, -1.0); }), "vMF: kappa is -1");
  EXPECT_EQ(refusal([&] { von_mises_fisher(unit, 1.0).log_pdf(x.data(), 4); }),
            "vMF: x of 4 coordinates, mu of 3");
  EXPECT_EQ(refusal([&] { von_mises_fisher(unit, infinity).log_pdf_gradient(unit.data(), 3); }),
            "vMF: kappa is inf, the density has no gradient");
}

}  // namespace
