#include "competitors.hpp"

#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>

#include <benchmark/benchmark.h>
#include <boost/math/special_functions/bessel.hpp>
#include <boost/version.hpp>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_bessel.h>
#include <gsl/gsl_version.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <utility>

#include "published_method.hpp"

namespace logbessel::bench {
namespace {

template <class T>
class arrays : public workload {
 public:
  explicit arrays(const std::vector<point>& points) : out_(points.size()) {
    for (const point& p : points) {
      v_.push_back(static_cast<T>(p.v));
      x_.push_back(static_cast<T>(p.x));
    }
  }
  point input(std::size_t i) const override { return {v_[i], x_[i]}; }
  double output(std::size_t i) const override { return out_[i]; }

 protected:
  std::vector<T> v_;
  std::vector<T> x_;
  std::vector<T> out_;
};

/// Calls that may overlap.
template <class T, class F>
class throughput : public arrays<T> {
 public:
  using arrays<T>::arrays;
  void run(std::size_t count) override {
    const F f{};
    for (std::size_t i = 0; i < count; ++i) this->out_[i] = f(this->v_[i], this->x_[i]);
    benchmark::DoNotOptimize(this->out_.data());
    benchmark::ClobberMemory();
  }
};

/// Calls that wait for each other: both arguments take in the bits of the result before, masked by a zero that the
/// compiler does not know.
template <class F>
class latency : public arrays<double> {
 public:
  using arrays<double>::arrays;
  void run(std::size_t count) override {
    const F f{};
    std::uint64_t zero = 0;
    benchmark::DoNotOptimize(zero);
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto chained = [&](double a) {
        return std::bit_cast<double>(std::bit_cast<std::uint64_t>(a) | before);
      };
      this->out_[i] = f(chained(this->v_[i]), chained(this->x_[i]));
      before = std::bit_cast<std::uint64_t>(this->out_[i]) & zero;
    }
    benchmark::DoNotOptimize(this->out_.data());
    benchmark::ClobberMemory();
  }
};

template <class LogI, class LogK>
competitor make(std::string name, std::string description, bool is_float = false) {
  return {std::move(name), std::move(description), is_float,
          [](function f, const std::vector<point>& points) -> std::unique_ptr<workload> {
            if (f == function::log_iv) return std::make_unique<LogI>(points);
            return std::make_unique<LogK>(points);
          }};
}

struct own_log_iv {
  template <class T>
  T operator()(T v, T x) const {
    return log_iv(v, x);
  }
};
struct own_log_kv {
  template <class T>
  T operator()(T v, T x) const {
    return log_kv(v, x);
  }
};

struct published_log_iv {
  double operator()(double v, double x) const { return published::log_iv(v, x); }
};
struct published_log_kv {
  double operator()(double v, double x) const { return published::log_kv(v, x); }
};

/// Infinities and NaN in place of exceptions; all else is Boost's default.
using quiet = boost::math::policies::policy<
    boost::math::policies::domain_error<boost::math::policies::ignore_error>,
    boost::math::policies::pole_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;

struct boost_log_iv {
  double operator()(double v, double x) const {
    return std::log(boost::math::cyl_bessel_i(v, x, quiet()));
  }
};
struct boost_log_kv {
  double operator()(double v, double x) const {
    return std::log(boost::math::cyl_bessel_k(v, x, quiet()));
  }
};

struct gsl_log_iv {
  double operator()(double v, double x) const {
    return std::log(gsl_sf_bessel_Inu_scaled(v, x)) + x;
  }
};
struct gsl_log_kv {
  double operator()(double v, double x) const { return gsl_sf_bessel_lnKnu(v, x); }
};

/// libstdc++ throws where it does not converge.
template <class F>
double log_or_nan(F f) {
  try {
    return std::log(f());
  } catch (const std::runtime_error&) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

struct standard_log_iv {
  double operator()(double v, double x) const {
    return log_or_nan([=] { return std::cyl_bessel_i(v, x); });
  }
};
struct standard_log_kv {
  double operator()(double v, double x) const {
    return log_or_nan([=] { return std::cyl_bessel_k(v, x); });
  }
};

}  // namespace

std::vector<competitor> competitors() {
  gsl_set_error_handler_off();
  return {
      make<throughput<double, own_log_iv>, throughput<double, own_log_kv>>("logbessel",
                                                                           "this library, double"),
      make<latency<own_log_iv>, latency<own_log_kv>>(
          "latency", "this library, double, each call waiting for the result of the one before"),
      make<throughput<float, own_log_iv>, throughput<float, own_log_kv>>(
          "float", "this library, float", true),
      make<throughput<double, published_log_iv>, throughput<double, published_log_kv>>(
          "published",
          "the method of Plesner, Sorensen and Hauberg (2024), bench/published_method.hpp"),
      make<throughput<double, boost_log_iv>, throughput<double, boost_log_kv>>(
          "boost", "log of cyl_bessel_i, cyl_bessel_k of Boost.Math " BOOST_LIB_VERSION),
      make<throughput<double, gsl_log_iv>, throughput<double, gsl_log_kv>>(
          "gsl", "log of bessel_Inu_scaled, plus x; bessel_lnKnu of GSL " GSL_VERSION),
      make<throughput<double, standard_log_iv>, throughput<double, standard_log_kv>>(
          "libstdc++", "log of std::cyl_bessel_i, std::cyl_bessel_k"),
  };
}

}  // namespace logbessel::bench
