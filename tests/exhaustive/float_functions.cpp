// A function of one float on every float: the results are within the bound of the exact value, and more than half of it away
// somewhere; and the scalar function and every instruction set give the same bits.
//
// usage: float_functions FUNCTION STRIDE WORST_CASES
//                                  every STRIDE-th float, and those that the file names; the scalar code of the library for
//                                  any machine, whose fma may be slow, where STRIDE is above 1000

#include <logbessel/accuracy.hpp>
#include <logbessel/batch.hpp>
#include <logbessel/exp_f32.hpp>

#include <atomic>
#include <bit>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "function_list.hpp"
#include "support/float_sweep.hpp"
#include "support/hex.hpp"

namespace {

using logbessel::batch_options;
using logbessel::instruction_set;
using logbessel::strided;
using logbessel::harness::float_errors;
using logbessel::harness::float_exponential;

struct tested {
  const char* name;
  float (*scalar)(float);
  void (*array)(std::size_t, strided<const float>, strided<float>, batch_options);
  double bound;
};

constexpr tested functions[] = {
#define FUNCTION(name) {#name, logbessel::name, logbessel::name, logbessel::accuracy::name},
    LOGBESSEL_UNARY_FUNCTIONS(FUNCTION)};

std::vector<float> inputs_of(const std::string& path, const std::string& function) {
  std::ifstream file(path);
  std::vector<float> x;
  for (std::string line; std::getline(file, line);) {
    if (line.rfind(function + ",", 0) == 0)
      x.push_back(
          static_cast<float>(logbessel::harness::from_hex(line.substr(function.size() + 1))));
  }
  if (!file.eof() || x.empty()) throw std::runtime_error(path + ": no inputs of " + function);
  return x;
}

bool holds(const tested& f, std::uint64_t stride, const std::vector<float>& known) {
  std::vector<instruction_set> targets;
  for (const auto target : {instruction_set::avx2, instruction_set::avx512, instruction_set::neon,
                            instruction_set::baseline}) {
    if (logbessel::is_available(target) && (target != instruction_set::baseline || stride > 1000))
      targets.push_back(target);
  }
  std::atomic<std::uint64_t> different = 0;
  std::atomic<float> different_at = 0.0f;
  const auto evaluate = [&](std::size_t n, const float* x, float* out) {
    const auto same = [](float a, float b) {
      return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b) ||
             (std::isnan(a) && std::isnan(b));
    };
    for (std::size_t i = 0; i < n; ++i) out[i] = f.scalar(x[i]);
    std::vector<float> other(n);
    for (const instruction_set target : targets) {
      f.array(n, x, other.data(), {1, target});
      for (std::size_t i = 0; i < n; ++i) {
        if (same(out[i], other[i])) continue;
        ++different;
        different_at = x[i];
      }
    }
  };
  const bool is_exp2 = std::string(f.name).rfind("exp2", 0) == 0;
  const float_exponential truth(is_exp2 ? float_exponential::base::two
                                        : float_exponential::base::e);
  float_errors all = float_sweep(truth, evaluate, 0, std::uint64_t{1} << 32, stride);
  for (const float x : known) {
    const std::uint64_t bits = std::bit_cast<std::uint32_t>(x);
    all.add(float_sweep(truth, evaluate, bits, bits + 1, 1, 1));
  }
  const bool is_rounded = f.bound == 0.5;
  const bool good = all.wrong == 0 && different == 0 && all.largest() > f.bound / 2 &&
                    (is_rounded ? all.misrounded == 0 : all.largest() <= f.bound);
  std::printf("%s, promised %g: %s", f.name, f.bound, text_of(all).c_str());
  if (different > 0)
    std::printf("%llu results differ between instruction sets, one at x = %s\n",
                static_cast<unsigned long long>(different),
                logbessel::harness::hex(different_at.load()).c_str());
  for (std::size_t i = 0; i < 4 && i < all.worst.size(); ++i)
    std::printf("%s,%s\n", f.name, logbessel::harness::hex(all.worst[i].x).c_str());
  if (!good) std::printf("FAILED\n");
  return good;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const double stride = argc == 4 ? logbessel::harness::from_hex(argv[2]) : 0.0;
    for (const tested& f : functions) {
      if (argc == 4 && f.name == std::string(argv[1]) && stride >= 1.0 && stride < 0x1p32)
        return holds(f, static_cast<std::uint64_t>(stride), inputs_of(argv[3], f.name)) ? 0 : 1;
    }
    std::fputs("usage: float_functions FUNCTION STRIDE WORST_CASES\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "float_functions: %s\n", error.what());
  }
  return 1;
}
