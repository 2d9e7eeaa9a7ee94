#include <arb_hypgeom.h>
#include <reference/arb_witness.hpp>
#include <reference/ball.hpp>

namespace logbessel::reference::arb {
namespace {

/// Beyond it Arb's series have too many terms, or cancel too much.
constexpr double largest = 3e4;

/// What `evaluate(result, v, x, precision)` gives, once the precision is enough.
template <class F>
std::optional<real> evaluated(F evaluate, const real& v, const real& x, int bits) {
  if (v.to_double() > largest || x.to_double() > largest) return std::nullopt;
  ball order(v), argument(x);
  return refined(
      [&](ball& out, long precision) {
        evaluate(out.get(), order.get(), argument.get(), precision);
      },
      bits, bits + 64, real(0));
}

void ratio(arb_ptr out, arb_ptr v, arb_ptr x, long precision) {
  ball below, denominator;
  arb_sub_ui(below.get(), v, 1, precision);
  arb_hypgeom_bessel_i(denominator.get(), below.get(), x, precision);
  arb_hypgeom_bessel_i(out, v, x, precision);
  arb_div(out, out, denominator.get(), precision);
}

}  // namespace

std::optional<real> log_iv(const real& v, const real& x, int bits) {
  return evaluated(
      [](arb_ptr out, arb_ptr order, arb_ptr argument, long precision) {
        arb_hypgeom_bessel_i(out, order, argument, precision);
        arb_log(out, out, precision);
      },
      v, x, bits);
}

std::optional<real> log_kv(const real& v, const real& x, int bits) {
  return evaluated(
      [](arb_ptr out, arb_ptr order, arb_ptr argument, long precision) {
        arb_hypgeom_bessel_k(out, order, argument, precision);
        arb_log(out, out, precision);
      },
      v, x, bits);
}

std::optional<real> iv_ratio(const real& v, const real& x, int bits) {
  return evaluated(ratio, v, x, bits);
}

std::optional<real> iv_ratio_c(const real& v, const real& x, int bits) {
  return evaluated(
      [](arb_ptr out, arb_ptr order, arb_ptr argument, long precision) {
        ratio(out, order, argument, precision);
        arb_sub_ui(out, out, 1, precision);
        arb_neg(out, out);
      },
      v, x, bits);
}

}  // namespace logbessel::reference::arb
