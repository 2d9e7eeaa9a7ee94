#include <reference/derivatives.hpp>
#include <reference/methods.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

namespace logbessel::reference {
namespace {

constexpr long most_bits = 40000;
/// Steps of the two difference quotients: different, so that what they neglect differs; and not by a ratio of small
/// numbers, or two differences that are a few units of rounding could agree by chance.
constexpr double steps[] = {0x1p-64, 0x1.6a09e667f3bcdp-67};
/// Below 2^tiny_order max(1, x) a derivative is taken from its two leading terms in v.
constexpr long tiny_order = -110;

/// The x from which K_0/I_0 is below 2^-5000, and no derivative of positive order contains it.
constexpr double vanishing_from = 2000;

enum class kind { i, k };
enum class variable { v, x };

/// One of two methods that share no formula. Which pair serves is asked at (v, x), not at the points beside it.
class logarithm {
 public:
  logarithm(kind which, int method, const real& v, const real& x)
      : which_(which),
        method_(method),
        is_asymptotic_(sqrt(v * v + x * x) > methods::asymptotic_from()),
        is_near_origin_(x < 0.125 && v < 8) {}

  bool is_asymptotic() const { return is_asymptotic_; }

  real operator()(const real& v, const real& x) const {
    if (which_ == kind::i) {
      if (is_asymptotic_)
        return method_ == 0 ? methods::log_i_debye(v, x) : methods::log_i_integral(v, x);
      return method_ == 0 ? methods::log_i_series(v, x) : methods::log_i_wronskian(v, x);
    }
    if (is_asymptotic_)
      return method_ == 0 ? methods::log_k_debye(v, x) : methods::log_k_integral(v, x).at_v;
    const real order = abs(v);
    if (method_ == 0) return methods::log_k_reflection(order, x);
    return is_near_origin_ ? methods::log_k_temme(order, x).at_v
                           : methods::log_k_integral(order, x).at_v;
  }

 private:
  kind which_;
  int method_;
  bool is_asymptotic_, is_near_origin_;
};

/// (f(a + h) - f(a - h))/(2 h) or (f(a + h) - 2 f(a) + f(a - h))/h^2 for f = log I or log K along v or x.
real quotient(const logarithm& f, const real& v, const real& x, variable along, int order,
              const real& h) {
  real low, high;
  const real& a = along == variable::v ? v : x;
  {
    const precision_scope exact(precision_scope::current() + 4400);
    low = a - h;
    high = a + h;
  }
  const auto at = [&](const real& b) { return along == variable::v ? f(b, x) : f(v, b); };
  if (order == 1) return (at(high) - at(low)) / (h * 2);
  return (at(high) - at(a) * 2 + at(low)) / (h * h);
}

/// A derivative by method 0 or 1 at the current precision.
real derivative(kind which, variable along, int order, int method, const real& v, const real& x) {
  const long bits = precision_scope::current();
  const logarithm f(which, method, v, x);
  if (along == variable::x) {
    return quotient(f, v, x, along, order, x * steps[method]);
  }
  real size = std::max(real(1), v);
  if (f.is_asymptotic()) size = std::max(size, x);
  const real h = size * steps[method];
  if (!(v < scaled(std::max(real(1), x), tiny_order))) return quotient(f, v, x, along, order, h);
  // log K is even in v, log I even but for -v K_0/I_0 and higher odd terms.
  const real zero = real(0);
  const real second = quotient(f, zero, x, along, 2, h);
  if (order == 2) return second;
  if (which == kind::k || x > vanishing_from) return second * v;
  // The power series serves negative orders too, and needs no K.
  if (method == 0 && !f.is_asymptotic())
    return second * v + quotient(f, zero, x, along, 1, real(steps[method]));
  const precision_scope wide(bits + std::max(0L, x.exponent()) + 8);
  const logarithm log_i(kind::i, method, zero, x);
  const logarithm log_k(kind::k, method, zero, x);
  return second * v - exp(log_k(zero, x) - log_i(zero, x));
}

/// Raises the precision until the two methods agree to 2^-bits of the value, or of `size` if that is larger.
real agreed(kind which, variable along, int order, double v, double x, int bits, const real& size,
            const char* name) {
  if (!(v >= 0 && std::isfinite(v) && x > 0 && std::isfinite(x))) {
    std::ostringstream message;
    message << name << " needs finite v >= 0 and x > 0, got v = " << std::hexfloat << v
            << ", x = " << x;
    throw std::invalid_argument(message.str());
  }
  for (long precision = bits + 48 + 70 * order; precision < most_bits;) {
    const precision_scope scope(precision);
    const real first = derivative(which, along, order, 0, v, x);
    const real second = derivative(which, along, order, 1, v, x);
    // A zero means that the precision is below the step.
    if (first.is_finite() && second.is_finite() && first.sign() != 0 && second.sign() != 0) {
      const long unit =
          std::max(first, size).exponent() > first.exponent() ? size.exponent() : first.exponent();
      const long missing = bits + 2 - (unit - (first - second).exponent());
      if (missing <= 0) return first;
      precision += std::min(missing, 4000L) + 24;
    } else {
      precision *= 2;
    }
  }
  std::ostringstream message;
  message << name << ": no agreement at v = " << std::hexfloat << v << ", x = " << x;
  throw std::runtime_error(message.str());
}

}  // namespace

real dxx_size(double v, double x) {
  const precision_scope wide(256);
  const real ratio = real(v) / x;
  const real rr = real(v) * v + real(x) * x;
  return ratio * ratio / sqrt(rr) + real(1) / (rr + 1);
}

real log_iv_dv(double v, double x, int bits) {
  if (v == 0 && x > vanishing_from && std::isfinite(x)) {
    const precision_scope scope(bits);
    return -(pi() * exp(real(-2 * std::min(x, 1e9))));
  }
  return agreed(kind::i, variable::v, 1, v, x, bits, real(0), "log_iv_dv");
}
real log_iv_dx(double v, double x, int bits) {
  return agreed(kind::i, variable::x, 1, v, x, bits, real(0), "log_iv_dx");
}
real log_iv_dvv(double v, double x, int bits) {
  return agreed(kind::i, variable::v, 2, v, x, bits, real(0), "log_iv_dvv");
}
real log_iv_dxx(double v, double x, int bits) {
  return agreed(kind::i, variable::x, 2, v, x, bits, dxx_size(v, x), "log_iv_dxx");
}
real log_kv_dv(double v, double x, int bits) {
  if (v == 0) return real(0);
  return agreed(kind::k, variable::v, 1, v, x, bits, real(0), "log_kv_dv");
}
real log_kv_dx(double v, double x, int bits) {
  return agreed(kind::k, variable::x, 1, v, x, bits, real(0), "log_kv_dx");
}
real log_kv_dvv(double v, double x, int bits) {
  return agreed(kind::k, variable::v, 2, v, x, bits, real(0), "log_kv_dvv");
}
real log_kv_dxx(double v, double x, int bits) {
  return agreed(kind::k, variable::x, 2, v, x, bits, real(0), "log_kv_dxx");
}

}  // namespace logbessel::reference
