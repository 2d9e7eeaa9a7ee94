/// @file
/// Sampling plans: named ways to draw the points at which a function is measured.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "error_summary.hpp"
#include "random_source.hpp"

namespace logbessel::harness {

struct plan {
  std::string name;
  std::string description;
  /// Point `index` of the plan; most plans look at the random numbers alone.
  std::function<point(random_source&, std::uint64_t index)> draw;
};

using scalar_function = double (*)(double, double);
/// What serves a point, as a small integer.
using region_function = int (*)(double, double);

/// Fifty orders: zero, tiny, integers, half-integers, both sides of the cut-offs, those of vMF distributions.
const std::vector<double>& listed_orders();

/// Uniform in a box, linearly or in the logarithm.
plan box_plan(double a_low, double a_high, double b_low, double b_high, bool is_logarithmic);

/// Fixed points, one after another.
plan list_plan(const std::string& name, const std::string& description, std::vector<point> points);

/// For functions of an order v >= 0 and an argument x > 0: the quarter-plane from subnormal to DBL_MAX, small and
/// half-integer orders, both sides of every border of `region_of`, and all floats x for 50 orders.
std::vector<plan> quarter_plane_plans(region_function region_of);

/// The same for those that change their sign once in x for most v, with the curve on which f is zero down to the
/// doubles beside it.
std::vector<plan> bessel_plans(scalar_function f, region_function region_of);

/// For I of order -v, v > 0, whose sign is `sign`: beside its zeros, beside integers, and where I_v and K_v are near
/// each other.
std::vector<plan> negative_order_plans(scalar_function sign);

/// For ratios of orders v >= 1/2.
std::vector<plan> ratio_plans(region_function region_of);

/// For the von Mises-Fisher normaliser, of dim >= 2 and kappa >= 0.
std::vector<plan> vmf_normalizer_plans(region_function region_of);

/// For the inverse of the mean resultant length, of dim >= 2 and rbar; or, for its complement form, of c = 1 - rbar.
std::vector<plan> vmf_kappa_plans();
std::vector<plan> vmf_kappa_c_plans();

}  // namespace logbessel::harness
