// Printed by tools/coefficients/ratio.py; edit that, not this.
// M_k(y) of the ratio I_{u+1}/I_u for large hypot(u, x), y = u^2/r^2 - 1/2.
#pragma once

#include <logbessel/detail/polyeval.hpp>

// clang-format off
namespace logbessel::detail {

template <class V>
LOGBESSEL_FN V ratio_m(constant<1>, V y) {
  return polyeval(y, 0x1.8p-3, 0x1.4p-1);
}

template <class V>
LOGBESSEL_FN V ratio_m(constant<2>, V y) {
  return polyeval(y, 0x1.4p-3, -0x1.8p-2, -0x1.ep+0);
}

template <class V>
LOGBESSEL_FN V ratio_m(constant<3>, V y) {
  return polyeval(y, -0x1.04p-4, -0x1.768p+0, 0x1.bap-1, 0x1.144p+3);
}

template <class V>
LOGBESSEL_FN V ratio_m(constant<4>, V y) {
  return polyeval(y, -0x1.a6p-2, -0x1.8p-4, 0x1.a28p+3, 0.0, -0x1.a7cp+5);
}

template <class V>
LOGBESSEL_FN V ratio_m(constant<5>, V y) {
  return polyeval(y, -0x1.54a8p-2, 0x1.03208p+3, 0x1.4b0ep+3, -0x1.fd378p+6, -0x1.4389p+5, 0x1.946b4p+8);
}

template <class V>
LOGBESSEL_FN V ratio_m(constant<6>, V y) {
  return polyeval(y, 0x1.bc4p+0, 0x1.d82p+3, -0x1.feccp+6, -0x1.d13p+7, 0x1.57e3p+10, 0x1.70e8p+9, -0x1.cd22p+11);
}

template <class V>
LOGBESSEL_FN V ratio_m(constant<7>, V y) {
  return polyeval(y, 0x1.7ae1fbp+2, -0x1.b0e6af4p+5, -0x1.a31b3a9p+8, 0x1.e46c1078p+10, 0x1.14c4f744p+12, -0x1.016a736ep+14, -0x1.6ecacb18p+13, 0x1.31a8fe94p+15);
}

template <class V>
LOGBESSEL_FN V ratio_m(constant<8>, V y) {
  return polyeval(y, -0x1.33106p+2, -0x1.42f29cp+8, 0x1.22daa4p+10, 0x1.4344c08p+13, -0x1.d03ea4cp+14, -0x1.4359134p+16, 0x1.a864c4p+17, 0x1.718b098p+17, -0x1.cdedcbep+18);
}

template <class V>
LOGBESSEL_FN V ratio_m(constant<9>, V y) {
  return polyeval(y, -0x1.6781d78d8p+6, 0x1.7685bd16p+5, 0x1.7603b317dp+13, -0x1.40d86f101p+14, -0x1.de1cd6040ap+17, 0x1.c77ec3d55ap+18, 0x1.840b8aecb2p+20, -0x1.7e5609ee0ap+21, -0x1.87f743b333p+21, 0x1.87f743b333p+22);
}

template <class V>
LOGBESSEL_FN V ratio_m(constant<10>, V y) {
  return polyeval(y, -0x1.5026e27p+7, 0x1.a01adc3ap+12, 0x1.fde4d7c2p+12, -0x1.767d964e8p+18, 0x1.123ced764p+18, 0x1.6171a6e5fp+22, -0x1.c80984d9bp+22, -0x1.e6bb22a8ap+24, 0x1.75952fca54p+25, 0x1.bae5029adp+25, -0x1.71142cd658p+26);
}

template <class V>
LOGBESSEL_FN V ratio_m(constant<11>, V y) {
  return polyeval(y, 0x1.43e4503ebd6p+10, 0x1.3b6f93e78a5cp+14, -0x1.392dc569bc518p+18, -0x1.3e392a70e4a38p+19, 0x1.60b9873eb396ep+23, -0x1.199771b6a6bap+20, -0x1.0a80e6959d02ap+27, 0x1.c9fe7e49eb6f2p+26, 0x1.41441d482ef3ep+29, -0x1.8904653ea4d46p+29, -0x1.0b596a1f91384p+30, 0x1.7ded730886505p+30);
}

template <class V>
LOGBESSEL_FN V ratio_m(constant<12>, V y) {
  return polyeval(y, 0x1.03b03773fp+13, -0x1.d34065154p+16, -0x1.633d3d5ae7p+20, 0x1.888fc12e81p+23, 0x1.03975a9fc6dp+25, -0x1.44e441a21fp+28, -0x1.de03a84aca8p+26, 0x1.9e2392ac8e6p+31, -0x1.bae07aa7f1b8p+30, -0x1.bf63c6f2c16p+33, 0x1.ba0784f2bd08p+33, 0x1.58b0bace6a2p+34, -0x1.aedce98204a8p+34);
}

template <class V>
LOGBESSEL_FN V ratio_m(constant<13>, V y) {
  return polyeval(y, -0x1.bfb764a12ca14p+12, -0x1.11d4240742542p+20, 0x1.9892bbad69f26p+22, 0x1.3e19c08c75135p+26, -0x1.bf12a42eb10ap+28, -0x1.6a17085f8b39dp+30, 0x1.2a985d30b2677p+33, 0x1.c166bf3608ab8p+32, -0x1.4d4df18634a5dp+36, 0x1.6f9f3f3171cp+34, 0x1.48ab58aa24222p+38, -0x1.07e6da6f99b26p+38, -0x1.d9ae337af361ep+38, 0x1.0727e3b6156f4p+39);
}

template <class V>
LOGBESSEL_FN V ratio_m(constant<14>, V y) {
  return polyeval(y, -0x1.27b44138f918p+18, 0x1.7c7471168fp+15, 0x1.62740c5b12036p+26, -0x1.1177e5dfefda4p+28, -0x1.f835c25469225p+31, 0x1.e10421e60bcb6p+33, 0x1.d61c97130a6edp+35, -0x1.14d1b0017b873p+38, -0x1.300bb7aed15e7p+38, 0x1.1687a83db7b0bp+41, -0x1.0603a24775892p+37, -0x1.fd067a7dd0c5ap+42, 0x1.4c21e0a0dde21p+42, 0x1.5a0ca2e2ad5c2p+43, -0x1.5a0ca2e2ad5c2p+43);
}

template <class V>
LOGBESSEL_FN V ratio_m(constant<15>, V y) {
  return polyeval(y, -0x1.da91eee4824bp+19, 0x1.783a8fe1ba4b2p+25, 0x1.483c0fcb96b82p+26, -0x1.6e7d4d529cd46p+32, 0x1.23101190788c7p+33, 0x1.75125d6b911b7p+37, -0x1.f180070948feep+38, -0x1.276923ef299e7p+41, 0x1.045b1fc8e2766p+43, 0x1.755a433c7a06cp+43, -0x1.e3c2cc41f5641p+45, -0x1.fab901cc08ab7p+42, 0x1.9ee2b51bb0815p+47, -0x1.b51812048284cp+46, -0x1.0c1447e6e608fp+48, 0x1.e76ab146b984ap+47);
}

template <class V>
LOGBESSEL_FN V ratio_m(constant<16>, V y) {
  return polyeval(y, 0x1.11516ff881927p+23, 0x1.ac2f65cc5fb6p+27, -0x1.1ee96fd0fbf39p+32, -0x1.7a35a53ad774ap+33, 0x1.4e44058b9c9ccp+38, -0x1.a972f7b1bbff2p+37, -0x1.09a4183aaa348p+43, 0x1.f06c161f970ep+43, 0x1.6f18a25213234p+46, -0x1.f219272e8c6dp+47, -0x1.bbfade07cd93ap+48, 0x1.b4852a03957f5p+50, 0x1.08e79155a036p+49, -0x1.634fb5737d809p+52, 0x1.29e36ef1d6b5bp+51, 0x1.b7485b07ec9ep+52, -0x1.6e11a131452e6p+52);
}


}  // namespace logbessel::detail
