/// @file
/// A vector of floats with the primitives of detail/real_float.hpp: lane by lane the same bits.
#pragma once

#include <logbessel/detail/exp_kernels.hpp>

#include "simd.hpp"

namespace logbessel::cpu::LOGBESSEL_TARGET {

// The primitives of detail/exp_kernels.hpp for doubles.
#if HWY_TARGET == HWY_AVX3
/// Of the range instructions: the number that is less in size, with the sign of the first.
constexpr int least_size_and_sign_of_first = 2;

/// The scaling instruction copes with any n.
inline simd saturated(simd x, double, double) { return x; }
inline simd bounded(simd r) {
  return simd(hn::Vec<doubles>{
      _mm512_range_pd(r.y.raw, _mm512_set1_pd(1.0), least_size_and_sign_of_first)});
}
template <int k, bool>
simd scaled(simd y, simd t) {
  const simd n = t - simd(detail::rounder<k>);
  return simd(hn::Vec<doubles>{_mm512_scalef_pd(y.y.raw, n.y.raw)});
}
#else
inline simd saturated(simd x, double low, double high) {
  return select(x < simd(low), simd(low), select(x > simd(high), simd(high), x));
}
inline simd bounded(simd r) { return r; }
template <int k, bool is_ordinary>
simd scaled(simd y, simd t) {
  if constexpr (is_ordinary) {
    const auto e = hn::ShiftLeft<52>(hn::ShiftRight<k>(hn::BitCast(integers(), t.y)));
    return simd(hn::BitCast(doubles(), hn::Add(hn::BitCast(integers(), y.y), e)));
  } else {
    return y * pow2(t - simd(detail::rounder<k>) - simd(0.5 - 0.5 / (1 << k)));
  }
}
#endif

using floats = hn::ScalableTag<float>;
using float_integers = hn::RebindToSigned<floats>;

/// One truth value for each lane.
struct simd_float_mask {
  hn::Mask<floats> m;
};

struct simd_float {
  static constexpr std::size_t lanes = hn::MaxLanes(floats());

  hn::Vec<floats> y;

  simd_float() = default;
  explicit simd_float(float value) : y(hn::Set(floats(), value)) {}
  explicit simd_float(hn::Vec<floats> lanes_of) : y(lanes_of) {}

