/// @file
/// The results of the program: as a table, and as JSON.
#pragma once

#include <logbessel/vmf_fit.hpp>

#include <nlohmann/json.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "features.hpp"

namespace fashion {

/// The labels of Fashion-MNIST.
inline constexpr std::array<const char*, 10> class_names = {
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
    "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};
inline constexpr std::size_t class_count = class_names.size();

struct class_result {
  logbessel::vmf_fit_result fit;
  double log_normalizer;  // log C(dim, kappa)
  nlohmann::json scipy;   // the reply of scipy_fit.py, null without it
};

/// The fits of one layout, and the share of the test images that they label rightly.
struct layout_result {
  feature_layout layout;
  std::vector<class_result> classes;
  double accuracy;            // by the largest log density
  double direction_accuracy;  // by the largest mu.x, that is, as if all kappa were equal
};

struct report {
  std::uint64_t seed;
  std::size_t threads;
  std::size_t train_count;
  std::size_t test_count;
  double train_seconds;
  double test_seconds;
  double scipy_seconds;
  std::string scipy_version;  // empty without SciPy
  std::vector<layout_result> layouts;
};

/// A table per layout, and what its columns mean.
void print(std::ostream& out, const report& results);

/// Numbers that are not finite are the strings nan, inf and -inf.
nlohmann::json to_json(const report& results);

}  // namespace fashion
