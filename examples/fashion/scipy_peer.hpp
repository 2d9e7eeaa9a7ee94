/// @file
/// SciPy on the same data: a Python process that runs scipy_fit.py.
#pragma once

#include <nlohmann/json.hpp>
#include <sys/types.h>

#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "image_pass.hpp"

namespace fashion {

/// The process lives as long as the object. One class at a time: begin(), every block, finish().
/// The features pass through a pipe, so no file holds them. All members but the destructor throw
/// std::runtime_error, "PYTHON: reason", where the process cannot be started or fails.
class scipy_peer {
 public:
  /// Starts `python` on `script`.
  scipy_peer(const std::string& python, const std::string& script);
  ~scipy_peer();
  scipy_peer(const scipy_peer&) = delete;
  scipy_peer& operator=(const scipy_peer&) = delete;

  /// Waits until SciPy is imported; returns its version.
  std::string version();

  /// Announces `rows` rows in each layout, and the kappa at which SciPy is to evaluate log C.
  void begin(std::size_t rows, const std::vector<double>& kappas);

  void send(const feature_block& block);

  /// What SciPy makes of each layout: see scipy_fit.py.
  nlohmann::json finish();

 private:
  [[noreturn]] void fail(const std::string& reason) const;
  void write(const void* data, std::size_t size);
  nlohmann::json read_line();

  std::string python_;
  pid_t process_ = -1;
  int to_process_ = -1;
  std::FILE* from_process_ = nullptr;
};

}  // namespace fashion
