/// @file
/// The von Mises-Fisher distribution over arrays in device memory. Link with logbessel::cuda.
///
///     the functions of vmf.hpp and vmf_derivatives.hpp over arrays
///     vmf_sums           the sufficient statistics of the rows of a matrix, from which vmf_statistics_of makes a
///                        vmf_statistics on the host
///     vmf_log_density_of_dots, log_sum_exp, log_responsibilities    the two halves of a step of a mixture
///
/// As in cuda.hpp each call queues its work on the stream and returns at once, allocates nothing, and returns a status
/// with the name of the argument that it refuses. Every result is the same on every device and on the host: the order of
/// all additions is a function of the sizes alone. Matrices are row-major with the leading dimension ld: element (i, j)
/// is x[i ld + j]. No output and no workspace may overlap another argument unless it says so.
///
/// Errors: cudaErrorInvalidValue with the name of the argument where an array is null and not empty, a size is negative
/// or too large, or ld is below the length of a row; else those of cuda.hpp.
#pragma once

#include <logbessel/cuda.hpp>
#include <logbessel/vmf_statistics.hpp>

struct __half;
struct __nv_bfloat16;

namespace logbessel::cuda {

/// out[i] = f(dim[i], x[i]) for i < n, the bits of the scalar function of the same name; or for one dim, a number on the
/// host.
#define LOGBESSEL_CUDA_VMF(name, x)                                                    \
  status name(std::size_t n, strided<const double> dim, strided<const double> x,       \
              strided<double> out, cudaStream_t stream = nullptr);                     \
  status name(std::size_t n, double dim, strided<const double> x, strided<double> out, \
              cudaStream_t stream = nullptr);
// clang-format off
LOGBESSEL_CUDA_VMF(vmf_kappa, rbar)
LOGBESSEL_CUDA_VMF(vmf_kappa_c, c)
LOGBESSEL_CUDA_VMF(vmf_kappa_drbar, rbar)
LOGBESSEL_CUDA_VMF(vmf_kappa_c_drbar, c)
LOGBESSEL_CUDA_VMF(vmf_log_normalizer, kappa)
LOGBESSEL_CUDA_VMF(vmf_log_peak, kappa)
LOGBESSEL_CUDA_VMF(vmf_mean_resultant_length, kappa)
LOGBESSEL_CUDA_VMF(vmf_mean_resultant_length_c, kappa)
// clang-format on
#undef LOGBESSEL_CUDA_VMF

/// What vmf_sums writes: an array of vmf_sums_size(dim) doubles,
///
///     S            dim doubles: the high words of sum w x/|x|
///     S_lo         dim doubles: its low words
///     W, W_lo      the sum of the weights, in two words
///     count        the number of rows
///     bad row      the first row that vmf_statistics would refuse, or count where there is none
///     its length   inf or NaN where an element is
///     its weight
///
/// Where there is a bad row, S, S_lo, W and W_lo are NaN.
constexpr std::size_t vmf_sums_size(std::size_t dim) { return 2 * dim + 6; }

/// The bytes of workspace that vmf_sums needs: up to dim = 2048 at most 17 MiB; beyond, 24 bytes for each row, and for the
/// sums 17 MiB or 16 bytes for each column, whichever is more.
std::size_t vmf_sums_workspace(std::size_t n, std::size_t dim);

/// The sums of n rows of dim >= 2 elements, with a weight each, or one each where `weights` is null.
///
/// Every row counts as x/|x|. It is bad, as for vmf_statistics, if an element or its weight is not finite, the weight is
/// negative, or |x| = 0; under vmf_rows::unit also if |x| differs from one by more than 2^-30 (double), 2^-10 (float),
/// 2^-8 (__half) or 2^-6 (__nv_bfloat16), some times what rounding the coordinates does.
///
/// workspace    vmf_sums_workspace(n, dim) bytes of device memory or more, aligned as doubles are. It may be used again, or
///              freed by cudaFreeAsync, as soon as later work on the same stream.
/// Accuracy     that of vmf_statistics, whose sums differ by accuracy::vmf_sums_difference W at most.
/// Cost         The data are read from memory once up to dim = 2048, and twice beyond.
#define LOGBESSEL_CUDA_VMF_SUMS(Real)                                                  \
  status vmf_sums(std::size_t n, std::size_t dim, const Real* x, std::size_t ld,       \
                  const double* weights, vmf_rows rows, double* sums, void* workspace, \
                  std::size_t workspace_size, cudaStream_t stream = nullptr);
LOGBESSEL_CUDA_VMF_SUMS(double)
LOGBESSEL_CUDA_VMF_SUMS(float)
LOGBESSEL_CUDA_VMF_SUMS(__half)
LOGBESSEL_CUDA_VMF_SUMS(__nv_bfloat16)
#undef LOGBESSEL_CUDA_VMF_SUMS

/// The statistics that the sums, copied to the host, describe; they merge with others and serve vmf_fit. Throws
/// std::invalid_argument as vmf_statistics does, with the bad row and its value, and where the weight overflows.
inline vmf_statistics vmf_statistics_of(std::size_t dim, const double* sums,
                                        vmf_rows rows = vmf_rows::unit) {
  const double* const end = sums + 2 * detail::checked_dim(dim);
  const double count = end[2];
  const double row = end[3];
  if (row < count) {
    const double length = end[4];
    const double weight = end[5];
    const auto name = static_cast<std::uint64_t>(row);
    if (!(weight >= 0.0 && weight < detail::infinity))
      detail::refuse("row ", name, " has weight ", weight);
    detail::refuse("row ", name,
                   !(length < detail::infinity) ? " is not finite"
                   : length == 0.0              ? " has no direction"
                                                : " is not unit",
                   ": its length is ", length);
  }
  return vmf_statistics::from_sums(dim, sums, sums + dim, end[0], end[1],
                                   static_cast<std::uint64_t>(count), rows);
}

/// From the products dots[i ld + j] = mu_j.x_i of n unit rows and k unit mean directions, in place,
///
///     log f(x_i; mu_j, kappa_j) = log_peaks[j] - kappas[j] (1 - mu_j.x_i),
///
/// with log_peaks[j] = vmf_log_peak(dim, kappas[j]); add the logarithms of a mixture's weights to them for log (w f). It is
/// computed in double and rounded once. An error e of the product makes an error of kappa e. cuda_vmf_density.hpp
/// computes the products too.
///
/// Special values   kappa = inf: NaN. Others as the arithmetic has it.
status vmf_log_density_of_dots(std::size_t n, std::size_t k, const double* kappas,
                               const double* log_peaks, double* dots, std::size_t ld,
                               cudaStream_t stream = nullptr);
status vmf_log_density_of_dots(std::size_t n, std::size_t k, const double* kappas,
                               const double* log_peaks, float* dots, std::size_t ld,
                               cudaStream_t stream = nullptr);

/// out[i] = log sum_j exp(x[i ld + j]) over the k elements of each of n rows.
///
/// Special values   any NaN: NaN.   else any inf: inf.   all -inf, or k = 0: -inf.
/// Accuracy         accuracy::log_sum_exp_ulp in ULP of the exact result where |result| > 1/16, and everywhere
///                  accuracy::log_sum_exp_scaled in units of 2^-53 (2^-24 for float) max(1, |result|).
status log_sum_exp(std::size_t n, std::size_t k, const double* x, std::size_t ld,
                   strided<double> out, cudaStream_t stream = nullptr);
status log_sum_exp(std::size_t n, std::size_t k, const float* x, std::size_t ld, strided<float> out,
                   cudaStream_t stream = nullptr);

/// The same, and x[i ld + j] - log_sum_exp in place of x[i ld + j]; `out` may be null. The difference is taken from the
/// sum in double, and rounded to T. A row whose sum is -inf becomes NaN, as inf - inf is.
status log_responsibilities(std::size_t n, std::size_t k, double* x, std::size_t ld,
                            strided<double> out = {}, cudaStream_t stream = nullptr);
status log_responsibilities(std::size_t n, std::size_t k, float* x, std::size_t ld,
                            strided<float> out = {}, cudaStream_t stream = nullptr);

}  // namespace logbessel::cuda
