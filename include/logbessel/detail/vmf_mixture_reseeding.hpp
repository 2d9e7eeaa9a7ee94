/// @file
/// A new beginning for a component that has lost its rows. Where dim is high, one row says little of the mean of those about it, and
/// the rows that a mixture explains worst are often alone. So several rows are drawn, each becomes the mean of the half of its
/// component's rows that is nearer to it, twice, and the mean that the likelihood gains most from is taken.
#pragma once

#include <logbessel/detail/vmf_mixture_maximisation.hpp>
#include <logbessel/detail/vmf_mixture_seeding.hpp>

namespace logbessel::detail {

inline constexpr std::size_t reseed_draws = 4;  // by either of two measures
inline constexpr int reseed_halvings = 2;
inline constexpr std::size_t reseed_weights = 4;  // 1/K, 1/(4 K), ... for the new component

/// The few least of values over rows.
class least_rows {
 public:
  explicit least_rows(std::size_t most) : most_(most) {}

  void take(const least_row& row) {
    if (rows_.size() == most_ && !is_before(row, rows_.back())) return;
    rows_.insert(std::upper_bound(rows_.begin(), rows_.end(), row, is_before), row);
    if (rows_.size() > most_) rows_.pop_back();
  }

  void take(const least_rows& other) {
    for (const least_row& row : other.rows_) take(row);
  }

  void merge(vmf_exchange& exchange) {
    std::vector<least_row> all;
    std::size_t mine = 0;
    for (std::size_t i = 0; i < most_; ++i) {
      const least_row own = mine < rows_.size() ? rows_[mine] : least_row();
      least_row first = own;
      first.merge(exchange);
      if (!(first.value < infinity)) break;
      all.push_back(first);
      if (own.value == first.value && own.row == first.row) ++mine;
    }
    rows_ = std::move(all);
  }

  /// In order of their values.
  const std::vector<least_row>& rows() const { return rows_; }

 private:
  static bool is_before(const least_row& a, const least_row& b) {
    return a.value < b.value || (a.value == b.value && a.row < b.row);
  }

  std::size_t most_;
  std::vector<least_row> rows_;
};

/// A component of the share `weight` beside a mixture of the rest; gain is what log L has from it, for hard shares the sum of
/// w max_k z_k. No gain: there is none that would be of use.
struct new_component {
  std::vector<double> mu;
  double weight = 0.0, gain = 0.0;
};

/// Places a component of concentration kappa beside a mixture. The same bits on any split of the rows.
class component_placing {
 public:
  component_placing(const vmf_row_source& source, const expectation_plan& plan,
                    vmf_exchange& exchange)
      : source_(source),
        plan_(plan),
        exchange_(exchange),
        mine_(share_of(source.blocks(), exchange)),
        offset_(mine_.first * vmf_block_rows),
        log_rest_(static_cast<std::size_t>(std::min(mine_.last * vmf_block_rows, source.size()) -
                                           std::min(offset_, source.size()))),
        likeliest_(log_rest_.size()) {}

  /// The stream tells placings of one run apart.
  new_component operator()(const vmf_mixture& rest, double kappa, std::uint64_t stream) {
    const std::vector<std::uint64_t> drawn = draw(rest, stream);
    if (drawn.empty()) return {};
    return best(means_of(drawn), rest, kappa);
  }

 private:
  std::size_t local(std::uint64_t row) const { return static_cast<std::size_t>(row - offset_); }

  /// take(worker, row, w, strip, i) for the rows of positive weight of this rank's blocks.
  template <class Worker, class Take>
  void over_rows(std::vector<Worker>& workers, const Take& take) {
    on_threads(workers, mine_.last - mine_.first, [&](Worker& worker, std::uint64_t index) {
      const vmf_row_block block = source_.block(mine_.first + index, worker.scratch);
      const vmf_strip& strip = worker.strip();
      for (std::size_t begin = 0; begin < block.count; begin += strip_rows) {
        worker.load(block, begin, plan_.kind);
        for (std::size_t i = 0; i < strip.count(); ++i) {
          if (strip.weight(i) > 0.0) take(worker, block.first + begin + i, strip.weight(i), i);
        }
      }
      worker.finish();
    });
  }

  std::size_t threads() const { return thread_count(plan_.threads, mine_.last - mine_.first); }

