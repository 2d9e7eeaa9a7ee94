/// @file
/// The primitives of detail/real.hpp, and a few more, for V = float. They stand in a namespace of their own: beside those
/// for double they would change what mixed arguments choose.
#pragma once

#include <logbessel/detail/real.hpp>

namespace logbessel::detail::float32 {

LOGBESSEL_FN uint32_t bits_of(float x) {
  uint32_t b;
  memcpy(&b, &x, sizeof b);
  return b;
}

LOGBESSEL_FN float from_bits(uint32_t b) {
  float x;
  memcpy(&x, &b, sizeof x);
  return x;
}

/// a b + c, rounded once.
LOGBESSEL_FN float fma(float a, float b, float c) { return ::fmaf(a, b, c); }

/// mask ? a : b.
LOGBESSEL_FN float select(bool mask, float a, float b) { return mask ? a : b; }
LOGBESSEL_FN bool any(bool mask) { return mask; }

/// Added to |x| < 2^(21 - k), it rounds x to a multiple of 2^-k, whose integer multiplier then stands in the low bits.
template <int k>
constexpr float rounder = 0x1.8p23f / (1 << k);

/// For a function that is constant outside of [low, high]: x in there, what gives the same result elsewhere, NaN if it is NaN. A
/// number type whose `scaled` copes with any n leaves x alone, and keeps the reduced argument small by `bounded`.
LOGBESSEL_FN float saturated(float x, float low, float high) {
  return x < low ? low : x > high ? high : x;
}
/// r, where |r| <= 1.
LOGBESSEL_FN float bounded(float r) { return r; }

/// y 2^floor(n), rounded once, for y > 1/2 and not above 4, and n = t - rounder<k>, |n| < 200; NaN where t is. Quicker where it
/// is known that |n| <= 126 and that the result is normal.
template <int k, bool is_normal>
LOGBESSEL_FN float scaled(float y, float t) {
  if (is_normal) return from_bits(bits_of(y) + (bits_of(t) >> k << 23));
  const int32_t e = static_cast<int32_t>(bits_of(t) - bits_of(rounder<k>)) >> k;
  const int32_t half = e >> 1;
  return y * from_bits(static_cast<uint32_t>(half + 127) << 23) *
         from_bits(static_cast<uint32_t>(e - half + 127) << 23);
}
/// x - n, exactly, for the multiple n of 2^-k nearest to x, |n| < 200; t = n + rounder<k>, and n in the form that scaled_by takes.
template <int k>
LOGBESSEL_FN float rest(float x, float& n, float& t) {
  n = t = x + rounder<k>;
  return x - (t - rounder<k>);
}
/// y 2^floor(n), as scaled has it.
template <int k, bool is_normal>
LOGBESSEL_FN float scaled_by(float y, float n) {
  return scaled<k, is_normal>(y, n);
}

/// table[i mod N] for the integer i that the low bits of t hold.
template <int N>
LOGBESSEL_FN float lookup_low_bits(const float (&table)[N], float t) {
  return table[bits_of(t) & (N - 1)];
}

/// f on doubles, rounded to float.
template <class F>
LOGBESSEL_FN float in_double(F f, float x) {
  return static_cast<float>(f(static_cast<double>(x)));
}

}  // namespace logbessel::detail::float32
