#include "competitors.hpp"

#include <arb_poly.h>
#include <reference/ball.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace logbessel::search {
namespace {

using reference::precision_scope;
using reference::real;
using reference::arb::ball;
using reals = std::vector<real>;

constexpr int digits = 60;

/// A program and its constants, step by step.
class composer {
 public:
  std::string constant(const real& value) {
    constants.push_back(value);
    return std::string("c").append(std::to_string(constants.size()));
  }
  std::string step(const std::string& a, char op, const std::string& b) {
    const std::string name = std::string("t").append(std::to_string(++steps_));
    text_ += (steps_ > 1 ? "; " : "") + name + " = " + a + ' ' + op + ' ' + b;
    return name;
  }
  std::string step(const std::string& a, char op, const real& b) {
    return step(a, op, constant(b));
  }
  std::string step(const real& a, char op, const std::string& b) {
    const std::string name = constant(a);
    return step(name, op, b);
  }

  program shape() const { return parse_program(text_); }

  reals constants;
  /// The variable of polynomials and fractions.
  std::string x = "x";

 private:
  std::string text_;
  int steps_ = 0;
};

/// Coefficients from the lowest on; the highest is one where `monic`.
std::string append_horner(composer& out, const reals& c, bool monic) {
  std::size_t k = c.size() - 1;
  std::string at = out.x;
  if (!monic) at = out.step(out.x, '*', c[k]);
  at = out.step(at, '+', c[--k]);
  while (k-- > 0) {
    at = out.step(at, '*', out.x);
    at = out.step(at, '+', c[k]);
  }
  return at;
}

composer horner(const reals& p) {
  composer out;
  append_horner(out, p, false);
  return out;
}

/// P / Q, scaled so that Q is monic.
std::string append_quotient(composer& out, reals p, reals q) {
  const real lead = q.back();
  for (real& c : p) c /= lead;
  for (real& c : q) c /= lead;
  if (p.size() == 1) {
    const std::string below = append_horner(out, q, true);
    return out.step(p[0], '/', below);
  }
  const std::string above = append_horner(out, p, false);
  const std::string below = append_horner(out, q, true);
  return out.step(above, '/', below);
}

composer quotient(reals p, reals q) {
  composer out;
  append_quotient(out, std::move(p), std::move(q));
  return out;
}

/// P and Q from the constants of quotient(), which are from the highest coefficient on.
std::pair<reals, reals> parts(const reals& constants, std::size_t m) {
  reals p, q;
  if (m == 0) {
    q.assign(constants.rbegin() + 1, constants.rend());
    p = {constants.back()};
  } else {
    const auto end = constants.begin() + static_cast<std::ptrdiff_t>(m) + 1;
    p.assign(std::make_reverse_iterator(end), constants.rend());
    q.assign(constants.rbegin(), std::make_reverse_iterator(end));
  }
  q.push_back(real(1));
  return {p, q};
}

/// c_0 + a_1 / (x + b_1 + a_2 / (x + b_2 + ...)) from P / Q, deg P <= deg Q, Q monic, by Euclid's algorithm.
std::optional<std::string> append_fraction(composer& out, reals p, reals q) {
  std::optional<real> first;
  if (p.size() == q.size()) {
    first = p.back();
    for (std::size_t k = 0; k < p.size(); ++k) p[k] -= *first * q[k];
    p.pop_back();
  }
  reals a, b;
  while (q.size() > 1) {
    if (p.size() + 1 != q.size() || p.back().sign() == 0) return std::nullopt;
    // Q = (x + b) P / p + R, and then a / (x + b + p R / P) with a = p.
    const real lead = p.back();
    for (real& c : p) c /= lead;
    a.push_back(lead);
    const std::size_t n = q.size() - 1;
    b.push_back(p.size() > 1 ? q[n - 1] - p[n - 2] : q[0]);
    reals rest;
    for (std::size_t k = 0; k + 1 < n; ++k) {
      rest.push_back(q[k] - b.back() * p[k] - (k > 0 ? p[k - 1] : real(0)));
    }
    q = std::exchange(p, std::move(rest));
    if (p.empty()) break;
  }
  std::string at;
  for (std::size_t k = a.size(); k-- > 0;) {
    const std::string denominator = out.step(out.x, '+', b[k]);
    const std::string whole = at.empty() ? denominator : out.step(denominator, '+', at);
    at = out.step(a[k], '/', whole);
  }
  if (first) at = out.step(at, '+', *first);
  return at;
}

std::optional<composer> continued_fraction(reals p, reals q) {
  composer out;
  if (!append_fraction(out, std::move(p), std::move(q))) return std::nullopt;
  return out;
}

reals taylor_coefficients(const target& f, double x, std::size_t n) {
  constexpr slong bits = approximation_problem::bits + 64;
  ball point;
  arb_set_d(point.get(), x);
  arb_ptr y = _arb_vec_init(static_cast<slong>(n));
  f.series(y, point.get(), static_cast<slong>(n), bits);
  reals out;
  for (std::size_t k = 0; k < n; ++k) {
    real c;
    arf_get_mpfr(c.get(), arb_midref(y + k), MPFR_RNDN);
    out.push_back(c);
  }
  _arb_vec_clear(y, static_cast<slong>(n));
  return out;
}

/// p(x - a)
reals shifted(reals p, double a) {
  for (std::size_t i = 0; i + 1 < p.size(); ++i) {
    for (std::size_t k = p.size() - 1; k-- > i;) p[k] -= real(a) * p[k + 1];
  }
  return p;
}

/// P and Q of degrees m and n whose quotient has the coefficients c; Q(0) = 1.
std::optional<std::pair<reals, reals>> pade(const reals& c, std::size_t m, std::size_t n) {
  const auto at = [&](std::size_t i, std::size_t j) { return i < j ? real(0) : c[i - j]; };
  std::vector<reals> a;
  reals b;
  for (std::size_t i = m + 1; i <= m + n; ++i) {
    a.emplace_back();
    for (std::size_t j = 1; j <= n; ++j) a.back().push_back(at(i, j));
    b.push_back(-c[i]);
  }
  auto q = solve(std::move(a), std::move(b));
  if (!q || q->back().sign() == 0) return std::nullopt;
  q->insert(q->begin(), real(1));
  reals p;
  for (std::size_t i = 0; i <= m; ++i) {
    real sum(0);
    for (std::size_t j = 0; j <= std::min(i, n); ++j) sum += (*q)[j] * at(i, j);
    p.push_back(sum);
  }
  if (p.back().sign() == 0) return std::nullopt;
  return std::pair{p, *q};
}

/// P / Q = f at Chebyshev's nodes; Q is monic, in a variable that has the middle of the interval for its zero.
std::optional<composer> interpolating_quotient(const approximation_problem& problem, std::size_t m,
                                               std::size_t n) {
  const double middle = 0.5 * (problem.over().begin + problem.over().end);
  std::vector<reals> a;
  reals b;
  for (const std::size_t i : problem.chebyshev_nodes(m + n + 1)) {
    const real u = problem.x(i) - real(middle);
    a.emplace_back();
    real power(1);
    for (std::size_t k = 0; k <= m; ++k, power *= u) a.back().push_back(power);
    power = problem.value(i);
    for (std::size_t k = 0; k < n; ++k, power *= u) a.back().push_back(-power);
    b.push_back(power);
  }
  const auto c = solve(std::move(a), std::move(b));
  if (!c) return std::nullopt;
  const auto split = c->begin() + static_cast<std::ptrdiff_t>(m) + 1;
  reals p(c->begin(), split), q(split, c->end());
  if (n == 0) return horner(shifted(p, middle));
  q.push_back(real(1));
  return quotient(shifted(p, middle), shifted(q, middle));
}

/// f(x) = s R(z) + offset in a variable z in which f needs fewer terms:
///   even functions    z = x^2, s = 1
///   odd functions     z = x^2, s = x
///   log2              z = s^2, s = (x - a)/(x + a), a^2 the product of the interval's ends, offset log2(a)
struct reduction {
  bool is_log = false, is_odd = false;
  real a, offset;

