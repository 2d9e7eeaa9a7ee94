#include <reference/agreement.hpp>
#include <reference/forms.hpp>
#include <reference/methods.hpp>
#include <reference/oracle.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

namespace logbessel::reference {
namespace {

void require(bool valid, const char* what, double v, double x) {
  if (valid) return;
  std::ostringstream message;
  message << what << " got v = " << std::hexfloat << v << ", x = " << x;
  throw std::invalid_argument(message.str());
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

/// I_{-v} by its power series (DLMF 10.25.2) with the bits that its terms of either sign cancel, for x up to some
/// hundreds; v no integer.
signed_log negative_order_series(const real& v, const real& x) {
  const precision_scope exact(2 * precision_scope::current() + 2200);
  const real distance = v - nearest_integer(v);
  const long growth = static_cast<long>(3.0 * x.to_double() + 3.0 * v.to_double()) + 64;
  const precision_scope wide(precision_scope::current() + growth - 2 * distance.exponent());
  const real half = scaled(x, -1);
  const real q = half * half;
  const real order = -v;
  real term = real(1);
  real sum = real(1);
  for (int k = 1;; ++k) {
    const real divisor = (order + k) * k;
    term *= q / divisor;
    sum += term;
    if (real(k) > v + x && term.exponent() < sum.exponent() - precision_scope::current()) break;
  }
  real size;
  int sign = 0;
  mpfr_lgamma(size.get(), &sign, (order + 1).get(), MPFR_RNDN);
  return {order * log(half) - size + log(abs(sum)), sum.sign() * sign};
}

/// log |I + s K|, s = (2/pi) sin(pi v), from log I and log K.
signed_log reflected(const real& v, const real& log_i_v, const real& log_k_v) {
  const long bits = precision_scope::current();
  const precision_scope exact(bits + 1200);
  const real n = nearest_integer(v);
  const bool odd = !(nearest_integer(scaled(n, -1)) == scaled(n, -1));
  const real sine = sin((v - n) * pi());
  const real s = scaled(odd ? -sine : sine, 1) / pi();
  const precision_scope wide(bits);
  const real a = s * exp(log_k_v - log_i_v);
  if (abs(a) < 0.5) return {log_i_v + log1p(a), 1};
  const real ratio = real(1) / a + 1;
  return {log_k_v + log(abs(s)) + log(abs(ratio)), ratio.sign() * s.sign()};
}

/// A = I_v/I_{v-1} from logarithms of one kind, or of the other and by the continued fraction.
real ratio(const real& v, const real& x, bool other) {
  const real below = v - 1;
  if (sqrt(below * below + x * x) > methods::asymptotic_from()) {
    return other ? exp(methods::log_i_integral(v, x) - methods::log_i_integral(below, x))
                 : exp(methods::log_i_debye(v, x) - methods::log_i_debye(below, x));
  }
  return other ? methods::ratio_fraction(below, x)
               : exp(methods::log_i_series(v, x) - methods::log_i_series(below, x));
}

/// 1/A' at A = rbar by Newton's method, with A' by Riccati's equation or by A' = A (1/kappa - A + I_{v+1}/I_v).
real inverse_slope(const real& dim, const real& rbar, const real& c, bool other) {
  const long bits = precision_scope::current();
  const real v = scaled(dim, -1);
  const bool low = rbar < 0.5;
  real kappa = rbar * (dim - rbar * rbar) / (c * (rbar + 1));
  for (int i = 0; i < 60; ++i) {
    const real A = ratio(v, kappa, other);
    const real C = real(1) - A;
    const real slope = other ? A * (real(1) / kappa - A + ratio(v + 1, kappa, other))
                             : C * (A + 1) - (dim - 1) * A / kappa;
    const real step = low ? (A - rbar) / slope : (c - C) * C / (c * slope);
    if (step.exponent() < kappa.exponent() - bits / 2) return real(1) / slope;
    kappa -= step;
  }
  return kappa;
}

real drbar(double dim, double rbar, double c, bool has_c, int bits) {
  require(dim >= 2 && std::isfinite(dim) && rbar > 0 && c > 0,
          "vmf_kappa_drbar needs finite dim >= 2 and 0 < rbar < 1,", dim, has_c ? c : rbar);
  return agreed(
      [&](int method) {
        const real size = real(dim) * (has_c ? real(1) / c + 1 : real(1) / (real(1) - rbar));
        const precision_scope wide(2 * precision_scope::current() + 64 + 3 * size.exponent());
        const real exact = has_c ? real(1) - real(c) : real(rbar);
        const real rest = has_c ? real(c) : real(1) - real(rbar);
        return inverse_slope(dim, exact, rest, method == 1);
      },
      bits, "vmf_kappa_drbar", dim, has_c ? c : rbar);
}

}  // namespace

real vmf_variance(double dim, double kappa, int bits) {
  require(dim >= 2 && std::isfinite(dim) && kappa > 0 && std::isfinite(kappa),
          "vmf_variance needs finite dim >= 2 and kappa > 0,", dim, kappa);
  return agreed(
      [&](int method) {
        const precision_scope wide(precision_scope::current() + 64 + 2 * real(dim).exponent() +
                                   2 * std::labs(real(kappa).exponent()));
        const real v = scaled(dim, -1);
        const real A = ratio(v, kappa, method == 1);
        return method == 1 ? A * (real(1) / kappa - A + ratio(v + 1, kappa, true))
                           : real(1) - A * A - (real(dim) - 1) * A / kappa;
      },
      bits, "vmf_variance", dim, kappa);
}

real vmf_entropy(double dim, double kappa, int bits) {
  const int lost = static_cast<int>(std::max(0L, real(kappa).exponent())) + 8;
  const real log_c = vmf_log_normalizer(dim, kappa, bits + lost);
  const real A = iv_ratio(0.5 * dim, kappa, bits + lost);
  const precision_scope precision(bits + lost + 8);
  return -log_c - A * kappa;
}

real vmf_kappa_drbar(double dim, double rbar, int bits) {
  return drbar(dim, rbar, 1 - rbar, false, bits);
}

real vmf_kappa_c_drbar(double dim, double c, int bits) { return drbar(dim, 1 - c, c, true, bits); }

real log_ive(double v, double x, int bits) {
  return shifted([&](int b) { return log_iv(v, x, b); }, -x, bits, "log_ive", v, x);
}

real log_kve(double v, double x, int bits) {
  return shifted([&](int b) { return log_kv(v, x, b); }, x, bits, "log_kve", v, x);
}

signed_log iv_of_negative_order(double v, double x, int bits) {
  require(v > 0 && std::isfinite(v) && v != std::floor(v) && x > 0 && std::isfinite(x),
          "iv_of_negative_order needs finite v > 0, no integer, and x > 0,", v, x);
  int signs[2] = {};
  const real log = agreed(
      [&](int method) {
        const precision_scope wide(precision_scope::current() + 16 +
                                   std::max({0L, real(v).exponent(), real(x).exponent()}));
        const bool far = std::hypot(v, x) > methods::asymptotic_from();
        const signed_log value = method == 0 && !far
                                     ? negative_order_series(v, x)
                                     : reflected(v, log_i_by(method, v, x), log_k_by(method, v, x));
        signs[method] = value.sign;
        return method == 1 && signs[0] != signs[1] ? value.log + 1 : value.log;
      },
      bits, "iv_of_negative_order", v, x);
  return {log, signs[0]};
}

real log_ive_of_negative_order(double v, double x, int bits) {
  return shifted([&](int b) { return iv_of_negative_order(v, x, b).log; }, -x, bits,
                 "log_ive_of_negative_order", v, x);
}

real kv_ratio(double v, double x, int bits) {
  require(v >= 0.5 && std::isfinite(v) && x > 0 && std::isfinite(x),
          "kv_ratio needs finite v >= 1/2 and x > 0,", v, x);
  return agreed(
      [&](int method) {
        const long precision = precision_scope::current();
        const precision_scope exact(precision + 1100);
        const real below = abs(real(v) - 1);
        // Both logarithms share their leading part, of the size v log(v/x).
        const precision_scope wide(precision + 16 +
                                   std::max({0L, real(v).exponent(), real(x).exponent()}));
        return exp(log_k_by(method, below, x) - log_k_by(method, v, x));
      },
      bits, "kv_ratio", v, x);
}

}  // namespace logbessel::reference
