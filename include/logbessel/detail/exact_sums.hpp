/// @file
/// Sums whose bits do not depend on the order of their terms, nor on how they are grouped, merged or spread over threads.
///
/// The bins of a sum are the integers at 2^(48 j + 9), one for each j. A term adds to every bin the nearest integer to what
/// the bins above leave of it (detail/fixed_point.hpp), which is a matter of the term alone; integers add without error, in
/// any order. Two bins are kept, those below the window: the power of two, 2^(48 window + 8), that no term exceeds. A larger
/// term raises the window, and the bin that falls out takes nothing along that the other should have known, so the result is
/// as if the window had been there from the start. One, and a sum of 256 rows, are just below a window, where 95 and 87 bits follow
/// below them; at worst it is 48.
#pragma once

#include <logbessel/detail/product_kernels.hpp>
#include <logbessel/detail/refuse.hpp>

#include <algorithm>
#include <vector>

namespace logbessel::detail {

/// The terms that a sum can take.
constexpr uint64_t exact_sum_capacity = uint64_t{1} << 34;

/// The words of a sum: two bins, less what is carried, and the carries.
constexpr size_t exact_sum_words = 3;

/// Below this window everything is on the grid, subnormal numbers too.
constexpr int least_window = -21;

/// The least window, and not below least_window, with largest <= 2^(48 window + 8), for a finite largest >= 0.
inline int window_of(double largest) {
  const significand_exponent<double> s = split(largest);
  const int e = static_cast<int>(s.e) + (s.m > 1.0 ? 1 : 0) - fixed_top_bits;
  const int window = e > 0 ? (e + fixed_word_bits - 1) / fixed_word_bits : -(-e / fixed_word_bits);
  return window < least_window ? least_window : window;
}

/// 2^(-48 window), which takes terms of the window to |t| <= 2^8.
inline double window_scale(int window) {
  const double root = pow2(-fixed_word_bits / 2 * window);
  return root * root;
}

/// One sum. The bins are words[j] + 2^52 c_j, those of 2^(48 (window - 1 - j) + 9), and words[2] = 2^32 c_0 + c_1, all modulo 2^64,
/// so that sums of one window add word by word.
struct exact_sum {
  int window = least_window;
  uint64_t words[exact_sum_words] = {};

  /// Moves from the bins to the carries what is above 2^51 in size.
  void settle() {
    for (int j = 0; j < fixed_words; ++j) {
      const int64_t carry = (signed_word(j) + carry_base / 2) >> carry_bits;
      words[j] -= static_cast<uint64_t>(carry) << carry_bits;
      words[2] += static_cast<uint64_t>(carry) << (j == 0 ? 32 : 0);
    }
  }

  /// Makes room for terms up to 2^(48 to + 8).
  void raise(int to) {
    if (to <= window) return;
    words[1] = to == window + 1 ? words[0] : 0;
    words[2] = to == window + 1 ? static_cast<uint64_t>(carry_of(0)) : 0;
    words[0] = 0;
    window = to;
  }

  /// Adds a finite term, which raises the window if it must, up to 2^15 times.
  void add(double term, uint64_t times = 1) {
    raise(window_of(abs(term)));
    double t = window_scale(window) * term;
    for (int j = 0; j < fixed_words; ++j) words[j] += times * take_fixed_word(t, j);
    settle();
  }

  void merge(exact_sum other) {
    raise(other.window);
    other.raise(window);
    for (size_t j = 0; j < exact_sum_words; ++j) words[j] += other.words[j];
    settle();
  }

  /// The sum in two words, to a relative error of 2^-102 unless it overflows or is subnormal.
  double_double<double> value() const {
    const double_double<double> sum = scaled_value();
    const double root = pow2(fixed_word_bits / 2 * window);
    return {sum.hi * root * root, sum.lo * root * root};
  }

  /// 2^(-48 window) of it, which does neither.
  double_double<double> scaled_value() const {
    exact_sum sum = *this;
    sum.settle();
    // What the lower bin has of units of the upper one.
    const int64_t units = (sum.signed_word(1) + (int64_t{1} << 47)) >> 48;
    const int64_t rest = sum.signed_word(1) - units * (int64_t{1} << 48);
    const int64_t upper = sum.signed_word(0) + units + sum.carry_of(1) * (carry_base >> 48);
    const double_double<double> head = two_sum(static_cast<double>(sum.carry_of(0)) * 0x1p13,
                                               static_cast<double>(upper) * 0x1p-39);
    return head + static_cast<double>(rest) * 0x1p-87;
  }

