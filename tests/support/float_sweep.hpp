/// @file
/// Measures a function of one float over all of them.
#pragma once

#include <reference/real.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace logbessel::harness {

/// e^x or 2^x of a float x in two words: with i the integer nearest to 64 x and b = x - i/64, exact and |b| <= 2^-7,
///
///     base^x = T (1 + p(b)),   T = base^(i/64) by MPFR in two words,   p the Taylor series up to b^8.
///
/// The series leaves 2^-81; c1 + b (...) is rounded to 2^-53 and its product with b, |b| <= 2^-7, to half a unit in the last
/// place of 2^-7, which is 2^-61; T p + T's second word to 2^-60. Together that is below 2^-58.
class float_exponential {
 public:
  enum class base { e, two };
  struct two_words {
    double high, low;
  };
  static constexpr double relative_error = 0x1p-58;

  explicit float_exponential(base b);

  /// For lowest <= x <= highest; below and above the result rounds to 0 and to an infinity.
  two_words operator()(float x) const;
  reference::real exact(float x) const;
  double lowest() const { return lowest_; }
  double highest() const { return highest_; }

 private:
  base base_;
  double lowest_, highest_;
  std::array<double, 8> series_;
  std::vector<two_words> table_;
};

/// out[i] = f(x[i]) for i < n. Any number of threads call it at the same time.
using float_evaluator = std::function<void(std::size_t n, const float* x, float* out)>;

struct float_errors {
  static constexpr std::size_t bins = 24;
  static constexpr std::size_t most_worst = 64;
  struct input {
    double error;
    float x;
  };

  std::uint64_t inputs = 0;
  /// Results with the wrong infinity, a zero, or NaN where that is not the value, or is it alone.
  std::uint64_t wrong = 0;
  float wrong_at = 0.0f;
  /// Results that are not the float nearest to the value.
  std::uint64_t misrounded = 0;
  /// Finite results, that are not zero, by their error: [j/16, (j + 1)/16) ULP for j < 16, then [2^m, 2^(m+1)).
  std::array<std::uint64_t, bins> histogram{};
  /// The inputs of the largest errors, the largest first.
  std::vector<input> worst;

  double largest() const { return worst.empty() ? 0.0 : worst.front().error; }
  void add(input each);
  void add(const float_errors& other);
};

/// The error of y in ULP (ulp.hpp) of the value, which is normal in double.
double float_ulp_error(float y, float_exponential::two_words value);

/// The floats whose bits are first, first + stride, ... below end; all of them for 0, 2^32, 1. On all cores.
float_errors float_sweep(const float_exponential& truth, const float_evaluator& f,
                         std::uint64_t first, std::uint64_t end, std::uint64_t stride,
                         unsigned threads = 0);

/// Two lines: the figures, the worst input in hexadecimal; and the histogram.
std::string text_of(const float_errors& errors);

}  // namespace logbessel::harness
