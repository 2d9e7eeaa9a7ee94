#include "report.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
#include <ostream>

namespace logbessel::bench {
namespace {

#if defined(__clang__)
constexpr const char* compiler = "clang " __clang_version__;
#else
constexpr const char* compiler = "g++ " __VERSION__;
#endif

#if defined(__FMA__)
constexpr bool uses_fma = true;
#else
constexpr bool uses_fma = false;
#endif

template <class... Values>
std::string format(const char* pattern, Values... values) {
  const int size = std::snprintf(nullptr, 0, pattern, values...);
  std::string text(static_cast<std::size_t>(size), '\0');
  std::snprintf(text.data(), text.size() + 1, pattern, values...);
  return text;
}

std::string cpu_name() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

std::string time_text(double ns) {
  return format(ns < 1.0 ? "%.3f" : ns < 100.0 ? "%.1f" : "%.0f", ns);
}

/// Three digits, with an exponent from 10^5 on.
std::string number_text(double value) {
  if (!std::isfinite(value)) return "-";
  if (value >= 1e5) return format("%.1e", value);
  return format(value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
}

/// Only all of them are 100 %, and only none of them 0.
std::string percent_text(double fraction) {
  const double percent = 100.0 * fraction;
  if (percent > 0.0 && percent < 0.1) return "under 0.1 %";
  return format("%.3g %%", percent < 99.0 ? percent : std::floor(10.0 * percent) / 10.0);
}

std::string hex_text(double value) { return format("%a", value); }

const measurement* find(const report& results, function f, const std::string& distribution,
                        const std::string& competitor) {
  for (const measurement& row : results.measurements) {
    if (row.f == f && row.distribution == distribution && row.competitor == competitor) return &row;
  }
  return nullptr;
}

std::vector<std::string> distributions_in(const report& results, function f) {
  std::vector<std::string> names;
  for (const measurement& row : results.measurements) {
    if (row.f == f && std::find(names.begin(), names.end(), row.distribution) == names.end()) {
      names.push_back(row.distribution);
    }
  }
  return names;
}

struct column {
  std::string title;
  std::function<std::string(const std::string& distribution)> cell;
};

void print_table(std::ostream& out, const report& results, function f,
                 const std::vector<column>& columns) {
  out << "| " << name_of(f);
  for (const column& each : columns) out << " | " << each.title;
  out << " |\n|---";
  for (std::size_t i = 0; i < columns.size(); ++i) out << "|---:";
  out << "|\n";
  for (const std::string& distribution : distributions_in(results, f)) {
    out << "| " << distribution;
    for (const column& each : columns) out << " | " << each.cell(distribution);
    out << " |\n";
  }
}

std::string time_cell(const measurement& row) {
  std::string text = time_text(row.ns);
  if (std::isfinite(row.ratio) && row.competitor != yardstick) {
    text += format(row.ratio < 0.0095  ? " (%.4fx)"
                   : row.ratio < 0.095 ? " (%.2fx)"
                   : row.ratio < 9.95  ? " (%.1fx)"
                                       : " (%.0fx)",
                   row.ratio);
  }
  if (row.finite < 1.0) text += ", " + percent_text(row.finite) + " finite";
  return text;
}

std::string error_cell(const measurement& row) {
  return number_text(row.median_error) + " / " + number_text(row.max_error);
}

/// The competitors that measured the function and are such ones.
template <class Predicate>
std::vector<column> columns_of(const report& results, function f, Predicate is_such,
                               std::string (*text)(const measurement&)) {
  std::vector<column> columns;
  for (const competitor_note& each : results.competitors) {
    const bool measured = std::any_of(
        results.measurements.begin(), results.measurements.end(),
        [&](const measurement& row) { return row.f == f && row.competitor == each.name; });
    if (!measured || !is_such(each)) continue;
    columns.push_back({each.name, [=, &results, name = each.name](const std::string& distribution) {
                         const measurement* row = find(results, f, distribution, name);
                         return row ? text(*row) : "";
                       }});
  }
  return columns;
}

column slots_column(const report& results, function f) {
  return {"FMA slots", [=, &results](const std::string& distribution) {
            return format("%.0f",
                          find(results, f, distribution, yardstick)->ns * results.peak_gfma);
          }};
}

nlohmann::json context_json() {
  return {{"cpu", cpu_name()},
          {"compiler", compiler},
          {"flags", LOGBESSEL_BENCH_FLAGS},
          {"fma", uses_fma}};
}

std::string peak_text(const report& results) {
  return format("peak: %.1f GFMA/s", results.peak_gfma);
}

}  // namespace

void print_header(std::ostream& out, const report& results) {
  if (std::isfinite(results.peak_gfma)) out << peak_text(results) << '\n';
  out << format("%-8s %-18s %-12s %10s %8s %9s %10s %10s %6s\n", "function", "distribution",
                "competitor", "ns", "ratio", "finite", "median", "max", "n");
}

void print(std::ostream& out, const measurement& row) {
  out << format("%-8s %-18s %-12s %10s %8s %9s %10s %10s %6zu\n", name_of(row.f).c_str(),
                row.distribution.c_str(), row.competitor.c_str(), time_text(row.ns).c_str(),
                number_text(row.ratio).c_str(), percent_text(row.finite).c_str(),
                number_text(row.median_error).c_str(), number_text(row.max_error).c_str(),
                row.elements);
}

void print_markdown(std::ostream& out, const report& results) {
  out << cpu_name() << "; " << compiler << ", `" << LOGBESSEL_BENCH_FLAGS << "`, "
      << (uses_fma ? "with" : "without") << " FMA.\n"
      << "Least of " << results.repetitions << " repetitions of at least "
      << format("%g", results.min_time) << " s; errors at " << results.checked << " of the "
      << results.elements << " points; seed " << results.seed << ".\n";
  if (std::isfinite(results.peak_gfma)) out << "P" << peak_text(results).substr(1) << ".\n";
  out << '\n';
  for (const competitor_note& each : results.competitors) {
    out << "- `" << each.name << "`: " << each.description << '\n';
  }
  const auto is_peer = [](const competitor_note& each) { return each.part == role::peer; };
  const auto is_own = [&](const competitor_note& each) { return !is_peer(each); };
  const auto is_yardstick = [](const competitor_note& each) { return each.name == yardstick; };
  const auto has_errors = [](const competitor_note& each) { return each.part != role::own_time; };
  for (const function f : functions) {
    if (distributions_in(results, f).empty()) continue;
    std::vector<column> own = columns_of(results, f, is_own, time_cell);
    std::vector<column> beside = columns_of(results, f, is_yardstick, time_cell);
    const std::vector<column> peers = columns_of(results, f, is_peer, time_cell);
    if (!beside.empty() && std::isfinite(results.peak_gfma)) {
      own.insert(own.begin() + 1, slots_column(results, f));
    }
    beside.insert(beside.end(), peers.begin(), peers.end());
    const std::string relation = format(", ns per element** (times that of `%s`)", yardstick);
    if (!own.empty()) {
      out << "\n**" << name_of(f) << " of the library" << relation << "\n\n";
      print_table(out, results, f, own);
    }
    if (!peers.empty()) {
      out << "\n**" << name_of(f) << " beside others" << relation
          << ", and the share of finite results\n\n";
      print_table(out, results, f, beside);
    }
    const std::vector<column> errors = columns_of(results, f, has_errors, error_cell);
    if (!errors.empty()) {
      out << "\n**" << name_of(f) << ", median / largest error** of the finite results\n\n";
      print_table(out, results, f, errors);
    }
  }
}

nlohmann::json to_json(const report& results) {
  nlohmann::json competitors = nlohmann::json::object();
  for (const competitor_note& each : results.competitors) competitors[each.name] = each.description;
  nlohmann::json rows = nlohmann::json::array();
  for (const measurement& row : results.measurements) {
    rows.push_back({{"function", name_of(row.f)},
                    {"distribution", row.distribution},
                    {"competitor", row.competitor},
                    {"ns", row.ns},
                    {"ratio", row.ratio},
                    {"elements", row.elements},
                    {"finite", row.finite},
                    {"median_error", row.median_error},
                    {"max_error", row.max_error},
                    {"max_error_at", {hex_text(row.worst.v), hex_text(row.worst.x)}}});
  }
  return {{"context", context_json()},
          {"peak_gfma", results.peak_gfma},
          {"elements", results.elements},
          {"checked", results.checked},
          {"seed", results.seed},
          {"min_time", results.min_time},
          {"repetitions", results.repetitions},
          {"competitors", competitors},
          {"measurements", rows}};
}

nlohmann::json to_json(const time_map& map) {
  nlohmann::json layers = nlohmann::json::object();
  for (const time_map::layer& each : map.layers) layers[name_of(each.f)] = each.ns;
  return {{"context", context_json()}, {"edges", map.edges}, {"map", layers}};
}

}  // namespace logbessel::bench
