#include "evaluate.hpp"

namespace logbessel::cpu::LOGBESSEL_TARGET {

constinit const kernel_pair kernels::log_kv_dv = kernels_of<log_kv_dv_function>();
constinit const kernel_pair kernels::log_kv_dx = kernels_of<log_kv_dx_function>();
constinit const kernel_pair kernels::log_kv_dvv = kernels_of<log_kv_dvv_function>();
constinit const kernel_pair kernels::log_kv_dxx = kernels_of<log_kv_dxx_function>();

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
