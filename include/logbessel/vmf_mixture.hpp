/// @file
/// Mixtures of von Mises-Fisher distributions and what they say of rows of data. With weights alpha_k that sum to one, and
/// maybe one more component that is uniform, of weight alpha_0,
///
///     f(x) = sum_k alpha_k f_k(x),   r_k(x) = alpha_k f_k(x)/f(x),
///
/// where r_k is the responsibility of component k for x. Everything is taken from the logarithms
///
///     z_k = log alpha_k + (log C + kappa_k) - kappa_k (1 - mu_k.x),   log f = m + log sum_k exp(z_k - m),   m = max z_k,
///
/// which neither cancel nor overflow in any dim.
#pragma once

#include <logbessel/detail/tails.hpp>
#include <logbessel/detail/vmf_blocks.hpp>
#include <logbessel/detail/vmf_strip.hpp>
#include <logbessel/vmf_distribution.hpp>

namespace logbessel {

/// A mixture on the unit sphere of R^dim.
/// Errors: std::invalid_argument where dim < 2, there is no component, sizes differ, a weight is negative or their sum is not one
/// within 2^-30, a kappa is negative or not finite, or a mu is not unit within 2^-30.
class vmf_mixture {
 public:
  /// weights and kappas have one number for each component, mus is row-major, components x dim; noise is the weight of the
  /// uniform component.
  vmf_mixture(std::size_t dim, std::vector<double> weights, std::vector<double> mus,
              std::vector<double> kappas, double noise = 0.0)
      : dim_(detail::checked_dim(dim)),
        weights_(std::move(weights)),
        mus_(std::move(mus)),
        kappas_(std::move(kappas)),
        noise_(noise) {
    if (size() == 0) detail::refuse("a mixture of no components");
    if (kappas_.size() != size() || mus_.size() != size() * dim_)
      detail::refuse(size(), " weights, ", kappas_.size(), " kappas and ", mus_.size(),
                     " coordinates of means in dim ", dim_);
    double sum = noise_;
    if (!(noise_ >= 0.0 && noise_ <= 1.0)) detail::refuse("the weight of the noise is ", noise_);
    for (std::size_t k = 0; k < size(); ++k) {
      if (!(weights_[k] >= 0.0)) detail::refuse("component ", k, " has weight ", weights_[k]);
      if (!(kappas_[k] >= 0.0 && kappas_[k] < detail::infinity))
        detail::refuse("component ", k, " has kappa ", kappas_[k]);
      detail::check_length<double>(detail::length_of(mu(k), dim_), vmf_rows::unit, "the mean of ",
                                   "component ", k);
      sum += weights_[k];
    }
    if (!(detail::abs(sum - 1.0) <= 0x1p-30)) detail::refuse("the weights sum to ", sum);
  }

  /// The number of components, the uniform one not counted.
  std::size_t size() const { return weights_.size(); }
  std::size_t dim() const { return dim_; }
  const std::vector<double>& weights() const { return weights_; }
  const std::vector<double>& mus() const { return mus_; }
  const std::vector<double>& kappas() const { return kappas_; }
  double noise() const { return noise_; }

  /// The mean direction of component k, dim() numbers.
  const double* mu(std::size_t k) const { return mus_.data() + k * dim_; }
  von_mises_fisher component(std::size_t k) const {
    return {std::vector<double>(mu(k), mu(k) + dim_), kappas_.at(k)};
  }

 private:
  std::size_t dim_;
  std::vector<double> weights_, mus_, kappas_;
  double noise_;
};

/// The number of free parameters: dim - 1 for each mean, one for each kappa or one in all, and the weights less one, for they sum
/// to one; the uniform component has a weight alone.
inline double vmf_mixture_parameters(const vmf_mixture& mixture, bool common_kappa = false) {
  const double K = static_cast<double>(mixture.size());
  const double means = K * (static_cast<double>(mixture.dim()) - 1.0);
  return means + (common_kappa ? 1.0 : K) + (mixture.noise() > 0.0 ? K : K - 1.0);
}

/// What a mixture makes of a data set. Weights count as rows that are repeated.
struct vmf_mixture_score {
  double log_likelihood;  // sum of w log f, in nats
  double entropy;         // of the responsibilities: -sum w r log r, in nats
  double total_weight;    // W, the sum of w
  std::uint64_t count;    // number of rows of weight above 0

