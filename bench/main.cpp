/// @file
/// Times log_iv and log_kv beside other libraries, on named distributions of arguments, and says beside each time how
/// many results are finite and how far they are from the truth.
#include <CLI/CLI.hpp>
#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>
#include <reference/oracle.hpp>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "competitors.hpp"
#include "distributions.hpp"
#include "report.hpp"
#include "scipy_process.hpp"

namespace logbessel::bench {
namespace {

/// Arguments and results fill 96 KiB: beyond the first level of cache, within the second.
constexpr std::size_t element_count = 4096;
constexpr std::size_t checked_count = 400;
/// A competitor that would need longer for a pass, at the rate of its first 64 points, gets the largest power of two
/// of points that it can do in this time, but not less than 64.
constexpr double longest_pass_seconds = 0.05;
constexpr std::size_t fewest_elements = 64;

constexpr int oracle_bits = 80;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr const char* scipy_name = "scipy";

struct options {
  std::vector<std::string> functions;
  std::vector<std::string> distributions;
  std::vector<std::string> competitors;
  std::string json;
  std::string python = LOGBESSEL_BENCH_PYTHON;
  std::uint64_t seed = 1;
  double min_time = 0.05;
  int repetitions = 7;
  bool markdown = false;
  bool list = false;
};

bool chosen(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

/// Least processor time of a pass in ns, by the name of the benchmark.
class least_times : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      const double ns = 1e9 * run.cpu_accumulated_time / static_cast<double>(run.iterations);
      const auto [at, is_new] = ns_.emplace(run.run_name.function_name, ns);
      if (!is_new) at->second = std::min(at->second, ns);
    }
  }
  double of(const std::string& name) const { return ns_.at(name); }

 private:
  std::map<std::string, double> ns_;
};

std::vector<reference::real> exact_values(function f, const std::vector<point>& points) {
  std::vector<reference::real> values;
  for (const auto& [v, x] : points) {
    values.push_back(f == function::log_iv ? reference::log_iv(v, x, oracle_bits)
                                           : reference::log_kv(v, x, oracle_bits));
  }
  return values;
}

/// Sets finite, median_error and max_error.
void set_errors(measurement& row, const std::vector<double>& values,
                const std::vector<reference::real>& exact, int digits) {
  const reference::precision_scope scope(2 * oracle_bits);
  std::vector<double> errors;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    const double scale = std::ldexp(std::max(1.0, std::abs(exact[i].to_double())), -digits);
    errors.push_back(abs(reference::real(values[i]) - exact[i]).to_double() / scale);
  }
  std::sort(errors.begin(), errors.end());
  row.finite = static_cast<double>(errors.size()) / static_cast<double>(values.size());
  row.median_error = errors.empty() ? nan : errors[errors.size() / 2];
  row.max_error = errors.empty() ? nan : errors.back();
}

std::size_t elements_for(workload& work) {
  using clock = std::chrono::steady_clock;
  const auto start = clock::now();
  work.run(fewest_elements);
  const double seconds = std::chrono::duration<double>(clock::now() - start).count();
  std::size_t elements = fewest_elements;
  double pass_seconds = seconds;
  while (elements < element_count && 2.0 * pass_seconds <= longest_pass_seconds) {
    elements *= 2;
    pass_seconds *= 2.0;
  }
  return elements;
}

