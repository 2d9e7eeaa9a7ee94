/// @file
/// Whose functions a sweep can measure: this library's and its peers'.
#pragma once

#include <string>
#include <vector>

#include "sweep.hpp"

namespace logbessel::harness {

std::vector<std::string> library_names();

bool has_function(const std::string& library, const tested_function& f, number_type type);

/// Throws std::runtime_error where the library is missing; SciPy runs under `python`.
batch_evaluator evaluator_of(const std::string& library, const tested_function& f, number_type type,
                             const std::string& python);

}  // namespace logbessel::harness
