/// @file
/// The functions of the library as the batch code sees them: a region for each point, a branch-free kernel for each
/// region, and for the results that a kernel must leave to another formula, what that is. Everything is a template
/// over its number type, so that it belongs to the target that it is compiled for. src/cpu and src/cuda share it.
#pragma once

#include <logbessel/iv_ratio.hpp>
#include <logbessel/kv_ratio.hpp>
#include <logbessel/log_iv.hpp>
#include <logbessel/log_iv_derivatives.hpp>
#include <logbessel/log_ive.hpp>
#include <logbessel/log_kv.hpp>
#include <logbessel/log_kv_derivatives.hpp>
#include <logbessel/log_kve.hpp>
#include <logbessel/plan.hpp>

#include <cstddef>

namespace logbessel::functions::LOGBESSEL_TARGET {

using detail::abs;
using detail::select;

/// One value for each output.
template <class V, int n>
struct results {
  V value[n];

  LOGBESSEL_FN const V& operator[](std::size_t k) const { return value[k]; }
};

/// A point is ordinary if it belongs to a region. The others have special values, or a formula that is no kernel, and
/// go through the scalar function.
template <class V>
LOGBESSEL_FN auto positive_and_finite(V v, V x) {
  return (v >= V(0.0)) & (v < V(detail::infinity)) & (x > V(0.0)) & (x < V(detail::infinity));
}

/// What most functions have in common: one output, regions for v >= 0, and no second look.
struct common {
  static constexpr int outputs = 1;
  static constexpr int second_looks = 0;
  template <class V>
  LOGBESSEL_FN static V order(V v) {
    return v;
  }
  template <class V>
  LOGBESSEL_FN static auto is_ordinary(V v, V x) {
    return positive_and_finite(v, x);
  }
};

/// log K and its like, even in v.
struct even_in_order : common {
  template <class V>
  LOGBESSEL_FN static V order(V v) {
    return abs(v);
  }
};

struct log_ive_function : common {
  static constexpr int regions = 10;
  template <class V>
  LOGBESSEL_FN static V region_index(V v, V x) {
    return detail::log_iv_region_index(v, x);
  }
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    constexpr auto which = static_cast<log_iv_region>(region);
    return {rounded(detail::log_iv_in<detail::scaling::exponential>(which, v, x))};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_ive(v, x)};
  }
};

struct log_iv_function : log_ive_function {
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    constexpr auto which = static_cast<log_iv_region>(region);
    return {rounded(detail::log_iv_in<detail::scaling::none>(which, v, x))};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_iv(v, x)};
  }

  /// Beside the zero: by the series, by Taylor's series, by the log-Debye form.
  static constexpr int second_looks = 3;
  template <int region, class V>
  LOGBESSEL_FN static auto needs_second_look(V v, V x, V value) {
    return abs(value) < detail::log_iv_zero_band(static_cast<log_iv_region>(region), v, x);
  }
  template <class V>
  LOGBESSEL_FN static V second_look_index(V v) {
    return select(v < V(0x1p-8), V(0.0),
                  select(v < V(detail::near_zero_debye_from), V(1.0), V(2.0)));
  }
  template <int look, class V>
  LOGBESSEL_FN static V second_look(V v, V x) {
    if constexpr (look == 0) return detail::log_iv_near_zero_series(v, x);
    if constexpr (look == 1) return detail::log_near_zero_taylor<detail::log_iv_zero>(v, x);
    return detail::log_near_zero_debye(v, x, 1.0);
  }
};

struct log_kve_function : even_in_order {
  static constexpr int regions = 9;
  template <class V>
  LOGBESSEL_FN static V region_index(V v, V x) {
    return detail::log_kv_region_index(v, x);
  }
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    constexpr auto which = static_cast<log_kv_region>(region);
    return {rounded(detail::log_kv_in<detail::scaling::exponential>(which, v, x))};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_kve(v, x)};
  }
};

