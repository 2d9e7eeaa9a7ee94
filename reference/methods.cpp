#include <reference/methods.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace logbessel::reference::methods {
namespace {

real hypot(const real& v, const real& x) { return real(sqrt(v * v + x * x)); }

/// log Gamma(1 + v) for v > -1, with relative accuracy as v -> 0:  -gamma v + sum_{k>=2} zeta(k) (-v)^k/k.
real log_gamma_1p(const real& v) {
  const long bits = precision_scope::current();
  if (v.exponent() < -16) {
    real sum = -euler();
    real power = real(1);
    for (unsigned long k = 2; static_cast<long>(k - 1) * -v.exponent() <= bits; ++k) {
      power *= -v;
      sum -= zeta(k) * power / static_cast<double>(k);
    }
    return v * sum;
  }
  const precision_scope exact(bits + mpfr_get_prec(v.get()) + 64);
  const real argument = v + 1;
  const precision_scope rounded(bits);
  return log_gamma(argument);
}

/// sum_{k>=1} q^k/(k! (v+1)_k), for v no negative integer.
real series_without_first(const real& v, const real& q) {
  const long bits = precision_scope::current();
  real term = real(1);
  real sum = real(0);
  for (int k = 1;; ++k) {
    const real divisor = (v + k) * k;
    term *= q / divisor;
    sum += term;
    if (term.exponent() < sum.exponent() - bits && divisor.exponent() > q.exponent() + 1)
      return sum;
  }
}

/// E = r - v log((v + r)/x), recomputed with the bits that its subtraction loses. `guard` makes the roundings of
/// methods that share E differ.
real debye_exponent(const real& v, const real& x, long guard, bool by_asinh) {
  const long bits = precision_scope::current() + guard;
  long lost = 0;
  for (;;) {
    const precision_scope wide(bits + lost);
    const real r = hypot(v, x);
    const real vt = v * (by_asinh ? asinh(v / x) : log((v + r) / x));
    const real e = r - vt;
    const long now = std::max(r.exponent(), vt.exponent()) - e.exponent();
    if (now <= lost) return e;
    lost = now + 8;
  }
}

/// 1 - cos u and u - sin u, or cosh u - 1 and sinh u - u.
struct arc {
  real a, b;
};

/// Its power series, with turn = -1 or 1.
arc arc_series(const real& u, int turn) {
  const long bits = precision_scope::current();
  const real square = u * u;
  const real z = turn > 0 ? square : -square;
  real term = scaled(square, -1);
  arc sum = {term, term * u / 3};
  real term_b = sum.b;
  for (int k = 1; term.exponent() > sum.a.exponent() - bits; ++k) {
    term *= z / ((2 * k + 1) * (2 * k + 2));
    term_b *= z / ((2 * k + 2) * (2 * k + 3));
    sum.a += term;
    sum.b += term_b;
  }
  return sum;
}

/// From this exponent of u on, the closed forms of an arc lose less than arc_guard bits.
constexpr long arc_from = -8;
constexpr long arc_guard = 48;

arc hyperbolic_arc(const real& u, const real& exp_u) {
  if (u.exponent() < arc_from) return arc_series(u, 1);
  const real inverse = real(1) / exp_u;
  return {scaled(exp_u + inverse, -1) - 1, scaled(exp_u - inverse, -1) - u};
}

arc circular_arc(const real& u, const real& cos_u, const real& sin_u) {
  if (u.exponent() < arc_from) return arc_series(u, -1);
  return {real(1) - cos_u, u - sin_u};
}

/// exp(-a), with the bits that count in a sum near 1.
real exp_beside_one(const real& a) {
  const long below = static_cast<long>(1.4426950408889634 * a.to_double());
  const precision_scope fewer(std::max(24L, precision_scope::current() - below) + 8);
  return exp(-a);
}

/// The root y of an increasing function on (0, high).
template <class F>
double root(F f, double high) {
  double low = 0;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (f(middle) < 0 ? low : high) = middle;
  }
  return low;
}

