// Printed by tools/coefficients/kv_ratio.py; edit that, not this.
// K_{mu+1}/K_mu at x >= 8.
#pragma once

#include <logbessel/detail/polyeval.hpp>

// clang-format off
namespace logbessel::detail {

/// psi(t, mu^2) for t = 1/x in [0, 1/8], u = 16 t - 1, s = 8 mu^2 - 1.
template <class V>
LOGBESSEL_FN V kv_ratio_psi(V u, V s) {
  return polyeval(u,
                  polyeval(s, 0x1.e2b96635094f1p-2, -0x1.97078f79e6a75p-15, 0x1.46bd5bdfa17bbp-27, -0x1.3c3631d89e477p-39, 0x1.4d5c283289a92p-51, 0x1.b98fc1c4dad05p-59),
                  polyeval(s, -0x1.ad873b5aa3336p-6, -0x1.6bf4938e00fb4p-14, 0x1.2584f9642063bp-25, -0x1.a8a79377743cap-37, 0x1.2689d102f6dc9p-48, -0x1.70de31a809297p-56),
                  polyeval(s, 0x1.164634806dd4dp-9, -0x1.f44e510158fdfp-16, 0x1.6ee8e5c22bc6ep-25, -0x1.c634bd69b81bbp-36, 0x1.bf7e2ade761dap-47, -0x1.05b701d27d46dp-55),
                  polyeval(s, -0x1.caee1cfd8ad92p-13, 0x1.d08ad53374cdbp-18, 0x1.4733edd6b824p-26, -0x1.dc35c6ca62e33p-36, 0x1.73bdf0ed99b92p-46),
                  polyeval(s, 0x1.c32fe654031eep-16, -0x1.4d4ad17944c47p-20, -0x1.5058635e7309bp-32, -0x1.cc33fadcec9b6p-37, 0x1.58d4b66207a72p-46),
                  polyeval(s, -0x1.fce33aac37067p-19, 0x1.d4e7eb13f3358p-23, -0x1.d478a48c6a256p-31, -0x1.6dd2af73a651fp-40, 0x1.41f56242496e2p-47),
                  polyeval(s, 0x1.40fea69dc3b42p-21, -0x1.554e06557aa25p-25, 0x1.64226493a26d9p-32, 0x1.7bcc2c939e88dp-41, 0x1.b4a934ae4d5fp-50),
                  polyeval(s, -0x1.bcddccdb3420cp-24, 0x1.050f6c465f92dp-27, -0x1.90b22e402af6ep-34, -0x1.739a9bb78e51fp-44),
                  polyeval(s, 0x1.4e22a78d9bd99p-26, -0x1.a521dc73595e1p-30, 0x1.9cc6fc03efaabp-36, -0x1.495439e749d8fp-46),
                  polyeval(s, -0x1.0d34cf5494dd3p-28, 0x1.65d1e92fb7791p-32, -0x1.9ede6755d3dfep-38, 0x1.a0dadaca0beep-46),
                  polyeval(s, 0x1.cd6721eb44f4ep-31, -0x1.3f7d7c5c1ab83p-34, 0x1.946c3225a65cap-40, -0x1.44f5cb68bf18cp-47),
                  polyeval(s, -0x1.a1d176394e3e5p-33, 0x1.2c1002833debp-36, -0x1.9a0caf0a09d8cp-42),
                  polyeval(s, 0x1.8fb019e6d54e6p-35, -0x1.25bab930e88d2p-38, 0x1.26abbe04619b5p-43),
                  polyeval(s, -0x1.8eed82e70fe32p-37, 0x1.16c5444cd458cp-40, -0x1.48d9cdc3ea581p-45),
                  polyeval(s, 0x1.7b2c298806489p-39, -0x1.1fd9fe8ea60cdp-42),
                  polyeval(s, -0x1.8d145ee7e2097p-41, 0x1.f0468df78012cp-44),
                  polyeval(s, 0x1.72c2d2ebd85fep-42, -0x1.25761462219c2p-45),
                  polyeval(s, -0x1.c010c9f8aa57cp-44));
}

}  // namespace logbessel::detail
