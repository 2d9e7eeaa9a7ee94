/// @file
/// Fitting a von Mises-Fisher distribution by maximum likelihood, from statistics that are gathered
/// in one pass and merge: the number of rows, their weight W and their weighted sum S. With rbar =
/// |S|/W,
///
///     mu = S/|S|,   kappa = the solution of A(kappa) = rbar,   log L = W (log C + kappa rbar).
#pragma once

#include <logbessel/detail/dot.hpp>
#include <logbessel/vmf.hpp>

#include <algorithm>
#include <cstdint>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace logbessel {

/// What the length of a row means: it must be one, up to the rounding of its type, or it is divided
/// out.
enum class vmf_rows { unit, normalise };

namespace detail {

template <class... Parts>
[[noreturn]] void refuse(const Parts&... parts) {
  std::ostringstream message;
  message.precision(17);
  (message << ... << parts);
  throw std::invalid_argument(message.str());
}

/// How far from one the length of a unit row may be: what naive normalisation in its type can
/// cause.
template <class Real>
constexpr double unit_tolerance = sizeof(Real) < sizeof(double) ? 0x1p-10 : 0x1p-30;

/// |scale x| in two words, with a power of two that keeps the squares from overflow and underflow.
struct row_length {
  double scale;
  double_double<double> length;
};

template <class Real>
row_length length_of(const Real* x, std::size_t n) {
  const double_double<double> squares = dot(x, x, n);
  if (squares.hi > 0x1p-800 && squares.hi < infinity) return {1.0, sqrt(squares)};
  double largest = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double size = abs(static_cast<double>(x[i]));
    if (!(size < infinity)) return {1.0, {size, 0.0}};
    largest = max(largest, size);
  }
  if (largest == 0.0) return {1.0, {0.0, 0.0}};
  const double scale = pow2(min(max(-split(largest).e, -1022.0), 1023.0));
  std::vector<double> scaled(n);
  for (std::size_t i = 0; i < n; ++i) scaled[i] = static_cast<double>(x[i]) * scale;
  return {scale, sqrt(dot(scaled.data(), scaled.data(), n))};
}

/// The length of row number `row`, or std::invalid_argument if it has no direction or is not unit.
template <class Real>
row_length checked_length_of(const Real* x, std::size_t n, vmf_rows rows, std::uint64_t row) {
  const row_length length = length_of(x, n);
  const double value = length.length.hi / length.scale;
  if (!(length.length.hi < infinity))
    refuse("vMF: row ", row, " has a coordinate that is not finite");
  if (!(length.length.hi > 0.0)) refuse("vMF: row ", row, " is zero and has no direction");
  if (rows == vmf_rows::unit && !(abs(value - 1.0) <= unit_tolerance<Real>)) {
    refuse("vMF: row ", row, " has length ", value, ", not 1");
  }
  return length;
}

inline double checked_dim(std::size_t dim) {
  if (dim < 2) refuse("vMF: dim is ", dim, ", below 2");
  return static_cast<double>(dim);
}

}  // namespace detail

/// The sufficient statistics of weighted rows on the unit sphere of R^dim.
///
/// The sums are carried in two words, so that order, batches and merging do not show in the
/// results: the relative error of S and W is about n 2^-106 for n rows. Every row counts as x/|x|;
/// under vmf_rows::unit |x| must be one to within 2^-10 (float) or 2^-30 (double). All members
/// throw std::invalid_argument on bad input, and then leave the statistics as they were.
class vmf_statistics {
 public:
  /// No rows yet. dim >= 2.
  explicit vmf_statistics(std::size_t dim, vmf_rows rows = vmf_rows::unit)
      : rows_(rows), hi_((detail::checked_dim(dim), dim)), lo_(dim) {}

  /// Adds one row x[0..size) with a finite weight >= 0; size must be dim().
  template <class Real>
  void add(const Real* x, std::size_t size, double weight = 1.0) {
    add_rows(x, 1, size, &weight);
  }

