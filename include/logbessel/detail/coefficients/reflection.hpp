// Printed by tools/coefficients/reflection.py; edit that, not this.
// sin(pi f)/(pi f) to 2^-64.
#pragma once

#include <logbessel/detail/polyeval.hpp>

// clang-format off
namespace logbessel::detail {

/// sin(pi f)/(pi f), M = f^2 <= 1/4.
template <class V>
LOGBESSEL_FN double_double<V> sine_quotient(double_double<V> M) {
  static constexpr double hi[13] = {0x1p+0, -0x1.a51a6625307d3p+0, 0x1.9f9cb402bc46cp-1, -0x1.86a8e4720db67p-3, 0x1.ac6805cf350a6p-6, -0x1.33816aa4607abp-9, 0x1.374719fab3915p-13, -0x1.d42498d1ce099p-18, 0x1.0fc992ff39e13p-22, -0x1.f5f9d970ca6dfp-28, 0x1.79788684225eap-33, -0x1.d7353939082fep-39, 0x1.f0115b37351ebp-45};
  static constexpr double lo[4] = {0.0, -0x1.1873d8912200cp-55, 0x1.487acd8cd312cp-55, 0x1.461b9cb783f4cp-58};
  return polyeval_two_words(M, hi, lo);
}

}  // namespace logbessel::detail
