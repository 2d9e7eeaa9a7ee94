/// @file
/// The sufficient statistics of a von Mises-Fisher distribution: the number of rows, their weight W
/// and their weighted sum S, gathered in one pass and merged in any order.
#pragma once

#include <logbessel/detail/dot.hpp>
#include <logbessel/detail/refuse.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace logbessel {

/// Rows must be unit vectors up to the rounding of their type, or their length is divided out.
enum class vmf_rows { unit, normalise };

namespace detail {

inline std::size_t checked_dim(std::size_t dim) {
  if (dim < 2) refuse("dim is ", dim, ", below 2");
  return dim;
}

/// |scale x|, with a power of two that keeps the squares from overflow and underflow.
struct row_length {
  double scale;
  double_double<double> scaled;

  double value() const { return scaled.hi / scale; }
};

template <class Real>
row_length length_of(const Real* x, std::size_t n) {
  const double_double<double> squares = dot(x, x, n);
  if (squares.hi > 0x1p-800 && squares.hi < infinity) return {1.0, sqrt(squares)};

  double largest = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double size = abs(static_cast<double>(x[i]));
    if (!(size < infinity)) return {1.0, {size, 0.0}};
    largest = max(largest, size);
  }
  if (largest == 0.0) return {1.0, {0.0, 0.0}};
  const double scale = pow2(min(max(-split(largest).e, -1022.0), 1023.0));
  std::vector<double> scaled(n);
  for (std::size_t i = 0; i < n; ++i) scaled[i] = static_cast<double>(x[i]) * scale;
  return {scale, sqrt(dot(scaled.data(), scaled.data(), n))};
}

/// How far the length of a unit vector may be from one: naive normalisation in its own type errs by less.
template <class Real>
constexpr double unit_tolerance = sizeof(Real) < sizeof(double) ? 0x1p-10 : 0x1p-30;

/// Throws std::invalid_argument for a vector without direction, or one that is not unit but must be.
template <class Real, class... Name>
void check_length(const row_length& length, vmf_rows rows, const Name&... name) {
  const char* fault = nullptr;
  if (!(length.scaled.hi < infinity)) {
    fault = " is not finite";
  } else if (length.scaled.hi == 0.0) {
    fault = " has no direction";
  } else if (rows == vmf_rows::unit && !(abs(length.value() - 1.0) <= unit_tolerance<Real>)) {
    fault = " is not unit";
  }
  if (fault) refuse(name..., fault, ": its length is ", length.value());
}

}  // namespace detail

/// The statistics of weighted rows on the unit sphere of R^dim.
///
/// S and W are carried in two words, so that order, batches and merging do not show in the results:
/// their relative error is about n 2^-106 for n rows. Every row counts as x/|x|; under vmf_rows::unit
/// |x| must be one to within 2^-10 (float) or 2^-30 (double).
/// Bad input throws std::invalid_argument with the offending row and value, and then nothing was added.
class vmf_statistics {
 public:
  /// No rows yet. dim >= 2.
  explicit vmf_statistics(std::size_t dim, vmf_rows rows = vmf_rows::unit)
      : rows_(rows), hi_(detail::checked_dim(dim)), lo_(dim) {}

  /// The statistics of `count` rows, gathered elsewhere: the sum S of w x/|x| in the words hi + lo, dim each, and
  /// W = weight + weight_lo. Throws std::invalid_argument where W is not finite or negative, or a sum is not finite.
  static vmf_statistics from_sums(std::size_t dim, const double* hi, const double* lo,
                                  double weight, double weight_lo, std::uint64_t count,
                                  vmf_rows rows = vmf_rows::unit) {
    vmf_statistics statistics(dim, rows);
    const detail::double_double<double> total = detail::two_sum(weight, weight_lo);
    if (weight == detail::infinity) detail::refuse("the total weight overflows");
    if (!(total.hi >= 0.0 && total.hi < detail::infinity))
      detail::refuse("the total weight is ", total.hi);
    for (std::size_t i = 0; i < dim; ++i) {
      const double sum = hi[i] + lo[i];
      if (!(detail::abs(sum) < detail::infinity))
        detail::refuse("coordinate ", i, " sums to ", sum);
      statistics.hi_[i] = hi[i];
      statistics.lo_[i] = lo[i];
    }
    statistics.weight_ = total;
    statistics.count_ = count;
    return statistics;
  }

  /// Adds one row x[0..size), size = dim(), with a finite weight >= 0.
  template <class Real>
  void add(const Real* x, std::size_t size, double weight = 1.0) {
    add_rows(x, 1, size, &weight);
  }

