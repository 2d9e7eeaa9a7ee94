/// @file
/// Horner's rule with fused multiply-add, in one to three words.
#pragma once

#include <logbessel/detail/triple_double.hpp>
namespace logbessel::detail {

/// c0 + x (c1 + x (c2 + ...)). A coefficient is a double or, for a polynomial in two variables, a
/// V.
template <class V, class C0, class... C>
LOGBESSEL_INLINE_FN V polyeval(V x, C0 c0, C... c) {
  if constexpr (sizeof...(c) == 0) {
    return V(c0);
  } else {
    return fma(x, polyeval(x, c...), V(c0));
  }
}

/// sum hi[j] x^j in one word down to j = M, the M terms below in two words.
template <class V, int N, int M>
LOGBESSEL_FN double_double<V> polyeval_two_words(double_double<V> x, const double (&hi)[N],
                                                 const double (&lo)[M]) {
  V high = V(0.0);
  for (int j = N - 1; j >= M; --j) high = fma(high, x.hi, V(hi[j]));
  double_double<V> sum = {high, V(0.0)};
  for (int j = M - 1; j >= 0; --j) sum = sum * x + double_double<V>{V(hi[j]), V(lo[j])};
  return sum;
}

/// The same with a third word in the L lowest terms.
template <class V, int N, int M, int L>
LOGBESSEL_FN triple_double<V> polyeval_three_words(triple_double<V> x, const double (&hi)[N],
                                                   const double (&mi)[M], const double (&lo)[L]) {
  V high = V(0.0);
  for (int j = N - 1; j >= M; --j) high = fma(high, x.hi, V(hi[j]));
  double_double<V> middle = {high, V(0.0)};
  for (int j = M - 1; j >= L; --j) {
    middle = middle * double_double<V>{x.hi, x.mi} + double_double<V>{V(hi[j]), V(mi[j])};
  }
  triple_double<V> sum = {middle.hi, middle.lo, V(0.0)};
  for (int j = L - 1; j >= 0; --j) sum = sum * x + triple_double<V>{V(hi[j]), V(mi[j]), V(lo[j])};
  return sum;
}

/// Two words for eight polynomials in the columns of the tables, of which `row` picks one.
template <class V, int N, int M>
LOGBESSEL_FN double_double<V> polyeval_two_words_rows(V x, V row, const double (&hi)[N][8],
                                                      const double (&lo)[M][8]) {
  V high = V(0.0);
  for (int j = N - 1; j >= M; --j) high = fma(high, x, lookup(hi[j], row));
  double_double<V> sum = {high, V(0.0)};
  for (int j = M - 1; j >= 0; --j)
    sum = sum * x + double_double<V>{lookup(hi[j], row), lookup(lo[j], row)};
  return sum;
}

/// sum_k u^k sum_{l < length_k} c_kl s^l, the c_kl one after another in the columns of the table.
template <int... length, class V, int N>
LOGBESSEL_FN V staircase_rows(V u, V s, V row, const double (&table)[N][8]) {
  static constexpr int lengths[] = {length...};
  int next = N;
  V sum = V(0.0);
  LOGBESSEL_UNROLL
  for (int k = static_cast<int>(sizeof...(length)) - 1; k >= 0; --k) {
    V inner = lookup(table[--next], row);
    for (int l = 1; l < lengths[k]; ++l) inner = fma(inner, s, lookup(table[--next], row));
    sum = fma(sum, u, inner);
  }
  return sum;
}

}  // namespace logbessel::detail
