/// @file
/// The M step, and mixtures without the components that have lost their rows.
#pragma once

#include <logbessel/detail/vmf_mixture_sums.hpp>
#include <logbessel/vmf_mixture_options.hpp>

namespace logbessel::detail {

/// A weighted mean of mean resultant lengths, both as rbar and as 1 - rbar.
struct mean_resultant {
  double weight = 0.0, rbar = 0.0, c = 0.0;

  void add(double w, double rbar_, double c_) {
    weight += w;
    rbar = fma(w, rbar_, rbar);
    c = fma(w, c_, c);
  }

  void add(const mean_resultant& other) {
    weight += other.weight;
    rbar += other.rbar;
    c += other.c;
  }

  double kappa(double dim, double largest) const {
    if (!(weight > 0.0)) return 0.0;
    return min(c < 0.5 * weight ? vmf_kappa_c(dim, c / weight) : vmf_kappa(dim, rbar / weight),
               largest);
  }
};

/// With weights that sum to one.
inline vmf_mixture normalised_mixture(std::size_t dim, std::vector<double> weights,
                                      std::vector<double> mus, std::vector<double> kappas,
                                      double noise) {
  double sum = noise;
  for (const double a : weights) sum += a;
  for (double& a : weights) a /= sum;
  return {dim, std::move(weights), std::move(mus), std::move(kappas), noise / sum};
}

/// The M step. 1 - rbar keeps its digits for rows close together: with m = S/W, t = T/W the mean of 1 - mu.x about the old mean
/// direction, and D = m - mu,
///
///     rbar^2 = |mu + D|^2 = 1 + 2 mu.D + |D|^2,   mu.D = -t,   1 - rbar = (2 t - |D|^2)/(1 + rbar).
///
/// A component without rows keeps its mean; kappa is at most largest_kappa, to which the likelihood of what lies beyond rises.
inline vmf_mixture maximised(const vmf_mixture& old, const expectation& e,
                             const vmf_mixture_options& options, double largest_kappa) {
  const std::size_t dim = old.dim();
  const std::size_t K = old.size();
  const double real_dim = static_cast<double>(dim);
  const double n0 = options.prior_weight;
  const double W = e.score.total_weight;
  std::vector<double> weights(K), mus = old.mus(), kappas(K);
  std::vector<double_double<double>> m(dim);
  mean_resultant common;
  for (std::size_t k = 0; k < K; ++k) {
    const double_double<double> Wk = e.W[k];
    weights[k] = Wk.hi / W;
    mean_resultant own;
    if (Wk.hi > 0.0) {
      double* mu = &mus[k * dim];
      double_double<double> squares = {0.0, 0.0};
      double_double<double> moved = {0.0, 0.0};
      for (std::size_t j = 0; j < dim; ++j) {
        m[j] = e.S[k * dim + j] / Wk;
        const double_double<double> D = m[j] + -mu[j];
        squares = squares + m[j] * m[j];
        moved = moved + D * D;
      }
      const double_double<double> t = e.T[k] / Wk;
      const double_double<double> rbar = squares.hi > 0.0 ? sqrt(squares) : squares;
      if (rbar.hi > 0.0) {
        for (std::size_t j = 0; j < dim; ++j) mu[j] = (m[j] / rbar).hi;
      }
      own.add(Wk.hi, min(rbar.hi, 1.0), max((t + t + -moved).hi / (1.0 + rbar.hi), 0.0));
      common.add(own);
    }
    own.add(n0, options.prior_rbar, 1.0 - options.prior_rbar);
    kappas[k] = own.kappa(real_dim, largest_kappa);
  }
  if (options.common_kappa) {
    common.add(n0 * static_cast<double>(K), options.prior_rbar, 1.0 - options.prior_rbar);
    std::fill(kappas.begin(), kappas.end(), common.kappa(real_dim, largest_kappa));
  }
  return normalised_mixture(dim, std::move(weights), std::move(mus), std::move(kappas),
                            e.W.size() > K ? e.W[K].hi / W : 0.0);
}

/// The components of less weight than `least`, or none, but for the largest.
inline std::vector<std::size_t> empty_of(const vmf_mixture& mixture, double least) {
  const std::vector<double>& a = mixture.weights();
  const auto largest = std::max_element(a.begin(), a.end()) - a.begin();
  std::vector<std::size_t> empty;
  for (std::size_t k = 0; k < a.size(); ++k) {
    if ((a[k] < least || a[k] == 0.0) && k != static_cast<std::size_t>(largest)) empty.push_back(k);
  }
  return empty;
}

inline vmf_mixture without_empty(const vmf_mixture& mixture, double least) {
  const std::vector<std::size_t> empty = empty_of(mixture, least);
  if (empty.empty()) return mixture;
  std::vector<double> weights, mus, kappas;
  for (std::size_t k = 0; k < mixture.size(); ++k) {
    if (std::binary_search(empty.begin(), empty.end(), k)) continue;
    weights.push_back(mixture.weights()[k]);
    mus.insert(mus.end(), mixture.mu(k), mixture.mu(k) + mixture.dim());
    kappas.push_back(mixture.kappas()[k]);
  }
  return normalised_mixture(mixture.dim(), std::move(weights), std::move(mus), std::move(kappas),
                            mixture.noise());
}

}  // namespace logbessel::detail
