// Printed by tools/coefficients/ratio_slope.py; edit that, not this.
// N_k(y) of the derivative of I_{u+1}/I_u for large hypot(u, x), y = u^2/r^2 - 1/2.
#pragma once

#include <logbessel/detail/polyeval.hpp>

// clang-format off
namespace logbessel::detail {

template <class V>
LOGBESSEL_FN V ratio_n(constant<1>, V y) {
  return polyeval(y, -0x1.ap-2, 0x1p-2, 0x1.9p+1);
}

template <class V>
LOGBESSEL_FN V ratio_n(constant<2>, V y) {
  return polyeval(y, 0x1p-5, 0x1.7p+1, -0x1.8p-2, -0x1.ep+3);
}

template <class V>
LOGBESSEL_FN V ratio_n(constant<3>, V y) {
  return polyeval(y, 0x1.a74p-1, 0x1.038p+0, -0x1.87cp+4, -0x1.4b8p+2, 0x1.7bd8p+6);
}

template <class V>
LOGBESSEL_FN V ratio_n(constant<4>, V y) {
  return polyeval(y, 0x1.bep-1, -0x1.ebap+3, -0x1.ae8p+4, 0x1.d97p+7, 0x1.a7cp+6, -0x1.72c8p+9);
}

template <class V>
LOGBESSEL_FN V ratio_n(constant<5>, V y) {
  return polyeval(y, -0x1.9bcc8p+1, -0x1.0759p+5, 0x1.dbf1b8p+7, 0x1.0078ep+9, -0x1.409cb6p+11, -0x1.946b4p+10, 0x1.adb1f4p+12);
}

template <class V>
LOGBESSEL_FN V ratio_n(constant<6>, V y) {
  return polyeval(y, -0x1.92a8p+3, 0x1.8548p+6, 0x1.b7c38p+9, -0x1.c0368p+11, -0x1.205bep+13, 0x1.e23ap+14, 0x1.7c6f4p+14, -0x1.20354p+16);
}

template <class V>
LOGBESSEL_FN V ratio_n(constant<7>, V y) {
  return polyeval(y, 0x1.9583ce8p+2, 0x1.4ae3f744p+9, -0x1.fcb991b4p+10, -0x1.497ba7218p+14, 0x1.abc18bd4p+15, 0x1.486d3bf0cp+17, -0x1.8f4a2a3ccp+18, -0x1.766f04a88p+18, 0x1.b762edf4cp+19);
}

template <class V>
LOGBESSEL_FN V ratio_n(constant<8>, V y) {
  return polyeval(y, 0x1.6954a8p+7, 0x1.419544p+6, -0x1.77b7b6ap+14, 0x1.0c398cp+15, 0x1.dfc9b578p+18, -0x1.a1c2460cp+19, -0x1.8507471cp+21, 0x1.690f5888p+22, 0x1.88a3ba18p+22, -0x1.775135a6p+23);
}

template <class V>
LOGBESSEL_FN V ratio_n(constant<9>, V y) {
  return polyeval(y, 0x1.7d09b6addp+8, -0x1.9b7e3570dcp+13, -0x1.5ec147106dp+14, 0x1.73d5b899dcp+19, -0x1.93e1fe0d5b8p+18, -0x1.5f82b72bf66p+23, 0x1.9f2ffb0f27bp+23, 0x1.e46e4f91df8p+25, -0x1.61d1fd472afcp+26, -0x1.b8f62c29996p+26, 0x1.6338155a6638p+27);
}

template <class V>
LOGBESSEL_FN V ratio_n(constant<10>, V y) {
  return polyeval(y, -0x1.370eb577p+11, -0x1.538f3739cp+15, 0x1.32763063a4p+19, 0x1.6adcd2a32p+20, -0x1.5ba71d2307p+24, -0x1.c27c58e68p+19, 0x1.0798bf54ef4p+28, -0x1.9b675dc434p+27, -0x1.3e6389e9e36p+30, 0x1.75050f6bd48p+30, 0x1.0946803a0f4p+31, -0x1.71142cd658p+31);
}

template <class V>
LOGBESSEL_FN V ratio_n(constant<11>, V y) {
  return polyeval(y, -0x1.0d0e45895647p+14, 0x1.ba64054aa8bf8p+17, 0x1.739bfaf8296c2p+21, -0x1.7d37dc6362507p+24, -0x1.16bc1ed6bae4cp+26, 0x1.3ea3edc97ef9fp+29, 0x1.32d7306358cb3p+28, -0x1.9832a1a3545f8p+32, 0x1.82d6043197857p+31, 0x1.ba3e6d1a0c431p+34, -0x1.a41f2524c3ee1p+34, -0x1.5559053604d7cp+35, 0x1.a1bbb5d152e7dp+35);
}

template <class V>
LOGBESSEL_FN V ratio_n(constant<12>, V y) {
  return polyeval(y, 0x1.36e0479d6p+13, 0x1.176e54a9c6ap+21, -0x1.7cd1c0643c4p+23, -0x1.46f632621c44p+27, 0x1.af717c6d4482p+29, 0x1.79b7902786938p+31, -0x1.23d112d6892bp+34, -0x1.f0dddcde0dd6p+33, 0x1.47c625dfa401ap+37, -0x1.28a62ec0bcd68p+35, -0x1.4460f80b9ca64p+39, 0x1.f5f88ec542cb8p+38, 0x1.d4903df098438p+39, -0x1.ffa6554a65878p+39);
}

template <class V>
LOGBESSEL_FN V ratio_n(constant<13>, V y) {
  return polyeval(y, 0x1.2890742371985p+19, 0x1.dd70f25056ef6p+18, -0x1.65ef4b518822ep+27, 0x1.f286ff309f489p+28, 0x1.0027358e62ad4p+33, -0x1.cd75e36302ab5p+34, -0x1.e25b44d0b53c3p+36, 0x1.0dcd085de725ep+39, 0x1.40ee36ac54beap+39, -0x1.117cd7ccee2e6p+42, 0x1.25518da7744d5p+36, 0x1.f5e6f6ffd05ffp+43, -0x1.3bd3be9e08fbap+43, -0x1.561a419fe8aa4p+44, 0x1.512b1bc14b769p+44);
}

template <class V>
LOGBESSEL_FN V ratio_n(constant<14>, V y) {
  return polyeval(y, 0x1.ff89a05f59aep+20, -0x1.763c36519552p+26, -0x1.a282769fb61c3p+27, 0x1.6f4f3d616bd97p+33, -0x1.fc2eaeb55a668p+33, -0x1.780db4814a348p+38, 0x1.da2c1fafb866bp+39, 0x1.2bf4ebf884abp+42, -0x1.fa5aa21894a8ep+43, -0x1.81806ab69ed28p+44, 0x1.da7f6994cd0b1p+46, 0x1.3ee77fc6c7783p+44, -0x1.98da1e625770cp+48, 0x1.9f2a58c9155a9p+47, 0x1.08f1acb58cba9p+49, -0x1.dbd15ff7ae5ebp+48);
}

template <class V>
LOGBESSEL_FN V ratio_n(constant<15>, V y) {
  return polyeval(y, -0x1.09005be42bc19p+24, -0x1.c287c3451aa8p+28, 0x1.1b8ecdbec89e1p+33, 0x1.a707ccb620deep+34, -0x1.4d21e05700ffcp+39, 0x1.40dfc48159039p+38, 0x1.0a3ce040695fp+44, -0x1.d531b111c2fbcp+44, -0x1.7223073704a22p+47, 0x1.e35690ae364f1p+48, 0x1.c4b69f97c221fp+49, -0x1.abd56c39c6eddp+51, -0x1.2094f1be35c56p+50, 0x1.5e0a14ce830a9p+53, -0x1.1a3fabf35f581p+52, -0x1.b21b05e2fd3a2p+53, 0x1.65f25a2ff03d6p+53);
}

template <class V>
LOGBESSEL_FN V ratio_n(constant<16>, V y) {
  return polyeval(y, -0x1.5ec06ae270a44p+27, 0x1.7af2e69b41287p+31, 0x1.ce3141bb04398p+35, -0x1.504d701c2cfc1p+39, -0x1.2f3f16555b6fdp+41, 0x1.186c7b09e9573p+45, 0x1.93085011fd667p+42, -0x1.721ebf487c3bfp+49, 0x1.b979b4d2165e6p+49, 0x1.ca49c569ad842p+52, -0x1.d54afb6ab25ffp+53, -0x1.09c57a0b3d6ccp+55, 0x1.909d22e3ce687p+56, 0x1.8ed42c49e0b49p+55, -0x1.3a5f7e59716e4p+58, 0x1.879b929050ed6p+56, 0x1.7738786c1a1c5p+58, -0x1.1dfdc5ee7e0c3p+58);
}


}  // namespace logbessel::detail
