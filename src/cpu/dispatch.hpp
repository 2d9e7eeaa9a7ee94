/// @file
/// Which of the targets a call takes, and how threads share its work.
#pragma once

#include <logbessel/batch.hpp>

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cstddef>

#include "float_environment.hpp"
#include "kernels.hpp"

namespace logbessel::cpu {

/// A function for each target of this build; null for the others.
template <class Pair>
struct variants {
  const Pair* baseline;
  const Pair* avx2 = nullptr;
  const Pair* avx512 = nullptr;
  const Pair* neon = nullptr;

  const Pair* operator[](instruction_set target) const {
    switch (target) {
      case instruction_set::best:
      case instruction_set::baseline:
        return baseline;
      case instruction_set::avx2:
        return avx2;
      case instruction_set::avx512:
        return avx512;
      case instruction_set::neon:
        return neon;
    }
    return nullptr;
  }
};

template <class Pair, class... Others>
variants(const Pair*, Others...) -> variants<Pair>;

/// The variants of a member of kernels, as `constexpr variants name`.
#if defined(LOGBESSEL_CPU_X86)
#define LOGBESSEL_VARIANTS(name)                                                           \
  constexpr ::logbessel::cpu::variants name = {&::logbessel::cpu::baseline::kernels::name, \
                                               &::logbessel::cpu::avx2::kernels::name,     \
                                               &::logbessel::cpu::avx512::kernels::name};
#elif defined(LOGBESSEL_CPU_NEON)
#define LOGBESSEL_VARIANTS(name)                                                           \
  constexpr ::logbessel::cpu::variants name = {&::logbessel::cpu::baseline::kernels::name, \
                                               nullptr, nullptr,                           \
                                               &::logbessel::cpu::neon::kernels::name};
#else
#define LOGBESSEL_VARIANTS(name) \
  constexpr ::logbessel::cpu::variants name = {&::logbessel::cpu::baseline::kernels::name};
#endif

/// The best target for `best`; throws std::invalid_argument for one that is not available.
instruction_set resolve(instruction_set target);

/// evaluate(begin, end) over [0, n) by the threads, `grain` or fewer at a time.
template <class F>
void distribute(std::size_t n, std::size_t grain, unsigned threads, F evaluate) {
  const auto part = [&](const tbb::blocked_range<std::size_t>& range) {
    const default_float_environment environment;
    evaluate(range.begin(), range.end());
  };
  const tbb::blocked_range<std::size_t> whole(0, n, grain);
  if (threads == 1 || n <= grain) {
    part(whole);
  } else if (threads == 0 ||
             threads >= static_cast<unsigned>(tbb::this_task_arena::max_concurrency())) {
    tbb::parallel_for(whole, part);
  } else {
    tbb::task_arena arena(static_cast<int>(std::min(threads, 1024u)));
    arena.execute([&] { tbb::parallel_for(whole, part); });
  }
}

}  // namespace logbessel::cpu
