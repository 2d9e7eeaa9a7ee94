/// @file
/// How certain a von Mises-Fisher fit is: estimates of kappa free of mu, intervals, cones, conjugate priors. The density of
/// the resultant length R of n points (Mardia and Jupp, Directional Statistics, 2000, 9.2) depends on kappa through
///
///     log L(kappa) = psi(kappa R) - n psi(kappa),   psi = -log C,
///
/// without mu. Maximum likelihood takes the length that R has by chance for concentration, by a factor of two where n = dim and
/// kappa is below sqrt(dim); this marginal likelihood (Schou, Biometrika 65, 1978) does not, for any dim. Weights count as rows
/// that are repeated.
#pragma once

#include <logbessel/vmf_divergence.hpp>
#include <logbessel/vmf_fit.hpp>
#include <logbessel/vmf_marginal.hpp>

namespace logbessel {

struct vmf_interval {
  double low, high;
};

namespace detail {

/// The marginal likelihood of a kappa that groups of points share, each with a mean direction of its own.
class vmf_marginal_likelihood {
 public:
  /// Throws std::invalid_argument where a group has no more weight than one row, or dims differ.
  explicit vmf_marginal_likelihood(const std::vector<vmf_statistics>& groups) {
    if (groups.empty()) refuse("no groups");
    dim_ = static_cast<double>(groups.front().dim());
    for (const vmf_statistics& group : groups) {
      if (group.dim() != groups.front().dim())
        refuse("groups of dim ", groups.front().dim(), " and ", group.dim());
      const double n = group.total_weight();
      if (!(n > 1.0)) refuse("rows of total weight ", n, " say nothing of kappa");
      groups_.push_back({n, n * group.resultant_length(), n * group.resultant_length_c()});
    }
  }

  double dim() const { return dim_; }

  /// Whether all points of each group are the same.
  bool is_point_mass() const {
    double apart = 0.0;
    for (const lengths& g : groups_) apart += g.rest;
    return apart == 0.0;
  }

  /// sum n A(kappa) - R A(kappa R), minus the derivative of log L.
  double score(double kappa) const {
    const ratio_and_complement<double> at = vmf_ratio_both(dim_, kappa);
    double sum = 0.0;
    for (const lengths& g : groups_) {
      const ratio_and_complement<double> far = vmf_ratio_both(dim_, kappa * g.R);
      sum += at.ratio < 0.5 ? g.n * at.ratio - g.R * far.ratio
                            : g.rest - g.n * at.complement + g.R * far.complement;
    }
    return sum;
  }

  /// The derivative of the score, the observed information.
  double information(double kappa) const {
    double sum = 0.0;
    for (const lengths& g : groups_) {
      sum += g.n * vmf_slope(dim_, kappa) - g.R * vmf_slope(dim_, kappa * g.R) * g.R;
    }
    return sum;
  }

  /// Where the score is `target`, 0 or below the limit n - R that it rises to; 0 where it starts above, inf for a point mass.
  double kappa_at(double target) const {
    if (is_point_mass()) return infinity;
    double curvature = 0.0;  // of sum n kappa^2/2 - (kappa R)^2/2 at zero
    for (const lengths& g : groups_) curvature += g.n - g.R * g.R;
    if (target == 0.0 && curvature >= 0.0) return 0.0;
    double high = 1.0;
    while (score(high) <= target) high *= 4.0;
    return root([&](double kappa) { return score(kappa) - target; }, 0.0, high);
  }

  /// log L(at) - log L(kappa) - score(at) (kappa - at).
  double slope_free_fall(double at, double kappa) const {
    double sum = 0.0;
    for (const lengths& g : groups_) {
      sum +=
          g.n * vmf_bregman(dim_, at, kappa - at) - vmf_bregman(dim_, at * g.R, (kappa - at) * g.R);
    }
    return sum;
  }

  /// The x in (low, high) where a continuous f changes its sign from minus at low to plus at high.
  template <class F>
  static double root(F f, double low, double high) {
    for (int i = 0; i < 1100 && high - low > 0x1p-50 * high; ++i) {
      const double middle =
          low > 0.0 && low < 0.25 * high ? sqrt(low) * sqrt(high) : 0.5 * (low + high);
      (f(middle) > 0.0 ? high : low) = middle;
    }
    return 0.5 * (low + high);
  }