  real factor(const real& x) const {
    if (is_log) return (x - a) / (x + a);
    return is_odd ? x : real(1);
  }
  real variable(const real& x) const { return is_log ? factor(x) * factor(x) : x * x; }

  /// All but R, which `core` appends; the constants that are not those of R are marked as fixed.
  template <class Core>
  std::optional<composer> form(const Core& core, std::vector<bool>& fixed) const {
    composer out;
    std::string s = "x";
    if (is_log) {
      const std::string above = out.step("x", '-', a);
      s = out.step(above, '/', out.step("x", '+', a));
    }
    out.x = out.step(s, '*', s);
    const std::size_t first = out.constants.size();
    std::optional<std::string> at = core(out);
    if (!at) return std::nullopt;
    const std::size_t last = out.constants.size();
    if (is_log || is_odd) at = out.step(*at, '*', s);
    if (is_log) out.step(*at, '+', offset);
    fixed.assign(out.constants.size(), true);
    std::fill(fixed.begin() + static_cast<std::ptrdiff_t>(first),
              fixed.begin() + static_cast<std::ptrdiff_t>(last), false);
    return out;
  }
};

/// The constants of e^y about y = 0, y = x log(base):
///   e^y = 1 + 2 / (w - 1),  w = coth(y / 2) = v + a_1 / (v + a_2 / (... + a_L / v)),  v = c / x,
///   c = 2 / log(base),  a_j = 1 / (4 j^2 - 1),
/// which has degrees (L + 1, L + 1).
struct coth_fraction {
  real c;
  reals a;