struct log_kv_function : log_kve_function {
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    constexpr auto which = static_cast<log_kv_region>(region);
    return {rounded(detail::log_kv_in<detail::scaling::none>(which, v, x))};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_kv(v, x)};
  }

  /// Beside the zero: by Taylor's series, by the log-Debye form.
  static constexpr int second_looks = 2;
  template <int region, class V>
  LOGBESSEL_FN static auto needs_second_look(V v, V, V value) {
    return abs(value) < detail::log_kv_zero_band(static_cast<log_kv_region>(region), v);
  }
  template <class V>
  LOGBESSEL_FN static V second_look_index(V v) {
    return select(v < V(detail::near_zero_debye_from), V(0.0), V(1.0));
  }
  template <int look, class V>
  LOGBESSEL_FN static V second_look(V v, V x) {
    if constexpr (look == 0) return detail::log_near_zero_taylor<detail::log_kv_zero>(v, x);
    return detail::log_near_zero_debye(v, x, -1.0);
  }
};

/// Both I_v/I_{v-1} and its complement.
struct iv_ratio_with_c_function : common {
  static constexpr int outputs = 2;
  static constexpr int regions = 12;
  template <class V>
  LOGBESSEL_FN static auto is_ordinary(V v, V x) {
    return positive_and_finite(v, x) & (v >= V(0.5));
  }
  template <class V>
  LOGBESSEL_FN static V region_index(V v, V x) {
    return detail::iv_ratio_region_index(v, x);
  }
  template <int region, class V>
  LOGBESSEL_FN static results<V, 2> evaluate(V v, V x) {
    const auto both = detail::iv_ratio_in(static_cast<iv_ratio_region>(region), v, x);
    return {both.ratio.hi, both.complement.hi};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 2> scalar(T v, T x) {
    return {iv_ratio(v, x), iv_ratio_c(v, x)};
  }
};

/// Both in two words.
struct iv_ratio_in_words_function : iv_ratio_with_c_function {
  static constexpr int outputs = 4;
  template <int region, class V>
  LOGBESSEL_FN static results<V, 4> evaluate(V v, V x) {
    const auto both = detail::iv_ratio_in(static_cast<iv_ratio_region>(region), v, x);
    return {both.ratio.hi, both.ratio.lo, both.complement.hi, both.complement.lo};
  }
  LOGBESSEL_FN static results<double, 4> scalar(double v, double x) {
    const auto both = detail::iv_ratio_both_in_words(v, x);
    return {both.ratio.hi, both.ratio.lo, both.complement.hi, both.complement.lo};
  }
};

struct iv_ratio_function : iv_ratio_with_c_function {
  static constexpr int outputs = 1;
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    return {detail::iv_ratio_in(static_cast<iv_ratio_region>(region), v, x).ratio.hi};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {iv_ratio(v, x)};
  }
};

struct iv_ratio_c_function : iv_ratio_function {
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    return {detail::iv_ratio_in(static_cast<iv_ratio_region>(region), v, x).complement.hi};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {iv_ratio_c(v, x)};
  }
};

struct kv_ratio_function : common {
  static constexpr int regions = 8;
  template <class V>
  LOGBESSEL_FN static auto is_ordinary(V v, V x) {
    return positive_and_finite(v, x) & (v > V(0.5));
  }
  template <class V>
  LOGBESSEL_FN static V region_index(V v, V x) {
    return detail::kv_ratio_region_index(v, x);
  }
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    return {detail::kv_ratio_in(static_cast<kv_ratio_region>(region), v, x)};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {kv_ratio(v, x)};
  }
};

struct log_iv_dv_function : common {
  static constexpr int regions = 10;
  template <class V>
  LOGBESSEL_FN static V region_index(V v, V x) {
    return detail::log_iv_derivative_region_index(v, x);
  }
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    return {detail::log_iv_dv_in(static_cast<log_iv_derivative_region>(region), v, x)};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_iv_dv(v, x)};
  }
};

struct log_iv_dx_function : common {
  static constexpr int regions = 12;
  template <class V>
  LOGBESSEL_FN static V region_index(V v, V x) {
    return detail::iv_ratio_region_index(v + V(1.0), x);
  }
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    return {detail::log_iv_dx_in(static_cast<iv_ratio_region>(region), v, x)};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_iv_dx(v, x)};
  }
};

struct log_iv_dvv_function : common {
  static constexpr int regions = 10;
  template <class V>
  LOGBESSEL_FN static V region_index(V v, V x) {
    return detail::log_iv_second_region_index(v, x);
  }
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    return {detail::log_iv_dvv_in(static_cast<log_iv_derivative_region>(region), v, x)};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_iv_dvv(v, x)};
  }
};

