// Divergences beside their definitions in MPFR, over directions and concentrations near and far; limits and special values.

#include <logbessel/accuracy.hpp>
#include <logbessel/vmf_divergence.hpp>

#include <gtest/gtest.h>
#include <reference/agreement.hpp>
#include <reference/oracle.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "support/ulp.hpp"

namespace {

using logbessel::vmf_kl;
using logbessel::vmf_renyi;
using logbessel::harness::ulp_error;
using logbessel::reference::precision_scope;
using logbessel::reference::real;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// log(kappa^-v I_v(kappa)), which is psi but for a constant.
real psi(const real& dim, const real& kappa) {
  const real v = scaled(dim, -1) - 1;
  if (kappa.sign() == 0) return -log_gamma(v + 1) - v * logbessel::reference::log_2();
  return logbessel::reference::log_i_by(0, v, kappa) - v * log(kappa);
}

real psi_slope(const real& dim, const real& kappa) {
  if (kappa.sign() == 0) return real(0);
  const real v = scaled(dim, -1);
  return exp(logbessel::reference::log_i_by(0, v, kappa) -
             logbessel::reference::log_i_by(0, v - 1, kappa));
}

real exact_kl(double dim, double p, double q, double c) {
  return psi(dim, q) - psi(dim, p) + psi_slope(dim, p) * (real(p) - real(q) * (real(1) - real(c)));
}

real exact_renyi(double dim, double p, double q, double c, double order) {
  const real a = real(order) * p;
  const real b = (real(order) - 1) * q;
  const real k = sqrt((a - b) * (a - b) + scaled(a * b * c, 1));
  return (psi(dim, k) - real(order) * psi(dim, p) + (real(order) - 1) * psi(dim, q)) /
         (real(order) - 1);
}

struct pair {
  double dim, p, q, c;
};

/// Concentrations from far below dim to far above, differing by any factor or hardly; directions likewise.
std::vector<pair> pairs(std::size_t count, unsigned seed) {
  std::mt19937_64 random(seed);
  const auto uniform = [&](double a, double b) {
    return std::uniform_real_distribution<double>(a, b)(random);
  };
  const auto log_uniform = [&](double a, double b) {
    return std::exp(uniform(std::log(a), std::log(b)));
  };
  std::vector<pair> out;
  for (std::size_t i = 1; i <= count; ++i) {
    const double dim = i % 3 == 0 ? 2.0 + static_cast<double>(i % 5)
                                  : std::floor(log_uniform(2.0, i % 3 == 1 ? 60.0 : 1e4));
    const double p = dim * log_uniform(1e-4, i % 2 ? 10.0 : 1e4);
    const double factor = std::exp(uniform(-1.0, 1.0) * log_uniform(1e-10, 8.0));
    const double c = i % 4 == 0 ? 0.0 : i % 4 == 1 ? uniform(0.0, 2.0) : log_uniform(1e-16, 2.0);
    out.push_back({dim, i % 31 == 0 ? 0.0 : p, i % 31 == 15 ? 0.0 : p * factor, c});
  }
  return out;
}

std::string text(const pair& a) {
  std::ostringstream out;
  out << std::hexfloat << a.dim << " " << a.p << " " << a.q << " " << a.c << std::defaultfloat
      << " (" << a.dim << ", " << a.p << ", " << a.q << ", " << a.c << ")";
  return out.str();
}

/// The largest error is at most the bound, and more than half of it.
struct worst {
  double error = 0.0;
  std::string at;