/// r as a double, no larger than 1e300.
double moderate(const real& r) { return std::min(r.to_double(), 1e300); }

/// The coefficients of u_k(w), where U_k(p)/v^k = t^k u_k(w) with U_k of DLMF 10.41.10-11, t = 1/r, w = (v/r)^2:
/// U_{k+1} = p^2 (1 - p^2) U_k'/2 + (1/8) int_0^p (1 - 5 s^2) U_k ds. Kept per thread at the largest precision asked.
const std::vector<real>& debye_row(std::size_t k) {
  thread_local std::vector<std::vector<real>> rows;
  thread_local long precision = 0;
  if (precision < precision_scope::current()) {
    precision = precision_scope::current();
    rows.assign(1, {real(1)});
  }
  const precision_scope wide(precision);
  while (rows.size() <= k) {
    const int n = static_cast<int>(rows.size()) - 1;
    std::vector<real> next(rows.size() + 1, real(0));
    for (int j = 0; j <= n; ++j) {
      const real& a = rows.back()[static_cast<std::size_t>(j)];
      const int e = n + 2 * j;
      next[static_cast<std::size_t>(j)] += a * e / 2 + a / (8 * (e + 1));
      next[static_cast<std::size_t>(j) + 1] -= a * e / 2 + a * 5 / (8 * (e + 3));
    }
    rows.push_back(std::move(next));
  }
  return rows[k];
}

/// log(1 + sum_k t^k u_k(w)), up to two terms in a row below the precision.
real log_debye_series(const real& t, const real& w) {
  const long bits = precision_scope::current();
  const precision_scope wide(bits + 160);
  real sum = real(0);
  real power = real(1);
  int small = 0;
  for (std::size_t k = 1; small < 2; ++k) {
    power *= t;
    const std::vector<real>& row = debye_row(k);
    real value = row.back();
    for (std::size_t j = row.size() - 1; j-- > 0;) value = value * w + row[j];
    const real term = power * value;
    sum += term;
    small = term.exponent() < -bits - 4 ? small + 1 : 0;
  }
  const precision_scope narrow(bits);
  return log1p(sum);
}

real debye_sum(const real& v, const real& x, int sign) {
  const real r = hypot(v, x);
  const real t = real(1) / r;
  const real p = v * t;
  const real series = log_debye_series(sign > 0 ? t : -t, p * p);
  const real e = debye_exponent(v, x, 20, false);
  if (sign > 0) return e - scaled(log(scaled(pi(), 1) * r), -1) + series;
  return scaled(log(pi() / scaled(r, 1)), -1) - e + series;
}

}  // namespace

double asymptotic_from() { return 0.5 * static_cast<double>(precision_scope::current()); }

real log_i_series(const real& v, const real& x) {
  const real half = scaled(x, -1);
  return v * log(half) - log_gamma_1p(v) + log1p(series_without_first(v, half * half));
}

real ratio_fraction(const real& v, const real& x) {
  const double vd = v.to_double();
  const double xd = x.to_double();
  double bits = 0;
  int n = 1;
  for (; bits < static_cast<double>(precision_scope::current()) + 16; ++n) {
    bits -= 2 * std::log2(xd / (vd + n + std::hypot(vd + n, xd)) + 1e-300);
  }
  const real twice_over_x = real(2) / x;
  real ratio = real(0);
  for (int k = n; k >= 1; --k) ratio = real(1) / ((v + k) * twice_over_x + ratio);
  return ratio;
}

real log_i_wronskian(const real& v, const real& x) {
  const bool near_origin = x < 0.125 && v < 8;
  const neighbours k = near_origin ? log_k_temme(v, x) : log_k_integral(v, x);
  return -log(x) - k.at_next - log1p(ratio_fraction(v, x) * exp(k.at_v - k.at_next));
}

