// Products mu_j.x_i to log densities, in place. Bound by memory: an element is read and written once.

#include <logbessel/cuda_vmf.hpp>

#include "matrix.hpp"

namespace logbessel::cuda {

namespace {

constexpr std::size_t largest_k = std::size_t{1} << 31;

template <class T>
struct density_kernel {
  static constexpr unsigned threads = 256;
  static constexpr unsigned blocks_at_once = 4;
  static constexpr unsigned tile = 8 * threads;
  template <class Block>
  struct shared {};

  std::size_t n;
  unsigned k;
  const double* kappas;
  const double* log_peaks;
  T* dots;
  std::size_t ld;

  /// A block has a tile of the elements, counted row by row.
  template <class Block>
  LOGBESSEL_KERNEL_FN void operator()(const Block& block, shared<Block>&) const {
    block.each_thread([&](unsigned t) {
      const std::size_t place = block.index() * tile + t;
      std::size_t i = place / k;
      unsigned j = static_cast<unsigned>(place % k);
      LOGBESSEL_NO_UNROLL
      for (unsigned count = 0; count < tile / threads && i < n; ++count) {
        T& dot = dots[i * ld + j];
        dot = static_cast<T>(detail::fma(-kappas[j], 1.0 - double{dot}, log_peaks[j]));
        j += threads;
        if (j < k) continue;
        i += j / k;
        j %= k;
      }
    });
  }
};

template <class T>
status densities(std::size_t n, std::size_t k, const double* kappas, const double* log_peaks,
                 T* dots, std::size_t ld, cudaStream_t stream) {
  if (k > largest_k) return refuse("k");
  status s = check_matrix(n, k, "k", dots, "dots", ld, "ld");
  if (s != cudaSuccess || n == 0 || k == 0) return s;
  if (kappas == nullptr || misaligned(kappas, alignof(double))) return refuse("kappas");
  if (log_peaks == nullptr || misaligned(log_peaks, alignof(double))) return refuse("log_peaks");
  s = check_stream(stream);
  if (s != cudaSuccess) return s;
  using kernel = density_kernel<T>;
  return launch(kernel{n, static_cast<unsigned>(k), kappas, log_peaks, dots, ld},
                (n * k - 1) / kernel::tile + 1, stream);
}

}  // namespace

status vmf_log_density_of_dots(std::size_t n, std::size_t k, const double* kappas,
                               const double* log_peaks, double* dots, std::size_t ld,
                               cudaStream_t stream) {
  return densities(n, k, kappas, log_peaks, dots, ld, stream);
}
status vmf_log_density_of_dots(std::size_t n, std::size_t k, const double* kappas,
                               const double* log_peaks, float* dots, std::size_t ld,
                               cudaStream_t stream) {
  return densities(n, k, kappas, log_peaks, dots, ld, stream);
}

}  // namespace logbessel::cuda
