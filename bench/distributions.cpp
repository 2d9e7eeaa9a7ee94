#include "distributions.hpp"

#include <logbessel/iv_ratio.hpp>
#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <initializer_list>
#include <numbers>
#include <random>
#include <stdexcept>
#include <utility>

namespace logbessel::bench {
namespace {

/// Not the distributions of <random>, whose results differ between standard libraries.
class random_source {
 public:
  explicit random_source(std::uint64_t seed) : bits_(seed) {}

  double uniform(double low, double high) {
    return low + (high - low) * 0x1p-53 * static_cast<double>(bits_() >> 11);
  }
  double log_uniform(double low, double high) {
    return std::exp(uniform(std::log(low), std::log(high)));
  }
  double integer(int low, int high) { return std::floor(uniform(low, high + 1)); }

 private:
  std::mt19937_64 bits_;
};

/// The x at which the logarithm is zero, by bisection; v >= 2^-10.
double zero_of(function f, double v) {
  double low = 1e-3;
  double high = 2.0 * v + 10.0;
  while (high - low > 0x1p-50 * high) {
    const double x = 0.5 * (low + high);
    const bool below = f == function::log_iv ? log_iv(v, x) < 0.0 : log_kv(v, x) > 0.0;
    (below ? low : high) = x;
  }
  return low;
}

struct named_draw {
  distribution shown;
  std::function<point(random_source&)> draw;
};

std::string text_of(double a) {
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), "%g", a);
  return text.data();
}

std::string text_of(double low, double high) { return text_of(low) + ".." + text_of(high); }

named_draw uniform(const std::string& name, double v_low, double v_high, double x_low,
                   double x_high) {
  return {{name, "v uniform " + text_of(v_low, v_high) + ", x uniform " + text_of(x_low, x_high)},
          [=](random_source& random) {
            const double v = random.uniform(v_low, v_high);
            return point{v, random.uniform(x_low, x_high)};
          }};
}

point log_uniform_point(random_source& random, double v_low, double v_high, double x_low,
                        double x_high) {
  const double v = random.log_uniform(v_low, v_high);
  return {v, random.log_uniform(x_low, x_high)};
}

named_draw log_uniform(const std::string& name, double v_low, double v_high, double x_low,
                       double x_high) {
  return {{name,
           "v log-uniform " + text_of(v_low, v_high) + ", x log-uniform " + text_of(x_low, x_high)},
          [=](random_source& random) {
            return log_uniform_point(random, v_low, v_high, x_low, x_high);
          }};
}

/// Of the densities on the unit sphere of so many dimensions: its normalizer has order dim/2 - 1, its mean resultant length
/// is the ratio of order dim/2.
named_draw von_mises_fisher(function f, int dim) {
  const double v = 0.5 * dim - (f == function::iv_ratio ? 0.0 : 1.0);
  return {{"vmf-" + std::to_string(dim), "v = " + text_of(v) + ", x log-uniform 1..1e6"},
          [=](random_source& random) {
            return point{v, random.log_uniform(1.0, 1e6)};
          }};
}

/// The points of a wider distribution for which it is so.
template <class Predicate>
std::function<point(random_source&)> within(std::function<point(random_source&)> wider,
                                            Predicate is_so) {
  return [=](random_source& random) {
    for (;;) {
      const point p = wider(random);
      if (is_so(p)) return p;
    }
  };
}

std::function<point(random_source&)> polar(double r_low, double r_high) {
  return [=](random_source& random) {
    const double r = random.log_uniform(r_low, r_high);
    const double angle = random.uniform(0.0, 0.5 * std::numbers::pi);
    return point{r * std::sin(angle), r * std::cos(angle)};
  };
}

/// `far` is the last region, so far out that it has points of its own.
template <class Region>
void add_log_regions(std::vector<named_draw>& all, Region (*region_of)(double, double),
                     std::initializer_list<std::pair<const char*, Region>> regions, Region far) {
  for (const auto& [name, region] : regions) {
    all.push_back({{std::string("region-") + name,
                    "angle uniform, hypot(v, x) log-uniform 1e-2..1e5, within the region"},
                   within(polar(1e-2, 1e5), [region = region, region_of](point p) {
                     return region_of(p.v, p.x) == region;
                   })});
  }
  all.push_back(
      {{"region-debye_far",
        "angle uniform, hypot(v, x) log-uniform 2^500..2^1000, within the region", true},
       within(polar(0x1p500, 0x1p1000), [=](point p) { return region_of(p.v, p.x) == far; })});
}

