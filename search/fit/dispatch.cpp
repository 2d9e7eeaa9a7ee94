#include <hwy/targets.h>

#include <stdexcept>

#include "kernels.hpp"

namespace logbessel::search {

namespace baseline {
extern const kernels table;
}
namespace avx2 {
extern const kernels table;
}
namespace avx512 {
extern const kernels table;
}
namespace neon {
extern const kernels table;
}

code::code(const program& p) : steps(p.size()), constants(p.constant_count()) {
  if (steps > most_steps || constants > most_constants) {
    throw std::invalid_argument("a program has at most " + std::to_string(most_steps) +
                                " steps and " + std::to_string(most_constants) + " constants");
  }
  int next = 0;
  for (std::size_t i = 0; i < p.steps.size(); ++i) {
    const search::step& s = p.steps[i];
    step[i].op = s.op;
    for (std::size_t k = 0; k < static_cast<std::size_t>(s.size()); ++k) {
      step[i].in[k] = static_cast<std::int8_t>(s.in[k].is_constant() ? -1 - next++ : s.in[k].node);
    }
  }
}

const kernels& best_kernels() {
#if defined(LOGBESSEL_SEARCH_X86)
  static const auto supported = hwy::SupportedTargets();
  if ((supported & HWY_AVX3) != 0) return avx512::table;
  if ((supported & HWY_AVX2) != 0) return avx2::table;
  return baseline::table;
#elif defined(LOGBESSEL_SEARCH_NEON)
  return neon::table;
#else
  return baseline::table;
#endif
}

}  // namespace logbessel::search
