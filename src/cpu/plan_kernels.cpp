#include "evaluate.hpp"

namespace logbessel::cpu::LOGBESSEL_TARGET {

constinit const plan_kernel_pair<log_iv_plan> kernels::log_iv_planned =
    plan_kernels_of<planned<log_iv_plan, log_iv_function>, log_iv_plan>();
constinit const plan_kernel_pair<log_kv_plan> kernels::log_kv_planned =
    plan_kernels_of<planned<log_kv_plan, log_kv_function>, log_kv_plan>();

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
