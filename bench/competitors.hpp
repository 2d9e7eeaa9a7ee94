/// @file
/// Who is measured: each competitor is one loop over arrays, with the call inlined where its author allows it.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "functions.hpp"

namespace logbessel::bench {

/// One function of one competitor over the points, in the competitor's number type. SciPy throws std::runtime_error
/// where its process fails.
class workload {
 public:
  virtual ~workload() = default;

  /// Computes the first `count` results `passes` times. Returns the processor time of the thread that computes, or where
  /// several do, the time on the wall, in seconds.
  virtual double run(std::size_t count, std::size_t passes) = 0;

  /// What the competitor is given: the point rounded to its number type.
  virtual point input(std::size_t i) const = 0;
  virtual double output(std::size_t i) const = 0;
};

/// What the report does with it.
enum class role {
  own,       ///< this library
  own_time,  ///< this library, whose results are those of another competitor or of no use
  peer
};

struct competitor {
  std::string name;
  std::string description;
  role part;
  bool is_float;
  /// Null if it lacks the function, or has nothing for such points.
  std::function<std::unique_ptr<workload>(function, const std::vector<point>&)> load;
};

/// The name of the competitor that the others are compared with, the first of own_competitors().
inline constexpr const char* yardstick = "batch";

/// The library itself: over arrays and one by one, in double and in float.
std::vector<competitor> own_competitors();

/// The names are those of peers::names().
std::vector<std::string> peer_names();

/// An empty `python` is peers::default_python(). Throws std::runtime_error, in one line, if SciPy or its Python is not there.
competitor open_peer(const std::string& name, const std::string& python);

}  // namespace logbessel::bench
