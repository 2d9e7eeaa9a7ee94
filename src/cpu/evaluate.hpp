/// @file
/// How a target evaluates a function over arrays: by vectors, or without SIMD one point after another.
#pragma once

#include "kernels.hpp"

#if defined(LOGBESSEL_SIMD)
#include "bucketed.hpp"
#else
#include "functions.hpp"
#endif

namespace logbessel::cpu::LOGBESSEL_TARGET {

#if !defined(LOGBESSEL_SIMD)
template <class F, class T>
void evaluate(std::size_t n, strided<const T> v, strided<const T> x, const strided<T>* out) {
  for (std::size_t i = 0; i < n; ++i) {
    const auto values = F::scalar(v[i], x[i]);
    for (int k = 0; k < F::outputs; ++k) out[k][i] = values[k];
  }
}
#endif

/// F on doubles, and G on floats.
template <class F, class G = F>
constexpr kernel_pair kernels_of() {
  return {evaluate<F, double>, evaluate<G, float>};
}

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
