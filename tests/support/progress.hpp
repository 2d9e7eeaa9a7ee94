/// @file
/// How far a long sweep is, on stderr.
#pragma once

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

namespace logbessel::harness {

/// A line that renews itself, on a terminal; nothing elsewhere.
class progress {
 public:
  explicit progress(std::uint64_t total) : total_(static_cast<double>(total)) {}
  ~progress() { clear(); }
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;

  /// `skipped` of the points done were done before this run.
  void show(const std::string& what, std::uint64_t done, std::uint64_t skipped) {
    const auto now = clock::now();
    if (!is_terminal_ || now - shown_ < std::chrono::milliseconds(200)) return;
    shown_ = now;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    const double here = static_cast<double>(done - skipped);
    std::fprintf(stderr, "\r\033[K%s: %.1f %% of %.0f points", what.c_str(),
                 100.0 * static_cast<double>(done) / total_, total_);
    if (here > 0.0) {
      std::fprintf(stderr, ", %.0f s left", seconds * (total_ - static_cast<double>(done)) / here);
    }
  }
  void clear() const {
    if (is_terminal_) std::fputs("\r\033[K", stderr);
  }

 private:
  using clock = std::chrono::steady_clock;
  double total_;
  bool is_terminal_ = isatty(STDERR_FILENO) == 1;
  clock::time_point start_ = clock::now();
  clock::time_point shown_;
};

}  // namespace logbessel::harness
