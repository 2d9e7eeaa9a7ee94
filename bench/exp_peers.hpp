/// @file
/// Other libraries' exp and exp2 of floats over arrays, compiled once for each instruction set.
#pragma once

#include <cstddef>
#include <vector>

namespace logbessel::bench {

struct exp_peer {
  const char* name;
  bool is_exp2;
  /// n is a multiple of 16.
  void (*run)(std::size_t n, const float* x, float* out);
};

namespace avx2 {
std::vector<exp_peer> exp_peers();
}
namespace avx512 {
std::vector<exp_peer> exp_peers();
}

}  // namespace logbessel::bench
