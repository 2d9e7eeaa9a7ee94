// log_iv and log_kv in float for one order and every positive float x:
//
// - The result is within its bound of the exact value. For the double result d of error at most `ulp` of its own units,
//   the error is at most |f - d| in float units plus ulp 2^-29, and |f - d| is exact in double.
// - From one float to the next, log_iv never falls and log_kv never rises.
//
// usage: float_arguments ORDER [STRIDE]     every STRIDE-th float; 1 by default

#include <logbessel/accuracy.hpp>
#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <thread>
#include <vector>

#include "support/hex.hpp"

namespace {

constexpr std::uint32_t end_of_floats = 0x7f800000u;

/// |f - d| in units in the last place of d in float; 0 where both are the same infinity in float.
double rounding_error(float f, double d) {
  if (std::isinf(f)) return static_cast<float>(d) == f ? 0.0 : 1e300;
  const int exponent = std::max(std::ilogb(d) + 1, std::numeric_limits<float>::min_exponent);
  return std::fabs(double{f} - d) * std::exp2(std::numeric_limits<float>::digits - exponent);
}

struct findings {
  std::uint64_t count = 0;
  std::uint64_t falls = 0;
  double largest = 0.0;
  float worst = 0.0f;
  float fall_at = 0.0f;

  void add(const findings& other) {
    count += other.count;
    if (other.falls > 0) fall_at = other.fall_at;
    falls += other.falls;
    if (!(other.largest <= largest)) {
      largest = other.largest;
      worst = other.worst;
    }
  }
};

/// The floats whose bits are first, first + stride, ... below last; and the step from the one before them.
template <class F>
findings search(F f, float v, double sign, std::uint32_t first, std::uint32_t last,
                std::uint32_t stride) {
  findings found;
  float before = first > stride ? f(v, std::bit_cast<float>(first - stride))
                                : std::numeric_limits<float>::quiet_NaN();
  for (std::uint64_t b = first; b < last; b += stride) {
    const float x = std::bit_cast<float>(static_cast<std::uint32_t>(b));
    const float now = f(v, x);
    const double error = rounding_error(now, f(double{v}, double{x}));
    if (!(error <= found.largest)) {
      found.largest = error;
      found.worst = x;
    }
    if (sign * now < sign * before) {
      ++found.falls;
      found.fall_at = x;
    }
    before = now;
    ++found.count;
  }
  return found;
}

template <class F>
bool holds(const char* name, F f, float v, double sign, std::uint32_t stride, double ulp,
           double bound) {
  const std::uint32_t threads = std::max(1u, std::thread::hardware_concurrency());
  std::vector<findings> parts(threads);
  {
    std::vector<std::jthread> workers;
    // Each thread takes pieces in turn, for the cost differs between regions.
    const std::uint32_t piece = (1u << 22) / stride * stride + stride;
    for (std::uint32_t i = 0; i < threads; ++i) {
      workers.emplace_back([&, i] {
        for (std::uint64_t first = std::uint64_t{i} * piece + 1; first < end_of_floats;
             first += std::uint64_t{threads} * piece) {
          const auto last =
              static_cast<std::uint32_t>(std::min<std::uint64_t>(first + piece, end_of_floats));
          parts[i].add(search(f, v, sign, static_cast<std::uint32_t>(first), last, stride));
        }
      });
    }
  }
  findings all;
  for (const findings& each : parts) all.add(each);
  const double error = all.largest + ulp * 0x1p-29;
  const bool good = error <= bound && all.falls == 0;
  std::printf(
      "%s, v = %g: %llu floats, error at most %.9f ULP (x = %a), promised %.3f, %llu steps the "
      "wrong way",
      name, double{v}, static_cast<unsigned long long>(all.count), error, double{all.worst}, bound,
      static_cast<unsigned long long>(all.falls));
  if (all.falls > 0) std::printf(", one at x = %a", double{all.fall_at});
  std::printf("%s\n", good ? "" : ": FAILED");
  return good;
}

}  // namespace

int main(int argc, char** argv) {
  namespace accuracy = logbessel::accuracy;
  if (argc < 2 || argc > 3) {
    std::fputs("usage: float_arguments ORDER [STRIDE]\n", stderr);
    return 1;
  }
  try {
    const float v = static_cast<float>(logbessel::harness::from_hex(argv[1]));
    const double stride = argc > 2 ? logbessel::harness::from_hex(argv[2]) : 1.0;
    if (!(v >= 0.0f) || !(stride >= 1.0 && stride <= 1e9)) {
      std::fputs("float_arguments: needs an order >= 0 and a stride from 1 to 1e9\n", stderr);
      return 1;
    }
    const auto step = static_cast<std::uint32_t>(stride);
    const bool i = holds(
        "log_iv", [](auto a, auto x) { return logbessel::log_iv(a, x); }, v, 1.0, step,
        accuracy::log_iv_ulp, accuracy::log_iv_float_ulp);
    const bool k = holds(
        "log_kv", [](auto a, auto x) { return logbessel::log_kv(a, x); }, v, -1.0, step,
        accuracy::log_kv_ulp, accuracy::log_kv_float_ulp);
    return i && k ? 0 : 1;
  } catch (const std::invalid_argument& error) {
    std::fprintf(stderr, "float_arguments: %s\n", error.what());
    return 1;
  }
}
