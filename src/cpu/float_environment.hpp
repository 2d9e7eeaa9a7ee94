/// @file
/// The results are those of IEEE 754 with rounding to nearest, so a thread computes with subnormal numbers and in this
/// mode, whatever its caller has set.
#pragma once

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include <cstdint>

namespace logbessel::cpu {

/// Sets the default modes, and brings those of before back.
class default_float_environment {
 public:
#if defined(__SSE2__)
  default_float_environment() : before_(_mm_getcsr()) { _mm_setcsr(0x1f80); }
  ~default_float_environment() { _mm_setcsr(before_); }
#elif defined(__aarch64__)
  default_float_environment() {
    __asm__ volatile("mrs %0, fpcr" : "=r"(before_));
    __asm__ volatile("msr fpcr, %0" : : "r"(std::uint64_t{0}));
  }
  ~default_float_environment() { __asm__ volatile("msr fpcr, %0" : : "r"(before_)); }
#else
  default_float_environment() : before_(0) {}
#endif
  default_float_environment(const default_float_environment&) = delete;
  default_float_environment& operator=(const default_float_environment&) = delete;

 private:
#if defined(__SSE2__)
  unsigned before_;
#else
  std::uint64_t before_;
#endif
};

}  // namespace logbessel::cpu
