#include "kernels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#ifdef LOGBESSEL_SIMD
#include "../../src/cpu/simd.hpp"
#endif

namespace logbessel::search::LOGBESSEL_TARGET {
namespace {

#ifdef LOGBESSEL_SIMD
using lane = cpu::LOGBESSEL_TARGET::simd;
constexpr std::size_t lanes = lane::lanes;
lane load(const double* from) { return lane::load(from); }
void store(lane y, double* to) { y.store(to); }
#else
using lane = double;
constexpr std::size_t lanes = 1;
lane load(const double* from) { return *from; }
void store(lane y, double* to) { *to = y; }
using detail::fma;
using detail::sqrt;
#endif
using detail::operator+, detail::operator-, detail::operator*, detail::operator/;

constexpr double infinity = std::numeric_limits<double>::infinity();
/// Rows below the points take the damping.
constexpr std::size_t rows = fit_points + most_constants;
constexpr std::size_t point_groups = fit_points / lanes;
constexpr std::size_t groups = rows / lanes;

/// The number types: Real for a constant, V for a group of points.
struct single {
  using real = double;
  using v = lane;
  static v broadcast(real c) { return v(c); }
  static double high(real c) { return c; }
  static real from(double c) { return c; }
  static v load_target(const samples& s, std::size_t i) { return gather(s.target, i); }
  static v load_weight(const samples& s, std::size_t i) { return gather(s.weight, i); }
  static v load_point(const samples& s, std::size_t i) { return load(&s.x[i]); }
  /// weight (f - target), with the word of the target that single precision has no place for.
  static v residual(v f, const samples& s, std::size_t i) {
    std::array<double, lanes> low;
    for (std::size_t j = 0; j < lanes; ++j) low[j] = s.target[i + j].lo;
    return ((f - load_target(s, i)) - load(low.data())) * load_weight(s, i);
  }
  static void store_high(v y, double* to) { store(y, to); }
  static real sum(const std::array<v, 8 / lanes>& acc) {
    std::array<double, 8> s;
    for (std::size_t a = 0; a < acc.size(); ++a) store(acc[a], &s[a * lanes]);
    return tree(s);
  }
  template <class T>
  static T tree(const std::array<T, 8>& s) {
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }
  static v multiply_add(v a, v b, v c) { return fma(a, b, c); }
  static v root(v a) { return sqrt(a); }
  static real root_of(real a) { return std::sqrt(a); }
  static constexpr double smallest_damping = 1e-30;
  static v unit(std::size_t at, real c) {
    std::array<double, lanes> y{};
    y[at] = c;
    return load(y.data());
  }

 private:
  static v gather(const std::vector<pair>& from, std::size_t i) {
    std::array<double, lanes> y;
    for (std::size_t j = 0; j < lanes; ++j) y[j] = from[i + j].hi;
    return load(y.data());
  }
};

struct twofold {
  using real = pair;
  using v = detail::double_double<lane>;
  static v broadcast(const real& c) { return {lane(c.hi), lane(c.lo)}; }
  static double high(const real& c) { return c.hi; }
  static real from(double c) { return {c, 0.0}; }
  static v load_target(const samples& s, std::size_t i) { return gather(&s.target[i]); }
  static v load_weight(const samples& s, std::size_t i) { return gather(&s.weight[i]); }
  static v load_point(const samples& s, std::size_t i) { return {load(&s.x[i]), lane(0.0)}; }
  static v residual(v f, const samples& s, std::size_t i) {
    return (f - load_target(s, i)) * load_weight(s, i);
  }
  static void store_high(v y, double* to) { store(y.hi, to); }
  static real sum(const std::array<v, 8 / lanes>& acc) {
    std::array<double, 8> hi, lo;
    for (std::size_t a = 0; a < acc.size(); ++a) {
      store(acc[a].hi, &hi[a * lanes]);
      store(acc[a].lo, &lo[a * lanes]);
    }
    std::array<real, 8> s;
    for (std::size_t i = 0; i < 8; ++i) s[i] = {hi[i], lo[i]};
    return single::tree(s);
  }
  static v multiply_add(v a, v b, v c) { return a * b + c; }
  static v root(v a) { return detail::sqrt(a); }
  static real root_of(const real& a) { return a.hi > 0.0 ? detail::sqrt(a) : real{0.0, 0.0}; }
  static constexpr double smallest_damping = 1e-60;
  static v unit(std::size_t at, const real& c) {
    return {single::unit(at, c.hi), single::unit(at, c.lo)};
  }
  static v gather(const pair* from) {
    std::array<double, lanes> hi, lo;
    for (std::size_t j = 0; j < lanes; ++j) {
      hi[j] = from[j].hi;
      lo[j] = from[j].lo;
    }
    return {load(hi.data()), load(lo.data())};
  }
};

template <class N>
using reals = std::array<typename N::real, most_constants>;

/// The program's nodes over the groups of a sample set, and its Jacobian.
template <class N>
class evaluation {
 public:
  using real = typename N::real;
  using v = typename N::v;
  using column = std::array<v, groups>;
  static constexpr double smallest_damping = N::smallest_damping;
  static double high(const real& c) { return N::high(c); }
  int constants() const { return p_.constants; }

