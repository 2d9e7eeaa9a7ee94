#include "fma_loop.hpp"

namespace logbessel::bench {

double LOGBESSEL_FMA_LOOP(std::size_t rounds, double a, double b, double& count) {
  // Twelve and their factors fit into sixteen registers.
  constexpr std::size_t chains = 12;
  constexpr std::size_t lanes = LOGBESSEL_VECTOR_BYTES / sizeof(double);
  using vector [[gnu::vector_size(LOGBESSEL_VECTOR_BYTES)]] = double;

  const vector factor = vector{} + a;
  const vector summand = vector{} + b;
  vector y[chains];
  for (std::size_t k = 0; k < chains; ++k) y[k] = vector{} + static_cast<double>(k);
  for (std::size_t i = 0; i < rounds; ++i) {
    for (std::size_t k = 0; k < chains; ++k) y[k] = factor * y[k] + summand;  // contracted
  }
  vector sum = y[0];
  for (std::size_t k = 1; k < chains; ++k) sum += y[k];
  count += static_cast<double>(rounds * chains * lanes);
  double total = 0.0;
  for (std::size_t lane = 0; lane < lanes; ++lane) total += sum[lane];
  return total;
}

}  // namespace logbessel::bench
