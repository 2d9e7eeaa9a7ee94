#include "certificate.hpp"

#include <arb.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace logbessel::search {
namespace {

/// Keys stay in the order in which they are written.
using json = nlohmann::ordered_json;

constexpr const char* format_name = "logbessel certificate 1";
constexpr std::size_t float_points = std::size_t{1} << 24, double_points = std::size_t{1} << 20;
constexpr double proven_width = 1e-5, stated_margin = 5e-5, widest = 1e-3;
/// Another machine may round the table of values otherwise.
constexpr double measured_agreement = 1e-5;

template <class... Values>
std::string text(const char* pattern, Values... values) {
  const int size = std::snprintf(nullptr, 0, pattern, values...);
  std::string out(static_cast<std::size_t>(size), '\0');
  std::snprintf(out.data(), out.size() + 1, pattern, values...);
  return out;
}

std::string hex(double x) { return text("%a", x); }

double from_hex(const json& j) {
  const std::string s = j.get<std::string>();
  char* end = nullptr;
  const double x = std::strtod(s.c_str(), &end);
  if (s.empty() || *end != '\0') throw std::runtime_error("'" + s + "' is not a number");
  return x;
}

/// Nine digits are enough, and the file stays readable.
double short_decimal(double x) { return std::strtod(text("%.8e", x).c_str(), nullptr); }

json to_json(const measured_error& e, bool has_ulp) {
  json out{{"points", e.points},
           {"every", e.every},
           {"not_finite", e.not_finite},
           {"error", short_decimal(e.error)},
           {"error_at", hex(e.error_at)}};
  if (has_ulp) {
    out["ulp"] = short_decimal(e.ulp);
    out["ulp_at"] = hex(e.ulp_at);
  }
  return out;
}

measured_error measured_from(const json& j) {
  measured_error e;
  e.points = j.at("points").get<std::size_t>();
  e.every = j.at("every").get<bool>();
  e.not_finite = j.at("not_finite").get<std::size_t>();
  e.error = j.at("error").get<double>();
  e.error_at = from_hex(j.at("error_at"));
  if (j.contains("ulp")) {
    e.ulp = j.at("ulp").get<double>();
    e.ulp_at = from_hex(j.at("ulp_at"));
  }
  return e;
}

json to_json(const certified_program& c) {
  json out{{"operations", c.p.shape.size()},
           {"cost", c.cost},
           {"program", to_string(c.p.shape)},
           {"constants", c.p.constants},
           {"found",
            {{"command", c.found.command}, {"seed", c.found.seed}, {"seconds", c.found.seconds}}}};
  if (c.bound) {
    out["max_error"] = {{"lower", c.bound->lower},
                        {"upper", c.bound->upper},
                        {"at", hex(c.bound->worst)},
                        {"undefined_at", c.bound->undefined_at}};
  }
  if (c.float64) out["float64"] = to_json(*c.float64, c.float64->ulp > 0.0);
  if (c.float32) out["float32"] = to_json(*c.float32, c.float32->ulp > 0.0);
  return out;
}

certified_program program_from(const json& j) {
  certified_program c;
  c.p.shape = parse_program(j.at("program").get<std::string>());
  c.p.constants = j.at("constants").get<std::vector<std::string>>();
  c.p.check();
  if (j.at("operations").get<int>() != c.p.shape.size()) {
    throw std::runtime_error(
        text("it has %d operations, not %d", c.p.shape.size(), j.at("operations").get<int>()));
  }
  c.cost = j.at("cost").get<double>();
  if (j.contains("found")) {
    const json& found = j.at("found");
    c.found = {found.at("command").get<std::string>(), found.at("seed").get<std::uint64_t>(),
               found.at("seconds").get<double>()};
  }
  if (j.contains("max_error")) {
    const json& e = j.at("max_error");
    c.bound = {e.at("lower").get<double>(), e.at("upper").get<double>(), from_hex(e.at("at")),
               e.at("undefined_at").get<std::vector<double>>()};
  }
  if (j.contains("float64")) c.float64 = measured_from(j.at("float64"));
  if (j.contains("float32")) c.float32 = measured_from(j.at("float32"));
  return c;
}

std::string label(const certificate& c, std::size_t i) {
  return text("program %zu (%d operations): ", i + 1, c.programs[i].p.shape.size());
}

/// work(i) for every program, on all processors. The first failure in the order of the programs is thrown.
template <class Work>
void for_each_program(const certificate& c, Work work) {
  const std::size_t count = c.programs.size();
  std::vector<std::string> failures(count);
  std::atomic<std::size_t> next{0};
  {
    std::vector<std::jthread> workers;
    const std::size_t threads =
        std::min<std::size_t>(count, std::max(1U, std::thread::hardware_concurrency()));
    for (std::size_t t = 0; t < threads; ++t) {
      workers.emplace_back([&] {
        for (std::size_t i = next++; i < count; i = next++) {
          try {
            work(i);
          } catch (const std::exception& error) {
            failures[i] = label(c, i) + error.what();
          }
        }
        flint_cleanup();
      });
    }
  }
  for (const std::string& failure : failures) {
    if (!failure.empty()) throw std::runtime_error(failure);
  }
}

void report(const progress& done, const certified_program& p) {
  static std::mutex one_at_a_time;
  if (!done) return;
  const std::lock_guard lock(one_at_a_time);
  done(p);
}

void compare(const char* format, const measured_error& stated, const measured_error& now) {
  const auto differ = [](double a, double b) {
    return !(std::abs(a - b) <= measured_agreement * std::abs(b));
  };
  const auto fail = [&](const char* what, double is, double said) {
    throw std::runtime_error(text("%s: the %s is %.8g, not %.8g", format, what, is, said));
  };
  if (stated.points != now.points) {
    fail("number of points", static_cast<double>(now.points), static_cast<double>(stated.points));
  }
  if (stated.not_finite != now.not_finite) {
    fail("number of results that are not finite", static_cast<double>(now.not_finite),
         static_cast<double>(stated.not_finite));
  }
  if (stated.every != now.every)
    fail("flag that all numbers are among the points", now.every, stated.every);
  if (differ(stated.error, now.error)) fail("error", now.error, stated.error);
  if (differ(stated.ulp, now.ulp)) fail("error in ULP", now.ulp, stated.ulp);
}

}  // namespace

