/// @file
/// logbessel-accuracy: sweeps any function of the library, or of its peers, against the oracle.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <peers/peers.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "files.hpp"
#include "hex.hpp"
#include "libraries.hpp"
#include "progress.hpp"
#include "report.hpp"
#include "worst_cases.hpp"

namespace logbessel::harness {
namespace {

/// The cells of a map are so many along each axis that this number of points falls into one on average.
constexpr double points_in_a_cell = 16.0;
constexpr std::size_t kept_for_each_measure = 3;
constexpr int interrupted_exit_code = 130;

struct options {
  std::vector<std::string> functions, types, plans;
  std::vector<std::string> libraries = {own_library};
  std::string a_range, b_range;
  bool is_linear = false;
  std::uint64_t points = 10'000;
  std::uint64_t seed = 1;
  unsigned threads = 0;
  bool by_witness = false;
  std::size_t recheck = 0;
  std::string json, csv, map, state, keep_worst;
  std::string python = peers::default_python();
  bool markdown = false, brief = false, worst = false, check = false, list = false;
};

struct range {
  double low, high;
};

range parse_range(const std::string& option, const std::string& text, bool is_linear) {
  const std::size_t colon = text.find(':');
  const double low = from_hex(text.substr(0, colon));
  const double high = colon == std::string::npos ? low : from_hex(text.substr(colon + 1));
  if (!(0.0 <= low && low <= high && std::isfinite(high))) {
    throw std::invalid_argument(option + " " + text +
                                ": not a number or LOW:HIGH, finite and from 0 on");
  }
  if (!is_linear && low == 0.0 && high > 0.0) {
    throw std::invalid_argument(option + " " + text + ": from 0 on only with --linear");
  }
  return {low, high};
}

struct box {
  range a, b;
  bool is_logarithmic;
};

/// One sweep to be done.
struct task {
  const tested_function* f;
  number_type type;
  std::string package;
  batch_evaluator evaluate;
  plan drawn;
  std::uint64_t points;
};

bool chosen(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

void check_names(const std::string& option, const std::vector<std::string>& names,
                 const std::vector<std::string>& known) {
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw std::invalid_argument(option + ": no " + name + "; see --list");
    }
  }
}

std::vector<task> tasks_of(const options& settings, const box* where) {
  std::vector<std::string> known_functions;
  std::vector<std::string> known_plans = {"worst-cases"};
  for (const tested_function& f : tested_functions()) {
    known_functions.push_back(f.name);
    for (const plan& p : f.plans) known_plans.push_back(p.name);
  }
  check_names("FUNCTION", settings.functions, known_functions);
  check_names("--type", settings.types, {"double", "float"});
  check_names("--plan", settings.plans, known_plans);
  check_names("--of", settings.libraries, library_names());

  std::vector<task> tasks;
  for (const tested_function& f : tested_functions()) {
    if (!chosen(settings.functions, f.name)) continue;
    for (const number_type type : {number_type::float64, number_type::float32}) {
      if (!chosen(settings.types, name_of(type))) continue;
      for (const std::string& library : settings.libraries) {
        const batch_evaluator evaluate = evaluator_of(library, f, type, settings.python);
        if (!evaluate) continue;
        if (where) {
          const auto& [a, b, is_logarithmic] = *where;
          tasks.push_back({&f, type, library, evaluate,
                           box_plan(a.low, a.high, b.low, b.high, is_logarithmic),
                           settings.points});
          continue;
        }
        for (const plan& p : f.plans) {
          if (chosen(settings.plans, p.name))
            tasks.push_back({&f, type, library, evaluate, p, settings.points});
        }
        std::vector<point> kept = worst_cases_of(LOGBESSEL_WORST_CASES, f.name, type);
        if (chosen(settings.plans, "worst-cases") && !kept.empty()) {
          const std::uint64_t count = kept.size();
          tasks.push_back(
              {&f, type, library, evaluate,
               list_plan("worst-cases", "the worst inputs found so far", std::move(kept)), count});
        }
      }
    }
  }
  if (tasks.empty()) {
    throw std::invalid_argument(
        "nothing to measure: the function has no such plan, type or library; see --list");
  }
  return tasks;
}

std::string key_of(const task& t, std::uint64_t seed) {
  return t.f->name + " " + name_of(t.type) + " " + t.package + ", " + t.drawn.name + ": " +
         t.drawn.description + "; " + std::to_string(t.points) + " points, seed " +
         std::to_string(seed);
}

void draw_map(const options& settings, const std::vector<report_entry>& entries) {
  const std::string part = settings.map + ".part";
  const std::string command = "'" + settings.python + "' '" LOGBESSEL_HEAT_MAP "' '" + part + "'";
  std::signal(SIGPIPE, SIG_IGN);
  std::FILE* pipe = popen(command.c_str(), "w");
  if (!pipe) throw std::runtime_error(settings.python + ": cannot be started");
  const std::string text = map_to_json(entries).dump();
  const bool written = std::fwrite(text.data(), 1, text.size(), pipe) == text.size();
  if (pclose(pipe) != 0 || !written) {
    std::filesystem::remove(part);
    throw std::runtime_error(settings.map + ": not drawn, " + settings.python + " failed");
  }
  std::filesystem::rename(part, settings.map);
}

void list(std::ostream& out) {
  out << "functions and their plans:\n";
  for (const tested_function& f : tested_functions()) {
    out << f.name << '(' << f.a << ", " << f.b << "), double" << (f.float_value ? " and float" : "")
        << '\n';
    for (const plan& p : f.plans) out << "  " << p.name << ": " << p.description << '\n';
  }
  out << "and for each\n  worst-cases: the worst inputs found so far, of "
         "tests/data/worst_cases.csv\n"
      << "libraries:\n";
  for (const std::string& name : library_names()) out << "  " << name << '\n';
}

std::atomic<bool> interrupted = false;

std::vector<report_entry> measure(const std::vector<task>& tasks, const options& settings,
                                  const error_map& map) {
  nlohmann::json state = nlohmann::json::object();
  if (!settings.state.empty() && std::filesystem::exists(settings.state)) {
    state = nlohmann::json::parse(read_file(settings.state), nullptr, false);
    if (!state.is_object())
      throw std::runtime_error(settings.state + ": not a state of this program");
  }
  std::uint64_t total = 0;
  std::uint64_t skipped = 0;
  for (const task& t : tasks) {
    total += t.points;
    const std::string key = key_of(t, settings.seed);
    if (state.contains(key)) skipped += state[key].at("points").get<std::uint64_t>();
  }
  progress shown(total);
  std::vector<report_entry> entries;
  std::uint64_t before = 0;
  for (const task& t : tasks) {
    const std::string key = key_of(t, settings.seed);
    sweep_result result;
    result.map = map;
    if (state.contains(key)) result.resume(state[key]);

    using clock = std::chrono::steady_clock;
    auto saved = clock::now();
    const auto save = [&] {
      if (settings.state.empty()) return;
      state[key] = result.state();
      write_file(settings.state, state.dump());
      saved = clock::now();
    };
    sweep_options how;
    how.type = t.type;
    how.points = t.points;
    how.seed = settings.seed;
    how.threads = settings.threads;
    how.by_witness = settings.by_witness;
    how.stop = &interrupted;
    how.on_progress = [&](std::uint64_t done) {
      shown.show(t.f->name + " " + name_of(t.type) + " " + t.drawn.name, before + done, skipped);
      if (clock::now() - saved > std::chrono::seconds(10)) save();
    };
    sweep(*t.f, t.evaluate, t.drawn, how, result);
    save();
    before += result.points;
    if (result.points > 0) {
      entries.push_back(
          {t.f, t.type, t.package, t.drawn.name, t.drawn.description, std::move(result)});
    }
    if (interrupted) break;
  }
  shown.clear();
  if (interrupted) {
    std::cerr << "logbessel-accuracy: interrupted after " << before << " of " << total << " points";
    if (!settings.state.empty()) std::cerr << "; the same command goes on from there";
    std::cerr << '\n';
  }
  return entries;
}

/// Asks oracle and witness for the worst points again. False where they differ by more than the bits asked for.
bool print_recheck(std::ostream& out, const std::vector<report_entry>& entries, std::size_t most) {
  constexpr long agreed_bits = 78;
  bool agree = true;
  for (const report_entry& each : merged(entries)) {
    if (!each.f->witness || each.package != own_library) continue;
    const recheck_result result = recheck(*each.f, each.result.measures.front(), most);
    if (result.points == 0) continue;
    out << each.f->name << ", " << name_of(each.type) << ": at " << result.points << " of the "
        << std::min(most, each.result.measures.front().worst().size())
        << " worst points MPFR and FLINT/Arb were compared; they agree to 2^"
        << result.largest_difference << '\n';
    agree = agree && result.largest_difference <= -agreed_bits;
  }
  return agree;
}

int run(const options& settings) {
  if (settings.list) {
    list(std::cout);
    return 0;
  }
  const bool has_box =
      !settings.a_range.empty() || !settings.b_range.empty() || !settings.map.empty();
  if (has_box && !settings.plans.empty()) {
    throw std::invalid_argument("--plan excludes --v, --x and --map");
  }
  const std::string whole = "1e-3:1e4";
  const box where = {
      parse_range("--v", settings.a_range.empty() ? whole : settings.a_range, settings.is_linear),
      parse_range("--x", settings.b_range.empty() ? whole : settings.b_range, settings.is_linear),
      !settings.is_linear};
  const std::vector<task> tasks = tasks_of(settings, has_box ? &where : nullptr);
  error_map map;
  if (!settings.map.empty()) {
    if (tasks.front().f != tasks.back().f || tasks.front().type != tasks.back().type) {
      throw std::invalid_argument("--map needs one FUNCTION and one --type");
    }
    if (!(where.a.low < where.a.high && where.b.low < where.b.high)) {
      throw std::invalid_argument("--map needs ranges LOW:HIGH with LOW < HIGH");
    }
    const int side = std::clamp(
        static_cast<int>(std::sqrt(static_cast<double>(settings.points) / points_in_a_cell)), 8,
        200);
    map = {side,        side,         where.a.low,          where.a.high,
           where.b.low, where.b.high, where.is_logarithmic, {}};
    map.cells.assign(static_cast<std::size_t>(side * side), -1.0);
  }
  // What cannot be written is better known before the work than after.
  for (const std::string& file :
       {settings.json, settings.csv, settings.map, settings.state, settings.keep_worst}) {
    if (!file.empty()) check_writable(file);
  }

  const std::vector<report_entry> entries = measure(tasks, settings, map);
  const table_style style = settings.markdown ? table_style::markdown : table_style::text;
  print_brief(std::cout, entries, style);
  if (!settings.brief) print_tables(std::cout << '\n', entries, style);
  if (settings.worst) print_worst(std::cout, entries, style);
  const bool agree = settings.recheck == 0 || print_recheck(std::cout, entries, settings.recheck);
  if (!std::cout.flush()) throw std::runtime_error("standard output cannot be written");

  if (!settings.json.empty()) write_file(settings.json, to_json(entries).dump(1) + "\n");
  if (!settings.csv.empty()) {
    std::ostringstream text;
    print_csv(text, entries);
    write_file(settings.csv, text.str());
  }
  if (!settings.map.empty() && !entries.empty()) draw_map(settings, entries);
  if (!settings.keep_worst.empty()) {
    const std::size_t added = keep_worst_cases(settings.keep_worst, entries, kept_for_each_measure);
    std::cerr << "logbessel-accuracy: " << added << " new inputs in " << settings.keep_worst
              << '\n';
  }
  if (interrupted) return interrupted_exit_code;
  const std::vector<std::string> broken = broken_promises(entries);
  if (settings.check) {
    for (const std::string& line : broken) std::cerr << "logbessel-accuracy: " << line << '\n';
  }
  return (settings.check && !broken.empty()) || !agree ? 1 : 0;
}

}  // namespace
}  // namespace logbessel::harness

