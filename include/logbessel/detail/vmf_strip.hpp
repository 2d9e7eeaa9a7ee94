/// @file
/// Strips of rows against a few directions: 1 - cos of every pair, and sums of the rows by coefficients. These are the two
/// products of matrices that an iteration over a mixture consists of (strip_kernels.hpp).
#pragma once

#include <logbessel/detail/strip_kernels.hpp>
#include <logbessel/vmf_rows.hpp>

#include <array>

namespace logbessel::detail {

/// As this translation unit compiles them.
inline constexpr strip_kernels strip_kernels_here = strip_kernels_of<double>();

/// The distance of rows in a matrix of doubles: whole groups of eight, filled up with zeros, and no large power of two, at which
/// rows would compete for the same lines of a cache.
inline std::size_t padded(std::size_t dim) { return (dim + 7) / 8 * 8 + 8; }

/// Directions to measure rows against. Where 1 - cos comes out below refine_below, it is computed again in two words.
struct vmf_directions {
  std::size_t count, dim, ld;
  std::vector<double> mus;                     // count x ld
  std::vector<double> columns;                 // dim x count, for sparse rows alone
  std::vector<double_double<double>> lengths;  // |mu|
  std::vector<double> refine_below;

  vmf_directions(const double* mu, std::size_t count_, std::size_t dim_, bool sparse)
      : count(count_),
        dim(dim_),
        ld(padded(dim_)),
        mus(count_ * ld),
        columns(sparse ? count_ * dim_ : 0),
        refine_below(count_) {
    for (std::size_t k = 0; k < count; ++k) {
      std::copy_n(mu + k * dim, dim, &mus[k * ld]);
      for (std::size_t j = 0; sparse && j < dim; ++j) columns[j * count + k] = mu[k * dim + j];
      lengths.push_back(length_of(mu + k * dim, dim).scaled);
    }
  }

  direction_matrix matrix() const { return {mus.data(), count, dim, ld}; }
};

/// The weight of row i of a block, which must be finite and not negative.
inline double weight_of(const vmf_row_block& block, std::size_t i) {
  const double w = block.weights ? block.weights[i] : 1.0;
  if (!(w >= 0.0 && w < infinity)) refuse("row ", block.first + i, " has weight ", w);
  return w;
}

/// Up to 32 rows of a block: weights, 1/|x| and c = 1 - mu.x/|x|. A row that is no good is refused with its number in the data.
class vmf_strip {
 public:
  explicit vmf_strip(const vmf_directions& directions,
                     const strip_kernels& kernels = strip_kernels_here)
      : directions_(&directions),
        kernels_(&kernels),
        scratch_(strip_scratch(directions.count)),
        c_(directions.count * strip_rows) {}

  /// Rows [begin, begin + 32) of the block, as far as there are.
  void load(const vmf_row_block& block, std::size_t begin, vmf_rows kind) {
    block_ = &block;
    begin_ = begin;
    count_ = std::min(strip_rows, block.count - begin);
    if (block.offsets) {
      with_values(block, [&](const auto* values) { load_sparse(values, kind); });
    } else if (block.f32) {
      load_dense(block.f32, kind);
    } else {
      load_dense(block.f64, kind);
    }
  }

  std::size_t count() const { return count_; }
  double weight(std::size_t i) const { return weight_[i]; }
  double inverse_length(std::size_t i) const { return inverse_[i]; }
  double c(std::size_t i, std::size_t k) const { return c_[k * strip_rows + i]; }
  /// 32 numbers for each direction, of which those of rows that there are count.
  const double* c() const { return c_.data(); }

  /// sums[k ld + j] += sum_i factors[32 k + i] x_ij, for dense rows.
  void add_multiples_to(double* sums, const double* factors) const {
    const std::size_t at = begin_ * directions_->dim;
    if (block_->f32) {
      kernels_->of_float.multiples(directions_->matrix(), block_->f32 + at, count_, factors, sums);
    } else {
      kernels_->of_double.multiples(directions_->matrix(), block_->f64 + at, count_, factors, sums);
    }
  }

 private:
  template <class Real>
  void load_dense(const Real* all, vmf_rows kind) {
    const vmf_directions& d = *directions_;
    const Real* x = all + begin_ * d.dim;
    kernels_->of<Real>().products(d.matrix(), x, count_, scratch_.data(), squares_.data(),
                                  c_.data());
    finish(
        kind,
        [&](std::size_t i) {
          return row_of<Real>{x + i * d.dim, d.dim};
        },
        [&](std::size_t i, std::size_t k) { return dot(x + i * d.dim, &d.mus[k * d.ld], d.dim); });
  }

