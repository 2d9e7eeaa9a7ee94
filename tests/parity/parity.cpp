// Prints one hash for each function over a fixed set of points. However the headers are compiled,
// the output is the same.

#include <logbessel/exp_f32.hpp>
#include <logbessel/iv_ratio.hpp>
#include <logbessel/kv_ratio.hpp>
#include <logbessel/log_iv.hpp>
#include <logbessel/log_iv_derivatives.hpp>
#include <logbessel/log_ive.hpp>
#include <logbessel/log_kv.hpp>
#include <logbessel/log_kv_derivatives.hpp>
#include <logbessel/log_kve.hpp>
#include <logbessel/plan.hpp>
#include <logbessel/vmf_divergence.hpp>
#include <logbessel/vmf_marginal.hpp>
#include <logbessel/vmf_statistics.hpp>

#include <cinttypes>
#include <cstddef>
#include <cstdio>

#include "points.hpp"

namespace {

using logbessel::parity::bits;

/// Over every `stride`-th point; some functions are slow where there is no fused multiply-add.
template <class T, class F>
void print_hash(const char* name, F f, std::size_t stride = 1) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  const auto points = logbessel::parity::points_of<T>(f);
  std::size_t count = 0;
  for (std::size_t i = 0; i < points.size(); i += stride, ++count) {
    hash = (hash ^ bits(f(points[i].v, points[i].x))) * 0x100000001b3u;
  }
  std::printf("%s, %zu points: %016" PRIx64 "\n", name, count, hash);
}

/// Forty orders up to 2^6, each with two hundred arguments.
template <class Plan>
void print_plan_hash(const char* name) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (std::size_t i = 0; i < 40; ++i) {
    const Plan plan(static_cast<double>(i * i % 61) + 0.5 * static_cast<double>(i % 3));
    for (std::size_t k = 0; k < 200; ++k) {
      const double x = logbessel::parity::point_at<double>(200 * i + k).x;
      hash = (hash ^ bits(plan(x))) * 0x100000001b3u;
    }
  }
  std::printf("%s: %016" PRIx64 "\n", name, hash);
}

/// Points on spheres, in double and float, their derivatives by kappa, the tails at them, divergences, and their statistics.
void print_vmf_hash() {
  std::uint64_t hash = 0xcbf29ce484222325u;
  const auto add = [&hash](double y) { hash = (hash ^ bits(y)) * 0x100000001b3u; };
  for (const std::size_t dim : {2U, 3U, 10U, 101U}) {
    const double d = static_cast<double>(dim);
    std::vector<double> mu(dim, logbessel::detail::sqrt(1.0 / d));
    mu[0] = -mu[0];
    const logbessel::strided<const double> at_mu(mu.data());
    std::vector<double> x(dim), dx(dim);
    std::vector<float> y(dim);
    for (const double kappa : {0.0, 0.5, 40.0, 1e7, 1e300}) {
      const logbessel::vmf_marginal_sampler sampler(d, kappa);
      const logbessel::vmf_marginal marginal(d, kappa);
      logbessel::vmf_statistics statistics(dim, logbessel::vmf_rows::normalise);
      for (std::uint64_t i = 0; i < 40; ++i) {
        const logbessel::vmf_cosine at = logbessel::vmf_sample_point(
            sampler, at_mu, dim, 7, i, logbessel::strided<double>(x.data()),
            logbessel::strided<double>(dx.data()));
        logbessel::vmf_sample_point(sampler, at_mu, dim, 7, i, logbessel::strided<float>(y.data()));
        for (const double t : {at.t, at.c, at.sine, marginal(at.c).below}) add(t);
        for (std::size_t j = 0; j < dim; ++j) {
          add(x[j]);
          add(dx[j]);
          add(static_cast<double>(y[j]));
        }
        add(logbessel::vmf_kl(d, kappa, 3.0 * at.c, at.c));
        add(logbessel::vmf_renyi(d, kappa, d + at.t, at.c, 0.5));
        const double weight = 1.0 + static_cast<double>(i) / 7.0;
        statistics.add(x.data(), dim, weight);
        statistics.add(y.data(), dim);
        for (double& each : x) each *= weight;
        statistics.add(x.data(), dim, 1.0 / weight);
      }
      add(statistics.total_weight());
      add(statistics.resultant_length());
      add(statistics.resultant_length_c());
      for (const double m : statistics.mean_direction()) add(m);
    }
  }
  std::printf("vmf: %016" PRIx64 "\n", hash);
}

/// Every 99 991st float.
template <class F>
void print_unary_hash(const char* name, F f) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (std::uint64_t b = 0; b < std::uint64_t{1} << 32; b += 99'991) {
    const float x = logbessel::detail::float32::from_bits(static_cast<std::uint32_t>(b));
    hash = (hash ^ bits(f(x))) * 0x100000001b3u;
  }
  std::printf("%s: %016" PRIx64 "\n", name, hash);
}

}  // namespace

