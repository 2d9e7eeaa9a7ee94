/// @file
/// Log densities of points under the components of a von Mises-Fisher mixture, through a product of matrices by cuBLAS.
/// Link with logbessel::cuda and, since this header calls it, with cuBLAS (CUDA::cublas); logbessel::cuda itself does not need
/// it, and vmf_log_density_of_dots serves products that were computed otherwise.
#pragma once

#include <logbessel/cuda_vmf.hpp>

#include <cublas_v2.h>

#include <climits>

namespace logbessel::cuda {

namespace cublas {

inline cublasStatus_t product(cublasHandle_t handle, int k, int n, int dim, const double* mu,
                              int ld_mu, const double* x, int ld_x, double* out, int ld_out) {
  const double one = 1.0;
  const double zero = 0.0;
  return cublasDgemm(handle, CUBLAS_OP_T, CUBLAS_OP_N, k, n, dim, &one, mu, ld_mu, x, ld_x, &zero,
                     out, ld_out);
}
inline cublasStatus_t product(cublasHandle_t handle, int k, int n, int dim, const float* mu,
                              int ld_mu, const float* x, int ld_x, float* out, int ld_out) {
  const float one = 1.0F;
  const float zero = 0.0F;
  return cublasSgemm(handle, CUBLAS_OP_T, CUBLAS_OP_N, k, n, dim, &one, mu, ld_mu, x, ld_x, &zero,
                     out, ld_out);
}

inline status status_of(cublasStatus_t error) {
  switch (error) {
    case CUBLAS_STATUS_SUCCESS:
      return {};
    case CUBLAS_STATUS_NOT_INITIALIZED:
      return {cudaErrorInvalidValue, "handle"};
    case CUBLAS_STATUS_ALLOC_FAILED:
      return {cudaErrorMemoryAllocation, "cuBLAS"};
    case CUBLAS_STATUS_ARCH_MISMATCH:
      return {cudaErrorNoKernelImageForDevice, "cuBLAS"};
    case CUBLAS_STATUS_EXECUTION_FAILED:
      return {cudaErrorLaunchFailure, "cuBLAS"};
    default:
      return {cudaErrorUnknown, "cuBLAS"};
  }
}

template <class T>
status vmf_log_density(cublasHandle_t handle, std::size_t n, std::size_t k, std::size_t dim,
                       const T* x, std::size_t ld_x, const T* mu, std::size_t ld_mu,
                       const double* kappas, double* log_peaks, T* out, std::size_t ld_out) {
  const auto refuse = [](const char* name) { return status{cudaErrorInvalidValue, name}; };
  if (n > INT_MAX) return refuse("n");
  if (k > INT_MAX) return refuse("k");
  if (dim < 2 || dim > INT_MAX) return refuse("dim");
  if (n == 0 || k == 0) return {};
  if (handle == nullptr) return refuse("handle");
  if (x == nullptr) return refuse("x");
  if (ld_x < dim || ld_x > INT_MAX) return refuse("ld_x");
  if (mu == nullptr) return refuse("mu");
  if (ld_mu < dim || ld_mu > INT_MAX) return refuse("ld_mu");
  if (kappas == nullptr) return refuse("kappas");
  if (log_peaks == nullptr) return refuse("log_peaks");
  if (out == nullptr) return refuse("out");
  if (ld_out < k || ld_out > INT_MAX) return refuse("ld_out");

  cudaStream_t stream = nullptr;
  cublasPointerMode_t mode = CUBLAS_POINTER_MODE_HOST;
  status s = status_of(cublasGetStream(handle, &stream));
  if (s == cudaSuccess) s = vmf_log_peak(k, static_cast<double>(dim), kappas, log_peaks, stream);
  if (s == cudaSuccess) s = status_of(cublasGetPointerMode(handle, &mode));
  if (s == cudaSuccess) s = status_of(cublasSetPointerMode(handle, CUBLAS_POINTER_MODE_HOST));
  if (s != cudaSuccess) return s;

  // cuBLAS counts by columns: to it x is dim x n, mu is dim x k, and out = mu^T x is k x n.
  const auto as_int = [](std::size_t a) { return static_cast<int>(a); };
  s = status_of(product(handle, as_int(k), as_int(n), as_int(dim), mu, as_int(ld_mu), x,
                        as_int(ld_x), out, as_int(ld_out)));
  const status restored = status_of(cublasSetPointerMode(handle, mode));
  if (s == cudaSuccess) s = restored;
  return s == cudaSuccess ? vmf_log_density_of_dots(n, k, kappas, log_peaks, out, ld_out, stream)
                          : s;
}

}  // namespace cublas

/// out[i ld_out + j] = log f(x_i; mu_j, kappas[j]) for the n rows x_i and the k rows mu_j of two matrices, unit vectors of
/// dim >= 2 elements. The work is queued on the handle's stream. log_peaks, k doubles, is filled with
/// vmf_log_peak(dim, kappas[j]).
///
/// Nothing is allocated here; cuBLAS uses the handle's workspace, for which cublasSetWorkspace takes the caller's memory.
///
/// Special values   kappa < 0, inf or NaN: NaN in its column.
/// Errors           those of cuda_vmf.hpp; n, k, dim and the leading dimensions are at most 2^31 - 1. An error of cuBLAS has
///                  the nearest one of the runtime, and the argument "handle" or "cuBLAS".
/// Accuracy         kappa times the error of the product mu.x, plus the rounding of the result: the product's is about
///                  2^-53 (double) or 2^-24 (float) times a small factor that grows with dim, in cuBLAS's order of
///                  addition, which it may choose by device: these bits are not the same everywhere. As |mu| and |x| are taken
///                  as one, their rounding counts alike: unit vectors in float cost kappa 2^-24 and more. A handle that
///                  allows TF32 (cublasSetMathMode) makes the product's error 2^-11. Where kappa is large, use double.
inline status vmf_log_density(cublasHandle_t handle, std::size_t n, std::size_t k, std::size_t dim,
                              const double* x, std::size_t ld_x, const double* mu,
                              std::size_t ld_mu, const double* kappas, double* log_peaks,
                              double* out, std::size_t ld_out) {
  return cublas::vmf_log_density(handle, n, k, dim, x, ld_x, mu, ld_mu, kappas, log_peaks, out,
                                 ld_out);
}
inline status vmf_log_density(cublasHandle_t handle, std::size_t n, std::size_t k, std::size_t dim,
                              const float* x, std::size_t ld_x, const float* mu, std::size_t ld_mu,
                              const double* kappas, double* log_peaks, float* out,
                              std::size_t ld_out) {
  return cublas::vmf_log_density(handle, n, k, dim, x, ld_x, mu, ld_mu, kappas, log_peaks, out,
                                 ld_out);
}

}  // namespace logbessel::cuda
