/// @file
/// Tail probabilities of unimodal densities exp(H), both with their relative accuracy, without normalising constants:
///
///     P(X >= x) = exp(H(x) - H(mode)) J+(x)/(J-(mode) + J+(mode)),   J+-(x) = int_0 exp(H(x +- u) - H(x)) du.
///
/// The integrals are cut where the integrand is about exp(-40) and taken by Gauss's rule of 32 nodes, which resolves
/// exponential as well as Gaussian falls. A density supplies mode(), low(), high() and at(x), a foot with slope H'(x),
/// bend H''(x) and rise(u) = H(x + u) - H(x).
#pragma once

#include <logbessel/detail/coefficients/vmf_quadrature.hpp>
#include <logbessel/detail/elementary.hpp>
#include <logbessel/detail/turns.hpp>

namespace logbessel::detail {

/// exp(y) for y <= 1, as zero below -270.
LOGBESSEL_FN double exp_of(double y) {
  return y > -270.0 ? exp_two_words(double_double<double>{y, 0.0}).exp.hi : 0.0;
}

/// exp(y) for any y.
LOGBESSEL_FN double exp_anywhere(double y) {
  if (!(abs(y) < 800.0)) return y != y ? y : y < 0.0 ? 0.0 : infinity;
  const double n = round(y * 0x1.71547652b82fep+0);
  const double_double<double> r = two_sum(fma(-n, log_2_hi, y), -n * log_2_lo);
  const double half = floor(0.5 * n);
  return exp_two_words(r).exp.hi * pow2(half) * pow2(n - half);
}

LOGBESSEL_FN double log1p_of(double y) { return log1p_two_words(double_double<double>{y, 0.0}).hi; }

/// int_0^end weight(+-u) exp(rise(+-u)) du. The length to the cut starts from slope and bend, grows by steps that take the fall
/// for quadratic, and shrinks where four fifths of it would do; at an end where the density is zero it may be all there is.
LOGBESSEL_AS_ARGUMENT
template <class Foot, class Weight>
LOGBESSEL_FN double tail_integral(const Foot& foot, double sign, double end, Weight weight) {
  if (!(end > 0.0)) return 0.0;
  const double fall = max(-sign * foot.slope, 0.0);
  const double divisor = fall + sqrt(fma(fall, fall, 2.0 * max(-foot.bend, 0.0)));
  double length = divisor > 0.0 ? min(12.0 / divisor, end) : end;
  for (int i = 0; i < 60; ++i) {
    const double depth = -foot.rise(sign * length);
    if (depth < 36.0) {
      if (length >= end) break;
      length = min(length * sqrt(40.0 / max(depth, 1.0)), end);
    } else if (-foot.rise(sign * 0.8 * length) > 40.0) {
      length *= 0.8;
    } else {
      break;
    }
  }
  double sum = 0.0;
  for (int i = 0; i < tail_size; ++i) {
    const double u = sign * length * tail_node(i);
    sum = fma(tail_weight(i) * weight(u), exp_of(foot.rise(u)), sum);
  }
  return sum * length;
}

struct unit_weight {
  LOGBESSEL_FN double operator()(double) const { return 1.0; }
};

struct two_tails {
  double below, above;
};

template <class Density>
class tails_of {
 public:
  LOGBESSEL_AS_ARGUMENT
  LOGBESSEL_FN explicit tails_of(const Density& density)
      : density_(density),
        mode_(density.mode()),
        foot_(density.at(mode_)),
        total_(tail_integral(foot_, -1.0, mode_ - density.low(), unit_weight()) +
               tail_integral(foot_, 1.0, density.high() - mode_, unit_weight())) {}

  /// P(X <= x) and P(X >= x); the one beyond the mode is computed, the other one minus it.
  LOGBESSEL_AS_ARGUMENT
  LOGBESSEL_FN two_tails operator()(double x) const {
    const bool up = x >= mode_;
    const double end = up ? density_.high() - x : x - density_.low();
    const double J = tail_integral(density_.at(x), up ? 1.0 : -1.0, end, unit_weight());
    const double p = min(exp_anywhere(foot_.rise(x - mode_)) * (J / total_), 1.0);
    return up ? two_tails{1.0 - p, p} : two_tails{p, 1.0 - p};
  }

  LOGBESSEL_AS_ARGUMENT
  LOGBESSEL_FN double density(double x) const {
    return exp_anywhere(foot_.rise(x - mode_)) / total_;
  }

  /// The x at which P(X >= x) = above for 0 < above < 1, by Newton's method on the logarithm of the smaller tail, kept
  /// within a bracket; `high` is one beyond x.
  LOGBESSEL_AS_ARGUMENT
  LOGBESSEL_FN double upper_quantile(double above, double high) const {
    double low = density_.low();
    double x = mode_;
    for (int i = 0; i < 100; ++i) {
      const two_tails p = (*this)(x);
      const bool beyond = p.above < above;
      (beyond ? high : low) = x;
      const bool small = above <= 0.5;
      const double have = small ? p.above : p.below;
      const double want = small ? above : 1.0 - above;
      const double step =
          have > 0.0 ? log1p_of((have - want) / want) * have / (small ? density(x) : -density(x))
                     : nan;
      if (abs(step) <= 0x1p-50 * x || !(high - low > 0x1p-52 * high)) break;
      const double next = x + step;
      x = next > low && next < high ? next : 0.5 * (low + high);
    }
    return x;
  }

