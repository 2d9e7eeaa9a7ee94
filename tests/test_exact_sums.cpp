// Sums whose bits do not depend on order, grouping or the time at which a window is raised, beside exact integers.

#include <logbessel/detail/exact_sums.hpp>

#include <boost/multiprecision/cpp_int.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "support/refusal.hpp"

namespace {

using boost::multiprecision::cpp_int;
using logbessel::detail::double_double;
using logbessel::detail::exact_sum;
using logbessel::detail::exact_sum_words;
using logbessel::detail::exact_sums;
using logbessel::detail::window_of;
using logbessel::harness::refusal;

constexpr double largest_double = std::numeric_limits<double>::max();
constexpr int unit_bits = 1200;

/// x in units of 2^-1200.
cpp_int exact(double x) {
  int e;
  const double m = std::frexp(x, &e);
  const cpp_int k = static_cast<std::int64_t>(std::ldexp(m, 53));
  const int shift = e - 53 + unit_bits;
  return shift >= 0 ? k << shift : k / (cpp_int(1) << -shift);
}

cpp_int exact(double_double<double> x) { return exact(x.hi) + exact(x.lo); }

/// 2^e in those units.
cpp_int power(int e) { return cpp_int(1) << (e + unit_bits); }

/// Terms of either sign over about 2 magnitude powers of ten.
std::vector<double> random_terms(std::size_t n, double magnitude, unsigned seed) {
  std::mt19937_64 generator(seed);
  std::uniform_real_distribution<double> uniform(-1.0, 1.0);
  std::vector<double> terms(n);
  for (double& t : terms) t = uniform(generator) * std::pow(10.0, magnitude * uniform(generator));
  return terms;
}

std::vector<std::int64_t> words_of(exact_sums sums) {
  return {sums.words(), sums.words() + exact_sum_words * sums.size()};
}

void expect_same(const exact_sums& a, const exact_sums& b) {
  ASSERT_EQ(a.window(), b.window());
  EXPECT_EQ(words_of(a), words_of(b));
}

TEST(ExactSums, OrderGroupingAndWindowsDoNotShow) {
  constexpr std::size_t n = 5;
  constexpr std::size_t count = 400;
  std::mt19937_64 generator(1);
  for (const double magnitude : {0.0, 5.0, 20.0, 300.0}) {
    std::vector<double> terms = random_terms(n * count, magnitude, 2);
    terms[7] = 0.0;
    terms[11] = -0.0;
    exact_sums in_turn(n);
    for (std::size_t i = 0; i < count; ++i) in_turn.add(&terms[n * i]);

    exact_sums covered(n);
    for (const double t : terms) covered.cover(std::fabs(t));
    EXPECT_EQ(covered.window(), in_turn.window());
    for (std::size_t i = 0; i < n * count; ++i) covered.add(i % n, terms[i]);
    expect_same(covered, in_turn);

    for (int repeat = 0; repeat < 20; ++repeat) {
      std::vector<std::size_t> order(count);
      std::iota(order.begin(), order.end(), std::size_t{0});
      std::shuffle(order.begin(), order.end(), generator);
      std::vector<exact_sums> parts(1 + generator() % 9, exact_sums(n));
      for (const std::size_t i : order) parts[generator() % parts.size()].add(&terms[n * i]);
      while (parts.size() > 1) {
        std::swap(parts[generator() % parts.size()], parts.back());
        parts.front().merge(parts.back());
        parts.pop_back();
      }
      expect_same(parts.front(), in_turn);
    }
  }
}

TEST(ExactSums, OneSumIsOneOfMany) {
  const std::vector<double> terms = random_terms(1000, 200.0, 3);
  exact_sum one, lower, upper;
  exact_sums many(1);
  for (const double t : terms) {
    one.add(t);
    (std::fabs(t) < 1.0 ? lower : upper).add(t);
    many.add(&t);
  }
  lower.merge(upper);
  for (std::size_t j = 0; j < 3; ++j) {
    EXPECT_EQ(static_cast<std::int64_t>(one.words[j]), many.words()[j]);
    EXPECT_EQ(one.words[j], lower.words[j]);
  }
  EXPECT_EQ(one.value().hi, many.value(0).hi);
  EXPECT_EQ(one.value().lo, many.value(0).lo);
}

TEST(ExactSums, EveryTermIsRoundedOnceToTheGrid) {
  for (const double magnitude : {0.0, 3.0, 10.0, 100.0, 300.0}) {
    const std::vector<double> terms = random_terms(2000, magnitude, 4);
    exact_sum sum;
    for (const double t : terms) sum.raise(window_of(std::fabs(t)));
    const cpp_int unit = power(48 * sum.window - 87);
    cpp_int expected = 0;
    for (const double t : terms) {
      sum.add(t);
      // The nearest integer, ties to even.
      const cpp_int twice = 2 * exact(t) / unit;
      const bool is_whole = twice * unit == 2 * exact(t);
      cpp_int k = (abs(twice) + 1) / 2;
      if (is_whole && abs(twice) % 4 == 1) --k;
      if (t < 0.0) k = -k;
      expected += k * unit;
    }
    const cpp_int error = abs(exact(sum.value()) - expected);
    EXPECT_LE(error << 102, abs(expected)) << magnitude;
  }
}

TEST(ExactSums, TheErrorBoundIsAttained) {
  // 2^-88 is half a unit, and half goes to the even neighbour.
  exact_sum sum;
  for (int i = 0; i < 1000; ++i) sum.add(0x1p-88);
  EXPECT_EQ(sum.value().hi, 1000.0 * 0x1p-88);
  sum.raise(0);
  EXPECT_EQ(sum.value().hi, 0.0);
  sum.add(1.0);
  EXPECT_EQ(sum.value().hi, 1.0);
  EXPECT_EQ(sum.value().lo, 0.0);
}

TEST(ExactSums, CarriesKeepLongSumsExact) {
  // More terms than fit into words before they are settled, of one sign and the largest size.
  constexpr std::size_t n = 3;
  constexpr int count = 200000;
  const double terms[n] = {256.0, -256.0, 0x1.fffffffffffffp7};
  exact_sums sums(n);
  for (int i = 0; i < count; ++i) sums.add(terms);
  for (int doubling = 0; doubling < 16; ++doubling) sums.merge(exact_sums(sums));
  for (std::size_t i = 0; i < n; ++i) {
    EXPECT_EQ(exact(sums.value(i)), exact(terms[i]) * count * 65536);
    sums.add(i, -1.0);
  }
  // Up to 2^11 sums merge word by word.
  std::vector<std::int64_t> words = words_of(sums);
  for (std::int64_t& word : words)
    word = static_cast<std::int64_t>(static_cast<std::uint64_t>(word) << 8);
  exact_sums merged = sums;
  std::copy(words.begin(), words.end(), merged.words());
  for (int doubling = 0; doubling < 8; ++doubling) sums.merge(exact_sums(sums));
  expect_same(merged, sums);
  merged.add(terms);
  sums.add(terms);
  expect_same(merged, sums);

  const float x[] = {1.0F, -1.0F, 0.75F};
  const std::vector<const float*> rows(40000, x);
  const std::vector<double_double<double>> factors(rows.size(), {1.0, 0x1p-54});
  exact_sums products(n);
  products.add_products(logbessel::detail::product_kernels_here<float>(), rows.data(),
                        factors.data(), rows.size(), 0);
  for (std::size_t i = 0; i < n; ++i)
    EXPECT_EQ(exact(products.value(i)), exact(static_cast<double>(x[i])) * 40000 +
                                            exact(static_cast<double>(x[i]) * 0x1p-54) * 40000);
}

TEST(ExactSums, NothingIsLostToCancellation) {
  std::vector<double> terms = random_terms(500, 2.0, 5);
  for (std::size_t i = 0; i < 500; ++i) terms.push_back(-terms[i]);
  terms.push_back(0x1p-40);
  std::shuffle(terms.begin(), terms.end(), std::mt19937_64(6));
  exact_sum sum;
  for (const double t : terms) sum.add(t);
  EXPECT_EQ(sum.value().hi, 0x1p-40);
  EXPECT_EQ(sum.value().lo, 0.0);
}

TEST(ExactSums, ValueIsThatOfTheWords) {
  std::mt19937_64 generator(7);
  cpp_int worst = 0;
  const auto integer = [&](int bits) {
    const auto k = static_cast<std::int64_t>(generator()) >>
                   (64 - bits + generator() % 64U % static_cast<unsigned>(bits));
    return generator() % 8 == 0 ? std::int64_t{0} : k;
  };
  for (int i = 0; i < 100000; ++i) {
    exact_sum sum;
    sum.window = static_cast<int>(generator() % 40) - 20;
    const std::int64_t k[] = {integer(62), integer(62)};
    const std::int64_t carries[] = {integer(31), integer(31)};
    for (int j = 0; j < 2; ++j) sum.words[j] = static_cast<std::uint64_t>(k[j]);
    sum.words[2] =
        (static_cast<std::uint64_t>(carries[0]) << 32) + static_cast<std::uint64_t>(carries[1]);
    const cpp_int bins[] = {(cpp_int(carries[0]) << 52) + k[0], (cpp_int(carries[1]) << 52) + k[1]};
    const cpp_int V = ((bins[0] << 48) + bins[1]) << (48 * sum.window - 87 + unit_bits);
    const cpp_int error = abs(exact(sum.value()) - V) << 102;
    ASSERT_LE(error, abs(V)) << k[0] << " " << k[1] << " " << carries[0] << " " << carries[1];
    if (V != 0) worst = std::max(worst, cpp_int(error * 1024 / abs(V)));

    exact_sum settled = sum;
    settled.settle();
    EXPECT_EQ(settled.value().hi, sum.value().hi);
    for (int j = 0; j < 2; ++j)
      EXPECT_LE(std::abs(static_cast<std::int64_t>(settled.words[j])), std::int64_t{1} << 51);
  }
  EXPECT_GT(worst, 16) << "in 1/1024 of the bound";
}

TEST(ExactSums, WindowsHoldAllDoubles) {
  EXPECT_EQ(window_of(0.0), -21);
  EXPECT_EQ(window_of(5e-324), -21);
  EXPECT_EQ(window_of(0x1p-1000), -21);
  EXPECT_EQ(window_of(0x1.0000000000001p-1000), -20);
  EXPECT_EQ(window_of(0x1.fffffffffffffp-41), -1);
  EXPECT_EQ(window_of(0x1p-40), -1);
  EXPECT_EQ(window_of(0x1.8p-40), 0);
  EXPECT_EQ(window_of(1.0), 0);
  EXPECT_EQ(window_of(256.0), 0);
  EXPECT_EQ(window_of(256.5), 1);
  EXPECT_EQ(window_of(0x1p56), 1);
  EXPECT_EQ(window_of(0x1p104), 2);
  EXPECT_EQ(window_of(0x1.8p104), 3);
  EXPECT_EQ(window_of(largest_double), 22);
  for (const double t : {largest_double, 0x1p-1022, 5e-324, 0x1.23456789abcdep-1010, -1.0 / 3.0}) {
    exact_sum sum;
    sum.add(t);
    EXPECT_EQ(sum.value().hi, t);
    EXPECT_EQ(sum.value().lo, 0.0);
    for (int i = 0; i < 4; ++i) sum.add(-t);
    EXPECT_EQ(sum.value().hi, -3.0 * t);
  }
}

/// The words of rows times factors, by `rows` at a time, those of them that are kept.
template <int kept, int rows, class Real>
std::vector<std::uint64_t> products(const std::vector<Real>& x, std::size_t n,
                                    const std::vector<double_double<double>>& factors) {
  std::vector<std::uint64_t> words(kept * n);
  for (std::size_t i = 0; i < factors.size(); i += rows) {
    const Real* row[rows];
    for (std::size_t r = 0; r < rows; ++r) row[r] = &x[(i + r) * n];
    logbessel::detail::add_fixed_products<kept>(words.data(), n, row, &factors[i], rows, n);
  }
  return words;
}

template <class Real>
void expect_products() {
  constexpr std::size_t n = 37;
  constexpr std::size_t count = 64;
  const std::vector<double> terms = random_terms(n * count, 0.5, 8);
  const std::vector<Real> x(terms.begin(), terms.end());
  std::vector<double_double<double>> factors;
  for (const double t : random_terms(count, 0.2, 9)) {
    const double f = 0.2 * t;
    factors.push_back({f, 0x1p-54 * f * terms[factors.size()]});
  }
  const std::vector<std::uint64_t> words = products<2, 1>(x, n, factors);
  EXPECT_EQ((products<2, 4>(x, n, factors)), words);
  EXPECT_EQ((products<1, 4>(x, n, factors)),
            std::vector<std::uint64_t>(words.begin(), words.begin() + n));

  cpp_int worst = 0;
  for (std::size_t r = 0; r < count; ++r) {
    const std::vector<Real> row(x.begin() + static_cast<std::ptrdiff_t>(n * r),
                                x.begin() + static_cast<std::ptrdiff_t>(n * (r + 1)));
    const std::vector<std::uint64_t> k = products<2, 1>(row, n, {factors[r]});
    for (std::size_t i = 0; i < n; ++i) {
      exact_sum sum;
      sum.window = 0;
      for (std::size_t j = 0; j < 2; ++j) sum.words[j] = k[j * n + i];
      const cpp_int product = (exact(static_cast<double>(row[i])) * exact(factors[r])) / power(0);
      worst = std::max(worst, cpp_int(abs(exact(sum.value()) - product)));
    }
  }
  EXPECT_LE(worst, power(-87));
  EXPECT_GT(worst, power(-88) / 2);
}

TEST(ExactSums, ProductsAreRoundedByThemselves) {
  expect_products<double>();
  expect_products<float>();
}

TEST(ExactSums, ProductsFindTheirWindow) {
  constexpr std::size_t n = 9;
  const std::vector<double> terms = random_terms(n, 0.0, 10);
  const std::vector<float> x(terms.begin(), terms.end());
  const std::vector<std::uint32_t> columns = {8, 0, 3, 1, 2, 7, 6, 4, 5};
  const auto kernels = logbessel::detail::product_kernels_here<float>();
  const double_double<double> factor = {0x1.23456789abcdep-1, 0x1.edcba98765432p-56};
  const float* row = x.data();
  for (int window = -3; window <= 2; ++window) {
    exact_sums before(n), after(n), sparse(n);
    before.raise(1);
    before.add_products(kernels, &row, &factor, 1, window);
    after.add_products(kernels, &row, &factor, 1, window);
    after.raise(1);
    expect_same(before, after);
    sparse.raise(1);
    sparse.add_products(columns.data(), x.data(), factor, n, window);
    ASSERT_EQ(sparse.window(), before.window());
    for (std::size_t i = 0; i < n; ++i) {
      EXPECT_EQ(sparse.value(columns[i]).hi, before.value(i).hi);
      EXPECT_EQ(sparse.value(columns[i]).lo, before.value(i).lo);
      EXPECT_EQ(before.value(i).hi == 0.0, window < 0);
    }
  }
}

TEST(ExactSums, RefuseWhatIsNotFinite) {
  exact_sums sums(2);
  const double terms[] = {1.0, std::numeric_limits<double>::quiet_NaN()};
  EXPECT_EQ(refusal([&] { sums.add(terms); }), "vMF: term 1 is nan");
  EXPECT_EQ(refusal([&] { sums.add(0, -std::numeric_limits<double>::infinity()); }),
            "vMF: term 0 is -inf");
  expect_same(sums, exact_sums(2));
}

}  // namespace
