/// @file
/// Tests of hypotheses on von Mises-Fisher data, from the statistics of each group; only the goodness of fit needs the rows.
/// Weights count as rows that are repeated. p values are the probabilities, under the hypothesis, of what is at least as far
/// from it; docs/vmf.md says how near they are in small samples.
#pragma once

#include <logbessel/vmf_distribution.hpp>
#include <logbessel/vmf_inference.hpp>

#include <algorithm>
#include <utility>

namespace logbessel {

struct vmf_test {
  double statistic, p_value;
};

/// Rayleigh's test of uniformity against any mean direction. The statistic is T = (R^2 - n)/sqrt(2 n (n - 1)/dim), of mean 0
/// and variance 1. Its law is taken for (chi^2_m - m)/sqrt(2 m), m = dim n (n - 1)/(n - 2)^2, which has its first three moments for
/// every n and dim, and is right as n or dim grows: chi^2_dim or normal (cf. Paindaveine and Verdebout, Bernoulli 22, 2016).
/// Errors: std::invalid_argument for a total weight below 3.
inline vmf_test vmf_rayleigh_test(const vmf_statistics& statistics) {
  const double n = statistics.total_weight();
  if (!(n >= 3.0)) detail::refuse("rows of total weight ", n, ", below 3");
  const double dim = static_cast<double>(statistics.dim());
  const double R = n * statistics.resultant_length();
  const double T = (R * R - n) / detail::sqrt(2.0 * n * (n - 1.0) / dim);
  const double m = dim * (n / (n - 2.0)) * ((n - 1.0) / (n - 2.0));
  const double half = 0.5 * m + T * detail::sqrt(0.5 * m);
  if (!(half > 0.0)) return {T, 1.0};
  const detail::tails_of<detail::root_gamma_density> tails(detail::root_gamma_density{0.5 * m});
  return {T, tails(detail::sqrt(half)).above};
}

namespace detail {

inline void check_groups(const std::vector<vmf_statistics>& groups) {
  if (groups.size() < 2) refuse("a test between groups needs two, not ", groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].dim() != groups[0].dim())
      refuse("groups of dim ", groups[0].dim(), " and ", groups[i].dim());
    if (!(groups[i].total_weight() > 1.0))
      refuse("group ", i, " has weight ", groups[i].total_weight(), ", not above 1");
  }
}

/// P(chi^2_k >= x).
inline double chi_square_tail(double k, double x) {
  return tails_of<root_gamma_density>(root_gamma_density{0.5 * k})(sqrt(max(0.5 * x, 0.0))).above;
}

}  // namespace detail

/// Whether groups of any mean directions share their kappa: the statistic is twice the logarithm of the ratio of marginal
/// likelihoods, of which the mean directions are no part in any dim, its law chi^2 of one less than the number of groups.
/// In the limit of high concentration it is Bartlett's test without his correction.
/// Errors: std::invalid_argument for less than two groups, dims that differ, a weight of 1 or less, equal points only.
inline vmf_test vmf_equal_kappa_test(const std::vector<vmf_statistics>& groups) {
  detail::check_groups(groups);
  const double common = vmf_marginal_kappa(groups);
  double half = 0.0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const detail::vmf_marginal_likelihood alone(std::vector<vmf_statistics>{groups[i]});
    if (alone.is_point_mass()) detail::refuse("all rows of group ", i, " are the same");
    half += alone.slope_free_fall(alone.kappa_at(0.0), common);
  }
  return {2.0 * half, detail::chi_square_tail(static_cast<double>(groups.size() - 1), 2.0 * half)};
}

/// Whether groups of equal kappa share their mean direction. The statistic is the likelihood ratio
///
///     LR = 2 n (psi*(rbar_1) - psi*(rbar_0)),   psi*(rbar) = kappa rbar - psi(kappa),   rbar_1 = sum R_i/n, rbar_0 = R/n,
///
/// and 1 - exp(-LR/(n (dim - 1))) is taken for beta distributed, of (g - 1) (dim - 1)/2 and (n - g) (dim - 1)/2: the test of
/// Watson and Williams (Biometrika 43, 1956) in the limit of high concentration, chi^2 in that of many rows. Where kappa is
/// near 0 there are no directions to compare, and it rejects too often (docs/vmf.md): trust it where
/// vmf_rayleigh_test of all rows together is clear, or take the permutations below.
/// Errors: as vmf_equal_kappa_test.
inline vmf_test vmf_equal_directions_test(const std::vector<vmf_statistics>& groups) {
  using namespace detail;
  check_groups(groups);
  vmf_statistics all(groups[0].dim());
  double rest = 0.0;
  for (const vmf_statistics& group : groups) {
    all.merge(group);
    rest += group.total_weight() * group.resultant_length_c();
  }
  if (rest == 0.0) refuse("all rows of each group are the same");
  const double dim = static_cast<double>(all.dim());
  const double n = all.total_weight();
  const double g = static_cast<double>(groups.size());
  const double apart = vmf_common_kappa(groups);
  const double together = vmf_common_kappa({all});
  const double half = n * fma(together, max(all.resultant_length_c() - rest / n, 0.0),
                              vmf_bregman(dim, apart, together, together - apart));
  const double y = min(2.0 * half / (n * (dim - 1.0)), 700.0);
  const exp_and_quotient<double> e = exp_two_words(double_double<double>{-y, 0.0});
  const tails_of<angle_density> tails(
      angle_density{0.5 * (g - 1.0) * (dim - 1.0), 0.5 * (n - g) * (dim - 1.0), 0.0});
  return {2.0 * half, tails(turns_of(sqrt(y * e.quotient.hi), sqrt(e.exp.hi))).above};
}

