#include "float_sweep.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstdio>
#include <limits>
#include <thread>

#include "hex.hpp"

namespace logbessel::harness {
namespace {

using reference::real;

constexpr long bits = 160;
constexpr double infinite = std::numeric_limits<double>::infinity();

/// From the middle between the largest float and 2^128 on, values round to infinity.
constexpr double overflow = 0x1.ffffffp+127;

real power(float_exponential::base b, const real& x) {
  return real::unary(b == float_exponential::base::e ? mpfr_exp : mpfr_exp2, x);
}

double unit_of(float_exponential::two_words value) {
  const auto magnitude = std::bit_cast<std::uint64_t>(value.high);
  const std::uint64_t below = value.low < 0.0 && magnitude << 12 == 0 ? 1 : 0;
  const std::uint64_t exponent = std::max<std::uint64_t>((magnitude >> 52) - below, 1023 - 126);
  return std::bit_cast<double>((exponent - 23) << 52);
}

std::size_t bin_of(double error) {
  if (error < 1.0) return static_cast<std::size_t>(16.0 * error);
  const auto exponent = static_cast<std::size_t>(std::ilogb(error));
  return std::min(16 + exponent, float_errors::bins - 1);
}

bool is_misrounded(const float_exponential& truth, float x, float y, double error) {
  // The value is known to 2^-58 of itself, below 2^-34 ULP.
  if (std::fabs(error - 0.5) > 0x1p-33) return error > 0.5;
  const reference::precision_scope precision(bits);
  return truth.exact(x).to_float() != y;
}

void judge(const float_exponential& truth, float x, float y, float_errors& found) {
  const auto expect = [&](bool right) {
    if (right) return;
    ++found.wrong;
    found.wrong_at = x;
  };
  ++found.inputs;
  if (std::isnan(x)) return expect(std::isnan(y));
  const double at = x;
  if (at < truth.lowest()) return expect(y == 0.0f && !std::signbit(y));
  if (at > truth.highest()) return expect(y == std::numeric_limits<float>::infinity());
  const float_exponential::two_words value = truth(x);
  if (value.high >= overflow) return expect(y == std::numeric_limits<float>::infinity());
  if (!std::isfinite(y) || std::signbit(y)) return expect(false);
  const double error = float_ulp_error(y, value);
  if (is_misrounded(truth, x, y, error)) ++found.misrounded;
  ++found.histogram[bin_of(error)];
  found.add(float_errors::input{error, x});
}

}  // namespace

float_exponential::float_exponential(base b)
    : base_(b), lowest_(b == base::e ? -104.0 : -151.0), highest_(b == base::e ? 89.0 : 129.0) {
  const reference::precision_scope precision(bits);
  const real log_of_base = b == base::e ? real(1) : real::unary(mpfr_log, real(2));
  real term(1);
  for (std::size_t k = 0; k < series_.size(); ++k) {
    term = term * log_of_base / real(static_cast<int>(k) + 1);
    series_[k] = term.to_double();
  }
  for (double i = 64.0 * lowest_; i <= 64.0 * highest_; ++i) {
    const real t = power(b, real(i / 64.0));
    const double high = t.to_double();
    table_.push_back({high, (t - real(high)).to_double()});
  }
}

float_exponential::two_words float_exponential::operator()(float x) const {
  const double at = x;
  const double i = std::nearbyint(64.0 * at);
  const double b = std::fma(i, -0x1p-6, at);
  double q = series_[7];
  for (std::size_t k = 7; k-- > 0;) q = std::fma(q, b, series_[k]);
  const two_words t = table_[static_cast<std::size_t>(i - 64.0 * lowest_)];
  const double e = std::fma(t.high, b * q, t.low);
  const double high = t.high + e;
  return {high, e - (high - t.high)};
}

real float_exponential::exact(float x) const {
  const reference::precision_scope precision(bits);
  return power(base_, real(double{x}));
}

double float_ulp_error(float y, float_exponential::two_words value) {
  return std::fabs((double{y} - value.high) - value.low) / unit_of(value);
}

void float_errors::add(input each) {
  // In a total order, so that the threads do not count.
  const auto before = [](const input& a, const input& b) {
    if (a.error != b.error) return a.error > b.error;
    return std::bit_cast<std::uint32_t>(a.x) < std::bit_cast<std::uint32_t>(b.x);
  };
  if (worst.size() == most_worst && !before(each, worst.back())) return;
  worst.insert(std::upper_bound(worst.begin(), worst.end(), each, before), each);
  if (worst.size() > most_worst) worst.pop_back();
}

void float_errors::add(const float_errors& other) {
  inputs += other.inputs;
  if (other.wrong > 0) wrong_at = other.wrong_at;
  wrong += other.wrong;
  misrounded += other.misrounded;
  for (std::size_t j = 0; j < bins; ++j) histogram[j] += other.histogram[j];
  for (const input& each : other.worst) add(each);
}

float_errors float_sweep(const float_exponential& truth, const float_evaluator& f,
                         std::uint64_t first, std::uint64_t end, std::uint64_t stride,
                         unsigned threads) {
  constexpr std::uint64_t piece = 1u << 14;
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  std::vector<float_errors> parts(threads);
  std::atomic<std::uint64_t> next = 0;
  const std::uint64_t count = (end - first + stride - 1) / stride;
  {
    std::vector<std::jthread> workers;
    for (float_errors& part : parts) {
      workers.emplace_back([&] {
        std::vector<float> x(piece), y(piece);
        for (std::uint64_t begin; (begin = next.fetch_add(piece)) < count;) {
          const std::size_t n = std::min(piece, count - begin);
          for (std::size_t i = 0; i < n; ++i)
            x[i] = std::bit_cast<float>(static_cast<std::uint32_t>(first + (begin + i) * stride));
          f(n, x.data(), y.data());
          for (std::size_t i = 0; i < n; ++i) judge(truth, x[i], y[i], part);
        }
      });
    }
  }
  float_errors all;
  for (const float_errors& part : parts) all.add(part);
  return all;
}

std::string text_of(const float_errors& errors) {
  char text[256];
  std::snprintf(
      text, sizeof text,
      "%llu inputs, error at most %.6f ULP at x = %s, %llu not the nearest float, %llu wrong%s%s\n",
      static_cast<unsigned long long>(errors.inputs), errors.largest(),
      errors.worst.empty() ? "-" : hex(errors.worst.front().x).c_str(),
      static_cast<unsigned long long>(errors.misrounded),
      static_cast<unsigned long long>(errors.wrong), errors.wrong > 0 ? ", one at x = " : "",
      errors.wrong > 0 ? hex(errors.wrong_at).c_str() : "");
  std::string all = text;
  for (std::size_t j = 0; j < float_errors::bins; ++j) {
    if (errors.histogram[j] == 0) continue;
    const double from =
        j < 16 ? static_cast<double>(j) / 16.0 : std::ldexp(1.0, static_cast<int>(j) - 16);
    std::snprintf(text, sizeof text, "  from %-7.4g ULP: %llu\n", from,
                  static_cast<unsigned long long>(errors.histogram[j]));
    all += text;
  }
  return all;
}

}  // namespace logbessel::harness
