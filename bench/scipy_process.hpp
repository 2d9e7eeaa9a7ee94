/// @file
/// SciPy in the same run: a Python process that runs scipy_times.py.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "distributions.hpp"

namespace logbessel::bench {

struct scipy_result {
  double ns;
  std::vector<double> values;
};

/// The process lives as long as the object. All members but the destructor throw std::runtime_error,
/// "PYTHON: reason", where the process cannot be started, lacks SciPy, or fails.
class scipy_process {
 public:
  explicit scipy_process(const std::string& python);
  ~scipy_process();
  scipy_process(const scipy_process&) = delete;
  scipy_process& operator=(const scipy_process&) = delete;

  const std::string& version() const { return version_; }

  /// The time per element over all points, and the values at the first `check` of them.
  scipy_result run(function f, const std::vector<point>& points, std::size_t check, double min_time,
                   int repetitions);

 private:
  [[noreturn]] void fail(const std::string& reason) const;
  void send(const void* data, std::size_t size) const;
  std::string read_line() const;

  std::string python_;
  std::string version_;
  pid_t process_ = -1;
  int socket_ = -1;
  std::FILE* reader_ = nullptr;
};

}  // namespace logbessel::bench
