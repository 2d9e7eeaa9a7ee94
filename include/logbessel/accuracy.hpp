/// @file
/// Every accuracy that the library promises, each in one place. Tests assert that the measured error
/// is at most the bound and more than half of it.
#pragma once

namespace logbessel::accuracy {

/// Largest error of log_iv and log_kv in ULP of the exact result: everywhere, the doubles beside the curves
/// on which the logarithm is zero included, and where |result| > 1.
constexpr double log_iv_ulp = 0.85;
constexpr double log_iv_ulp_above_1 = 0.58;
constexpr double log_kv_ulp = 0.85;
constexpr double log_kv_ulp_above_1 = 0.55;

/// The same for the float functions, which compute in double with fewer terms and round once.
constexpr double log_iv_float_ulp = 0.51;
constexpr double log_kv_float_ulp = 0.51;

/// Largest error of log_ive in ULP of the exact result, everywhere; of log_kve in ULP where |result| > 1/16, and
/// everywhere in units of 2^-53 max(1, |result|), as it passes through zero on a curve.
constexpr double log_ive_ulp = 0.85;
constexpr double log_kve_ulp = 1.5;
constexpr double log_kve_scaled = 1.2;
constexpr double log_ive_float_ulp = 0.51;
constexpr double log_kve_float_ulp = 0.51;

/// Largest error of log_iv and log_ive for negative orders, not integers. With kappa = (I_{-v} + |s| K_v)/|I_v|,
/// s = (2/pi) sin(pi v), which is large beside the zeros of I_v: everywhere in units of 2^-53 max(1, |result|, kappa/8), and
/// in ULP where kappa < 64 and |result| > 1/4. iv_sign is right wherever kappa is below the last bound.
constexpr double log_iv_negative_scaled = 1.01;
constexpr double log_iv_negative_ulp = 0.75;
constexpr double log_iv_negative_float_ulp = 0.501;
constexpr double iv_sign_kappa = 0x1p50;

/// Largest error of iv_ratio and iv_ratio_c everywhere, in ULP of the exact result, subnormal ones included.
constexpr double iv_ratio_ulp = 0.60;
constexpr double iv_ratio_c_ulp = 0.75;
constexpr double iv_ratio_float_ulp = 0.51;

/// Largest error of kv_ratio everywhere, in ULP of the exact result, subnormal ones included.
constexpr double kv_ratio_ulp = 0.76;
constexpr double kv_ratio_float_ulp = 0.51;

/// Largest error of the derivatives everywhere, in ULP of the exact result; of log_iv_dxx, which changes its
/// sign, in units of 2^-53 times the largest of (v/x)^2/r, 1/(1 + r^2) and the result, r = hypot(v, x).
constexpr double log_iv_dv_ulp = 4.0;
constexpr double log_iv_dx_ulp = 2.0;
constexpr double log_iv_dvv_ulp = 2.5;
constexpr double log_iv_dxx_scaled = 4.0;
constexpr double log_kv_dv_ulp = 4.0;
constexpr double log_kv_dx_ulp = 2.0;
constexpr double log_kv_dvv_ulp = 5.5;
constexpr double log_kv_dxx_ulp = 4.5;
constexpr double log_iv_dv_float_ulp = 0.501;
constexpr double log_iv_dx_float_ulp = 0.501;
constexpr double log_iv_dvv_float_ulp = 0.501;
constexpr double log_iv_dxx_float_scaled = 1.01;
constexpr double log_kv_dv_float_ulp = 0.501;
constexpr double log_kv_dx_float_ulp = 0.501;
constexpr double log_kv_dvv_float_ulp = 0.501;
constexpr double log_kv_dxx_float_ulp = 0.501;

/// Largest error of vmf_log_normalizer where |log C| >= max(1, dim/2, kappa)/16, and of vmf_log_peak where
/// |log C + kappa| >= max(1, dim/2)/16, in ULP of the exact result; and of both everywhere, in units of 2^-53
/// times the larger of the result and that maximum.
constexpr double vmf_log_normalizer_ulp = 0.60;
constexpr double vmf_log_normalizer_scaled = 1.1;
constexpr double vmf_log_peak_ulp = 1.0;
constexpr double vmf_log_peak_scaled = 1.1;

/// Largest error of vmf_kappa and vmf_kappa_c, in ULP of the exact solution for the given double.
constexpr double vmf_kappa_ulp = 0.6;

/// Largest error of vmf_kappa_drbar and vmf_kappa_c_drbar, in ULP of the exact value for the given double.
constexpr double vmf_kappa_drbar_ulp = 5.5;

/// Largest error of vmf_variance in ULP of the exact result, and of vmf_entropy in units of 2^-53 times the largest of 1,
/// dim/2 and the result.
constexpr double vmf_variance_ulp = 3.0;
constexpr double vmf_entropy_scaled = 1.8;

/// Largest error of vmf_kl and vmf_renyi in ULP of the exact result.
constexpr double vmf_kl_ulp = 6.0;
constexpr double vmf_renyi_ulp = 6.0;

/// Largest relative error of the smaller tail of vmf_marginal and of vmf_cosine_dkappa, for samples of the distribution.
constexpr double vmf_tail_relative = 4e-13;

/// Largest error of log f and of responsibilities under a vmf_mixture, in units of 2^-53 (dim + 2 min(kappa, 2^24)), kappa its
/// largest, for samples of it in dim to 2^15.
constexpr double vmf_mixture_scaled = 2.0;

/// Largest absolute error of vmf_statistics::resultant_length_c() beside the rounding of its result, for weights that differ by less
/// than 2^36.
constexpr double vmf_rbar_c = 0x1p-89;

/// Largest error of the sums of n rows by cuda::vmf_sums, in units of 2^-106 (n + 16) W.
constexpr double vmf_sums_scaled = 0.8;

/// Largest |difference| of these sums, as vmf_statistics::from_sums takes them, and those of vmf_statistics, in units of W.
constexpr double vmf_sums_difference = 0x1p-79;

/// Largest error of cuda::log_sum_exp and cuda::log_responsibilities in ULP of the exact result where |result| > 1/16, and
/// everywhere in units of 2^-53 (2^-24 for float) max(1, |result|).
constexpr double log_sum_exp_ulp = 0.55;
constexpr double log_sum_exp_scaled = 1.01;

/// Largest error of exp and exp2 in float32 over every float, in ULP of the exact result, subnormal ones included. expf_cr is
/// correctly rounded.
constexpr double expf_1ulp = 0.974;
constexpr double expf_accurate = 0.57;
constexpr double expf_cr = 0.5;
constexpr double expf_fast = 60.0;
constexpr double exp2f_1ulp = 0.975;

}  // namespace logbessel::accuracy