  static simd_float load(const float* from) { return simd_float(hn::LoadU(floats(), from)); }
  void store(float* to) const { hn::StoreU(y, floats(), to); }
#if HWY_ARCH_X86
  /// n < lanes of them; the other lanes are 0. No other memory is touched.
  static simd_float load(const float* from, std::size_t n) {
    return simd_float(hn::MaskedLoad(hn::FirstN(floats(), n), floats(), from));
  }
  void store(float* to, std::size_t n) const {
    hn::BlendedStore(y, hn::FirstN(floats(), n), floats(), to);
  }
#else
  static simd_float load(const float* from, std::size_t n) {
    float part[lanes] = {};
    for (std::size_t k = 0; k < n; ++k) part[k] = from[k];
    return load(part);
  }
  void store(float* to, std::size_t n) const {
    float part[lanes];
    store(part);
    for (std::size_t k = 0; k < n; ++k) to[k] = part[k];
  }
#endif

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
  friend simd_float saturated(simd_float x, float, float) { return x; }
  friend simd_float bounded(simd_float r) {
    return simd_float(hn::Vec<floats>{
        _mm512_range_ps(r.y.raw, _mm512_set1_ps(1.0f), least_size_and_sign_of_first)});
  }
  /// NaN for an infinite x, which scale_by makes an infinity or 0 again: so the instruction has it where n is infinite.
  template <int k>
  static simd_float rest_of(simd_float x, simd_float& n, simd_float& t) {
    n = simd_float(hn::Vec<floats>{
        _mm512_roundscale_ps(x.y.raw, (k << 4) | _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC)});
    t = x + simd_float(detail::float32::rounder<k>);
    return x - n;
  }
  template <int k, bool>
  static simd_float scale_by(simd_float y, simd_float n) {
    return simd_float(hn::Vec<floats>{_mm512_scalef_ps(y.y.raw, n.y.raw)});
  }
  template <int k, bool>
  static simd_float scale(simd_float y, simd_float t) {
    return scale_by<k, false>(y, t - simd_float(detail::float32::rounder<k>));
  }
  /// Whether the form for any x is no slower for that.
  static constexpr bool saturates = true;
  /// Whether |x| <= limit in the next n vectors; NaN is left open where `saturates`.
  template <std::size_t n>
  static bool all_within(const float* x, float limit) {
    constexpr int largest_size = 3;
    __m512 largest = load(x).y.raw;
    for (std::size_t k = 1; k < n; ++k)
      largest = _mm512_range_ps(largest, load(x + k * lanes).y.raw, largest_size);
    return _mm512_cmp_ps_mask(_mm512_abs_ps(largest), _mm512_set1_ps(limit), _CMP_GT_OQ) == 0;
  }
#else
  friend simd_float saturated(simd_float x, float low, float high) {
#if HWY_ARCH_X86
    // These give the second number where it is NaN.
    return simd_float(hn::Min(hn::Set(floats(), high), hn::Max(hn::Set(floats(), low), x.y)));
#else
    const simd_float above = select(x < simd_float(low), simd_float(low), x);
    return select(simd_float(high) < above, simd_float(high), above);
#endif
  }
  friend simd_float bounded(simd_float r) { return r; }
  template <int k>
  static simd_float rest_of(simd_float x, simd_float& n, simd_float& t) {
    const simd_float rounder(detail::float32::rounder<k>);
    n = t = x + rounder;
    return x - (t - rounder);
  }
  template <int k, bool is_normal>
  static simd_float scale_by(simd_float y, simd_float n) {
    return scale<k, is_normal>(y, n);
  }
  template <int k, bool is_normal>
  static simd_float scale(simd_float y, simd_float t) {
    constexpr float_integers d;
    const auto b = hn::BitCast(d, t.y);
    if constexpr (is_normal) {
      constexpr hn::RebindToUnsigned<floats> u;
      const auto e = hn::ShiftLeft<23>(hn::ShiftRight<k>(hn::BitCast(u, t.y)));
      return simd_float(hn::BitCast(floats(), hn::Add(hn::BitCast(u, y.y), e)));
    } else {
      const auto rounder = hn::BitCast(d, hn::Set(floats(), detail::float32::rounder<k>));
      const auto e = hn::ShiftRight<k>(hn::Sub(b, rounder));
      const auto power = [&](auto n) {
        return hn::BitCast(floats(), hn::ShiftLeft<23>(hn::Add(n, hn::Set(d, 127))));
      };
      const auto half = hn::ShiftRight<1>(e);
      return simd_float(hn::Mul(hn::Mul(y.y, power(half)), power(hn::Sub(e, half))));
    }
  }
  static constexpr bool saturates = false;
  template <std::size_t n>
  static bool all_within(const float* x, float limit) {
    // As integers, among which NaN is the largest.
    constexpr float_integers d;
    const auto size_at = [&](std::size_t k) {
      return hn::BitCast(d, hn::Abs(load(x + k * lanes).y));
    };
    auto largest = size_at(0);
    for (std::size_t k = 1; k < n; ++k) largest = hn::Max(largest, size_at(k));
    return hn::AllFalse(d, hn::Gt(largest, hn::BitCast(d, hn::Set(floats(), limit))));
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
      return simd_float(hn::Vec<floats>{_mm512_permutexvar_ps(i.raw, _mm512_loadu_ps(table))});
    } else {
      static_assert(N == 32);
      return simd_float(hn::Vec<floats>{
          _mm512_permutex2var_ps(_mm512_loadu_ps(table), i.raw, _mm512_loadu_ps(table + 16))});
    }
#elif HWY_TARGET == HWY_AVX2
    const auto eight = [&](__m256 from) {
      return hn::Vec<floats>{_mm256_permutevar8x32_ps(from, i.raw)};
    };
    const __m256 low = _mm256_loadu_ps(table);
    if constexpr (N == 8) {
      return simd_float(eight(low));
    } else if constexpr (N == 16) {
      const auto is_upper = hn::BitCast(floats(), hn::ShiftLeft<28>(i));  // the sign
      return simd_float(hn::Vec<floats>{
          _mm256_blendv_ps(eight(low).raw, eight(_mm256_loadu_ps(table + 8)).raw, is_upper.raw)});
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

template <int k, bool is_normal>
simd_float scaled(simd_float y, simd_float t) {
  return simd_float::scale<k, is_normal>(y, t);
}
template <int k, bool is_normal>
simd_float scaled_by(simd_float y, simd_float n) {
  return simd_float::scale_by<k, is_normal>(y, n);
}
template <int k>
simd_float rest(simd_float x, simd_float& n, simd_float& t) {
  return simd_float::rest_of<k>(x, n, t);
}

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
