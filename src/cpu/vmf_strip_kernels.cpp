#if defined(LOGBESSEL_SIMD) && defined(__clang__)
#define LOGBESSEL_IN_REGISTERS _Pragma("unroll")
#elif defined(LOGBESSEL_SIMD)
#define LOGBESSEL_IN_REGISTERS _Pragma("GCC unroll 16")
#endif

#include <logbessel/detail/strip_kernels.hpp>

#include "kernels.hpp"

#if defined(LOGBESSEL_SIMD)
#include "simd.hpp"
#endif

namespace logbessel::cpu::LOGBESSEL_TARGET {

#if defined(LOGBESSEL_SIMD)
constinit const detail::strip_kernels kernels::strip_kernels = detail::strip_kernels_of<simd>();
#else
constinit const detail::strip_kernels kernels::strip_kernels = detail::strip_kernels_of<double>();
#endif

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
