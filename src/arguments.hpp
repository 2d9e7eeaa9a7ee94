/// @file
/// What is wrong with the arguments of a call over arrays, wherever the arrays are: their elements are not touched.
#pragma once

#include <logbessel/strided.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>

namespace logbessel {

template <class T>
struct argument {
  strided<T> data;
  const char* name;
};

/// The name of the argument, or none where nothing is wrong, and the rest of the sentence: literals and a number, for a call on a
/// few elements takes no longer than to make strings.
struct fault {
  const char* argument = nullptr;
  const char* what = "";
  const char* other = nullptr;
  std::ptrdiff_t number = 0;

  std::string sentence() const {
    return std::string(argument) + what + (other ? other : std::to_string(number));
  }
};

template <class T>
fault fault_of(std::size_t n, const argument<T>& a) {
  if (n > static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max()))
    return {"n", " is ", nullptr, static_cast<std::ptrdiff_t>(n)};
  if (n > 0 && a.data.data == nullptr)
    return {a.name, " is null, n = ", nullptr, static_cast<std::ptrdiff_t>(n)};
  if (a.data.stride < 0) return {a.name, " has stride ", nullptr, a.data.stride};
  return {};
}

/// Whether some element of the output is an element of the other array. Where the strides differ, ranges that overlap
/// count if they have an address in common modulo the strides.
template <class T>
bool overlap(std::size_t n, strided<const T> out, strided<const T> other) {
  const auto begin = [](strided<const T> a) { return reinterpret_cast<std::intptr_t>(a.data); };
  const auto end = [&](strided<const T> a) {
    return begin(a) + static_cast<std::intptr_t>(sizeof(T)) *
                          (static_cast<std::ptrdiff_t>(n - 1) * a.stride + 1);
  };
  if (begin(out) >= end(other) || begin(other) >= end(out)) return false;
  const std::ptrdiff_t step = std::gcd(out.stride, other.stride);
  const std::intptr_t distance = begin(out) - begin(other);
  constexpr std::intptr_t size = sizeof(T);
  return step == 0 || distance % size != 0 || distance / size % step == 0;
}

/// An output may be one of the inputs; it may not overlap an input or another output otherwise.
template <class T, std::size_t outputs>
fault fault_of(std::size_t n, const argument<const T>& v, const argument<const T>& x,
               const std::array<argument<T>, outputs>& out) {
  for (const auto& input : {v, x}) {
    const fault found = fault_of(n, input);
    if (found.argument != nullptr) return found;
  }
  for (std::size_t k = 0; k < outputs; ++k) {
    const argument<T>& each = out[k];
    const fault found = fault_of(n, each);
    if (found.argument != nullptr) return found;
    if (n > 1 && each.data.stride == 0) return {each.name, " has stride "};
    if (n == 0) continue;
    const strided<const T> data(each.data.data, each.data.stride);
    for (const auto& input : {v, x}) {
      const bool is_same = input.data.data == data.data && input.data.stride == data.stride;
      if (!is_same && overlap(n, data, input.data)) return {each.name, " overlaps ", input.name};
    }
    for (std::size_t other = 0; other < k; ++other) {
      if (overlap(n, data, strided<const T>(out[other].data.data, out[other].data.stride)))
        return {each.name, " overlaps ", out[other].name};
    }
  }
  return {};
}

}  // namespace logbessel
