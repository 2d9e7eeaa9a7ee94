/// @file
/// Bayesian estimates of von Mises-Fisher distributions with conjugate priors.
#pragma once

#include <logbessel/vmf_inference.hpp>

namespace logbessel {

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
