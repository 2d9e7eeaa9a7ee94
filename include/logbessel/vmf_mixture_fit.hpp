/// @file
/// Fitting mixtures of von Mises-Fisher distributions (Banerjee, Dhillon, Ghosh and Sra, JMLR 6, 2005) by expectation
/// maximisation. With shares r_ik of row i, of weight w_i, in component k,
///
///     W_k = sum_i w_i r_ik,   S_k = sum_i w_i r_ik x_i,   alpha_k = W_k/W,   mu_k = S_k/|S_k|,   A(kappa_k) = |S_k|/W_k,
///
/// or for one kappa common to all, A(kappa) = sum |S_k|/sum W_k. A conjugate prior of kappa, of weight n0 at the mean resultant
/// length rbar0, stands for n0 rows with mu.x = rbar0 in each component: A(kappa_k) = (|S_k| + n0 rbar0)/(W_k + n0).
///
/// The sums of blocks of 256 rows are added exactly: threads, ranks and their order do not show in any bit of a fit.
#pragma once

#include <logbessel/detail/vmf_mixture_online.hpp>
#include <logbessel/detail/vmf_mixture_reseeding.hpp>

namespace logbessel {

namespace detail {

class mixture_fit {
 public:
  mixture_fit(const vmf_row_source& source, const vmf_mixture_options& options,
              vmf_exchange& exchange)
      : source_(source),
        options_(options),
        exchange_(exchange),
        dim_(static_cast<double>(source.dim())) {
    check_options(options);
    plan_.kind = options.rows;
    plan_.threads = options.threads;
    if (options.kernels) plan_.kernels = options.kernels;
    plan_.seed = options.seed;
    plan_.share = options.method == vmf_em::hard         ? vmf_share::hard
                  : options.method == vmf_em::stochastic ? vmf_share::drawn
                                                         : vmf_share::soft;
    const block_range mine = share_of(source.blocks(), exchange);
    double is_double = 0.0;
    together(exchange, [&] {
      vmf_row_scratch scratch;
      if (mine.first == mine.last) return;
      const vmf_row_block block = source.block(mine.first, scratch);
      is_double = block.f64 || block.values64 ? 1.0 : 0.0;
    });
    exchange.maximum(&is_double, 1);
    largest_kappa_ = options.largest_kappa > 0.0
                         ? options.largest_kappa
                         : vmf_kappa_c(dim_, is_double > 0.0 ? 0x1p-75 : 0x1p-50);
    for (std::uint64_t b = mine.first; b < mine.last; ++b) blocks_.push_back(b);
  }

  vmf_mixture_state first_state() {
    const bool only = options_.restarts == 1;
    return vmf_mixture_state(seeded(0), only ? 1 : 0);
  }

  vmf_mixture_fit_result run(vmf_mixture_state s) {
    if (s.mixture.dim() != source_.dim())
      refuse("rows of ", source_.dim(), " coordinates, not ", s.mixture.dim());
    return options_.method == vmf_em::online ? run_online(std::move(s)) : run_batch(std::move(s));
  }

 private:
  vmf_mixture seeded(std::uint64_t run) {
    plan_.run = run;
    const mixture_seeds seeds = seed_mixture(source_, options_.components, plan_, exchange_);
    const std::size_t K = seeds.mus.size() / source_.dim();
    // Two rows of a component are at mu.x = A of its mean, and at A^2 of each other.
    const double square = max(1.0 - seeds.mean_c, 0x1p-40);
    const double A = sqrt(square);
    mean_resultant r;
    r.add(1.0, A, square > 0.5 ? seeds.mean_c / (1.0 + A) : 1.0 - A);
    const double share = 1.0 / static_cast<double>(K + (options_.noise ? 1 : 0));
    return {source_.dim(), std::vector<double>(K, share), seeds.mus,
            std::vector<double>(K, r.kappa(dim_, largest_kappa_)), options_.noise ? share : 0.0};
  }

