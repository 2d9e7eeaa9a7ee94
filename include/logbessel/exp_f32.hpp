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

template <class V>
LOGBESSEL_INLINE_FN V expf_1ulp(V x) {
  return float32::exp_kernel(float32::expf_1ulp_constants(), x);
}

template <class V>
LOGBESSEL_INLINE_FN V expf_fast(V x) {
  return float32::exp_kernel(float32::expf_fast_constants(), x);
}

template <class V>
LOGBESSEL_INLINE_FN V exp2f_1ulp(V x) {
  return float32::exp_kernel(float32::exp2f_1ulp_constants(), x);
}

struct exp_of_double {
  template <class V>
  LOGBESSEL_INLINE_FN V operator()(V x) const {
    return exp_in_double(expf_cr_constants(), x);
  }
};

template <class V>
LOGBESSEL_INLINE_FN V expf_cr(V x) {
  using float32::in_double;
  return in_double(exp_of_double(), x);
}

/// Subnormal results, which the float kernel would round twice, come from the double one.
template <class V>
LOGBESSEL_INLINE_FN V expf_accurate(V x) {
  using float32::any;
  using float32::select;
  const V y = float32::exp_kernel(float32::expf_accurate_constants(), x);
  const auto is_small = x < V(-87.33f);
  return any(is_small) ? select(is_small, expf_cr(x), y) : y;
}

}  // namespace detail

/// e^x to accuracy::expf_1ulp, below one ULP.
LOGBESSEL_FN float expf_1ulp(float x) { return detail::expf_1ulp(x); }

/// e^x to accuracy::expf_accurate.
LOGBESSEL_FN float expf_accurate(float x) { return detail::expf_accurate(x); }

/// The float nearest to e^x.
LOGBESSEL_FN float expf_cr(float x) { return detail::expf_cr(x); }

/// e^x to accuracy::expf_fast.
LOGBESSEL_FN float expf_fast(float x) { return detail::expf_fast(x); }

/// 2^x to accuracy::exp2f_1ulp, below one ULP.
LOGBESSEL_FN float exp2f_1ulp(float x) { return detail::exp2f_1ulp(x); }

}  // namespace logbessel
