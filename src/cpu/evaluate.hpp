/// @file
/// How a target evaluates a function over arrays: by vectors, or without SIMD one point after another.
#pragma once

#include "kernels.hpp"

#if defined(LOGBESSEL_SIMD)
#include "bucketed.hpp"
#else
#include "../functions.hpp"
#endif

namespace logbessel::cpu::LOGBESSEL_TARGET {

using namespace functions::LOGBESSEL_TARGET;

#if !defined(LOGBESSEL_SIMD)
template <class F, class T>
void evaluate(const F& f, std::size_t n, strided<const T> v, strided<const T> x,
              const strided<T>* out) {
  for (std::size_t i = 0; i < n; ++i) {
    const auto values = f.scalar(v[i], x[i]);
    for (std::size_t k = 0; k < F::outputs; ++k) out[k][i] = values[k];
  }
}
#endif

template <class F, class T>
void evaluate_function(std::size_t n, strided<const T> v, strided<const T> x,
                       const strided<T>* out) {
  evaluate(F(), n, v, x, out);
}

/// F on doubles, and G on floats.
template <class F, class G = F>
constexpr kernel_pair kernels_of() {
  return {evaluate_function<F, double>, evaluate_function<G, float>};
}

/// The plan, whose order is v, at x[i].
template <class F, class Plan, class T>
void evaluate_plan(const Plan& plan, std::size_t n, strided<const T> x, strided<T> out) {
  const T v = static_cast<T>(plan.order());
  evaluate(F{plan}, n, strided<const T>(&v, 0), x, &out);
}

template <class F, class Plan>
constexpr plan_kernel_pair<Plan> plan_kernels_of() {
  return {evaluate_plan<F, Plan, double>, evaluate_plan<F, Plan, float>};
}

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
