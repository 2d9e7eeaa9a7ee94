/// @file
/// The functions of the library over arrays, on all cores. Link with logbessel::cpu.
///
/// out[i] = f(v[i], x[i]) for i < n, the same bits as the scalar function of the same name and type gives, whatever the
/// instruction set, the number of threads and the neighbours of a point. An order or an argument that all elements
/// share has stride 0:
///
///     const double v = 1024;
///     logbessel::log_iv(n, {&v, 0}, x, out);
///
/// From C++20 on std::span serves as well: log_iv(v, x, out), where an input of one element is shared.
///
/// An output may be one of the inputs, with the same stride; it may not overlap an input or another output otherwise.
/// Special values are those of the scalar functions. The caller's rounding mode and its treatment of subnormal numbers
/// do not count, and are left as they were.
///
/// Throws std::invalid_argument where sizes differ, an array is null and n > 0, a stride is negative, an output has
/// stride 0 and n > 1, arrays overlap as they may not, or the machine lacks the instruction set asked for.
#pragma once

#include <logbessel/plan.hpp>
#include <logbessel/strided.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#if __cplusplus >= 202002L
#include <span>
#endif

namespace logbessel {

/// What the batch functions are compiled for: `best` is the fastest one that the machine has, `baseline` any machine's
/// scalar code.
enum class instruction_set { best, baseline, avx2, avx512, neon };

struct batch_options {
  unsigned threads = 0;  ///< at most so many; 0 for one per core
  instruction_set target = instruction_set::best;
};

/// Whether this build and this machine have the instruction set.
bool is_available(instruction_set target) noexcept;

#if __cplusplus >= 202002L
namespace detail {

template <class T>
strided<const T> shared_or_each(std::span<const T> input, std::size_t n, const char* name) {
  if (input.size() != n && input.size() != 1)
    throw std::invalid_argument(std::string("logbessel batch: ") + name + " has " +
                                std::to_string(input.size()) + " elements, the first output " +
                                std::to_string(n));
  return {input.data(), input.size() == 1 ? 0 : 1};
}

template <class T>
strided<T> as_long(std::span<T> output, std::size_t n) {
  if (output.size() != n)
    throw std::invalid_argument("logbessel batch: outputs of " + std::to_string(n) + " and " +
                                std::to_string(output.size()) + " elements");
  return output.data();
}

}  // namespace detail

#define LOGBESSEL_BATCH_SPAN(name, T, v, x)                                      \
  inline void name(std::span<const T> v, std::span<const T> x, std::span<T> out, \
                   batch_options options = {}) {                                 \
    const std::size_t n = out.size();                                            \
    name(n, detail::shared_or_each(v, n, #v), detail::shared_or_each(x, n, #x),  \
         strided<T>(out.data()), options);                                       \
  }
#define LOGBESSEL_BATCH_SPAN_2(name, T, a, b)                                                  \
  inline void name(std::span<const T> v, std::span<const T> x, std::span<T> a, std::span<T> b, \
                   batch_options options = {}) {                                               \
    const std::size_t n = a.size();                                                            \
    name(n, detail::shared_or_each(v, n, "v"), detail::shared_or_each(x, n, "x"),              \
         strided<T>(a.data()), detail::as_long(b, n), options);                                \
  }
#define LOGBESSEL_BATCH_SPAN_3(name, T, a, b, c)                                               \
  inline void name(std::span<const T> v, std::span<const T> x, std::span<T> a, std::span<T> b, \
                   std::span<T> c, batch_options options = {}) {                               \
    const std::size_t n = a.size();                                                            \
    name(n, detail::shared_or_each(v, n, "v"), detail::shared_or_each(x, n, "x"),              \
         strided<T>(a.data()), detail::as_long(b, n), detail::as_long(c, n), options);         \
  }
#define LOGBESSEL_BATCH_SPAN_UNARY(name)                                                         \
  inline void name(std::span<const float> x, std::span<float> out, batch_options options = {}) { \
    const std::size_t n = out.size();                                                            \
    name(n, detail::shared_or_each(x, n, "x"), strided<float>(out.data()), options);             \
  }
#else
#define LOGBESSEL_BATCH_SPAN_UNARY(name)
#define LOGBESSEL_BATCH_SPAN(name, T, v, x)
#define LOGBESSEL_BATCH_SPAN_2(name, T, a, b)
#define LOGBESSEL_BATCH_SPAN_3(name, T, a, b, c)
#endif

/// void name(n, v, x, out, options), for double and float.
#define LOGBESSEL_BATCH(name)                                                                     \
  void name(std::size_t n, strided<const double> v, strided<const double> x, strided<double> out, \
            batch_options options = {});                                                          \
  void name(std::size_t n, strided<const float> v, strided<const float> x, strided<float> out,    \
            batch_options options = {});                                                          \
  LOGBESSEL_BATCH_SPAN(name, double, v, x)                                                        \
  LOGBESSEL_BATCH_SPAN(name, float, v, x)
/// With two outputs, and with three.
#define LOGBESSEL_BATCH_2(name, a, b)                                                           \
  void name(std::size_t n, strided<const double> v, strided<const double> x, strided<double> a, \
            strided<double> b, batch_options options = {});                                     \
  void name(std::size_t n, strided<const float> v, strided<const float> x, strided<float> a,    \
            strided<float> b, batch_options options = {});                                      \
  LOGBESSEL_BATCH_SPAN_2(name, double, a, b)                                                    \
  LOGBESSEL_BATCH_SPAN_2(name, float, a, b)
#define LOGBESSEL_BATCH_3(name, a, b, c)                                                        \
  void name(std::size_t n, strided<const double> v, strided<const double> x, strided<double> a, \
            strided<double> b, strided<double> c, batch_options options = {});                  \
  void name(std::size_t n, strided<const float> v, strided<const float> x, strided<float> a,    \
            strided<float> b, strided<float> c, batch_options options = {});                    \
  LOGBESSEL_BATCH_SPAN_3(name, double, a, b, c)                                                 \
  LOGBESSEL_BATCH_SPAN_3(name, float, a, b, c)
/// Of one float.
#define LOGBESSEL_BATCH_UNARY(name)                                    \
  void name(std::size_t n, strided<const float> x, strided<float> out, \
            batch_options options = {});                               \
  LOGBESSEL_BATCH_SPAN_UNARY(name)

// clang-format off
LOGBESSEL_BATCH(log_iv)
LOGBESSEL_BATCH(log_kv)
LOGBESSEL_BATCH(log_ive)
LOGBESSEL_BATCH(log_kve)

LOGBESSEL_BATCH(iv_ratio)
LOGBESSEL_BATCH(iv_ratio_c)
LOGBESSEL_BATCH(kv_ratio)
LOGBESSEL_BATCH_2(iv_ratio_with_c, ratio, complement)  ///< iv_ratio and iv_ratio_c, for the time of one

LOGBESSEL_BATCH(log_iv_dv)
LOGBESSEL_BATCH(log_iv_dx)
LOGBESSEL_BATCH(log_iv_dvv)
LOGBESSEL_BATCH(log_iv_dxx)
LOGBESSEL_BATCH(log_kv_dv)
LOGBESSEL_BATCH(log_kv_dx)
LOGBESSEL_BATCH(log_kv_dvv)
LOGBESSEL_BATCH(log_kv_dxx)

// In one pass over the arrays.
LOGBESSEL_BATCH_2(log_iv_gradient, dv, dx)
LOGBESSEL_BATCH_2(log_kv_gradient, dv, dx)
LOGBESSEL_BATCH_3(log_iv_with_gradient, value, dv, dx)
LOGBESSEL_BATCH_3(log_kv_with_gradient, value, dv, dx)
// clang-format on

/// out[i] = plan(x[i]) for i < n, for one order.
void log_iv(const log_iv_plan& plan, std::size_t n, strided<const double> x, strided<double> out,
            batch_options options = {});
void log_iv(const log_iv_plan& plan, std::size_t n, strided<const float> x, strided<float> out,
            batch_options options = {});
void log_kv(const log_kv_plan& plan, std::size_t n, strided<const double> x, strided<double> out,
            batch_options options = {});
void log_kv(const log_kv_plan& plan, std::size_t n, strided<const float> x, strided<float> out,
            batch_options options = {});

/// out[i] = f(x[i]) for i < n: void name(n, x, out, options).
LOGBESSEL_BATCH_UNARY(expf_1ulp)
LOGBESSEL_BATCH_UNARY(expf_accurate)
LOGBESSEL_BATCH_UNARY(expf_cr)
LOGBESSEL_BATCH_UNARY(expf_fast)
LOGBESSEL_BATCH_UNARY(exp2f_1ulp)

/// Estimates of the concentrations of vMF distributions (vmf.hpp), given mean resultant lengths: of double alone.
void vmf_kappa(std::size_t n, strided<const double> dim, strided<const double> rbar,
               strided<double> out, batch_options options = {});
LOGBESSEL_BATCH_SPAN(vmf_kappa, double, dim, rbar)
/// Given 1 - rbar.
void vmf_kappa_c(std::size_t n, strided<const double> dim, strided<const double> c,
                 strided<double> out, batch_options options = {});
LOGBESSEL_BATCH_SPAN(vmf_kappa_c, double, dim, c)

#undef LOGBESSEL_BATCH
#undef LOGBESSEL_BATCH_UNARY
#undef LOGBESSEL_BATCH_2
#undef LOGBESSEL_BATCH_3
#undef LOGBESSEL_BATCH_SPAN
#undef LOGBESSEL_BATCH_SPAN_UNARY
#undef LOGBESSEL_BATCH_SPAN_2
#undef LOGBESSEL_BATCH_SPAN_3

}  // namespace logbessel
