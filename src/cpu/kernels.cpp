#include "kernels.hpp"

#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>

namespace logbessel::cpu::LOGBESSEL_TARGET {

void log_iv(std::size_t n, strided<const double> v, strided<const double> x, strided<double> out) {
  for (std::size_t i = 0; i < n; ++i) out[i] = logbessel::log_iv(v[i], x[i]);
}

void log_iv(std::size_t n, strided<const float> v, strided<const float> x, strided<float> out) {
  for (std::size_t i = 0; i < n; ++i) out[i] = logbessel::log_iv(v[i], x[i]);
}

void log_kv(std::size_t n, strided<const double> v, strided<const double> x, strided<double> out) {
  for (std::size_t i = 0; i < n; ++i) out[i] = logbessel::log_kv(v[i], x[i]);
}

void log_kv(std::size_t n, strided<const float> v, strided<const float> x, strided<float> out) {
  for (std::size_t i = 0; i < n; ++i) out[i] = logbessel::log_kv(v[i], x[i]);
}

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
