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

}  // namespace logbessel::reference
