#include <reference/tables.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace logbessel::reference {
namespace {

using numbers = std::vector<double>;
using points = std::vector<point>;

constexpr double smallest = std::numeric_limits<double>::denorm_min();
constexpr double smallest_normal = std::numeric_limits<double>::min();
constexpr double largest = std::numeric_limits<double>::max();

// With all bits of the fraction in use: pi and the golden ratio.
constexpr double pi_fraction = 0x1.921fb54442d18p0;
constexpr double golden = 0x1.9e3779b97f4a8p0;

double after(double x) { return std::nextafter(x, largest); }
double before(double x) { return std::nextafter(x, 0.0); }

void add_grid(points& all, const numbers& first, const numbers& second) {
  for (const double a : first) {
    for (const double b : second) all.push_back({a, b});
  }
}

/// The largest x > 0 with (v - shift)^2 + x^2 < r^2, and the double after it.
std::array<double, 2> around_circle(double v, double shift, double r) {
  const precision_scope exact(4400);
  const real u = real(v) - shift;
  double x = sqrt(real(r) * r - u * u).to_double();
  const auto inside = [&](double a) { return u * u + real(a) * a < real(r) * r; };
  while (!inside(x)) x = before(x);
  while (inside(after(x))) x = after(x);
  return {x, after(x)};
}

/// Both sides of the circles hypot(v, x) = r, at several angles, as {scale v + offset, x}.
void add_circles(points& all, const numbers& radii, double scale = 1, double offset = 0) {
  for (const double r : radii) {
    for (const double share : {0.0, 0x1p-7, 0.375, 0.8125, 0x1.fffp-1}) {
      for (const double x : around_circle(share * r, 0, r)) {
        all.push_back({scale * share * r + offset, x});
      }
    }
  }
}

/// The neighbouring doubles in [low, high] between which f(first, .) changes its sign.
void add_zero(points& all, const function& f, double first, double low, double high) {
  constexpr int bits = 10;
  const int sign = f.exact(first, low, bits).sign();
  while (after(low) < high) {
    const double middle =
        low < high / 4 ? std::sqrt(low) * std::sqrt(high) : low + (high - low) / 2;
    (f.exact(first, middle, bits).sign() == sign ? low : high) = middle;
  }
  all.push_back({first, low});
  all.push_back({first, high});
}

const function& function_of(const std::string& name) {
  for (const function& f : functions()) {
    if (name == f.name) return f;
  }
  throw std::invalid_argument("no function " + name);
}

points log_bessel_points(const function& f) {
  points all;
  add_grid(all,
           {0, smallest, 0x1p-900, golden * 0x1p-40, 0.25, 0.5, 1, 1.5, golden * 2, 10, 20.5,
            golden * 100, 1000, golden * 0x1p20, 0x1p60, golden * 0x1p500, largest},
           {smallest, smallest_normal, golden * 0x1p-500, pi_fraction * 0x1p-20, 0.125, 0.75,
            pi_fraction, 5, 18, pi_fraction * 25, 300, pi_fraction * 0x1p20, 0x1p60,
            pi_fraction * 0x1p500, largest});
  add_circles(all, {3, 6, 8, 12, 24, 36, 58, 250});
  add_grid(all, {0, 0x1p-30, 0.5, 1, 1.75, 2.5, 5, 7.875}, {before(1), 1});
  // dim/2 - 1 for dim = 2048, 8192, 32768
  add_grid(all, {1023, 4095, 16383}, {1, 100, 1500, 9000, 60000, 1e7});
  // I_v runs from 0 to inf for v > 0, K_v from inf to 0.
  for (const double v : {0x1p-300, 0x1p-30, 0x1p-9, 0.1, 0.5, 1.0, 2.0, golden * 2, 10.0, 50.0,
                         95.5, 97.0, 1023.0, 16383.0, golden * 0x1p40}) {
    add_zero(all, f, v, smallest, 4 * v + 4);
  }
  return all;
}

points ratio_points(bool complement) {
  points all;
  const numbers x = {smallest,
                     smallest_normal,
                     golden * 0x1p-500,
                     pi_fraction * 0x1p-20,
                     0.125,
                     0.75,
                     pi_fraction,
                     5,
                     11,
                     pi_fraction * 8,
                     50,
                     300,
                     pi_fraction * 0x1p20,
                     0x1p58,
                     pi_fraction * 0x1p500,
                     largest};
  // At v = 1/2 one minus the ratio is 2/(1 + exp(2 x)).
  for (const double at : x) {
    if (!complement || at < 400) all.push_back({0.5, at});
  }
  add_grid(all,
           {after(0.5), 0.5 + 0x1p-9, 0.75, 1, 1.5, 2, golden * 5, 33, golden * 100, 1024, 4096,
            16384, golden * 0x1p20, 0x1p60, golden * 0x1p500, largest},
           x);
  for (const double r : {35.0, 81.0, 404.0}) {
    for (const double share : {0x1p-7, 0.375, 0.8125, 0x1.fffp-1}) {
      const double v = share * r + 1;
      for (const double at : around_circle(v, 1, r)) all.push_back({v, at});
    }
  }
  for (const double at : {1.0, 2.0, 8.0, 16.0, 35.0}) {
    add_grid(all, {before(0.5 + 0x1p-6), 0.5 + 0x1p-6, before(1), 1, 3.25}, {at, after(at)});
  }
  for (const double v : {0.625, 1.0, 1024.0}) {
    add_grid(all, {v}, {v * 0x1p-30, after(v * 0x1p-30), before(v * 0x1p60), v * 0x1p60});
  }
  return all;
}

points normalizer_points(const function& f) {
  points all;
  add_grid(all,
           {2, after(2), 2.5, 3, 4, golden * 5, 18, 32, 100, 2048, 8192, 32768, golden * 0x1p20,
            0x1p60, golden * 0x1p500, largest},
           {0, smallest, golden * 0x1p-500, pi_fraction * 0x1p-20, 0.5, 1, 2.5, 10, pi_fraction * 8,
            300, 9000, pi_fraction * 0x1p20, 0x1p60, pi_fraction * 0x1p500, largest});
  add_circles(all, {3, 6, 12, 24, 36, 58, 250}, 2, 2);
  add_grid(all, {2048, 8192, 32768}, {1000, 5000, 20000, 1e7});
  // log C falls from the minus log area of the sphere, which is above 0 from dim = 18 on.
  for (const double dim : {18.0, 20.5, 32.0, 100.0, 2048.0, 32768.0}) {
    add_zero(all, f, dim, smallest, 100 * dim);
  }
  return all;
}

points kappa_points(const numbers& rbar_or_c) {
  points all;
  add_grid(all,
           {2, after(2), 2.5, 3, before(4), 4, golden * 5, 50, 128, 1024, 2048, 8192, 32768,
            golden * 0x1p20, 0x1.8p24, before(0x1p30), 0x1p30, 0x1p60},
           rbar_or_c);
  return all;
}

points vmf_kappa_points() {
  return kappa_points({smallest,
                       smallest_normal,
                       golden * 0x1p-500,
                       before(0x1p-30),
                       0x1p-30,
                       after(0x1p-30),
                       golden * 0x1p-20,
                       0.1,
                       0.25,
                       before(0.5),
                       0.5,
                       after(0.5),
                       0.75,
                       0.9,
                       0.99,
                       1 - golden * 0x1p-20,
                       1 - 0x1p-29,
                       before(1 - 0x1p-30),
                       1 - 0x1p-30,
                       after(1 - 0x1p-30),
                       1 - 0x1p-52,
                       before(1)});
}

points vmf_kappa_c_points() {
  return kappa_points({0x1p-900,
                       golden * 0x1p-500,
                       golden * 0x1p-60,
                       before(0x1p-30),
                       0x1p-30,
                       after(0x1p-30),
                       golden * 0x1p-20,
                       0.01,
                       0.1,
                       0.25,
                       before(0.5),
                       0.5,
                       after(0.5),
                       0.75,
                       0.9,
                       0.99,
                       1 - golden * 0x1p-20,
                       before(1 - 0x1p-30),
                       1 - 0x1p-30,
                       after(1 - 0x1p-30),
                       before(1)});
}

}  // namespace

std::span<const function> functions() {
  static constexpr function all[] = {
      {"log_iv", {"v", "x"}, log_iv},
      {"log_kv", {"v", "x"}, log_kv},
      {"iv_ratio", {"v", "x"}, iv_ratio},
      {"iv_ratio_c", {"v", "x"}, iv_ratio_c},
      {"vmf_log_normalizer", {"dim", "kappa"}, vmf_log_normalizer},
      {"vmf_kappa", {"dim", "rbar"}, vmf_kappa},
      {"vmf_kappa_c", {"dim", "c"}, vmf_kappa_c},
  };
  return all;
}

std::vector<point> table_points(const std::string& name) {
  const function& f = function_of(name);
  if (name == "iv_ratio" || name == "iv_ratio_c") return ratio_points(name == "iv_ratio_c");
  if (name == "vmf_log_normalizer") return normalizer_points(f);
  if (name == "vmf_kappa") return vmf_kappa_points();
  if (name == "vmf_kappa_c") return vmf_kappa_c_points();
  return log_bessel_points(f);
}

}  // namespace logbessel::reference
