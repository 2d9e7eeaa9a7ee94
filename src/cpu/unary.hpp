/// @file
/// How a target evaluates a function of one float over arrays.
#pragma once

#include <logbessel/strided.hpp>

#include <cstddef>
#include <type_traits>

#if defined(LOGBESSEL_SIMD)
#include "twice.hpp"
#else
#include <logbessel/exp_f32.hpp>
#endif

namespace logbessel::cpu::LOGBESSEL_TARGET {

#if defined(LOGBESSEL_SIMD)

/// As many vectors as there are registers for.
#if HWY_TARGET == HWY_AVX3
using side_by_side = twice<twice<simd_float>>;
#else
using side_by_side = simd_float;
#endif

/// `size` floats, by V's number of them at a time.
template <class V, bool is_ordinary, std::size_t size, class F>
[[gnu::always_inline]] inline void evaluate_as(const F& f, const float* x, float* out) {
  constexpr std::size_t step = sizeof(V) / sizeof(float);
  for (std::size_t k = 0; k < size; k += step)
    f.template evaluate<is_ordinary>(V::load(x + k)).store(out + k);
}

/// `vectors` vectors, by the quick form where it serves all of them.
template <std::size_t vectors, class F>
[[gnu::always_inline]] inline void evaluate_vectors(const F& f, const float* x, float* out) {
  constexpr std::size_t size = vectors * simd_float::lanes;
  using V = std::conditional_t<vectors % 4 == 0, side_by_side, simd_float>;
  if (F::ordinary > 0.0f && (!simd_float::saturates || F::has_slow_form) &&
      simd_float::all_within<vectors>(x, F::ordinary)) {
    evaluate_as<V, true, size>(f, x, out);
  } else {
    evaluate_as<V, false, size>(f, x, out);
  }
}

/// out[i] = f(x[i]) for i < n, where out may be x.
template <class F>
[[gnu::flatten]] void evaluate_unary(const F& f, std::size_t n, strided<const float> x,
                                     strided<float> out) {
  constexpr std::size_t lanes = simd_float::lanes;
  std::size_t i = 0;
  if (x.stride == 1 && out.stride == 1) {
    constexpr std::size_t group = 4;
    for (; n - i >= group * lanes; i += group * lanes)
      evaluate_vectors<group>(f, x.data + i, out.data + i);
    for (; n - i >= lanes; i += lanes) evaluate_vectors<1>(f, x.data + i, out.data + i);
    if (i < n) {
      float part[lanes];
      simd_float::load(x.data + i, n - i).store(part);
      evaluate_vectors<1>(f, part, part);
      simd_float::load(part).store(out.data + i, n - i);
    }
    return;
  }
  // What is not dense goes through full vectors too.
  while (i < n) {
    float part[lanes] = {};
    const std::size_t m = n - i < lanes ? n - i : lanes;
    for (std::size_t k = 0; k < m; ++k) part[k] = x[i + k];
    evaluate_vectors<1>(f, part, part);
    for (std::size_t k = 0; k < m; ++k) out[i + k] = part[k];
    i += m;
  }
}

#else

template <class F>
void evaluate_unary(const F&, std::size_t n, strided<const float> x, strided<float> out) {
  for (std::size_t i = 0; i < n; ++i) out[i] = detail::exp_of_float<F>(x[i]);
}

#endif

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
