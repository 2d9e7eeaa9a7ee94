#include "fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "cma_es.hpp"
#include "exact.hpp"

namespace logbessel::search {
namespace {

using reference::precision_scope;

constexpr double infinity = std::numeric_limits<double>::infinity();
/// Below these errors doubles, and pairs of them, no longer tell a better constant from a worse one.
constexpr double least_of_doubles = 1e-10;
constexpr double least_of_pairs = 1e-25;

/// How often a walk along a valley begins anew.
constexpr int most_walks = 8;

/// Constants on their way, in both of the narrower precisions.
struct start {
  doubles c{};
  double rms = infinity;
};

/// The constants of good programs grow with their number.
doubles random_constants(int n, random_source& random) {
  const double widest = n < 7 ? 3.5 : 5.0;
  doubles c{};
  for (int k = 0; k < n; ++k) {
    c[static_cast<std::size_t>(k)] = random.sign() * std::pow(10.0, random.between(-1.5, widest));
  }
  return c;
}

pairs pairs_of(const doubles& c) {
  pairs out{};
  for (std::size_t k = 0; k < c.size(); ++k) out[k] = {c[k], 0.0};
  return out;
}

reals reals_of(const pairs& c, int n) {
  const precision_scope precision(exact_bits);
  reals out;
  for (std::size_t k = 0; k < static_cast<std::size_t>(n); ++k) {
    out.push_back(real(c[k].hi) + real(c[k].lo));
  }
  return out;
}

/// Along the valley, again while that helps, each time with the damping of the error reached.
template <class Walk>
double walk(double rms, int walks, int steps, const Walk& along) {
  for (int i = 0; i < walks; ++i) {
    const double before = rms;
    rms = along(watchdog_at(rms, steps));
    if (!(rms < 0.9 * before)) break;
  }
  return rms;
}

/// Where doubles have brought the constants: on, and the largest error.
fitted finish(const program& p, const code& code, const problem& on, const pairs& from, double rms,
              bool watch) {
  const kernels& k = best_kernels();
  const int walks = watch ? most_walks : 1;
  const int steps = watch ? 20 : 0;
  pairs c = from;
  if (rms < least_of_doubles) {
    if (!watch) k.descend_in_pairs(code, on.points(), c, {50});
    rms = walk(rms, walks, steps, [&](const watchdog& how) {
      return k.follow_valley_in_pairs(code, on.points(), c, how);
    });
  }
  fitted out{infinity, reals_of(c, code.constants)};
  if (rms < least_of_pairs) {
    exact_evaluation e(p, on);
    walk(rms, walks, steps,
         [&](const watchdog& how) { return follow_valley(e, out.constants, how); });
    out.error = largest_exact(p, on, out.constants);
  } else {
    out.error = k.largest_in_pairs(code, on.dense(), c);
  }
  return out;
}

/// The best of many random starts on the widest interval, followed down to the last.
fitted continued(const program& p, const code& code, const problem& on, const fit_options& how,
                 random_source& random) {
  const kernels& k = best_kernels();
  const auto& intervals = on.continuation();
  start best;
  for (int i = 0; i < how.continuation_starts; ++i) {
    start s{random_constants(code.constants, random), infinity};
    s.rms = k.descend(code, intervals.front(), s.c, {12});
    if (s.rms < best.rms) best = s;
  }
  if (!(best.rms < infinity)) return {};
  pairs c = pairs_of(best.c);
  double rms = best.rms;
  for (const samples& s : intervals) {
    if (rms < 1e-8) {
      rms = k.follow_valley_in_pairs(code, s, c, watchdog_at(rms, 10));
    } else {
      doubles d{};
      for (std::size_t i = 0; i < d.size(); ++i) d[i] = c[i].hi;
      rms = k.follow_valley(code, s, d, {10, 8});
      c = pairs_of(d);
    }
    if (!(rms < infinity)) return {};
  }
  return finish(p, code, on, c, rms, true);
}

}  // namespace

fitted fit(const program& p, const problem& on, const fit_options& how, double gate,
           double promising, random_source& random) {
  const precision_scope precision(exact_bits);
  const kernels& k = best_kernels();
  const code code(p);
  const int n = code.constants;
  if (how.by == optimiser::cma_es) {
    start s{fit_by_cma_es(code, on, random), infinity};
    s.rms = k.descend(code, on.points(), s.c, {0});
    return {k.largest(code, on.dense(), s.c), reals_of(pairs_of(s.c), n)};
  }
  std::vector<start> starts;
  doubles inherited{};
  const std::vector<double> brought = p.constants();
  std::ranges::copy(brought, inherited.begin());
  for (int i = 0; i < how.starts; ++i) {
    start s{inherited, infinity};
    if (i >= 3 || !how.inherit) {
      s.c = random_constants(n, random);
    } else if (i > 0) {
      for (double& c : s.c) c *= 1.0 + 0.3 * random.bell();
    }
    s.rms = k.descend(code, on.points(), s.c, {12});
    starts.push_back(s);
  }
  std::ranges::stable_sort(starts, {}, &start::rms);
  fitted best;
  const double hopeless = std::max(300.0 * gate, least_of_doubles);
  for (std::size_t i = 0; i < std::min<std::size_t>(2, starts.size()); ++i) {
    start& s = starts[i];
    if (!(s.rms < infinity)) continue;
    s.rms = k.descend(code, on.points(), s.c, {how.watchdog ? 12 : 50});
    if (s.rms > hopeless) continue;
    if (how.watchdog) s.rms = k.follow_valley(code, on.points(), s.c, {20, 8, 1e-16, std::max(30.0 * gate, least_of_doubles)});
    if (s.rms > hopeless) continue;
    fitted f = finish(p, code, on, pairs_of(s.c), s.rms, how.watchdog);
    if (f.error < best.error) best = std::move(f);
  }
  if (best.error < promising && n >= how.continuation_from) {
    for (int i = 0; i < how.continuation_repeats; ++i) {
      fitted f = continued(p, code, on, how, random);
      if (f.error < best.error) best = std::move(f);
    }
  }
  return best;
}

fitted refine(const program& p, const problem& on, reals constants) {
  const precision_scope precision(exact_bits);
  const code code(p);
  pairs c{};
  for (std::size_t i = 0; i < constants.size(); ++i) c[i] = pair_of(constants[i]);
  const double now = best_kernels().largest_in_pairs(code, on.dense(), c);
  if (now < 10.0 * least_of_pairs) {
    fitted out{infinity, std::move(constants)};
    exact_evaluation e(p, on);
    follow_valley(e, out.constants, watchdog_at(now, 20));
    out.error = largest_exact(p, on, out.constants);
    return out;
  }
  const double rms =
      best_kernels().follow_valley_in_pairs(code, on.points(), c, watchdog_at(now, 20));
  return finish(p, code, on, c, rms, true);
}

double largest_exact(const program& p, const problem& on, const reals& constants) {
  const auto& s = on.exact_dense();
  double largest = 0.0;
  for (std::size_t i = 0; i < s.x.size(); ++i) {
    const double r = residual(p, constants, s.x[i], s.target[i], s.weight[i]).to_double();
    if (!std::isfinite(r)) return infinity;
    largest = std::max(largest, std::abs(r));
  }
  return largest;
}

}  // namespace logbessel::search
