/// @file
/// A von Mises-Fisher distribution as an object, for the host: density and gradients, moments, divergences, samples.
#pragma once

#include <logbessel/vmf_divergence.hpp>
#include <logbessel/vmf_fit.hpp>
#include <logbessel/vmf_marginal.hpp>

#include <utility>

namespace logbessel {

/// What log f(x) is at a point, and its derivatives. Those by x and mu are along the sphere: f depends on the directions of x
/// and mu alone.
struct vmf_log_pdf_gradient {
  double log_pdf, dkappa;
  std::vector<double> dmu, dx;
};

/// The distribution of mean direction mu on the unit sphere of R^dim, dim = mu.size() >= 2, and concentration kappa.
///
/// kappa = 0 is the uniform distribution; kappa = inf a point mass at mu, whose density is inf there and 0 elsewhere.
/// Errors: std::invalid_argument where kappa is negative or NaN, or where mu or a point x has another number of coordinates
/// or is not unit within the tolerance of vmf_statistics; what they miss by is divided out.
class von_mises_fisher {
 public:
  von_mises_fisher(std::vector<double> mu, double kappa) : mu_(std::move(mu)), kappa_(kappa) {
    detail::checked_dim(mu_.size());
    if (!(kappa >= 0.0)) detail::refuse("kappa is ", kappa);
    const detail::row_length length = detail::length_of(mu_.data(), mu_.size());
    detail::check_length<double>(length, vmf_rows::unit, "mu");
    for (double& a : mu_) a = (detail::double_double<double>{a, 0.0} / length.scaled).hi;
  }

  std::size_t size() const { return mu_.size(); }
  double dim() const { return static_cast<double>(mu_.size()); }
  const std::vector<double>& mu() const { return mu_; }
  double kappa() const { return kappa_; }

  /// The point of highest density; any, where kappa = 0.
  const std::vector<double>& mode() const { return mu_; }

  double log_normalizer() const { return vmf_log_normalizer(dim(), kappa_); }
  double mean_resultant_length() const { return vmf_mean_resultant_length(dim(), kappa_); }
  double entropy() const { return vmf_entropy(dim(), kappa_); }

  /// E[x] = A mu.
  std::vector<double> mean() const {
    std::vector<double> m = mu_;
    for (double& a : m) a *= mean_resultant_length();
    return m;
  }

  /// E[(x - E x) (x - E x)'] = across (I - mu mu') + along mu mu', row-major, dim x dim; along = vmf_variance and across =
  /// vmf_variance_across.
  std::vector<double> covariance() const {
    const double along = vmf_variance(dim(), kappa_);
    const double across = vmf_variance_across(dim(), kappa_);
    std::vector<double> V(size() * size());
    for (std::size_t i = 0; i < size(); ++i) {
      for (std::size_t j = 0; j < size(); ++j)
        V[i * size() + j] = (along - across) * mu_[i] * mu_[j];
      V[i * size() + i] += across;
    }
    return V;
  }

  /// 1 - mu.x/|x|, right to about 2^-53 of itself or 2^-105.
  template <class Real>
  double cosine_c(const Real* x, std::size_t n, vmf_rows kind = vmf_rows::unit) const {
    if (n != size()) detail::refuse("x of ", n, " coordinates, mu of ", size());
    const detail::row_length x_length = detail::length_of(x, n);
    detail::check_length<Real>(x_length, kind, "x");
    const detail::double_double<double> lengths =
        detail::length_of(mu_.data(), n).scaled * x_length.scaled;
    const double c = ((lengths + -(detail::dot(mu_.data(), x, n) * x_length.scale)) / lengths).hi;
    return c < 0x1p-100 ? 0.0 : detail::min(c, 2.0);
  }

