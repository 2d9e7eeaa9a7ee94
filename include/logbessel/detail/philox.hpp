/// @file
/// Philox 4x32 with 10 rounds (Salmon, Moraes, Dror and Shaw, SC11, 2011): a bijection of 128-bit counters for each 64-bit
/// key, and so random numbers without a state.
#pragma once

#include <logbessel/detail/real.hpp>

namespace logbessel::detail {

/// Four words of 32 bits.
struct philox_block {
  uint64_t word[4];
};

LOGBESSEL_FN philox_block philox_4x32_10(philox_block counter, uint64_t key_0, uint64_t key_1) {
  constexpr uint64_t mask = 0xffffffffU;
  uint64_t a = counter.word[0];
  uint64_t b = counter.word[1];
  uint64_t c = counter.word[2];
  uint64_t d = counter.word[3];
  LOGBESSEL_UNROLL
  for (int round = 0; round < 10; ++round) {
    const uint64_t p = 0xd2511f53U * a;
    const uint64_t q = 0xcd9e8d57U * c;
    a = (q >> 32) ^ b ^ key_0;
    b = q & mask;
    c = (p >> 32) ^ d ^ key_1;
    d = p & mask;
    key_0 = (key_0 + 0x9e3779b9U) & mask;
    key_1 = (key_1 + 0xbb67ae85U) & mask;
  }
  return {{a, b, c, d}};
}

/// (n + 1/2) 2^-52 for the upper 52 bits n of two words: both it and one minus it are exact and positive.
LOGBESSEL_FN double uniform_of(uint64_t low, uint64_t high) {
  return (static_cast<double>((high << 20) | (low >> 12)) + 0.5) * 0x1p-52;
}

/// Two independent numbers in (0, 1).
struct uniform_pair {
  double first, second;
};

/// The pair of each seed, index, stream and place in it.
LOGBESSEL_FN uniform_pair uniforms_at(uint64_t seed, uint64_t index, uint64_t stream,
                                      uint64_t place) {
  constexpr uint64_t mask = 0xffffffffU;
  const philox_block r =
      philox_4x32_10({{place, stream, index & mask, index >> 32}}, seed & mask, seed >> 32);
  return {uniform_of(r.word[0], r.word[1]), uniform_of(r.word[2], r.word[3])};
}

}  // namespace logbessel::detail