 private:
  Density density_;
  double mode_;
  decltype(density_.at(0.0)) foot_;
  double total_;
};

/// The density of sin^(2a-1) cos^(2b-1) exp(-2 kappa sin^2) over the first quadrant of an angle in turns, a, b >= 1/2. For
/// kappa = 0, sin^2 has the beta distribution of a and b. For a = b = (dim - 1)/2 it is that of half the angle from mu.
struct angle_density {
  double a, b, kappa;

  struct foot {
    double sine_power, cosine_power, kappa, sin, cos, slope, bend;

    /// S = sin(2 pi u) and V = 1 - cos(2 pi u).
    struct turn {
      double S, V;
    };
    LOGBESSEL_FN turn turn_by(double u) const {
      const sine_and_cosine half = sin_cos_of_turns(0.5 * abs(u));
      return {(u < 0.0 ? -2.0 : 2.0) * half.sin * half.cos, 2.0 * half.sin * half.sin};
    }

    /// sin^2 after the turn less sin^2 before.
    LOGBESSEL_FN double square_rise(turn by) const {
      const double double_cos = (cos - sin) * (cos + sin);
      return by.S * fma(2.0 * sin * cos, 1.0 - by.V, double_cos * by.S);
    }

    LOGBESSEL_FN double rise(double u) const {
      const turn by = turn_by(u);
      double sum = kappa > 0.0 ? -2.0 * kappa * square_rise(by) : 0.0;
      if (sine_power > 0.0) {
        const double s = by.S * (cos / sin) - by.V;
        if (!(s > -1.0)) return -infinity;
        sum = fma(sine_power, log1p_of(s), sum);
      }
      if (cosine_power > 0.0) {
        const double c = -by.S * (sin / cos) - by.V;
        if (!(c > -1.0)) return -infinity;
        sum = fma(cosine_power, log1p_of(c), sum);
      }
      return sum;
    }
  };

  LOGBESSEL_FN double low() const { return 0.0; }
  LOGBESSEL_FN double high() const { return 0.25; }

  /// Where (2a - 1)(1 - q) - (2b - 1) q = 4 kappa q (1 - q), q = sin^2.
  LOGBESSEL_FN double mode() const {
    const double i = 2.0 * a - 1.0;
    const double j = 2.0 * b - 1.0;
    const double k = 4.0 * kappa;
    if (i + j + k == 0.0) return 0.125;
    // The roots of k q^2 - (i + j + k) q + i and, for 1 - q, of k r^2 + d r - j, without cancellation.
    const double root = sqrt(fma(i - k, i - k, j * (j + 2.0 * (i + k))));
    const double d = i + j - k;
    const double q = 2.0 * i / (i + j + k + root);
    const double r = d > 0.0 ? 2.0 * j / (d + root) : (root - d) / (2.0 * k);
    return turns_of(sqrt(min(q, 1.0)), sqrt(min(r, 1.0)));
  }

  LOGBESSEL_FN foot at(double x) const {
    const sine_and_cosine angle = sin_cos_of_turns(x);
    const double i = 2.0 * a - 1.0;
    const double j = 2.0 * b - 1.0;
    const double tan = angle.sin / angle.cos;
    const double cot = angle.cos / angle.sin;
    const double two_pi = 0.5 * four_pi;
    const double up = i > 0.0 ? i * cot : 0.0;
    const double down = j > 0.0 ? j * tan : 0.0;
    const double slope = up - down - 4.0 * kappa * angle.sin * angle.cos;
    const double bend = -(i > 0.0 ? fma(up, cot, i) : 0.0) - (j > 0.0 ? fma(down, tan, j) : 0.0) -
                        4.0 * kappa * (angle.cos - angle.sin) * (angle.cos + angle.sin);
    return {i, j, kappa, angle.sin, angle.cos, two_pi * slope, two_pi * two_pi * bend};
  }
};

/// The density of s^(2a-1) exp(-s^2): s^2 has the gamma distribution of shape a >= 1/2.
struct root_gamma_density {
  double a;

  struct foot {
    double power, s, slope, bend;

    LOGBESSEL_FN double rise(double u) const {
      if (power > 0.0 && !(u > -s)) return -infinity;
      return fma(power, power > 0.0 ? log1p_of(u / s) : 0.0, -u * (s + s + u));
    }
  };

  LOGBESSEL_FN double low() const { return 0.0; }
  LOGBESSEL_FN double high() const { return infinity; }
  LOGBESSEL_FN double mode() const { return sqrt(a - 0.5); }
  LOGBESSEL_FN foot at(double s) const {
    const double i = 2.0 * a - 1.0;
    const double up = i > 0.0 ? i / s : 0.0;
    return {i, s, up - 2.0 * s, -(i > 0.0 ? up / s : 0.0) - 2.0};
  }
};

}  // namespace logbessel::detail