real log_k_reflection(const real& v, const real& x) {
  const long bits = precision_scope::current();
  // Gamma(1 - v) = pi v/(sin(pi v) Gamma(1 + v))
  const auto direct = [&](const real& order) {
    const real half = scaled(x, -1);
    const real q = half * half;
    const real over = exp(order * log(half)) / gamma(order + 1);
    const real sine_over_pi = sin(order * pi()) / pi();
    const real above = over * (series_without_first(order, q) + 1);
    const real below = sine_over_pi / (over * order) * (series_without_first(-order, q) + 1);
    return scaled((below - above) / sine_over_pi, -1);
  };
  const long growth = static_cast<long>(3.0 * x.to_double()) + 64 + mpfr_get_prec(v.get()) +
                      std::max(0L, v.exponent()) * 2;
  real distance;
  {
    const precision_scope exact(bits + mpfr_get_prec(v.get()) + 64);
    distance = v - nearest_integer(v);
  }
  const long near = -(bits / 2 + 40);
  if (distance.exponent() >= near) {
    const precision_scope wide(bits + growth - 2 * distance.exponent());
    const real value = log(direct(v));
    return value;
  }
  // K is smooth in v: at an integer, the mean of two orders beside it.
  const precision_scope wide(bits + growth - 4 * near);
  const real step = scaled(real(1), near + 8);
  return log(scaled(direct(v + step) + direct(v - step), -1));
}

neighbours log_k_temme(const real& v, const real& x) {
  const long bits = precision_scope::current();
  const long half_bits = bits / 2 + 16;
  const precision_scope wide(bits + half_bits + mpfr_get_prec(v.get()) + 32);
  const real n = nearest_integer(v);
  const real mu = v - n;
  const real log_2_x = log(real(2) / x);
  const real plus = gamma(mu + 1);
  const real minus = gamma(-mu + 1);
  const bool tiny = mu.exponent() < -half_bits;
  const real gamma_1 = tiny ? -euler() : (real(1) / minus - real(1) / plus) / scaled(mu, 1);
  const real gamma_2 = scaled(real(1) / minus + real(1) / plus, -1);
  const real sigma = mu * log_2_x;
  const real up = exp(sigma);
  const real down = real(1) / up;
  const real sinh_over = sigma.exponent() < -half_bits ? real(1) : scaled(up - down, -1) / sigma;
  const real angle = mu * pi();
  const real sine_over = tiny ? real(1) : sin(angle) / angle;

  real f = (scaled(up + down, -1) * gamma_1 + sinh_over * log_2_x * gamma_2) / sine_over;
  real p = scaled(up * plus, -1);
  real q = scaled(down * minus, -1);
  const real square = scaled(x * x, -2);
  real c = real(1);
  real sum = f;
  real sum_next = p;
  for (int k = 1;; ++k) {
    f = (f * k + p + q) / (real(k) * k - mu * mu);
    p /= real(k) - mu;
    q /= real(k) + mu;
    c *= square / k;
    sum += c * f;
    sum_next += c * (p - f * k);
    if (c.exponent() + std::max(f.exponent(), p.exponent()) + 12 <
        std::min(sum.exponent(), sum_next.exponent()) - bits)
      break;
  }
  real now = sum;
  real next = sum_next * 2 / x;
  for (real j = real(1); j < n + 0.5; j += 1) {
    real after = (mu + j) * 2 / x * next + now;
    now = std::move(next);
    next = std::move(after);
  }
  return {log(now), log(next)};
}

