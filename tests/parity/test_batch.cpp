// The batch functions give the bits of the scalar ones, on every target, for any number of threads and alignment.

#include <logbessel/batch.hpp>
#include <logbessel/logbessel.hpp>

#include <gtest/gtest.h>
#include <immintrin.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

#include "points.hpp"

namespace {

using logbessel::batch_options;
using logbessel::instruction_set;
using logbessel::strided;
using logbessel::parity::bits;

constexpr instruction_set targets[] = {instruction_set::best, instruction_set::baseline,
                                       instruction_set::avx2, instruction_set::avx512,
                                       instruction_set::neon};

/// The overloads of a name as one object.
#define FUNCTION(name)                  \
  struct name##_of {                    \
    static constexpr auto text = #name; \
    template <class... A>               \
    auto operator()(A... a) const {     \
      return logbessel::name(a...);     \
    }                                   \
  };
FUNCTION(log_iv)
FUNCTION(log_kv)
FUNCTION(log_ive)
FUNCTION(log_kve)
FUNCTION(iv_ratio)
FUNCTION(iv_ratio_c)
FUNCTION(kv_ratio)
FUNCTION(log_iv_dv)
FUNCTION(log_iv_dx)
FUNCTION(log_iv_dvv)
FUNCTION(log_iv_dxx)
FUNCTION(log_kv_dv)
FUNCTION(log_kv_dx)
FUNCTION(log_kv_dvv)
FUNCTION(log_kv_dxx)
FUNCTION(vmf_kappa)
FUNCTION(vmf_kappa_c)

/// The log functions on all points of the parity tests, the slower derivatives on every seventh; both with some orders
/// below zero, and in a number that no block divides.
template <class T>
struct points_of_type {
  std::vector<T> v, x;

  explicit points_of_type(std::size_t stride) {
    const auto all = logbessel::parity::points_of<T>(log_kv_of());
    const auto more = logbessel::parity::points_of<T>(log_iv_of());
    for (std::size_t i = 0; i < all.size(); i += stride) add(all[i].v, all[i].x);
    for (std::size_t i = 200'000; i < more.size(); i += stride) add(more[i].v, more[i].x);
    while (v.size() % 1000 != 11) add(T(1), T(1));
  }
  void add(T order, T argument) {
    v.push_back(v.size() % 17 == 3 ? -order : order);
    x.push_back(argument);
  }
};

template <class T>
const points_of_type<T>& points(bool few) {
  static const points_of_type<T> all(1), some(7);
  return few ? some : all;
}

template <class T>
std::size_t first_difference(const std::vector<T>& a, const std::vector<T>& b) {
  const auto [p, q] =
      std::mismatch(a.begin(), a.end(), b.begin(), [](T s, T t) { return bits(s) == bits(t); });
  return static_cast<std::size_t>(p - a.begin());
}

template <class T, class F>
struct Case {
  using type = T;
  static constexpr F f{};
};

template <class C>
class Batch : public testing::Test {
 protected:
  using number = typename C::type;

  static void SetUpTestSuite() {
    const auto& p = points<number>(std::string(C::f.text).find("_d") != std::string::npos);
    orders = p.v;
    arguments = p.x;
    expected.clear();
    for (std::size_t i = 0; i < orders.size(); ++i)
      expected.push_back(C::f(orders[i], arguments[i]));
  }

  inline static std::vector<number> orders, arguments, expected;
  std::vector<number> results = std::vector<number>(orders.size(), number(7));

