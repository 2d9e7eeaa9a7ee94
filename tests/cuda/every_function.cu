// One kernel for each function of numbers and each of its types, and for each plan, named after them: whatever a user's kernel
// can call is compiled here, from one include.

#include <logbessel/logbessel.hpp>

#define KERNEL_OF(function, T)                                                              \
  extern "C" __global__ void function##_##T(const T* v, const T* x,                         \
                                            decltype(logbessel::function(T{}, T{}))* out) { \
    const unsigned i = blockDim.x * blockIdx.x + threadIdx.x;                               \
    out[i] = logbessel::function(v[i], x[i]);                                               \
  }
#define KERNELS_OF(function)  \
  KERNEL_OF(function, double) \
  KERNEL_OF(function, float)

#define KERNEL_OF_ONE(function)                                             \
  extern "C" __global__ void function##_float(const float* x, float* out) { \
    const unsigned i = blockDim.x * blockIdx.x + threadIdx.x;               \
    out[i] = logbessel::function(x[i]);                                     \
  }

#define KERNEL_OF_PLAN(plan, T)                                                          \
  extern "C" __global__ void plan##_##T(logbessel::plan plan_of_v, const T* x, T* out) { \
    const unsigned i = blockDim.x * blockIdx.x + threadIdx.x;                            \
    out[i] = plan_of_v(x[i]);                                                            \
  }
#define KERNELS_OF_PLAN(plan)  \
  KERNEL_OF_PLAN(plan, double) \
  KERNEL_OF_PLAN(plan, float)

// clang-format off
KERNELS_OF(log_iv)
KERNELS_OF(log_kv)
KERNELS_OF(log_ive)
KERNELS_OF(log_kve)
KERNELS_OF(iv_sign)
KERNELS_OF(iv_ratio)
KERNELS_OF(iv_ratio_c)
KERNELS_OF(kv_ratio)
KERNEL_OF(log_iv_region_of, double)
KERNEL_OF(log_kv_region_of, double)
KERNEL_OF(iv_ratio_region_of, double)
KERNEL_OF(kv_ratio_region_of, double)

KERNELS_OF(log_iv_dv)
KERNELS_OF(log_iv_dx)
KERNELS_OF(log_iv_gradient)
KERNELS_OF(log_iv_dvv)
KERNELS_OF(log_iv_dxx)
KERNELS_OF(log_kv_dv)
KERNELS_OF(log_kv_dx)
KERNELS_OF(log_kv_gradient)
KERNELS_OF(log_kv_dvv)
KERNELS_OF(log_kv_dxx)
KERNEL_OF(log_iv_derivative_region_of, double)
KERNEL_OF(log_kv_derivative_region_of, double)

KERNEL_OF(vmf_log_normalizer, double)
KERNEL_OF(vmf_log_peak, double)
KERNEL_OF(vmf_mean_resultant_length, double)
KERNEL_OF(vmf_mean_resultant_length_c, double)
KERNEL_OF(vmf_kappa, double)
KERNEL_OF(vmf_kappa_c, double)
KERNEL_OF(vmf_kappa_drbar, double)
KERNEL_OF(vmf_kappa_c_drbar, double)
KERNEL_OF(vmf_variance, double)
KERNEL_OF(vmf_variance_across, double)
KERNEL_OF(vmf_entropy, double)

KERNEL_OF_ONE(expf_1ulp)
KERNEL_OF_ONE(expf_accurate)
KERNEL_OF_ONE(expf_cr)
KERNEL_OF_ONE(expf_fast)
KERNEL_OF_ONE(exp2f_1ulp)

KERNELS_OF_PLAN(log_iv_plan)
KERNELS_OF_PLAN(log_kv_plan)

// A thread for each point, and its derivative by kappa.
extern "C" __global__ void vmf_sample_points(logbessel::vmf_marginal_sampler marginal, const double* mu, std::size_t dim,
                                             std::uint64_t seed, double* x, double* dx) {
  const std::size_t i = blockDim.x * blockIdx.x + threadIdx.x;
  logbessel::vmf_sample_point(marginal, logbessel::strided<const double>(mu), dim, seed, i,
                              logbessel::strided<double>(x + i * dim), logbessel::strided<double>(dx + i * dim));
}

extern "C" __global__ void vmf_sample_float_points(logbessel::vmf_marginal_sampler marginal, const double* mu,
                                                   std::size_t dim, std::uint64_t seed, float* x) {
  const std::size_t i = blockDim.x * blockIdx.x + threadIdx.x;
  logbessel::vmf_sample_point(marginal, logbessel::strided<const double>(mu), dim, seed, i,
                              logbessel::strided<float>(x + i * dim));
}
