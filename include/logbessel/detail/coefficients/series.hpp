// Printed by tools/coefficients/series.py; edit that, not this.
// log Gamma(1 + v)/v for the power series of I.
#pragma once

#include <logbessel/detail/polyeval.hpp>

// clang-format off
namespace logbessel::detail {

/// lambda(v) = log Gamma(1 + v)/v, 0 <= v < 3; absolute error about 2^-66.
template <class V>
LOGBESSEL_FN double_double<V> log_gamma_1p_over(V v) {
  static constexpr double centre[8] = {0.0, 0x1.2p-1, 0x1.ep-1, 0x1.5p+0, 0x1.bp+0, 0x1.08p+1, 0x1.38p+1, 0x1.68p+1};
  static constexpr double hi[18][8] = {
    {-0x1.2788cfc6fb619p-1, -0x1.a8ec60923b865p-3, -0x1.b77c8b7131432p-6, 0x1.f8ba53253cb2p-4, 0x1.01d542815a822p-2, 0x1.7526b7b187ba2p-2, 0x1.dbd70fff6be1p-2, 0x1.1c3aa30112079p-1},
    {0x1.a51a6625307d3p-1, 0x1.11d3543fd3bc1p-1, 0x1.be2e1dbc52d51p-2, 0x1.7947c2784b865p-2, 0x1.474eedef192afp-2, 0x1.21559fb0b4ed3p-2, 0x1.03755ea1449d9p-2, 0x1.d6a07f1780f5fp-3},
    {-0x1.9a4d55beab2c7p-2, -0x1.4efb536522c01p-3, -0x1.b5752c91f7325p-4, -0x1.34d338f6e9ae2p-4, -0x1.cc2c9f37834b9p-5, -0x1.64a14f2fd63c8p-5, -0x1.1cd1dc5136121p-5, -0x1.d1d7842235414p-6},
    {0x1.151322ac7d0edp-2, 0x1.1c5ba8fa7731ep-4, 0x1.2919a62119b36p-5, 0x1.5d754b10278b2p-6, 0x1.be3936cf14ed5p-7, 0x1.2e90ebced0619p-7, 0x1.ad9e64c68aa65p-8, 0x1.3c4484f58375ep-8},
    {-0x1.a8b9c17a6e23p-3, -0x1.13962eaef4789p-5, -0x1.cd4f670f22a71p-7, -0x1.c42dc43c18d95p-8, -0x1.eeb5e87ee34e6p-9, -0x1.2560d7098208ep-9, -0x1.7223078fb3d93p-10, -0x1.ea4f0e4f45816p-11},
    {0x1.5b40cb07f187dp-3, 0x1.1e648ff4f5d3ep-6, 0x1.80b596e5b0645p-8, 0x1.3a8e78aad8b51p-9, 0x1.2702f6698295p-10, 0x1.32163d87e2739p-11, 0x1.57227e034d873p-12, 0x1.98ed7af252ff2p-13},
    {-0x1.2703a115758f1p-3, -0x1.36691fc454a0cp-7, -0x1.4f2707a8994d6p-9, -0x1.c9aa70d31eaf9p-11, -0x1.7032e3d20093ap-12, -0x1.4e5313da9454bp-13, -0x1.4d1a901de5321p-14, -0x1.652edb76b8f08p-15},
    {0x1.010b293e90a69p-3, 0x1.59e224a030a9p-8, 0x1.2c8f319ed57e9p-10, 0x1.570d808e83fa5p-12, 0x1.d9d1f5e8c93f9p-14, 0x1.78b0d5bb14bebp-15, 0x1.4dad8f1c40bep-16, 0x1.4201059af3598p-17},
    {-0x1.c8051f222e79ep-4, -0x1.88f66dd4f4ca6p-9, -0x1.131592ca0ddep-11, -0x1.06a472c64f96cp-13, -0x1.3794d9a5db491p-15, -0x1.b1f7d28f4fd32p-17, -0x1.55e24007253d1p-18, -0x1.28fc57ef1142p-19},
    {0x1.99f58f073d76cp-4, 0x1.c4e248f29548bp-10, 0x1.ff25d4dedb162p-13, 0x1.987e1b14b2c3ep-15, 0x1.a075377952e94p-17, 0x1.fc480f6381a16p-19, 0x1.643f14c00c25fp-20, 0x1.16a5acb1d2fd9p-21},
    {-0x1.7434aa41f272bp-4, -0x1.07db4c66e5a4cp-10, -0x1.e05e0444a749p-14, -0x1.416e9bcdae2c2p-16, -0x1.19c172f5ccb1p-18, -0x1.2d7b3ea6e3cdap-20, -0x1.781580e151223p-22, -0x1.0a91321e27e53p-23},
    {0x1.538e6056b2703p-4, 0x1.3624723c75c41p-11, 0x1.c75bc492454a6p-15, 0x1.feafa99eaaa07p-18, 0x1.80ff25bfa63dap-20, 0x1.6d14bf13a930bp-22, 0x1.9480098dedf41p-24, 0x1.00474ce3aed5ap-25},
    {-0x1.334e16de88562p-4, -0x1.6ebe6c78d98eep-12, -0x1.b2f3ffd37f0f7p-16, -0x1.a1281e8063e93p-19, -0x1.0d1b0e3c4b269p-21, -0x1.b96b39b3845e3p-24, -0x1.b35d3eb46d8dep-26, 0.0},
    {0x1.0b481e272d384p-4, 0x1.b4a726d43322cp-13, 0x1.af5c5c93a7b6ep-17, 0x1.508b5cc98b639p-20, 0x1.75726583bff75p-23, 0.0, 0.0, 0.0},
    {-0x1.a3b2ea1f5eb5dp-5, -0x1.13654451f261fp-13, -0x1.a1a46de03c91dp-18, 0.0, 0.0, 0.0, 0.0, 0.0},
    {0x1.0ccc85261d0e1p-5, 0x1.4c3ae0fc398e8p-14, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0},
    {-0x1.dfb5bf6325fb5p-7, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0},
    {0x1.b08689a2db054p-9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0}};
  static constexpr double lo[4][8] = {
    {0x1.6cdaec5326b25p-58, 0x1.e5a53d1dc07c1p-57, -0x1.2e66f901fd15ep-61, -0x1.7da04434ae9f6p-58, -0x1.149163b9b94dfp-56, 0x1.23d000ec68d5dp-56, -0x1.5558511d2dbfep-58, 0x1.002293b0cd716p-60},
    {0x1.bd6f485e129afp-57, -0x1.557b2c93e67c4p-56, -0x1.259b595fa7c9bp-57, -0x1.0e19a64ff0f9p-57, 0x1.156d8bd3f53cfp-57, 0x1.71e6ee7dca7fbp-57, 0x1.dce20ccf8841cp-61, 0x1.b95365c5b3454p-59},
    {0x1.99199ad595f31p-56, 0x1.a0ca78caca0bbp-58, -0x1.8c83df2c926a8p-58, -0x1.1777263ed0cb3p-60, 0x1.b0114dbb49642p-59, -0x1.953d632a481bep-59, 0x1.12346646da58ep-59, 0x1.f8bae3ab74db9p-61},
    {-0x1.ad469f395f94cp-56, -0x1.5e842b447c0a9p-59, 0x1.f986e56f1b92dp-59, 0x1.2a3cfb0914f3ap-63, 0x1.a0a5d99b1585ep-61, -0x1.3720bdbcb99b8p-65, -0x1.fb8a5b76d7a85p-62, -0x1.0a1ec9b8fbccap-62}};
  const V row = min(floor(v * V(8.0 / 3.0)), V(7.0));
  return polyeval_two_words_rows(v - lookup(centre, row), row, hi, lo);
}

}  // namespace logbessel::detail
