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

#include <logbessel/detail/vmf_mixture_seeding.hpp>
#include <logbessel/vmf_mixture_state.hpp>

#include <functional>

namespace logbessel {

/// soft: responsibilities. hard: each row counts for its likeliest component, and sum of w max_k z_k is what grows. stochastic: for
/// one drawn by the responsibilities. online: soft, by the batch of blocks (Cappe and Moulines, JRSS B 71, 2009), means of the sums
/// taking the place of sums: s <- s + g_t (s_batch - s), g_t = (t + 1)^-exponent, t = 0, 1, ...
enum class vmf_em { soft, hard, stochastic, online };

/// What becomes of a component that has lost its rows: it begins again at the row of the least density, one in an iteration and at
/// most three times their number in a run, or it is dropped. Online, it is dropped at the end.
enum class vmf_empty { reseed, drop };

struct vmf_mixture_progress;

struct vmf_mixture_options {
  std::size_t components = 1;
  vmf_em method = vmf_em::soft;
  bool common_kappa = false;
  bool noise = false;  ///< with a uniform component
  vmf_rows rows = vmf_rows::unit;

  std::uint64_t seed = 0;
  std::size_t restarts = 1;          ///< so many short runs, of which the best goes on; 1: one run
  std::size_t short_iterations = 5;  ///< of a short run
  std::size_t iterations = 200;      ///< of the run that goes on; with online, passes over the data
  double tolerance = 1e-8;  ///< ends a run: of the gain over the uniform density, by an iteration

  vmf_empty empty = vmf_empty::reseed;
  double least_rows = 2.0;  ///< below which weight, in mean weights of a row, a component is empty
  double prior_weight = 0.0;  ///< n0
  double prior_rbar = 0.0;    ///< rbar0
  double largest_kappa =
      0.0;  ///< 0: that of 1 - rbar = 2^-50 for float rows, 2^-75 for double, which is all they can tell

  std::size_t batch_blocks = 16;  ///< online: blocks of 256 rows in a batch
  double step_exponent = 0.6;     ///< online: above 1/2, at most 1

  unsigned threads = 0;  ///< 0: one per core
  /// Called after each E step (online: each pass) on every rank; false, on any, ends the fit with what it has.
  std::function<bool(const vmf_mixture_progress&)> on_iteration;
};

struct vmf_mixture_progress {
  std::size_t run;  ///< of the short ones, from 0 on; options.restarts for the one that goes on
  std::size_t iteration;  ///< of this run, from 0 on
  double log_likelihood;  ///< of the current mixture; online: of each batch before its step
  std::size_t components;
  const vmf_mixture_state& state;  ///< from which the same bits follow (vmf_mixture_state.hpp)
};

struct vmf_mixture_fit_result {
  vmf_mixture mixture;      ///< the best one seen
  vmf_mixture_score score;  ///< of it
  std::size_t iterations;   ///< of the last run
  bool converged;           ///< else out of iterations, or stopped
};

namespace detail {

inline void check_options(const vmf_mixture_options& o) {
  if (o.components == 0) refuse("a mixture of no components");
  if (o.restarts == 0) refuse("no run");
  if (o.iterations == 0 || (o.restarts > 1 && o.short_iterations == 0)) refuse("no iterations");
  if (!(o.tolerance >= 0.0)) refuse("tolerance is ", o.tolerance);
  if (!(o.least_rows >= 0.0)) refuse("least_rows is ", o.least_rows);
  if (!(o.prior_weight >= 0.0 && o.prior_weight < infinity))
    refuse("the prior's weight is ", o.prior_weight);
  if (!(o.prior_rbar >= 0.0 && o.prior_rbar <= 1.0)) refuse("the prior's rbar is ", o.prior_rbar);
  if (!(o.largest_kappa >= 0.0 && o.largest_kappa < infinity))
    refuse("the largest kappa is ", o.largest_kappa);
  if (o.method != vmf_em::online) return;
  if (o.restarts > 1) refuse("online EM has no short runs");
  if (o.batch_blocks == 0) refuse("batches of no blocks");
  if (!(o.step_exponent > 0.5 && o.step_exponent <= 1.0))
    refuse("the exponent of the steps is ", o.step_exponent);
}

/// A weighted mean of mean resultant lengths, both as rbar and as 1 - rbar.
struct mean_resultant {
  double weight = 0.0, rbar = 0.0, c = 0.0;

  void add(double w, double rbar_, double c_) {
    weight += w;
    rbar = fma(w, rbar_, rbar);
    c = fma(w, c_, c);
  }

  void add(const mean_resultant& other) {
    weight += other.weight;
    rbar += other.rbar;
    c += other.c;
  }

