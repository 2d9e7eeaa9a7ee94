/// @file
/// A run: islands on threads and processes that exchange their best, the front they have found, checkpoints.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "communicator.hpp"
#include "island.hpp"

namespace logbessel::search {

/// The best program of a cost, with the constants that are best in the maximum norm.
struct front_entry {
  int cost = 0;
  program shape;
  fitted fit;
  /// When the run had it.
  double seconds = 0.0;
};

/// The run ends when the front has a program of at most this cost with at most this error.
struct goal {
  int cost = 0;
  double error = 0.0;
};

struct run_options {
  evolution_options evolution;
  std::uint64_t seed = 1;
  /// In all processes together; a run with the same seed and the same number of islands is the same run.
  int islands = 2;
  /// Work of an island between two exchanges, in fits.
  double epoch = 500.0;
  double most_seconds = 60.0;
  /// 0 for no limit.
  std::uint64_t most_epochs = 0;
  /// All must be reached, if there are any.
  std::vector<goal> goals;
  /// Where the run can be taken up again; empty for nowhere.
  std::string checkpoint;
  double checkpoint_seconds = 30.0;
};

/// Between epochs, on the first process.
struct run_progress {
  double seconds = 0.0;
  std::uint64_t epoch = 0;
  island_counters counters;
  const std::vector<front_entry>& front;
  bool front_changed = false;
};

struct run_result {
  std::vector<front_entry> front;
  island_counters counters;
  double seconds = 0.0;
  std::uint64_t epochs = 0;
  bool reached_goals = false, interrupted = false;
};

/// Evolves until a limit, the goals, or until interrupted() is true, then writes the checkpoint. Where that exists
/// already, the run goes on from there, with the result it would have had without the pause. Processes return alike.
/// @throws std::invalid_argument for options that make no sense, or another run's checkpoint.
/// @throws std::runtime_error "PATH: reason" where the checkpoint cannot be read or written; the last good one remains.
run_result run(const problem& on, const run_options& how, communicator& processes,
               const std::function<bool()>& interrupted,
               const std::function<void(const run_progress&)>& report);

}  // namespace logbessel::search
