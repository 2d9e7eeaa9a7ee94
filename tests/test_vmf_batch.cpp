// Statistics of data sets: the bits of rows added one by one, on every target, for any number of threads, shares and kind of rows.
// Mixtures on every target.

#include <logbessel/vmf_batch.hpp>
#include <logbessel/vmf_mixture_fit.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <sstream>
#include <string>
#include <tuple>

#include "support/refusal.hpp"

namespace {

using logbessel::batch_options;
using logbessel::instruction_set;
using logbessel::vmf_batch_options;
using logbessel::vmf_dense_rows;
using logbessel::vmf_rows;
using logbessel::vmf_sparse_rows;
using logbessel::vmf_statistics;
using logbessel::vmf_statistics_of;
using logbessel::vmf_statistics_of_classes;
using logbessel::harness::refusal;

std::string bytes_of(const vmf_statistics& statistics) {
  std::ostringstream out;
  statistics.write(out);
  return out.str();
}

/// Rows of any length and unit rows in turn, half of their coordinates zero.
struct data_set {
  std::size_t rows, dim;
  std::vector<float> f32;
  std::vector<double> f64, weights;
  std::vector<std::uint64_t> offsets = {0};
  std::vector<std::uint32_t> columns, labels;
  std::vector<float> values;

  data_set(std::size_t rows_, std::size_t dim_) : rows(rows_), dim(dim_) {
    std::mt19937_64 generator(31);
    std::uniform_real_distribution<double> uniform(-1.0, 1.0);
    for (std::size_t i = 0; i < rows; ++i) {
      std::vector<double> row(dim);
      double squares = 0.0;
      for (std::size_t j = 0; j < dim; ++j) {
        if (j == i % dim || generator() % 2 != 0) row[j] = uniform(generator);
        squares += row[j] * row[j];
      }
      const double length =
          i % 2 == 0 ? std::pow(10.0, 6.0 * uniform(generator)) : 1.0 / std::sqrt(squares);
      for (std::size_t j = 0; j < dim; ++j) {
        f32.push_back(static_cast<float>(length * row[j]));
        if (f32.back() == 0.0F) continue;
        columns.push_back(static_cast<std::uint32_t>(j));
        values.push_back(f32.back());
      }
      offsets.push_back(values.size());
      weights.push_back(i % 17 == 3  ? 0.0
                        : i % 3 == 0 ? 1.0
                                     : std::pow(10.0, 10.0 * uniform(generator)));
      labels.push_back(static_cast<std::uint32_t>(generator() % 3));
    }
    f64.assign(f32.begin(), f32.end());
  }
};

vmf_batch_options options_of(instruction_set target, unsigned threads) {
  return {vmf_rows::normalise, batch_options{threads, target}};
}

TEST(VmfBatch, HasTheBitsOfRowsAddedOneByOne) {
  for (const auto& [rows, dim] : {std::pair{1000U, 3U}, {777U, 45U}, {513U, 1100U}}) {
    const data_set data(rows, dim);
    std::vector<vmf_statistics> classes(3, vmf_statistics(dim, vmf_rows::normalise));
    vmf_statistics one(dim, vmf_rows::normalise);
    for (std::size_t i = 0; i < rows; ++i) {
      one.add(&data.f32[i * dim], dim, data.weights[i]);
      classes[data.labels[i]].add(&data.f64[i * dim], dim, data.weights[i]);
    }
    const vmf_dense_rows f32(data.f32.data(), rows, dim, data.weights.data());
    const vmf_dense_rows f64(data.f64.data(), rows, dim, data.weights.data());
    const vmf_sparse_rows sparse(data.offsets.data(), data.columns.data(), data.values.data(), rows,
                                 dim, data.weights.data());
    const std::vector<double> values64(data.values.begin(), data.values.end());
    const vmf_sparse_rows sparse64(data.offsets.data(), data.columns.data(), values64.data(), rows,
                                   dim, data.weights.data());
    for (const auto target : {instruction_set::baseline, instruction_set::avx2,
                              instruction_set::avx512, instruction_set::neon}) {
      if (!logbessel::is_available(target)) continue;
      for (const unsigned threads : {1U, 2U, 5U}) {
        const vmf_batch_options options = options_of(target, threads);
        EXPECT_EQ(bytes_of(vmf_statistics_of(f32, options)), bytes_of(one)) << dim;
        EXPECT_EQ(bytes_of(vmf_statistics_of(f64, options)), bytes_of(one)) << dim;
        const std::vector<vmf_statistics> by_class =
            vmf_statistics_of_classes(f32, data.labels.data(), 3, options);
        for (std::size_t k = 0; k < 3; ++k)
          EXPECT_EQ(bytes_of(by_class[k]), bytes_of(classes[k])) << dim;
      }
    }
    // The squares of a sparse row are added in another order, so that its factor differs by roundings of 2^-105.
    const vmf_statistics of_sparse =
        vmf_statistics_of(sparse, options_of(instruction_set::best, 0));
    EXPECT_EQ(bytes_of(vmf_statistics_of(sparse, options_of(instruction_set::baseline, 3))),
              bytes_of(of_sparse));
    EXPECT_EQ(bytes_of(vmf_statistics_of(sparse64, options_of(instruction_set::best, 2))),
              bytes_of(vmf_statistics_of(sparse64, options_of(instruction_set::baseline, 1))));
    EXPECT_EQ(vmf_statistics_of(sparse64, options_of(instruction_set::best, 0)).mean_direction(),
              of_sparse.mean_direction());
    EXPECT_EQ(of_sparse.count(), rows);
    EXPECT_EQ(of_sparse.total_weight(), one.total_weight());
    EXPECT_EQ(of_sparse.mean_direction(), one.mean_direction());
    EXPECT_EQ(of_sparse.resultant_length(), one.resultant_length());
  }
}

/// Scores and fits have the bits of the loops as they are compiled here, on every target: rows of any length, whole and split groups of
/// eight, of sixteen and of 512 coordinates, and as many directions as fill tiles or do not.
TEST(VmfBatch, MixturesHaveTheSameBits) {
  const auto bits_of = [](double x) { return logbessel::detail::bits_of(x); };
  for (const auto& [rows, dim, K, noise] : {std::tuple{300U, 3U, 1U, 0.0},
                                            {300U, 21U, 2U, 0.1},
                                            {290U, 64U, 10U, 0.0},
                                            {70U, 1100U, 5U, 0.2},
                                            {37U, 5003U, 17U, 0.0}}) {
    const data_set data(rows, dim);
    std::mt19937_64 generator(7);
    std::normal_distribution<double> normal;
    std::vector<double> mus(K * dim);
    for (std::size_t k = 0; k < K; ++k) {
      double* mu = &mus[k * dim];
      double squares = 0.0;
      for (std::size_t j = 0; j < dim; ++j) {
        mu[j] = normal(generator);
        squares += mu[j] * mu[j];
      }
      for (std::size_t j = 0; j < dim; ++j) mu[j] /= std::sqrt(squares);
    }
    const std::vector<double> weights(K, (1.0 - noise) / K);
    std::vector<double> kappas(K, 2.0 * dim);
    kappas[0] = 0x1p60;
    const logbessel::vmf_mixture mixture(dim, weights, mus, kappas, noise);
    const vmf_dense_rows f32(data.f32.data(), rows, dim, data.weights.data());
    const vmf_dense_rows f64(data.f64.data(), rows, dim, data.weights.data());
    const vmf_sparse_rows sparse(data.offsets.data(), data.columns.data(), data.values.data(), rows,
                                 dim, data.weights.data());
    for (const logbessel::vmf_row_source* source :
         {static_cast<const logbessel::vmf_row_source*>(&f32),
          static_cast<const logbessel::vmf_row_source*>(&f64),
          static_cast<const logbessel::vmf_row_source*>(&sparse)}) {
      const auto all_bits = [&](const logbessel::detail::strip_kernels& kernels) {
        std::vector<std::uint64_t> bits;
        logbessel::vmf_alone alone;
        const auto sink = [&](const logbessel::vmf_mixture_rows& r) {
          for (std::size_t i = 0; i < r.count; ++i) {
            bits.push_back(bits_of(r.log_densities[i]));
            bits.push_back(bits_of(r.complements[i]));
            bits.push_back(r.labels[i]);
            bits.push_back(r.likeliest[i]);
            for (std::size_t k = 0; k < r.columns; ++k)
              bits.push_back(bits_of(r.responsibilities[i * r.columns + k]));
          }
        };
        const logbessel::vmf_mixture_score score =
            vmf_score(mixture, *source, alone, vmf_rows::normalise, 1, sink, kernels);
        bits.push_back(bits_of(score.log_likelihood));
        bits.push_back(bits_of(score.entropy));
        logbessel::vmf_mixture_options options;
        options.components = K;
        options.noise = noise > 0.0;
        options.rows = vmf_rows::normalise;
        options.iterations = 3;
        options.threads = 1;
        options.kernels = &kernels;
        const logbessel::vmf_mixture_fit_result fit = vmf_mixture_fit(*source, options);
        bits.push_back(bits_of(fit.score.log_likelihood));
        for (const double mu : fit.mixture.mus()) bits.push_back(bits_of(mu));
        for (const double kappa : fit.mixture.kappas()) bits.push_back(bits_of(kappa));
        return bits;
      };
      const std::vector<std::uint64_t> here = all_bits(logbessel::detail::strip_kernels_here);
      for (const auto target :
           {instruction_set::best, instruction_set::baseline, instruction_set::avx2,
            instruction_set::avx512, instruction_set::neon}) {
        if (!logbessel::is_available(target)) continue;
        EXPECT_EQ(all_bits(logbessel::vmf_mixture_kernels(target)), here)
            << dim << " " << static_cast<int>(target);
      }
    }
  }
}

TEST(VmfBatch, SharesMerge) {
  const data_set data(2000, 5);
  const vmf_dense_rows rows(data.f32.data(), 2000, 5);
  vmf_batch_options options = options_of(instruction_set::best, 0);
  const std::string whole = bytes_of(vmf_statistics_of(rows, options));
  vmf_statistics merged(5, vmf_rows::normalise);
  for (const auto& [first, last] : {std::pair{3U, 99U}, {0U, 1U}, {1U, 3U}, {9U, 12U}}) {
    options.first_block = first;
    options.last_block = last;
    merged.merge(vmf_statistics_of(rows, options));
  }
  EXPECT_EQ(bytes_of(merged), whole);
}

TEST(VmfBatch, NamesTheFirstBadRow) {
  data_set data(5000, 4);
  data.f32[4 * 4900 + 1] = std::numeric_limits<float>::quiet_NaN();
  data.f32[4 * 1500 + 3] = std::numeric_limits<float>::infinity();
  const vmf_dense_rows rows(data.f32.data(), 5000, 4);
  for (const unsigned threads : {1U, 2U, 4U}) {
    for (int repeat = 0; repeat < 10; ++repeat) {
      EXPECT_EQ(
          refusal([&] { vmf_statistics_of(rows, options_of(instruction_set::best, threads)); }),
          "vMF: row 1500 is not finite: its length is inf");
    }
  }
  const std::vector<std::uint32_t> labels = {0, 1, 2};
  const vmf_dense_rows few(data.f32.data(), 3, 4);
  EXPECT_EQ(refusal([&] {
              vmf_statistics_of_classes(few, labels.data(), 2,
                                        options_of(instruction_set::best, 1));
            }),
            "vMF: row 2 has label 2 of 2 classes");
  EXPECT_EQ(refusal([&] { vmf_statistics_of_classes(few, labels.data(), 0); }), "vMF: no classes");

  // A row that is no good is the first one, whether by its label, its weight or its length.
  data_set mixed(20, 4);
  std::vector<std::uint32_t> classes(20, 0);
  std::vector<double> weights(20, 1.0);
  const vmf_dense_rows all(mixed.f32.data(), 20, 4, weights.data());
  const auto told = [&] {
    return refusal([&] {
      vmf_statistics_of_classes(all, classes.data(), 2, options_of(instruction_set::best, 1));
    });
  };
  EXPECT_EQ(told(), "accepted");
  weights[12] = -1.0;
  EXPECT_EQ(told(), "vMF: row 12 has weight -1");
  classes[11] = 2;
  EXPECT_EQ(told(), "vMF: row 11 has label 2 of 2 classes");
  mixed.f32[4 * 10] = std::numeric_limits<float>::infinity();
  EXPECT_EQ(told(), "vMF: row 10 is not finite: its length is inf");
  EXPECT_EQ(refusal([&] { vmf_statistics_of(few); }).substr(0, 27), "vMF: row 0 is not unit: its");
  EXPECT_EQ(vmf_statistics_of(vmf_dense_rows(data.f32.data(), 0, 4)).count(), 0U);
}

}  // namespace
