/// @file
/// The results of a run, and their three forms.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "distributions.hpp"

namespace logbessel::bench {

struct measurement {
  function f;
  std::string distribution;
  std::string competitor;
  /// Processor time per element: the least over the repetitions, in ns; and relative to logbessel's.
  double ns;
  double ratio;
  /// How many elements one pass had.
  std::size_t elements;
  /// Of the checked elements: how many of 1 have a finite result, and the median and largest error of these in
  /// units of 2^-p max(1, |log|), p = 53 or, of float, 24. NaN where there is none.
  double finite;
  double median_error;
  double max_error;
};

struct competitor_note {
  std::string name;
  std::string description;
};

struct report {
  std::size_t elements;
  std::size_t checked;
  std::uint64_t seed;
  double min_time;
  int repetitions;
  std::vector<competitor_note> competitors;
  std::vector<measurement> measurements;
};

std::string name_of(function f);

/// One line for each measurement.
void print_header(std::ostream& out);
void print(std::ostream& out, const measurement& row);

/// Two tables for each function, of times and of errors: a row for each distribution, a column for each competitor.
void print_markdown(std::ostream& out, const report& results);

nlohmann::json to_json(const report& results);

}  // namespace logbessel::bench
