#include "plans.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <numbers>
#include <optional>
#include <sstream>
#include <utility>

namespace logbessel::harness {
namespace {

constexpr double largest = std::numeric_limits<double>::max();
constexpr double smallest = std::numeric_limits<double>::denorm_min();

/// Numbers x > 0 stand in the order of their bits; n steps up or down, within the finite ones.
double steps_from(double x, long n) {
  const auto b = static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(x)) + n;
  const auto top = static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(largest));
  return std::bit_cast<double>(static_cast<std::uint64_t>(std::clamp<std::int64_t>(b, 1, top)));
}

/// The last x of [low, high) for which is_low holds, given that it holds at low and not at high, 0 < low < high.
template <class F>
double last_of(F is_low, double low, double high) {
  auto first = std::bit_cast<std::uint64_t>(low);
  auto last = std::bit_cast<std::uint64_t>(high);
  while (last - first > 1) {
    const std::uint64_t middle = first + (last - first) / 2;
    (is_low(std::bit_cast<double>(middle)) ? first : last) = middle;
  }
  return std::bit_cast<double>(first);
}

/// The double x > 0 before the one at which f(v, x) changes its sign, if it does.
std::optional<double> zero_of(scalar_function f, double v) {
  const bool negative = f(v, smallest) < 0.0;
  if (negative == (f(v, largest) < 0.0)) return {};
  return last_of([=](double x) { return (f(v, x) < 0.0) == negative; }, smallest, largest);
}

template <class Draw>
plan simple(std::string name, std::string description, Draw draw) {
  return {std::move(name), std::move(description),
          [draw](random_source& random, std::uint64_t) { return draw(random); }};
}

/// Points at and near the places where the region changes along a line parallel to an axis, drawn from `start`.
template <class Start>
plan seam_plan(region_function region_of, Start start) {
  return simple("seams",
                "both sides of every border between regions, 0 to 4 units in the last place away, "
                "or 10^-16..10^-2",
                [=](random_source& random) {
                  const auto moved = [&random](double x) {
                    if (random.one_in(2)) return steps_from(x, random.integer(-3, 4));
                    return x * (1.0 + random.sign() * random.log_uniform(1e-16, 1e-2));
                  };
                  for (;;) {
                    const point low = start(random);
                    const point high = start(random);
                    const int here = region_of(low.a, low.b);
                    if (random.one_in(2)) {
                      if (!(low.b < high.b) || region_of(low.a, high.b) == here) continue;
                      const double b = last_of(
                          [&](double x) { return region_of(low.a, x) == here; }, low.b, high.b);
                      return point{low.a, moved(b)};
                    }
                    if (!(0.0 < low.a && low.a < high.a) || region_of(high.a, low.b) == here)
                      continue;
                    const double a = last_of([&](double v) { return region_of(v, low.b) == here; },
                                             low.a, high.a);
                    const double at = moved(a);
                    return point{at < low.a ? a : at, low.b};
                  }
                });
}

double extreme(random_source& random) {
  static const std::vector<double> numbers = {
      smallest, 0x1p-1022, 1e-300, 0x1p-500, 0x1p-300, 0x1p-150, 1e-16,    0x1p-53, 0x1p-30,
      1.0,      96.0,      1e16,   0x1p53,   0x1p500,  1e300,    0x1p1000, largest};
  const double x = random.pick(numbers);
  if (random.one_in(2)) return steps_from(x, random.integer(-2, 2));
  return std::clamp(x * random.log_uniform(0.25, 4.0), smallest, largest);
}

}  // namespace

const std::vector<double>& listed_orders() {
  static const std::vector<double> orders = {
      0.0,  1e-30, 1e-10, 1e-3, 0.01, 0.1,  0.25,  1.0 / 3, 0.5,  0.75, 1.0,  1.25, 1.5,
      2.0,  2.5,   2.9,   3.0,  3.5,  4.0,  5.0,   5.9,     6.0,  7.0,  7.9,  8.0,  9.5,
      10.0, 11.9,  12.0,  15.0, 16.0, 20.0, 23.9,  24.0,    31.0, 36.0, 50.0, 58.0, 64.0,
      95.9, 96.0,  127.5, 250., 500., 1023, 4095., 16383.,  1e6,  1e12, 1e30};
  return orders;
}

