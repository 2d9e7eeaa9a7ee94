/// @file
/// logbessel-vmf: fits von Mises-Fisher distributions and mixtures to files of rows, and applies them.
#include <logbessel/detail/vmf_blocks.hpp>

#include <CLI/CLI.hpp>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <new>
#include <string>

#include "vmf/commands.hpp"
#include "vmf/mpi_exchange.hpp"

namespace logbessel::program {
namespace {

void complain(const std::string& what) { std::cerr << "logbessel-vmf: " << what << '\n'; }

/// Writes text to standard output; the exit code.
int show(const std::string& text) {
  errno = 0;
  if (std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0) return 0;
  complain(std::string("standard output: ") + std::strerror(errno));
  return 1;
}

/// Runs a command on every rank. Its text or its error is told once: the error by the first rank that has one of its own.
int run(const std::function<std::string()>& command, vmf_exchange& exchange) {
  std::string text, error;
  bool is_own = true;
  double code = 1.0;
  try {
    text = command();
    code = 0.0;
  } catch (const detail::other_rank_failed& other) {
    error = other.what();
    is_own = false;
  } catch (const interruption& stop) {
    error = stop.what();
    code = 130.0;
  } catch (const std::bad_alloc&) {
    error = "out of memory";
  } catch (const std::exception& cause) {
    error = without_prefix(cause.what());
  }
  const double mine = exchange.ranks() - exchange.rank();
  double agreed[] = {code, code > 0.0 && is_own ? mine : 0.0};
  exchange.maximum(agreed, 2);
  if (agreed[1] == mine) complain(error);
  if (agreed[0] > 0.0) return static_cast<int>(agreed[0]);
  return exchange.rank() == 0 ? show(text) : 0;
}

void add_data_options(CLI::App& command, data_options& data) {
  command.add_option("--weights", data.weights, "A number for each row: .npy, .npz or .csv");
  command.add_flag("--normalise", data.normalise,
                   "Rows of any length, which is divided out; without it they must be unit");
  command.add_option("--threads", data.threads, "The result does not depend on them; 0: all cores")
      ->capture_default_str();
}

void add_result_options(CLI::App& command, result_options& out) {
  command.add_option("--out", out.json, "Write the model here, as JSON");
  command.add_option("--npz", out.npz, "Write its arrays here");
}

constexpr const char* rows_help = "Rows: .npy, .npz (FILE.npz:NAME for one of its arrays) or .csv";

CLI::App* add_fit(CLI::App& app, fit_options& o) {
  auto* c = app.add_subcommand("fit", "Fit one distribution");
  c->add_option("FILE", o.paths, std::string(rows_help) + ", or what --statistics wrote")
      ->required();
  c->add_option("--level", o.level, "Of the interval for kappa and the cone for mu")
      ->capture_default_str();
  c->add_option("--statistics", o.statistics, "Write the sums here: files of them merge exactly");
  add_data_options(*c, o.data);
  add_result_options(*c, o.out);
  return c;
}

CLI::App* add_fit_classes(CLI::App& app, fit_classes_options& o) {
  auto* c = app.add_subcommand("fit-classes", "Fit one distribution to each class");
  c->add_option("FILE", o.data.path, rows_help)->required();
  c->add_option("LABELS", o.labels, "An integer for each row")->required();
  c->add_flag("--common-kappa", o.common_kappa, "One kappa for all");
  c->add_option("--level", o.level, "Of the intervals and cones")->capture_default_str();
  add_data_options(*c, o.data);
  add_result_options(*c, o.out);
  return c;
}

CLI::App* add_mixture(CLI::App& app, mixture_options& o) {
  static const std::map<std::string, vmf_em> methods = {{"soft", vmf_em::soft},
                                                        {"hard", vmf_em::hard},
                                                        {"stochastic", vmf_em::stochastic},
                                                        {"online", vmf_em::online}};
  static const std::map<std::string, vmf_empty> empties = {{"reseed", vmf_empty::reseed},
                                                           {"drop", vmf_empty::drop}};
  vmf_mixture_options& f = o.fit;
  auto* c = app.add_subcommand("mixture", "Fit a mixture by expectation maximisation");
  c->add_option("FILE", o.data.path, rows_help)->required();
  c->add_option("--components", f.components, "How many")->required();
  c->add_option("--method", f.method, "soft, hard, stochastic or online")
      ->transform(CLI::Transformer(methods))
      ->default_str("soft");
  c->add_flag("--common-kappa", f.common_kappa, "One kappa for all");
  c->add_flag("--noise", f.noise, "With a uniform component");
  c->add_option("--seed", f.seed, "Of all that is drawn")->capture_default_str();
  c->add_option("--restarts", f.restarts, "Short runs, of which the best goes on; 1: one run")
      ->capture_default_str();
  c->add_option("--short-iterations", f.short_iterations, "Of a short run")->capture_default_str();
  c->add_option("--iterations", f.iterations, "Of the run that goes on; online: passes")
      ->capture_default_str();
  c->add_option("--tolerance", f.tolerance, "The relative gain that ends it")
      ->capture_default_str();
  c->add_option("--empty", f.empty, "What becomes of a component without rows: reseed or drop")
      ->transform(CLI::Transformer(empties))
      ->default_str("reseed");
  c->add_option("--least-rows", f.least_rows, "With fewer a component is empty")
      ->capture_default_str();
  c->add_option("--prior-weight", f.prior_weight, "Rows that the prior of kappa counts for")
      ->capture_default_str();
  c->add_option("--prior-rbar", f.prior_rbar, "Their mean resultant length")->capture_default_str();
  c->add_option("--largest-kappa", f.largest_kappa, "0: what the type of the rows can tell")
      ->capture_default_str();
  c->add_option("--batch-blocks", f.batch_blocks, "online: blocks of 256 rows in a batch")
      ->capture_default_str();
  c->add_option("--step-exponent", f.step_exponent, "online: above 1/2, at most 1")
      ->capture_default_str();
  c->add_option("--checkpoint", o.checkpoint, "Write the fit here, and go on from it");
  c->add_option("--checkpoint-seconds", o.checkpoint_seconds, "How often")->capture_default_str();
  add_data_options(*c, o.data);
  add_result_options(*c, o.out);
  return c;
}

CLI::App* add_sample(CLI::App& app, sample_options& o) {
  auto* c = app.add_subcommand("sample", "Draw rows from a model");
  c->add_option("MODEL", o.model, "Written by --out of a fit")->required();
  c->add_option("N", o.count, "How many")->required();
  c->add_option("--out", o.out, "Write them here, as .npy")->required();
  c->add_option("--labels", o.labels, "Write here from which component each is, as .npy");
  c->add_option("--seed", o.seed, "Row i depends on nothing but model, seed and i")
      ->capture_default_str();
  c->add_flag("--float", o.is_float, "float32 instead of float64");
  c->add_option("--threads", o.threads, "The result does not depend on them; 0: all cores")
      ->capture_default_str();
  return c;
}

CLI::App* add_score(CLI::App& app, score_options& o) {
  auto* c = app.add_subcommand("score", "Say what a model makes of rows");
  c->add_option("MODEL", o.model, "Written by --out of a fit")->required();
  c->add_option("FILE", o.data.path, rows_help)->required();
  c->add_option("--labels", o.labels, "An integer for each row, to compare with");
  c->add_option(
      "--out", o.out,
      "Write log_densities, responsibilities, labels, tails and silhouettes here, as .npz");
  add_data_options(*c, o.data);
  return c;
}

int main_of(int argc, char** argv) {
  const auto exchange = make_exchange(argc, argv);
  catch_signals();
  CLI::App app("Fits von Mises-Fisher distributions and their mixtures.");
  app.require_subcommand(1);
  fit_options fit_of;
  fit_classes_options classes_of;
  mixture_options mixture_of;
  sample_options sample_of;
  score_options score_of;
  std::string info_of;
  auto* fit_command = add_fit(app, fit_of);
  auto* classes_command = add_fit_classes(app, classes_of);
  auto* mixture_command = add_mixture(app, mixture_of);
  auto* sample_command = add_sample(app, sample_of);
  auto* score_command = add_score(app, score_of);
  auto* info_command = app.add_subcommand("info", "Say what a file holds");
  info_command->add_option("FILE", info_of, "Rows, a model, statistics or a checkpoint")
      ->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return exchange->rank() == 0 ? app.exit(error) : 0;
    if (exchange->rank() == 0) complain(error.what());
    return 1;
  }
  return run(
      [&] {
        if (*fit_command) return fit(fit_of, *exchange);
        if (*classes_command) return fit_classes(classes_of, *exchange);
        if (*mixture_command) return mixture(mixture_of, *exchange);
        if (*sample_command) return sample(sample_of, *exchange);
        if (*score_command) return score(score_of, *exchange);
        if (exchange->ranks() > 1) detail::refuse("info runs in one process");
        return info(info_of, *exchange);
      },
      *exchange);
}

}  // namespace
}  // namespace logbessel::program

int main(int argc, char** argv) { return logbessel::program::main_of(argc, argv); }
