// A kernel of one's own that calls the library: log f(x) of the von Mises-Fisher distribution on the unit sphere of dimension dim, at
// points whose cosine with the mean direction is given.
#include <logbessel/logbessel.hpp>

#include <cstdio>
#include <cstdlib>

__host__ __device__ double log_density(double dim, double kappa, double cosine) {
  return logbessel::vmf_log_peak(dim, kappa) - kappa * (1.0 - cosine);
}

__global__ void log_densities(int n, double dim, double kappa, const double* cosine, double* out) {
  const int i = static_cast<int>(blockDim.x * blockIdx.x + threadIdx.x);
  if (i < n) out[i] = log_density(dim, kappa, cosine[i]);
}

void require(cudaError_t error) {
  if (error == cudaSuccess) return;
  const bool no_device = error == cudaErrorNoDevice || error == cudaErrorInsufficientDriver;
  std::fprintf(stderr, "cuda_kernel: %s%s\n", no_device ? "no device: " : "",
               cudaGetErrorString(error));
  std::exit(no_device ? 77 : 1);
}

int main() {
  constexpr int n = 1000;
  constexpr double dim = 32768;
  const double kappa = logbessel::vmf_kappa(dim, 0.6);

  double *cosine = nullptr, *out = nullptr;
  require(cudaMallocManaged(&cosine, n * sizeof(double)));
  require(cudaMallocManaged(&out, n * sizeof(double)));
  for (int i = 0; i < n; ++i) cosine[i] = 0.6 + 1e-5 * (i - n / 2);
  log_densities<<<(n + 255) / 256, 256>>>(n, dim, kappa, cosine, out);
  require(cudaGetLastError());
  require(cudaDeviceSynchronize());

  int different = 0;
  for (int i = 0; i < n; ++i) {
    const double host = log_density(dim, kappa, cosine[i]);
    different += out[i] != host;
    if (i % 250 == 0) std::printf("cosine %.5f: %.15g, host %.15g\n", cosine[i], out[i], host);
  }
  std::printf("%d of %d values differ\n", different, n);
  require(cudaFree(cosine));
  require(cudaFree(out));
  return different == 0 ? 0 : 1;
}
