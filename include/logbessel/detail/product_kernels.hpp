/// @file
/// The loops over rows in which statistics spend their time, as functions that may be compiled for another machine than their
/// caller is. Their results are the same bits.
#pragma once

#include <logbessel/detail/dot.hpp>
#include <logbessel/detail/fixed_point.hpp>

namespace logbessel::detail {

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

/// As this translation unit compiles them.
template <class Real>
LOGBESSEL_FN constexpr product_kernels<Real> product_kernels_here() {
  return {&squares_near_one<Real>,
          &divide_by_lengths<Real>,
          {&add_fixed_products<2, Real>, &add_fixed_products<1, Real>}};
}

}  // namespace logbessel::detail