plan box_plan(double a_low, double a_high, double b_low, double b_high, bool is_logarithmic) {
  std::ostringstream text;
  text << (is_logarithmic ? "log-uniform" : "uniform") << " in [" << a_low << ", " << a_high
       << "] x [" << b_low << ", " << b_high << "]";
  return simple("box", text.str(), [=](random_source& random) {
    const auto draw = [&](double low, double high) {
      if (!(low < high)) return low;
      return is_logarithmic ? random.log_uniform(low, high) : random.uniform(low, high);
    };
    const double a = draw(a_low, a_high);
    return point{a, draw(b_low, b_high)};
  });
}

plan list_plan(const std::string& name, const std::string& description, std::vector<point> points) {
  const auto shared = std::make_shared<std::vector<point>>(std::move(points));
  return {name, description, [shared](random_source&, std::uint64_t index) {
            return (*shared)[static_cast<std::size_t>(index % shared->size())];
          }};
}

std::vector<plan> quarter_plane_plans(region_function region_of) {
  return {
      simple("wide", "v log-uniform 1e-3..1e5, x log-uniform 1e-4..1e5",
             [](random_source& random) {
               const double v = random.log_uniform(1e-3, 1e5);
               return point{v, random.log_uniform(1e-4, 1e5)};
             }),
      simple("angles", "angle uniform, hypot(v, x) log-uniform 1e-2..1e6",
             [](random_source& random) {
               const double r = random.log_uniform(1e-2, 1e6);
               const double angle = random.uniform(0.0, 0.5 * std::numbers::pi);
               return point{r * std::sin(angle), r * std::cos(angle)};
             }),
      simple("small", "v uniform 0..16, x uniform 0..24",
             [](random_source& random) {
               const double v = random.uniform(0.0, 16.0);
               return point{v, 24.0 - random.uniform(0.0, 24.0)};
             }),
      simple("everything", "v and x any positive double, all bit patterns alike",
             [](random_source& random) {
               const double v = random.any_positive();
               return point{v, random.any_positive()};
             }),
      simple("extremes", "v and x at or near 5e-324, 2^-1022, ... 1, ... 2^1000, DBL_MAX",
             [](random_source& random) {
               const double v = random.one_in(8) ? 0.0 : extreme(random);
               return point{v, extreme(random)};
             }),
      simple("tiny-orders", "v = 0, or log-uniform 5e-324..1e-2; x log-uniform 1e-300..700",
             [](random_source& random) {
               const double v = random.one_in(4) ? 0.0 : random.log_uniform(smallest, 1e-2);
               return point{v, random.log_uniform(1e-300, 700.0)};
             }),
      simple("half-integers", "v = k/2 <= 64, or 10^-16..10^-2 beside it; x log-uniform 1e-3..1e3",
             [](random_source& random) {
               double v = 0.5 * static_cast<double>(random.integer(0, 128));
               if (random.one_in(2))
                 v = std::fabs(v + random.sign() * random.log_uniform(1e-16, 1e-2));
               return point{v, random.log_uniform(1e-3, 1e3)};
             }),
      seam_plan(region_of,
                [](random_source& random) {
                  const double v = random.one_in(4) ? random.uniform(0.0, 300.0)
                                                    : random.log_uniform(1e-3, 300.0);
                  return point{v, random.log_uniform(1e-2, 300.0)};
                }),
      {"floats", "50 orders; x runs through all positive floats, in a scattered order",
       [](random_source& random, std::uint64_t index) {
         // An odd factor permutes the numbers below 2^31, of which the positive finite floats are some.
         const auto bits = static_cast<std::uint32_t>(index * 0x9e3779b1u) & 0x7fffffffu;
         const double v = random.pick(listed_orders());
         const float x = std::bit_cast<float>(bits);
         return point{v, x > 0.0f && std::isfinite(x) ? double{x} : 1.0};
       }},
  };
}