  /// Adds the rows of a row-major matrix; weights is null (all one) or holds one weight a row.
  template <class Real>
  void add_rows(const Real* x, std::size_t rows, std::size_t columns,
                const double* weights = nullptr) {
    if (columns != dim())
      detail::refuse("vMF: rows of ", columns, " coordinates, expected ", dim());

    // w x/|x| = factor (scale x).
    struct row_factor {
      double scale;
      detail::double_double<double> factor;
    };
    std::vector<row_factor> factors(rows);
    detail::double_double<double> weight_sum = weight_;
    for (std::size_t i = 0; i < rows; ++i) {
      const double weight = weights ? weights[i] : 1.0;
      if (!(weight >= 0.0 && weight < detail::infinity)) {
        detail::refuse("vMF: row ", i, " has weight ", weight, ", not finite and >= 0");
      }
      const detail::row_length length =
          detail::checked_length_of(x + i * columns, columns, rows_, i);
      factors[i] = {length.scale, detail::double_double<double>{weight, 0.0} / length.length};
      weight_sum = weight_sum + weight;
    }

    // Tiles of columns, so that their sums stay in the first-level cache while the rows pass by.
    constexpr std::size_t tile = 1024;
    for (std::size_t begin = 0; begin < columns; begin += tile) {
      const std::size_t end = std::min(begin + tile, columns);
      for (std::size_t i = 0; i < rows; ++i) {
        add_scaled(x + i * columns, factors[i].scale, factors[i].factor, begin, end);
      }
    }
    weight_ = weight_sum;
    count_ += rows;
  }

  /// Adds the rows of another set of the same dimension.
  void merge(const vmf_statistics& other) {
    if (other.dim() != dim()) detail::refuse("vMF: merging dim ", other.dim(), " into dim ", dim());
    for (std::size_t i = 0; i < dim(); ++i) {
      const detail::double_double<double> sum = detail::two_sum(hi_[i], other.hi_[i]);
      hi_[i] = sum.hi;
      lo_[i] += sum.lo + other.lo_[i];
    }
    weight_ = weight_ + other.weight_;
    count_ += other.count_;
  }

  std::size_t dim() const { return hi_.size(); }

  /// The number of rows added, those of weight zero included.
  std::uint64_t count() const { return count_; }

  /// W, the sum of the weights.
  double total_weight() const { return weight_.hi; }

  /// rbar = |S|/W, from 0 to 1; NaN without weight.
  double resultant_length() const { return std::min(mean_length(mean()).hi, 1.0); }

  /// 1 - rbar from the two-word sums, not from the rounded rbar. Below 2^-75 it counts as 0.
  double resultant_length_c() const { return complement_of(mean_length(mean())); }

  /// S/|S|; the first axis where S = 0, since every direction is then as good; NaN without weight.
  std::vector<double> mean_direction() const {
    const two_word_vector m = mean();
    return direction_of(m, mean_length(m));
  }

 private:
  friend struct vmf_fit_result vmf_fit(const vmf_statistics& statistics);

  struct two_word_vector {
    std::vector<double> hi, lo;
  };

  template <class Real>
  void add_scaled(const Real* x, double scale, detail::double_double<double> factor,
                  std::size_t begin, std::size_t end) {
    double* hi = hi_.data();
    double* lo = lo_.data();
    for (std::size_t i = begin; i < end; ++i) {
      const double a = static_cast<double>(x[i]) * scale;
      lo[i] += a * factor.lo;
      detail::accumulate_product(hi[i], lo[i], a, factor.hi);
    }
  }

  two_word_vector mean() const {
    two_word_vector m{std::vector<double>(dim()), std::vector<double>(dim())};
    for (std::size_t i = 0; i < dim(); ++i) {
      const detail::double_double<double> q = detail::two_sum(hi_[i], lo_[i]) / weight_;
      m.hi[i] = q.hi;
      m.lo[i] = q.lo;
    }
    return m;
  }

