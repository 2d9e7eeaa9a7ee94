/// @file
/// The ratio of modified Bessel functions of the second kind of neighbouring orders:
///
///     B = K_{v-1}(x)/K_v(x),   real v >= 1/2, x > 0,   0 < B <= 1.
///
/// Each region is named after what serves it:
///
///     linear      v >= 3, x <= 2^-30 v    B = x/(2 (v - 1))
///     temme       r < 35, x < 1           Temme's series, then the recurrence in v
///     recurrence  r < 35, x >= 1          a polynomial in (1/x, mu^2), |mu| <= 1/2, then the recurrence; by x
///     debye       r >= 35                 the derivative of the log-Debye form, by number of terms
///     tail        x >= 2^60 v             B = 1 - (v - 1/2)/x
///
/// with r = hypot(v - 1, x); recurrence_8 also takes v < 1 from x = 35 on. docs/kv_ratio.md derives each.
#pragma once

#include <logbessel/detail/coefficients/kv_ratio.hpp>
#include <logbessel/detail/float_kv_ratio.hpp>
#include <logbessel/iv_ratio.hpp>
#include <logbessel/log_kv.hpp>

namespace logbessel {

enum class kv_ratio_region {
  linear,
  temme,
  recurrence_1,
  recurrence_8,
  debye_16,
  debye_10,
  debye_6,
  tail
};

namespace detail {

/// B = x/(2 (v - 1)) to x^2/(4 (v - 1) (v - 2)) < 2^-60 relative. Twice a large v would overflow, half a small x round.
template <class V>
LOGBESSEL_FN V kv_ratio_linear(V v, V x) {
  const auto large = v > V(0x1p1000);
  const double_double<V> u = two_sum(v, V(-1.0));
  const V twice = select(large, V(1.0), V(2.0));
  const V d = twice * u.hi;
  x = select(large, V(0.5) * x, x);
  const V B = x / d;
  return B + fma(-B, twice * u.lo, fma(-B, d, x)) / d;
}

/// v = n + mu with n >= 1, |mu| <= 1/2. For j >= 1, and for mu >= 0, the multiples of temme_multiples give
///
///     K_{mu+j-1}/K_{mu+j} = (x/2) k_{j-1}/k_j,
///
/// and k_0 = A stands for (x/2)^(2 mu) k_0 where mu < 0, so that
///
///     K_{v-1}/K_v = (x/2)^(2v-1) A/k_1   for 1/2 <= v < 1.
///
/// The power is exp(y)^4 to keep exponents small, and 2^1000 times as large until the end, as x is 2^200 times, lest low words
/// underflow.
template <class V>
LOGBESSEL_FN V kv_ratio_temme(V v, V x) {
  const V n = max(round(v), V(1.0));
  const V mu = v - n;
  const auto [L, before, k, g] = temme_multiples_of(n, mu, x);
  static_cast<void>(g);
  const double_double<V> q = before / k;
  const double_double<V> e = exp_two_words(L * (V(-0.5) * max(v - V(0.5), V(0.0)))).exp;
  const double_double<V> e2_up = e * e * V(0x1p500);
  const V below_1 = (q * e2_up * e2_up).hi * V(0x1p-1000);
  const V x_up = x * V(0x1p200);
  const V from_1 = fma(V(0.5) * q.hi, x_up, V(0.5) * q.lo * x_up) * V(0x1p-200);
  return select(v < V(1.0), below_1, from_1);
}

/// v = n + mu with n >= 1, |mu| <= 1/2, t = 1/x, and psi of tools/coefficients/recurrence.py or, from x = 8 on,
/// kv_ratio.py:
///
///     P_0 = 1,   P_1 = K_{mu+1}/K_mu = 1 + (mu + 1/2) (t + (mu - 1/2) t^2 psi),
///     P_{j+1} = 2 (mu + j) t P_j + P_{j-1},   B = P_{n-1}/P_n.
template <int from, class V>
LOGBESSEL_FN V kv_ratio_recurrence(V v, V x) {
  const V n = max(round(v), V(1.0));
  const V mu = v - n;
  const V s = fma(V(8.0) * mu, mu, V(-1.0));
  double_double<V> t, psi;
  if constexpr (from == 8) {
    t = reciprocal(x);
    psi = {kv_ratio_psi(fma(V(16.0), t.hi, V(-1.0)), s), V(0.0)};
  } else {
    const recurrence_place<V> place = recurrence_place_of(x);
    t = place.t;
    psi = recurrence_psi(place.u, s, place.row);
  }
  const double_double<V> one = {V(1.0), V(0.0)};
  const double_double<V> P_1 =
      two_sum(mu, V(0.5)) * (t + two_sum(mu, V(-0.5)) * (t * t * psi)) + V(1.0);
  const multiples<V> P = recur(n, mu, t, {one, P_1});
  return (P.before / P.now).hi;
}

/// With G = x^2 t^2 (1/2 - sum (-t)^k M_k(y)) and the symbols of iv_ratio_debye, B = x/(r + u + G).
template <int N, class V>
LOGBESSEL_FN V kv_ratio_debye(V v, V x_unscaled) {
  const ratio_debye_form<V> form = ratio_debye_form_of(v, x_unscaled);
  const V sum = -form.t * ratio_series<1, N>(-form.t, form.y);
  const double_double<V> x = {form.x, V(0.0)};
  const double_double<V> G = x * form.x / form.rr * form.scale * fast_two_sum(V(0.5), -sum);
  return (x / (form.n + G)).hi;
}

}  // namespace detail

namespace detail {

/// The number of kv_ratio_region_of(v, x) in its enumeration.
template <class V>
LOGBESSEL_FN V kv_ratio_region_index(V v, V x) {
  using cutoff = ratio_cutoff;
  const V rr = square_of_r(v - V(1.0), x);
  const V near = select(x < V(1.0), V(1.0), select(x < V(8.0), V(2.0), V(3.0)));
  const V debye = V(4.0) + radii_reached(rr, cutoff::debye_10, cutoff::debye_6);
  const auto is_far = (v >= V(1.0)) & (rr >= V(cutoff::debye_16 * cutoff::debye_16));
  const V middle = select(is_far, debye, near);
  const V below_tail = select(x >= V(0x1p60) * v, V(7.0), middle);
  return select((v >= V(3.0)) & (x <= V(0x1p-30) * v), V(0.0), below_tail);
}

}  // namespace detail

/// What serves v >= 1/2 and x > 0, both finite. Pure and cheap.
LOGBESSEL_FN kv_ratio_region kv_ratio_region_of(double v, double x) {
  return static_cast<kv_ratio_region>(static_cast<int>(detail::kv_ratio_region_index(v, x)));
}

namespace detail {

template <class V>
LOGBESSEL_FN V kv_ratio_in(kv_ratio_region region, V v, V x) {
  switch (region) {
    case kv_ratio_region::linear:
      return kv_ratio_linear(v, x);
    case kv_ratio_region::temme:
      return kv_ratio_temme(v, x);
    case kv_ratio_region::recurrence_1:
      return kv_ratio_recurrence<1>(v, x);
    case kv_ratio_region::recurrence_8:
      return kv_ratio_recurrence<8>(v, x);
    case kv_ratio_region::debye_16:
      return kv_ratio_debye<16>(v, x);
    case kv_ratio_region::debye_10:
      return kv_ratio_debye<10>(v, x);
    case kv_ratio_region::debye_6:
      return kv_ratio_debye<6>(v, x);
    case kv_ratio_region::tail:
      return iv_ratio_tail(v, x).ratio.hi;
  }
  return V(nan);
}

}  // namespace detail

/// K_{v-1}(x)/K_v(x) for real v >= 1/2 and x >= 0. It rises with x to 1, and falls with v; at v = 1/2 it is 1.
///
/// Special values   x = 0: 1 if v = 1/2, else 0.   x = inf, v finite: 1.   v = inf, x finite: 0.
///                  v < 1/2, x < 0, both inf, any NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::kv_ratio_ulp.
LOGBESSEL_FN double kv_ratio(double v, double x) {
  using detail::infinity;
  if (!(v >= 0.5 && x >= 0.0)) return detail::nan;
  if (x == infinity) return v == infinity ? detail::nan : 1.0;
  if (v == 0.5) return 1.0;
  if (v == infinity || x == 0.0) return 0.0;

  return detail::kv_ratio_in(kv_ratio_region_of(v, x), v, x);
}

/// The same in float, to accuracy::kv_ratio_float_ulp: by the kernels of detail/float_kv_ratio.hpp, rounded once.
LOGBESSEL_FN float kv_ratio(float v, float x) {
  const double a = v;
  const double z = x;
  if (!(a >= 0.5 && a < detail::infinity && z > 0.0 && z < detail::infinity)) {
    return static_cast<float>(kv_ratio(a, z));
  }
  return static_cast<float>(
      detail::kv_ratio_float_in(detail::kv_ratio_float_region_of(a, z), a, z));
}

}  // namespace logbessel
