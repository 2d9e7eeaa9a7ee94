// One kernel, FUNCTION__REGION, for each region of a function, for the rule that chooses it and for each look beside the zero: what
// tools/count_instructions.py counts. Run, which takes no device, the program prints what the counts are to be weighted with:
//
//     share DISTRIBUTION KERNEL SHARE     of the points of the distribution, the kernel serves so many
//     turns KERNEL TURNS                  most turns of the kernel's loop

#include <logbessel/logbessel.hpp>

#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "distributions.hpp"

// clang-format off
#define LOG_IV_REGIONS(each) \
  each(series_11) each(series_17) each(patch_3) each(patch_6) each(patch_12) \
  each(debye_20) each(debye_13) each(debye_10) each(debye_6) each(debye_far)
#define LOG_KV_REGIONS(each) \
  each(temme) each(recurrence) each(patch_8) each(patch_12) \
  each(debye_20) each(debye_13) each(debye_10) each(debye_6) each(debye_far)
#define IV_RATIO_REGIONS(each) \
  each(linear) each(fraction_12) each(fraction_22) each(fraction_30) each(fraction_44) each(kummer) each(hankel) \
  each(debye_16) each(debye_10) each(debye_6) each(debye_far) each(tail)
#define KV_RATIO_REGIONS(each) \
  each(linear) each(temme) each(recurrence_1) each(recurrence_8) each(debye_16) each(debye_10) each(debye_6) each(tail)
#define LOG_IV_FLOAT_REGIONS(each) each(series) each(patch) each(debye)
#define LOG_KV_FLOAT_REGIONS(each) each(temme) each(patch) each(debye)
#define IV_RATIO_FLOAT_REGIONS(each) each(fraction) each(debye)
#define KV_RATIO_FLOAT_REGIONS(each) each(temme) each(patch) each(debye)

#define KERNEL(function, region, T, value)                                            \
  extern "C" __global__ void function##__##region(const T* vs, const T* xs, T* out) { \
    using namespace logbessel;                                                        \
    using namespace logbessel::detail;                                                \
    const unsigned i = blockDim.x * blockIdx.x + threadIdx.x;                         \
    const double v = vs[i];                                                           \
    const double x = xs[i];                                                           \
    out[i] = static_cast<T>(value);                                                   \
  }
#define LOG_IV(region) KERNEL(log_iv, region, double, rounded(log_iv_in<scaling::none>(log_iv_region::region, v, x)))
#define LOG_KV(region) KERNEL(log_kv, region, double, rounded(log_kv_in<scaling::none>(log_kv_region::region, v, x)))
#define IV_RATIO(region) KERNEL(iv_ratio, region, double, iv_ratio_in(iv_ratio_region::region, v, x).ratio.hi)
#define KV_RATIO(region) KERNEL(kv_ratio, region, double, kv_ratio_in(kv_ratio_region::region, v, x))
#define LOG_IV_FLOAT(region) KERNEL(log_iv_float, region, float, log_iv_float_in<scaling::none>(log_iv_float_region::region, v, x))
#define LOG_KV_FLOAT(region) KERNEL(log_kv_float, region, float, log_kv_float_in<scaling::none>(log_kv_float_region::region, v, x))
#define IV_RATIO_FLOAT(region) KERNEL(iv_ratio_float, region, float, iv_ratio_float_in(iv_ratio_float_region::region, v, x).ratio)
#define KV_RATIO_FLOAT(region) KERNEL(kv_ratio_float, region, float, kv_ratio_float_in(kv_ratio_float_region::region, v, x))

LOG_IV_REGIONS(LOG_IV)
LOG_KV_REGIONS(LOG_KV)
IV_RATIO_REGIONS(IV_RATIO)
KV_RATIO_REGIONS(KV_RATIO)
LOG_IV_FLOAT_REGIONS(LOG_IV_FLOAT)
LOG_KV_FLOAT_REGIONS(LOG_KV_FLOAT)
IV_RATIO_FLOAT_REGIONS(IV_RATIO_FLOAT)
KV_RATIO_FLOAT_REGIONS(KV_RATIO_FLOAT)

KERNEL(log_iv, rule, double, log_iv_region_index(v, x))
KERNEL(log_kv, rule, double, log_kv_region_index(v, x))
KERNEL(iv_ratio, rule, double, iv_ratio_region_index(v, x))
KERNEL(kv_ratio, rule, double, kv_ratio_region_index(v, x))
KERNEL(log_iv_float, rule, float, log_iv_float_region_index(v, x))
KERNEL(log_kv_float, rule, float, log_kv_float_region_index(v, x))
KERNEL(iv_ratio_float, rule, float, iv_ratio_float_region_index(v, x))
KERNEL(kv_ratio_float, rule, float, kv_ratio_float_region_index(v, x))

