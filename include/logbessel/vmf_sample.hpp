/// @file
/// Samples of the von Mises-Fisher distribution. Point i depends on nothing but the seed and i: any number of threads, any
/// order and a device give the same bits.
///
///     x = t mu + sqrt(1 - t^2) w,   t = mu.x of its marginal density, w uniform on the sphere across mu
///
/// t comes by Ulrich's rejection (Appl. Statist. 33, 1984; Wood, Commun. Statist. B 23, 1994), in terms that keep 1 - t
/// and 1 + t and do not cancel for any kappa, in three dimensions by inversion; w from normal deviates by a Householder
/// reflection. docs/vmf.md derives both.
#pragma once

#include <logbessel/detail/dot.hpp>
#include <logbessel/detail/elementary.hpp>
#include <logbessel/detail/philox.hpp>
#include <logbessel/detail/turns.hpp>
#include <logbessel/strided.hpp>

namespace logbessel {

/// t = mu.x of a point, with 1 - t and sqrt(1 - t^2) to full relative accuracy.
struct vmf_cosine {
  double t, c, sine;
};

namespace detail {

/// 1 - t = -log(1 - s)/kappa, s = u (1 - exp(-2 kappa)), u uniform: dim = 3.
LOGBESSEL_FN double vmf_cosine_c_on_sphere(double kappa, double u) {
  if (kappa <= 0x1p-60) return 2.0 * u;
  if (kappa == infinity) return 0.0;
  const auto [power, quotient] =
      exp_two_words(double_double<double>{-2.0 * min(kappa, 100.0), 0.0});
  const double_double<double> s =
      kappa < 100.0 ? quotient * (2.0 * kappa) * u : double_double<double>{u, 0.0};
  const double_double<double> rest =
      kappa < 100.0 ? power * u + (1.0 - u) : double_double<double>{1.0 - u, 0.0};
  return min(-log1p_two_words(-s, rest, 0.0).hi / kappa, 2.0);
}

}  // namespace detail

/// The marginal distribution of t = mu.x for integer dim >= 2 and kappa >= 0, made once for many draws.
///
/// Special values   kappa = inf: t = 1.   dim < 2, kappa < 0, NaN: every draw is NaN.
/// Errors           none: never throws.
class vmf_marginal_sampler {
 public:
  LOGBESSEL_FN vmf_marginal_sampler(double dim, double kappa)
      : dim_(dim), kappa_(kappa), b_(detail::nan) {
    if (!(dim >= 2.0 && dim < detail::infinity && kappa >= 0.0)) return;
    const double x = kappa / (0.5 * (dim - 1.0));
    b_ = x < 0x1p500 ? 1.0 / (x + detail::sqrt(detail::fma(x, x, 1.0))) : 0.5 / x;
  }

  /// Draw `index` of the seed. Exact but for rounding: t has its distribution to about 2^-52 in probability.
  ///
  /// With g the quotient of two gamma deviates of shape d/2, d = dim - 1, so that T = (1 - g)/(1 + g) is the first
  /// coordinate of a uniform point, drawn as sqrt(1 - U^(2/(d-1))) cos(2 pi V), and b = (sqrt(x^2 + 1) + x)^-1, x = 2 kappa/d,
  ///
  ///     t = (1 - b g)/(1 + b g),   accepted with probability ((1 - z) e^z)^d,   z = (1 - b) (1 - g)/(2 (1 + b g)).
  LOGBESSEL_FN vmf_cosine operator()(detail::uint64_t seed, detail::uint64_t index) const {
    using namespace detail;
    if (!(b_ >= 0.0)) return {nan, nan, nan};
    if (dim_ == 3.0) {
      const double c = vmf_cosine_c_on_sphere(kappa_, uniforms_at(seed, index, 1, 0).first);
      return {1.0 - c, c, sqrt(c * (2.0 - c))};
    }
    for (detail::uint64_t attempt = 1;; ++attempt) {
      const uniform_pair draw = uniforms_at(seed, index, attempt, 0);
      const sine_and_cosine angle = sin_cos_of_turns(draw.second);
      double power = 0.0;  // U^(2/(dim - 2))
      double rest = 1.0;   // one minus it
      if (dim_ > 2.0) {
        const double y = 2.0 * log_two_words(draw.first, 0.0).hi / (dim_ - 2.0);
        const exp_and_quotient<double> e = exp_two_words(double_double<double>{y, 0.0});
        power = e.exp.hi;
        rest = -y * e.quotient.hi;
      }
      const double T = sqrt(rest) * abs(angle.cos);
      // (1 - T)/(1 + T) = small/large
      const double small = fma(angle.sin, angle.sin, power * angle.cos * angle.cos);
      const double large = (1.0 + T) * (1.0 + T);
      const bool up = angle.cos >= 0.0;
      const double above = b_ * (up ? small : large);
      const double below = up ? large : small;
      const double sum = below + above;
      const double z = (up ? 1.0 - b_ : b_ - 1.0) * T * (1.0 + T) / sum;
      if (b_ < 1.0) {
        if (!(z > -1e4)) continue;
        const double log_accept =
            (dim_ - 1.0) * (log1p_two_words(double_double<double>{-z, 0.0}) + z).hi;
        const double u = uniforms_at(seed, index, attempt, 1).first;
        if (!(log_two_words(u, 0.0).hi <= log_accept)) continue;
      }
      return {(below - above) / sum, 2.0 * above / sum, 2.0 * sqrt(b_) * sqrt(small * large) / sum};
    }
  }

