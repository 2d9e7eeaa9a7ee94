#include "evaluate.hpp"

namespace logbessel::cpu::LOGBESSEL_TARGET {

constinit const kernel_pair kernels::log_iv = kernels_of<log_iv_function, log_iv_float_function>();
constinit const kernel_pair kernels::log_kv = kernels_of<log_kv_function, log_kv_float_function>();
constinit const kernel_pair kernels::log_ive =
    kernels_of<log_ive_function, log_ive_float_function>();
constinit const kernel_pair kernels::log_kve =
    kernels_of<log_kve_function, log_kve_float_function>();

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
