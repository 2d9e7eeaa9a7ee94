/// @file
/// Sums whose bits do not depend on the order of their terms, nor on how they are grouped, merged or spread over threads.
///
/// The bins of a sum are the integers at 2^(28 j + 1), one for each j. A term adds to every bin the nearest integer to what
/// the bins above leave of it (detail/fixed_point.hpp), which is a matter of the term alone; integers add without error, in
/// any order. Three bins are kept, those below the window: the power of two, 2^(28 window), that no term exceeds. A larger
/// term raises the window, and the bins that fall out take nothing along that the others should have known, so the result is
/// as if the window had been there from the start.
#pragma once

#include <logbessel/detail/product_kernels.hpp>
#include <logbessel/detail/refuse.hpp>

#include <vector>

namespace logbessel::detail {

/// The terms that a sum can take before its words may overflow.
constexpr uint64_t exact_sum_capacity = uint64_t{1} << 34;

/// Below this window everything is on the grid, subnormal numbers too.
constexpr int least_window = -36;

/// The least window, and not below least_window, with largest <= 2^(28 window), for a finite largest >= 0.
inline int window_of(double largest) {
  const significand_exponent<double> s = split(largest);
  const int e = static_cast<int>(s.e) + (s.m > 1.0 ? 1 : 0);
  const int window = e > 0 ? (e + fixed_word_bits - 1) / fixed_word_bits : -(-e / fixed_word_bits);
  return window < least_window ? least_window : window;
}

/// 2^(-28 window), which takes terms of the window to |t| <= 1.
inline double window_scale(int window) {
  const double root = pow2(-fixed_word_bits / 2 * window);
  return root * root;
}

/// The words of one sum, of the bins 2^(28 (window - 1 - j) + 1), j = 0, 1, 2.
struct exact_sum {
  int window = least_window;
  int64_t words[fixed_words] = {};

  /// Makes room for terms up to 2^(28 to).
  void raise(int to) {
    if (to <= window) return;
    for (int j = fixed_words - 1; j >= 0; --j) {
      const int from = j - (to - window);
      words[j] = from >= 0 ? words[from] : 0;
    }
    window = to;
  }

  /// Adds a finite term, which raises the window if it must.
  void add(double term) {
    raise(window_of(abs(term)));
    double t = window_scale(window) * term;
    for (int j = 0; j < fixed_words; ++j)
      words[j] = static_cast<int64_t>(static_cast<uint64_t>(words[j]) + take_fixed_word(t, j));
  }

  void merge(exact_sum other) {
    raise(other.window);
    other.raise(window);
    for (int j = 0; j < fixed_words; ++j) words[j] += other.words[j];
  }

  /// The sum in two words, to a relative error of 2^-102 unless it overflows or is subnormal.
  double_double<double> value() const {
    const double_double<double> sum = scaled_value();
    const double root = pow2(fixed_word_bits / 2 * window);
    return {sum.hi * root * root, sum.lo * root * root};
  }

  /// 2^(-28 window) of it, which does neither.
  double_double<double> scaled_value() const {
    constexpr int64_t base = int64_t{1} << fixed_word_bits;
    int64_t k[fixed_words] = {words[0], words[1], words[2]};
    for (int j = fixed_words - 1; j > 0; --j) {
      const int64_t carry = (k[j] + base / 2) >> fixed_word_bits;
      k[j] -= carry * base;
      k[j - 1] += carry;
    }
    const int64_t upper = k[0] >> 32;
    const int64_t lower = k[0] & 0xffffffff;
    const double_double<double> head =
        two_sum(static_cast<double>(upper) * 0x1p88, static_cast<double>(lower) * 0x1p56);
    const double_double<double> tail =
        two_sum(static_cast<double>(k[1]) * 0x1p28, static_cast<double>(k[2]));
    const double_double<double> sum = head + tail;
    return {sum.hi * 0x1p-83, sum.lo * 0x1p-83};
  }
};

/// n sums with one window.
class exact_sums {
 public:
  explicit exact_sums(size_t n) : n_(n), words_(fixed_words * n) {}

  size_t size() const { return n_; }

  /// Terms are |t| <= 2^(28 window()).
  int window() const { return window_; }

  /// 3 n words, those of the largest bin first. Sums of one window merge by adding their words modulo 2^64.
  int64_t* words() { return words_.data(); }
  const int64_t* words() const { return words_.data(); }

  /// Makes room for terms |t| <= largest, which is finite.
  void cover(double largest) { raise(window_of(largest)); }

  /// Makes room for terms up to 2^(28 window).
  void raise(int window) {
    if (window <= window_) return;
    for (size_t i = 0; i < n_; ++i) {
      exact_sum sum = at(i);
      sum.raise(window);
      for (size_t j = 0; j < fixed_words; ++j) words_[j * n_ + i] = sum.words[j];
    }
    window_ = window;
  }

  /// Adds a term to sum i. Throws std::invalid_argument where it is not finite.
  void add(size_t i, double term) {
    if (!(abs(term) < infinity)) refuse("term ", i, " is ", term);
    cover(abs(term));
    add_fixed<fixed_words>(bins() + i, n_, &term, window_scale(window_), 1);
  }

  /// Adds a term to every sum. Throws std::invalid_argument where one is not finite, and then nothing was added.
  void add(const double* terms) {
    double largest = 0.0;
    for (size_t i = 0; i < n_; ++i) {
      const double size = abs(terms[i]);
      if (!(size < infinity)) refuse("term ", i, " is ", terms[i]);
      largest = max(largest, size);
    }
    cover(largest);
    add_fixed<fixed_words>(bins(), n_, terms, window_scale(window_), n_);
  }

  /// Adds x[r][i] factor[r] 2^(28 window), r < rows, to sum i for every i, as add_fixed_products has it, by the function of that
  /// name for three, two or one kept word.
  template <class Real>
  void add_products(const product_kernels<Real>& kernels, const Real* const* x,
                    const double_double<double>* factor, size_t rows, int window) {
    raise(window);
    const size_t lost = static_cast<size_t>(window_ - window);
    if (lost < fixed_words) kernels.add[lost](bins() + lost * n_, n_, x, factor, rows, n_);
  }

  /// The same for one sparse row, values[p] being in sum columns[p] for p < n.
  void add_products(const uint32_t* columns, const float* values, double_double<double> factor,
                    size_t n, int window) {
    raise(window);
    const size_t lost = static_cast<size_t>(window_ - window);
    uint64_t* kept = bins() + lost * n_;
    if (lost == 0) add_fixed_products<3>(kept, n_, columns, values, factor, n);
    if (lost == 1) add_fixed_products<2>(kept, n_, columns, values, factor, n);
    if (lost == 2) add_fixed_products<1>(kept, n_, columns, values, factor, n);
  }

  /// Adds the sums of as many other terms.
  void merge(const exact_sums& other) {
    raise(other.window_);
    for (size_t i = 0; i < n_; ++i) {
      exact_sum sum = at(i);
      sum.merge(other.at(i));
      for (size_t j = 0; j < fixed_words; ++j) words_[j * n_ + i] = sum.words[j];
    }
  }

  /// Sum i in two words, to a relative error of 2^-102 unless it overflows or is subnormal.
  double_double<double> value(size_t i) const { return at(i).value(); }

  exact_sum at(size_t i) const {
    return {window_, {words_[i], words_[n_ + i], words_[2 * n_ + i]}};
  }

 private:
  uint64_t* bins() { return reinterpret_cast<uint64_t*>(words_.data()); }

  size_t n_;
  int window_ = least_window;
  std::vector<int64_t> words_;
};

}  // namespace logbessel::detail
