/// @file
/// The single-threaded loops, one set for each target: the files *_kernels.cpp are compiled once for each, into the
/// namespace that carries its name.
#pragma once

#include <logbessel/detail/product_kernels.hpp>
#include <logbessel/detail/strip_kernels.hpp>
#include <logbessel/plan.hpp>
#include <logbessel/strided.hpp>

#include <cstddef>

#include "../function_list.hpp"

namespace logbessel::cpu {

/// out[k][i] = the k-th output at (v[i], x[i]) for i < n.
template <class T>
using kernel = void (*)(std::size_t n, strided<const T> v, strided<const T> x,
                        const strided<T>* out);

/// One function for both types.
struct kernel_pair {
  kernel<double> of_double;
  kernel<float> of_float;
};

/// out[i] = plan(x[i]) for i < n.
template <class Plan, class T>
using plan_kernel = void (*)(const Plan& plan, std::size_t n, strided<const T> x, strided<T> out);

template <class Plan>
struct plan_kernel_pair {
  plan_kernel<Plan, double> of_double;
  plan_kernel<Plan, float> of_float;
};

/// out[i] = f(x[i]) for i < n.
using unary_kernel = void (*)(std::size_t n, strided<const float> x, strided<float> out);

struct unary_kernel_of_float {
  unary_kernel of_float;
};

/// The loops over rows of vmf_statistics.
struct row_kernel_pair {
  detail::product_kernels<double> of_double;
  detail::product_kernels<float> of_float;
};

struct kernel_of_double {
  kernel<double> of_double;
};

#define LOGBESSEL_VMF_MEMBER(name) static const kernel_of_double name;
#define LOGBESSEL_UNARY_MEMBER(name) static const unary_kernel_of_float name;
#define LOGBESSEL_MEMBER(name) static const kernel_pair name;
#define LOGBESSEL_TARGET_KERNELS(target)                       \
  namespace target {                                           \
  struct kernels {                                             \
    LOGBESSEL_BATCH_FUNCTIONS(LOGBESSEL_MEMBER)                \
    LOGBESSEL_UNARY_FUNCTIONS(LOGBESSEL_UNARY_MEMBER)          \
    LOGBESSEL_VMF_FUNCTIONS(LOGBESSEL_VMF_MEMBER)              \
    static const plan_kernel_pair<log_iv_plan> log_iv_planned; \
    static const plan_kernel_pair<log_kv_plan> log_kv_planned; \
    static const row_kernel_pair row_kernels;                  \
    static const detail::strip_kernels strip_kernels;          \
  };                                                           \
  }
LOGBESSEL_TARGET_KERNELS(baseline)
LOGBESSEL_TARGET_KERNELS(avx2)
LOGBESSEL_TARGET_KERNELS(avx512)
LOGBESSEL_TARGET_KERNELS(neon)
#undef LOGBESSEL_MEMBER
#undef LOGBESSEL_UNARY_MEMBER
#undef LOGBESSEL_VMF_MEMBER
#undef LOGBESSEL_TARGET_KERNELS

}  // namespace logbessel::cpu
