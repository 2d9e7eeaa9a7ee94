#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "../../search/evolve/mutate.hpp"
#include "../../search/program.hpp"

namespace logbessel::search {
namespace {

double value(const program& p, double x) {
  return evaluate<double>(
      p, x, p.constants(), [](double a, double b, double c) { return a * b + c; },
      [](double a) { return std::sqrt(a); });
}

program simplified(const std::string& text) {
  program p = parse_program(text);
  EXPECT_TRUE(simplify(p)) << text;
  return p;
}

TEST(Program, TextComesBack) {
  for (const char* text : {"t1 = x + c1", "t1 = c1 / x; t2 = t1 - x; t3 = t2 * t1",
                           "t1 = sqrt(x); t2 = fma(t1, x, c1); t3 = t2 / t1"}) {
    EXPECT_EQ(to_string(parse_program(text)), text);
  }
}

TEST(Program, BadTextSaysWhere) {
  for (const char* text : {"", "t2 = x + c1", "t1 = x ? c1", "t1 = x + c2", "t1 = x + t1",
                           "t1 = fma(x, c1)", "t1 = x + c1 + c2", "y = x"}) {
    EXPECT_THROW(parse_program(text), std::invalid_argument) << text;
  }
}

TEST(Program, EqualShapesBecomeEqual) {
  EXPECT_EQ(to_string(simplified("t1 = c1 + x")), "t1 = x + c1");
  EXPECT_EQ(to_string(simplified("t1 = x - c1; t2 = t1 + c2")), "t1 = x + c1");
  EXPECT_EQ(to_string(simplified("t1 = x + x")), "t1 = x * c1");
  EXPECT_EQ(to_string(simplified("t1 = x * c1; t2 = x / c2; t3 = t2 * c3")), "t1 = x * c1");
  EXPECT_EQ(to_string(simplified("t1 = c1 / x; t2 = c2 / t1")), "t1 = x * c1");
  EXPECT_EQ(to_string(simplified("t1 = x * x; t2 = x * x; t3 = t1 + t2; t4 = t3 - c1")),
            "t1 = x * x; t2 = t1 * c1; t3 = t2 + c2");
  const auto a = simplified("t1 = x * x; t2 = c1 / x; t3 = t1 + t2");
  const auto b = simplified("t1 = c1 / x; t2 = x * x; t3 = t1 + t2");
  EXPECT_EQ(structural_hash(a), structural_hash(b));
  const auto c = simplified("t1 = c1 / x; t2 = x * x; t3 = t2 - t1");
  EXPECT_NE(structural_hash(a), structural_hash(c));
}

TEST(Program, WhatDependsOnNothingIsUseless) {
  for (const char* text : {"t1 = x - x", "t1 = x / x; t2 = t1 + c1", "t1 = c1 + c2"}) {
    program p = parse_program(text);
    EXPECT_FALSE(simplify(p)) << text;
  }
}

TEST(Program, FunctionsAreEqualAcrossForms) {
  const auto sum = simplified("t1 = x * x; t2 = t1 + x; t3 = t2 * c1");
  const auto product = simplified("t1 = x * x; t2 = x + t1; t3 = c1 * t2");
  EXPECT_EQ(functional_hash(sum), functional_hash(product));
  const auto factored = simplified("t1 = x * x; t2 = t1 * x; t3 = t2 + c1");
  EXPECT_NE(functional_hash(sum), functional_hash(factored));
}

// Ten thousand children of children: simplification keeps every value.
TEST(Program, SimplifyingChangesNoValue) {
  random_source random(7, 0);
  const operation_set operations("+-*/fs");
  program parent = parse_program("t1 = x + c1; t2 = c2 / t1; t3 = t2 - x; t4 = t3 * t3");
  parent.set_constants({0.75, 1.5});
  const program first = parent;
  int compared = 0;
  for (int i = 0; i < 10000; ++i) {
    program child = parent;
    mutate(child, first, operations, {}, random);
    program plain = child;
    for (step& s : plain.steps) {
      for (operand& o : s.in) {
        if (o.is_constant()) o.value = std::ldexp(std::round(std::ldexp(o.value, 4)), -4);
      }
    }
    program simple = plain;
    if (!simplify(simple) || simple.size() > most_steps) {
      parent = first;
      continue;
    }
    ASSERT_LE(simple.size(), plain.size());
    program again = simple;
    ASSERT_TRUE(simplify(again));
    ASSERT_EQ(to_string(again), to_string(simple));
    for (const double x : {0.3, 0.9, 1.7}) {
      const double a = plain.steps.empty() ? x : value(plain, x);
      const double b = simple.steps.empty() ? x : value(simple, x);
      if (!std::isfinite(a) || std::abs(a) > 1e6 || std::abs(a) < 1e-6) continue;
      if (!std::isfinite(b)) continue;
      ++compared;
      ASSERT_NEAR(a, b, 1e-6 * std::abs(a) + 1e-9)
          << to_string(plain) << " | " << to_string(simple);
    }
    parent = simple.size() < 12 && !simple.steps.empty() ? simple : first;
  }
  EXPECT_GT(compared, 10000);
}

TEST(Operations, UnknownOnesAreRefused) {
  EXPECT_THROW(operation_set("+-%"), std::invalid_argument);
  EXPECT_THROW(operation_set("++"), std::invalid_argument);
  EXPECT_THROW(operation_set("-/"), std::invalid_argument);
}

}  // namespace
}  // namespace logbessel::search
