// Printed by tools/coefficients/float_elementary.py; edit that, not this.
// log and exp to about 2^-50 and 2^-45.
#pragma once

#include <logbessel/detail/polyeval.hpp>

// clang-format off
namespace logbessel::detail {

constexpr double log_2 = 0x1.62e42fefa39efp-1;
constexpr double inverse_log_2 = 0x1.71547652b82fep+0;

/// 1/c and log c for c = 0.8, 0.9, ... 1.5.
template <class V>
LOGBESSEL_FN V inverse_of_tenths(V row) {
  static constexpr double table[8] = {0x1.4p+0, 0x1.1c71c71c71c72p+0, 0x1p+0, 0x1.d1745d1745d17p-1, 0x1.aaaaaaaaaaaabp-1, 0x1.89d89d89d89d9p-1, 0x1.6db6db6db6db7p-1, 0x1.5555555555555p-1};
  return lookup(table, row);
}
template <class V>
LOGBESSEL_FN V log_of_tenths(V row) {
  static constexpr double table[8] = {-0x1.c8ff7c79a9a22p-3, -0x1.af8e8210a4161p-4, 0.0, 0x1.8663f793c46c9p-4, 0x1.7565011e49675p-3, 0x1.0ca937be1b9dbp-2, 0x1.588c2d913348fp-2, 0x1.9f323ecbf984dp-2};
  return lookup(table, row);
}

/// (log(1 + f) - f)/f^2.
template <class V>
LOGBESSEL_FN V log_1p_rest(V f) {
  return polyeval(f, -0x1.0000000000003p-1, 0x1.555555554fcc5p-2, -0x1.ffffffffe3c96p-3, 0x1.99999a1b421bfp-3, -0x1.5555561b954cfp-3, 0x1.2490af4a01877p-3, -0x1.fffc3142e8e0fp-4, 0x1.cadb33261a7bcp-4, -0x1.9d6aa3b087dacp-4);
}

template <class V>
LOGBESSEL_FN V cosh_of_root(V z) {
  return polyeval(z, 0x1.000000000003dp+0, 0x1.ffffffffe734dp-2, 0x1.55555588e0fc4p-5, 0x1.6c162b69168e6p-10, 0x1.a17e4e2e4afap-16);
}
template <class V>
LOGBESSEL_FN V sinh_of_root_over(V z) {
  return polyeval(z, 0x1.0000000000006p+0, 0x1.5555555550d3cp-3, 0x1.11111123cdd27p-7, 0x1.a019948f41417p-13, 0x1.72e14b65f759cp-19);
}

}  // namespace logbessel::detail
