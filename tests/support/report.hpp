/// @file
/// The results of sweeps as tables, CSV, JSON and pictures.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <iosfwd>
#include <string>
#include <vector>

#include "sweep.hpp"

namespace logbessel::harness {

/// The name of this library among its peers.
inline const std::string own_library = "logbessel";

/// One plan of one function, in one number type, by one library.
struct report_entry {
  const tested_function* f;
  number_type type;
  std::string package;
  std::string plan_name, plan_description;
  sweep_result result;
};

std::string name_of(number_type type);

/// What the library promises in measure m; 0 for nothing, and for other libraries.
double bound_of(const report_entry& entry, std::size_t m);

/// The plans of each function, number type and library in one. The entries of one stand together.
std::vector<report_entry> merged(const std::vector<report_entry>& entries);

enum class table_style { text, markdown };

/// A table for each function, number type and library: a row for each plan, one for all of them, and one for each region.
void print_tables(std::ostream& out, const std::vector<report_entry>& entries, table_style style);

/// One table, a row for each function, number type and library.
void print_brief(std::ostream& out, const std::vector<report_entry>& entries, table_style style);

/// The largest errors of each function with their input, a line each.
void print_worst(std::ostream& out, const std::vector<report_entry>& entries, table_style style);

/// Numbers at full precision, a row for each plan and measure.
void print_csv(std::ostream& out, const std::vector<report_entry>& entries);

nlohmann::json to_json(const std::vector<report_entry>& entries);

/// What heat_map.py draws: a panel for each entry, all over the same box of the same function.
nlohmann::json map_to_json(const std::vector<report_entry>& entries);

/// Where the library breaks its promise, or promises less than half of what it holds, over all plans of a function: a
/// line each.
std::vector<std::string> broken_promises(const std::vector<report_entry>& entries);

}  // namespace logbessel::harness