  void see(double e, const std::string& where) {
    if (!(e <= error)) error = e, at = where;
  }
  void expect(double bound) const {
    EXPECT_LE(error, bound) << at;
    EXPECT_GT(error, 0.5 * bound) << at;
  }
};

TEST(VmfDivergence, KullbackLeiblerIsItsDefinition) {
  const precision_scope precision(400);
  worst error;
  for (const pair& a : pairs(1500, 1)) {
    const double kl = vmf_kl(a.dim, a.p, a.q, a.c);
    error.see(ulp_error(kl, exact_kl(a.dim, a.p, a.q, a.c)), text(a));
  }
  error.expect(logbessel::accuracy::vmf_kl_ulp);
}

TEST(VmfDivergence, RenyiIsItsDefinition) {
  const precision_scope precision(400);
  worst error;
  const double orders[] = {0x1p-40, 0.1, 0.5, 1.0 - 0x1p-30, 1.0 + 0x1p-20, 1.5, 2.0, 30.0};
  std::size_t i = 0;
  for (const pair& a : pairs(1500, 2)) {
    const double order = orders[++i % 8];
    const double renyi = vmf_renyi(a.dim, a.p, a.q, a.c, order);
    error.see(ulp_error(renyi, exact_renyi(a.dim, a.p, a.q, a.c, order)),
              text(a) + " order " + std::to_string(order));
  }
  error.expect(logbessel::accuracy::vmf_renyi_ulp);
}

TEST(VmfDivergence, IsRightAtTheEndsOfTheRange) {
  const precision_scope precision(900);
  for (const pair& a :
       {pair{3, 1e100, 3e100, 0}, pair{3, 1e100, 1e90, 1e-30}, pair{1e12, 1e15, 4e15, 1e-3},
        pair{1e12, 1e3, 1e4, 2}, pair{1e50, 1e48, 1e52, 1e-5}, pair{2, 1e-60, 3e-60, 1},
        pair{1e6, 0, 1e8, 0}, pair{2, 1e20, 0, 0}, pair{4, 1e60, 1e-60, 0.5}}) {
    EXPECT_LT(ulp_error(vmf_kl(a.dim, a.p, a.q, a.c), exact_kl(a.dim, a.p, a.q, a.c)),
              logbessel::accuracy::vmf_kl_ulp)
        << text(a);
    for (const double order : {0.25, 3.0}) {
      EXPECT_LT(ulp_error(vmf_renyi(a.dim, a.p, a.q, a.c, order),
                          exact_renyi(a.dim, a.p, a.q, a.c, order)),
                logbessel::accuracy::vmf_renyi_ulp)
          << text(a) << " order " << order;
    }
  }
}

TEST(VmfDivergence, RenyiHasItsLimits) {
  for (const pair& a : pairs(200, 3)) {
    const double kl = vmf_kl(a.dim, a.p, a.q, a.c);
    EXPECT_EQ(vmf_renyi(a.dim, a.p, a.q, a.c, 1.0), kl);
    EXPECT_EQ(vmf_renyi(a.dim, a.p, a.q, a.c, 0.0), 0.0);
    const double top = vmf_renyi(a.dim, a.p, a.q, a.c, infinity);
    EXPECT_GE(top, kl * (1.0 - 1e-14)) << text(a);
    EXPECT_NEAR(vmf_renyi(a.dim, a.p, a.q, a.c, 1e30) / top, 1.0, 1e-13) << text(a);
  }
}

TEST(VmfDivergence, TakesItsSpecialValues) {
  EXPECT_EQ(vmf_kl(5, 3, 3, 0), 0.0);
  EXPECT_EQ(vmf_renyi(5, 3, 3, 0, 0.5), 0.0);
  EXPECT_EQ(vmf_renyi(5, 0, 0, 1, 3.0), 0.0);
  EXPECT_EQ(vmf_renyi(5, 0, 0, 1, infinity), 0.0);
  EXPECT_EQ(vmf_kl(5, infinity, 3, 0), infinity);
  EXPECT_EQ(vmf_kl(5, 3, infinity, 0), infinity);
  EXPECT_EQ(vmf_renyi(5, 3, infinity, 0, 2), infinity);
  EXPECT_EQ(vmf_renyi(5, 3, infinity, 0, 0), 0.0);
  for (const double bad : {vmf_kl(1.5, 1, 1, 0), vmf_kl(5, -1, 1, 0), vmf_kl(5, 1, nan, 0),
                           vmf_kl(5, 1, 1, 2.5), vmf_kl(5, 1, 1, -0.5), vmf_kl(infinity, 1, 1, 0),
                           vmf_kl(5, infinity, infinity, 0), vmf_renyi(5, 1, 1, 0, -1),
                           vmf_renyi(5, 1, 1, 0, nan), vmf_renyi(5, infinity, infinity, 0, 2)}) {
    EXPECT_TRUE(std::isnan(bad));
  }
  EXPECT_EQ(logbessel::vmf_entropy(3, infinity), -infinity);
  EXPECT_NEAR(logbessel::vmf_entropy(3, 0), std::log(16.0 * std::atan(1.0)), 1e-15);
  EXPECT_EQ(logbessel::vmf_variance(7, 0), 1.0 / 7);
  EXPECT_EQ(logbessel::vmf_variance(7, infinity), 0.0);
  EXPECT_EQ(logbessel::vmf_variance(infinity, 7), 0.0);
  EXPECT_TRUE(std::isnan(logbessel::vmf_variance(infinity, infinity)));
  EXPECT_TRUE(std::isnan(logbessel::vmf_variance(1.9, 1)));
  EXPECT_TRUE(std::isnan(logbessel::vmf_variance(3, -1)));
}

TEST(VmfDivergence, VarianceAcrossIsTheRatioOverKappa) {
  for (const double dim : {2.0, 3.0, 1e3}) {
    for (const double kappa : {1e-300, 1e-6, 1.0, 1e6, 1e300}) {
      const precision_scope precision(200);
      const real exact = logbessel::reference::iv_ratio(0.5 * dim, kappa, 100) / kappa;
      EXPECT_LT(ulp_error(logbessel::vmf_variance_across(dim, kappa), exact), 1.7);
    }
    EXPECT_EQ(logbessel::vmf_variance_across(dim, 0.0), 1.0 / dim);
    EXPECT_EQ(logbessel::vmf_variance_across(dim, infinity), 0.0);
  }
}

}  // namespace
