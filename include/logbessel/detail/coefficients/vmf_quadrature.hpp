// Printed by tools/coefficients/vmf_quadrature.py; edit that, not this.
// Gauss's rules.
#pragma once

#include <logbessel/detail/polyeval.hpp>

// clang-format off
namespace logbessel::detail {

/// Gauss's rule on [0, 1] for the weight 1 - u.
constexpr int bregman_size = 15;
LOGBESSEL_FN double bregman_node(int i) {
  static constexpr double u[15] = {0x1.71ab0ea9f1c9ap-8, 0x1.e309b9203e8ddp-6, 0x1.2481e8a23f081p-4, 0x1.09e4d946120dp-3, 0x1.9eb48584efe4ep-3, 0x1.257c10dd3e16cp-2, 0x1.840880ebb62abp-2, 0x1.e75d6ba687839p-2, 0x1.25d4ccd33f06ap-1, 0x1.568928de5c89ep-1, 0x1.83eca1f6f1a8ep-1, 0x1.ac40adca536f8p-1, 0x1.cdf885be113d2p-1, 0x1.e7c8591edcd9bp-1, 0x1.f8b1ac8d25ac7p-1};
  return u[i];
}
LOGBESSEL_FN double bregman_weight(int i) {
  static constexpr double w[15] = {0x1.d6c7b71511f3fp-7, 0x1.071e84ea22b18p-5, 0x1.8022e5807f578p-5, 0x1.d6360fcc3229dp-5, 0x1.01b66aa61c863p-4, 0x1.0374f37d16742p-4, 0x1.e4c146753cf2ap-5, 0x1.a52b89d7ab41bp-5, 0x1.5327a274b7ec3p-5, 0x1.f582add3f771ep-6, 0x1.4e803528610ep-6, 0x1.8613962158274p-7, 0x1.76af133593c8bp-8, 0x1.0456fa1935cb1p-9, 0x1.64dff68c8dd0ap-12};
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