  double kappa(double dim, double largest) const {
    if (!(weight > 0.0)) return 0.0;
    return min(c < 0.5 * weight ? vmf_kappa_c(dim, c / weight) : vmf_kappa(dim, rbar / weight),
               largest);
  }
};

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
    plan_.seed = options.seed;
    plan_.share = options.method == vmf_em::hard         ? vmf_share::hard
                  : options.method == vmf_em::stochastic ? vmf_share::drawn
                                                         : vmf_share::soft;
    const block_range mine = share_of(source.blocks(), exchange);
    double is_double = 0.0;
    together(exchange, [&] {
      vmf_row_scratch scratch;
      if (mine.first < mine.last) is_double = source.block(mine.first, scratch).f64 ? 1.0 : 0.0;
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
      s.mixture = maximised(s.mixture, e);
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

  /// The M step. 1 - rbar keeps its digits for rows close together: with m = S/W, t = T/W the mean of 1 - mu.x about the old mean
  /// direction, and D = m - mu,
  ///
  ///     rbar^2 = |mu + D|^2 = 1 + 2 mu.D + |D|^2,   mu.D = -t,   1 - rbar = (2 t - |D|^2)/(1 + rbar).
  ///
  /// A component without rows keeps its mean; kappa is at most largest_kappa_, to which the likelihood of what lies beyond rises.
  vmf_mixture maximised(const vmf_mixture& old, const expectation& e) const {
    const std::size_t dim = source_.dim();
    const std::size_t K = old.size();
    const double n0 = options_.prior_weight;
    const double W = e.score.total_weight;
    std::vector<double> weights(K), mus = old.mus(), kappas(K);
    std::vector<double_double<double>> m(dim);
    mean_resultant common;
    for (std::size_t k = 0; k < K; ++k) {
      const double_double<double> Wk = e.W[k];
      weights[k] = Wk.hi / W;
      mean_resultant own;
      if (Wk.hi > 0.0) {
        double* mu = &mus[k * dim];
        double_double<double> squares = {0.0, 0.0};
        double_double<double> moved = {0.0, 0.0};
        for (std::size_t j = 0; j < dim; ++j) {
          m[j] = e.S[k * dim + j] / Wk;
          const double_double<double> D = m[j] + -mu[j];
          squares = squares + m[j] * m[j];
          moved = moved + D * D;
        }
        const double_double<double> t = e.T[k] / Wk;
        const double_double<double> rbar = squares.hi > 0.0 ? sqrt(squares) : squares;
        if (rbar.hi > 0.0) {
          for (std::size_t j = 0; j < dim; ++j) mu[j] = (m[j] / rbar).hi;
        }
        own.add(Wk.hi, min(rbar.hi, 1.0), max((t + t + -moved).hi / (1.0 + rbar.hi), 0.0));
        common.add(own);
      }
      own.add(n0, options_.prior_rbar, 1.0 - options_.prior_rbar);
      kappas[k] = own.kappa(dim_, largest_kappa_);
    }
    if (options_.common_kappa) {
      common.add(n0 * static_cast<double>(K), options_.prior_rbar, 1.0 - options_.prior_rbar);
      std::fill(kappas.begin(), kappas.end(), common.kappa(dim_, largest_kappa_));
    }
    return normalised(dim, std::move(weights), std::move(mus), std::move(kappas),
                      e.W.size() > K ? e.W[K].hi / W : 0.0);
  }

  /// Gives the empty components of s.mixture, which comes of e, a new beginning or drops them. One begins with the common kappa
  /// and the share of one of many; the others have weight 0 until their turn. The largest component is never empty.
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
    std::vector<double> mus = now.mus();
    std::vector<double> kappas = now.kappas();
    for (const std::size_t k : empty) weights[k] = 0.0;
    mean_resultant shared;
    for (std::size_t k = 0; k < now.size(); ++k)
      shared.add(weights[k], vmf_mean_resultant_length(dim_, kappas[k]),
                 vmf_mean_resultant_length_c(dim_, kappas[k]));
    const std::vector<double> x = row_direction(source_, e.least.row, exchange_);
    const std::size_t k = empty.front();
    std::copy(x.begin(), x.end(), &mus[k * x.size()]);
    weights[k] = 1.0 / static_cast<double>(now.size());
    kappas[k] = shared.kappa(dim_, largest_kappa_);
    ++s.reseeded;
    s.mixture =
        normalised(now.dim(), std::move(weights), std::move(mus), std::move(kappas), now.noise());
  }

  /// The components of less weight than `least`, or none, but for the largest.
  static std::vector<std::size_t> empty_of(const vmf_mixture& mixture, double least) {
    const std::vector<double>& a = mixture.weights();
    const auto largest = std::max_element(a.begin(), a.end()) - a.begin();
    std::vector<std::size_t> empty;
    for (std::size_t k = 0; k < a.size(); ++k) {
      if ((a[k] < least || a[k] == 0.0) && k != static_cast<std::size_t>(largest))
        empty.push_back(k);
    }
    return empty;
  }

  static vmf_mixture without_empty(const vmf_mixture& mixture, double least) {
    const std::vector<std::size_t> empty = empty_of(mixture, least);
    if (empty.empty()) return mixture;
    std::vector<double> weights, mus, kappas;
    for (std::size_t k = 0; k < mixture.size(); ++k) {
      if (std::binary_search(empty.begin(), empty.end(), k)) continue;
      weights.push_back(mixture.weights()[k]);
      mus.insert(mus.end(), mixture.mu(k), mixture.mu(k) + mixture.dim());
      kappas.push_back(mixture.kappas()[k]);
    }
    return normalised(mixture.dim(), std::move(weights), std::move(mus), std::move(kappas),
                      mixture.noise());
  }

  static vmf_mixture normalised(std::size_t dim, std::vector<double> weights,
                                std::vector<double> mus, std::vector<double> kappas, double noise) {
    double sum = noise;
    for (const double a : weights) sum += a;
    for (double& a : weights) a /= sum;
    return {dim, std::move(weights), std::move(mus), std::move(kappas), noise / sum};
  }

  /// The passes of online EM. s.running has the means, by weight, of W, T and S, T about the means of s.mixture.
  vmf_mixture_fit_result run_online(vmf_mixture_state s) {
    const std::size_t K = s.mixture.size();
    const std::size_t columns = K + (s.mixture.noise() > 0.0 ? 1 : 0);
    const std::size_t length = columns + K + K * source_.dim();
    const std::uint64_t batches =
        source_.blocks() / options_.batch_blocks + (source_.blocks() % options_.batch_blocks != 0);
    if (s.running.empty()) s.running = expected(s.mixture);
    if (s.running.size() != length)
      refuse("the state has ", s.running.size(), " sums, not ", length);
    bool settled = false;
    while (!settled && s.iteration < options_.iterations) {
      const std::vector<std::uint64_t> order = shuffled_blocks(s.iteration);
      double objective = 0.0;
      vmf_mixture_score pass = {0.0, 0.0, 0.0, 0};
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
        pass.total_weight += e.score.total_weight;
        const double t = static_cast<double>(s.iteration * batches + b);
        blend(s, e, exp_of(-options_.step_exponent * log_two_words(t + 2.0, 0.0).hi));
      }
      if (!(pass.total_weight > 0.0)) refuse("rows of total weight 0 have no fit");
      s.previous = s.objective;
      s.objective = objective;
      settled = is_settled(s.previous, s.objective, pass);
      if (is_stopped(s, s.iteration++, objective)) break;
    }
    expectation e = expect(s.mixture, source_, blocks_, plan_, exchange_);
    const std::size_t before = s.mixture.size();
    s.mixture = without_empty(s.mixture, options_.least_rows / static_cast<double>(e.score.count));
    if (s.mixture.size() < before) e = expect(s.mixture, source_, blocks_, plan_, exchange_);
    return {s.mixture, e.score, static_cast<std::size_t>(s.iteration), settled};
  }