/// What one distribution gives, logbessel first if it is among the competitors.
std::vector<measurement> measure(function f, const std::string& distribution,
                                 const std::vector<competitor>& rivals, scipy_process* scipy,
                                 const options& settings) {
  const std::vector<point> points = sample(f, distribution, element_count, settings.seed);
  const std::vector<point> head(points.begin(), points.begin() + checked_count);
  const std::vector<reference::real> exact = exact_values(f, head);

  std::vector<measurement> rows;
  std::vector<std::unique_ptr<workload>> loaded;
  for (const competitor& rival : rivals) {
    workload& work = *loaded.emplace_back(rival.load(f, points));
    measurement row{f, distribution, rival.name, nan, nan, elements_for(work), nan, nan, nan};

    work.run(checked_count);
    std::vector<double> values;
    std::vector<point> inputs;
    for (std::size_t i = 0; i < checked_count; ++i) {
      values.push_back(work.output(i));
      inputs.push_back(work.input(i));
    }
    set_errors(row, values, rival.is_float ? exact_values(f, inputs) : exact,
               rival.is_float ? 24 : 53);
    benchmark::RegisterBenchmark(rival.name.c_str(),
                                 [&work, elements = row.elements](benchmark::State& state) {
                                   for (auto _ : state) work.run(elements);
                                 })
        ->MinTime(settings.min_time)
        ->Repetitions(settings.repetitions);
    rows.push_back(row);
  }
  if (!rivals.empty()) {
    least_times times;
    benchmark::RunSpecifiedBenchmarks(&times);
    benchmark::ClearRegisteredBenchmarks();
    for (measurement& row : rows) {
      row.ns = times.of(row.competitor) / static_cast<double>(row.elements);
    }
  }
  if (scipy) {
    measurement row{f, distribution, scipy_name, nan, nan, element_count, nan, nan, nan};
    const scipy_result result =
        scipy->run(f, points, checked_count, settings.min_time, settings.repetitions);
    row.ns = result.ns;
    set_errors(row, result.values, exact, 53);
    rows.push_back(row);
  }
  if (rows.front().competitor == "logbessel") {
    for (measurement& row : rows) row.ratio = row.ns / rows.front().ns;
  }
  return rows;
}

void list(std::ostream& out, const std::vector<competitor>& rivals) {
  for (const function f : {function::log_iv, function::log_kv}) {
    out << "distributions of " << name_of(f) << ":\n";
    for (const distribution& each : distributions(f)) {
      out << "  " << each.name << ": " << each.description << '\n';
    }
  }
  out << "competitors:\n";
  for (const competitor& each : rivals)
    out << "  " << each.name << ": " << each.description << '\n';
  out << "  " << scipy_name << ": log of ive, plus x; log of kve, minus x, over arrays\n";
}

/// Throws std::runtime_error if it would not fit.
void check_names(const std::string& option, const std::vector<std::string>& names,
                 const std::vector<std::string>& known) {
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw std::runtime_error(option + ": no " + name + "; see --list");
    }
  }
}

/// SciPy, or the reason in `absence`. Asked for by name it must be there.
std::unique_ptr<scipy_process> start_scipy(const options& settings, std::string& absence) {
  if (!chosen(settings.competitors, scipy_name)) return nullptr;
  try {
    return std::make_unique<scipy_process>(settings.python);
  } catch (const std::runtime_error& error) {
    if (!settings.competitors.empty()) throw;
    absence = error.what();
    return nullptr;
  }
}

/// A file that appears under its name whole or not at all.
void write_file(const std::string& path, const std::string& text) {
  const std::string part = path + ".part";
  errno = 0;
  std::ofstream file(part, std::ios::binary);
  file << text;
  file.close();
  if (file.fail()) {
    throw std::runtime_error(path + ": " + (errno ? std::strerror(errno) : "cannot be written"));
  }
  std::filesystem::rename(part, path);
}

