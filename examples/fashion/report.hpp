/// @file
/// The results of the program: as a table, and as JSON.
#pragma once

#include <logbessel/vmf_fit.hpp>
#include <logbessel/vmf_mixture_fit.hpp>

#include <nlohmann/json.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "agreement.hpp"
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

/// A mixture of as many components as classes, fitted without the labels, and what the labels say of it.
struct mixture_result {
  logbessel::vmf_mixture_fit_result fit;
  contingency counts;      // images by their likeliest component and class
  std::size_t rows_bytes;  // of the features held
};

/// The fits of one layout, and what they make of the test images: by log density, and by mu.x alone, that is, as if all kappa
/// were equal.
struct layout_result {
  feature_layout layout;
  std::vector<class_result> classes;
  double accuracy = 0.0;  // the share that is labelled rightly
  double direction_accuracy = 0.0;
  std::vector<double> left_out = {};  // AUROC by class: see left_out_auroc
  std::vector<double> direction_left_out = {};
  std::optional<mixture_result> mixture = {};
};

/// What a part of the program took.
struct part_cost {
  double seconds = 0.0;
  std::array<double, layout_count> layout_seconds{};  // of these, in the mean of the threads
  double peak_bytes = 0.0;                            // the largest resident set so far
};

struct report {
  std::uint64_t seed;
  std::size_t threads;
  std::size_t train_count;
  std::size_t test_count;
  std::size_t mixture_count;  // 0 for no mixtures
  part_cost fits;
  part_cost test;
  part_cost mixtures;
  double scipy_seconds;
  std::string scipy_version;  // empty without SciPy
  std::vector<layout_result> layouts;
};

/// A table per layout, and what its columns mean.
void print(std::ostream& out, const report& results);

/// Numbers that are not finite are the strings nan, inf and -inf.
nlohmann::json to_json(const report& results);

}  // namespace fashion
