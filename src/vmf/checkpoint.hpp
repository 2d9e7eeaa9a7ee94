/// @file
/// A fit of a mixture between two iterations, as a file.
#pragma once

#include <string>
#include <vector>

#include "vmf/program.hpp"

namespace logbessel::program {

struct checkpoint {
  json fit;  ///< what makes two fits the same
  json history =
      json::array();  ///< [run, iteration, log L, components] of the iterations before the state
  std::vector<unsigned char> state;  ///< of vmf_mixture_state
};

/// "vmfckpt1", FNV-1a of what follows, the rest as CBOR. Errors: std::runtime_error "PATH: reason".
void write_checkpoint(const std::string& path, const checkpoint& c);
bool holds_checkpoint(const std::string& path);
checkpoint read_checkpoint(const std::string& path);

}  // namespace logbessel::program
