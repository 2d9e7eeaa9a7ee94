/// @file
/// exp and exp2 in float32, in several variants that trade accuracy for speed. Every float is an argument, every result the
/// same bits on host, device and SIMD. The shapes and coefficients were found by search/float32; docs/expf.md says how, and why.
///
/// Special values   expf(-inf) = 0, expf(inf) = inf, expf(NaN) = NaN; likewise exp2f.
///                  Results below 2^-126 are subnormal numbers, or 0.
/// Errors           none: never throws, never touches errno.
#pragma once

#include <logbessel/detail/coefficients/exp_f32.hpp>

namespace logbessel {
namespace detail {

/// Each function in two forms: for |x| <= ordinary, and for any x, which has_slow_form says to be much slower.
template <class C>
struct exp_function {
  static constexpr float ordinary =
      C::shape.is_exp2 ? float32::exp2_ordinary : float32::exp_ordinary;
  static constexpr bool has_slow_form = false;
  template <bool is_ordinary, class V>
  LOGBESSEL_INLINE_FN static V evaluate(V x) {
    return float32::exp_kernel<is_ordinary>(C(), x);
  }
};
using expf_1ulp_function = exp_function<float32::expf_1ulp_constants>;
using expf_fast_function = exp_function<float32::expf_fast_constants>;
using exp2f_1ulp_function = exp_function<float32::exp2f_1ulp_constants>;

template <bool is_ordinary>
struct exp_of_double {
  template <class V>
  LOGBESSEL_INLINE_FN V operator()(V x) const {
    return exp_in_double<is_ordinary>(expf_cr_constants(), x);
  }
};

struct expf_cr_function {
  static constexpr float ordinary = float32::exp_ordinary;
  static constexpr bool has_slow_form = false;
  template <bool is_ordinary, class V>
  LOGBESSEL_INLINE_FN static V evaluate(V x) {
    using float32::in_double;
    return in_double(exp_of_double<is_ordinary>(), x);
  }
};

/// Subnormal results, which the float kernel would round twice, come from the double one.
struct expf_accurate_function : exp_function<float32::expf_accurate_constants> {
  static constexpr bool has_slow_form = true;
  template <bool is_ordinary, class V>
  LOGBESSEL_INLINE_FN static V evaluate(V x) {
    using float32::select;
    const V y = exp_function::evaluate<is_ordinary>(x);
    if constexpr (is_ordinary) return y;
    return select(x < V(-ordinary), expf_cr_function::evaluate<false>(x), y);
  }
};

template <class F>
LOGBESSEL_INLINE_FN float exp_of_float(float x) {
  return x >= -F::ordinary && x <= F::ordinary ? F::template evaluate<true>(x)
                                               : F::template evaluate<false>(x);
}

}  // namespace detail

/// e^x to accuracy::expf_1ulp, below one ULP.
LOGBESSEL_FN float expf_1ulp(float x) {
  return detail::exp_of_float<detail::expf_1ulp_function>(x);
}

/// e^x to accuracy::expf_accurate.
LOGBESSEL_FN float expf_accurate(float x) {
  return detail::exp_of_float<detail::expf_accurate_function>(x);
}

/// The float nearest to e^x.
LOGBESSEL_FN float expf_cr(float x) { return detail::exp_of_float<detail::expf_cr_function>(x); }

/// e^x to accuracy::expf_fast.
LOGBESSEL_FN float expf_fast(float x) {
  return detail::exp_of_float<detail::expf_fast_function>(x);
}

/// 2^x to accuracy::exp2f_1ulp, below one ULP.
LOGBESSEL_FN float exp2f_1ulp(float x) {
  return detail::exp_of_float<detail::exp2f_1ulp_function>(x);
}

}  // namespace logbessel