  coth_fraction(int levels, int squarings) : c(real(2) / scaled(reference::log_2(), -squarings)) {
    for (int j = 1; j <= levels; ++j) a.push_back(real(1) / real(4 * j * j - 1));
  }
};

std::string append_outer(composer& out, std::string at, const real& size, const real& factor,
                         int squarings) {
  at = out.step(at, '+', -size);
  at = out.step(scaled(size, 1) * factor, '/', at);
  at = out.step(at, '+', factor);
  for (int k = 0; k < squarings; ++k) at = out.step(at, '*', at);
  return at;
}

/// All multiplied by S = c / a_L, so that the last quotient is x itself: 2L + 3 operations. L = 0: c / (x + c) + c, 3 operations.
/// With a shift, 2^(x - shift) times 2^shift.
composer coth_form(const coth_fraction& f, std::optional<double> shift, int squarings) {
  composer out;
  std::string x = "x";
  if (shift) x = out.step("x", '-', real(*shift));
  const real factor = shift ? exp(scaled(reference::log_2(), -squarings) * real(*shift)) : real(1);
  if (f.a.empty()) {
    // 1 + 2 / (c / x - 1) = -1 - 2c / (x - c)
    std::string at = out.step(x, '+', -f.c);
    at = out.step(-scaled(f.c * factor, 1), '/', at);
    at = out.step(at, '+', -factor);
    for (int k = 0; k < squarings; ++k) at = out.step(at, '*', at);
    return out;
  }
  const real size = f.c / f.a.back();
  const std::string v = out.step(size * f.c, '/', x);
  std::string at = out.step(v, '+', x);
  for (std::size_t j = f.a.size() - 1; j-- > 0;) {
    at = out.step(size * size * f.a[j], '/', at);
    at = out.step(v, '+', at);
  }
  append_outer(out, at, size, factor, squarings);
  return out;
}

/// The shifted form before the multiplication by S: its first constant, the shift, and its last three are known by symmetry.
composer symmetric_form(const coth_fraction& f, double shift, int squarings) {
  composer out;
  const std::string x = out.step("x", '-', real(shift));
  const std::string v = out.step(f.c, '/', x);
  std::string at = v;
  for (std::size_t j = f.a.size(); j-- > 0;) {
    at = out.step(f.a[j], '/', at);
    at = out.step(v, '+', at);
  }
  append_outer(out, at, real(1), exp(scaled(reference::log_2(), -squarings) * real(shift)),
               squarings);
  return out;
}

struct published_program {
  const char* name;
  const char* shape;
  std::vector<std::string> constants;
};

const std::vector<published_program>& published_programs() {
  static const std::vector<published_program> all{
      {"f2", "t1 = x - c1; t2 = c2 / t1", {"2.0413845597733418", "-2.1258595374472384"}},
      {"f3",
       "t1 = x - c1; t2 = c2 / t1; t3 = t2 + c3",
       {"3.4355225277901402", "-8.387819235563974", "-1.4427239805682266"}},
      {"f5",
       "t1 = c1 / x; t2 = x - c2; t3 = t2 + t1; t4 = c3 / t3; t5 = t4 + c4",
       {"25.596749740144819", "8.8505996518073289", "17.746150088734609", "0.99999366143081858"}},
      {"f10",
       "t1 = c1 / x; t2 = x + t1; t3 = c2 / t2; t4 = t2 + t3; t5 = t4 + c3; t6 = c4 / t5; t7 = t6 "
       "- c5; "
       "t8 = t7 * t7; t9 = t8 * t8; t10 = t9 * t9",
       {"5783.5330096027765", "15141.981176922711", "-250.55247494972059", "501.10494991027866",
        "-0.99999999999999956"}},
  };
  return all;
}

std::string degrees(std::size_t m, std::size_t n) {
  return std::string("(").append(std::to_string(m)) + ", " + std::to_string(n) + ")";
}

class collector {
 public:
  collector(const approximation_problem& problem, int most_operations,
            const std::function<void(const competitor&)>& found)
      : problem_(problem), most_(most_operations), found_(found) {}

