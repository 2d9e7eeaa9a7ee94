#include "target.hpp"

#include <arb_hypgeom.h>
#include <reference/ball.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <vector>

namespace logbessel::search {
namespace {

using reference::real;
using reference::arb::ball;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr interval all_reals{-infinity, infinity};

void exp2_value(arb_t y, const arb_t x, slong bits) {
  ball log_of_2;
  arb_const_log2(log_of_2.get(), bits + 20);
  arb_mul(y, x, log_of_2.get(), bits + 20);
  arb_exp(y, y, bits);
}

void log2_value(arb_t y, const arb_t x, slong bits) {
  ball log_of_2;
  arb_const_log2(log_of_2.get(), bits + 20);
  arb_log(y, x, bits + 20);
  arb_div(y, y, log_of_2.get(), bits);
}

void airy_value(arb_t y, const arb_t x, slong bits) {
  arb_mul_si(y, x, -7, bits + 20);
  arb_hypgeom_airy(y, nullptr, nullptr, nullptr, y, bits);
}

void log_i0_value(arb_t y, const arb_t x, slong bits) {
  ball v;
  arb_hypgeom_bessel_i(y, v.get(), x, bits + 20);
  arb_log(y, y, bits);
}

/// I_16(x) / I_15(x): the mean resultant length in 32 dimensions.
void ratio_value(arb_t y, const arb_t x, slong bits) {
  ball v, below;
  arb_set_ui(v.get(), 15);
  arb_hypgeom_bessel_i(below.get(), v.get(), x, bits + 20);
  arb_set_ui(v.get(), 16);
  arb_hypgeom_bessel_i(y, v.get(), x, bits + 20);
  arb_div(y, y, below.get(), bits);
}

/// A power series, in the way of FLINT.
class power_series {
 public:
  power_series() { arb_poly_init(value_); }
  /// b (a + t)
  power_series(const arb_t a, slong b, slong bits) : power_series() {
    arb_poly_set_coeff_si(value_, 1, b);
    ball scaled;
    arb_mul_si(scaled.get(), a, b, bits);
    arb_poly_set_coeff_arb(value_, 0, scaled.get());
  }
  power_series(const power_series&) = delete;
  power_series& operator=(const power_series&) = delete;
  ~power_series() { arb_poly_clear(value_); }

  arb_poly_struct* get() { return value_; }

  void copy_to(arb_ptr y, slong n) const {
    for (slong k = 0; k < n; ++k) arb_poly_get_coeff_arb(y + k, value_, k);
  }