  /// What a mixture expects the running means to be.
  std::vector<double> expected(const vmf_mixture& mixture) const {
    std::vector<double> means = mixture.weights();
    if (mixture.noise() > 0.0) means.push_back(mixture.noise());
    for (std::size_t k = 0; k < mixture.size(); ++k)
      means.push_back(mixture.weights()[k] *
                      vmf_mean_resultant_length_c(dim_, mixture.kappas()[k]));
    for (std::size_t k = 0; k < mixture.size(); ++k) {
      const double A = vmf_mean_resultant_length(dim_, mixture.kappas()[k]);
      for (std::size_t j = 0; j < mixture.dim(); ++j)
        means.push_back(mixture.weights()[k] * A * mixture.mu(k)[j]);
    }
    return means;
  }

  /// The step of one batch.
  void blend(vmf_mixture_state& s, const expectation& e, double g) const {
    const std::size_t dim = source_.dim();
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
    s.mixture = maximised(old, means);
    for (std::size_t k = 0; k < K; ++k) {
      double_double<double> moved = {T[k], 0.0};
      for (std::size_t j = 0; j < dim; ++j)
        moved = moved + means.S[k * dim + j] * (old.mu(k)[j] - s.mixture.mu(k)[j]);
      T[k] = max(moved.hi, 0.0);
    }
  }

  /// The blocks of the data in the order of a pass: by random keys.
  std::vector<std::uint64_t> shuffled_blocks(std::uint64_t pass) const {
    std::vector<std::pair<double, std::uint64_t>> keyed;
    for (std::uint64_t b = 0; b < source_.blocks(); ++b)
      keyed.emplace_back(uniforms_at(options_.seed, b, 1 + pass, mixture_place(0, false)).first, b);
    std::sort(keyed.begin(), keyed.end());
    std::vector<std::uint64_t> order;
    for (const auto& [key, b] : keyed) order.push_back(b);
    return order;
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