  /// Adds the rows of a row-major matrix; weights is null (all one) or holds one weight a row.
  template <class Real>
  void add_rows(const Real* x, std::size_t rows, std::size_t columns,
                const double* weights = nullptr) {
    if (columns != dim()) detail::refuse("rows of ", columns, " coordinates, not ", dim());

    // w x/|x| = factor (scale x).
    struct row_factor {
      double scale;
      detail::double_double<double> factor;
    };
    std::vector<row_factor> factors(rows);
    detail::double_double<double> total = weight_;
    for (std::size_t i = 0; i < rows; ++i) {
      const double weight = weights ? weights[i] : 1.0;
      if (!(weight >= 0.0 && weight < detail::infinity)) {
        detail::refuse("row ", i, " has weight ", weight);
      }
      const detail::row_length length = detail::length_of(x + i * columns, columns);
      detail::check_length<Real>(length, rows_, "row ", i);
      factors[i] = {length.scale, detail::double_double<double>{weight, 0.0} / length.scaled};
      total = total + weight;
    }
    if (!(total.hi < detail::infinity)) detail::refuse("the total weight overflows");

    // Tiles of columns, so that their sums stay in the first-level cache while the rows pass by.
    constexpr std::size_t tile = 1024;
    for (std::size_t begin = 0; begin < columns; begin += tile) {
      const std::size_t end = std::min(begin + tile, columns);
      for (std::size_t i = 0; i < rows; ++i) {
        add_scaled(x + i * columns, factors[i].scale, factors[i].factor, begin, end);
      }
    }
    weight_ = total;
    count_ += rows;
  }

  /// Adds the rows of other statistics of the same dimension.
  void merge(const vmf_statistics& other) {
    if (other.dim() != dim()) detail::refuse("merging dim ", other.dim(), " into dim ", dim());
    const detail::double_double<double> total = weight_ + other.weight_;
    if (!(total.hi < detail::infinity)) detail::refuse("the total weight overflows");
    for (std::size_t i = 0; i < dim(); ++i) {
      const detail::double_double<double> sum = detail::two_sum(hi_[i], other.hi_[i]);
      hi_[i] = sum.hi;
      lo_[i] += sum.lo + other.lo_[i];
    }
    weight_ = total;
    count_ += other.count_;
  }

  std::size_t dim() const { return hi_.size(); }

  /// The number of rows added, those of weight zero included.
  std::uint64_t count() const { return count_; }

  /// W, the sum of the weights.
  double total_weight() const { return weight_.hi; }

  /// rbar = |S|/W, from 0 to 1; NaN without weight.
  double resultant_length() const {
    const double rbar = mean_length(mean()).hi;
    return rbar > 1.0 ? 1.0 : rbar;
  }

  /// 1 - rbar from the two-word sums, not from the rounded rbar; below 2^-75 it counts as 0.
  double resultant_length_c() const {
    const double c = (-mean_length(mean()) + 1.0).hi;
    return c < 0x1p-75 ? 0.0 : c;
  }

  /// S/|S|; the first axis where S = 0, since every direction is then as good; NaN without weight.
  std::vector<double> mean_direction() const {
    const two_word_vector m = mean();
    const detail::double_double<double> rbar = mean_length(m);
    std::vector<double> mu(dim());
    if (rbar.hi == 0.0) {
      mu[0] = 1.0;
      return mu;
    }
    for (std::size_t i = 0; i < dim(); ++i) {
      mu[i] = (detail::double_double<double>{m.hi[i], m.lo[i]} / rbar).hi;
    }
    return mu;
  }

 private:
  struct two_word_vector {
    std::vector<double> hi, lo;
  };

  template <class Real>
  void add_scaled(const Real* x, double scale, detail::double_double<double> factor,
                  std::size_t begin, std::size_t end) {
    double* hi = hi_.data();
    double* lo = lo_.data();
    for (std::size_t i = begin; i < end; ++i) {
      const double a = static_cast<double>(x[i]) * scale;
      lo[i] += a * factor.lo;
      detail::accumulate_product(hi[i], lo[i], a, factor.hi);
    }
  }

  /// S/W.
  two_word_vector mean() const {
    two_word_vector m{std::vector<double>(dim()), std::vector<double>(dim())};
    for (std::size_t i = 0; i < dim(); ++i) {
      const detail::double_double<double> q = detail::two_sum(hi_[i], lo_[i]) / weight_;
      m.hi[i] = q.hi;
      m.lo[i] = q.lo;
    }
    return m;
  }

  static detail::double_double<double> mean_length(const two_word_vector& m) {
    const detail::double_double<double> cross = detail::dot(m.hi.data(), m.lo.data(), m.hi.size());
    const detail::double_double<double> squares =
        detail::dot(m.hi.data(), m.hi.data(), m.hi.size()) + cross + cross;
    return squares.hi == 0.0 ? squares : detail::sqrt(squares);
  }

  vmf_rows rows_;
  std::vector<double> hi_;
  std::vector<double> lo_;
  detail::double_double<double> weight_ = {0.0, 0.0};
  std::uint64_t count_ = 0;
};

}  // namespace logbessel
