/// @file
/// What a call says when it refuses its arguments.
#pragma once

#include <stdexcept>
#include <string>

namespace logbessel::harness {

/// The text of the std::invalid_argument that call() throws; "accepted" where it throws none.
template <class Call>
std::string refusal(Call call) {
  try {
    call();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace logbessel::harness