  /// log f(x) with respect to the area of the sphere, as vmf_log_peak - kappa (1 - mu.x). Accuracy: that of vmf_log_peak and
  /// two roundings of kappa (1 - mu.x).
  template <class Real>
  double log_pdf(const Real* x, std::size_t n) const {
    const double c = cosine_c(x, n);
    if (kappa_ == detail::infinity) return c > 0.0 ? -detail::infinity : detail::infinity;
    return detail::fma(-kappa_, c, vmf_log_peak(dim(), kappa_));
  }

  /// f(x); 0 or inf where exp(log f) is out of range. Accuracy: relative, the error of log_pdf.
  template <class Real>
  double pdf(const Real* x, std::size_t n) const {
    return detail::exp_anywhere(log_pdf(x, n));
  }

  /// log f and its derivatives: by kappa (1 - A) - (1 - mu.x); by x kappa (mu - (mu.x) x), by mu kappa (x - (mu.x) mu), as
  /// kappa (mu - x + c x) and kappa (x - mu + c mu), which do not cancel beside the mode.
  /// Errors: also where kappa is inf.
  template <class Real>
  vmf_log_pdf_gradient log_pdf_gradient(const Real* x, std::size_t n) const {
    if (kappa_ == detail::infinity) detail::refuse("kappa is inf, the density has no gradient");
    const double c = cosine_c(x, n);
    const double C = vmf_mean_resultant_length_c(dim(), kappa_);
    const double A = vmf_mean_resultant_length(dim(), kappa_);
    vmf_log_pdf_gradient g{log_pdf(x, n), A < 0.5 ? (1.0 - c) - A : C - c, mu_, mu_};
    const detail::double_double<double> length = detail::length_of(x, n).scaled;
    for (std::size_t j = 0; j < n; ++j) {
      const detail::double_double<double> unit =
          detail::double_double<double>{static_cast<double>(x[j]), 0.0} / length;
      const double step = (unit + -mu_[j]).hi;
      g.dmu[j] = kappa_ * detail::fma(c, mu_[j], step);
      g.dx[j] = kappa_ * detail::fma(c, unit.hi, -step);
    }
    return g;
  }

  /// The divergences of vmf_divergence.hpp from this distribution to another of the same dim, and to the uniform one.
  double kl(const von_mises_fisher& q) const {
    return vmf_kl(dim(), kappa_, q.kappa_, cosine_c(q.mu_.data(), q.size()));
  }
  double renyi(const von_mises_fisher& q, double order) const {
    return vmf_renyi(dim(), kappa_, q.kappa_, cosine_c(q.mu_.data(), q.size()), order);
  }
  double kl_to_uniform() const { return vmf_kl(dim(), kappa_, 0.0, 0.0); }
  double renyi_to_uniform(double order) const { return vmf_renyi(dim(), kappa_, 0.0, 0.0, order); }

  /// Points first .. first + n - 1 of the seed, row-major, a row every ld >= dim numbers. Calls for parts of the points, from any
  /// threads, give the same bits as one call.
  template <class Real>
  void sample(std::uint64_t seed, std::uint64_t first, std::size_t n, Real* x,
              std::size_t ld) const {
    sample(seed, first, n, x, static_cast<Real*>(nullptr), ld);
  }

  /// The same, and in dx the derivative of each coordinate by kappa where dx is not null.
  template <class Real>
  void sample(std::uint64_t seed, std::uint64_t first, std::size_t n, Real* x, Real* dx,
              std::size_t ld) const {
    if (ld < size()) detail::refuse("rows of ", size(), " coordinates in ", ld);
    const vmf_marginal_sampler marginal(dim(), kappa_);
    for (std::size_t i = 0; i < n; ++i) {
      const strided<Real> row(x + i * ld);
      if (dx) {
        vmf_sample_point(marginal, strided<const double>(mu_.data()), size(), seed, first + i, row,
                         strided<Real>(dx + i * ld));
      } else {
        vmf_sample_point(marginal, strided<const double>(mu_.data()), size(), seed, first + i, row);
      }
    }
  }

 private:
  std::vector<double> mu_;
  double kappa_;
};

}  // namespace logbessel
