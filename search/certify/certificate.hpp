/// @file
/// The programs of a front with what is proven and measured of each, as a JSON file that can be checked.
#pragma once

#include <search/certify/error_bound.hpp>
#include <search/certify/floating.hpp>
#include <search/target.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace logbessel::search {

/// What found a program.
struct origin {
  std::string command;
  std::uint64_t seed = 0;
  double seconds = 0.0;
};

struct certified_program {
  exact_program p;
  double cost = 0.0;
  origin found;
  /// Absent before certify().
  std::optional<error_bound> bound;
  std::optional<measured_error> float64, float32;
};

struct certificate {
  std::string target;
  interval over;
  metric m = metric::relative;
  /// In words: what an operation costs.
  std::string cost_model;
  std::vector<certified_program> programs;
};

std::string to_string(metric m);
/// @throws std::invalid_argument
metric metric_named(const std::string& name);

/// @throws std::runtime_error "PATH: reason"
certificate read_certificate(const std::string& path);
/// The file appears whole or not at all.
/// @throws std::runtime_error "PATH: reason"
void write_certificate(const std::string& path, const certificate& c);

/// Called after each program, from any thread but never twice at once.
using progress = std::function<void(const certified_program&)>;

/// Fills the bounds and the measured errors of every program. Stated bounds are 5e-5 wider than those that were proven, so
/// that another version of Arb, whose balls differ in their last bits, confirms them.
/// @throws std::invalid_argument, std::runtime_error "program N (M operations): reason"
void certify(certificate& c, const progress& done = {});

/// Computes everything again from the programs.
/// @throws std::runtime_error "program N (M operations): reason" where a bound is absent, wider than 0.1 %, or not confirmed, or
/// where a measured error is another.
void check(const certificate& c, const progress& done = {});

}  // namespace logbessel::search
