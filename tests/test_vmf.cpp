// The scalar functions of vmf.hpp: special values, accuracy over named plans, and the limits of each.

#include <logbessel/accuracy.hpp>
#include <logbessel/vmf.hpp>

#include <gtest/gtest.h>
#include <reference/oracle.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <random>

namespace {

namespace accuracy = logbessel::accuracy;
namespace reference = logbessel::reference;

using logbessel::vmf_kappa;
using logbessel::vmf_kappa_c;
using logbessel::vmf_log_normalizer;
using logbessel::vmf_log_peak;
using logbessel::vmf_mean_resultant_length;
using logbessel::vmf_mean_resultant_length_c;
using reference::real;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double largest = std::numeric_limits<double>::max();
constexpr double smallest = std::numeric_limits<double>::denorm_min();
constexpr std::uint64_t seed = 30;

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

double log_uniform(std::mt19937_64& generator, double low, double high) {
  return std::exp(std::uniform_real_distribution<double>(std::log(low), std::log(high))(generator));
}

double uniform(std::mt19937_64& generator, double low, double high) {
  return std::uniform_real_distribution<double>(low, high)(generator);
}

/// The largest error seen, and where.
struct worst_case {
  double error = 0.0, dim = 0.0, argument = 0.0;

  void add(double e, double at_dim, double at_argument) {
    if (!(e <= error)) *this = {e, at_dim, at_argument};
  }
  void add(const worst_case& other) { add(other.error, other.dim, other.argument); }
  void print(const char* name, const char* plan) const {
    std::printf("%-18s %-26s %.4f at dim = %a, %a\n", name, plan, error, dim, argument);
  }
};

struct point {
  double dim, argument;
};

struct plan {
  const char* name;
  int points;
  point (*draw)(std::mt19937_64&);
};

TEST(Vmf, SpecialValues) {
  const double area_of_circle = -vmf_log_normalizer(2, 0);
  EXPECT_EQ(area_of_circle, 0x1.d67f1c864beb5p+0) << "log(2 pi)";
  const struct {
    double dim, kappa, normalizer, peak, length, complement;
  } table[] = {
      {3, infinity, -infinity, infinity, 1, 0},
      {largest, infinity, -infinity, infinity, 1, 0},
      {infinity, 3, infinity, infinity, 0, 1},
      {infinity, infinity, nan, nan, nan, nan},
      {1.9, 1, nan, nan, nan, nan},
      {-3, 1, nan, nan, nan, nan},
      {3, -1, nan, nan, nan, nan},
      {3, -infinity, nan, nan, nan, nan},
      {nan, 1, nan, nan, nan, nan},
      {3, nan, nan, nan, nan, nan},
      {largest, 0, infinity, infinity, 0, 1},
      {largest, 1, infinity, infinity, 1 / largest, 1},
      {2, 0, -area_of_circle, -area_of_circle, 0, 1},
      {2, -0.0, -area_of_circle, -area_of_circle, 0, 1},
      {2, smallest, -area_of_circle, -area_of_circle, 0, 1},
  };
  for (const auto& row : table) {
    SCOPED_TRACE(testing::Message() << "dim " << row.dim << ", kappa " << row.kappa);
    EXPECT_PRED2(same, vmf_log_normalizer(row.dim, row.kappa), row.normalizer);
    EXPECT_PRED2(same, vmf_log_peak(row.dim, row.kappa), row.peak);
    EXPECT_PRED2(same, vmf_mean_resultant_length(row.dim, row.kappa), row.length);
    EXPECT_PRED2(same, vmf_mean_resultant_length_c(row.dim, row.kappa), row.complement);
  }
}

TEST(Vmf, SpecialValuesOfKappa) {
  const struct {
    double dim, rbar, kappa, kappa_c;
  } table[] = {{2, 0, 0, infinity},
               {3, -0.0, 0, infinity},
               {1e6, 1, infinity, 0},
               {3, nan, nan, nan},
               {nan, 0.5, nan, nan},
               {3, -smallest, nan, nan},
               {3, -0.5, nan, nan},
               {3, 1.0000000000000002, nan, nan},
               {3, infinity, nan, nan},
               {1.9, 0.5, nan, nan},
               {infinity, 0.5, nan, nan},
               {3, smallest, 3 * smallest, infinity},
               {2, 0.5, vmf_kappa_c(2, 0.5), vmf_kappa(2, 0.5)}};
  for (const auto& row : table) {
    SCOPED_TRACE(testing::Message() << "dim " << row.dim << ", rbar " << row.rbar);
    EXPECT_PRED2(same, vmf_kappa(row.dim, row.rbar), row.kappa);
    EXPECT_PRED2(same, vmf_kappa_c(row.dim, row.rbar), row.kappa_c);
  }
}

const plan normalizer_plans[] = {
    {"dim, kappa below 60", 3000,
     [](auto& g) {
       return point{uniform(g, 2, 60), uniform(g, 0, 60)};
     }},
    {"power series", 2000,
     [](auto& g) {
       return point{uniform(g, 2, 8), uniform(g, 0, 3)};
     }},
    {"log-uniform", 2000,
     [](auto& g) {
       return point{log_uniform(g, 2, 1e6), log_uniform(g, 1e-6, 1e9)};
     }},
    {"all, log-uniform", 1000,
     [](auto& g) {
       return point{log_uniform(g, 2, 1e300), log_uniform(g, 1e-300, 1e300)};
     }},
    {"kappa = 0", 1000,
     [](auto& g) {
       return point{2 + std::floor(log_uniform(g, 1, 1e5)), 0.0};
     }},
    {"dim = 3", 500,
     [](auto& g) {
       return point{3.0, log_uniform(g, 1e-3, 1e15)};
     }},
    {"log C near 0", 2000,
     [](auto& g) {
       return point{uniform(g, 17, 30), uniform(g, 0, 20)};
     }},
};

TEST(Vmf, NormalizerIsAccurateOverThePlans) {
  std::printf("seed %u\n", static_cast<unsigned>(seed));
  worst_case all_ulp, all_scaled, all_peak_ulp, all_peak_scaled;
  for (const plan& p : normalizer_plans) {
    std::mt19937_64 generator(seed);
    worst_case ulp, scaled_error, peak_ulp, peak_scaled;
    for (int i = 0; i < p.points; ++i) {
      const point at = p.draw(generator);
      const double dim = at.dim;
      const double kappa = at.argument;
      const reference::precision_scope precision(2200);
      const real exact = reference::vmf_log_normalizer(dim, kappa);
      const auto add = [&](double computed, const real& value, double scale, worst_case& in_ulp,
                           worst_case& in_scale) {
        const real difference = abs(real(computed) - value);
        const double size = std::max(scale, std::fabs(value.to_double()));
        in_scale.add((scaled(difference, 53) / real(size)).to_double(), dim, kappa);
        if (std::fabs(value.to_double()) < scale / 16) return;
        in_ulp.add(scaled(difference, 53 - value.exponent()).to_double(), dim, kappa);
      };
      add(vmf_log_normalizer(dim, kappa), exact, std::max({1.0, dim / 2, kappa}), ulp,
          scaled_error);
      if (kappa < 0x1p60 * dim) {
        add(vmf_log_peak(dim, kappa), exact + real(kappa), std::max(1.0, dim / 2), peak_ulp,
            peak_scaled);
      }
    }
    ulp.print("normalizer, ULP", p.name);
    scaled_error.print("normalizer, scaled", p.name);
    peak_ulp.print("peak, ULP", p.name);
    peak_scaled.print("peak, scaled", p.name);
    all_ulp.add(ulp);
    all_scaled.add(scaled_error);
    all_peak_ulp.add(peak_ulp);
    all_peak_scaled.add(peak_scaled);
  }
  EXPECT_LE(all_ulp.error, accuracy::vmf_log_normalizer_ulp);
  EXPECT_GT(all_ulp.error, accuracy::vmf_log_normalizer_ulp / 2);
  EXPECT_LE(all_scaled.error, accuracy::vmf_log_normalizer_scaled);
  EXPECT_GT(all_scaled.error, accuracy::vmf_log_normalizer_scaled / 2);
  EXPECT_LE(all_peak_ulp.error, accuracy::vmf_log_peak_ulp);
  EXPECT_GT(all_peak_ulp.error, accuracy::vmf_log_peak_ulp / 2);
  EXPECT_LE(all_peak_scaled.error, accuracy::vmf_log_peak_scaled);
  EXPECT_GT(all_peak_scaled.error, accuracy::vmf_log_peak_scaled / 2);
}

double ulp_error(double computed, const real& exact) {
  const reference::precision_scope precision(200);
  return scaled(abs(real(computed) - exact), 53 - exact.exponent()).to_double();
}

const plan kappa_plans[] = {
    {"dim = 2", 1500,
     [](auto& g) {
       return point{2.0, uniform(g, 0, 1)};
     }},
    {"dim = 3", 1000,
     [](auto& g) {
       return point{3.0, uniform(g, 0, 1)};
     }},
    {"dim below 50", 2000,
     [](auto& g) {
       return point{uniform(g, 2, 50), uniform(g, 0, 1)};
     }},
    {"dim to 1e6", 3000,
     [](auto& g) {
       return point{log_uniform(g, 2, 1e6), uniform(g, 0, 1)};
     }},
    {"rbar from 1e-12", 2000,
     [](auto& g) {
       return point{log_uniform(g, 2, 1e6), log_uniform(g, 1e-12, 1)};
     }},
    {"rbar to 1 - 1e-12", 2000,
     [](auto& g) {
       return point{log_uniform(g, 2, 1e6), 1 - log_uniform(g, 1e-12, 1)};
     }},
    {"dim beyond 1e6", 1000,
     [](auto& g) {
       return point{log_uniform(g, 1e6, 1e18), uniform(g, 0, 1)};
     }},
    {"rbar about 2^-30", 500,
     [](auto& g) {
       return point{log_uniform(g, 2, 1e6), 0x1p-30 * uniform(g, 0.9, 1.1)};
     }},
};

TEST(Vmf, KappaIsAccurateOverThePlans) {
  worst_case all;
  for (const plan& p : kappa_plans) {
    std::mt19937_64 generator(seed);
    worst_case worst;
    for (int i = 0; i < p.points; ++i) {
      const auto [dim, rbar] = p.draw(generator);
      const real exact = reference::vmf_kappa(dim, rbar, 80);
      worst.add(ulp_error(vmf_kappa(dim, rbar), exact), dim, rbar);
    }
    worst.print("kappa, ULP", p.name);
    all.add(worst);
  }
  worst_case complement;
  std::mt19937_64 generator(seed);
  for (int i = 0; i < 2000; ++i) {
    const double dim = log_uniform(generator, 2, 1e6);
    const double c =
        i % 4 ? log_uniform(generator, 1e-30, 0.5) : 0x1p-30 * uniform(generator, 0.9, 1.1);
    complement.add(ulp_error(vmf_kappa_c(dim, c), reference::vmf_kappa_c(dim, c, 80)), dim, c);
  }
  complement.print("kappa_c, ULP", "c from 1e-30");
  all.add(complement);
  EXPECT_LE(all.error, accuracy::vmf_kappa_ulp);
  EXPECT_GT(all.error, accuracy::vmf_kappa_ulp / 2);
}

TEST(Vmf, MeanResultantLengthIsTheRatio) {
  for (const double dim : {2.0, 3.0, 7.5, 32768.0}) {
    for (const double kappa : {0.0, 0.3, 20.0, 1e5}) {
      EXPECT_EQ(vmf_mean_resultant_length(dim, kappa), logbessel::iv_ratio(dim / 2, kappa));
      EXPECT_EQ(vmf_mean_resultant_length_c(dim, kappa), logbessel::iv_ratio_c(dim / 2, kappa));
    }
  }
}

}  // namespace
