/// @file
/// Whose functions a sweep can measure: this library's and its peers'.
#pragma once

#include <string>
#include <vector>

#include "sweep.hpp"

namespace logbessel::harness {

/// This library, then its peers.
std::vector<std::string> library_names();

/// Empty where the library has no such function of that type; the peers are measured in double. SciPy runs under
/// `python`. Throws what peers::open throws.
batch_evaluator evaluator_of(const std::string& library, const tested_function& f, number_type type,
                             const std::string& python);

}  // namespace logbessel::harness
