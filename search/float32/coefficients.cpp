#include "coefficients.hpp"

#include <support/random_source.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace logbessel::search {
namespace {

using base = harness::float_exponential::base;
using harness::float_errors;
using harness::float_exponential;

const float_exponential& truth_of(const exp_shape& shape) {
  static const float_exponential e(base::e), two(base::two);
  return shape.is_exp2 ? two : e;
}

/// exp(z) for |z| < 1, by its series, so that no library counts.
long double series_exp(long double z) {
  long double sum = 1.0L;
  for (int k = 24; k > 0; --k) sum = 1.0L + sum * z / k;
  return sum;
}

/// The solution of a x = b, by elimination with pivots.
std::vector<long double> solved(std::vector<std::vector<long double>> a,
                                std::vector<long double> b) {
  const std::size_t n = b.size();
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t pivot = i;
    for (std::size_t j = i; j < n; ++j)
      if (std::fabs(a[j][i]) > std::fabs(a[pivot][i])) pivot = j;
    std::swap(a[i], a[pivot]);
    std::swap(b[i], b[pivot]);
    for (std::size_t j = i + 1; j < n; ++j) {
      const long double f = a[j][i] / a[i][i];
      for (std::size_t k = i; k < n; ++k) a[j][k] -= f * a[i][k];
      b[j] -= f * b[i];
    }
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
  }
  return b;
}

/// sum_j out[j] z^powers[j] next to target(z) on [low, high] in the measure weight(z): by least squares whose weights follow the
/// errors (Lawson's algorithm). With z in units of the larger end, or the equations lose their digits.
template <class Target, class Weight>
std::vector<long double> minimax(const std::vector<int>& powers, long double low, long double high,
                                 Target target, Weight weight) {
  constexpr int points = 400;
  const std::size_t n = powers.size();
  const long double size = std::max(std::fabs(low), std::fabs(high));
  std::vector<long double> z, share(points, 1.0L);
  // Dense at the ends, as Chebyshev's nodes, but without their cosine.
  for (int i = 0; i < points; ++i) {
    const long double s = (2 * i + 1 - points) / static_cast<long double>(points);
    z.push_back(0.5L * (low + high) + 0.5L * (high - low) * s * (1.5L - 0.5L * s * s));
  }
  std::vector<long double> out;
  for (int turn = 0; turn < 300; ++turn) {
    std::vector<std::vector<long double>> a(n, std::vector<long double>(n));
    std::vector<long double> b(n);
    std::vector<std::vector<long double>> basis(points, std::vector<long double>(n, 1.0L));
    for (std::size_t i = 0; i < points; ++i) {
      for (std::size_t j = 0; j < n; ++j)
        for (int k = 0; k < powers[j]; ++k) basis[i][j] *= z[i] / size;
      const long double w = weight(z[i]);
      for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t k = 0; k < n; ++k) a[j][k] += share[i] * w * w * basis[i][j] * basis[i][k];
        b[j] += share[i] * w * w * basis[i][j] * target(z[i]);
      }
    }
    out = solved(a, b);
    long double sum = 0.0L;
    for (std::size_t i = 0; i < points; ++i) {
      long double value = 0.0L;
      for (std::size_t j = 0; j < n; ++j) value += out[j] * basis[i][j];
      share[i] *= std::fabs(weight(z[i]) * (value - target(z[i])));
      sum += share[i];
    }
    for (long double& each : share) each = each / sum + 1e-12L / points;
  }
  for (std::size_t j = 0; j < n; ++j)
    for (int k = 0; k < powers[j]; ++k) out[j] /= size;
  return out;
}

std::vector<int> range(int first, int last, int step = 1) {
  std::vector<int> out;
  for (int k = first; k <= last; k += step) out.push_back(k);
  return out;
}

