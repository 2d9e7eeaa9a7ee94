/// @file
/// Balls of FLINT/Arb as values, for the sources of the witness alone.
#pragma once

#include <reference/real.hpp>

#include <algorithm>
#include <optional>

// Arb declares its MPFR functions only after mpfr.h.
#include <arb.h>

namespace logbessel::reference::arb {

class ball {
 public:
  ball() { arb_init(value_); }
  explicit ball(const real& x) : ball() { arf_set_mpfr(arb_midref(value_), x.get()); }
  ball(const ball&) = delete;
  ball& operator=(const ball&) = delete;
  ~ball() { arb_clear(value_); }

  arb_ptr get() { return value_; }
  arb_srcptr get() const { return value_; }

  /// The bits of the value, or of `size` if that is larger, that the radius leaves.
  long good_bits(const real& size) const {
    const long good = arb_rel_accuracy_bits(value_);
    if (size.sign() == 0 || arf_is_special(arb_midref(value_))) return good;
    return good + std::max(0L, size.exponent() - arf_abs_bound_lt_2exp_si(arb_midref(value_)));
  }

  /// The midpoint, rounded to `bits`.
  real middle(long bits) const {
    const precision_scope scope(bits);
    real out;
    arf_get_mpfr(out.get(), arb_midref(value_), MPFR_RNDN);
    return out;
  }

 private:
  arb_t value_;
};

/// Raises the precision, from `first` to 20000 bits, until `evaluate(ball, precision)` gives one with a radius below
/// 2^-bits of its value, or of `size` if that is larger. Nothing if it returns false.
template <class F>
std::optional<real> refined(F evaluate, int bits, long first, const real& size) {
  // Frees, when the thread ends, what FLINT keeps for it.
  struct cache {
    ~cache() { flint_cleanup(); }
  };
  thread_local const cache of_this_thread;
  static_cast<void>(of_this_thread);
  constexpr long most_bits = 20000;
  ball result;
  for (long precision = first; precision < most_bits;) {
    if (!evaluate(result, precision)) return std::nullopt;
    const long good = result.good_bits(size);
    if (good > bits) return result.middle(bits + 8);
    precision += good > 0 ? bits - good + 24 : precision;
  }
  return std::nullopt;
}

}  // namespace logbessel::reference::arb
