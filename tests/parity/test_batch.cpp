#include <logbessel/batch.hpp>
#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "points.hpp"

namespace {

using logbessel::batch_options;
using logbessel::instruction_set;
using logbessel::strided;
using logbessel::parity::bits;

/// Overloads as one object.
struct log_iv_of {
  template <class... A>
  auto operator()(A... a) const {
    return logbessel::log_iv(a...);
  }
};
struct log_kv_of {
  template <class... A>
  auto operator()(A... a) const {
    return logbessel::log_kv(a...);
  }
};

template <class T>
std::vector<std::uint64_t> all_bits(const std::vector<T>& y) {
  std::vector<std::uint64_t> b;
  for (T e : y) b.push_back(bits(e));
  return b;
}

template <class T, class F>
class Case {
 public:
  using type = T;
  static constexpr F f{};
};

template <class C>
class Batch : public testing::Test {
 protected:
  using number = typename C::type;

  static void SetUpTestSuite() {
    for (const auto& p : logbessel::parity::points_of<number>(C::f)) {
      v.push_back(p.v);
      x.push_back(p.x);
      expected.push_back(C::f(p.v, p.x));
    }
    // Not a multiple of the block that a thread takes.
    v.resize(v.size() / 1000 * 1000 + 11, number(1));
    x.resize(v.size(), number(1));
    expected.resize(v.size(), C::f(number(1), number(1)));
  }

  inline static std::vector<number> v, x, expected;
  std::vector<number> out = std::vector<number>(v.size());
};

using Cases = testing::Types<Case<double, log_iv_of>, Case<float, log_iv_of>,
                             Case<double, log_kv_of>, Case<float, log_kv_of>>;
TYPED_TEST_SUITE(Batch, Cases);

TYPED_TEST(Batch, GivesTheScalarBitsOnEveryTargetAndThreadCount) {
  for (const auto target :
       {instruction_set::best, instruction_set::baseline, instruction_set::avx2}) {
    if (!logbessel::is_available(target)) continue;
    for (const unsigned threads : {0u, 1u, 3u}) {
      std::fill(this->out.begin(), this->out.end(), typename TestFixture::number(7));
      TypeParam::f(this->v.size(), this->v.data(), this->x.data(), this->out.data(),
                   batch_options{threads, target});
      EXPECT_EQ(all_bits(this->out), all_bits(this->expected))
          << "target " << static_cast<int>(target) << ", threads " << threads;
    }
  }
}

TYPED_TEST(Batch, WorksInPlace) {
  this->out = this->x;
  TypeParam::f(this->v.size(), this->v.data(), this->out.data(), this->out.data());
  EXPECT_EQ(all_bits(this->out), all_bits(this->expected));
}

TYPED_TEST(Batch, RepeatsAnInputOfStrideZeroAndLeavesTheGapsOfTheOutput) {
  using T = typename TestFixture::number;
  const T order = T(12.5);
  const std::size_t n = this->x.size() / 3;
  TypeParam::f(n, strided<const T>{&order, 0}, strided<const T>{this->x.data(), 2},
               strided<T>{this->out.data(), 3});
  for (std::size_t i = 0; i < n; ++i) {
    ASSERT_EQ(bits(this->out[3 * i]), bits(TypeParam::f(order, this->x[2 * i]))) << i;
    ASSERT_EQ(this->out[3 * i + 1], T(0));
  }
}

TYPED_TEST(Batch, RejectsMisuse) {
  using T = typename TestFixture::number;
  const strided<const T> orders = this->v.data(), arguments = this->x.data();
  const strided<T> results = this->out.data();
  EXPECT_THROW(TypeParam::f(2u, strided<const T>{}, arguments, results), std::invalid_argument);
  EXPECT_THROW(TypeParam::f(2u, orders, strided<const T>{}, results), std::invalid_argument);
  EXPECT_THROW(TypeParam::f(2u, orders, arguments, strided<T>{}), std::invalid_argument);
  EXPECT_THROW(TypeParam::f(2u, strided<const T>{orders.data, -1}, arguments, results),
               std::invalid_argument);
  EXPECT_THROW(TypeParam::f(2u, orders, arguments, strided<T>{results.data, 0}),
               std::invalid_argument);
  EXPECT_THROW(TypeParam::f(2u, orders, arguments, results,
                            batch_options{0, static_cast<instruction_set>(99)}),
               std::invalid_argument);
  EXPECT_NO_THROW(TypeParam::f(0u, strided<const T>{}, strided<const T>{}, strided<T>{}));
}

}  // namespace
