/// @file
/// logbessel-bench-vmf: what estimation reads of its data beside a plain sum, estimates of kappa, and an iteration of EM, as
/// tables.
#include <logbessel/vmf_batch.hpp>
#include <logbessel/vmf_mixture_fit.hpp>
#include <logbessel/vmf_sample.hpp>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <functional>
#include <iostream>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "clocks.hpp"

namespace logbessel::bench {
namespace {

constexpr unsigned thread_counts[] = {1, 2};

/// The least seconds of each task, each in turn, so that what else the machine does falls on all. The first round warms up.
std::vector<double> least_seconds(const std::vector<std::function<void()>>& tasks, int rounds) {
  std::vector<double> least(tasks.size(), detail::infinity);
  for (int round = 0; round <= rounds; ++round) {
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      const double begin = seconds_by(CLOCK_MONOTONIC);
      tasks[i]();
      if (round > 0) least[i] = std::min(least[i], seconds_by(CLOCK_MONOTONIC) - begin);
    }
  }
  return least;
}

/// What a loop computed and nobody reads, so that it is not left out.
volatile double sink;

/// Means of so many components, and their concentration: A(kappa) = 1/2.
vmf_mixture mixture_of(std::size_t dim, std::size_t components) {
  const double d = static_cast<double>(dim);
  const vmf_marginal_sampler uniform(d, 0.0);
  std::vector<double> axis(dim), mus(components * dim);
  axis[0] = 1.0;
  for (std::size_t k = 0; k < components; ++k)
    vmf_sample_point(uniform, strided<const double>(axis.data()), dim, 1, k,
                     strided<double>(&mus[k * dim]));
  return {dim, std::vector<double>(components, 1.0 / static_cast<double>(components)),
          std::move(mus), std::vector<double>(components, vmf_kappa(d, 0.5))};
}

/// Rows of the components in turn. Those from `distinct` on repeat the ones before.
template <class Real>
void fill(Real* x, std::size_t rows, std::size_t distinct, const vmf_mixture& mixture) {
  const std::size_t dim = mixture.dim();
  const vmf_marginal_sampler sampler(static_cast<double>(dim), mixture.kappas().front());
  for (std::size_t i = 0; i < std::min(rows, distinct); ++i)
    vmf_sample_point(sampler, strided<const double>(mixture.mu(i % mixture.size())), dim, 2, i,
                     strided<Real>(x + i * dim));
  for (std::size_t i = distinct; i < rows; ++i)
    std::memcpy(x + i * dim, x + (i - distinct) * dim, dim * sizeof(Real));
}

/// The sum of the numbers of a block, as quick as a compiler makes it.
template <class Real>
Real plain_sum(const Real* x, std::size_t n) {
  constexpr std::size_t lanes = 256 / sizeof(Real);
  Real sum[lanes] = {};
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes)
    for (std::size_t l = 0; l < lanes; ++l) sum[l] += x[i + l];
  for (; i < n; ++i) sum[0] += x[i];
  return std::accumulate(sum, sum + lanes, Real(0));
}

/// add(result, block) over the blocks of rows by so many threads, each with a result of its own that begins as `first`.
template <class Result, class Add>
std::vector<Result> over_blocks(const vmf_row_source& rows, unsigned threads, const Result& first,
                                const Add& add) {
  std::vector<Result> results(threads, first);
  detail::on_threads(results, rows.blocks(), [&](Result& result, std::uint64_t index) {
    vmf_row_scratch scratch;
    add(result, rows.block(index, scratch));
  });
  return results;
}

template <class Real>
const Real* data_of(const vmf_row_block& block) {
  if constexpr (sizeof(Real) == sizeof(float))
    return block.f32;
  else
    return block.f64;
}

