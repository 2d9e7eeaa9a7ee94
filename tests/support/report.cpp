#include "report.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ostream>
#include <sstream>

#include "hex.hpp"

namespace logbessel::harness {
namespace {

using row = std::vector<std::string>;

/// How many of the worst inputs are shown.
constexpr std::size_t shown_worst = 8;

std::vector<worst_case> worst_of(const error_summary& s) {
  const auto end =
      s.worst().begin() + static_cast<std::ptrdiff_t>(std::min(shown_worst, s.worst().size()));
  return {s.worst().begin(), end};
}

/// Four decimals for errors of the size that is promised, three digits for others.
std::string number(double x) {
  char text[32];
  std::snprintf(text, sizeof text, x < 9.99995 ? "%.4f" : x < 1e5 ? "%.0f" : "%.1e", x);
  return text;
}

/// As JSON, which has no infinity.
nlohmann::json finite_or_null(double x) {
  return std::isfinite(x) ? nlohmann::json(x) : nlohmann::json();
}

std::string count(std::uint64_t n) { return std::to_string(n); }

std::string percent_finite(const sweep_result& result) {
  if (result.not_finite == 0) return "100 %";
  char text[32];
  const double share = static_cast<double>(result.not_finite) / static_cast<double>(result.points);
  std::snprintf(text, sizeof text, "%.3g %%", 100.0 * (1.0 - share));
  return text;
}

std::string input_of(const error_summary& summary) {
  if (summary.worst().empty()) return "";
  const point at = summary.worst().front().at;
  return hex(at.a) + ", " + hex(at.b);
}

void print_table(std::ostream& out, const row& head, const std::vector<row>& body,
                 table_style style) {
  std::vector<std::size_t> widths;
  for (const std::string& cell : head) widths.push_back(cell.size());
  for (const row& each : body) {
    for (std::size_t i = 0; i < each.size(); ++i) widths[i] = std::max(widths[i], each[i].size());
  }
  const bool is_markdown = style == table_style::markdown;
  const auto print_row = [&](const row& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      // Words to the left, numbers to the right; the last column is an input.
      const bool left = i == 0 || i + 1 == cells.size();
      const std::string space(widths[i] - cells[i].size(), ' ');
      const std::string padded = left ? cells[i] + space : space + cells[i];
      line += is_markdown ? "| " + padded + " " : padded + "  ";
    }
    if (is_markdown) line += "|";
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out << line << '\n';
  };
  print_row(head);
  if (is_markdown) {
    for (std::size_t i = 0; i < head.size(); ++i) {
      out << (i == 0 || i + 1 == head.size() ? "|---" : "|---:");
    }
    out << "|\n";
  }
  for (const row& each : body) print_row(each);
}

bool same_subject(const report_entry& x, const report_entry& y) {
  return x.f == y.f && x.type == y.type && x.package == y.package;
}

/// The entries cut into runs of the same function, type and library.
template <class F>
void for_each_subject(const std::vector<report_entry>& entries, F f) {
  for (auto begin = entries.begin(); begin != entries.end();) {
    const auto end = std::find_if_not(
        begin, entries.end(), [&](const report_entry& e) { return same_subject(e, *begin); });
    f(std::vector<report_entry>(begin, end));
    begin = end;
  }
}

std::string title_of(const report_entry& entry) {
  return entry.f->name + ", " + name_of(entry.type) +
         (entry.package == own_library ? "" : ", " + entry.package);
}

row result_row(const std::string& name, const sweep_result& result) {
  const error_summary& first = result.measures.front();
  row cells = {name,
               count(result.points),
               percent_finite(result),
               number(first.mean()),
               number(first.percentile(0.5)),
               number(first.percentile(0.999))};
  for (const error_summary& each : result.measures) cells.push_back(number(each.max()));
  cells.push_back(input_of(first));
  return cells;
}

}  // namespace

std::string name_of(number_type type) { return type == number_type::float64 ? "double" : "float"; }

double bound_of(const report_entry& entry, std::size_t m) {
  if (entry.package != own_library) return 0.0;
  const measure& promised = entry.f->measures[m];
  return entry.type == number_type::float64 ? promised.bound : promised.float_bound;
}

std::vector<report_entry> merged(const std::vector<report_entry>& entries) {
  std::vector<report_entry> all;
  for_each_subject(entries, [&](const std::vector<report_entry>& parts) {
    report_entry whole = parts.front();
    whole.plan_name = "all";
    whole.plan_description = "";
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const sweep_result& part = parts[i].result;
      whole.result.points += part.points;
      whole.result.not_finite += part.not_finite;
      for (std::size_t m = 0; m < part.measures.size(); ++m) {
        whole.result.measures[m].add(part.measures[m]);
      }
      for (std::size_t r = 0; r < part.regions.size(); ++r) {
        whole.result.regions[r].add(part.regions[r]);
      }
    }
    all.push_back(std::move(whole));
  });
  return all;
}

