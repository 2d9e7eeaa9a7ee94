#include "laurent_model.hpp"

#include <reference/ball.hpp>

#include <algorithm>
#include <vector>

namespace logbessel::search {
namespace {

using reference::arb::ball;

/// out = sum over k >= from of c_k t^(k - from), for every t in [-1, 1]
void tail(arb_t out, const arb_poly_t c, slong from, slong bits) {
  ball term;
  arb_poly_get_coeff_arb(out, c, from);
  for (slong k = from + 1; k < arb_poly_length(c); ++k) {
    arb_poly_get_coeff_arb(term.get(), c, k);
    arb_get_mag(arb_radref(term.get()), term.get());
    arf_zero(arb_midref(term.get()));
    arb_add(out, out, term.get(), bits);
  }
}

/// 1/f to the given number of terms. Newton's iteration of FLINT lets large terms spoil the small ones.
void invert(arb_poly_t out, const arb_poly_t f, slong terms, slong bits) {
  ball first, sum;
  arb_poly_get_coeff_arb(first.get(), f, 0);
  arb_inv(first.get(), first.get(), bits);
  arb_poly_zero(out);
  arb_poly_fit_length(out, terms);
  arb_poly_set_coeff_arb(out, 0, first.get());
  for (slong k = 1; k < terms; ++k) {
    const slong length = std::min(k, arb_poly_length(f) - 1);
    arb_dot(sum.get(), nullptr, 1, f->coeffs + 1, 1, out->coeffs + k - 1, -1, length, bits);
    arb_mul(sum.get(), sum.get(), first.get(), bits);
    _arb_poly_set_length(out, k + 1);
    arb_swap(out->coeffs + k, sum.get());
  }
}

}  // namespace

void frame::set_middle(arb_t out) const {
  arb_set_d(out, middle);
  if (origin == nullptr) return;
  const ball o(*origin);
  arb_add(out, out, o.get(), ARF_PREC_EXACT);
}

laurent_model& laurent_model::operator=(const laurent_model& other) {
  over_ = other.over_;
  shift_ = other.shift_;
  terms_ = other.terms_;
  arb_poly_set(c_, other.c_);
  return *this;
}

laurent_model laurent_model::variable(const frame& over) {
  laurent_model out(over);
  ball value;
  arb_set_d(value.get(), over.radius);
  arb_poly_set_coeff_arb(out.c_, 1, value.get());
  over.set_middle(value.get());
  arb_poly_set_coeff_arb(out.c_, 0, value.get());
  out.drop_zeros();
  return out;
}

laurent_model laurent_model::constant(const frame& over, const arb_t value) {
  laurent_model out(over);
  arb_poly_set_coeff_arb(out.c_, 0, value);
  return out;
}

// Taylor's theorem: the last coefficient is that of some point between the middle and x.
laurent_model laurent_model::of(const target& f, const frame& over) {
  laurent_model out(over);
  const slong n = over.terms;
  ball x, radius, power;
  over.set_middle(x.get());
  arb_ptr y = _arb_vec_init(n + 1);
  arb_poly_fit_length(out.c_, n + 1);
  _arb_poly_set_length(out.c_, n + 1);
  f.series(out.c_->coeffs, x.get(), n, over.bits);
  if (over.radius > 0.0) {
    mag_set_d(arb_radref(x.get()), over.radius);
    f.series(y, x.get(), n + 1, over.bits);
  }
  arb_swap(out.c_->coeffs + n, y + n);
  _arb_vec_clear(y, n + 1);
  arb_set_d(radius.get(), over.radius);
  arb_one(power.get());
  for (slong k = 0; k <= n; ++k) {
    if (!arb_is_finite(out.c_->coeffs + k)) throw not_proven("the target has no bound");
    arb_mul(out.c_->coeffs + k, out.c_->coeffs + k, power.get(), over.bits);
    arb_mul(power.get(), power.get(), radius.get(), over.bits);
  }
  _arb_poly_normalise(out.c_);
  out.drop_zeros();
  return out;
}

void laurent_model::fold(slong terms) {
  terms_ = terms;
  if (arb_poly_length(c_) <= terms + 1) return;
  ball last;
  tail(last.get(), c_, terms, over_->bits);
  arb_poly_set_coeff_arb(c_, terms, last.get());
  arb_poly_truncate(c_, terms + 1);
}

void laurent_model::drop_zeros() {
  slong zeros = 0;
  while (zeros < std::min(terms_, arb_poly_length(c_)) && arb_is_zero(c_->coeffs + zeros)) ++zeros;
  if (arb_poly_length(c_) == 0 || zeros == 0) return;
  arb_poly_shift_right(c_, c_, zeros);
  shift_ += zeros;
  terms_ -= zeros;
}

void laurent_model::unshifted_range(arb_t out) const { tail(out, c_, 0, over_->bits); }

laurent_model laurent_model::sum(const laurent_model& b, bool negative) const {
  const auto add = negative ? arb_poly_sub : arb_poly_add;
  laurent_model out(*over_);
  out.shift_ = std::min(shift_, b.shift_);
  laurent_model raised(*over_);
  const laurent_model& later = shift_ > b.shift_ ? *this : b;
  arb_poly_shift_left(raised.c_, later.c_, later.shift_ - out.shift_);
  const slong ends = std::min(shift_ + terms_, b.shift_ + b.terms_) - out.shift_;
  if (&later == this) {
    add(out.c_, raised.c_, b.c_, over_->bits);
  } else {
    add(out.c_, c_, raised.c_, over_->bits);
  }
  out.fold(std::min(ends, over_->terms));
  out.drop_zeros();
  return out;
}

laurent_model laurent_model::operator*(const laurent_model& b) const {
  laurent_model out(*over_);
  out.shift_ = shift_ + b.shift_;
  const slong length = arb_poly_length(c_) + arb_poly_length(b.c_);
  // The multiplication by blocks, FLINT's usual one, would spread the remainder's radius over the coefficients.
  arb_poly_mullow_classical(out.c_, c_, b.c_, std::max(length - 1, 0L), over_->bits);
  out.fold(std::min(terms_, b.terms_));
  out.drop_zeros();
  return out;
}

// With q = 1/b truncated after n terms, b q = 1 + h t^n, and so 1/b = q - t^n h / b.
laurent_model laurent_model::operator/(const laurent_model& b) const {
  ball range, rest;
  b.unshifted_range(range.get());
  if (arb_contains_zero(range.get()) || !arb_is_finite(range.get())) {
    throw not_proven("a divisor may vanish");
  }
  laurent_model q(*over_);
  q.shift_ = -b.shift_;
  q.terms_ = b.terms_;
  laurent_model known(b);
  arb_poly_truncate(known.c_, b.terms_);
  invert(q.c_, known.c_, b.terms_, over_->bits);
  arb_poly_t product;
  arb_poly_init(product);
  arb_poly_mullow_classical(product, q.c_, b.c_, arb_poly_length(q.c_) + arb_poly_length(b.c_),
                            over_->bits);
  tail(rest.get(), product, b.terms_, over_->bits);
  arb_poly_clear(product);
  arb_div(rest.get(), rest.get(), range.get(), over_->bits);
  arb_neg(rest.get(), rest.get());
  arb_poly_set_coeff_arb(q.c_, b.terms_, rest.get());
  return *this * q;
}

// With s = sqrt(a) truncated after n terms, s^2 = a - h t^n, and so sqrt(a) = s + t^n h / (sqrt(a) + s).
laurent_model sqrt(const laurent_model& a) {
  const slong n = a.terms_, bits = a.over_->bits;
  ball range, below, rest;
  a.unshifted_range(range.get());
  if (!arb_is_positive(range.get()) || !arb_is_finite(range.get()) || a.shift_ != 0) {
    throw not_proven("a radicand may vanish or be negative");
  }
  laurent_model s(*a.over_);
  s.terms_ = n;
  laurent_model known(a);
  arb_poly_truncate(known.c_, n);
  arb_poly_sqrt_series(s.c_, known.c_, n, bits);
  laurent_model h(*a.over_);
  arb_poly_mullow_classical(h.c_, s.c_, s.c_, 2 * n, bits);
  arb_poly_sub(h.c_, a.c_, h.c_, bits);
  tail(rest.get(), h.c_, n, bits);
  s.unshifted_range(below.get());
  if (!arb_is_positive(below.get())) throw not_proven("a radicand may vanish or be negative");
  arb_sqrt(range.get(), range.get(), bits);
  arb_add(range.get(), range.get(), below.get(), bits);
  arb_div(rest.get(), rest.get(), range.get(), bits);
  arb_poly_set_coeff_arb(s.c_, n, rest.get());
  return s;
}

}  // namespace logbessel::search