/// One line of the table of bandwidths for each task.
template <class Real>
void print_bandwidth(std::size_t dim, std::size_t bytes, Real* x, int rounds) {
  const std::size_t rows = std::max<std::size_t>(bytes / sizeof(Real) / dim, 1);
  const vmf_mixture one = mixture_of(dim, 1);
  const vmf_mixture ten = mixture_of(dim, 10);
  fill(x, rows, 512, ten);
  const vmf_dense_rows source(x, rows, dim);

  std::vector<std::function<void()>> tasks;
  for (const unsigned threads : thread_counts) {
    tasks.push_back([&source, threads] {
      const auto add = [](Real& sum, const vmf_row_block& block) {
        sum += plain_sum(data_of<Real>(block), block.count * block.dim);
      };
      for (const Real sum : over_blocks(source, threads, Real(0), add))
        sink = static_cast<double>(sum);
    });
    tasks.push_back([&source, threads] {
      sink = vmf_statistics_of(source, {vmf_rows::unit, {threads}}).total_weight();
    });
    for (const vmf_mixture* mixture : {&one, &ten}) {
      tasks.push_back([&source, mixture, threads] {
        sink = vmf_score(*mixture, source, vmf_rows::unit, threads, vmf_mixture_kernels())
                   .log_likelihood;
      });
    }
  }
  const std::vector<double> seconds = least_seconds(tasks, rounds);
  const char* const names[] = {"plain sum", "statistics", "scores, 1 component",
                               "scores, 10 components"};
  const double gigabytes = 1e-9 * static_cast<double>(rows * dim * sizeof(Real));
  for (std::size_t i = 0; i < std::size(names); ++i) {
    std::printf("| %s | %zu | %s |", sizeof(Real) == sizeof(float) ? "float" : "double", dim,
                names[i]);
    for (std::size_t t = 0; t < std::size(thread_counts); ++t) {
      const double* at = &seconds[t * std::size(names)];
      std::printf(" %.2f | %.0f %% |", gigabytes / at[i], 100.0 * at[0] / at[i]);
    }
    std::printf("\n");
  }
  std::fflush(stdout);
}

void print_bandwidths(std::size_t bytes, int rounds) {
  std::printf("| rows | dim | what | GB/s | of a plain sum | 2 threads, GB/s | of a plain sum |\n");
  std::printf("|---|---:|---|---:|---:|---:|---:|\n");
  // As the rows of a mapped .npy lie, at a multiple of 64 bytes.
  struct alignas(64) line {
    double numbers[8];
  };
  const std::unique_ptr<line[]> memory(new line[bytes / sizeof(line)]);
  double* const x = reinterpret_cast<double*>(memory.get());
  for (const std::size_t dim : {64U, 2048U, 32768U}) {
    // The float rows are in the memory of the double rows, which come after them.
    print_bandwidth(dim, bytes, reinterpret_cast<float*>(x), rounds);
    print_bandwidth(dim, bytes, x, rounds);
  }
}

void print_kappas(std::size_t n, int rounds) {
  std::printf("\n| dim | scalar, ms | batch, ms |\n|---:|---:|---:|\n");
  std::vector<double> rbar(n), kappa(n);
  for (std::size_t i = 0; i < n; ++i) rbar[i] = detail::uniforms_at(3, i, 0, 0).first;
  for (const double dim : {2.0, 3.0, 64.0, 2048.0, 32768.0}) {
    const std::vector<double> seconds =
        least_seconds({[&] {
                         for (std::size_t i = 0; i < n; ++i) kappa[i] = vmf_kappa(dim, rbar[i]);
                       },
                       [&] {
                         vmf_kappa(n, {&dim, 0}, rbar.data(), kappa.data(), {1});
                       }},
                      rounds);
    std::printf("| %.0f | %.2f | %.2f |\n", dim, 1e3 * seconds[0], 1e3 * seconds[1]);
  }
  std::fflush(stdout);
}

