#include <acb_hypgeom.h>
#include <arb_poly.h>
#include <reference/arb_expansion.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace logbessel::reference::arb {

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

long cancelled(kind which, double v, double x) {
  if (which == kind::i) return 0;
  const double E = std::hypot(v, x) - v * std::asinh(v / x);
  return static_cast<long>(std::max(0.0, 2.9 * E));
}

namespace {

/// A power series in the variable of differentiation.
class series {
 public:
  series() { arb_poly_init(value_); }
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

/// log(1 + sum_k (sign t)^k u_k(w)), up to two terms in a row below 2^-cut; false if they grow before.
bool debye_logarithm(series& out, series& t, series& w, int sign, long length, long cut,
                     long precision) {
  series power, value, coefficient;
  arb_poly_one(out.get());
  arb_poly_one(power.get());
  int small = 0;
  long least = 0;
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
    if (small > 0) continue;
    // A term may be small by chance, near a zero of u_k; but a series that grows by this has passed its least term.
    const long size = arf_abs_bound_lt_2exp_si(arb_midref(term));
    if (size > least + 16) return false;
    least = std::min(least, size);
  }
  arb_poly_log_series(out.get(), out.get(), length, precision);
  return true;
}

}  // namespace

// E - log(2 pi r)/2 + F(t, w), or -E + log(pi/(2 r))/2 + F(-t, w) for K, with E = r - v asinh(v/x).
bool by_expansion(ball& out, kind which, variable along, int order, const ball& v, const ball& x,
                  long cut, long precision) {
  const long length = order + 1;
  const bool along_v = along == variable::v;
  const int sign = which == kind::i ? 1 : -1;
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

  if (!debye_logarithm(sum, t, w, sign, length, cut, precision)) return false;
  arb_poly_log_series(r.get(), r.get(), length, precision);
  arb_poly_scalar_mul_2exp_si(r.get(), r.get(), -1);
  arb_poly_sub_series(sum.get(), sum.get(), r.get(), length, precision);
  arb_poly_get_coeff_arb(out.get(), sum.get(), order);
  if (order == 2) arb_mul_2exp_si(out.get(), out.get(), 1);

  // dE/dv = -asinh(v/x), d2E/dv2 = -1/r, dE/dx = r/x, d2E/dx2 = -(v/x)^2/r
  ball lead, one_over_r, ratio;
  arb_poly_get_coeff_arb(one_over_r.get(), t.get(), 0);
  arb_div(ratio.get(), v.get(), x.get(), precision);
  if (order == 0) {
    arb_inv(lead.get(), one_over_r.get(), precision);
    arb_asinh(ratio.get(), ratio.get(), precision);
    arb_submul(lead.get(), ratio.get(), v.get(), precision);
    // -log(2 pi)/2 or log(pi/2)/2 = log(2 pi)/2 - log 2
    arb_const_pi(square.get(), precision);
    arb_mul_2exp_si(square.get(), square.get(), 1);
    arb_log(square.get(), square.get(), precision);
    arb_mul_2exp_si(square.get(), square.get(), -1);
    arb_sub(lead.get(), lead.get(), square.get(), precision);
    if (sign < 0) {
      arb_const_log2(square.get(), precision);
      arb_add(lead.get(), lead.get(), square.get(), precision);
    }
    arb_add_error_2exp_si(out.get(), -cut);
  } else if (along_v && order == 1) {
    arb_asinh(lead.get(), ratio.get(), precision);
    arb_neg(lead.get(), lead.get());
  } else if (along_v) {
    arb_neg(lead.get(), one_over_r.get());
  } else if (order == 1) {
    arb_mul(lead.get(), one_over_r.get(), x.get(), precision);
    arb_inv(lead.get(), lead.get(), precision);
  } else {
    arb_mul(lead.get(), ratio.get(), ratio.get(), precision);
    arb_mul(lead.get(), lead.get(), one_over_r.get(), precision);
    arb_neg(lead.get(), lead.get());
  }
  (sign > 0 ? arb_add : arb_sub)(out.get(), out.get(), lead.get(), precision);
  return true;
}

}  // namespace logbessel::reference::arb
