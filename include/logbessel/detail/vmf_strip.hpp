/// @file
/// Strips of rows against a few directions: 1 - cos of every pair, and sums of the rows by coefficients. These are the two
/// products of matrices that an iteration over a mixture consists of, as plain loops in an order that depends on nothing but
/// dim, so that their bits are those of every machine.
#pragma once

#include <logbessel/vmf_rows.hpp>

#include <array>

namespace logbessel::detail {

inline constexpr std::size_t strip_rows = 32;

/// The distance of rows in a matrix of doubles: whole groups of eight, filled up with zeros, and no large power of two, at which
/// rows would compete for the same lines of a cache.
inline std::size_t padded(std::size_t dim) { return (dim + 7) / 8 * 8 + 8; }

/// out[c ld_out + r] += sum_j x[r ld + j] y[c ld + j], n a multiple of four: four partial sums for each pair.
template <std::size_t R, std::size_t C>
LOGBESSEL_APART_FN void add_products(const double* x, const double* y, std::size_t ld,
                                     std::size_t n, double* out, std::size_t ld_out) {
  double sum[R][C][4] = {};
  for (std::size_t j = 0; j < n; j += 4) {
    for (std::size_t c = 0; c < C; ++c) {
      // Copied, or compilers take one lane of several rows for a vector.
      double lanes[4];
      for (std::size_t l = 0; l < 4; ++l) lanes[l] = y[c * ld + j + l];
      for (std::size_t r = 0; r < R; ++r) {
        for (std::size_t l = 0; l < 4; ++l)
          sum[r][c][l] = fma(x[r * ld + j + l], lanes[l], sum[r][c][l]);
      }
    }
  }
  for (std::size_t r = 0; r < R; ++r) {
    for (std::size_t c = 0; c < C; ++c) {
      out[c * ld_out + r] += (sum[r][c][0] + sum[r][c][1]) + (sum[r][c][2] + sum[r][c][3]);
    }
  }
}

/// out[c ld + j] += sum_i factors[c ld_factors + i] x[i ld + j] for j < n, a multiple of eight, i in order.
template <std::size_t C>
LOGBESSEL_APART_FN void add_multiples(const double* x, std::size_t ld, std::size_t rows,
                                      std::size_t n, const double* factors, std::size_t ld_factors,
                                      double* out) {
  for (std::size_t j = 0; j < n; j += 8) {
    double sum[C][8];
    for (std::size_t c = 0; c < C; ++c) {
      for (std::size_t l = 0; l < 8; ++l) sum[c][l] = out[c * ld + j + l];
    }
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t c = 0; c < C; ++c) {
        const double f = factors[c * ld_factors + i];
        for (std::size_t l = 0; l < 8; ++l) sum[c][l] = fma(f, x[i * ld + j + l], sum[c][l]);
      }
    }
    for (std::size_t c = 0; c < C; ++c) {
      for (std::size_t l = 0; l < 8; ++l) out[c * ld + j + l] = sum[c][l];
    }
  }
}

template <int C>
constexpr std::size_t size_of(constant<C>) {
  return C;
}

/// step(first, constant<c>()) over `count` in groups of c, C at a time and the rest at once.
template <int C, class Step>
void in_groups(std::size_t first, std::size_t count, const Step& step) {
  if constexpr (C > 0) {
    for (; count >= C; first += C, count -= C) step(first, constant<C>());
    in_groups<C - 1>(first, count, step);
  }
}

/// Copies a row and gives the sum of its squares, from eight partial sums.
template <class Real>
LOGBESSEL_FN double load_row(const Real* x, std::size_t dim, double* out) {
  for (std::size_t j = 0; j < dim; ++j) out[j] = static_cast<double>(x[j]);
  double sum[8] = {};
  std::size_t j = 0;
  for (; j + 8 <= dim; j += 8) {
    for (std::size_t l = 0; l < 8; ++l) sum[l] = fma(out[j + l], out[j + l], sum[l]);
  }
  for (std::size_t l = 0; j + l < dim; ++l) sum[l] = fma(out[j + l], out[j + l], sum[l]);
  return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

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
};

/// c[32 k + i] += mu_k.x_i for the directions mu_k and up to 32 rows x_i at distance ld, a multiple of four of them.
inline void add_strip_products(const vmf_directions& d, const double* x, std::size_t rows,
                               double* c) {
  // Tiles of columns, so that four rows and the directions stay in the first-level cache.
  constexpr std::size_t tile = 256;
  for (std::size_t j = 0; j < d.dim; j += tile) {
    const std::size_t n = std::min(tile, (d.dim - j + 3) / 4 * 4);
    for (std::size_t i = 0; i < rows; i += 4) {
      in_groups<3>(0, d.count, [&](std::size_t k, auto group) {
        add_products<4, size_of(group)>(&x[i * d.ld + j], &d.mus[k * d.ld + j], d.ld, n,
                                        &c[k * strip_rows + i], strip_rows);
      });
    }
  }
}

