/// @file
/// The loops over rows in which statistics spend their time, as functions that may be compiled for another machine than their
/// caller is. Their results are the same bits.
#pragma once

#include <logbessel/detail/dot.hpp>
#include <logbessel/detail/fixed_point.hpp>

namespace logbessel::detail {

/// As many rows of n numbers as half of a second-level cache holds easily, for they are read twice: for their lengths, and to be added.
/// Meanwhile those that come after them are asked for.
LOGBESSEL_FN size_t rows_at_once(size_t n) {
  constexpr size_t numbers = size_t{1} << 14;
  constexpr size_t least = 4;
  constexpr size_t most = 256;
  const size_t rows = numbers / n;
  return rows < least ? least : rows > most ? most : rows;
}

/// How far from a row that is added lies what is asked for.
LOGBESSEL_FN size_t products_ahead(size_t n) { return rows_at_once(n) * n; }

template <class Real>
struct product_kernels {
  /// squares_near_one.
  double_double<double> (*squares)(const Real* x, double scale, size_t n);
  /// divide_by_lengths.
  void (*divide)(const Real* const* x, size_t n, size_t rows, double_double<double>* factor,
                 double* squares);
  /// add_fixed_products of two kept words and of one.
  void (*add[fixed_words])(uint64_t* words, size_t stride, const Real* const* x,
                           const double_double<double>* factor, size_t rows, size_t n);
};

/// factor[r] becomes factor[r]/|x[r]|, and squares[r] is |x[r]|^2, for up to eight rows whose lengths are near one; others get numbers
/// of no use in factor.
template <class Real>
LOGBESSEL_FN void divide_by_lengths(const Real* const* x, size_t n, size_t rows,
                                    double_double<double>* factor, double* squares) {
  for (size_t r = 0; r < rows; ++r) {
    const double_double<double> s = squares_near_one(x[r], 1.0, n);
    squares[r] = s.hi;
    factor[r] = factor[r] / sqrt(s);
  }
}

/// words[j stride + i] += k_j of the terms x[r][i] factor[r], r < rows, begin <= i < end, for j < kept, modulo 2^64.
template <int kept, int rows, class Real>
LOGBESSEL_FN void add_products_of(uint64_t* words, size_t stride, const Real* const* x,
                                  const double_double<double>* factor, size_t begin, size_t end) {
  for (size_t i = begin; i < end; ++i) {
    uint64_t k[kept];
    for (int j = 0; j < kept; ++j) {
      k[j] = words[static_cast<size_t>(j) * stride + i] -
             static_cast<uint64_t>(rows) * bits_of(fixed_rounder(j));
    }
    for (int r = 0; r < rows; ++r)
      add_raw_product<kept>(k, static_cast<double>(x[r][i]), factor[r]);
    for (int j = 0; j < kept; ++j) words[static_cast<size_t>(j) * stride + i] = k[j];
  }
}

/// The same for all n columns. No term exceeds 2^8 but by its rounding; what it is rounded to differs from it by 2^-87 at most.
template <int kept, class Real>
LOGBESSEL_FN void add_fixed_products(uint64_t* words, size_t stride, const Real* const* x,
                                     const double_double<double>* factor, size_t rows, size_t n) {
  // Tiles of columns, so that their words stay in the first-level cache while the rows pass by, and rows by fours, so that a
  // word is fetched once for each four.
  constexpr size_t tile = 1024;
  constexpr size_t group = 4;
  constexpr size_t step = 64;
  const size_t ahead = products_ahead(n);
  for (size_t begin = 0; begin < n; begin += tile) {
    const size_t end = n - begin < tile ? n : begin + tile;
    size_t r = 0;
    for (; r + group <= rows; r += group) {
      for (size_t i = begin; i < end; i += step) {
        for (size_t g = 0; g < group; ++g) {
          for (size_t j = 0; j < step; j += 64 / sizeof(Real))
            LOGBESSEL_PREFETCH(x[r + g] + i + j + ahead);
        }
        add_products_of<kept, group>(words, stride, x + r, factor + r, i,
                                     end - i < step ? end : i + step);
      }
    }
    for (; r < rows; ++r) add_products_of<kept, 1>(words, stride, x + r, factor + r, begin, end);
  }
}

/// As this translation unit compiles them.
template <class Real>
LOGBESSEL_FN constexpr product_kernels<Real> product_kernels_here() {
  return {&squares_near_one<Real>,
          &divide_by_lengths<Real>,
          {&add_fixed_products<2, Real>, &add_fixed_products<1, Real>}};
}

}  // namespace logbessel::detail
