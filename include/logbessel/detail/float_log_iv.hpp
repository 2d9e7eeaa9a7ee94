/// @file
/// log I_v(x) for float, v >= 0 and x > 0, in plain double: 2^-31 of the result is all that its rounding to float
/// needs. The quarter-plane is cut by r = hypot(v, x):
///
///     series    r < 3     the power series
///     patch     r < 10    log-Debye form, its tail a polynomial in eight rows of 1/r
///     debye     else      the same in eight rows of v/r
///
/// Where the result is below log_iv_float_band it cancels, and log_iv_float_beside_zero takes more words.
/// docs/log_iv.md says more.
#pragma once

#include <logbessel/detail/coefficients/float_small.hpp>
#include <logbessel/detail/float_debye.hpp>

namespace logbessel::detail {

enum class log_iv_float_region { series, patch, debye };

/// The number of the region, for finite v >= 0 and x > 0 of float; their squares neither over- nor underflow in double.
template <class V>
LOGBESSEL_FN V log_iv_float_region_index(V v, V x) {
  return radii_reached(square_of_r(v, x), 3.0, 10.0);
}

LOGBESSEL_FN log_iv_float_region log_iv_float_region_of(double v, double x) {
  return static_cast<log_iv_float_region>(static_cast<int>(log_iv_float_region_index(v, x)));
}

/// log I_v(x) = v (log(x/2) - lambda(v)) + log(1 + s), s as in log_iv_series_quotient with 14 terms.
template <scaling S, class V>
LOGBESSEL_FN V log_iv_float_series(V v, V x) {
  const V q = V(0.25) * x * x;
  V D = V(1.0);
  V N = V(1.0);
  for (int k = 14; k >= 2; --k) {
    D = D * fma(V(k), v, V(k * k));
    N = fma(q, N, D);
  }
  const V s = q * N / fma(D, v, D);
  const V a = log_one_word(V(0.5) * x) - float_log_gamma_1p_over(v);
  const V value = fma(v, a, log1p_one_word(s, V(1.0) + s));
  return S == scaling::none ? value : value - x;
}

template <scaling S, class V>
LOGBESSEL_FN V log_iv_float_patch(V v, V x) {
  const float_debye_form<V> form = float_debye_form_of<S>(v, x);
  const table_place<V> at = table_place_of(fma(V(240.0 / 7.0), form.t, V(-27.5 / 7.0)));
  const V s = fma(V(2.0), form.p, V(-1.0));
  return log_iv_from(form, form.t * log_iv_float_patch_tail(at.rest, s, at.row));
}

template <scaling S, class V>
LOGBESSEL_FN V log_iv_float_debye(V v, V x) {
  const float_debye_form<V> form = float_debye_form_of<S>(v, x);
  const table_place<V> at = table_place_of(fma(V(8.0), form.p, V(-0.5)));
  const V u = fma(V(20.0), form.t, V(-1.0));
  return log_iv_from(form, form.t * log_iv_float_debye_tail(u, at.rest, at.row));
}

/// log I_v(x) smaller than this takes the double function; exp(-x) I_v(x) never does.
template <class V>
LOGBESSEL_FN V log_iv_float_band(V v, V x) {
  return max(min(V(0x1p-8) * x * x, V(0x1p-5)), V(0x1p-19) * v);
}

template <scaling S, class V>
LOGBESSEL_FN V log_iv_float_in(log_iv_float_region region, V v, V x) {
  switch (region) {
    case log_iv_float_region::series:
      return log_iv_float_series<S>(v, x);
    case log_iv_float_region::patch:
      return log_iv_float_patch<S>(v, x);
    case log_iv_float_region::debye:
      return log_iv_float_debye<S>(v, x);
  }
  return V(nan);
}

}  // namespace logbessel::detail
