/// @file
/// What is wrong with a row-major matrix as an argument.
#pragma once

#include <cstdint>
#include <limits>

#include "launch.hpp"

namespace logbessel::cuda {

constexpr std::size_t largest_index =
    static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max());

inline bool misaligned(const void* p, std::size_t alignment) {
  return reinterpret_cast<std::uintptr_t>(p) % alignment != 0;
}

inline status refuse(const char* argument) { return {cudaErrorInvalidValue, argument}; }

/// n rows of `columns` elements, of type T, which are named so. Empty ones may be null.
template <class T>
status check_matrix(std::size_t n, std::size_t columns, const char* columns_name, const T* x,
                    const char* name, std::size_t ld, const char* ld_name) {
  if (n > largest_index) return refuse("n");
  if (columns > largest_index) return refuse(columns_name);
  if (n == 0 || columns == 0) return {};
  if (x == nullptr || misaligned(x, alignof(T))) return refuse(name);
  if (ld < columns || ld > largest_index / sizeof(T) / n) return refuse(ld_name);
  return {};
}

}  // namespace logbessel::cuda
