/// @file
/// The other libraries are called as meant, and the published method is what its paper describes.
#include <logbessel/iv_ratio.hpp>
#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>

#include <gtest/gtest.h>
#include <peers/peers.hpp>
#include <peers/published_method.hpp>
#include <reference/oracle.hpp>

#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace logbessel::peers {
namespace {

std::string message_of(const std::string& name, const std::string& python) {
  try {
    open(name, python);
  } catch (const std::exception& error) {
    return error.what();
  }
  return "";
}

class Peer : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    try {
      peer_ = open(GetParam());
    } catch (const std::runtime_error& error) {
      GTEST_SKIP() << error.what();
    }
  }
  std::unique_ptr<peer> peer_;
};

TEST_P(Peer, AgreesWithTheLibraryAtEasyPoints) {
  // Far from the zeros of the logarithms, and where no function overflows.
  const std::vector<double> v = {20.0, 25.5, 40.0};
  const std::vector<double> x = {35.0, 18.0, 0.5};
  const std::vector<double> log_i = peer_->values("log_iv", v, x);
  const std::vector<double> log_k = peer_->values("log_kv", v, x);
  for (std::size_t i = 0; i < v.size(); ++i) {
    EXPECT_NEAR(log_i[i] / log_iv(v[i], x[i]), 1.0, 1e-13) << v[i] << ' ' << x[i];
    EXPECT_NEAR(log_k[i] / log_kv(v[i], x[i]), 1.0, 1e-13) << v[i] << ' ' << x[i];
  }
  if (!peer_->has("iv_ratio")) return;
  const std::vector<double> ratio = peer_->values("iv_ratio", v, x);
  for (std::size_t i = 0; i < v.size(); ++i) {
    EXPECT_NEAR(ratio[i] / iv_ratio(v[i], x[i]), 1.0, 1e-12) << v[i] << ' ' << x[i];
  }
}

TEST_P(Peer, HasANameAndADescription) {
  EXPECT_EQ(peer_->name(), GetParam());
  EXPECT_FALSE(peer_->description().empty());
}

TEST_P(Peer, ThrowsNothingWhereItsLibraryDoes) {
  // Orders and arguments of a von Mises-Fisher density, an order out of the range of int, and no number.
  const std::vector<double> v = {1023.0, 16383.0, 1e12, std::nan(""), -0.5};
  const std::vector<double> x = {1e4, 3.0, 1e-3, 1.0, 2.0};
  EXPECT_TRUE(std::isnan(peer_->values("log_iv", v, x).at(3)));
  EXPECT_TRUE(std::isnan(peer_->values("log_kv", v, x).at(3)));
}

TEST_P(Peer, RefusesMisuse) {
  const std::vector<double> two = {1.0, 2.0};
  const std::vector<double> one = {1.0};
  EXPECT_FALSE(peer_->has("log_jv"));
  EXPECT_THROW(peer_->values("log_jv", one, one), std::invalid_argument);
  EXPECT_THROW(peer_->values("log_iv", two, one), std::invalid_argument);
}

TEST_P(Peer, AnswersThreadsAtOnce) {
  std::vector<double> v(500);
  std::vector<double> x(v.size());
  for (std::size_t i = 0; i < v.size(); ++i) {
    v[i] = 0.1 * static_cast<double>(i % 20);
    x[i] = 1.0 + 0.01 * static_cast<double>(i);
  }
  const std::vector<double> alone = peer_->values("log_iv", v, x);
  std::vector<std::vector<double>> together(4);
  std::vector<std::thread> threads;
  for (std::vector<double>& results : together) {
    threads.emplace_back([&] { results = peer_->values("log_iv", v, x); });
  }
  for (std::thread& each : threads) each.join();
  for (const std::vector<double>& results : together) EXPECT_EQ(results, alone);
}

INSTANTIATE_TEST_SUITE_P(All, Peer, testing::ValuesIn(names()), [](const auto& at) {
  return at.param == "libstdc++" ? "libstdcxx" : at.param;
});

TEST(Peers, UnknownNamesAndMissingPythons) {
  EXPECT_EQ(message_of("nag", ""), "no peer nag");
  EXPECT_EQ(message_of("scipy", "/nowhere/python"), "/nowhere/python: No such file or directory");
  EXPECT_EQ(message_of("scipy", "true"), "true: the SciPy process ended early");
  EXPECT_EQ(message_of("scipy", "echo").rfind("echo: not a reply of scipy_process.py", 0), 0U);
}

TEST(PublishedMethod, ChoosesByItsTable) {
  using enum published::region;
  const auto table = [](double v, double x) {
    using std::log;
    if ((x > 1400 && v < 3.05) || (0.6229 * log(x) - 3.2318 > log(v) && v > 3.1)) return mu_3;
    if ((x > 30 && v < 15.3919) || (0.5113 * log(x) + 0.7939 > log(v) && x > 59.6925)) return mu_20;
    if ((x > 274.2377 && v > 0.3) || v > 163.6993) return u_4;
    if ((x > 84.4153 && v > 0.46) || v > 56.9971) return u_6;
    if ((x > 35.9074 && v > 0.6) || v > 20.1534) return u_9;
    if ((x > 19.6931 && v > 0.7) || v > 12.6964) return u_13;
    return fallback;
  };
  for (double v = 1e-3; v < 1e5; v *= 1.02) {
    for (double x = 1e-3; x < 1e8; x *= 1.02) {
      ASSERT_EQ(published::region_of(v, x), table(v, x)) << v << ' ' << x;
    }
  }
}

double error_of(const reference::real& exact, double value) {
  const reference::precision_scope scope(160);
  return abs(reference::real(value) - exact).to_double();
}

double error_of_log_iv(double v, double x) {
  return error_of(reference::log_iv(v, x), published::log_iv(v, x));
}

double error_of_log_kv(double v, double x) {
  return error_of(reference::log_kv(v, x), published::log_kv(v, x));
}

/// What another program for the same table showed: the integral's 600 intervals, beta = 16/(2v + 1) and the rule for
/// the regions leave these errors, and others would leave different ones.
TEST(PublishedMethod, HasItsKnownErrors) {
  for (double x = 0.1; x < 19.0; x *= 1.2) {
    EXPECT_GT(error_of_log_kv(0.0, x), 3.5e-10) << x;
    EXPECT_LT(error_of_log_kv(0.0, x), 6.5e-10) << x;
  }
  EXPECT_NEAR(error_of_log_kv(0.25, 0.16), 1.1e-10, 1e-11);
  EXPECT_NEAR(error_of_log_kv(0.5, 3.0), 1.7e-11, 1e-12);
  EXPECT_NEAR(error_of_log_kv(1.0, 0.1), 3.1e-11, 2e-12);
  EXPECT_NEAR(error_of_log_kv(12.0, 1e-3), 9.4e-11, 5e-12);
  // Where mu_20 and mu_3 begin.
  EXPECT_NEAR(error_of_log_iv(41.0, 301.99), 8.5e-11, 1e-11);
  EXPECT_NEAR(error_of_log_iv(92.0, 1480.0), 8e-10, 1e-10);
  EXPECT_NEAR(error_of_log_iv(45.0, 8.1e4), 1e-9, 1e-10);
  EXPECT_NEAR(error_of_log_iv(2425.0, 4.9e7), 5.6e-7, 5e-8);
  // The 41 terms suffice at the far end of the series.
  EXPECT_LT(error_of_log_iv(0.2, 29.9), 1e-13);
  EXPECT_LT(error_of_log_iv(12.6, 19.6), 1e-13);
}

}  // namespace
}  // namespace logbessel::peers
