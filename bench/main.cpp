/// @file
/// Times the functions of the library beside other libraries, on named distributions of arguments, and says beside each
/// time how many results are finite and how far they are from the truth.
#include <CLI/CLI.hpp>
#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "competitors.hpp"
#include "device_competitors.hpp"
#include "distributions.hpp"
#include "fma_peak.hpp"
#include "functions.hpp"
#include "map.hpp"
#include "report.hpp"

namespace logbessel::bench {
namespace {

/// A competitor that would need longer for a pass, at the rate of its first points, gets the largest power of two times
/// these points that it can do in this time.
constexpr double longest_pass_seconds = 0.02;
constexpr std::size_t fewest_elements = 64;

constexpr int oracle_bits = 80;

struct options {
  std::vector<std::string> functions;
  std::vector<std::string> distributions;
  std::vector<std::string> competitors;
  std::string json;
  std::string map;
  /// Empty: the build's, and no failure if it lacks SciPy.
  std::string python;
  std::size_t elements = 16384;
  std::size_t checked = 1024;
  std::uint64_t seed = 1;
  double min_time = 0.02;
  int repetitions = 7;
  bool markdown = false;
  bool list = false;
};

bool chosen(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

/// Least time of a pass in ns, by the name of the benchmark.
class least_times : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      const double ns = 1e9 * run.real_accumulated_time / static_cast<double>(run.iterations);
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
  for (const point& each : points) {
    values.push_back(exact_value(f, each, oracle_bits));
  }
  return values;
}

/// Sets finite, median_error, max_error and worst from the first results.
void set_errors(measurement& row, const workload& work, const std::vector<reference::real>& exact,
                int digits) {
  const reference::precision_scope scope(2 * oracle_bits);
  std::vector<double> errors;
  for (std::size_t i = 0; i < exact.size(); ++i) {
    const double value = work.output(i);
    if (!std::isfinite(value)) continue;
    const double unit = std::ldexp(error_scale(row.f, exact[i].to_double()), -digits);
    const double error = abs(reference::real(value) - exact[i]).to_double() / unit;
    if (errors.empty() || error > row.max_error) {
      row.max_error = error;
      row.worst = work.input(i);
    }
    errors.push_back(error);
  }
  row.finite = static_cast<double>(errors.size()) / static_cast<double>(exact.size());
  if (errors.empty()) return;
  const auto middle = errors.begin() + static_cast<std::ptrdiff_t>(errors.size() / 2);
  std::nth_element(errors.begin(), middle, errors.end());
  row.median_error = *middle;
}

/// After a first pass, which may have to load code and tables.
std::size_t elements_for(workload& work, std::size_t most) {
  std::size_t elements = std::min(fewest_elements, most);
  work.run(elements, 1);
  double seconds = work.run(elements, 1);
  while (2 * elements <= most && 2.0 * seconds <= longest_pass_seconds) {
    elements *= 2;
    seconds *= 2.0;
  }
  return elements;
}

struct task {
  function f;
  distribution points;
};

/// What one distribution gives, in the order of the competitors that have the function and can go so far out.
std::vector<measurement> measure(const task& what, const std::vector<competitor>& rivals,
                                 const options& settings) {
  const function f = what.f;
  const std::vector<point> points = sample(f, what.points.name, settings.elements, settings.seed);
  const std::vector<point> head(points.begin(),
                                points.begin() + static_cast<std::ptrdiff_t>(settings.checked));
  const std::vector<reference::real> exact = exact_values(f, head);

  std::vector<measurement> rows;
  std::vector<std::unique_ptr<workload>> loaded;
  for (const competitor& rival : rivals) {
    if (what.points.is_far && (rival.is_float || rival.part == role::peer)) continue;
    std::unique_ptr<workload> new_work = rival.load(f, points);
    if (!new_work) continue;
    workload& work = *loaded.emplace_back(std::move(new_work));
    measurement row{};
    row.f = f;
    row.distribution = what.points.name;
    row.competitor = rival.name;
    work.run(settings.checked, 1);
    if (rival.is_float) {
      std::vector<point> rounded;
      for (std::size_t i = 0; i < settings.checked; ++i) rounded.push_back(work.input(i));
      set_errors(row, work, exact_values(f, rounded), 24);
    } else {
      set_errors(row, work, exact, 53);
    }
    row.elements = elements_for(work, settings.elements);
    // Every competitor hands in its own time, by the same clock, so that a process of its own can be one of them.
    benchmark::RegisterBenchmark(
        rival.name.c_str(),
        [&work, elements = row.elements](benchmark::State& state) {
          const auto passes = state.max_iterations;
          while (state.KeepRunningBatch(passes)) {
            state.SetIterationTime(work.run(elements, static_cast<std::size_t>(passes)));
          }
        })
        ->UseManualTime()
        ->MinTime(settings.min_time)
        ->Repetitions(settings.repetitions);
    rows.push_back(row);
  }
  if (rows.empty()) return rows;
  least_times times;
  benchmark::RunSpecifiedBenchmarks(&times);
  benchmark::ClearRegisteredBenchmarks();
  for (measurement& row : rows) {
    row.ns = times.of(row.competitor) / static_cast<double>(row.elements);
    if (rows.front().competitor == yardstick) row.ratio = row.ns / rows.front().ns;
  }
  return rows;
}

void list(std::ostream& out) {
  for (const function f : functions) {
    out << "distributions of " << name_of(f) << ":\n";
    for (const distribution& each : distributions(f)) {
      out << "  " << each.name << ": " << each.description << '\n';
    }
  }
  out << "competitors:\n";
  for (const competitor& each : own_competitors()) {
    out << "  " << each.name << ": " << each.description << '\n';
  }
  for (const std::string& name : device_competitor_names()) out << "  " << name << '\n';
  for (const std::string& name : peer_names()) out << "  " << name << '\n';
}

/// Throws std::runtime_error if a name is not known.
void check_names(const std::string& option, const std::vector<std::string>& names,
                 const std::vector<std::string>& known) {
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw std::runtime_error(option + ": no " + name + "; see --list");
    }
  }
}

