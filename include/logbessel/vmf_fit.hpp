/// @file
/// Fitting a von Mises-Fisher distribution by maximum likelihood. With W and S the weight and the
/// weighted sum of the rows, rbar = |S|/W and A the mean resultant length,
///
///     mu = S/|S|,   kappa = the solution of A(kappa) = rbar,   log L = W (log C + kappa rbar).
#pragma once

#include <logbessel/vmf.hpp>
#include <logbessel/vmf_statistics.hpp>

namespace logbessel {

/// A fitted distribution. If all rows point the same way, rbar = 1 and kappa and log_likelihood are
/// inf: the density is a point mass. If S = 0, kappa = 0 and mu is the first axis.
struct vmf_fit_result {
  std::vector<double> mu;  // mean direction, of length dim
  double kappa;            // concentration
  double rbar;             // mean resultant length
  double log_likelihood;   // sum over the rows of weight times log density, in nats
  double total_weight;     // sum of the weights
  std::uint64_t count;     // number of rows
};

/// The maximum-likelihood fit. Throws std::invalid_argument where the total weight is zero.
inline vmf_fit_result vmf_fit(const vmf_statistics& statistics) {
  const double W = statistics.total_weight();
  if (!(W > 0.0)) detail::refuse(statistics.count(), " rows of total weight ", W, " have no fit");
  const double dim = static_cast<double>(statistics.dim());
  const double rbar = statistics.resultant_length();
  const double c = statistics.resultant_length_c();
  const double kappa = c < 0.5 ? vmf_kappa_c(dim, c) : vmf_kappa(dim, rbar);
  const double log_likelihood =
      kappa < detail::infinity ? W * detail::fma(-kappa, c, vmf_log_peak(dim, kappa)) : kappa;
  return {statistics.mean_direction(), kappa, rbar, log_likelihood, W, statistics.count()};
}

/// The fit of the rows of a row-major matrix; weights is null (all one) or holds one weight a row.
/// Throws std::invalid_argument for what vmf_statistics refuses.
template <class Real>
vmf_fit_result vmf_fit(const Real* x, std::size_t rows, std::size_t columns,
                       const double* weights = nullptr, vmf_rows kind = vmf_rows::unit) {
  vmf_statistics statistics(columns, kind);
  statistics.add_rows(x, rows, columns, weights);
  return vmf_fit(statistics);
}

/// log f(x) at unit x[0..size) for mean direction mu and concentration 0 <= kappa < inf, as
///
///     log C + kappa - kappa (1 - mu.x/(|mu| |x|)),
///
/// which does not cancel for large kappa. Throws std::invalid_argument for kappa < 0 or inf, sizes
/// that differ, and mu or x that are not unit within the tolerance of vmf_statistics.
template <class Real>
double vmf_log_density(const std::vector<double>& mu, double kappa, const Real* x,
                       std::size_t size) {
  const double dim = static_cast<double>(detail::checked_dim(mu.size()));
  if (size != mu.size()) detail::refuse("x of ", size, " coordinates, mu of ", mu.size());
  if (!(kappa >= 0.0 && kappa < detail::infinity)) detail::refuse("kappa is ", kappa);
  const detail::row_length mu_length = detail::length_of(mu.data(), size);
  const detail::row_length x_length = detail::length_of(x, size);
  detail::check_length<double>(mu_length, vmf_rows::unit, "mu");
  detail::check_length<Real>(x_length, vmf_rows::unit, "x");
  const detail::double_double<double> lengths = mu_length.scaled * x_length.scaled;
  const double c = ((lengths + -detail::dot(mu.data(), x, size)) / lengths).hi;
  return detail::fma(-kappa, c, vmf_log_peak(dim, kappa));
}

}  // namespace logbessel