  /// At fit_points samples from the one given on.
  evaluation(const code& program, const samples& at, std::size_t from = 0)
      : p_(program), s_(at), from_(from) {
    for (std::size_t g = 0; g < point_groups; ++g) {
      node_[0][g] = N::load_point(at, from + g * lanes);
      weight_[g] = N::load_weight(at, from + g * lanes);
    }
  }

  /// Computes the nodes and residuals; the sum of squares, infinity where it is not finite.
  double forward(const reals<N>& c) {
    for (std::size_t k = 0; k < count(p_.constants); ++k) constant_[k].fill(N::broadcast(c[k]));
    for (std::size_t i = 0; i < count(p_.steps); ++i) {
      const auto& step = p_.step[i];
      const block& a = value(step.in[0]);
      block& y = node_[i + 1];
      if (step.op == operation::sqrt) {
        for (std::size_t g = 0; g < point_groups; ++g) y[g] = N::root(a[g]);
        continue;
      }
      const block& b = value(step.in[1]);
      switch (step.op) {
        case operation::add:
          for (std::size_t g = 0; g < point_groups; ++g) y[g] = a[g] + b[g];
          break;
        case operation::subtract:
          for (std::size_t g = 0; g < point_groups; ++g) y[g] = a[g] - b[g];
          break;
        case operation::multiply:
          for (std::size_t g = 0; g < point_groups; ++g) y[g] = a[g] * b[g];
          break;
        case operation::divide:
          for (std::size_t g = 0; g < point_groups; ++g) y[g] = a[g] / b[g];
          break;
        case operation::fma: {
          const block& d = value(step.in[2]);
          for (std::size_t g = 0; g < point_groups; ++g) y[g] = N::multiply_add(a[g], b[g], d[g]);
          break;
        }
        case operation::sqrt:
          break;
      }
    }
    const block& f = node_[count(p_.steps)];
    for (std::size_t g = 0; g < point_groups; ++g)
      residual_[g] = N::residual(f[g], s_, from_ + g * lanes);
    const double sum = N::high(dot(residual_, residual_, point_groups));
    return std::isfinite(sum) ? sum : infinity;
  }

