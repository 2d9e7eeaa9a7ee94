/// @file
/// How a mixture is fitted, and what comes of it.
#pragma once

#include <logbessel/vmf_mixture_state.hpp>

#include <functional>

namespace logbessel {

/// soft: responsibilities. hard: each row counts for its likeliest component, and sum of w max_k z_k is what grows. stochastic: for
/// one drawn by the responsibilities. online: soft, by the batch of blocks (Cappe and Moulines, JRSS B 71, 2009), means of the sums
/// taking the place of sums: s <- s + g_t (s_batch - s), g_t = (t + 1)^-exponent, t = 0, 1, ...
enum class vmf_em { soft, hard, stochastic, online };

/// What becomes of a component that has lost its rows: it begins again where the likelihood gains most from it, one in an iteration
/// and at most three times their number in a run (detail/vmf_mixture_reseeding.hpp), or it is dropped. Online, it is dropped at
/// the end.
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
  /// Null: the loops as the caller compiles them; vmf_mixture_kernels() of vmf_batch.hpp has the same results sooner.
  const detail::strip_kernels* kernels = nullptr;
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

}  // namespace detail

}  // namespace logbessel