void add_iv_ratio_regions(std::vector<named_draw>& all) {
  using enum iv_ratio_region;
  for (const auto& [name, region] : {std::pair{"fraction_12", fraction_12},
                                     {"fraction_22", fraction_22},
                                     {"fraction_30", fraction_30},
                                     {"fraction_44", fraction_44},
                                     {"kummer", kummer},
                                     {"hankel", hankel},
                                     {"debye_16", debye_16},
                                     {"debye_10", debye_10},
                                     {"debye_6", debye_6}}) {
    all.push_back(
        {{std::string("region-") + name,
          "v - 1/2 log-uniform 1e-3..1e5, x log-uniform 1e-3..1e5, within the region"},
         within(
             [](random_source& random) {
               const point p = log_uniform_point(random, 1e-3, 1e5, 1e-3, 1e5);
               return point{p.v + 0.5, p.x};
             },
             [region = region](point p) { return iv_ratio_region_of(p.v, p.x) == region; })});
  }
  const auto slope = [&](const char* name, double low, double high, const char* text) {
    all.push_back({{name, text}, [=](random_source& random) {
                     const double v = random.log_uniform(0.5, 1e5);
                     return point{v, v * random.log_uniform(low, high)};
                   }});
  };
  slope("region-linear", 0x1p-60, 0x1p-31, "v log-uniform 0.5..1e5, x/v log-uniform 2^-60..2^-31");
  slope("region-tail", 0x1p61, 0x1p90, "v log-uniform 0.5..1e5, x/v log-uniform 2^61..2^90");
}

std::vector<named_draw> draws(function f) {
  const double least = least_order(f);
  const double least_positive = std::max(least, 1e-3);
  std::vector<named_draw> all = {
      uniform("box-0-150", least, 150, 0, 150),
      uniform("box-150-1e4", 150, 1e4, 150, 1e4),
      uniform("x-large", least, 150, 150, 1e4),
      uniform("v-large", 150, 1e4, 0, 150),
      uniform("small", least, 16, 0, 20),
      log_uniform("wide", least_positive, 1e5, 1e-3, 1e5),
      log_uniform("v-16", 16, 1e5, 1e-3, 1e5),
      von_mises_fisher(f, 2048),
      von_mises_fisher(f, 8192),
      von_mises_fisher(f, 32768),
  };
  const int least_integer = static_cast<int>(std::ceil(least));
  all.push_back(
      {{"integer-orders", "v = " + text_of(least_integer) + " ... 20; x log-uniform 1e-3..1e3"},
       [=](random_source& random) {
         const double v = random.integer(least_integer, 20);
         return point{v, random.log_uniform(1e-3, 1e3)};
       }});
  if (f != function::iv_ratio) {
    all.push_back(
        {{"near-zero-curve",
          "v log-uniform 2^-10..1e4, x within 2^-50..2^-10 of the zero, relatively"},
         [f](random_source& random) {
           const double v = random.log_uniform(0x1p-10, 1e4);
           const double side = random.integer(0, 1) == 0.0 ? -1.0 : 1.0;
           return point{v, zero_of(f, v) * (1.0 + side * random.log_uniform(0x1p-50, 0x1p-10))};
         }});
  }
  switch (f) {
    case function::log_iv: {
      using enum log_iv_region;
      add_log_regions<log_iv_region>(all, log_iv_region_of,
                                     {{"series_11", series_11},
                                      {"series_17", series_17},
                                      {"patch_3", patch_3},
                                      {"patch_6", patch_6},
                                      {"patch_12", patch_12},
                                      {"debye_20", debye_20},
                                      {"debye_13", debye_13},
                                      {"debye_10", debye_10},
                                      {"debye_6", debye_6}},
                                     debye_far);
      break;
    }
    case function::log_kv: {
      using enum log_kv_region;
      add_log_regions<log_kv_region>(all, log_kv_region_of,
                                     {{"temme", temme},
                                      {"recurrence", recurrence},
                                      {"patch_8", patch_8},
                                      {"patch_12", patch_12},
                                      {"debye_20", debye_20},
                                      {"debye_13", debye_13},
                                      {"debye_10", debye_10},
                                      {"debye_6", debye_6}},
                                     debye_far);
      break;
    }
    case function::iv_ratio:
      add_iv_ratio_regions(all);
      break;
  }
  return all;
}

}  // namespace

std::vector<distribution> distributions(function f) {
  std::vector<distribution> shown;
  for (const named_draw& each : draws(f)) shown.push_back(each.shown);
  return shown;
}

std::vector<point> sample(function f, const std::string& name, std::size_t count,
                          std::uint64_t seed) {
  for (const named_draw& each : draws(f)) {
    if (each.shown.name != name) continue;
    random_source random(seed);
    std::vector<point> points;
    while (points.size() < count) points.push_back(each.draw(random));
    return points;
  }
  throw std::invalid_argument("no distribution " + name);
}

std::vector<point> sample_log_uniform(double v_low, double v_high, double x_low, double x_high,
                                      std::size_t count, std::uint64_t seed) {
  random_source random(seed);
  std::vector<point> points;
  while (points.size() < count) {
    points.push_back(log_uniform_point(random, v_low, v_high, x_low, x_high));
  }
  return points;
}

}  // namespace logbessel::bench