/// The two products of an iteration alone, on one strip that stays in the cache, as often as there are strips.
void multiply(const detail::vmf_directions& means, const std::vector<float>& x,
              const std::vector<double>& factors, std::size_t rows, std::vector<double>& scratch,
              std::vector<double>& c, std::vector<double>& sums) {
  const detail::strip_row_kernels<float>& kernels = vmf_mixture_kernels().of_float;
  double squares[detail::strip_rows];
  for (std::size_t i = 0; i < rows; i += detail::strip_rows) {
    kernels.products(means.matrix(), x.data(), detail::strip_rows, scratch.data(), squares,
                     c.data());
    kernels.multiples(means.matrix(), x.data(), detail::strip_rows, factors.data(), sums.data());
  }
}

void print_em(std::size_t rows, int rounds) {
  constexpr std::size_t dim = 2048;
  constexpr std::size_t components = 10;
  const vmf_mixture mixture = mixture_of(dim, components);
  const std::unique_ptr<float[]> x(new float[rows * dim]);
  fill(x.get(), rows, 4096, mixture);
  const vmf_dense_rows source(x.get(), rows, dim);

  // The time from one E step to the next.
  double seconds[std::size(thread_counts)];
  for (std::size_t t = 0; t < std::size(thread_counts); ++t) {
    seconds[t] = detail::infinity;
    double last = 0.0;
    vmf_mixture_options options;
    options.components = components;
    options.threads = thread_counts[t];
    options.kernels = &vmf_mixture_kernels();
    options.iterations = static_cast<std::size_t>(rounds) + 2;
    options.tolerance = 0.0;
    options.on_iteration = [&](const vmf_mixture_progress& progress) {
      const double now = seconds_by(CLOCK_MONOTONIC);
      if (progress.iteration > 1) seconds[t] = std::min(seconds[t], now - last);
      last = now;
      return true;
    };
    vmf_alone alone;
    vmf_mixture_fit(source, options, alone, vmf_mixture_state(mixture, 1));
  }
  const detail::vmf_directions means = detail::mixture_strip::directions_of(mixture, false);
  const std::vector<float> strip(detail::strip_rows * dim, 0.01F);
  std::vector<double> factors(components * detail::strip_rows, 0.1);
  std::vector<double> scratch(detail::strip_scratch(components));
  std::vector<double> c(components * detail::strip_rows);
  std::vector<double> sums(components * means.ld);
  const double products =
      least_seconds({[&] { multiply(means, strip, factors, rows, scratch, c, sums); }}, rounds)[0];
  sink = c[0] + sums[0];
  std::printf(
      "\n| rows | dim | components | iteration of EM, s | the two products alone, s | share | 2 "
      "threads, s |\n|---:|---:|---:|---:|---:|---:|---:|\n");
  std::printf("| %zu | %zu | %zu | %.4f | %.4f | %.0f %% | %.4f |\n", rows, dim, components,
              seconds[0], products, 100.0 * products / seconds[0], seconds[1]);
}

/// Twice the last cache, which no task then finds its rows in.
std::size_t default_mebibytes() {
  const long bytes =
      std::max({sysconf(_SC_LEVEL2_CACHE_SIZE), sysconf(_SC_LEVEL3_CACHE_SIZE), 32L << 20});
  return static_cast<std::size_t>(bytes >> 19);
}

}  // namespace
}  // namespace logbessel::bench

int main(int argc, char** argv) {
  using namespace logbessel;
  CLI::App app(
      "Times vMF estimation: the reading of rows beside a plain sum, 10^6 estimates of kappa, and "
      "an iteration of EM, each on one thread and where it says so on two.");
  int rounds = 7;
  std::size_t mebibytes = bench::default_mebibytes();
  std::size_t estimates = 1'000'000;
  std::size_t rows = 60'000;
  app.add_option("--rounds", rounds, "Of each time the least")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--mebibytes", mebibytes, "Of the matrix that is read; else twice the last cache")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1} << 20))
      ->capture_default_str();
  app.add_option("--estimates", estimates, "Of kappa")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--rows", rows, "Of the data for EM, of 2048 numbers each")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  bench::print_bandwidths(mebibytes << 20, rounds);
  bench::print_kappas(estimates, rounds);
  bench::print_em(rows, rounds);
}
