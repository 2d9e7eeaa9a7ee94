/// @file
/// logbessel-bench-exp: exp and exp2 in float32 beside other libraries, times and largest errors in one run, as a table.
#include <logbessel/batch.hpp>
#include <logbessel/exp_f32.hpp>

#include <CLI/CLI.hpp>
#include <support/float_sweep.hpp>
#include <support/random_source.hpp>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "exp_peers.hpp"
#include "function_list.hpp"

namespace logbessel::bench {
namespace {

using harness::float_exponential;
using array_function = std::function<void(std::size_t, const float*, float*)>;

constexpr std::size_t n = 4096;

struct row {
  std::string name;
  bool is_exp2;
  array_function avx512, avx2;
  /// Of one number; null where there is none.
  float (*scalar)(float);
  double ns[3] = {1e300, 1e300, 1e300};
};

template <class F>
double seconds_of(F f) {
  const auto begin = std::chrono::steady_clock::now();
  f();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::vector<row> rows_of(bool has_avx512) {
  std::vector<row> rows;
  const auto own = [&](const char* name, auto array, float (*scalar)(float)) {
    const auto on = [=](instruction_set target) -> array_function {
      return [=](std::size_t m, const float* x, float* out) { array(m, x, out, {1, target}); };
    };
    rows.push_back({name, std::string(name).rfind("exp2", 0) == 0, on(instruction_set::avx512),
                    on(instruction_set::avx2), scalar});
  };
#define OWN(name)                                                                             \
  own(                                                                                        \
      #name,                                                                                  \
      [](std::size_t m, const float* x, float* out, batch_options o) { name(m, x, out, o); }, \
      [](float x) { return name(x); });
  LOGBESSEL_UNARY_FUNCTIONS(OWN)
  const auto narrow = avx2::exp_peers();
  const auto wide = has_avx512 ? avx512::exp_peers() : narrow;
  for (std::size_t i = 0; i < narrow.size(); ++i)
    rows.push_back({narrow[i].name, narrow[i].is_exp2, wide[i].run, narrow[i].run, nullptr});
  const auto loop = [&](const char* name, bool is_exp2, float (*f)(float)) {
    const array_function each = [f](std::size_t m, const float* x, float* out) {
      for (std::size_t i = 0; i < m; ++i) out[i] = f(x[i]);
    };
    rows.push_back({name, is_exp2, each, each, f});
  };
  loop("glibc, std::exp", false, [](float x) { return std::exp(x); });
  loop("glibc, std::exp2", true, [](float x) { return std::exp2(x); });
  std::stable_sort(rows.begin(), rows.end(),
                   [](const row& a, const row& b) { return a.is_exp2 < b.is_exp2; });
  return rows;
}

/// Each in turn, so that what else the machine does falls on all; the least of the rounds.
void measure(std::vector<row>& rows, int rounds, bool has_avx512) {
  alignas(64) static float x[n], out[n];
  harness::random_source random(1);
  for (float& each : x) each = static_cast<float>(random.uniform(-80.0, 80.0));
  for (int round = 0; round < rounds; ++round) {
    for (row& r : rows) {
      constexpr int calls = 8;
      const auto time = [&](const array_function& f) {
        return 1e9 / (calls * n) * seconds_of([&] {
                 for (int call = 0; call < calls; ++call) f(n, x, out);
               });
      };
      if (has_avx512) r.ns[0] = std::min(r.ns[0], time(r.avx512));
      r.ns[1] = std::min(r.ns[1], time(r.avx2));
      if (r.scalar == nullptr) continue;
      // Each argument waits for the result before it, through a product and a sum.
      const auto chain = [&](auto f) {
        float y = 1.0f;
        const double seconds = seconds_of([&] {
          for (std::size_t i = 0; i < n; ++i) y = f(x[i] + y * 0.0f);
        });
        out[0] = y;
        return 1e9 / n * seconds;
      };
      r.ns[2] = std::min(r.ns[2], chain(r.scalar));
    }
  }
}

double largest_error(const row& r, std::uint64_t stride, bool has_avx512) {
  static const float_exponential e(float_exponential::base::e), two(float_exponential::base::two);
  const array_function& f = has_avx512 ? r.avx512 : r.avx2;
  const auto whole = [&](std::size_t m, const float* x, float* out) {
    f((m + 15) / 16 * 16, x, out);
  };
  // Normal results, for not all of them claim others.
  const float low = r.is_exp2 ? 126.0f : 87.33f;
  const float high = r.is_exp2 ? 127.99f : 88.3f;
  const auto bits = [](float x) { return std::uint64_t{std::bit_cast<std::uint32_t>(x)}; };
  const float_exponential& truth = r.is_exp2 ? two : e;
  const auto positive = float_sweep(truth, whole, bits(0x1p-30f), bits(high), stride);
  const auto negative = float_sweep(truth, whole, bits(-0x1p-30f), bits(-low), stride);
  return std::max(positive.largest(), negative.largest());
}

void print(std::vector<row>& rows, std::uint64_t stride, bool has_avx512) {
  std::printf(
      "|  | largest error, ULP | AVX-512, ns | SLEEF's | AVX2, ns | SLEEF's | one after another, "
      "ns |\n");
  std::printf("|---|---:|---:|---:|---:|---:|---:|\n");
  for (const row& r : rows) {
    const auto sleef = std::find_if(rows.begin(), rows.end(), [&](const row& other) {
      return other.is_exp2 == r.is_exp2 && other.name.rfind("SLEEF", 0) == 0;
    });
    const auto time = [&](int k) {
      char text[64] = "- | -";
      if (r.ns[k] < 1e300)
        std::snprintf(text, sizeof text, "%.3f | %.2fx", r.ns[k], sleef->ns[k] / r.ns[k]);
      return std::string(text);
    };
    char latency[32] = "-";
    if (r.scalar != nullptr) std::snprintf(latency, sizeof latency, "%.1f", r.ns[2]);
    const bool is_own = r.name.rfind("exp", 0) == 0;
    std::printf("| %s | %.4f | %s | %s | %s |\n",
                (is_own ? r.name : (r.is_exp2 ? "2^x, " : "e^x, ") + r.name).c_str(),
                largest_error(r, stride, has_avx512), time(0).c_str(), time(1).c_str(), latency);
  }
}

}  // namespace
}  // namespace logbessel::bench

int main(int argc, char** argv) {
  CLI::App app(
      "Times exp and exp2 in float32 beside other libraries: 4096 floats from -80 to 80, one "
      "thread.");
  int rounds = 1500;
  std::uint64_t stride = 1;
  app.add_option("--rounds", rounds, "Of each time the least")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--stride", stride, "Errors of every so many-th float with a normal result")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 30))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  using logbessel::instruction_set;
  if (!logbessel::is_available(instruction_set::avx2)) {
    std::cerr << "logbessel-bench-exp: needs AVX2\n";
    return 1;
  }
  const bool has_avx512 = logbessel::is_available(instruction_set::avx512);
  auto rows = logbessel::bench::rows_of(has_avx512);
  logbessel::bench::measure(rows, rounds, has_avx512);
  logbessel::bench::print(rows, stride, has_avx512);
}
