/// @file
/// The names of the functions over arrays, for the libraries that define and list them.
#pragma once

// clang-format off
/// Every function over arrays.
#define LOGBESSEL_BATCH_FUNCTIONS(X) LOGBESSEL_BATCH_FUNCTIONS_OF_ONE_OUTPUT(X) X(iv_ratio_with_c)
#define LOGBESSEL_BATCH_FUNCTIONS_OF_ONE_OUTPUT(X)      \
  X(log_iv) X(log_kv) X(log_ive) X(log_kve)             \
  X(iv_ratio) X(iv_ratio_c) X(kv_ratio)                 \
  X(log_iv_dv) X(log_iv_dx) X(log_iv_dvv) X(log_iv_dxx) \
  X(log_kv_dv) X(log_kv_dx) X(log_kv_dvv) X(log_kv_dxx)
/// Those of the vMF distribution, of doubles.
#define LOGBESSEL_VMF_FUNCTIONS(X) X(vmf_kappa) X(vmf_kappa_c)
/// Those of one float.
#define LOGBESSEL_UNARY_FUNCTIONS(X) X(expf_1ulp) X(expf_accurate) X(expf_cr) X(expf_fast) X(exp2f_1ulp)
// clang-format on
