/// @file
/// What `logbessel-evolve table` does.
#pragma once

#include <search/target.hpp>

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace logbessel::search {

struct table_options {
  std::string target = "exp2";
  /// The target's usual one where there is none.
  std::optional<interval> over;
  metric m = metric::relative;
  int most_operations = 15;
  /// Certificates of the same target, interval and metric, with their bounds: the last column.
  std::vector<std::string> fronts;
  /// Where to write the figures for search/classical/plot.py; nowhere where empty.
  std::string json;
  /// Where to write the best classical programs of every column, as a certificate without bounds; nowhere where empty.
  std::string programs;
};

/// Computes the competitors and prints their certified errors as a table in Markdown.
/// @throws std::invalid_argument, or std::runtime_error "PATH: reason"
void print_competitors(const table_options& options, std::ostream& out);

}  // namespace logbessel::search