KERNEL(log_iv, near_zero_series, double, log_iv_near_zero_series(v, x))
KERNEL(log_iv, near_zero_taylor, double, log_near_zero_taylor<log_iv_zero>(v, x))
KERNEL(log_iv, near_zero_debye, double, log_near_zero_debye(v, x, 1.0))
KERNEL(log_kv, near_zero_taylor, double, log_near_zero_taylor<log_kv_zero>(v, x))
KERNEL(log_kv, near_zero_debye, double, log_near_zero_debye(v, x, -1.0))
// clang-format on

namespace logbessel::bench {
namespace {

constexpr std::size_t points = 1u << 18;
constexpr std::uint64_t seed = 1;

#define NAME_OF(region) #region,

/// Of the points of bench's distribution, for v and x of type T, those with index_of(v, x) = i count for kernels[i], and those with
/// -1 for none.
template <class T, class Index>
void print_shares(function f, const std::string& distribution, const std::string& name,
                  const std::vector<const char*>& kernels, Index index_of) {
  std::vector<std::size_t> counts(kernels.size());
  for (const point& each : sample(f, distribution, points, seed)) {
    const int index = index_of(static_cast<T>(each.v), static_cast<T>(each.x));
    if (index >= 0) ++counts[static_cast<std::size_t>(index)];
  }
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    if (counts[i] == 0) continue;
    std::printf("share %s %s__%s %.17g\n", distribution.c_str(), name.c_str(), kernels[i],
                static_cast<double>(counts[i]) / points);
  }
}

int log_iv_look(double v, double x) {
  const log_iv_region region = log_iv_region_of(v, x);
  const double value = rounded(detail::log_iv_in<detail::scaling::none>(region, v, x));
  if (!(detail::abs(value) < detail::log_iv_zero_band(region, v, x))) return -1;
  return v < 0x1p-8 ? 0 : v < detail::near_zero_debye_from ? 1 : 2;
}

int log_kv_look(double v, double x) {
  const log_kv_region region = log_kv_region_of(v, x);
  const double value = rounded(detail::log_kv_in<detail::scaling::none>(region, v, x));
  if (!(detail::abs(value) < detail::log_kv_zero_band(region, v))) return -1;
  return v < detail::near_zero_debye_from ? 0 : 1;
}

template <class Region>
auto number_of(Region (*region_of)(double, double)) {
  return [=](double v, double x) { return static_cast<int>(region_of(v, x)); };
}

void print_all_shares(const std::string& distribution) {
  print_shares<double>(function::log_iv, distribution, "log_iv", {LOG_IV_REGIONS(NAME_OF)},
                       number_of(log_iv_region_of));
  print_shares<double>(function::log_iv, distribution, "log_iv",
                       {"near_zero_series", "near_zero_taylor", "near_zero_debye"}, log_iv_look);
  print_shares<double>(function::log_kv, distribution, "log_kv", {LOG_KV_REGIONS(NAME_OF)},
                       number_of(log_kv_region_of));
  print_shares<double>(function::log_kv, distribution, "log_kv",
                       {"near_zero_taylor", "near_zero_debye"}, log_kv_look);
  print_shares<double>(function::iv_ratio, distribution, "iv_ratio", {IV_RATIO_REGIONS(NAME_OF)},
                       number_of(iv_ratio_region_of));
  print_shares<float>(function::log_iv, distribution, "log_iv_float",
                      {LOG_IV_FLOAT_REGIONS(NAME_OF)}, number_of(detail::log_iv_float_region_of));
  print_shares<float>(function::log_kv, distribution, "log_kv_float",
                      {LOG_KV_FLOAT_REGIONS(NAME_OF)}, number_of(detail::log_kv_float_region_of));
  print_shares<float>(function::iv_ratio, distribution, "iv_ratio_float",
                      {IV_RATIO_FLOAT_REGIONS(NAME_OF)},
                      number_of(detail::iv_ratio_float_region_of));
}

/// Of the recurrences, whose turns depend on the order, as many as the largest order of the region takes.
void print_turns() {
  std::puts("turns log_kv__temme 7");
  std::puts("turns log_kv__recurrence 7");
  std::puts("turns kv_ratio__temme 35");
  std::puts("turns kv_ratio__recurrence_1 35");
  std::puts("turns kv_ratio__recurrence_8 35");
  std::puts("turns log_kv_float__temme 3");
  std::puts("turns kv_ratio_float__temme 5");
  std::puts("turns iv_ratio__kummer 160");
}

}  // namespace
}  // namespace logbessel::bench

int main() {
  for (const char* distribution : {"v-16", "wide", "small"}) {
    logbessel::bench::print_all_shares(distribution);
  }
  logbessel::bench::print_turns();
}
