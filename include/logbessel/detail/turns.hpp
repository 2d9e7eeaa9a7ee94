/// @file
/// sin and cos of angles in turns, to about an ULP, of IEEE operations alone.
#pragma once

#include <logbessel/detail/coefficients/turns.hpp>

namespace logbessel::detail {

struct sine_and_cosine {
  double sin, cos;
};

/// sin(2 pi u) and cos(2 pi u) for 0 <= u <= 1: with the nearest quarter q/4, f = u - q/4 is exact and at most 1/8.
LOGBESSEL_FN sine_and_cosine sin_cos_of_turns(double u) {
  const double q = round(4.0 * u);
  const double f = fma(-0.25, q, u);
  const double s = f * sine_of_turns_over(f * f);
  const double c = cosine_of_turns(f * f);
  const int quarter = static_cast<int>(q) & 3;
  const bool odd = (quarter & 1) != 0;
  const double sin = odd ? c : s;
  const double cos = odd ? s : c;
  return {quarter >= 2 ? -sin : sin, quarter == 1 || quarter == 2 ? -cos : cos};
}

/// The angle, in turns, of the first quadrant whose sine and cosine are proportional to s and c >= 0. Each step takes the
/// sine of what is missing for it, and cubes the error.
LOGBESSEL_FN double turns_of(double s, double c) {
  const double inverse_length = 1.0 / sqrt(fma(s, s, c * c));
  double u = 0.25 * (s / (s + c));
  for (int i = 0; i < 3; ++i) {
    const sine_and_cosine a = sin_cos_of_turns(u);
    u = fma(fma(s, a.cos, -c * a.sin) * inverse_length, inverse_2pi, u);
  }
  return u;
}

}  // namespace logbessel::detail