void print_tables(std::ostream& out, const std::vector<report_entry>& entries, table_style style) {
  const bool is_markdown = style == table_style::markdown;
  for_each_subject(entries, [&](const std::vector<report_entry>& parts) {
    const report_entry whole = merged(parts).front();
    const tested_function& f = *whole.f;
    out << (is_markdown ? "### " : "") << title_of(whole) << "\n\n";
    row head = {"plan", "points", "finite", "mean", "50 %", "99.9 %"};
    for (std::size_t m = 0; m < f.measures.size(); ++m) {
      head.push_back("max, " + f.measures[m].name);
    }
    head.push_back("worst at " + f.a + ", " + f.b);
    std::vector<row> body;
    for (const report_entry& each : parts) body.push_back(result_row(each.plan_name, each.result));
    if (parts.size() > 1) body.push_back(result_row("all", whole.result));
    row bounds = {"promised", "", "", "", "", ""};
    for (std::size_t m = 0; m < f.measures.size(); ++m) {
      bounds.push_back(bound_of(whole, m) > 0.0 ? number(bound_of(whole, m)) : "");
    }
    bounds.push_back("");
    if (whole.package == own_library) body.push_back(bounds);
    print_table(out, head, body, style);
    out << '\n';

    if (f.regions.empty()) return;
    std::vector<row> regions;
    for (std::size_t r = 0; r < f.regions.size(); ++r) {
      const error_summary& each = whole.result.regions[r];
      if (each.count() == 0) continue;
      regions.push_back({f.regions[r], count(each.count()), number(each.mean()),
                         number(each.percentile(0.5)), number(each.percentile(0.999)),
                         number(each.max()), input_of(each)});
    }
    print_table(out,
                {"region", "points", "mean", "50 %", "99.9 %", "max, " + f.measures.front().name,
                 "worst at " + f.a + ", " + f.b},
                regions, style);
    out << '\n';
  });
}

void print_brief(std::ostream& out, const std::vector<report_entry>& entries, table_style style) {
  std::vector<row> body;
  for (const report_entry& each : merged(entries)) {
    for (std::size_t m = 0; m < each.f->measures.size(); ++m) {
      const error_summary& summary = each.result.measures[m];
      if (summary.count() == 0 || (m > 0 && bound_of(each, m) == 0.0)) continue;
      body.push_back({title_of(each), each.f->measures[m].name, count(summary.count()),
                      percent_finite(each.result), number(summary.mean()), number(summary.max()),
                      bound_of(each, m) > 0.0 ? number(bound_of(each, m)) : "", input_of(summary)});
    }
  }
  print_table(
      out, {"function", "error in", "points", "finite", "mean", "largest", "promised", "worst at"},
      body, style);
}

void print_worst(std::ostream& out, const std::vector<report_entry>& entries, table_style style) {
  for (const report_entry& each : merged(entries)) {
    std::vector<row> body;
    for (std::size_t m = 0; m < each.f->measures.size(); ++m) {
      if (m > 0 && bound_of(each, m) == 0.0) continue;
      for (const worst_case& worst : worst_of(each.result.measures[m])) {
        body.push_back(
            {each.f->measures[m].name, number(worst.error), hex(worst.at.a), hex(worst.at.b)});
      }
    }
    out << (style == table_style::markdown ? "### " : "") << "Worst inputs of " << title_of(each)
        << "\n\n";
    print_table(out, {"error in", "error", each.f->a, each.f->b}, body, style);
    out << '\n';
  }
}

void print_csv(std::ostream& out, const std::vector<report_entry>& entries) {
  out << "function,type,library,plan,points,not_finite,measure,count,mean,median,p99,p999,max,"
         "bound,"
         "worst_a,worst_b\n";
  const auto full = [](double x) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", x);
    return std::string(text);
  };
  for (const report_entry& each : entries) {
    for (std::size_t m = 0; m < each.result.measures.size(); ++m) {
      const error_summary& s = each.result.measures[m];
      const bool is_empty = s.worst().empty();
      out << each.f->name << ',' << name_of(each.type) << ',' << each.package << ','
          << each.plan_name << ',' << each.result.points << ',' << each.result.not_finite << ",\""
          << each.f->measures[m].name << "\"," << s.count() << ',' << full(s.mean()) << ','
          << full(s.percentile(0.5)) << ',' << full(s.percentile(0.99)) << ','
          << full(s.percentile(0.999)) << ',' << full(s.max()) << ',' << full(bound_of(each, m))
          << ',' << (is_empty ? "" : hex(s.worst().front().at.a)) << ','
          << (is_empty ? "" : hex(s.worst().front().at.b)) << '\n';
    }
  }
}

