/// @file
/// Rows of data by the block: in memory here, from files or elsewhere by deriving from vmf_row_source.
///
/// A block is the unit of reproducibility: what is computed from one is computed by one thread in one order, and results of blocks
/// are added exactly. So neither threads nor processes nor their order show in the bits.
#pragma once

#include <logbessel/vmf_statistics.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace logbessel {

inline constexpr std::size_t vmf_block_rows = 256;

/// `count` consecutive rows of a data set, from row `first` on. One of three kinds: float or double, row-major, `dim` numbers a
/// row; or sparse, row i of the block being values[p] in columns[p] for offsets[i] <= p < offsets[i + 1], 0 elsewhere, values of
/// float or double.
struct vmf_row_block {
  std::uint64_t first = 0;
  std::size_t count = 0;
  std::size_t dim = 0;
  const float* f32 = nullptr;
  const double* f64 = nullptr;
  const std::uint64_t* offsets = nullptr;
  const std::uint32_t* columns = nullptr;
  const float* values = nullptr;
  const double* values64 = nullptr;  // instead of values
  const double* weights = nullptr;   // one a row, or null: all one
};

/// Memory that a source may fill and point the block at; one for each thread.
struct vmf_row_scratch {
  std::vector<float> f32;
  std::vector<double> f64;
  std::vector<double> weights;
  std::vector<std::uint64_t> offsets;
  std::vector<std::uint32_t> columns;
};

/// A data set of size() rows of dim() numbers.
class vmf_row_source {
 public:
  virtual ~vmf_row_source() = default;
  virtual std::size_t dim() const = 0;
  virtual std::uint64_t size() const = 0;

  /// Rows [256 index, min(256 (index + 1), size())), valid until the next call with the same scratch. May be called from several
  /// threads at once, each with a scratch of its own.
  virtual vmf_row_block block(std::uint64_t index, vmf_row_scratch& scratch) const = 0;

  std::uint64_t blocks() const { return size() / vmf_block_rows + (size() % vmf_block_rows != 0); }
};

namespace detail {

/// Where the rows of a block lie, with nothing in them yet. Throws std::invalid_argument for an index past the last block.
inline vmf_row_block empty_block(const vmf_row_source& source, std::uint64_t index) {
  if (index >= source.blocks()) refuse("block ", index, " of ", source.blocks());
  vmf_row_block block;
  block.first = index * vmf_block_rows;
  block.count = static_cast<std::size_t>(
      std::min<std::uint64_t>(vmf_block_rows, source.size() - block.first));
  block.dim = source.dim();
  return block;
}

/// visit(values) for those of a sparse block.
template <class Visit>
auto with_values(const vmf_row_block& block, const Visit& visit) {
  return block.values ? visit(block.values) : visit(block.values64);
}

}  // namespace detail

/// Rows of a row-major matrix in memory, float or double, which must outlive this; weights is null (all one) or holds one weight
/// a row. Errors: std::invalid_argument where dim < 2 or x is null and there are rows.
class vmf_dense_rows final : public vmf_row_source {
 public:
  vmf_dense_rows(const float* x, std::uint64_t rows, std::size_t dim,
                 const double* weights = nullptr)
      : vmf_dense_rows(x, nullptr, rows, dim, weights) {}
  vmf_dense_rows(const double* x, std::uint64_t rows, std::size_t dim,
                 const double* weights = nullptr)
      : vmf_dense_rows(nullptr, x, rows, dim, weights) {}

  std::size_t dim() const override { return dim_; }
  std::uint64_t size() const override { return rows_; }

  vmf_row_block block(std::uint64_t index, vmf_row_scratch&) const override {
    vmf_row_block block = detail::empty_block(*this, index);
    if (f32_) block.f32 = f32_ + block.first * dim_;
    if (f64_) block.f64 = f64_ + block.first * dim_;
    if (weights_) block.weights = weights_ + block.first;
    return block;
  }

 private:
  vmf_dense_rows(const float* f32, const double* f64, std::uint64_t rows, std::size_t dim,
                 const double* weights)
      : f32_(f32), f64_(f64), rows_(rows), dim_(detail::checked_dim(dim)), weights_(weights) {
    if (rows > 0 && !f32 && !f64) detail::refuse(rows, " rows at a null pointer");
  }

  const float* f32_;
  const double* f64_;
  std::uint64_t rows_;
  std::size_t dim_;
  const double* weights_;
};

/// Rows of a sparse matrix in memory, which must outlive this: row i has values[p] in columns[p] for
/// offsets[i] <= p < offsets[i + 1], rows + 1 offsets, columns in increasing order (CSR in canonical form).
/// Errors: std::invalid_argument where dim < 2, offsets or columns fall or columns are not below dim, with the row.
class vmf_sparse_rows final : public vmf_row_source {
 public:
  vmf_sparse_rows(const std::uint64_t* offsets, const std::uint32_t* columns, const float* values,
                  std::uint64_t rows, std::size_t dim, const double* weights = nullptr)
      : vmf_sparse_rows(offsets, columns, values, nullptr, rows, dim, weights) {}
  vmf_sparse_rows(const std::uint64_t* offsets, const std::uint32_t* columns, const double* values,
                  std::uint64_t rows, std::size_t dim, const double* weights = nullptr)
      : vmf_sparse_rows(offsets, columns, nullptr, values, rows, dim, weights) {}

  std::size_t dim() const override { return dim_; }
  std::uint64_t size() const override { return rows_; }

  vmf_row_block block(std::uint64_t index, vmf_row_scratch&) const override {
    vmf_row_block block = detail::empty_block(*this, index);
    block.offsets = offsets_ + block.first;
    block.columns = columns_;
    block.values = values_;
    block.values64 = values64_;
    if (weights_) block.weights = weights_ + block.first;
    return block;
  }

 private:
  vmf_sparse_rows(const std::uint64_t* offsets, const std::uint32_t* columns, const float* values,
                  const double* values64, std::uint64_t rows, std::size_t dim,
                  const double* weights)
      : offsets_(offsets),
        columns_(columns),
        values_(values),
        values64_(values64),
        rows_(rows),
        dim_(detail::checked_dim(dim)),
        weights_(weights) {
    if (rows > 0 && !(offsets && columns && (values || values64)))
      detail::refuse(rows, " rows at a null pointer");
    for (std::uint64_t i = 0; i < rows; ++i) {
      if (offsets[i + 1] < offsets[i])
        detail::refuse("row ", i, " ends at ", offsets[i + 1], " and begins at ", offsets[i]);
      for (std::uint64_t p = offsets[i]; p < offsets[i + 1]; ++p) {
        if (columns[p] >= dim) detail::refuse("row ", i, " has column ", columns[p], " of ", dim);
        if (p > offsets[i] && columns[p] <= columns[p - 1])
          detail::refuse("row ", i, " has column ", columns[p], " after ", columns[p - 1]);
      }
    }
  }

  const std::uint64_t* offsets_;
  const std::uint32_t* columns_;
  const float* values_;
  const double* values64_;
  std::uint64_t rows_;
  std::size_t dim_;
  const double* weights_;
};

}  // namespace logbessel
