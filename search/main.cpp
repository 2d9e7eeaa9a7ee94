/// @file
/// logbessel-evolve: searches programs that approximate a function.
#include <CLI/CLI.hpp>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "../tests/support/files.hpp"
#include "certify/certificate.hpp"
#include "certify/command.hpp"
#include "classical/command.hpp"
#include "enumerate/enumerate.hpp"
#include "evolve/run.hpp"
#include "operation_costs.hpp"

namespace logbessel::search {
namespace {

volatile std::sig_atomic_t interrupted = 0;
void on_signal(int) { interrupted = 1; }

struct arguments {
  std::string target = "exp2";
  std::vector<double> interval;
  std::string measure = "relative";
  std::string operations = "+-*/";
  std::string cost = "operations";
  std::vector<std::string> goals;
  std::string optimiser = "levenberg-marquardt";
  std::string selection = "niches";
  std::string out;
  bool no_watchdog = false, no_inheritance = false, no_continuation = false;
  bool no_duplication = false, no_crossover = false;
  run_options run;
};

goal goal_of(const std::string& text) {
  goal g;
  char colon = 0;
  std::istringstream in(text);
  if (!(in >> g.cost >> colon >> g.error) || colon != ':' || !in.eof()) {
    throw std::invalid_argument("'" + text + "' is no goal such as 10:9.2e-17");
  }
  return g;
}

cost_model cost_of(const std::string& text) {
  if (text == "operations") return {};
  if (text == "time") return measured_costs();
  cost_model out;
  std::istringstream in(text);
  for (int& c : out.of) {
    if (!(in >> c) || c < 1) {
      throw std::invalid_argument(
          "the cost is 'operations', 'time', or six integers from 1 on, such as "
          "1,1,1,4,1,6 for + - * / fma sqrt");
    }
    in.ignore(1, ',');
  }
  return out;
}

void show(const std::vector<front_entry>& front, std::FILE* to) {
  for (const front_entry& e : front) {
    std::vector<std::string> constants;
    for (const real& c : e.fit.constants) constants.push_back(c.to_string(20));
    std::fprintf(to, "%3d  %.4e  %8.2f s  %s\n", e.cost, e.fit.error, e.seconds,
                 to_string(e.shape, constants).c_str());
  }
}

/// Digits that leave the error of a program of errors down to 1e-35 as it is.
constexpr int constant_digits = 50;

certificate certificate_of(const std::string& cost, std::uint64_t seed, const problem& on,
                           const std::vector<front_entry>& front, const std::string& command) {
  certificate c;
  c.target = on.of().name;
  c.over = on.over();
  c.m = on.measure();
  c.cost_model =
      cost == "operations" ? "one for each operation" : "weights " + cost + " of + - * / fma sqrt";
  for (const front_entry& e : front) {
    certified_program p;
    p.p.shape = e.shape;
    for (const real& k : shorten(e.shape, on, e.fit).constants)
      p.p.constants.push_back(k.to_string(constant_digits));
    p.cost = e.cost;
    p.found = {command, seed, e.seconds};
    c.programs.push_back(std::move(p));
  }
  return c;
}

int evolve(arguments& a, communicator& processes, const std::string& command) {
  if (!a.out.empty() && processes.rank() == 0) harness::check_writable(a.out);
  const target& t = target_named(a.target);
  const interval over = a.interval.empty() ? t.usual : interval{a.interval[0], a.interval[1]};
  const problem on(t, over, a.measure == "absolute" ? metric::absolute : metric::relative);
  run_options& how = a.run;
  evolution_options& e = how.evolution;
  e.operations = operation_set(a.operations);
  e.cost = cost_of(a.cost);
  e.select = a.selection == "nsga2" ? selection::nsga2 : selection::niches;
  e.mutation.duplication = !a.no_duplication;
  e.mutation.crossover = !a.no_crossover;
  e.fit.by = a.optimiser == "cma-es" ? optimiser::cma_es : optimiser::levenberg_marquardt;
  e.fit.watchdog = !a.no_watchdog;
  e.fit.inherit = !a.no_inheritance;
  if (a.no_continuation) e.fit.continuation_from = most_constants + 1;
  for (const std::string& text : a.goals) how.goals.push_back(goal_of(text));
  if (how.islands < processes.size()) how.islands = processes.size();

  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  const bool terminal = isatty(STDERR_FILENO) == 1;
  const auto report = [&](const run_progress& p) {
    if (!terminal) return;
    std::fprintf(stderr, "\r\033[K%.0f s, %.3g programs fitted", p.seconds,
                 static_cast<double>(p.counters.fits));
    if (!p.front.empty()) {
      std::fprintf(stderr, ", %d operations %.3g", p.front.back().cost, p.front.back().fit.error);
    }
  };
  const run_result r = run(
      on, how, processes, [] { return interrupted != 0; }, report);
  if (processes.rank() != 0) return 0;
  if (terminal) std::fputs("\r\033[K", stderr);
  if (!a.out.empty())
    write_certificate(a.out, certificate_of(a.cost, a.run.seed, on, r.front, command));
  const auto n = [](std::uint64_t count) { return static_cast<unsigned long long>(count); };
  const island_counters& c = r.counters;
  std::printf("%s on [%.17g, %.17g], %s error, seed %llu, %d islands\n", t.formula, over.begin,
              over.end, a.measure.c_str(), n(how.seed), how.islands);
  std::printf("cost  error  found at  program\n");
  show(r.front, stdout);
  std::printf(
      "%.1f s, %llu epochs, %llu children: %llu useless, %llu seen before, %llu equal as "
      "functions, "
      "%llu with redundant constants, %llu fitted%s\n",
      r.seconds, n(r.epochs), n(c.children), n(c.useless), n(c.seen), n(c.same_function),
      n(c.redundant), n(c.fits), r.reached_goals ? "; goals reached" : "");
  if (!how.goals.empty() && !r.reached_goals && !r.interrupted) {
    throw std::runtime_error("the goals were not reached");
  }
  return r.interrupted ? 130 : 0;
}

struct enumeration_arguments {
  std::string target = "exp2";
  std::vector<double> interval;
  std::string measure = "relative";
  bool symmetric = false;
  std::string out;
  enumeration_options how;
  symmetry_options symmetry;
};

void enumerate_of(enumeration_arguments& a, const std::string& command) {
  if (!a.out.empty()) harness::check_writable(a.out);
  const target& t = target_named(a.target);
  const interval over = a.interval.empty() ? t.usual : interval{a.interval[0], a.interval[1]};
  const problem on(t, over, metric_named(a.measure));
  a.how.progress = isatty(STDERR_FILENO) == 1;
  const auto start = std::chrono::steady_clock::now();
  const enumeration found =
      a.symmetric ? enumerate_symmetric(on, a.symmetry, a.how) : enumerate(on, a.how);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::vector<front_entry> front;
  std::printf("operations  shapes  functions  fitted  error  program\n");
  for (const enumeration::level& level : found.levels) {
    std::printf("%2d  %llu  %llu  %llu", level.steps, static_cast<unsigned long long>(level.shapes),
                static_cast<unsigned long long>(level.functions),
                static_cast<unsigned long long>(level.fitted));
    if (!level.best.empty()) {
      const enumerated& best = level.best.front();
      front.push_back({best.shape.size(), best.shape, best.fit, seconds});
      std::printf("  %.4e  %s", best.fit.error, to_string(best.shape).c_str());
    }
    std::printf("\n");
  }
  std::printf("%.1f s\n", seconds);
  if (!a.out.empty())
    write_certificate(a.out, certificate_of("operations", a.how.seed, on, front, command));
}

/// Without the path of the program and of the files it writes.
std::string command_of(int argc, char** argv) {
  std::string out = "logbessel-evolve";
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--out" || word == "--checkpoint") {
      ++i;
    } else {
      out += ' ' + word;
    }
  }
  return out;
}