  void expect_expected(const char* how) {
    const std::size_t i = first_difference(results, expected);
    EXPECT_EQ(i, results.size()) << C::f.text << " " << how << ": " << orders[i] << ", "
                                 << arguments[i] << " gives " << results[i] << ", scalar "
                                 << expected[i];
  }
};

using Cases = testing::Types<
    Case<double, log_iv_of>, Case<float, log_iv_of>, Case<double, log_kv_of>,
    Case<float, log_kv_of>, Case<double, log_ive_of>, Case<float, log_ive_of>,
    Case<double, log_kve_of>, Case<float, log_kve_of>, Case<double, iv_ratio_of>,
    Case<float, iv_ratio_of>, Case<double, iv_ratio_c_of>, Case<float, iv_ratio_c_of>,
    Case<double, kv_ratio_of>, Case<float, kv_ratio_of>, Case<double, log_iv_dv_of>,
    Case<float, log_iv_dv_of>, Case<double, log_iv_dx_of>, Case<float, log_iv_dx_of>,
    Case<double, log_iv_dvv_of>, Case<float, log_iv_dvv_of>, Case<double, log_iv_dxx_of>,
    Case<float, log_iv_dxx_of>, Case<double, log_kv_dv_of>, Case<float, log_kv_dv_of>,
    Case<double, log_kv_dx_of>, Case<float, log_kv_dx_of>, Case<double, log_kv_dvv_of>,
    Case<float, log_kv_dvv_of>, Case<double, log_kv_dxx_of>, Case<float, log_kv_dxx_of>,
    Case<double, vmf_kappa_of>, Case<double, vmf_kappa_c_of>>;
TYPED_TEST_SUITE(Batch, Cases);

TYPED_TEST(Batch, GivesTheScalarBitsOnEveryTargetAndThreadCount) {
  for (const auto target : targets) {
    if (!logbessel::is_available(target)) continue;
    for (const unsigned threads : {1u, 3u}) {
      std::fill(this->results.begin(), this->results.end(), typename TypeParam::type(7));
      TypeParam::f(this->orders.size(), this->orders.data(), this->arguments.data(),
                   this->results.data(), batch_options{threads, target});
      this->expect_expected(("target " + std::to_string(static_cast<int>(target))).c_str());
    }
  }
}

TYPED_TEST(Batch, GivesTheSameWhereverAnArrayBegins) {
  using T = typename TypeParam::type;
  for (std::size_t start = 1; start < 20; ++start) {
    const std::size_t n = 3000 + start;
    TypeParam::f(n, this->orders.data() + start, this->arguments.data() + start,
                 this->results.data());
    for (std::size_t i = 0; i < n; ++i)
      ASSERT_EQ(bits(this->results[i]), bits(this->expected[start + i]));
  }
  for (std::size_t n = 0; n < 40; ++n) {
    std::fill(this->results.begin(), this->results.end(), T(7));
    TypeParam::f(n, this->orders.data(), this->arguments.data(), this->results.data());
    for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(bits(this->results[i]), bits(this->expected[i]));
    ASSERT_EQ(this->results[n], T(7));
  }
}

TYPED_TEST(Batch, WorksInPlace) {
  this->results = this->arguments;
  TypeParam::f(this->orders.size(), this->orders.data(), this->results.data(),
               this->results.data());
  this->expect_expected("in place of x");
  this->results = this->orders;
  TypeParam::f(this->orders.size(), this->results.data(), this->arguments.data(),
               this->results.data());
  this->expect_expected("in place of v");
}

TYPED_TEST(Batch, RepeatsAnInputOfStrideZeroAndLeavesTheGapsOfTheOutput) {
  using T = typename TypeParam::type;
  const T order = T(12.5);
  const std::size_t n = this->arguments.size() / 3;
  TypeParam::f(n, strided<const T>{&order, 0}, strided<const T>{this->arguments.data(), 2},
               strided<T>{this->results.data(), 3});
  for (std::size_t i = 0; i < n; ++i) {
    ASSERT_EQ(bits(this->results[3 * i]), bits(TypeParam::f(order, this->arguments[2 * i]))) << i;
    ASSERT_EQ(this->results[3 * i + 1], T(7));
  }
}

TYPED_TEST(Batch, TakesSpans) {
  using T = typename TypeParam::type;
  const std::span<const T> v(this->orders), x(this->arguments);
  TypeParam::f(v, x, std::span<T>(this->results));
  this->expect_expected("spans");
  const T order = T(3);
  TypeParam::f(std::span<const T>(&order, 1), x, std::span<T>(this->results));
  ASSERT_EQ(bits(this->results[5]), bits(TypeParam::f(order, x[5])));
  EXPECT_THROW(TypeParam::f(v.first(2), x, std::span<T>(this->results)), std::invalid_argument);
  EXPECT_THROW(TypeParam::f(v, x, std::span<T>(this->results).first(3)), std::invalid_argument);
}

TYPED_TEST(Batch, RejectsMisuse) {
  using T = typename TypeParam::type;
  const strided<const T> v = this->orders.data(), x = this->arguments.data();
  const strided<T> out = this->results.data();
  const auto throws = [](auto... a) { EXPECT_THROW(TypeParam::f(a...), std::invalid_argument); };
  throws(2u, strided<const T>{}, x, out);
  throws(2u, v, strided<const T>{}, out);
  throws(2u, v, x, strided<T>{});
  throws(2u, strided<const T>{v.data, -1}, x, out);
  throws(2u, v, strided<const T>{x.data, -1}, out);
  throws(2u, v, x, strided<T>{out.data, -1});
  throws(2u, v, x, strided<T>{out.data, 0});
  throws(9u, v, strided<const T>{this->results.data() + 1}, out);
  throws(9u, strided<const T>{this->results.data() + 8}, x, out);
  throws(9u, v, strided<const T>{this->results.data(), 2}, out);
  throws(9u, v, strided<const T>{this->results.data() + 3, 0}, out);
  throws(2u, v, x, out, batch_options{0, static_cast<instruction_set>(99)});
  EXPECT_NO_THROW(TypeParam::f(0u, strided<const T>{}, strided<const T>{}, strided<T>{}));
  // Interleaved arrays share no element.
  EXPECT_NO_THROW(TypeParam::f(9u, strided<const T>{this->results.data(), 3},
                               strided<const T>{this->results.data() + 1, 3},
                               strided<T>{this->results.data() + 2, 3}));
  EXPECT_NO_THROW(TypeParam::f(9u, v, strided<const T>{this->results.data() + 9}, out));
}

template <class T>
void expect_several_outputs() {
  using namespace logbessel;
  const auto& p = points<T>(true);
  const std::size_t n = p.v.size();
  std::vector<T> a(n), b(n), c(n);
  iv_ratio_with_c(n, p.v.data(), p.x.data(), a.data(), b.data());
  for (std::size_t i = 0; i < n; ++i) {
    ASSERT_EQ(bits(a[i]), bits(iv_ratio(p.v[i], p.x[i])));
    ASSERT_EQ(bits(b[i]), bits(iv_ratio_c(p.v[i], p.x[i])));
  }
  log_iv_gradient(std::span<const T>(p.v), std::span<const T>(p.x), std::span<T>(a),
                  std::span<T>(b));
  for (std::size_t i = 0; i < n; ++i) {
    const auto gradient = log_iv_gradient(p.v[i], p.x[i]);
    ASSERT_EQ(bits(a[i]), bits(gradient.dv));
    ASSERT_EQ(bits(b[i]), bits(gradient.dx));
  }
  // In place of both inputs.
  a = p.v;
  b = p.x;
  log_kv_with_gradient(n, a.data(), b.data(), a.data(), b.data(), c.data());
  for (std::size_t i = 0; i < n; ++i) {
    const auto gradient = log_kv_gradient(p.v[i], p.x[i]);
    ASSERT_EQ(bits(a[i]), bits(log_kv(p.v[i], p.x[i])));
    ASSERT_EQ(bits(b[i]), bits(gradient.dv));
    ASSERT_EQ(bits(c[i]), bits(gradient.dx));
  }
  log_kv_gradient(n, p.v.data(), p.x.data(), a.data(), b.data());
  log_iv_with_gradient(n, p.v.data(), p.x.data(), c.data(), a.data(), b.data());
  for (std::size_t i = 0; i < n; ++i) {
    ASSERT_EQ(bits(c[i]), bits(log_iv(p.v[i], p.x[i])));
    ASSERT_EQ(bits(a[i]), bits(log_iv_dv(p.v[i], p.x[i])));
  }
  EXPECT_THROW(log_iv_gradient(n, p.v.data(), p.x.data(), a.data(), a.data()),
               std::invalid_argument);
  EXPECT_THROW(log_iv_with_gradient(9u, p.v.data(), p.x.data(), a.data(), b.data(), b.data() + 1),
               std::invalid_argument);
  EXPECT_THROW(log_kv_gradient(std::span<const T>(p.v), std::span<const T>(p.x), std::span<T>(a),
                               std::span<T>(b).first(5)),
               std::invalid_argument);
}

TEST(SeveralOutputs, AreThoseOfTheScalarFunctions) {
  expect_several_outputs<double>();
  expect_several_outputs<float>();
}

template <class Plan, class F>
void expect_planned(F f) {
  std::vector<double> x;
  for (std::size_t i = 0; i < 5000; ++i) x.push_back(logbessel::parity::point_at<double>(i).x);
  for (const double v :
       {0.0, 0x1p-1074, 1e-5, 0.5, 1.0, 2.9, 5.5, 8.0, 15.5, 100.0, 1023.0, 1e6, 1e160, 1e300, -2.0,
        -2.5, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    const Plan plan(v);
    std::vector<double> xs = x;
    // Beside the zero.
    double below = 1e-300, above = 1e300;
    while (std::nextafter(below, above) < above) {
      const double middle =
          below < above / 4 ? std::sqrt(below) * std::sqrt(above) : below + (above - below) / 2;
      if (middle <= below || middle >= above) break;
      ((f(v, middle) < 0) == (f(v, below) < 0) ? below : above) = middle;
    }
    for (int k = 0; k < 50; ++k)
      xs.push_back(below * (1.0 + std::ldexp(k % 2 ? 1.0 : -1.0, -k - 3)));
    const std::size_t n = xs.size();
    std::vector<double> expected(n), out(n);
    std::vector<float> x_float(xs.begin(), xs.end()), out_float(n);
    for (std::size_t i = 0; i < n; ++i) {
      expected[i] = plan(xs[i]);
      // Both are right to 0.85 ULP, so they are neighbours at most.
      const double other = f(v, xs[i]);
      if (std::isnan(other)) {
        ASSERT_TRUE(std::isnan(expected[i]));
      } else if (other != expected[i]) {
        ASSERT_EQ(std::nextafter(expected[i], other), other) << v << ", " << xs[i];
      }
    }
    for (const auto target : targets) {
      if (!logbessel::is_available(target)) continue;
      f(plan, n, xs.data(), out.data(), batch_options{1, target});
      EXPECT_EQ(first_difference(out, expected), n) << v;
      f(plan, n, x_float.data(), out_float.data(), batch_options{2, target});
      for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(bits(out_float[i]), bits(plan(x_float[i])));
    }
    EXPECT_THROW(f(plan, n, xs.data(), static_cast<double*>(nullptr)), std::invalid_argument);
    EXPECT_THROW(f(plan, 5u, out.data() + 1, out.data()), std::invalid_argument);
  }
}

TEST(Plans, GiveTheirScalarBitsAndAgreeWithTheFunctions) {
  expect_planned<logbessel::log_iv_plan>(log_iv_of());
  expect_planned<logbessel::log_kv_plan>(log_kv_of());
}

// Their bits on every target are compared by float_functions.
TEST(Unary, TakesStridesSpansAndAnyBeginning) {
  using logbessel::expf_accurate;
  std::vector<float> x, expected;
  for (int i = 0; i < 3000; ++i) x.push_back(static_cast<float>(i % 977) * 0.21f - 105.0f);
  x[100] = std::numeric_limits<float>::quiet_NaN();
  x[200] = std::numeric_limits<float>::infinity();
  for (const float each : x) expected.push_back(expf_accurate(each));
  for (const auto target : targets) {
    if (!logbessel::is_available(target)) continue;
    for (std::size_t start = 0; start < 20; ++start) {
      for (const std::size_t n : {start, 200 + 3 * start}) {
        std::vector<float> out(n + 1, 7.0f);
        expf_accurate(n, x.data() + start, out.data(), batch_options{1, target});
        for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(bits(out[i]), bits(expected[start + i])) << i;
        ASSERT_EQ(out[n], 7.0f);
      }
    }
    std::vector<float> gaps(3000, 7.0f);
    expf_accurate(1000u, {x.data(), 2}, {gaps.data(), 3}, batch_options{1, target});
    for (std::size_t i = 0; i < 1000; ++i) {
      ASSERT_EQ(bits(gaps[3 * i]), bits(expected[2 * i]));
      ASSERT_EQ(gaps[3 * i + 1], 7.0f);
    }
    std::vector<float> in_place = x;
    expf_accurate(x.size(), in_place.data(), in_place.data(), batch_options{1, target});
    EXPECT_EQ(first_difference(in_place, expected), x.size());
  }
  std::vector<float> out(x.size());
  expf_accurate(std::span<const float>(x), std::span<float>(out));
  EXPECT_EQ(first_difference(out, expected), x.size());
  const auto throws = [](auto... a) { EXPECT_THROW(expf_accurate(a...), std::invalid_argument); };
  throws(2u, strided<const float>{}, strided<float>(out.data()));
  throws(2u, strided<const float>(x.data()), strided<float>{});
  throws(2u, strided<const float>(x.data()), strided<float>(out.data(), 0));
  throws(9u, strided<const float>(out.data() + 1), strided<float>(out.data()));
  throws(std::span<const float>(x), std::span<float>(out).first(3));
}

#if defined(__SSE2__)
TEST(FloatEnvironment, OfTheCallerDoesNotCount) {
  const double v = 0x1p-1060, x = 0x1p-500;
  const double expected = logbessel::log_iv(v, x);
  double out = 7.0;
  const unsigned before = _mm_getcsr();
  const unsigned flush_and_round_down = 0x1f80u | 0x8040u | 0x2000u;
  _mm_setcsr(flush_and_round_down);
  logbessel::log_iv(1u, &v, &x, &out);
  const unsigned after = _mm_getcsr();
  _mm_setcsr(before);
  EXPECT_EQ(bits(out), bits(expected));
  EXPECT_EQ(after, flush_and_round_down);
}
#endif

}  // namespace
