#include <reference/arb_expansion.hpp>
#include <reference/arb_witness.hpp>

#include <cmath>

namespace logbessel::reference::arb {
namespace {

/// Beyond it Arb's series have too many terms, or cancel too much.
constexpr double largest = 3e4;

/// log I_v or log K_v by the expansion or, where that does not reach the precision, by Arb's series.
bool log_bessel(ball& out, kind which, const ball& v, const ball& x, double r, long precision) {
  if (r >= expansion_from &&
      by_expansion(out, which, variable::v, 0, v, x, precision - 48, precision)) {
    return true;
  }
  if (r > largest) return false;
  bessel(out, which, v, x, precision);
  arb_log(out.get(), out.get(), precision);
  return true;
}

/// The bits to begin with.
long first_precision(kind which, double v, double x, int bits) {
  return bits + 64 + (std::hypot(v, x) < expansion_from ? cancelled(which, v, x) : 0);
}

/// log I_v or log K_v, plus `shift` times x.
std::optional<real> logarithm(kind which, int shift, const real& v, const real& x, int bits) {
  const ball order(v), argument(x);
  const double r = std::hypot(v.to_double(), x.to_double());
  const auto evaluate = [&](ball& out, long precision) {
    if (!log_bessel(out, which, order, argument, r, precision)) return false;
    arb_addmul_si(out.get(), argument.get(), shift, precision);
    return true;
  };
  return refined(evaluate, bits, first_precision(which, v.to_double(), x.to_double(), bits),
                 real(0));
}

/// I_{1/2}/I_{-1/2} = tanh x = 1 - 2/(exp(2 x) + 1), or the last term; and K_{-1/2}/K_{1/2} = 1.
void ratio_at_half(ball& out, kind which, bool complement, const ball& x, long precision) {
  if (which == kind::k) return arb_one(out.get());
  arb_mul_2exp_si(out.get(), x.get(), 1);
  arb_exp(out.get(), out.get(), precision);
  arb_add_ui(out.get(), out.get(), 1, precision);
  arb_inv(out.get(), out.get(), precision);
  arb_mul_2exp_si(out.get(), out.get(), 1);
  if (complement) return;
  arb_sub_ui(out.get(), out.get(), 1, precision);
  arb_neg(out.get(), out.get());
}

/// I_v/I_{v-1}, one minus it, or K_{v-1}/K_v; from hypot(v - 1, x) = 60 on by the difference of the logarithms.
std::optional<real> ratio(kind which, bool complement, const real& v, const real& x, int bits) {
  const precision_scope exact(1200);
  const real below = v - 1;
  const double r = std::hypot(below.to_double(), x.to_double());
  const bool half = v == 0.5;
  // Beyond, the complement leaves the exponents of MPFR.
  if (half && complement && x > 0x1p28) return std::nullopt;
  const ball order(v), order_below(below), argument(x);
  const auto evaluate = [&](ball& out, long precision) {
    ball other;
    if (half) {
      ratio_at_half(out, which, complement, argument, precision);
    } else if (r < expansion_from) {
      bessel(out, which, which == kind::i ? order : order_below, argument, precision);
      bessel(other, which, which == kind::i ? order_below : order, argument, precision);
      arb_div(out.get(), out.get(), other.get(), precision);
      if (complement) {
        arb_sub_ui(out.get(), out.get(), 1, precision);
        arb_neg(out.get(), out.get());
      }
    } else {
      if (!log_bessel(out, which, order, argument, r, precision) ||
          !log_bessel(other, which, order_below, argument, r, precision)) {
        return false;
      }
      arb_sub(out.get(), out.get(), other.get(), precision);
      if (which == kind::k) arb_neg(out.get(), out.get());
      (complement ? arb_expm1 : arb_exp)(out.get(), out.get(), precision);
      if (complement) arb_neg(out.get(), out.get());
    }
    return true;
  };
  return refined(evaluate, bits, first_precision(which, v.to_double(), x.to_double(), bits),
                 real(0));
}

}  // namespace

std::optional<real> log_iv(const real& v, const real& x, int bits) {
  return logarithm(kind::i, 0, v, x, bits);
}
std::optional<real> log_kv(const real& v, const real& x, int bits) {
  return logarithm(kind::k, 0, v, x, bits);
}
std::optional<real> log_ive(const real& v, const real& x, int bits) {
  return logarithm(kind::i, -1, v, x, bits);
}
std::optional<real> log_kve(const real& v, const real& x, int bits) {
  return logarithm(kind::k, 1, v, x, bits);
}

std::optional<real> iv_ratio(const real& v, const real& x, int bits) {
  return ratio(kind::i, false, v, x, bits);
}
std::optional<real> iv_ratio_c(const real& v, const real& x, int bits) {
  return ratio(kind::i, true, v, x, bits);
}
std::optional<real> kv_ratio(const real& v, const real& x, int bits) {
  return ratio(kind::k, false, v, x, bits);
}

}  // namespace logbessel::reference::arb
