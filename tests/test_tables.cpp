// Every row of the tables in tests/data: the library is within its bound of the exact value.

#include <logbessel/accuracy.hpp>
#include <logbessel/iv_ratio.hpp>
#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>
#include <logbessel/vmf.hpp>

#include <gtest/gtest.h>
#include <reference/real.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <ostream>
#include <stdexcept>
#include <string>

namespace {

namespace accuracy = logbessel::accuracy;
using logbessel::reference::precision_scope;
using logbessel::reference::real;

constexpr int bits = 256;

real parsed(const std::string& text) {
  const precision_scope precision(bits);
  real value;
  if (mpfr_set_str(value.get(), text.c_str(), 10, MPFR_RNDN) != 0) {
    throw std::runtime_error("no number: " + text);
  }
  return value;
}

/// The unit of the last place of a double near `exact`.
real unit_of(const real& exact) {
  const long exponent = std::max<long>(exact.exponent(), std::numeric_limits<double>::min_exponent);
  return scaled(real(1), exponent - std::numeric_limits<double>::digits);
}

/// In ULP; none where the exact value rounds to an infinity and so does the other.
double error_of(double computed, const real& exact) {
  const precision_scope precision(bits);
  const double rounded = exact.to_double();
  if (computed == rounded && std::isinf(rounded)) return 0;
  return (abs(real(computed) - exact) / unit_of(exact)).to_double();
}

struct row {
  double first, second;
  real exact;
};

/// A function, and its promise at a row in ULP of the exact value.
struct promise {
  const char* name;
  double (*computed)(double, double);
  double (*bound)(const row&);
};

std::ostream& operator<<(std::ostream& out, const promise& of) { return out << of.name; }

double log_bound(const row& at, double everywhere, double above_1) {
  return abs(at.exact) > 1 ? above_1 : everywhere;
}

double normalizer_bound(const row& at) {
  const precision_scope precision(bits);
  const double scale = std::max({1.0, at.first / 2, at.second});
  const real size = std::max(abs(at.exact), real(scale));
  const real unit = scaled(size, -53) / unit_of(at.exact);
  const double bound = accuracy::vmf_log_normalizer_scaled * unit.to_double();
  if (abs(at.exact) < scale / 16) return bound;
  return std::min(bound, accuracy::vmf_log_normalizer_ulp);
}

const promise promises[] = {
    {"log_iv", logbessel::log_iv,
     [](const row& at) {
       return log_bound(at, accuracy::log_iv_ulp, accuracy::log_iv_ulp_above_1);
     }},
    {"log_kv", logbessel::log_kv,
     [](const row& at) {
       return log_bound(at, accuracy::log_kv_ulp, accuracy::log_kv_ulp_above_1);
     }},
    {"iv_ratio", logbessel::iv_ratio, [](const row&) { return accuracy::iv_ratio_ulp; }},
    {"iv_ratio_c", logbessel::iv_ratio_c, [](const row&) { return accuracy::iv_ratio_c_ulp; }},
    {"vmf_log_normalizer", logbessel::vmf_log_normalizer, normalizer_bound},
    {"vmf_kappa", logbessel::vmf_kappa, [](const row&) { return accuracy::vmf_kappa_ulp; }},
    {"vmf_kappa_c", logbessel::vmf_kappa_c, [](const row&) { return accuracy::vmf_kappa_ulp; }},
};

class Tables : public testing::TestWithParam<promise> {};

TEST_P(Tables, LibraryIsWithinItsBound) {
  const promise& checked = GetParam();
  const std::string path = std::string(LOGBESSEL_TEST_DATA "/") + checked.name + ".csv";
  std::ifstream file(path);
  std::string line;
  ASSERT_TRUE(std::getline(file, line)) << path;
  EXPECT_EQ(line, std::string("# logbessel-oracle ") + checked.name + " --table");
  ASSERT_TRUE(std::getline(file, line)) << path;

  int count = 0;
  double worst = 0;
  std::string worst_line;
  while (std::getline(file, line)) {
    char* rest = nullptr;
    const double first = std::strtod(line.c_str(), &rest);
    ASSERT_EQ(*rest, ',') << path << ": " << line;
    const double second = std::strtod(rest + 1, &rest);
    ASSERT_EQ(*rest, ',') << path << ": " << line;
    const row at = {first, second, parsed(rest + 1)};

    const double computed = checked.computed(first, second);
    const double error = error_of(computed, at.exact);
    const double bound = checked.bound(at);
    EXPECT_LE(error, bound) << line << "\ncomputed " << std::hexfloat << computed;
    if (!(error / bound <= worst)) {
      worst = error / bound;
      worst_line = line;
    }
    ++count;
  }
  std::printf("%s: %d rows; the worst attains %.3f of its bound: %s\n", checked.name, count, worst,
              worst_line.c_str());
  EXPECT_GE(count, 300);
}

INSTANTIATE_TEST_SUITE_P(Functions, Tables, testing::ValuesIn(promises),
                         [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
