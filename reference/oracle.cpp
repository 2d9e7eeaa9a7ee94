#include <reference/agreement.hpp>
#include <reference/methods.hpp>
#include <reference/oracle.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

namespace logbessel::reference {
namespace {

struct names {
  const char *first, *second;
};

void require(bool valid, const char* what, names argument, double first, double second) {
  if (valid) return;
  std::ostringstream message;
  message << what << " got " << argument.first << " = " << std::hexfloat << first << ", "
          << argument.second << " = " << second;
  throw std::invalid_argument(message.str());
}

/// I_{1/2}/I_{-1/2} = tanh x and one minus it, which falls below the reach of the other methods.
real ratio_at_half(int method, const real& x, bool complement) {
  if (complement) return method == 0 ? real(2) / (exp(scaled(x, 1)) + 1) : exp(-x) / cosh(x);
  if (method == 0) return tanh(x);
  const real twice = expm1(scaled(-x, 1));
  return -twice / (twice + 2);
}

/// I_v/I_{v-1} as exp of a difference of two logarithms, and by the continued fraction or, where r is large, from
/// logarithms of the other kind.
real ratio_by(int method, double v, const real& x, bool complement) {
  if (v == 0.5) return ratio_at_half(method, x, complement);
  const long precision = precision_scope::current();
  const precision_scope exact(precision + 1100);
  const real order = real(v);
  const real below = order - 1;
  const real r = sqrt(below * below + x * x);
  // Both logarithms share their leading part, so it must resolve 1 - ratio, about (v - 1/2)/x, by itself.
  const long lost = std::max(0L, x.exponent() - (order - 0.5).exponent());
  const precision_scope wide(precision + std::max(0L, r.exponent()) + lost + 8);
  real log_ratio;
  if (r > methods::asymptotic_from()) {
    log_ratio = method == 0 ? methods::log_i_debye(order, x) - methods::log_i_debye(below, x)
                            : methods::log_i_integral(order, x) - methods::log_i_integral(below, x);
  } else {
    log_ratio = method == 0 ? methods::log_i_series(order, x) - methods::log_i_series(below, x)
                            : log(methods::ratio_fraction(below, x));
  }
  return complement ? -expm1(log_ratio) : exp(log_ratio);
}

real ratio(double v, const real& x, int bits, bool complement) {
  return agreed([&](int method) { return ratio_by(method, v, x, complement); }, bits, "iv_ratio", v,
                x.to_double());
}

real checked_ratio(double v, double x, int bits, bool complement) {
  require(v >= 0.5 && std::isfinite(v) && x > 0 && std::isfinite(x),
          "iv_ratio needs finite v >= 1/2 and x > 0,", {"v", "x"}, v, x);
  return ratio(v, x, bits, complement);
}

/// The kappa of A(kappa) = rbar = 1 - c, by the secant method on A or 1/C, both near to linear in kappa, from
/// Banerjee's approximation on. A step that the precision of A does not resolve keeps the slope of the one before.
real kappa_of(double dim, const real& rbar, const real& c, int bits) {
  const precision_scope scope(bits + 64);
  const bool low = rbar < 0.5;
  const real target = low ? rbar : real(1) / c;
  const long full = bits + 16;
  long precision = 40;
  long good = 0;
  bool resolved = false;
  real kappa = rbar * (real(dim) - rbar * rbar) / (c * (rbar + 1));
  real value, step, slope;
  for (int i = 0; i < 40; ++i) {
    const int now = static_cast<int>(precision);
    const real before = std::move(value);
    value = ratio(0.5 * dim, kappa, now, !low);
    if (!low) value = real(1) / value;
    if (i == 0) slope = value / kappa;
    if (resolved) slope = (value - before) / step;
    step = (target - value) / slope;
    kappa += step;
    good = kappa.exponent() - step.exponent();
    if (precision == full && good > bits + 2) return kappa;
    resolved = good < precision - 8;
    precision = std::clamp(3 * good + 24, precision, full);
  }
  std::ostringstream message;
  message << "vmf_kappa: no convergence at dim = " << std::hexfloat << dim
          << ", rbar = " << rbar.to_double() << ", c = " << c.to_double();
  throw std::runtime_error(message.str());
}

}  // namespace

real log_i_by(int method, const real& v, const real& x) {
  const precision_scope wide(precision_scope::current() + 8);
  if (sqrt(v * v + x * x) > methods::asymptotic_from())
    return method == 0 ? methods::log_i_debye(v, x) : methods::log_i_integral(v, x);
  return method == 0 ? methods::log_i_series(v, x) : methods::log_i_wronskian(v, x);
}

real log_k_by(int method, const real& v, const real& x) {
  const precision_scope wide(precision_scope::current() + 8);
  const bool is_asymptotic = sqrt(v * v + x * x) > methods::asymptotic_from();
  if (method == 0) {
    return is_asymptotic ? methods::log_k_debye(v, x) : methods::log_k_reflection(v, x);
  }
  const bool near_origin = x < 0.125 && v < 8;
  return near_origin ? methods::log_k_temme(v, x).at_v : methods::log_k_integral(v, x).at_v;
}

real log_iv(double v, double x, int bits) {
  require(v >= 0 && std::isfinite(v) && x > 0 && std::isfinite(x),
          "log_iv needs finite v >= 0 and x > 0,", {"v", "x"}, v, x);
  return agreed([&](int method) { return log_i_by(method, v, x); }, bits, "log_iv", v, x);
}

real log_kv(double v, double x, int bits) {
  require(v >= 0 && std::isfinite(v) && x > 0 && std::isfinite(x),
          "log_kv needs finite v >= 0 and x > 0,", {"v", "x"}, v, x);
  return agreed([&](int method) { return log_k_by(method, v, x); }, bits, "log_kv", v, x);
}

real iv_ratio(double v, double x, int bits) { return checked_ratio(v, x, bits, false); }
real iv_ratio_c(double v, double x, int bits) { return checked_ratio(v, x, bits, true); }

real vmf_log_normalizer(double dim, double kappa, int bits) {
  require(dim >= 2 && std::isfinite(dim) && kappa >= 0 && std::isfinite(kappa),
          "vmf_log_normalizer needs finite dim >= 2 and kappa >= 0,", {"dim", "kappa"}, dim, kappa);
  return agreed(
      [&](int method) {
        const precision_scope wide(precision_scope::current() + 64);
        const real half = scaled(real(dim), -1);
        const real order = half - 1;
        const real area = half * log(scaled(pi(), 1));
        if (kappa == 0) {
          // log(Gamma(dim/2)/(2 pi^(dim/2))), the second time by Gamma(z) = Gamma(z + 1)/z
          const real ends = half * log(pi()) + log_2();
          return method == 0 ? log_gamma(half) - ends : log_gamma(half + 1) - log(half) - ends;
        }
        return order * log(real(kappa)) - area - log_i_by(method, order, kappa);
      },
      bits, "vmf_log_normalizer", dim, kappa);
}

real vmf_kappa(double dim, double rbar, int bits) {
  require(dim >= 2 && std::isfinite(dim) && rbar > 0 && rbar < 1,
          "vmf_kappa needs finite dim >= 2 and 0 < rbar < 1,", {"dim", "rbar"}, dim, rbar);
  const precision_scope exact(bits + 64);
  return kappa_of(dim, rbar, real(1) - rbar, bits);
}

real vmf_kappa_c(double dim, double c, int bits) {
  require(dim >= 2 && std::isfinite(dim) && c > 0 && c < 1,
          "vmf_kappa_c needs finite dim >= 2 and 0 < c < 1,", {"dim", "c"}, dim, c);
  const precision_scope exact(bits + 64);
  return kappa_of(dim, real(1) - c, c, bits);
}

}  // namespace logbessel::reference
