#include "sweep.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <exception>
#include <limits>
#include <map>
#include <mutex>
#include <thread>

#include "hex.hpp"

namespace logbessel::harness {
namespace {

/// Points that a thread takes at a time; each such chunk has random numbers of its own.
constexpr std::uint64_t chunk_size = 256;
constexpr int oracle_bits = 80;
constexpr int recheck_bits = 100;

reference::real exact_value(const tested_function& f, point at, bool by_witness) {
  if (by_witness && f.witness) {
    if (const auto value = f.witness(at.a, at.b, oracle_bits)) return *value;
  }
  return f.exact(at.a, at.b, oracle_bits);
}

struct outcome {
  point at;
  bool is_finite;
  int region;
  std::vector<double> errors;
};

point as_floats(point p) {
  const auto rounded = [](double x) {
    constexpr double largest = std::numeric_limits<float>::max();
    constexpr double smallest = std::numeric_limits<float>::denorm_min();
    return double{static_cast<float>(x > 0.0 ? std::clamp(x, smallest, largest) : x)};
  };
  return {rounded(p.a), rounded(p.b)};
}

/// The points begin to end - 1, or fewer once `stopped` says so.
template <class Stopped>
std::vector<outcome> measure_chunk(const tested_function& f, const batch_evaluator& evaluate,
                                   const plan& drawn, const sweep_options& options,
                                   std::uint64_t begin, std::uint64_t end, Stopped stopped) {
  const bool is_float = options.type == number_type::float32;
  random_source random(options.seed ^ ((begin / chunk_size + 1) * 0x9e3779b97f4a7c15u));
  std::vector<point> points;
  for (std::uint64_t i = begin; i < end; ++i) {
    const point p = drawn.draw(random, i);
    points.push_back(is_float ? as_floats(p) : p);
  }
  std::vector<double> values(points.size());
  evaluate(points, values);

  std::vector<outcome> outcomes;
  for (std::size_t i = 0; i < points.size() && !stopped(); ++i) {
    const point at = points[i];
    const reference::real exact = exact_value(f, at, options.by_witness);
    outcome each{at, true, f.region_of ? f.region_of(at.a, at.b) : 0, {}};
    for (const measure& m : f.measures) {
      each.errors.push_back(is_float ? m.float_error(static_cast<float>(values[i]), exact, at)
                                     : m.error(values[i], exact, at));
    }
    // Within four units in the last place of 2^1024, of float 2^128, an infinity is no failure: rounding makes one of what
    // lies beyond.
    const double nearest = exact.to_double();
    const double largest =
        is_float ? double{std::numeric_limits<float>::max()} : std::numeric_limits<double>::max();
    const double unit = largest * (is_float ? 0x1p-24 : 0x1p-53);
    const bool is_near = std::isinf(values[i]) &&
                         std::signbit(values[i]) == std::signbit(nearest) &&
                         std::fabs(nearest) >= largest - 3 * unit;
    if (is_near) each.errors.assign(each.errors.size(), 0.0);
    each.is_finite = std::isfinite(values[i]) || each.errors.front() == 0.0;
    outcomes.push_back(std::move(each));
  }
  return outcomes;
}

void add(sweep_result& result, const std::vector<outcome>& outcomes) {
  for (const outcome& each : outcomes) {
    ++result.points;
    if (!each.is_finite) {
      ++result.not_finite;
      result.map.add(each.at, std::numeric_limits<double>::infinity());
      continue;
    }
    for (std::size_t m = 0; m < each.errors.size(); ++m) {
      if (!std::isnan(each.errors[m])) result.measures[m].add(each.errors[m], each.at);
    }
    if (!result.regions.empty()) {
      result.regions.at(static_cast<std::size_t>(each.region)).add(each.errors.front(), each.at);
    }
    result.map.add(each.at, each.errors.front());
  }
}

}  // namespace

batch_evaluator evaluator_of(const tested_function& f, number_type type) {
  return [&f, type](const std::vector<point>& points, std::vector<double>& out) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const auto [a, b] = points[i];
      out[i] = type == number_type::float64
                   ? f.value(a, b)
                   : double{f.float_value(static_cast<float>(a), static_cast<float>(b))};
    }
  };
}

