/// @file
/// The steps of online EM.
#pragma once

#include <logbessel/detail/vmf_mixture_maximisation.hpp>

namespace logbessel::detail {

/// What a mixture expects the running means to be.
inline std::vector<double> expected_means(const vmf_mixture& mixture) {
  const double dim = static_cast<double>(mixture.dim());
  std::vector<double> means = mixture.weights();
  if (mixture.noise() > 0.0) means.push_back(mixture.noise());
  for (std::size_t k = 0; k < mixture.size(); ++k)
    means.push_back(mixture.weights()[k] * vmf_mean_resultant_length_c(dim, mixture.kappas()[k]));
  for (std::size_t k = 0; k < mixture.size(); ++k) {
    const double A = vmf_mean_resultant_length(dim, mixture.kappas()[k]);
    for (std::size_t j = 0; j < mixture.dim(); ++j)
      means.push_back(mixture.weights()[k] * A * mixture.mu(k)[j]);
  }
  return means;
}

/// The step of one batch, of which e is, by the share g: of s.running, the means by weight of W, T and S, T about the means of s.mixture,
/// and of s.mixture.
inline void blend(vmf_mixture_state& s, const expectation& e, double g,
                  const vmf_mixture_options& options, double largest_kappa) {
  const std::size_t dim = s.mixture.dim();
  const std::size_t K = s.mixture.size();
  const double_double<double> W = {e.score.total_weight, 0.0};
  double* running = s.running.data();
  const auto step = [&](double sum) {
    const double mean = (double_double<double>{sum, 0.0} / W).hi;
    *running = fma(g, mean - *running, *running);
    return double_double<double>{*running++, 0.0};
  };
  expectation means;
  means.score = {0.0, 0.0, 1.0, 0};
  for (const double_double<double> a : e.W) means.W.push_back(step(a.hi));
  double* T = running;
  for (const double_double<double> a : e.T) means.T.push_back(step(a.hi));
  for (const double_double<double> a : e.S) means.S.push_back(step(a.hi));

  const vmf_mixture old = s.mixture;
  s.mixture = maximised(old, means, options, largest_kappa);
  for (std::size_t k = 0; k < K; ++k) {
    double_double<double> moved = {T[k], 0.0};
    for (std::size_t j = 0; j < dim; ++j)
      moved = moved + means.S[k * dim + j] * (old.mu(k)[j] - s.mixture.mu(k)[j]);
    T[k] = max(moved.hi, 0.0);
  }
}

/// The blocks of a data set in the order of a pass: by random keys.
inline std::vector<std::uint64_t> shuffled_blocks(std::uint64_t blocks, std::uint64_t seed,
                                                  std::uint64_t pass) {
  std::vector<std::pair<double, std::uint64_t>> keyed;
  for (std::uint64_t b = 0; b < blocks; ++b)
    keyed.emplace_back(uniforms_at(seed, b, 1 + pass, mixture_place(0, false)).first, b);
  std::sort(keyed.begin(), keyed.end());
  std::vector<std::uint64_t> order;
  for (const auto& [key, b] : keyed) order.push_back(b);
  return order;
}

}  // namespace logbessel::detail
