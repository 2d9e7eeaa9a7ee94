#include "evaluate.hpp"

namespace logbessel::cpu::LOGBESSEL_TARGET {

constinit const kernel_pair kernels::iv_ratio =
    kernels_of<iv_ratio_function, iv_ratio_float_function>();
constinit const kernel_pair kernels::iv_ratio_c =
    kernels_of<iv_ratio_c_function, iv_ratio_c_float_function>();
constinit const kernel_pair kernels::iv_ratio_with_c =
    kernels_of<iv_ratio_with_c_function, iv_ratio_with_c_float_function>();
constinit const kernel_pair kernels::kv_ratio =
    kernels_of<kv_ratio_function, kv_ratio_float_function>();

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