void error_map::add(point at, double error) {
  if (cells.empty()) return;
  const auto index = [this](double x, double low, double high, int n) {
    const double share =
        is_logarithmic ? std::log(x / low) / std::log(high / low) : (x - low) / (high - low);
    return std::clamp(static_cast<int>(share * n), 0, n - 1);
  };
  const int row = index(at.a, a_low, a_high, rows);
  const int column = index(at.b, b_low, b_high, columns);
  double& cell = cells[static_cast<std::size_t>(row * columns + column)];
  cell = std::max(cell, error);
}

point error_map::middle(int row, int column) const {
  const auto at = [this](int i, double low, double high, int n) {
    const double share = (i + 0.5) / n;
    return is_logarithmic ? low * std::pow(high / low, share) : low + (high - low) * share;
  };
  return {at(row, a_low, a_high, rows), at(column, b_low, b_high, columns)};
}

recheck_result recheck(const tested_function& f, const error_summary& summary, std::size_t most) {
  recheck_result result;
  const reference::precision_scope precision(2 * recheck_bits);
  for (std::size_t i = 0; i < std::min(most, summary.worst().size()); ++i) {
    const point at = summary.worst()[i].at;
    const auto other = f.witness ? f.witness(at.a, at.b, recheck_bits) : std::nullopt;
    if (!other) continue;
    const reference::real exact = f.exact(at.a, at.b, recheck_bits);
    const long difference = (exact - *other).exponent() - exact.exponent();
    result.largest_difference = std::max(result.largest_difference, difference);
    ++result.points;
  }
  return result;
}

void sweep(const tested_function& f, const batch_evaluator& evaluate, const plan& drawn,
           const sweep_options& options, sweep_result& result) {
  result.measures.resize(f.measures.size());
  result.regions.resize(f.regions.size());

  // Chunks are computed in any order and added in theirs, so that the result does not depend on the threads.
  std::mutex mutex;
  std::condition_variable is_done;
  std::map<std::uint64_t, std::vector<outcome>> finished;
  std::exception_ptr failure;
  std::atomic<bool> stop = false;
  std::atomic<std::uint64_t> next = result.points;
  const auto stopped = [&] { return stop || (options.stop && *options.stop); };

  const auto work = [&] {
    for (;;) {
      const std::uint64_t begin = next.fetch_add(chunk_size);
      if (begin >= options.points || stopped()) break;
      try {
        const std::uint64_t end = std::min(begin + chunk_size, options.points);
        auto outcomes = measure_chunk(f, evaluate, drawn, options, begin, end, stopped);
        if (outcomes.size() < end - begin) break;
        const std::lock_guard lock(mutex);
        finished.emplace(begin, std::move(outcomes));
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!failure) failure = std::current_exception();
        stop = true;
      }
      is_done.notify_one();
    }
  };
  const unsigned count =
      options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < count; ++i) threads.emplace_back(work);

  while (result.points < options.points && !stopped()) {
    std::vector<outcome> outcomes;
    {
      std::unique_lock lock(mutex);
      is_done.wait_for(lock, std::chrono::milliseconds(200),
                       [&] { return stopped() || finished.contains(result.points); });
      const auto at = finished.find(result.points);
      if (at != finished.end()) {
        outcomes = std::move(at->second);
        finished.erase(at);
      }
    }
    add(result, outcomes);
    if (options.on_progress) options.on_progress(result.points);
  }
  threads.clear();
  // What finished in order before the end still counts.
  for (auto at = finished.find(result.points); at != finished.end();
       at = finished.find(result.points)) {
    add(result, at->second);
  }
  if (failure) std::rethrow_exception(failure);
}

nlohmann::json sweep_result::state() const {
  nlohmann::json state = {{"points", points}, {"not_finite", not_finite}};
  for (const error_summary& each : measures) state["measures"].push_back(each.state());
  for (const error_summary& each : regions) state["regions"].push_back(each.state());
  for (const double each : map.cells) state["cells"].push_back(hex(each));
  return state;
}

void sweep_result::resume(const nlohmann::json& state) {
  const nlohmann::json none = nlohmann::json::array();
  state.at("points").get_to(points);
  state.at("not_finite").get_to(not_finite);
  for (const auto& each : state.value("measures", none)) {
    measures.push_back(error_summary::from_state(each));
  }
  for (const auto& each : state.value("regions", none)) {
    regions.push_back(error_summary::from_state(each));
  }
  const auto cells = state.value("cells", none);
  for (std::size_t i = 0; i < std::min(cells.size(), map.cells.size()); ++i) {
    map.cells[i] = from_hex(cells[i]);
  }
}

}  // namespace logbessel::harness