struct log_iv_dxx_function : log_iv_dvv_function {
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    return {detail::log_iv_dxx_in(static_cast<log_iv_derivative_region>(region), v, x)};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_iv_dxx(v, x)};
  }
};

/// A derivative of log K. Those that are odd in v, or negative, take their sign here.
template <detail::log_kv_derivative which>
struct log_kv_derivative_function : even_in_order {
  static constexpr int regions = 10;
  template <class V>
  LOGBESSEL_FN static V region_index(V v, V x) {
    return detail::log_kv_derivative_region_index(v, x);
  }
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    const V size =
        detail::log_kv_derivative_in<which>(static_cast<log_kv_derivative_region>(region), v, x);
    if constexpr (which == detail::log_kv_derivative::dx) return {-size};
    return {size};
  }
};

struct log_kv_dv_function : log_kv_derivative_function<detail::log_kv_derivative::dv> {
  template <class V>
  LOGBESSEL_FN static V order(V v) {
    return v;
  }
  template <class V>
  LOGBESSEL_FN static auto is_ordinary(V v, V x) {
    return positive_and_finite(v, x) & (v > V(0.0));
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_kv_dv(v, x)};
  }
};

struct log_kv_dx_function : log_kv_derivative_function<detail::log_kv_derivative::dx> {
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_kv_dx(v, x)};
  }
};

struct log_kv_dvv_function : log_kv_derivative_function<detail::log_kv_derivative::dvv> {
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_kv_dvv(v, x)};
  }
};

struct log_kv_dxx_function : log_kv_derivative_function<detail::log_kv_derivative::dxx> {
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_kv_dxx(v, x)};
  }
};

/// The functions of float, whose kernels are their own. What they leave goes to the double function, lane by lane.
template <class F>
LOGBESSEL_FN double lane_by_lane(F f, double v, double x) {
  return f(v, x);
}
template <class F, class V>
V lane_by_lane(F f, V v, V x) {
  double vs[V::lanes], xs[V::lanes];
  v.store(vs);
  x.store(xs);
  for (std::size_t i = 0; i < V::lanes; ++i) vs[i] = f(vs[i], xs[i]);
  return V::load(vs);
}

struct log_ive_float_function : common {
  static constexpr int regions = 3;
  template <class V>
  LOGBESSEL_FN static V region_index(V v, V x) {
    return detail::log_iv_float_region_index(v, x);
  }
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    constexpr auto which = static_cast<detail::log_iv_float_region>(region);
    return {detail::log_iv_float_in<detail::scaling::exponential>(which, v, x)};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_ive(v, x)};
  }
};

struct log_iv_float_function : log_ive_float_function {
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    constexpr auto which = static_cast<detail::log_iv_float_region>(region);
    return {detail::log_iv_float_in<detail::scaling::none>(which, v, x)};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_iv(v, x)};
  }

  static constexpr int second_looks = 1;
  template <int region, class V>
  LOGBESSEL_FN static auto needs_second_look(V v, V x, V value) {
    return abs(value) < detail::log_iv_float_band(v, x);
  }
  template <class V>
  LOGBESSEL_FN static V second_look_index(V) {
    return V(0.0);
  }
  template <int look, class V>
  LOGBESSEL_FN static V second_look(V v, V x) {
    return lane_by_lane([](double a, double b) { return detail::log_iv_float_beside_zero(a, b); },
                        v, x);
  }
};

struct log_kve_float_function : even_in_order {
  static constexpr int regions = 3;
  template <class V>
  LOGBESSEL_FN static V region_index(V v, V x) {
    return detail::log_kv_float_region_index(v, x);
  }
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    constexpr auto which = static_cast<detail::log_kv_float_region>(region);
    return {detail::log_kv_float_in<detail::scaling::exponential>(which, v, x)};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_kve(v, x)};
  }

  static constexpr int second_looks = 1;
  template <int region, class V>
  LOGBESSEL_FN static auto needs_second_look(V v, V, V value) {
    return abs(value) < detail::log_kv_float_band<detail::scaling::exponential>(v);
  }
  template <class V>
  LOGBESSEL_FN static V second_look_index(V) {
    return V(0.0);
  }
  template <int look, class V>
  LOGBESSEL_FN static V second_look(V v, V x) {
    return lane_by_lane([](double a, double b) { return log_kve(a, b); }, v, x);
  }
};

