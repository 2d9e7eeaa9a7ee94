/// @file
/// A value is what two methods agree on.
#pragma once

#include <reference/real.hpp>

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace logbessel::reference {

/// Where the search for a precision ends.
inline constexpr long most_bits = 40000;

/// By so many bits the second method works finer than the first. With the same bits, two results that cancelled down to
/// a few multiples of the same rounding unit could be equal and wrong, as happens close to a zero.
inline constexpr long finer_bits = 40;

[[noreturn]] inline void fail(const char* name, double v, double x) {
  std::ostringstream message;
  message << name << ": no agreement at v = " << std::hexfloat << v << ", x = " << x;
  throw std::runtime_error(message.str());
}

/// method(0) and method(1) give the value by two ways at the current precision, which is raised until they agree to
/// `bits`, relatively.
template <class F>
real agreed(F method, int bits, const char* name, double v, double x) {
  for (long precision = bits + 28; precision < most_bits;) {
    const precision_scope scope(precision);
    const real first = method(0);
    const precision_scope finer(precision + finer_bits);
    const real second = method(1);
    const long missing = bits + 2 - (first.exponent() - (first - second).exponent());
    if (first.is_finite() && second.is_finite() && first.sign() != 0) {
      if (missing <= 0) return first;
      precision += std::min(missing, 4000L) + 24;
    } else {
      precision *= 2;
    }
  }
  fail(name, v, x);
}

/// log I_v and log K_v by method 0 or 1, at the current precision.
real log_i_by(int method, const real& v, const real& x);
real log_k_by(int method, const real& v, const real& x);

}  // namespace logbessel::reference
