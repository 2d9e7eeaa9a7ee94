/// @file
/// A baseline: log I_v(x) and log K_v(x) by the method of A. Plesner, H. H. B. Sorensen and S. Hauberg, "Accurate
/// computation of the logarithm of modified Bessel functions on GPUs", ICS 2024, arXiv 2409.08729.
///
/// Written from the published table of regions and formulas; it is not the authors' code. The first matching row
/// serves, `ln` being the natural logarithm:
///
///     mu_3      (x > 1400 and v < 3.05) or (0.6229 ln x - 3.2318 > ln v and v > 3.1)
///     mu_20     (x > 30 and v < 15.3919) or (0.5113 ln x + 0.7939 > ln v and x > 59.6925)
///     u_4       (x > 274.2377 and v > 0.3) or v > 163.6993
///     u_6       (x > 84.4153 and v > 0.46) or v > 56.9971
///     u_9       (x > 35.9074 and v > 0.6) or v > 20.1534
///     u_13      (x > 19.6931 and v > 0.7) or v > 12.6964
///     fallback  else: the power series for I, an integral for K
#pragma once

#include <math.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#if defined(__CUDACC__)
#define LOGBESSEL_PEER_FN __host__ __device__ inline
#else
#define LOGBESSEL_PEER_FN inline
#endif