std::vector<plan> negative_order_plans(scalar_function sign) {
  return {
      simple("small", "v uniform 0..20, x uniform 0..24",
             [](random_source& random) {
               const double v = random.uniform(0.0, 20.0);
               return point{v, 24.0 - random.uniform(0.0, 24.0)};
             }),
      simple("wide", "v log-uniform 1e-3..1e3, x log-uniform 1e-3..1e3",
             [](random_source& random) {
               const double v = random.log_uniform(1e-3, 1e3);
               return point{v, random.log_uniform(1e-3, 1e3)};
             }),
      simple("everything", "v and x any positive double, all bit patterns alike",
             [](random_source& random) {
               const double v = random.any_positive();
               return point{v, random.any_positive()};
             }),
      simple("tiny-orders",
             "v log-uniform 1e-20..1e-2, of eight one 5e-324..1e-2; x log-uniform 1e-300..700",
             [](random_source& random) {
               const double v = random.log_uniform(random.one_in(8) ? smallest : 1e-20, 1e-2);
               return point{v, random.log_uniform(1e-300, 700.0)};
             }),
      simple("integers", "v = k/2 <= 64 and 10^-16..10^-2 beside it; x log-uniform 1e-3..1e3",
             [](random_source& random) {
               const double v = 0.5 * static_cast<double>(random.integer(1, 128));
               return point{v + random.sign() * random.log_uniform(1e-16, 1e-2),
                            random.log_uniform(1e-3, 1e3)};
             }),
      simple("turning", "v log-uniform 1..2^50, x/v uniform 0.4..1.1: I_v and K_v are comparable",
             [](random_source& random) {
               const double v = random.log_uniform(1.0, 0x1p50);
               return point{v, v * random.uniform(0.4, 1.1)};
             }),
      simple("balance", "v log-uniform 1..2^50, log(x/v) + 0.4113 up to 30/v in size",
             [](random_source& random) {
               const double v = random.log_uniform(1.0, 0x1p50);
               return point{v, 0.66274341934918158 * v * std::exp(random.uniform(-30.0, 30.0) / v)};
             }),
      simple("zeros",
             "v uniform 1..60 or log-uniform 1..2^50; x at 10^-16..1/8 from a zero, relatively",
             [sign](random_source& random) {
               for (;;) {
                 const double v =
                     random.one_in(2) ? random.uniform(1.0, 60.0) : random.log_uniform(1.0, 0x1p50);
                 if (!(sign(v, smallest) < 0.0)) continue;
                 const double x =
                     last_of([=](double y) { return sign(v, y) < 0.0; }, smallest, largest);
                 return point{v, x * (1.0 + random.sign() * random.log_uniform(1e-16, 0.125))};
               }
             }),
  };
}

std::vector<plan> bessel_plans(scalar_function f, region_function region_of) {
  const auto near_zero = [f](auto distance) {
    return [f, distance](random_source& random) {
      for (;;) {
        const double v =
            random.one_in(5) ? random.any_positive() : random.log_uniform(0x1p-10, 1e6);
        if (const std::optional<double> x = zero_of(f, v)) {
          const double at = distance(random, *x);
          if (at > 0.0 && at <= largest) return point{v, at};
        }
      }
    };
  };
  std::vector<plan> plans = quarter_plane_plans(region_of);
  const std::vector<plan> beside_zeros = {
      simple("zero-curve",
             "v log-uniform 2^-10..1e6, of five one any positive double; x at 10^-16..1/8 from the "
             "zero, relatively",
             near_zero([](random_source& random, double x) {
               return x * (1.0 + random.sign() * random.log_uniform(1e-16, 0.125));
             })),
      simple("zero-neighbours", "the same orders; the four doubles on each side of the zero",
             near_zero([](random_source& random, double x) {
               return steps_from(x, random.integer(-3, 4));
             }))};
  plans.insert(plans.end() - 1, beside_zeros.begin(), beside_zeros.end());
  return plans;
}

