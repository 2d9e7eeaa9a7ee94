/// @file
/// The log-Debye form of detail/debye.hpp in one word, for the float functions: E, log r and where the tables of
/// tools/coefficients/float_tails.py hold F.
#pragma once

#include <logbessel/detail/coefficients/float_tails.hpp>
#include <logbessel/detail/debye.hpp>
#include <logbessel/detail/float_elementary.hpp>

namespace logbessel::detail {

template <class V>
struct float_debye_form {
  V E;           // E - x where scaled
  V log_r_half;  // log(r)/2
  V t;           // 1/r
  V p;           // v/r
};

/// With g = v/(r + x) and s = v (1 + g)/x, one division serves all quotients:
///
///     E = r - v log((r + v)/x),   E - x = -v (log(1 + s) - g).
template <scaling S, class V>
LOGBESSEL_INLINE_FN float_debye_form<V> float_debye_form_of(V v, V x) {
  const V rr = fma(v, v, x * x);
  const V r = sqrt(rr);
  const V log_r_half = V(0.25) * log_one_word(rr);
  if constexpr (S == scaling::none) {
    const V inverse = V(1.0) / (rr * x);
    const V t = inverse * x * r;
    const V L = log_one_word((r + v) * (inverse * rr));
    return {fma(-v, L, r), log_r_half, t, v * t};
  } else {
    const V d = r + x;
    const V rd = r * d;
    const V inverse = V(1.0) / (rd * x);
    const V t = inverse * (d * x);
    const V g = v * (inverse * (r * x));
    const V over_x = inverse * rd;
    const V L = log1p_one_word(fma(v, g, v) * over_x, (r + v) * over_x);
    return {v * (g - L), log_r_half, t, v * t};
  }
}

template <class V>
LOGBESSEL_FN V log_iv_from(const float_debye_form<V>& form, V F) {
  return (form.E + F) - (V(half_log_2pi_hi) + form.log_r_half);
}

template <class V>
LOGBESSEL_FN V log_kv_from(const float_debye_form<V>& form, V F) {
  return (F - form.E) + (V(half_log_pi_2_hi) - form.log_r_half);
}

/// z = row + rest with a row of 0..7 and |rest| <= 1/2.
template <class V>
struct table_place {
  V row, rest;
};

template <class V>
LOGBESSEL_FN table_place<V> table_place_of(V z) {
  const V row = min(max(round(z), V(0.0)), V(7.0));
  return {row, z - row};
}

}  // namespace logbessel::detail
