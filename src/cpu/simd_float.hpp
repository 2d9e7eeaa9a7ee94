/// @file
/// A vector of floats with the primitives of detail/real_float.hpp: lane by lane the same bits.
#pragma once

#include <logbessel/detail/real_float.hpp>

#include "simd.hpp"

namespace logbessel::cpu::LOGBESSEL_TARGET {

using floats = hn::ScalableTag<float>;
using float_integers = hn::RebindToSigned<floats>;

/// One truth value for each lane.
struct simd_float_mask {
  hn::Mask<floats> m;

  friend bool any(simd_float_mask a) { return !hn::AllFalse(floats(), a.m); }
};

struct simd_float {
  static constexpr std::size_t lanes = hn::MaxLanes(floats());

  hn::Vec<floats> y;

  simd_float() = default;
  explicit simd_float(float value) : y(hn::Set(floats(), value)) {}
  explicit simd_float(hn::Vec<floats> lanes_of) : y(lanes_of) {}

  static simd_float load(const float* from) { return simd_float(hn::LoadU(floats(), from)); }
  void store(float* to) const { hn::StoreU(y, floats(), to); }

  friend simd_float operator+(simd_float a, simd_float b) { return simd_float(hn::Add(a.y, b.y)); }
  friend simd_float operator-(simd_float a, simd_float b) { return simd_float(hn::Sub(a.y, b.y)); }
  friend simd_float operator*(simd_float a, simd_float b) { return simd_float(hn::Mul(a.y, b.y)); }
  friend simd_float operator/(simd_float a, simd_float b) { return simd_float(hn::Div(a.y, b.y)); }
  friend simd_float fma(simd_float a, simd_float b, simd_float c) {
    return simd_float(hn::MulAdd(a.y, b.y, c.y));
  }
  friend simd_float_mask operator<(simd_float a, simd_float b) { return {hn::Lt(a.y, b.y)}; }
  friend simd_float select(simd_float_mask mask, simd_float a, simd_float b) {
    return simd_float(hn::IfThenElse(mask.m, a.y, b.y));
  }

#if HWY_TARGET == HWY_AVX3
  // The scaling instruction saturates: it is enough to keep the reduced argument small.
  friend simd_float saturated(simd_float x, float, float) { return x; }
  friend simd_float bounded(simd_float r) {
    constexpr int least_size_and_sign_of_first = 2;
    return simd_float(hn::Vec<floats>{_mm512_range_ps(r.y.raw, _mm512_set1_ps(1.0f), least_size_and_sign_of_first)});
  }
  friend simd_float fraction(simd_float x) {
    return simd_float(hn::Vec<floats>{_mm512_reduce_ps(x.y.raw, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC)});
  }
  friend simd_float scaled_by_floor(simd_float y, simd_float x) {
    return simd_float(hn::Vec<floats>{_mm512_scalef_ps(y.y.raw, x.y.raw)});
  }
  template <int k>
  static simd_float scale(simd_float y, simd_float t) {
    return scaled_by_floor(y, t - simd_float(detail::float32::rounder<k>));
  }
#else
  friend simd_float saturated(simd_float x, float low, float high) {
#if HWY_ARCH_X86
    // These give the second number where it is NaN.
    return simd_float(
        hn::Min(hn::Set(floats(), high), hn::Max(hn::Set(floats(), low), x.y)));
#else
    const simd_float above = select(x < simd_float(low), simd_float(low), x);
    return select(simd_float(high) < above, simd_float(high), above);
#endif
  }
  friend simd_float bounded(simd_float r) { return r; }
  friend simd_float floor(simd_float x) { return simd_float(hn::Floor(x.y)); }
  friend simd_float fraction(simd_float x) { return x - floor(x); }
  friend simd_float scaled_by_floor(simd_float y, simd_float x) {
    return scale<0>(y, floor(x) + simd_float(detail::float32::rounder<0>));
  }
  template <int k>
  static simd_float scale(simd_float y, simd_float t) {
    constexpr float_integers d;
    const simd_float rounder(detail::float32::rounder<k>);
    const auto e = hn::Sub(hn::BitCast(d, t.y), hn::BitCast(d, rounder.y));
    const auto exponent = hn::ShiftRight<k>(e);
    if (hn::AllTrue(floats(), hn::Le(hn::Abs((t - rounder).y), hn::Set(floats(), 124.0f))))
      return simd_float(
          hn::BitCast(floats(), hn::Add(hn::BitCast(d, y.y), hn::ShiftLeft<23>(exponent))));
    const auto power = [&](auto n) {
      return hn::BitCast(floats(), hn::ShiftLeft<23>(hn::Add(n, hn::Set(d, 127))));
    };
    const auto half = hn::ShiftRight<1>(exponent);
    return simd_float(hn::Mul(hn::Mul(y.y, power(half)), power(hn::Sub(exponent, half))));
  }
#endif

  template <int N>
  friend simd_float lookup_low_bits(const float (&table)[N], simd_float t) {
    constexpr float_integers d;
    const auto i = hn::BitCast(d, t.y);
#if HWY_TARGET == HWY_AVX3
    if constexpr (N == 8) {
      const __m512 twice = _mm512_broadcast_f32x8(_mm256_loadu_ps(table));
      return simd_float(hn::Vec<floats>{_mm512_permutexvar_ps(i.raw, twice)});
    } else if constexpr (N == 16) {
      return simd_float(
          hn::Vec<floats>{_mm512_permutexvar_ps(i.raw, _mm512_loadu_ps(table))});
    } else {
      static_assert(N == 32);
      return simd_float(hn::Vec<floats>{_mm512_permutex2var_ps(
          _mm512_loadu_ps(table), i.raw, _mm512_loadu_ps(table + 16))});
    }
#elif HWY_TARGET == HWY_AVX2
    const auto eight = [&](int from) {
      return _mm256_permutevar8x32_ps(_mm256_loadu_ps(table + from), i.raw);
    };
    if constexpr (N == 8) {
      return simd_float(hn::Vec<floats>{eight(0)});
    } else if constexpr (N == 16) {
      const __m256 is_upper = _mm256_castsi256_ps(_mm256_slli_epi32(i.raw, 28));
      return simd_float(hn::Vec<floats>{_mm256_blendv_ps(eight(0), eight(8), is_upper)});
    } else {
      return simd_float(hn::GatherIndex(floats(), table, hn::And(i, hn::Set(d, N - 1))));
    }
#else
    return simd_float(hn::GatherIndex(floats(), table, hn::And(i, hn::Set(d, N - 1))));
#endif
  }

  template <class F>
  friend simd_float in_double(F f, simd_float x) {
    const doubles d;
    const hn::Half<floats> half;
    const simd low(hn::PromoteTo(d, hn::LowerHalf(half, x.y)));
    const simd high(hn::PromoteTo(d, hn::UpperHalf(half, x.y)));
    return simd_float(
        hn::Combine(floats(), hn::DemoteTo(half, f(high).y), hn::DemoteTo(half, f(low).y)));
  }
};

/// Found with a template argument only if a function template of the name is in sight.
template <int k>
simd_float scaled(simd_float y, simd_float t) {
  return simd_float::scale<k>(y, t);
}

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
