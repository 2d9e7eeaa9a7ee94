/// @file
/// The kernels of exp and exp2 in float32, for any of the shapes that search/float32 tries:
///
///     x = n log 2 + r,  n a multiple of 2^-k,        e^x = 2^floor(n) T (1 + p(r)),  T = 2^(n - floor(n)).
///
/// A set of constants C has a `shape`, term<i>(), the coefficient of r^i in p, and for k > 0 table(t) and, in two words,
/// table_low(t): T for the n that t = n + rounder<k> holds.
#pragma once

#include <logbessel/detail/polyeval.hpp>
#include <logbessel/detail/real_float.hpp>

namespace logbessel::detail::float32 {

enum class exp_order {
  horner,    ///< p = r (c1 + r (c2 + ...))
  square,    ///< p = r + r^2 (c2 + r (c3 + ...))
  estrin,    ///< p = r + r^2 ((c2 + c3 r) + r^2 (c4 + c5 r)), or with fewer terms
  rational,  ///< p = 2 r / ((c0 + c2 r^2 + ...) - r)
  fused,     ///< as horner, but T p as (T r) (c1 + ...), which is not rounded before T is added
};

struct exp_shape {
  int table_bits;  ///< k
  int degree;      ///< of p
  exp_order order;
  int log_2_words = 2;
  int table_words = 1;
  bool is_exp2 = false;
};

constexpr float inverse_log_2_float = 0x1.715476p+0f;
/// Their sum is log 2; n times the first, taken from x, is exact for k <= 4.
constexpr float log_2_high = 0x1.62e43p-1f;
constexpr float log_2_low = -0x1.05c61p-29f;

/// The results beyond are 0 and an infinity.
constexpr float exp_low = -104.0f;
constexpr float exp_high = 89.0f;
constexpr float exp2_low = -151.0f;
constexpr float exp2_high = 129.0f;

/// sum_{first <= i <= last} term<i>() r^(step (i - first)/step), every `step`-th term.
template <class C, int first, int last, int step = 1, class V>
LOGBESSEL_INLINE_FN V exp_terms(const C& c, V r) {
  if constexpr (first + step > last) {
    return V(c.template term<first>());
  } else {
    return fma(r, exp_terms<C, first + step, last, step>(c, r), V(c.template term<first>()));
  }
}

template <class C, class V>
LOGBESSEL_INLINE_FN V exp_polynomial(const C& c, V r) {
  constexpr exp_shape s = C::shape;
  if constexpr (s.order == exp_order::horner) {
    return r * exp_terms<C, 1, s.degree>(c, r);
  } else if constexpr (s.order == exp_order::square) {
    return fma(r * r, exp_terms<C, 2, s.degree>(c, r), r);
  } else if constexpr (s.order == exp_order::estrin) {
    const V rr = r * r;
    const V low = exp_terms<C, 2, 3>(c, r);
    return fma(rr, fma(rr, exp_terms<C, 4, s.degree>(c, r), low), r);
  } else {
    return (r + r) / (exp_terms<C, 0, s.degree, 2>(c, r * r) - r);
  }
}

/// T (1 + p(r)), T being of the n that t = n + rounder<k> holds.
template <class C, class V>
LOGBESSEL_INLINE_FN V exp_of_rest(const C& c, V t, V r) {
  constexpr exp_shape s = C::shape;
  if constexpr (s.table_bits == 0) {
    if constexpr (s.order == exp_order::fused) {
      return fma(r, exp_terms<C, 1, s.degree>(c, r), V(1.0f));
    } else {
      return exp_polynomial(c, r) + V(1.0f);
    }
  } else {
    const V table = c.table(t);
    // T p = a b
    V a, b;
    if constexpr (s.order == exp_order::fused) {
      a = table * r;
      b = exp_terms<C, 1, s.degree>(c, r);
    } else {
      a = table;
      b = exp_polynomial(c, r);
    }
    if constexpr (s.table_words == 1) {
      return fma(a, b, table);
    } else {
      return table + fma(a, b, c.table_low(t));
    }
  }
}

/// Where the results of e^x and of 2^x are normal: for |x| not above this.
constexpr float exp_ordinary = 87.3f;
constexpr float exp2_ordinary = 125.0f;

/// e^x, or 2^x where the shape says so. Quicker where it is known that |x| is not above that.
template <bool is_ordinary, class C, class V>
LOGBESSEL_INLINE_FN V exp_kernel(const C& c, V x) {
  constexpr exp_shape s = C::shape;
  constexpr int k = s.table_bits;
  if constexpr (!is_ordinary) {
    x = s.is_exp2 ? saturated(x, exp2_low, exp2_high) : saturated(x, exp_low, exp_high);
  }
  if constexpr (s.is_exp2) {
    V n, t;
    const V r = rest<k>(x, n, t);
    return scaled_by<k, is_ordinary>(exp_of_rest(c, t, r), n);
  } else {
    const V t = fma(x, V(inverse_log_2_float), V(rounder<k>));
    const V n = t - V(rounder<k>);
    V r = fma(n, V(-log_2_high), x);
    if constexpr (s.log_2_words == 2) r = fma(n, V(-log_2_low), r);
    if constexpr (!is_ordinary) r = bounded(r);
    return scaled<k, is_ordinary>(exp_of_rest(c, t, r), t);
  }
}

}  // namespace logbessel::detail::float32

namespace logbessel::detail {

/// The primitives saturated, bounded and scaled of detail/real_float.hpp, for double and a result that is normal in double.
LOGBESSEL_FN double saturated(double x, double low, double high) {
  return x < low ? low : x > high ? high : x;
}
LOGBESSEL_FN double bounded(double r) { return r; }
template <int k>
constexpr double rounder = 0x1.8p52 / (1 << k);
template <int k, bool is_ordinary>
LOGBESSEL_FN double scaled(double y, double t) {
  if (is_ordinary) return from_bits(bits_of(y) + (bits_of(t) >> k << 52));
  // What is taken off makes floor(n) the nearest integer.
  return y * pow2(t - rounder<k> - (0.5 - 0.5 / (1 << k)));
}

/// e^x for a float x in double, by the same formula with k = 4 and p = r + r^2 (c2 + ... + c6 r^4), to about 2^-52; a float's
/// exact 0 and infinity where those are what it rounds to. Quicker where |x| is known to be not above float32::exp_ordinary.
template <bool is_ordinary, class C, class V>
LOGBESSEL_INLINE_FN V exp_in_double(const C& c, V x) {
  if constexpr (!is_ordinary) x = saturated(x, -104.0, 89.0);
  const V t = fma(x, V(0x1.71547652b82fep+0), V(rounder<4>));
  const V n = t - V(rounder<4>);
  V r = fma(n, V(-0x1.abc9e3b39803fp-56), fma(n, V(-0x1.62e42fefa39efp-1), x));
  if constexpr (!is_ordinary) r = bounded(r);
  const V q = polyeval(r, c.template term<2>(), c.template term<3>(), c.template term<4>(),
                       c.template term<5>(), c.template term<6>());
  const V p = fma(r * r, q, r);
  const V table = c.table(t);
  return scaled<4, is_ordinary>(fma(table, p, table), t);
}

}  // namespace logbessel::detail
