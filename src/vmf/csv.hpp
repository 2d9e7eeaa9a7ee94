/// @file
/// Rows of numbers as text.
#pragma once

#include <logbessel/vmf_rows.hpp>

#include <string>
#include <vector>

namespace logbessel::data {

/// Numbers row by row.
struct csv_table {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> numbers;
};

/// Numbers separated by commas, semicolons, tabs or spaces, as many in every line; a first line in which none is a number is a header;
/// empty lines do not count. Errors: std::runtime_error with the path, the line and the column.
csv_table read_csv(const std::string& path);

/// The rows of such a file.
class csv_rows final : public vmf_row_source {
 public:
  explicit csv_rows(const std::string& path);

  std::size_t dim() const override { return table_.columns; }
  std::uint64_t size() const override { return table_.rows; }
  vmf_row_block block(std::uint64_t index, vmf_row_scratch&) const override {
    vmf_row_block block = detail::empty_block(*this, index);
    block.f64 = table_.numbers.data() + block.first * table_.columns;
    return block;
  }

 private:
  csv_table table_;
};

}  // namespace logbessel::data
