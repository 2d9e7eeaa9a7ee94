#include "define.hpp"

namespace logbessel::cuda {

LOGBESSEL_DEFINE(iv_ratio, iv_ratio, iv_ratio_float)
LOGBESSEL_DEFINE(iv_ratio_c, iv_ratio_c, iv_ratio_c_float)
LOGBESSEL_DEFINE(kv_ratio, kv_ratio, kv_ratio_float)

#define LOGBESSEL_DEFINE_BOTH(T, description)                                                     \
  status iv_ratio_with_c(std::size_t n, strided<const T> v, strided<const T> x, strided<T> ratio, \
                         strided<T> complement, cudaStream_t stream) {                            \
    return evaluate<functions::LOGBESSEL_TARGET::description##_function, T>(                      \
        n, v, x, {{{ratio, "ratio"}, {complement, "complement"}}}, stream);                       \
  }
LOGBESSEL_DEFINE_BOTH(double, iv_ratio_with_c)
LOGBESSEL_DEFINE_BOTH(float, iv_ratio_with_c_float)

}  // namespace logbessel::cuda