/// The largest error over a sample whose values are known.
class judge {
 public:
  judge(const exp_candidate& what, bool normal_alone) : what_(what), normal_alone_(normal_alone) {
    const bool is_exp2 = what.shape.is_exp2;
    const double low = is_exp2 ? -150.0 : -104.0;
    const double high = is_exp2 ? 128.0 : 88.7;
    harness::random_source random(7);
    for (int i = 0; i < 40'000; ++i) add(static_cast<float>(random.uniform(low, high)));
    for (int i = 0; i < 40'000; ++i) add(static_cast<float>(random.uniform(-1.0, 1.0)));
  }

  void add(float x) {
    const auto value = truth_of(what_.shape)(x);
    if (value.high >= 0x1.fffffep+127 || (normal_alone_ && value.high < 0x1p-126)) return;
    x_.push_back(x);
    value_.push_back(value);
  }

  double largest(const exp_coefficients& c, double enough) {
    // Most of those that are no better show it early: the worst inputs came last.
    double worst = 0.0;
    constexpr std::size_t piece = 2048;
    float x[piece], y[piece];
    for (std::size_t end = x_.size(); end > 0;) {
      const std::size_t n = std::min(piece, end);
      end -= n;
      for (std::size_t i = 0; i < piece; ++i) x[i] = x_[end + std::min(i, n - 1)];
      what_.evaluate(c, piece, x, y);
      for (std::size_t i = 0; i < n; ++i) {
        const double error = harness::float_ulp_error(y[i], value_[end + i]);
        if (!(error <= worst)) worst = error;
      }
      if (!(worst < enough)) return worst;
    }
    return worst;
  }

 private:
  const exp_candidate& what_;
  bool normal_alone_;
  std::vector<float> x_;
  std::vector<float_exponential::two_words> value_;
};

float neighbour(float x, long steps) {
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(x) + static_cast<std::uint32_t>(steps));
}

/// Both signs from 2^-30 to where the result is 0 or infinite.
float_errors sweep(const exp_candidate& what, const exp_coefficients& c, std::uint64_t stride,
                   bool normal_alone) {
  const float_exponential& truth = truth_of(what.shape);
  const auto f = [&](std::size_t n, const float* x, float* out) {
    what.evaluate(c, (n + 15) / 16 * 16, x, out);
  };
  const bool two = what.shape.is_exp2;
  const float low = two ? (normal_alone ? 126.0f : 150.0f) : (normal_alone ? 87.3365f : 104.0f);
  const float high = two ? 128.0f : 88.8f;
  const auto bits = [](float x) { return std::uint64_t{std::bit_cast<std::uint32_t>(x)}; };
  float_errors all = harness::float_sweep(truth, f, bits(0x1p-30f), bits(high), stride);
  all.add(harness::float_sweep(truth, f, bits(-0x1p-30f), bits(-low), stride));
  return all;
}

}  // namespace

exp_coefficients start_of(const exp_shape& shape) {
  const long double unit = shape.is_exp2 ? std::numbers::ln2_v<long double> : 1.0L;
  const long double half = (shape.is_exp2 ? 1.0L : std::numbers::ln2_v<long double>) /
                           static_cast<long double>(2 << shape.table_bits);
  const long double low = -half;
  const auto e = [&](long double r) { return series_exp(r * unit); };
  const auto relative = [&](long double r) { return 1.0L / e(r); };

  exp_coefficients c;
  // Where the constant term is free it goes into the table.
  long double of_table = 1.0L;
  std::vector<int> powers;
  std::vector<long double> found;
  switch (shape.order) {
    case exp_order::horner:
    case exp_order::fused:
      if (shape.table_bits > 0 && shape.degree == 2) {
        powers = range(0, shape.degree);
        found = minimax(powers, low, half, e, relative);
        of_table = found[0];
        for (long double& each : found) each /= of_table;
      } else {
        powers = range(1, shape.degree);
        found = minimax(
            powers, low, half, [&](long double r) { return e(r) - 1.0L; }, relative);
      }
      break;
    case exp_order::square:
    case exp_order::estrin:
      powers = range(2, shape.degree);
      if (shape.table_words == 2) powers.insert(powers.begin(), 0);
      found = minimax(
          powers, low, half, [&](long double r) { return e(r) - 1.0L - r; }, relative);
      if (shape.table_words == 2) {
        // Divided by the constant term, but for r.
        of_table = 1.0L + found[0];
        found[0] = 0.0L;
      }
      break;
    case exp_order::rational:
      powers = range(0, shape.degree, 2);
      found = minimax(
          powers, low, half, [&](long double r) { return r + 2.0L * r / (e(r) - 1.0L); },
          [](long double r) { return std::fabs(r); });
      break;
  }
  for (std::size_t j = 0; j < powers.size(); ++j)
    c.terms[static_cast<std::size_t>(powers[j])] = static_cast<float>(found[j]);
  if (shape.order == exp_order::square || shape.order == exp_order::estrin) c.terms[1] = 1.0f;

  const reference::precision_scope precision(200);
  const int entries = 1 << shape.table_bits;
  for (int j = 0; j < entries; ++j) {
    const reference::real exact =
        reference::real::unary(mpfr_exp2, reference::real(static_cast<double>(j) / entries)) *
        reference::real(static_cast<double>(of_table));
    const auto i = static_cast<std::size_t>(j);
    c.table[i] = exact.to_float();
    c.table_low[i] = (exact - reference::real(double{c.table[i]})).to_float();
  }
  return c;
}

