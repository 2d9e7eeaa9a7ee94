/// @file
/// Random numbers that a seed fixes.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace logbessel::harness {

/// Not the distributions of <random>, whose results differ between standard libraries.
class random_source {
 public:
  explicit random_source(std::uint64_t seed) : bits_(seed) {}

  std::uint64_t bits() { return bits_(); }
  double uniform(double low, double high) {
    return low + (high - low) * 0x1p-53 * static_cast<double>(bits_() >> 11);
  }
  /// 0 < low < high.
  double log_uniform(double low, double high) {
    return std::clamp(std::exp(uniform(std::log(low), std::log(high))), low, high);
  }
  /// low, low + 1, ..., high.
  long integer(long low, long high) {
    return low + static_cast<long>(bits_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool one_in(long n) { return integer(1, n) == 1; }
  double sign() { return one_in(2) ? 1.0 : -1.0; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(bits_() % from.size())];
  }
  /// Any positive finite double, all bit patterns alike.
  double any_positive() {
    constexpr auto largest = std::bit_cast<std::uint64_t>(std::numeric_limits<double>::max());
    return std::bit_cast<double>(1 + bits_() % largest);
  }

 private:
  std::mt19937_64 bits_;
};

}  // namespace logbessel::harness
