// The oracle against witnesses of its own: FLINT/Arb, closed forms, identities between its functions.

#include <gtest/gtest.h>
#include <reference/arb_witness.hpp>
#include <reference/derivatives.hpp>
#include <reference/forms.hpp>
#include <reference/oracle.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>

namespace {

namespace arb = logbessel::reference::arb;
namespace reference = logbessel::reference;
using reference::precision_scope;
using reference::real;

constexpr std::uint64_t seed = 40;
constexpr int bits = 100;
constexpr int arithmetic_bits = 400;
/// The bits to which values must agree: those of the oracle, less a few for sums and quotients of them.
constexpr long agreed_bits = 96;

/// Points in each plan; the full variant of the test sets LOGBESSEL_ORACLE_POINTS.
int points_per_plan() {
  const char* set = std::getenv("LOGBESSEL_ORACLE_POINTS");
  return set ? std::atoi(set) : 60;
}

double log_uniform(std::mt19937_64& generator, double low, double high) {
  return std::exp(std::uniform_real_distribution<double>(std::log(low), std::log(high))(generator));
}

testing::AssertionResult agree(const real& a, const real& b, long to_bits = agreed_bits) {
  const precision_scope precision(arithmetic_bits);
  const long equal = b.exponent() - (a - b).exponent();
  if (a.is_finite() && b.is_finite() && equal >= to_bits) return testing::AssertionSuccess();
  return testing::AssertionFailure() << a.to_string(40) << " and " << b.to_string(40)
                                     << " agree to " << equal << " bits of " << to_bits;
}

// Boxes of (v, x), or (dim, kappa), in which the logarithms are uniform.
struct plan {
  const char* name;
  double v_low, v_high, x_low, x_high;
};

const plan plans[] = {
    {"power series", 1e-3, 2, 1e-3, 2},
    {"r to 24", 1, 17, 1, 17},
    {"r to 250", 20, 180, 20, 180},
    {"r to 4e4", 180, 2.9e4, 180, 2.9e4},
    {"large v", 100, 2.9e4, 1e-6, 50},
    {"large x", 1e-6, 50, 100, 2.9e4},
    {"tiny x", 1e-2, 100, 5e-324, 1e-6},
    {"tiny v", 1e-300, 1e-2, 1e-3, 300},
    {"both tiny", 1e-300, 1e-2, 1e-300, 1e-2},
    {"r about 60", 10, 90, 10, 90},
    {"huge", 1e10, 1e300, 1e10, 1e300},
    {"huge x", 1e-300, 1e300, 1e10, 1e300},
    {"huge v", 1e10, 1e300, 1e-300, 1e10},
};

using witness = std::function<std::optional<real>(double, double)>;
using oracle = real (*)(double, double, int);

/// Where the witness has a value, the oracle agrees. v counts from `least` on.
void expect_agreement(const char* name, oracle exact, double least, const witness& seen) {
  int checked = 0;
  int passed_over = 0;
  for (const plan& p : plans) {
    std::mt19937_64 generator(seed);
    for (int i = 0; i < points_per_plan(); ++i) {
      const double v = least + log_uniform(generator, p.v_low, p.v_high);
      const double x = log_uniform(generator, p.x_low, p.x_high);
      const std::optional<real> value = seen(v, x);
      if (!value) {
        ++passed_over;
        continue;
      }
      ++checked;
      EXPECT_TRUE(agree(exact(v, x, bits), *value))
          << name << ", " << p.name << std::hexfloat << ", " << v << ", " << x << ", seed " << seed;
    }
  }
  std::printf("%s: %d points compared, %d beyond Arb\n", name, checked, passed_over);
  EXPECT_GE(checked, 300);
  EXPECT_LE(passed_over, checked / 10);
}

TEST(Oracle, LogIvAgreesWithArb) {
  expect_agreement("log_iv", reference::log_iv, 0,
                   [](double v, double x) { return arb::log_iv(v, x, bits); });
}

TEST(Oracle, LogKvAgreesWithArb) {
  expect_agreement("log_kv", reference::log_kv, 0,
                   [](double v, double x) { return arb::log_kv(v, x, bits); });
}

TEST(Oracle, IvRatioAgreesWithArb) {
  expect_agreement("iv_ratio", reference::iv_ratio, 0.5,
                   [](double v, double x) { return arb::iv_ratio(v, x, bits); });
}

TEST(Oracle, IvRatioCAgreesWithArb) {
  expect_agreement("iv_ratio_c", reference::iv_ratio_c, 0.5,
                   [](double v, double x) { return arb::iv_ratio_c(v, x, bits); });
}

TEST(Oracle, ScaledFormsAndKvRatioAgreeWithArb) {
  expect_agreement("log_ive", reference::log_ive, 0,
                   [](double v, double x) { return arb::log_ive(v, x, bits); });
  expect_agreement("log_kve", reference::log_kve, 0,
                   [](double v, double x) { return arb::log_kve(v, x, bits); });
  expect_agreement("kv_ratio", reference::kv_ratio, 0.5,
                   [](double v, double x) { return arb::kv_ratio(v, x, bits); });
}

TEST(Oracle, VmfLogNormalizerAgreesWithArb) {
  expect_agreement("vmf_log_normalizer", reference::vmf_log_normalizer, 2,
                   [](double dim, double kappa) -> std::optional<real> {
                     const precision_scope precision(3000);
                     const real v = real(dim) / 2 - 1;
                     const std::optional<real> log_i = arb::log_iv(v, kappa, 1200);
                     if (!log_i) return std::nullopt;
                     return v * log(real(kappa)) - (v + 1) * log(reference::pi() * 2) - *log_i;
                   });
}

// By closed forms, neighbouring orders and other steps.
TEST(Oracle, DerivativesAgreeWithArb) {
  const struct {
    const char* name;
    oracle exact;
    std::optional<real> (*by_arb)(const real&, const real&, int);
  } functions[] = {{"log_iv_dv", reference::log_iv_dv, arb::log_iv_dv},
                   {"log_iv_dx", reference::log_iv_dx, arb::log_iv_dx},
                   {"log_iv_dvv", reference::log_iv_dvv, arb::log_iv_dvv},
                   {"log_iv_dxx", reference::log_iv_dxx, arb::log_iv_dxx},
                   {"log_kv_dv", reference::log_kv_dv, arb::log_kv_dv},
                   {"log_kv_dx", reference::log_kv_dx, arb::log_kv_dx},
                   {"log_kv_dvv", reference::log_kv_dvv, arb::log_kv_dvv},
                   {"log_kv_dxx", reference::log_kv_dxx, arb::log_kv_dxx}};
  for (const auto& [name, exact, by_arb] : functions) {
    for (const plan& p : plans) {
      std::mt19937_64 generator(seed);
      for (int i = 0; i < points_per_plan() / 12; ++i) {
        const double drawn = log_uniform(generator, p.v_low, p.v_high);
        const double v = i % 4 == 0 ? std::ceil(drawn) : drawn;
        const double x = log_uniform(generator, p.x_low, p.x_high);
        SCOPED_TRACE(testing::Message()
                     << name << ", " << p.name << std::hexfloat << ", " << v << ", " << x);
        const std::optional<real> value = by_arb(v, x, bits);
        ASSERT_TRUE(value);
        const real truth = exact(v, x, bits);
        // Where log_iv_dxx changes its sign, it is right to a share of the terms that cancel.
        const real size = exact == reference::log_iv_dxx ? reference::dxx_size(v, x) : real(0);
        const long cancelled = std::max(0L, size.exponent() - truth.exponent());
        EXPECT_TRUE(agree(truth, *value, agreed_bits - cancelled));
      }
    }
  }
}

// d/dv at v = 0 and where v and exp(-2 x) are alike.
TEST(Oracle, DerivativesBesideOrderZeroAgreeWithArb) {
  for (const double x : {1e-3, 0.5, 3.0, 20.0, 59.0, 61.0, 119.0, 300.0}) {
    for (const double v : {0.0, 1e-300, 1e-40, std::exp(-2 * x), 1e-14, 1e-13, 1e-5}) {
      SCOPED_TRACE(testing::Message() << std::hexfloat << v << ", " << x);
      EXPECT_TRUE(agree(reference::log_iv_dv(v, x), arb::log_iv_dv(v, x).value()));
      EXPECT_TRUE(agree(reference::log_iv_dvv(v, x), arb::log_iv_dvv(v, x).value()));
      EXPECT_TRUE(agree(reference::log_kv_dvv(v, x), arb::log_kv_dvv(v, x).value()));
      if (v == 0) {
        EXPECT_EQ(arb::log_kv_dv(v, x).value().sign(), 0);
      } else {
        EXPECT_TRUE(agree(reference::log_kv_dv(v, x), arb::log_kv_dv(v, x).value()));
      }
    }
  }
}

TEST(Oracle, IntegerAndHalfIntegerOrdersAgreeWithArb) {
  std::mt19937_64 generator(seed);
  for (int twice = 0; twice <= 60; ++twice) {
    const double v = 0.5 * twice;
    for (int i = 0; i < 4; ++i) {
      const double x = log_uniform(generator, 1e-8, 200);
      SCOPED_TRACE(testing::Message() << std::hexfloat << "v = " << v << ", x = " << x);
      EXPECT_TRUE(agree(reference::log_iv(v, x), arb::log_iv(v, x).value()));
      EXPECT_TRUE(agree(reference::log_kv(v, x), arb::log_kv(v, x).value()));
    }
  }
}

// A(kappa) = rbar by Arb's A. A relative error of kappa is nearly that of the smaller of A and 1 - A.
TEST(Oracle, VmfKappaSolvesItsEquationByArb) {
  std::mt19937_64 generator(seed);
  int checked = 0;
  for (int i = 0; i < 5 * points_per_plan(); ++i) {
    const double dim = i % 3 ? log_uniform(generator, 2, 5e4) : 2 + static_cast<double>(i % 5);
    const double small = log_uniform(generator, i % 2 ? 1e-3 : 1e-12, 0.5);
    SCOPED_TRACE(testing::Message() << std::hexfloat << "dim = " << dim << ", small = " << small);
    const precision_scope precision(arithmetic_bits);
    const real v = real(dim) / 2;
    const std::optional<real> A = arb::iv_ratio(v, reference::vmf_kappa(dim, small, bits));
    const std::optional<real> C = arb::iv_ratio_c(v, reference::vmf_kappa_c(dim, small, bits));
    EXPECT_TRUE(!A || agree(*A, small));
    EXPECT_TRUE(!C || agree(*C, small));
    checked += A.has_value() + C.has_value();
    const double rbar = 1 - small;
    EXPECT_TRUE(agree(reference::vmf_kappa(dim, rbar), reference::vmf_kappa_c(dim, 1 - rbar)));
  }
  std::printf("vmf_kappa and vmf_kappa_c: %d points compared\n", checked);
  EXPECT_GE(checked, 300);
}

TEST(Oracle, HalfOrdersHaveClosedForms) {
  std::mt19937_64 generator(seed);
  for (int i = 0; i < 300; ++i) {
    const double argument = log_uniform(generator, 1e-300, 1e3);
    SCOPED_TRACE(testing::Message() << std::hexfloat << "x = " << argument);
    // I_{3/2} loses twice the exponent of x, one minus the ratio 2 x/log(2) bits.
    const precision_scope precision(3500);
    const real x = argument;
    const real sinh = (exp(x) - exp(-x)) / 2;
    const real half_log = log(reference::pi() * x / 2) / 2;
    EXPECT_TRUE(agree(reference::log_iv(0.5, argument), log(sinh) - half_log));
    EXPECT_TRUE(agree(reference::log_iv(1.5, argument), log(cosh(x) - sinh / x) - half_log));
    const real log_k = log(reference::pi() / (x * 2)) / 2 - x;
    EXPECT_TRUE(agree(reference::log_kv(0.5, argument), log_k));
    EXPECT_TRUE(agree(reference::log_kv(1.5, argument), log_k + log(real(1) / x + 1)));
    EXPECT_TRUE(agree(reference::iv_ratio(0.5, argument), sinh / cosh(x)));
    EXPECT_TRUE(agree(reference::iv_ratio_c(0.5, argument), real(1) - sinh / cosh(x)));
  }
}

// x (I_v K_{v+1} + I_{v+1} K_v) = 1 and K_{v+1} = K_{v-1} + (2 v/x) K_v, far beyond Arb's domain. The logarithms cancel
// there, so that they need the bits of their size.
TEST(Oracle, WronskianAndRecurrenceHold) {
  std::mt19937_64 generator(seed);
  for (int i = 0; i < 3 * points_per_plan(); ++i) {
    const double v = 1 + std::ldexp(std::floor(log_uniform(generator, 1, 0x1p40)), -4);
    const double x = log_uniform(generator, i % 2 ? 1e-9 : 1e2, i % 2 ? 1e3 : 1e12);
    SCOPED_TRACE(testing::Message() << std::hexfloat << "v = " << v << ", x = " << x);
    const precision_scope precision(arithmetic_bits);
    const int wide = bits + 60;
    const real I = reference::log_iv(v, x, wide);
    const real I_next = reference::log_iv(v + 1, x, wide);
    const real K = reference::log_kv(v, x, wide);
    const real K_next = reference::log_kv(v + 1, x, wide);
    const real K_before = reference::log_kv(v - 1, x, wide);
    EXPECT_TRUE(agree(real(x) * (exp(I + K_next) + exp(I_next + K)), 1));
    EXPECT_TRUE(agree(exp(K_next - K), exp(K_before - K) + real(v) * 2 / x));
    EXPECT_TRUE(agree(exp(I_next - I), reference::iv_ratio(v + 1, x)));
  }
}

TEST(Oracle, OneMinusTheRatioIsOneMinusTheRatio) {
  std::mt19937_64 generator(seed);
  for (int i = 0; i < 3 * points_per_plan(); ++i) {
    const double v = 0.5 + log_uniform(generator, 1e-16, 1e20);
    const double x = log_uniform(generator, 1e-20, 1e20);
    const precision_scope precision(arithmetic_bits);
    const real sum = reference::iv_ratio(v, x, 160) + reference::iv_ratio_c(v, x, 160);
    EXPECT_TRUE(agree(sum, 1)) << std::hexfloat << v << ", " << x;
  }
}

TEST(Oracle, MorePrecisionGivesTheSameValue) {
  struct point {
    double v, x;
  };
  const point points[] = {{0, 1},      {2.5, 3},    {1e-300, 1e-5},
                          {40, 0.125}, {1023, 700}, {1e300, 1e-300}};
  for (const auto& [v, x] : points) {
    SCOPED_TRACE(testing::Message() << std::hexfloat << "v = " << v << ", x = " << x);
    EXPECT_TRUE(agree(reference::log_iv(v, x, 60), reference::log_iv(v, x, 300), 60));
    EXPECT_TRUE(agree(reference::log_kv(v, x, 60), reference::log_kv(v, x, 300), 60));
  }
  // One minus the ratio is about (v - 1/2)/x.
  for (const auto& [v, x] : {point{0x1.0000000000ap-1, 0x1.6b8c831a8423dp+7},
                             point{0x1.0000000000001p-1, 0x1.921fb54442d18p+500}}) {
    for (const int at : {60, 100, 140}) {
      EXPECT_TRUE(agree(reference::iv_ratio_c(v, x, at), reference::iv_ratio_c(v, x, 400), at));
    }
  }
}

TEST(Oracle, RefusesWhatIsOutsideTheDomain) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const struct {
    oracle function;
    double first, second;
    const char* message;
  } table[] = {
      {reference::log_iv, -1, 2, "v = -0x1p+0, x = 0x1p+1"},
      {reference::log_iv, 1, 0, "v = 0x1p+0, x = 0x0p+0"},
      {reference::log_iv, nan, 1, "v = nan, x = 0x1p+0"},
      {reference::log_iv, infinity, 1, "v = inf, x = 0x1p+0"},
      {reference::log_kv, 1, infinity, "v = 0x1p+0, x = inf"},
      {reference::log_kv, 1, -3, "v = 0x1p+0, x = -0x1.8p+1"},
      {reference::iv_ratio, 0.25, 1, "v = 0x1p-2, x = 0x1p+0"},
      {reference::iv_ratio_c, 0.5, nan, "v = 0x1p-1, x = nan"},
      {reference::vmf_log_normalizer, 1, 1, "dim = 0x1p+0, kappa = 0x1p+0"},
      {reference::vmf_log_normalizer, 2, -1, "dim = 0x1p+1, kappa = -0x1p+0"},
      {reference::vmf_kappa, 3, 1, "dim = 0x1.8p+1, rbar = 0x1p+0"},
      {reference::vmf_kappa, 3, 0, "dim = 0x1.8p+1, rbar = 0x0p+0"},
      {reference::vmf_kappa_c, 1, 0.5, "dim = 0x1p+0, c = 0x1p-1"},
      {reference::vmf_kappa_c, 3, nan, "dim = 0x1.8p+1, c = nan"},
  };
  for (const auto& row : table) {
    try {
      row.function(row.first, row.second, bits);
      FAIL() << "no exception; wanted " << row.message;
    } catch (const std::invalid_argument& error) {
      EXPECT_NE(std::string(error.what()).find(row.message), std::string::npos) << error.what();
    }
  }
}

}  // namespace