exp_found search_coefficients(const exp_candidate& what, std::uint64_t seed, bool normal_alone) {
  const exp_shape& shape = what.shape;
  const bool square = shape.order == exp_order::square || shape.order == exp_order::estrin;
  const int step = shape.order == exp_order::rational ? 2 : 1;
  std::vector<int> free = range(square                               ? 2
                                : shape.order == exp_order::rational ? 0
                                                                     : 1,
                                shape.degree, step);
  harness::random_source random(seed);
  judge sample(what, normal_alone);
  exp_coefficients best = start_of(shape);
  constexpr int turns = 3;
  constexpr std::uint64_t strides[turns] = {509, 61, 11};
  for (const std::uint64_t stride : strides) {
    double least = sample.largest(best, 1e300);
    int idle = 0;
    for (long reach = 12; idle < 800; ++idle) {
      exp_coefficients c = best;
      // The higher the term, the less its last bits count.
      for (const int i : free) {
        if (free.size() > 1 && random.one_in(2)) continue;
        const long most = std::min(1L << (reach * i / std::max(1, shape.degree)), 4096L);
        const long steps = random.integer(-most, most);
        c.terms[static_cast<std::size_t>(i)] =
            neighbour(c.terms[static_cast<std::size_t>(i)], steps);
      }
      if (idle % 100 == 99) reach = reach > 2 ? reach - 1 : 12;
      const double error = sample.largest(c, least);
      if (error < least) {
        least = error;
        best = c;
        idle = 0;
      }
    }
    for (const auto& each : sweep(what, best, stride, normal_alone).worst) sample.add(each.x);
  }
  return {best, sweep(what, best, 1, normal_alone)};
}

namespace {

struct constants_in_double : exp_in_double_found {
  template <int i>
  double term() const {
    return terms[i];
  }
  double table(double t) const { return exp_in_double_found::table[detail::bits_of(t) & 15]; }
};

float rounded_exp(const constants_in_double& c, float x) {
  return static_cast<float>(detail::exp_in_double<false>(c, double{x}));
}

/// The results for all inputs of these, judged.
float_errors sweep_in_double(const constants_in_double& c) {
  static const float_exponential truth(base::e);
  const auto f = [&](std::size_t n, const float* x, float* out) {
    for (std::size_t i = 0; i < n; ++i) out[i] = rounded_exp(c, x[i]);
  };
  const auto bits = [](float x) { return std::uint64_t{std::bit_cast<std::uint32_t>(x)}; };
  float_errors all = harness::float_sweep(truth, f, bits(0x1p-30f), bits(88.8f), 1);
  all.add(harness::float_sweep(truth, f, bits(-0x1p-30f), bits(-104.0f), 1));
  return all;
}

}  // namespace

exp_in_double_found search_in_double(std::uint64_t seed) {
  const long double half = std::numbers::ln2_v<long double> / 32.0L;
  const auto e = [](long double r) { return series_exp(r); };
  const auto found = minimax(
      range(2, 6), -half, half, [&](long double r) { return e(r) - 1.0L - r; },
      [&](long double r) { return 1.0L / e(r); });
  constants_in_double c{};
  for (std::size_t j = 0; j < found.size(); ++j) c.terms[j + 2] = static_cast<double>(found[j]);
  const reference::precision_scope precision(200);
  for (int j = 0; j < 16; ++j)
    c.exp_in_double_found::table[static_cast<std::size_t>(j)] =
        reference::real::unary(mpfr_exp2, reference::real(j / 16.0)).to_double();

  // A sweep's worst inputs are those next to a middle; those of its neighbours too, if any is misrounded.
  const float_exponential truth(base::e);
  struct hard_input {
    float x, nearest;
  };
  std::vector<hard_input> hard;
  harness::random_source random(seed);
  for (int turn = 0;; ++turn) {
    const float_errors errors = sweep_in_double(c);
    c.misrounded = errors.misrounded;
    if (errors.misrounded == 0 || turn == 20) return c;
    for (const auto& each : errors.worst) hard.push_back({each.x, truth.exact(each.x).to_float()});
    const auto wrong = [&](const constants_in_double& other) {
      return std::count_if(hard.begin(), hard.end(), [&](const hard_input& each) {
        return rounded_exp(other, each.x) != each.nearest;
      });
    };
    auto least = wrong(c);
    for (int trial = 0; trial < 200'000 && least > 0; ++trial) {
      constants_in_double other = c;
      for (std::size_t i = 2; i <= 6; ++i) {
        const long reach = 1L << (4 * i);
        const auto b = std::bit_cast<std::uint64_t>(c.terms[i]) +
                       static_cast<std::uint64_t>(random.integer(-reach, reach));
        if (random.one_in(2)) other.terms[i] = std::bit_cast<double>(b);
      }
      const auto now = wrong(other);
      if (now <= least) {
        least = now;
        c = other;
      }
    }
  }
}

}  // namespace logbessel::search
