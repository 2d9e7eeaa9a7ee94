#include <logbessel/detail/product_kernels.hpp>

#include "kernels.hpp"

namespace logbessel::cpu::LOGBESSEL_TARGET {

constinit const row_kernel_pair kernels::row_kernels = {detail::product_kernels_here<double>(),
                                                        detail::product_kernels_here<float>()};

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
