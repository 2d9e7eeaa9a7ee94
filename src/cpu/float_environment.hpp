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
  default_float_environment() : before_(_mm_getcsr()) {
    if (is_other()) _mm_setcsr(modes);
  }
  ~default_float_environment() {
    if (is_other()) _mm_setcsr(before_);
  }
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
  /// To set them takes as long as a hundred results of expf_1ulp.
  static constexpr unsigned modes = 0x1f80;
  static constexpr unsigned flags = 0x3f;
  bool is_other() const { return (before_ & ~flags) != modes; }

  unsigned before_;
#else
  std::uint64_t before_;
#endif
};

}  // namespace logbessel::cpu