namespace logbessel::peers::published {

enum class region { mu_3, mu_20, u_4, u_6, u_9, u_13, fallback };

/// The logarithms are taken only where they can matter: neither curve is met at x <= 59.6925, the first one, with v > 3.1,
/// not below x = 1000.
LOGBESSEL_PEER_FN region region_of(double v, double x) {
  if (x > 1400 && v < 3.05) return region::mu_3;
  if (x > 59.6925) {
    const double log_v = std::log(v);
    const double log_x = std::log(x);
    if (0.6229 * log_x - 3.2318 > log_v && v > 3.1) return region::mu_3;
    if (0.5113 * log_x + 0.7939 > log_v) return region::mu_20;
  }
  if (x > 30 && v < 15.3919) return region::mu_20;
  if ((x > 274.2377 && v > 0.3) || v > 163.6993) return region::u_4;
  if ((x > 84.4153 && v > 0.46) || v > 56.9971) return region::u_6;
  if ((x > 35.9074 && v > 0.6) || v > 20.1534) return region::u_9;
  if ((x > 19.6931 && v > 0.7) || v > 12.6964) return region::u_13;
  return region::fallback;
}

/// Hankel's expansion, DLMF 10.40.1-2, with sign = -1 for I and 1 for K:
///
///     1 + sum_{k=1..K} sign^k prod_{j=1..k} (4 v^2 - (2j-1)^2) / (k! (8x)^k)
template <int K>
LOGBESSEL_PEER_FN double mu_sum(double v, double x, double sign) {
  double term = 1.0;
  double sum = 1.0;
  for (int k = 1; k <= K; ++k) {
    const double odd = 2 * k - 1;
    term *= sign * (4.0 * v * v - odd * odd) / (k * 8.0 * x);
    sum += term;
  }
  return sum;
}

template <int K>
LOGBESSEL_PEER_FN double log_iv_mu(double v, double x) {
  return x - 0.5 * std::log(2.0 * std::numbers::pi * x) + std::log(std::abs(mu_sum<K>(v, x, -1.0)));
}

template <int K>
LOGBESSEL_PEER_FN double log_kv_mu(double v, double x) {
  return -x + 0.5 * std::log(std::numbers::pi / (2.0 * x)) +
         std::log(std::abs(mu_sum<K>(v, x, 1.0)));
}

constexpr int u_count = 13;
using u_coefficients = std::array<std::array<double, u_count + 1>, u_count + 1>;

/// u_k(t) = t^k sum_{j=0..k} c[k][j] t^(2j), by DLMF 10.41.10-11:
///
///     u_0 = 1,   u_{k+1}(t) = t^2 (1 - t^2) u_k'(t)/2 + int_0^t (1 - 5 s^2) u_k(s) ds/8.
///
/// No step cancels: the coefficients of one power all have the same sign.
constexpr u_coefficients make_u_coefficients() {
  long double c[u_count + 1][u_count + 2] = {{1.0L}};
  for (int k = 0; k < u_count; ++k) {
    for (int j = 0; j <= k; ++j) {
      const long double power = k + 2 * j;
      c[k + 1][j] += c[k][j] * (power / 2 + 1 / (8 * (power + 1)));
      c[k + 1][j + 1] -= c[k][j] * (power / 2 + 5 / (8 * (power + 3)));
    }
  }
  u_coefficients rounded{};
  for (std::size_t k = 0; k <= u_count; ++k) {
    for (std::size_t j = 0; j <= k; ++j) rounded[k][j] = static_cast<double>(c[k][j]);
  }
  return rounded;
}

/// The uniform expansion, DLMF 10.41.3-4, in z = x/v:
///
///     r = sqrt(1 + z^2),   t = 1/r,   eta = r + ln(z/(1 + r)),
///     sum = 1 + sum_{k=1..K} sign^k u_k(t)/v^k
struct uniform_form {
  double eta;
  double half_log_r;
  double sum;
};

template <std::size_t K>
LOGBESSEL_PEER_FN uniform_form uniform_form_of(double v, double x, double sign) {
  static constexpr u_coefficients u_table = make_u_coefficients();
  const double z = x / v;
  const double r = std::sqrt(1.0 + z * z);
  const double t = 1.0 / r;
  const double t2 = t * t;
  const double ratio = sign * t / v;
  double sum = 0.0;
  for (std::size_t k = K; k >= 1; --k) {
    double polynomial = u_table[k][k];
    for (std::size_t j = k; j-- > 0;) polynomial = polynomial * t2 + u_table[k][j];
    sum = (sum + polynomial) * ratio;
  }
  return {r + std::log(z / (1.0 + r)), 0.25 * std::log(1.0 + z * z), 1.0 + sum};
}

template <std::size_t K>
LOGBESSEL_PEER_FN double log_iv_u(double v, double x) {
  const auto [eta, half_log_r, sum] = uniform_form_of<K>(v, x, 1.0);
  return -0.5 * std::log(2.0 * std::numbers::pi * v) + v * eta - half_log_r +
         std::log(std::abs(sum));
}

template <std::size_t K>
LOGBESSEL_PEER_FN double log_kv_u(double v, double x) {
  const auto [eta, half_log_r, sum] = uniform_form_of<K>(v, x, -1.0);
  return 0.5 * std::log(std::numbers::pi / (2.0 * v)) - v * eta - half_log_r +
         std::log(std::abs(sum));
}

/// std::lgamma of the host writes a global variable.
LOGBESSEL_PEER_FN double log_gamma(double a) {
#if defined(__CUDA_ARCH__)
  return ::lgamma(a);
#else
  int sign = 0;
  return ::lgamma_r(a, &sign);
#endif
}

/// The first 41 terms of DLMF 10.25.2, relative to the first one and in logarithms,
///
///     b_0 = 0,   b_k = b_{k-1} + 2 ln(x/2) - ln(k (v + k)),
///
/// summed relative to the largest, at k = floor((sqrt(v^2 + x^2) - v)/2).
LOGBESSEL_PEER_FN double log_iv_series(double v, double x) {
  constexpr std::size_t terms = 41;
  const double log_half_x = std::log(0.5 * x);
  std::array<double, terms> b{};
  for (std::size_t k = 1; k < terms; ++k) {
    const double n = static_cast<double>(k);
    b[k] = b[k - 1] + 2.0 * log_half_x - std::log(n * (v + n));
  }
  const double largest =
      b[std::min(terms - 1, static_cast<std::size_t>(0.5 * (std::sqrt(v * v + x * x) - v)))];
  double sum = 0.0;
  for (const double term : b) sum += std::exp(term - largest);
  return v * log_half_x - log_gamma(v + 1.0) + largest + std::log(sum);
}

/// Rothwell's integral (Commun. Numer. Meth. Engng 24, 2008, 237-249, eq. 26-27), n = 8, beta = 2n/(2v + 1),
///
///     ln K_v(x) = ln(pi)/2 - ln G(v + 1/2) - v ln(2x) - x + ln int_0^1 g(u) + h(u) du,
///     g = beta e^(-u^beta) (2x + u^beta)^(v-1/2) u^(n-1),   h = e^(-1/u) u^(-2v-1) (2xu + 1)^(v-1/2),
///
/// by Simpson's rule with 600 intervals, summed relative to the largest node; g and h vanish at u = 0.
LOGBESSEL_PEER_FN double log_kv_integral(double v, double x) {
  constexpr std::size_t intervals = 600;
  constexpr double n = 8.0;
  const double beta = 2.0 * n / (2.0 * v + 1.0);
  const double log_beta = std::log(beta);
  std::array<double, intervals + 1> log_g;
  std::array<double, intervals + 1> log_h;
  double largest = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i <= intervals; ++i) {
    const double u = static_cast<double>(i) / intervals;
    const double log_u = std::log(u);
    const double power = std::exp(beta * log_u);
    log_g[i] = log_beta - power + (v - 0.5) * std::log(2.0 * x + power) + (n - 1.0) * log_u;
    log_h[i] = -1.0 / u - (2.0 * v + 1.0) * log_u + (v - 0.5) * std::log(2.0 * x * u + 1.0);
    largest = std::max({largest, log_g[i], log_h[i]});
  }
  double sum = 0.0;
  for (std::size_t i = 1; i <= intervals; ++i) {
    const double weight = i == intervals ? 1.0 : i % 2 == 1 ? 4.0 : 2.0;
    sum += weight * (std::exp(log_g[i] - largest) + std::exp(log_h[i] - largest));
  }
  return 0.5 * std::log(std::numbers::pi) - log_gamma(v + 0.5) - v * std::log(2.0 * x) - x +
         largest + std::log(sum / (3.0 * intervals));
}

