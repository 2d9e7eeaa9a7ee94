/// @file
/// Divergences of von Mises-Fisher distributions. With
///
///     psi(kappa) = -log C,   psi' = A,   psi'' = A' = Var[mu.x],   P(kappa) = log C + kappa = kappa - psi,
///     B(b; a) = psi(b) - psi(a) - (b - a) A(a) = (b - a)^2 int_0^1 (1 - u) A'(a + u (b - a)) du >= 0,
///
/// and c = 1 - mu_p.mu_q, every divergence is a sum of terms that are not negative, and keeps its relative accuracy
/// between distributions that are nearly the same. docs/vmf.md derives each.
#pragma once

#include <logbessel/detail/coefficients/vmf_quadrature.hpp>
#include <logbessel/vmf_moments.hpp>

namespace logbessel {

namespace detail {

/// B(other; kappa) for finite kappa and other >= 0, given delta = other - kappa as well. The rule of 15 nodes serves as long as the poles
/// of A', at +-i j, j > dim/2 + 1 the zeros of J_{dim/2-1}, are far away: for kappas up to dim/2 + 1, or within a factor
/// of 5/2. Otherwise B is as large as dim and no cancellation matters in
///
///     B = P(kappa) - P(other) + delta (1 - A).
LOGBESSEL_FN double vmf_bregman(double dim, double kappa, double other, double delta) {
  const double high = max(kappa, other);
  if (high <= 0.5 * dim + 1.0 || high <= 2.5 * min(kappa, other)) {
    double sum = 0.0;
    for (int i = 0; i < bregman_size; ++i) {
      sum =
          fma(bregman_weight(i), vmf_slope(dim, max(fma(bregman_node(i), delta, kappa), 0.0)), sum);
    }
    return delta * sum * delta;
  }
  const scaled_value P = vmf_log_peak_two_words(dim, kappa);
  const scaled_value Q = vmf_log_peak_two_words(dim, other);
  const double scale = min(P.scale, Q.scale);
  const double_double<double> rise = P.value * (scale / P.scale) + -(Q.value * (scale / Q.scale));
  return (rise + two_prod(delta * scale, iv_ratio_both(0.5 * dim, kappa).complement)).hi / scale;
}

/// psi(b) - psi(a) = (b - a) A(a) + B(b; a) for b >= a >= 0, given b - a as well.
LOGBESSEL_FN double vmf_rise(double dim, double a, double b, double b_minus_a) {
  return fma(b_minus_a, iv_ratio_both(0.5 * dim, a).ratio, vmf_bregman(dim, a, b, b_minus_a));
}

/// k and k - |m| of vmf_renyi for finite order; near the balance of opposite directions, order < 1, from
///
///     k^2 = (order kappa_p - (1 - order) kappa_q)^2 + 2 order (1 - order) kappa_p kappa_q (2 - c).
struct length_and_rise {
  double k, rise;
};

LOGBESSEL_FN length_and_rise renyi_side(double kappa_p, double kappa_q, double c, double order,
                                        double size) {
  const double unit = max(max(kappa_p, kappa_q) * max(order, 1.0), size);
  if (unit == 0.0) return {0.0, 0.0};
  const double p = order * (kappa_p / unit);
  const double q = (order - 1.0) * (kappa_q / unit);
  const double m = size / unit;
  const double turn = 2.0 * p * q * c;
  const bool opposite = q < 0.0 && c > 1.0;
  const double k = opposite ? sqrt(fma(p + q, p + q, -2.0 * p * q * (2.0 - c)))
                            : sqrt(max(fma(m, m, turn), 0.0));
  return {unit * k, turn == 0.0 ? 0.0 : unit * (turn / (k + m))};
}

LOGBESSEL_FN bool are_vmf_pair(double dim, double kappa_p, double kappa_q, double c) {
  return dim >= 2.0 && dim < infinity && kappa_p >= 0.0 && kappa_q >= 0.0 && c >= 0.0 && c <= 2.0;
}

}  // namespace detail

/// The Kullback-Leibler divergence E_p[log p/q] in nats, with c = 1 - mu_p.mu_q from 0 to 2:
///
///     KL = B(kappa_q; kappa_p) + kappa_q A(kappa_p) c.
///
/// kappa_q = 0 gives that to the uniform distribution, kappa_p = 0 that of it.
///
/// Special values   one kappa infinite: inf.   both, c outside [0, 2], dim < 2 or inf, any NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::vmf_kl_ulp, for the given doubles.
LOGBESSEL_FN double vmf_kl(double dim, double kappa_p, double kappa_q, double c) {
  using detail::infinity;
  if (!detail::are_vmf_pair(dim, kappa_p, kappa_q, c)) return detail::nan;
  if (kappa_p == infinity || kappa_q == infinity)
    return kappa_p == kappa_q ? detail::nan : infinity;
  const double A = detail::iv_ratio_both(0.5 * dim, kappa_p).ratio;
  return detail::vmf_bregman(dim, kappa_p, kappa_q, kappa_q - kappa_p) + kappa_q * A * c;
}

/// The Renyi divergence log(E_p[(p/q)^(order-1)])/(order - 1) in nats, of any order >= 0; order 1 is vmf_kl, order 1/2
/// twice the Bhattacharyya distance, order inf the largest log p/q. With
///
///     m = kappa_p + (order - 1) (kappa_p - kappa_q),   k = |order kappa_p mu_p - (order - 1) kappa_q mu_q|,
///     k - |m| = 2 order (order - 1) kappa_p kappa_q c/(k + |m|):
///
///     D = B(kappa_q; kappa_p) + (B(m; kappa_p) + psi(k) - psi(m))/(order - 1)              order > 1
///     D = B(kappa_q; m) + (order B(kappa_p; m) + psi(m) - psi(k))/(1 - order)              order < 1
///
/// Special values   order 0: 0.   order < 0: NaN.   The others are those of vmf_kl.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::vmf_renyi_ulp, for the given doubles, while order times the larger kappa is finite.
LOGBESSEL_FN double vmf_renyi(double dim, double kappa_p, double kappa_q, double c, double order) {
  using detail::infinity;
  using detail::sqrt;
  using detail::vmf_bregman;
  if (!(detail::are_vmf_pair(dim, kappa_p, kappa_q, c) && order >= 0.0)) return detail::nan;
  if (order == 1.0) return vmf_kl(dim, kappa_p, kappa_q, c);
  if (kappa_p == infinity || kappa_q == infinity) {
    return kappa_p == kappa_q ? detail::nan : order == 0.0 ? 0.0 : infinity;
  }
  if (order == 0.0) return 0.0;
  const double gap = kappa_p - kappa_q;
  if (order == infinity) {
    const double unit = detail::max(kappa_p, kappa_q);
    const double turn = unit == 0.0 ? 0.0 : 2.0 * (kappa_p / unit) * kappa_q * c;
    const double w = unit == 0.0 ? 0.0 : unit * sqrt(gap / unit * (gap / unit) + turn / unit);
    if (gap <= 0.0) return w + detail::vmf_rise(dim, kappa_p, kappa_q, -gap);
    const double C = detail::iv_ratio_both(0.5 * dim, kappa_p).complement;
    return turn * (unit / (w + gap)) + gap * C + vmf_bregman(dim, kappa_p, kappa_q, -gap);
  }

  const double excess = order - 1.0;
  const double m = excess < 0.0 ? detail::fma(order, kappa_p, -excess * kappa_q)
                                : detail::fma(excess, gap, kappa_p);
  const double size = detail::abs(m);
  const detail::length_and_rise side = detail::renyi_side(kappa_p, kappa_q, c, order, size);
  if (excess < 0.0) {
    const double from_m = vmf_bregman(dim, m, kappa_p, -excess * gap);
    return vmf_bregman(dim, m, kappa_q, -order * gap) +
           (order * from_m + detail::vmf_rise(dim, side.k, m, -side.rise)) / -excess;
  }
  const double A = detail::iv_ratio_both(0.5 * dim, kappa_p).ratio;
  const double to_m = m >= 0.0 ? vmf_bregman(dim, kappa_p, m, excess * gap)
                               : vmf_bregman(dim, kappa_p, size, size - kappa_p) + 2.0 * size * A;
  return vmf_bregman(dim, kappa_p, kappa_q, -gap) +
         (to_m + detail::vmf_rise(dim, size, side.k, side.rise)) / excess;
}

}  // namespace logbessel
