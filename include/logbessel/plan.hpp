/// @file
/// log I_v(x) and log K_v(x) for one order and many arguments. A plan keeps what depends on the order alone:
///
///     const logbessel::log_iv_plan plan(2.5);
///     y = plan(x);                          // log I_2.5(x)
///     logbessel::log_iv(plan, n, x, out);   // over arrays, with batch.hpp
///
/// In the log-Debye form of detail/debye.hpp, F = t P(t), t = 1/hypot(v, x), depends on t alone once v is given. So the sums
/// and two-variable polynomials of log_iv.hpp become one polynomial of t on each of a few rings of r = 1/t, found when
/// the plan is made by interpolation at Chebyshev's nodes, in two words. Below the rings the formulas are those of log_iv and log_kv, and
/// so are they beside the zero. The results agree with those of log_iv and log_kv to the accuracy of both, but not always
/// in the last bit; they are the same bits on every machine, too. A plan takes about the time of 5000 calls to make.
#pragma once

#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>

namespace logbessel {

namespace detail {

/// Two words with the operations that a kernel's polynomials need.
struct precise {
  double_double<double> y;

  precise() = default;
  LOGBESSEL_FN explicit precise(double value) : y{value, 0.0} {}
  LOGBESSEL_FN explicit precise(double_double<double> value) : y(value) {}
};
LOGBESSEL_FN precise operator+(precise a, precise b) { return precise(a.y + b.y); }
LOGBESSEL_FN precise operator-(precise a) { return precise(-a.y); }
LOGBESSEL_FN precise operator-(precise a, precise b) { return a + -b; }
LOGBESSEL_FN precise operator*(precise a, precise b) { return precise(a.y * b.y); }
LOGBESSEL_FN precise fma(precise a, precise b, precise c) { return a * b + c; }

/// F/t on a ring: sum c_k u^k, u = scale t - shift in [-1, 1].
struct plan_ring {
  static constexpr int most_terms = 32;