/// The same from the rows, by permutation: the statistic is sum R_i, and the p value (1 + how many are as large)/(1 + permutations)
/// over random ones of the group numbers. It rejects with probability at most its level, whatever the distribution that the
/// groups share, uniform or not von Mises-Fisher at all.
/// Errors: std::invalid_argument for less than two groups, a group without rows, rows that are no good, no permutations.
template <class Real>
vmf_test vmf_equal_directions_permutation_test(const Real* x, std::size_t rows, std::size_t columns,
                                               const std::uint32_t* groups, std::uint64_t seed,
                                               std::size_t permutations = 999,
                                               vmf_rows kind = vmf_rows::unit) {
  if (permutations == 0) detail::refuse("no permutations");
  std::vector<double> unit(rows * columns);
  std::vector<std::uint32_t> group(groups, groups + rows);
  std::size_t count = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    const detail::row_length length = detail::length_of(x + i * columns, columns);
    detail::check_length<Real>(length, kind, "row ", i);
    for (std::size_t j = 0; j < columns; ++j)
      unit[i * columns + j] =
          static_cast<double>(x[i * columns + j]) * length.scale / length.scaled.hi;
    if (group[i] >= rows)
      detail::refuse("row ", i, " is of group ", group[i], " for ", rows, " rows");
    count = std::max<std::size_t>(count, group[i] + std::size_t{1});
  }
  std::vector<bool> has_rows(count);
  for (const std::uint32_t g : group) has_rows[g] = true;
  for (std::size_t g = 0; g < count; ++g)
    if (!has_rows[g]) detail::refuse("group ", g, " has no rows");
  if (count < 2) detail::refuse("a test between groups needs two, not ", count);

  std::vector<double> sums(count * columns);
  const auto lengths = [&] {
    std::fill(sums.begin(), sums.end(), 0.0);
    for (std::size_t i = 0; i < rows; ++i) {
      double* const sum = &sums[group[i] * columns];
      for (std::size_t j = 0; j < columns; ++j) sum[j] += unit[i * columns + j];
    }
    double all = 0.0;
    for (std::size_t g = 0; g < count; ++g)
      all += detail::length_of(&sums[g * columns], columns).value();
    return all;
  };
  const double seen = lengths();
  std::size_t as_large = 0;
  for (std::size_t p = 0; p < permutations; ++p) {
    for (std::size_t i = rows - 1; i > 0; --i) {
      const double u = detail::uniforms_at(seed, i, 1 + p, 1).first;
      std::swap(group[i], group[static_cast<std::size_t>(u * static_cast<double>(i + 1))]);
    }
    // What is equal but for rounding is as large.
    as_large += lengths() >= seen * (1.0 - 0x1p-40);
  }
  return {seen, static_cast<double>(1 + as_large) / static_cast<double>(1 + permutations)};
}

/// Whether rows are von Mises-Fisher distributed at all, about any mu with any kappa: the Cramer-von Mises statistic of F(mu.x)
/// at the fit, and its p value by fits of `replicates` samples of the fitted distribution, (1 + how many are as far)/(1 +
/// replicates), which is exact but for the error of the fit. It sees the marginal of mu.x, not how x turns about mu.
/// Errors: std::invalid_argument for what vmf_statistics refuses, fewer than 3 rows, rows that are all the same, no replicates.
template <class Real>
vmf_test vmf_goodness_of_fit(const Real* x, std::size_t rows, std::size_t columns,
                             std::uint64_t seed, std::size_t replicates = 199,
                             vmf_rows kind = vmf_rows::unit) {
  if (rows < 3) detail::refuse(rows, " rows, fewer than 3");
  if (replicates == 0) detail::refuse("no replicates");
  const auto distance = [&](const auto* points, const vmf_fit_result& fit) {
    const von_mises_fisher f(fit.mu, fit.kappa);
    const vmf_marginal marginal(f.dim(), fit.kappa);
    std::vector<double> u(rows);
    for (std::size_t i = 0; i < rows; ++i) {
      u[i] = marginal(f.cosine_c(points + i * columns, columns, kind)).below;
    }
    std::sort(u.begin(), u.end());
    const double n = static_cast<double>(rows);
    double sum = 1.0 / (12.0 * n);
    for (std::size_t i = 0; i < rows; ++i) {
      const double gap = u[i] - (static_cast<double>(i) + 0.5) / n;
      sum = detail::fma(gap, gap, sum);
    }
    return sum;
  };
  const vmf_fit_result fit = vmf_fit(x, rows, columns, nullptr, kind);
  if (fit.kappa == detail::infinity) detail::refuse("all rows are the same");
  const double seen = distance(x, fit);
  const von_mises_fisher fitted(fit.mu, fit.kappa);
  std::vector<double> sample(rows * columns);
  std::size_t as_far = 0;
  for (std::size_t k = 0; k < replicates; ++k) {
    fitted.sample(seed, k * rows, rows, sample.data(), columns);
    if (distance(sample.data(), vmf_fit(sample.data(), rows, columns)) >= seen) ++as_far;
  }
  return {seen, static_cast<double>(1 + as_far) / static_cast<double>(1 + replicates)};
}

}  // namespace logbessel
