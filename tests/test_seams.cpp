// Across every border between regions, and across the edges of the bands about the zero curves, the logarithms never run
// the wrong way from one double to the next, and their derivatives take no step.

#include <logbessel/accuracy.hpp>
#include <logbessel/log_iv.hpp>
#include <logbessel/log_iv_derivatives.hpp>
#include <logbessel/log_kv.hpp>
#include <logbessel/log_kv_derivatives.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <set>
#include <utility>

namespace {

constexpr std::uint64_t seed = 3;
constexpr int rays = 20000;
constexpr int neighbours = 40;

/// The regions stand in [0, 20), and with the band about the zero curve in [20, 40).
constexpr int in_band = 20;

struct log_i {
  static double value(double v, double x) { return logbessel::log_iv(v, x); }
  static int piece(double v, double x) {
    const auto region = logbessel::log_iv_region_of(v, x);
    const double outside =
        rounded(logbessel::detail::log_iv_in<logbessel::detail::scaling::none>(region, v, x));
    const bool is_near = std::fabs(outside) < logbessel::detail::log_iv_zero_band(region, v, x);
    return static_cast<int>(region) + (is_near ? in_band : 0);
  }
  static int region(double v, double x) {
    return static_cast<int>(logbessel::log_iv_region_of(v, x));
  }
  static constexpr double radii[] = {3, 6, 12, 24, 36, 58, 250};
  static constexpr int regions = 9;
};

struct log_k {
  static double value(double v, double x) { return -logbessel::log_kv(v, x); }
  static int piece(double v, double x) {
    const auto region = logbessel::log_kv_region_of(v, x);
    const double outside =
        rounded(logbessel::detail::log_kv_in<logbessel::detail::scaling::none>(region, v, x));
    const bool is_near = std::fabs(outside) < logbessel::detail::log_kv_zero_band(region, v);
    return static_cast<int>(region) + (is_near ? in_band : 0);
  }
  static int region(double v, double x) {
    return static_cast<int>(logbessel::log_kv_region_of(v, x));
  }
  static constexpr double radii[] = {8, 12, 24, 36, 58, 250};
  static constexpr int regions = 8;
};

template <class F>
class Seams : public testing::Test {};
using Functions = testing::Types<log_i, log_k>;
TYPED_TEST_SUITE(Seams, Functions);

/// The last double x for which piece(v, x) is that of `low`, given that it differs at `high`.
double border(int (*piece)(double, double), double v, double low, double high) {
  const int here = piece(v, low);
  while (std::nextafter(low, high) < high) {
    const double middle = low + (high - low) / 2;
    (piece(v, middle) == here ? low : high) = middle;
  }
  return low;
}

/// The values at the doubles about x.
template <class F>
void expect_monotone(double v, double x) {
  for (int i = 0; i < neighbours; ++i) x = std::nextafter(x, 0.0);
  double before = F::value(v, x);
  for (int i = 0; i < 2 * neighbours; ++i) {
    x = std::nextafter(x, 1e308);
    const double now = F::value(v, x);
    ASSERT_GE(now, before) << std::hexfloat << "v = " << v << ", x = " << x << ", seed " << seed;
    before = now;
  }
}

TYPED_TEST(Seams, LogarithmIsMonotoneInTheArgument) {
  using F = TypeParam;
  std::mt19937_64 generator(seed);
  const auto uniform = [&](double high) {
    return std::uniform_real_distribution<double>(0, high)(generator);
  };
  std::set<std::pair<int, int>> crossed;
  for (int ray = 0; ray < rays; ++ray) {
    const double radius = F::radii[generator() % std::size(F::radii)];
    const double v = uniform(ray % 5 ? 1.0 : 0.01) * radius;
    const double at = ray % 7 ? std::sqrt(radius * radius - v * v) : 1.0;
    if (F::region(v, at * (1 - 1e-9)) == F::region(v, at * (1 + 1e-9))) continue;
    const double x = border(F::region, v, at * (1 - 1e-9), at * (1 + 1e-9));
    crossed.insert({F::region(v, x), F::region(v, std::nextafter(x, 1e308))});
    expect_monotone<F>(v, x);
  }
  EXPECT_GE(static_cast<int>(crossed.size()), F::regions - 1) << "some border was never crossed";
}

TYPED_TEST(Seams, LogarithmIsMonotoneAcrossTheZeroBand) {
  using F = TypeParam;
  std::mt19937_64 generator(seed);
  std::set<int> bands;
  for (int ray = 0; ray < rays / 4; ++ray) {
    const double v =
        std::exp(std::uniform_real_distribution<double>(std::log(1e-3), std::log(1e5))(generator));
    double low = 1e-6;
    double high = 2 * v + 10;
    while (std::nextafter(low, high) < high) {
      const double middle = low + (high - low) / 2;
      (F::value(v, middle) < 0 ? low : high) = middle;
    }
    const double zero = low;
    bands.insert(F::piece(v, zero));
    expect_monotone<F>(v, zero);
    // The edge is where the band ends on the way from the zero, up and down.
    for (const double far : {0.25 * zero, 4 * zero}) {
      if (F::piece(v, far) >= in_band || F::piece(v, zero) < in_band) continue;
      const auto is_in_band = [](double order, double x) {
        return F::piece(order, x) >= in_band ? 1 : 0;
      };
      const double x =
          far > zero ? border(is_in_band, v, zero, far) : border(is_in_band, v, far, zero);
      expect_monotone<F>(v, x);
    }
  }
  EXPECT_GE(static_cast<int>(bands.size()), F::regions - 1) << "some region's band was never met";
}

/// A derivative, the regions of its kernels, and its bound.
struct derivative {
  const char* name;
  double (*value)(double, double);
  int (*region)(double, double);
  double ulp;
};

int log_iv_dv_region(double v, double x) {
  return static_cast<int>(logbessel::detail::log_iv_derivative_region_index(v, x));
}
int log_iv_dx_region(double v, double x) {
  return static_cast<int>(logbessel::detail::iv_ratio_region_index(v + 1.0, x));
}
int log_kv_derivative_region(double v, double x) {
  return static_cast<int>(logbessel::detail::log_kv_derivative_region_index(v, x));
}

/// From one double to the next the errors of both may add up, beside what the derivative changes by: on average over the
/// doubles about x, and with a curvature for which as much again is allowed.
void expect_no_step(const derivative& d, double v, double x) {
  double low = x;
  double high = x;
  for (int i = 0; i < neighbours; ++i) {
    low = std::nextafter(low, 0.0);
    high = std::nextafter(high, 1e308);
  }
  const double change = std::fabs(d.value(v, high) - d.value(v, low)) / (2 * neighbours);
  double before = d.value(v, low);
  for (double at = low; at < high;) {
    at = std::nextafter(at, 1e308);
    const double now = d.value(v, at);
    const double ulp = std::nextafter(std::fabs(now), 1e308) - std::fabs(now);
    ASSERT_LE(std::fabs(now - before), 2 * d.ulp * ulp + 2 * change)
        << d.name << std::hexfloat << ", v = " << v << ", x = " << at << ", seed " << seed;
    before = now;
  }
}

TEST(SeamsOfDerivatives, TakeNoStep) {
  using namespace logbessel;
  const derivative derivatives[] = {
      {"log_iv_dv", log_iv_dv, log_iv_dv_region, accuracy::log_iv_dv_ulp},
      {"log_iv_dx", log_iv_dx, log_iv_dx_region, accuracy::log_iv_dx_ulp},
      {"log_kv_dv", log_kv_dv, log_kv_derivative_region, accuracy::log_kv_dv_ulp},
      {"log_kv_dx", log_kv_dx, log_kv_derivative_region, accuracy::log_kv_dx_ulp}};
  for (const derivative& d : derivatives) {
    std::mt19937_64 generator(seed);
    std::set<std::pair<int, int>> crossed;
    for (int ray = 0; ray < 1000; ++ray) {
      const double v = std::exp(
          std::uniform_real_distribution<double>(std::log(1e-6), std::log(1e4))(generator));
      for (double x = 1e-3; x < 1e5; x *= 1.25) {
        if (d.region(v, x) == d.region(v, 1.25 * x)) continue;
        const double at = border(d.region, v, x, 1.25 * x);
        crossed.insert({d.region(v, at), d.region(v, std::nextafter(at, 1e308))});
        expect_no_step(d, v, at);
        if (HasFatalFailure()) return;
      }
    }
    EXPECT_GE(crossed.size(), 6u) << d.name;
  }
}

TEST(Regions, AreRingsOfTheRadius) {
  using logbessel::log_iv_region;
  using logbessel::log_kv_region;
  EXPECT_EQ(logbessel::log_iv_region_of(0.0, 0.5), log_iv_region::series_11);
  EXPECT_EQ(logbessel::log_iv_region_of(2.0, 2.0), log_iv_region::series_17);
  EXPECT_EQ(logbessel::log_iv_region_of(3.0, 4.0), log_iv_region::patch_3);
  EXPECT_EQ(logbessel::log_iv_region_of(6.0, 8.0), log_iv_region::patch_6);
  EXPECT_EQ(logbessel::log_iv_region_of(12.0, 16.0), log_iv_region::patch_12);
  EXPECT_EQ(logbessel::log_iv_region_of(18.0, 24.0), log_iv_region::debye_20);
  EXPECT_EQ(logbessel::log_iv_region_of(30.0, 40.0), log_iv_region::debye_13);
  EXPECT_EQ(logbessel::log_iv_region_of(60.0, 80.0), log_iv_region::debye_10);
  EXPECT_EQ(logbessel::log_iv_region_of(1e308, 1e308), log_iv_region::debye_far);
  EXPECT_EQ(logbessel::log_iv_region_of(5e-324, 1e308), log_iv_region::debye_far);
  EXPECT_EQ(logbessel::log_kv_region_of(7.0, 0.5), log_kv_region::temme);
  EXPECT_EQ(logbessel::log_kv_region_of(3.0, 4.0), log_kv_region::recurrence);
  EXPECT_EQ(logbessel::log_kv_region_of(6.0, 8.0), log_kv_region::patch_8);
  EXPECT_EQ(logbessel::log_kv_region_of(12.0, 16.0), log_kv_region::patch_12);
  EXPECT_EQ(logbessel::log_kv_region_of(1e308, 5e-324), log_kv_region::debye_far);
}

}  // namespace
