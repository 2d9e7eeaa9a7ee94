/// @file
/// The shapes that the search tries, as programs over arrays whose coefficients are data.
#pragma once

#include <logbessel/detail/exp_kernels.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace logbessel::search {

using detail::float32::exp_order;
using detail::float32::exp_shape;

struct exp_coefficients {
  std::array<float, 9> terms{};
  std::array<float, 32> table{};
  std::array<float, 32> table_low{};
};

struct exp_candidate {
  exp_shape shape;
  void (*evaluate)(const exp_coefficients& c, std::size_t n, const float* x, float* out);

  std::string name() const;
};

/// The same candidates in the same order, compiled for an instruction set. n is a multiple of 16.
namespace avx2 {
std::vector<exp_candidate> exp_candidates();
}
namespace avx512 {
std::vector<exp_candidate> exp_candidates();
}

}  // namespace logbessel::search
