/// @file
/// The E step: sums of the rows by responsibility, and of what the responsibilities come to.
#pragma once

#include <logbessel/detail/philox.hpp>
#include <logbessel/vmf_mixture.hpp>

#include <functional>

namespace logbessel::detail {

/// How a row counts for the components: by its responsibilities, for the highest, for one drawn by them, or wholly for each of
/// those that the plan chooses.
enum class vmf_share { soft, hard, drawn, chosen };

/// The places of Philox, beside those of samples (vmf_sample.hpp) of the same seed, that draws of mixtures have.
inline std::uint64_t mixture_place(std::uint64_t run, bool seeding) {
  return 2 + 2 * run + (seeding ? 1 : 0);
}

/// What an E step is about.
struct expectation_plan {
  vmf_rows kind = vmf_rows::unit;
  unsigned threads = 0;
  const strip_kernels* kernels = &strip_kernels_here;
  vmf_share share = vmf_share::soft;
  std::uint64_t seed = 0;  // of drawn labels, with the two below
  std::uint64_t run = 0;
  std::uint64_t iteration = 0;
  std::function<bool(std::uint64_t row, std::size_t k, double c)> chooses;
};

/// The least of a value over rows, and the first row that has it.
struct least_row {
  double value = infinity;
  std::uint64_t row = 0;

  void take(const least_row& other) {
    if (other.value < value || (other.value == value && other.row < row)) *this = other;
  }

  void merge(vmf_exchange& exchange) {
    double least = -value;
    exchange.maximum(&least, 1);
    double first = -value == least ? -static_cast<double>(row) : -infinity;
    exchange.maximum(&first, 1);
    value = -least;
    row = static_cast<std::uint64_t>(-first);
  }
};

/// Sums over the rows of a data set, w being a row's weight times its share in component k.
struct expectation {
  std::vector<double_double<double>> W;  // of w, that of the uniform component last
  std::vector<double_double<double>> T;  // of w (1 - mu.x)
  std::vector<double_double<double>> S;  // of w x, components x dim
  vmf_mixture_score score;
  double objective;  // what the method maximises: log L, or sum of w max_k z_k with hard shares
};

/// A thread's part of an E step.
class expectation_worker {
 public:
  expectation_worker(const vmf_mixture& mixture, const vmf_directions& directions,
                     const expectation_plan& plan, bool sparse)
      : plan_(plan),
        K_(mixture.size()),
        dim_(mixture.dim()),
        ld_(directions.ld),
        sparse_(sparse),
        strip_(mixture, directions, *plan.kernels),
        factors_(strip_.columns() * strip_rows),
        block_S_(K_ * ld_),
        block_W_(strip_.columns()),
        block_T_(K_),
        touched_at_(sparse ? dim_ : 0),
        S_(K_ * ld_),
        W_(block_W_.size()),
        T_(K_) {}

  void add(const vmf_row_block& block) {
    vmf_strip& strip = strip_.strip;
    double log_likelihood = 0.0;
    double entropy = 0.0;
    double weight = 0.0;
    double highest = 0.0;
    std::uint64_t count = 0;
    for (std::size_t begin = 0; begin < block.count; begin += strip_rows) {
      strip_.score(block, begin, plan_.kind);
      for (std::size_t i = 0; i < strip.count(); ++i) {
        const std::uint64_t row = block.first + begin + i;
        const double w = strip.weight(i);
        share(i, row);
        log_likelihood = fma(w, strip_.log_f(i), log_likelihood);
        highest = fma(w, strip_.highest(i), highest);
        entropy = fma(w, strip_.entropy(i), entropy);
        weight += w;
        count += w > 0.0;
        if (strip_.columns() > K_) block_W_[K_] = fma(w, strip_.r(i, K_), block_W_[K_]);
      }
      for (std::size_t k = 0; k < K_; ++k) {
        for (std::size_t i = 0; i < strip.count(); ++i) {
          const double wr = strip.weight(i) * strip_.r(i, k);
          block_W_[k] += wr;
          block_T_[k] = fma(wr, strip.c(i, k), block_T_[k]);
          factors_[k * strip_rows + i] = wr * strip.inverse_length(i);
        }
      }
      if (sparse_) {
        with_values(block, [&](const auto* values) { add_sparse(block, values, begin); });
      } else {
        strip.add_multiples_to(block_S_.data(), factors_.data());
      }
    }
    score_.add(log_likelihood, entropy, weight, count);
    highest_.add(highest);
    finish();
  }

  void merge(const expectation_worker& other) {
    S_.merge(other.S_);
    for (std::size_t k = 0; k < W_.size(); ++k) W_[k].merge(other.W_[k]);
    for (std::size_t k = 0; k < K_; ++k) T_[k].merge(other.T_[k]);
    score_.merge(other.score_);
    highest_.merge(other.highest_);
  }