 private:
  arb_poly_t value_;
};

void exp2_series(arb_ptr y, const arb_t x, slong n, slong bits) {
  ball log_of_2;
  arb_const_log2(log_of_2.get(), bits + 20);
  exp2_value(y, x, bits);
  for (slong k = 1; k < n; ++k) {
    arb_mul(y + k, y + k - 1, log_of_2.get(), bits);
    arb_div_si(y + k, y + k, k, bits);
  }
}

/// y_k = (-1)^(k-1) / (k x^k log 2)
void log2_series(arb_ptr y, const arb_t x, slong n, slong bits) {
  log2_value(y, x, bits);
  ball power;
  arb_const_log2(power.get(), bits);
  arb_neg(power.get(), power.get());
  for (slong k = 1; k < n; ++k) {
    arb_mul(power.get(), power.get(), x, bits);
    arb_neg(power.get(), power.get());
    arb_mul_si(y + k, power.get(), k, bits);
    arb_inv(y + k, y + k, bits);
  }
}

void erf_series(arb_ptr y, const arb_t x, slong n, slong bits) {
  power_series h(x, 1, bits);
  arb_hypgeom_erf_series(h.get(), h.get(), n, bits);
  h.copy_to(y, n);
}

void cos_series(arb_ptr y, const arb_t x, slong n, slong bits) {
  power_series h(x, 1, bits);
  arb_poly_cos_series(h.get(), h.get(), n, bits);
  h.copy_to(y, n);
}

void airy_series(arb_ptr y, const arb_t x, slong n, slong bits) {
  power_series h(x, -7, bits), derivative, bi, bi_derivative;
  arb_hypgeom_airy_series(h.get(), derivative.get(), bi.get(), bi_derivative.get(), h.get(), n,
                          bits);
  h.copy_to(y, n);
}

void tanh_series(arb_ptr y, const arb_t x, slong n, slong bits) {
  power_series h(x, 1, bits), cosh;
  arb_poly_sinh_cosh_series(h.get(), cosh.get(), h.get(), n, bits);
  arb_poly_div_series(h.get(), h.get(), cosh.get(), n, bits);
  h.copy_to(y, n);
}

void lgamma_series(arb_ptr y, const arb_t x, slong n, slong bits) {
  power_series h(x, 1, bits);
  arb_poly_lgamma_series(h.get(), h.get(), n, bits);
  h.copy_to(y, n);
}

/// 0F1(; b; u) about u = x^2 / 4, where its k-th coefficient is 0F1(; b + k; u) / (b)_k k!, at u = (x + t)^2 / 4.
void hypergeometric_series(arb_poly_t y, ulong b, const arb_t x, slong n, slong bits) {
  ball u, upper, scale, c;
  arb_sqr(u.get(), x, bits);
  arb_mul_2exp_si(u.get(), u.get(), -2);
  arb_one(scale.get());
  power_series outer, inner;
  for (slong k = 0; k < n; ++k) {
    arb_set_ui(upper.get(), b + static_cast<ulong>(k));
    arb_hypgeom_0f1(c.get(), upper.get(), u.get(), 0, bits);
    arb_div(c.get(), c.get(), scale.get(), bits);
    arb_poly_set_coeff_arb(outer.get(), k, c.get());
    arb_mul_ui(scale.get(), scale.get(), (b + static_cast<ulong>(k)) * static_cast<ulong>(k + 1),
               bits);
  }
  // u(t) - u(0) = x t / 2 + t^2 / 4
  arb_mul_2exp_si(c.get(), x, -1);
  arb_poly_set_coeff_arb(inner.get(), 1, c.get());
  arb_set_d(c.get(), 0.25);
  arb_poly_set_coeff_arb(inner.get(), 2, c.get());
  arb_poly_compose_series(y, outer.get(), inner.get(), n, bits);
}

void log_i0_series(arb_ptr y, const arb_t x, slong n, slong bits) {
  power_series i0;
  hypergeometric_series(i0.get(), 1, x, n, bits);
  arb_poly_log_series(i0.get(), i0.get(), n, bits);
  i0.copy_to(y, n);
}

/// I_16 / I_15 = x / 32 0F1(; 17; x^2 / 4) / 0F1(; 16; x^2 / 4)
void ratio_series(arb_ptr y, const arb_t x, slong n, slong bits) {
  power_series above, below, factor(x, 1, bits);
  hypergeometric_series(above.get(), 17, x, n, bits);
  hypergeometric_series(below.get(), 16, x, n, bits);
  arb_poly_div_series(above.get(), above.get(), below.get(), n, bits);
  arb_poly_mullow(above.get(), above.get(), factor.get(), n, bits);
  arb_poly_scalar_mul_2exp_si(above.get(), above.get(), -5);
  above.copy_to(y, n);
}

constexpr std::array all{
    target{"exp2", "2^x", {0.0, 1.0}, all_reals, exp2_value, exp2_series},
    target{"log2", "log2(x)", {1.0, 2.0}, {0.0, infinity}, log2_value, log2_series},
    target{"erf", "erf(x)", {0.0, 2.0}, all_reals, arb_hypgeom_erf, erf_series, parity::odd},
    target{"cos", "cos(x)", {0.0, 1.5707963267948966}, all_reals, arb_cos, cos_series, parity::even},
    target{"airy", "Ai(-7 x)", {0.0, 1.0}, all_reals, airy_value, airy_series},
    target{"tanh", "tanh(x)", {0.0, 2.0}, all_reals, arb_tanh, tanh_series, parity::odd},
    target{"lgamma", "log Gamma(x)", {1.0, 2.0}, {0.0, infinity}, arb_lgamma, lgamma_series},
    target{"log_i0",
           "log I_0(x)",
           {0.0, 4.0},
           all_reals,
           log_i0_value,
           log_i0_series,
           parity::even},
    target{"iv_ratio_16",
           "I_16(x) / I_15(x)",
           {4.0, 64.0},
           {0.0, infinity},
           ratio_value,
           ratio_series,
           parity::odd},
};

std::string text(double x) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.17g", x);
  return out.data();
}

}  // namespace

real target::at(const real& x, long bits) const {
  const ball argument(x);
  ball y;
  for (long working = bits + 32;; working *= 2) {
    value(y.get(), argument.get(), working);
    if (arb_rel_accuracy_bits(y.get()) >= bits || arb_is_zero(y.get())) break;
    // A zero of the target keeps the relative accuracy away for ever.
    if (mag_cmp_2exp_si(arb_radref(y.get()), -bits) < 0 && working > 4 * bits) break;
  }
  const reference::precision_scope precision(bits);
  real out;
  arf_get_mpfr(out.get(), arb_midref(y.get()), MPFR_RNDN);
  return out;
}

std::span<const target> targets() { return all; }

const target& target_named(const std::string& name) {
  std::string names;
  for (const target& t : all) {
    if (name == t.name) return t;
    names += (names.empty() ? "" : ", ") + std::string(t.name);
  }
  throw std::invalid_argument("unknown target '" + name + "'; there are " + names);
}

void check(const target& t, const interval& over, metric m) {
  const std::string range = "[" + text(over.begin) + ", " + text(over.end) + "]";
  if (!std::isfinite(over.begin) || !std::isfinite(over.end) || !(over.begin < over.end)) {
    throw std::invalid_argument("the interval " + range + " is empty or not finite");
  }
  if (!(over.begin > t.domain.begin && over.end < t.domain.end)) {
    throw std::invalid_argument(std::string(t.formula) + " is not defined on all of " + range);
  }
  if (m == metric::absolute) return;
  // Pieces are halved until their ball is free of zero or they are too small to be told from one.
  std::vector<interval> rest{over};
  while (!rest.empty()) {
    const interval piece = rest.back();
    rest.pop_back();
    ball x, y;
    arb_set_interval_arf(x.get(), arb_midref(ball(real(piece.begin)).get()),
                         arb_midref(ball(real(piece.end)).get()), 64);
    t.value(y.get(), x.get(), 64);
    if (!arb_contains_zero(y.get())) continue;
    const double middle = 0.5 * (piece.begin + piece.end);
    if (piece.end - piece.begin < 1e-6 * (over.end - over.begin)) {
      throw std::invalid_argument(std::string(t.formula) + " has a zero near " + text(middle) +
                                  ": no relative error is defined there; use --metric absolute");
    }
    rest.push_back({piece.begin, middle});
    rest.push_back({middle, piece.end});
  }
}

}  // namespace logbessel::search
