/// @file
/// Functions on a short interval, enclosed by truncated Laurent series with a proven remainder.
#pragma once

#include <arb_poly.h>
#include <search/target.hpp>

#include <stdexcept>

namespace logbessel::search {

/// The interval was too long, or the precision too low, for a proof.
class not_proven : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// x = origin + middle + radius t, |t| <= 1, all of them exact; `terms` coefficients of t are kept, to `bits` bits.
struct frame {
  double middle = 0.0, radius = 0.0;
  slong terms = 1, bits = 64;
  /// Null for zero; else it outlives the frame.
  const reference::real* origin = nullptr;

  /// origin + middle
  void set_middle(arb_t out) const;
};

/// f(t) = t^shift (c_0 + ... + c_(n-1) t^(n-1) + c_n(t) t^n): the ball of c_n holds a value for each t in [-1, 1], the other
/// balls one number each. About a point where a step is zero by its form, as x is at 0, the
/// shift keeps poles that cancel later; elsewhere it is 0.
/// Models of one frame alone meet.
class laurent_model {
 public:
  explicit laurent_model(const frame& over) : over_(&over), terms_(over.terms) {
    arb_poly_init(c_);
  }
  laurent_model(const laurent_model& other) : laurent_model(*other.over_) { *this = other; }
  laurent_model& operator=(const laurent_model& other);
  ~laurent_model() { arb_poly_clear(c_); }

  static laurent_model variable(const frame& over);
  static laurent_model constant(const frame& over, const arb_t value);
  static laurent_model of(const target& f, const frame& over);

  slong shift() const { return shift_; }
  slong terms() const { return terms_; }
  /// c_k; c_terms() is the remainder's.
  void coefficient(arb_t out, slong k) const { arb_poly_get_coeff_arb(out, c_, k); }

  laurent_model operator+(const laurent_model& b) const { return sum(b, false); }
  laurent_model operator-(const laurent_model& b) const { return sum(b, true); }
  laurent_model operator*(const laurent_model& b) const;
  /// @throws not_proven where b may have a zero that is not a pole or a zero at t = 0 by its form.
  laurent_model operator/(const laurent_model& b) const;
  /// @throws not_proven where the argument may have a zero or be negative.
  friend laurent_model sqrt(const laurent_model& a);

 private:
  laurent_model sum(const laurent_model& b, bool negative) const;
  /// Encloses t^-shift f.
  void unshifted_range(arb_t out) const;
  /// Keeps `terms` coefficients, the rest goes into the remainder.
  void fold(slong terms);
  void drop_zeros();

  const frame* over_;
  slong shift_ = 0, terms_;
  arb_poly_t c_;
};

}  // namespace logbessel::search
