/// @file
/// The derivatives of log K_v(x) at small x, by one of two formulas:
///
///     base        v <= 1/2, x < 1/4     log K as the logarithm of a hyperbolic sine
///     temme       v > 1/2, x < 2^-8     Temme's series with its derivatives, then the recurrence
///
/// docs/derivatives.md derives them.
#pragma once

#include <logbessel/detail/coefficients/small_derivatives.hpp>
#include <logbessel/detail/coefficients/temme.hpp>
#include <logbessel/detail/elementary.hpp>
#include <logbessel/detail/jet.hpp>

namespace logbessel::detail {

/// With M = v^2, q = x^2/4, W = log(2/x) + omega(M, q) and z = v W,
///
///     log K_v = eta(M, q) + log(sinh(z)/v),   A = coth z - 1/z,   A' = dA/dz.
template <class V>
struct log_kv_base {
  V v, M, x, q;
  double_double<V> W;
  V w_m;  // dW/dM
  double_double<V> A_over_z;
  V slope;  // A'
};

/// With e = exp(-2 z) and Q = (1 - e)/(2 z):  A/z = (1 + e - 2 Q)/(2 z^2 Q),  A' = (Q^2 - e)/(z Q)^2.
template <class V>
LOGBESSEL_FN log_kv_base<V> log_kv_base_of(V v, V x) {
  const V q = V(0.25) * x * x;
  const V M = v * v;
  const double_double<V> W = -log_two_words(x, V(-1.0)) + base_omega(M, q);
  const double_double<V> z = W * max(v, V(0x1p-200));

  const auto small = z.hi < V(0.5);
  const double_double<V> z_up = select(small, double_double<V>{V(0.5), V(0.0)}, z);
  const exp_and_quotient<V> e = exp_two_words(z_up * V(-2.0));
  const double_double<V> Q = e.quotient;
  const double_double<V> zQ = z_up * Q;
  const double_double<V> A_over_z = (e.exp + V(1.0) + Q * V(-2.0)) / (zQ * z_up * V(2.0));
  const double_double<V> slope = (Q * Q + -e.exp) / (zQ * zQ);
  const V zz = min(z.hi * z.hi, V(0.25));
  return {v,
          M,
          x,
          q,
          W,
          base_omega_m(M, q),
          select(small, double_double<V>{base_coth(zz), V(0.0)}, A_over_z),
          select(small, base_coth_slope(zz), slope.hi)};
}

/// d/dv = v (2 eta_M + (A/z) W (W + 2 M W_M) + 2 W_M/W).
template <class V>
LOGBESSEL_FN V base_dv(const log_kv_base<V>& b) {
  const double_double<V> main = b.A_over_z * (b.W * b.W);
  const V low = fma(b.A_over_z.hi * b.W.hi, V(2.0) * b.M * b.w_m, main.lo);
  return b.v * (main.hi + (low + V(2.0) * (base_eta_m(b.M, b.q) + b.w_m / b.W.hi)));
}

/// x K_v'/K_v = -Y,   Y = C (1 - 2 q omega_q) - 2 q eta_q,   C = v coth z = (1 + z A)/W.
template <class V>
LOGBESSEL_FN V base_y(const log_kv_base<V>& b) {
  const double_double<V> z = b.W * b.v;
  const double_double<V> C = (z * z * b.A_over_z + V(1.0)) / b.W;
  const V two_q = b.q + b.q;
  return C.hi + fma(-two_q, fma(C.hi, base_omega_q(b.M, b.q), base_eta_q(b.M, b.q)), C.lo);
}

/// With z' = W + 2 M W_M and z'' = v (6 W_M + 4 M W_MM),
///
///     d2/dv2 = 2 eta_M + 4 M eta_MM + A' z'^2 + A z'' + (2 W_M + 4 M W_MM)/W - (2 v W_M/W)^2.
template <class V>
LOGBESSEL_FN V base_dvv(const log_kv_base<V>& b) {
  const V M4_mm = V(4.0) * b.M * base_omega_mm(b.M, b.q);
  const V z_v = b.W.hi + fma(b.M + b.M, b.w_m, b.W.lo);
  const V w = b.w_m / b.W.hi;
  const V eta = V(2.0) * fma(b.M + b.M, base_eta_mm(b.M, b.q), base_eta_m(b.M, b.q));
  const V bend = b.A_over_z.hi * b.M * b.W.hi * fma(V(6.0), b.w_m, M4_mm);
  const V log_w = fma(V(-4.0) * b.M * w, w, fma(V(2.0), b.w_m, M4_mm) / b.W.hi);
  return fma(b.slope * z_v, z_v, eta + (bend + log_w));
}

/// d/dv; rho = x K_{v-1}/K_v, so that K_v'/K_v = -(v + rho)/x; and how much d2/dv2 falls from order v to
/// v + rise.
template <class V>
struct log_kv_temme_derivatives {
  V dv, rho, rise, fall;
};

/// The letters and the series are those of log_kv_temme in log_kv.hpp, in one word, with derivatives
/// with respect to m = |mu| beside them. From k_1 on, for n = round(v) >= 1,
///
///     G_1 = q_e A/k_1,   T_j = mu + j + G_j = (x/2) K_{mu+j+1}/K_{mu+j},   G_{j+1} = q/T_j,
///
///     log K_v = v L + log(k_1/(2 g_+ g_-)) + sum_{j < n} log T_j,   rho = 2 G_n.
///
/// The first derivative grows with n and may be summed; the second falls, and is found from above, as
/// that of the order v + rise >= 12 and -(log T_j)'' > 0 between.
template <class V>
LOGBESSEL_FN log_kv_temme_derivatives<V> log_kv_temme_derivatives_of(V v, V x) {
  using J = jet<V>;
  const V n = round(v);
  const auto below = v < n;
  const V sign = select(below, V(-1.0), V(1.0));
  const J m(abs(v - n), V(1.0), V(0.0));
  const J mu(v - n, sign, V(0.0));
  const J M = m * m;

  const double_double<V> L = -log_two_words(x, V(-1.0));
  const V half_x = max(V(0.5) * x, V(0x1p-150));
  const J q(half_x * half_x);
  const J one(V(1.0));
  const J i1 = one / (one - M);
  const J Q1 = q * i1;
  const J Q2 = q / (J(V(4.0)) - M);
  const J c = fma(J(V(0.5)), M, one);
  const J Se = fma(Q1, fma(Q2, fma(q, temme_a(q, M), c), one), one);
  const J So = Q1 * fma(Q2, fma(q, temme_b(q, M), J(V(1.5))), one);
  const J dSe = i1 * fma(Q2, fma(q, temme_c(q, M), V(2.0) * c), one);
  const J dSo = i1 * fma(Q2, fma(q, temme_d(q, M), J(V(3.0))), one);

  const J ge = base_gamma_even(M);
  const J go = base_gamma_odd(M);
  const J gp = fma(m, go, ge);
  const J gm = ge - m * go;

  // e = exp(s), s = -2 m L, and (1 - e)/(2 m L), by its own series where that cancels
  const V slope = V(-2.0) * L.hi;
  const V e_value = exp_two_words(L * (V(-2.0) * m.f)).exp.hi;
  const J e(e_value, slope * e_value, slope * slope * e_value);
  const auto short_step = slope * m.f > V(-1.0);
  const J s(max(slope * m.f, V(-1.0)), slope, V(0.0));
  const J s_far(min(slope * m.f, V(-1.0)), slope, V(0.0));
  const J quotient =
      select(short_step,
             polyeval(s, 1.0, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040,
                      1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600,
                      1.0 / 6227020800, 1.0 / 87178291200, 1.0 / 1307674368000,
                      1.0 / 20922789888000, 1.0 / 355687428096000, 1.0 / 6402373705728000),
             (e - one) / s_far);
  const J F = V(2.0) * (L.hi * (gp * quotient) - go);
  const J G = fma(gp, e, gm);
  const J A = fma(F, Se, G * So);

  const V up = V(1.0) / max(e_value, V(0x1p-150));
  const J inverse_e(up, -slope * up, slope * slope * up);
  const J qe = select(below, q * inverse_e, q);
  const J k1 = select(below, gp, gm) * fma(mu, So, Se) - qe * fma(F, dSe, G * dSo);

  V d = sign * (log_slopes_of(k1).d - (log_slopes_of(gp).d + log_slopes_of(gm).d));
  V fall = V(0.0);
  V rise = V(0.0);
  J rest = qe * A / k1;
  V rho = V(2.0) * rest.f;
  for (int k = 1; k <= 12; ++k) {
    const V j = V(k);
    const J T = J(j) + mu + rest;
    const log_slopes<V> step = log_slopes_of(T);
    const auto below_v = j < n;
    const auto above_v = (!below_v) & (v + rise < V(12.0));
    d = select(below_v, fma(sign, step.d, d), d);
    fall = select(above_v, fall - step.dd, fall);
    rise = select(above_v, rise + V(1.0), rise);
    rest = q / T;
    rho = select(below_v, V(2.0) * rest.f, rho);
  }
  return {L.hi + (d + L.lo), rho, rise, fall};
}

}  // namespace logbessel::detail