int main() {
  print_unary_hash("expf_1ulp", [](float x) { return logbessel::expf_1ulp(x); });
  print_unary_hash("expf_accurate", [](float x) { return logbessel::expf_accurate(x); });
  print_unary_hash("expf_cr", [](float x) { return logbessel::expf_cr(x); });
  print_unary_hash("expf_fast", [](float x) { return logbessel::expf_fast(x); });
  print_unary_hash("exp2f_1ulp", [](float x) { return logbessel::exp2f_1ulp(x); });
  print_hash<double>("log_iv double", [](double v, double x) { return logbessel::log_iv(v, x); });
  print_hash<float>("log_iv float", [](float v, float x) { return logbessel::log_iv(v, x); });
  print_hash<double>("log_kv double", [](double v, double x) { return logbessel::log_kv(v, x); });
  print_hash<float>("log_kv float", [](float v, float x) { return logbessel::log_kv(v, x); });
  print_hash<double>("log_ive double", [](double v, double x) { return logbessel::log_ive(v, x); });
  print_hash<float>("log_ive float", [](float v, float x) { return logbessel::log_ive(v, x); });
  print_hash<double>("log_kve double", [](double v, double x) { return logbessel::log_kve(v, x); });
  print_hash<float>("log_kve float", [](float v, float x) { return logbessel::log_kve(v, x); });
  print_hash<double>("log_iv of negative order, double",
                     [](double v, double x) { return logbessel::log_iv(-v, x); });
  print_hash<float>("log_iv of negative order, float",
                    [](float v, float x) { return logbessel::log_iv(-v, x); });
  print_hash<double>("log_ive of negative order, double",
                     [](double v, double x) { return logbessel::log_ive(-v, x); });
  print_hash<double>("iv_sign double",
                     [](double v, double x) { return logbessel::iv_sign(-v, x); });
  print_hash<double>("iv_ratio double",
                     [](double v, double x) { return logbessel::iv_ratio(v, x); });
  print_hash<float>("iv_ratio float", [](float v, float x) { return logbessel::iv_ratio(v, x); });
  print_hash<double>("iv_ratio_c double",
                     [](double v, double x) { return logbessel::iv_ratio_c(v, x); });
  print_hash<float>("iv_ratio_c float",
                    [](float v, float x) { return logbessel::iv_ratio_c(v, x); });
  print_hash<double>("kv_ratio double",
                     [](double v, double x) { return logbessel::kv_ratio(v, x); });
  print_hash<float>("kv_ratio float", [](float v, float x) { return logbessel::kv_ratio(v, x); });
  print_hash<double>(
      "log_iv_dv double", [](double v, double x) { return logbessel::log_iv_dv(v, x); }, 7);
  print_hash<float>(
      "log_iv_dv float", [](float v, float x) { return logbessel::log_iv_dv(v, x); }, 7);
  print_hash<double>(
      "log_iv_dx double", [](double v, double x) { return logbessel::log_iv_dx(v, x); }, 7);
  print_hash<float>(
      "log_iv_dx float", [](float v, float x) { return logbessel::log_iv_dx(v, x); }, 7);
  print_hash<double>(
      "log_iv_dvv double", [](double v, double x) { return logbessel::log_iv_dvv(v, x); }, 7);
  print_hash<float>(
      "log_iv_dvv float", [](float v, float x) { return logbessel::log_iv_dvv(v, x); }, 7);
  print_hash<double>(
      "log_iv_dxx double", [](double v, double x) { return logbessel::log_iv_dxx(v, x); }, 7);
  print_hash<float>(
      "log_iv_dxx float", [](float v, float x) { return logbessel::log_iv_dxx(v, x); }, 7);
  print_hash<double>(
      "log_kv_dv double", [](double v, double x) { return logbessel::log_kv_dv(v, x); }, 7);
  print_hash<float>(
      "log_kv_dv float", [](float v, float x) { return logbessel::log_kv_dv(v, x); }, 7);
  print_hash<double>(
      "log_kv_dx double", [](double v, double x) { return logbessel::log_kv_dx(v, x); }, 7);
  print_hash<float>(
      "log_kv_dx float", [](float v, float x) { return logbessel::log_kv_dx(v, x); }, 7);
  print_hash<double>(
      "log_kv_dvv double", [](double v, double x) { return logbessel::log_kv_dvv(v, x); }, 7);
  print_hash<float>(
      "log_kv_dvv float", [](float v, float x) { return logbessel::log_kv_dvv(v, x); }, 7);
  print_hash<double>(
      "log_kv_dxx double", [](double v, double x) { return logbessel::log_kv_dxx(v, x); }, 7);
  print_hash<float>(
      "log_kv_dxx float", [](float v, float x) { return logbessel::log_kv_dxx(v, x); }, 7);
  print_hash<double>("vmf_kappa double",
                     [](double v, double x) { return logbessel::vmf_kappa(v, x); });
  print_hash<double>("vmf_kappa_c double",
                     [](double v, double x) { return logbessel::vmf_kappa_c(v, x); });
  print_plan_hash<logbessel::log_iv_plan>("log_iv_plan");
  print_plan_hash<logbessel::log_kv_plan>("log_kv_plan");
  print_vmf_hash();
}