/// sums[k ld + j] += sum_i factors[32 k + i] x_ij for the rows x_i, k < d.count.
inline void add_strip_multiples(const vmf_directions& d, const double* x, std::size_t rows,
                                const double* factors, double* sums) {
  in_groups<6>(0, d.count, [&](std::size_t k, auto group) {
    add_multiples<size_of(group)>(x, d.ld, rows, (d.dim + 7) / 8 * 8, factors + k * strip_rows,
                                  strip_rows, sums + k * d.ld);
  });
}

/// The weight of row i of a block, which must be finite and not negative.
inline double weight_of(const vmf_row_block& block, std::size_t i) {
  const double w = block.weights ? block.weights[i] : 1.0;
  if (!(w >= 0.0 && w < infinity)) refuse("row ", block.first + i, " has weight ", w);
  return w;
}

/// Up to 32 rows of a block: weights, 1/|x| and c = 1 - mu.x/|x|. A row that is no good is refused with its number in the data.
class vmf_strip {
 public:
  explicit vmf_strip(const vmf_directions& directions)
      : directions_(&directions),
        x_(strip_rows * directions.ld),
        c_(directions.count * strip_rows) {}

  /// Rows [begin, begin + 32) of the block, as far as there are.
  void load(const vmf_row_block& block, std::size_t begin, vmf_rows kind) {
    block_ = &block;
    begin_ = begin;
    count_ = std::min(strip_rows, block.count - begin);
    std::fill(c_.begin(), c_.end(), 0.0);
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

  /// sums[k ld + j] += sum_i factors[32 k + i] x_ij, for dense rows.
  void add_multiples_to(double* sums, const double* factors) const {
    add_strip_multiples(*directions_, x_.data(), count_, factors, sums);
  }

 private:
  template <class Real>
  void load_dense(const Real* all, vmf_rows kind) {
    const vmf_directions& d = *directions_;
    const Real* x = all + begin_ * d.dim;
    for (std::size_t i = 0; i < count_; ++i) {
      const double squares = load_row(x + i * d.dim, d.dim, &x_[i * d.ld]);
      check(i, squares, x + i * d.dim, d.dim, kind);
    }
    const std::size_t whole = (count_ + 3) / 4 * 4;
    std::fill(x_.data() + count_ * d.ld, x_.data() + whole * d.ld, 0.0);
    add_strip_products(d, x_.data(), whole, c_.data());
    complement(
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
      check(i, squares, values + first, last - first, kind);
      for (std::size_t k = 0; k < d.count; ++k) c_[k * strip_rows + i] = products[k];
    }
    complement([&](std::size_t i, std::size_t k) {
      double hi = 0.0;
      double lo = 0.0;
      for (std::uint64_t p = b.offsets[begin_ + i]; p < b.offsets[begin_ + i + 1]; ++p)
        accumulate_product(hi, lo, static_cast<double>(values[p]), d.mus[k * d.ld + b.columns[p]]);
      return two_sum(hi, lo);
    });
  }

  template <class Real>
  void check(std::size_t i, double squares, const Real* x, std::size_t n, vmf_rows kind) {
    const std::uint64_t row = block_->first + begin_ + i;
    weight_[i] = weight_of(*block_, begin_ + i);
    const double length = sqrt(squares);
    const double miss = kind == vmf_rows::unit ? unit_tolerance<Real> : infinity;
    if (!(length > 0x1p-500 && length < 0x1p500 && abs(length - 1.0) <= 0.5 * miss)) {
      const row_length exact = length_of(x, n);
      check_length<Real>(exact, kind, "row ", row);
      if (!(length > 0x1p-500 && length < 0x1p500))
        refuse("row ", row, " is too long or short: its length is ", exact.value());
    }
    inverse_[i] = 1.0 / length;
  }

  /// From products mu.x to c; product(i, k) is the one in two words.
  template <class Product>
  void complement(const Product& product) {
    const vmf_directions& d = *directions_;
    for (std::size_t k = 0; k < d.count; ++k) {
      for (std::size_t i = 0; i < count_; ++i) {
        double& c = c_[k * strip_rows + i];
        c = min(max(fma(-c, inverse_[i], 1.0), 0.0), 2.0);
        if (c >= d.refine_below[k]) continue;
        const double_double<double> lengths = length(i) * d.lengths[k];
        c = ((lengths + -product(i, k)) / lengths).hi;
        if (c < 0x1p-100) c = 0.0;
      }
    }
  }

  /// |x| in two words.
  double_double<double> length(std::size_t i) const {
    const vmf_row_block& b = *block_;
    const std::size_t row = begin_ + i;
    if (b.f32) return length_of(b.f32 + row * b.dim, b.dim).scaled;
    if (b.f64) return length_of(b.f64 + row * b.dim, b.dim).scaled;
    return with_values(b, [&](const auto* values) {
      return length_of(values + b.offsets[row], b.offsets[row + 1] - b.offsets[row]).scaled;
    });
  }

  const vmf_directions* directions_;
  const vmf_row_block* block_ = nullptr;
  std::size_t begin_ = 0;
  std::size_t count_ = 0;
  std::array<double, strip_rows> weight_ = {};
  std::array<double, strip_rows> inverse_ = {};
  std::vector<double> x_;  // 32 x ld
  std::vector<double> c_;  // count x 32
};

}  // namespace logbessel::detail
