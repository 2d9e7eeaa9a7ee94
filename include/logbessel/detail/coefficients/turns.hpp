// Printed by tools/coefficients/turns.py; edit that, not this.
// sin and cos of angles in turns.
#pragma once

#include <logbessel/detail/polyeval.hpp>

// clang-format off
namespace logbessel::detail {

constexpr double four_pi = 0x1.921fb54442d18p+3;
constexpr double inverse_2pi = 0x1.45f306dc9c883p-3;

/// sin(2 pi f)/f, z = f^2 <= 1/64.
template <class V>
LOGBESSEL_FN V sine_of_turns_over(V z) {
  return polyeval(z, 0x1.921fb54442d18p+2, -0x1.4abbce625be53p+5, 0x1.466bc6775aae2p+6, -0x1.32d2cce62bd86p+6, 0x1.50783487ee782p+5, -0x1.e3074fde8871fp+3, 0x1.e8f434d018d63p+1, -0x1.6fadb9f155744p-1, 0x1.aaec32af93359p-4);
}

/// cos(2 pi f), z = f^2 <= 1/64.
template <class V>
LOGBESSEL_FN V cosine_of_turns(V z) {
  return polyeval(z, 0x1p+0, -0x1.3bd3cc9be45dep+4, 0x1.03c1f081b5ac4p+6, -0x1.55d3c7e3cbffap+6, 0x1.e1f506891babbp+5, -0x1.a6d1f2a204a8cp+4, 0x1.f9d38a3763cc3p+2, -0x1.b6e24f44b128fp+0, 0x1.20c62c2f2d7f5p-2);
}


}  // namespace logbessel::detail
