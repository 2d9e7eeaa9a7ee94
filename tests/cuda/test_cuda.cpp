// The array functions of logbessel::cuda give the bits of the scalar functions on the host: on a device, and, with
// LOGBESSEL_CUDA_ON_HOST, by the same kernels compiled for the host.

#include <logbessel/cuda.hpp>
#include <logbessel/logbessel.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "device.hpp"
#include "function_list.hpp"
#include "parity/points.hpp"

namespace {

using logbessel::strided;
using logbessel::cuda::status;
using logbessel::cuda::testing::device_array;
using logbessel::cuda::testing::require;
using logbessel::parity::bits;

/// The scalar function and the array function of a name as one object.
#define FUNCTION(name)                                    \
  struct name##_of {                                      \
    static constexpr auto text = #name;                   \
    template <class T>                                    \
    T operator()(T v, T x) const {                        \
      return logbessel::name(v, x);                       \
    }                                                     \
    template <class... A>                                 \
    status operator()(std::size_t n, A... a) const {      \
      return logbessel::cuda::name(n, a...);              \
    }                                                     \
  };
LOGBESSEL_BATCH_FUNCTIONS_OF_ONE_OUTPUT(FUNCTION)

template <class T>
struct points {
  std::vector<T> v, x;

  void add(T order, T argument) {
    v.push_back(order);
    x.push_back(argument);
  }
  std::size_t size() const { return v.size(); }
};

/// Enough points for tiles that are sorted, the last one not full.
constexpr std::size_t many = (std::size_t{1} << 18) + 5 * 4096 + 11;

