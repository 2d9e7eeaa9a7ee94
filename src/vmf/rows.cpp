#include "vmf/rows.hpp"

#include "vmf/csv.hpp"
#include "vmf/npz.hpp"

namespace logbessel::data {
namespace {

bool ends_with(const std::string& text, std::string_view end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

/// The array of a .npy file, the named or only one of an archive.
npy_array read_array(const array_path& path) {
  if (ends_with(path.file, ".npy")) return read_npy(path.file);
  const npz_reader archive(path.file);
  if (!path.array.empty()) return archive.read(path.array);
  if (archive.names().size() != 1)
    fail(path.file, "has ", archive.names().size(), " arrays; name one as ", path.file, ":NAME");
  return archive.read(archive.names().front());
}

/// One column of numbers, as text.
csv_table read_column(const std::string& path) {
  csv_table table = read_csv(path);
  if (table.columns > 1) fail(path, "rows of ", table.columns, " numbers, not one");
  return table;
}

}  // namespace

array_path parse_array_path(const std::string& text) {
  const std::size_t colon = text.rfind(".npz:");
  if (colon == text.npos) return {text, ""};
  return {text.substr(0, colon + 4), text.substr(colon + 5)};
}

std::unique_ptr<vmf_row_source> open_rows(const std::string& text) {
  const array_path path = parse_array_path(text);
  if (ends_with(path.file, ".npy")) return std::make_unique<npy_rows>(read_npy(path.file));
  if (ends_with(path.file, ".npz")) return npz_rows(path.file, path.array);
  if (ends_with(path.file, ".csv")) return std::make_unique<csv_rows>(path.file);
  fail(path.file, "its name ends neither in .npy nor in .npz nor in .csv");
}

std::vector<std::uint32_t> read_labels(const std::string& text) {
  const array_path path = parse_array_path(text);
  if (!ends_with(path.file, ".csv")) return labels_of(read_array(path));
  std::vector<std::uint32_t> labels;
  for (const double number : read_column(path.file).numbers) {
    if (!(number >= 0.0 && number < 0x1p32 &&
          number == static_cast<double>(static_cast<std::uint32_t>(number))))
      fail(path.file, "label ", labels.size(), " is ", number);
    labels.push_back(static_cast<std::uint32_t>(number));
  }
  return labels;
}

std::vector<double> read_numbers(const std::string& text) {
  const array_path path = parse_array_path(text);
  return ends_with(path.file, ".csv") ? read_column(path.file).numbers
                                      : numbers_of(read_array(path));
}

}  // namespace logbessel::data
