/// @file
/// Numbers on a fixed grid, as integers that add without error. For |t| <= 2^8,
///
///     t = 2^-39 k_0 + 2^-87 k_1 + rest,   |k_0| <= 2^47,   |k_1| <= 2^47 (1 + 2^-5),   |rest| <= 2^-88,
///
/// each k_j the nearest integer to what is left. With M_j = 1.5 2^(13 - 48 j) the bits of t + M_j less those of M_j are k_j, and
/// t - ((t + M_j) - M_j) is the exact remainder.
#pragma once

#include <logbessel/detail/double_double.hpp>

namespace logbessel::detail {

constexpr int fixed_words = 2;
constexpr int fixed_word_bits = 48;
constexpr int fixed_top_bits = 8;

/// M_j.
LOGBESSEL_FN double fixed_rounder(int j) { return j == 0 ? 0x1.8p13 : 0x1.8p-35; }

/// k_j, and t becomes the remainder.
LOGBESSEL_FN uint64_t take_fixed_word(double& t, int j) {
  const double s = t + fixed_rounder(j);
  t -= s - fixed_rounder(j);
  return bits_of(s) - bits_of(fixed_rounder(j));
}

/// words[j stride + i] += k_j of scale x[i] for j < kept, modulo 2^64; scale is a power of two and |scale x[i]| <= 2^8.
template <int kept>
LOGBESSEL_FN void add_fixed(uint64_t* words, size_t stride, const double* x, double scale,
                            size_t n) {
  for (size_t i = 0; i < n; ++i) {
    double t = scale * x[i];
    for (int j = 0; j < kept; ++j)
      words[static_cast<size_t>(j) * stride + i] += take_fixed_word(t, j);
  }
}

/// Adds to k[j] the bits of k_j + M_j of the term a factor, for j < kept. The first word comes from the product itself, so that nothing
/// of it is lost before the grid, and M_0 + M_1 less its bits, which is exact, is what the remainder is added to: twice rounded to
/// the second grid, it differs by 2^-87 at most.
template <int kept>
LOGBESSEL_FN void add_raw_product(uint64_t (&k)[kept], double a, double_double<double> factor) {
  const double s = fma(a, factor.hi, fixed_rounder(0));
  k[0] += bits_of(s);
  if constexpr (kept == 2) {
    const double rounders = fixed_rounder(0) + fixed_rounder(1);
    k[1] += bits_of(fma(a, factor.lo, fma(a, factor.hi, rounders - s)));
  }
}

/// words[j stride + columns[p]] += k_j of the terms values[p] factor of a sparse row, p < n, for j < kept, modulo 2^64. No term exceeds
/// 2^8 but by its rounding.
template <int kept, class Real>
LOGBESSEL_FN void add_fixed_products(uint64_t* words, size_t stride, const uint32_t* columns,
                                     const Real* values, double_double<double> factor, size_t n) {
  for (size_t p = 0; p < n; ++p) {
    uint64_t k[kept] = {};
    add_raw_product<kept>(k, static_cast<double>(values[p]), factor);
    for (int j = 0; j < kept; ++j)
      words[static_cast<size_t>(j) * stride + columns[p]] += k[j] - bits_of(fixed_rounder(j));
  }
}

}  // namespace logbessel::detail
