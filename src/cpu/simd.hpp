/// @file
/// A vector of doubles with the primitives of detail/real.hpp, so that the kernels of the headers are SIMD
/// code: lane by lane the same operations, so the same bits. Highway supplies the instructions of whatever
/// this translation unit is compiled for.
#pragma once

#include <logbessel/detail/real.hpp>

#define HWY_COMPILE_ONLY_STATIC
#include <hwy/highway.h>

#include <cstddef>
#include <cstdint>

namespace logbessel::cpu::LOGBESSEL_TARGET {

namespace hn = hwy::HWY_NAMESPACE;

using doubles = hn::ScalableTag<double>;
using integers = hn::RebindToUnsigned<doubles>;

/// One truth value for each lane.
struct simd_mask {
  hn::Mask<doubles> m;

  friend simd_mask operator&(simd_mask a, simd_mask b) { return {hn::And(a.m, b.m)}; }
  friend simd_mask operator|(simd_mask a, simd_mask b) { return {hn::Or(a.m, b.m)}; }
  friend simd_mask operator!(simd_mask a) { return {hn::Not(a.m)}; }
  friend bool any(simd_mask a) { return !hn::AllFalse(doubles(), a.m); }

  /// Lane i as bit i.
  unsigned bits() const {
    std::uint8_t b[8] = {};
    hn::StoreMaskBits(doubles(), m, b);
    return b[0];
  }
};

struct simd {
  static constexpr std::size_t lanes = hn::MaxLanes(doubles());

  hn::Vec<doubles> y;

  simd() = default;
  explicit simd(double value) : y(hn::Set(doubles(), value)) {}
  explicit simd(hn::Vec<doubles> lanes_of) : y(lanes_of) {}

  static simd load(const double* from) { return simd(hn::LoadU(doubles(), from)); }
  static simd load(const float* from) {
    return simd(hn::PromoteTo(doubles(), hn::LoadU(hn::Rebind<float, doubles>(), from)));
  }
  void store(double* to) const { hn::StoreU(y, doubles(), to); }
  void store_as_integers(std::int32_t* to) const {
    const hn::Rebind<std::int32_t, doubles> d;
    hn::StoreU(hn::DemoteTo(d, y), d, to);
  }

  /// Lane i + lane lanes/2 + i for each i below lanes/2, and so on.
  double sum_by_halves() const { return sum_by_halves(doubles(), y); }

  friend simd operator+(simd a, simd b) { return simd(hn::Add(a.y, b.y)); }
  friend simd operator-(simd a, simd b) { return simd(hn::Sub(a.y, b.y)); }
  friend simd operator*(simd a, simd b) { return simd(hn::Mul(a.y, b.y)); }
  friend simd operator/(simd a, simd b) { return simd(hn::Div(a.y, b.y)); }
#if HWY_ARCH_X86
  // So that the compiler sees the negation and takes it into an fma.
  friend simd operator-(simd a) { return simd(hn::Vec<doubles>{-a.y.raw}); }
#else
  friend simd operator-(simd a) { return simd(hn::Neg(a.y)); }
#endif

  friend simd_mask operator<(simd a, simd b) { return {hn::Lt(a.y, b.y)}; }
  friend simd_mask operator>(simd a, simd b) { return {hn::Gt(a.y, b.y)}; }
  friend simd_mask operator<=(simd a, simd b) { return {hn::Le(a.y, b.y)}; }
  friend simd_mask operator>=(simd a, simd b) { return {hn::Ge(a.y, b.y)}; }
  friend simd_mask operator==(simd a, simd b) { return {hn::Eq(a.y, b.y)}; }