std::vector<task> chosen_tasks(const options& settings) {
  std::vector<std::string> known_functions;
  std::vector<std::string> known_distributions;
  std::vector<task> tasks;
  for (const function f : functions) {
    known_functions.push_back(name_of(f));
    for (const distribution& each : distributions(f)) {
      known_distributions.push_back(each.name);
      if (chosen(settings.functions, name_of(f)) && chosen(settings.distributions, each.name)) {
        tasks.push_back({f, each});
      }
    }
  }
  check_names("--function", settings.functions, known_functions);
  check_names("--distribution", settings.distributions, known_distributions);
  if (tasks.empty()) throw std::runtime_error("no such distribution of that function; see --list");
  return tasks;
}

/// Adds the library on a device. Only where one of its competitors is asked for by name must there be a device.
void add_device_competitors(const options& settings, std::vector<competitor>& rivals) {
  try {
    for (competitor& each : device_competitors()) rivals.push_back(std::move(each));
  } catch (const std::runtime_error& error) {
    for (const std::string& name : device_competitor_names()) {
      if (!settings.competitors.empty() && chosen(settings.competitors, name))
        throw std::runtime_error(name + ": " + error.what());
    }
  }
}

/// The library first. SciPy, if neither it nor a Python is asked for, may be missing: `absence` then says why.
std::vector<competitor> chosen_competitors(const options& settings, std::string& absence) {
  std::vector<competitor> rivals = own_competitors();
  std::vector<std::string> known = peer_names();
  for (const competitor& own : rivals) known.push_back(own.name);
  for (const std::string& name : device_competitor_names()) known.push_back(name);
  check_names("--competitor", settings.competitors, known);
  add_device_competitors(settings, rivals);
  std::erase_if(rivals,
                [&](const competitor& own) { return !chosen(settings.competitors, own.name); });
  for (const std::string& name : peer_names()) {
    if (!chosen(settings.competitors, name)) continue;
    try {
      rivals.push_back(open_peer(name, settings.python));
    } catch (const std::runtime_error& error) {
      if (!settings.competitors.empty() || !settings.python.empty()) throw;
      absence = error.what();
    }
  }
  return rivals;
}

/// A text that appears under its name whole or not at all.
class output_file {
 public:
  /// Throws std::runtime_error now if the file could not be written later.
  explicit output_file(const std::string& path) : path_(path), part_(path + ".part") {
    if (std::filesystem::is_directory(path)) fail(std::strerror(EISDIR));
    write("");
    std::filesystem::remove(part_);
  }

