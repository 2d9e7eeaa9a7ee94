/// @file
/// How the von Mises-Fisher module says what it does not take.
#pragma once

#include <sstream>
#include <stdexcept>

namespace logbessel::detail {

/// Throws std::invalid_argument that says "vMF: " and the parts one after the other, numbers to 17 digits.
template <class... Parts>
[[noreturn]] void refuse(const Parts&... parts) {
  std::ostringstream message;
  message.precision(17);
  message << "vMF: ";
  (message << ... << parts);
  throw std::invalid_argument(message.str());
}

}  // namespace logbessel::detail
