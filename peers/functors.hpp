/// @file
/// One call of each library, as stateless functors. Where it has no logarithm or scaled function of its own, the
/// logarithm of its function is taken. They may throw what the library throws.
#pragma once

#include <boost/math/special_functions/bessel.hpp>
#include <gsl/gsl_sf_bessel.h>
#include <peers/published_method.hpp>

#include <cmath>

namespace logbessel::peers {

/// Infinities and NaN in place of exceptions, which cost time; all else is Boost's default, evaluation in long double
/// included.
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
struct boost_iv_ratio {
  double operator()(double v, double x) const {
    return boost::math::cyl_bessel_i(v, x, quiet()) /
           boost::math::cyl_bessel_i(v - 1.0, x, quiet());
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
/// NaN where the order v - 1 is negative, which GSL lacks.
struct gsl_iv_ratio {
  double operator()(double v, double x) const {
    return gsl_sf_bessel_Inu_scaled(v, x) / gsl_sf_bessel_Inu_scaled(v - 1.0, x);
  }
};

struct libstdcxx_log_iv {
  double operator()(double v, double x) const { return std::log(std::cyl_bessel_i(v, x)); }
};
struct libstdcxx_log_kv {
  double operator()(double v, double x) const { return std::log(std::cyl_bessel_k(v, x)); }
};

struct published_log_iv {
  double operator()(double v, double x) const { return published::log_iv(v, x); }
};
struct published_log_kv {
  double operator()(double v, double x) const { return published::log_kv(v, x); }
};

}  // namespace logbessel::peers
