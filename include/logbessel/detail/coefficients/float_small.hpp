// Printed by tools/coefficients/float_small.py; edit that, not this.
// log Gamma(1 + v)/v and Temme's series, for float.
#pragma once

#include <logbessel/detail/polyeval.hpp>

// clang-format off
namespace logbessel::detail {

/// lambda(v) = log Gamma(1 + v)/v, 0 <= v < 3; absolute error about 2^-42.
template <class V>
LOGBESSEL_FN V float_log_gamma_1p_over(V v) {
  static constexpr double centre[8] = {0.0, 0x1.2p-1, 0x1.ep-1, 0x1.5p+0, 0x1.bp+0, 0x1.08p+1, 0x1.38p+1, 0x1.68p+1};
  static constexpr double table[11][8] = {
    {-0x1.2788cfc6fb12p-1, -0x1.a8ec60923c7c3p-3, -0x1.b77c8b7132206p-6, 0x1.f8ba53253ca8dp-4, 0x1.01d542815a81ap-2, 0x1.7526b7b188692p-2, 0x1.dbd70fff6c25dp-2, 0x1.1c3aa30112168p-1},
    {0x1.a51a662464db9p-1, 0x1.11d3543fd4836p-1, 0x1.be2e1dbc52f93p-2, 0x1.7947c2783fddfp-2, 0x1.474eedef1635p-2, 0x1.21559fb0b4067p-2, 0x1.03755ea1444cdp-2, 0x1.d6a07f1780b6ep-3},
    {-0x1.9a4d5511d7dc5p-2, -0x1.4efb535fce699p-3, -0x1.b5752c90c438bp-4, -0x1.34d338f6b6a48p-4, -0x1.cc2c9f376d039p-5, -0x1.64a14f434563p-5, -0x1.1cd1dc58db2b8p-5, -0x1.d1d78428d7b7cp-6},
    {0x1.151305f215dd1p-2, 0x1.1c5ba8eca4fbp-4, 0x1.2919a61e9812cp-5, 0x1.5d754c244101cp-6, 0x1.be39375b5c39ep-7, 0x1.2e90ebf9867cbp-7, 0x1.ad9e64e46ea7ep-8, 0x1.3c44850130d56p-8},
    {-0x1.a8b4d3ee7dfeep-3, -0x1.139641981fbd8p-5, -0x1.cd4f6f9332b4bp-7, -0x1.c42dc7114a86bp-8, -0x1.eeb5e9bb8f1e6p-9, -0x1.25602a699c847p-9, -0x1.72227fba8aa3fp-10, -0x1.ea4e986a45ca1p-11},
    {0x1.5b011c65b9611p-3, 0x1.1e64b247cef43p-6, 0x1.80b5a35af676fp-8, 0x1.3a8b0662d6457p-9, 0x1.270135fc4c6aep-10, 0x1.32152c6571f37p-11, 0x1.5721bed565e19p-12, 0x1.98ece58df2badp-13},
    {-0x1.24fb95b61c78bp-3, -0x1.3651ab7a184ecp-7, -0x1.4f1c74a276ef7p-9, -0x1.c9a366b04eddbp-11, -0x1.702fd08fb821dp-12, -0x1.503d65560df1dp-13, -0x1.4e9c7e5ceb359p-14, -0x1.667de490fb4d6p-15},
    {0x1.ec4dbbe33c0d8p-4, 0x1.59bf66fbdf95bp-8, 0x1.2c82918544fd3p-10, 0x1.5b203e467b849p-12, 0x1.ddf6b2db633fdp-14, 0x1.7b373b170fd4ap-15, 0x1.4f7226e68631bp-16, 0x1.4362c60711197p-17},
    {-0x1.7a01bc304a35p-4, -0x1.94cbbcfebfc08p-9, -0x1.186e8d940fb86p-11, -0x1.0a34fbb6754dep-13, -0x1.3ab2c6a4ee6a9p-15, 0.0, 0.0, 0.0},
    {0x1.bd5b1a256147fp-5, 0x1.d4362142ff23p-10, 0x1.052879444c738p-12, 0.0, 0.0, 0.0, 0.0, 0.0},
    {-0x1.18bfdfb67a095p-6, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0}};
  const V row = min(floor(v * V(8.0 / 3.0)), V(7.0));
  return staircase_rows<1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1>(v - lookup(centre, row), row, row, table);
}

template <class V>
LOGBESSEL_FN V float_temme_a(V s) {
  return polyeval(s, 0x1.ff40c62add186p-1, -0x1.8fc5ebd7d1237p-10, -0x1.4e6b548cafb16p-15, 0x1.cf297c45a7f8p-16, 0x1.84976bfc05eb9p-20, 0x1.c24dd91b024eep-25, 0x1.dc7fb41c5d8e7p-30);
}

template <class V>
LOGBESSEL_FN V float_temme_b(V s) {
  return polyeval(s, 0x1.3d48243fb0181p-1, 0x1.65f699ebeda5bp-5, 0x1.47f4452694f2ep-10, 0x1.003fed3f9e10dp-15, 0x1.ce3fbae56f83dp-21, 0x1.d096364a20f2cp-26, 0x1.df0e187b29a1bp-31);
}

/// 23 coefficients.
template <class V>
LOGBESSEL_FN V float_temme_pe(V u, V s) {
  return polyeval(u,
                  polyeval(s, 0x1.08e7f8489976p+0, 0x1.a3d6dba6a8653p-9, 0x1.b53d665b9b447p-14, 0x1.c51438d58cc83p-19, 0x1.d53adc616750dp-24, 0x1.eedcb6259a1bfp-29),
                  polyeval(s, 0x1.2140d891848fep-5, 0x1.ae9f57bcda087p-9, 0x1.c44e8bf7308a3p-14, 0x1.d66f5d8a6f134p-19, 0x1.e83044f4d6726p-24, 0x1.f8cca4a7af768p-29),
                  polyeval(s, 0x1.12b4df292f419p-11, 0x1.5cd94507a7a0ap-14, 0x1.e8a07841640bdp-19, 0x1.19f3e72faba54p-23, 0x1.3078f8d311876p-28),
                  polyeval(s, 0x1.22071e5936055p-18, 0x1.e7f727412e80ep-21, 0x1.9f75d0d7a9268p-25, 0x1.043bb328c2abap-29),
                  polyeval(s, 0x1.87d48d8f4c61cp-26, 0x1.89a7fcc4e236cp-28));
}

/// 23 coefficients.
template <class V>
LOGBESSEL_FN V float_temme_po(V u, V s) {
  return polyeval(u,
                  polyeval(s, 0x1.0c9acf1fdf861p+0, 0x1.a60c338a3e4cp-10, 0x1.b63d8fead72b1p-15, 0x1.c588014adead6p-20, 0x1.d56f277f11337p-25, 0x1.ef00d042d4911p-30),
                  polyeval(s, 0x1.9a60e291b957dp-5, 0x1.b314c524a3e15p-10, 0x1.c6551ddb221aap-15, 0x1.d75a21736f9e4p-20, 0x1.e89b8975a57f9p-25, 0x1.f8fd1365a3c49p-30),
                  polyeval(s, 0x1.c5d248856c4bp-11, 0x1.a6368dc8c4df7p-15, 0x1.051c5b520e98bp-19, 0x1.21977fb3e0b4ep-24, 0x1.33eeb8ba6b827p-29),
                  polyeval(s, 0x1.061ebbf939ffdp-17, 0x1.4b5bf6063bc14p-21, 0x1.d253bc51bc86cp-26, 0x1.11292117b3b9dp-30),
                  polyeval(s, 0x1.762c3296d3a3p-25, 0x1.22052066655d4p-28));
}

/// 24 coefficients.
template <class V>
LOGBESSEL_FN V float_temme_re(V u, V s) {
  return polyeval(u,
                  polyeval(s, 0x1.11f1ff0d22c27p+0, 0x1.a93b19f2a1644p-8, 0x1.bcc60622d2b44p-13, 0x1.cdbe8072e005ep-18, 0x1.de9a147d3f119p-23, 0x1.fdf5705a4a039p-28),
                  polyeval(s, 0x1.258bac201cfadp-4, 0x1.b98622422db2fp-8, 0x1.d393212b7ba84p-13, 0x1.e807c582ca757p-18, 0x1.fb6eccddc72aep-23, 0x1.068715477cf59p-27),
                  polyeval(s, 0x1.9f75684bd8268p-10, 0x1.087ededf5d288p-12, 0x1.734be9b57866cp-17, 0x1.ad0f6106e7153p-22, 0x1.cf9480b48e4d4p-27),
                  polyeval(s, 0x1.238ccfed34e9bp-16, 0x1.eb0afa4db8941p-19, 0x1.a27c4e203c9dep-23, 0x1.0643b64506017p-27),
                  polyeval(s, 0x1.e7c6eef04489cp-24, 0x1.ee1b114b9c0b6p-26, 0x1.e4e4b998eea15p-30));
}

/// 25 coefficients.
template <class V>
LOGBESSEL_FN V float_temme_ro(V u, V s) {
  return polyeval(u,
                  polyeval(s, 0x1.196dd63494352p+0, 0x1.ac907c9d9f357p-9, 0x1.be4965098eb67p-14, 0x1.ce6dc05ca961dp-19, 0x1.dee9466264091p-24, 0x1.fe2c7d34f1b86p-29),
                  polyeval(s, 0x1.a1782bc97e4fdp-4, 0x1.c04679dfb249cp-9, 0x1.d6a664698bc0cp-14, 0x1.e96cb1dbd30afp-19, 0x1.fc1299313ad8ap-24, 0x1.06ac1513876fep-28),
                  polyeval(s, 0x1.5770100cc7102p-9, 0x1.408af3038061dp-13, 0x1.8d15202dcc4bp-18, 0x1.b8d2e81042185p-23, 0x1.d4ea9b1575616p-28),
                  polyeval(s, 0x1.07923fdca8d2cp-15, 0x1.4da0c8408b088p-19, 0x1.d5dca9abfa9b9p-24, 0x1.1355901068652p-28),
                  polyeval(s, 0x1.d46148e4992f4p-23, 0x1.6c1f0b9fbef8dp-26, 0x1.1b4bb73d6ba65p-30),
                  polyeval(s, 0x1.104c33a349f21p-30));
}


}  // namespace logbessel::detail
