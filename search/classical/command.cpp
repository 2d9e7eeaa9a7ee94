#include "command.hpp"

#include <nlohmann/json.hpp>
#include <search/certify/certificate.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <stdexcept>

#include "competitors.hpp"

namespace logbessel::search {
namespace {

using json = nlohmann::ordered_json;

struct entry {
  double error;
  std::string form;
  /// Null in the last column.
  const competitor* from = nullptr;
};

struct column {
  std::string title;
  /// The best of each number of operations.
  std::map<int, entry> best;

  void add(int operations, const entry& e) {
    const auto [at, is_new] = best.emplace(operations, e);
    if (!is_new && e.error < at->second.error) at->second = e;
  }

  /// Drops what is no better than an entry with fewer operations.
  void keep_front() {
    double least = HUGE_VAL;
    std::erase_if(best, [&](const auto& each) {
      const bool is_worse = each.second.error >= least;
      least = std::min(least, each.second.error);
      return is_worse;
    });
  }
};

std::string text(const char* pattern, auto... values) {
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), pattern, values...);
  return out.data();
}

column column_of(const std::vector<competitor>& all, const char* title,
                 const std::vector<family>& kinds) {
  column out{title, {}};
  for (const competitor& c : all) {
    if (std::ranges::find(kinds, c.kind) != kinds.end())
      out.add(c.operations, {c.error.upper, c.form, &c});
  }
  return out;
}

column front_column(const table_options& options, const interval& over) {
  column out{"ours", {}};
  for (const std::string& path : options.fronts) {
    const certificate c = read_certificate(path);
    const bool is_same = c.target == options.target && c.over.begin == over.begin &&
                         c.over.end == over.end && c.m == options.m;
    if (!is_same) throw std::runtime_error(path + ": is of another target, interval or metric");
    for (const certified_program& each : c.programs) {
      if (!each.bound) throw std::runtime_error(path + ": has no certified errors");
      out.add(each.p.shape.size(), {each.bound->upper, to_string(each.p.shape)});
    }
  }
  return out;
}

void write_json(const table_options& options, const interval& over,
                const std::vector<column>& columns) {
  json lines = json::array();
  for (const column& each : columns) {
    json points = json::array();
    for (const auto& [operations, e] : each.best) {
      points.push_back({{"operations", operations}, {"error", e.error}, {"form", e.form}});
    }
    lines.push_back({{"name", each.title}, {"points", points}});
  }
  const json whole{{"target", options.target},
                   {"formula", target_named(options.target).formula},
                   {"interval", {over.begin, over.end}},
                   {"metric", to_string(options.m)},
                   {"competitors", lines}};
  const std::string part = options.json + ".part";
  errno = 0;
  std::ofstream file(part, std::ios::binary);
  file << whole.dump(1) << '\n';
  file.close();
  std::error_code error;
  if (!file.fail()) std::filesystem::rename(part, options.json, error);
  if (file.fail() || error) {
    throw std::runtime_error(options.json + ": " +
                             (error ? error.message() : std::strerror(errno)));
  }
}

void write_programs(const table_options& options, const interval& over,
                    const std::vector<column>& columns) {
  certificate out{options.target, over, options.m, "every operation costs 1", {}};
  std::vector<const competitor*> written;
  for (const column& each : columns) {
    for (const auto& [operations, e] : each.best) {
      // A preconditioned polynomial is known by its error alone.
      if (e.from == nullptr || e.from->operations != e.from->p.shape.size()) continue;
      if (std::ranges::find(written, e.from) != written.end()) continue;
      written.push_back(e.from);
      const std::string made =
          std::string("logbessel-evolve table: ") + name_of(e.from->kind) + " " + e.form;
      out.programs.push_back(
          {e.from->p, static_cast<double>(operations), {made, 0, 0.0}, {}, {}, {}});
    }
  }
  write_certificate(options.programs, out);
}

}  // namespace

void print_competitors(const table_options& options, std::ostream& out) {
  const target& f = target_named(options.target);
  const interval over = options.over.value_or(f.usual);
  if (options.most_operations < 1 || options.most_operations > 40) {
    throw std::invalid_argument("the number of operations must be from 1 to 40");
  }
  // Before long work: whether the fronts can be read.
  column ours = front_column(options, over);
  const approximation_problem problem(f, over, options.m);
  const auto all = classical_competitors(problem, options.most_operations);

  using enum family;
  std::vector<column> columns{
      column_of(all, "Taylor", {taylor}),
      column_of(all, "minimax polynomial", {polynomial, preconditioned}),
      column_of(all, "Padé", {pade}),
      column_of(all, "minimax rational", {rational}),
      column_of(all, "minimax continued fraction", {fraction}),
      column_of(all, "best classical",
                {taylor, polynomial, preconditioned, pade, rational, fraction, structured}),
      column_of(all, "AutoNumerics-Zero", {published}),
  };
  columns[5].keep_front();
  if (!options.fronts.empty()) columns.push_back(std::move(ours));
  std::erase_if(columns, [](const column& each) { return each.best.empty(); });

  out << f.formula << " on " << text("[%g, %g]", over.begin, over.end) << ", largest "
      << to_string(options.m) << " error, certified.\n\n| operations";
  for (const column& each : columns) out << " | " << each.title;
  out << " |\n|---:";
  for (std::size_t i = 0; i < columns.size(); ++i) out << "|---:";
  out << "|\n";
  for (int n = 1; n <= options.most_operations; ++n) {
    std::string line = std::string("| ").append(std::to_string(n));
    bool is_empty = true;
    for (const column& each : columns) {
      const auto at = each.best.find(n);
      line += " | ";
      if (at == each.best.end()) continue;
      line += text("%.2e", at->second.error);
      is_empty = false;
    }
    if (!is_empty) out << line << " |\n";
  }
  if (!options.json.empty()) write_json(options, over, columns);
  if (!options.programs.empty()) write_programs(options, over, columns);
}

}  // namespace logbessel::search