std::vector<plan> ratio_plans(region_function region_of) {
  return {
      simple("small", "v uniform 1/2..60, x uniform 0..60",
             [](random_source& random) {
               const double v = random.uniform(0.5, 60.0);
               return point{v, 60.0 - random.uniform(0.0, 60.0)};
             }),
      simple("wide", "v log-uniform 1/2..1e5, x log-uniform 1e-5..1e5",
             [](random_source& random) {
               const double v = random.log_uniform(0.5, 1e5);
               return point{v, random.log_uniform(1e-5, 1e5)};
             }),
      simple("everything", "v >= 1/2 and x any positive double, log-uniform",
             [](random_source& random) {
               const double v = random.log_uniform(0.5, largest);
               return point{v, random.any_positive()};
             }),
      simple("extremes", "v and x at or near the ends of double and powers between",
             [](random_source& random) {
               const double v = std::max(0.5, extreme(random));
               const double x = extreme(random);
               // 1 - I_{1/2}/I_{-1/2} is about 2 exp(-2 x), which falls below the exponents of the oracle.
               return point{v, v == 0.5 ? std::min(x, 0x1p28) : x};
             }),
      simple("v-to-1", "v - 1/2 log-uniform 2^-53..1/2, x log-uniform 0.01..1e4",
             [](random_source& random) {
               const double v = 0.5 + random.log_uniform(0x1p-53, 0.5);
               return point{v, random.log_uniform(0.01, 1e4)};
             }),
      simple("half-integers", "v = k/2 <= 64, of four one 1/2; x log-uniform 1e-3..1e3",
             [](random_source& random) {
               const double v =
                   random.one_in(4) ? 0.5 : 0.5 * static_cast<double>(random.integer(1, 128));
               return point{v, random.log_uniform(1e-3, 1e3)};
             }),
      simple("debye-end", "v - 1 log-uniform 1e-4..10, x uniform 35..36: the inner end of debye_16",
             [](random_source& random) {
               const double v = 1.0 + random.log_uniform(1e-4, 10.0);
               return point{v, random.uniform(35.0, 36.0)};
             }),
      seam_plan(region_of,
                [](random_source& random) {
                  const double v =
                      random.one_in(2) ? random.uniform(0.5, 1.5) : random.log_uniform(0.5, 1e3);
                  return point{v, random.one_in(4) ? random.log_uniform(1e-12, 1e22)
                                                   : random.log_uniform(1e-2, 1e3)};
                }),
  };
}

std::vector<plan> vmf_normalizer_plans(region_function region_of) {
  return {
      simple("small", "dim uniform 2..60, kappa uniform 0..60",
             [](random_source& random) {
               const double dim = random.uniform(2.0, 60.0);
               return point{dim, random.uniform(0.0, 60.0)};
             }),
      simple("series", "dim uniform 2..8, kappa uniform 0..3",
             [](random_source& random) {
               const double dim = random.uniform(2.0, 8.0);
               return point{dim, random.uniform(0.0, 3.0)};
             }),
      simple("wide", "dim log-uniform 2..1e6, kappa log-uniform 1e-6..1e9",
             [](random_source& random) {
               const double dim = random.log_uniform(2.0, 1e6);
               return point{dim, random.log_uniform(1e-6, 1e9)};
             }),
      simple("everything", "dim log-uniform 2..1e300, kappa log-uniform 1e-300..1e300",
             [](random_source& random) {
               const double dim = random.log_uniform(2.0, 1e300);
               return point{dim, random.log_uniform(1e-300, 1e300)};
             }),
      simple("uniform-density", "kappa = 0, integer dim log-uniform to 1e5",
             [](random_source& random) {
               return point{1.0 + std::floor(random.log_uniform(1.0, 1e5)), 0.0};
             }),
      simple("sphere", "dim = 3, kappa log-uniform 1e-3..1e15",
             [](random_source& random) {
               return point{3.0, random.log_uniform(1e-3, 1e15)};
             }),
      simple("zero", "dim uniform 17..30, kappa uniform 0..20, where log C is small",
             [](random_source& random) {
               const double dim = random.uniform(17.0, 30.0);
               return point{dim, random.uniform(0.0, 20.0)};
             }),
      seam_plan(region_of,
                [](random_source& random) {
                  const double dim =
                      random.one_in(2) ? random.uniform(2.0, 30.0) : random.log_uniform(2.0, 600.0);
                  return point{dim, random.log_uniform(1e-2, 300.0)};
                }),
  };
}

