// Statistics and fits: the same bits in any order, weights, lengths, degenerate data, files, ranks, samples of known kappa, misuse.

#include <logbessel/accuracy.hpp>
#include <logbessel/vmf_fit.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <barrier>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <sstream>
#include <string>
#include <thread>

#include "support/refusal.hpp"

namespace {

using logbessel::vmf_fit;
using logbessel::vmf_fit_result;
using logbessel::vmf_log_density;
using logbessel::vmf_rows;
using logbessel::vmf_statistics;
using logbessel::harness::refusal;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double pi = 3.14159265358979323846;

template <class Real>
std::vector<Real> unit_rows(std::size_t rows, std::size_t dim, double spread, unsigned seed) {
  std::mt19937_64 generator(seed);
  std::normal_distribution<double> normal;
  std::vector<Real> x(rows * dim);
  for (std::size_t i = 0; i < rows; ++i) {
    std::vector<double> row(dim);
    for (double& a : row) a = spread * normal(generator);
    row[dim / 2] += 1.0;
    const double length = std::sqrt(std::inner_product(row.begin(), row.end(), row.begin(), 0.0));
    for (std::size_t j = 0; j < dim; ++j) x[i * dim + j] = static_cast<Real>(row[j] / length);
  }
  return x;
}

/// Points on S^2 by inversion: t = mu.x has the distribution function (e^{kt} - e^{-k})/(e^k - e^{-k}).
std::vector<double> sample_on_sphere(double kappa, const double (&frame)[3][3], std::size_t rows,
                                     unsigned seed) {
  std::mt19937_64 generator(seed);
  std::uniform_real_distribution<double> uniform;
  std::vector<double> x(3 * rows);
  for (std::size_t i = 0; i < rows; ++i) {
    const double u = uniform(generator);
    const double t = 1.0 + std::log(u + (1.0 - u) * std::exp(-2.0 * kappa)) / kappa;
    const double phi = 2.0 * pi * uniform(generator);
    const double s = std::sqrt((1.0 - t) * (1.0 + t));
    for (std::size_t j = 0; j < 3; ++j) {
      x[3 * i + j] =
          t * frame[0][j] + s * std::cos(phi) * frame[1][j] + s * std::sin(phi) * frame[2][j];
    }
  }
  return x;
}

void expect_same(const vmf_fit_result& a, const vmf_fit_result& b) {
  EXPECT_EQ(a.mu, b.mu);
  EXPECT_EQ(a.kappa, b.kappa);
  EXPECT_EQ(a.rbar, b.rbar);
  EXPECT_EQ(a.log_likelihood, b.log_likelihood);
  EXPECT_EQ(a.total_weight, b.total_weight);
}

/// All that statistics are.
std::string bytes_of(const vmf_statistics& statistics) {
  std::ostringstream out;
  statistics.write(out);
  return out.str();
}

template <class Real>
std::string bytes_of(const std::vector<Real>& x, std::size_t dim, const double* weights = nullptr,
                     vmf_rows kind = vmf_rows::unit) {
  vmf_statistics statistics(dim, kind);
  statistics.add_rows(x.data(), x.size() / dim, dim, weights);
  return bytes_of(statistics);
}

vmf_statistics from_bytes(const std::string& bytes) {
  std::istringstream in(bytes);
  return vmf_statistics::read(in);
}

/// Weights over about 2 magnitude powers of ten, some zero.
std::vector<double> random_weights(std::size_t n, double magnitude, unsigned seed) {
  std::mt19937_64 generator(seed);
  std::uniform_real_distribution<double> uniform(-1.0, 1.0);
  std::vector<double> weights(n);
  for (std::size_t i = 0; i < n; ++i)
    weights[i] = i % 31 == 7 ? 0.0 : std::pow(10.0, magnitude * uniform(generator));
  return weights;
}

template <class Real>
void expect_same_bits_for_every_split(std::size_t dim, const std::vector<double>& weights) {
  const std::size_t rows = weights.size();
  const std::vector<Real> x = unit_rows<Real>(rows, dim, 0.3, 11);
  const std::string at_once = bytes_of(x, dim, weights.data());
  std::mt19937_64 generator(5);
  std::vector<std::size_t> order(rows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (int repeat = 0; repeat < 4; ++repeat) {
    std::shuffle(order.begin(), order.end(), generator);
    std::vector<Real> shuffled;
    std::vector<double> their_weights;
    for (const std::size_t i : order) {
      shuffled.insert(shuffled.end(), &x[i * dim], &x[i * dim] + dim);
      their_weights.push_back(weights[i]);
    }
    std::vector<vmf_statistics> parts(1 + generator() % 7, vmf_statistics(dim));
    for (std::size_t i = 0; i < rows;) {
      const std::size_t batch = std::min<std::size_t>(rows - i, 1 + generator() % 40);
      parts[generator() % parts.size()].add_rows(&shuffled[i * dim], batch, dim, &their_weights[i]);
      i += batch;
    }
    while (parts.size() > 1) {
      std::swap(parts[generator() % parts.size()], parts.back());
      parts.front().merge(parts.back());
      parts.pop_back();
    }
    EXPECT_EQ(parts.front().count(), rows);
    ASSERT_EQ(bytes_of(parts.front()), at_once) << "dim " << dim << ", split " << repeat;
  }
}

TEST(VmfStatistics, BatchesOrderAndMergingDoNotShow) {
  for (const std::size_t dim : {2U, 3U, 17U, 1024U, 2500U}) {
    const std::size_t rows = dim > 1000 ? 300 : 700;
    expect_same_bits_for_every_split<float>(dim, std::vector<double>(rows, 1.0));
    expect_same_bits_for_every_split<float>(dim, random_weights(rows, 1.0, 12));
    expect_same_bits_for_every_split<double>(dim, random_weights(rows, 9.0, 13));
    expect_same_bits_for_every_split<float>(dim, random_weights(rows, 300.0, 14));
  }
}

/// The largest error beside numbers of a thousand bits, but for the rounding of the result.
TEST(VmfStatistics, OneMinusRbarIsGoodFarBelowOneUlp) {
  using real = boost::multiprecision::number<
      boost::multiprecision::cpp_bin_float<1000, boost::multiprecision::digit_base_2>>;
  double worst = 0.0;
  for (const std::size_t dim : {2U, 3U, 50U, 700U}) {
    for (const double spread : {1e-11, 1e-9, 1e-4, 0.3}) {
      for (const double magnitude : {0.0, 0.3, 3.0}) {
        constexpr std::size_t rows = 12;
        const std::vector<double> x = unit_rows<double>(rows, dim, spread, 15);
        const std::vector<double> weights = random_weights(rows, magnitude, 16);
        std::vector<real> S(dim);
        real W = 0;
        for (std::size_t i = 0; i < rows; ++i) {
          real squares = 0;
          for (std::size_t j = 0; j < dim; ++j) squares += real(x[i * dim + j]) * x[i * dim + j];
          const real factor = weights[i] / sqrt(squares);
          for (std::size_t j = 0; j < dim; ++j) S[j] += factor * x[i * dim + j];
          W += weights[i];
        }
        real squares = 0;
        for (const real& s : S) squares += s * s;
        vmf_statistics statistics(dim);
        statistics.add_rows(x.data(), rows, dim, weights.data());
        const real c = 1 - sqrt(squares) / W;
        const double error = std::fabs(static_cast<double>(statistics.resultant_length_c() - c));
        if (c > real(0x1p-80)) worst = std::max(worst, error - 0x1p-53 * static_cast<double>(c));
      }
    }
  }
  EXPECT_LE(worst, logbessel::accuracy::vmf_rbar_c);
  EXPECT_GT(worst, logbessel::accuracy::vmf_rbar_c / 2.0);
}

TEST(VmfStatistics, ComeBackFromAFile) {
  constexpr std::size_t dim = 7;
  const std::vector<float> x = unit_rows<float>(40, dim, 0.2, 17);
  const std::vector<double> weights = random_weights(40, 200.0, 18);
  vmf_statistics statistics(dim, vmf_rows::normalise);
  EXPECT_EQ(bytes_of(from_bytes(bytes_of(statistics))), bytes_of(statistics));
  statistics.add_rows(x.data(), 40, dim, weights.data());
  vmf_statistics back = from_bytes(bytes_of(statistics));
  EXPECT_EQ(back.rows(), vmf_rows::normalise);
  EXPECT_EQ(back.count(), 40U);
  expect_same(vmf_fit(back), vmf_fit(statistics));
  for (vmf_statistics* each : {&back, &statistics}) each->add(x.data(), dim, 0x1p900);
  EXPECT_EQ(bytes_of(back), bytes_of(statistics));
}

TEST(VmfStatistics, DamagedFilesAreRefused) {
  const std::string good = bytes_of(unit_rows<float>(9, 3, 0.2, 19), 3);
  const auto refusal_of = [](const std::string& bytes) {
    return refusal([&] { from_bytes(bytes); });
  };
  const auto with = [&](std::size_t at, std::uint64_t value) {
    std::string bytes = good;
    for (std::size_t k = 0; k < 8; ++k) bytes[at + k] = static_cast<char>(value >> (8 * k));
    return bytes;
  };
  EXPECT_EQ(good.substr(0, 8), "vmfsums1");
  EXPECT_EQ(good.size(), 8U * (4 + 4 + 1 + 3 * 4 + 1));
  EXPECT_EQ(refusal_of(good), "accepted");
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_EQ(refusal_of(good.substr(0, size)),
              "vMF: the statistics end after " + std::to_string(size) + " bytes");
  }
  for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
    std::string bytes = good;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    EXPECT_EQ(refusal_of(bytes).substr(0, 19), "vMF: the statistics") << bit;
  }
  EXPECT_EQ(refusal_of("vmfsums2" + good.substr(8)),
            "vMF: the statistics, byte 0: no statistics of this library and version");
  EXPECT_EQ(refusal_of(with(8, 2)), "vMF: the statistics, byte 8: rows of kind 2");
  EXPECT_EQ(refusal_of(with(16, 1)), "vMF: the statistics, byte 16: dim is 1");
  EXPECT_EQ(refusal_of(with(16, std::uint64_t{1} << 60)),
            "vMF: the statistics, byte 16: dim is 1152921504606846976");
  EXPECT_EQ(refusal_of(with(16, std::uint64_t{1} << 40)),
            "vMF: the statistics end after " + std::to_string(good.size()) + " bytes");
  EXPECT_EQ(refusal_of(with(24, ~std::uint64_t{0})),
            "vMF: the statistics, byte 24: there are 18446744073709551615 rows");
  EXPECT_EQ(refusal_of(with(32, 7)), "vMF: the statistics, byte 32: part 0 is marked 7");
  EXPECT_EQ(refusal_of(with(40, 23)), "vMF: the statistics, byte 40: the window of part 0 is 23");
  EXPECT_EQ(refusal_of(with(48, 9)), "vMF: the statistics, byte 168: the checksum differs");