/// log I_v(x) for v >= 0, x >= 0; NaN elsewhere.
LOGBESSEL_PEER_FN double log_iv(double v, double x) {
  if (!(v >= 0.0 && x >= 0.0)) return std::numeric_limits<double>::quiet_NaN();
  if (x == 0.0) return v == 0.0 ? 0.0 : -std::numeric_limits<double>::infinity();
  switch (region_of(v, x)) {
    case region::mu_3:
      return log_iv_mu<3>(v, x);
    case region::mu_20:
      return log_iv_mu<20>(v, x);
    case region::u_4:
      return log_iv_u<4>(v, x);
    case region::u_6:
      return log_iv_u<6>(v, x);
    case region::u_9:
      return log_iv_u<9>(v, x);
    case region::u_13:
      return log_iv_u<13>(v, x);
    case region::fallback:
      break;
  }
  return log_iv_series(v, x);
}

/// log K_v(x) for x >= 0; NaN elsewhere.
LOGBESSEL_PEER_FN double log_kv(double v, double x) {
  v = std::abs(v);
  if (!(v >= 0.0 && x >= 0.0)) return std::numeric_limits<double>::quiet_NaN();
  if (x == 0.0) return std::numeric_limits<double>::infinity();
  switch (region_of(v, x)) {
    case region::mu_3:
      return log_kv_mu<3>(v, x);
    case region::mu_20:
      return log_kv_mu<20>(v, x);
    case region::u_4:
      return log_kv_u<4>(v, x);
    case region::u_6:
      return log_kv_u<6>(v, x);
    case region::u_9:
      return log_kv_u<9>(v, x);
    case region::u_13:
      return log_kv_u<13>(v, x);
    case region::fallback:
      break;
  }
  return log_kv_integral(v, x);
}

}  // namespace logbessel::peers::published
