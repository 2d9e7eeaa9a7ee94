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

constexpr std::array all{
    target{"exp2", "2^x", {0.0, 1.0}, all_reals, exp2_value},
    target{"log2", "log2(x)", {1.0, 2.0}, {0.0, infinity}, log2_value},
    target{"erf", "erf(x)", {0.0, 2.0}, all_reals, arb_hypgeom_erf},
    target{"cos", "cos(x)", {0.0, 1.5707963267948966}, all_reals, arb_cos},
    target{"airy", "Ai(-7 x)", {0.0, 1.0}, all_reals, airy_value},
    target{"tanh", "tanh(x)", {0.0, 2.0}, all_reals, arb_tanh},
    target{"lgamma", "log Gamma(x)", {1.0, 2.0}, {0.0, infinity}, arb_lgamma},
    target{"log_i0", "log I_0(x)", {0.0, 4.0}, all_reals, log_i0_value},
    target{"iv_ratio_16", "I_16(x) / I_15(x)", {4.0, 64.0}, {0.0, infinity}, ratio_value},
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
