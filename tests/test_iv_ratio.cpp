// iv_ratio and iv_ratio_c: special values, accuracy over named plans and across every border between
// regions, float, and order between neighbours.

#include <logbessel/accuracy.hpp>
#include <logbessel/iv_ratio.hpp>

#include <gtest/gtest.h>
#include <reference/oracle.hpp>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <limits>
#include <random>
#include <set>

namespace {

namespace accuracy = logbessel::accuracy;
namespace reference = logbessel::reference;

using logbessel::iv_ratio;
using logbessel::iv_ratio_c;
using logbessel::iv_ratio_region;
using logbessel::iv_ratio_region_of;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double largest = std::numeric_limits<double>::max();
constexpr double smallest = std::numeric_limits<double>::denorm_min();
constexpr std::uint64_t seed = 20;

TEST(IvRatio, SpecialValues) {
  const struct {
    double v, x, ratio, complement;
  } table[] = {
      {0.5, 0.0, 0.0, 1.0},       {3.0, 0.0, 0.0, 1.0},          {3.0, -0.0, 0.0, 1.0},
      {3.0, infinity, 1.0, 0.0},  {largest, infinity, 1.0, 0.0}, {infinity, 0.0, 0.0, 1.0},
      {infinity, 5.0, 0.0, 1.0},  {infinity, largest, 0.0, 1.0}, {infinity, infinity, nan, nan},
      {0.25, 1.0, nan, nan},      {-1.0, 1.0, nan, nan},         {3.0, -1.0, nan, nan},
      {3.0, -infinity, nan, nan}, {nan, 1.0, nan, nan},          {3.0, nan, nan, nan},
      {nan, nan, nan, nan},       {1.0, smallest, 0.0, 1.0},     {0.5, smallest, smallest, 1.0},
      {0.5, largest, 1.0, 0.0},   {largest, smallest, 0.0, 1.0}};
  const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
  for (const auto& row : table) {
    EXPECT_PRED2(same, iv_ratio(row.v, row.x), row.ratio) << row.v << " " << row.x;
    EXPECT_PRED2(same, iv_ratio_c(row.v, row.x), row.complement) << row.v << " " << row.x;
  }
  for (const auto& row : table) {
    const float v = static_cast<float>(row.v);
    const float x = static_cast<float>(row.x);
    EXPECT_PRED2(same, iv_ratio(v, x), static_cast<float>(iv_ratio(double{v}, double{x})));
    EXPECT_PRED2(same, iv_ratio_c(v, x), static_cast<float>(iv_ratio_c(double{v}, double{x})));
  }
}

using reference::real;

/// |computed - exact| in units of the last place of the exact value, in the format of Number.
template <class Number>
double ulp_error(Number computed, const real& exact) {
  const reference::precision_scope precision(200);
  using limits = std::numeric_limits<Number>;
  const long unit = std::max<long>(exact.exponent(), limits::min_exponent) - limits::digits;
  return scaled(abs(real(double{computed}) - exact), -unit).to_double();
}

/// The largest error seen of a function, and where.
struct worst_case {
  const char* name;
  double error = 0.0;
  double v = 0.0, x = 0.0;

  void add(double e, double at_v, double at_x) {
    if (!(e <= error)) *this = {name, e, at_v, at_x};
  }
  void print(const char* plan) const {
    std::printf("%-12s %-24s %.4f ULP at v = %a, x = %a\n", name, plan, error, v, x);
  }
};

struct ratio_errors {
  worst_case ratio{"iv_ratio"}, complement{"iv_ratio_c"};

