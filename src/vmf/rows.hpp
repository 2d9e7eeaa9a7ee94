/// @file
/// Rows of a file of any kind that is read.
#pragma once

#include <logbessel/vmf_rows.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace logbessel::data {

/// A path, and after a colon the name of an array where it is an archive: data.npz:train.
struct array_path {
  std::string file, array;
};
array_path parse_array_path(const std::string& text);

/// The rows of a .npy, .npz or .csv file, by its ending. Errors: std::runtime_error with the path and the reason.
std::unique_ptr<vmf_row_source> open_rows(const std::string& path);

/// One integer from 0 to 2^32 - 1 for each row, from such a file.
std::vector<std::uint32_t> read_labels(const std::string& path);

/// One number for each row.
std::vector<double> read_numbers(const std::string& path);

}  // namespace logbessel::data
