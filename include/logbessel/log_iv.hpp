/// @file
/// log I_v(x), the logarithm of the modified Bessel function of the first kind:
///
///                 inf   (x/2)^(v+2k)
///     I_v(x)  =   sum  ---------------        real v, x >= 0            DLMF 10.25.2
///                 k=0   k! G(v+k+1)
///
/// For v < 0 it is log |I_v(x)|, by detail/reflection.hpp from I and K of order -v. For v >= 0
/// the quarter-plane is cut into rings of r = hypot(v, x), named after what serves them:
///
///     series    r < 3     the power series, by number of terms
///     patch     r < 24    log-Debye form with a two-variable polynomial for its tail, by inner r
///     debye     else      log-Debye form (DLMF 10.41.3), by number of terms
///
/// docs/log_iv.md derives each and shows the map.
#pragma once

#include <logbessel/detail/coefficients/patches.hpp>
#include <logbessel/detail/coefficients/series.hpp>
#include <logbessel/detail/debye.hpp>
#include <logbessel/detail/float_log_iv.hpp>
#include <logbessel/detail/near_zero.hpp>
#include <logbessel/detail/reflection.hpp>
#include <logbessel/log_kv.hpp>

namespace logbessel {

enum class log_iv_region {
  series_11,
  series_17,
  patch_3,
  patch_6,
  patch_12,
  debye_20,
  debye_13,
  debye_10,
  debye_6,
  debye_far
};

namespace detail {

/// Where each region begins, in r outwards. From debye_N on, N terms leave less than 2^-55.
struct log_iv_cutoff : debye_cutoff {
  static constexpr double series_17 = 1.0;  // x, for r < patch_3
  static constexpr double patch_3 = 3.0;
  static constexpr double patch_6 = 6.0;
  static constexpr double patch_12 = 12.0;
};

/// The power series without its first term, s = sum_{k >= 1} q^k/(k! (v+1)_k) with q = x^2/4, as
///
///     s = q N_2/D_1,   N_k = D_k + q N_{k+1},   D_k = k (v + k) D_{k+1},
///
/// from k = K down, the last `two` steps in two words. 11 terms reach 2^-66 for x <= 1, 17 for x <= 3.
template <int K, int two, class V>
LOGBESSEL_FN double_double<V> log_iv_series_quotient(V v, double_double<V> q) {
  V D = V(1.0);
  V N = V(1.0);
  for (int k = K; k > two; --k) {
    D = D * (V(k) * (v + V(k)));
    N = fma(q.hi, N, D);
  }
  double_double<V> DD = {D, V(0.0)};
  double_double<V> NN = {N, V(0.0)};
  for (int k = two; k >= 2; --k) {
    DD = DD * (two_sum(v, V(k)) * V(k));
    NN = DD + q * NN;
  }
  return NN / (DD * two_sum(v, V(1.0)));
}

/// log I_v(x) = v (log(x/2) - lambda(v)) + log(1 + s),   lambda(v) = log G(1 + v)/v.
/// Relative accuracy is kept for v -> 0 and x -> 0. Where both are so small that s or v times the
/// logarithm nears the subnormals, everything is computed 2^600 times as large, and log(1 + s) = s.
template <int K, int two, scaling S, class V>
LOGBESSEL_FN double_double<V> log_iv_series(V v, V x, double_double<V> lambda) {
  const auto tiny = (v < V(0x1p-300)) & (x < V(0x1p-150));
  const V half_x = max(V(0.5) * x, V(0x1p-400));
  const V half_x_up = V(0.5) * x * V(0x1p300);
  const double_double<V> q = two_prod(half_x, half_x);
  const double_double<V> s = q * log_iv_series_quotient<K, two>(max(v, V(0x1p-300)), q);
  const double_double<V> log_1p_s =
      select(tiny, two_prod(half_x_up, half_x_up), log1p_two_words(s));
  const V v_up = select(tiny, v * V(0x1p300) * V(0x1p300), v);

  const double_double<V> a = log_two_words(x, V(-1.0)) + -lambda;
  const V va = v_up * a.hi;
  const double_double<V> va_parts = {va, fma(v_up, a.lo, fma(v_up, a.hi, -va))};
  V shift = V(0.0);
  if constexpr (S == scaling::exponential) shift = select(tiny, x * V(-0x1p300) * V(0x1p300), -x);
  const double_double<V> value = sum_of(va_parts, log_1p_s, shift);
  return select(tiny, double_double<V>{rounded(value) * V(0x1p-600), V(0.0)}, value);
}

template <int K, int two, scaling S, class V>
LOGBESSEL_FN double_double<V> log_iv_series(V v, V x) {
  return log_iv_series<K, two, S>(v, x, log_gamma_1p_over(v));
}

/// F on the ring that begins at r: two terms of its series, and a polynomial for the rest.
template <int r, class V>
LOGBESSEL_FN V log_iv_patch_tail(V t, V p) {
  const V s = fma(V(2.0), p, V(-1.0));
  const V y = fma(p, p, V(-0.5));
  const V rest = log_iv_patch_rest(constant<r>{}, t, s);
  return patch_tail(t, y, rest);
}

template <int r, scaling S, class V>
LOGBESSEL_FN double_double<V> log_iv_patch(V v, V x) {
  const debye_form<V> form = debye_form_of<S>(v, x);
  const auto [t, p] = patch_arguments_of(v, form);
  return log_iv_from(form, log_iv_patch_tail<r>(t, p));
}

template <int N, scaling S, class V>
LOGBESSEL_FN double_double<V> log_iv_debye(V v, V x) {
  const debye_form<V> form = debye_form_of<S>(v, x);
  return log_iv_from(form, form.t * debye_series<1, N>(form.t, fma(form.p, form.p, V(-0.5))));
}

}  // namespace detail

namespace detail {

/// The number of log_iv_region_of(v, x) in its enumeration.
template <class V>
LOGBESSEL_FN V log_iv_region_index(V v, V x) {
  using cutoff = log_iv_cutoff;
  const V rr = square_of_r(v, x);
  const V ring = V(2.0) + radii_reached(rr, cutoff::patch_6, cutoff::patch_12, cutoff::debye_20,
                                        cutoff::debye_13, cutoff::debye_10, cutoff::debye_6,
                                        cutoff::debye_far);
  const V series = select(x < V(cutoff::series_17), V(0.0), V(1.0));
  return select(rr < V(cutoff::patch_3 * cutoff::patch_3), series, ring);
}

}  // namespace detail

/// The expansion that serves finite v >= 0, x > 0. Pure and cheap: every batch path sorts by it.
LOGBESSEL_FN log_iv_region log_iv_region_of(double v, double x) {
  return static_cast<log_iv_region>(static_cast<int>(detail::log_iv_region_index(v, x)));
}

namespace detail {

template <scaling S, class V>
LOGBESSEL_FN double_double<V> log_iv_in(log_iv_region region, V v, V x) {
  switch (region) {
    case log_iv_region::series_11:
      return log_iv_series<11, 4, S>(v, x);
    case log_iv_region::series_17:
      return log_iv_series<17, 7, S>(v, x);
    case log_iv_region::patch_3:
      return log_iv_patch<3, S>(v, x);
    case log_iv_region::patch_6:
      return log_iv_patch<6, S>(v, x);
    case log_iv_region::patch_12:
      return log_iv_patch<12, S>(v, x);
    case log_iv_region::debye_20:
      return log_iv_debye<20, S>(v, x);
    case log_iv_region::debye_13:
      return log_iv_debye<13, S>(v, x);
    case log_iv_region::debye_10:
      return log_iv_debye<10, S>(v, x);
    case log_iv_region::debye_6:
      return log_iv_debye<6, S>(v, x);
    case log_iv_region::debye_far:
      return debye_far<S, 1>(v, x);
  }
  return {V(nan), V(nan)};
}

/// Results smaller than this need the expansions of detail/near_zero.hpp to be right to 1 ULP.
template <class V>
LOGBESSEL_FN V log_iv_zero_band(log_iv_region region, V v, V x) {
  V band = V(region == log_iv_region::patch_3 ? 0.25 : 0.125);
  if (region == log_iv_region::series_11 || region == log_iv_region::series_17) {
    const V small_v = select(x < V(0.25), V(0x1p-6) * v * (V(2.0) - split(x).e), V(0.0));
    band = select(v < V(0x1p-8), small_v, min(V(0x1p-6), V(0x1p-4) * v));
  }
  return select(v >= V(near_zero_debye_from), V(0x1p-12) * v, band);
}

LOGBESSEL_FN double log_iv_near_zero(double v, double x) {
  if (v < 0x1p-8) return log_iv_near_zero_series(v, x);
  if (v < near_zero_debye_from) return log_near_zero_taylor<log_iv_zero>(v, x);
  return log_near_zero_debye(v, x, 1.0);
}

/// log |I_{-v}(x)| and the sign of I_{-v}(x), for finite v > 0, not an integer, and finite x > 0. Where the
/// logarithms of I and K are small beside v, E cancels and takes three words, from v = 96 on; where they are far
/// apart only one is computed.
LOGBESSEL_APART_FN signed_log<double> log_iv_reflected(double v, double x) {
  using words = double_double<double>;
  const words log_i = x > 2.0 * v + 800.0 || !(v > 2.0 * x + 800.0)
                          ? normalised(log_iv_in<scaling::none>(log_iv_region_of(v, x), v, x))
                          : words{0.0, 0.0};
  if (x > 2.0 * v + 800.0) return {log_i, 1.0};
  const signed_log<double> s = reflection_factor(v);
  const words log_k = normalised(log_kv_in<scaling::none>(log_kv_region_of(v, x), v, x));
  if (v > 2.0 * x + 800.0) return {log_k + s.log, s.sign};

  const words difference = log_k + -log_i;
  if (v < near_zero_debye_from || !(abs(difference.hi) < max(100.0, 0x1p-7 * v)))
    return reflected(log_i, log_k, difference, s);
  const wide_debye_form<double> wide = wide_debye_form_of(v, x);
  debye_form<double> form = debye_form_of(v, x);
  const double scale = pow2(wide.e);
  form.E = {wide.E.hi * scale, (wide.E.mi + wide.E.lo) * scale};
  const double y = fma(form.p, form.p, -0.5);
  const words small_i = normalised(log_iv_from(form, form.t * debye_series<1, 10>(form.t, y)));
  const words small_k = normalised(log_kv_from(form, -form.t * debye_series<1, 10>(-form.t, y)));
  return reflected(small_i, small_k, small_k + -small_i, s);
}

}  // namespace detail

/// log |I_v(x)| for real order v and argument x >= 0. iv_sign gives the sign, which is 1 for v >= 0, x > 0.
///
/// Special values   x = 0: 0 if v = 0, -inf if v > 0 or v is an integer, else inf.
///                  x = inf, v finite: inf.   v = +-inf, x finite: -inf.   both inf: NaN.
///                  any NaN, x < 0: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         v >= 0, v an integer: accuracy::log_iv_ulp everywhere, the doubles beside the zero curve
///                  included, and accuracy::log_iv_ulp_above_1 where |log I_v(x)| > 1.
///                  else, with kappa = (I_{-v} + |s| K_v)/|I_v|, s = (2/pi) sin(pi v): accuracy::log_iv_negative_scaled
///                  units of 2^-53 max(1, |result|, kappa/8), and accuracy::log_iv_negative_ulp
///                  where kappa < 64 and |result| > 1/4.
LOGBESSEL_FN double log_iv(double v, double x) {
  using detail::infinity;
  if (v <= 0.0 && detail::is_integer(v)) v = detail::abs(v);
  if (!(x >= 0.0) || v != v) return detail::nan;
  if (x == infinity) return v == infinity ? detail::nan : infinity;
  if (v == infinity) return -infinity;
  if (v < 0.0) return x == 0.0 ? infinity : rounded(detail::log_iv_reflected(-v, x).log);
  if (x == 0.0) return v == 0.0 ? 0.0 : -infinity;

  const log_iv_region region = log_iv_region_of(v, x);
  const double value = rounded(detail::log_iv_in<detail::scaling::none>(region, v, x));
  return detail::abs(value) < detail::log_iv_zero_band(region, v, x)
             ? detail::log_iv_near_zero(v, x)
             : value;
}

/// The sign of I_v(x): 1, -1, or 0 where I_v(x) = 0. It may be the wrong one where log |I_v(x)| is so near to -inf
/// that kappa of log_iv exceeds accuracy::iv_sign_kappa.
///
/// Special values   x = 0: 1 if v = 0, 0 if v > 0 or v is an integer, else the sign as x -> 0.
///                  x = inf, v finite: 1.   v = +-inf, x finite: 0.   both inf: NaN.
///                  any NaN, x < 0: NaN.
LOGBESSEL_FN double iv_sign(double v, double x) {
  using detail::infinity;
  if (v <= 0.0 && detail::is_integer(v)) v = detail::abs(v);
  if (!(x >= 0.0) || v != v || (v == infinity && x == infinity)) return detail::nan;
  if (v == infinity || (v > 0.0 && x == 0.0)) return 0.0;
  if (v >= 0.0 || x == infinity) return 1.0;
  return x == 0.0 ? detail::reflection_factor(-v).sign : detail::log_iv_reflected(-v, x).sign;
}

namespace detail {

/// log I_v(x) below log_iv_float_band, to what float needs: two words suffice but next to the zero.
LOGBESSEL_APART_FN double log_iv_float_beside_zero(double v, double x) {
  const double value = rounded(log_iv_in<scaling::none>(log_iv_region_of(v, x), v, x));
  return abs(value) < 0x1p-12 * log_iv_float_band(v, x) ? log_iv(v, x) : value;
}

}  // namespace detail

/// The same in float, to accuracy::log_iv_float_ulp for v >= 0: by the kernels of detail/float_log_iv.hpp, rounded once.
LOGBESSEL_FN float log_iv(float v, float x) {
  const double a = v;
  const double z = x;
  if (!(a >= 0.0 && a < detail::infinity && z > 0.0 && z < detail::infinity)) {
    return static_cast<float>(log_iv(a, z));
  }
  const double value =
      detail::log_iv_float_in<detail::scaling::none>(detail::log_iv_float_region_of(a, z), a, z);
  return static_cast<float>(detail::abs(value) < detail::log_iv_float_band(a, z)
                                ? detail::log_iv_float_beside_zero(a, z)
                                : value);
}

/// The same in float, computed in double and rounded once.
LOGBESSEL_FN float iv_sign(float v, float x) {
  return static_cast<float>(iv_sign(double{v}, double{x}));
}

}  // namespace logbessel
