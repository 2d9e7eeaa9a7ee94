// Mixtures: scores beside sums of densities, likelihood that never falls, parameters of samples, the same bits on threads, ranks
// and after an interruption, seeding, degenerate data, misuse.

#include <logbessel/accuracy.hpp>
#include <logbessel/vmf_inference.hpp>
#include <logbessel/vmf_mixture_fit.hpp>

#include <gtest/gtest.h>
#include <reference/oracle.hpp>

#include <barrier>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <thread>
#include <tuple>

#include "support/refusal.hpp"

namespace {

using logbessel::vmf_dense_rows;
using logbessel::vmf_em;
using logbessel::vmf_empty;
using logbessel::vmf_exchange;
using logbessel::vmf_mixture;
using logbessel::vmf_mixture_fit;
using logbessel::vmf_mixture_fit_result;
using logbessel::vmf_mixture_options;
using logbessel::vmf_mixture_progress;
using logbessel::vmf_mixture_rows;
using logbessel::vmf_mixture_score;
using logbessel::vmf_mixture_state;
using logbessel::vmf_row_source;
using logbessel::vmf_rows;
using logbessel::vmf_sparse_rows;
using logbessel::vmf_statistics;
using logbessel::von_mises_fisher;
using logbessel::harness::refusal;
using logbessel::reference::precision_scope;
using logbessel::reference::real;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<double> random_directions(std::size_t n, std::size_t dim, std::uint64_t seed) {
  std::vector<double> x(n * dim);
  std::vector<double> axis(dim);
  axis[0] = 1.0;
  von_mises_fisher(axis, 0.0).sample(seed, 0, n, x.data(), dim);
  return x;
}

/// Rows of a mixture in random order, and the component of each, size() standing for the noise.
template <class Real>
struct sampled {
  std::vector<Real> x;
  std::vector<std::size_t> labels;
};

template <class Real>
sampled<Real> sample(const vmf_mixture& mixture, std::size_t n, std::uint64_t seed) {
  sampled<Real> s{std::vector<Real>(n * mixture.dim()), {}};
  std::vector<double> weights = mixture.weights();
  weights.push_back(mixture.noise());
  std::mt19937_64 generator(seed);
  std::discrete_distribution<std::size_t> choose(weights.begin(), weights.end());
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t k = choose(generator);
    const std::size_t some = k < mixture.size() ? k : 0;
    const von_mises_fisher f({mixture.mu(some), mixture.mu(some) + mixture.dim()},
                             k < mixture.size() ? mixture.kappas()[k] : 0.0);
    f.sample(seed, i, 1, &s.x[i * mixture.dim()], mixture.dim());
    s.labels.push_back(k);
  }
  return s;
}

/// K components of random means and weights, with kappas of one size.
vmf_mixture random_mixture(std::size_t K, std::size_t dim, double kappa, double noise,
                           std::uint64_t seed) {
  std::mt19937_64 generator(seed);
  std::uniform_real_distribution<double> uniform(0.5, 2.0);
  std::vector<double> weights(K), kappas(K);
  double sum = 0.0;
  for (double& a : weights) sum += a = uniform(generator);
  for (double& a : weights) a *= (1.0 - noise) / sum;
  for (double& a : kappas) a = kappa * uniform(generator);
  return {dim, weights, random_directions(K, dim, seed), kappas, noise};
}

void expect_same(const vmf_mixture& a, const vmf_mixture& b) {
  EXPECT_EQ(a.weights(), b.weights());
  EXPECT_EQ(a.kappas(), b.kappas());
  EXPECT_EQ(a.mus(), b.mus());
  EXPECT_EQ(a.noise(), b.noise());
}

void expect_same(const vmf_mixture_fit_result& a, const vmf_mixture_fit_result& b) {
  expect_same(a.mixture, b.mixture);
  EXPECT_EQ(a.score.log_likelihood, b.score.log_likelihood);
  EXPECT_EQ(a.score.entropy, b.score.entropy);
  EXPECT_EQ(a.score.total_weight, b.score.total_weight);
  EXPECT_EQ(a.score.count, b.score.count);
  EXPECT_EQ(a.iterations, b.iterations);
  EXPECT_EQ(a.converged, b.converged);
}

/// Ranks as threads of one process.
struct meeting {
  explicit meeting(int ranks) : size(ranks), barrier(ranks) {}
  int size;
  std::barrier<> barrier;
  std::vector<std::int64_t> words;
  std::vector<double> values;
  std::vector<unsigned char> bytes;
};

class rank_of_meeting final : public vmf_exchange {
 public:
  rank_of_meeting(meeting& with, int rank) : with_(with), rank_(rank) {}
  int rank() const override { return rank_; }
  int ranks() const override { return with_.size; }
  void sum(std::int64_t* words, std::size_t n) override {
    in_turn(with_.words, words, n, [](std::int64_t a, std::int64_t b) {
      return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) +
                                       static_cast<std::uint64_t>(b));
    });
  }
  void maximum(double* values, std::size_t n) override {
    in_turn(with_.values, values, n, [](double a, double b) { return std::max(a, b); });
  }
  void broadcast(void* bytes, std::size_t n, int root) override {
    if (rank_ == root)
      with_.bytes.assign(static_cast<unsigned char*>(bytes),
                         static_cast<unsigned char*>(bytes) + n);
    with_.barrier.arrive_and_wait();
    std::memcpy(bytes, with_.bytes.data(), n);
    with_.barrier.arrive_and_wait();
  }

 private:
  template <class T, class Combine>
  void in_turn(std::vector<T>& shared, T* own, std::size_t n, Combine combine) {
    for (int r = 0; r < with_.size; ++r) {
      if (r == rank_) {
        if (r == 0) shared.assign(own, own + n);
        for (std::size_t i = 0; i < n && r > 0; ++i) shared[i] = combine(shared[i], own[i]);
      }
      with_.barrier.arrive_and_wait();
    }
    std::copy_n(shared.begin(), n, own);
    with_.barrier.arrive_and_wait();
  }

  meeting& with_;
  int rank_;
};

