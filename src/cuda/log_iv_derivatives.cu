#include "define.hpp"

namespace logbessel::cuda {

LOGBESSEL_DEFINE(log_iv_dv, log_iv_dv, log_iv_dv)
LOGBESSEL_DEFINE(log_iv_dx, log_iv_dx, log_iv_dx)
LOGBESSEL_DEFINE(log_iv_dvv, log_iv_dvv, log_iv_dvv)
LOGBESSEL_DEFINE(log_iv_dxx, log_iv_dxx, log_iv_dxx)

}  // namespace logbessel::cuda
