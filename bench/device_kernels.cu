#include <logbessel/logbessel.hpp>

#include "point_kernel.cuh"

namespace logbessel::bench {

LOGBESSEL_KERNEL(unsorted_log_iv, log_iv)
LOGBESSEL_KERNEL(unsorted_log_kv, log_kv)
LOGBESSEL_KERNEL(unsorted_iv_ratio, iv_ratio)

}  // namespace logbessel::bench
