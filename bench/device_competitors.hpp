/// @file
/// The library on a CUDA device, as competitors of the bench.
#pragma once

#include <string>
#include <vector>

#include "competitors.hpp"

namespace logbessel::bench {

/// Whether there is a device or not; empty in a build without CUDA.
std::vector<std::string> device_competitor_names();

/// Those of device_competitor_names(). Throws std::runtime_error, in one line, where there is no device.
std::vector<competitor> device_competitors();

}  // namespace logbessel::bench
