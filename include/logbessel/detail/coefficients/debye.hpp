// Printed by tools/coefficients/debye.py; edit that, not this.
// L_k(y) of the log-Debye series: log(sum t^k u_k) = sum t^k L_k, y = v^2/r^2 - 1/2.
#pragma once

#include <logbessel/detail/polyeval.hpp>

// clang-format off
namespace logbessel::detail {

template <class V>
LOGBESSEL_FN V debye_l(constant<1>, V y) {
  return polyeval(y, 0x1.5555555555555p-6, -0x1.aaaaaaaaaaaabp-3);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<2>, V y) {
  return polyeval(y, -0x1.8p-5, -0x1p-4, 0x1.4p-2);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<3>, V y) {
  return polyeval(y, -0x1.3749f49f49f4ap-5, 0x1.6b77777777777p-3, 0x1.26aaaaaaaaaabp-2, -0x1.eb1c71c71c71cp-1);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<4>, V y) {
  return polyeval(y, 0x1.28p-6, 0x1.5cp-2, -0x1.f2p-1, -0x1.c4p+0, 0x1.1a8p+2);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<5>, V y) {
  return polyeval(y, 0x1.aeabfcbfcbfccp-4, -0x1.8b5df7df7df7ep-3, -0x1.afc471c71c71cp+1, 0x1.aaf2aaaaaaaabp+2, 0x1.af61555555555p+3, -0x1.af61555555555p+4);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<6>, V y) {
  return polyeval(y, 0x1.4ep-4, -0x1.1ccp+1, 0x1.858p+0, 0x1.2bf5555555555p+5, -0x1.b2bp+5, -0x1.ebep+6, 0x1.99e5555555555p+7);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<7>, V y) {
  return polyeval(y, -0x1.c586b27027027p-2, -0x1.68ee19ddddddep+1, 0x1.3df64ee666666p+5, -0x1.81f4291111111p+2, -0x1.d0d2aa6222222p+8, 0x1.fcce818p+8, 0x1.4609981555555p+10, -0x1.d1c4901e79e7ap+10);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<8>, V y) {
  return polyeval(y, -0x1.7cc6bp+0, 0x1.0b277p+4, 0x1.37f3ecp+6, -0x1.5de10ep+9, -0x1.11fd44p+7, 0x1.8ecb71p+12, -0x1.4e1f75p+12, -0x1.ecb962p+13, 0x1.33f3dd4p+14);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<9>, V y) {
  return polyeval(y, 0x1.3db2f9100dca9p+0, 0x1.3ad4ac873e0f8p+6, -0x1.c84cc90b55555p+8, -0x1.f70c03c88e38ep+10, 0x1.8c39d94e0aaabp+13, 0x1.6d9594072aaabp+12, -0x1.7804c7da51c72p+16, 0x1.e2310f762aaabp+15, 0x1.a218d0bf25555p+17, -0x1.d08d59b7f097bp+17);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<10>, V y) {
  return polyeval(y, 0x1.69c7b8d99999ap+4, -0x1.d04b128p+5, -0x1.7493d27ep+11, 0x1.5db0fc48p+13, 0x1.8f4a3055p+15, -0x1.d50e57489999ap+17, -0x1.4183ac83p+17, 0x1.82e6e1f9p+20, -0x1.767cc1338p+19, -0x1.89af1ec28p+21, 0x1.89af1ec28p+21);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<11>, V y) {
  return polyeval(y, 0x1.4f387dfdbee15p+5, -0x1.b71fbb8df6fd7p+10, 0x1.4ad1a3de728f7p+10, 0x1.87b9fbbf9a242p+16, -0x1.011906432174ap+18, -0x1.401ddf3e25f5dp+20, 0x1.23d5c81352d42p+22, 0x1.036a439106c08p+22, -0x1.afaa43ee42fdfp+24, 0x1.316e8e77d24ap+23, 0x1.9763ade6f5abp+25, -0x1.725a9e17c80fdp+25);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<12>, V y) {
  return polyeval(y, -0x1.460d4caad5555p+8, -0x1.12d67567cp+12, 0x1.61de05e804p+16, 0x1.d449ee84p+10, -0x1.89972ac4ab4p+21, 0x1.73d5c489b2p+22, 0x1.06c3b2c3b7cp+25, -0x1.7e2a638df98p+26, -0x1.9e848724ceap+26, 0x1.039e4fd0144abp+29, -0x1.f840bc2b6fp+26, -0x1.cb964e688d8p+29, 0x1.7efd415720955p+29);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<13>, V y) {
  return polyeval(y, -0x1.0430518c7c70bp+11, 0x1.0b5e2ed64aafcp+15, 0x1.28fffc259ea38p+18, -0x1.e2c1cfb8ec557p+21, -0x1.f76ad36a8c09p+20, 0x1.86b1ec6b8b9fp+26, -0x1.0a0ba4a411f9p+27, -0x1.bcf66fb83e975p+29, 0x1.07163e75f2a4dp+31, 0x1.515badef5801bp+31, -0x1.4efa19d6948e2p+33, 0x1.866a5ca6474f1p+30, 0x1.18b315067d437p+34, -0x1.afd86f1dad055p+33);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<14>, V y) {
  return polyeval(y, 0x1.c779d64530925p+10, 0x1.0ecb9781307p+18, -0x1.11c480635d8ep+21, -0x1.0b475ad991dap+24, 0x1.2fc88bb7f3156p+27, 0x1.14d33a4b22dc8p+27, -0x1.85e23a817b3ecp+31, 0x1.759936d9fb103p+31, 0x1.8630580399374p+34, -0x1.7c0d44bfefebcp+35, -0x1.1b36792bff22bp+36, 0x1.cd830fd6209f3p+37, -0x1.b2293883523f8p+33, -0x1.711e8b9c74a69p+38, 0x1.07a81a9453526p+38);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<15>, V y) {
  return polyeval(y, 0x1.2879b2e0f7fc7p+16, -0x1.454902053ab97p+17, -0x1.62a0b6bf6164dp+24, 0x1.c4151c15d2a25p+26, 0x1.b44cc036e76e5p+29, -0x1.6f4c28bfc217ap+32, -0x1.cb4f487407daap+32, 0x1.8b0320ea6b9afp+36, -0x1.f48d8f2a3f2fbp+35, -0x1.6318db76b3383p+39, 0x1.1f3a6786ac7dcp+40, 0x1.ed659470767bdp+40, -0x1.52198cf05a9bdp+42, -0x1.bd45bf3c5ab4p+36, 0x1.03f4a2d062f16p+43, -0x1.5a9b83c083ec8p+42);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<16>, V y) {
  return polyeval(y, 0x1.da3a55382f461p+17, -0x1.87e005468d63fp+23, 0x1.9594045feb4dap+21, 0x1.7944a7b2badf1p+30, -0x1.49a393f855387p+32, -0x1.510ab0172dd8fp+35, 0x1.b409680c11003p+37, 0x1.56490c61c381cp+38, -0x1.98a848dd9f2bdp+41, 0x1.278bbcc3e3cb3p+40, 0x1.4facd4086988dp+44, -0x1.c4c8b8ca5ce9p+44, -0x1.bf254b73d0e29p+45, 0x1.0672f9a1344efp+47, 0x1.8cafaffcb149bp+43, -0x1.86793478d2539p+47, 0x1.e817819706e88p+46);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<17>, V y) {
  return polyeval(y, -0x1.1231e18b3bbccp+21, -0x1.89fb074f9be6p+25, 0x1.3a38754f596c7p+30, 0x1.693e28a6c2d12p+29, -0x1.665936b026117p+36, 0x1.b9a619aefb7b1p+37, 0x1.f9322bfeb8d6cp+40, -0x1.014fc6386e21cp+43, -0x1.e658e3aecf80fp+43, 0x1.b12653052b1c9p+46, -0x1.b2c85b6e9ad21p+43, -0x1.49a5e27b94333p+49, 0x1.72ca2452866d1p+49, 0x1.a606b62f08059p+50, -0x1.ae4f62d6dd85bp+51, -0x1.1b16d96ee62eep+49, 0x1.37886882927cdp+52, -0x1.6e825cd5d983cp+51);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<18>, V y) {
  return polyeval(y, -0x1.57012d89c749fp+24, 0x1.b67a3490192f6p+28, 0x1.8d0fdb21c41cp+32, -0x1.8e807b071b83cp+36, -0x1.c2209417b3d62p+36, 0x1.3e734b228d6cep+42, -0x1.13a7854c96224p+43, -0x1.7517068af94dap+46, 0x1.3017260a55f4p+48, 0x1.52c6837ae56a5p+49, -0x1.d7428d8d9ca9p+51, -0x1.452b6daa266f1p+48, 0x1.5033eae25a39bp+54, -0x1.3a1156ac497adp+54, -0x1.9edcae0dd87ep+55, 0x1.7371ccec427bdp+56, 0x1.58865b4248a47p+54, -0x1.07221a0c4e6a8p+57, 0x1.245ec79be559ep+56);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<19>, V y) {
  return polyeval(y, 0x1.ab43fa45c1847p+23, 0x1.4e3885bac043ap+32, -0x1.998d98a2cf79bp+35, -0x1.3aad617584f38p+39, 0x1.b9b5df84526bcp+42, 0x1.5c79494b03112p+43, -0x1.0fecef4bc40a6p+48, 0x1.3e515fc986af3p+48, 0x1.12509c0fb86f7p+52, -0x1.693ac964d155ap+53, -0x1.d5f84601c357p+54, 0x1.076305b6621c1p+57, 0x1.28f235bf787b8p+55, -0x1.63e220278f78ap+59, 0x1.11a502ebe63e3p+59, 0x1.a89216e9ec109p+60, -0x1.50afa2dd172a7p+61, -0x1.91147c30afb62p+59, 0x1.d524c3f6a4e6fp+61, -0x1.edd5dbc041cabp+60);
}

template <class V>
LOGBESSEL_FN V debye_l(constant<20>, V y) {
  return polyeval(y, 0x1.5e94c012157cp+30, -0x1.e80b5f96386b7p+29, -0x1.81570205efad7p+39, 0x1.2439438d9c14bp+42, 0x1.b0d785b3a237ap+45, -0x1.c1db71d50a363p+48, -0x1.be326271daa7cp+49, 0x1.c5b1476ed3de3p+53, -0x1.461a539cc9c6ep+53, -0x1.947133ffe171bp+57, 0x1.afed7555d9f98p+58, 0x1.47a6bbc810a3cp+60, -0x1.2e8fa4910144ep+62, -0x1.1b0e82821fb4dp+61, 0x1.86af9dadd77a9p+64, -0x1.e6f9d433f4858p+63, -0x1.c404d53c80bd4p+65, 0x1.3fa8424134ccdp+66, 0x1.d075f30ccf12dp+64, -0x1.b8302b1366132p+66, 0x1.b8302b1366132p+65);
}


}  // namespace logbessel::detail