  friend simd fma(simd a, simd b, simd c) { return simd(hn::MulAdd(a.y, b.y, c.y)); }
  friend simd sqrt(simd x) { return simd(hn::Sqrt(x.y)); }
  friend simd abs(simd x) { return simd(hn::Abs(x.y)); }
  friend simd select(simd_mask mask, simd a, simd b) {
    return simd(hn::IfThenElse(mask.m, a.y, b.y));
  }
#if HWY_ARCH_X86
  // The second number where they are equal or one is NaN: what the instructions of this architecture give.
  friend simd max(simd a, simd b) { return simd(hn::Max(a.y, b.y)); }
  friend simd min(simd a, simd b) { return simd(hn::Min(a.y, b.y)); }
#else
  friend simd max(simd a, simd b) { return select(a > b, a, b); }
  friend simd min(simd a, simd b) { return select(a < b, a, b); }
#endif

  friend simd round(simd x) { return (x + simd(0x1.8p52)) - simd(0x1.8p52); }
  friend simd floor(simd x) {
    const simd n = round(x);
    return n - select(n > x, simd(1.0), simd(0.0));
  }

  friend simd pow2(simd n) {
    const auto b = hn::BitCast(integers(), (n + simd(0x1p52 + 1023.0)).y);
    return simd(hn::BitCast(doubles(), hn::ShiftLeft<52>(b)));
  }

  friend detail::significand_exponent<simd> split_normal(simd x) {
#if HWY_TARGET == HWY_AVX3
    return {
        simd(hn::Vec<doubles>{_mm512_getmant_pd(x.y.raw, _MM_MANT_NORM_1_2, _MM_MANT_SIGN_src)}),
        simd(hn::Vec<doubles>{_mm512_getexp_pd(x.y.raw)})};
#else
    const auto b = hn::BitCast(integers(), x.y);
    const auto magic = hn::Set(integers(), 0x4330000000000000U);
    const auto one = hn::Set(integers(), 0x3ff0000000000000U);
    const auto fraction = hn::And(b, hn::Set(integers(), 0x000fffffffffffffU));
    return {
        simd(hn::BitCast(doubles(), hn::Or(fraction, one))),
        simd(hn::BitCast(doubles(), hn::Or(hn::ShiftRight<52>(b), magic))) - simd(0x1p52 + 1023.0)};
#endif
  }

  friend detail::significand_exponent<simd> split(simd x) {
#if HWY_TARGET == HWY_AVX3
    // These instructions know subnormal numbers, and give -inf as the exponent of zero.
    const auto parts = split_normal(x);
    return {parts.m, max(parts.e, simd(-1077.0))};
#else
    const simd_mask tiny = x < simd(0x1p-1022);
    const auto parts = split_normal(select(tiny, x * simd(0x1p54), x));
    return {parts.m, select(tiny, parts.e - simd(54.0), parts.e)};
#endif
  }

  template <int N>
  friend simd lookup(const double (&table)[N], simd index) {
    return at(table, hn::ConvertTo(hn::RebindToSigned<doubles>(), index.y));
  }
  friend simd lookup_low_bits(const double (&table)[16], simd y) {
#if HWY_TARGET == HWY_AVX3
    return simd(hn::Vec<doubles>{_mm512_permutex2var_pd(
        _mm512_loadu_pd(table), _mm512_castpd_si512(y.y.raw), _mm512_loadu_pd(table + 8))});
#else
    const auto b = hn::And(hn::BitCast(integers(), y.y), hn::Set(integers(), 15));
    return at(table, hn::BitCast(hn::RebindToSigned<doubles>(), b));
#endif
  }

 private:
  template <class D>
  static double sum_by_halves([[maybe_unused]] D d, hn::Vec<D> a) {
    if constexpr (hn::MaxLanes(D()) == 1) {
      return hn::GetLane(a);
    } else {
      const hn::Half<D> half;
      return sum_by_halves(half, hn::Add(hn::LowerHalf(half, a), hn::UpperHalf(half, a)));
    }
  }

  template <int N>
  static simd at(const double (&table)[N], hn::Vec<hn::RebindToSigned<doubles>> i) {
    if constexpr (N == lanes) {
      return simd(
          hn::TableLookupLanes(hn::LoadU(doubles(), table), hn::IndicesFromVec(doubles(), i)));
    } else {
      return simd(hn::GatherIndex(doubles(), table, i));
    }
  }
};

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
