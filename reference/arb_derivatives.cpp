// The witness for the derivatives. Below r = hypot(v, x) = 60, in x from quotients of neighbouring orders,
//
//     d log I/dx =   v/x + R,    R = I_{v+1}/I_v,    R' = 1 - R^2 - (2v + 1) R/x,
//     d log K/dx = -(v/x + S),   S = K_{v-1}/K_v,    S' = S^2 - 1 + (2v - 1) S/x        (DLMF 10.29.2),
//
// in v from difference quotients with steps of 2^-(bits/2 + 8). From 60 on by the uniform expansion (DLMF 10.41.3-4),
// its leading part differentiated by hand and the rest as a power series in the variable.
#include <acb_hypgeom.h>
#include <arb_poly.h>
#include <reference/arb_witness.hpp>
#include <reference/ball.hpp>
#include <reference/derivatives.hpp>

#include <cmath>
#include <memory>
#include <vector>

namespace logbessel::reference::arb {
namespace {

constexpr double expansion_from = 60;
/// From this x on, exp(-2 x) is below 2^-5000, and only the size of a number as small matters.
constexpr double vanishing_from = 2000;

enum class kind { i, k };
enum class variable { v, x };

/// A derivative of log I_v(x) or log K_v(x), and how many bits of it are wanted.
struct request {
  kind which;
  variable along;
  int order;
  double v, x;
  int bits;
};

/// I_v or K_v: below x = 60 by the power series, as Arb can take long to find its asymptotic one too short.
void bessel(ball& out, kind which, const ball& v, const ball& x, long precision) {
  acb_t order, argument, value;
  acb_init(order);
  acb_init(argument);
  acb_init(value);
  acb_set_arb(order, v.get());
  acb_set_arb(argument, x.get());
  if (arf_cmpabs_d(arb_midref(x.get()), expansion_from) > 0) {
    (which == kind::i ? acb_hypgeom_bessel_i : acb_hypgeom_bessel_k)(value, order, argument,
                                                                     precision);
  } else {
    (which == kind::i ? acb_hypgeom_bessel_i_0f1 : acb_hypgeom_bessel_k_0f1)(value, order, argument,
                                                                             0, precision);
  }
  arb_set(out.get(), acb_realref(value));
  acb_clear(order);
  acb_clear(argument);
  acb_clear(value);
}

void log_bessel(ball& out, kind which, const ball& v, const ball& x, long precision) {
  bessel(out, which, v, x, precision);
  arb_log(out.get(), out.get(), precision);
}

/// The derivatives in x by R or S.
void by_ratio(ball& out, const request& what, long precision) {
  const bool is_i = what.which == kind::i;
  const ball v(what.v), x(what.x);
  ball neighbour, q, denominator, term;
  arb_add_si(neighbour.get(), v.get(), is_i ? 1 : -1, precision);
  bessel(q, what.which, neighbour, x, precision);
  bessel(denominator, what.which, v, x, precision);
  arb_div(q.get(), q.get(), denominator.get(), precision);

  arb_div(out.get(), v.get(), x.get(), precision);
  if (what.order == 1) {
    arb_add(out.get(), out.get(), q.get(), precision);
  } else {
    // -v/x^2 + 1 - R^2 - (2v + 1) R/x, or that of the other sign: -(-v/x^2 + S^2 - 1 + (2v - 1) S/x)
    arb_div(out.get(), out.get(), x.get(), precision);
    arb_neg(out.get(), out.get());
    arb_mul_2exp_si(term.get(), v.get(), 1);
    arb_add_si(term.get(), term.get(), is_i ? 1 : -1, precision);
    arb_div(term.get(), term.get(), x.get(), precision);
    arb_add(term.get(), term.get(), q.get(), precision);
    arb_mul(term.get(), term.get(), q.get(), precision);
    arb_sub_ui(term.get(), term.get(), 1, precision);
    (is_i ? arb_sub : arb_add)(out.get(), out.get(), term.get(), precision);
  }
  if (!is_i) arb_neg(out.get(), out.get());
}

/// (f(v + h) - f(v - h))/(2 h) or (f(v + h) - 2 f(v) + f(v - h))/h^2, h = 2^e.
void difference(ball& out, kind which, int order, double at, double argument, long e,
                long precision) {
  const ball v(at), x(argument);
  ball h, order_beside, low, middle;
  arb_set_ui(h.get(), 1);
  arb_mul_2exp_si(h.get(), h.get(), e);
  arb_add(order_beside.get(), v.get(), h.get(), ARF_PREC_EXACT);
  log_bessel(out, which, order_beside, x, precision);
  arb_sub(order_beside.get(), v.get(), h.get(), ARF_PREC_EXACT);
  log_bessel(low, which, order_beside, x, precision);
  if (order == 1) {
    arb_sub(out.get(), out.get(), low.get(), precision);
    arb_mul_2exp_si(out.get(), out.get(), -e - 1);
  } else {
    arb_add(out.get(), out.get(), low.get(), precision);
    log_bessel(middle, which, v, x, precision);
    arb_mul_2exp_si(middle.get(), middle.get(), 1);
    arb_sub(out.get(), out.get(), middle.get(), precision);
    arb_mul_2exp_si(out.get(), out.get(), -2 * e);
  }
}

/// d log I/dv at v = 0, which is -K_0/I_0.
void at_order_zero(ball& out, double argument, long precision) {
  const ball x(std::min(argument, 1e8)), zero;
  if (argument > vanishing_from) {
    arb_mul_2exp_si(out.get(), x.get(), 1);
    arb_neg(out.get(), out.get());
    arb_exp(out.get(), out.get(), precision);
  } else {
    ball denominator;
    bessel(out, kind::k, zero, x, precision);
    bessel(denominator, kind::i, zero, x, precision);
    arb_div(out.get(), out.get(), denominator.get(), precision);
  }
  arb_neg(out.get(), out.get());
}

/// The derivatives in v by differences. log K is even in v, log I even but for -v K_0/I_0 and higher odd terms, so a
/// small v counts as zero, with an error of relative size v^2.
void by_difference(ball& out, const request& what, long precision) {
  // For small x the logarithms change with v log(1/x).
  const int steepness = std::ilogb(1.0 - std::min(0, std::ilogb(what.x)));
  const long fine = what.bits / 2 + 8 + steepness;
  const long e = std::max(0, std::ilogb(std::max(1.0, what.v))) - fine;
  const bool first = what.order == 1;
  const bool is_small = what.v < std::ldexp(1.0, static_cast<int>(first ? -fine : -2 * fine));
  if (!is_small) return difference(out, what.which, what.order, what.v, what.x, e, precision);
  difference(out, what.which, 2, 0.0, what.x, e, precision);
  if (!first) return;
  ball odd;
  arb_mul(out.get(), out.get(), ball(what.v).get(), precision);
  if (what.which == kind::i) at_order_zero(odd, what.x, precision);
  arb_add(out.get(), out.get(), odd.get(), precision);
}

/// A power series in the variable of differentiation, up to its square.
class series {
 public:
  static constexpr long length = 3;
  series() { arb_poly_init2(value_, length); }
  series(const series&) = delete;
  series& operator=(const series&) = delete;
  ~series() { arb_poly_clear(value_); }
  arb_poly_struct* get() { return value_; }

