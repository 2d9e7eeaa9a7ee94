#include "competitors.hpp"

#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>

#include <benchmark/benchmark.h>
#include <peers/peers.hpp>
#include <peers/scipy_process.hpp>
#include <time.h>

#include <bit>
#include <cstdint>
#include <span>
#include <utility>

#include "plain_double.hpp"

namespace logbessel::bench {
namespace {

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <class T>
class arrays : public workload {
 public:
  explicit arrays(const std::vector<point>& points) : out_(points.size()) {
    for (const point& p : points) {
      v_.push_back(static_cast<T>(p.v));
      x_.push_back(static_cast<T>(p.x));
    }
  }

  double run(std::size_t count, std::size_t passes) override {
    const double start = processor_seconds();
    for (std::size_t i = 0; i < passes; ++i) {
      pass(count);
      benchmark::DoNotOptimize(out_.data());
      benchmark::ClobberMemory();
    }
    return processor_seconds() - start;
  }
  point input(std::size_t i) const override { return {v_[i], x_[i]}; }
  double output(std::size_t i) const override { return out_[i]; }

 protected:
  virtual void pass(std::size_t count) = 0;

  std::vector<T> v_;
  std::vector<T> x_;
  std::vector<T> out_;
};

/// Calls that may overlap.
template <class T, class F>
class throughput : public arrays<T> {
  using arrays<T>::arrays;
  void pass(std::size_t count) override {
    const F f{};
    for (std::size_t i = 0; i < count; ++i) this->out_[i] = f(this->v_[i], this->x_[i]);
  }
};

/// Calls that wait for each other: both arguments take in the bits of the result before, masked by a zero that the
/// compiler does not know. (benchmark::DoNotOptimize on that zero gave it another value, with g++ 12 and its sanitizers.)
template <class F>
class latency : public arrays<double> {
  using arrays<double>::arrays;
  void pass(std::size_t count) override {
    const F f{};
    const volatile std::uint64_t unknown = 0;
    const std::uint64_t zero = unknown;
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto chained = [&](double a) {
        return std::bit_cast<double>(std::bit_cast<std::uint64_t>(a) | before);
      };
      out_[i] = f(chained(v_[i]), chained(x_[i]));
      before = std::bit_cast<std::uint64_t>(out_[i]) & zero;
    }
  }
};

template <class Peer>
class peer_arrays : public arrays<double> {
 public:
  peer_arrays(std::shared_ptr<Peer> peer, function f, const std::vector<point>& points)
      : arrays<double>(points), peer_(std::move(peer)), function_(name_of(f)) {}

 protected:
  void pass(std::size_t count) override {
    peer_->evaluate(function_, std::span(v_).first(count), std::span(x_).first(count),
                    std::span(out_).first(count));
  }

  std::shared_ptr<Peer> peer_;
  std::string function_;
};

/// SciPy keeps the time itself, without that of the arrays' way to it.
class scipy_arrays : public peer_arrays<peers::scipy_process> {
  using peer_arrays<peers::scipy_process>::peer_arrays;
  double run(std::size_t count, std::size_t passes) override {
    return peer_->evaluate_timed(function_, std::span(v_).first(count), std::span(x_).first(count),
                                 std::span(out_).first(count), passes);
  }
};

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

struct plain_log_iv_of {
  double operator()(double v, double x) const { return plain_log_iv(v, x); }
};
struct plain_log_kv_of {
  double operator()(double v, double x) const { return plain_log_kv(v, x); }
};

template <class LogI, class LogK>
std::unique_ptr<workload> load(function f, const std::vector<point>& points) {
  if (f == function::log_iv) return std::make_unique<LogI>(points);
  return std::make_unique<LogK>(points);
}

template <class Arrays, class Peer>
competitor make(std::shared_ptr<Peer> peer) {
  return {peer->name(), peer->description(), false,
          [peer](function f, const std::vector<point>& points) {
            return std::make_unique<Arrays>(peer, f, points);
          }};
}

}  // namespace

std::vector<competitor> own_competitors() {
  return {
      {"logbessel", "this library, double", false,
       load<throughput<double, own_log_iv>, throughput<double, own_log_kv>>},
      {"latency", "this library, double, each call waiting for the result of the one before", false,
       load<latency<own_log_iv>, latency<own_log_kv>>},
      {"plain", "this library's kernels cut to one word, for their cost alone", false,
       load<throughput<double, plain_log_iv_of>, throughput<double, plain_log_kv_of>>},
      {"float", "this library, float", true,
       load<throughput<float, own_log_iv>, throughput<float, own_log_kv>>},
  };
}

std::vector<std::string> peer_names() { return peers::names(); }

competitor open_peer(const std::string& name, const std::string& python) {
  if (name == "scipy") {
    return make<scipy_arrays>(
        std::make_shared<peers::scipy_process>(python.empty() ? peers::default_python() : python));
  }
  return make<peer_arrays<peers::peer>>(std::shared_ptr(peers::open(name)));
}

}  // namespace logbessel::bench
