/// @file
/// The length of a row, and which lengths pass.
#pragma once

#include <logbessel/detail/dot.hpp>
#include <logbessel/detail/refuse.hpp>

#include <cstddef>
#include <vector>

namespace logbessel {

/// Rows must be unit vectors up to the rounding of their type, or their length is divided out.
enum class vmf_rows { unit, normalise };

namespace detail {

inline std::size_t checked_dim(std::size_t dim) {
  if (dim < 2) refuse("dim is ", dim, ", below 2");
  return dim;
}

/// |scale x|, with a power of two that keeps the squares from overflow and underflow.
struct row_length {
  double scale;
  double_double<double> scaled;

  double value() const { return scaled.hi / scale; }
};

template <class Real>
row_length length_of(const Real* x, std::size_t n) {
  const double_double<double> squares = dot(x, x, n);
  if (squares.hi > 0x1p-800 && squares.hi < infinity) return {1.0, sqrt(squares)};

  double largest = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double size = abs(static_cast<double>(x[i]));
    if (!(size < infinity)) return {1.0, {size, 0.0}};
    largest = max(largest, size);
  }
  if (largest == 0.0) return {1.0, {0.0, 0.0}};
  const double scale = pow2(min(max(-split(largest).e, -1022.0), 1023.0));
  std::vector<double> scaled(n);
  for (std::size_t i = 0; i < n; ++i) scaled[i] = static_cast<double>(x[i]) * scale;
  return {scale, sqrt(dot(scaled.data(), scaled.data(), n))};
}

/// How far the length of a unit vector may be from one: naive normalisation in its own type errs by less.
template <class Real>
constexpr double unit_tolerance = sizeof(Real) < sizeof(double) ? 0x1p-10 : 0x1p-30;

/// Throws std::invalid_argument for a vector without direction, or one that is not unit but must be.
template <class Real, class... Name>
void check_length(const row_length& length, vmf_rows rows, const Name&... name) {
  const char* fault = nullptr;
  if (!(length.scaled.hi < infinity)) {
    fault = " is not finite";
  } else if (length.scaled.hi == 0.0) {
    fault = " has no direction";
  } else if (rows == vmf_rows::unit && !(abs(length.value() - 1.0) <= unit_tolerance<Real>)) {
    fault = " is not unit";
  }
  if (fault) refuse(name..., fault, ": its length is ", length.value());
}

}  // namespace detail
}  // namespace logbessel