/// The points of the parity tests, those beside the zeros of log I and log K among them, and some orders below zero.
template <class T>
const points<T>& all_points() {
  static const points<T> all = [] {
    points<T> p;
    const auto k = logbessel::parity::points_of<T>(log_kv_of());
    const auto i = logbessel::parity::points_of<T>(log_iv_of());
    while (p.size() < many) {
      for (std::size_t j = 0; j < k.size(); ++j) p.add(j % 17 == 3 ? -k[j].v : k[j].v, k[j].x);
      for (std::size_t j = 200'000; j < i.size(); ++j) p.add(i[j].v, i[j].x);
    }
    p.v.resize(many);
    p.x.resize(many);
    return p;
  }();
  return all;
}

template <class T, class F>
struct Case {
  using type = T;
  static constexpr F f{};
};

template <class C>
class Cuda : public testing::Test {
 protected:
  using number = typename C::type;

  static number expected(number v, number x) { return C::f(v, x); }

  static void expect_bits(const points<number>& p, const std::vector<number>& results,
                          const char* how) {
    ASSERT_EQ(results.size(), p.size());
    for (std::size_t i = 0; i < p.size(); ++i) {
      const number scalar = expected(p.v[i], p.x[i]);
      ASSERT_EQ(bits(results[i]), bits(scalar))
          << C::f.text << " " << how << ", element " << i << ": " << p.v[i] << ", " << p.x[i]
          << " gives " << results[i] << ", the scalar function " << scalar;
    }
  }

  static std::vector<number> evaluate(const points<number>& p) {
    const device_array<number> v(p.v), x(p.x), out(p.size(), number(7));
    require(C::f(p.size(), strided<const number>(v.data()), strided<const number>(x.data()),
                 strided<number>(out.data())));
    return out.to_host();
  }
};

#define CASES(name) , Case<double, name##_of>, Case<float, name##_of>
template <class First, class... Others>
using without_first = testing::Types<Others...>;
using Cases = without_first<void LOGBESSEL_BATCH_FUNCTIONS_OF_ONE_OUTPUT(CASES)>;
TYPED_TEST_SUITE(Cuda, Cases);

TYPED_TEST(Cuda, GivesTheScalarBitsOfSortedTiles) {
  const auto& p = all_points<typename TypeParam::type>();
  this->expect_bits(p, this->evaluate(p), "sorted");
}

TYPED_TEST(Cuda, GivesTheScalarBitsOfFewPoints) {
  using T = typename TypeParam::type;
  const auto& all = all_points<T>();
  for (const std::size_t n : {1, 31, 256, 257, 4096, 10'007}) {
    points<T> p;
    for (std::size_t i = 0; i < n; ++i) p.add(all.v[7 * i], all.x[7 * i]);
    this->expect_bits(p, this->evaluate(p), "unsorted");
  }
}

TYPED_TEST(Cuda, GivesTheScalarBitsWhereNoKernelServes) {
  using T = typename TypeParam::type;
  points<T> p;
  for (std::size_t i = 0; i < many; ++i) {
    const T step = static_cast<T>(i % 1000);
    p.add(-T(0.75) - step / 64, T(1) + step / 128);
  }
  this->expect_bits(p, this->evaluate(p), "for orders below zero");
}

TYPED_TEST(Cuda, GivesTheScalarBitsBesideTheZeros) {
  using T = typename TypeParam::type;
  const auto& all = all_points<T>();
  points<T> p;
  for (std::size_t i = 0; i < many; ++i) {
    const std::size_t j = 200'000 + i % 20'000;
    p.add(all.v[j], all.x[j]);
  }
  this->expect_bits(p, this->evaluate(p), "beside the zeros");
}

TYPED_TEST(Cuda, WorksInPlace) {
  using T = typename TypeParam::type;
  const auto& p = all_points<T>();
  const device_array<T> v(p.v), x(p.x), x_too(p.x);
  require(TypeParam::f(p.size(), strided<const T>(v.data()), strided<const T>(x.data()),
                       strided<T>(x.data())));
  this->expect_bits(p, x.to_host(), "in place of x");
  require(TypeParam::f(p.size(), strided<const T>(v.data()), strided<const T>(x_too.data()),
                       strided<T>(v.data())));
  this->expect_bits(p, v.to_host(), "in place of v");
}

TYPED_TEST(Cuda, RepeatsAnInputOfStrideZeroAndLeavesTheGapsOfTheOutput) {
  using T = typename TypeParam::type;
  const auto& p = all_points<T>();
  const std::size_t n = 20'000;
  const T order = T(12.5);
  const device_array<T> v(std::vector<T>{order}), x(p.x), out(3 * n, T(7));
  require(TypeParam::f(n, strided<const T>(v.data(), 0), strided<const T>(x.data(), 2),
                       strided<T>(out.data(), 3)));
  const std::vector<T> results = out.to_host();
  for (std::size_t i = 0; i < n; ++i) {
    ASSERT_EQ(bits(results[3 * i]), bits(TypeParam::f(order, p.x[2 * i]))) << i;
    ASSERT_EQ(results[3 * i + 1], T(7));
    ASSERT_EQ(results[3 * i + 2], T(7));
  }
}

TYPED_TEST(Cuda, NamesTheArgumentThatIsWrong) {
  using T = typename TypeParam::type;
  const device_array<T> a(20, T(3)), b(20, T(5)), c(20, T(7));
  const strided<const T> v(a.data()), x(b.data());
  const strided<T> out(c.data());
  const auto expect = [](const char* argument, auto... arguments) {
    const status s = TypeParam::f(arguments...);
    EXPECT_EQ(s, cudaErrorInvalidValue);
    EXPECT_STREQ(s.argument, argument);
  };
  const std::size_t n = 9;
  expect("n", static_cast<std::size_t>(-5), v, x, out);
  expect("v", n, strided<const T>(), x, out);
  expect("x", n, v, strided<const T>(), out);
  expect("out", n, v, x, strided<T>());
  expect("v", n, strided<const T>(v.data, -1), x, out);
  expect("x", n, v, strided<const T>(x.data, -1), out);
  expect("out", n, v, x, strided<T>(out.data, -1));
  expect("out", n, v, x, strided<T>(out.data, 0));
  expect("out", n, strided<const T>(c.data() + 1), x, out);
  expect("out", n, v, strided<const T>(c.data(), 2), out);
  EXPECT_EQ(TypeParam::f(std::size_t{0}, strided<const T>(), strided<const T>(), strided<T>()),
            cudaSuccess);
  for (const T untouched : c.to_host()) EXPECT_EQ(untouched, T(7));
}

template <class T>
void expect_bits_of(const std::vector<T>& results, const points<T>& p, T (*f)(T, T)) {
  for (std::size_t i = 0; i < p.size(); ++i)
    ASSERT_EQ(bits(results[i]), bits(f(p.v[i], p.x[i]))) << p.v[i] << ", " << p.x[i];
}

template <class T>
void expect_functions_of_several_outputs() {
  namespace lb = logbessel;
  const points<T>& p = all_points<T>();
  const std::size_t n = p.size();
  const device_array<T> v(p.v), x(p.x), a(n, T(7)), b(n, T(7)), c(n, T(7));
  const strided<const T> vs(v.data()), xs(x.data());
  const strided<T> as(a.data()), bs(b.data()), cs(c.data());

  require(lb::cuda::iv_ratio_with_c(n, vs, xs, as, bs));
  expect_bits_of<T>(a.to_host(), p, lb::iv_ratio);
  expect_bits_of<T>(b.to_host(), p, lb::iv_ratio_c);

  require(lb::cuda::log_iv_gradient(n, vs, xs, as, bs));
  expect_bits_of<T>(a.to_host(), p, lb::log_iv_dv);
  expect_bits_of<T>(b.to_host(), p, lb::log_iv_dx);
  require(lb::cuda::log_kv_gradient(n, vs, xs, as, bs));
  expect_bits_of<T>(a.to_host(), p, lb::log_kv_dv);
  expect_bits_of<T>(b.to_host(), p, lb::log_kv_dx);

  require(lb::cuda::log_iv_with_gradient(n, vs, xs, as, bs, cs));
  expect_bits_of<T>(a.to_host(), p, lb::log_iv);
  expect_bits_of<T>(b.to_host(), p, lb::log_iv_dv);
  expect_bits_of<T>(c.to_host(), p, lb::log_iv_dx);
  require(lb::cuda::log_kv_with_gradient(n, vs, xs, as, bs, cs));
  expect_bits_of<T>(a.to_host(), p, lb::log_kv);
  expect_bits_of<T>(b.to_host(), p, lb::log_kv_dv);
  expect_bits_of<T>(c.to_host(), p, lb::log_kv_dx);

  // The ratio may take the place of an input; a gradient, which reads its inputs twice, may not.
  require(lb::cuda::iv_ratio_with_c(n, vs, xs, strided<T>(v.data()), strided<T>(x.data())));
  expect_bits_of<T>(v.to_host(), p, lb::iv_ratio);
  expect_bits_of<T>(x.to_host(), p, lb::iv_ratio_c);
  EXPECT_STREQ(lb::cuda::log_iv_gradient(n, vs, xs, strided<T>(v.data()), bs).argument, "dv");
  EXPECT_STREQ(lb::cuda::log_iv_gradient(n, vs, xs, as, strided<T>(x.data())).argument, "dx");
  EXPECT_STREQ(lb::cuda::log_kv_with_gradient(n, vs, xs, as, bs, bs).argument, "dx");
  EXPECT_STREQ(lb::cuda::iv_ratio_with_c(n, vs, xs, as, as).argument, "complement");
}

TEST(CudaSeveralOutputs, GiveTheScalarBits) {
  expect_functions_of_several_outputs<double>();
  expect_functions_of_several_outputs<float>();
}

template <class T, class Plan>
void expect_plan(status (*evaluate)(const Plan&, std::size_t, strided<const T>, strided<T>,
                                    cudaStream_t)) {
  const points<T>& p = all_points<T>();
  for (const double v : {0.0, 0.5, 2.5, 7.75, 31.0, 1023.0, 1e6, 1e200, -1.5}) {
    const Plan plan(v);
    const device_array<T> x(p.x), out(p.size(), T(7));
    require(evaluate(plan, p.size(), x.data(), out.data(), nullptr));
    const std::vector<T> results = out.to_host();
    for (std::size_t i = 0; i < p.size(); ++i)
      ASSERT_EQ(bits(results[i]), bits(plan(p.x[i]))) << v << ", " << p.x[i];
  }
  const device_array<T> x(20, T(1));
  const status s = evaluate(Plan(2.0), 9, x.data(), strided<T>(), nullptr);
  EXPECT_EQ(s, cudaErrorInvalidValue);
  EXPECT_STREQ(s.argument, "out");
}

TEST(CudaPlans, GiveTheBitsOfThePlan) {
  expect_plan<double, logbessel::log_iv_plan>(logbessel::cuda::log_iv);
  expect_plan<float, logbessel::log_iv_plan>(logbessel::cuda::log_iv);
  expect_plan<double, logbessel::log_kv_plan>(logbessel::cuda::log_kv);
  expect_plan<float, logbessel::log_kv_plan>(logbessel::cuda::log_kv);
}

TEST(CudaStatus, SaysWhichArgument) {
  EXPECT_EQ(to_string(status{cudaErrorInvalidValue, "x"}), "x: invalid argument");
  EXPECT_EQ(to_string(status{}), "no error");
}

#if !defined(LOGBESSEL_CUDA_ON_HOST)
TEST(CudaStream, MustBelongToTheCurrentDevice) {
  int devices = 0;
  require(cudaGetDeviceCount(&devices));
  if (devices < 2) GTEST_SKIP() << "one device";
  cudaStream_t other;
  require(cudaSetDevice(1));
  require(cudaStreamCreate(&other));
  require(cudaSetDevice(0));
  const device_array<double> a(9, 1.0), b(9, 7.0);
  const status s = logbessel::cuda::log_iv(9, a.data(), a.data(), b.data(), other);
  EXPECT_EQ(s, cudaErrorInvalidResourceHandle);
  EXPECT_STREQ(s.argument, "stream");
  require(cudaStreamDestroy(other));
}
#endif

}  // namespace

int main(int argc, char** argv) {
  return logbessel::cuda::testing::run_all_tests(argc, argv, [] {
    const double one = 1;
    double out = 0;
    return logbessel::cuda::log_iv(1, &one, &one, &out);
  });
}