nlohmann::json to_json(const std::vector<report_entry>& entries) {
  const auto summary_json = [](const error_summary& s) {
    nlohmann::json worst = nlohmann::json::array();
    for (const worst_case& each : worst_of(s)) {
      worst.push_back(
          {{"error", finite_or_null(each.error)}, {"at", {hex(each.at.a), hex(each.at.b)}}});
    }
    return nlohmann::json{{"count", s.count()},
                          {"mean", s.mean()},
                          {"median", finite_or_null(s.percentile(0.5))},
                          {"p99", finite_or_null(s.percentile(0.99))},
                          {"p999", finite_or_null(s.percentile(0.999))},
                          {"max", finite_or_null(s.max())},
                          {"worst", worst}};
  };
  nlohmann::json list = nlohmann::json::array();
  for (const report_entry& each : entries) {
    nlohmann::json measures = nlohmann::json::array();
    for (std::size_t m = 0; m < each.result.measures.size(); ++m) {
      nlohmann::json one = summary_json(each.result.measures[m]);
      one["name"] = each.f->measures[m].name;
      if (bound_of(each, m) > 0.0) one["bound"] = bound_of(each, m);
      measures.push_back(one);
    }
    nlohmann::json regions = nlohmann::json::object();
    for (std::size_t r = 0; r < each.result.regions.size(); ++r) {
      if (each.result.regions[r].count() > 0) {
        regions[each.f->regions[r]] = summary_json(each.result.regions[r]);
      }
    }
    list.push_back({{"function", each.f->name},
                    {"type", name_of(each.type)},
                    {"library", each.package},
                    {"plan", each.plan_name},
                    {"description", each.plan_description},
                    {"points", each.result.points},
                    {"not_finite", each.result.not_finite},
                    {"measures", measures},
                    {"regions", regions}});
  }
  return list;
}

nlohmann::json map_to_json(const std::vector<report_entry>& entries) {
  const report_entry& first = entries.front();
  const error_map& grid = first.result.map;
  nlohmann::json panels = nlohmann::json::array();
  for (const report_entry& each : entries) {
    nlohmann::json cells = nlohmann::json::array();
    for (const double cell : each.result.map.cells) {
      // Infinity, which JSON lacks, says that no result in the cell was finite.
      cells.push_back(std::isfinite(cell) ? nlohmann::json(cell) : nlohmann::json("inf"));
    }
    panels.push_back({{"library", each.package},
                      {"points", each.result.points},
                      {"not_finite", each.result.not_finite},
                      {"max", finite_or_null(each.result.measures.front().max())},
                      {"cells", cells}});
  }
  // Borders are drawn on a grid of their own.
  const int finer = std::max(2, 480 / grid.rows);
  error_map fine = grid;
  fine.rows *= finer;
  fine.columns *= finer;
  nlohmann::json regions = nlohmann::json::array();
  nlohmann::json signs = nlohmann::json::array();
  for (int row = 0; row < fine.rows; ++row) {
    for (int column = 0; column < fine.columns; ++column) {
      const point at = fine.middle(row, column);
      regions.push_back(first.f->region_of ? first.f->region_of(at.a, at.b) : 0);
      signs.push_back(first.f->value(at.a, at.b) < 0.0 ? 0 : 1);
    }
  }
  return {{"function", first.f->name},
          {"type", name_of(first.type)},
          {"measure", first.f->measures.front().name},
          {"a", first.f->a},
          {"b", first.f->b},
          {"rows", grid.rows},
          {"columns", grid.columns},
          {"a_range", {grid.a_low, grid.a_high}},
          {"b_range", {grid.b_low, grid.b_high}},
          {"is_logarithmic", grid.is_logarithmic},
          {"finer", finer},
          {"regions", regions},
          {"region_names", first.f->regions},
          {"signs", signs},
          {"panels", panels}};
}

std::vector<std::string> broken_promises(const std::vector<report_entry>& entries) {
  std::vector<std::string> lines;
  for (const report_entry& each : merged(entries)) {
    if (each.package != own_library) continue;
    if (each.result.not_finite > 0) {
      lines.push_back(title_of(each) + ": " + count(each.result.not_finite) +
                      " results are not finite");
    }
    for (std::size_t m = 0; m < each.result.measures.size(); ++m) {
      const error_summary& s = each.result.measures[m];
      const double bound = bound_of(each, m);
      if (bound == 0.0 || s.count() == 0) continue;
      std::ostringstream line;
      line << title_of(each) << ": " << s.max() << " " << each.f->measures[m].name << " at "
           << input_of(s) << ", promised are " << bound;
      if (!(s.max() <= bound)) {
        lines.push_back(line.str());
      } else if (!(s.max() > 0.5 * bound)) {
        lines.push_back(line.str() + ", more than twice as much");
      }
    }
  }
  return lines;
}

}  // namespace logbessel::harness
