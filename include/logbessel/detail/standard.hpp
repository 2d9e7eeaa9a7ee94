/// @file
/// What the functions take from the standard library. NVRTC, which compiles at run time, has no headers of it, but its
/// compiler knows the rest.
#pragma once

#include <logbessel/detail/config.hpp>

#if !defined(__CUDACC_RTC__)
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#endif

namespace logbessel::detail {

#if defined(__CUDACC_RTC__)
using int32_t = int;
using int64_t = long long;
using uint32_t = unsigned int;
using uint64_t = unsigned long long;
using ::memcpy;

constexpr double infinity = __builtin_bit_cast(double, 0x7ff0000000000000U);
constexpr double nan = __builtin_bit_cast(double, 0x7ff8000000000000U);
#else
using std::int32_t;
using std::int64_t;
using std::memcpy;
using std::uint32_t;
using std::uint64_t;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
#endif

/// Those of <cstddef>.
using size_t = decltype(sizeof 0);
using ptrdiff_t = decltype(static_cast<char*>(nullptr) - static_cast<char*>(nullptr));

/// An integer that chooses between overloads.
template <int k>
struct constant {};

}  // namespace logbessel::detail
