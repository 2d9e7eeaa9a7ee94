#include <peers/published_method.hpp>

#include "point_kernel.cuh"

namespace logbessel::bench {

LOGBESSEL_KERNEL(published_log_iv, peers::published::log_iv)
LOGBESSEL_KERNEL(published_log_kv, peers::published::log_kv)

}  // namespace logbessel::bench
