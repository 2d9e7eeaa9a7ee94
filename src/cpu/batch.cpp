#include <logbessel/batch.hpp>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "kernels.hpp"

namespace logbessel {

namespace {

/// Elements that a thread takes at a time: long against the cost of taking them, short against the
/// whole, so that threads that meet cheap regions take more.
constexpr std::size_t block = 2048;

template <class T>
struct variants {
  cpu::kernel<T>* baseline;
  cpu::kernel<T>* avx2;
};

/// `pick(f)` with the overload of f for T in each target's namespace.
#if defined(LOGBESSEL_CPU_HAS_AVX2)
#define LOGBESSEL_VARIANTS(f) \
  { cpu::baseline::f, cpu::avx2::f }
#else
#define LOGBESSEL_VARIANTS(f) \
  { cpu::baseline::f, nullptr }
#endif

template <class T>
void check(std::size_t n, strided<T> a, const char* name) {
  const std::string which = std::string("logbessel batch: ") + name;
  if (n > 0 && a.data == nullptr) {
    throw std::invalid_argument(which + " is null, n = " + std::to_string(n));
  }
  if (a.stride < 0) {
    throw std::invalid_argument(which + " has stride " + std::to_string(a.stride));
  }
}

instruction_set resolve(instruction_set target) {
  if (target == instruction_set::best) {
    return is_available(instruction_set::avx2) ? instruction_set::avx2 : instruction_set::baseline;
  }
  if (!is_available(target)) {
    throw std::invalid_argument("logbessel batch: instruction set " +
                                std::to_string(static_cast<int>(target)) + " is not available");
  }
  return target;
}

template <class T>
void run(std::size_t n, strided<const T> v, strided<const T> x, strided<T> out,
         batch_options options, variants<T> f) {
  check(n, v, "v");
  check(n, x, "x");
  check(n, out, "out");
  if (n > 1 && out.stride == 0) throw std::invalid_argument("logbessel batch: out has stride 0");
  cpu::kernel<T>* const evaluate =
      resolve(options.target) == instruction_set::avx2 ? f.avx2 : f.baseline;

  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i; (i = next.fetch_add(block)) < n;) {
      evaluate(std::min(block, n - i), {&v[i], v.stride}, {&x[i], x.stride}, {&out[i], out.stride});
    }
  };
  const std::size_t blocks = n / block + (n % block != 0);
  const std::size_t threads = std::min<std::size_t>(
      options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency()),
      blocks);
  std::vector<std::jthread> others;
  others.reserve(threads);
  try {
    while (others.size() + 1 < threads) others.emplace_back(work);
  } catch (const std::system_error&) {
    // The system grants no more threads; those at hand share the blocks.
  }
  work();
}

}  // namespace

bool is_available(instruction_set target) noexcept {
  switch (target) {
    case instruction_set::best:
    case instruction_set::baseline:
      return true;
    case instruction_set::avx2:
#if defined(LOGBESSEL_CPU_HAS_AVX2)
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
      return false;
#endif
  }
  return false;
}

void log_iv(std::size_t n, strided<const double> v, strided<const double> x, strided<double> out,
            batch_options options) {
  run<double>(n, v, x, out, options, LOGBESSEL_VARIANTS(log_iv));
}

void log_iv(std::size_t n, strided<const float> v, strided<const float> x, strided<float> out,
            batch_options options) {
  run<float>(n, v, x, out, options, LOGBESSEL_VARIANTS(log_iv));
}

void log_kv(std::size_t n, strided<const double> v, strided<const double> x, strided<double> out,
            batch_options options) {
  run<double>(n, v, x, out, options, LOGBESSEL_VARIANTS(log_kv));
}

void log_kv(std::size_t n, strided<const float> v, strided<const float> x, strided<float> out,
            batch_options options) {
  run<float>(n, v, x, out, options, LOGBESSEL_VARIANTS(log_kv));
}

}  // namespace logbessel