 private:
  static constexpr int carry_bits = 52;
  static constexpr int64_t carry_base = int64_t{1} << carry_bits;

  int64_t signed_word(int j) const { return static_cast<int64_t>(words[j]); }

  int64_t carry_of(int j) const {
    const int64_t lower = static_cast<int32_t>(static_cast<uint32_t>(words[2]));
    return j == 1 ? lower : static_cast<int64_t>(words[2] - static_cast<uint64_t>(lower)) >> 32;
  }
};

/// n sums with one window.
class exact_sums {
 public:
  explicit exact_sums(size_t n) : n_(n), words_(exact_sum_words * n) {}

  size_t size() const { return n_; }

  /// Terms are |t| <= 2^(48 window() + 8).
  int window() const { return window_; }

  /// 3 n words, which are a matter of the terms alone: first the upper bins. Up to 2^11 sums of one window merge by adding their words
  /// modulo 2^64.
  int64_t* words() {
    settle();
    unsettled_ = settled_terms;
    return reinterpret_cast<int64_t*>(words_.data());
  }

  /// Makes room for terms |t| <= largest, which is finite.
  void cover(double largest) { raise(window_of(largest)); }

  /// Makes room for terms up to 2^(48 window + 8).
  void raise(int window) {
    if (window <= window_) return;
    for_each([&](exact_sum& sum, size_t) { sum.raise(window); });
    window_ = window;
  }

  /// Adds a term to sum i. Throws std::invalid_argument where it is not finite.
  void add(size_t i, double term) {
    if (!(abs(term) < infinity)) refuse("term ", i, " is ", term);
    cover(abs(term));
    make_room(1);
    add_fixed<fixed_words>(words_.data() + i, n_, &term, window_scale(window_), 1);
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
    make_room(1);
    add_fixed<fixed_words>(words_.data(), n_, terms, window_scale(window_), n_);
  }

  /// Adds x[r][i] factor[r] 2^(48 window), r < rows, to sum i for every i, as add_fixed_products has it, by the function of that
  /// name for two kept words or one.
  template <class Real>
  void add_products(const product_kernels<Real>& kernels, const Real* const* x,
                    const double_double<double>* factor, size_t rows, int window) {
    raise(window);
    const size_t lost = static_cast<size_t>(window_ - window);
    if (lost >= fixed_words) return;
    for (size_t r = 0; r < rows;) {
      const size_t count = std::min(rows - r, size_t{settled_terms});
      make_room(count);
      kernels.add[lost](words_.data() + lost * n_, n_, x + r, factor + r, count, n_);
      r += count;
    }
  }

  /// The same for one sparse row, values[p] being in sum columns[p] for p < n, no column twice.
  template <class Real>
  void add_products(const uint32_t* columns, const Real* values, double_double<double> factor,
                    size_t n, int window) {
    raise(window);
    make_room(1);
    const int lost = window_ - window;
    if (lost == 0) add_fixed_products<2>(words_.data(), n_, columns, values, factor, n);
    if (lost == 1) add_fixed_products<1>(words_.data() + n_, n_, columns, values, factor, n);
  }

  /// Adds the sums of as many other terms.
  void merge(const exact_sums& other) {
    raise(other.window_);
    for_each([&](exact_sum& sum, size_t i) { sum.merge(other.at(i)); });
    unsettled_ = 0;
  }

  /// Sum i in two words, to a relative error of 2^-102 unless it overflows or is subnormal.
  double_double<double> value(size_t i) const { return at(i).value(); }

  exact_sum at(size_t i) const {
    return {window_, {words_[i], words_[n_ + i], words_[2 * n_ + i]}};
  }

 private:
  /// So many terms fit above words that are settled.
  static constexpr uint32_t settled_terms = 1U << 14;

  template <class Change>
  void for_each(const Change& change) {
    for (size_t i = 0; i < n_; ++i) {
      exact_sum sum = at(i);
      change(sum, i);
      for (size_t j = 0; j < exact_sum_words; ++j) words_[j * n_ + i] = sum.words[j];
    }
  }

  void settle() {
    if (unsettled_ == 0) return;
    for_each([](exact_sum& sum, size_t) { sum.settle(); });
    unsettled_ = 0;
  }

  void make_room(size_t terms) {
    if (unsettled_ + terms > settled_terms) settle();
    unsettled_ += static_cast<uint32_t>(terms);
  }

  size_t n_;
  int window_ = least_window;
  uint32_t unsettled_ = 0;
  std::vector<uint64_t> words_;
};

}  // namespace logbessel::detail
