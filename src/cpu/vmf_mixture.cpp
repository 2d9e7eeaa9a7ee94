#include <logbessel/vmf_batch.hpp>

#include "dispatch.hpp"

namespace logbessel {
namespace {

LOGBESSEL_VARIANTS(strip_kernels)

}  // namespace

const detail::strip_kernels& vmf_mixture_kernels(instruction_set target) {
  return *strip_kernels[cpu::resolve(target)];
}

}  // namespace logbessel
