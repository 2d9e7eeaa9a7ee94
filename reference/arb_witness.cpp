#include <reference/arb_witness.hpp>

// Arb declares its MPFR functions only after mpfr.h.
#include <arb.h>
#include <arb_hypgeom.h>

namespace logbessel::reference::arb {
namespace {

/// Beyond it Arb's series have too many terms, or cancel too much.
constexpr double largest = 3e4;
constexpr long most_bits = 20000;

class ball {
 public:
  ball() { arb_init(value_); }
  explicit ball(const real& x) : ball() { arf_set_mpfr(arb_midref(value_), x.get()); }
  ball(const ball&) = delete;
  ball& operator=(const ball&) = delete;
  ~ball() { arb_clear(value_); }

  arb_ptr get() { return value_; }

  /// The midpoint, if the radius is below 2^-bits of it.
  std::optional<real> to_real(long bits) const {
    if (arb_rel_accuracy_bits(value_) < bits) return std::nullopt;
    const precision_scope scope(bits + 8);
    real out;
    arf_get_mpfr(out.get(), arb_midref(value_), MPFR_RNDN);
    return out;
  }

 private:
  arb_t value_;
};

/// Doubles the precision until `evaluate(result, v, x, precision)` gives a ball that is small enough.
template <class F>
std::optional<real> evaluated(F evaluate, const real& v, const real& x, int bits) {
  // Frees, when the thread ends, what FLINT keeps for it.
  struct cache {
    ~cache() { flint_cleanup(); }
  };
  thread_local const cache of_this_thread;
  static_cast<void>(of_this_thread);
  if (v.to_double() > largest || x.to_double() > largest) return std::nullopt;
  ball order(v), argument(x), result;
  for (long precision = bits + 64; precision < most_bits; precision *= 2) {
    evaluate(result.get(), order.get(), argument.get(), precision);
    if (std::optional<real> value = result.to_real(bits + 1)) return value;
  }
  return std::nullopt;
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
