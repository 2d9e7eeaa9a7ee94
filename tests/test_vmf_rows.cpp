// The sources in memory: every row comes once, in blocks, with its weight; misuse.

#include <logbessel/vmf_exchange.hpp>
#include <logbessel/vmf_rows.hpp>

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "support/refusal.hpp"

namespace {

using logbessel::vmf_block_rows;
using logbessel::vmf_dense_rows;
using logbessel::vmf_row_block;
using logbessel::vmf_row_scratch;
using logbessel::vmf_row_source;
using logbessel::vmf_sparse_rows;
using logbessel::harness::refusal;

/// The rows of a source as it gives them, dense, and their weights.
struct gathered {
  std::vector<double> x, weights;
};

gathered gather(const vmf_row_source& source) {
  gathered all;
  vmf_row_scratch scratch;
  for (std::uint64_t b = 0; b < source.blocks(); ++b) {
    const vmf_row_block block = source.block(b, scratch);
    EXPECT_EQ(block.first, b * vmf_block_rows);
    EXPECT_EQ(block.dim, source.dim());
    for (std::size_t i = 0; i < block.count; ++i) {
      std::vector<double> row(block.dim);
      for (std::size_t j = 0; j < block.dim && !block.offsets; ++j)
        row[j] = block.f32 ? block.f32[i * block.dim + j] : block.f64[i * block.dim + j];
      for (std::uint64_t p = block.offsets ? block.offsets[i] : 0;
           block.offsets && p < block.offsets[i + 1]; ++p)
        row[block.columns[p]] = block.values ? block.values[p] : block.values64[p];
      all.x.insert(all.x.end(), row.begin(), row.end());
      all.weights.push_back(block.weights ? block.weights[i] : 1.0);
    }
  }
  return all;
}

TEST(VmfRows, EveryRowComesOnce) {
  constexpr std::size_t dim = 3;
  for (const std::size_t rows : {0U, 1U, 255U, 256U, 257U, 1000U}) {
    std::vector<double> x(rows * dim);
    std::vector<float> y(rows * dim);
    std::vector<double> weights(rows);
    std::iota(x.begin(), x.end(), 1.0);
    std::iota(y.begin(), y.end(), 1.0F);
    std::iota(weights.begin(), weights.end(), 0.5);

    const vmf_dense_rows f64(x.data(), rows, dim, weights.data());
    EXPECT_EQ(f64.blocks(), (rows + 255) / 256);
    EXPECT_EQ(gather(f64).x, x);
    EXPECT_EQ(gather(f64).weights, weights);
    const vmf_dense_rows f32(y.data(), rows, dim);
    EXPECT_EQ(gather(f32).x, x);
    EXPECT_EQ(gather(f32).weights, std::vector<double>(rows, 1.0));

    // Row i lacks column i mod dim.
    std::vector<std::uint64_t> offsets = {0};
    std::vector<std::uint32_t> columns;
    std::vector<float> values;
    for (std::size_t i = 0; i < rows; ++i) {
      x[i * dim + i % dim] = 0.0;
      for (std::size_t j = 0; j < dim; ++j) {
        if (j == i % dim) continue;
        columns.push_back(static_cast<std::uint32_t>(j));
        values.push_back(y[i * dim + j]);
      }
      offsets.push_back(columns.size());
    }
    const vmf_sparse_rows sparse(offsets.data(), columns.data(), values.data(), rows, dim,
                                 weights.data());
    EXPECT_EQ(gather(sparse).x, x);
    EXPECT_EQ(gather(sparse).weights, weights);
  }
}

TEST(VmfRows, MisuseIsRefusedWithTheRow) {
  const float x[] = {1, 0, 0, 1};
  EXPECT_EQ(refusal([&] { vmf_dense_rows(x, 4, 1); }), "vMF: dim is 1, below 2");
  EXPECT_EQ(refusal([] { vmf_dense_rows(static_cast<const double*>(nullptr), 4, 2); }),
            "vMF: 4 rows at a null pointer");
  vmf_row_scratch scratch;
  EXPECT_EQ(refusal([&] { vmf_dense_rows(x, 2, 2).block(1, scratch); }), "vMF: block 1 of 1");

  const auto sparse = [&](std::vector<std::uint64_t> offsets, std::vector<std::uint32_t> columns) {
    return refusal(
        [&] { vmf_sparse_rows(offsets.data(), columns.data(), x, offsets.size() - 1, 3); });
  };
  EXPECT_EQ(sparse({0, 1, 3}, {2, 0, 1}), "accepted");
  EXPECT_EQ(sparse({0, 2, 1}, {0, 1}), "vMF: row 1 ends at 1 and begins at 2");
  EXPECT_EQ(sparse({0, 1, 2}, {0, 3}), "vMF: row 1 has column 3 of 3");
  EXPECT_EQ(sparse({0, 0, 2}, {1, 1}), "vMF: row 1 has column 1 after 1");
  EXPECT_EQ(refusal([&] { vmf_sparse_rows(nullptr, nullptr, x, 1, 3); }),
            "vMF: 1 rows at a null pointer");
}

TEST(VmfExchange, OneProcessKeepsWhatItHas) {
  logbessel::vmf_alone alone;
  std::int64_t word = -5;
  double value = 2.5;
  alone.sum(&word, 1);
  alone.maximum(&value, 1);
  alone.broadcast(&value, sizeof value, 0);
  EXPECT_EQ(word, -5);
  EXPECT_EQ(value, 2.5);
  EXPECT_EQ(alone.rank(), 0);
  EXPECT_EQ(alone.ranks(), 1);
}

}  // namespace