  template <class Real>
  void load_sparse(const Real* values, vmf_rows kind) {
    const vmf_directions& d = *directions_;
    const vmf_row_block& b = *block_;
    std::vector<double> products(d.count);
    for (std::size_t i = 0; i < count_; ++i) {
      std::fill(products.begin(), products.end(), 0.0);
      double squares = 0.0;
      const std::uint64_t first = b.offsets[begin_ + i];
      const std::uint64_t last = b.offsets[begin_ + i + 1];
      for (std::uint64_t p = first; p < last; ++p) {
        const double a = static_cast<double>(values[p]);
        const double* mu = &d.columns[b.columns[p] * d.count];
        squares = fma(a, a, squares);
        for (std::size_t k = 0; k < d.count; ++k) products[k] = fma(a, mu[k], products[k]);
      }
      squares_[i] = squares;
      for (std::size_t k = 0; k < d.count; ++k) c_[k * strip_rows + i] = products[k];
    }
    finish(
        kind,
        [&](std::size_t i) {
          const std::uint64_t first = b.offsets[begin_ + i];
          return row_of<Real>{values + first, b.offsets[begin_ + i + 1] - first};
        },
        [&](std::size_t i, std::size_t k) {
          double hi = 0.0;
          double lo = 0.0;
          for (std::uint64_t p = b.offsets[begin_ + i]; p < b.offsets[begin_ + i + 1]; ++p)
            accumulate_product(hi, lo, static_cast<double>(values[p]),
                               d.mus[k * d.ld + b.columns[p]]);
          return two_sum(hi, lo);
        });
  }

  template <class Real>
  struct row_of {
    const Real* x;
    std::size_t n;
  };

  /// From products to c, and checks; product(i, k) is the one in two words.
  template <class Row, class Product>
  void finish(vmf_rows kind, const Row& row, const Product& product) {
    const vmf_directions& d = *directions_;
    // Rows that there are not count as good ones.
    for (std::size_t i = count_; i < strip_rows; ++i) {
      squares_[i] = 1.0;
      for (std::size_t k = 0; k < d.count; ++k) c_[k * strip_rows + i] = -1.0;
    }
    const double miss = 0.5 * tolerance(row(0), kind);
    const bool good = kernels_->complements(d.count, squares_.data(), miss, d.refine_below.data(),
                                            inverse_.data(), c_.data());
    for (std::size_t i = 0; i < count_; ++i) {
      weight_[i] = weight_of(*block_, begin_ + i);
      if (!good) check(i, row(i), miss, kind);
    }
    for (std::size_t k = 0; !good && k < d.count; ++k) {
      for (std::size_t i = 0; i < count_; ++i) {
        double& c = c_[k * strip_rows + i];
        if (c >= d.refine_below[k]) continue;
        const row_of x = row(i);
        const double_double<double> lengths = length_of(x.x, x.n).scaled * d.lengths[k];
        c = ((lengths + -product(i, k)) / lengths).hi;
        if (c < 0x1p-100) c = 0.0;
      }
    }
  }

  template <class Real>
  static double tolerance(row_of<Real>, vmf_rows kind) {
    return kind == vmf_rows::unit ? unit_tolerance<Real> : infinity;
  }

  template <class Real>
  void check(std::size_t i, row_of<Real> row, double miss, vmf_rows kind) const {
    const std::uint64_t number = block_->first + begin_ + i;
    const double length = sqrt(squares_[i]);
    const bool is_extreme = !(length > 0x1p-500 && length < 0x1p500);
    if (!is_extreme && abs(length - 1.0) <= miss) return;
    const row_length exact = length_of(row.x, row.n);
    check_length<Real>(exact, kind, "row ", number);
    if (is_extreme) refuse("row ", number, " is too long or short: its length is ", exact.value());
  }

  const vmf_directions* directions_;
  const strip_kernels* kernels_;
  const vmf_row_block* block_ = nullptr;
  std::size_t begin_ = 0;
  std::size_t count_ = 0;
  std::array<double, strip_rows> weight_ = {};
  std::array<double, strip_rows> squares_ = {};
  std::array<double, strip_rows> inverse_ = {};
  std::vector<double> scratch_;
  std::vector<double> c_;  // count x 32
};

}  // namespace logbessel::detail
