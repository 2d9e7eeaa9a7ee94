#include "operation_costs.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

namespace logbessel::search {
namespace {

constexpr std::size_t length = 1024;

/// The least seconds of a pass over the arrays.
template <class F>
double time_of(F f) {
  std::vector<double> a(length, 1.25), b(length, 0.75), c(length, 0.5);
  double best = 1.0;
  for (int turn = 0; turn < 200; ++turn) {
    const auto start = std::chrono::steady_clock::now();
    for (int pass = 0; pass < 16; ++pass) {
      for (std::size_t i = 0; i < length; ++i) c[i] = f(a[i], b[i], c[i]);
      // So that no pass is taken for the one before.
      asm volatile("" : : "r"(c.data()) : "memory");
    }
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    best = std::min(best, taken.count());
  }
  return best;
}

}  // namespace

cost_model measured_costs() {
  // What loads and stores cost all alike is taken away.
  const double empty = time_of([](double a, double, double) { return a; });
  const std::array<double, operation_count> times{
      time_of([](double a, double b, double) { return a + b; }),
      time_of([](double a, double b, double) { return a - b; }),
      time_of([](double a, double b, double) { return a * b; }),
      time_of([](double a, double b, double) { return a / b; }),
      time_of([](double a, double b, double c) { return std::fma(a, b, c); }),
      time_of([](double a, double, double) { return std::sqrt(a); })};
  const double unit = std::max(times[0] - 0.5 * empty, 0.1 * times[0]);
  cost_model out;
  for (std::size_t i = 0; i < times.size(); ++i) {
    out.of[i] = std::max(1, static_cast<int>(std::lround((times[i] - 0.5 * empty) / unit)));
  }
  return out;
}

}  // namespace logbessel::search
