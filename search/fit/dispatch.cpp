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

std::vector<named_kernels> available_kernels() {
  std::vector<named_kernels> out;
#if defined(LOGBESSEL_SEARCH_X86)
  const auto supported = hwy::SupportedTargets();
  if ((supported & HWY_AVX3) != 0) out.push_back({"avx512", &avx512::table});
  if ((supported & HWY_AVX2) != 0) out.push_back({"avx2", &avx2::table});
#elif defined(LOGBESSEL_SEARCH_NEON)
  out.push_back({"neon", &neon::table});
#endif
  out.push_back({"baseline", &baseline::table});
  return out;
}

const kernels& best_kernels() {
  static const kernels& best = *available_kernels().front().table;
  return best;
}

}  // namespace logbessel::search
