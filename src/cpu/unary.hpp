/// @file
/// How a target evaluates a function of one float over arrays.
#pragma once

#include <logbessel/strided.hpp>

#include <cstddef>
#include <type_traits>

#if defined(LOGBESSEL_SIMD)
#include "simd_float.hpp"
#else
#include <logbessel/exp_f32.hpp>
#endif

namespace logbessel::cpu::LOGBESSEL_TARGET {

#if defined(LOGBESSEL_SIMD)

/// `vectors` vectors, by the quick form where it serves all of them.
template <std::size_t vectors, class F>
void evaluate_vectors(const F& f, const float* x, float* out) {
  simd_float a[vectors];
  for (std::size_t k = 0; k < vectors; ++k) a[k] = simd_float::load(x + k * simd_float::lanes);
  const auto evaluate = [&](auto form) {
    for (std::size_t k = 0; k < vectors; ++k)
      f.template evaluate<form()>(a[k]).store(out + k * simd_float::lanes);
  };
  if constexpr (F::ordinary == 0.0f || (simd_float::saturates && !F::has_slow_form)) {
    evaluate(std::false_type());
  } else if (simd_float::all_within(a, F::ordinary)) {
    evaluate(std::true_type());
  } else {
    evaluate(std::false_type());
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