  std::ostringstream full;
  full.setstate(std::ios::badbit);
  EXPECT_THROW(from_bytes(good).write(full), std::runtime_error);
}

/// One rank of several in threads.
class thread_exchange final : public logbessel::vmf_exchange {
 public:
  struct meeting {
    explicit meeting(int ranks) : barrier(ranks), size(ranks) {}
    std::barrier<> barrier;
    int size;
    std::vector<std::int64_t> words;
    std::vector<double> values;
  };

  thread_exchange(meeting& all, int rank) : all_(all), rank_(rank) {}
  int rank() const override { return rank_; }
  int ranks() const override { return all_.size; }
  void sum(std::int64_t* words, std::size_t n) override {
    in_turn(all_.words, words, n, [](std::int64_t a, std::int64_t b) {
      return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) +
                                       static_cast<std::uint64_t>(b));
    });
  }
  void maximum(double* values, std::size_t n) override {
    in_turn(all_.values, values, n, [](double a, double b) { return std::max(a, b); });
  }
  void broadcast(void*, std::size_t, int) override { FAIL() << "statistics have no root"; }

 private:
  template <class T, class Combine>
  void in_turn(std::vector<T>& shared, T* own, std::size_t n, Combine combine) {
    for (int rank = 0; rank < all_.size; ++rank) {
      if (rank == rank_) {
        if (rank == 0) shared.assign(own, own + n);
        for (std::size_t i = 0; i < n && rank > 0; ++i) shared[i] = combine(shared[i], own[i]);
      }
      all_.barrier.arrive_and_wait();
    }
    std::copy_n(shared.begin(), n, own);
    all_.barrier.arrive_and_wait();
  }

  meeting& all_;
  int rank_;
};