  double scale, shift;
  int terms;
  double c[most_terms];
};

/// By even and odd powers, so that two sums run side by side.
template <class V>
LOGBESSEL_FN V plan_tail(const plan_ring& ring, V t) {
  const V u = fma(V(ring.scale), t, V(-ring.shift));
  const V uu = u * u;
  V even = V(0.0);
  V odd = V(0.0);
  for (int k = ring.terms - 2; k >= 0; k -= 2) {
    odd = fma(odd, uu, V(ring.c[k + 1]));
    even = fma(even, uu, V(ring.c[k]));
  }
  return t * fma(odd, u, even);
}

/// F/t of log I on the ring from R = 3, 6, 12 or 24 on.
template <class V>
LOGBESSEL_FN V log_iv_tail_over_t(int R, V t, V v) {
  const V p = v * t;
  const V y = fma(p, p, V(-0.5));
  const V s = fma(V(2.0), p, V(-1.0));
  if (R == 24) return debye_series<1, 20>(t, y);
  const V rest = R == 3   ? log_iv_patch_rest(constant<3>{}, t, s)
                 : R == 6 ? log_iv_patch_rest(constant<6>{}, t, s)
                          : log_iv_patch_rest(constant<12>{}, t, s);
  return debye_series<1, 2>(t, y) + rest;
}

/// The same of log K, from R = 8, 12 or 24 on.
template <class V>
LOGBESSEL_FN V log_kv_tail_over_t(int R, V t, V v) {
  const V p = v * t;
  const V y = fma(p, p, V(-0.5));
  const V s = fma(p + p, p, V(-1.0));
  if (R == 24) return -debye_series<1, 20>(-t, y);
  const V rest =
      R == 8 ? log_kv_patch_rest(constant<8>{}, t, s) : log_kv_patch_rest(constant<12>{}, t, s);
  return rest - debye_series<1, 2>(-t, y);
}

/// The polynomial for f on [least, largest], to an error of about 2^-60/largest: interpolation at the n zeros of T_n,
/// as a series of Chebyshev polynomials cut where the rest no longer counts, and its powers of u.
template <class F>
LOGBESSEL_FN plan_ring plan_ring_of(F f, double least, double largest) {
  constexpr int n = plan_ring::most_terms;
  const double half = 0.5 * (largest - least);
  plan_ring ring = {1.0 / half, 0.5 * (largest + least) / half, 0, {}};

  // cos((2 i + 1) pi/(2 n)), n = 32: the first by halving the angle of cos(pi/4), the others by the sum of two angles.
  precise cosine(sqrt(double_double<double>{0.5, 0.0}));
  for (int halvings = 0; halvings < 4; ++halvings)
    cosine = precise(sqrt(((cosine + precise(1.0)) * precise(0.5)).y));
  const precise twice_double_angle = precise(4.0) * cosine * cosine - precise(2.0);
  precise series[n];
  for (precise& a : series) a = precise(0.0);
  precise node = cosine;
  precise before = cosine;
  for (int i = 0; i < n; ++i) {
    const precise value = f(precise(half) * (node + precise(ring.shift)));
    precise T = precise(1.0);
    precise T_next = node;
    for (int k = 0; k < n; ++k) {
      series[k] = series[k] + value * T * precise(k == 0 ? 1.0 / n : 2.0 / n);
      const precise T_after = precise(2.0) * node * T_next - T;
      T = T_next;
      T_next = T_after;
    }
    const precise next = twice_double_angle * node - before;
    before = node;
    node = next;
  }

  double rest = 0.0;
  int terms = n;
  while (terms > 2 && (rest + abs(series[terms - 1].y.hi)) * largest < 0x1p-60)
    rest += abs(series[--terms].y.hi);
  ring.terms = terms + terms % 2;

  // The powers of u: T_{k+1} = 2 u T_k - T_{k-1}.
  precise sum[n], T[n + 1], T_before[n + 1];
  for (int j = 0; j < n; ++j) sum[j] = precise(0.0);
  for (int j = 0; j <= n; ++j) T[j] = T_before[j] = precise(0.0);
  T[0] = precise(1.0);
  T_before[1] = precise(1.0);  // T_{-1} = T_1
  for (int k = 0; k < terms; ++k) {
    for (int j = 0; j <= k; ++j) sum[j] = sum[j] + series[k] * T[j];
    for (int j = k + 1; j >= 0; --j) {
      const precise shifted = j > 0 ? T[j - 1] : precise(0.0);
      const precise T_next = precise(2.0) * shifted - T_before[j];
      T_before[j] = T[j];
      T[j] = T_next;
    }
  }
  for (int j = 0; j < n; ++j) ring.c[j] = sum[j].y.hi;
  return ring;
}

/// What depends on the order: a polynomial for each of the rings that begin at R_0 < R_1 < ..., as far as the order reaches.
template <int rings>
struct plan_rings {
  plan_ring ring[rings];

  template <class F>
  LOGBESSEL_FN void make(const double (&R)[rings], double v, F tail_over_t) {
    for (int j = 0; j < rings; ++j) {
      const double outer = j + 1 < rings ? 1.0 / R[j + 1] : 0.0;
      const double inner = 1.0 / max(R[j], v);
      ring[j].terms = 0;
      if (inner > outer) {
        const int from = static_cast<int>(R[j]);
        ring[j] =
            plan_ring_of([&](precise t) { return tail_over_t(from, t, precise(v)); }, outer, inner);
      }
    }
  }
};

}  // namespace detail

/// log I_v(x) for one v.
class log_iv_plan {
 public:
  static constexpr int regions = 7;  // series_11, series_17, four rings, debye_far

  /// Any v; only for finite v >= 0 is there something to keep.
  LOGBESSEL_FN explicit log_iv_plan(double v)
      : v_(v <= 0.0 && detail::is_integer(v) ? detail::abs(v) : v) {
    if (!(v_ >= 0.0 && v_ < 0x1p500)) return;
    lambda_ = v_ < 3.0 ? detail::log_gamma_1p_over(v_) : lambda_;
    rings_.make({3.0, 6.0, 12.0, 24.0}, v_, [](int R, detail::precise t, detail::precise order) {
      return detail::log_iv_tail_over_t(R, t, order);
    });
  }

  LOGBESSEL_FN double order() const { return v_; }

  /// log |I_v(x)|, with the special values and the accuracy of log_iv.
  LOGBESSEL_FN double operator()(double x) const {
    if (!(v_ >= 0.0 && v_ < detail::infinity && x > 0.0 && x < detail::infinity))
      return log_iv(v_, x);
    const int region = static_cast<int>(region_index(v_, x));
    const double value = in_region(region, v_, x);
    return detail::abs(value) < zero_band(region, v_, x) ? detail::log_iv_near_zero(v_, x) : value;
  }
  LOGBESSEL_FN float operator()(float x) const { return static_cast<float>((*this)(double{x})); }