neighbours log_k_integral(const real& v, const real& x) {
  // K_v = e^{v t0 - r}/2 int exp(-r (cosh u - 1) - v (sinh u - u)) du, sinh t0 = v/x. On the line Im u = y the integrand
  // is at most cos(y)^-r times that on the real line, so the step h = 2 pi/(r tan y) with r (y tan y + log cos y) = W
  // leaves exp(-W).
  const long bits = precision_scope::current();
  const double nats = (static_cast<double>(bits) + 16) * 0.69314718055994531;
  const real r = hypot(v, x);
  const double rd = moderate(r);
  double step = 0;
  if (rd < 1e6) {
    const double y = root(
        [&](double a) { return rd * (a * std::tan(a) + std::log(std::cos(a))) - nats; }, 1.5707963);
    step = 2 * 3.14159265358979 / (rd * std::tan(y));
  } else {
    step = (pi() * sqrt(real(2.0 / nats) / r)).to_double();
  }
  const real h = real(step);

  real sum = real(1);
  real sum_next = real(1);
  bool left = true;
  bool right = true;
  const real limit = real(nats);
  const precision_scope wide(bits + arc_guard);
  const real exp_h = exp(h);
  real exp_u = real(1);
  for (int j = 1; left || right; ++j) {
    const real u = h * j;
    exp_u *= exp_h;
    const arc at = hyperbolic_arc(u, exp_u);
    const precision_scope narrow(bits);
    const real even = r * at.a;
    const real odd = v * at.b;
    if (right) {
      const real exponent = even + odd;
      const real exponent_next = exponent - u;
      const real value_next = exp_beside_one(exponent_next);
      sum += value_next / exp_u;
      sum_next += value_next;
      right = exponent_next < limit;
    }
    if (left) {
      const real exponent = even - odd;
      const real value = exp_beside_one(exponent);
      sum += value;
      sum_next += value / exp_u;
      left = exponent < limit;
    }
  }
  const precision_scope narrow(bits);
  const real e = debye_exponent(v, x, 36, true);
  const real log_growth = asinh(v / x);
  const real scale = scaled(h, -1);
  return {log(sum * scale) - e, log(sum_next * scale) - e + log_growth};
}

real log_i_integral(const real& v, const real& x) {
  // I_v = e^{r - v t0}/pi int_0^pi exp(-r (1 - cos s)) cos(v (s - sin s)) ds up to a share of exp(-2 r). Off the real
  // line the integrand grows at most like exp(r (e^y - 1 - y)), so h = 2 pi/(r (e^y - 1)), r (y e^y - e^y + 1) = W.
  const long bits = precision_scope::current();
  const double nats = (static_cast<double>(bits) + 16) * 0.69314718055994531;
  const real r = hypot(v, x);
  const double rd = moderate(r);
  double step = 0;
  if (rd < 1e6) {
    const double y =
        root([&](double a) { return rd * (a * std::exp(a) - std::exp(a) + 1) - nats; }, 20.0);
    step = 2 * 3.14159265358979 / (rd * (std::exp(y) - 1));
  } else {
    step = (pi() * sqrt(real(2.0 / nats) / r)).to_double();
  }
  const real h = real(step);
  const real limit = real(nats);
  real sum = real(0.5);
  const precision_scope wide(bits + arc_guard);
  const real cos_h = cos(h);
  const real sin_h = sin(h);
  real cos_s = real(1);
  real sin_s = real(0);
  for (int j = 1;; ++j) {
    const real s = h * j;
    if (!(s < 3.0)) break;
    real turned = cos_s * cos_h - sin_s * sin_h;
    sin_s = sin_s * cos_h + cos_s * sin_h;
    cos_s = std::move(turned);
    const arc at = circular_arc(s, cos_s, sin_s);
    const precision_scope narrow(bits);
    const real exponent = r * at.a;
    if (!(exponent < limit)) break;
    const real weight = exp_beside_one(exponent);
    const real phase = v * at.b;
    const precision_scope fewer(mpfr_get_prec(weight.get()) + 8);
    const real value = weight * cos(phase);
    const precision_scope full(bits);
    sum += value;
  }
  const precision_scope narrow(bits);
  return debye_exponent(v, x, 36, true) + log(sum * h / pi());
}

real log_i_debye(const real& v, const real& x) { return debye_sum(v, x, 1); }
real log_k_debye(const real& v, const real& x) { return debye_sum(v, x, -1); }

}  // namespace logbessel::reference::methods
