/// @file
/// B = K_{v-1}(x)/K_v(x) for float, v >= 1/2 and x > 0, in plain double. With u = v - 1 and r = hypot(u, x):
///
///     temme     r < 12, x < 1, v < 6    Temme's series, then the recurrence in v
///     patch     r < 12                  the derivative of the log-Debye form, its sum a polynomial in eight rows of (u/r)^2
///     debye     else                    the same with fewer terms
///
/// docs/kv_ratio.md says more.
#pragma once

#include <logbessel/detail/coefficients/float_ratios.hpp>
#include <logbessel/detail/float_log_kv.hpp>

namespace logbessel::detail {

enum class kv_ratio_float_region { temme, patch, debye };

/// The number of the region, for finite v >= 1/2 and x > 0 of float.
template <class V>
LOGBESSEL_FN V kv_ratio_float_region_index(V v, V x) {
  const V near = select((x < V(1.0)) & (v < V(6.0)), V(0.0), V(1.0));
  return select(square_of_r(v - V(1.0), x) >= V(144.0), V(2.0), near);
}

LOGBESSEL_FN kv_ratio_float_region kv_ratio_float_region_of(double v, double x) {
  return static_cast<kv_ratio_float_region>(static_cast<int>(kv_ratio_float_region_index(v, x)));
}

/// B = (x/2) k_{n-1}/k_n with the multiples of log_kv_float_temme, v = n + mu, n >= 1.
template <class V>
LOGBESSEL_FN V kv_ratio_float_temme(V v, V x) {
  const V n = max(round(v), V(1.0));
  const V mu = v - n;
  auto [q, before, now] = float_temme_multiples_of(mu, x, -log_one_word(V(0.5) * x));
  for (V j = V(1.0); any(j < n); j = j + V(1.0)) {
    const V next = fma(mu + j, now, q * before);
    const auto up = j < n;
    before = select(up, now, before);
    now = select(up, next, now);
  }
  return V(0.5) * x * before / now;
}

/// With G = x^2 t^2 (1/2 - S), t = 1/r, B = x/(r + u + G).
template <class V>
struct kv_ratio_float_form {
  V x, n, xx_tt, t, z;
};

template <class V>
LOGBESSEL_FN kv_ratio_float_form<V> kv_ratio_float_form_of(V v, V x) {
  const V u = v - V(1.0);
  const V xx = x * x;
  const V rr = fma(u, u, xx);
  const V r = sqrt(rr);
  const V tt = V(1.0) / rr;
  const V t = tt * r;
  return {x, r + u, xx * tt, t, fma(V(8.0) * u, u * tt, V(-0.5))};
}

template <class V>
LOGBESSEL_FN V kv_ratio_from(const kv_ratio_float_form<V>& form, V sum) {
  return form.x / fma(form.xx_tt, fma(-form.t, sum, V(0.5)), form.n);
}

template <class V>
LOGBESSEL_FN V kv_ratio_float_patch(V v, V x) {
  const kv_ratio_float_form<V> form = kv_ratio_float_form_of(v, x);
  const table_place<V> at = table_place_of(form.z);
  const V u = fma(V(24.0 / 11.0), form.t, V(-13.0 / 11.0));
  return kv_ratio_from(form, kv_ratio_float_patch_sum(u, at.rest, at.row));
}

template <class V>
LOGBESSEL_FN V kv_ratio_float_debye(V v, V x) {
  const kv_ratio_float_form<V> form = kv_ratio_float_form_of(v, x);
  const table_place<V> at = table_place_of(form.z);
  const V u = fma(V(24.0), form.t, V(-1.0));
  return kv_ratio_from(form, kv_ratio_float_debye_sum(u, at.rest, at.row));
}

template <class V>
LOGBESSEL_FN V kv_ratio_float_in(kv_ratio_float_region region, V v, V x) {
  switch (region) {
    case kv_ratio_float_region::temme:
      return kv_ratio_float_temme(v, x);
    case kv_ratio_float_region::patch:
      return kv_ratio_float_patch(v, x);
    case kv_ratio_float_region::debye:
      return kv_ratio_float_debye(v, x);
  }
  return V(nan);
}

}  // namespace logbessel::detail