  /// For finite v >= 0 and x > 0; V(order()) is the only v.
  template <class V>
  LOGBESSEL_FN static V region_index(V v, V x) {
    using detail::select;
    const V rr = detail::square_of_r(v, x);
    const V ring =
        V(2.0) + detail::radii_reached(rr, 6.0, 12.0, 24.0, detail::debye_cutoff::debye_far);
    return select(rr < V(9.0), select(x < V(1.0), V(0.0), V(1.0)), ring);
  }
  template <class V>
  LOGBESSEL_FN V in_region(int region, V v, V x) const {
    using namespace detail;
    constexpr auto none = scaling::none;
    if (region < 2) {
      const double_double<V> lambda = {V(lambda_.hi), V(lambda_.lo)};
      return rounded(region == 0 ? log_iv_series<11, 4, none>(v, x, lambda)
                                 : log_iv_series<17, 7, none>(v, x, lambda));
    }
    if (region == regions - 1) return rounded(debye_far<none, 1>(v, x));
    const debye_form<V> form = debye_form_of(v, x);
    return rounded(log_iv_from(form, plan_tail(rings_.ring[region - 2], form.t + form.t_lo)));
  }
  template <class V>
  LOGBESSEL_FN static V zero_band(int region, V v, V x) {
    const auto like = region < 3 ? static_cast<log_iv_region>(region) : log_iv_region::patch_6;
    return detail::log_iv_zero_band(like, v, x);
  }

 private:
  double v_;
  detail::double_double<double> lambda_ = {0.0, 0.0};
  detail::plan_rings<4> rings_;
};

/// log K_v(x) for one v.
class log_kv_plan {
 public:
  static constexpr int regions = 6;  // temme, recurrence, three rings, debye_far

  LOGBESSEL_FN explicit log_kv_plan(double v) : v_(detail::abs(v)) {
    if (!(v_ < 0x1p500)) return;
    rings_.make({8.0, 12.0, 24.0}, v_, [](int R, detail::precise t, detail::precise order) {
      return detail::log_kv_tail_over_t(R, t, order);
    });
  }

  LOGBESSEL_FN double order() const { return v_; }

  /// With the special values and the accuracy of log_kv.
  LOGBESSEL_FN double operator()(double x) const {
    if (!(v_ < detail::infinity && x > 0.0 && x < detail::infinity)) return log_kv(v_, x);
    const int region = static_cast<int>(region_index(v_, x));
    const double value = in_region(region, v_, x);
    return detail::abs(value) < zero_band(region, v_, x) ? detail::log_kv_near_zero(v_, x) : value;
  }
  LOGBESSEL_FN float operator()(float x) const { return static_cast<float>((*this)(double{x})); }

  /// For finite v >= 0 and x > 0; V(order()) is the only v.
  template <class V>
  LOGBESSEL_FN static V region_index(V v, V x) {
    using detail::select;
    const V rr = detail::square_of_r(v, x);
    const V ring = V(2.0) + detail::radii_reached(rr, 12.0, 24.0, detail::debye_cutoff::debye_far);
    return select(rr < V(64.0), select(x < V(1.0), V(0.0), V(1.0)), ring);
  }
  template <class V>
  LOGBESSEL_FN V in_region(int region, V v, V x) const {
    using namespace detail;
    constexpr auto none = scaling::none;
    if (region == 0) return rounded(log_kv_temme<none>(v, x));
    if (region == 1) return rounded(log_kv_recurrence<none>(v, x));
    if (region == regions - 1) return rounded(debye_far<none, -1>(v, x));
    const debye_form<V> form = debye_form_of(v, x);
    return rounded(log_kv_from(form, plan_tail(rings_.ring[region - 2], form.t + form.t_lo)));
  }
  template <class V>
  LOGBESSEL_FN static V zero_band(int region, V v, V) {
    return detail::log_kv_zero_band(region < 2 ? log_kv_region::temme : log_kv_region::patch_8, v);
  }

 private:
  double v_;
  detail::plan_rings<3> rings_;
};

}  // namespace logbessel
