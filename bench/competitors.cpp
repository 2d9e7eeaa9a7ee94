#include "competitors.hpp"

#include <logbessel/batch.hpp>
#include <logbessel/iv_ratio.hpp>
#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>

#include <benchmark/benchmark.h>
#include <peers/peers.hpp>
#include <peers/scipy_process.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <utility>

#include "clocks.hpp"
#include "plain_double.hpp"

namespace logbessel::bench {
namespace {

template <class T>
class arrays : public workload {
 public:
  explicit arrays(const std::vector<point>& points, clockid_t clock = CLOCK_THREAD_CPUTIME_ID)
      : out_(points.size()), clock_(clock) {
    for (const point& p : points) {
      v_.push_back(static_cast<T>(p.v));
      x_.push_back(static_cast<T>(p.x));
    }
  }

  double run(std::size_t count, std::size_t passes) override {
    const double start = seconds_by(clock_);
    for (std::size_t i = 0; i < passes; ++i) {
      pass(count);
      benchmark::DoNotOptimize(out_.data());
      benchmark::ClobberMemory();
    }
    return seconds_by(clock_) - start;
  }
  point input(std::size_t i) const override { return {v_[i], x_[i]}; }
  double output(std::size_t i) const override { return out_[i]; }

 protected:
  virtual void pass(std::size_t count) = 0;

  std::vector<T> v_;
  std::vector<T> x_;
  std::vector<T> out_;

 private:
  clockid_t clock_;
};

/// The library over arrays.
template <class T, class F>
class batch_arrays : public arrays<T> {
 public:
  batch_arrays(const std::vector<point>& points, batch_options options)
      : arrays<T>(points, options.threads == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC),
        second_out_(points.size()),
        options_(options) {}

 private:
  void pass(std::size_t count) override {
    F::batch(count, this->v_.data(), this->x_.data(), this->out_.data(), second_out_.data(),
             options_);
  }

  std::vector<T> second_out_;
  batch_options options_;
};

/// A plan for the order, which is the same at all points.
template <class F>
class planned_arrays : public arrays<double> {
 public:
  explicit planned_arrays(const std::vector<point>& points)
      : arrays<double>(points), plan_(points.front().v) {}

 private:
  void pass(std::size_t count) override {
    F::batch(plan_, count, x_.data(), out_.data(), {.threads = 1, .target = instruction_set::best});
  }

  typename F::plan plan_;
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

/// How a function is called: one by one; over arrays, with room for a second output; and, of some, its kernels in one
/// word.
struct log_iv_calls {
  template <class T>
  T operator()(T v, T x) const {
    return log_iv(v, x);
  }
  template <class T>
  static void batch(std::size_t n, const T* v, const T* x, T* out, T*, batch_options options) {
    log_iv(n, v, x, out, options);
  }
  using plan = log_iv_plan;
  static void batch(const plan& p, std::size_t n, const double* x, double* out,
                    batch_options options) {
    log_iv(p, n, x, out, options);
  }
  struct plain {
    double operator()(double v, double x) const { return plain_log_iv(v, x); }
  };
};
struct log_kv_calls {
  template <class T>
  T operator()(T v, T x) const {
    return log_kv(v, x);
  }
  template <class T>
  static void batch(std::size_t n, const T* v, const T* x, T* out, T*, batch_options options) {
    log_kv(n, v, x, out, options);
  }
  using plan = log_kv_plan;
  static void batch(const plan& p, std::size_t n, const double* x, double* out,
                    batch_options options) {
    log_kv(p, n, x, out, options);
  }
  struct plain {
    double operator()(double v, double x) const { return plain_log_kv(v, x); }
  };
};
struct iv_ratio_calls {
  template <class T>
  T operator()(T v, T x) const {
    return iv_ratio(v, x);
  }
  template <class T>
  static void batch(std::size_t n, const T* v, const T* x, T* out, T* second,
                    batch_options options) {
    iv_ratio_with_c(n, v, x, out, second, options);
  }
};

/// make(calls, points), with the calls of the function that is asked for.
template <class Make>
auto loader(Make make) {
  return [=](function f, const std::vector<point>& points) -> std::unique_ptr<workload> {
    switch (f) {
      case function::log_iv:
        return make(log_iv_calls(), points);
      case function::log_kv:
        return make(log_kv_calls(), points);
      case function::iv_ratio:
        return make(iv_ratio_calls(), points);
    }
    throw std::logic_error("no such function");
  };
}

template <class T>
auto load_batch(batch_options options) {
  return loader([=]<class F>(F, const std::vector<point>& points) {
    return std::make_unique<batch_arrays<T, F>>(points, options);
  });
}

template <class T>
auto load_scalar() {
  return loader([]<class F>(F, const std::vector<point>& points) {
    return std::make_unique<throughput<T, F>>(points);
  });
}

auto load_plan() {
  return loader([]<class F>(F, const std::vector<point>& points) -> std::unique_ptr<workload> {
    if constexpr (requires { typename F::plan; }) {
      const auto has_first_order = [&](const point& p) { return p.v == points.front().v; };
      if (std::all_of(points.begin(), points.end(), has_first_order))
        return std::make_unique<planned_arrays<F>>(points);
    }
    return nullptr;
  });
}

auto load_latency() {
  return loader([]<class F>(F, const std::vector<point>& points) {
    return std::make_unique<latency<F>>(points);
  });
}

auto load_plain() {
  return loader([]<class F>(F, const std::vector<point>& points) -> std::unique_ptr<workload> {
    if constexpr (requires { typename F::plain; }) {
      return std::make_unique<throughput<double, typename F::plain>>(points);
    }
    return nullptr;
  });
}

template <class Arrays, class Peer>
competitor make(std::shared_ptr<Peer> peer) {
  return {peer->name(), peer->description(), role::peer, false,
          [peer](function f, const std::vector<point>& points) -> std::unique_ptr<workload> {
            if (!peer->has(name_of(f))) return nullptr;
            return std::make_unique<Arrays>(peer, f, points);
          }};
}

}  // namespace

std::vector<competitor> own_competitors() {
  using enum instruction_set;
  const batch_options one_thread = {.threads = 1, .target = best};
  std::vector<competitor> all = {
      {yardstick, "this library over arrays, double, one thread", role::own, false,
       load_batch<double>(one_thread)},
      {"batch-float", "the same, float", role::own, true, load_batch<float>(one_thread)}};
  if (is_available(avx512)) {
    all.push_back({"batch-avx2", "`batch` held to AVX2, where the machine has AVX-512",
                   role::own_time, false, load_batch<double>({.threads = 1, .target = avx2})});
  }
  all.push_back({"plan", "this library over arrays, by a plan, where all orders are the same",
                 role::own_time, false, load_plan()});
  all.push_back({"batch-2", "`batch` on two threads, by the clock on the wall", role::own_time,
                 false, load_batch<double>({.threads = 2, .target = best})});
  all.push_back(
      {"scalar", "this library one by one, double", role::own_time, false, load_scalar<double>()});
  all.push_back({"latency", "`scalar`, each call waiting for the result of the one before",
                 role::own_time, false, load_latency()});
  all.push_back({"plain", "`scalar` with its kernels cut to one word, for their cost alone",
                 role::own_time, false, load_plain()});
  all.push_back({"scalar-float", "this library one by one, float", role::own_time, true,
                 load_scalar<float>()});
  return all;
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
