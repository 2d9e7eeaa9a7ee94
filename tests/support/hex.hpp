/// @file
/// Numbers as text that loses nothing.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace logbessel::harness {

/// As printf's %a, "inf" and "nan" included.
inline std::string hex(double x) {
  char text[64];
  std::snprintf(text, sizeof text, "%a", x);
  return text;
}

/// Any form that strtod takes, decimal or hexadecimal. Throws std::invalid_argument, with the text, for another.
inline double from_hex(const std::string& text) {
  char* end = nullptr;
  const double x = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0') throw std::invalid_argument("'" + text + "' is not a number");
  return x;
}

}  // namespace logbessel::harness
