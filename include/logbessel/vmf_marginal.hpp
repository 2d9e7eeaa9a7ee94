/// @file
/// The marginal distribution of t = mu.x under a von Mises-Fisher distribution: its tails, its quantiles, and how a sample
/// moves with kappa. Everything is in c = 1 - t, which keeps its digits beside the mode. The density is
///
///     (1 - t^2)^((dim - 3)/2) exp(kappa t) times a constant,   -1 < t < 1.
#pragma once

#include <logbessel/detail/tails.hpp>
#include <logbessel/iv_ratio.hpp>
#include <logbessel/vmf_sample.hpp>

namespace logbessel {

/// P(t <= 1 - c) and P(t >= 1 - c).
struct vmf_tails {
  double below, above;
};

/// Made once for many c, for real dim >= 2 and kappa >= 0.
///
/// Special values   kappa = inf: all is at c = 0.   dim < 2 or inf, kappa < 0, NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::vmf_tail_relative of the smaller tail, down to 1e-100 and for dim to 10^6.
class vmf_marginal {
 public:
  LOGBESSEL_FN vmf_marginal(double dim, double kappa)
      : valid_(dim >= 2.0 && dim < detail::infinity && kappa >= 0.0),
        // For larger kappa the distribution of kappa c no longer changes.
        scale_(kappa > 0x1p200 ? kappa * 0x1p-200 : 1.0),
        tails_(detail::angle_density{valid_ ? 0.5 * (dim - 1.0) : 0.5,
                                     valid_ ? 0.5 * (dim - 1.0) : 0.5,
                                     valid_ ? detail::min(kappa, 0x1p200) : 0.0}) {}

  /// The tails at t = 1 - c, 0 <= c <= 2.
  LOGBESSEL_FN vmf_tails operator()(double c) const {
    if (!(valid_ && c >= 0.0 && c <= 2.0)) return {detail::nan, detail::nan};
    if (scale_ == detail::infinity) return {1.0, c > 0.0 ? 1.0 : 0.0};
    const detail::two_tails p = tails_(angle_of(detail::min(c * scale_, 2.0)));
    return {p.above, p.below};
  }

  /// The c of P(t <= 1 - c) = below, 0 <= below <= 1: the half-angle of the cone about mu that holds all but that share of the
  /// points has the cosine 1 - c.
  LOGBESSEL_FN double quantile_c(double below) const {
    if (!(valid_ && below >= 0.0 && below <= 1.0)) return detail::nan;
    if (below == 1.0 || scale_ == detail::infinity) return 0.0;
    if (below == 0.0) return 2.0;
    const double sine = detail::sin_cos_of_turns(tails_.upper_quantile(below, 0.25)).sin;
    return 2.0 * sine * sine / scale_;
  }

 private:
  LOGBESSEL_FN static double angle_of(double c) {
    return detail::turns_of(detail::sqrt(0.5 * c), detail::sqrt(1.0 - 0.5 * c));
  }

  bool valid_;
  double scale_;
  detail::tails_of<detail::angle_density> tails_;
};

/// dt/dkappa of a sample at t = 1 - c by implicit reparameterisation (Figurnov, Mohamed and Mnih, NeurIPS 2018): at a fixed
/// value of the distribution function F(t; kappa),
///
///     dt/dkappa = -(dF/dkappa)/f = int_t^1 (T - A) f(T) dT/f(t) > 0,
///
/// over the side of t on which T - A keeps its sign. For real dim >= 2 and kappa >= 0.
///
/// Special values   kappa = inf: 0.   dim < 2 or inf, kappa < 0, NaN: NaN.
/// Errors           none: never throws, never touches errno.
/// Accuracy         accuracy::vmf_tail_relative for samples of the distribution.
LOGBESSEL_FN double vmf_cosine_dkappa(double dim, double kappa, vmf_cosine at) {
  using namespace detail;
  if (!(dim >= 2.0 && dim < infinity && kappa >= 0.0 && at.c >= 0.0 && at.c <= 2.0)) return nan;
  if (kappa == infinity || at.sine == 0.0) return 0.0;
  const double scale = kappa > 0x1p200 ? kappa * 0x1p-200 : 1.0;
  const double k = min(kappa, 0x1p200);
  const double c = at.c * scale;
  const double C = iv_ratio_both(0.5 * dim, k).complement;
  const double d = 0.5 * (dim - 1.0);
  const double x = turns_of(sqrt(0.5 * c), sqrt(1.0 - 0.5 * c));
  const angle_density::foot foot = angle_density{d, d, k}.at(x);
  const bool near_mu = c < C;
  const double J = tail_integral(foot, near_mu ? -1.0 : 1.0, near_mu ? x : 0.25 - x, [=](double u) {
    return abs(C - c - 2.0 * foot.square_rise(foot.turn_by(u)));
  });
  return four_pi * (2.0 * foot.sin * foot.cos) * J / scale / scale;
}

/// vmf_sample_point and its derivative by kappa, dx/dkappa = (dt/dkappa) (mu - t w/sqrt(1 - t^2)), in dx.
template <class Real>
LOGBESSEL_FN vmf_cosine vmf_sample_point(const vmf_marginal_sampler& marginal,
                                         strided<const double> mu, detail::size_t dim,
                                         detail::uint64_t seed, detail::uint64_t index,
                                         strided<Real> x, strided<Real> dx) {
  const vmf_cosine at = marginal(seed, index);
  const double dt = vmf_cosine_dkappa(marginal.dim(), marginal.kappa(), at);
  const double turn = at.sine > 0.0 ? at.t / at.sine : 0.0;
  detail::vmf_sample_across(mu, dim, seed, index, x);
  for (detail::size_t j = 0; j < dim; ++j) {
    const double w = static_cast<double>(x[j]);
    dx[j] = static_cast<Real>(dt * detail::fma(-turn, w, mu[j]));
    x[j] = static_cast<Real>(detail::fma(at.sine, w, at.t * mu[j]));
  }
  return at;
}

}  // namespace logbessel
