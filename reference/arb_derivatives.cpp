// The witness for the derivatives. Below r = hypot(v, x) = 60, in x from quotients of neighbouring orders,
//
//     d log I/dx =   v/x + R,    R = I_{v+1}/I_v,    R' = 1 - R^2 - (2v + 1) R/x,
//     d log K/dx = -(v/x + S),   S = K_{v-1}/K_v,    S' = S^2 - 1 + (2v - 1) S/x        (DLMF 10.29.2),
//
// in v from difference quotients with steps of 2^-(bits/2 + 8). From 60 on by the uniform expansion.
#include <reference/arb_expansion.hpp>
#include <reference/arb_witness.hpp>
#include <reference/derivatives.hpp>

#include <algorithm>
#include <cmath>

namespace logbessel::reference::arb {
namespace {

/// From this x on, exp(-2 x) is below 2^-5000, and only the size of a number as small matters.
constexpr double vanishing_from = 2000;

/// A derivative of log I_v(x) or log K_v(x), and how many bits of it are wanted.
struct request {
  kind which;
  variable along;
  int order;
  double v, x;
  int bits;
};

void log_bessel(ball& out, kind which, const ball& v, const ball& x, long precision) {
  bessel(out, which, v, x, precision);
  arb_log(out.get(), out.get(), precision);
}

/// The derivatives in x by R or S.
bool by_ratio(ball& out, const request& what, long precision) {
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
  return true;
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
bool by_difference(ball& out, const request& what, long precision) {
  // For small x the logarithms change with v log(1/x).
  const int steepness = std::ilogb(1.0 - std::min(0, std::ilogb(what.x)));
  const long fine = what.bits / 2 + 8 + steepness;
  const long e = std::max(0, std::ilogb(std::max(1.0, what.v))) - fine;
  const bool first = what.order == 1;
  const bool is_small = what.v < std::ldexp(1.0, static_cast<int>(first ? -fine : -2 * fine));
  if (!is_small) {
    difference(out, what.which, what.order, what.v, what.x, e, precision);
    return true;
  }
  difference(out, what.which, 2, 0.0, what.x, e, precision);
  if (!first) return true;
  ball odd;
  arb_mul(out.get(), out.get(), ball(what.v).get(), precision);
  if (what.which == kind::i) at_order_zero(odd, what.x, precision);
  arb_add(out.get(), out.get(), odd.get(), precision);
  return true;
}

/// The series is cut where it adds less than 2^-(bits + 24) of the logarithm, of which a derivative is the larger share.
/// What it lacks in d log I/dv, K_0/I_0, counts for the smallest orders.
bool by_series(ball& out, const request& what, long precision) {
  if (!by_expansion(out, what.which, what.along, what.order, ball(what.v), ball(what.x),
                    what.bits + 24, precision)) {
    return false;
  }
  if (what.which == kind::i && what.along == variable::v && what.order == 1 && what.v < 1) {
    ball odd;
    at_order_zero(odd, what.x, precision);
    arb_add(out.get(), out.get(), odd.get(), precision);
  }
  return true;
}

std::optional<real> derivative(const request& what) {
  const real size = what.along == variable::x && what.order == 2 && what.which == kind::i
                        ? dxx_size(what.v, what.x)
                        : real(0);
  const auto by = [&](auto method, long first) {
    return refined([&](ball& out, long precision) { return method(out, what, precision); },
                   what.bits, first, size);
  };
  if (std::hypot(what.v, what.x) >= expansion_from) return by(by_series, what.bits + 96);
  const long lost = cancelled(what.which, what.v, what.x);
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
