// Functions of several outputs, as functions of one in a row: they are bound by arithmetic, so that nothing is lost.

#include "bucketed.hpp"

namespace logbessel::cuda {

/// Every input is read again after the first output was written.
template <class T, std::size_t outputs>
status check_apart(std::size_t n, const argument<const T>& v, const argument<const T>& x,
                   const std::array<argument<T>, outputs>& out, cudaStream_t stream) {
  const status checked = check<T, outputs>(n, v, x, out, stream);
  if (checked != cudaSuccess || n == 0) return checked;
  for (const auto& each : out) {
    const strided<const T> data(each.data.data, each.data.stride);
    if (overlap(n, data, v.data) || overlap(n, data, x.data))
      return {cudaErrorInvalidValue, each.name};
  }
  return {};
}

#define LOGBESSEL_DEFINE_GRADIENT(name, T)                                                     \
  status name##_gradient(std::size_t n, strided<const T> v, strided<const T> x, strided<T> dv, \
                         strided<T> dx, cudaStream_t stream) {                                 \
    status s = check_apart<T, 2>(n, {v, "v"}, {x, "x"}, {{{dv, "dv"}, {dx, "dx"}}}, stream);   \
    if (s == cudaSuccess) s = name##_dv(n, v, x, dv, stream);                                  \
    if (s == cudaSuccess) s = name##_dx(n, v, x, dx, stream);                                  \
    return s;                                                                                  \
  }                                                                                            \
  status name##_with_gradient(std::size_t n, strided<const T> v, strided<const T> x,           \
                              strided<T> value, strided<T> dv, strided<T> dx,                  \
                              cudaStream_t stream) {                                           \
    status s = check_apart<T, 3>(n, {v, "v"}, {x, "x"},                                        \
                                 {{{value, "value"}, {dv, "dv"}, {dx, "dx"}}}, stream);        \
    if (s == cudaSuccess) s = name(n, v, x, value, stream);                                    \
    if (s == cudaSuccess) s = name##_dv(n, v, x, dv, stream);                                  \
    if (s == cudaSuccess) s = name##_dx(n, v, x, dx, stream);                                  \
    return s;                                                                                  \
  }
LOGBESSEL_DEFINE_GRADIENT(log_iv, double)
LOGBESSEL_DEFINE_GRADIENT(log_iv, float)
LOGBESSEL_DEFINE_GRADIENT(log_kv, double)
LOGBESSEL_DEFINE_GRADIENT(log_kv, float)

}  // namespace logbessel::cuda