std::vector<plan> vmf_kappa_plans() {
  return {
      simple("circle", "dim = 2, rbar uniform 0..1",
             [](random_source& random) {
               return point{2.0, 1.0 - random.uniform(0.0, 1.0)};
             }),
      simple("sphere", "dim = 3, rbar uniform 0..1",
             [](random_source& random) {
               return point{3.0, 1.0 - random.uniform(0.0, 1.0)};
             }),
      simple("small", "dim uniform 2..50, rbar uniform 0..1",
             [](random_source& random) {
               const double dim = random.uniform(2.0, 50.0);
               return point{dim, 1.0 - random.uniform(0.0, 1.0)};
             }),
      simple("wide", "dim log-uniform 2..1e6, rbar uniform 0..1",
             [](random_source& random) {
               const double dim = random.log_uniform(2.0, 1e6);
               return point{dim, 1.0 - random.uniform(0.0, 1.0)};
             }),
      simple("rbar-to-0", "dim log-uniform 2..1e6, rbar log-uniform 1e-12..1",
             [](random_source& random) {
               const double dim = random.log_uniform(2.0, 1e6);
               return point{dim, random.log_uniform(1e-12, 1.0)};
             }),
      simple("rbar-to-1", "dim log-uniform 2..1e6, 1 - rbar log-uniform 1e-12..1",
             [](random_source& random) {
               const double dim = random.log_uniform(2.0, 1e6);
               return point{dim, 1.0 - random.log_uniform(1e-12, 0.99)};
             }),
      simple("large", "dim log-uniform 1e6..1e10, rbar to 1: 1 - rbar log-uniform 2^-31..1e-3",
             [](random_source& random) {
               const double dim = random.log_uniform(1e6, 1e10);
               return point{dim, 1.0 - random.log_uniform(0x1p-31, 1e-3)};
             }),
      simple("dim-to-1e18", "dim log-uniform 1e6..1e18, rbar uniform 0..1",
             [](random_source& random) {
               const double dim = random.log_uniform(1e6, 1e18);
               return point{dim, 1.0 - random.uniform(0.0, 1.0)};
             }),
      simple("seams", "dim log-uniform 2..1e6, rbar within a tenth of 2^-30, or of 1/2",
             [](random_source& random) {
               const double dim = random.log_uniform(2.0, 1e6);
               return point{dim, (random.one_in(2) ? 0x1p-30 : 0.5) * random.uniform(0.9, 1.1)};
             }),
  };
}

std::vector<plan> vmf_kappa_c_plans() {
  return {
      simple("large", "dim log-uniform 1e6..1e10, c log-uniform 2^-31..1e-3",
             [](random_source& random) {
               const double dim = random.log_uniform(1e6, 1e10);
               return point{dim, random.log_uniform(0x1p-31, 1e-3)};
             }),
      simple("c-to-0", "dim log-uniform 2..1e6, c log-uniform 1e-30..1",
             [](random_source& random) {
               const double dim = random.log_uniform(2.0, 1e6);
               return point{dim, random.log_uniform(1e-30, 0.99)};
             }),
      simple("seams", "dim log-uniform 2..1e6, c within a tenth of 2^-30, or of 1/2",
             [](random_source& random) {
               const double dim = random.log_uniform(2.0, 1e6);
               return point{dim, (random.one_in(2) ? 0x1p-30 : 0.5) * random.uniform(0.9, 1.1)};
             }),
  };
}

}  // namespace logbessel::harness
