// Printed by tools/coefficients/elementary.py; edit that, not this.
// Constants of log and exp to 2^-64 and better.
#pragma once

#include <logbessel/detail/polyeval.hpp>

// clang-format off
namespace logbessel::detail {

constexpr double log_2_hi = 0x1.62e42fefa2p-1;
constexpr double log_2_lo = 0x1.9ef35793c7673p-41;
constexpr double log_2_eighth_hi = 0x1.62e42fefa3p-4;
constexpr double log_2_eighth_lo = 0x1.3de6af278ece6p-45;
constexpr double log_2pi_hi = 0x1.d67f1c864cp+0;
constexpr double log_2pi_lo = -0x1.4b596d686dffdp-44;
constexpr double log_2_over_pi_hi = -0x1.ce6bb25aap-2;
constexpr double log_2_over_pi_lo = -0x1.315c4656c6e35p-42;
constexpr double half_log_pi_2_hi = 0x1.ce6bb25aa1316p-3;
constexpr double half_log_pi_2_lo = -0x1.dcd49c8e5aff6p-58;
constexpr double half_log_2pi_hi = 0x1.d67f1c864beb5p-1;
constexpr double half_log_2pi_lo = -0x1.65b5a1b7ff5dfp-55;
constexpr double log_2_rounded = 0x1.62e42fefa39efp-1;
constexpr double log_2_rest = 0x1.abc9e3b39803fp-56;

/// (2 atanh(S/2) - S)/S^3 for z = S^2.
template <class V>
LOGBESSEL_FN V log_tail(V z) {
  return polyeval(z, 0x1.5555555555555p-4, 0x1.999999999999ap-7, 0x1.2492492492492p-9, 0x1.c71c71c71c71cp-12, 0x1.745d1745d1746p-14);
}

/// log(k/16) in two words for 12 <= k <= 24, k in the low bits of `index`.
template <class V>
LOGBESSEL_FN double_double<V> log_sixteenths(V index) {
  static constexpr double hi[16] = {0.0, 0x1.f0a30c012p-5, 0x1.e27076e2bp-4, 0x1.5ff3070a78p-3, 0x1.c8ff7c79a8p-3, 0x1.1675cababcp-2, 0x1.4618bc21c4p-2, 0x1.739d7f6bbcp-2, 0x1.9f323ecbf8p-2, 0.0, 0.0, 0.0, -0x1.269621134cp-2, -0x1.a93ed3c8bp-3, -0x1.1178e8228p-3, -0x1.08598b59ep-4};
  static constexpr double lo[16] = {0.0, -0x1.3ab33d066d1d2p-42, -0x1.a342c2af0003cp-45, 0x1.3d3c873e20a07p-43, 0x1.a21ac25d81ef3p-43, -0x1.9f1fc63382a8fp-42, 0x1.ec27d0b7b37b3p-42, 0x1.0069ce24c53fbp-42, 0x1.84bf2b68d766fp-42, 0.0, 0.0, 0.0, -0x1.b92783beb7677p-42, 0x1.30e486a0ac42dp-42, 0x1.b8421cc74be04p-43, -0x1.d034451fecdfbp-43};
  return {lookup_low_bits(hi, index), lookup_low_bits(lo, index)};
}

/// 2^(j/8), j = 0..7, in two words.
template <class V>
LOGBESSEL_FN double_double<V> exp2_eighths(V j) {
  static constexpr double hi[8] = {0x1p+0, 0x1.172b83c7d517bp+0, 0x1.306fe0a31b715p+0, 0x1.4bfdad5362a27p+0, 0x1.6a09e667f3bcdp+0, 0x1.8ace5422aa0dbp+0, 0x1.ae89f995ad3adp+0, 0x1.d5818dcfba487p+0};
  static constexpr double lo[8] = {0.0, -0x1.19041b9d78a76p-55, 0x1.6f46ad23182e4p-55, 0x1.d4397afec42e2p-56, -0x1.bdd3413b26456p-54, 0x1.6e9f156864b27p-54, 0x1.7a1cd345dcc81p-54, 0x1.2ed02d75b3707p-55};
  return {lookup(hi, j), lookup(lo, j)};
}

}  // namespace logbessel::detail
