#include "vmf/csv.hpp"

#include <charconv>
#include <string_view>

#include "vmf/file.hpp"

namespace logbessel::data {
namespace {

/// The fields of a line. Spaces beside another separator do not count.
std::vector<std::string_view> fields_of(std::string_view line) {
  constexpr std::string_view separators = ",;\t";
  const bool by_space = line.find_first_of(separators) == line.npos;
  std::vector<std::string_view> fields;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end =
        std::min(line.find_first_of(by_space ? " " : separators, at), line.size());
    std::string_view field = line.substr(at, end - at);
    field.remove_prefix(std::min(field.find_first_not_of(' '), field.size()));
    field.remove_suffix(field.size() - (field.find_last_not_of(' ') + 1));
    if (!by_space || !field.empty()) fields.push_back(field);
    at = end + 1;
  }
  return fields;
}

bool is_number(std::string_view field, double& number) {
  if (!field.empty() && field.front() == '+') field.remove_prefix(1);
  const char* const end = field.data() + field.size();
  const auto result = std::from_chars(field.data(), end, number);
  return result.ec == std::errc() && result.ptr == end;
}

}  // namespace

csv_table read_csv(const std::string& path) {
  const shared_bytes file = map_file(path);
  std::string_view text(reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size());
  csv_table table;
  bool is_first = true;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view content = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!content.empty() && content.back() == '\r') content.remove_suffix(1);
    if (content.find_first_not_of(" \t") == content.npos) continue;

    const std::vector<std::string_view> fields = fields_of(content);
    std::size_t bad = fields.size();
    std::size_t count = 0;
    for (std::size_t column = 0; column < fields.size(); ++column) {
      double number = 0.0;
      if (is_number(fields[column], number)) {
        ++count;
        table.numbers.push_back(number);
      } else if (bad == fields.size()) {
        bad = column;
      }
    }
    const bool is_header = is_first && count == 0;
    is_first = false;
    if (is_header) continue;
    if (bad < fields.size())
      fail(path, "line ", line, ", column ", bad + 1, ": '", fields[bad].substr(0, 40),
           "' is no number");
    if (table.rows == 0) table.columns = count;
    if (count != table.columns)
      fail(path, "line ", line, " has ", count, " columns, the first row ", table.columns);
    ++table.rows;
  }
  return table;
}

csv_rows::csv_rows(const std::string& path) : table_(read_csv(path)) {
  if (table_.rows == 0) fail(path, "no rows");
  if (table_.columns < 2) fail(path, "rows of ", table_.columns, " coordinates; 2 are the fewest");
}

}  // namespace logbessel::data
