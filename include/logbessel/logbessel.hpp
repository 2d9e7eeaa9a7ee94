/// @file
/// All of the library that is header-only.
#pragma once

#include <logbessel/accuracy.hpp>
#include <logbessel/exp_f32.hpp>
#include <logbessel/iv_ratio.hpp>
#include <logbessel/kv_ratio.hpp>
#include <logbessel/log_iv.hpp>
#include <logbessel/log_iv_derivatives.hpp>
#include <logbessel/log_ive.hpp>
#include <logbessel/log_kv.hpp>
#include <logbessel/log_kv_derivatives.hpp>
#include <logbessel/log_kve.hpp>
#include <logbessel/plan.hpp>
#include <logbessel/vmf.hpp>
#include <logbessel/vmf_derivatives.hpp>
#include <logbessel/vmf_divergence.hpp>
#include <logbessel/vmf_marginal.hpp>
#include <logbessel/vmf_moments.hpp>
#include <logbessel/vmf_sample.hpp>

#if !defined(__CUDACC_RTC__)  // for the host alone
#include <logbessel/vmf_distribution.hpp>
#include <logbessel/vmf_fit.hpp>
#include <logbessel/vmf_mixture_fit.hpp>
#include <logbessel/vmf_posterior.hpp>
#include <logbessel/vmf_tests.hpp>
#endif