  vmf_mixture_fit_result run_batch(vmf_mixture_state s) {
    const std::size_t restarts = options_.restarts;
    for (;;) {
      const bool goes_on = s.run >= restarts;
      plan_.run = s.run;
      plan_.iteration = s.iteration;
      const expectation e = expect(s.mixture, source_, blocks_, plan_, exchange_);
      if (!(e.score.total_weight > 0.0)) refuse("rows of total weight 0 have no fit");
      if (e.objective > s.best_objective) {
        s.best = s.mixture;
        s.best_objective = e.objective;
        s.best_score = e.score;
      }
      const bool stop = is_stopped(s, s.iteration, e.score.log_likelihood);
      const bool settled =
          options_.method != vmf_em::stochastic && is_settled(s.previous, e.objective, e.score);
      const bool ends =
          settled || s.iteration + 1 >= (goes_on ? options_.iterations : options_.short_iterations);
      if (stop || (goes_on && ends))
        return {without_empty(s.best, 0.0), s.best_score, static_cast<std::size_t>(s.iteration + 1),
                settled};
      if (ends) {
        ++s.run;
        s.mixture = s.run < restarts ? seeded(s.run) : s.best;
        s.iteration = 0;
        s.previous = -infinity;
        s.reseeded = 0;
        continue;
      }
      s.mixture = maximised(s.mixture, e, options_, largest_kappa_);
      refill(s, e);
      s.previous = e.objective;
      ++s.iteration;
    }
  }

  /// Whether the gain over the uniform density has come to rest.
  bool is_settled(double previous, double objective, const vmf_mixture_score& score) const {
    const double uniform = score.total_weight * vmf_log_peak(dim_, 0.0);
    const double step = abs(objective - previous);
    return step <= options_.tolerance * abs(objective - uniform) ||
           step <= 0x1p-50 * abs(objective);
  }

  bool is_stopped(const vmf_mixture_state& s, std::uint64_t iteration, double log_likelihood) {
    if (!options_.on_iteration) return false;
    double stop = 0.0;
    together(exchange_, [&] {
      stop = options_.on_iteration({static_cast<std::size_t>(s.run),
                                    static_cast<std::size_t>(iteration), log_likelihood,
                                    s.mixture.size(), s})
                 ? 0.0
                 : 1.0;
    });
    exchange_.maximum(&stop, 1);
    return stop > 0.0;
  }

  /// Gives the empty components of s.mixture, which comes of e, a new beginning or drops them. One begins with the common kappa
  /// where that is a gain; the others have weight 0 until their turn. The largest component is never empty.
  void refill(vmf_mixture_state& s, const expectation& e) {
    const double least = options_.least_rows / static_cast<double>(e.score.count);
    const vmf_mixture& now = s.mixture;
    const std::vector<std::size_t> empty = empty_of(now, least);
    if (empty.empty()) return;
    if (options_.empty == vmf_empty::drop || s.reseeded >= 3 * options_.components) {
      s.mixture = without_empty(now, least);
      return;
    }
    std::vector<double> weights = now.weights();
    for (const std::size_t k : empty) weights[k] = 0.0;
    mean_resultant shared;
    for (std::size_t k = 0; k < now.size(); ++k)
      shared.add(weights[k], vmf_mean_resultant_length(dim_, now.kappas()[k]),
                 vmf_mean_resultant_length_c(dim_, now.kappas()[k]));
    const double kappa = shared.kappa(dim_, largest_kappa_);
    const vmf_mixture rest =
        normalised_mixture(now.dim(), std::move(weights), now.mus(), now.kappas(), now.noise());
    // Streams past those of the seeds.
    const std::uint64_t stream = 2 + options_.components + s.reseeded++;
    const new_component begins = component_placing(source_, plan_, exchange_)(rest, kappa, stream);
    s.mixture = begins.gain > 0.0 ? joined(rest, empty.front(), begins, kappa) : rest;
  }

  /// A mixture with a component in the place of component k, which has weight 0.
  static vmf_mixture joined(const vmf_mixture& rest, std::size_t k, const new_component& begins,
                            double kappa) {
    std::vector<double> weights = rest.weights();
    std::vector<double> mus = rest.mus();
    std::vector<double> kappas = rest.kappas();
    const double others = 1.0 - begins.weight;
    for (double& weight : weights) weight *= others;
    weights[k] = begins.weight;
    std::copy(begins.mu.begin(), begins.mu.end(), &mus[k * rest.dim()]);
    kappas[k] = kappa;
    return normalised_mixture(rest.dim(), std::move(weights), std::move(mus), std::move(kappas),
                              rest.noise() * others);
  }

