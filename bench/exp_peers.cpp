#include "exp_peers.hpp"

#define HWY_COMPILE_ONLY_STATIC
#include <Eigen/Core>
#include <hwy/contrib/math/math-inl.h>
#include <immintrin.h>

#define JOINED(a, b) a##b
#if defined(__AVX512F__)
using floats = __m512;
#define LOAD _mm512_loadu_ps
#define STORE _mm512_storeu_ps
#define SLEEF(name) JOINED(name, 16_u10avx512f)
#define LIBMVEC(name) JOINED(_ZGVeN16v_, name)
#else
using floats = __m256;
#define LOAD _mm256_loadu_ps
#define STORE _mm256_storeu_ps
#define SLEEF(name) JOINED(name, 8_u10avx2)
#define LIBMVEC(name) JOINED(_ZGVdN8v_, name)
#endif

// Their own header declares them for other flags than these, or not at all.
extern "C" {
floats SLEEF(Sleef_expf)(floats);
floats SLEEF(Sleef_exp2f)(floats);
floats LIBMVEC(expf)(floats);
floats LIBMVEC(exp2f)(floats);
}

namespace logbessel::bench::LOGBESSEL_TARGET {
namespace {

template <floats (*f)(floats)>
void by_vectors(std::size_t n, const float* x, float* out) {
  for (std::size_t i = 0; i < n; i += sizeof(floats) / sizeof(float))
    STORE(out + i, f(LOAD(x + i)));
}

void by_highway(std::size_t n, const float* x, float* out) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::ScalableTag<float> d;
  for (std::size_t i = 0; i < n; i += hn::Lanes(d))
    hn::StoreU(hn::Exp(d, hn::LoadU(d, x + i)), d, out + i);
}

void by_eigen(std::size_t n, const float* x, float* out) {
  using array = Eigen::ArrayXf;
  const auto size = static_cast<Eigen::Index>(n);
  Eigen::Map<array>(out, size) = Eigen::Map<const array>(x, size).exp();
}

}  // namespace

std::vector<exp_peer> exp_peers() {
  return {
      {"SLEEF 3.5, u10", false, by_vectors<SLEEF(Sleef_expf)>},
      {"glibc, libmvec", false, by_vectors<LIBMVEC(expf)>},
      {"Highway 1.0.3", false, by_highway},
      {"Eigen 3.4", false, by_eigen},
      {"SLEEF 3.5, u10", true, by_vectors<SLEEF(Sleef_exp2f)>},
      {"glibc, libmvec", true, by_vectors<LIBMVEC(exp2f)>},
  };
}

}  // namespace logbessel::bench::LOGBESSEL_TARGET
