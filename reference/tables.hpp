/// @file
/// The functions of the oracle by name, and the points of the tables in tests/data.
#pragma once

#include <reference/oracle.hpp>

#include <span>
#include <string>
#include <vector>

namespace logbessel::reference {

struct function {
  const char* name;
  const char* arguments[2];
  real (*exact)(double, double, int bits);
};

std::span<const function> functions();

struct point {
  double first, second;
};

/// Points of every region and both sides of its borders, special orders, extreme arguments, and the doubles beside the
/// zeros of the function. Throws std::invalid_argument for a name that functions() lacks.
std::vector<point> table_points(const std::string& name);

}  // namespace logbessel::reference
