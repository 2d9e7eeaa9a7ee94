#include <reference/methods.hpp>
#include <reference/oracle.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

namespace logbessel::reference {
namespace {

constexpr long most_bits = 40000;

void require(bool valid, const char* what, double v, double x) {
  if (valid) return;
  std::ostringstream message;
  message << what << " got v = " << std::hexfloat << v << ", x = " << x;
  throw std::invalid_argument(message.str());
}

/// Raises the precision until two methods agree to `bits`. `methods` returns both values at the current precision.
template <class F>
real agreed(F methods, int bits, const char* name, double v, double x) {
  for (long precision = bits + 28; precision < most_bits;) {
    const precision_scope scope(precision);
    const auto [first, second] = methods();
    const long missing = bits + 2 - (first.exponent() - (first - second).exponent());
    if (first.is_finite() && second.is_finite()) {
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

/// I_v/I_{v-1} as exp of a difference of two logarithms, and by the continued fraction or, where r is large, from
/// logarithms of the other kind.
real ratio(double v, double x, int bits, bool complement) {
  require(v >= 0.5 && std::isfinite(v) && x > 0 && std::isfinite(x),
          "iv_ratio needs finite v >= 1/2 and x > 0,", v, x);
  return agreed(
      [&]() -> both {
        const long precision = precision_scope::current();
        const precision_scope exact(precision + 1100);
        const real order = real(v);
        const real below = order - 1;
        const real r = sqrt(below * below + real(x) * x);
        // Both logarithms share their leading part, so it must resolve 1 - ratio, about v/x, by itself.
        const long lost = std::max(0L, real(x).exponent() - order.exponent());
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
      },
      bits, "iv_ratio", v, x);
}

}  // namespace

real log_iv(double v, double x, int bits) {
  require(v >= 0 && std::isfinite(v) && x > 0 && std::isfinite(x),
          "log_iv needs finite v >= 0 and x > 0,", v, x);
  return agreed([&] { return log_i_methods(v, x); }, bits, "log_iv", v, x);
}

real log_kv(double v, double x, int bits) {
  require(v >= 0 && std::isfinite(v) && x > 0 && std::isfinite(x),
          "log_kv needs finite v >= 0 and x > 0,", v, x);
  return agreed([&] { return log_k_methods(v, x); }, bits, "log_kv", v, x);
}

real iv_ratio(double v, double x, int bits) { return ratio(v, x, bits, false); }
real iv_ratio_c(double v, double x, int bits) { return ratio(v, x, bits, true); }

real vmf_log_normalizer(double dim, double kappa, int bits) {
  require(dim >= 2 && std::isfinite(dim) && kappa >= 0 && std::isfinite(kappa),
          "vmf_log_normalizer needs finite dim >= 2 and kappa >= 0,", dim, kappa);
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

}  // namespace logbessel::reference