  std::vector<competitor> run() {
    const precision_scope precision(approximation_problem::bits);
    series_about(problem_.over().begin, "about the begin");
    series_about(0.5 * (problem_.over().begin + problem_.over().end), "about the middle");
    polynomials();
    rationals();
    reduced();
    if (std::string(problem_.function().name) == "exp2") {
      structured();
      published();
    }
    return std::move(out_);
  }

 private:
  void series_about(double x, const std::string& where) {
    const auto most_degree = static_cast<std::size_t>(most_) / 2;
    const reals c = taylor_coefficients(problem_.function(), x, most_degree + 1);
    for (std::size_t n = 1; n <= most_degree; ++n) {
      const reals p(c.begin(), c.begin() + static_cast<std::ptrdiff_t>(n) + 1);
      add(family::taylor, std::string("degree ").append(std::to_string(n)) + " " + where,
          horner(shifted(p, x)));
      for (std::size_t m = n / 2; m <= n / 2 + n % 2; ++m) {
        if (m == n) continue;
        if (const auto pq = pade(c, m, n - m)) {
          add(family::pade, degrees(m, n - m) + " " + where,
              quotient(shifted(pq->first, x), shifted(pq->second, x)));
        }
      }
    }
  }

  void polynomials() {
    for (int n = 1; n + (n < 5 ? n : n / 2 + 2) <= most_; ++n) {
      const auto start = interpolating_quotient(problem_, static_cast<std::size_t>(n), 0);
      const auto best = start ? tuned(problem_, *start) : std::nullopt;
      if (!best) continue;
      const std::string form = std::string("degree ").append(std::to_string(n));
      if (2 * n <= most_) add(family::polynomial, form, *best);
      if (n >= 5) add(family::preconditioned, form, *best, n + n / 2 + 2);
    }
  }