int main_of(int argc, char** argv) {
  const auto processes = make_communicator(argc, argv);
  CLI::App app("Searches programs of a few operations that approximate a function.");
  app.require_subcommand(1);
  arguments a;
  auto* run = app.add_subcommand("run", "Evolve programs from nothing and print the front");
  run->add_option("--target", a.target,
                  "The function: exp2, log2, erf, cos, airy, tanh, lgamma, log_i0, iv_ratio_16")
      ->capture_default_str();
  run->add_option("--interval", a.interval, "Where, instead of the usual interval")->expected(2);
  run->add_option("--metric", a.measure, "The error that counts")
      ->check(CLI::IsMember({"relative", "absolute"}))
      ->capture_default_str();
  run->add_option("--operations", a.operations, "Of + - * / f (fma) s (sqrt)")
      ->capture_default_str();
  run->add_option(
         "--cost", a.cost,
         "operations: 1 each; time: measured on this machine; or six integers, 1,1,1,4,1,6")
      ->capture_default_str();
  run->add_option("--most-cost", a.run.evolution.most_cost, "The largest cost")
      ->capture_default_str();
  run->add_option("--seed", a.run.seed, "The same seed and islands give the same run")
      ->capture_default_str();
  run->add_option("--islands", a.run.islands, "Populations, a thread each, over all processes")
      ->capture_default_str();
  run->add_option("--seconds", a.run.most_seconds, "Stop after this time")->capture_default_str();
  run->add_option("--epochs", a.run.most_epochs, "Stop after this many exchanges, 0 for never")
      ->capture_default_str();
  run->add_option("--goal", a.goals, "COST:ERROR, as 10:9.2e-17; stop when all goals are reached");
  run->add_option("--checkpoint", a.run.checkpoint, "Write the run here, and go on from it");
  run->add_option("--out", a.out, "Write the front here, as a certificate without bounds");
  auto* parts = run->add_option_group("Parts", "To measure what each is worth");
  parts->add_option("--optimiser", a.optimiser, "What fits the constants")
      ->check(CLI::IsMember({"levenberg-marquardt", "cma-es"}))
      ->capture_default_str();
  parts->add_option("--selection", a.selection, "How parents are chosen")
      ->check(CLI::IsMember({"niches", "nsga2"}))
      ->capture_default_str();
  parts->add_option("--starts", a.run.evolution.fit.starts, "Starts of a fit")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  parts->add_flag("--no-watchdog", a.no_watchdog, "Ordinary Levenberg-Marquardt alone");
  parts->add_flag("--no-inheritance", a.no_inheritance, "Random starts alone");
  parts->add_flag("--no-continuation", a.no_continuation,
                  "No fits from wide domains to narrow ones");
  parts->add_flag("--no-duplication", a.no_duplication, "No repeated blocks");
  parts->add_flag("--no-crossover", a.no_crossover, "No grafts");
  std::vector<std::string> files;
  auto* certify =
      app.add_subcommand("certify", "Prove bounds of the errors of the programs in certificates");
  certify->add_option("FILE", files, "Written by run --out; the bounds are written into it")
      ->required();
  auto* check = app.add_subcommand("check", "Prove again what certificates state");
  check->add_option("FILE", files, "Written by certify")->required();
  enumeration_arguments every;
  auto* enumerate = app.add_subcommand(
      "enumerate", "Fit every program of a few operations, or every symmetric one");
  enumerate->add_option("--target", every.target, "As in run")->capture_default_str();
  enumerate->add_option("--interval", every.interval, "As in run")->expected(2);
  enumerate->add_option("--metric", every.measure, "As in run")
      ->check(CLI::IsMember({"relative", "absolute"}))
      ->capture_default_str();
  enumerate->add_option("--operations", every.how.most_steps, "Up to how many, 1 to 6")
      ->capture_default_str();
  enumerate->add_option("--threads", every.how.threads, "The result does not depend on them")
      ->capture_default_str();
  enumerate->add_option("--seed", every.how.seed, "Of the starts of the fits")
      ->capture_default_str();
  enumerate->add_option("--starts", every.how.fit.starts, "Of each fit")->capture_default_str();
  enumerate->add_option("--out", every.out,
                        "Write the best of each number of operations here, as run does");
  auto* odd = enumerate->add_option_group("Symmetry",
                                          "For f(m + u) f(m - u) = f(m)^2, as of 2^x: programs A "
                                          "(T + c) / (T - c), T odd in u = x - m");
  odd->add_flag("--symmetric", every.symmetric, "Only these");
  odd->add_option("--centre", every.symmetry.centre, "m; unless 0, it costs an operation")
      ->capture_default_str();
  odd->add_option("--least-operations-of-t", every.symmetry.least_steps, "The smallest T")
      ->capture_default_str();
  odd->add_option("--operations-of-t", every.symmetry.most_steps,
                  "The largest T; the program has three more")
      ->capture_default_str();
  odd->add_option("--finalists", every.symmetry.finalists, "How many T are fitted in full")
      ->capture_default_str();
  odd->add_option("--repeats", every.symmetry.repeats, "How often each")->capture_default_str();
  odd->add_flag("--fractions-only", every.symmetry.fractions_only,
                "T of c / v, v + w and v - w alone");
  table_options table_of;
  std::vector<double> table_interval;
  std::string table_metric = "relative";
  auto* table = app.add_subcommand(
      "table", "Compute what classical methods reach, beside fronts, as Markdown");
  table->add_option("--target", table_of.target, "As in run")->capture_default_str();
  table->add_option("--interval", table_interval, "As in run")->expected(2);
  table->add_option("--metric", table_metric, "As in run")
      ->check(CLI::IsMember({"relative", "absolute"}))
      ->capture_default_str();
  table->add_option("--operations", table_of.most_operations, "The last row")
      ->check(CLI::Range(1, 30))
      ->capture_default_str();
  table->add_option("FRONT", table_of.fronts,
                    "Certificates, with their bounds, for the last column");
  table->add_option("--json", table_of.json,
                    "Write the figures here, for search/classical/plot.py");
  table->add_option("--programs", table_of.programs, "Write the best classical programs here");
  try {
    app.parse(argc, argv);
    if (*enumerate) {
      enumerate_of(every, command_of(argc, argv));
    } else if (*table) {
      if (!table_interval.empty()) table_of.over = {table_interval[0], table_interval[1]};
      table_of.m = metric_named(table_metric);
      print_competitors(table_of, std::cout);
    } else if (*certify) {
      certify_files(files, std::cout);
    } else if (*check) {
      check_files(files, std::cout);
    } else {
      return evolve(a, *processes, command_of(argc, argv));
    }
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "logbessel-evolve: " << error.what() << '\n';
    return 1;
  }
}

}  // namespace
}  // namespace logbessel::search

int main(int argc, char** argv) { return logbessel::search::main_of(argc, argv); }
