// Every function against the table of special values, and the orders below zero.

#include <logbessel/accuracy.hpp>
#include <logbessel/logbessel.hpp>

#include <gtest/gtest.h>
#include <reference/forms.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <sstream>
#include <string>

#include "support/files.hpp"
#include "support/functions.hpp"
#include "support/hex.hpp"

namespace {

using logbessel::harness::tested_function;
using logbessel::harness::tested_function_named;

template <class T>
T parsed(std::string text) {
  const bool is_negative = text.front() == '-';
  if (is_negative) text.erase(0, 1);
  const T x = text == "max"   ? std::numeric_limits<T>::max()
              : text == "min" ? std::numeric_limits<T>::denorm_min()
                              : static_cast<T>(logbessel::harness::from_hex(text));
  return is_negative ? -x : x;
}

/// Equal, zeros of either sign apart, or both NaN.
template <class T>
void expect_same(T computed, T expected, const std::string& row) {
  if (std::isnan(expected)) {
    EXPECT_TRUE(std::isnan(computed)) << row << " gives " << computed;
  } else {
    EXPECT_TRUE(computed == expected && std::signbit(computed) == std::signbit(expected))
        << row << " gives " << computed;
  }
}

TEST(SpecialValues, AreThoseOfTheTable) {
  std::istringstream table(
      logbessel::harness::read_file(LOGBESSEL_TEST_DATA "/special_values.csv"));
  std::set<std::string> seen;
  for (std::string row; std::getline(table, row);) {
    if (row.front() == '#') continue;
    std::istringstream fields(row);
    std::string name, a, b, value;
    ASSERT_TRUE(std::getline(fields, name, ',') && std::getline(fields, a, ',') &&
                std::getline(fields, b, ',') && std::getline(fields, value))
        << row;
    const tested_function& f = tested_function_named(name);
    seen.insert(name);
    expect_same(f.value(parsed<double>(a), parsed<double>(b)), parsed<double>(value), row);
    if (f.float_value) {
      expect_same(f.float_value(parsed<float>(a), parsed<float>(b)), parsed<float>(value),
                  "float " + row);
    }
  }
  for (const tested_function& f : logbessel::harness::tested_functions()) {
    EXPECT_TRUE(seen.count(f.name)) << f.name << " has no row in the table";
  }
}

TEST(NegativeOrder, OfKIsThePositiveOne) {
  for (const double v : {0.0, 1e-300, 0.25, 0.5, 3.0, 17.25, 1e3, 1e200}) {
    for (const double x : {1e-300, 0.3, 2.0, 30.0, 1e5}) {
      EXPECT_EQ(logbessel::log_kv(-v, x), logbessel::log_kv(v, x)) << v << " " << x;
      const float vf = static_cast<float>(std::fmin(v, 1e30));
      const float xf = static_cast<float>(std::fmax(x, 1e-30));
      EXPECT_EQ(logbessel::log_kv(-vf, xf), logbessel::log_kv(vf, xf)) << v << " " << x;
    }
  }
}

TEST(NegativeOrder, OfTheDerivativesOfKFollowsItsEvenness) {
  for (const double v : {0.0, 1e-300, 0.25, 0.5, 3.0, 17.25, 1e3, 1e200}) {
    for (const double x : {0.0, 1e-300, 0.3, 2.0, 30.0, 1e5}) {
      EXPECT_EQ(logbessel::log_kv_dv(-v, x), -logbessel::log_kv_dv(v, x)) << v << " " << x;
      EXPECT_EQ(logbessel::log_kv_dx(-v, x), logbessel::log_kv_dx(v, x)) << v << " " << x;
      EXPECT_EQ(logbessel::log_kv_dvv(-v, x), logbessel::log_kv_dvv(v, x)) << v << " " << x;
      EXPECT_EQ(logbessel::log_kv_dxx(-v, x), logbessel::log_kv_dxx(v, x)) << v << " " << x;
    }
  }
}

// At x = 0 the second derivatives in the order are -psi'(1 + v) and psi'(v), here for v = 0, 1, 1/2.
TEST(Limits, OfTheSecondDerivativesInTheOrder) {
  const double zeta_2 = 0x1.a51a6625307d3p+0;  // pi^2/6
  EXPECT_DOUBLE_EQ(logbessel::log_iv_dvv(0.0, 0.0), -zeta_2);
  EXPECT_DOUBLE_EQ(logbessel::log_kv_dvv(1.0, 0.0), zeta_2);
  EXPECT_DOUBLE_EQ(logbessel::log_kv_dvv(0.5, 0.0), 3.0 * zeta_2);
}

TEST(Gradient, HoldsBothDerivatives) {
  for (const double v : {0.0, 0.25, 3.0, 1e3}) {
    for (const double x : {0.3, 2.0, 30.0, 1e5}) {
      EXPECT_EQ(logbessel::log_iv_gradient(v, x).dv, logbessel::log_iv_dv(v, x));
      EXPECT_EQ(logbessel::log_iv_gradient(v, x).dx, logbessel::log_iv_dx(v, x));
      EXPECT_EQ(logbessel::log_kv_gradient(v, x).dv, logbessel::log_kv_dv(v, x));
      EXPECT_EQ(logbessel::log_kv_gradient(v, x).dx, logbessel::log_kv_dx(v, x));
    }
  }
}

TEST(NegativeOrder, OfIIsThePositiveOneForIntegers) {
  for (const double n : {0.0, 1.0, 2.0, 17.0, 1e3, 0x1p53, 1e200}) {
    for (const double x : {1e-300, 0.3, 2.0, 30.0, 1e5}) {
      EXPECT_EQ(logbessel::log_iv(-n, x), logbessel::log_iv(n, x)) << n << " " << x;
      EXPECT_EQ(logbessel::log_ive(-n, x), logbessel::log_ive(n, x)) << n << " " << x;
      EXPECT_EQ(logbessel::iv_sign(-n, x), 1.0) << n << " " << x;
    }
  }
}

TEST(NegativeOrder, SignOfIIsThatOfTheReference) {
  std::uint64_t negative = 0;
  for (double v = 0.55; v < 0x1p40; v *= 1.37) {
    // The doubles on either side of the zero, if there is one, and some at random distances.
    double low = 1e-300;
    double high = 1e300;
    if (!(logbessel::iv_sign(-v, low) < 0)) continue;
    while (std::nextafter(low, high) < high) {
      const double middle = std::sqrt(low) * std::sqrt(high);
      const double x = middle > low && middle < high ? middle : std::nextafter(low, high);
      (logbessel::iv_sign(-v, x) < 0 ? low : high) = x;
    }
    for (const double x : {low, high, low * (1 - 1e-12), high * (1 + 1e-12), 0.5 * low, 2 * high}) {
      const auto exact = logbessel::reference::iv_of_negative_order(v, x, 80);
      const double kappa = 2 * std::exp(logbessel::log_iv(v, x) - exact.log.to_double());
      if (kappa > logbessel::accuracy::iv_sign_kappa) continue;
      EXPECT_EQ(logbessel::iv_sign(-v, x), exact.sign) << std::hexfloat << v << " " << x;
      if (exact.sign < 0) ++negative;
    }
  }
  EXPECT_GT(negative, 20u) << "too few points of negative sign";
}

}  // namespace
