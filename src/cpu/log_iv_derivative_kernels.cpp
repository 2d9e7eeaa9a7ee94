#include "evaluate.hpp"

namespace logbessel::cpu::LOGBESSEL_TARGET {

constinit const kernel_pair kernels::log_iv_dv = kernels_of<log_iv_dv_function>();
constinit const kernel_pair kernels::log_iv_dx = kernels_of<log_iv_dx_function>();
constinit const kernel_pair kernels::log_iv_dvv = kernels_of<log_iv_dvv_function>();
constinit const kernel_pair kernels::log_iv_dxx = kernels_of<log_iv_dxx_function>();

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