  /// Rows by races (vmf_mixture_seeding.hpp), some with probability proportional to w c, c = 1 - mu.x for the likeliest
  /// component, some to w times what z falls short of its mean by. Keeps log f, for hard shares max z, and the component.
  std::vector<std::uint64_t> draw(const vmf_mixture& rest, std::uint64_t stream) {
    struct racer {
      racer(const vmf_mixture& rest, const vmf_directions& d, const strip_kernels& kernels)
          : scored(rest, d, kernels) {}
      const vmf_strip& strip() const { return scored.strip; }
      void load(const vmf_row_block& block, std::size_t begin, vmf_rows kind) {
        scored.score(block, begin, kind);
      }
      void finish() {}
      vmf_row_scratch scratch;
      mixture_strip scored;
      least_rows far{reseed_draws}, unlikely{reseed_draws};
    };
    const double dim = static_cast<double>(rest.dim());
    std::vector<double> mean_c;
    for (const double kappa : rest.kappas())
      mean_c.push_back(vmf_mean_resultant_length_c(dim, kappa));
    std::vector<racer> racers;
    together(exchange_, [&] {
      const vmf_directions directions =
          mixture_strip::directions_of(rest, is_sparse(source_, mine_.first));
      racers.assign(threads(), racer(rest, directions, *plan_.kernels));
      over_rows(racers, [&](racer& r, std::uint64_t row, double w, std::size_t i) {
        log_rest_[local(row)] =
            plan_.share == vmf_share::hard ? r.scored.highest(i) : r.scored.log_f(i);
        const std::size_t k = r.scored.likeliest(i);
        likeliest_[local(row)] = static_cast<std::uint32_t>(k);
        const double c = r.scored.strip.c(i, k);
        const uniform_pair u = uniforms_at(plan_.seed, row, stream, mixture_place(plan_.run, true));
        const auto race = [&](least_rows& first, double uniform, double share) {
          if (share > 0.0) first.take({-log_two_words(uniform, 0.0).hi / share, row});
        };
        race(r.far, u.first, w * c);
        race(r.unlikely, u.second, w * (rest.kappas()[k] * (c - mean_c[k])));
      });
    });
    for (std::size_t t = 1; t < racers.size(); ++t) {
      racers[0].far.take(racers[t].far);
      racers[0].unlikely.take(racers[t].unlikely);
    }
    std::vector<std::uint64_t> rows;
    for (least_rows* first : {&racers[0].far, &racers[0].unlikely}) {
      first->merge(exchange_);
      for (const least_row& each : first->rows()) rows.push_back(each.row);
    }
    return rows;
  }

  /// Each row as the mean of those of its component that are nearer than the average, and that mean of others likewise.
  std::vector<double> means_of(const std::vector<std::uint64_t>& rows) {
    const std::size_t count = rows.size();
    const double share = 1.0 / static_cast<double>(count);
    std::vector<double> mus;
    std::vector<double> components(count, -1.0);
    for (std::size_t k = 0; k < count; ++k) {
      const std::vector<double> x = row_direction(source_, rows[k], exchange_);
      mus.insert(mus.end(), x.begin(), x.end());
      if (rows[k] >= offset_ && rows[k] - offset_ < likeliest_.size())
        components[k] = likeliest_[local(rows[k])];
    }
    exchange_.maximum(components.data(), count);

    std::vector<std::uint64_t> blocks;
    for (std::uint64_t b = mine_.first; b < mine_.last; ++b) blocks.push_back(b);
    std::vector<double> farthest;
    expectation_plan plan = plan_;
    plan.share = vmf_share::chosen;
    plan.chooses = [&](std::uint64_t row, std::size_t k, double c) {
      return likeliest_[local(row)] == components[k] && c <= farthest[k];
    };
    const auto sums = [&] {
      const vmf_mixture all(source_.dim(), std::vector<double>(count, share), mus,
                            std::vector<double>(count, 0.0));
      return expect(all, source_, blocks, plan, exchange_);
    };
    for (int i = 0; i < reseed_halvings; ++i) {
      farthest.assign(count, 2.0);
      const expectation of_component = sums();
      for (std::size_t k = 0; k < count; ++k)
        farthest[k] = (of_component.T[k] / of_component.W[k]).hi;
      const expectation half = sums();
      for (std::size_t k = 0; k < count; ++k) turn(&mus[k * source_.dim()], half, k);
    }
    return mus;
  }

