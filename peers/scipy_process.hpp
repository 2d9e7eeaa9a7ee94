/// @file
/// SciPy, in a Python process that runs scipy_process.py.
#pragma once

#include <peers/peers.hpp>

#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace logbessel::peers {

/// The process lives as long as the object. The constructor and the members that ask SciPy throw std::runtime_error,
/// "PYTHON: reason", where the process cannot be started, lacks SciPy, or fails.
class scipy_process : public peer {
 public:
  explicit scipy_process(const std::string& python);
  ~scipy_process() override;

  bool has(std::string_view function) const override;
  void evaluate(std::string_view function, std::span<const double> v, std::span<const double> x,
                std::span<double> results) override;

  /// The same, and how long `passes` further passes took: processor time of Python in seconds.
  double evaluate_timed(std::string_view function, std::span<const double> v,
                        std::span<const double> x, std::span<double> results, std::size_t passes);

 private:
  class connection;
  explicit scipy_process(std::unique_ptr<connection> python);

  std::mutex mutex_;
  std::unique_ptr<connection> python_;
};

}  // namespace logbessel::peers
