// Printed by logbessel-evolve-float32 coefficients --seed 1; edit search/float32, not this.
// exp and exp2 in float32: the coefficients that its search found, the errors over every float.
#pragma once

#include <logbessel/detail/exp_kernels.hpp>

// clang-format off
namespace logbessel::detail {

/// In double; 0 inputs are not rounded to nearest.
struct expf_cr_constants {
  template <int i>
  LOGBESSEL_INLINE_FN static double term() {
    constexpr double terms[7] = {0.0, 0.0, 0x1.fffffffffffbbp-2, 0x1.555555548f7edp-3, 0x1.55555558d25bbp-5, 0x1.11123ab36963fp-7, 0x1.6c14e7adcec3cp-10};
    return terms[i];
  }
  template <class V>
  LOGBESSEL_INLINE_FN static V table(V t) {
    static constexpr double table[16] = {0x1p+0, 0x1.0b5586cf9890fp+0, 0x1.172b83c7d517bp+0, 0x1.2387a6e756238p+0, 0x1.306fe0a31b715p+0, 0x1.3dea64c123422p+0, 0x1.4bfdad5362a27p+0, 0x1.5ab07dd485429p+0, 0x1.6a09e667f3bcdp+0, 0x1.7a11473eb0187p+0, 0x1.8ace5422aa0dbp+0, 0x1.9c49182a3f09p+0, 0x1.ae89f995ad3adp+0, 0x1.c199bdd85529cp+0, 0x1.d5818dcfba487p+0, 0x1.ea4afa2a490dap+0};
    return lookup_low_bits(table, t);
  }
};

namespace float32 {

/// below one ULP, 16 entries, degree 3. Error at most 0.973182 ULP at x = -0x1.5f9654p+6.
struct expf_1ulp_constants {
  static constexpr exp_shape shape = {4, 3, exp_order::square, 2, 1, false};
  template <int i>
  LOGBESSEL_INLINE_FN static float term() {
    constexpr float terms[4] = {0.0f, 0x1p+0f, 0x1.000304p-1f, 0x1.5588ap-3f};
    return terms[i];
  }
  template <class V>
  LOGBESSEL_INLINE_FN static V table(V t) {
    static constexpr float table[16] = {0x1p+0f, 0x1.0b5586p+0f, 0x1.172b84p+0f, 0x1.2387a6p+0f, 0x1.306fep+0f, 0x1.3dea64p+0f, 0x1.4bfdaep+0f, 0x1.5ab07ep+0f, 0x1.6a09e6p+0f, 0x1.7a1148p+0f, 0x1.8ace54p+0f, 0x1.9c4918p+0f, 0x1.ae89fap+0f, 0x1.c199bep+0f, 0x1.d5818ep+0f, 0x1.ea4afap+0f};
    return lookup_low_bits(table, t);
  }
};

/// table in two words, 16 entries, degree 3. Error at most 0.569742 ULP at x = -0x1.369dcap+6, subnormal results aside.
struct expf_accurate_constants {
  static constexpr exp_shape shape = {4, 3, exp_order::square, 2, 2, false};
  template <int i>
  LOGBESSEL_INLINE_FN static float term() {
    constexpr float terms[4] = {0.0f, 0x1p+0f, 0x1.00026cp-1f, 0x1.555cf2p-3f};
    return terms[i];
  }
  template <class V>
  LOGBESSEL_INLINE_FN static V table(V t) {
    static constexpr float table[16] = {0x1p+0f, 0x1.0b5586p+0f, 0x1.172b84p+0f, 0x1.2387a6p+0f, 0x1.306fep+0f, 0x1.3dea64p+0f, 0x1.4bfdaep+0f, 0x1.5ab07ep+0f, 0x1.6a09e6p+0f, 0x1.7a1148p+0f, 0x1.8ace54p+0f, 0x1.9c4918p+0f, 0x1.ae89fap+0f, 0x1.c199bep+0f, 0x1.d5818ep+0f, 0x1.ea4afap+0f};
    return lookup_low_bits(table, t);
  }
  template <class V>
  LOGBESSEL_INLINE_FN static V table_low(V t) {
    static constexpr float table[16] = {-0x1.3dd28cp-30f, 0x1.94d1fcp-25f, -0x1.ecaa12p-27f, 0x1.c35cd2p-25f, 0x1.3a673cp-25f, 0x1.75f0fep-25f, -0x1.661c0cp-25f, -0x1.91a322p-27f, 0x1.83b772p-26f, -0x1.914ac2p-25f, 0x1.b0174ep-28f, 0x1.11fd16p-27f, -0x1.cab344p-26f, -0x1.831c56p-27f, -0x1.cb0a2ep-27f, 0x1.06322ap-27f};
    return lookup_low_bits(table, t);
  }
};

/// log 2 in one word, 8 entries, degree 2. Error at most 59.545799 ULP at x = 0x1.4c899p+6.
struct expf_fast_constants {
  static constexpr exp_shape shape = {3, 2, exp_order::horner, 1, 1, false};
  template <int i>
  LOGBESSEL_INLINE_FN static float term() {
    constexpr float terms[3] = {0x1p+0f, 0x1.000f42p+0f, 0x1.ffedacp-2f};
    return terms[i];
  }
  template <class V>
  LOGBESSEL_INLINE_FN static V table(V t) {
    static constexpr float table[8] = {0x1.000002p+0f, 0x1.172b86p+0f, 0x1.306fe2p+0f, 0x1.4bfdbp+0f, 0x1.6a09eap+0f, 0x1.8ace56p+0f, 0x1.ae89fcp+0f, 0x1.d58192p+0f};
    return lookup_low_bits(table, t);
  }
};

/// below one ULP, 16 entries, degree 3. Error at most 0.974199 ULP at x = -0x1.fb3a6p+6.
struct exp2f_1ulp_constants {
  static constexpr exp_shape shape = {4, 3, exp_order::fused, 1, 1, true};
  template <int i>
  LOGBESSEL_INLINE_FN static float term() {
    constexpr float terms[4] = {0.0f, 0x1.62e43p-1f, 0x1.ec022cp-3f, 0x1.c6ccc2p-5f};
    return terms[i];
  }
  template <class V>
  LOGBESSEL_INLINE_FN static V table(V t) {
    static constexpr float table[16] = {0x1p+0f, 0x1.0b5586p+0f, 0x1.172b84p+0f, 0x1.2387a6p+0f, 0x1.306fep+0f, 0x1.3dea64p+0f, 0x1.4bfdaep+0f, 0x1.5ab07ep+0f, 0x1.6a09e6p+0f, 0x1.7a1148p+0f, 0x1.8ace54p+0f, 0x1.9c4918p+0f, 0x1.ae89fap+0f, 0x1.c199bep+0f, 0x1.d5818ep+0f, 0x1.ea4afap+0f};
    return lookup_low_bits(table, t);
  }
};

}  // namespace float32

}  // namespace logbessel::detail
