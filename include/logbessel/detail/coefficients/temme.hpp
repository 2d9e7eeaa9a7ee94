// Printed by tools/coefficients/temme.py; edit that, not this.
// Even/odd Temme series of K at small x, and 1/Gamma(1 + m) for |m| <= 1/2.
#pragma once

#include <logbessel/detail/polyeval.hpp>

// clang-format off
namespace logbessel::detail {

template <class V>
LOGBESSEL_FN V temme_a(V q, V M) {
  return polyeval(q,
                  polyeval(M, 0x1.c71c71c71c71bp-4, 0x1.f9add3c0ca64bp-4, 0x1.c17e118e9b0edp-7, 0x1.8f8c81b3f7fd9p-10, 0x1.632767ac2008ep-13, 0x1.3bbbeccf141a5p-16, 0x1.171387a866b1fp-19, 0x1.171776028f0a3p-22),
                  polyeval(M, 0x1.c71c71c71c719p-8, 0x1.735ba78194c8cp-7, 0x1.217e118e9beedp-9, 0x1.3f8c81b31869bp-12, 0x1.3b276819a4efep-15, 0x1.27bbcfb6748fap-18, 0x1.0d17cd32783c5p-21, 0x1.11c4622c5ff57p-24),
                  polyeval(M, 0x1.23456789ac035p-12, 0x1.302d10eca90dap-11, 0x1.44a0e1a57fbecp-13, 0x1.a4dbd11a147dp-16, 0x1.c450b4e5d4ab8p-19, 0x1.bb003d24f4cc5p-22, 0x1.ced4126c52bfap-25),
                  polyeval(M, 0x1.02e85c0867441p-17, 0x1.433d302a507c5p-16, 0x1.abb2ca19dab84p-18, 0x1.3ab8650dc42bbp-20, 0x1.6a78dafc5ab79p-23, 0x1.98f404446b9e4p-26),
                  polyeval(M, 0x1.522a442d53cf4p-23, 0x1.e4d1a793d22e9p-22, 0x1.79023f86e08ebp-23, 0x1.32d2bbc3b76c7p-25, 0x1.9c1dd81c66efap-28),
                  polyeval(M, 0x1.522a1e624e798p-29, 0x1.0f2638159179dp-27, 0x1.ddf32acd96ec7p-29, 0x1.cfa8e6593af09p-31),
                  polyeval(M, 0x1.0b402a9c9649ap-35, 0x1.d45c0d423db16p-34, 0x1.fa212bb2bdf32p-35),
                  polyeval(M, 0x1.05353612926b4p-41));
}

template <class V>
LOGBESSEL_FN V temme_b(V q, V M) {
  return polyeval(q,
                  polyeval(M, 0x1.a12f684bda12fp-3, 0x1.511e8d2b31987p-5, 0x1.2ba96109bcb49p-8, 0x1.0a5dabcd4ffe6p-11, 0x1.d989df902ab69p-15, 0x1.a4fa91141acdcp-18, 0x1.741a0a35de42ap-21, 0x1.741f48036962fp-24),
                  polyeval(M, 0x1.da12f684bda12p-7, 0x1.623d1a566330ap-8, 0x1.b752c2137a491p-11, 0x1.c4bb5799c068ep-14, 0x1.b189dffdaf9d8p-17, 0x1.90fa73fb7b431p-20, 0x1.6a1e4fbfefcdp-23, 0x1.6ecc342d3a4e2p-26),
                  polyeval(M, 0x1.4c88d634a42dbp-11, 0x1.5c6217a025f32p-12, 0x1.0e6f50ba10cdap-14, 0x1.3937aeed950c5p-17, 0x1.3fab924fb327ep-20, 0x1.30f63931918cep-23, 0x1.39d8e027c5a2ep-26),
                  polyeval(M, 0x1.3d2970bdb2a0ap-16, 0x1.a16b96df27c88p-17, 0x1.7ef3d94e58834p-19, 0x1.e83e7662a432p-22, 0x1.06709fce260f8p-24, 0x1.1ceeeb4af05a3p-27),
                  polyeval(M, 0x1.b6682a6e8911dp-22, 0x1.55dc5bcd7db99p-22, 0x1.65d12eb43ace5p-24, 0x1.ed62bf9540797p-27, 0x1.2faca2709b587p-29),
                  polyeval(M, 0x1.cb8ac795fb6fap-28, 0x1.99a8492c26f94p-28, 0x1.dc902d821a285p-30, 0x1.7d966387f8ae6p-32),
                  polyeval(M, 0x1.79f392c55955fp-34, 0x1.770eafc1f5dbep-34, 0x1.02a430a4c9d5cp-35),
                  polyeval(M, 0x1.1ee4cb38f1d69p-40));
}

template <class V>
LOGBESSEL_FN V temme_c(V q, V M) {
  return polyeval(q,
                  polyeval(M, 0x1.5555555555555p-2, 0x1.7b425ed097b3fp-2, 0x1.511e8d2b32353p-5, 0x1.2ba961090ff23p-8, 0x1.0a5dac289956bp-11, 0x1.d989ac02b7bb7p-15, 0x1.a5028a6d2fd02p-18, 0x1.7376f71fb3b32p-21, 0x1.7961cf2116e18p-24),
                  polyeval(M, 0x1.c71c71c71c719p-6, 0x1.735ba78194c8cp-5, 0x1.217e118e9beedp-7, 0x1.3f8c81b31869bp-10, 0x1.3b276819a4efep-13, 0x1.27bbcfb6748fap-16, 0x1.0d17cd32783c5p-19, 0x1.11c4622c5ff57p-22),
                  polyeval(M, 0x1.6c16c16c17042p-10, 0x1.7c385527d351p-9, 0x1.95c91a0edfae7p-11, 0x1.070962b04cce2p-13, 0x1.1ab2710fa4eb3p-16, 0x1.14e0263718ffbp-19, 0x1.21448b83b3b7cp-22),
                  polyeval(M, 0x1.845c8a0ce59e5p-15, 0x1.e4dbc815711e8p-14, 0x1.40c626e62a3c3p-15, 0x1.d80c6b6f3644ep-18, 0x1.10d6d1e50cc5bp-20, 0x1.16b1f08eca0c3p-23, 0x1.2ae0c6daf1c5bp-26),
                  polyeval(M, 0x1.27e4fb772a0dep-20, 0x1.a83785930fd21p-19, 0x1.49dd3b280a28cp-20, 0x1.0d4c9123dc03fp-22, 0x1.4a4a90705957bp-25, 0x1.83fa3ba0094dp-28),
                  polyeval(M, 0x1.522a444a04b61p-26, 0x1.0f217b1ec9e84p-24, 0x1.df6e37ebf46d3p-26, 0x1.a9c1301cae102p-28, 0x1.2f3db1e467036p-30),
                  polyeval(M, 0x1.2ca82ff02912ep-32, 0x1.0773c77542b3cp-30, 0x1.1cb2a8948ad8cp-31),
                  polyeval(M, 0x1.a415dff4f6d7cp-39, 0x1.d1de4e72ee68fp-37));
}

template <class V>
LOGBESSEL_FN V temme_d(V q, V M) {
  return polyeval(q,
                  polyeval(M, 0x1.38e38e38e38e3p-1, 0x1.f9add3c0ca64bp-4, 0x1.c17e118e9b0edp-7, 0x1.8f8c81b3f7fd9p-10, 0x1.632767ac2008ep-13, 0x1.3bbbeccf141a5p-16, 0x1.171387a866b1fp-19, 0x1.171776028f0a3p-22),
                  polyeval(M, 0x1.da12f684bda12p-5, 0x1.623d1a566330ap-6, 0x1.b752c2137a491p-9, 0x1.c4bb5799c068ep-12, 0x1.b189dffdaf9d8p-15, 0x1.90fa73fb7b431p-18, 0x1.6a1e4fbfefcdp-21, 0x1.6ecc342d3a4e2p-24),
                  polyeval(M, 0x1.9fab0bc1cd392p-9, 0x1.b37a9d882f6fep-10, 0x1.520b24e89501p-12, 0x1.87859aa8fa4f6p-15, 0x1.8f9676e39ff1ep-18, 0x1.7d33c77df5f02p-21, 0x1.884f1831b70bap-24),
                  polyeval(M, 0x1.dbbe291c8bf0fp-14, 0x1.3910b1275dd66p-14, 0x1.1f36e2fac2627p-16, 0x1.6e2ed8c9fb258p-19, 0x1.89a8efb539174p-22, 0x1.ab6660f068874p-25),
                  polyeval(M, 0x1.7f9b2520b7ef9p-19, 0x1.2b20d053ce026p-19, 0x1.391708ddb3748p-21, 0x1.afb667a2986a4p-24, 0x1.09b70e2287ed6p-26),
                  polyeval(M, 0x1.cb8ac795fb6fap-25, 0x1.99a8492c26f94p-25, 0x1.dc902d821a285p-27, 0x1.7d966387f8ae6p-29),
                  polyeval(M, 0x1.a932051e0480bp-31, 0x1.a5f085ba34976p-31, 0x1.22f8b6b963107p-32),
                  polyeval(M, 0x1.380e17a9e368bp-37, 0x1.747f32ea571c9p-37));
}

/// The even part of 1/Gamma(1 + m) in powers of m^2; two words for the first three.
template <class V>
LOGBESSEL_FN double_double<V> reciprocal_gamma_even(double_double<V> M) {
  static constexpr double hi[10] = {0x1p+0, -0x1.4fcf4026afa2ep-1, 0x1.5512320b43fbep-3, -0x1.3b4af28483e36p-7, -0x1.317112ce39184p-10, 0x1.0c8a78cd1fa64p-13, -0x1.4fad3fb6b1f7p-20, -0x1.b998cc9b6804dp-23, 0x1.57e7a8c4ae044p-28, 0x1.b6806236029afp-34};
  static constexpr double lo[3] = {0x1.05f48bea70458p-77, 0x1.8a2423371dfc4p-56, 0x1.924a48473be84p-57};
  return polyeval_two_words(M, hi, lo);
}

/// The odd part of 1/Gamma(1 + m) in powers of m^2; two words for the first three.
template <class V>
LOGBESSEL_FN double_double<V> reciprocal_gamma_odd(double_double<V> M) {
  static constexpr double hi[9] = {0x1.2788cfc6fb619p-1, -0x1.5815e8fa27048p-5, -0x1.59af103c3409p-5, 0x1.d919c527f5d96p-8, -0x1.c364fe6e95bd5p-13, -0x1.51ce8b2277da4p-16, 0x1.30251d48c1b3ap-20, 0x1.a3ff261cccdb1p-28, -0x1.42323b4eb3291p-30};
  static constexpr double lo[3] = {-0x1.6cb46b22c36dbp-58, 0x1.89bef50ff242bp-60, -0x1.dd85371fe577dp-62};
  return polyeval_two_words(M, hi, lo);
}


}  // namespace logbessel::detail
