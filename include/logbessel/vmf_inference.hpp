/// @file
/// How certain a von Mises-Fisher fit is: estimates of kappa free of mu, intervals for kappa, cones for mu. The density of
/// the resultant length R of n points (Mardia and Jupp, Directional Statistics, 2000, 9.2) depends on kappa through
///
///     log L(kappa) = psi(kappa R) - n psi(kappa),   psi = -log C,
///
/// without mu. Maximum likelihood takes the length that R has by chance, about sqrt(n), for concentration: of uniform points it makes
/// a kappa of about dim/sqrt(n). This marginal likelihood (Schou, Biometrika 65, 1978) does not, in any dim. Weights count as
/// rows that are repeated.
#pragma once

#include <logbessel/detail/vmf_marginal_likelihood.hpp>
#include <logbessel/vmf_fit.hpp>
#include <logbessel/vmf_marginal.hpp>

namespace logbessel {

struct vmf_interval {
  double low, high;
};

namespace detail {

inline void check_level(double level) {
  if (!(level > 0.0 && level < 1.0)) refuse("level is ", level);
}

/// Half the square of the normal deviate outside of which, on both sides, `outside` is left.
inline double half_square_of_normal(double outside) {
  const double s =
      tails_of<root_gamma_density>(root_gamma_density{0.5}).upper_quantile(outside, 30.0);
  return s * s;
}

}  // namespace detail

/// The kappa that maximises the marginal likelihood; with several groups, the kappa that they share. 0 where R^2 <= n, as for
/// uniform points half the time; inf where all points of each group are the same.
/// Errors: std::invalid_argument where a group has no more weight than one row, or dims differ.
inline double vmf_marginal_kappa(const std::vector<vmf_statistics>& groups) {
  return detail::vmf_marginal_likelihood(groups).kappa_at(0.0);
}
inline double vmf_marginal_kappa(const vmf_statistics& statistics) {
  return vmf_marginal_kappa(std::vector<vmf_statistics>{statistics});
}

/// The maximum-likelihood kappa that groups share, each with a mean direction of its own: A(kappa) = sum R/sum n.
/// Errors: std::invalid_argument where there is no weight, or dims differ.
inline double vmf_common_kappa(const std::vector<vmf_statistics>& groups) {
  if (groups.empty()) detail::refuse("no groups");
  double n = 0.0;
  double R = 0.0;
  double rest = 0.0;
  for (const vmf_statistics& group : groups) {
    if (group.dim() != groups.front().dim())
      detail::refuse("groups of dim ", groups.front().dim(), " and ", group.dim());
    const double weight = group.total_weight();
    if (!(weight > 0.0)) continue;
    n += weight;
    R += weight * group.resultant_length();
    rest += weight * group.resultant_length_c();
  }
  if (!(n > 0.0)) detail::refuse("rows of total weight ", n, " have no fit");
  const double dim = static_cast<double>(groups.front().dim());
  return rest < 0.5 * n ? vmf_kappa_c(dim, rest / n) : vmf_kappa(dim, R / n);
}

/// The kappas that a test of the marginal likelihood does not refuse: 2 log(L(best)/L(kappa)) <= chi^2 of one degree of
/// freedom. Its coverage nears `level` as n grows, and holds within a few percent from n = 5 on for every dim (docs/vmf.md).
/// Errors: as vmf_marginal_kappa; a level outside (0, 1); points that are all the same.
inline vmf_interval vmf_kappa_interval(const vmf_statistics& statistics, double level) {
  detail::check_level(level);
  const detail::vmf_marginal_likelihood likelihood({statistics});
  if (likelihood.is_point_mass()) detail::refuse("all rows are the same: kappa has no upper bound");
  const double best = likelihood.kappa_at(0.0);
  const double depth = detail::half_square_of_normal(1.0 - level);
  const auto beyond = [&](double kappa) { return likelihood.slope_free_fall(best, kappa) - depth; };
  double high = best > 0.0 ? 2.0 * best : 1.0;
  while (beyond(high) <= 0.0) high *= 2.0;
  const double low = best == 0.0 || beyond(0.0) <= 0.0
                         ? 0.0
                         : likelihood.root([&](double kappa) { return -beyond(kappa); }, 0.0, best);
  return {low, likelihood.root(beyond, best, high)};
}

/// 1 - cos of the half-angle of the cone about the mean direction that holds mu at the level; 2, all of the sphere, where
/// vmf_marginal_kappa is 0. Given R, the mean direction has a von Mises-Fisher distribution of concentration kappa R about mu,
/// for every n and dim. For kappa unknown the quantile is stretched by that of F, of dim - 1 and 2 kappa^2 information degrees
/// of freedom, over that of chi^2, which is exact in the limit of high concentration.
/// Errors: as vmf_kappa_interval.
inline double vmf_direction_cone_c(const vmf_statistics& statistics, double level) {
  detail::check_level(level);
  const detail::vmf_marginal_likelihood likelihood({statistics});
  const double kappa = likelihood.kappa_at(0.0);
  if (kappa == 0.0) return 2.0;
  if (kappa == detail::infinity) return 0.0;
  const double R = statistics.total_weight() * statistics.resultant_length();
  const double dim = likelihood.dim();
  const double c = vmf_marginal(dim, kappa * R).quantile_c(1.0 - level);
  const double a = 0.5 * (dim - 1.0);
  const double b = detail::max(0.5, kappa * kappa * likelihood.information(kappa));
  const double outside = 1.0 - level;
  const double angle = detail::tails_of<detail::angle_density>(detail::angle_density{a, b, 0.0})
                           .upper_quantile(outside, 0.25);
  const double s = detail::tails_of<detail::root_gamma_density>(detail::root_gamma_density{a})
                       .upper_quantile(outside, detail::sqrt(a) + 30.0);
  const auto [sin, cos] = detail::sin_cos_of_turns(angle);
  return detail::min(c * (b * (sin / cos) * (sin / cos) / (s * s)), 2.0);
}

}  // namespace logbessel
