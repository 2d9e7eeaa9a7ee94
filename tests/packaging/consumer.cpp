// A program outside the project: exit code 0 if the library computes, and if the flag that fixes
// its bits reached this translation unit.

#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>
#if defined(CONSUMER_USES_BATCH)
#include <logbessel/batch.hpp>
#endif

#include <cmath>
#include <cstdio>

namespace {

// 1 + 2 eps + eps^2 rounds to 1 + 2 eps, so the difference is zero unless it is fused.
bool contracts(double a) { return a * a - (1.0 + 0x1p-51) != 0.0; }

}  // namespace

int main(int argc, char**) {
  const double x = 1.0 + argc;
  // I_1/2(x) K_1/2(x) = (1 - exp(-2 x))/(2 x)
  const double sum = logbessel::log_iv(0.5, x) + logbessel::log_kv(0.5, x);
  const double error = sum - std::log((1.0 - std::exp(-2.0 * x)) / (2.0 * x));
  std::printf("log I + log K at v = 1/2, x = %g: %.17g, error %g\n", x, sum, error);
  if (!(std::fabs(error) < 1e-14)) return 1;
  if (contracts(1.0 + 0x1p-52 * argc)) {
    std::fputs("compiled with contraction\n", stderr);
    return 1;
  }
#if defined(CONSUMER_USES_BATCH)
  const double orders[] = {0.5, 0.5};
  double out[2];
  logbessel::log_iv(2, orders, {&x, 0}, out);
  if (out[0] != logbessel::log_iv(0.5, x) || out[1] != out[0]) return 1;
#endif
  return 0;
}
