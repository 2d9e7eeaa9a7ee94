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

/// The partial sums of squares_near_one.
constexpr size_t square_lanes = 32;

/// This is the pass over a row that waits for memory: what is so far ahead is asked for, beyond where the hardware looks.
template <class Real>
constexpr size_t squares_ahead = 16384 / sizeof(Real);

/// hi + lo += a^2 for hi >= 2, which exceeds a^2: two steps give the error of a sum, not six (FastTwoSum), and what the sum keeps of
/// a square is exact.
LOGBESSEL_FN void add_square(double& hi, double& lo, double a) {
  const double sum = fma(a, a, hi);
  lo += fma(a, a, hi - sum);
  hi = sum;
}

/// The sum over the lanes of hi - 2 + lo, by halves. Where that of hi - 2 is at most 4, it is exact, for these are multiples of 2^-51.
LOGBESSEL_FN double_double<double> sum_of_lanes(double (&hi)[square_lanes],
                                                double (&lo)[square_lanes]) {
  for (size_t j = 0; j < square_lanes; ++j) hi[j] -= 2.0;
  for (size_t half = square_lanes / 2; half > 0; half /= 2) {
    for (size_t j = 0; j < half; ++j) {
      hi[j] += hi[half + j];
      lo[j] += lo[half + j];
    }
  }
  return two_sum(hi[0], lo[0]);
}

/// sum (scale x_i)^2 to about n 2^-105, for a power of two that brings the sum near 1.
template <class Real>
LOGBESSEL_FN double_double<double> squares_near_one(const Real* x, double scale, size_t n) {
  double hi[square_lanes];
  double lo[square_lanes] = {};
  for (size_t j = 0; j < square_lanes; ++j) hi[j] = 2.0;
  size_t i = 0;
  for (; i + square_lanes <= n; i += square_lanes) {
    for (size_t j = 0; j < square_lanes; j += 64 / sizeof(Real))
      LOGBESSEL_PREFETCH(x + i + j + squares_ahead<Real>);
    for (size_t j = 0; j < square_lanes; ++j)
      add_square(hi[j], lo[j], scale * static_cast<double>(x[i + j]));
  }
  for (size_t j = 0; i + j < n; ++j)
    add_square(hi[j], lo[j], scale * static_cast<double>(x[i + j]));
  return sum_of_lanes(hi, lo);
}

}  // namespace logbessel::detail
