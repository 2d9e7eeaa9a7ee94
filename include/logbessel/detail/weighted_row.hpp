/// @file
/// What one row adds to the sums of vmf_statistics.
#pragma once

#include <logbessel/detail/exact_sums.hpp>
#include <logbessel/detail/row_length.hpp>

#include <algorithm>
#include <cstdint>

namespace logbessel::detail {

/// The precision of a sum is counted from its window, a power of 2^48. Weights come close to one where there are four sums, each for
/// every fourth power of 4096: a weight w is at most 2^8 4096^step, step = 4 window + part, and more than a 4096th of it.
struct weight_step {
  static constexpr std::size_t parts = 4;
  static constexpr int bits = 12;
  static_assert(parts * bits == fixed_word_bits);

  int value;

  /// The step of a finite w >= 0.
  explicit weight_step(double w) {
    const significand_exponent<double> s = split(w);
    const int e = static_cast<int>(s.e) + (s.m > 1.0 ? 1 : 0) - fixed_top_bits;
    value = std::max(e > 0 ? (e + bits - 1) / bits : -(-e / bits), stride * least_window);
  }
  weight_step(std::size_t part, int window) : value(stride * window + static_cast<int>(part)) {}

  std::size_t part() const {
    return static_cast<std::size_t>(value - stride * least_window) % parts;
  }
  int window() const { return (value - static_cast<int>(part())) / stride; }
  /// 4096^-part.
  double part_scale() const { return pow2(-bits * static_cast<int>(part())); }
  /// 4096^-step.
  double scale() const { return part_scale() * window_scale(window()); }

 private:
  static constexpr int stride = parts;
};

/// A row x[0..n) of weight w that adds 4096^step factor x[i] = w x[i]/|x| to the sums; before weigh has passed it, factor is
/// w/4096^step.
template <class Real>
struct weighted_row {
  const Real* x;
  std::size_t n;
  double weight;
  std::uint64_t number;  // in the data
  weight_step step;
  double_double<double> factor;
  const std::uint32_t* columns = nullptr;  // where x[i] is in a sparse row
  std::vector<Real> copy = {};  // a power of two times x, where |x| is out of the range of factors

  weighted_row(const Real* x_, std::size_t n_, double weight_, std::uint64_t number_)
      : x(x_), n(n_), weight(weight_), number(number_), step(0, 0), factor{weight_, 0.0} {
    if (weight == 1.0 || !is_weight_good()) return;
    step = weight_step(weight);
    factor.hi = weight * step.scale();
  }

  bool is_weight_good() const { return weight >= 0.0 && weight < infinity; }

  const Real* data() const { return copy.empty() ? x : copy.data(); }
};

/// The exponent e that brings |x| 2^-e to [2^-1/2, 2^1/2), but for a rounding.
inline int exponent_of_length(double length) {
  const significand_exponent<double> s = split(length);
  return static_cast<int>(s.e) + (s.m > 0x1.6a09e667f3bcdp0 ? 1 : 0);
}

/// Divides the factor by |x| for a row whose squares are not near one, or throws std::invalid_argument with its number where the
/// length is not what it must be.
template <class Real>
void weigh_by_exponent(const product_kernels<Real>& kernels, weighted_row<Real>& row,
                       double squares_hi, vmf_rows kind) {
  // From its exponent, or the slow way where the squares may overflow or underflow.
  int e = 0;
  if (kind == vmf_rows::normalise && squares_hi > 0x1p-800 && squares_hi < 0x1p800) {
    e = exponent_of_length(sqrt(squares_hi));
  } else {
    const row_length length = length_of(row.x, row.n);
    check_length<Real>(length, kind, "row ", row.number);
    e = exponent_of_length(length.scaled.hi) - static_cast<int>(split(length.scale).e);
  }
  const double root = pow2(-e / 2);
  const double rest = pow2(-e - -e / 2);
  double_double<double> squares;
  if (abs(static_cast<double>(e)) < 500.0) {
    squares = kernels.squares(row.x, root * rest, row.n);
    row.factor = row.factor * (root * rest);
  } else {
    for (std::size_t i = 0; i < row.n; ++i)
      row.copy.push_back(static_cast<Real>(row.x[i] * root * rest));
    squares = kernels.squares(row.copy.data(), 1.0, row.n);
  }
  row.factor = row.factor / sqrt(squares);
}

/// Divides the factors of rows by their lengths. Throws std::invalid_argument with the number of the first row whose weight or length
/// is not what it must be.
template <class Real>
void weigh(const product_kernels<Real>& kernels, std::vector<weighted_row<Real>>& rows,
           vmf_rows kind) {
  constexpr std::size_t group = 8;
  const Real* x[group];
  double_double<double> factor[group];
  double squares[group];
  for (std::size_t i = 0; i < rows.size();) {
    // As many of one length as follow each other.
    std::size_t count = 0;
    for (; count < group && i + count < rows.size(); ++count) {
      const weighted_row<Real>& row = rows[i + count];
      if (row.n != rows[i].n || !row.is_weight_good()) break;
      x[count] = row.x;
      factor[count] = row.factor;
    }
    if (count == 0) refuse("row ", rows[i].number, " has weight ", rows[i].weight);
    kernels.divide(x, rows[i].n, count, factor, squares);
    for (std::size_t r = 0; r < count; ++r, ++i) {
      if (abs(squares[r] - 1.0) <= unit_tolerance<Real>)
        rows[i].factor = factor[r];
      else
        weigh_by_exponent(kernels, rows[i], squares[r], kind);
    }
  }
}

}  // namespace logbessel::detail
