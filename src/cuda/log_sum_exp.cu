// The logarithm of the sum of the exponentials of each row of a matrix,
//
//     log sum_j exp(x_j) = m + log sum_j exp(x_j - m),   m = max_j x_j,
//
// with x_j - m, the sum and its logarithm in two words. A row has one thread, 8 or 64, by its length; what they found is
// put together in the order of the threads.

#include <logbessel/cuda_vmf.hpp>
#include <logbessel/detail/elementary.hpp>

#include <type_traits>

#include "../arguments.hpp"
#include "matrix.hpp"

namespace logbessel::cuda {

namespace {

using detail::double_double;
using detail::infinity;
using detail::two_sum;

template <class T, bool in_place>
struct log_sum_exp_kernel {
  static constexpr unsigned threads = 256;
  static constexpr unsigned blocks_at_once = 3;
  using element = std::conditional_t<in_place, T, const T>;

  std::size_t n, k;
  unsigned lanes;  // threads of a row
  element* x;
  std::size_t ld;
  strided<T> out;

  template <class Block>
  struct shared {
    double largest
        [threads];  // of each thread's elements; then of the row, at the place of its first thread
    double hi[threads], lo[threads];  // likewise the sums
  };

  template <class Block>
  LOGBESSEL_KERNEL_FN void operator()(const Block& block, shared<Block>& s) const {
    const std::size_t first = block.index() * (threads / lanes);

    block.each_thread([&](unsigned t) {
      const std::size_t i = first + t / lanes;
      double largest = -infinity;
      if (i < n) {
        LOGBESSEL_UNROLL_4
        for (std::size_t j = t % lanes; j < k; j += lanes)
          largest = larger(largest, double{x[i * ld + j]});
      }
      s.largest[t] = largest;
    });
    fold(block, [&](unsigned a, unsigned b) { s.largest[a] = larger(s.largest[a], s.largest[b]); });

    block.each_thread([&](unsigned t) {
      const std::size_t i = first + t / lanes;
      const double m = s.largest[t - t % lanes];
      double hi = 0.0;
      double lo = 0.0;
      if (i < n && detail::abs(m) < infinity) {
        LOGBESSEL_NO_UNROLL
        for (std::size_t j = t % lanes; j < k; j += lanes) {
          const double_double<double> y = two_sum(double{x[i * ld + j]}, -m);
          if (!(y.hi > -800.0)) continue;
          const double_double<double> e = detail::exp_two_words(y).exp;
          const double_double<double> sum = two_sum(hi, e.hi);
          hi = sum.hi;
          lo += sum.lo + e.lo;
        }
      }
      s.hi[t] = hi;
      s.lo[t] = lo;
    });
    fold(block, [&](unsigned a, unsigned b) {
      const double_double<double> sum = two_sum(s.hi[a], s.hi[b]);
      s.hi[a] = sum.hi;
      s.lo[a] += sum.lo + s.lo[b];
    });

    block.each_thread([&](unsigned t) {
      const std::size_t i = first + t / lanes;
      if (t % lanes != 0 || i >= n) return;
      const double m = s.largest[t];
      double_double<double> result = {m, 0.0};
      if (detail::abs(m) < infinity)
        result = detail::log_two_words(two_sum(s.hi[t], s.lo[t]), 0.0) + m;
      s.hi[t] = result.hi;
      s.lo[t] = result.lo;
      if (out.data != nullptr) out[i] = static_cast<T>(result.hi);
    });

    if constexpr (in_place) {
      block.each_thread([&](unsigned t) {
        const std::size_t i = first + t / lanes;
        if (i >= n) return;
        const double hi = s.hi[t - t % lanes];
        const double lo = s.lo[t - t % lanes];
        LOGBESSEL_UNROLL_4
        for (std::size_t j = t % lanes; j < k; j += lanes) {
          T& xj = x[i * ld + j];
          const double_double<double> difference = two_sum(double{xj}, -hi);
          xj = static_cast<T>(detail::abs(difference.hi) < infinity
                                  ? difference.hi + (difference.lo - lo)
                                  : difference.hi);
        }
      });
    }
  }

 private:
  /// The larger number; NaN if one is.
  LOGBESSEL_KERNEL_FN static double larger(double a, double b) { return a != a || b <= a ? a : b; }

  /// Puts what the threads of each row have together, at the place of the first.
  template <class Block, class Combine>
  LOGBESSEL_KERNEL_FN void fold(const Block& block, Combine combine) const {
    if (lanes == 1) return;
    block.each_thread([&](unsigned t) {
      if (t % 8 != 0) return;
      LOGBESSEL_NO_UNROLL
      for (unsigned i = 1; i < 8; ++i) combine(t, t + i);
    });
    if (lanes == 8) return;
    block.each_thread([&](unsigned t) {
      if (t % lanes != 0) return;
      LOGBESSEL_NO_UNROLL
      for (unsigned i = 8; i < lanes; i += 8) combine(t, t + i);
    });
  }
};

template <class T, bool in_place>
status rows(std::size_t n, std::size_t k, std::conditional_t<in_place, T, const T>* x,
            std::size_t ld, strided<T> out, cudaStream_t stream) {
  using kernel = log_sum_exp_kernel<T, in_place>;
  status s = check_matrix<T>(n, k, "k", x, "x", ld, "ld");
  if (s != cudaSuccess) return s;
  if (!in_place || out.data != nullptr) {
    const fault found = fault_of(n, argument<T>{out, "out"});
    if (found.argument != nullptr) return refuse(found.argument);
    if (n > 1 && out.stride == 0) return refuse("out");
  }
  if (n == 0) return {};
  s = check_stream(stream);
  if (s != cudaSuccess) return s;
  const unsigned lanes = k <= 16 ? 1 : k <= 1024 ? 8 : 64;
  return launch(kernel{n, k, lanes, x, ld, out}, (n - 1) / (kernel::threads / lanes) + 1, stream);
}

}  // namespace

#define LOGBESSEL_DEFINE_ROWS(T)                                                                  \
  status log_sum_exp(std::size_t n, std::size_t k, const T* x, std::size_t ld, strided<T> out,    \
                     cudaStream_t stream) {                                                       \
    return rows<T, false>(n, k, x, ld, out, stream);                                              \
  }                                                                                               \
  status log_responsibilities(std::size_t n, std::size_t k, T* x, std::size_t ld, strided<T> out, \
                              cudaStream_t stream) {                                              \
    return rows<T, true>(n, k, x, ld, out, stream);                                               \
  }
LOGBESSEL_DEFINE_ROWS(double)
LOGBESSEL_DEFINE_ROWS(float)

}  // namespace logbessel::cuda