  /// The columns of the Jacobian at the constants of the last forward(), times the weights, by reverse accumulation.
  void backward() {
    for (std::size_t i = 0; i < count(p_.steps); ++i) adjoint_[i].fill(N::broadcast(N::from(0.0)));
    adjoint_[count(p_.steps)] = weight_;
    for (std::size_t i = count(p_.steps); i-- > 0;) {
      const auto& step = p_.step[i];
      const block& d = adjoint_[i + 1];
      const block& y = node_[i + 1];
      const block& a = value(step.in[0]);
      switch (step.op) {
        case operation::add:
          take(step.in[0], [&](std::size_t g) { return d[g]; });
          take(step.in[1], [&](std::size_t g) { return d[g]; });
          break;
        case operation::subtract:
          take(step.in[0], [&](std::size_t g) { return d[g]; });
          take(step.in[1], [&](std::size_t g) { return -d[g]; });
          break;
        case operation::multiply: {
          const block& b = value(step.in[1]);
          take(step.in[0], [&](std::size_t g) { return d[g] * b[g]; });
          take(step.in[1], [&](std::size_t g) { return d[g] * a[g]; });
          break;
        }
        case operation::divide: {
          const block& b = value(step.in[1]);
          block u;
          for (std::size_t g = 0; g < point_groups; ++g) u[g] = d[g] / b[g];
          take(step.in[0], [&](std::size_t g) { return u[g]; });
          take(step.in[1], [&](std::size_t g) { return -(u[g] * y[g]); });
          break;
        }
        case operation::fma: {
          const block& b = value(step.in[1]);
          take(step.in[0], [&](std::size_t g) { return d[g] * b[g]; });
          take(step.in[1], [&](std::size_t g) { return d[g] * a[g]; });
          take(step.in[2], [&](std::size_t g) { return d[g]; });
          break;
        }
        case operation::sqrt: {
          const v half = N::broadcast(N::from(0.5));
          take(step.in[0], [&](std::size_t g) { return d[g] * half / y[g]; });
          break;
        }
      }
    }
    const v zero = N::broadcast(N::from(0.0));
    for (std::size_t k = 0; k < count(p_.constants); ++k) {
      std::fill(jacobian_[k].begin() + point_groups, jacobian_[k].end(), zero);
    }
    for (std::size_t k = 0; k < count(p_.constants); ++k) {
      const real square = dot(jacobian_[k], jacobian_[k], point_groups);
      norm_[k] = std::sqrt(N::high(square));
    }
  }

  /// The step that minimises |residual + J step|^2 + damping |diag(norms) step|^2, by modified Gram-Schmidt on the
  /// columns with the damping below them. False where it is not finite.
  bool solve(double damping, reals<N>& step) const {
    const std::size_t n = count(p_.constants);
    std::array<column, most_constants> q;
    column right;
    const v zero = N::broadcast(N::from(0.0));
    right.fill(zero);
    for (std::size_t g = 0; g < point_groups; ++g) right[g] = -residual_[g];
    std::array<reals<N>, most_constants> r;
    reals<N> z;
    const double root = std::sqrt(damping);
    for (std::size_t k = 0; k < n; ++k) {
      q[k] = jacobian_[k];
      const double scale = norm_[k] > 0.0 ? norm_[k] : 1.0;
      q[k][(fit_points + k) / lanes] = N::unit((fit_points + k) % lanes, N::from(root * scale));
    }
    for (std::size_t k = 0; k < n; ++k) {
      const real length = N::root_of(dot(q[k], q[k], groups));
      if (!(N::high(length) > 0.0)) return false;
      r[k][k] = length;
      const v inverse = N::broadcast(N::from(1.0) / length);
      for (v& y : q[k]) y = y * inverse;
      for (std::size_t j = k + 1; j < n; ++j) {
        r[k][j] = dot(q[k], q[j], groups);
        subtract_multiple(q[j], r[k][j], q[k]);
      }
      z[k] = dot(q[k], right, groups);
      subtract_multiple(right, z[k], q[k]);
    }
    for (std::size_t k = n; k-- > 0;) {
      real sum = z[k];
      for (std::size_t j = k + 1; j < n; ++j) sum = sum - r[k][j] * step[j];
      step[k] = sum / r[k][k];
      if (!std::isfinite(N::high(step[k]))) return false;
    }
    return true;
  }

  void keep_residual() { kept_ = residual_; }
  void restore_residual() { residual_ = kept_; }

  void set_residual(
      const std::array<pair, fit_points>& residual) requires std::is_same_v<N, twofold> {
    for (std::size_t g = 0; g < point_groups; ++g)
      residual_[g] = twofold::gather(&residual[g * lanes]);
  }

  double largest_residual() const {
    std::array<double, fit_points> r;
    for (std::size_t g = 0; g < point_groups; ++g) N::store_high(residual_[g], &r[g * lanes]);
    double largest = 0.0;
    for (double y : r) {
      if (!std::isfinite(y)) return infinity;
      largest = std::max(largest, std::abs(y));
    }
    return largest;
  }

