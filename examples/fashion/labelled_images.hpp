/// @file
/// Labelled images from a pair of IDX files, gzipped or not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace fashion {

/// Grey images of equal size, one after the other, rows from the top, and a label for each.
struct labelled_images {
  std::string path;  // of the file of the images
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<std::uint8_t> pixels;
  std::vector<std::uint8_t> labels;

  std::size_t count() const { return labels.size(); }
  const std::uint8_t* image(std::size_t i) const { return pixels.data() + i * rows * columns; }
};

/// Reads DIRECTORY/NAME-images-idx3-ubyte.gz and DIRECTORY/NAME-labels-idx1-ubyte.gz.
/// Throws std::runtime_error, "PATH: reason", where a file is missing, damaged or does not fit.
labelled_images read_labelled_images(const std::string& directory, const std::string& name);

}  // namespace fashion
