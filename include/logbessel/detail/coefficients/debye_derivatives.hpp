// Printed by tools/coefficients/debye_derivatives.py; edit that, not this.
// N_k, M_k, P_k, Q_k of the derivatives of the log-Debye series, y = v^2/r^2 - 1/2.
#pragma once

#include <logbessel/detail/polyeval.hpp>

// clang-format off
namespace logbessel::detail {

template <class V>
LOGBESSEL_FN V debye_m(constant<1>, V y) {
  return polyeval(y, 0x1.8p-3, 0x1.4p-1);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<1>, V y) {
  return polyeval(y, -0x1.d555555555555p-3, 0x1.4p-1);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<1>, V y) {
  return polyeval(y, 0x1.b555555555555p-2, 0x1.8p-2, -0x1.9p+1);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<1>, V y) {
  return polyeval(y, -0x1.ap-2, 0x1p-2, 0x1.9p+1);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<2>, V y) {
  return polyeval(y, 0x1.4p-3, -0x1.8p-2, -0x1.ep+0);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<2>, V y) {
  return polyeval(y, 0x1p-5, 0x1.cp-1, -0x1.ep+0);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<2>, V y) {
  return polyeval(y, 0x1.ap-2, -0x1.7p+1, -0x1.bp+1, 0x1.ep+3);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<2>, V y) {
  return polyeval(y, 0x1p-5, 0x1.7p+1, -0x1.8p-2, -0x1.ep+3);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<3>, V y) {
  return polyeval(y, -0x1.04p-4, -0x1.768p+0, 0x1.bap-1, 0x1.144p+3);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<3>, V y) {
  return polyeval(y, 0x1.2a77777777777p-2, -0x1.3f55555555555p-2, -0x1.3915555555555p+2, 0x1.144p+3);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<3>, V y) {
  return polyeval(y, -0x1.2faeeeeeeeeefp-1, -0x1.786aaaaaaaaabp+2, 0x1.6785555555555p+4, 0x1.f14p+4, -0x1.7bd8p+6);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<3>, V y) {
  return polyeval(y, 0x1.a74p-1, 0x1.038p+0, -0x1.87cp+4, -0x1.4b8p+2, 0x1.7bd8p+6);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<4>, V y) {
  return polyeval(y, -0x1.a6p-2, -0x1.8p-4, 0x1.a28p+3, 0.0, -0x1.a7cp+5);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<4>, V y) {
  return polyeval(y, 0x1.12p-2, -0x1.fep+1, 0x1.3ep+1, 0x1.1a8p+5, -0x1.a7cp+5);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<4>, V y) {
  return polyeval(y, -0x1.438p+1, 0x1.1b2p+3, 0x1.3f8p+6, -0x1.92dp+7, -0x1.3ddp+8, 0x1.72c8p+9);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<4>, V y) {
  return polyeval(y, 0x1.bep-1, -0x1.ebap+3, -0x1.ae8p+4, 0x1.d97p+7, 0x1.a7cp+6, -0x1.72c8p+9);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<5>, V y) {
  return polyeval(y, -0x1.54a8p-2, 0x1.03208p+3, 0x1.4b0ep+3, -0x1.fd378p+6, -0x1.4389p+5, 0x1.946b4p+8);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<5>, V y) {
  return polyeval(y, -0x1.7002fbefbefbfp-1, -0x1.5947e38e38e39p+2, 0x1.92f98p+5, -0x1.3758aaaaaaaabp+4, -0x1.360df55555555p+8, 0x1.946b4p+8);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<5>, V y) {
  return polyeval(y, -0x1.cd18186186186p-1, 0x1.1390255555555p+6, -0x1.aa40bp+6, -0x1.196348p+10, 0x1.fdc9c4p+10, 0x1.c6f8a8p+11, -0x1.adb1f4p+12);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<5>, V y) {
  return polyeval(y, -0x1.9bcc8p+1, -0x1.0759p+5, 0x1.dbf1b8p+7, 0x1.0078ep+9, -0x1.409cb6p+11, -0x1.946b4p+10, 0x1.adb1f4p+12);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<6>, V y) {
  return polyeval(y, 0x1.bc4p+0, 0x1.d82p+3, -0x1.feccp+6, -0x1.d13p+7, 0x1.57e3p+10, 0x1.70e8p+9, -0x1.cd22p+11);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<6>, V y) {
  return polyeval(y, -0x1.5b6p+1, 0x1.4d7p+4, 0x1.8514p+6, -0x1.4da4p+9, 0x1.23b8p+7, 0x1.8fa6p+11, -0x1.cd22p+11);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<6>, V y) {
  return polyeval(y, 0x1.28fcp+4, 0x1.c3bp+5, -0x1.77484p+10, 0x1.1995p+10, 0x1.08055p+14, -0x1.6742p+14, -0x1.6b246p+15, 0x1.20354p+16);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<6>, V y) {
  return polyeval(y, -0x1.92a8p+3, 0x1.8548p+6, 0x1.b7c38p+9, -0x1.c0368p+11, -0x1.205bep+13, 0x1.e23ap+14, 0x1.7c6f4p+14, -0x1.20354p+16);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<7>, V y) {
  return polyeval(y, 0x1.7ae1fbp+2, -0x1.b0e6af4p+5, -0x1.a31b3a9p+8, 0x1.e46c1078p+10, 0x1.14c4f744p+12, -0x1.016a736ep+14, -0x1.6ecacb18p+13, 0x1.31a8fe94p+15);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<7>, V y) {
  return polyeval(y, 0x1.1f3e122222222p-2, 0x1.a379462cccccdp+6, -0x1.c74a1e699999ap+8, -0x1.bd39444c44444p+10, 0x1.2963041ap+13, -0x1.9c682bcp+9, -0x1.2778b1d355555p+15, 0x1.31a8fe94p+15);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<7>, V y) {
  return polyeval(y, 0x1.9b9e93adddddep+5, -0x1.9c6d43bcccccdp+9, -0x1.16ec360a66666p+11, 0x1.e742993822222p+14, -0x1.0e7f7522p+13, -0x1.09f826908p+18, 0x1.164c9accd5555p+18, 0x1.40f171b5p+19, -0x1.b762edf4cp+19);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<7>, V y) {
  return polyeval(y, 0x1.9583ce8p+2, 0x1.4ae3f744p+9, -0x1.fcb991b4p+10, -0x1.497ba7218p+14, 0x1.abc18bd4p+15, 0x1.486d3bf0cp+17, -0x1.8f4a2a3ccp+18, -0x1.766f04a88p+18, 0x1.b762edf4cp+19);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<8>, V y) {
  return polyeval(y, -0x1.33106p+2, -0x1.42f29cp+8, 0x1.22daa4p+10, 0x1.4344c08p+13, -0x1.d03ea4cp+14, -0x1.4359134p+16, 0x1.a864c4p+17, 0x1.718b098p+17, -0x1.cdedcbep+18);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<8>, V y) {
  return polyeval(y, 0x1.c98ac8p+4, -0x1.5fd6p+3, -0x1.7b6443p+11, 0x1.210518p+13, 0x1.0a5efaep+15, -0x1.1ef8558p+17, -0x1.af5c7p+11, 0x1.ecb962p+18, -0x1.cdedcbep+18);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<8>, V y) {
  return polyeval(y, -0x1.df8828p+6, -0x1.99a3c2ap+11, 0x1.9885b48p+14, 0x1.1fd84c3p+16, -0x1.3e343a28p+19, -0x1.1c09a0cp+15, 0x1.1ffb7118p+22, -0x1.d40f1a88p+21, -0x1.37cd5004p+23, 0x1.775135a6p+23);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<8>, V y) {
  return polyeval(y, 0x1.6954a8p+7, 0x1.419544p+6, -0x1.77b7b6ap+14, 0x1.0c398cp+15, 0x1.dfc9b578p+18, -0x1.a1c2460cp+19, -0x1.8507471cp+21, 0x1.690f5888p+22, 0x1.88a3ba18p+22, -0x1.775135a6p+23);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<9>, V y) {
  return polyeval(y, -0x1.6781d78d8p+6, 0x1.7685bd16p+5, 0x1.7603b317dp+13, -0x1.40d86f101p+14, -0x1.de1cd6040ap+17, 0x1.c77ec3d55ap+18, 0x1.840b8aecb2p+20, -0x1.7e5609ee0ap+21, -0x1.87f743b333p+21, 0x1.87f743b333p+22);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<9>, V y) {
  return polyeval(y, 0x1.0e278180fc1fp+6, -0x1.bc989b22a5555p+10, -0x1.a2a7df4d55555p+6, 0x1.3c03bd8a06aabp+16, -0x1.6bde17c1ccaabp+17, -0x1.5047c9dccdaabp+19, 0x1.2b8080d832555p+21, 0x1.1e163688daaabp+18, -0x1.c94b245110d55p+22, 0x1.87f743b333p+22);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<9>, V y) {
  return polyeval(y, -0x1.2a4769fd99936p+10, 0x1.bf3244c799555p+12, 0x1.1b15cc56a54abp+17, -0x1.66ece7cdddd55p+19, -0x1.13b8642cd2855p+21, 0x1.ab3a8075c85abp+23, 0x1.0f702beb1a755p+22, -0x1.4e9e89a5103abp+26, 0x1.a5d503dbab72bp+25, 0x1.4ab8a11f3308p+27, -0x1.6338155a6638p+27);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<9>, V y) {
  return polyeval(y, 0x1.7d09b6addp+8, -0x1.9b7e3570dcp+13, -0x1.5ec147106dp+14, 0x1.73d5b899dcp+19, -0x1.93e1fe0d5b8p+18, -0x1.5f82b72bf66p+23, 0x1.9f2ffb0f27bp+23, 0x1.e46e4f91df8p+25, -0x1.61d1fd472afcp+26, -0x1.b8f62c29996p+26, 0x1.6338155a6638p+27);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<10>, V y) {
  return polyeval(y, -0x1.5026e27p+7, 0x1.a01adc3ap+12, 0x1.fde4d7c2p+12, -0x1.767d964e8p+18, 0x1.123ced764p+18, 0x1.6171a6e5fp+22, -0x1.c80984d9bp+22, -0x1.e6bb22a8ap+24, 0x1.75952fca54p+25, 0x1.bae5029adp+25, -0x1.71142cd658p+26);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<10>, V y) {
  return polyeval(y, -0x1.1c2635d8p+8, -0x1.490cc8c2p+12, 0x1.26230ab22p+16, 0x1.8cc9a068p+14, -0x1.02e158de98p+21, 0x1.d1c08c69ap+21, 0x1.c10f4906e8p+23, -0x1.50fcc1a13p+25, -0x1.153f4b41fp+23, 0x1.d37ff486f8p+26, -0x1.71142cd658p+26);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<10>, V y) {
  return polyeval(y, -0x1.2ee9ce36p+10, 0x1.9a48d3f4ep+16, -0x1.027e1a6a78p+18, -0x1.542a0bad28p+22, 0x1.2c5f781a4dp+24, 0x1.016c7cfd35p+26, -0x1.29a61041c0cp+28, -0x1.41aace515cp+27, 0x1.a01dd309802p+30, -0x1.9190e3ed79p+29, -0x1.7c9cce3d0acp+31, 0x1.71142cd658p+31);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<10>, V y) {
  return polyeval(y, -0x1.370eb577p+11, -0x1.538f3739cp+15, 0x1.32763063a4p+19, 0x1.6adcd2a32p+20, -0x1.5ba71d2307p+24, -0x1.c27c58e68p+19, 0x1.0798bf54ef4p+28, -0x1.9b675dc434p+27, -0x1.3e6389e9e36p+30, 0x1.75050f6bd48p+30, 0x1.0946803a0f4p+31, -0x1.71142cd658p+31);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<11>, V y) {
  return polyeval(y, 0x1.43e4503ebd6p+10, 0x1.3b6f93e78a5cp+14, -0x1.392dc569bc518p+18, -0x1.3e392a70e4a38p+19, 0x1.60b9873eb396ep+23, -0x1.199771b6a6bap+20, -0x1.0a80e6959d02ap+27, 0x1.c9fe7e49eb6f2p+26, 0x1.41441d482ef3ep+29, -0x1.8904653ea4d46p+29, -0x1.0b596a1f91384p+30, 0x1.7ded730886505p+30);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<11>, V y) {
  return polyeval(y, -0x1.152d936e984d7p+11, 0x1.8e23fcdf26ffep+14, 0x1.12693435aae4bp+18, -0x1.50a750df5a9d8p+21, -0x1.7b5e7e77dee2fp+20, 0x1.acf3f08f47087p+25, -0x1.3204d20c541ccp+26, -0x1.3d2aa45bc8223p+28, 0x1.972b3559e218bp+29, 0x1.d0e0d08839056p+27, -0x1.04fbdb67f5619p+31, 0x1.7ded730886505p+30);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<11>, V y) {
  return polyeval(y, 0x1.85a153cb9c353p+14, 0x1.4b66ec8461e93p+17, -0x1.7225c26b09fdcp+22, 0x1.bc8d17b1442cbp+22, 0x1.805731cb01dfcp+27, -0x1.ed4c928beaa2cp+28, -0x1.e0a2fc830d421p+30, 0x1.b02625394eb35p+32, 0x1.40a9de003e4d7p+32, -0x1.140b1d38245b4p+35, 0x1.8c40a7c2d21ecp+33, 0x1.d8a2a4c0f3036p+35, -0x1.a1bbb5d152e7dp+35);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<11>, V y) {
  return polyeval(y, -0x1.0d0e45895647p+14, 0x1.ba64054aa8bf8p+17, 0x1.739bfaf8296c2p+21, -0x1.7d37dc6362507p+24, -0x1.16bc1ed6bae4cp+26, 0x1.3ea3edc97ef9fp+29, 0x1.32d7306358cb3p+28, -0x1.9832a1a3545f8p+32, 0x1.82d6043197857p+31, 0x1.ba3e6d1a0c431p+34, -0x1.a41f2524c3ee1p+34, -0x1.5559053604d7cp+35, 0x1.a1bbb5d152e7dp+35);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<12>, V y) {
  return polyeval(y, 0x1.03b03773fp+13, -0x1.d34065154p+16, -0x1.633d3d5ae7p+20, 0x1.888fc12e81p+23, 0x1.03975a9fc6dp+25, -0x1.44e441a21fp+28, -0x1.de03a84aca8p+26, 0x1.9e2392ac8e6p+31, -0x1.bae07aa7f1b8p+30, -0x1.bf63c6f2c16p+33, 0x1.ba0784f2bd08p+33, 0x1.58b0bace6a2p+34, -0x1.aedce98204a8p+34);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<12>, V y) {
  return polyeval(y, -0x1.e4c7be7ap+8, 0x1.da1bd94568p+17, -0x1.607ece7521p+20, -0x1.8a9e945ad58p+23, 0x1.6a314825f2a8p+26, 0x1.15052a0dd28p+26, -0x1.6c4551a0e6f8p+30, 0x1.9dc29e344e2p+30, 0x1.d96c14ea313ap+32, -0x1.0716f22cc55cp+34, -0x1.7bce4dba0b1p+32, 0x1.3bf755e7e148p+35, -0x1.aedce98204a8p+34);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<12>, V y) {
  return polyeval(y, 0x1.e57887bc44p+16, -0x1.6135c151422p+21, -0x1.be15ba01c18p+23, 0x1.17df4a683daep+28, -0x1.ee0e54de0bfp+26, -0x1.a7ad69f7045fcp+32, 0x1.92482a8cf7fp+33, 0x1.c719df1e05a08p+35, -0x1.4743bec08955ap+37, -0x1.31dc5a1f0bdbep+37, 0x1.8581a35933518p+39, -0x1.898d7d67a9a9p+37, -0x1.3b118ac0ad014p+40, 0x1.ffa6554a65878p+39);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<12>, V y) {
  return polyeval(y, 0x1.36e0479d6p+13, 0x1.176e54a9c6ap+21, -0x1.7cd1c0643c4p+23, -0x1.46f632621c44p+27, 0x1.af717c6d4482p+29, 0x1.79b7902786938p+31, -0x1.23d112d6892bp+34, -0x1.f0dddcde0dd6p+33, 0x1.47c625dfa401ap+37, -0x1.28a62ec0bcd68p+35, -0x1.4460f80b9ca64p+39, 0x1.f5f88ec542cb8p+38, 0x1.d4903df098438p+39, -0x1.ffa6554a65878p+39);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<13>, V y) {
  return polyeval(y, -0x1.bfb764a12ca14p+12, -0x1.11d4240742542p+20, 0x1.9892bbad69f26p+22, 0x1.3e19c08c75135p+26, -0x1.bf12a42eb10ap+28, -0x1.6a17085f8b39dp+30, 0x1.2a985d30b2677p+33, 0x1.c166bf3608ab8p+32, -0x1.4d4df18634a5dp+36, 0x1.6f9f3f3171cp+34, 0x1.48ab58aa24222p+38, -0x1.07e6da6f99b26p+38, -0x1.d9ae337af361ep+38, 0x1.0727e3b6156f4p+39);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<13>, V y) {
  return polyeval(y, 0x1.dec571186fcb5p+15, 0x1.72bd81e5c4f64p+16, -0x1.03ecacdf56c38p+24, 0x1.fe58cc3e47245p+25, 0x1.08d5156f1601cp+29, -0x1.7c943faad317ap+31, -0x1.6afd12421173dp+31, 0x1.3f43165cb3ba4p+35, -0x1.1f14bf5f2649cp+35, -0x1.74c4b8660b79ap+37, 0x1.6a387ca06e42fp+38, 0x1.3a4b8a3444659p+37, -0x1.9c4706e187fb1p+39, 0x1.0727e3b6156f4p+39);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<13>, V y) {
  return polyeval(y, -0x1.56a8bba722366p+18, -0x1.1b5d457be38a3p+24, 0x1.8f7dc658c8e9ep+27, 0x1.dcaa9e897aa0cp+29, -0x1.8350814100b57p+33, -0x1.13f9a85d2d979p+30, 0x1.d0e2504a8d7dfp+37, -0x1.465f8000f57ddp+38, -0x1.b8b33d1e158e3p+40, 0x1.0270a2bfe80f8p+42, 0x1.2348e7490acbbp+42, -0x1.235a0b76ad44ep+44, 0x1.72c58d9d81a1ep+41, 0x1.c1027621e15f7p+44, -0x1.512b1bc14b769p+44);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<13>, V y) {
  return polyeval(y, 0x1.2890742371985p+19, 0x1.dd70f25056ef6p+18, -0x1.65ef4b518822ep+27, 0x1.f286ff309f489p+28, 0x1.0027358e62ad4p+33, -0x1.cd75e36302ab5p+34, -0x1.e25b44d0b53c3p+36, 0x1.0dcd085de725ep+39, 0x1.40ee36ac54beap+39, -0x1.117cd7ccee2e6p+42, 0x1.25518da7744d5p+36, 0x1.f5e6f6ffd05ffp+43, -0x1.3bd3be9e08fbap+43, -0x1.561a419fe8aa4p+44, 0x1.512b1bc14b769p+44);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<14>, V y) {
  return polyeval(y, -0x1.27b44138f918p+18, 0x1.7c7471168fp+15, 0x1.62740c5b12036p+26, -0x1.1177e5dfefda4p+28, -0x1.f835c25469225p+31, 0x1.e10421e60bcb6p+33, 0x1.d61c97130a6edp+35, -0x1.14d1b0017b873p+38, -0x1.300bb7aed15e7p+38, 0x1.1687a83db7b0bp+41, -0x1.0603a24775892p+37, -0x1.fd067a7dd0c5ap+42, 0x1.4c21e0a0dde21p+42, 0x1.5a0ca2e2ad5c2p+43, -0x1.5a0ca2e2ad5c2p+43);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<14>, V y) {
  return polyeval(y, 0x1.ebc5db92cf9p+17, -0x1.10480bf246ffp+23, -0x1.73b7df5a461dp+23, 0x1.d6d5247fee3dap+29, -0x1.4b31bde573588p+31, -0x1.585146cf32f86p+34, 0x1.8e815388e30e8p+36, 0x1.c57aa00876c06p+36, -0x1.21ca6497ab4c3p+40, 0x1.96167208e0ec1p+39, 0x1.3519fdd0fac13p+42, -0x1.08b03491fc505p+43, -0x1.0bafc23d5facap+42, 0x1.205fdd123b222p+44, -0x1.5a0ca2e2ad5c2p+43);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<14>, V y) {
  return polyeval(y, -0x1.7bdb53fa64668p+22, 0x1.60d3bf583dbep+25, 0x1.9bbe0b44f47fbp+30, -0x1.6c53878dee88ap+33, -0x1.bf5919fa9724fp+35, 0x1.ff9de13c56382p+38, 0x1.02ed0ce88d629p+38, -0x1.00de31523dcfdp+43, 0x1.057eaa95395p+43, 0x1.b6902ec14f6b2p+45, -0x1.a912797a26ea7p+46, -0x1.1a211af6bda69p+47, 0x1.ccbf697b7a1c1p+48, -0x1.1476d7999ff9ap+45, -0x1.54a4705722a6bp+49, 0x1.dbd15ff7ae5ebp+48);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<14>, V y) {
  return polyeval(y, 0x1.ff89a05f59aep+20, -0x1.763c36519552p+26, -0x1.a282769fb61c3p+27, 0x1.6f4f3d616bd97p+33, -0x1.fc2eaeb55a668p+33, -0x1.780db4814a348p+38, 0x1.da2c1fafb866bp+39, 0x1.2bf4ebf884abp+42, -0x1.fa5aa21894a8ep+43, -0x1.81806ab69ed28p+44, 0x1.da7f6994cd0b1p+46, 0x1.3ee77fc6c7783p+44, -0x1.98da1e625770cp+48, 0x1.9f2a58c9155a9p+47, 0x1.08f1acb58cba9p+49, -0x1.dbd15ff7ae5ebp+48);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<15>, V y) {
  return polyeval(y, -0x1.da91eee4824bp+19, 0x1.783a8fe1ba4b2p+25, 0x1.483c0fcb96b82p+26, -0x1.6e7d4d529cd46p+32, 0x1.23101190788c7p+33, 0x1.75125d6b911b7p+37, -0x1.f180070948feep+38, -0x1.276923ef299e7p+41, 0x1.045b1fc8e2766p+43, 0x1.755a433c7a06cp+43, -0x1.e3c2cc41f5641p+45, -0x1.fab901cc08ab7p+42, 0x1.9ee2b51bb0815p+47, -0x1.b51812048284cp+46, -0x1.0c1447e6e608fp+48, 0x1.e76ab146b984ap+47);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<15>, V y) {
  return polyeval(y, -0x1.3e9b37f38fd3ep+20, -0x1.4d06dd9d087e8p+25, 0x1.7c175709d0d0cp+29, 0x1.173dcb912a679p+30, -0x1.825b2e8b947a6p+35, 0x1.91a944801c52ep+36, 0x1.ba85761597cfbp+39, -0x1.a48c87b9b96a6p+41, -0x1.1641ae394e51bp+42, 0x1.10db11834a504p+45, -0x1.2119ec6947ddfp+44, -0x1.0d68f1c2a43a3p+47, 0x1.993b926e2c5a8p+47, 0x1.d8c027d4d7c82p+46, -0x1.ae8d2da923dfdp+48, 0x1.e76ab146b984ap+47);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<15>, V y) {
  return polyeval(y, -0x1.6f5c36c5ba267p+23, 0x1.11635b2381895p+30, -0x1.945f60bae9342p+31, -0x1.e17040ae33b4cp+36, 0x1.26145c94710bap+39, 0x1.84ac0ab0b1382p+41, -0x1.4a119d47d3affp+44, -0x1.1d06e1fec2122p+44, 0x1.1ff0f5238be28p+48, -0x1.955738ecdf7dp+47, -0x1.c1c6b7a913c3dp+50, 0x1.6b510692fc636p+51, 0x1.1871745f03ac1p+52, -0x1.800c4e210ce7bp+53, -0x1.91ebcf24ae7b6p+44, 0x1.122c03b7c85aap+54, -0x1.65f25a2ff03d6p+53);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<15>, V y) {
  return polyeval(y, -0x1.09005be42bc19p+24, -0x1.c287c3451aa8p+28, 0x1.1b8ecdbec89e1p+33, 0x1.a707ccb620deep+34, -0x1.4d21e05700ffcp+39, 0x1.40dfc48159039p+38, 0x1.0a3ce040695fp+44, -0x1.d531b111c2fbcp+44, -0x1.7223073704a22p+47, 0x1.e35690ae364f1p+48, 0x1.c4b69f97c221fp+49, -0x1.abd56c39c6eddp+51, -0x1.2094f1be35c56p+50, 0x1.5e0a14ce830a9p+53, -0x1.1a3fabf35f581p+52, -0x1.b21b05e2fd3a2p+53, 0x1.65f25a2ff03d6p+53);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<16>, V y) {
  return polyeval(y, 0x1.11516ff881927p+23, 0x1.ac2f65cc5fb6p+27, -0x1.1ee96fd0fbf39p+32, -0x1.7a35a53ad774ap+33, 0x1.4e44058b9c9ccp+38, -0x1.a972f7b1bbff2p+37, -0x1.09a4183aaa348p+43, 0x1.f06c161f970ep+43, 0x1.6f18a25213234p+46, -0x1.f219272e8c6dp+47, -0x1.bbfade07cd93ap+48, 0x1.b4852a03957f5p+50, 0x1.08e79155a036p+49, -0x1.634fb5737d809p+52, 0x1.29e36ef1d6b5bp+51, 0x1.b7485b07ec9ep+52, -0x1.6e11a131452e6p+52);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<16>, V y) {
  return polyeval(y, -0x1.fe6e9a9499357p+23, 0x1.c588a6125e6aep+27, 0x1.16fd8bbb1c5b1p+32, -0x1.a830fd470b159p+35, -0x1.5c255a4572c9cp+36, 0x1.2c6fde8df1003p+41, -0x1.cf908b3f92aeep+41, -0x1.1c8d4355b9685p+45, 0x1.c237ef692b346p+46, 0x1.5516eae67b691p+47, -0x1.0aa3b7078355p+50, 0x1.94a4c5b2e3557p+48, 0x1.ecb4b9fb5d0dcp+51, -0x1.4d9e19d3abce9p+52, -0x1.b23fd370b3a7p+51, 0x1.55aa0de9b8092p+53, -0x1.6e11a131452e6p+52);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<16>, V y) {
  return polyeval(y, 0x1.e1fba0537bd03p+27, 0x1.6f1a8b4b7c467p+31, -0x1.db5ada4f8e2dep+36, 0x1.346e5037ffe2dp+37, 0x1.f299b0f76dad9p+42, -0x1.b6ea479aba595p+44, -0x1.427a7ae129558p+47, 0x1.a5b589b0e57edp+49, 0x1.f69c5f8592726p+49, -0x1.48e00b5970fc3p+53, 0x1.20a649c139f93p+52, 0x1.dc1be2bc00a4cp+55, -0x1.41ef27e0c894bp+56, -0x1.1f6e0eb85dc3ap+57, 0x1.50948a3b587a9p+58, 0x1.8e2385be9e7f2p+54, -0x1.d2bce0b86b67fp+58, 0x1.1dfdc5ee7e0c3p+58);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<16>, V y) {
  return polyeval(y, -0x1.5ec06ae270a44p+27, 0x1.7af2e69b41287p+31, 0x1.ce3141bb04398p+35, -0x1.504d701c2cfc1p+39, -0x1.2f3f16555b6fdp+41, 0x1.186c7b09e9573p+45, 0x1.93085011fd667p+42, -0x1.721ebf487c3bfp+49, 0x1.b979b4d2165e6p+49, 0x1.ca49c569ad842p+52, -0x1.d54afb6ab25ffp+53, -0x1.09c57a0b3d6ccp+55, 0x1.909d22e3ce687p+56, 0x1.8ed42c49e0b49p+55, -0x1.3a5f7e59716e4p+58, 0x1.879b929050ed6p+56, 0x1.7738786c1a1c5p+58, -0x1.1dfdc5ee7e0c3p+58);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<17>, V y) {
  return polyeval(y, 0x1.56a80379c5af4p+26, -0x1.8a83de476e485p+30, -0x1.be47edc7c7a1fp+34, 0x1.561eebdca8511p+38, 0x1.1be39565de4e6p+40, -0x1.1a9bd9ea6e5c8p+44, -0x1.e2773f05b1e3dp+39, 0x1.72db80f25e90fp+48, -0x1.d90a8fff5b036p+48, -0x1.c8c6173b551b1p+51, 0x1.e4af920569f69p+52, 0x1.06b65e67aa358p+54, -0x1.98fc3947f9602p+55, -0x1.7d271ca661e51p+54, 0x1.3f26283c933ecp+57, -0x1.9f2c0957b3ef3p+55, -0x1.7bae3f5f22882p+57, 0x1.240fe1fa6955p+57);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<17>, V y) {
  return polyeval(y, -0x1.9a981eaeb1b5fp+23, 0x1.af2efb7afbb4cp+31, -0x1.7a8c4628831abp+34, -0x1.76938183a3d1dp+38, 0x1.a1f99ac04c541p+41, 0x1.81271c5271125p+42, -0x1.c6108960cc1edp+46, 0x1.febc3c6bdb41dp+46, 0x1.71087965f9bf5p+50, -0x1.eabdbe5ff9338p+51, -0x1.a5d89cce6d964p+52, 0x1.0e66fcd2c783ap+55, -0x1.085b15070b6e6p+53, -0x1.d7cf3da59a4e4p+56, 0x1.1df97ac194454p+57, 0x1.9f7acc594b02p+56, -0x1.1f31c0585f0b1p+58, 0x1.240fe1fa6955p+57);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<17>, V y) {
  return polyeval(y, 0x1.ca7315849581dp+30, -0x1.a06f840927d25p+35, -0x1.af8072421d604p+38, 0x1.457d48edef918p+43, -0x1.c879210af37f8p+41, -0x1.dfde3f701c355p+48, 0x1.355087fdad97bp+50, 0x1.0491bdf544bfcp+53, -0x1.0cf6bfaf080f1p+55, -0x1.9693d9a59143dp+55, 0x1.7fc86bac11c15p+58, -0x1.3f3a040ded642p+56, -0x1.04490c49ef471p+61, 0x1.26d77e9cdcc6ap+61, 0x1.3077d6af7be6ep+62, -0x1.3566cdce2ea0cp+63, -0x1.5fcd78fb9bd46p+60, 0x1.a2ed2e89957c5p+63, -0x1.e3ba4e46be74dp+62);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<17>, V y) {
  return polyeval(y, 0x1.e715a960c3e0fp+25, 0x1.54a63a0fe1f23p+35, -0x1.3474fcb4b6778p+38, -0x1.6bcaae5d1b81dp+42, 0x1.58ac66c713c6ap+45, 0x1.6dcefec9a33c7p+47, -0x1.c28e10df56b3bp+50, -0x1.42557017e401fp+50, 0x1.fefc02ae42b86p+54, -0x1.7b3ac4975fcd5p+54, -0x1.1eb7448f812efp+58, 0x1.ce8745ca352dfp+58, 0x1.3ba5cc9a6d391p+60, -0x1.851a8f2fcf77dp+61, -0x1.fdc9b8b4cb1bbp+60, 0x1.279ec3c7c9ec8p+63, -0x1.0f519589a36p+61, -0x1.5558f6831181cp+63, 0x1.e3ba4e46be74dp+62);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<18>, V y) {
  return polyeval(y, -0x1.a4c70aa8c7e17p+25, -0x1.4f8e1dfde9ecdp+34, 0x1.44c5d1e372727p+37, 0x1.63246ec84b1dap+41, -0x1.6058cee0c8846p+44, -0x1.5e8c1f8306e4ep+46, 0x1.c7aaac358083fp+49, 0x1.13ff82028d668p+49, -0x1.00d421300e2f8p+54, 0x1.9fe7ba0d83776p+53, 0x1.1ecbf2e73cd7cp+57, -0x1.dee67bc23c55ep+57, -0x1.39ad19131891dp+59, 0x1.8d6c77bc813b9p+60, 0x1.f045142cd1c21p+59, -0x1.2c1dbf6556672p+62, 0x1.21ff800e5de1cp+60, 0x1.595cc23026ebcp+62, -0x1.ed5ff0d71307ap+61);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<18>, V y) {
  return polyeval(y, 0x1.9c2dc3e58cb14p+29, 0x1.ec0de91ed1798p+31, -0x1.b35dcf98f00c7p+38, 0x1.e5389384bc502p+40, 0x1.bbc76cf5990bep+44, -0x1.7e03b3baf40c2p+47, -0x1.8a7b3e7b6787bp+48, 0x1.5297164aa7a0dp+52, -0x1.0911dcebb48eep+52, -0x1.e519426da2f57p+55, 0x1.10d31530ed31p+57, 0x1.08daa272692bap+58, -0x1.1c6d97bf8a22dp+60, 0x1.135afb831e6a9p+57, 0x1.d84bf528b2c49p+61, -0x1.010cf3fd0d529p+62, -0x1.9e28b752f7b16p+61, 0x1.fdd21277d7ee5p+62, -0x1.ed5ff0d71307ap+61);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<18>, V y) {
  return polyeval(y, -0x1.54b0021a89e91p+32, -0x1.e61093a41245fp+38, 0x1.a590d5d6b8e5p+42, 0x1.84f11a64f117bp+45, -0x1.84364677a923p+49, -0x1.e1fc22ad706aap+47, 0x1.b946666a7e6eap+54, -0x1.9ed417eafcfa7p+55, -0x1.9f77f6242f536p+58, 0x1.58398afe8f77cp+60, 0x1.3ca693343ba43p+61, -0x1.ca539cbe696dp+63, 0x1.4e4c3289d2f8p+53, 0x1.2604dc88c80a1p+66, -0x1.16109bead8419p+66, -0x1.4db26a29b94a6p+67, 0x1.29a6e1f57280ap+68, 0x1.eef2078dd7601p+65, -0x1.8b7880a5feda8p+68, 0x1.afb3f2bc30a6bp+67);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<18>, V y) {
  return polyeval(y, 0x1.5e591d5dd8f3bp+33, 0x1.9560b8670df0dp+34, -0x1.82892cb202a0cp+42, 0x1.6e0db87ae1fcfp+44, 0x1.e96cee91045b9p+48, -0x1.403c058c724f9p+51, -0x1.8ed8bcb15cd65p+53, 0x1.5f56d519405f5p+56, 0x1.a13ad08d3387p+56, -0x1.60f51590813ffp+60, 0x1.04239e1ad01f8p+59, 0x1.6c38ca9effb9ap+63, -0x1.ccbe0465e2c6bp+63, -0x1.7db5111f0c2e4p+65, 0x1.876f0c5bd6a38p+66, 0x1.3eaab33803869p+66, -0x1.22878ad211f8dp+68, 0x1.683ccd1a2779fp+65, 0x1.461702c7c02d7p+68, -0x1.afb3f2bc30a6bp+67);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<19>, V y) {
  return polyeval(y, -0x1.5e138b8456f21p+32, -0x1.d1c96e24cdf2p+32, 0x1.7f30ebf2a6465p+41, -0x1.87bcd6c1051bp+43, -0x1.e1975b7f16804p+47, 0x1.48efec56a75dbp+50, 0x1.839775baa0e78p+52, -0x1.646196c1ad28ap+55, -0x1.835c65a1efe7p+55, 0x1.63b3924ed610bp+59, -0x1.2f1374c6cf768p+58, -0x1.6d4d945ba0ff9p+62, 0x1.de8e1631f6aa8p+62, 0x1.7cbdcbf06d067p+64, -0x1.8ff9a8e2e3bd7p+65, -0x1.397010391a4eep+65, 0x1.26ee52076a20fp+67, -0x1.8748cb3a5002p+64, -0x1.49ddd9c96bf26p+67, 0x1.b7d277b73a988p+66);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<19>, V y) {
  return polyeval(y, 0x1.3e5d7ff129954p+32, -0x1.a81be413f5e94p+37, -0x1.634c98f6849b9p+39, 0x1.57c6a9d41125p+45, -0x1.07cb8db034959p+47, -0x1.e6d6e18ca4c17p+50, 0x1.4d0f54c57b606p+53, 0x1.807f42bb876c9p+54, -0x1.f7393bf9e77a1p+57, 0x1.efc3346ddfd27p+56, 0x1.4445b941ecf7dp+61, -0x1.35a02a47ba687p+62, -0x1.530869274dcecp+63, 0x1.3617173f6b3e7p+65, -0x1.f0b367966de72p+57, -0x1.ed67aaf9a451fp+66, 0x1.e3533311e5958p+66, 0x1.adf729a6e5835p+66, -0x1.dc7957067f7a9p+67, 0x1.b7d277b73a988p+66);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<19>, V y) {
  return polyeval(y, -0x1.3291b405934cfp+37, 0x1.2bdd26dda94dfp+40, 0x1.2f40ef783e3f4p+46, -0x1.47571cf1ffbbfp+49, -0x1.2a79c6ba52fa5p+52, 0x1.a8355996d366bp+55, 0x1.617a75f367948p+55, -0x1.8a8d75bfb3a6p+60, 0x1.075ea2bc8de26p+61, 0x1.49bc60ad5d35ep+64, -0x1.bb2ae18ed3677p+65, -0x1.e5e88b1f5b4a9p+66, 0x1.18506f41b1bd2p+69, 0x1.ab572d2549c1ep+66, -0x1.57138683b4f0bp+71, 0x1.0ccbdce1e559dp+71, 0x1.7a8b163271588p+72, -0x1.2b0adb79b605ep+73, -0x1.458648609963ap+71, 0x1.87b7729f302fdp+73, -0x1.9576065cea049p+72);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<19>, V y) {
  return polyeval(y, 0x1.bcd3cc8f741e9p+35, -0x1.84e83c606505p+41, -0x1.47b4115b6d0eap+43, 0x1.505d7caae43fp+49, -0x1.4d15e77e6ec5ap+50, -0x1.298e2bad1b932p+55, 0x1.146e88330c478p+57, 0x1.985e174598459p+59, -0x1.0cc7d5fa48f45p+62, -0x1.b7a7dea04cb79p+62, 0x1.ea6534d1ca87bp+65, -0x1.632abe0584456p+61, -0x1.d72651d2a713ap+68, 0x1.cc65aa4ae7f9dp+68, 0x1.d7cfc3b54dd77p+70, -0x1.972babe8f185dp+71, -0x1.8ee6f82308aa5p+71, 0x1.29e32853cc0d6p+73, -0x1.9b6026376eb8ep+69, -0x1.466e34d9fd7d3p+73, 0x1.9576065cea049p+72);
}

template <class V>
LOGBESSEL_FN V debye_m(constant<20>, V y) {
  return polyeval(y, -0x1.a6f99519e917ap+34, 0x1.8695214cccc8ap+40, 0x1.17593b68faca4p+42, -0x1.4f23064b58844p+48, 0x1.6f2b729a3da61p+49, 0x1.26884fd135c8ep+54, -0x1.1d6e85e482b88p+56, -0x1.9085c6fe8eaa6p+58, 0x1.115b6101fb2ffp+61, 0x1.a4a408d466f62p+61, -0x1.ef370a6f33ac9p+64, 0x1.7cca062ec1052p+61, 0x1.d98474c9d02f6p+67, -0x1.e040e622b24c9p+67, -0x1.d7e4dec895e89p+69, 0x1.a03c01828be2cp+70, 0x1.8ae5141d0919ep+70, -0x1.2e5e42fdeb1c2p+72, 0x1.d147f9ef5018fp+68, 0x1.4a24204e8c8e5p+72, -0x1.9cad28622fb1fp+71);
}

template <class V>
LOGBESSEL_FN V debye_n(constant<20>, V y) {
  return polyeval(y, -0x1.c57a4b134c9e5p+34, -0x1.7c18e2bf12925p+40, 0x1.fc2c342ea8d1ap+44, 0x1.86d1fda126cdbp+46, -0x1.d68771a3bd5a3p+51, 0x1.fcd5ab9a0f27cp+52, 0x1.fc87b71d700c6p+56, -0x1.19c9786679c6fp+59, -0x1.6b47f2fbc4dffp+60, 0x1.771d6b8ac1f98p+63, -0x1.658e41e0e65abp+61, -0x1.b9f126a80bdf2p+66, 0x1.66868fc4f34dfp+67, 0x1.bb92e0dedff03p+68, -0x1.5e14fd2078439p+70, -0x1.1e469dcfa6d3cp+67, 0x1.0c8aa839e6535p+72, -0x1.da1b59a03bfbp+71, -0x1.d09033e91f339p+71, 0x1.d3b32dc49c745p+72, -0x1.9cad28622fb1fp+71);
}

template <class V>
LOGBESSEL_FN V debye_p(constant<20>, V y) {
  return polyeval(y, -0x1.dcc556921541ap+38, 0x1.79bcf1417f494p+45, -0x1.0ed5187da2705p+47, -0x1.239a5f48d447dp+53, 0x1.afb7f0c7aaf59p+55, 0x1.9c2c2528620c3p+58, -0x1.b5480d4c7e846p+61, -0x1.193435c3502dep+62, 0x1.5b047452361f4p+66, -0x1.3510487319911p+66, -0x1.06284f9bbc32ep+70, 0x1.1f3827b21865bp+71, 0x1.73ff6900871aap+72, -0x1.5f507d8bcf0b2p+74, -0x1.054e5b640f20bp+73, 0x1.9d5d1af35f609p+76, -0x1.08b2c0eba8f13p+76, -0x1.bc69fd2d73b09p+77, 0x1.3923d40f7fe72p+78, 0x1.a4bf44dcf7dd3p+76, -0x1.963a73c0a6f32p+78, 0x1.8fc7bf1f1e346p+77);
}

template <class V>
LOGBESSEL_FN V debye_q(constant<20>, V y) {
  return polyeval(y, -0x1.026722b4b3f14p+39, -0x1.4309e05e4d31fp+44, 0x1.efac9347d0c99p+48, 0x1.f30b2d2ac91d1p+50, -0x1.f2d8d70e1839fp+55, 0x1.9c09f1fd504c8p+55, 0x1.520f24db14b66p+61, -0x1.c005dcc642a76p+62, -0x1.91ccdf1492131p+65, 0x1.961706bd7d59dp+67, 0x1.a898fb03de2d8p+68, -0x1.57c7b4479fe8fp+71, -0x1.51eef4f01d8d4p+69, 0x1.36eabcaf1d89ep+74, -0x1.c779e2c70b2cbp+73, -0x1.2abb69c6618d8p+76, 0x1.b51f09ac6d232p+76, 0x1.f9d0ab0dc8ce9p+76, -0x1.3e1f0b5aacdep+78, 0x1.c09d70dcf3449p+72, 0x1.55bf65714f7f5p+78, -0x1.8fc7bf1f1e346p+77);
}


}  // namespace logbessel::detail
