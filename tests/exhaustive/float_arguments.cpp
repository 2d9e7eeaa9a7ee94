// The float functions for one order and every positive float x:
//
// - The result is within its bound of the exact value. The judge is the double function, whose kernels are others: for its result
//   d of error at most `ulp` of its own units, the error is at most |f - d| in float units plus ulp 2^-29, and |f - d| is exact in
//   double.
// - From one float to the next, what rises with x never falls, and what falls never rises.
//
// Both come from the batch library, whose bits are those of the scalar functions.
//
// usage: float_arguments ORDER [STRIDE [FUNCTION...]]
//                                           every STRIDE-th float, and each one where the region changes; 1 by default

#include <logbessel/accuracy.hpp>
#include <logbessel/batch.hpp>
#include <logbessel/logbessel.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "support/hex.hpp"

namespace {

constexpr std::uint32_t end_of_floats = 0x7f800000u;

/// |f - d| in units in the last place of d in float; 0 where both are the same infinity in float.
double rounding_error(float f, double d) {
  const auto magnitude = std::bit_cast<std::uint64_t>(d) & 0x7fff'ffff'ffff'ffffu;
  if ((std::bit_cast<std::uint32_t>(f) & end_of_floats) == end_of_floats)
    return static_cast<float>(d) == f ? 0.0 : 1e300;
  // 2^(e - 23) for 2^e <= |d| < 2^(e + 1), and no less than the smallest float.
  const std::uint64_t exponent = std::max<std::uint64_t>(magnitude >> 52, 1023 - 126);
  return std::fabs(double{f} - d) / std::bit_cast<double>((exponent - 23) << 52);
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

struct promise {
  const char* name;
  /// 1 if the function rises with x, -1 if it falls, 0 if it does both.
  double sign;
  /// Of the double function and of the float function.
  double ulp;
  double bound;
  /// Results not larger than this have no bound.
  double from = 0.0;
};

/// The floats whose bits are first, first + stride, ... below last; and the step from the one before them. Where the region changes,
/// the floats between two steps as well.
template <class F, class Region>
findings search(F f, Region region_of, float v, const promise& p, std::uint32_t first,
                std::uint32_t last, std::uint32_t stride) {
  constexpr std::size_t most = 1u << 15;
  const logbessel::batch_options one_thread{1, logbessel::instruction_set::best};
  std::vector<float> x, now(most);
  std::vector<double> x_double, judge(most);
  const double v_double = v;
  const auto region_at = [&](float at) {
    return static_cast<int>(region_of(v_double, double{at}));
  };

  findings found;
  std::uint64_t next = first > stride ? first - stride : first;
  while (next < last) {
    x.clear();
    for (; next < last && x.size() < most; next += stride)
      x.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(next)));
    // The next piece begins with the last float of this one.
    if (next < last) next -= stride;
    x_double.assign(x.begin(), x.end());
    f(x.size(), logbessel::strided<const float>(&v, 0), x.data(), now.data(), one_thread);
    f(x.size(), logbessel::strided<const double>(&v_double, 0), x_double.data(), judge.data(),
      one_thread);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double d = judge[i];
      const double error = std::fabs(d) > p.from || d != d ? rounding_error(now[i], d) : 0.0;
      if (!(error <= found.largest)) {
        found.largest = error;
        found.worst = x[i];
      }
      if (i == 0) continue;
      ++found.count;
      if (p.sign * now[i] < p.sign * now[i - 1]) {
        ++found.falls;
        found.fall_at = x[i];
      }
      if (stride > 1 && region_at(x[i]) != region_at(x[i - 1]))
        found.add(search(f, region_of, v, p, std::bit_cast<std::uint32_t>(x[i - 1]) + 1,
                         std::bit_cast<std::uint32_t>(x[i]) + 1, 1));
    }
    if (x.size() < 2) break;
  }
  return found;
}

template <class F, class Region>
bool holds(const promise& p, F f, Region region_of, float v, std::uint32_t stride) {
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
          parts[i].add(search(f, region_of, v, p, static_cast<std::uint32_t>(first), last, stride));
        }
      });
    }
  }
  findings all;
  for (const findings& each : parts) all.add(each);
  const double error = all.largest + p.ulp * 0x1p-29;
  const bool good = error <= p.bound && all.falls == 0;
  std::printf(
      "%s, v = %g: %llu floats, error at most %.9f ULP (x = %a), promised %.3f, %llu steps the "
      "wrong way",
      p.name, double{v}, static_cast<unsigned long long>(all.count), error, double{all.worst},
      p.bound, static_cast<unsigned long long>(all.falls));
  if (all.falls > 0) std::printf(", one at x = %a", double{all.fall_at});
  std::printf("%s\n", good ? "" : ": FAILED");
  return good;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: float_arguments ORDER [STRIDE [FUNCTION...]]\n", stderr);
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
    bool good = true;
    const std::vector<std::string> names(argv + std::min(argc, 3), argv + argc);
    const auto check = [&](const promise& p, auto f, auto region_of) {
      if (!names.empty() && std::find(names.begin(), names.end(), p.name) == names.end()) return;
      good = holds(p, f, region_of, v, step) && good;
    };
    using namespace logbessel;
    check(
        {"log_iv", 1.0, accuracy::log_iv_ulp, accuracy::log_iv_float_ulp},
        [](auto... a) { log_iv(a...); }, detail::log_iv_float_region_of);
    check(
        {"log_kv", -1.0, accuracy::log_kv_ulp, accuracy::log_kv_float_ulp},
        [](auto... a) { log_kv(a...); }, detail::log_kv_float_region_of);
    check(
        {"log_ive", 0.0, accuracy::log_ive_ulp, accuracy::log_ive_float_ulp},
        [](auto... a) { log_ive(a...); }, detail::log_iv_float_region_of);
    check(
        {"log_kve", -1.0, accuracy::log_kve_ulp, accuracy::log_kve_float_ulp, 0.0625},
        [](auto... a) { log_kve(a...); }, detail::log_kv_float_region_of);
    if (v >= 0.5f) {
      check(
          {"iv_ratio", 1.0, accuracy::iv_ratio_ulp, accuracy::iv_ratio_float_ulp},
          [](auto... a) { iv_ratio(a...); }, detail::iv_ratio_float_region_of);
      check(
          {"iv_ratio_c", -1.0, accuracy::iv_ratio_c_ulp, accuracy::iv_ratio_float_ulp},
          [](auto... a) { iv_ratio_c(a...); }, detail::iv_ratio_float_region_of);
      check(
          {"kv_ratio", 1.0, accuracy::kv_ratio_ulp, accuracy::kv_ratio_float_ulp},
          [](auto... a) { kv_ratio(a...); }, detail::kv_ratio_float_region_of);
    }
    return good ? 0 : 1;
  } catch (const std::invalid_argument& error) {
    std::fprintf(stderr, "float_arguments: %s\n", error.what());
    return 1;
  }
}
