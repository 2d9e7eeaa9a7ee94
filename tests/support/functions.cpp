#include "functions.hpp"

#include <logbessel/accuracy.hpp>
#include <logbessel/logbessel.hpp>

#include <reference/arb_witness.hpp>
#include <reference/derivatives.hpp>
#include <reference/forms.hpp>
#include <reference/oracle.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>
#include <utility>

#include "ulp.hpp"

namespace logbessel::harness {
namespace {

using reference::real;

constexpr double not_here = std::numeric_limits<double>::quiet_NaN();

/// A measure from a template over the number type.
template <class F>
measure make_measure(std::string name, double bound, double float_bound, F f) {
  return {std::move(name), bound, float_bound,
          [f](double computed, const real& exact, point at) { return f(computed, exact, at); },
          [f](float computed, const real& exact, point at) { return f(computed, exact, at); }};
}

measure ulp_measure(double bound, double float_bound) {
  return make_measure("ULP", bound, float_bound, [](auto computed, const real& exact, point) {
    return ulp_error(computed, exact);
  });
}

/// The measures of a logarithm of order v and argument x.
std::vector<measure> log_measures(double bound, double bound_above_1, double float_bound) {
  return {ulp_measure(bound, float_bound),
          make_measure("ULP above 1", bound_above_1, float_bound,
                       [](auto computed, const real& exact, point) {
                         return abs(exact) > 1.0 ? ulp_error(computed, exact) : not_here;
                       }),
          make_measure("scaled", 0.0, 0.0, [](auto computed, const real& exact, point at) {
            if (!std::isfinite(computed)) return not_here;
            return scaled_error(computed, exact, std::max({1.0, at.a, at.b}));
          })};
}

/// The measures of a vMF logarithm whose terms have the given size.
template <class Size>
std::vector<measure> vmf_measures(double ulp_bound, double scaled_bound, Size size) {
  return {make_measure("scaled", scaled_bound, 0.0,
                       [size](auto computed, const real& exact, point at) {
                         if (!std::isfinite(computed)) return not_here;
                         return scaled_error(computed, exact, size(at));
                       }),
          make_measure("ULP above size/16", ulp_bound, 0.0,
                       [size](auto computed, const real& exact, point at) {
                         const bool small = abs(exact) < size(at) / 16;
                         return small ? not_here : ulp_error(computed, exact);
                       })};
}

template <auto region_of>
int as_int(double a, double b) {
  return static_cast<int>(region_of(a, b));
}

int vmf_region_of(double dim, double kappa) {
  return static_cast<int>(log_iv_region_of(0.5 * dim - 1.0, kappa));
}

const std::vector<std::string> log_iv_regions = {"series_11", "series_17", "patch_3",  "patch_6",
                                                 "patch_12",  "debye_20",  "debye_13", "debye_10",
                                                 "debye_6",   "debye_far"};
const std::vector<std::string> log_kv_regions = {"temme",    "recurrence", "patch_8",
                                                 "patch_12", "debye_20",   "debye_13",
                                                 "debye_10", "debye_6",    "debye_far"};
const std::vector<std::string> iv_ratio_regions = {
    "linear", "fraction_12", "fraction_22", "fraction_30", "fraction_44", "kummer",
    "hankel", "debye_16",    "debye_10",    "debye_6",     "debye_far",   "tail"};

const std::vector<std::string> kv_ratio_regions = {
    "linear", "temme", "recurrence_1", "recurrence_8", "debye_16", "debye_10", "debye_6", "tail"};

double iv_sign_negative(double v, double x) { return iv_sign(-v, x); }
double log_iv_negative(double v, double x) { return log_iv(-v, x); }
float log_iv_negative(float v, float x) { return log_iv(-v, x); }
double log_ive_negative(double v, double x) { return log_ive(-v, x); }
float log_ive_negative(float v, float x) { return log_ive(-v, x); }
int log_iv_negative_region_of(double v, double x) {
  return static_cast<int>(log_iv_region_of(v, x));
}

real exact_log_iv_negative(double v, double x, int bits) {
  return v == std::floor(v) ? reference::log_iv(v, x, bits)
                            : reference::iv_of_negative_order(v, x, bits).log;
}

real exact_log_ive_negative(double v, double x, int bits) {
  return v == std::floor(v) ? reference::log_ive(v, x, bits)
                            : reference::log_ive_of_negative_order(v, x, bits);
}

/// (I_v + |s| K_v)/|I_{-v}|, s = (2/pi) sin(pi v), given log |I_{-v}|.
double reflection_kappa(point at, double log_size) {
  const double f = std::fabs(at.a - std::nearbyint(at.a));
  if (f == 0.0) return 1.0;
  const double s = 2.0 / std::numbers::pi * std::sin(std::numbers::pi * f);
  return std::exp(log_iv(at.a, at.b) - log_size) +
         std::exp(log_kv(at.a, at.b) + std::log(s) - log_size);
}

/// The measures of a logarithm of I of negative order; `shift` times x is what it is less than log |I|.
std::vector<measure> negative_order_measures(double shift) {
  const auto kappa = [shift](const real& exact, point at) {
    const reference::precision_scope precision(1200);
    return std::max(1.0, reflection_kappa(at, (exact + real(shift) * at.b).to_double()));
  };
  return {make_measure("scaled", accuracy::log_iv_negative_scaled, 0.0,
                       [kappa](auto computed, const real& exact, point at) {
                         if (!std::isfinite(computed)) return ulp_error(computed, exact);
                         return scaled_error(computed, exact,
                                             std::max(1.0, 0.125 * kappa(exact, at)));
                       }),
          make_measure("ULP, kappa < 64, above 1/4", accuracy::log_iv_negative_ulp,
                       accuracy::log_iv_negative_float_ulp,
                       [kappa](auto computed, const real& exact, point at) {
                         const bool counts = abs(exact) > 0.25 && kappa(exact, at) < 64.0;
                         return counts ? ulp_error(computed, exact) : not_here;
                       })};
}

const std::vector<std::string> log_iv_derivative_regions = {
    "split",    "origin",   "patch_2",  "patch_4",  "patch_8",
    "patch_16", "debye_20", "debye_13", "debye_10", "debye_6"};
const std::vector<std::string> log_kv_derivative_regions = {
    "base",     "temme",    "trapezoid_77", "trapezoid_47", "patch_12",
    "patch_20", "debye_20", "debye_13",     "debye_10",     "debye_6"};

/// A derivative of log K.
tested_function log_kv_derivative(const std::string& name, double (*value)(double, double),
                                  float (*float_value)(float, float),
                                  real (*exact)(double, double, int), double bound,
                                  double float_bound) {
  return {name,
          "v",
          "x",
          value,
          float_value,
          exact,
          as_int<log_kv_derivative_region_of>,
          log_kv_derivative_regions,
          {ulp_measure(bound, float_bound)},
          quarter_plane_plans(as_int<log_kv_derivative_region_of>)};
}

/// A derivative of log I that is not zero anywhere.
tested_function log_iv_derivative(const std::string& name, double (*value)(double, double),
                                  float (*float_value)(float, float),
                                  real (*exact)(double, double, int), double bound,
                                  double float_bound) {
  return {name,
          "v",
          "x",
          value,
          float_value,
          exact,
          as_int<log_iv_derivative_region_of>,
          log_iv_derivative_regions,
          {ulp_measure(bound, float_bound)},
          quarter_plane_plans(as_int<log_iv_derivative_region_of>)};
}

tested_function log_iv_dxx_function() {
  tested_function f =
      log_iv_derivative("log_iv_dxx", log_iv_dxx, log_iv_dxx, reference::log_iv_dxx, 0.0, 0.0);
  f.measures = {make_measure("scaled", accuracy::log_iv_dxx_scaled,
                             accuracy::log_iv_dxx_float_scaled,
                             [](auto computed, const real& exact, point at) {
                               const real size = reference::dxx_size(at.a, at.b);
                               return units_error(computed, exact, size);
                             })};
  return f;
}

/// log C + kappa: the two cancel by at most the ratio of their sizes.
real exact_log_peak(double dim, double kappa, int bits) {
  const int lost = kappa > dim ? static_cast<int>(std::log2(kappa / dim)) + 8 : 8;
  const real log_c = reference::vmf_log_normalizer(dim, kappa, bits + lost);
  const reference::precision_scope precision(bits + lost + 8);
  return log_c + real(kappa);
}

real exact_entropy(double dim, double kappa, int bits) {
  return kappa > 0.0 ? reference::vmf_entropy(dim, kappa, bits)
                     : -reference::vmf_log_normalizer(dim, kappa, bits);
}

real exact_variance(double dim, double kappa, int bits) {
  if (kappa > 0.0) return reference::vmf_variance(dim, kappa, bits);
  const reference::precision_scope precision(bits + 8);
  return real(1) / dim;
}

std::vector<tested_function> make_functions() {
  const auto circle_size = [](point at) { return std::max({1.0, 0.5 * at.a, at.b}); };
  const auto peak_size = [](point at) { return std::max(1.0, 0.5 * at.a); };
  return {
      {"log_iv", "v", "x", log_iv, log_iv, reference::log_iv, as_int<log_iv_region_of>,
       log_iv_regions,
       log_measures(accuracy::log_iv_ulp, accuracy::log_iv_ulp_above_1, accuracy::log_iv_float_ulp),
       bessel_plans(log_iv, as_int<log_iv_region_of>)},
      {"log_kv", "v", "x", log_kv, log_kv, reference::log_kv, as_int<log_kv_region_of>,
       log_kv_regions,
       log_measures(accuracy::log_kv_ulp, accuracy::log_kv_ulp_above_1, accuracy::log_kv_float_ulp),
       bessel_plans(log_kv, as_int<log_kv_region_of>)},
      {"log_ive",
       "v",
       "x",
       log_ive,
       log_ive,
       reference::log_ive,
       as_int<log_iv_region_of>,
       log_iv_regions,
       {ulp_measure(accuracy::log_ive_ulp, accuracy::log_ive_float_ulp)},
       bessel_plans(log_iv, as_int<log_iv_region_of>)},
      {"log_kve",
       "v",
       "x",
       log_kve,
       log_kve,
       reference::log_kve,
       as_int<log_kv_region_of>,
       log_kv_regions,
       {make_measure("scaled", accuracy::log_kve_scaled, 0.0,
                     [](auto computed, const real& exact, point) {
                       return std::isfinite(computed) ? scaled_error(computed, exact, 1.0)
                                                      : ulp_error(computed, exact);
                     }),
        make_measure("ULP above 1/16", accuracy::log_kve_ulp, accuracy::log_kve_float_ulp,
                     [](auto computed, const real& exact, point) {
                       return abs(exact) > 0.0625 ? ulp_error(computed, exact) : not_here;
                     })},
       bessel_plans(log_kve, as_int<log_kv_region_of>)},
      {"log_iv_negative", "-v", "x", log_iv_negative, log_iv_negative, exact_log_iv_negative,
       log_iv_negative_region_of, log_iv_regions, negative_order_measures(0.0),
       negative_order_plans(iv_sign_negative)},
      {"log_ive_negative", "-v", "x", log_ive_negative, log_ive_negative, exact_log_ive_negative,
       log_iv_negative_region_of, log_iv_regions, negative_order_measures(1.0),
       negative_order_plans(iv_sign_negative)},
      {"iv_ratio",
       "v",
       "x",
       iv_ratio,
       iv_ratio,
       reference::iv_ratio,
       as_int<iv_ratio_region_of>,
       iv_ratio_regions,
       {ulp_measure(accuracy::iv_ratio_ulp, accuracy::iv_ratio_float_ulp)},
       ratio_plans(as_int<iv_ratio_region_of>)},
      {"iv_ratio_c",
       "v",
       "x",
       iv_ratio_c,
       iv_ratio_c,
       reference::iv_ratio_c,
       as_int<iv_ratio_region_of>,
       iv_ratio_regions,
       {ulp_measure(accuracy::iv_ratio_c_ulp, accuracy::iv_ratio_float_ulp)},
       ratio_plans(as_int<iv_ratio_region_of>)},
      {"kv_ratio",
       "v",
       "x",
       kv_ratio,
       kv_ratio,
       reference::kv_ratio,
       as_int<kv_ratio_region_of>,
       kv_ratio_regions,
       {ulp_measure(accuracy::kv_ratio_ulp, accuracy::kv_ratio_float_ulp)},
       ratio_plans(as_int<kv_ratio_region_of>)},
      log_iv_derivative("log_iv_dv", log_iv_dv, log_iv_dv, reference::log_iv_dv,
                        accuracy::log_iv_dv_ulp, accuracy::log_iv_dv_float_ulp),
      log_iv_derivative("log_iv_dx", log_iv_dx, log_iv_dx, reference::log_iv_dx,
                        accuracy::log_iv_dx_ulp, accuracy::log_iv_dx_float_ulp),
      log_iv_derivative("log_iv_dvv", log_iv_dvv, log_iv_dvv, reference::log_iv_dvv,
                        accuracy::log_iv_dvv_ulp, accuracy::log_iv_dvv_float_ulp),
      log_iv_dxx_function(),
      log_kv_derivative("log_kv_dv", log_kv_dv, log_kv_dv, reference::log_kv_dv,
                        accuracy::log_kv_dv_ulp, accuracy::log_kv_dv_float_ulp),
      log_kv_derivative("log_kv_dx", log_kv_dx, log_kv_dx, reference::log_kv_dx,
                        accuracy::log_kv_dx_ulp, accuracy::log_kv_dx_float_ulp),
      log_kv_derivative("log_kv_dvv", log_kv_dvv, log_kv_dvv, reference::log_kv_dvv,
                        accuracy::log_kv_dvv_ulp, accuracy::log_kv_dvv_float_ulp),
      log_kv_derivative("log_kv_dxx", log_kv_dxx, log_kv_dxx, reference::log_kv_dxx,
                        accuracy::log_kv_dxx_ulp, accuracy::log_kv_dxx_float_ulp),
      {"vmf_log_normalizer", "dim", "kappa", vmf_log_normalizer, nullptr,
       reference::vmf_log_normalizer, vmf_region_of, log_iv_regions,
       vmf_measures(accuracy::vmf_log_normalizer_ulp, accuracy::vmf_log_normalizer_scaled,
                    circle_size),
       vmf_normalizer_plans(vmf_region_of)},
      {"vmf_log_peak", "dim", "kappa", vmf_log_peak, nullptr, exact_log_peak, vmf_region_of,
       log_iv_regions,
       vmf_measures(accuracy::vmf_log_peak_ulp, accuracy::vmf_log_peak_scaled, peak_size),
       vmf_normalizer_plans(vmf_region_of)},
      {"vmf_entropy",
       "dim",
       "kappa",
       vmf_entropy,
       nullptr,
       exact_entropy,
       vmf_region_of,
       log_iv_regions,
       {make_measure("scaled", accuracy::vmf_entropy_scaled, 0.0,
                     [peak_size](auto computed, const real& exact, point at) {
                       return scaled_error(computed, exact, peak_size(at));
                     })},
       vmf_normalizer_plans(vmf_region_of)},
      {"vmf_variance",
       "dim",
       "kappa",
       vmf_variance,
       nullptr,
       exact_variance,
       nullptr,
       {},
       {ulp_measure(accuracy::vmf_variance_ulp, 0.0)},
       vmf_normalizer_plans(vmf_region_of)},
      {"vmf_kappa",
       "dim",
       "rbar",
       vmf_kappa,
       nullptr,
       reference::vmf_kappa,
       nullptr,
       {},
       {ulp_measure(accuracy::vmf_kappa_ulp, 0.0)},
       vmf_kappa_plans()},
      {"vmf_kappa_c",
       "dim",
       "c",
       vmf_kappa_c,
       nullptr,
       reference::vmf_kappa_c,
       nullptr,
       {},
       {ulp_measure(accuracy::vmf_kappa_ulp, 0.0)},
       vmf_kappa_c_plans()},
      {"vmf_kappa_drbar",
       "dim",
       "rbar",
       vmf_kappa_drbar,
       nullptr,
       reference::vmf_kappa_drbar,
       nullptr,
       {},
       {ulp_measure(accuracy::vmf_kappa_drbar_ulp, 0.0)},
       vmf_kappa_plans()},
      {"vmf_kappa_c_drbar",
       "dim",
       "c",
       vmf_kappa_c_drbar,
       nullptr,
       reference::vmf_kappa_c_drbar,
       nullptr,
       {},
       {ulp_measure(accuracy::vmf_kappa_drbar_ulp, 0.0)},
       vmf_kappa_c_plans()},
  };
}

const std::pair<std::string, decltype(tested_function::witness)> witnesses[] = {
    {"log_iv", reference::arb::log_iv},         {"log_kv", reference::arb::log_kv},
    {"log_ive", reference::arb::log_ive},       {"log_kve", reference::arb::log_kve},
    {"iv_ratio", reference::arb::iv_ratio},     {"iv_ratio_c", reference::arb::iv_ratio_c},
    {"kv_ratio", reference::arb::kv_ratio},     {"log_iv_dv", reference::arb::log_iv_dv},
    {"log_iv_dx", reference::arb::log_iv_dx},   {"log_iv_dvv", reference::arb::log_iv_dvv},
    {"log_iv_dxx", reference::arb::log_iv_dxx}, {"log_kv_dv", reference::arb::log_kv_dv},
    {"log_kv_dx", reference::arb::log_kv_dx},   {"log_kv_dvv", reference::arb::log_kv_dvv},
    {"log_kv_dxx", reference::arb::log_kv_dxx}};

}  // namespace

const std::vector<tested_function>& tested_functions() {
  static const std::vector<tested_function> functions = [] {
    std::vector<tested_function> all = make_functions();
    for (tested_function& f : all) {
      for (const auto& [name, witness] : witnesses) {
        if (f.name == name) f.witness = witness;
      }
    }
    return all;
  }();
  return functions;
}

const tested_function& tested_function_named(const std::string& name) {
  for (const tested_function& each : tested_functions()) {
    if (each.name == name) return each;
  }
  throw std::invalid_argument("no function " + name);
}

}  // namespace logbessel::harness
