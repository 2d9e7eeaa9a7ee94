/// @file
/// The results of a run, and their three forms.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <string>
#include <vector>

#include "competitors.hpp"
#include "functions.hpp"
#include "map.hpp"

namespace logbessel::bench {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct measurement {
  function f;
  std::string distribution;
  std::string competitor;
  /// Time per element: the least over the repetitions, in ns; and relative to the yardstick's.
  double ns = nan;
  double ratio = nan;
  /// How many elements one pass had.
  std::size_t elements = 0;
  /// Of the checked elements: how many of 1 have a finite result, and the median and largest error of these in
  /// units of 2^-p error_scale(), p = 53 or, of float, 24, and where it is largest. NaN where there is none.
  double finite = nan;
  double median_error = nan;
  double max_error = nan;
  point worst = {nan, nan};
};

struct competitor_note {
  std::string name;
  std::string description;
  role part;
};

struct report {
  std::size_t elements;
  std::size_t checked;
  std::uint64_t seed;
  double min_time;
  int repetitions;
  /// What the instruction set of the yardstick can do, in 10^9 fused multiply-adds of double a second; NaN where it has none.
  double peak_gfma;
  std::vector<competitor_note> competitors;
  std::vector<measurement> measurements;
};

/// One line for each measurement, below one with the peak.
void print_header(std::ostream& out, const report& results);
void print(std::ostream& out, const measurement& row);

/// Tables for each function: times of the library, times of it and its peers, errors. A row is a distribution, a column a
/// competitor.
void print_markdown(std::ostream& out, const report& results);

nlohmann::json to_json(const report& results);
nlohmann::json to_json(const time_map& map);

}  // namespace logbessel::bench
