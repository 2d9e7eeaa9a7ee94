#include "define.hpp"

namespace logbessel::cuda {

LOGBESSEL_DEFINE(log_kv_dv, log_kv_dv, log_kv_dv)
LOGBESSEL_DEFINE(log_kv_dx, log_kv_dx, log_kv_dx)
LOGBESSEL_DEFINE(log_kv_dvv, log_kv_dvv, log_kv_dvv)
LOGBESSEL_DEFINE(log_kv_dxx, log_kv_dxx, log_kv_dxx)

}  // namespace logbessel::cuda