int main(int argc, char** argv) {
  using namespace logbessel::harness;
  options settings;
  CLI::App app(
      "Measures the error of log_iv, log_kv and the other functions of logbessel against an oracle "
      "on MPFR, over named\n"
      "sampling plans or over a box of arguments. Without options: every function, 10 000 points "
      "for each plan.");
  app.add_option("FUNCTION", settings.functions, "Functions to measure; all by default");
  app.add_option("--type", settings.types, "double or float; both by default");
  app.add_option("--of", settings.libraries, "Libraries to measure; logbessel by default");
  app.add_option("--plan", settings.plans, "Sampling plans; all of the function by default");
  app.add_option("--v", settings.a_range,
                 "Instead of plans: orders (or dim) LOW:HIGH, log-uniform");
  app.add_option("--x", settings.b_range,
                 "Instead of plans: arguments (or kappa) LOW:HIGH, log-uniform");
  app.add_flag("--linear", settings.is_linear, "Uniform in --v and --x, not log-uniform");
  app.add_option("--points", settings.points, "Points for each plan, or in the box")
      ->capture_default_str()
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40));
  app.add_option("--seed", settings.seed, "Seed of the points")->capture_default_str();
  app.add_option("--threads", settings.threads, "Threads; one for each core by default");
  app.add_flag("--arb", settings.by_witness,
               "Take exact values from FLINT/Arb, the quicker oracle, where it has the function");
  app.add_option("--recheck", settings.recheck,
                 "Compare both oracles at so many of the worst points, 1000 at most");
  app.add_flag("--markdown", settings.markdown, "Print tables in Markdown");
  app.add_flag("--brief", settings.brief, "Print the first table alone, a line for each promise");
  app.add_flag("--worst", settings.worst, "Print the worst inputs as well");
  app.add_option("--csv", settings.csv, "Also write the table to this file");
  app.add_option("--json", settings.json, "Also write the results to this file");
  app.add_option("--map", settings.map,
                 "Also draw the largest errors over the box into this PNG file");
  app.add_option("--state", settings.state,
                 "Keep the progress in this file, and go on from it if it is there");
  app.add_option("--keep-worst", settings.keep_worst,
                 "Add the worst inputs to this file, tests/data/worst_cases.csv");
  app.add_flag("--check", settings.check,
               "Exit with 1 where a promise is broken, or twice as wide as the error");
  app.add_option("--python", settings.python, "Python with SciPy and Matplotlib")
      ->capture_default_str();
  app.add_flag("--list", settings.list, "Print the functions, plans and libraries, and end");
  try {
    app.parse(argc, argv);
    // The first signal asks for an orderly end, the second one ends at once.
    const auto on_signal = [](int signal) {
      interrupted = true;
      std::signal(signal, SIG_DFL);
    };
    std::signal(SIGINT, on_signal);
    std::signal(SIGTERM, on_signal);
    return run(settings);
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const std::exception& error) {
    std::cerr << "logbessel-accuracy: " << error.what() << '\n';
    return 1;
  }
}