  /// The passes of online EM.
  vmf_mixture_fit_result run_online(vmf_mixture_state s) {
    const std::size_t K = s.mixture.size();
    const std::size_t columns = K + (s.mixture.noise() > 0.0 ? 1 : 0);
    const std::size_t length = columns + K + K * source_.dim();
    const std::uint64_t batches =
        source_.blocks() / options_.batch_blocks + (source_.blocks() % options_.batch_blocks != 0);
    if (s.running.empty()) s.running = expected_means(s.mixture);
    if (s.running.size() != length)
      refuse("the state has ", s.running.size(), " sums, not ", length);
    const auto settled = [&] { return is_settled(s.previous, s.objective, s.best_score); };
    while (!settled() && s.iteration < options_.iterations) {
      const std::vector<std::uint64_t> order =
          shuffled_blocks(source_.blocks(), options_.seed, s.iteration);
      double objective = 0.0;
      double weight = 0.0;
      for (std::uint64_t b = 0; b < batches; ++b) {
        std::vector<std::uint64_t> batch;
        for (std::uint64_t i = b * options_.batch_blocks;
             i < std::min<std::uint64_t>((b + 1) * options_.batch_blocks, order.size()); ++i) {
          if (!blocks_.empty() && order[i] >= blocks_.front() && order[i] <= blocks_.back())
            batch.push_back(order[i]);
        }
        const expectation e = expect(s.mixture, source_, batch, plan_, exchange_);
        if (!(e.score.total_weight > 0.0)) continue;
        objective += e.objective;
        weight += e.score.total_weight;
        const double t = static_cast<double>(s.iteration * batches + b);
        blend(s, e, exp_of(-options_.step_exponent * log_two_words(t + 2.0, 0.0).hi), options_,
              largest_kappa_);
      }
      if (!(weight > 0.0)) refuse("rows of total weight 0 have no fit");
      s.previous = s.objective;
      s.objective = objective;
      s.best_score.total_weight = weight;
      if (is_stopped(s, s.iteration++, objective)) break;
    }
    expectation e = expect(s.mixture, source_, blocks_, plan_, exchange_);
    const std::size_t before = s.mixture.size();
    s.mixture = without_empty(s.mixture, options_.least_rows / static_cast<double>(e.score.count));
    if (s.mixture.size() < before) e = expect(s.mixture, source_, blocks_, plan_, exchange_);
    return {s.mixture, e.score, static_cast<std::size_t>(s.iteration), settled()};
  }

  const vmf_row_source& source_;
  const vmf_mixture_options& options_;
  vmf_exchange& exchange_;
  double dim_;
  double largest_kappa_ = 0.0;
  expectation_plan plan_;
  std::vector<std::uint64_t> blocks_;  // of this rank
};

}  // namespace detail

/// Goes on with a fit from a state: one that on_iteration was given, for the same source and options (but for threads, ranks, the
/// number of iterations and on_iteration), or one made of a mixture to begin with. Errors: as below, and where dims differ.
inline vmf_mixture_fit_result vmf_mixture_fit(const vmf_row_source& source,
                                              const vmf_mixture_options& options,
                                              vmf_exchange& exchange,
                                              const vmf_mixture_state& from) {
  return detail::mixture_fit(source, options, exchange).run(from);
}

/// The mixture of the rows of a source, seeded by k-means++, on the ranks of an exchange, each of which gets the result. It has fewer
/// components than asked for where they lost their rows or the rows have fewer directions.
/// Errors: std::invalid_argument for an option out of range, fewer rows with weight than components, or a row that is no good, with
/// its number; std::runtime_error on the ranks where nothing was wrong when something was on another.
inline vmf_mixture_fit_result vmf_mixture_fit(const vmf_row_source& source,
                                              const vmf_mixture_options& options,
                                              vmf_exchange& exchange) {
  detail::mixture_fit fit(source, options, exchange);
  return fit.run(fit.first_state());
}

/// The same in one process.
inline vmf_mixture_fit_result vmf_mixture_fit(const vmf_row_source& source,
                                              const vmf_mixture_options& options) {
  vmf_alone alone;
  return vmf_mixture_fit(source, options, alone);
}

}  // namespace logbessel
