// Every row of the tables of exact values in tests/data: the library keeps its promises there.

#include <gtest/gtest.h>
#include <reference/real.hpp>

#include <cmath>
#include <sstream>
#include <stdexcept>
#include <string>

#include "support/files.hpp"
#include "support/functions.hpp"
#include "support/hex.hpp"

namespace {

using namespace logbessel::harness;
using logbessel::reference::precision_scope;
using logbessel::reference::real;

real parsed(const std::string& text) {
  const precision_scope precision(256);
  real value;
  if (mpfr_set_str(value.get(), text.c_str(), 10, MPFR_RNDN) != 0) {
    throw std::runtime_error("no number: " + text);
  }
  return value;
}

class Tables : public testing::TestWithParam<std::string> {};

TEST_P(Tables, LibraryKeepsItsPromises) {
  const tested_function& f = tested_function_named(GetParam());
  std::istringstream table(read_file(LOGBESSEL_TEST_DATA "/" + f.name + ".csv"));
  std::string line;
  std::getline(table, line);
  EXPECT_EQ(line, "# logbessel-oracle " + f.name + " --table");
  std::getline(table, line);
  int rows = 0;
  for (; std::getline(table, line); ++rows) {
    std::istringstream fields(line);
    std::string a, b, value;
    ASSERT_TRUE(std::getline(fields, a, ',') && std::getline(fields, b, ',') &&
                std::getline(fields, value))
        << line;
    const point at = {from_hex(a), from_hex(b)};
    const double computed = f.value(at.a, at.b);
    for (const measure& m : f.measures) {
      const double error = m.error(computed, parsed(value), at);
      if (m.bound == 0.0 || std::isnan(error)) continue;
      EXPECT_LE(error, m.bound) << m.name << " at " << line << ", computed " << hex(computed);
    }
  }
  EXPECT_GE(rows, 300);
}

INSTANTIATE_TEST_SUITE_P(Functions, Tables,
                         testing::Values("log_iv", "log_kv", "iv_ratio", "iv_ratio_c",
                                         "vmf_log_normalizer", "vmf_kappa", "vmf_kappa_c"),
                         [](const auto& tested) { return tested.param; });

}  // namespace