  /// The criteria by which mixtures are compared, the least being best, for p parameters: Akaike's 2 p - 2 log L, Schwarz's
  /// p log W - 2 log L, and that with twice the entropy added, which asks for components that are apart (Biernacki, Celeux and
  /// Govaert, IEEE Trans. PAMI 22, 2000).
  double aic(double p) const { return 2.0 * p - 2.0 * log_likelihood; }
  double bic(double p) const {
    return p * detail::log_two_words(total_weight, 0.0).hi - 2.0 * log_likelihood;
  }
  double icl(double p) const { return bic(p) + 2.0 * entropy; }
};

/// What a mixture makes of consecutive rows, from row `first` of the data on.
struct vmf_mixture_rows {
  std::uint64_t first;
  std::size_t count;
  const double* log_densities;     // count
  const double* responsibilities;  // count x columns, row-major
  const std::size_t*
      labels;  // count: the column of the largest responsibility, the first of several
  const std::size_t*
      likeliest;  // count: the component, not the uniform one, of the largest responsibility
  const double* complements;  // count: 1 - mu.x for that component
  const double*
      next_complements;  // count: the least 1 - mu.x for another, infinity where there is none
  std::size_t
      columns;  // mixture.size(), and one more for the uniform component where it has weight
};

namespace detail {

/// z of the rows of a strip, and what follows from it.
class mixture_strip {
 public:
  mixture_strip(const vmf_mixture& mixture, const vmf_directions& directions,
                const strip_kernels& kernels)
      : strip(directions, kernels), kernels_(&kernels), kappas_(mixture.kappas()) {
    const double dim = static_cast<double>(mixture.dim());
    for (std::size_t k = 0; k < mixture.size(); ++k)
      heights_.push_back(log_weight(mixture.weights()[k]) + vmf_log_peak(dim, kappas_[k]));
    if (mixture.noise() > 0.0)
      heights_.push_back(log_weight(mixture.noise()) + vmf_log_peak(dim, 0.0));
    r_.resize(heights_.size() * strip_rows);
  }

  /// The components of a mixture as directions. 1 - cos is wanted to better than the 2^-52 or so that a sum of products leaves
  /// where kappa is large, but not far out in a component's tail.
  static vmf_directions directions_of(const vmf_mixture& mixture, bool sparse) {
    vmf_directions d(mixture.mus().data(), mixture.size(), mixture.dim(), sparse);
    for (std::size_t k = 0; k < d.count; ++k) {
      const double kappa = mixture.kappas()[k];
      const double bulk = 2.0 * static_cast<double>(d.dim) + 1000.0;
      d.refine_below[k] = kappa > 0x1p24 ? bulk / kappa + 0x1p-40 : 0.0;
    }
    return d;
  }

  std::size_t columns() const { return heights_.size(); }

  /// Of rows [begin, begin + 32) of the block, as far as there are.
  void score(const vmf_row_block& block, std::size_t begin, vmf_rows kind) {
    strip.load(block, begin, kind);
    rows_.K = kappas_.size();
    rows_.columns = columns();
    rows_.kappas = kappas_.data();
    rows_.heights = heights_.data();
    rows_.r = r_.data();
    kernels_->score(strip.c(), rows_);
  }

  double log_f(std::size_t i) const { return rows_.log_f[i]; }
  double highest(std::size_t i) const { return rows_.highest[i]; }
  double entropy(std::size_t i) const { return rows_.entropy[i]; }
  std::size_t label(std::size_t i) const { return static_cast<std::size_t>(rows_.label[i]); }
  std::size_t likeliest(std::size_t i) const {
    return static_cast<std::size_t>(rows_.likeliest[i]);
  }
  /// The responsibility of component k, the uniform one last, for row i.
  double& r(std::size_t i, std::size_t k) { return r_[k * strip_rows + i]; }
  /// The least c of row i for a component other than the likeliest.
  double next_c(std::size_t i) const {
    double least = infinity;
    for (std::size_t k = 0; k < kappas_.size(); ++k)
      least = k == likeliest(i) ? least : min(least, strip.c(i, k));
    return least;
  }

  vmf_strip strip;

 private:
  static double log_weight(double weight) {
    return weight > 0.0 ? log_two_words(weight, 0.0).hi : -infinity;
  }

  const strip_kernels* kernels_;
  strip_scores rows_ = {};
  std::vector<double> kappas_, heights_;
  std::vector<double> r_;  // columns x 32
};

/// Whether a block of a source, and so every one, is sparse.
inline bool is_sparse(const vmf_row_source& source, std::uint64_t index) {
  vmf_row_scratch scratch;
  return index < source.blocks() && source.block(index, scratch).offsets;
}

/// log L, the entropy and W of a data set, from a term for each block.
class score_sums {
 public:
  void add(double log_likelihood, double entropy, double weight, std::uint64_t count) {
    if (!(abs(log_likelihood) < infinity && weight < infinity))
      refuse("rows of weight ", weight, " have log likelihood ", log_likelihood);
    sums_[0].add(log_likelihood);
    sums_[1].add(entropy);
    sums_[2].add(weight);
    count_ += static_cast<std::int64_t>(count);
  }

