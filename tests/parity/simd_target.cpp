// Prints one hash for each function over fixed points: by the vector kernels of the target that LOGBESSEL_TARGET names, or,
// without LOGBESSEL_SIMD, by the scalar functions. For targets that only an emulator runs.

#include <cinttypes>
#include <cstddef>
#include <cstdio>
#include <vector>

#include "cpu/evaluate.hpp"
#include "points.hpp"

namespace {

using namespace logbessel;

template <class F, class T>
void print_hash(const char* name) {
  std::vector<T> v, x;
  for (std::size_t i = 0; i < 20'000; ++i) {
    const auto p = parity::point_at<T>(i);
    v.push_back(p.v);
    x.push_back(p.x);
  }
  std::vector<T> values(v.size());
  const strided<T> out(values.data());
  cpu::LOGBESSEL_TARGET::evaluate(F(), v.size(), strided<const T>(v.data()),
                                  strided<const T>(x.data()), &out);
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const T each : values) hash = (hash ^ parity::bits(each)) * 0x100000001b3u;
  std::printf("%s: %016" PRIx64 "\n", name, hash);
}

}  // namespace

int main() {
  using namespace cpu::LOGBESSEL_TARGET;
  print_hash<log_iv_function, double>("log_iv");
  print_hash<log_kv_function, double>("log_kv");
  print_hash<log_iv_float_function, float>("log_iv, float");
  print_hash<log_kv_float_function, float>("log_kv, float");
  print_hash<iv_ratio_function, double>("iv_ratio");
}
