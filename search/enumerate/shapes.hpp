/// @file
/// All shapes of programs, without fits.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "../program.hpp"

namespace logbessel::search {

/// The most operations of a shape that is enumerated.
constexpr int most_enumerated = 12;

/// A simplified program of + - * / in 12 bits a step, four constants 1.
struct shape {
  std::uint64_t hash = 0;
  std::array<std::uint16_t, most_enumerated> step{};
  std::uint8_t steps = 0;

  program unpack() const;
};

struct shape_options {
  int steps = 1;
  int fewest_constants = 0;
  /// Only odd functions of x whose nodes are all odd or even.
  bool odd = false;
  /// Only c / v, v + w and v - w.
  bool fractions_only = false;
  int threads = 1;
};

struct shape_list {
  /// By hash: all that differ as functions.
  std::vector<shape> functions;
  /// How many differ as shapes.
  std::uint64_t shapes = 0;
};

shape_list all_shapes(const shape_options& how);

/// Calls body(i) for 0 <= i < n from so many threads.
void in_parallel(std::size_t n, int threads, const std::function<void(std::size_t)>& body);

/// Says on standard error, where asked and where that is a terminal, how far a loop is.
class progress_line {
 public:
  progress_line(bool wanted, const char* what, int steps, std::size_t of);
  ~progress_line();
  progress_line(const progress_line&) = delete;
  progress_line& operator=(const progress_line&) = delete;
  void advance();

 private:
  bool shown_;
  const char* what_;
  int steps_;
  std::size_t of_;
  std::atomic<std::size_t> done_{0};
};

}  // namespace logbessel::search
