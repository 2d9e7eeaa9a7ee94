/// @file
/// The primitives that every kernel is written in, for V = double. Each is exact or correctly
/// rounded by IEEE 754, so kernels built on them give the same bits on every machine. A SIMD or
/// other number type joins by supplying the same set.
#pragma once

#include <logbessel/detail/standard.hpp>

namespace logbessel::detail {

LOGBESSEL_FN uint64_t bits_of(double x) {
  uint64_t b;
  memcpy(&b, &x, sizeof b);
  return b;
}

LOGBESSEL_FN double from_bits(uint64_t b) {
  double x;
  memcpy(&x, &b, sizeof x);
  return x;
}

/// a b + c, rounded once.
LOGBESSEL_FN double fma(double a, double b, double c) { return ::fma(a, b, c); }
LOGBESSEL_FN double sqrt(double x) { return ::sqrt(x); }

/// mask ? a : b.
LOGBESSEL_FN double select(bool mask, double a, double b) { return mask ? a : b; }
LOGBESSEL_FN bool any(bool mask) { return mask; }

LOGBESSEL_FN double abs(double x) { return from_bits(bits_of(x) & 0x7fffffffffffffffU); }
LOGBESSEL_FN double max(double a, double b) { return a > b ? a : b; }
LOGBESSEL_FN double min(double a, double b) { return a < b ? a : b; }

/// The nearest integer, ties to even, for |x| < 2^51.
LOGBESSEL_FN double round(double x) { return (x + 0x1.8p52) - 0x1.8p52; }

/// The largest integer not above x, for |x| < 2^51.
LOGBESSEL_FN double floor(double x) {
  const double n = round(x);
  return n - (n > x ? 1.0 : 0.0);
}

LOGBESSEL_FN bool is_integer(double x) {
  return abs(x) >= 0x1p53 || static_cast<double>(static_cast<int64_t>(x)) == x;
}

/// 2^n for an integer n, -1022 <= n <= 1023.
LOGBESSEL_FN double pow2(double n) { return from_bits(bits_of(n + (0x1p52 + 1023.0)) << 52); }

/// x = m 2^e with 1 <= m < 2.
template <class V>
struct significand_exponent {
  V m, e;
};

/// The parts of a finite x >= 0, subnormal ones included; zero counts as 2^-1077.
LOGBESSEL_FN significand_exponent<double> split(double x) {
  const bool tiny = x < 0x1p-1022;
  const uint64_t b = bits_of(tiny ? x * 0x1p54 : x);
  const double e = from_bits((b >> 52) | 0x4330000000000000U) - (0x1p52 + 1023.0);
  return {from_bits((b & 0x000fffffffffffffU) | 0x3ff0000000000000U), tiny ? e - 54.0 : e};
}

/// The same for 2^-1022 <= x < infinity.
LOGBESSEL_FN significand_exponent<double> split_normal(double x) {
  const uint64_t b = bits_of(x);
  return {from_bits((b & 0x000fffffffffffffU) | 0x3ff0000000000000U),
          from_bits((b >> 52) | 0x4330000000000000U) - (0x1p52 + 1023.0)};
}

/// table[index] for an index that is a small non-negative integer. (The mask is for compilers that follow constant arguments
/// into kernels that do not serve them, and warn.)
template <int N>
LOGBESSEL_FN double lookup(const double (&table)[N], double index) {
  const int i = static_cast<int>(index);
  return table[N == 8 ? i & 7 : i];
}

/// table[k] for the integer k that the low four bits of the significand of y hold.
LOGBESSEL_FN double lookup_low_bits(const double (&table)[16], double y) {
  return table[bits_of(y) & 15];
}

/// v^2 + x^2, which may be 0 or infinite.
template <class V>
LOGBESSEL_FN V square_of_r(V v, V x) {
  return fma(v, v, x * x);
}

/// To how many of the radii c the point extends, given r^2.
template <class V, class... C>
LOGBESSEL_FN V radii_reached(V rr, C... c) {
  return (select(rr >= V(c * c), V(1.0), V(0.0)) + ...);
}

}  // namespace logbessel::detail
