#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>
#include <logbessel/vmf.hpp>

#include <cstdio>

int main() {
  const double kappa = logbessel::vmf_kappa(32768, 0.6);
  std::printf("log I_16383(%.9g) = %.15g\n", kappa, logbessel::log_iv(16383, kappa));
  std::printf("log K_16383(%.9g) = %.15g\n", kappa, logbessel::log_kv(16383, kappa));
}
