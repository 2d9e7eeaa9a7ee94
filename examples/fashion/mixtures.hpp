/// @file
/// Mixtures of von Mises-Fisher distributions, fitted to images without their labels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "features.hpp"
#include "labelled_images.hpp"
#include "report.hpp"

namespace fashion {

/// Fits a mixture of as many components as classes to the first `count` images in each layout, their features held in memory, and
/// puts it into results[layout].mixture. The best of five short runs goes on; the same bits on any number of threads.
part_cost fit_mixtures(const labelled_images& images, const filter_bank& filters, std::size_t count,
                       std::uint64_t seed, std::size_t threads,
                       std::vector<layout_result>& results);

}  // namespace fashion
