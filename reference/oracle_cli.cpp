/// @file
/// Prints exact values of the functions that the library computes.
#include <CLI/CLI.hpp>
#include <reference/tables.hpp>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace logbessel::reference {
namespace {

constexpr int table_digits = 40;

struct options {
  std::string function;
  std::vector<std::string> arguments;
  int digits = table_digits;
  std::string points;
  bool table = false;
};

double number(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0') throw std::invalid_argument("'" + text + "' is no number");
  if (std::isinf(value)) throw std::invalid_argument(text + " is beyond the doubles");
  return value;
}

point point_of(const std::vector<std::string>& words) {
  if (words.size() != 2) throw std::invalid_argument("two numbers are needed");
  return {number(words[0]), number(words[1])};
}

/// Lines of two numbers; those that are empty, or begin with #, count for nothing.
std::vector<point> read_points(std::istream& in, const std::string& name) {
  std::vector<point> points;
  std::string line;
  for (std::size_t count = 1; std::getline(in, line); ++count) {
    for (char& c : line) {
      if (c == ',') c = ' ';
    }
    std::istringstream stream(line);
    const std::vector<std::string> words(std::istream_iterator<std::string>(stream), {});
    if (words.empty() || words[0][0] == '#') continue;
    try {
      points.push_back(point_of(words));
    } catch (const std::invalid_argument& error) {
      throw std::invalid_argument(name + ":" + std::to_string(count) + ": " + error.what());
    }
  }
  if (in.bad()) throw std::runtime_error(name + ": cannot be read");
  return points;
}

std::vector<point> read_points(const std::string& path) {
  if (path == "-") return read_points(std::cin, "standard input");
  errno = 0;
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + ": " + std::strerror(errno));
  if (std::filesystem::is_directory(path)) throw std::runtime_error(path + ": is a directory");
  return read_points(file, path);
}

std::string exact_text(const function& f, const point& at, int digits) {
  const int bits = static_cast<int>(std::ceil(3.33 * digits)) + 7;
  return f.exact(at.first, at.second, bits).to_string(digits);
}

void print_rows(const function& f, const std::vector<point>& points, int digits) {
  std::printf("%s,%s,%s\n", f.arguments[0], f.arguments[1], f.name);
  for (const point& at : points) {
    std::printf("%a,%a,%s\n", at.first, at.second, exact_text(f, at, digits).c_str());
  }
}

void run(const options& settings) {
  const function* f = nullptr;
  for (const function& each : functions()) {
    if (settings.function == each.name) f = &each;
  }
  if (f == nullptr)
    throw std::invalid_argument("no function " + settings.function + "; see --help");
  const int ways = static_cast<int>(!settings.arguments.empty()) +
                   static_cast<int>(!settings.points.empty()) + static_cast<int>(settings.table);
  if (ways != 1) {
    throw std::invalid_argument(std::string(f->name) + " needs either " + f->arguments[0] +
                                " and " + f->arguments[1] + ", or --points, or --table");
  }
  if (settings.table) {
    std::printf("# logbessel-oracle %s --table\n", f->name);
    print_rows(*f, table_points(f->name), table_digits);
  } else if (!settings.points.empty()) {
    print_rows(*f, read_points(settings.points), settings.digits);
  } else {
    const point at = point_of(settings.arguments);
    std::printf("%s\n", exact_text(*f, at, settings.digits).c_str());
  }
  if (std::fflush(stdout) != 0) {
    throw std::runtime_error(std::string("standard output: ") + std::strerror(errno));
  }
}

std::string description() {
  std::string text = "Prints exact values, each found by two methods that agree.\n\nFunctions:\n";
  for (const function& f : functions()) {
    text += std::string("  ") + f.name + " " + f.arguments[0] + " " + f.arguments[1] + "\n";
  }
  return text + "\nExample: logbessel-oracle log_iv 2.5 0x1.8p3";
}

}  // namespace
}  // namespace logbessel::reference

int main(int argc, char** argv) {
  logbessel::reference::options settings;
  CLI::App app(logbessel::reference::description(), "logbessel-oracle");
  app.add_option("function", settings.function, "One of those above")->required();
  app.add_option("arguments", settings.arguments, "Two numbers, decimal or hexadecimal");
  app.add_option("--digits", settings.digits, "Significant digits")
      ->capture_default_str()
      ->check(CLI::Range(2, 1000));
  app.add_option("--points", settings.points,
                 "Read lines of two numbers, print CSV; - is standard input");
  app.add_flag("--table", settings.table, "Print the function's table in tests/data");
  try {
    app.parse(argc, argv);
    logbessel::reference::run(settings);
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    std::cerr << "logbessel-oracle: " << error.what() << "; see --help\n";
    return 1;
  } catch (const std::exception& error) {
    std::cerr << "logbessel-oracle: " << error.what() << '\n';
    return 1;
  }
}
