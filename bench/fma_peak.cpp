#include "fma_peak.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <limits>

#include "clocks.hpp"
#include "fma_loop.hpp"

namespace logbessel::bench {
namespace {

fma_loop loop_of(instruction_set target) {
  switch (target) {
#if defined(LOGBESSEL_BENCH_X86)
    case instruction_set::avx2:
      return fma_loop_avx2;
    case instruction_set::avx512:
      return fma_loop_avx512;
#elif defined(LOGBESSEL_BENCH_NEON)
    case instruction_set::neon:
      return fma_loop_neon;
#endif
    default:
      return nullptr;
  }
}

}  // namespace

instruction_set best_instruction_set() {
  using enum instruction_set;
  for (const instruction_set each : {avx512, avx2, neon}) {
    if (is_available(each)) return each;
  }
  return baseline;
}

double fused_multiply_adds_per_second(instruction_set target) {
  const fma_loop loop = loop_of(target);
  if (!loop) return std::numeric_limits<double>::quiet_NaN();
  double best = 0.0;
  for (int repetition = 0; repetition < 100; ++repetition) {
    double count = 0.0;
    const double start = seconds_by(CLOCK_THREAD_CPUTIME_ID);
    benchmark::DoNotOptimize(loop(100'000, 0.5, 1.0, count));
    best = std::max(best, count / (seconds_by(CLOCK_THREAD_CPUTIME_ID) - start));
  }
  return best;
}

}  // namespace logbessel::bench