  /// Quotients of all (m, n) that Horner's rule or a continued fraction can afford.
  void rationals() {
    for (int n = 1; 2 * n <= most_; ++n) {
      for (int m = n - 1; m <= n + 1; ++m) {
        const bool by_horner = 2 * (m + n) <= most_;
        const int levels = m < n ? 3 * n - 1 : 3 * n;
        const bool by_fraction = m <= n && levels <= most_;
        if (!by_horner && !by_fraction) continue;
        const auto um = static_cast<std::size_t>(m), un = static_cast<std::size_t>(n);
        const auto start = interpolating_quotient(problem_, um, un);
        const auto best = start ? tuned(problem_, *start) : std::nullopt;
        if (!best) continue;
        if (by_horner) add(family::rational, degrees(um, un), *best);
        if (!by_fraction) continue;
        const auto [p, q] = parts(best->constants, um);
        if (const auto fraction = continued_fraction(p, q)) {
          add(family::fraction, degrees(um, un), *fraction);
        }
      }
    }
  }

  void reduced() {
    reduction r;
    const interval& over = problem_.over();
    if (std::string(problem_.function().name) == "log2") {
      if (problem_.error_metric() == metric::relative) return;
      r.is_log = true;
      r.a = sqrt(real(over.begin) * real(over.end));
      r.offset = problem_.function().at(r.a, approximation_problem::bits);
      // The error is odd about log2(a).
      reduced(r, {problem_.function(), {r.a.to_double(), over.end}, metric::absolute});
    } else if (problem_.function().parity != parity::none) {
      r.is_odd = problem_.function().parity == parity::odd;
      reduced(r, problem_);
    }
  }

  /// Polynomials, and quotients as in rationals().
  void reduced(const reduction& r, const approximation_problem& problem) {
    for (int n = 0; 2 * n <= most_; ++n) {
      for (int m = n == 0 ? 1 : n - 1; m <= n + 1 || (n == 0 && 2 * m <= most_); ++m) {
        const auto um = static_cast<std::size_t>(m), un = static_cast<std::size_t>(n);
        const auto pq = interpolating_parts(r, problem, um, un);
        if (!pq) continue;
        std::vector<bool> fixed;
        const auto attempt = [&](const char* manner, const auto& core) {
          const auto start = r.form(core, fixed);
          if (!start || start->shape().size() > most_) return;
          if (const auto best = tuned(problem, *start, fixed)) {
            add(family::structured, degrees(um, un) + manner, *best);
          }
        };
        const char* variable = r.is_log ? " in ((x - a)/(x + a))^2" : " in x^2";
        attempt(variable, [&](composer& out) -> std::optional<std::string> {
          if (n == 0) return append_horner(out, pq->first, false);
          return append_quotient(out, pq->first, pq->second);
        });
        if (n > 0 && m <= n) {
          attempt(variable,
                  [&](composer& out) { return append_fraction(out, pq->first, pq->second); });
        }
      }
    }
  }

  /// P / Q = R at Chebyshev's nodes; Q is monic.
  static std::optional<std::pair<reals, reals>> interpolating_parts(
      const reduction& r, const approximation_problem& problem, std::size_t m, std::size_t n) {
    std::vector<reals> a;
    reals b;
    for (const std::size_t i : problem.chebyshev_nodes(m + n + 1)) {
      const real z = r.variable(problem.x(i));
      a.emplace_back();
      real power(1);
      for (std::size_t k = 0; k <= m; ++k, power *= z) a.back().push_back(power);
      power = (problem.value(i) - r.offset) / r.factor(problem.x(i));
      for (std::size_t k = 0; k < n; ++k, power *= z) a.back().push_back(-power);
      b.push_back(power);
    }
    const auto c = solve(std::move(a), std::move(b));
    if (!c) return std::nullopt;
    const auto split = c->begin() + static_cast<std::ptrdiff_t>(m) + 1;
    reals q(split, c->end());
    q.push_back(real(1));
    return std::pair{reals(c->begin(), split), q};
  }

