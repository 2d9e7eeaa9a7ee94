/// @file
/// The density of the resultant length R of n von Mises-Fisher points depends on kappa through
///
///     log L(kappa) = psi(kappa R) - n psi(kappa),   psi = -log C,
///
/// without mu (Mardia and Jupp, Directional Statistics, 2000, 9.2).
#pragma once

#include <logbessel/vmf_divergence.hpp>
#include <logbessel/vmf_statistics.hpp>

namespace logbessel {

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
    const ratio_in_words<double> at = vmf_ratio_both(dim_, kappa);
    double sum = 0.0;
    for (const lengths& g : groups_) {
      const ratio_in_words<double> far = vmf_ratio_both(dim_, kappa * g.R);
      sum += at.ratio.hi < 0.5 ? g.n * at.ratio.hi - g.R * far.ratio.hi
                               : g.rest - g.n * at.complement.hi + g.R * far.complement.hi;
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
      sum += g.n * vmf_bregman(dim_, at, kappa, kappa - at) -
             vmf_bregman(dim_, at * g.R, kappa * g.R, (kappa - at) * g.R);
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

}  // namespace detail

}  // namespace logbessel
