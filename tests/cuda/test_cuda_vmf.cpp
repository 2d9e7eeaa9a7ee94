// The von Mises-Fisher distribution on a device and, with LOGBESSEL_CUDA_ON_HOST, by the same kernels compiled for the
// host: the scalar functions bit for bit, sums of rows beside vmf_statistics, densities, sums of exponentials, misuse.

#include <logbessel/accuracy.hpp>
#include <logbessel/cuda_vmf_density.hpp>
#include <logbessel/vmf_derivatives.hpp>
#include <logbessel/vmf_fit.hpp>

#include <cuda_bf16.h>
#include <cuda_fp16.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include "device.hpp"
#include "support/refusal.hpp"
#include "support/ulp.hpp"

#if defined(LOGBESSEL_CUDA_ON_HOST)

// What cuBLAS promises of the calls that the library makes, in plain loops over columns.
struct cublasContext {
  cublasPointerMode_t mode = CUBLAS_POINTER_MODE_DEVICE;
  int products = 0;
};

extern "C" {
cublasStatus_t cublasGetStream_v2(cublasHandle_t, cudaStream_t* stream) {
  *stream = nullptr;
  return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasGetPointerMode_v2(cublasHandle_t handle, cublasPointerMode_t* mode) {
  *mode = handle->mode;
  return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasSetPointerMode_v2(cublasHandle_t handle, cublasPointerMode_t mode) {
  handle->mode = mode;
  return CUBLAS_STATUS_SUCCESS;
}
}

namespace {

/// C = alpha op(A) op(B) + beta C; element (i, j) of a matrix is at i + j ld; C is not read where beta = 0.
template <class T>
cublasStatus_t gemm(cublasHandle_t handle, cublasOperation_t op_a, cublasOperation_t op_b, int m,
                    int n, int k, const T* alpha, const T* A, int lda, const T* B, int ldb,
                    const T* beta, T* C, int ldc) {
  const bool a_as_it_is = op_a == CUBLAS_OP_N;
  const bool b_as_it_is = op_b == CUBLAS_OP_N;
  if (m < 0 || n < 0 || k < 0 || lda < std::max(1, a_as_it_is ? m : k) ||
      ldb < std::max(1, b_as_it_is ? k : n) || ldc < std::max(1, m))
    return CUBLAS_STATUS_INVALID_VALUE;
  if (handle->mode != CUBLAS_POINTER_MODE_HOST) return CUBLAS_STATUS_INTERNAL_ERROR;
  ++handle->products;
  const auto at = [](int i, int j, int ld) {
    return static_cast<std::size_t>(i) + static_cast<std::size_t>(j) * static_cast<std::size_t>(ld);
  };
  for (int j = 0; j < n; ++j) {
    for (int i = 0; i < m; ++i) {
      T sum = 0;
      for (int l = 0; l < k; ++l)
        sum += A[a_as_it_is ? at(i, l, lda) : at(l, i, lda)] *
               B[b_as_it_is ? at(l, j, ldb) : at(j, l, ldb)];
      T& c = C[at(i, j, ldc)];
      c = *beta == T(0) ? *alpha * sum : *alpha * sum + *beta * c;
    }
  }
  return CUBLAS_STATUS_SUCCESS;
}

}  // namespace

extern "C" {
cublasStatus_t cublasDgemm_v2(cublasHandle_t handle, cublasOperation_t a, cublasOperation_t b,
                              int m, int n, int k, const double* alpha, const double* A, int lda,
                              const double* B, int ldb, const double* beta, double* C, int ldc) {
  return gemm(handle, a, b, m, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
}
cublasStatus_t cublasSgemm_v2(cublasHandle_t handle, cublasOperation_t a, cublasOperation_t b,
                              int m, int n, int k, const float* alpha, const float* A, int lda,
                              const float* B, int ldb, const float* beta, float* C, int ldc) {
  return gemm(handle, a, b, m, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
}
}

#endif

namespace {

namespace cuda = logbessel::cuda;
namespace accuracy = logbessel::accuracy;

using cuda::status;
using cuda::testing::device_array;
using cuda::testing::require;
using logbessel::strided;
using logbessel::vmf_fit;
using logbessel::vmf_rows;
using logbessel::vmf_statistics;
using logbessel::harness::refusal;
using logbessel::harness::scaled_error;
using logbessel::harness::ulp_error;
using logbessel::reference::real;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

void expect_refused(status s, const char* argument) {
  EXPECT_EQ(s, cudaErrorInvalidValue);
  EXPECT_STREQ(s.argument, argument);
}

bool same(double a, double b) {
  return (a != a && b != b) || logbessel::detail::bits_of(a) == logbessel::detail::bits_of(b);
}

// ---- the functions over arrays -----------------------------------------------------------------

#define FUNCTION(name)                                                                \
  struct name##_of {                                                                  \
    static constexpr auto text = #name;                                               \
    double operator()(double dim, double x) const { return logbessel::name(dim, x); } \
    template <class Dim, class... A>                                                  \
    status call(std::size_t n, Dim dim, A... a) const {                               \
      return cuda::name(n, dim, a...);                                                \
    }                                                                                 \
  };
FUNCTION(vmf_kappa)
FUNCTION(vmf_kappa_c)
FUNCTION(vmf_kappa_drbar)
FUNCTION(vmf_kappa_c_drbar)
FUNCTION(vmf_log_normalizer)
FUNCTION(vmf_log_peak)
FUNCTION(vmf_mean_resultant_length)
FUNCTION(vmf_mean_resultant_length_c)

template <class F>
void expect_bits_of_the_scalar(F f, bool is_length, const char* name) {
  SCOPED_TRACE(F::text);
  std::mt19937_64 generator(3);
  std::uniform_real_distribution<double> uniform;
  std::vector<double> dim;
  std::vector<double> x;
  for (const double d :
       {2.0, 2.5, 3.0, 3.75, 17.0, 64.0, 1024.0, 32768.0, 1e9, 1e300, 1.0, -2.0, infinity, nan}) {
    for (const double a : {0.0, -0.0, 5e-324, 0x1p-31, 0x1p-30, 0.25, 0.5, 0.75, 1.0 - 0x1p-31,
                           1.0 - 0x1p-53, 1.0, 2.0, 40.0, 1e9, 1e300, -1.0, infinity, nan}) {
      dim.push_back(d);
      x.push_back(a);
    }
    for (int i = 0; i < 60; ++i) {
      dim.push_back(d * (1.0 + uniform(generator)));
      const double u = uniform(generator);
      x.push_back(is_length ? (i % 2 ? u : std::exp2(-60.0 * u)) : std::exp2(60.0 * u - 20.0));
    }
  }
  const std::size_t n = dim.size();
  const device_array<double> d(dim), a(x), out(n, 7.0);
  require(f.call(n, strided<const double>(d.data()), a.data(), out.data(), nullptr));
  const std::vector<double> values = out.to_host();
  for (std::size_t i = 0; i < n; ++i)
    ASSERT_PRED2(same, values[i], f(dim[i], x[i])) << dim[i] << ", " << x[i];

  // One dim for all, every second x, every third place of the output.
  for (const double one : {3.0, 300.0, nan}) {
    const device_array<double> spread(n / 2 * 3, 7.0);
    require(f.call(n / 2, one, strided<const double>(a.data(), 2),
                   strided<double>(spread.data(), 3), nullptr));
    const std::vector<double> results = spread.to_host();
    for (std::size_t i = 0; i < n / 2; ++i) {
      ASSERT_PRED2(same, results[3 * i], f(one, x[2 * i])) << one << ", " << x[2 * i];
      ASSERT_EQ(results[3 * i + 1], 7.0);
      ASSERT_EQ(results[3 * i + 2], 7.0);
    }
  }

  const strided<const double> in = a.data();
  EXPECT_EQ(f.call(0, strided<const double>(), strided<const double>(), strided<double>(), nullptr),
            cudaSuccess);
  EXPECT_EQ(f.call(0, 3.0, strided<const double>(), strided<double>(), nullptr), cudaSuccess);
  expect_refused(f.call(1, strided<const double>(), in, out.data(), nullptr), "dim");
  expect_refused(f.call(1, in, strided<const double>(), out.data(), nullptr), name);
  expect_refused(f.call(1, 3.0, strided<const double>(), out.data(), nullptr), name);
  expect_refused(f.call(1, in, in, strided<double>(), nullptr), "out");
  expect_refused(f.call(2, in, in, strided<double>(out.data(), 0), nullptr), "out");
  expect_refused(f.call(2, in, strided<const double>(a.data(), -1), out.data(), nullptr), name);
  expect_refused(f.call(std::size_t(-1), 3.0, in, out.data(), nullptr), "n");
}

TEST(CudaVmf, GivesTheBitsOfTheScalarFunctions) {
  expect_bits_of_the_scalar(vmf_kappa_of(), true, "rbar");
  expect_bits_of_the_scalar(vmf_kappa_c_of(), true, "c");
  expect_bits_of_the_scalar(vmf_kappa_drbar_of(), true, "rbar");
  expect_bits_of_the_scalar(vmf_kappa_c_drbar_of(), true, "c");
  expect_bits_of_the_scalar(vmf_log_normalizer_of(), false, "kappa");
  expect_bits_of_the_scalar(vmf_log_peak_of(), false, "kappa");
  expect_bits_of_the_scalar(vmf_mean_resultant_length_of(), false, "kappa");
  expect_bits_of_the_scalar(vmf_mean_resultant_length_c_of(), false, "kappa");
}

// ---- sums of rows ------------------------------------------------------------------------------

template <class Real>
Real to_real(double x) {
  if constexpr (std::is_same_v<Real, __half>) {
    return __float2half(static_cast<float>(x));
  } else if constexpr (std::is_same_v<Real, __nv_bfloat16>) {
    return __float2bfloat16(static_cast<float>(x));
  } else {
    return static_cast<Real>(x);
  }
}

template <class Real>
double to_double(Real x) {
  if constexpr (std::is_same_v<Real, __half>) {
    return double{__half2float(x)};
  } else if constexpr (std::is_same_v<Real, __nv_bfloat16>) {
    return double{__bfloat162float(x)};
  } else {
    return double{x};
  }
}

template <class Real>
struct rows_of {
  std::size_t n, dim, ld;
  std::vector<Real> x;  // no element beyond the last row
  std::vector<double> weights;

  std::vector<double> dense() const {
    std::vector<double> all(n * dim);
    for (std::size_t i = 0; i < n * dim; ++i) all[i] = to_double(x[i / dim * ld + i % dim]);
    return all;
  }
};

/// Rows about an axis, of random lengths unless they are unit; the gaps of the leading dimension are no numbers.
template <class Real>
rows_of<Real> random_rows(std::size_t n, std::size_t dim, std::size_t ld, double spread,
                          bool weighted, bool unit = true) {
  std::mt19937_64 generator(n + 7 * dim + 1);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  rows_of<Real> rows = {
      n, dim, ld, std::vector<Real>(n == 0 ? 0 : (n - 1) * ld + dim, to_real<Real>(nan)), {}};
  std::vector<double> row(dim);
  for (std::size_t i = 0; i < n; ++i) {
    double square = 0.0;
    for (std::size_t j = 0; j < dim; ++j) {
      row[j] = spread * normal(generator) / std::sqrt(static_cast<double>(dim)) +
               (j == dim / 2 ? 1.0 : 0.0);
      square += row[j] * row[j];
    }
    const double length = std::sqrt(square) * (unit ? 1.0 : 0.01 + uniform(generator));
    for (std::size_t j = 0; j < dim; ++j) rows.x[i * ld + j] = to_real<Real>(row[j] / length);
    if (weighted) rows.weights.push_back(i % 5 == 3 ? 0.0 : uniform(generator));
  }
  return rows;
}

template <class Real>
std::vector<double> sums_of(const rows_of<Real>& rows, vmf_rows kind = vmf_rows::unit) {
  const std::size_t bytes = cuda::vmf_sums_workspace(rows.n, rows.dim);
  const device_array<Real> x(rows.x);
  const device_array<double> weights(rows.weights), sums(cuda::vmf_sums_size(rows.dim), 7.0);
  const device_array<double> workspace(bytes / sizeof(double), 7.0);
  require(cuda::vmf_sums(rows.n, rows.dim, x.data(), rows.ld,
                         rows.weights.empty() ? nullptr : weights.data(), kind, sums.data(),
                         workspace.data(), bytes, nullptr));
  return sums.to_host();
}

template <class Real>
vmf_statistics statistics_of(const rows_of<Real>& rows, vmf_rows kind = vmf_rows::unit) {
  return cuda::vmf_statistics_of(rows.dim, sums_of(rows, kind).data(), kind);
}

/// By the host, whose rows are these numbers as doubles.
template <class Real>
vmf_statistics host_statistics_of(const rows_of<Real>& rows) {
  vmf_statistics statistics(rows.dim, vmf_rows::normalise);
  statistics.add_rows(rows.dense().data(), rows.n, rows.dim,
                      rows.weights.empty() ? nullptr : rows.weights.data());
  return statistics;
}

/// |S_a - S_b|/W.
double distance(const std::vector<double>& a, const vmf_statistics& b) {
  const std::size_t dim = b.dim();
  std::vector<double> minus(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(2 * dim));
  for (double& s : minus) s = -s;
  vmf_statistics difference = vmf_statistics::from_sums(dim, minus.data(), minus.data() + dim,
                                                        a[2 * dim], a[2 * dim + 1], 0);
  difference.merge(b);
  return 2.0 * difference.resultant_length();
}

double largest_error = 0.0;

template <class Real>
void expect_sums(const rows_of<Real>& rows, vmf_rows kind = vmf_rows::unit) {
  SCOPED_TRACE(testing::Message() << rows.n << " rows of " << rows.dim << ", ld " << rows.ld << ", "
                                  << sizeof(Real) << " bytes, "
                                  << (rows.weights.empty() ? "no " : "") << "weights");
  const std::vector<double> sums = sums_of(rows, kind);
  const vmf_statistics device = cuda::vmf_statistics_of(rows.dim, sums.data(), kind);
  const vmf_statistics host = host_statistics_of(rows);
  EXPECT_EQ(device.count(), host.count());
  EXPECT_EQ(device.total_weight(), host.total_weight());
  EXPECT_EQ(sums[2 * rows.dim + 3], static_cast<double>(rows.n));
  if (!(host.total_weight() > 0.0)) return;
  const double units = distance(sums, host);
  largest_error = std::max(largest_error, units);
  EXPECT_LE(units, accuracy::vmf_sums_difference);
  const auto expected = vmf_fit(host);
  const auto fit = vmf_fit(device);
  if (expected.kappa == infinity) {
    EXPECT_EQ(fit.kappa, infinity);
    EXPECT_EQ(fit.log_likelihood, infinity);
  } else {
    EXPECT_LE(std::fabs(fit.kappa - expected.kappa),
              accuracy::vmf_kappa_ulp * 0x1p-52 * expected.kappa);
    const double size = std::max(std::fabs(expected.log_likelihood), expected.total_weight);
    EXPECT_LE(std::fabs(fit.log_likelihood - expected.log_likelihood), 0x1p-51 * size);
  }
  for (std::size_t j = 0; j < rows.dim; ++j)
    EXPECT_LE(std::fabs(fit.mu[j] - expected.mu[j]), 0x1p-53) << j;
}

template <class Real>
void expect_sums_of_all_shapes() {
  for (const std::size_t dim : {2U, 3U, 17U, 64U, 257U, 1000U, 2048U, 2049U, 5000U}) {
    for (const std::size_t n : {1U, 2U, 9U, 255U, 257U, 1000U, 4001U}) {
      if (n * dim > 2'000'000) continue;
      const bool weighted = n % 2 == 1;
      expect_sums(random_rows<Real>(n, dim, n % 3 == 0 ? dim : dim + 4 + n % 4, 0.5, weighted));
    }
  }
  expect_sums(random_rows<Real>(300'000, 2, 2, 0.2, true));
  expect_sums(random_rows<Real>(140'000, 3, 4, 1e-3, false, false), vmf_rows::normalise);
  expect_sums(random_rows<Real>(600, 257, 260, 0.1, true, false), vmf_rows::normalise);
  expect_sums(random_rows<Real>(70, 4096, 4096, 0.1, false, false), vmf_rows::normalise);
}

TEST(CudaVmfSums, AreThoseOfVmfStatistics) {
  expect_sums_of_all_shapes<double>();
  expect_sums_of_all_shapes<float>();
  expect_sums_of_all_shapes<__half>();
  expect_sums_of_all_shapes<__nv_bfloat16>();
  // Several batches of rows for each slice.
  expect_sums(random_rows<float>(40'000, 20, 20, 0.3, true));
  expect_sums(random_rows<float>(4'300, 2048, 2048, 0.3, false));
  expect_sums(random_rows<float>(4'300, 2052, 2052, 0.3, true));
  RecordProperty("largest_error", testing::PrintToString(largest_error));
  EXPECT_GT(largest_error, 0.5 * accuracy::vmf_sums_difference);
}

TEST(CudaVmfSums, AreThoseOfManyDigits) {
  const logbessel::reference::precision_scope precision(256);
  for (const auto& [n, dim] : {std::pair<std::size_t, std::size_t>{700, 3}, {70, 129}, {5, 2500}}) {
    const auto rows = random_rows<float>(n, dim, dim + 1, 0.3, true, false);
    const std::vector<double> x = rows.dense();
    const std::vector<double> sums = sums_of(rows, vmf_rows::normalise);
    std::vector<real> S(dim, real(0.0));
    real W(0.0);
    for (std::size_t i = 0; i < n; ++i) {
      real square(0.0);
      for (std::size_t j = 0; j < dim; ++j)
        square = square + real(x[i * dim + j]) * real(x[i * dim + j]);
      const real factor = real(rows.weights[i]) / sqrt(square);
      for (std::size_t j = 0; j < dim; ++j) S[j] = S[j] + factor * real(x[i * dim + j]);
      W = W + real(rows.weights[i]);
    }
    for (std::size_t j = 0; j < dim; ++j) {
      const real error = abs(real(sums[j]) + real(sums[dim + j]) - S[j]) / W;
      EXPECT_LE(scaled(error, 106).to_double() / (static_cast<double>(n) + 16.0),
                accuracy::vmf_sums_scaled);
    }
    const real error = abs(real(sums[2 * dim]) + real(sums[2 * dim + 1]) - W) / W;
    EXPECT_LE(scaled(error, 106).to_double() / (static_cast<double>(n) + 16.0),
              accuracy::vmf_sums_scaled);
  }
}

TEST(CudaVmfSums, DoNotDependOnTypeOrAlignment) {
  for (const std::size_t dim : {4U, 20U, 260U, 2048U, 2052U}) {
    const auto dense = random_rows<float>(300, dim, dim, 0.3, true);
    rows_of<float> loose = {300, dim, dim + 1, std::vector<float>(299 * (dim + 1) + dim),
                            dense.weights};
    for (std::size_t i = 0; i < 300; ++i)
      std::copy_n(&dense.x[i * dim], dim, &loose.x[i * (dim + 1)]);
    const rows_of<double> wide = {300, dim, dim, dense.dense(), dense.weights};
    const std::vector<double> sums = sums_of(dense);
    EXPECT_EQ(sums_of(loose), sums) << dim;
    EXPECT_EQ(sums_of(wide, vmf_rows::normalise), sums) << dim;
  }
}

TEST(CudaVmfSums, TakeRowsOfAnyLength) {
  for (const std::size_t dim : {2U, 5U, 700U, 3000U}) {
    const auto unit = random_rows<double>(40, dim, dim, 0.3, true);
    for (const double length : {0x1p-1000, 0x1p-500, 0x1p600, 0x1p1022}) {
      auto scaled = unit;
      for (std::size_t i = 0; i < 40; ++i) {
        for (std::size_t j = 0; i % 3 != 1 && j < dim; ++j) scaled.x[i * dim + j] *= length;
      }
      SCOPED_TRACE(testing::Message() << dim << " " << length);
      const vmf_statistics host = host_statistics_of(scaled);
      EXPECT_LE(distance(sums_of(scaled, vmf_rows::normalise), host),
                accuracy::vmf_sums_difference);
    }
  }
}

TEST(CudaVmfSums, OfNoRowsAreZero) {
  for (const std::size_t dim : {2U, 5000U}) {
    const std::vector<double> sums = sums_of(rows_of<float>{0, dim, dim, {}, {}});
    EXPECT_EQ(sums, std::vector<double>(cuda::vmf_sums_size(dim), 0.0));
    EXPECT_EQ(cuda::vmf_statistics_of(dim, sums.data()).count(), 0U);
  }
}

TEST(CudaVmfSums, MergeWithOthers) {
  const auto all = random_rows<double>(1000, 12, 12, 0.4, true);
  rows_of<double> first = {600,
                           12,
                           12,
                           {all.x.begin(), all.x.begin() + 7200},
                           {all.weights.begin(), all.weights.begin() + 600}};
  rows_of<double> second = {400,
                            12,
                            12,
                            {all.x.begin() + 7200, all.x.end()},
                            {all.weights.begin() + 600, all.weights.end()}};
  vmf_statistics merged = statistics_of(first);
  merged.merge(statistics_of(second));
  EXPECT_EQ(merged.count(), 1000U);
  EXPECT_LE(distance(sums_of(all), merged), accuracy::vmf_sums_difference);
}

/// What is wrong with the rows is said in the words of vmf_statistics, and the sums are of no use.
template <class Real>
void expect_refusal(const rows_of<Real>& rows, vmf_rows kind = vmf_rows::unit) {
  const std::vector<double> sums = sums_of(rows, kind);
  for (std::size_t j = 0; j < 2 * rows.dim + 2; ++j) EXPECT_TRUE(std::isnan(sums[j])) << j;
  const std::string text = refusal([&] { cuda::vmf_statistics_of(rows.dim, sums.data(), kind); });
  std::vector<Real> dense(rows.n * rows.dim);
  for (std::size_t i = 0; i < dense.size(); ++i)
    dense[i] = rows.x[i / rows.dim * rows.ld + i % rows.dim];
  EXPECT_EQ(text, refusal([&] {
              vmf_statistics(rows.dim, kind)
                  .add_rows(dense.data(), rows.n, rows.dim,
                            rows.weights.empty() ? nullptr : rows.weights.data());
            }));
  EXPECT_NE(text, "accepted");
}

template <class Real>
void expect_bad_rows() {
  for (const std::size_t dim : {2U, 3U, 80U, 600U, 2048U, 2600U}) {
    constexpr std::size_t n = 700;
    const auto good = random_rows<Real>(n, dim, dim + 3, 0.3, true);
    ASSERT_NO_THROW(statistics_of(good));
    for (const std::size_t row : {0U, 255U, 256U, 699U}) {
      SCOPED_TRACE(testing::Message() << dim << ", row " << row);
      for (const Real a :
           {std::numeric_limits<Real>::quiet_NaN(), std::numeric_limits<Real>::infinity(),
            -std::numeric_limits<Real>::infinity(), Real(5)}) {
        auto rows = good;
        rows.x[row * rows.ld + dim - 1] = a;
        expect_refusal(rows);
        if (a != Real(5)) expect_refusal(rows, vmf_rows::normalise);
      }
      for (const double weight : {-0.5, -5e-324, nan, infinity}) {
        auto rows = good;
        rows.weights[row] = weight;
        expect_refusal(rows);
      }
      auto rows = good;
      std::fill_n(&rows.x[row * rows.ld], dim, Real(0));
      expect_refusal(rows);
      expect_refusal(rows, vmf_rows::normalise);
      rows.x[(n - 1) * rows.ld] = std::numeric_limits<Real>::infinity();  // the first one counts
      if (row + 1 < n) expect_refusal(rows);
      if (dim > 100) break;
    }
  }
}

TEST(CudaVmfSums, NameTheFirstBadRow) {
  expect_bad_rows<double>();
  expect_bad_rows<float>();
}

TEST(CudaVmfSums, NameTheFirstBadRowOfManyBatches) {
  const auto good = random_rows<float>(140'000, 3, 3, 0.3, true);
  for (const std::vector<std::size_t>& bad :
       {std::vector<std::size_t>{100, 300, 139'999}, {300, 100'000}, {139'999}}) {
    auto rows = good;
    for (const std::size_t row : bad) rows.weights[row] = -static_cast<double>(row);
    expect_refusal(rows);
  }
}

template <class Real>
void expect_tolerance(double tolerance) {
  for (const double error :
       {0.9 * tolerance, -0.9 * tolerance, 1.3 * tolerance, -1.3 * tolerance}) {
    const rows_of<Real> rows = {1, 2, 2, {to_real<Real>(1.0 + error), to_real<Real>(0.0)}, {}};
    const bool is_unit = std::fabs(to_double(rows.x[0]) - 1.0) <= tolerance;
    EXPECT_EQ(is_unit, std::fabs(error) < tolerance);
    EXPECT_EQ(refusal([&] { statistics_of(rows); }) == "accepted", is_unit) << error;
    EXPECT_EQ(refusal([&] { statistics_of(rows, vmf_rows::normalise); }), "accepted") << error;
  }
}

TEST(CudaVmfSums, TakeUnitRowsToWithinTheRoundingOfTheirType) {
  expect_tolerance<double>(0x1p-30);
  expect_tolerance<float>(0x1p-10);
  expect_tolerance<__half>(0x1p-8);
  expect_tolerance<__nv_bfloat16>(0x1p-6);
}

TEST(CudaVmfSums, SayThatTheWeightOverflows) {
  const rows_of<double> rows = {3, 2, 2, {1, 0, 1, 0, 0, 1}, {1e308, 1e308, 1.0}};
  EXPECT_EQ(refusal([&] { statistics_of(rows); }), "vMF: the total weight overflows");
}

TEST(CudaVmfSums, RefuseMisuse) {
  constexpr std::size_t n = 9, dim = 5;
  const device_array<float> x(n * dim, 0.5F);
  const device_array<double> sums(cuda::vmf_sums_size(dim), 7.0), weights(n, 1.0);
  const std::size_t bytes = cuda::vmf_sums_workspace(n, dim);
  const device_array<double> workspace(bytes / 8 + 1, 7.0);
  const auto call = [&](std::size_t rows, std::size_t columns, const float* data, std::size_t ld,
                        double* out, void* space, std::size_t size,
                        vmf_rows kind = vmf_rows::unit) {
    return cuda::vmf_sums(rows, columns, data, ld, weights.data(), kind, out, space, size, nullptr);
  };
  const auto negative = static_cast<std::size_t>(-1);
  EXPECT_EQ(call(n, dim, x.data(), dim, sums.data(), workspace.data(), bytes), cudaSuccess);
  EXPECT_EQ(call(0, dim, nullptr, 0, sums.data(), nullptr, 0), cudaSuccess);
  expect_refused(call(negative, dim, x.data(), dim, sums.data(), workspace.data(), bytes), "n");
  expect_refused(call(n, negative, x.data(), dim, sums.data(), workspace.data(), bytes), "dim");
  expect_refused(call(n, 1, x.data(), dim, sums.data(), workspace.data(), bytes), "dim");
  expect_refused(call(n, dim, nullptr, dim, sums.data(), workspace.data(), bytes), "x");
  expect_refused(call(n, dim, x.data(), dim - 1, sums.data(), workspace.data(), bytes), "ld");
  expect_refused(call(n, dim, x.data(), negative, sums.data(), workspace.data(), bytes), "ld");
  expect_refused(call(n, dim, x.data(), dim, nullptr, workspace.data(), bytes), "sums");
  expect_refused(call(0, dim, nullptr, dim, nullptr, workspace.data(), bytes), "sums");
  expect_refused(call(n, dim, x.data(), dim, sums.data(), nullptr, bytes), "workspace");
  expect_refused(call(n, dim, x.data(), dim, sums.data(), workspace.data(), bytes - 1),
                 "workspace");
  expect_refused(call(n, dim, x.data(), dim, sums.data(),
                      reinterpret_cast<char*>(workspace.data()) + 4, bytes),
                 "workspace");
  expect_refused(
      call(n, dim, x.data(), dim, sums.data(), workspace.data(), bytes, static_cast<vmf_rows>(2)),
      "rows");
}

TEST(CudaVmfStatistics, RefuseSumsThatAreNone) {
  const double hi[] = {1.0, nan};
  const double lo[] = {0.0, 0.0};
  const auto from = [&](double weight, double weight_lo) {
    return refusal([&] { vmf_statistics::from_sums(2, hi, lo, weight, weight_lo, 1); });
  };
  EXPECT_EQ(from(1.0, 0.0), "vMF: coordinate 1 sums to nan");
  EXPECT_EQ(from(-1.0, 0.0), "vMF: the total weight is -1");
  EXPECT_EQ(from(nan, 0.0), "vMF: the total weight is nan");
  EXPECT_EQ(from(infinity, 0.0), "vMF: the total weight overflows");
  EXPECT_EQ(refusal([&] { vmf_statistics::from_sums(1, hi, lo, 1.0, 0.0, 1); }),
            "vMF: dim is 1, below 2");
}

// ---- densities ---------------------------------------------------------------------------------

#if defined(LOGBESSEL_CUDA_ON_HOST)
class handle_of_cublas {
 public:
  operator cublasHandle_t() { return &context_; }
  ~handle_of_cublas() { EXPECT_EQ(context_.mode, CUBLAS_POINTER_MODE_DEVICE); }

 private:
  cublasContext context_;
};
#else
class handle_of_cublas {
 public:
  handle_of_cublas() {
    EXPECT_EQ(cublasCreate(&handle_), CUBLAS_STATUS_SUCCESS);
    EXPECT_EQ(cublasSetPointerMode(handle_, CUBLAS_POINTER_MODE_DEVICE), CUBLAS_STATUS_SUCCESS);
  }
  ~handle_of_cublas() {
    cublasPointerMode_t mode = CUBLAS_POINTER_MODE_HOST;
    EXPECT_EQ(cublasGetPointerMode(handle_, &mode), CUBLAS_STATUS_SUCCESS);
    EXPECT_EQ(mode, CUBLAS_POINTER_MODE_DEVICE);
    cublasDestroy(handle_);
  }
  operator cublasHandle_t() { return handle_; }

 private:
  cublasHandle_t handle_ = nullptr;
};
#endif

template <class T>
void expect_densities(std::size_t n, std::size_t k, std::size_t dim) {
  SCOPED_TRACE(testing::Message() << n << " points, " << k << " components, dim " << dim << ", "
                                  << sizeof(T));
  const auto x = random_rows<T>(n, dim, dim + 2, 0.5, false);
  const auto mu = random_rows<T>(k, dim, dim + 3, 0.7, false);
  std::vector<double> kappa_of(k);
  for (std::size_t j = 0; j < k; ++j)
    kappa_of[j] = j == 0 ? 0.0 : std::exp2(static_cast<double>(j % 20));
  const std::size_t ld = k + 5;
  const device_array<T> device_x(x.x), device_mu(mu.x), out((n - 1) * ld + k, T(nan));
  const device_array<double> kappas(kappa_of), log_peaks(k, 7.0);
  handle_of_cublas handle;
  require(cuda::vmf_log_density(handle, n, k, dim, device_x.data(), x.ld, device_mu.data(), mu.ld,
                                kappas.data(), log_peaks.data(), out.data(), ld));
  const std::vector<T> values = out.to_host();
  const std::vector<double> peaks = log_peaks.to_host();
  const double unit = sizeof(T) == 8 ? 0x1p-53 : 0x1p-24;
  for (std::size_t j = 0; j < k; ++j) {
    ASSERT_EQ(peaks[j], logbessel::vmf_log_peak(static_cast<double>(dim), kappa_of[j]));
    const std::vector<double> direction(
        mu.x.begin() + static_cast<std::ptrdiff_t>(j * mu.ld),
        mu.x.begin() + static_cast<std::ptrdiff_t>(j * mu.ld + dim));
    double square = 0.0;
    for (const double a : direction) square += a * a;
    std::vector<double> normalised = direction;
    for (double& a : normalised) a /= std::sqrt(square);
    for (std::size_t i = 0; i < n; ++i) {
      const double expected =
          logbessel::vmf_log_density(normalised, kappa_of[j], &x.x[i * x.ld], dim);
      const double bound = unit * ((static_cast<double>(dim) + 8.0) * kappa_of[j] +
                                   2.0 * std::fabs(expected) + static_cast<double>(dim));
      ASSERT_LE(std::fabs(double{values[i * ld + j]} - expected), bound)
          << i << ", " << j << ": " << expected;
    }
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    ASSERT_TRUE(i % ld < k || std::isnan(values[i])) << i;
  }
}

TEST(CudaVmfDensity, IsThatOfTheHost) {
  expect_densities<double>(1, 1, 2);
  expect_densities<double>(37, 5, 3);
  expect_densities<double>(300, 23, 17);
  expect_densities<double>(9, 300, 64);
  expect_densities<double>(20, 30, 1000);
  expect_densities<float>(1, 1, 2);
  expect_densities<float>(300, 23, 17);
  expect_densities<float>(9, 300, 64);
}

TEST(CudaVmfDensity, OfProductsHasTheBitsOfItsFormula) {
  std::mt19937_64 generator(8);
  std::uniform_real_distribution<double> uniform(-1.0, 1.0);
  for (const auto& [n, k] :
       {std::pair<std::size_t, std::size_t>{3000, 1}, {1000, 7}, {40, 255}, {9, 2049}, {3, 5000}}) {
    std::vector<float> dots(n * k);
    for (float& a : dots) a = static_cast<float>(uniform(generator));
    std::vector<double> kappa_of(k), peak_of(k);
    for (std::size_t j = 0; j < k; ++j) kappa_of[j] = 100.0 + 3.0 * static_cast<double>(j);
    for (std::size_t j = 0; j < k; ++j) peak_of[j] = uniform(generator);
    const std::vector<double> same(dots.begin(), dots.end());
    const device_array<float> in_float(dots);
    const device_array<double> in_double(same), kappas(kappa_of), peaks(peak_of);
    require(cuda::vmf_log_density_of_dots(n, k, kappas.data(), peaks.data(), in_float.data(), k));
    require(cuda::vmf_log_density_of_dots(n, k, kappas.data(), peaks.data(), in_double.data(), k));
    const std::vector<float> floats = in_float.to_host();
    const std::vector<double> doubles = in_double.to_host();
    for (std::size_t i = 0; i < n * k; ++i) {
      const double value = std::fma(-kappa_of[i % k], 1.0 - same[i], peak_of[i % k]);
      ASSERT_EQ(doubles[i], value) << i;
      ASSERT_EQ(floats[i], static_cast<float>(value)) << i;
    }
  }
}

TEST(CudaVmfDensity, RefusesMisuse) {
  constexpr std::size_t n = 3, k = 4, dim = 5;
  const device_array<double> x(n * dim, 0.0), mu(k * dim, 0.0), kappas(k, 1.0), peaks(k, 1.0),
      out(n * k, 1.0);
  handle_of_cublas handle;
  const auto call = [&](cublasHandle_t h, std::size_t points, std::size_t components,
                        std::size_t columns, const double* a, std::size_t ld_a, const double* m,
                        std::size_t ld_m, const double* kappa, double* peak, double* o,
                        std::size_t ld_o) {
    return cuda::vmf_log_density(h, points, components, columns, a, ld_a, m, ld_m, kappa, peak, o,
                                 ld_o);
  };
  const double* const a = x.data();
  const double* const m = mu.data();
  const double* const kp = kappas.data();
  double* const p = peaks.data();
  double* const o = out.data();
  const auto negative = static_cast<std::size_t>(-1);
  EXPECT_EQ(call(handle, n, k, dim, a, dim, m, dim, kp, p, o, k), cudaSuccess);
  EXPECT_EQ(call(handle, 0, k, dim, nullptr, dim, m, dim, kp, p, nullptr, k), cudaSuccess);
  EXPECT_EQ(call(handle, n, 0, dim, a, dim, nullptr, dim, nullptr, nullptr, nullptr, 0),
            cudaSuccess);
  expect_refused(call(nullptr, n, k, dim, a, dim, m, dim, kp, p, o, k), "handle");
  expect_refused(call(handle, negative, k, dim, a, dim, m, dim, kp, p, o, k), "n");
  expect_refused(call(handle, n, negative, dim, a, dim, m, dim, kp, p, o, k), "k");
  expect_refused(call(handle, n, k, negative, a, dim, m, dim, kp, p, o, k), "dim");
  expect_refused(call(handle, n, k, 1, a, dim, m, dim, kp, p, o, k), "dim");
  expect_refused(call(handle, n, k, dim, nullptr, dim, m, dim, kp, p, o, k), "x");
  expect_refused(call(handle, n, k, dim, a, dim - 1, m, dim, kp, p, o, k), "ld_x");
  expect_refused(call(handle, n, k, dim, a, dim, nullptr, dim, kp, p, o, k), "mu");
  expect_refused(call(handle, n, k, dim, a, dim, m, dim - 1, kp, p, o, k), "ld_mu");
  expect_refused(call(handle, n, k, dim, a, dim, m, dim, nullptr, p, o, k), "kappas");
  expect_refused(call(handle, n, k, dim, a, dim, m, dim, kp, nullptr, o, k), "log_peaks");
  expect_refused(call(handle, n, k, dim, a, dim, m, dim, kp, p, nullptr, k), "out");
  expect_refused(call(handle, n, k, dim, a, dim, m, dim, kp, p, o, k - 1), "ld_out");
  expect_refused(cuda::vmf_log_density_of_dots(n, k, nullptr, p, o, k), "kappas");
  expect_refused(cuda::vmf_log_density_of_dots(n, k, kp, nullptr, o, k), "log_peaks");
  expect_refused(cuda::vmf_log_density_of_dots(n, k, kp, p, static_cast<double*>(nullptr), k),
                 "dots");
  expect_refused(cuda::vmf_log_density_of_dots(n, k, kp, p, o, k - 1), "ld");
  expect_refused(cuda::vmf_log_density_of_dots(negative, k, kp, p, o, k), "n");
  expect_refused(cuda::vmf_log_density_of_dots(n, negative, kp, p, o, k), "k");
}

// ---- sums of exponentials ----------------------------------------------------------------------

/// The largest error in ULP where |result| > 1/16, and in scaled units everywhere.
struct errors {
  double ulp = 0.0;
  double scaled = 0.0;

  template <class T>
  void add(T computed, const real& exact) {
    scaled = std::max(scaled, scaled_error(computed, exact, 1.0));
    if (std::fabs(exact.to_double()) > 1.0 / 16) ulp = std::max(ulp, ulp_error(computed, exact));
  }
  void check() const {
    EXPECT_LE(ulp, accuracy::log_sum_exp_ulp);
    EXPECT_GT(ulp, 0.5 * accuracy::log_sum_exp_ulp);
    EXPECT_LE(scaled, accuracy::log_sum_exp_scaled);
    EXPECT_GT(scaled, 0.5 * accuracy::log_sum_exp_scaled);
  }
};

template <class T>
void expect_log_sum_exp() {
  const logbessel::reference::precision_scope precision(256);
  std::mt19937_64 generator(17);
  std::normal_distribution<double> normal;
  errors of_sums;
  errors of_responsibilities;
  for (const auto& [n, k] : {std::pair<std::size_t, std::size_t>{600, 1},
                             {600, 2},
                             {300, 16},
                             {100, 17},
                             {40, 300},
                             {9, 1024},
                             {9, 1025},
                             {3, 4000}}) {
    for (const double size : {1e-3, 1.0, 30.0, 400.0, 1e6}) {
      SCOPED_TRACE(testing::Message() << n << " x " << k << ", " << size << ", " << sizeof(T));
      const std::size_t ld = k + 3;
      std::vector<T> x((n - 1) * ld + k, T(nan));
      for (std::size_t i = 0; i < n; ++i) {
        const double shift =
            i % 3 == 0 ? -std::log(static_cast<double>(k)) : size * normal(generator);
        for (std::size_t j = 0; j < k; ++j)
          x[i * ld + j] =
              j % 11 == 5 ? T(-infinity) : static_cast<T>(size * normal(generator) + shift);
      }
      const device_array<T> device_x(x), out(2 * n, T(7)), again(n, T(7));
      require(cuda::log_sum_exp(n, k, device_x.data(), ld, strided<T>(out.data(), 2)));
      EXPECT_TRUE(std::ranges::equal(device_x.to_host(), x,
                                     [](T a, T b) { return same(double{a}, double{b}); }));
      require(cuda::log_responsibilities(n, k, device_x.data(), ld, again.data()));
      const std::vector<T> sums = out.to_host();
      const std::vector<T> sums_again = again.to_host();
      const std::vector<T> responsibilities = device_x.to_host();
      for (std::size_t i = 0; i < n; ++i) {
        const T largest = *std::max_element(&x[i * ld], &x[i * ld] + k);
        real sum(0.0);
        for (std::size_t j = 0; j < k; ++j) {
          if (x[i * ld + j] > T(-infinity))
            sum = sum + exp(real(double{x[i * ld + j]}) - real(double{largest}));
        }
        const real exact = log(sum) + real(double{largest});
        of_sums.add(sums[2 * i], exact);
        EXPECT_EQ(sums[2 * i + 1], T(7));
        EXPECT_EQ(sums_again[i], sums[2 * i]);
        for (std::size_t j = 0; j < k; ++j) {
          const T value = responsibilities[i * ld + j];
          if (x[i * ld + j] == T(-infinity)) {
            ASSERT_EQ(value, T(-infinity));
          } else {
            of_responsibilities.add(value, real(double{x[i * ld + j]}) - exact);
          }
        }
      }
      for (std::size_t i = 0; i < x.size(); ++i) {
        ASSERT_TRUE(i % ld < k || std::isnan(responsibilities[i])) << i;
      }
    }
  }
  of_sums.check();
  of_responsibilities.check();
}

TEST(CudaLogSumExp, IsRightToTheLastBits) {
  expect_log_sum_exp<double>();
  expect_log_sum_exp<float>();
}

template <class T>
void expect_special_rows() {
  constexpr T inf = std::numeric_limits<T>::infinity();
  constexpr T no_number = std::numeric_limits<T>::quiet_NaN();
  constexpr T largest = std::numeric_limits<T>::max();
  struct row {
    T a, b, sum, a_after, b_after;
  };
  const row rows[] = {{-inf, -inf, -inf, no_number, no_number},
                      {inf, T(1), inf, no_number, -inf},
                      {T(1), inf, inf, -inf, no_number},
                      {inf, -inf, inf, no_number, -inf},
                      {no_number, T(1), no_number, no_number, no_number},
                      {T(1), no_number, no_number, no_number, no_number},
                      {no_number, inf, no_number, no_number, no_number},
                      {inf, no_number, no_number, no_number, no_number},
                      {no_number, -inf, no_number, no_number, no_number},
                      {-inf, no_number, no_number, no_number, no_number},
                      {T(2), -inf, T(2), T(0), -inf},
                      {-inf, T(2), T(2), -inf, T(0)},
                      {largest, -largest, largest, T(0), -inf},
                      {T(5), T(5) - T(10000), T(5), T(0), T(-10000)}};
  constexpr std::size_t n = std::size(rows);
  for (const std::size_t k : {2U, 40U, 1500U}) {
    std::vector<T> x(n * k, -inf);
    for (std::size_t i = 0; i < n; ++i) {
      x[i * k + 1] = rows[i].a;
      x[i * k + k / 2] = k == 2 ? x[i * k + 1] : rows[i].b;
      if (k == 2) x[i * k] = rows[i].b;
    }
    const device_array<T> device_x(x), out(n, T(7));
    require(cuda::log_responsibilities(n, k, device_x.data(), k, out.data()));
    const std::vector<T> sums = out.to_host();
    const std::vector<T> after = device_x.to_host();
    for (std::size_t i = 0; i < n; ++i) {
      SCOPED_TRACE(testing::Message() << k << ", row " << i);
      EXPECT_PRED2(same, double{sums[i]}, double{rows[i].sum});
      EXPECT_PRED2(same, double{after[i * k + 1]}, double{rows[i].a_after});
      EXPECT_PRED2(same, double{after[i * k + (k == 2 ? 0 : k / 2)]}, double{rows[i].b_after});
    }
  }
  // Rows of no elements; rows in place without an output; no rows.
  const device_array<T> x(6, T(1)), out(3, T(7));
  require(cuda::log_sum_exp(3, 0, static_cast<const T*>(nullptr), 0, strided<T>(out.data())));
  EXPECT_EQ(out.to_host(), std::vector<T>(3, -inf));
  require(cuda::log_responsibilities(6, 1, x.data(), 1));
  EXPECT_EQ(x.to_host(), std::vector<T>(6, T(0)));
  EXPECT_EQ(cuda::log_sum_exp(0, 5, static_cast<const T*>(nullptr), 5, strided<T>()), cudaSuccess);

  const auto negative = static_cast<std::size_t>(-1);
  const T* const in = x.data();
  expect_refused(cuda::log_sum_exp(negative, 2, in, 2, out.data()), "n");
  expect_refused(cuda::log_sum_exp(3, negative, in, 2, out.data()), "k");
  expect_refused(cuda::log_sum_exp(3, 2, static_cast<const T*>(nullptr), 2, out.data()), "x");
  expect_refused(cuda::log_sum_exp(3, 2, in, 1, out.data()), "ld");
  expect_refused(cuda::log_sum_exp(3, 2, in, 2, strided<T>()), "out");
  expect_refused(cuda::log_sum_exp(3, 2, in, 2, strided<T>(out.data(), 0)), "out");
  expect_refused(cuda::log_responsibilities(3, 2, x.data(), 2, strided<T>(out.data(), -1)), "out");
  expect_refused(cuda::log_responsibilities(3, 2, static_cast<T*>(nullptr), 2), "x");
}

TEST(CudaLogSumExp, HasSpecialValuesAndRefusesMisuse) {
  expect_special_rows<double>();
  expect_special_rows<float>();
}

}  // namespace

int main(int argc, char** argv) {
  return cuda::testing::run_all_tests(argc, argv, [] {
    const double one = 1;
    double out = 0;
    return cuda::vmf_kappa(1, 3.0, &one, &out);
  });
}
