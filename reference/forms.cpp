#include <reference/forms.hpp>
#include <reference/methods.hpp>
#include <reference/oracle.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

namespace logbessel::reference {
namespace {

constexpr long most_bits = 40000;

[[noreturn]] void fail(const char* what, double v, double x) {
  std::ostringstream message;
  message << what << " at v = " << std::hexfloat << v << ", x = " << x;
  throw std::runtime_error(message.str());
}

void require(bool valid, const char* what, double v, double x) {
  if (valid) return;
  std::ostringstream message;
  message << what << " got v = " << std::hexfloat << v << ", x = " << x;
  throw std::invalid_argument(message.str());
}

struct both {
  real first, second;
};

/// Raises the precision until two methods agree to `bits`. `methods` returns both values at the current precision.
template <class F>
real agreed(F methods, int bits, const char* name, double v, double x) {
  for (long precision = bits + 28; precision < most_bits;) {
    const precision_scope scope(precision);
    const auto [first, second] = methods();
    if (first.is_finite() && second.is_finite()) {
      const long missing = bits + 2 - (first.exponent() - (first - second).exponent());
      if (missing <= 0) return first;
      precision += std::min(missing, 4000L) + 24;
    } else {
      precision *= 2;
    }
  }
  fail(name, v, x);
}

/// log K_v by two methods, for v >= 0.
both log_k(const real& v, const real& x) {
  if (sqrt(v * v + x * x) > methods::asymptotic_from())
    return {methods::log_k_debye(v, x), methods::log_k_integral(v, x).at_v};
  const bool near_origin = x < 0.125 && v < 8;
  return {methods::log_k_reflection(v, x),
          near_origin ? methods::log_k_temme(v, x).at_v : methods::log_k_integral(v, x).at_v};
}

/// log_value(bits) + shift, with the bits that the sum loses; log_value is an oracle itself.
template <class F>
real shifted(F log_value, double shift, int bits, const char* name, double v, double x) {
  for (long lost = 8 + (x > v ? std::max(0L, real(shift).exponent()) : 0);
       bits + lost < most_bits;) {
    const precision_scope wide(bits + lost + 1100);
    const real value = log_value(static_cast<int>(bits + lost));
    const real sum = value + real(shift);
    const long now = std::max(value.exponent(), real(shift).exponent()) - sum.exponent() + 4;
    if (now <= lost) return sum;
    lost = std::clamp(now + 4, lost + 16, 2 * lost + 64);
  }
  fail(name, v, x);
}

}  // namespace

real log_ive(double v, double x, int bits) {
  return shifted([&](int b) { return log_iv(v, x, b); }, -x, bits, "log_ive", v, x);
}

real log_kve(double v, double x, int bits) {
  return shifted([&](int b) { return log_kv(v, x, b); }, x, bits, "log_kve", v, x);
}

real kv_ratio(double v, double x, int bits) {
  require(v >= 0.5 && std::isfinite(v) && x > 0 && std::isfinite(x),
          "kv_ratio needs finite v >= 1/2 and x > 0,", v, x);
  return agreed(
      [&]() -> both {
        const long precision = precision_scope::current();
        const precision_scope exact(precision + 1100);
        const real below = abs(real(v) - 1);
        // Both logarithms share their leading part, of the size v log(v/x).
        const precision_scope wide(precision + 16 +
                                   std::max({0L, real(v).exponent(), real(x).exponent()}));
        const both numerator = log_k(below, x);
        const both denominator = log_k(v, x);
        return {exp(numerator.first - denominator.first),
                exp(numerator.second - denominator.second)};
      },
      bits, "kv_ratio", v, x);
}

}  // namespace logbessel::reference