  void replace(const std::string& text) const {
    write(text);
    std::error_code error;
    std::filesystem::rename(part_, path_, error);
    if (error) fail(error.message());
  }

 private:
  [[noreturn]] void fail(const std::string& reason) const {
    throw std::runtime_error(path_ + ": " + reason);
  }

  void write(const std::string& text) const {
    errno = 0;
    std::ofstream file(part_, std::ios::binary);
    file << text;
    file.close();
    if (file.fail()) fail(errno ? std::strerror(errno) : "cannot be written");
  }

  std::string path_;
  std::string part_;
};

void run(const options& settings) {
  if (settings.list) return list(std::cout);
  if (settings.checked > settings.elements) {
    throw std::runtime_error("--checked: more than --elements");
  }
  if (!settings.map.empty()) {
    const output_file file(settings.map);
    return file.replace(to_json(measure_map(settings.repetitions, settings.seed)).dump(1) + "\n");
  }
  const std::vector<task> tasks = chosen_tasks(settings);
  std::optional<output_file> json;
  if (!settings.json.empty()) json.emplace(settings.json);
  std::string absence;
  const std::vector<competitor> rivals = chosen_competitors(settings, absence);

  report results{settings.elements,
                 settings.checked,
                 settings.seed,
                 settings.min_time,
                 settings.repetitions,
                 1e-9 * fused_multiply_adds_per_second(best_instruction_set()),
                 {},
                 {}};
  for (const competitor& rival : rivals) {
    results.competitors.push_back({rival.name, rival.description, rival.part});
  }
  if (!absence.empty()) {
    results.competitors.push_back({"scipy", "not measured: " + absence, role::peer});
    std::cerr << "logbessel-bench: without SciPy: " << absence << '\n';
  }

  // Repetitions of the competitors take turns, so that what else the machine does falls on all.
  std::array<std::string, 2> arguments = {"logbessel-bench",
                                          "--benchmark_enable_random_interleaving=true"};
  std::array<char*, 3> argv = {arguments[0].data(), arguments[1].data(), nullptr};
  int argc = 2;
  benchmark::Initialize(&argc, argv.data());

  const bool progress = isatty(STDERR_FILENO) != 0 && settings.markdown;
  if (!settings.markdown) print_header(std::cout, results);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (progress) {
      std::cerr << "\r\033[K" << i + 1 << '/' << tasks.size() << ' ' << name_of(tasks[i].f) << ' '
                << tasks[i].points.name << std::flush;
    }
    for (const measurement& row : measure(tasks[i], rivals, settings)) {
      if (!settings.markdown) print(std::cout, row);
      results.measurements.push_back(row);
    }
    std::cout.flush();
  }
  if (progress) std::cerr << "\r\033[K";
  if (settings.markdown) print_markdown(std::cout, results);
  if (!std::cout.flush()) throw std::runtime_error("standard output cannot be written");
  if (json) json->replace(to_json(results).dump(1) + "\n");
}

}  // namespace
}  // namespace logbessel::bench

int main(int argc, char** argv) {
  logbessel::bench::options settings;
  CLI::App app("Times the functions of the library beside other libraries");
  app.add_option("--function", settings.functions, "log_iv, log_kv or iv_ratio; all by default");
  app.add_option("--distribution", settings.distributions, "Of the arguments; all by default");
  app.add_option("--competitor", settings.competitors, "Who is timed; all by default");
  app.add_option("--json", settings.json, "Also write the results to this file");
  app.add_option(
      "--map", settings.map,
      "Only write the times of the batch library over the plane of v and x to this file");
  app.add_flag("--markdown", settings.markdown, "Print tables in Markdown");
  app.add_option("--python", settings.python,
                 "Python with SciPy; by default that of the build, if there is one");
  app.add_option("--elements", settings.elements, "Points of a pass")
      ->capture_default_str()
      ->check(CLI::Range(1, 1 << 24));
  app.add_option("--checked", settings.checked, "How many of them are compared with the oracle")
      ->capture_default_str()
      ->check(CLI::Range(1, 1 << 24));
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
