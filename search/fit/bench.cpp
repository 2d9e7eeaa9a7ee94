/// @file
/// logbessel-bench-fit: how often one random start finds the constants of a known program for 2^x, and how long it takes.
#include <CLI/CLI.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <iostream>

#include "fit.hpp"

namespace logbessel::search {
namespace {

struct known_program {
  const char* name;
  const char* text;
  /// A fit within a factor of 1.7 of this error has found them.
  double least;
};

constexpr std::array known{
    known_program{"5 operations, 4 constants",
                  "t1 = c1 / x; t2 = t1 + x; t3 = t2 + c2; t4 = c3 / t3; t5 = t4 + c4", 4.34e-6},
    known_program{
        "7 operations, 5 constants",
        "t1 = c1 / x; t2 = t1 + x; t3 = c2 / t2; t4 = t3 + t2; t5 = t4 + c3; t6 = c4 / t5; "
        "t7 = t6 + c5",
        5.64e-10},
    known_program{
        "9 operations, 6 constants",
        "t1 = c1 / x; t2 = t1 + x; t3 = c2 / t2; t4 = t3 + t2; t5 = c3 / t4; t6 = t5 + t4; "
        "t7 = t6 + c4; t8 = c5 / t7; t9 = t8 + c6",
        2.33e-14},
    known_program{
        "10 operations, 6 constants",
        "t1 = c1 / x; t2 = t1 + x; t3 = c2 / t2; t4 = t3 + t2; t5 = c3 / t4; t6 = t5 + t4; "
        "t7 = t6 + c4; t8 = c5 / t7; t9 = t8 + c6; t10 = t9 * t9",
        9.12e-17},
    known_program{
        "11 operations, 7 constants",
        "t1 = c1 / x; t2 = t1 + x; t3 = c2 / t2; t4 = t3 + t2; t5 = c3 / t4; t6 = t5 + t4; "
        "t7 = c4 / t6; t8 = t7 + t6; t9 = t8 + c5; t10 = c6 / t9; t11 = t10 + c7",
        1.13e-19}};

enum class manner { plain, watchdog, continuation, cma_es };

fit_options options_of(manner m) {
  fit_options how;
  how.starts = 1;
  how.inherit = false;
  how.watchdog = m != manner::plain;
  how.by = m == manner::cma_es ? optimiser::cma_es : optimiser::levenberg_marquardt;
  how.continuation_from = m == manner::continuation ? 0 : most_constants + 1;
  how.continuation_repeats = 1;
  return how;
}

/// "successes / fits, ms of a fit".
void measure(const known_program& of, const problem& on, manner m, int fits) {
  const program p = parse_program(of.text);
  random_source random(1, 0);
  int found = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < fits; ++i) {
    constexpr double any = std::numeric_limits<double>::max();
    found += fit(p, on, options_of(m), any, any, random).error < 1.7 * of.least ? 1 : 0;
  }
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
  std::printf(" %d/%d, %.3f ms |", found, fits, taken.count() / fits);
  std::fflush(stdout);
}

int main_of(int argc, char** argv) {
  CLI::App app(
      "How often one random start finds the constants of known programs for 2^x on [0, 1].");
  int fits = 3000, of_cma_es = 12;
  app.add_option("--fits", fits, "Starts of each program")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--cma-es", of_cma_es, "Runs of CMA-ES of each program")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  try {
    app.parse(argc, argv);
    const problem on(target_named("exp2"), {0.0, 1.0}, metric::relative);
    std::printf(
        "| program | Levenberg-Marquardt | watchdog | watchdog and continuation | CMA-ES |\n");
    std::printf("|---|---|---|---|---|\n");
    for (const known_program& of : known) {
      std::printf("| %s |", of.name);
      measure(of, on, manner::plain, fits);
      measure(of, on, manner::watchdog, fits);
      measure(of, on, manner::continuation, fits);
      measure(of, on, manner::cma_es, of_cma_es);
      std::printf("\n");
    }
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "logbessel-bench-fit: " << error.what() << '\n';
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace logbessel::search

int main(int argc, char** argv) { return logbessel::search::main_of(argc, argv); }