  static detail::double_double<double> mean_length(const two_word_vector& m) {
    const detail::double_double<double> cross = detail::dot(m.hi.data(), m.lo.data(), m.hi.size());
    const detail::double_double<double> squares =
        detail::dot(m.hi.data(), m.hi.data(), m.hi.size()) + cross + cross;
    return squares.hi == 0.0 ? squares : detail::sqrt(squares);
  }

  static double complement_of(detail::double_double<double> rbar) {
    const double c = (-rbar + 1.0).hi;
    return c < 0x1p-75 ? 0.0 : c;
  }

  static std::vector<double> direction_of(const two_word_vector& m,
                                          detail::double_double<double> rbar) {
    std::vector<double> mu(m.hi.size());
    if (rbar.hi == 0.0) {
      mu[0] = 1.0;
      return mu;
    }
    for (std::size_t i = 0; i < mu.size(); ++i) {
      mu[i] = (detail::double_double<double>{m.hi[i], m.lo[i]} / rbar).hi;
    }
    return mu;
  }

  vmf_rows rows_;
  std::vector<double> hi_;
  std::vector<double> lo_;
  detail::double_double<double> weight_ = {0.0, 0.0};
  std::uint64_t count_ = 0;
};

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
  const double weight = statistics.total_weight();
  if (!(weight > 0.0))
    detail::refuse("vMF: fit of ", statistics.count(), " rows of total weight ", weight);
  const double dim = static_cast<double>(statistics.dim());
  const vmf_statistics::two_word_vector mean = statistics.mean();
  const detail::double_double<double> length = vmf_statistics::mean_length(mean);
  const double c = vmf_statistics::complement_of(length);
  const double rbar = std::min(length.hi, 1.0);
  const double kappa = c < 0.5 ? vmf_kappa_c(dim, c) : vmf_kappa(dim, rbar);
  const double log_likelihood =
      kappa < detail::infinity ? weight * detail::fma(-kappa, c, vmf_log_peak(dim, kappa)) : kappa;
  return {vmf_statistics::direction_of(mean, length),
          kappa,
          rbar,
          log_likelihood,
          weight,
          statistics.count()};
}

/// The fit of the rows of a row-major matrix; weights is null (all one) or holds one weight a row.
template <class Real>
vmf_fit_result vmf_fit(const Real* x, std::size_t rows, std::size_t columns,
                       const double* weights = nullptr, vmf_rows kind = vmf_rows::unit) {
  vmf_statistics statistics(columns, kind);
  statistics.add_rows(x, rows, columns, weights);
  return vmf_fit(statistics);
}

/// log f(x) for a density with mean direction mu and concentration 0 <= kappa < inf, at unit
/// x[0..size). It is taken as log C + kappa - kappa (1 - mu.x), which does not cancel for large
/// kappa; mu and x count as mu/|mu| and x/|x|. Throws std::invalid_argument for kappa < 0 or inf,
/// sizes that differ, and mu or x that are not unit within the tolerance of vmf_statistics.
template <class Real>
double vmf_log_density(const std::vector<double>& mu, double kappa, const Real* x,
                       std::size_t size) {
  const double dim = detail::checked_dim(mu.size());
  if (size != mu.size()) detail::refuse("vMF: x of ", size, " coordinates, mu of ", mu.size());
  if (!(kappa >= 0.0 && kappa < detail::infinity)) detail::refuse("vMF: kappa is ", kappa);
  const detail::double_double<double> lengths =
      detail::checked_length_of(mu.data(), size, vmf_rows::unit, 0).length *
      detail::checked_length_of(x, size, vmf_rows::unit, 0).length;
  const double c = ((lengths + -detail::dot(mu.data(), x, size)) / lengths).hi;
  return detail::fma(-kappa, c, vmf_log_peak(dim, kappa));
}

}  // namespace logbessel
