// Printed by tools/coefficients/elementary.py; edit that, not this.
// Constants of log and exp to 2^-64 and better.
#pragma once

#include <logbessel/detail/polyeval.hpp>

#include <type_traits>

// clang-format off
namespace logbessel::detail {

constexpr double log_2_hi = 0x1.62e42fefa2p-1;
constexpr double log_2_lo = 0x1.9ef35793c7673p-41;
constexpr double log_2_eighth_hi = 0x1.62e42fefa3p-4;
constexpr double log_2_eighth_lo = 0x1.3de6af278ece6p-45;
constexpr double half_log_2pi_hi = 0x1.d67f1c864beb5p-1;
constexpr double half_log_2pi_lo = -0x1.65b5a1b7ff5dfp-55;
constexpr double half_log_pi_2_hi = 0x1.ce6bb25aa1316p-3;
constexpr double half_log_pi_2_lo = -0x1.dcd49c8e5aff6p-58;
constexpr double log_2_rounded = 0x1.62e42fefa39efp-1;
constexpr double log_2_rest = 0x1.abc9e3b39803fp-56;
constexpr double two_thirds_hi = 0x1.5555555555555p-1;
constexpr double two_thirds_lo = 0x1.5555555555555p-55;

/// 2/5 + 2 z/7 + ...: the atanh series after its second term.
template <class V>
LOGBESSEL_FN V log_tail(V z) {
  return polyeval(z, 0x1.999999999999ap-2, 0x1.2492492492492p-2, 0x1.c71c71c71c71cp-3, 0x1.745d1745d1746p-3, 0x1.3b13b13b13b14p-3, 0x1.1111111111111p-3, 0x1.e1e1e1e1e1e1ep-4, 0x1.af286bca1af28p-4, 0x1.8618618618618p-4, 0x1.642c8590b2164p-4, 0x1.47ae147ae147bp-4);
}

/// 2^(j/8), j = 0..7, in two words.
template <class V>
LOGBESSEL_FN double_double<V> exp2_eighths(V j) {
  static constexpr double hi[8] = {0x1p+0, 0x1.172b83c7d517bp+0, 0x1.306fe0a31b715p+0, 0x1.4bfdad5362a27p+0, 0x1.6a09e667f3bcdp+0, 0x1.8ace5422aa0dbp+0, 0x1.ae89f995ad3adp+0, 0x1.d5818dcfba487p+0};
  static constexpr double lo[8] = {0.0, -0x1.19041b9d78a76p-55, 0x1.6f46ad23182e4p-55, 0x1.d4397afec42e2p-56, -0x1.bdd3413b26456p-54, 0x1.6e9f156864b27p-54, 0x1.7a1cd345dcc81p-54, 0x1.2ed02d75b3707p-55};
  return {lookup(hi, j), lookup(lo, j)};
}

}  // namespace logbessel::detail