/// work(exchange) on each of so many ranks.
template <class Work>
void on_ranks(int ranks, const Work& work) {
  meeting all(ranks);
  std::vector<std::thread> threads;
  for (int r = 0; r < ranks; ++r) {
    threads.emplace_back([&, r] {
      rank_of_meeting exchange(all, r);
      work(exchange);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

/// z_k in MPFR.
std::vector<real> log_joint(const vmf_mixture& m, const double* x, std::size_t dim) {
  std::vector<real> z;
  real length = 0;
  for (std::size_t j = 0; j < dim; ++j) length = length + real(x[j]) * x[j];
  length = sqrt(length);
  for (std::size_t k = 0; k < m.size(); ++k) {
    real product = 0;
    real mu_length = 0;
    for (std::size_t j = 0; j < dim; ++j) {
      product = product + real(x[j]) * m.mu(k)[j];
      mu_length = mu_length + real(m.mu(k)[j]) * m.mu(k)[j];
    }
    z.push_back(
        log(real(m.weights()[k])) +
        logbessel::reference::vmf_log_normalizer(static_cast<double>(dim), m.kappas()[k], 150) +
        product / length / sqrt(mu_length) * m.kappas()[k]);
  }
  if (m.noise() > 0.0)
    z.push_back(log(real(m.noise())) +
                logbessel::reference::vmf_log_normalizer(static_cast<double>(dim), 0.0, 150));
  return z;
}

TEST(VmfMixtureScore, IsThatOfTheOracle) {
  double worst = 0.0;
  for (const auto& [dim, kappa, noise] : {std::tuple{2U, 3.0, 0.0},
                                          {3U, 1e3, 0.1},
                                          {3U, 1e12, 0.1},
                                          {10U, 0.01, 0.0},
                                          {100U, 200.0, 0.3},
                                          {1000U, 1e5, 0.0},
                                          {1000U, 1e8, 0.1},
                                          {32768U, 2e5, 0.2}}) {
    const vmf_mixture m = random_mixture(3, dim, kappa, noise, 2);
    const std::size_t n = dim < 10000 ? 40 : 12;
    const sampled<double> s = sample<double>(m, n, 3);
    const double largest = *std::max_element(m.kappas().begin(), m.kappas().end());
    const double unit = 0x1p-53 * (dim + 2.0 * std::min(largest, 0x1p24));
    std::vector<double> log_densities;
    logbessel::vmf_alone alone;
    const auto check = [&](const vmf_mixture_rows& rows) {
      const precision_scope precision(200);
      ASSERT_EQ(rows.columns, m.size() + (noise > 0.0 ? 1 : 0));
      for (std::size_t i = 0; i < rows.count; ++i) {
        const std::vector<real> z = log_joint(m, &s.x[i * dim], dim);
        real f = 0;
        for (const real& a : z) f = f + exp(a);
        f = log(f);
        worst = std::max(worst, std::fabs((f - rows.log_densities[i]).to_double()) / unit);
        const double* r = rows.responsibilities + i * rows.columns;
        for (std::size_t k = 0; k < z.size(); ++k)
          worst = std::max(worst, std::fabs((exp(z[k] - f) - r[k]).to_double()) / unit);
        EXPECT_EQ(rows.labels[i], std::max_element(r, r + rows.columns) - r);
        log_densities.push_back(rows.log_densities[i]);
      }
    };
    const vmf_mixture_score score =
        vmf_score(m, vmf_dense_rows(s.x.data(), n, dim), alone, vmf_rows::unit, 1, check);
    double sum = 0.0;
    for (const double a : log_densities) sum += a;
    EXPECT_NEAR(score.log_likelihood, sum, 0x1p-46 * std::fabs(sum));
    EXPECT_EQ(score.total_weight, n);
    EXPECT_EQ(score.count, n);
  }
  EXPECT_LE(worst, logbessel::accuracy::vmf_mixture_scaled);
  EXPECT_GT(worst, logbessel::accuracy::vmf_mixture_scaled / 2);
}

TEST(VmfMixtureScore, ExponentialsErrByLessThanAnUlp) {
  const precision_scope precision(200);
  std::mt19937_64 generator(8);
  std::uniform_real_distribution<double> uniform;
  double worst = 0.0;
  for (int i = 0; i < 100'000; ++i) {
    // To -270, and towards 0.
    const double y =
        i % 2 == 0 ? -270.0 * uniform(generator) : -std::exp2(-60.0 * uniform(generator));
    const double e = logbessel::detail::exp_below_one(y);
    int exponent = 0;
    std::frexp(e, &exponent);
    worst = std::max(worst,
                     std::fabs(((exp(real(y)) - e)).to_double()) / std::ldexp(1.0, exponent - 53));
  }
  EXPECT_LT(worst, 1.0);
  EXPECT_GT(worst, 0.5);
  EXPECT_EQ(logbessel::detail::exp_below_one(0.0), 1.0);
  EXPECT_EQ(logbessel::detail::exp_below_one(-270.5), 0.0);
  EXPECT_EQ(logbessel::detail::exp_below_one(-std::numeric_limits<double>::infinity()), 0.0);
}

TEST(VmfMixtureScore, OfOneComponentIsItsDensity) {
  const std::vector<double> mu = {0.48, 0.6, 0.64};
  const vmf_mixture m(3, {1.0}, mu, {50.0});
  const std::vector<double> x = random_directions(300, 3, 1);
  logbessel::vmf_alone alone;
  vmf_score(m, vmf_dense_rows(x.data(), 300, 3), alone, vmf_rows::unit, 2,
            [&](const vmf_mixture_rows& rows) {
              for (std::size_t i = 0; i < rows.count; ++i) {
                EXPECT_NEAR(rows.log_densities[i],
                            logbessel::vmf_log_density(mu, 50.0, &x[(rows.first + i) * 3], 3),
                            1e-13);
                EXPECT_EQ(rows.responsibilities[i], 1.0);
                EXPECT_EQ(rows.labels[i], 0U);
              }
            });
}

TEST(VmfMixtureScore, CriteriaCountTheParameters) {
  const vmf_mixture m(3, {0.5, 0.5}, {1, 0, 0, 0, 1, 0}, {1.0, 2.0});
  EXPECT_EQ(vmf_mixture_parameters(m), 7.0);
  EXPECT_EQ(vmf_mixture_parameters(m, true), 6.0);
  EXPECT_EQ(vmf_mixture_parameters(vmf_mixture(3, {0.5, 0.25}, m.mus(), {1.0, 2.0}, 0.25)), 8.0);
  const vmf_mixture_score score = {-100.0, 3.0, 50.0, 40};
  EXPECT_EQ(score.aic(7), 214.0);
  EXPECT_NEAR(score.bic(7), 200.0 + 7 * std::log(50.0), 1e-13);
  EXPECT_NEAR(score.icl(7), score.bic(7) + 6.0, 1e-13);
}

/// EM's likelihood does not fall, whatever the data and the start, but for the rounding of its terms.
TEST(VmfMixtureFit, LikelihoodNeverFalls) {
  std::size_t steps = 0;
  for (std::uint64_t seed = 0; seed < 80; ++seed) {
    const std::size_t dims[] = {2, 3, 10, 100, 400};
    const std::size_t dim = dims[seed % 5];
    const std::size_t n = 150;
    const double scale =
        static_cast<double>(dim) * std::pow(10.0, static_cast<double>(seed % 7) - 1);
    const sampled<double> s =
        sample<double>(random_mixture(4, dim, scale, seed % 3 ? 0.0 : 0.2, seed), n, seed);
    std::vector<double> weights(n);
    for (std::size_t i = 0; i < n; ++i) weights[i] = static_cast<double>(i % 4);
    vmf_mixture_options options;
    options.components = 1 + seed % 6;
    options.common_kappa = seed % 2;
    options.noise = seed % 4 == 0;
    options.method = seed % 5 == 4 ? vmf_em::hard : vmf_em::soft;
    options.least_rows = 0.0;
    options.tolerance = 0.0;
    options.iterations = 30;
    options.seed = seed;
    options.threads = 1;
    double before = -infinity;
    options.on_iteration = [&](const vmf_mixture_progress& p) {
      // previous is the objective of the iteration before.
      const double rounding =
          0x1p-50 * static_cast<double>(n) * (static_cast<double>(dim) + 2 * scale + 40.0);
      if (p.iteration > 1) {
        EXPECT_GE(p.state.previous, before - rounding)
            << "seed " << seed << ", iteration " << p.iteration;
        ++steps;
      }
      before = p.state.previous;
      return true;
    };
    vmf_mixture_fit(vmf_dense_rows(s.x.data(), n, dim, weights.data()), options);
  }
  EXPECT_GT(steps, 1000U);
}

/// The component of `fit` nearest to mu.
std::size_t nearest(const vmf_mixture& fit, const double* mu) {
  std::size_t best = 0;
  double highest = -2.0;
  for (std::size_t k = 0; k < fit.size(); ++k) {
    double product = 0.0;
    for (std::size_t j = 0; j < fit.dim(); ++j) product += mu[j] * fit.mu(k)[j];
    if (product > highest) {
      highest = product;
      best = k;
    }
  }
  return best;
}

TEST(VmfMixtureFit, RecoversWhatWasSampled) {
  for (const auto& [dim, kappa] :
       {std::pair{2U, 60.0}, {3U, 80.0}, {10U, 60.0}, {100U, 150.0}, {1000U, 500.0}}) {
    for (const double noise : {0.0, 0.2}) {
      const std::size_t n = dim < 1000 ? 4000 : 1500;
      // Means apart, so that what overlaps does not widen the intervals by much.
      std::vector<double> mus(3 * dim);
      for (std::size_t k = 0; k < 3; ++k) {
        const double angle = 2.0 * static_cast<double>(k) + 0.3;
        mus[k * dim] = std::cos(angle);
        mus[k * dim + 1] = std::sin(angle);
      }
      const vmf_mixture truth(dim, {0.5 * (1 - noise), 0.3 * (1 - noise), 0.2 * (1 - noise)}, mus,
                              {kappa, 1.5 * kappa, 2.0 * kappa}, noise);
      const sampled<double> s = sample<double>(truth, n, 5);
      vmf_mixture_options options;
      options.components = 3;
      options.noise = noise > 0.0;
      options.restarts = 6;
      options.seed = 1;
      const vmf_dense_rows rows(s.x.data(), n, dim);
      const vmf_mixture_fit_result fit = vmf_mixture_fit(rows, options);
      SCOPED_TRACE(dim);
      SCOPED_TRACE(noise);
      EXPECT_TRUE(fit.converged);
      EXPECT_GE(fit.score.log_likelihood, vmf_score(truth, rows).log_likelihood);
      ASSERT_EQ(fit.mixture.size(), 3U);
      for (std::size_t k = 0; k < 3; ++k) {
        const std::size_t found = nearest(fit.mixture, truth.mu(k));
        const double alpha = truth.weights()[k];
        EXPECT_NEAR(fit.mixture.weights()[found], alpha,
                    4.5 * std::sqrt(alpha * (1 - alpha) / static_cast<double>(n)));
        // The intervals of the rows whose labels are known.
        vmf_statistics own(dim);
        for (std::size_t i = 0; i < n; ++i) {
          if (s.labels[i] == k) own.add(&s.x[i * dim], dim);
        }
        const logbessel::vmf_interval interval = vmf_kappa_interval(own, 0.99995);
        EXPECT_GT(fit.mixture.kappas()[found], interval.low);
        EXPECT_LT(fit.mixture.kappas()[found], interval.high);
        const von_mises_fisher f = fit.mixture.component(found);
        EXPECT_LT(f.cosine_c(truth.mu(k), dim), 1.1 * vmf_direction_cone_c(own, 0.99995));
      }
    }
  }
}

/// 1 - rbar of rows of any length.
double exact_c(const std::vector<double>& x, std::size_t dim) {
  const precision_scope precision(300);
  std::vector<real> sum(dim, real(0));
  for (std::size_t i = 0; i < x.size(); i += dim) {
    real squares = 0;
    for (std::size_t j = 0; j < dim; ++j) squares = squares + real(x[i + j]) * x[i + j];
    for (std::size_t j = 0; j < dim; ++j) sum[j] = sum[j] + real(x[i + j]) / sqrt(squares);
  }
  real squares = 0;
  for (const real& a : sum) squares = squares + a * a;
  return (real(1) - sqrt(squares) / static_cast<double>(x.size() / dim)).to_double();
}

TEST(VmfMixtureFit, OfOneComponentIsTheFit) {
  for (const double spread : {1e-9, 1e-3, 1.0}) {
    const std::vector<double> noise = random_directions(300, 5, 4);
    std::vector<double> x = noise;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = spread * x[i] + (i % 5 == 2 ? 1.0 : 0.0);
    vmf_mixture_options options;
    options.rows = vmf_rows::normalise;
    const vmf_mixture_fit_result fit = vmf_mixture_fit(vmf_dense_rows(x.data(), 300, 5), options);
    const logbessel::vmf_fit_result one =
        logbessel::vmf_fit(x.data(), 300, 5, nullptr, vmf_rows::normalise);
    EXPECT_NEAR(fit.mixture.kappas()[0] / logbessel::vmf_kappa_c(5, exact_c(x, 5)), 1.0, 1e-9)
        << spread;
    EXPECT_NEAR(fit.score.log_likelihood, one.log_likelihood,
                0x1p-50 * 300 * (5 + std::min(one.kappa, 0x1p24)));
    for (std::size_t j = 0; j < 5; ++j) EXPECT_NEAR(fit.mixture.mus()[j], one.mu[j], 1e-15);
  }
}

TEST(VmfMixtureFit, KeepsTheDigitsOfRowsCloseTogether) {
  const vmf_mixture truth(3, {0.5, 0.5},
                          {0.6, 0.8, 0.0, 0.6, 0.8 * std::cos(1e-4), 0.8 * std::sin(1e-4)},
                          {1e14, 3e12});
  const sampled<double> s = sample<double>(truth, 4000, 9);
  vmf_mixture_options options;
  options.components = 2;
  options.restarts = 3;
  const vmf_mixture_fit_result fit = vmf_mixture_fit(vmf_dense_rows(s.x.data(), 4000, 3), options);
  for (std::size_t k = 0; k < 2; ++k) {
    vmf_statistics own(3);
    for (std::size_t i = 0; i < 4000; ++i) {
      if (s.labels[i] == k) own.add(&s.x[3 * i], 3);
    }
    EXPECT_NEAR(
        fit.mixture.kappas()[nearest(fit.mixture, truth.mu(k))] / logbessel::vmf_fit(own).kappa,
        1.0, 1e-6);
  }
}

/// Threads, ranks and both.
TEST(VmfMixtureFit, HasTheSameBitsOnAnySplit) {
  const vmf_mixture truth = random_mixture(4, 20, 60.0, 0.1, 3);
  const sampled<float> s = sample<float>(truth, 2900, 8);
  std::vector<double> weights(2900);
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = 1.0 / static_cast<double>(1 + i);
  const vmf_dense_rows rows(s.x.data(), 2900, 20, weights.data());
  for (const vmf_em method : {vmf_em::soft, vmf_em::hard, vmf_em::stochastic, vmf_em::online}) {
    vmf_mixture_options options;
    options.method = method;
    options.components = 5;
    options.noise = true;
    options.restarts = method == vmf_em::online ? 1 : 2;
    options.iterations = 8;
    options.batch_blocks = 3;
    options.least_rows = 100.0;
    options.threads = 1;
    const vmf_mixture_fit_result alone = vmf_mixture_fit(rows, options);
    for (const unsigned threads : {2U, 3U, 7U}) {
      options.threads = threads;
      SCOPED_TRACE(threads);
      expect_same(vmf_mixture_fit(rows, options), alone);
    }
    for (const int ranks : {2, 3, 5, 16}) {
      SCOPED_TRACE(ranks);
      std::vector<std::vector<vmf_mixture_fit_result>> results(static_cast<std::size_t>(ranks));
      options.threads = 2;
      on_ranks(ranks, [&](vmf_exchange& exchange) {
        results[static_cast<std::size_t>(exchange.rank())].push_back(
            vmf_mixture_fit(rows, options, exchange));
      });
      for (const auto& result : results) expect_same(result.front(), alone);
    }
  }
}

TEST(VmfMixtureFit, GoesOnFromAnyStateWithTheSameBits) {
  const sampled<double> s = sample<double>(random_mixture(4, 10, 30.0, 0.0, 6), 1200, 6);
  const vmf_dense_rows rows(s.x.data(), 1200, 10);
  for (const vmf_em method : {vmf_em::soft, vmf_em::stochastic, vmf_em::online}) {
    vmf_mixture_options options;
    options.method = method;
    options.components = 4;
    options.restarts = method == vmf_em::online ? 1 : 3;
    options.short_iterations = 3;
    options.iterations = 7;
    options.batch_blocks = 2;
    options.least_rows = 40.0;
    // Online EM ends by it.
    options.tolerance = 1e-2;
    options.threads = 1;
    std::vector<std::vector<unsigned char>> states;
    options.on_iteration = [&](const vmf_mixture_progress& p) {
      states.push_back(p.state.save());
      return true;
    };
    const vmf_mixture_fit_result whole = vmf_mixture_fit(rows, options);
    EXPECT_GE(states.size(), 2U);
    EXPECT_EQ(whole.converged, method != vmf_em::stochastic);
    options.on_iteration = nullptr;
    logbessel::vmf_alone alone;
    for (const std::vector<unsigned char>& state : states) {
      const vmf_mixture_state from = vmf_mixture_state::load(state);
      EXPECT_EQ(from.save(), state);
      expect_same(vmf_mixture_fit(rows, options, alone, from), whole);
    }
  }
}

TEST(VmfMixtureFit, StopsWhenTold) {
  const sampled<double> s = sample<double>(random_mixture(3, 5, 8.0, 0.0, 2), 600, 2);
  const vmf_dense_rows rows(s.x.data(), 600, 5);
  vmf_mixture_options options;
  options.components = 3;
  options.tolerance = 0.0;
  double last = 0.0;
  options.on_iteration = [&](const vmf_mixture_progress& p) {
    last = p.log_likelihood;
    return p.iteration < 4;
  };
  const vmf_mixture_fit_result fit = vmf_mixture_fit(rows, options);
  EXPECT_EQ(fit.iterations, 5U);
  EXPECT_FALSE(fit.converged);
  EXPECT_EQ(fit.score.log_likelihood, last);
  EXPECT_EQ(vmf_score(fit.mixture, rows).log_likelihood, last);
}

TEST(VmfMixtureFit, RestartsAreNoWorse) {
  const sampled<double> s = sample<double>(random_mixture(8, 10, 80.0, 0.0, 12), 1500, 12);
  const vmf_dense_rows rows(s.x.data(), 1500, 10);
  vmf_mixture_options options;
  options.components = 8;
  options.short_iterations = 40;
  double best = -infinity;
  for (options.seed = 0; options.seed < 4; ++options.seed) {
    options.restarts = 1;
    const double once = vmf_mixture_fit(rows, options).score.log_likelihood;
    options.restarts = 8;
    const double often = vmf_mixture_fit(rows, options).score.log_likelihood;
    EXPECT_GE(often, once - 1e-6 * std::fabs(once));
    best = std::max(best, often);
  }
  EXPECT_GE(best, vmf_score(random_mixture(8, 10, 80.0, 0.0, 12), rows).log_likelihood);
}

/// The second mean is row i with probability w_i c_i/sum: counts over seeds by chi^2.
TEST(VmfMixtureSeeding, ChoosesInProportion) {
  const double x[] = {1, 0, 0, 1, -1, 0, 0.6, 0.8, 0.8, 0.6};
  const double weights[] = {0.0, 1.0, 3.0, 0.5, 2.0};
  const vmf_dense_rows rows(x, 5, 2, weights);
  constexpr int draws = 20000;
  double first[5] = {};
  double second[5][5] = {};
  logbessel::vmf_alone alone;
  logbessel::detail::expectation_plan plan;
  plan.threads = 1;
  const auto row_of = [&](const double* mu) {
    for (std::size_t i = 0; i < 5; ++i) {
      if (std::fabs(mu[0] - x[2 * i]) + std::fabs(mu[1] - x[2 * i + 1]) < 1e-12) return i;
    }
    return std::size_t{5};
  };
  for (int d = 0; d < draws; ++d) {
    plan.seed = static_cast<std::uint64_t>(d);
    const auto seeds = logbessel::detail::seed_mixture(rows, 2, plan, alone);
    const std::size_t a = row_of(&seeds.mus[0]);
    const std::size_t b = row_of(&seeds.mus[2]);
    first[a] += 1.0;
    second[a][b] += 1.0;
  }
  EXPECT_EQ(first[0], 0.0);
  for (std::size_t a = 1; a < 5; ++a) {
    const double p = weights[a] / 6.5;
    EXPECT_NEAR(first[a], draws * p, 4.5 * std::sqrt(draws * p * (1 - p)));
    double sum = 0.0;
    double d[5];
    for (std::size_t b = 0; b < 5; ++b) {
      d[b] = weights[b] * (1.0 - x[2 * a] * x[2 * b] - x[2 * a + 1] * x[2 * b + 1]);
      sum += d[b];
    }
    for (std::size_t b = 0; b < 5; ++b) {
      const double q = std::max(d[b], 0.0) / sum;
      EXPECT_NEAR(second[a][b], first[a] * q, 4.5 * std::sqrt(first[a] * q * (1 - q)) + 1e-9)
          << a << " " << b;
    }
  }
}

TEST(VmfMixtureFit, SparseRowsAreDenseRows) {
  constexpr std::size_t n = 700;
  constexpr std::size_t dim = 60;
  std::mt19937_64 generator(4);
  std::vector<float> dense(n * dim);
  std::vector<std::uint64_t> offsets = {0};
  std::vector<std::uint32_t> columns;
  std::vector<float> values;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t topic = generator() % 3;
    for (std::size_t j = 0; j < dim; ++j) {
      if (generator() % (j / 20 == topic ? 3 : 20) != 0) continue;
      dense[i * dim + j] = static_cast<float>(1 + generator() % 5);
    }
    dense[i * dim] += 0.5F;
    for (std::size_t j = 0; j < dim; ++j) {
      if (dense[i * dim + j] == 0.0F) continue;
      columns.push_back(static_cast<std::uint32_t>(j));
      values.push_back(dense[i * dim + j]);
    }
    offsets.push_back(columns.size());
  }
  const vmf_sparse_rows sparse(offsets.data(), columns.data(), values.data(), n, dim);
  vmf_mixture_options options;
  options.components = 3;
  options.rows = vmf_rows::normalise;
  options.iterations = 10;
  options.tolerance = 0.0;
  options.threads = 2;
  const vmf_mixture_fit_result a = vmf_mixture_fit(vmf_dense_rows(dense.data(), n, dim), options);
  const vmf_mixture_fit_result b = vmf_mixture_fit(sparse, options);
  EXPECT_NEAR(a.score.log_likelihood, b.score.log_likelihood, 1e-9);
  for (std::size_t k = 0; k < 3; ++k)
    EXPECT_NEAR(a.mixture.kappas()[k] / b.mixture.kappas()[k], 1.0, 1e-10);
  on_ranks(4, [&](vmf_exchange& exchange) {
    expect_same(vmf_mixture_fit(sparse, options, exchange), b);
  });
  const std::vector<double> values64(values.begin(), values.end());
  const vmf_mixture_fit_result c = vmf_mixture_fit(
      vmf_sparse_rows(offsets.data(), columns.data(), values64.data(), n, dim), options);
  EXPECT_EQ(c.score.log_likelihood, b.score.log_likelihood);
  expect_same(c.mixture, b.mixture);
  // With components that begin again.
  options.least_rows = 240.0;
  const vmf_mixture_fit_result again = vmf_mixture_fit(sparse, options);
  on_ranks(4, [&](vmf_exchange& exchange) {
    expect_same(vmf_mixture_fit(sparse, options, exchange), again);
  });
}

TEST(VmfMixtureFit, OtherMethodsComeNearTheLikelihood) {
  const vmf_mixture truth = random_mixture(3, 10, 60.0, 0.0, 21);
  const std::size_t n = 6000;
  const sampled<double> s = sample<double>(truth, n, 21);
  const vmf_dense_rows rows(s.x.data(), n, 10);
  vmf_mixture_options options;
  options.components = 3;
  options.seed = 3;
  const double soft = vmf_mixture_fit(rows, options).score.log_likelihood;
  options.method = vmf_em::hard;
  EXPECT_NEAR(vmf_mixture_fit(rows, options).score.log_likelihood, soft, 0.01 * n);
  options.method = vmf_em::stochastic;
  options.iterations = 40;
  const double drawn = vmf_mixture_fit(rows, options).score.log_likelihood;
  EXPECT_NEAR(drawn, soft, 0.003 * n);
  EXPECT_LE(drawn, soft);
  options.method = vmf_em::online;
  options.batch_blocks = 2;
  options.iterations = 20;
  options.tolerance = 0.0;
  const double online = vmf_mixture_fit(rows, options).score.log_likelihood;
  EXPECT_NEAR(online, soft, 0.001 * n);
  EXPECT_LE(online, soft);
}

TEST(VmfMixtureFit, BicFindsTheNumberOfComponents) {
  const sampled<double> s = sample<double>(
      vmf_mixture(3, {0.4, 0.3, 0.3}, {1, 0, 0, 0, 1, 0, 0, 0, 1}, {40, 60, 80}), 900, 2);
  const vmf_dense_rows rows(s.x.data(), 900, 3);
  std::vector<double> bic, icl;
  vmf_mixture_options options;
  options.restarts = 4;
  for (options.components = 1; options.components <= 5; ++options.components) {
    const vmf_mixture_fit_result fit = vmf_mixture_fit(rows, options);
    bic.push_back(fit.score.bic(vmf_mixture_parameters(fit.mixture)));
    icl.push_back(fit.score.icl(vmf_mixture_parameters(fit.mixture)));
  }
  EXPECT_EQ(std::min_element(bic.begin(), bic.end()) - bic.begin(), 2);
  EXPECT_EQ(std::min_element(icl.begin(), icl.end()) - icl.begin(), 2);
}

TEST(VmfMixtureFit, WeightsAreRepeatedRows) {
  const std::vector<double> x = random_directions(60, 4, 3);
  std::vector<double> weights(60);
  std::vector<double> repeated;
  for (std::size_t i = 0; i < 60; ++i) {
    weights[i] = static_cast<double>(i % 3);
    for (std::size_t r = 0; r < i % 3; ++r)
      repeated.insert(repeated.end(), &x[4 * i], &x[4 * i] + 4);
  }
  const vmf_mixture start(4, {0.5, 0.5}, {1, 0, 0, 0, 0, 1, 0, 0}, {3.0, 3.0});
  vmf_mixture_options options;
  options.iterations = 20;
  options.tolerance = 0.0;
  logbessel::vmf_alone alone;
  const vmf_mixture_state from(start, options.restarts);
  const vmf_mixture_fit_result a =
      vmf_mixture_fit(vmf_dense_rows(x.data(), 60, 4, weights.data()), options, alone, from);
  const vmf_mixture_fit_result b = vmf_mixture_fit(
      vmf_dense_rows(repeated.data(), repeated.size() / 4, 4), options, alone, from);
  EXPECT_EQ(a.score.count, 40U);
  EXPECT_EQ(a.score.total_weight, 60.0);
  EXPECT_NEAR(a.score.log_likelihood, b.score.log_likelihood, 1e-11);
  EXPECT_NEAR(a.mixture.kappas()[1], b.mixture.kappas()[1], 1e-11);
}

TEST(VmfMixtureFit, CollapsingComponentsAreHeld) {
  // Nine copies of one row, far from the others.
  std::vector<float> x;
  for (const double a : random_directions(200, 5, 5)) x.push_back(static_cast<float>(a));
  for (int i = 0; i < 9; ++i) x.insert(x.end(), {0.0F, 0.6F, 0.0F, 0.0F, 0.8F});
  const vmf_dense_rows rows(x.data(), 209, 5);
  vmf_mixture_options options;
  options.components = 6;
  options.restarts = 5;
  vmf_mixture_fit_result fit = vmf_mixture_fit(rows, options);
  EXPECT_EQ(*std::max_element(fit.mixture.kappas().begin(), fit.mixture.kappas().end()),
            logbessel::vmf_kappa_c(5, 0x1p-50));
  EXPECT_TRUE(std::isfinite(fit.score.log_likelihood));
  options.largest_kappa = 1e4;
  fit = vmf_mixture_fit(rows, options);
  EXPECT_EQ(*std::max_element(fit.mixture.kappas().begin(), fit.mixture.kappas().end()), 1e4);

  // A prior of five rows at rbar0 = 1/2: with W = 9 and S = 9, A(kappa) = 11.5/14 in the end.
  options.largest_kappa = 0.0;
  options.prior_weight = 5.0;
  options.prior_rbar = 0.5;
  options.method = vmf_em::hard;
  logbessel::vmf_alone alone;
  const vmf_mixture start(5, {0.9, 0.1}, {1, 0, 0, 0, 0, 0, 0.6, 0, 0, 0.8}, {1.0, 1e6});
  options.iterations = 2;
  options.on_iteration = [&](const vmf_mixture_progress& p) {
    if (p.iteration == 1) {
      EXPECT_NEAR(p.state.mixture.kappas()[1], logbessel::vmf_kappa(5, 11.5 / 14), 1e-6);
    }
    return true;
  };
  vmf_mixture_fit(rows, options, alone, vmf_mixture_state(start, options.restarts));
}

TEST(VmfMixtureFit, EmptyComponentsBeginAgainOrGo) {
  // Three clusters, and a start that leaves one of them and one component out.
  const vmf_mixture truth(3, {0.4, 0.3, 0.3}, {1, 0, 0, 0, 1, 0, 0, 0, 1}, {300, 300, 300});
  const sampled<double> s = sample<double>(truth, 600, 4);
  const vmf_dense_rows rows(s.x.data(), 600, 3);
  const vmf_mixture start(3, {0.4, 0.3, 0.3}, {1, 0, 0, 0, 1, 0, 0, 0, -1}, {300, 300, 300});
  vmf_mixture_options options;
  options.components = 3;
  logbessel::vmf_alone alone;
  const vmf_mixture_state from(start, options.restarts);
  const vmf_mixture_fit_result again = vmf_mixture_fit(rows, options, alone, from);
  EXPECT_EQ(again.mixture.size(), 3U);
  EXPECT_GE(again.score.log_likelihood, vmf_score(truth, rows).log_likelihood);
  options.empty = vmf_empty::drop;
  EXPECT_EQ(vmf_mixture_fit(rows, options, alone, from).mixture.size(), 2U);
}

/// A component without rows, one that covers two clusters, and rows that are alone: a beginning at one of these would not last.
/// The fit ends with a component for each cluster, and log L does not fall on the way.
TEST(VmfMixtureFit, EmptyComponentsSurviveAmongOutliers) {
  for (const auto& [dim, kappa] : {std::pair{512U, 350.0}, {512U, 2000.0}, {2048U, 900.0}}) {
    std::vector<double> mus(3 * dim), start_mus(3 * dim);
    mus[0] = 0.9;
    mus[1] = std::sqrt(1.0 - 0.81);
    mus[dim] = 0.9;
    mus[dim + 1] = -mus[1];
    mus[2 * dim + 2] = 1.0;
    start_mus[0] = start_mus[dim + 2] = start_mus[2 * dim + 3] = 1.0;
    const vmf_mixture truth(dim, {0.3, 0.3, 0.3}, mus, {kappa, kappa, kappa}, 0.1);
    const vmf_mixture start(dim, {0.6, 0.4, 0.0}, start_mus, {0.8 * kappa, kappa, kappa});
    const std::size_t n = 600;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      SCOPED_TRACE(testing::Message() << "dim " << dim << ", seed " << seed);
      const sampled<float> s = sample<float>(truth, n, seed);
      const vmf_dense_rows rows(s.x.data(), n, dim);
      vmf_mixture_options options;
      options.components = 3;
      options.seed = seed;
      options.threads = 1;
      double before = -infinity;
      options.on_iteration = [&](const vmf_mixture_progress& p) {
        EXPECT_GE(p.log_likelihood,
                  before - 0x1p-50 * static_cast<double>(n) * (dim + 2 * kappa + 40.0));
        before = p.log_likelihood;
        return true;
      };
      logbessel::vmf_alone alone;
      const vmf_mixture_fit_result fit =
          vmf_mixture_fit(rows, options, alone, vmf_mixture_state(start, options.restarts));
      ASSERT_EQ(fit.mixture.size(), 3U);
      for (std::size_t k = 0; k < 3; ++k) {
        const std::size_t found = nearest(fit.mixture, truth.mu(k));
        EXPECT_GT(fit.mixture.weights()[found], 0.25);
        double product = 0.0;
        for (std::size_t j = 0; j < dim; ++j) product += truth.mu(k)[j] * fit.mixture.mu(found)[j];
        EXPECT_GT(product, 0.95);
      }
    }
  }
}

TEST(VmfMixtureFit, DegenerateData) {
  vmf_mixture_options options;
  options.components = 3;
  const double two[] = {1, 0, 0, 1};
  EXPECT_EQ(refusal([&] { vmf_mixture_fit(vmf_dense_rows(two, 2, 2), options); }),
            "vMF: 2 rows with weight, fewer than 3 components");
  EXPECT_EQ(refusal([&] { vmf_mixture_fit(vmf_dense_rows(two, 0, 2), options); }),
            "vMF: 0 rows with weight, fewer than 3 components");
  const double weights[] = {0.0, 0.0, 0.0, 2.0};
  const double four[] = {1, 0, 0, 1, -1, 0, 0, -1};
  EXPECT_EQ(refusal([&] { vmf_mixture_fit(vmf_dense_rows(four, 4, 2, weights), options); }),
            "vMF: 1 rows with weight, fewer than 3 components");

  // One direction: one component, held at what float rows can tell.
  std::vector<float> same;
  for (int i = 0; i < 300; ++i) same.insert(same.end(), {0.36F, 0.48F, 0.8F});
  const vmf_mixture_fit_result one = vmf_mixture_fit(vmf_dense_rows(same.data(), 300, 3), options);
  EXPECT_EQ(one.mixture.size(), 1U);
  EXPECT_EQ(one.mixture.kappas()[0], logbessel::vmf_kappa_c(3, 0x1p-50));
  EXPECT_EQ(one.mixture.weights()[0], 1.0);

  // As many rows as components.
  const vmf_mixture_fit_result few = vmf_mixture_fit(vmf_dense_rows(four, 3, 2), options);
  EXPECT_GE(few.mixture.size(), 1U);
  EXPECT_TRUE(std::isfinite(few.score.log_likelihood));

  // Balanced rows have no direction: kappa 0, the mean as it was.
  options.components = 1;
  const vmf_mixture_fit_result balanced = vmf_mixture_fit(vmf_dense_rows(four, 4, 2), options);
  EXPECT_EQ(balanced.mixture.kappas()[0], 0.0);
}

TEST(VmfMixtureMisuse, BadRowsAreNamed) {
  constexpr std::size_t n = 1000;
  const std::vector<double> good = random_directions(n, 3, 1);
  const auto fit_with = [&](std::size_t row, double a, vmf_rows kind) {
    std::vector<double> x = good;
    for (std::size_t j = 0; j < 3; ++j) x[3 * row + j] *= a;
    // Of several bad rows the first is named, whatever the threads.
    for (std::size_t i = row + 300; i < n; ++i) x[3 * i] = nan;
    vmf_mixture_options options;
    options.components = 2;
    options.rows = kind;
    options.threads = 2;
    return refusal([&] { vmf_mixture_fit(vmf_dense_rows(x.data(), n, 3), options); });
  };
  EXPECT_EQ(fit_with(517, 0.0, vmf_rows::unit), "vMF: row 517 has no direction: its length is 0");
  EXPECT_EQ(fit_with(0, nan, vmf_rows::normalise), "vMF: row 0 is not finite: its length is nan");
  EXPECT_EQ(fit_with(333, 2.0, vmf_rows::unit).substr(0, 24), "vMF: row 333 is not unit");
  EXPECT_EQ(fit_with(333, 0x1p-600, vmf_rows::normalise).substr(0, 33),
            "vMF: row 333 is too long or short");
  std::vector<double> weights(n, 1.0);
  weights[700] = -1.0;
  EXPECT_EQ(
      refusal([&] { vmf_mixture_fit(vmf_dense_rows(good.data(), n, 3, weights.data()), {}); }),
      "vMF: row 700 has weight -1");

  // On every rank an error; its text where the row is.
  std::vector<double> x = good;
  x[3 * 900] = nan;
  std::vector<std::string> texts(4);
  on_ranks(4, [&](vmf_exchange& exchange) {
    std::string& text = texts[static_cast<std::size_t>(exchange.rank())];
    try {
      vmf_mixture_fit(vmf_dense_rows(x.data(), n, 3), {}, exchange);
    } catch (const std::exception& error) {
      text = error.what();
    }
  });
  EXPECT_EQ(texts[0], "vMF: rank 3 has failed");
  EXPECT_EQ(texts[2], "vMF: rank 3 has failed");
  EXPECT_EQ(texts[3], "vMF: row 900 is not finite: its length is nan");
}

TEST(VmfMixtureMisuse, IsRefusedWithTheValue) {
  const std::vector<double> mus = {1, 0, 0, 1};
  const auto mixture = [&](std::vector<double> weights, std::vector<double> kappas, double noise) {
    return refusal([&] { vmf_mixture(2, weights, mus, kappas, noise); });
  };
  EXPECT_EQ(mixture({0.5, 0.5}, {1, 2}, 0.0), "accepted");
  EXPECT_EQ(mixture({0.5}, {1, 2}, 0.5),
            "vMF: 1 weights, 2 kappas and 4 coordinates of means in dim 2");
  EXPECT_EQ(mixture({0.5, 0.5}, {1, 2}, 0.25), "vMF: the weights sum to 1.25");
  EXPECT_EQ(mixture({1.5, -0.5}, {1, 2}, 0.0), "vMF: component 1 has weight -0.5");
  EXPECT_EQ(mixture({0.5, 0.5}, {1, infinity}, 0.0), "vMF: component 1 has kappa inf");
  EXPECT_EQ(mixture({0.5, 0.5}, {nan, 1}, 0.0), "vMF: component 0 has kappa nan");
  EXPECT_EQ(mixture({0.5, 0.5}, {1, 2}, -1.0), "vMF: the weight of the noise is -1");
  EXPECT_EQ(refusal([&] {
              vmf_mixture(2, {0.5, 0.5}, {1, 0, 1, 1}, {1, 1});
            }).substr(0, 41),
            "vMF: the mean of component 1 is not unit:");

  const auto fit = [&](auto change) {
    vmf_mixture_options options;
    change(options);
    return refusal([&] { vmf_mixture_fit(vmf_dense_rows(mus.data(), 2, 2), options); });
  };
  using options = vmf_mixture_options;
  EXPECT_EQ(fit([](options& o) { o.components = 0; }), "vMF: a mixture of no components");
  EXPECT_EQ(fit([](options& o) { o.restarts = 0; }), "vMF: no run");
  EXPECT_EQ(fit([](options& o) { o.iterations = 0; }), "vMF: no iterations");
  EXPECT_EQ(fit([](options& o) { o.tolerance = nan; }), "vMF: tolerance is nan");
  EXPECT_EQ(fit([](options& o) { o.least_rows = -1; }), "vMF: least_rows is -1");
  EXPECT_EQ(fit([](options& o) { o.prior_weight = -1; }), "vMF: the prior's weight is -1");
  EXPECT_EQ(fit([](options& o) { o.prior_rbar = 2; }), "vMF: the prior's rbar is 2");
  EXPECT_EQ(fit([](options& o) { o.largest_kappa = infinity; }), "vMF: the largest kappa is inf");
  EXPECT_EQ(fit([](options& o) {
              o.method = vmf_em::online;
              o.step_exponent = 0.5;
            }),
            "vMF: the exponent of the steps is 0.5");
  EXPECT_EQ(fit([](options& o) {
              o.method = vmf_em::online;
              o.restarts = 2;
            }),
            "vMF: online EM has no short runs");
  EXPECT_EQ(refusal([&] {
              vmf_score(vmf_mixture(2, {0.5, 0.5}, mus, {1, 1}), vmf_dense_rows(mus.data(), 1, 3));
            }),
            "vMF: rows of 3 coordinates, not 2");
}

TEST(VmfMixtureMisuse, StatesThatChangedAreRefused) {
  const vmf_mixture_state state(vmf_mixture(2, {0.5, 0.5}, {1, 0, 0, 1}, {1, 1}), 1);
  const std::vector<unsigned char> bytes = state.save();
  const auto load = [](std::vector<unsigned char> b) {
    return refusal([&] { vmf_mixture_state::load(b); });
  };
  EXPECT_EQ(load(bytes), "accepted");
  EXPECT_EQ(load({}), "vMF: 0 bytes are no state of a mixture");
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::vector<unsigned char> other = bytes;
    other[i] ^= 1;
    EXPECT_NE(load(other), "accepted") << i;
    EXPECT_NE(load({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(i)}), "accepted")
        << i;
  }
}

}  // namespace
