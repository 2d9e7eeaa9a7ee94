/// @file
/// What people compute these functions with today, called in one way: Boost.Math, GSL, libstdc++, SciPy, and the method
/// of the paper by Plesner, Sorensen and Hauberg. They are what the library is compared with, never the truth.
///
///     const auto gsl = peers::open("gsl");
///     const std::vector<double> values = gsl->values("log_iv", v, x);
///
/// A function of a further name is one line in the table of peers.cpp for each library that has it, and one in
/// scipy_process.py.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbessel::peers {

/// All members may be called from any number of threads at once; SciPy's calls then wait for each other. (libstdc++
/// calls lgamma, which writes the global variable signgam; nothing here reads it.)
class peer {
 public:
  peer(std::string name, std::string description)
      : name_(std::move(name)), description_(std::move(description)) {}
  virtual ~peer() = default;
  peer(const peer&) = delete;
  peer& operator=(const peer&) = delete;

  const std::string& name() const { return name_; }
  /// What is called, with the version.
  const std::string& description() const { return description_; }

  /// Whether it has the function, such as "log_iv".
  virtual bool has(std::string_view function) const = 0;

  /// results[i] = f(v[i], x[i]) in one loop; NaN where the library throws. Throws std::invalid_argument if the peer lacks
  /// the function or the sizes differ, and SciPy std::runtime_error if its process fails.
  virtual void evaluate(std::string_view function, std::span<const double> v,
                        std::span<const double> x, std::span<double> results) = 0;

  std::vector<double> values(std::string_view function, std::span<const double> v,
                             std::span<const double> x) {
    std::vector<double> results(v.size());
    evaluate(function, v, x, results);
    return results;
  }

 protected:
  /// Throws as evaluate() does.
  void check(std::string_view function, std::size_t v, std::size_t x, std::size_t results) const;

 private:
  std::string name_;
  std::string description_;
};

/// "boost", "gsl", "libstdc++", "published", "scipy".
std::vector<std::string> names();

/// The Python that the build found, with SciPy if tools/setup made it.
std::string default_python();

/// Throws std::invalid_argument if there is no such peer, and std::runtime_error, "PYTHON: reason", where "scipy" has no
/// Python or no SciPy. Only "scipy" uses `python`. Turns GSL's error handler off.
std::unique_ptr<peer> open(const std::string& name, const std::string& python = default_python());

}  // namespace logbessel::peers
