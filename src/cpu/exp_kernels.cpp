#include <logbessel/exp_f32.hpp>

#include "kernels.hpp"
#include "unary.hpp"

namespace logbessel::cpu::LOGBESSEL_TARGET {

#define LOGBESSEL_DEFINE(name)                                        \
  constinit const unary_kernel_of_float kernels::name = {             \
      [](std::size_t n, strided<const float> x, strided<float> out) { \
        evaluate_unary(detail::name##_function(), n, x, out);         \
      }};
LOGBESSEL_UNARY_FUNCTIONS(LOGBESSEL_DEFINE)

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
