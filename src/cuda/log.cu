#include "define.hpp"

namespace logbessel::cuda {

LOGBESSEL_DEFINE(log_iv, log_iv, log_iv_float)
LOGBESSEL_DEFINE(log_kv, log_kv, log_kv_float)
LOGBESSEL_DEFINE(log_ive, log_ive, log_ive_float)
LOGBESSEL_DEFINE(log_kve, log_kve, log_kve_float)

}  // namespace logbessel::cuda