void run(const options& settings) {
  std::vector<competitor> rivals = competitors();
  if (settings.list) return list(std::cout, rivals);

  std::vector<std::string> known_distributions;
  std::vector<std::string> known_competitors = {scipy_name};
  std::vector<std::pair<function, std::string>> tasks;
  for (const function f : {function::log_iv, function::log_kv}) {
    for (const distribution& each : distributions(f)) {
      known_distributions.push_back(each.name);
      if (chosen(settings.functions, name_of(f)) && chosen(settings.distributions, each.name)) {
        tasks.emplace_back(f, each.name);
      }
    }
  }
  for (const competitor& rival : rivals) known_competitors.push_back(rival.name);
  check_names("--function", settings.functions, {"log_iv", "log_kv"});
  check_names("--distribution", settings.distributions, known_distributions);
  check_names("--competitor", settings.competitors, known_competitors);
  if (tasks.empty()) throw std::runtime_error("no such distribution of that function; see --list");
  // An output that cannot be written is better known before the work than after.
  if (!settings.json.empty()) {
    write_file(settings.json + ".check", "");
    std::filesystem::remove(settings.json + ".check");
  }
  std::erase_if(rivals,
                [&](const competitor& rival) { return !chosen(settings.competitors, rival.name); });

  report results{
      element_count, checked_count, settings.seed, settings.min_time, settings.repetitions, {}, {}};
  for (const competitor& rival : rivals) {
    results.competitors.push_back({rival.name, rival.description});
  }
  std::string absence;
  const std::unique_ptr<scipy_process> scipy = start_scipy(settings, absence);
  if (scipy) {
    results.competitors.push_back(
        {scipy_name, "log of ive, plus x; log of kve, minus x, over arrays, of SciPy " +
                         scipy->version() + ", timed in a process of its own"});
  } else if (!absence.empty()) {
    results.competitors.push_back({scipy_name, "not measured: " + absence});
    std::cerr << "logbessel-bench: without SciPy: " << absence << '\n';
  }

  // Repetitions of the competitors take turns, so that what else the machine does falls on all.
  std::array<std::string, 2> arguments = {"logbessel-bench",
                                          "--benchmark_enable_random_interleaving=true"};
  std::array<char*, 3> argv = {arguments[0].data(), arguments[1].data(), nullptr};
  int argc = 2;
  benchmark::Initialize(&argc, argv.data());

  const bool progress = isatty(STDERR_FILENO) != 0 && settings.markdown;
  if (!settings.markdown) print_header(std::cout);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const auto& [f, distribution] = tasks[i];
    if (progress) {
      std::cerr << "\r\033[K" << i + 1 << '/' << tasks.size() << ' ' << name_of(f) << ' '
                << distribution << std::flush;
    }
    for (const measurement& row : measure(f, distribution, rivals, scipy.get(), settings)) {
      if (!settings.markdown) print(std::cout, row);
      results.measurements.push_back(row);
    }
    std::cout.flush();
  }
  if (progress) std::cerr << "\r\033[K";
  if (settings.markdown) print_markdown(std::cout, results);
  if (!std::cout.flush()) throw std::runtime_error("standard output cannot be written");
  if (!settings.json.empty()) write_file(settings.json, to_json(results).dump(1) + "\n");
}

}  // namespace
}  // namespace logbessel::bench

int main(int argc, char** argv) {
  logbessel::bench::options settings;
  CLI::App app("Times log_iv and log_kv beside other libraries");
  app.add_option("--function", settings.functions, "log_iv or log_kv; all by default");
  app.add_option("--distribution", settings.distributions, "Of the arguments; all by default");
  app.add_option("--competitor", settings.competitors, "Who is timed; all by default");
  app.add_option("--json", settings.json, "Also write the results to this file");
  app.add_flag("--markdown", settings.markdown, "Print tables in Markdown");
  app.add_option("--python", settings.python, "Python with SciPy")->capture_default_str();
  app.add_option("--seed", settings.seed, "Seed of the arguments")->capture_default_str();
  app.add_option("--min-time", settings.min_time, "Least seconds of a repetition")
      ->capture_default_str()
      ->check(CLI::Range(1e-6, 60.0));
  app.add_option("--repetitions", settings.repetitions, "Repetitions, the fastest of which counts")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  app.add_flag("--list", settings.list, "Print the distributions and competitors, and end");
  try {
    app.parse(argc, argv);
    logbessel::bench::run(settings);
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const std::exception& error) {
    std::cerr << "logbessel-bench: " << error.what() << '\n';
    return 1;
  }
}
