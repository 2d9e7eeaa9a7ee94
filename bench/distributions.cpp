#include "distributions.hpp"

#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>

#include <cmath>
#include <functional>
#include <numbers>
#include <random>
#include <stdexcept>

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

template <class Region>
named_draw region_draw(const std::string& name, Region wanted,
                       Region (*region_of)(double, double)) {
  return {{"region-" + name, "angle uniform, hypot(v, x) log-uniform 1e-2..1e5, within the region"},
          [=](random_source& random) {
            for (;;) {
              const double r = random.log_uniform(1e-2, 1e5);
              const double angle = random.uniform(0.0, 0.5 * std::numbers::pi);
              const point p = {r * std::sin(angle), r * std::cos(angle)};
              if (region_of(p.v, p.x) == wanted) return p;
            }
          }};
}

named_draw box(const std::string& name, double v_low, double v_high, double x_low, double x_high) {
  const auto text = [](double a) {
    std::string digits = std::to_string(a);
    digits.erase(digits.find_last_not_of('0') + 1);
    return digits.back() == '.' ? digits.substr(0, digits.size() - 1) : digits;
  };
  return {{name, "v uniform " + text(v_low) + ".." + text(v_high) + ", x uniform " + text(x_low) +
                     ".." + text(x_high)},
          [=](random_source& random) {
            const double v = random.uniform(v_low, v_high);
            return point{v, random.uniform(x_low, x_high)};
          }};
}

std::vector<named_draw> draws(function f) {
  std::vector<named_draw> all = {
      box("box-0-150", 0, 150, 0, 150),
      box("box-150-1e4", 150, 1e4, 150, 1e4),
      box("small", 0, 12.7, 0, 19.7),
      box("x-large", 0, 150, 150, 1e4),
      box("v-large", 150, 1e4, 0, 150),
      {{"wide", "v log-uniform 1e-3..1e5, x log-uniform 1e-4..1e5"},
       [](random_source& random) {
         const double v = random.log_uniform(1e-3, 1e5);
         return point{v, random.log_uniform(1e-4, 1e5)};
       }},
      {{"vmf", "v = p/2 - 1 or p/2, p = 2048, 8192 or 32768; x log-uniform 1..1e5"},
       [](random_source& random) {
         const double half_p = 1024.0 * std::pow(4.0, random.integer(0, 2));
         const double v = half_p - random.integer(0, 1);
         return point{v, random.log_uniform(1.0, 1e5)};
       }},
      {{"integer-orders", "v = 0, 1 ... 20; x log-uniform 1e-3..1e3"},
       [](random_source& random) {
         const double v = random.integer(0, 20);
         return point{v, random.log_uniform(1e-3, 1e3)};
       }},
      {{"near-zero-curve",
        "v log-uniform 2^-10..1e4, x within 2^-50..2^-10 of the zero, relatively"},
       [f](random_source& random) {
         const double v = random.log_uniform(0x1p-10, 1e4);
         const double side = random.integer(0, 1) == 0.0 ? -1.0 : 1.0;
         return point{v, zero_of(f, v) * (1.0 + side * random.log_uniform(0x1p-50, 0x1p-10))};
       }}};
  if (f == function::log_iv) {
    using enum log_iv_region;
    for (const auto& [name, region] : {std::pair{"series_11", series_11},
                                       {"series_17", series_17},
                                       {"patch_3", patch_3},
                                       {"patch_6", patch_6},
                                       {"patch_12", patch_12},
                                       {"debye_20", debye_20},
                                       {"debye_13", debye_13},
                                       {"debye_10", debye_10},
                                       {"debye_6", debye_6}}) {
      all.push_back(region_draw<log_iv_region>(name, region, log_iv_region_of));
    }
  } else {
    using enum log_kv_region;
    for (const auto& [name, region] : {std::pair{"temme", temme},
                                       {"recurrence", recurrence},
                                       {"patch_8", patch_8},
                                       {"patch_12", patch_12},
                                       {"debye_20", debye_20},
                                       {"debye_13", debye_13},
                                       {"debye_10", debye_10},
                                       {"debye_6", debye_6}}) {
      all.push_back(region_draw<log_kv_region>(name, region, log_kv_region_of));
    }
  }
  return all;
}

}  // namespace

std::string name_of(function f) { return f == function::log_iv ? "log_iv" : "log_kv"; }

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

}  // namespace logbessel::bench