  /// Columns that keep more than 1e-9 of their length when those before are taken out.
  int rank() const {
    const std::size_t n = count(p_.constants);
    std::array<column, most_constants> q = jacobian_;
    std::array<bool, most_constants> used{};
    for (int found = 0; found < p_.constants; ++found) {
      std::size_t best = n;
      double most = 1e-9;
      for (std::size_t k = 0; k < n; ++k) {
        if (used[k] || !(norm_[k] > 0.0)) continue;
        const double left = std::sqrt(N::high(dot(q[k], q[k], point_groups))) / norm_[k];
        if (left > most) {
          most = left;
          best = k;
        }
      }
      if (best == n) return found;
      used[best] = true;
      const real square = dot(q[best], q[best], point_groups);
      for (std::size_t k = 0; k < n; ++k) {
        if (!used[k]) {
          subtract_multiple(q[k], dot(q[best], q[k], point_groups) / square, q[best]);
        }
      }
    }
    return p_.constants;
  }

 private:
  using block = std::array<v, point_groups>;

  static std::size_t count(int n) { return static_cast<std::size_t>(n); }

  const block& value(int in) const {
    return in >= 0 ? node_[count(in)] : constant_[count(-in - 1)];
  }

  /// Adds a contribution to the adjoint of an operand; that of a constant is its column.
  template <class F>
  void take(int in, F contribution) {
    if (in < 0) {
      column& c = jacobian_[count(-in - 1)];
      for (std::size_t g = 0; g < point_groups; ++g) c[g] = contribution(g);
    } else {
      block& a = adjoint_[count(in)];
      for (std::size_t g = 0; g < point_groups; ++g) a[g] = a[g] + contribution(g);
    }
  }

  /// In an order that does not depend on the number of lanes.
  template <class A, class B>
  static real dot(const A& a, const B& b, std::size_t n) {
    std::array<v, 8 / lanes> acc;
    acc.fill(N::broadcast(N::from(0.0)));
    for (std::size_t g = 0; g < n; g += acc.size()) {
      for (std::size_t i = 0; i < acc.size(); ++i) {
        acc[i] = N::multiply_add(a[g + i], b[g + i], acc[i]);
      }
    }
    return N::sum(acc);
  }

  static void subtract_multiple(column& a, const real& factor, const column& b) {
    const v f = N::broadcast(-factor);
    for (std::size_t g = 0; g < groups; ++g) a[g] = N::multiply_add(f, b[g], a[g]);
  }

  const code& p_;
  const samples& s_;
  std::size_t from_;
  std::array<block, most_steps + 1> node_, adjoint_;
  std::array<block, most_constants> constant_;
  std::array<column, most_constants> jacobian_;
  std::array<double, most_constants> norm_{};
  block residual_, kept_, weight_;
};

template <class N>
double descend(const code& p, const samples& s, reals<N>& c, const descent& how) {
  evaluation<N> e(p, s);
  return search::descend(e, c, how);
}

template <class N>
double follow_valley(const code& p, const samples& s, reals<N>& c, const watchdog& how) {
  evaluation<N> e(p, s);
  return search::follow_valley(e, c, how);
}

/// Over any number of points, in turns of fit_points; the last turn may overlap the one before.
template <class N>
double largest(const code& p, const samples& s, const reals<N>& c) {
  double most = 0.0;
  for (std::size_t from = 0; from < s.size(); from += fit_points) {
    evaluation<N> e(p, s, std::min(from, s.size() - fit_points));
    e.forward(c);
    const double here = e.largest_residual();
    if (!(here < infinity)) return infinity;
    most = std::max(most, here);
  }
  return most;
}

bool solve_in_pairs(const code& p, const samples& s, const pairs& c,
                    const std::array<pair, fit_points>& residual, double damping, pairs& step) {
  evaluation<twofold> e(p, s);
  e.forward(c);
  e.backward();
  e.set_residual(residual);
  return e.solve(damping, step);
}

int rank(const code& p, const samples& s, const doubles& c) {
  evaluation<single> e(p, s);
  if (e.forward(c) == infinity) return p.constants;
  e.backward();
  return e.rank();
}

}  // namespace

extern const kernels table;
constinit const kernels table{
    descend<single>, follow_valley<single>, descend<twofold>, follow_valley<twofold>,
    largest<single>, largest<twofold>,      solve_in_pairs,   rank};

}  // namespace logbessel::search::LOGBESSEL_TARGET
