/// @file
/// Measures a function over a sampling plan against the oracle, on all cores.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "functions.hpp"

namespace logbessel::harness {

/// Whose values are measured: out[i] at the points. Any number of threads call it at the same time.
using batch_evaluator =
    std::function<void(const std::vector<point>& points, std::vector<double>& out)>;

/// The library's own function. For float32 the points must be floats, and so are the results.
batch_evaluator evaluator_of(const tested_function& f, number_type type);

struct sweep_options {
  number_type type = number_type::float64;
  std::uint64_t points = 10'000;
  std::uint64_t seed = 1;
  unsigned threads = 0;  ///< 0 for one per core
  /// Take the exact value from the witness where that is quick, and from the oracle elsewhere.
  bool by_witness = false;
  /// If not null: set from outside to end early, with the results so far.
  const std::atomic<bool>* stop = nullptr;
  /// If not empty: called now and then, from one thread, with the number of points done.
  std::function<void(std::uint64_t done)> on_progress;
};

/// The largest error in each cell of a grid over the two arguments.
struct error_map {
  int columns = 0, rows = 0;
  double a_low = 0, a_high = 0, b_low = 0, b_high = 0;
  bool is_logarithmic = false;
  /// cells[row * columns + column], rows along a, columns along b; negative where no point fell.
  std::vector<double> cells;

  void add(point at, double error);
  /// The middle of a cell.
  point middle(int row, int column) const;
};

struct sweep_result {
  std::uint64_t points = 0;
  /// Results that are NaN or infinite where the exact value is not.
  std::uint64_t not_finite = 0;
  /// For each measure of the function; and for its first one, for each region.
  std::vector<error_summary> measures;
  std::vector<error_summary> regions;
  error_map map;

  /// All but the size of the map, to go on from later.
  nlohmann::json state() const;
  void resume(const nlohmann::json& state);
};

/// How many of the `most` worst points of the summary oracle and witness were asked for, and the largest relative
/// difference between the two, as a power of two. Throws what they throw.
struct recheck_result {
  std::size_t points = 0;
  long largest_difference = -(1L << 20);
};
recheck_result recheck(const tested_function& f, const error_summary& summary, std::size_t most);

/// Adds to `result`, which says how many points of the plan it has seen, until these are options.points. The same plan,
/// seed and function give the same result for every number of threads, and whether it was interrupted or not.
/// Throws what the oracle or the evaluator throws.
void sweep(const tested_function& f, const batch_evaluator& evaluate, const plan& drawn,
           const sweep_options& options, sweep_result& result);

}  // namespace logbessel::harness