  void structured() {
    const interval& over = problem_.over();
    const double middle = 0.5 * (over.begin + over.end);
    // The best relative errors at middle + x and middle - x are each other's negatives, but for their squares.
    const approximation_problem half(problem_.function(), {middle, over.end}, metric::relative);
    for (int levels = 0; levels == 0 || 2 * levels + 3 <= most_; ++levels) {
      const auto degree = static_cast<std::size_t>(levels) + 1;
      const int core = levels == 0 ? 3 : 2 * levels + 3;
      for (int k = 0; core + k <= most_; ++k) {
        const std::string squared =
            k > 0 ? std::string(", squared ").append(std::to_string(k)) + "x" : "";
        coth_fraction f(levels, k);
        if (const auto best = tuned(problem_, coth_form(f, std::nullopt, k))) {
          add(family::structured, degrees(degree, degree) + squared, *best);
        }
        if (levels == 0 || core + 1 + k > most_) continue;
        const composer start = symmetric_form(f, middle, k);
        std::vector<bool> fixed(start.constants.size(), true);
        const auto free = static_cast<std::ptrdiff_t>(f.a.size()) + 1;
        std::fill(fixed.begin() + 1, fixed.begin() + 1 + free, false);
        const auto best = tuned(half, start, fixed);
        if (!best) continue;
        f.c = best->constants[1];
        f.a.assign(best->constants.rbegin() + 3, best->constants.rend() - 2);
        const composer shifted = coth_form(f, middle, k);
        const std::string form = degrees(degree, degree) + " shifted" + squared;
        add(family::structured, form, shifted);
        if (problem_.error_metric() == metric::relative) continue;
        std::vector<bool> shift_alone(shifted.constants.size(), false);
        shift_alone[0] = true;
        if (const auto other = tuned(problem_, shifted, shift_alone))
          add(family::structured, form, *other);
      }
    }
  }

  void published() {
    for (const published_program& each : published_programs()) {
      competitor c{
          family::published, each.name, 0, {parse_program(each.shape), each.constants}, {}};
      c.operations = c.p.shape.size();
      if (c.operations <= most_) certify(std::move(c));
    }
  }

  static std::optional<composer> tuned(const approximation_problem& problem, const composer& start,
                                       const std::vector<bool>& fixed = {}) {
    auto constants = minimax(problem, start.shape(), start.constants, fixed);
    if (!constants) return std::nullopt;
    composer out(start);
    out.constants = std::move(*constants);
    return out;
  }

  void add(family kind, const std::string& form, const composer& made, int operations = 0) {
    competitor c{kind, form, operations, {made.shape(), {}}, {}};
    for (const real& value : made.constants) c.p.constants.push_back(value.to_string(digits));
    if (operations == 0) c.operations = c.p.shape.size();
    certify(std::move(c));
  }

  void certify(competitor c) {
    try {
      c.error =
          bound_error(c.p, problem_.function(), problem_.over(), problem_.error_metric(), 1e-4);
    } catch (const std::runtime_error&) {
      return;
    }
    if (found_) found_(c);
    out_.push_back(std::move(c));
  }

  const approximation_problem& problem_;
  int most_;
  const std::function<void(const competitor&)>& found_;
  std::vector<competitor> out_;
};

}  // namespace

const char* name_of(family kind) {
  switch (kind) {
    case family::taylor:
      return "Taylor";
    case family::polynomial:
      return "minimax polynomial";
    case family::preconditioned:
      return "preconditioned polynomial";
    case family::pade:
      return "Pade";
    case family::rational:
      return "minimax rational";
    case family::fraction:
      return "minimax continued fraction";
    case family::structured:
      return "classical combination";
    case family::published:
      return "AutoNumerics-Zero";
  }
  return "";
}

std::vector<competitor> classical_competitors(const approximation_problem& problem,
                                              int most_operations,
                                              const std::function<void(const competitor&)>& found) {
  return collector(problem, most_operations, found).run();
}

}  // namespace logbessel::search
