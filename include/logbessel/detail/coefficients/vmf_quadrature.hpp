// Printed by tools/coefficients/vmf_quadrature.py; edit that, not this.
// Gauss's rules.
#pragma once

#include <logbessel/detail/polyeval.hpp>

// clang-format off
namespace logbessel::detail {

/// Gauss's rule on [0, 1] for the weight 1 - u.
constexpr int bregman_size = 13;
LOGBESSEL_FN double bregman_node(int i) {
  static constexpr double u[13] = {0x1.e2a6574db299cp-8, 0x1.3a8ebbc3a7701p-5, 0x1.7b45215d915bap-4, 0x1.5687b2c13283p-3, 0x1.08d49c053a579p-2, 0x1.72d292b0ba5dfp-2, 0x1.e3ed2949f3a2dp-2, 0x1.2b3c3d3fa1ec9p-1, 0x1.625b0fffd43d2p-1, 0x1.948f76464725fp-1, 0x1.bf54ed7864c25p-1, 0x1.e0864724aade9p-1, 0x1.f678b3c5d286cp-1};
  return u[i];
}
LOGBESSEL_FN double bregman_weight(int i) {
  static constexpr double w[13] = {0x1.329f460745cd7p-6, 0x1.527eed7705daap-5, 0x1.e2f35e6fd0965p-5, 0x1.1d8bdea5ccfa6p-4, 0x1.2a647180f184bp-4, 0x1.19de5009b23fp-4, 0x1.e450a2b891dd2p-5, 0x1.78cc24b83e894p-5, 0x1.05a04c0cd4c9ep-5, 0x1.3acd2d698cc37p-6, 0x1.359f52cfa50efp-7, 0x1.b590bf9bd6b37p-9, 0x1.2f117524bad3dp-11};
  return w[i];
}

/// Gauss's rule on [0, 1] for the weight 1.
constexpr int tail_size = 32;
LOGBESSEL_FN double tail_node(int i) {
  static constexpr double u[32] = {0x1.66a18fbf64a0fp-10, 0x1.d77b63ad0c91bp-8, 0x1.20aae7fac455ap-6, 0x1.0a9fed30405eep-5, 0x1.a8ab25d459a36p-5, 0x1.347ec0a5e57b4p-4, 0x1.a4e5adf8ed0ebp-4, 0x1.123ed9c52d88dp-3, 0x1.590aec76f00edp-3, 0x1.a62dd72d3a6b8p-3, 0x1.f8ef3af329ac5p-3, 0x1.2844a541c8387p-2, 0x1.5615518d42105p-2, 0x1.857c20798fdadp-2, 0x1.b607c563a0372p-2, 0x1.e74437b7733b6p-2, 0x1.0c5de42446625p-1, 0x1.24fc1d4e2fe47p-1, 0x1.3d41efc338129p-1, 0x1.54f557395ef7dp-1, 0x1.6bddad5f1be3cp-1, 0x1.81c431433594fp-1, 0x1.96748a34b1652p-1, 0x1.a9bd44e243fc5p-1, 0x1.bb70498eb49ddp-1, 0x1.cb634a40e25e3p-1, 0x1.d97027eb43509p-1, 0x1.e5754da2ba65dp-1, 0x1.ef56012cfbfa1p-1, 0x1.f6faa8c029dd5p-1, 0x1.fc510938a5e6ep-1, 0x1.ff4caf38204dbp-1};
  return u[i];
}
LOGBESSEL_FN double tail_weight(int i) {
  static constexpr double w[32] = {0x1.cbf8bc743cc5cp-9, 0x1.0aa3c248696c9p-7, 0x1.a0060a8531ffap-7, 0x1.18c5800a355d9p-6, 0x1.5ee963a335495p-6, 0x1.a1c6ae961fbfap-6, 0x1.e0bd76c924981p-6, 0x1.0d9b9a62cac1p-5, 0x1.2854103b35e0cp-5, 0x1.40483e126fd14p-5, 0x1.553ee25ebebc6p-5, 0x1.6705e18e13ed1p-5, 0x1.7572bdb3f6e51p-5, 0x1.8062fc0f6fef9p-5, 0x1.87bc776f8c6d7p-5, 0x1.8b6d9eaec77adp-5, 0x1.8b6d9eaec77adp-5, 0x1.87bc776f8c6d7p-5, 0x1.8062fc0f6fef9p-5, 0x1.7572bdb3f6e51p-5, 0x1.6705e18e13ed1p-5, 0x1.553ee25ebebc6p-5, 0x1.40483e126fd14p-5, 0x1.2854103b35e0cp-5, 0x1.0d9b9a62cac1p-5, 0x1.e0bd76c924981p-6, 0x1.a1c6ae961fbfap-6, 0x1.5ee963a335495p-6, 0x1.18c5800a355d9p-6, 0x1.a0060a8531ffap-7, 0x1.0aa3c248696c9p-7, 0x1.cbf8bc743cc5cp-9};
  return w[i];
}

}  // namespace logbessel::detail
