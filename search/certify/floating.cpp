#include "floating.hpp"

#include <reference/ball.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <stdexcept>
#include <type_traits>

namespace logbessel::search {
namespace {

using reference::arb::ball;

double nearest(const arb_t x) { return arf_get_d(arb_midref(x), ARF_RND_NEAR); }

bool has_relative_error(const target& f, const interval& over) {
  try {
    check(f, over, metric::relative);
    return true;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

constexpr std::size_t width = 512;

/// Neighbouring points, side by side.
template <class Number>
struct lanes {
  std::array<Number, width> value;

  friend lanes operator+(const lanes& a, const lanes& b) {
    return each(a, b, [](Number u, Number v) { return u + v; });
  }
  friend lanes operator-(const lanes& a, const lanes& b) {
    return each(a, b, [](Number u, Number v) { return u - v; });
  }
  friend lanes operator*(const lanes& a, const lanes& b) {
    return each(a, b, [](Number u, Number v) { return u * v; });
  }
  friend lanes operator/(const lanes& a, const lanes& b) {
    return each(a, b, [](Number u, Number v) { return u / v; });
  }

  template <class F>
  static lanes each(const lanes& a, const lanes& b, F f) {
    lanes out;
    for (std::size_t i = 0; i < width; ++i) out.value[i] = f(a.value[i], b.value[i]);
    return out;
  }
};

/// Bits in the order of the numbers, and back.
template <class Number>
struct ordered {
  using bits = std::conditional_t<sizeof(Number) == 4, std::int32_t, std::int64_t>;
  static constexpr bits magnitude = std::numeric_limits<bits>::max();

  static std::int64_t from(Number x) {
    const bits b = std::bit_cast<bits>(x);
    return b < 0 ? -static_cast<std::int64_t>(b & magnitude) : b;
  }
  static Number to(std::int64_t n) {
    const Number x = std::bit_cast<Number>(static_cast<bits>(n < 0 ? -n : n));
    return n < 0 ? -x : x;
  }
};

template <class Number>
class points {
 public:
  points(const interval& over, std::size_t most) : over_(over) {
    first_ = ordered<Number>::from(inside(over.begin, over.end));
    const std::int64_t last = ordered<Number>::from(inside(over.end, over.begin));
    if (last < first_) throw std::runtime_error("no number of the format lies in the interval");
    steps_ = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first_);
    every_ = steps_ < most;
    even_ = every_ ? steps_ + 1 : most;
    size_ = every_ ? even_ : most + most / 16;
  }

  std::size_t size() const { return size_; }
  bool every() const { return every_; }

  Number operator[](std::size_t i) const {
    if (every_) return ordered<Number>::to(first_ + static_cast<std::int64_t>(i));
    if (i >= even_) {
      const double share = static_cast<double>(i - even_) / static_cast<double>(size_ - even_ - 1);
      const double step = share * static_cast<double>(steps_);
      const auto n = std::min(static_cast<std::uint64_t>(step), steps_);
      return ordered<Number>::to(static_cast<std::int64_t>(static_cast<std::uint64_t>(first_) + n));
    }
    double place = static_cast<double>(i);
    // Doubles on a grid would all have short mantissas: each moves within its cell by the golden section.
    if (sizeof(Number) == 8) place += std::fmod(place * 0.6180339887498949, 1.0);
    const double x = over_.begin + (over_.end - over_.begin) * (place / static_cast<double>(even_));
    return inside(x, over_.end);
  }

 private:
  /// x, or the next number of the format towards `other` where rounding leaves the interval.
  Number inside(double x, double other) const {
    Number n = static_cast<Number>(x);
    const double d = static_cast<double>(n);
    if (d < over_.begin || d > over_.end) n = std::nextafter(n, static_cast<Number>(other));
    const double again = static_cast<double>(n);
    return again < over_.begin || again > over_.end ? static_cast<Number>(other) : n;
  }

  interval over_;
  std::int64_t first_;
  std::uint64_t steps_;
  bool every_;
  std::size_t even_, size_;
};

template <class Number>
Number rounded(const std::string& decimal) {
  if constexpr (sizeof(Number) == 4) {
    return std::strtof(decimal.c_str(), nullptr);
  } else {
    return std::strtod(decimal.c_str(), nullptr);
  }
}

/// 2^-(exponent of the unit in the last place of value)
template <class Number>
double units_per(double value) {
  const int exponent = std::max(std::ilogb(value), std::numeric_limits<Number>::min_exponent - 1);
  return std::ldexp(1.0, std::numeric_limits<Number>::digits - 1 - exponent);
}

}  // namespace

value_table::value_table(const target& f, const interval& over)
    : over_(over), free_of_zeros_(has_relative_error(f, over)) {
  constexpr slong bits = 160;
  ball x, low;
  arb_ptr y = _arb_vec_init(terms + 1);
  for (std::size_t count = 1024;; count *= 2) {
    pieces_.clear();
    const double span = (over.end - over.begin) / static_cast<double>(count);
    double largest = 0.0, rest = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
      piece p{over.begin + (static_cast<double>(i) + 0.5) * span, 0.0, {}};
      arb_set_d(x.get(), p.middle);
      f.series(y, x.get(), terms + 1, bits);
      for (std::size_t k = 0; k < terms; ++k) p.c[k] = nearest(y + k);
      arb_set_d(low.get(), p.c[0]);
      arb_sub(low.get(), y, low.get(), bits);
      p.low = nearest(low.get());
      largest = std::max(largest, std::abs(p.c[0]));
      rest = std::max(rest, std::abs(nearest(y + terms)) * std::pow(0.5 * span, terms));
      pieces_.push_back(p);
    }
    if (rest < 0x1p-68 * largest || count > 100000) break;
  }
  _arb_vec_clear(y, terms + 1);
  per_piece_ = static_cast<double>(pieces_.size()) / (over.end - over.begin);
  last_ = static_cast<double>(pieces_.size() - 1);
}

template <class Number>
measured_error measure_error(const exact_program& p, const value_table& values, metric m,
                             std::size_t most_points) {
  p.check();
  std::vector<lanes<Number>> constants(p.constants.size());
  for (std::size_t i = 0; i < constants.size(); ++i)
    constants[i].value.fill(rounded<Number>(p.constants[i]));
  const points<Number> at(values.over(), most_points);
  measured_error out;
  out.every = at.every();
  lanes<Number> x;
  for (std::size_t start = 0; start < at.size(); start += width) {
    const std::size_t count = std::min(width, at.size() - start);
    for (std::size_t i = 0; i < width; ++i) x.value[i] = at[start + std::min(i, count - 1)];
    const lanes<Number> y = evaluate<lanes<Number>>(
        p.shape, x, constants,
        [](const auto& a, const auto& b, const auto& c) {
          lanes<Number> fused;
          for (std::size_t i = 0; i < width; ++i)
            fused.value[i] = std::fma(a.value[i], b.value[i], c.value[i]);
          return fused;
        },
        [](const auto& a) {
          lanes<Number> root;
          for (std::size_t i = 0; i < width; ++i) root.value[i] = std::sqrt(a.value[i]);
          return root;
        });
    for (std::size_t i = 0; i < count; ++i) {
      if (!std::isfinite(y.value[i])) {
        ++out.not_finite;
        continue;
      }
      const double point = static_cast<double>(x.value[i]);
      const auto [difference, value] = values.compare(point, static_cast<double>(y.value[i]));
      const double size = std::abs(difference);
      const double error = m == metric::relative ? size / std::abs(value) : size;
      if (error > out.error) {
        out.error = error;
        out.error_at = point;
      }
      // Only what may be larger pays for the unit: at least |value| 2^-digits.
      if (!values.is_free_of_zeros() ||
          size < out.ulp * std::abs(value) * 0.5 * std::numeric_limits<Number>::epsilon()) {
        continue;
      }
      const double ulp = size * units_per<Number>(value);
      if (ulp > out.ulp) {
        out.ulp = ulp;
        out.ulp_at = point;
      }
    }
  }
  out.points = at.size();
  return out;
}

template measured_error measure_error<float>(const exact_program&, const value_table&, metric,
                                             std::size_t);
template measured_error measure_error<double>(const exact_program&, const value_table&, metric,
                                              std::size_t);

}  // namespace logbessel::search
