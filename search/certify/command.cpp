#include "command.hpp"

#include <chrono>
#include <cstdio>
#include <ostream>
#include <stdexcept>

#include "certificate.hpp"

namespace logbessel::search {
namespace {

void print(std::ostream& out, const certified_program& each) {
  char line[160];
  std::snprintf(line, sizeof line, "%3d operations: error in [%.6e, %.6e]", each.p.shape.size(),
                each.bound->lower, each.bound->upper);
  out << line;
  if (each.float64) {
    std::snprintf(line, sizeof line, "; float64 %.3e", each.float64->error);
    out << line;
  }
  if (each.float32) {
    std::snprintf(line, sizeof line, ", float32 %.3e", each.float32->error);
    out << line;
    if (each.float32->ulp > 0.0) {
      std::snprintf(line, sizeof line, " (%.3f ULP)", each.float32->ulp);
      out << line;
    }
  }
  out << std::endl;
}

template <class Work>
void for_each_file(const std::vector<std::string>& paths, std::ostream& out, const char* verb,
                   Work work) {
  for (const std::string& path : paths) {
    const auto start = std::chrono::steady_clock::now();
    certificate c = read_certificate(path);
    try {
      work(path, c);
    } catch (const std::exception& error) {
      const std::string what = error.what();
      throw std::runtime_error(what.starts_with(path) ? what : path + ": " + what);
    }
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    char time[32];
    std::snprintf(time, sizeof time, "%.1f s", taken.count());
    out << path << ": " << c.programs.size() << " programs " << verb << " in " << time << std::endl;
  }
}

}  // namespace

void certify_files(const std::vector<std::string>& paths, std::ostream& out) {
  for_each_file(paths, out, "certified", [&](const std::string& path, certificate& c) {
    certify(c, [&](const certified_program& each) { print(out, each); });
    write_certificate(path, c);
  });
}

void check_files(const std::vector<std::string>& paths, std::ostream& out) {
  for_each_file(paths, out, "confirmed",
                [](const std::string&, const certificate& c) { check(c); });
}

}  // namespace logbessel::search