  // One call of the oracle gives the smaller of the two; the other is one minus it.
  void add(double v, double x) {
    const reference::precision_scope precision(200);
    const bool low = iv_ratio(v, x) < 0.5;
    const real exact = low ? reference::iv_ratio(v, x) : reference::iv_ratio_c(v, x);
    const real other = real(1.0) - exact;
    ratio.add(ulp_error(iv_ratio(v, x), low ? exact : other), v, x);
    complement.add(ulp_error(iv_ratio_c(v, x), low ? other : exact), v, x);
  }
  void add(const ratio_errors& other) {
    ratio.add(other.ratio.error, other.ratio.v, other.ratio.x);
    complement.add(other.complement.error, other.complement.v, other.complement.x);
  }
  void print(const char* plan) const {
    ratio.print(plan);
    complement.print(plan);
  }
};

struct point {
  double v, x;
};

double log_uniform(std::mt19937_64& generator, double low, double high) {
  return std::exp(std::uniform_real_distribution<double>(std::log(low), std::log(high))(generator));
}

double uniform(std::mt19937_64& generator, double low, double high) {
  return std::uniform_real_distribution<double>(low, high)(generator);
}

const struct {
  const char* name;
  int points;
  std::function<point(std::mt19937_64&)> draw;
} plans[] = {
    {"v, x in [1/2, 60]", 4000,
     [](auto& g) {
       return point{uniform(g, 0.5, 60), uniform(g, 0, 60)};
     }},
    {"moderate, log-uniform", 4000,
     [](auto& g) {
       return point{log_uniform(g, 0.5, 1e5), log_uniform(g, 1e-5, 1e5)};
     }},
    {"all, log-uniform", 700,
     [](auto& g) {
       return point{log_uniform(g, 0.5, 1.7e308), log_uniform(g, 5e-324, 1.7e308)};
     }},
    {"v from 1/2 to 1", 4000,
     [](auto& g) {
       return point{0.5 + log_uniform(g, 0x1p-53, 0.5), log_uniform(g, 0.01, 1e4)};
     }},
    {"v = 1/2", 150,
     [](auto& g) {
       return point{0.5, uniform(g, 0, 380)};
     }},
    {"v = 1", 1000,
     [](auto& g) {
       return point{1.0, log_uniform(g, 1e-3, 1e6)};
     }},
    {"inner end of debye_16", 4000,
     [](auto& g) {
       return point{1.0 + log_uniform(g, 1e-4, 10), uniform(g, 35, 36)};
     }},
    {"x subnormal", 500,
     [](auto& g) {
       return point{log_uniform(g, 0.5, 1e3), log_uniform(g, 5e-324, 2e-308)};
     }},
};

/// The last number on the side of `low` whose region is that of `low`.
template <class Region>
double border(Region region, double low, double high) {
  const iv_ratio_region at_low = region(low);
  for (;;) {
    const double middle = low + (high - low) / 2;
    if (middle == low || middle == high) return low;
    (region(middle) == at_low ? low : high) = middle;
  }
}

TEST(IvRatio, IsAccurateOverThePlans) {
  std::printf("seed %u\n", static_cast<unsigned>(seed));
  ratio_errors all;
  for (const auto& plan : plans) {
    std::mt19937_64 generator(seed);
    ratio_errors errors;
    for (int i = 0; i < plan.points; ++i) {
      const point p = plan.draw(generator);
      errors.add(p.v, p.x);
    }
    errors.print(plan.name);
    all.add(errors);
  }
  EXPECT_LE(all.ratio.error, accuracy::iv_ratio_ulp);
  EXPECT_GT(all.ratio.error, accuracy::iv_ratio_ulp / 2);
  EXPECT_LE(all.complement.error, accuracy::iv_ratio_c_ulp);
  EXPECT_GT(all.complement.error, accuracy::iv_ratio_c_ulp / 2);
}

TEST(IvRatio, IsAccurateOnBothSidesOfEveryBorder) {
  std::mt19937_64 generator(seed);
  std::set<iv_ratio_region> regions;
  ratio_errors errors;
  const auto visit = [&](double v, double x) {
    regions.insert(iv_ratio_region_of(v, x));
    errors.add(v, x);
  };
  for (int i = 0; i < 1500; ++i) {
    const double v = i % 3 ? log_uniform(generator, 0.5, 1e3) : uniform(generator, 0.5, 1.5);
    const double low = log_uniform(generator, 1e-10, 1e3);
    const double high = low * log_uniform(generator, 1.0, 100.0);
    const double x = border([v](double a) { return iv_ratio_region_of(v, a); }, low, high);
    visit(v, x);
    visit(v, std::nextafter(x, infinity));

    const double top = v + log_uniform(generator, 1e-3, 1e3);
    const double w = border([x](double a) { return iv_ratio_region_of(a, x); }, v, top);
    visit(w, x);
    visit(std::nextafter(w, infinity), x);
  }
  for (int i = 0; i < 200; ++i) {
    const double v = log_uniform(generator, 0.5, 1e280);
    const double x = 0x1p60 * v;
    visit(v, x);
    visit(v, std::nextafter(x, 0.0));
  }
  errors.print("borders");
  EXPECT_EQ(regions.size(), static_cast<std::size_t>(iv_ratio_region::tail) + 1);
  EXPECT_LE(errors.ratio.error, accuracy::iv_ratio_ulp);
  EXPECT_LE(errors.complement.error, accuracy::iv_ratio_c_ulp);
}

TEST(IvRatio, FloatIsRoundedOnce) {
  std::mt19937_64 generator(seed);
  worst_case ratio{"iv_ratio"};
  worst_case complement{"iv_ratio_c"};
  for (int i = 0; i < 4000; ++i) {
    const float v = static_cast<float>(log_uniform(generator, 0.5, 1e6));
    const float x = static_cast<float>(log_uniform(generator, 1e-40, 1e6));
    ratio.add(ulp_error(iv_ratio(v, x), reference::iv_ratio(v, x)), v, x);
    complement.add(ulp_error(iv_ratio_c(v, x), reference::iv_ratio_c(v, x)), v, x);
  }
  ratio.print("float");
  complement.print("float");
  EXPECT_LE(ratio.error, accuracy::iv_ratio_float_ulp);
  EXPECT_LE(complement.error, accuracy::iv_ratio_float_ulp);
}

}  // namespace