  /// The direction of S_k, unless there is none.
  void turn(double* mu, const expectation& e, std::size_t k) const {
    const std::size_t dim = source_.dim();
    std::vector<double> mean(dim);
    if (!(e.W[k].hi > 0.0)) return;
    for (std::size_t j = 0; j < dim; ++j) mean[j] = (e.S[k * dim + j] / e.W[k]).hi;
    const row_length length = length_of(mean.data(), dim);
    if (!(length.value() > 0x1p-20)) return;
    for (std::size_t j = 0; j < dim; ++j)
      mu[j] = (double_double<double>{mean[j] * length.scale, 0.0} / length.scaled).hi;
  }

  /// The best of these means, each with several weights a: log(1 - a + a f_new/f) summed over the rows.
  new_component best(const std::vector<double>& mus, const vmf_mixture& rest, double kappa) {
    struct gainer {
      gainer(const vmf_directions& d, const strip_kernels& kernels)
          : measured(d, kernels), block(d.count * reseed_weights), sums(block.size()) {}
      const vmf_strip& strip() const { return measured; }
      void load(const vmf_row_block& rows, std::size_t begin, vmf_rows kind) {
        measured.load(rows, begin, kind);
      }
      void finish() {
        for (std::size_t s = 0; s < sums.size(); ++s) sums[s].add(block[s]);
        std::fill(block.begin(), block.end(), 0.0);
      }
      vmf_row_scratch scratch;
      vmf_strip measured;
      std::vector<double> block;
      std::vector<exact_sum> sums;
    };
    const std::size_t dim = source_.dim();
    const std::size_t count = mus.size() / dim;
    const double peak = vmf_log_peak(static_cast<double>(dim), kappa);
    std::array<double, reseed_weights> weights, log_new, log_old;
    for (std::size_t a = 0; a < reseed_weights; ++a) {
      weights[a] = 1.0 / static_cast<double>(rest.size() << (2 * a));
      // Beside one component, half is the most.
      if (rest.size() == 1) weights[a] *= 0.5;
      log_new[a] = log_two_words(weights[a], 0.0).hi;
      log_old[a] = log_two_words(1.0 - weights[a], 0.0).hi;
    }
    std::vector<gainer> gainers;
    together(exchange_, [&] {
      const vmf_directions directions(mus.data(), count, dim, is_sparse(source_, mine_.first));
      gainers.assign(threads(), gainer(directions, *plan_.kernels));
      over_rows(gainers, [&](gainer& g, std::uint64_t row, double w, std::size_t i) {
        for (std::size_t k = 0; k < count; ++k) {
          const double depth = fma(-kappa, g.measured.c(i, k), peak) - log_rest_[local(row)];
          for (std::size_t a = 0; a < reseed_weights; ++a) {
            const double other = log_new[a] + depth;
            double gain = max(log_old[a], other);
            if (plan_.share != vmf_share::hard)
              gain += log_two_words(1.0 + exp_of(-abs(other - log_old[a])), 0.0).hi;
            double& sum = g.block[k * reseed_weights + a];
            sum = fma(w, gain, sum);
          }
        }
      });
    });
    std::vector<exact_sum>& sums = gainers[0].sums;
    for (std::size_t t = 1; t < gainers.size(); ++t) {
      for (std::size_t s = 0; s < sums.size(); ++s) sums[s].merge(gainers[t].sums[s]);
    }
    add_over_ranks(sums.data(), sums.size(), exchange_);
    new_component found;
    for (std::size_t s = 0; s < sums.size(); ++s) {
      const double gain = rounded(sums[s].value());
      if (!(gain > found.gain)) continue;
      const double* mu = &mus[s / reseed_weights * dim];
      found = {{mu, mu + dim}, weights[s % reseed_weights], gain};
    }
    return found;
  }

  const vmf_row_source& source_;
  const expectation_plan& plan_;
  vmf_exchange& exchange_;
  block_range mine_;
  std::uint64_t offset_;
  std::vector<double> log_rest_;  // of this rank's rows
  std::vector<std::uint32_t> likeliest_;
};

}  // namespace logbessel::detail
