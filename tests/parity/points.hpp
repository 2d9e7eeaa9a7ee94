/// @file
/// The points of the parity tests, made of integer operations alone so that every machine has the
/// same ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

namespace logbessel::parity {

template <class T>
struct point {
  T v, x;
};

/// The bits of y, with one pattern for every NaN: IEEE 754 leaves its sign and payload open.
template <class T>
std::uint64_t bits(T y) {
  if (y != y) return ~std::uint64_t{0};
  std::uint64_t b = 0;
  std::memcpy(&b, &y, sizeof y);
  return b;
}

/// The i-th number of the splitmix64 sequence.
inline std::uint64_t random_bits(std::uint64_t i) {
  std::uint64_t z = (i + 1) * 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/// 2^e times a number in [1, 2), e and all bits of the number drawn from r: e in [-32, 32), or,
/// with `anywhere`, any bit pattern of a number that is not negative, zero, infinity and NaN
/// included.
inline double number(std::uint64_t r, bool anywhere, double) {
  const std::uint64_t exponent = anywhere ? (r >> 52) & 0x7ff : 1023 - 32 + ((r >> 52) & 63);
  const std::uint64_t b = exponent << 52 | (r & 0xfffffffffffffu);
  double y;
  std::memcpy(&y, &b, sizeof y);
  return y;
}

inline float number(std::uint64_t r, bool anywhere, float) {
  const std::uint32_t high = static_cast<std::uint32_t>(r >> 32);
  const std::uint32_t exponent = anywhere ? (high >> 23) & 0xff : 127 - 32 + ((high >> 23) & 63);
  const std::uint32_t b = exponent << 23 | (high & 0x7fffffu);
  float y;
  std::memcpy(&y, &b, sizeof y);
  return y;
}

/// Point i: of sixteen, one with any bit pattern, four with an integer order, the others
/// log-uniform.
template <class T>
point<T> point_at(std::size_t i) {
  const bool anywhere = i % 16 == 0;
  point<T> p = {number(random_bits(2 * i), anywhere, T{}),
                number(random_bits(2 * i + 1), anywhere, T{})};
  if (i % 4 == 1) p.v = static_cast<T>(random_bits(2 * i) % 1024);
  return p;
}

template <class T>
T from_bits(std::uint64_t b) {
  T y;
  if constexpr (sizeof(T) == sizeof b) {
    std::memcpy(&y, &b, sizeof y);
  } else {
    const std::uint32_t low = static_cast<std::uint32_t>(b);
    std::memcpy(&y, &low, sizeof y);
  }
  return y;
}

/// The points for f: 200 000 of point_at, and for 500 orders those beside the argument at which
/// f(v, x) changes its sign, if it does, at distances from one unit in the last place to x/16.
template <class T, class F>
std::vector<point<T>> points_of(F f) {
  std::vector<point<T>> points;
  for (std::size_t i = 0; i < 200'000; ++i) points.push_back(point_at<T>(i));

  for (std::size_t i = 0; i < 500; ++i) {
    const T v = points[i].v;
    // Numbers that are not negative stand in the order of their bits.
    std::uint64_t below = bits(std::numeric_limits<T>::denorm_min());
    std::uint64_t above = bits(std::numeric_limits<T>::max());
    const bool first = f(v, from_bits<T>(below)) < 0;
    if (first == (f(v, from_bits<T>(above)) < 0)) continue;
    while (above - below > 1) {
      const std::uint64_t middle = below + (above - below) / 2;
      ((f(v, from_bits<T>(middle)) < 0) == first ? below : above) = middle;
    }
    for (int k = 0; k < std::numeric_limits<T>::digits - 4; ++k) {
      points.push_back({v, from_bits<T>(below - (std::uint64_t{1} << k) + 1)});
      points.push_back({v, from_bits<T>(below + (std::uint64_t{1} << k))});
    }
  }
  return points;
}

}  // namespace logbessel::parity