 private:
  struct lengths {
    double n, R, rest;  // rest = n - R
  };
  double dim_;
  std::vector<lengths> groups_;
};

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

/// A conjugate prior, proportional to (C(kappa) exp(kappa rbar mu.mu0))^weight: as if `weight` rows of mean resultant length
/// rbar about mu0 had been seen. Merged with the statistics of the data it makes those of the posterior; vmf_fit of these is
/// the maximum a posteriori. Errors: std::invalid_argument where mu0 is not unit, rbar is outside [0, 1] or the weight is
/// negative or not finite.
inline vmf_statistics vmf_conjugate_prior(const std::vector<double>& mu0, double rbar,
                                          double weight) {
  const std::size_t dim = detail::checked_dim(mu0.size());
  if (!(rbar >= 0.0 && rbar <= 1.0)) detail::refuse("rbar is ", rbar);
  const detail::row_length length = detail::length_of(mu0.data(), dim);
  detail::check_length<double>(length, vmf_rows::unit, "mu0");
  const detail::double_double<double> factor = detail::two_prod(weight, rbar) / length.scaled;
  std::vector<double> hi(dim);
  std::vector<double> lo(dim);
  for (std::size_t i = 0; i < dim; ++i) {
    const detail::double_double<double> a = factor * mu0[i];
    hi[i] = a.hi;
    lo[i] = a.lo;
  }
  return vmf_statistics::from_sums(dim, hi.data(), lo.data(), weight, 0.0, 0);
}

/// The posterior of kappa and mu, given the statistics of the data with a conjugate prior merged in, and a prior measure
/// uniform in kappa and mu. That of kappa is proportional to the marginal likelihood; given kappa, mu has the von Mises-Fisher
/// distribution about mean_direction() of concentration kappa R.
/// Errors: std::invalid_argument where the weight is one or less or all points are the same, for which the posterior is no
/// distribution.
class vmf_posterior {
 public:
  explicit vmf_posterior(const vmf_statistics& statistics)
      : likelihood_(std::vector<vmf_statistics>{statistics}), tails_(checked(likelihood_)) {}
  vmf_posterior(const vmf_posterior&) = delete;
  vmf_posterior& operator=(const vmf_posterior&) = delete;

  /// The kappa of highest density.
  double kappa_mode() const { return likelihood_.kappa_at(0.0); }

  /// P(kappa' <= kappa) and P(kappa' >= kappa).
  vmf_tails kappa_tails(double kappa) const {
    const detail::two_tails p = tails_(detail::log_two_words(kappa, 0.0).hi);
    return {p.below, p.above};
  }

  /// The kappa below which the share 0 < p < 1 of the posterior lies.
  double kappa_quantile(double p) const {
    detail::check_level(p);
    double high = detail::max(kappa_mode(), 1.0);
    while (kappa_tails(high).above > 1.0 - p) high *= 4.0;
    return likelihood_.root([&](double kappa) { return kappa_tails(kappa).below - p; }, 0.0, high);
  }

 private:
  /// The density in log kappa, kappa L(kappa).
  struct density {
    const detail::vmf_marginal_likelihood* likelihood;

    struct foot {
      const detail::vmf_marginal_likelihood* likelihood;
      double kappa, score, slope, bend;

      double rise(double u) const {
        const double other = kappa * detail::exp_anywhere(u);
        return u - score * (other - kappa) - likelihood->slope_free_fall(kappa, other);
      }
    };

    double low() const { return -detail::infinity; }
    double high() const { return detail::infinity; }
    double mode() const {
      double top = 1.0;
      while (top * likelihood->score(top) <= 1.0) top *= 4.0;
      const double kappa =
          likelihood->root([&](double k) { return k * likelihood->score(k) - 1.0; }, 0.0, top);
      return detail::log_two_words(kappa, 0.0).hi;
    }
    foot at(double log_kappa) const {
      const double kappa = detail::exp_anywhere(log_kappa);
      const double score = likelihood->score(kappa);
      return {likelihood, kappa, score, 1.0 - kappa * score,
              -kappa * (score + kappa * likelihood->information(kappa))};
    }
  };

  static density checked(const detail::vmf_marginal_likelihood& likelihood) {
    if (likelihood.is_point_mass()) detail::refuse("all rows are the same: kappa has no posterior");
    return {&likelihood};
  }

  detail::vmf_marginal_likelihood likelihood_;
  detail::tails_of<density> tails_;
};

}  // namespace logbessel