  void merge(const score_sums& other) {
    for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i].merge(other.sums_[i]);
    count_ += other.count_;
  }

  void merge(vmf_exchange& exchange) {
    add_over_ranks(sums_.data(), sums_.size(), exchange);
    exchange.sum(&count_, 1);
  }

  vmf_mixture_score value() const {
    return {rounded(sums_[0].value()), rounded(sums_[1].value()), rounded(sums_[2].value()),
            static_cast<std::uint64_t>(count_)};
  }

 private:
  std::array<exact_sum, 3> sums_ = {};
  std::int64_t count_ = 0;
};

}  // namespace detail

/// Scores the rows of a source: each rank its share of the blocks, on `threads` threads (0: one per core). sink(rows) gets the
/// rows of each block, a vmf_mixture_rows that is valid during the call, from several threads in any order. The sums are those of
/// all ranks, the same bits for any number of threads and ranks. With logbessel::cpu, vmf_mixture_kernels() of vmf_batch.hpp is quicker.
/// Errors: std::invalid_argument where dims differ or a row is no good, with its number.
template <class Sink>
vmf_mixture_score vmf_score(const vmf_mixture& mixture, const vmf_row_source& source,
                            vmf_exchange& exchange, vmf_rows kind, unsigned threads,
                            const Sink& sink,
                            const detail::strip_kernels& kernels = detail::strip_kernels_here) {
  using namespace detail;
  struct worker {
    worker(const vmf_mixture& m, const vmf_directions& d, const strip_kernels& kernels)
        : strip(m, d, kernels) {}
    vmf_row_scratch scratch;
    mixture_strip strip;
    score_sums sums;
    std::vector<double> log_densities, responsibilities, complements, next_complements;
    std::vector<std::size_t> labels, likeliest;
  };
  score_sums sums;
  together(exchange, [&] {
    if (source.dim() != mixture.dim())
      refuse("rows of ", source.dim(), " coordinates, not ", mixture.dim());
    const block_range mine = share_of(source.blocks(), exchange);
    const vmf_directions directions =
        mixture_strip::directions_of(mixture, is_sparse(source, mine.first));
    std::vector<worker> workers(thread_count(threads, mine.last - mine.first),
                                worker(mixture, directions, kernels));
    on_threads(workers, mine.last - mine.first, [&](worker& w, std::uint64_t index) {
      const vmf_row_block block = source.block(mine.first + index, w.scratch);
      const std::size_t columns = w.strip.columns();
      w.log_densities.resize(block.count);
      w.responsibilities.resize(block.count * columns);
      w.labels.resize(block.count);
      w.likeliest.resize(block.count);
      w.complements.resize(block.count);
      w.next_complements.resize(block.count);
      double log_likelihood = 0.0;
      double entropy = 0.0;
      double weight = 0.0;
      std::uint64_t count = 0;
      for (std::size_t begin = 0; begin < block.count; begin += strip_rows) {
        w.strip.score(block, begin, kind);
        for (std::size_t i = 0; i < w.strip.strip.count(); ++i) {
          const std::size_t row = begin + i;
          const double a = w.strip.strip.weight(i);
          log_likelihood = fma(a, w.strip.log_f(i), log_likelihood);
          entropy = fma(a, w.strip.entropy(i), entropy);
          weight += a;
          count += a > 0.0;
          w.log_densities[row] = w.strip.log_f(i);
          w.labels[row] = w.strip.label(i);
          w.likeliest[row] = w.strip.likeliest(i);
          w.complements[row] = w.strip.strip.c(i, w.likeliest[row]);
          w.next_complements[row] = w.strip.next_c(i);
          for (std::size_t k = 0; k < columns; ++k)
            w.responsibilities[row * columns + k] = w.strip.r(i, k);
        }
      }
      w.sums.add(log_likelihood, entropy, weight, count);
      sink(vmf_mixture_rows{block.first, block.count, w.log_densities.data(),
                            w.responsibilities.data(), w.labels.data(), w.likeliest.data(),
                            w.complements.data(), w.next_complements.data(), columns});
    });
    for (const worker& w : workers) sums.merge(w.sums);
  });
  sums.merge(exchange);
  return sums.value();
}

/// The sums alone, in one process.
inline vmf_mixture_score vmf_score(
    const vmf_mixture& mixture, const vmf_row_source& source, vmf_rows kind = vmf_rows::unit,
    unsigned threads = 0, const detail::strip_kernels& kernels = detail::strip_kernels_here) {
  vmf_alone alone;
  return vmf_score(
      mixture, source, alone, kind, threads, [](const vmf_mixture_rows&) {}, kernels);
}

}  // namespace logbessel
