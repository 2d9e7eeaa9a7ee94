/// @file
/// Random numbers that are the same on every machine, with a state that can be written down.
#pragma once

#include <cmath>
#include <cstdint>
#include <istream>
#include <ostream>
#include <random>

namespace logbessel::search {

class random_source {
 public:
  /// One sequence for each pair.
  random_source(std::uint64_t seed, std::uint64_t stream) {
    std::seed_seq words{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32),
                        static_cast<std::uint32_t>(stream),
                        static_cast<std::uint32_t>(stream >> 32)};
    engine_.seed(words);
  }

  /// In [0, 1).
  double uniform() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
  double between(double a, double b) { return a + (b - a) * uniform(); }
  /// In 0 ... n - 1, for n > 0.
  int below(int n) { return static_cast<int>(uniform() * n); }
  bool chance(double p) { return uniform() < p; }
  double sign() { return chance(0.5) ? 1.0 : -1.0; }
  /// Roughly normal, of mean 0 and variance 1.
  double bell() {
    double sum = -6.0;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return sum;
  }

  friend std::ostream& operator<<(std::ostream& out, const random_source& r) {
    return out << r.engine_;
  }
  friend std::istream& operator>>(std::istream& in, random_source& r) { return in >> r.engine_; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace logbessel::search
