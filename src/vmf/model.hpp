/// @file
/// Models and statistics as files. A model is JSON with the components of a mixture, of which a single distribution and one for each
/// class are special cases. Errors: std::runtime_error "PATH: reason".
#pragma once

#include <logbessel/vmf_mixture.hpp>
#include <logbessel/vmf_statistics.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "vmf/program.hpp"

namespace logbessel::program {

struct model {
  std::string kind;  ///< distribution, classes or mixture
  std::size_t dim = 0;
  json about = json::object();  ///< what else was found out
  double noise = 0.0;           ///< the weight of the uniform component

  struct component {
    std::uint32_t label;  ///< its number; of classes, what LABELS calls it
    double weight, kappa;
    std::vector<double> mu;
    json about = json::object();
  };
  std::vector<component> components;

  /// Of component k; of the uniform one, their number.
  std::uint32_t label(std::size_t k) const {
    return k < components.size() ? components[k].label : static_cast<std::uint32_t>(k);
  }

  /// Errors: std::invalid_argument, also where a kappa is infinite.
  vmf_mixture mixture() const;
  std::string text() const;
};

model read_model(const std::string& path);
/// On every rank, or an error on every rank.
model read_model(const std::string& path, vmf_exchange& exchange);

/// The model as JSON, and its arrays labels, weights, kappas and mus as .npz. Empty paths are none.
void write_model(const model& m, const std::string& json_path, const std::string& npz_path);

/// Whether a file is one of vmf_statistics::write.
bool holds_statistics(const std::string& path);
vmf_statistics read_statistics(const std::string& path);
void write_statistics(const std::string& path, const vmf_statistics& statistics);

}  // namespace logbessel::program
