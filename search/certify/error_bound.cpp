#include "error_bound.hpp"

#include <reference/ball.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>
#include <regex>
#include <stdexcept>
#include <utility>

#include "laurent_model.hpp"

namespace logbessel::search {
namespace {

using reference::real;
using reference::arb::ball;

constexpr slong first_bits = 128, most_bits = 8192;
/// The maximum of a polynomial is sought in this precision.
constexpr slong polynomial_bits = 128;

/// Higher precision will help; shorter pieces will not.
class too_few_bits : public std::exception {};

std::string text(double x) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.6g", x);
  return out.data();
}

double most(const arb_t x) {
  mag_t m;
  mag_init(m);
  arb_get_mag(m, x);
  const double out = mag_get_d(m);
  mag_clear(m);
  return out;
}

double least(const arb_t x) {
  mag_t m;
  mag_init(m);
  arb_get_mag_lower(m, x);
  const double out = mag_get_d(m);
  mag_clear(m);
  return out;
}

double radius_of(const arb_t x) { return mag_get_d(arb_radref(x)); }

constexpr double above(double x) { return x * (1.0 + 0x1p-50); }
constexpr double below(double x) { return x * (1.0 - 0x1p-50); }

std::vector<real> constants_of(const exact_program& p) {
  const reference::precision_scope precision(exact_program::constant_bits);
  std::vector<real> out;
  for (const std::string& decimal : p.constants) {
    out.emplace_back();
    mpfr_set_str(out.back().get(), decimal.c_str(), 10, MPFR_RNDN);
  }
  return out;
}

laurent_model error_model(const exact_program& p, const target& f, metric m, const frame& over) {
  std::vector<laurent_model> constants;
  for (const real& c : constants_of(p)) {
    constants.push_back(laurent_model::constant(over, ball(c).get()));
  }
  const laurent_model fitted = evaluate<laurent_model>(
      p.shape, laurent_model::variable(over), constants,
      [](const auto& a, const auto& b, const auto& c) { return a * b + c; },
      [](const auto& a) { return sqrt(a); });
  const laurent_model truth = laurent_model::of(f, over);
  const laurent_model error = fitted - truth;
  return m == metric::relative ? error / truth : error;
}

/// A polynomial of t in [-1, 1] whose coefficients are balls of one number each.
class polynomial {
 public:
  polynomial() { arb_poly_init(c_); }
  polynomial(const polynomial& other) : polynomial() { arb_poly_set(c_, other.c_); }
  polynomial& operator=(const polynomial&) = delete;
  ~polynomial() { arb_poly_clear(c_); }

  void set(slong k, const arb_t value) { arb_poly_set_coeff_arb(c_, k, value); }

  /// p((t + side) / 2)
  polynomial half(int side) const {
    polynomial out(*this);
    for (slong k = 0; k < arb_poly_length(c_); ++k) {
      arb_mul_2exp_si(out.c_->coeffs + k, out.c_->coeffs + k, -k);
    }
    ball one;
    arb_set_si(one.get(), side);
    arb_poly_taylor_shift_horner(out.c_, out.c_, one.get(), polynomial_bits);
    return out;
  }

  void at(arb_t out, int t) const {
    ball point;
    arb_set_si(point.get(), t);
    arb_poly_evaluate(out, c_, point.get(), polynomial_bits);
  }

  double largest() const {
    double sum = 0.0;
    for (slong k = 0; k < arb_poly_length(c_); ++k) sum = above(sum + most(c_->coeffs + k));
    return sum;
  }

  bool is_monotone() const {
    if (arb_poly_length(c_) < 2) return true;
    double rest = 0.0;
    for (slong k = 2; k < arb_poly_length(c_); ++k) {
      rest = above(rest + static_cast<double>(k) * most(c_->coeffs + k));
    }
    return least(c_->coeffs + 1) > rest;
  }

  double spread() const {
    double sum = 0.0;
    for (slong k = 0; k < arb_poly_length(c_); ++k) sum += radius_of(c_->coeffs + k);
    return sum;
  }

 private:
  arb_poly_t c_;
};

/// x - origin from `begin` to `end`, which is middle + radius t for t from -1, or from 0, to 0 or 1; or a little more where
/// doubles do not hold the middle.
class piece {
 public:
  enum class centre { middle, begin, end };

  piece(double begin, double end, centre at, const real* origin = nullptr)
      : begin_(begin),
        end_(end),
        at_(at),
        origin_(origin),
        middle_(at == centre::begin ? begin
                : at == centre::end ? end
                                    : 0.5 * (begin + end)),
        radius_(std::max(end_ - middle_, middle_ - begin_)) {
    exact_ =
        (at == centre::begin || reaches(begin_, -1)) && (at == centre::end || reaches(end_, 1));
    if (!exact_) radius_ = std::nextafter(radius_ * (1.0 + 0x1p-51), HUGE_VAL);
  }