  LOGBESSEL_FN double dim() const { return dim_; }
  LOGBESSEL_FN double kappa() const { return kappa_; }

 private:
  double dim_, kappa_, b_;
};

namespace detail {

/// Writes w, uniform on the unit sphere across mu, |mu| = 1, in two passes. With m the coordinates of mu after the first,
/// v uniform on the sphere of R^(dim-1), a = m.v and the sign s of mu_1, the reflection that takes e_1 to -s mu takes (0, v) to
///
///     w = (-s a, v - m a/(1 + |mu_1|)),
///
/// whose quotient never cancels. v = n/|n|, n normal deviates by Box and Muller (Ann. Math. Stat. 29, 1958).
template <class Real>
LOGBESSEL_FN void vmf_sample_across(strided<const double> mu, size_t dim, uint64_t seed,
                                    uint64_t index, strided<Real> w) {
  double_double<double> squares = {0.0, 0.0};
  double_double<double> product = {0.0, 0.0};
  for (size_t j = 1; j < dim; j += 2) {
    const uniform_pair draw = uniforms_at(seed, index, 0, j / 2);
    const sine_and_cosine angle = sin_cos_of_turns(draw.second);
    const double radius = dim <= 3 ? 1.0 : sqrt(-2.0 * log_two_words(draw.first, 0.0).hi);
    const double n[2] = {dim == 2 ? (angle.cos < 0.0 ? -1.0 : 1.0) : radius * angle.cos,
                         radius * angle.sin};
    for (size_t k = 0; k < 2 && j + k < dim; ++k) {
      w[j + k] = static_cast<Real>(n[k]);
      const double stored = static_cast<double>(w[j + k]);
      accumulate_product(squares.hi, squares.lo, stored, stored);
      accumulate_product(product.hi, product.lo, mu[j + k], stored);
    }
  }
  const double inverse = 1.0 / sqrt(normalised(squares)).hi;
  const double a = (product.hi + product.lo) * inverse;
  const double shift = a / (1.0 + abs(mu[0]));
  w[0] = static_cast<Real>(mu[0] < 0.0 ? a : -a);
  for (size_t j = 1; j < dim; ++j) {
    w[j] = static_cast<Real>(fma(static_cast<double>(w[j]), inverse, -mu[j] * shift));
  }
}

}  // namespace detail

/// Point `index` of the seed: x[0..dim) for a sampler made for that dim and a unit vector mu, and t = mu.x. It is computed in
/// double; Real rounds each coordinate, and once before. About 35 ns for each coordinate.
///
/// Errors           none: never throws; a mu that is not unit gives points that are not.
template <class Real>
LOGBESSEL_FN vmf_cosine vmf_sample_point(const vmf_marginal_sampler& marginal,
                                         strided<const double> mu, detail::size_t dim,
                                         detail::uint64_t seed, detail::uint64_t index,
                                         strided<Real> x) {
  const vmf_cosine at = marginal(seed, index);
  detail::vmf_sample_across(mu, dim, seed, index, x);
  for (detail::size_t j = 0; j < dim; ++j) {
    x[j] = static_cast<Real>(detail::fma(at.sine, static_cast<double>(x[j]), at.t * mu[j]));
  }
  return at;
}

}  // namespace logbessel