TEST(VmfStatistics, RanksDoNotShow) {
  constexpr std::size_t dim = 19;
  constexpr std::size_t rows = 120;
  const std::vector<float> x = unit_rows<float>(rows, dim, 0.2, 20);
  const std::vector<double> weights = random_weights(rows, 12.0, 21);
  const std::string alone = bytes_of(x, dim, weights.data());
  for (const int ranks : {1, 2, 5}) {
    thread_exchange::meeting all(ranks);
    std::vector<std::string> results(static_cast<std::size_t>(ranks));
    std::vector<std::thread> threads;
    for (int rank = 0; rank < ranks; ++rank) {
      threads.emplace_back([&, rank] {
        thread_exchange exchange(all, rank);
        vmf_statistics statistics(dim);
        // The last of several ranks has no rows.
        const auto begin = rows * static_cast<std::size_t>(rank) /
                           static_cast<std::size_t>(std::max(1, ranks - 1));
        const auto end = std::min(rows, rows * static_cast<std::size_t>(rank + 1) /
                                            static_cast<std::size_t>(std::max(1, ranks - 1)));
        if (begin < end) statistics.add_rows(&x[begin * dim], end - begin, dim, &weights[begin]);
        statistics.merge_ranks(exchange);
        results[static_cast<std::size_t>(rank)] = bytes_of(statistics);
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (const std::string& result : results) EXPECT_EQ(result, alone) << ranks;
  }

  thread_exchange::meeting two(2);
  std::vector<std::string> said(2);
  std::vector<std::thread> threads;
  for (int rank = 0; rank < 2; ++rank) {
    threads.emplace_back([&, rank] {
      thread_exchange exchange(two, rank);
      said[static_cast<std::size_t>(rank)] = refusal(
          [&] { vmf_statistics(static_cast<std::size_t>(3 + rank)).merge_ranks(exchange); });
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(said, std::vector<std::string>(2, "vMF: ranks of dim 3 to 4"));
}

TEST(VmfStatistics, CancelledRowsLeaveTheLastBit) {
  const double x[] = {1, 0, -1, 0, 0, 1};
  const double weights[] = {0x1p60, 0x1p60, 1.0};
  vmf_statistics statistics(2);
  statistics.add_rows(x, 3, 2, weights);
  EXPECT_EQ(statistics.resultant_length(), 0x1p-61);
  EXPECT_EQ(statistics.mean_direction(), (std::vector<double>{0.0, 1.0}));
}

TEST(VmfStatistics, WeightsRepeatRows) {
  constexpr std::size_t dim = 40;
  const std::vector<double> x = unit_rows<double>(3, dim, 0.2, 7);
  const double weights[] = {3.0, 0.0, 2.0};
  vmf_statistics repeated(dim);
  for (const std::size_t row : {0U, 0U, 2U, 0U, 2U}) repeated.add(&x[row * dim], dim);
  const vmf_fit_result weighted = vmf_fit(x.data(), 3, dim, weights);
  expect_same(weighted, vmf_fit(repeated));
  EXPECT_EQ(weighted.count, 3U);
  EXPECT_EQ(weighted.total_weight, 5.0);
}

TEST(VmfStatistics, FloatAndDoubleRowsOfEqualValueAgree) {
  constexpr std::size_t dim = 300;
  const std::vector<float> x = unit_rows<float>(50, dim, 0.1, 3);
  const std::vector<double> same(x.begin(), x.end());
  EXPECT_EQ(bytes_of(same, dim, nullptr, vmf_rows::normalise),
            bytes_of(x, dim, nullptr, vmf_rows::normalise));
  expect_same(vmf_fit(same.data(), 50, dim, nullptr, vmf_rows::normalise),
              vmf_fit(x.data(), 50, dim));
}

TEST(VmfStatistics, NormaliseTakesRowsOfAnyLength) {
  constexpr std::size_t dim = 5;
  const std::vector<double> x = unit_rows<double>(20, dim, 0.3, 9);
  const vmf_fit_result unit = vmf_fit(x.data(), 20, dim);
  for (const double length : {0x1p-1000, 0x1p-500, 4.0, 0x1p600, 0x1p1022}) {
    std::vector<double> scaled = x;
    for (double& a : scaled) a *= length;
    SCOPED_TRACE(length);
    expect_same(vmf_fit(scaled.data(), 20, dim, nullptr, vmf_rows::normalise), unit);
  }
  const double largest[] = {1.7e308, -1.7e308, 5e-324, 5e-324};
  vmf_statistics statistics(2, vmf_rows::normalise);
  statistics.add_rows(largest, 2, 2);
  EXPECT_NEAR(statistics.mean_direction()[1], 0.0, 0x1p-100);
  EXPECT_NEAR(statistics.resultant_length(), std::sqrt(0.5), 1e-15);
}

TEST(VmfFit, EqualRowsAreAPointMass) {
  for (const std::size_t dim : {2U, 3U, 1000U}) {
    const std::vector<float> row = unit_rows<float>(1, dim, 1.0, 4);
    vmf_statistics statistics(dim);
    for (int i = 0; i < 1000; ++i) statistics.add(row.data(), dim);
    const vmf_fit_result fit = vmf_fit(statistics);
    EXPECT_EQ(fit.rbar, 1.0);
    EXPECT_EQ(fit.kappa, infinity);
    EXPECT_EQ(fit.log_likelihood, infinity);
  }
}

TEST(VmfFit, AxesAreDirectionsLikeAnyOther) {
  constexpr std::size_t dim = 4;
  double kappa = 0.0;
  for (std::size_t axis = 0; axis < dim; ++axis) {
    for (const double sign : {1.0, -1.0}) {
      // Two rows at +-0.01 radians about the axis, so rbar = cos(0.01).
      std::vector<double> x(2 * dim);
      x[axis] = x[dim + axis] = sign * std::cos(0.01);
      x[(axis + 1) % dim] = std::sin(0.01);
      x[dim + (axis + 1) % dim] = -std::sin(0.01);
      const vmf_fit_result fit = vmf_fit(x.data(), 2, dim);
      std::vector<double> expected(dim);
      expected[axis] = sign;
      EXPECT_EQ(fit.mu, expected);
      if (kappa == 0.0) kappa = fit.kappa;
      EXPECT_EQ(fit.kappa, kappa);
      EXPECT_TRUE(std::isfinite(vmf_log_density(fit.mu, fit.kappa, x.data(), dim)));
    }
  }
  EXPECT_NEAR(kappa * (1.0 - std::cos(0.01)), 1.5, 1e-4);
}

TEST(VmfFit, BalancedRowsAreUniform) {
  const double x[] = {0.6, 0.8, 0, -0.6, -0.8, 0};
  const vmf_fit_result fit = vmf_fit(x, 2, 3);
  EXPECT_EQ(fit.rbar, 0.0);
  EXPECT_EQ(fit.kappa, 0.0);
  EXPECT_EQ(fit.mu, (std::vector<double>{1.0, 0.0, 0.0}));
  EXPECT_NEAR(fit.log_likelihood, -2.0 * std::log(4.0 * pi), 1e-15);
}

TEST(VmfFit, RecoversKappaFromSamplesOnTheSphere) {
  constexpr std::size_t rows = 200000;
  const double frame[3][3] = {
      {2 / 3.0, -1 / 3.0, 2 / 3.0}, {2 / 3.0, 2 / 3.0, -1 / 3.0}, {-1 / 3.0, 2 / 3.0, 2 / 3.0}};
  for (const double kappa : {0.1, 1.0, 10.0, 1e3, 1e6}) {
    const std::vector<double> x = sample_on_sphere(kappa, frame, rows, 1);
    const vmf_fit_result fit = vmf_fit(x.data(), rows, 3);
    const double inverse_sinh = 1.0 / std::sinh(std::min(kappa, 700.0));
    const double information = 1.0 / (kappa * kappa) - inverse_sinh * inverse_sinh;
    EXPECT_NEAR(fit.kappa, kappa, 4.0 / std::sqrt(information * rows)) << "seed 1";
    const double cosine =
        fit.mu[0] * frame[0][0] + fit.mu[1] * frame[0][1] + fit.mu[2] * frame[0][2];
    EXPECT_GT(cosine, 1.0 - 16.0 / (kappa * rows * fit.rbar));
  }
}

TEST(VmfFit, LikelihoodIsTheSumOfDensities) {
  for (const std::size_t dim : {2U, 3U, 50U, 5000U}) {
    for (const double spread : {1e-6, 1e-2, 1.0}) {
      constexpr std::size_t rows = 40;
      const std::vector<double> x = unit_rows<double>(rows, dim, spread, 6);
      const vmf_fit_result fit = vmf_fit(x.data(), rows, dim);
      double sum = 0.0;
      double size = 0.0;
      for (std::size_t i = 0; i < rows; ++i) {
        const double term = vmf_log_density(fit.mu, fit.kappa, &x[i * dim], dim);
        sum += term;
        size += std::fabs(term);
      }
      EXPECT_NEAR(fit.log_likelihood, sum, 0x1p-50 * size) << dim << " " << spread;
    }
  }
}

TEST(VmfFit, LikelihoodIsHighestAtTheFit) {
  constexpr std::size_t rows = 30;
  constexpr std::size_t dim = 6;
  const std::vector<double> x = unit_rows<double>(rows, dim, 0.3, 8);
  const vmf_fit_result fit = vmf_fit(x.data(), rows, dim);
  const auto likelihood = [&](double kappa) {
    double sum = 0.0;
    for (std::size_t i = 0; i < rows; ++i) sum += vmf_log_density(fit.mu, kappa, &x[i * dim], dim);
    return sum;
  };
  EXPECT_LT(likelihood(fit.kappa * 0.999), fit.log_likelihood);
  EXPECT_LT(likelihood(fit.kappa * 1.001), fit.log_likelihood);
}

TEST(VmfMisuse, IsRefusedWithTheValue) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const double rows[] = {1, 0, 3, 4};
  const double bad[] = {0, 0, nan, 0, infinity, 1};
  const double good[] = {1, 0};
  const double weights[] = {1.0, -0.5};
  const auto fit_of = [](const double* x, std::size_t n, std::size_t dim, const double* w = nullptr,
                         vmf_rows kind = vmf_rows::unit) {
    return refusal([=] { vmf_fit(x, n, dim, w, kind); });
  };
  EXPECT_EQ(refusal([] { vmf_statistics(1); }), "vMF: dim is 1, below 2");
  EXPECT_EQ(fit_of(rows, 2, 2), "vMF: row 1 is not unit: its length is 5");
  EXPECT_EQ(fit_of(bad, 1, 2), "vMF: row 0 has no direction: its length is 0");
  EXPECT_EQ(fit_of(bad + 2, 1, 2, nullptr, vmf_rows::normalise),
            "vMF: row 0 is not finite: its length is nan");
  EXPECT_EQ(fit_of(bad + 4, 1, 2, nullptr, vmf_rows::normalise),
            "vMF: row 0 is not finite: its length is inf");
  EXPECT_EQ(fit_of(rows, 2, 2, weights, vmf_rows::normalise), "vMF: row 1 has weight -0.5");
  EXPECT_EQ(fit_of(good, 1, 2, &nan), "vMF: row 0 has weight nan");
  EXPECT_EQ(fit_of(good, 1, 2, &infinity), "vMF: row 0 has weight inf");
  EXPECT_EQ(fit_of(good, 0, 2), "vMF: 0 rows of total weight 0 have no fit");

  vmf_statistics statistics(2);
  EXPECT_EQ(refusal([&] { statistics.add_rows(rows, 1, 3); }), "vMF: rows of 3 coordinates, not 2");
  EXPECT_EQ(refusal([&] { statistics.merge(vmf_statistics(3)); }), "vMF: merging dim 3 into dim 2");
  statistics.add(good, 2, 1e308);
  EXPECT_EQ(refusal([&] { statistics.add(good, 2, 1e308); }), "vMF: the total weight overflows");
  EXPECT_EQ(refusal([&] { statistics.merge(statistics); }), "vMF: the total weight overflows");

  const std::vector<double> mu = {0.6, 0.8};
  EXPECT_EQ(refusal([&] { vmf_log_density(mu, -1.0, good, 2); }), "vMF: kappa is -1");
  EXPECT_EQ(refusal([&] { vmf_log_density(mu, nan, good, 2); }), "vMF: kappa is nan");
  EXPECT_EQ(refusal([&] { vmf_log_density(mu, 1.0, rows, 3); }),
            "vMF: x of 3 coordinates, mu of 2");
  EXPECT_EQ(refusal([&] {
              vmf_log_density({3.0, 4.0}, 1.0, good, 2);
            }),
            "vMF: mu is not unit: its length is 5");
  EXPECT_EQ(refusal([&] { vmf_log_density(mu, 1.0, bad, 2); }),
            "vMF: x has no direction: its length is 0");
}

TEST(VmfMisuse, LeavesTheStatisticsAsTheyWere) {
  const double x[] = {1, 0, 0.6, 0.8, 0.5, 0.5};
  vmf_statistics statistics(2);
  statistics.add_rows(x, 2, 2);
  const vmf_fit_result before = vmf_fit(statistics);
  EXPECT_THROW(statistics.add_rows(x, 3, 2), std::invalid_argument);
  EXPECT_EQ(statistics.count(), 2U);
  expect_same(vmf_fit(statistics), before);
}

}  // namespace
