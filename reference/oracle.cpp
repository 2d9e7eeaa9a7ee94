#include <reference/methods.hpp>
#include <reference/oracle.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

namespace logbessel::reference {
namespace {

constexpr long most_bits = 40000;

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

/// Raises the precision until two methods agree to `bits`. `methods` returns both values at the current precision.
template <class F>
real agreed(F methods, int bits, const char* name, double v, double x) {
  for (long precision = bits + 28; precision < most_bits;) {
    const precision_scope scope(precision);
    const auto [first, second] = methods();
    const long missing = bits + 2 - (first.exponent() - (first - second).exponent());
    if (first.is_finite() && second.is_finite() && first.sign() != 0) {
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

struct both {
  real first, second;
};

both log_i_methods(const real& v, const real& x) {
  const precision_scope wide(precision_scope::current() + 8);
  if (sqrt(v * v + x * x) > methods::asymptotic_from())
    return {methods::log_i_debye(v, x), methods::log_i_integral(v, x)};
  return {methods::log_i_series(v, x), methods::log_i_wronskian(v, x)};
}

both log_k_methods(const real& v, const real& x) {
  const precision_scope wide(precision_scope::current() + 8);
  if (sqrt(v * v + x * x) > methods::asymptotic_from()) {
    return {methods::log_k_debye(v, x), methods::log_k_integral(v, x).at_v};
  }
  const bool near_origin = x < 0.125 && v < 8;
  return {methods::log_k_reflection(v, x),
          near_origin ? methods::log_k_temme(v, x).at_v : methods::log_k_integral(v, x).at_v};
}

/// I_{1/2}/I_{-1/2} = tanh x and one minus it, which falls below the reach of the other methods.
both ratio_at_half(const real& x, bool complement) {
  if (complement) return {real(2) / (exp(scaled(x, 1)) + 1), exp(-x) / cosh(x)};
  const real twice = expm1(scaled(-x, 1));
  return {tanh(x), -twice / (twice + 2)};
}

/// I_v/I_{v-1} as exp of a difference of two logarithms, and by the continued fraction or, where r is large, from
/// logarithms of the other kind.
both ratio_methods(double v, const real& x, bool complement) {
  if (v == 0.5) return ratio_at_half(x, complement);
  const long precision = precision_scope::current();
  const precision_scope exact(precision + 1100);
  const real order = real(v);
  const real below = order - 1;
  const real r = sqrt(below * below + x * x);
  // Both logarithms share their leading part, so it must resolve 1 - ratio, about (v - 1/2)/x, by itself.
  const long lost = std::max(0L, x.exponent() - (order - 0.5).exponent());
  const precision_scope wide(precision + std::max(0L, r.exponent()) + lost + 8);
  real log_ratio, log_other;
  if (r > methods::asymptotic_from()) {
    log_ratio = methods::log_i_debye(order, x) - methods::log_i_debye(below, x);
    log_other = methods::log_i_integral(order, x) - methods::log_i_integral(below, x);
  } else {
    log_ratio = methods::log_i_series(order, x) - methods::log_i_series(below, x);
    log_other = log(methods::ratio_fraction(below, x));
  }
  if (complement) return {-expm1(log_ratio), -expm1(log_other)};
  return {exp(log_ratio), exp(log_other)};
}

real ratio(double v, const real& x, int bits, bool complement) {
  return agreed([&] { return ratio_methods(v, x, complement); }, bits, "iv_ratio", v,
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

real log_iv(double v, double x, int bits) {
  require(v >= 0 && std::isfinite(v) && x > 0 && std::isfinite(x),
          "log_iv needs finite v >= 0 and x > 0,", {"v", "x"}, v, x);
  return agreed([&] { return log_i_methods(v, x); }, bits, "log_iv", v, x);
}

real log_kv(double v, double x, int bits) {
  require(v >= 0 && std::isfinite(v) && x > 0 && std::isfinite(x),
          "log_kv needs finite v >= 0 and x > 0,", {"v", "x"}, v, x);
  return agreed([&] { return log_k_methods(v, x); }, bits, "log_kv", v, x);
}

real iv_ratio(double v, double x, int bits) { return checked_ratio(v, x, bits, false); }
real iv_ratio_c(double v, double x, int bits) { return checked_ratio(v, x, bits, true); }

real vmf_log_normalizer(double dim, double kappa, int bits) {
  require(dim >= 2 && std::isfinite(dim) && kappa >= 0 && std::isfinite(kappa),
          "vmf_log_normalizer needs finite dim >= 2 and kappa >= 0,", {"dim", "kappa"}, dim, kappa);
  return agreed(
      [&]() -> both {
        const precision_scope wide(precision_scope::current() + 64);
        const real half = scaled(real(dim), -1);
        const real order = half - 1;
        const real area = half * log(scaled(pi(), 1));
        if (kappa == 0) {
          // log(Gamma(dim/2)/(2 pi^(dim/2))), the second time by Gamma(z) = Gamma(z + 1)/z
          const real ends = half * log(pi()) + log_2();
          return {log_gamma(half) - ends, log_gamma(half + 1) - log(half) - ends};
        }
        const auto [first, second] = log_i_methods(order, kappa);
        const real power = order * log(real(kappa));
        return {power - area - first, power - area - second};
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
