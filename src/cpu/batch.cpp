#include <logbessel/batch.hpp>

#include <hwy/targets.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "../arguments.hpp"
#include "dispatch.hpp"

namespace logbessel {

instruction_set cpu::resolve(instruction_set target) {
  if (target == instruction_set::best) {
    for (const auto each : {instruction_set::avx512, instruction_set::avx2, instruction_set::neon})
      if (is_available(each)) return each;
    return instruction_set::baseline;
  }
  if (!is_available(target))
    throw std::invalid_argument("logbessel batch: instruction set " +
                                std::to_string(static_cast<int>(target)) + " is not available");
  return target;
}

namespace {

using cpu::distribute;
using cpu::resolve;
using cpu::variants;

/// Elements that a thread takes at a time: long against the cost of taking them, short against the whole, so that
/// threads that meet cheap regions take more.
constexpr std::size_t grain = 4096;

template <class T, class Pair>
auto of_type(const Pair& pair) {
  if constexpr (sizeof(T) == sizeof(double))
    return pair.of_double;
  else
    return pair.of_float;
}

namespace all {
LOGBESSEL_BATCH_FUNCTIONS(LOGBESSEL_VARIANTS)
LOGBESSEL_UNARY_FUNCTIONS(LOGBESSEL_VARIANTS)
LOGBESSEL_VMF_FUNCTIONS(LOGBESSEL_VARIANTS)
LOGBESSEL_VARIANTS(log_iv_planned)
LOGBESSEL_VARIANTS(log_kv_planned)
}  // namespace all

/// Throws where the arguments of a call are not what it takes.
template <class T, std::size_t outputs>
void check(std::size_t n, const argument<const T>& v, const argument<const T>& x,
           const std::array<argument<T>, outputs>& out) {
  const fault found = fault_of(n, v, x, out);
  if (found.argument != nullptr)
    throw std::invalid_argument("logbessel batch: " + found.sentence());
}

template <class T>
strided<T> from(strided<T> a, std::size_t i) {
  return {&a[i], a.stride};
}

/// One function with all its outputs.
template <class T, std::size_t outputs, class Pair>
void run(const variants<Pair>& f, std::size_t n, argument<const T> v, argument<const T> x,
         const std::array<argument<T>, outputs>& out, batch_options options) {
  check<T, outputs>(n, v, x, out);
  const cpu::kernel<T> kernel = of_type<T>(*f[resolve(options.target)]);
  distribute(n, grain, options.threads, [&](std::size_t begin, std::size_t end) {
    std::array<strided<T>, outputs> part;
    for (std::size_t k = 0; k < outputs; ++k) part[k] = from(out[k].data, begin);
    kernel(end - begin, from(v.data, begin), from(x.data, begin), part.data());
  });
}

void run(const variants<cpu::unary_kernel_of_float>& f, std::size_t n, strided<const float> x,
         strided<float> out, batch_options options) {
  check<float, 1>(n, {x, "x"}, {x, "x"}, {{{out, "out"}}});
  const cpu::unary_kernel kernel = f[resolve(options.target)]->of_float;
  distribute(n, grain, options.threads, [&](std::size_t begin, std::size_t end) {
    kernel(end - begin, from(x, begin), from(out, begin));
  });
}

template <class Plan, class T>
void run(const variants<cpu::plan_kernel_pair<Plan>>& f, const Plan& plan, std::size_t n,
         strided<const T> x, strided<T> out, batch_options options) {
  check<T, 1>(n, {x, "x"}, {x, "x"}, {{{out, "out"}}});
  const cpu::plan_kernel<Plan, T> kernel = of_type<T>(*f[resolve(options.target)]);
  distribute(n, grain, options.threads, [&](std::size_t begin, std::size_t end) {
    kernel(plan, end - begin, from(x, begin), from(out, begin));
  });
}

/// Functions of one output in one pass: each on a piece of the arrays that stays in the cache, and that was copied,
/// because an output may be an input.
template <class T, std::size_t outputs>
void run_together(const std::array<const variants<cpu::kernel_pair>*, outputs>& f, std::size_t n,
                  strided<const T> v, strided<const T> x,
                  const std::array<argument<T>, outputs>& out, batch_options options) {
  check<T, outputs>(n, {v, "v"}, {x, "x"}, out);
  const instruction_set target = resolve(options.target);
  distribute(n, grain, options.threads, [&](std::size_t begin, std::size_t end) {
    constexpr std::size_t piece = 1024;
    std::array<T, piece> vs, xs;
    for (std::size_t start = begin; start < end; start += piece) {
      const std::size_t m = std::min(piece, end - start);
      for (std::size_t i = 0; i < m; ++i) vs[i] = v[start + i];
      for (std::size_t i = 0; i < m; ++i) xs[i] = x[start + i];
      for (std::size_t k = 0; k < outputs; ++k) {
        const strided<T> part = from(out[k].data, start);
        of_type<T> (*(*f[k])[target])(m, vs.data(), xs.data(), &part);
      }
    }
  });
}

}  // namespace

#if defined(LOGBESSEL_CPU_X86)
/// Asked once: the instruction that tells takes microseconds under some hypervisors.
static bool has(std::int64_t highway_target) {
  static const std::int64_t supported = hwy::SupportedTargets();
  return (supported & highway_target) != 0;
}
#endif

bool is_available(instruction_set target) noexcept {
  switch (target) {
    case instruction_set::best:
    case instruction_set::baseline:
      return true;
#if defined(LOGBESSEL_CPU_X86)
    case instruction_set::avx2:
      return has(HWY_AVX2);
    case instruction_set::avx512:
      return has(HWY_AVX3);
#elif defined(LOGBESSEL_CPU_NEON)
    case instruction_set::neon:
      return true;
#endif
    default:
      return false;
  }
}

#define LOGBESSEL_DEFINE(name, T)                                                  \
  void name(std::size_t n, strided<const T> v, strided<const T> x, strided<T> out, \
            batch_options options) {                                               \
    run<T, 1>(all::name, n, {v, "v"}, {x, "x"}, {{{out, "out"}}}, options);        \
  }
#define LOGBESSEL_DEFINE_BOTH(name) LOGBESSEL_DEFINE(name, double) LOGBESSEL_DEFINE(name, float)
// All but the one with two outputs.
LOGBESSEL_BATCH_FUNCTIONS_OF_ONE_OUTPUT(LOGBESSEL_DEFINE_BOTH)

void vmf_kappa(std::size_t n, strided<const double> dim, strided<const double> rbar,
               strided<double> out, batch_options options) {
  run<double, 1>(all::vmf_kappa, n, {dim, "dim"}, {rbar, "rbar"}, {{{out, "out"}}}, options);
}
void vmf_kappa_c(std::size_t n, strided<const double> dim, strided<const double> c,
                 strided<double> out, batch_options options) {
  run<double, 1>(all::vmf_kappa_c, n, {dim, "dim"}, {c, "c"}, {{{out, "out"}}}, options);
}

#define LOGBESSEL_DEFINE_UNARY(name)                                                            \
  void name(std::size_t n, strided<const float> x, strided<float> out, batch_options options) { \
    run(all::name, n, x, out, options);                                                         \
  }
LOGBESSEL_UNARY_FUNCTIONS(LOGBESSEL_DEFINE_UNARY)

#define LOGBESSEL_DEFINE_RATIO(T)                                                               \
  void iv_ratio_with_c(std::size_t n, strided<const T> v, strided<const T> x, strided<T> ratio, \
                       strided<T> complement, batch_options options) {                          \
    run<T, 2>(all::iv_ratio_with_c, n, {v, "v"}, {x, "x"},                                      \
              {{{ratio, "ratio"}, {complement, "complement"}}}, options);                       \
  }
LOGBESSEL_DEFINE_RATIO(double)
LOGBESSEL_DEFINE_RATIO(float)

#define LOGBESSEL_DEFINE_PLANNED(name, T)                                               \
  void name(const name##_plan& plan, std::size_t n, strided<const T> x, strided<T> out, \
            batch_options options) {                                                    \
    run(all::name##_planned, plan, n, x, out, options);                                 \
  }
LOGBESSEL_DEFINE_PLANNED(log_iv, double)
LOGBESSEL_DEFINE_PLANNED(log_iv, float)
LOGBESSEL_DEFINE_PLANNED(log_kv, double)
LOGBESSEL_DEFINE_PLANNED(log_kv, float)

#define LOGBESSEL_DEFINE_GRADIENT(name, T)                                                      \
  void name##_gradient(std::size_t n, strided<const T> v, strided<const T> x, strided<T> dv,    \
                       strided<T> dx, batch_options options) {                                  \
    run_together<T, 2>({&all::name##_dv, &all::name##_dx}, n, v, x, {{{dv, "dv"}, {dx, "dx"}}}, \
                       options);                                                                \
  }                                                                                             \
  void name##_with_gradient(std::size_t n, strided<const T> v, strided<const T> x,              \
                            strided<T> value, strided<T> dv, strided<T> dx,                     \
                            batch_options options) {                                            \
    run_together<T, 3>({&all::name, &all::name##_dv, &all::name##_dx}, n, v, x,                 \
                       {{{value, "value"}, {dv, "dv"}, {dx, "dx"}}}, options);                  \
  }
LOGBESSEL_DEFINE_GRADIENT(log_iv, double)
LOGBESSEL_DEFINE_GRADIENT(log_iv, float)
LOGBESSEL_DEFINE_GRADIENT(log_kv, double)
LOGBESSEL_DEFINE_GRADIENT(log_kv, float)

}  // namespace logbessel
