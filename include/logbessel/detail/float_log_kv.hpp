/// @file
/// log K_v(x) for float, v >= 0 and x > 0, in plain double, cut by r = hypot(v, x) and near the origin by v and x:
///
///     temme     r < 12, x < 1, v < 4    Temme's series in even/odd form, then the recurrence in v
///     patch     r < 12                  log-Debye form, its tail a polynomial in eight rows of (v/r)^2
///     debye     else                    the same with fewer terms
///
/// Where the result is below log_kv_float_band it cancels, and log_kv_float_beside_zero takes more words.
/// docs/log_kv.md says more.
#pragma once

#include <logbessel/detail/coefficients/float_small.hpp>
#include <logbessel/detail/float_debye.hpp>

namespace logbessel::detail {

enum class log_kv_float_region { temme, patch, debye };

/// The number of the region, for finite v >= 0 and x > 0 of float.
template <class V>
LOGBESSEL_FN V log_kv_float_region_index(V v, V x) {
  const V near = select((x < V(1.0)) & (v < V(4.0)), V(0.0), V(1.0));
  return select(square_of_r(v, x) >= V(144.0), V(2.0), near);
}

LOGBESSEL_FN log_kv_float_region log_kv_float_region_of(double v, double x) {
  return static_cast<log_kv_float_region>(static_cast<int>(log_kv_float_region_index(v, x)));
}

/// k_j = (x/2)^j K_{mu+j}(x), without (x/2)^mu.
template <class V>
struct float_temme_multiples {
  V q, k_0, k_1;
};

/// v = n + mu, |mu| <= 1/2, L = log(2/x), q = x^2/4. With a, b, S_e, S_o of tools/coefficients/float_small.py and
///
///     f = a sinh(mu L)/mu - b cosh(mu L),   g = a cosh(mu L) - b mu^2 sinh(mu L)/mu,
///
///     k_0 = f S_e + g S_o,
///     k_1 = exp(mu L) (a - mu b) (S_e + mu S_o)/2 - q (f S_e' + g S_o'),   k_{j+1} = (j + mu) k_j + q k_{j-1}.
template <class V>
LOGBESSEL_FN float_temme_multiples<V> float_temme_multiples_of(V mu, V x, V L) {
  const V M = mu * mu;
  const V q = V(0.25) * x * x;
  const exp_both_ways<V> e = exp_one_word(mu * L);
  const V cosh = V(0.5) * (e.up + e.down);

  const auto reduced = e.n == V(0.0);
  const V c = select(reduced, V(1.0), mu);
  const V one_M = V(1.0) - M;
  const V inverse = V(1.0) / (one_M * c);
  const V i1 = inverse * c;
  const V sinh_over =
      select(reduced, L * e.sinh_over, V(0.5) * (e.up - e.down) * (inverse * one_M));

  const V s = fma(V(8.0), M, V(-1.0));
  const V u = fma(V(8.0), q, V(-1.0));
  const V a = i1 * float_temme_a(s);
  const V b = i1 * float_temme_b(s);
  const V f = fma(a, sinh_over, -b * cosh);
  const V g = fma(a, cosh, -b * M * sinh_over);
  const V qi = q * i1;
  const V Se = fma(qi, float_temme_pe(u, s), V(1.0));
  const V So = qi * float_temme_po(u, s);
  const V slope = fma(f, float_temme_re(u, s), g * float_temme_ro(u, s));
  const V h = V(0.5) * e.up * fma(-mu, b, a);
  return {q, fma(f, Se, g * So), fma(h, fma(mu, So, Se), -qi * slope)};
}

template <scaling S, class V>
LOGBESSEL_FN V log_kv_float_temme(V v, V x) {
  const V n = round(v);
  const V mu = v - n;
  const V L = -log_one_word(V(0.5) * x);
  auto [q, before, now] = float_temme_multiples_of(mu, x, L);
  V k = select(n > V(0.0), now, before);
  for (V j = V(1.0); any(j < n); j = j + V(1.0)) {
    const V next = fma(mu + j, now, q * before);
    before = now;
    now = next;
    k = select(j < n, now, k);
  }
  const V value = fma(n, L, log_one_word(k));
  return S == scaling::none ? value : value + x;
}

template <scaling S, class V>
LOGBESSEL_FN V log_kv_float_patch(V v, V x) {
  const float_debye_form<V> form = float_debye_form_of<S>(v, x);
  const table_place<V> at = table_place_of(fma(V(8.0) * form.p, form.p, V(-0.5)));
  const V u = fma(V(24.0 / 11.0), form.t, V(-13.0 / 11.0));
  return log_kv_from(form, form.t * log_kv_float_patch_tail(u, at.rest, at.row));
}

template <scaling S, class V>
LOGBESSEL_FN V log_kv_float_debye(V v, V x) {
  const float_debye_form<V> form = float_debye_form_of<S>(v, x);
  const table_place<V> at = table_place_of(fma(V(8.0) * form.p, form.p, V(-0.5)));
  const V u = fma(V(24.0), form.t, V(-1.0));
  return log_kv_from(form, form.t * log_kv_float_debye_tail(u, at.rest, at.row));
}

/// log K_v(x) smaller than this takes the double function, and so does log(exp(x) K_v(x)).
template <scaling S, class V>
LOGBESSEL_FN V log_kv_float_band(V v) {
  return S == scaling::none ? max(V(0x1p-5), V(0x1p-19) * v) : V(0x1p-5);
}

template <scaling S, class V>
LOGBESSEL_FN V log_kv_float_in(log_kv_float_region region, V v, V x) {
  switch (region) {
    case log_kv_float_region::temme:
      return log_kv_float_temme<S>(v, x);
    case log_kv_float_region::patch:
      return log_kv_float_patch<S>(v, x);
    case log_kv_float_region::debye:
      return log_kv_float_debye<S>(v, x);
  }
  return V(nan);
}

}  // namespace logbessel::detail
