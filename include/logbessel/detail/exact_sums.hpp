// stand-in
#pragma once
#include <logbessel/vmf_statistics.hpp>
namespace logbessel::detail {
class exact_sums {
 public:
  explicit exact_sums(std::size_t n) : n_(n), w_(3 * n) {}
  std::size_t size() const { return n_; }
  void cover(double largest) {
    int e = e_;
    while (!(largest < pow2(28.0 * e))) ++e;
    while (e_ < e) {
      if (e_ > -30)
        for (std::size_t i = 0; i < n_; ++i) { w_[3*i+2] = w_[3*i+1]; w_[3*i+1] = w_[3*i]; w_[3*i] = 0; }
      ++e_;
    }
  }
  void add(std::size_t i, double t) {
    for (int k = 0; k < 3; ++k) {
      const double M = 1.5 * pow2(52.0 + 28.0 * (e_ - 1 - k));
      const double s = t + M;
      w_[3*i+static_cast<std::size_t>(k)] += static_cast<std::int64_t>(bits_of(s) - bits_of(M));
      t -= s - M;
    }
  }
  void add(const double* t) { for (std::size_t i = 0; i < n_; ++i) add(i, t[i]); }
  void merge(const exact_sums& o) {
    exact_sums other = o;
    cover(0.75 * pow2(28.0 * o.e_)); other.cover(0.75 * pow2(28.0 * e_));
    for (std::size_t i = 0; i < 3*n_; ++i) w_[i] += other.w_[i];
  }
  double_double<double> value(std::size_t i) const {
    double_double<double> s{0, 0};
    for (int k = 2; k >= 0; --k) {
      const std::int64_t w = w_[3*i+static_cast<std::size_t>(k)];
      const std::int64_t high = w >> 32 << 32;
      s = s + static_cast<double>(high) * pow2(28.0 * (e_ - 1 - k));
      s = s + static_cast<double>(w - high) * pow2(28.0 * (e_ - 1 - k));
    }
    return s;
  }
  int window() const { return e_; }
  std::int64_t* words() { return w_.data(); }
 private:
  std::size_t n_;
  int e_ = -30;
  std::vector<std::int64_t> w_;
};
}
