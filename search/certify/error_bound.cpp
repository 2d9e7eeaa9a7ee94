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

laurent_model error_model(const exact_program& p, const target& f, metric m, const frame& over) {
  std::vector<laurent_model> constants;
  ball value;
  for (const std::string& decimal : p.constants) {
    arb_set_str(value.get(), decimal.c_str(), over.bits);
    constants.push_back(laurent_model::constant(over, value.get()));
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

/// x from `begin` to `end`, which is middle + radius t for t from `from` to `to` (-1 or 0 or 1), or a little more at the ends
/// where doubles do not hold the middle.
struct piece {
  double begin, end;

  double middle() const { return begin == 0.0 || end == 0.0 ? 0.0 : 0.5 * (begin + end); }
  double radius() const {
    if (middle() == 0.0) return std::max(-begin, end);
    const double r = std::max(end - middle(), middle() - begin);
    return covers_exactly(r) ? r : std::nextafter(r * (1.0 + 0x1p-52), HUGE_VAL);
  }
  bool is_exact() const { return middle() == 0.0 || covers_exactly(radius()); }

 private:
  bool covers_exactly(double r) const {
    ball m, b, a, e;
    arb_set_d(m.get(), middle());
    arb_set_d(b.get(), r);
    arb_sub(a.get(), m.get(), b.get(), ARF_PREC_EXACT);
    arb_add(e.get(), m.get(), b.get(), ARF_PREC_EXACT);
    return arf_cmp_d(arb_midref(a.get()), begin) == 0 && arf_cmp_d(arb_midref(e.get()), end) == 0;
  }
};

class certifier {
 public:
  certifier(const exact_program& p, const target& f, const interval& over, metric m, double width,
            slong bits)
      : p_(p), f_(f), over_(over), metric_(m), width_(width), bits_(bits) {}

  /// @throws too_few_bits
  error_bound run() {
    sample();
    // The error's digits beyond its size are seldom more than a quarter of those of the size itself.
    terms_ = 12 + static_cast<slong>(std::max(0.0, -std::log2(best_.lower))) / 4;
    if (over_.begin < 0.0 && over_.end > 0.0) {
      bound({over_.begin, 0.0});
      bound({0.0, over_.end});
    } else {
      bound({over_.begin, over_.end});
    }
    best_.upper = std::max(best_.upper, best_.lower);
    return best_;
  }

 private:
  /// A lower bound near the maximum makes the upper ones cheap.
  void sample() {
    constexpr int points = 256;
    double radius = 0.0;
    bool reached = false;
    const auto look = [&](double x) {
      const frame point{x, 0.0, 1, bits_};
      try {
        ball value;
        error_model(p_, f_, metric_, point).coefficient(value.get(), 0);
        raise(least(value.get()), x);
        radius = std::max(radius, radius_of(value.get()));
        reached = true;
      } catch (const not_proven&) {
        if (x == 0.0) best_.undefined_at_zero = true;
      }
    };
    for (int i = 0; i <= points; ++i) {
      const double c = 0.5 - 0.5 * std::cos(3.141592653589793 * i / points);
      look(std::clamp(over_.begin + c * (over_.end - over_.begin), over_.begin, over_.end));
    }
    if (over_.begin < 0.0 && over_.end > 0.0) look(0.0);
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
      const double middle = 0.5 * (part.begin + part.end);
      const bool is_short = part.end - part.begin < 0x1p-50 * (over_.end - over_.begin);
      if (is_short || middle == part.begin || middle == part.end) {
        throw std::runtime_error(std::string("no proof: ") + reason.what() +
                                 " near x = " + text(middle));
      }
      bound({part.begin, middle});
      bound({middle, part.end});
    }
  }

  void bound_whole(const piece& part) {
    const frame over{part.middle(), part.radius(), terms_, bits_};
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
    if (part.begin == 0.0) return maximise(inner.half(1), remainder, 0.0, 1.0, part, true);
    if (part.end == 0.0) return maximise(inner.half(-1), remainder, -1.0, 0.0, part, true);
    maximise(inner, remainder, -1.0, 1.0, part, part.is_exact());
  }

  /// p spans the piece from t = from to t = to. Its remainder holds another value at each t, so p alone is split.
  void maximise(const polynomial& p, double remainder, double from, double to, const piece& part,
                bool ends_belong) {
    const auto x_at = [&](double t) {
      return std::clamp(part.middle() + part.radius() * t, part.begin, part.end);
    };
    ball value;
    p.at(value.get(), 0);
    raise(below(least(value.get()) - remainder), x_at(0.5 * (from + to)));
    const double largest = above(p.largest() + remainder);
    if (largest <= (1.0 + 0.75 * width_) * best_.lower) {
      best_.upper = std::max(best_.upper, largest);
      return;
    }
    if (p.is_monotone()) {
      for (const int side : {-1, 1}) {
        p.at(value.get(), side);
        if (ends_belong) raise(below(least(value.get()) - remainder), x_at(side < 0 ? from : to));
        best_.upper = std::max(best_.upper, above(most(value.get()) + remainder));
      }
      return;
    }
    if (to - from < 0x1p-40) throw too_few_bits();
    const double middle = 0.5 * (from + to);
    maximise(p.half(-1), remainder, from, middle, part, ends_belong);
    maximise(p.half(1), remainder, middle, to, part, ends_belong);
  }

  const exact_program& p_;
  const target& f_;
  const interval& over_;
  metric metric_;
  double width_;
  slong bits_, terms_ = 0;
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