 private:
  arb_poly_t value_;
};

/// The coefficients of u_k(w) = v^k t^-k U_k(p), w = p^2, by DLMF 10.41.10, kept per thread at the precision asked last.
const std::vector<std::unique_ptr<ball>>& debye_row(std::size_t k, long precision) {
  thread_local std::vector<std::vector<std::unique_ptr<ball>>> rows;
  thread_local long kept = 0;
  if (kept != precision) {
    rows.clear();
    kept = precision;
  }
  ball term;
  while (rows.size() <= k) {
    std::vector<std::unique_ptr<ball>> next(rows.size() + 1);
    for (auto& each : next) each = std::make_unique<ball>();
    if (rows.empty()) arb_one(next[0]->get());
    for (std::size_t j = 0; j < rows.size(); ++j) {
      const ball& a = *rows.back()[j];
      const auto e = static_cast<long>(rows.size() - 1 + 2 * j);
      // a w^j gives (e/2 + 1/(8 (e + 1))) a w^j - (e/2 + 5/(8 (e + 3))) a w^{j+1}.
      arb_mul_si(term.get(), a.get(), 4 * e * (e + 1) + 1, precision);
      arb_div_si(term.get(), term.get(), 8 * (e + 1), precision);
      arb_add(next[j]->get(), next[j]->get(), term.get(), precision);
      arb_mul_si(term.get(), a.get(), 4 * e * (e + 3) + 5, precision);
      arb_div_si(term.get(), term.get(), 8 * (e + 3), precision);
      arb_sub(next[j + 1]->get(), next[j + 1]->get(), term.get(), precision);
    }
    rows.push_back(std::move(next));
  }
  return rows[k];
}

/// log(1 + sum_k (sign t)^k u_k(w)), up to two terms in a row below 2^-cut.
void debye_logarithm(series& out, series& t, series& w, int sign, long cut, long precision) {
  constexpr long length = series::length;
  series power, value, coefficient;
  arb_poly_one(out.get());
  arb_poly_one(power.get());
  int small = 0;
  for (std::size_t k = 1; small < 2; ++k) {
    arb_poly_mullow(power.get(), power.get(), t.get(), length, precision);
    if (sign < 0) arb_poly_neg(power.get(), power.get());
    const auto& row = debye_row(k, precision);
    arb_poly_set_arb(value.get(), row.back()->get());
    for (std::size_t j = row.size() - 1; j-- > 0;) {
      arb_poly_mullow(value.get(), value.get(), w.get(), length, precision);
      arb_poly_set_arb(coefficient.get(), row[j]->get());
      arb_poly_add_series(value.get(), value.get(), coefficient.get(), length, precision);
    }
    arb_poly_mullow(value.get(), value.get(), power.get(), length, precision);
    arb_poly_add_series(out.get(), out.get(), value.get(), length, precision);
    arb_ptr term = arb_poly_get_coeff_ptr(value.get(), 0);
    small = !term || arf_cmpabs_2exp_si(arb_midref(term), -cut) < 0 ? small + 1 : 0;
  }
  arb_poly_log_series(out.get(), out.get(), length, precision);
}

/// E - log(r)/2 + F(t, w), or -E - log(r)/2 + F(-t, w) for K, with E = r - v asinh(v/x).
void by_expansion(ball& out, const request& what, long precision) {
  constexpr long length = series::length;
  const ball v(what.v), x(what.x);
  const bool along_v = what.along == variable::v;
  const int sign = what.which == kind::i ? 1 : -1;
  series vv, rr, r, t, w, sum;
  ball square;

  // (a + eps)^2 for the variable, the other one constant
  const auto squared = [&](series& to, const ball& a, bool varies) {
    arb_mul(square.get(), a.get(), a.get(), precision);
    arb_poly_set_coeff_arb(to.get(), 0, square.get());
    if (!varies) return;
    arb_mul_2exp_si(square.get(), a.get(), 1);
    arb_poly_set_coeff_arb(to.get(), 1, square.get());
    arb_poly_set_coeff_si(to.get(), 2, 1);
  };
  squared(vv, v, along_v);
  squared(rr, x, !along_v);
  arb_poly_add_series(rr.get(), rr.get(), vv.get(), length, precision);
  arb_poly_sqrt_series(r.get(), rr.get(), length, precision);
  arb_poly_inv_series(t.get(), r.get(), length, precision);
  arb_poly_div_series(w.get(), vv.get(), rr.get(), length, precision);

  // In the derivatives F is smaller than the leading part.
  debye_logarithm(sum, t, w, sign, what.bits + 24, precision);
  arb_poly_log_series(r.get(), r.get(), length, precision);
  arb_poly_scalar_mul_2exp_si(r.get(), r.get(), -1);
  arb_poly_sub_series(sum.get(), sum.get(), r.get(), length, precision);
  arb_poly_get_coeff_arb(out.get(), sum.get(), what.order);
  if (what.order == 2) arb_mul_2exp_si(out.get(), out.get(), 1);

  // dE/dv = -asinh(v/x), d2E/dv2 = -1/r, dE/dx = r/x, d2E/dx2 = -(v/x)^2/r
  ball lead, one_over_r, ratio;
  arb_poly_get_coeff_arb(one_over_r.get(), t.get(), 0);
  arb_div(ratio.get(), v.get(), x.get(), precision);
  if (along_v && what.order == 1) {
    arb_asinh(lead.get(), ratio.get(), precision);
    arb_neg(lead.get(), lead.get());
  } else if (along_v) {
    arb_neg(lead.get(), one_over_r.get());
  } else if (what.order == 1) {
    arb_mul(lead.get(), one_over_r.get(), x.get(), precision);
    arb_inv(lead.get(), lead.get(), precision);
  } else {
    arb_mul(lead.get(), ratio.get(), ratio.get(), precision);
    arb_mul(lead.get(), lead.get(), one_over_r.get(), precision);
    arb_neg(lead.get(), lead.get());
  }
  (sign > 0 ? arb_add : arb_sub)(out.get(), out.get(), lead.get(), precision);

  if (what.which == kind::i && along_v && what.order == 1 && what.v < 1) {
    at_order_zero(lead, what.x, precision);
    arb_add(out.get(), out.get(), lead.get(), precision);
  }
}

/// The bits to begin with where K comes from a difference of I_{-v} and I_v, about exp(2 E) times as large.
long cancelled(double v, double x) {
  const double E = std::hypot(v, x) - v * std::asinh(v / x);
  return static_cast<long>(std::max(0.0, 2.9 * E));
}

std::optional<real> derivative(const request& what) {
  const real size = what.along == variable::x && what.order == 2 && what.which == kind::i
                        ? dxx_size(what.v, what.x)
                        : real(0);
  const auto by = [&](auto method, long first) {
    return refined([&](ball& out, long precision) { method(out, what, precision); }, what.bits,
                   first, size);
  };
  if (std::hypot(what.v, what.x) >= expansion_from) return by(by_expansion, what.bits + 96);
  const long lost = what.which == kind::k ? cancelled(what.v, what.x) : 0;
  if (what.along == variable::x) return by(by_ratio, what.bits + 32 + lost);
  return by(by_difference, what.bits + 48 + what.order * (what.bits / 2 + 12) + lost);
}

}  // namespace

std::optional<real> log_iv_dv(const real& v, const real& x, int bits) {
  return derivative({kind::i, variable::v, 1, v.to_double(), x.to_double(), bits});
}
std::optional<real> log_iv_dx(const real& v, const real& x, int bits) {
  return derivative({kind::i, variable::x, 1, v.to_double(), x.to_double(), bits});
}
std::optional<real> log_iv_dvv(const real& v, const real& x, int bits) {
  return derivative({kind::i, variable::v, 2, v.to_double(), x.to_double(), bits});
}
std::optional<real> log_iv_dxx(const real& v, const real& x, int bits) {
  return derivative({kind::i, variable::x, 2, v.to_double(), x.to_double(), bits});
}
std::optional<real> log_kv_dv(const real& v, const real& x, int bits) {
  if (v.sign() == 0) return real(0);
  return derivative({kind::k, variable::v, 1, v.to_double(), x.to_double(), bits});
}
std::optional<real> log_kv_dx(const real& v, const real& x, int bits) {
  return derivative({kind::k, variable::x, 1, v.to_double(), x.to_double(), bits});
}
std::optional<real> log_kv_dvv(const real& v, const real& x, int bits) {
  return derivative({kind::k, variable::v, 2, v.to_double(), x.to_double(), bits});
}
std::optional<real> log_kv_dxx(const real& v, const real& x, int bits) {
  return derivative({kind::k, variable::x, 2, v.to_double(), x.to_double(), bits});
}

}  // namespace logbessel::reference::arb
