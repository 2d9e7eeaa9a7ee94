#include "bucketed.hpp"

namespace logbessel::cuda {

#define LOGBESSEL_DEFINE_PLANNED(name, T)                                                        \
  status name(const name##_plan& plan, std::size_t n, strided<const T> x, strided<T> out,        \
              cudaStream_t stream) {                                                             \
    using namespace functions::LOGBESSEL_TARGET;                                                 \
    return evaluate_plan<planned<name##_plan, name##_function>, name##_plan, T>(plan, n, x, out, \
                                                                                stream);         \
  }
LOGBESSEL_DEFINE_PLANNED(log_iv, double)
LOGBESSEL_DEFINE_PLANNED(log_iv, float)
LOGBESSEL_DEFINE_PLANNED(log_kv, double)
LOGBESSEL_DEFINE_PLANNED(log_kv, float)

}  // namespace logbessel::cuda
