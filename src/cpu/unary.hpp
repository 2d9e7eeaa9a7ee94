/// @file
/// How a target evaluates a function of one float over arrays.
#pragma once

#include <logbessel/strided.hpp>

#include <cstddef>

#if defined(LOGBESSEL_SIMD)
#include "simd_float.hpp"
#else
#include <logbessel/exp_f32.hpp>
#endif

namespace logbessel::cpu::LOGBESSEL_TARGET {

#if defined(LOGBESSEL_SIMD)

/// `vectors` vectors, by the quick form where it serves all of them.
template <std::size_t vectors, class F>
[[gnu::always_inline]] inline void evaluate_vectors(const F& f, const float* x, float* out) {
  if (F::ordinary > 0.0f && (!simd_float::saturates || F::has_slow_form) &&
      simd_float::all_within<vectors>(x, F::ordinary)) {
    for (std::size_t k = 0; k < vectors * simd_float::lanes; k += simd_float::lanes)
      f.template evaluate<true>(simd_float::load(x + k)).store(out + k);
  } else {
    for (std::size_t k = 0; k < vectors * simd_float::lanes; k += simd_float::lanes)
      f.template evaluate<false>(simd_float::load(x + k)).store(out + k);
  }
}

/// out[i] = f(x[i]) for i < n, where out may be x.
template <class F>
void evaluate_unary(const F& f, std::size_t n, strided<const float> x, strided<float> out) {
  constexpr std::size_t lanes = simd_float::lanes;
  std::size_t i = 0;
  if (x.stride == 1 && out.stride == 1) {
    constexpr std::size_t group = 4;
    for (; n - i >= group * lanes; i += group * lanes)
      evaluate_vectors<group>(f, x.data + i, out.data + i);
    for (; n - i >= lanes; i += lanes) evaluate_vectors<1>(f, x.data + i, out.data + i);
  }
  // What is left, or all of it if it is not dense, goes through full vectors too.
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