  /// The sums of all ranks.
  expectation over(vmf_exchange& exchange) {
    add_over_ranks(S_, exchange);
    add_over_ranks(W_.data(), W_.size(), exchange);
    add_over_ranks(T_.data(), K_, exchange);
    add_over_ranks(&highest_, 1, exchange);
    score_.merge(exchange);

    expectation e;
    for (std::size_t k = 0; k < W_.size(); ++k) e.W.push_back(W_[k].value());
    for (std::size_t k = 0; k < K_; ++k) {
      e.T.push_back(T_[k].value());
      for (std::size_t j = 0; j < dim_; ++j) e.S.push_back(S_.value(k * ld_ + j));
    }
    e.score = score_.value();
    e.objective =
        plan_.share == vmf_share::hard ? rounded(highest_.value()) : e.score.log_likelihood;
    return e;
  }

  vmf_row_scratch scratch;

 private:
  /// Turns responsibilities for row i of the strip into shares.
  void share(std::size_t i, std::uint64_t row) {
    if (plan_.share == vmf_share::soft) return;
    if (plan_.share == vmf_share::chosen) {
      for (std::size_t k = 0; k < K_; ++k)
        strip_.r(i, k) = plan_.chooses(row, k, strip_.strip.c(i, k)) ? 1.0 : 0.0;
      return;
    }
    std::size_t chosen = strip_.label(i);
    if (plan_.share == vmf_share::drawn) {
      const double u =
          uniforms_at(plan_.seed, row, 1 + plan_.iteration, mixture_place(plan_.run, false)).first;
      double sum = 0.0;
      for (std::size_t k = 0; k < strip_.columns(); ++k) {
        sum += strip_.r(i, k);
        if (u < sum) {
          chosen = k;
          break;
        }
      }
    }
    for (std::size_t k = 0; k < strip_.columns(); ++k) strip_.r(i, k) = k == chosen ? 1.0 : 0.0;
  }

  template <class Real>
  void add_sparse(const vmf_row_block& block, const Real* values, std::size_t begin) {
    for (std::size_t i = 0; i < strip_.strip.count(); ++i) {
      for (std::uint64_t p = block.offsets[begin + i]; p < block.offsets[begin + i + 1]; ++p) {
        const std::uint32_t j = block.columns[p];
        if (touched_at_[j] == 0) touched_.push_back(j);
        touched_at_[j] = 1;
        for (std::size_t k = 0; k < K_; ++k) {
          double& s = block_S_[j * K_ + k];
          s = fma(factors_[k * strip_rows + i], static_cast<double>(values[p]), s);
        }
      }
    }
  }

  /// The block's sums join those before.
  void finish() {
    for (std::size_t k = 0; k < W_.size(); ++k) W_[k].add(block_W_[k]);
    for (std::size_t k = 0; k < K_; ++k) T_[k].add(block_T_[k]);
    std::fill(block_W_.begin(), block_W_.end(), 0.0);
    std::fill(block_T_.begin(), block_T_.end(), 0.0);
    if (!sparse_) {
      S_.add(block_S_.data());
      std::fill(block_S_.begin(), block_S_.end(), 0.0);
      return;
    }
    for (const std::uint32_t j : touched_) {
      for (std::size_t k = 0; k < K_; ++k) {
        S_.add(k * ld_ + j, block_S_[j * K_ + k]);
        block_S_[j * K_ + k] = 0.0;
      }
      touched_at_[j] = 0;
    }
    touched_.clear();
  }

  expectation_plan plan_;
  std::size_t K_, dim_, ld_;
  bool sparse_;
  mixture_strip strip_;
  std::vector<double> factors_;  // columns x 32
  std::vector<double> block_S_;  // K x ld, or dim x K for sparse rows
  std::vector<double> block_W_, block_T_;
  std::vector<std::uint8_t> touched_at_;
  std::vector<std::uint32_t> touched_;
  exact_sums S_;
  std::vector<exact_sum> W_, T_;
  exact_sum highest_;
  score_sums score_;
};

/// The E step over some blocks of a source, given in any order, of which each rank takes its own.
inline expectation expect(const vmf_mixture& mixture, const vmf_row_source& source,
                          const std::vector<std::uint64_t>& blocks, const expectation_plan& plan,
                          vmf_exchange& exchange) {
  std::vector<expectation_worker> workers;
  together(exchange, [&] {
    const bool sparse = !blocks.empty() && is_sparse(source, blocks.front());
    const vmf_directions directions = mixture_strip::directions_of(mixture, sparse);
    workers.assign(thread_count(plan.threads, blocks.size()),
                   expectation_worker(mixture, directions, plan, sparse));
    on_threads(workers, blocks.size(), [&](expectation_worker& worker, std::uint64_t index) {
      worker.add(source.block(blocks[index], worker.scratch));
    });
  });
  for (std::size_t t = 1; t < workers.size(); ++t) workers.front().merge(workers[t]);
  return workers.front().over(exchange);
}

}  // namespace logbessel::detail