struct log_kv_float_function : log_kve_float_function {
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    constexpr auto which = static_cast<detail::log_kv_float_region>(region);
    return {detail::log_kv_float_in<detail::scaling::none>(which, v, x)};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {log_kv(v, x)};
  }
  template <int region, class V>
  LOGBESSEL_FN static auto needs_second_look(V v, V, V value) {
    return abs(value) < detail::log_kv_float_band<detail::scaling::none>(v);
  }
  template <int look, class V>
  LOGBESSEL_FN static V second_look(V v, V x) {
    return lane_by_lane([](double a, double b) { return detail::log_kv_float_beside_zero(a, b); },
                        v, x);
  }
};

/// The points that iv_ratio_float_apart names count as not ordinary.
struct iv_ratio_with_c_float_function : common {
  static constexpr int outputs = 2;
  static constexpr int regions = 2;
  template <class V>
  LOGBESSEL_FN static auto is_ordinary(V v, V x) {
    return positive_and_finite(v, x) & (v >= V(0.5)) & !detail::iv_ratio_float_apart(v, x);
  }
  template <class V>
  LOGBESSEL_FN static V region_index(V v, V x) {
    return detail::iv_ratio_float_region_index(v, x);
  }
  template <int region, class V>
  LOGBESSEL_FN static results<V, 2> evaluate(V v, V x) {
    constexpr auto which = static_cast<detail::iv_ratio_float_region>(region);
    const auto both = detail::iv_ratio_float_in(which, v, x);
    return {both.ratio, both.complement};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 2> scalar(T v, T x) {
    return {iv_ratio(v, x), iv_ratio_c(v, x)};
  }
};

struct iv_ratio_float_function : iv_ratio_with_c_float_function {
  static constexpr int outputs = 1;
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    return {iv_ratio_with_c_float_function::evaluate<region>(v, x)[0]};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {iv_ratio(v, x)};
  }
};

struct iv_ratio_c_float_function : iv_ratio_float_function {
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    return {iv_ratio_with_c_float_function::evaluate<region>(v, x)[1]};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {iv_ratio_c(v, x)};
  }
};

struct kv_ratio_float_function : common {
  static constexpr int regions = 3;
  template <class V>
  LOGBESSEL_FN static auto is_ordinary(V v, V x) {
    return positive_and_finite(v, x) & (v >= V(0.5));
  }
  template <class V>
  LOGBESSEL_FN static V region_index(V v, V x) {
    return detail::kv_ratio_float_region_index(v, x);
  }
  template <int region, class V>
  LOGBESSEL_FN static results<V, 1> evaluate(V v, V x) {
    return {detail::kv_ratio_float_in(static_cast<detail::kv_ratio_float_region>(region), v, x)};
  }
  template <class T>
  LOGBESSEL_FN static results<T, 1> scalar(T v, T x) {
    return {kv_ratio(v, x)};
  }
};

/// A plan: the points carry its order.
template <class Plan, class Function>
struct planned {
  static constexpr int outputs = 1;
  static constexpr int regions = Plan::regions;
  static constexpr int second_looks = Function::second_looks;

  Plan plan;

  template <class V>
  LOGBESSEL_FN static V order(V v) {
    return v;
  }
  template <class V>
  LOGBESSEL_FN auto is_ordinary(V, V x) const {
    return positive_and_finite(V(plan.order()), x);
  }
  template <class V>
  LOGBESSEL_FN V region_index(V, V x) const {
    return Plan::region_index(V(plan.order()), x);
  }
  template <int region, class V>
  LOGBESSEL_FN results<V, 1> evaluate(V, V x) const {
    return {plan.in_region(region, V(plan.order()), x)};
  }
  template <int region, class V>
  LOGBESSEL_FN auto needs_second_look(V, V x, V value) const {
    return abs(value) < Plan::zero_band(region, V(plan.order()), x);
  }
  template <class V>
  LOGBESSEL_FN V second_look_index(V) const {
    return Function::second_look_index(V(plan.order()));
  }
  template <int look, class V>
  LOGBESSEL_FN V second_look(V, V x) const {
    return Function::template second_look<look>(V(plan.order()), x);
  }
  template <class T>
  LOGBESSEL_FN results<T, 1> scalar(T, T x) const {
    return {plan(x)};
  }
};

}  // namespace logbessel::functions::LOGBESSEL_TARGET
