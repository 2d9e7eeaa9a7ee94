/// @file
/// Dot products in two words, written so that a compiler turns them into SIMD code: independent
/// partial sums in fixed lanes (Dot2 of Ogita, Rump and Oishi, SIAM J. Sci. Comput. 26, 2005, lane
/// by lane).
#pragma once

#include <logbessel/detail/double_double.hpp>

namespace logbessel::detail {

/// hi + lo += a b, for numbers whose product does not underflow.
LOGBESSEL_FN void accumulate_product(double& hi, double& lo, double a, double b) {
  const double_double<double> product = two_prod(a, b);
  const double_double<double> sum = two_sum(hi, product.hi);
  hi = sum.hi;
  lo += sum.lo + product.lo;
}

/// sum a_i b_i as if computed in twice the precision and rounded to two words.
template <class A, class B>
LOGBESSEL_FN double_double<double> dot(const A* a, const B* b, size_t n) {
  constexpr size_t lanes = 16;
  double hi[lanes] = {};
  double lo[lanes] = {};
  size_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    for (size_t j = 0; j < lanes; ++j) {
      accumulate_product(hi[j], lo[j], static_cast<double>(a[i + j]),
                         static_cast<double>(b[i + j]));
    }
  }
  for (size_t j = 0; j < lanes && i + j < n; ++j) {
    accumulate_product(hi[j], lo[j], static_cast<double>(a[i + j]), static_cast<double>(b[i + j]));
  }
  double_double<double> sum = {0.0, 0.0};
  for (size_t j = 0; j < lanes && j < n; ++j) sum = sum + two_sum(hi[j], lo[j]);
  return sum;
}

/// sum (scale x_i)^2 to about n 2^-105, for a power of two that brings the sum near 1. The lanes begin at 2, so that they exceed
/// what is added: two steps give the error of a sum, not six (FastTwoSum), and what the sum keeps of a square is exact.
template <class Real>
LOGBESSEL_FN double_double<double> squares_near_one(const Real* x, double scale, size_t n) {
  constexpr size_t lanes = 16;
  double hi[lanes];
  double lo[lanes] = {};
  for (size_t j = 0; j < lanes; ++j) hi[j] = 2.0;
  const auto add = [&](size_t j, double a) {
    const double sum = fma(a, a, hi[j]);
    lo[j] += fma(a, a, -(sum - hi[j]));
    hi[j] = sum;
  };
  size_t i = 0;
  for (; i + lanes <= n; i += lanes)
    for (size_t j = 0; j < lanes; ++j) add(j, scale * static_cast<double>(x[i + j]));
  for (size_t j = 0; i + j < n; ++j) add(j, scale * static_cast<double>(x[i + j]));
  // In pairs, all at once: one after the other, the lanes of a short row would take longer than its elements.
  for (size_t j = 0; j < lanes; ++j) hi[j] -= 2.0;
  for (size_t half = lanes / 2; half > 0; half /= 2) {
    for (size_t j = 0; j < half; ++j) {
      const double_double<double> sum = two_sum(hi[j], hi[j + half]);
      hi[j] = sum.hi;
      lo[j] = sum.lo + (lo[j] + lo[j + half]);
    }
  }
  return two_sum(hi[0], lo[0]);
}

}  // namespace logbessel::detail
