/// @file
/// What the derivatives of log I_v(x) and log K_v(x) share where r = hypot(v, x) is not small. With
///
///     t = 1/r,   p = v/r,   y = p^2 - 1/2,   a = asinh(v/x)
///
/// and four tails n, m, g, h of size 1/2 that carry the rest of the log-Debye form,
///
///     |d log/dv|    = a + p t n,                |d log/dx|    = r/x + x t^2 m,
///     |d2 log/dv2|  = t + t^2 g,                |d2 log/dx2|  = |(v/x)^2 t + t^2 h|.
///
/// a and r need two words, the tails one. docs/derivatives.md derives them.
#pragma once

#include <logbessel/detail/coefficients/debye_derivatives.hpp>
#include <logbessel/detail/coefficients/derivative_patches.hpp>
#include <logbessel/detail/elementary.hpp>

namespace logbessel::detail {

template <class V>
struct derivative_form {
  V t;  // 1/r, right down to the subnormals
  V p;
  V y;
  V x_t;         // x/r
  V x_over_sum;  // x/(v + r)
  double_double<V> a;
};

/// v/x below this is its own asinh to rounding.
constexpr double asinh_linear = 0x1p-27;

/// As in debye_form_of, v and x are scaled and kept above 2^-400 of each other. Where that changes
/// v/x it is at the one end asinh(v/x) = v/x, at the other only x/r and x/(v + r), which no longer
/// count. asinh(v/x) = log(1 + s) = log((v + r)/x), s = (v + v^2/(r + x))/x.
template <class V>
LOGBESSEL_FN derivative_form<V> derivative_form_of(V v, V x) {
  const auto v_parts = split(v);
  const auto x_parts = split(x);
  const V e = max(v_parts.e, x_parts.e);
  const V vs = v_parts.m * pow2(max(v_parts.e - e, V(-400.0)));
  const V xs = x_parts.m * pow2(max(x_parts.e - e, V(-400.0)));

  const double_double<V> vv = two_prod(vs, vs);
  const double_double<V> r = sqrt(vv + two_prod(xs, xs));
  const double_double<V> sum = r + vs;
  const V t = V(1.0) / r.hi;
  const V t_lo = t * fma(-r.lo, t, fma(-r.hi, t, V(1.0)));

  const double_double<V> s = (vv / (r + xs) + vs) / double_double<V>{xs, V(0.0)};
  const double_double<V> q = sum / double_double<V>{x_parts.m, V(0.0)};
  const double_double<V> a = log1p_two_words(s, q, e - x_parts.e);

  const V quotient = v / x;
  const auto linear = quotient < V(asinh_linear);
  const V p = select(linear, quotient, fma(vs, t, vs * t_lo));
  const V half_e = floor(V(0.5) * e);
  return {(t + t_lo) * pow2(-half_e) * pow2(half_e - e),
          p,
          fma(p, p, V(-0.5)),
          fma(xs, t, xs * t_lo),
          xs / sum.hi,
          select(linear, double_double<V>{quotient, V(0.0)}, a)};
}

template <class V>
LOGBESSEL_FN V form_dv(const derivative_form<V>& f, V n) {
  return f.a.hi + fma(f.p, f.t * n, f.a.lo);
}

/// r/x = v/x + x/(v + r): a sum of positive numbers of which only the first may overflow.
template <class V>
LOGBESSEL_FN V form_dx(const derivative_form<V>& f, V v, V x, V m) {
  return v / x + fma(f.x_t, f.t * m, f.x_over_sum);
}

template <class V>
LOGBESSEL_FN V form_dvv(const derivative_form<V>& f, V g) {
  return fma(f.t, f.t * g, f.t);
}

template <class V>
LOGBESSEL_FN V form_dxx(const derivative_form<V>& f, V v, V x, V h) {
  return fma(v / x, f.p / x, f.t * (f.t * h));
}

enum class debye_tail { n, m, p, q };

/// c_k + t (c_{k+1} + t (... + t c_N)) for one of the four families of
/// tools/coefficients/debye_derivatives.py.
template <debye_tail tail, int k, int N, class V>
LOGBESSEL_FN V debye_tail_series(V t, V y) {
  constexpr constant<k> index{};
  V c = V(0.0);
  if constexpr (tail == debye_tail::n) c = debye_n(index, y);
  if constexpr (tail == debye_tail::m) c = debye_m(index, y);
  if constexpr (tail == debye_tail::p) c = debye_p(index, y);
  if constexpr (tail == debye_tail::q) c = debye_q(index, y);
  if constexpr (k == N) {
    return c;
  } else {
    return fma(t, debye_tail_series<tail, k + 1, N>(t, y), c);
  }
}

/// The tail by N terms of its series; `sign` is 1 for I and -1 for K.
template <debye_tail tail, int N, int sign, class V>
LOGBESSEL_FN V debye_tail_of(const derivative_form<V>& f) {
  const V s = V(sign) * f.t;
  const V leading = tail == debye_tail::p ? f.y : tail == debye_tail::q ? -f.y : V(-0.5);
  return V(-sign) * fma(s, debye_tail_series<tail, 1, N>(s, f.y), leading);
}

/// The r from which N terms leave less than 2^-54 of every derivative.
struct derivative_cutoff {
  static constexpr double debye_20 = 32.0;
  static constexpr double debye_13 = 56.0;
  static constexpr double debye_10 = 96.0;
  static constexpr double debye_6 = 480.0;
};

}  // namespace logbessel::detail
