#include "worst_cases.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "files.hpp"
#include "hex.hpp"

namespace logbessel::harness {
namespace {

struct kept_case {
  std::string function, type, a, b;
  auto operator<=>(const kept_case&) const = default;
};

struct worst_case_file {
  std::string comments;
  std::vector<kept_case> cases;
};

worst_case_file read(const std::string& path) {
  worst_case_file file;
  std::istringstream text(read_file(path));
  int number = 0;
  for (std::string line; std::getline(text, line);) {
    ++number;
    if (line.empty() || line.front() == '#') {
      file.comments += line + "\n";
      continue;
    }
    std::istringstream fields(line);
    kept_case each;
    std::string rest;
    if (!std::getline(fields, each.function, ',') || !std::getline(fields, each.type, ',') ||
        !std::getline(fields, each.a, ',') || !std::getline(fields, each.b, ',') ||
        std::getline(fields, rest)) {
      throw std::runtime_error(path + ": line " + std::to_string(number) +
                               " is not FUNCTION,TYPE,A,B");
    }
    file.cases.push_back(each);
  }
  return file;
}

}  // namespace

std::vector<point> worst_cases_of(const std::string& path, const std::string& function,
                                  number_type type) {
  std::vector<point> points;
  for (const kept_case& each : read(path).cases) {
    if (each.function == function && each.type == name_of(type)) {
      points.push_back({from_hex(each.a), from_hex(each.b)});
    }
  }
  return points;
}

std::size_t keep_worst_cases(const std::string& path, const std::vector<report_entry>& entries,
                             std::size_t most) {
  worst_case_file file = read(path);
  const std::size_t before = file.cases.size();
  for (const report_entry& each : merged(entries)) {
    if (each.package != own_library) continue;
    for (std::size_t m = 0; m < each.result.measures.size(); ++m) {
      if (bound_of(each, m) == 0.0) continue;
      const std::vector<worst_case>& worst = each.result.measures[m].worst();
      for (std::size_t i = 0; i < std::min(most, worst.size()); ++i) {
        file.cases.push_back(
            {each.f->name, name_of(each.type), hex(worst[i].at.a), hex(worst[i].at.b)});
      }
    }
  }
  std::sort(file.cases.begin(), file.cases.end());
  file.cases.erase(std::unique(file.cases.begin(), file.cases.end()), file.cases.end());
  std::string text = file.comments;
  for (const kept_case& each : file.cases) {
    text += each.function + "," + each.type + "," + each.a + "," + each.b + "\n";
  }
  write_file(path, text);
  return file.cases.size() - before;
}

}  // namespace logbessel::harness