  double begin() const { return begin_; }
  double end() const { return end_; }
  centre at() const { return at_; }
  double middle() const { return middle_; }
  double radius() const { return radius_; }
  const real* origin() const { return origin_; }
  /// Whether the ends are known to belong to the interval.
  bool is_exact() const { return exact_ && origin_ == nullptr; }

  double x(double t) const {
    const double u = std::clamp(middle_ + radius_ * t, begin_, end_);
    return origin_ == nullptr ? u : (*origin_ + real(u)).to_double();
  }

 private:
  bool reaches(double x, int side) const {
    ball m, r;
    arb_set_d(m.get(), middle_);
    arb_set_d(r.get(), side * radius_);
    arb_add(m.get(), m.get(), r.get(), ARF_PREC_EXACT);
    return arf_cmp_d(arb_midref(m.get()), x) == 0;
  }

  double begin_, end_;
  centre at_;
  const real* origin_;
  double middle_, radius_;
  bool exact_ = false;
};

/// Where a zero of a divisor, if it is there, is one by the form of the program.
std::vector<real> possible_singularities(const exact_program& p, const interval& over) {
  std::vector<real> out;
  const auto add = [&](const real& x) {
    const bool inside = !(x < real(over.begin)) && !(x > real(over.end));
    if (inside && std::ranges::find(out, x) == out.end()) out.push_back(x);
  };
  add(real(0));
  const std::vector<real> constants = constants_of(p);
  std::size_t next = 0;
  for (const step& s : p.shape.steps) {
    for (int i = 0; i < s.size(); ++i) {
      if (!s.in[static_cast<std::size_t>(i)].is_constant()) continue;
      const real& c = constants[next++];
      if (s.in[i == 0 ? 1 : 0].node != 0) continue;
      if (s.op == operation::add) add(-c);
      if (s.op == operation::subtract) add(c);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

class certifier {
 public:
  certifier(const exact_program& p, const target& f, const interval& over, metric m, double width,
            slong bits)
      : p_(p),
        f_(f),
        over_(over),
        metric_(m),
        width_(width),
        bits_(bits),
        special_(possible_singularities(p, over)) {}

  /// @throws too_few_bits
  error_bound run() {
    sample();
    // The error's digits beyond its size are seldom more than a quarter of those of the size itself.
    terms_ = 12 + static_cast<slong>(std::max(0.0, -std::log2(best_.lower))) / 4;
    // Each special point is the centre of two pieces, or of one at an end of the interval.
    using centre = piece::centre;
    double from = over_.begin;
    for (std::size_t i = 0; i < special_.size(); ++i) {
      const double at = special_[i].to_double();
      const double to =
          i + 1 < special_.size() ? 0.5 * (at + special_[i + 1].to_double()) : over_.end;
      if (real(at) == special_[i]) {
        if (from < at) bound({from, at, centre::end});
        if (at < to) bound({at, to, centre::begin});
      } else {
        // Rounded outward.
        const real* origin = &special_[i];
        const double left = std::nextafter((real(from) - *origin).to_double(), -HUGE_VAL);
        const double right = std::nextafter((real(to) - *origin).to_double(), HUGE_VAL);
        bound({left, 0.0, centre::end, origin});
        bound({0.0, right, centre::begin, origin});
      }
      from = to;
    }
    if (special_.empty()) bound({over_.begin, over_.end, centre::middle});
    best_.upper = std::max(best_.upper, best_.lower);
    return best_;
  }

 private:
  /// A lower bound near the maximum makes the upper ones cheap.
  void sample() {
    constexpr int points = 256;
    double radius = 0.0;
    bool reached = false;
    const auto look = [&](const frame& point, double x) {
      try {
        ball value;
        error_model(p_, f_, metric_, point).coefficient(value.get(), 0);
        raise(least(value.get()), x);
        radius = std::max(radius, radius_of(value.get()));
        reached = true;
        return true;
      } catch (const not_proven&) {
        return false;
      }
    };
    for (int i = 0; i <= points; ++i) {
      const double c = 0.5 - 0.5 * std::cos(3.141592653589793 * i / points);
      const double x =
          std::clamp(over_.begin + c * (over_.end - over_.begin), over_.begin, over_.end);
      if (std::ranges::find(special_, real(x)) == special_.end()) look({x, 0.0, 1, bits_}, x);
    }
    for (const real& x : special_) {
      const double nearest = x.to_double();
      if (!look({0.0, 0.0, 1, bits_, &x}, nearest)) best_.undefined_at.push_back(nearest);
    }
    if (!reached || !(best_.lower * 0x1p-30 > radius)) throw too_few_bits();
  }

  void raise(double value, double x) {
    if (value <= best_.lower) return;
    best_.lower = value;
    best_.worst = x;
  }

  void bound(const piece& part) {
    try {
      return bound_whole(part);
    } catch (const not_proven& reason) {
      const double middle = 0.5 * (part.begin() + part.end());
      const bool is_short = part.end() - part.begin() < 0x1p-50 * (over_.end - over_.begin);
      if (is_short || middle == part.begin() || middle == part.end()) {
        throw std::runtime_error(std::string("no proof: ") + reason.what() +
                                 " near x = " + text(middle));
      }
      // A half keeps the centre that it touches.
      using centre = piece::centre;
      bound({part.begin(), middle, part.at() == centre::begin ? centre::begin : centre::middle,
             part.origin()});
      bound({middle, part.end(), part.at() == centre::end ? centre::end : centre::middle,
             part.origin()});
    }
  }

  void bound_whole(const piece& part) {
    const frame over{part.middle(), part.radius(), terms_, bits_, part.origin()};
    const laurent_model error = error_model(p_, f_, metric_, over);
    if (error.shift() < 0) throw not_proven("the program has a pole");
    polynomial inner;
    ball c;
    for (slong k = 0; k < error.terms(); ++k) {
      error.coefficient(c.get(), k);
      if (!arb_is_finite(c.get())) throw not_proven("a step may overflow");
      inner.set(k + error.shift(), c.get());
    }
    error.coefficient(c.get(), error.terms());
    const double remainder = most(c.get());
    if (!(remainder < 0.125 * width_ * best_.lower))
      throw not_proven("the program may have a pole");
    if (!(inner.spread() < 0.125 * width_ * best_.lower)) throw too_few_bits();
    using centre = piece::centre;
    if (part.at() == centre::begin) return maximise(inner.half(1), remainder, 0.0, 1.0, part);
    if (part.at() == centre::end) return maximise(inner.half(-1), remainder, -1.0, 0.0, part);
    maximise(inner, remainder, -1.0, 1.0, part);
  }

  /// p spans the piece from t = from to t = to. Its remainder holds another value at each t, so p alone is split.
  void maximise(const polynomial& p, double remainder, double from, double to, const piece& part) {
    ball value;
    p.at(value.get(), 0);
    raise(below(least(value.get()) - remainder), part.x(0.5 * (from + to)));
    const double largest = above(p.largest() + remainder);
    if (largest <= (1.0 + 0.75 * width_) * best_.lower) {
      best_.upper = std::max(best_.upper, largest);
      return;
    }
    if (p.is_monotone()) {
      for (const int side : {-1, 1}) {
        p.at(value.get(), side);
        if (part.is_exact()) {
          raise(below(least(value.get()) - remainder), part.x(side < 0 ? from : to));
        }
        best_.upper = std::max(best_.upper, above(most(value.get()) + remainder));
      }
      return;
    }
    if (to - from < 0x1p-40) throw too_few_bits();
    const double middle = 0.5 * (from + to);
    maximise(p.half(-1), remainder, from, middle, part);
    maximise(p.half(1), remainder, middle, to, part);
  }

  const exact_program& p_;
  const target& f_;
  const interval& over_;
  metric metric_;
  double width_;
  slong bits_, terms_ = 0;
  std::vector<real> special_;
  error_bound best_;
};

}  // namespace

void exact_program::check() const {
  static const std::regex decimal(R"([+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,6})?)");
  if (static_cast<int>(constants.size()) != shape.constant_count()) {
    throw std::invalid_argument("the program has " + std::to_string(shape.constant_count()) +
                                " constants, and " + std::to_string(constants.size()) +
                                " are given");
  }
  for (const std::string& c : constants) {
    if (!std::regex_match(c, decimal)) {
      throw std::invalid_argument("the constant '" + c + "' is not a decimal number");
    }
  }
}

error_bound bound_error(const exact_program& p, const target& f, const interval& over, metric m,
                        double width) {
  check(f, over, m);
  p.check();
  const reference::precision_scope precision(2 * exact_program::constant_bits);
  for (slong bits = first_bits; bits <= most_bits; bits *= 2) {
    try {
      error_bound out = certifier(p, f, over, m, width, bits).run();
      if (out.upper <= (1.0 + width) * out.lower) return out;
    } catch (const too_few_bits&) {
    }
  }
  throw std::runtime_error("no proof: the error is too small, or the program is nowhere defined");
}

}  // namespace logbessel::search