std::string to_string(metric m) { return m == metric::relative ? "relative" : "absolute"; }

metric metric_named(const std::string& name) {
  for (const metric m : {metric::relative, metric::absolute}) {
    if (name == to_string(m)) return m;
  }
  throw std::invalid_argument("unknown metric '" + name + "'; there are relative, absolute");
}

certificate read_certificate(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  if (!file || !(content << file.rdbuf())) {
    throw std::runtime_error(path + ": " + (errno ? std::strerror(errno) : "is empty"));
  }
  try {
    const json j = json::parse(content.str());
    if (!j.is_object() || j.value("format", "") != format_name) {
      throw std::runtime_error(std::string("not a '") + format_name + "'");
    }
    certificate c;
    c.target = j.at("target").get<std::string>();
    c.over = {j.at("interval").at(0).get<double>(), j.at("interval").at(1).get<double>()};
    c.m = metric_named(j.at("metric").get<std::string>());
    c.cost_model = j.at("cost_model").get<std::string>();
    for (const json& each : j.at("programs")) {
      try {
        c.programs.push_back(program_from(each));
      } catch (const std::exception& error) {
        throw std::runtime_error(text("program %zu: ", c.programs.size() + 1) + error.what());
      }
    }
    check(target_named(c.target), c.over, c.m);
    return c;
  } catch (const std::exception& error) {
    throw std::runtime_error(path + ": " + error.what());
  }
}

void write_certificate(const std::string& path, const certificate& c) {
  json programs = json::array();
  for (const certified_program& each : c.programs) programs.push_back(to_json(each));
  const json whole{{"format", format_name},
                   {"target", c.target},
                   {"formula", target_named(c.target).formula},
                   {"interval", {c.over.begin, c.over.end}},
                   {"metric", to_string(c.m)},
                   {"cost_model", c.cost_model},
                   {"programs", programs}};
  const std::string part = path + ".part";
  errno = 0;
  std::ofstream file(part, std::ios::binary);
  file << whole.dump(1) << '\n';
  file.close();
  if (file.fail()) {
    throw std::runtime_error(path + ": " + (errno ? std::strerror(errno) : "cannot be written"));
  }
  std::error_code error;
  std::filesystem::rename(part, path, error);
  if (error) throw std::runtime_error(path + ": " + error.message());
}

void certify(certificate& c, const progress& done) {
  const target& f = target_named(c.target);
  check(f, c.over, c.m);
  const value_table values(f, c.over);
  for_each_program(c, [&](std::size_t i) {
    certified_program& each = c.programs[i];
    error_bound b = bound_error(each.p, f, c.over, c.m, proven_width);
    b.lower = short_decimal(b.lower * (1.0 - stated_margin));
    b.upper = short_decimal(b.upper * (1.0 + stated_margin));
    each.bound = b;
    each.float64 = measure_error<double>(each.p, values, c.m, double_points);
    each.float32 = measure_error<float>(each.p, values, c.m, float_points);
    report(done, each);
  });
}

void check(const certificate& c, const progress& done) {
  const target& f = target_named(c.target);
  check(f, c.over, c.m);
  const value_table values(f, c.over);
  for_each_program(c, [&](std::size_t i) {
    const certified_program& each = c.programs[i];
    if (!each.bound) throw std::runtime_error("it has no certified error");
    const error_bound& said = *each.bound;
    if (!(said.upper <= (1.0 + widest) * said.lower)) {
      throw std::runtime_error(
          text("the bounds %.8e, %.8e are more than 0.1 %% apart", said.lower, said.upper));
    }
    const error_bound b = bound_error(each.p, f, c.over, c.m, proven_width);
    if (!(said.lower <= b.lower && b.upper <= said.upper)) {
      throw std::runtime_error(
          text("the largest error is between %.8e and %.8e, not between %.8e and %.8e", b.lower,
               b.upper, said.lower, said.upper));
    }
    if (said.undefined_at != b.undefined_at) {
      throw std::runtime_error("the points where a step divides by zero are others");
    }
    if (each.float64)
      compare("float64", *each.float64, measure_error<double>(each.p, values, c.m, double_points));
    if (each.float32)
      compare("float32", *each.float32, measure_error<float>(each.p, values, c.m, float_points));
    report(done, each);
  });
}

}  // namespace logbessel::search
