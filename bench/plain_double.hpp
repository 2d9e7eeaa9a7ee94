/// @file
/// The kernels of log_iv and log_kv in plain double: the same source, instantiated for a number type whose pairs hi + lo
/// have no lo. What it lacks in accuracy and saves in time is the price of the two-word arithmetic.
#pragma once

#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>

namespace logbessel::bench {

struct plain {
  double value;

  plain() = default;
  explicit plain(double x) : value(x) {}
  explicit plain(int x) : value(x) {}
};

/// What a comparison gives; no bool, so that the kernels may combine two with &.
struct plain_mask {
  bool value;
  operator bool() const { return value; }
};

/// What stands for a low word: it takes any number and is zero.
struct nothing {
  nothing() = default;
  nothing(plain) {}
  operator plain() const { return plain(0.0); }
};

}  // namespace logbessel::bench

template <>
struct logbessel::detail::double_double<logbessel::bench::plain> {
  bench::plain hi;
  bench::nothing lo;

  double_double() = default;
  double_double(bench::plain high, bench::plain) : hi(high) {}
};

namespace logbessel::bench {

using plain_pair = detail::double_double<plain>;

inline plain operator-(plain a) { return plain(-a.value); }
inline plain operator+(plain a, plain b) { return plain(a.value + b.value); }
inline plain operator-(plain a, plain b) { return plain(a.value - b.value); }
inline plain operator*(plain a, plain b) { return plain(a.value * b.value); }
inline plain operator*(plain a, double b) { return plain(a.value * b); }
inline plain operator/(plain a, plain b) { return plain(a.value / b.value); }
inline plain_mask operator&(plain_mask a, plain_mask b) { return {a.value && b.value}; }
inline plain_mask operator<(plain a, plain b) { return {a.value < b.value}; }
inline plain_mask operator>(plain a, plain b) { return {a.value > b.value}; }
inline plain_mask operator>=(plain a, plain b) { return {a.value >= b.value}; }
inline plain_mask operator==(plain a, plain b) { return {a.value == b.value}; }
inline plain fma(plain a, plain b, plain c) {
  return plain(detail::fma(a.value, b.value, c.value));
}
inline plain sqrt(plain x) { return plain(detail::sqrt(x.value)); }
inline plain abs(plain x) { return plain(detail::abs(x.value)); }
inline plain max(plain a, plain b) { return plain(detail::max(a.value, b.value)); }
inline plain min(plain a, plain b) { return plain(detail::min(a.value, b.value)); }
inline plain round(plain x) { return plain(detail::round(x.value)); }
inline plain floor(plain x) { return plain(detail::floor(x.value)); }
inline plain pow2(plain n) { return plain(detail::pow2(n.value)); }
inline plain select(plain_mask mask, plain a, plain b) { return mask ? a : b; }
inline plain_pair select(plain_mask mask, plain_pair a, plain_pair b) { return mask ? a : b; }
inline detail::significand_exponent<plain> split(plain x) {
  const auto [m, e] = detail::split(x.value);
  return {plain(m), plain(e)};
}
template <int N>
plain lookup(const double (&table)[N], plain index) {
  return plain(detail::lookup(table, index.value));
}

inline plain_pair two_sum(plain a, plain b) { return {a + b, {}}; }
inline plain_pair fast_two_sum(plain a, plain b) { return {a + b, {}}; }
inline plain_pair two_prod(plain a, plain b) { return {a * b, {}}; }
inline plain_pair operator-(plain_pair a) { return {-a.hi, {}}; }
inline plain_pair operator+(plain_pair a, plain_pair b) { return {a.hi + b.hi, {}}; }
inline plain_pair operator+(plain_pair a, plain b) { return {a.hi + b, {}}; }
inline plain_pair operator*(plain_pair a, plain_pair b) { return {a.hi * b.hi, {}}; }
inline plain_pair operator*(plain_pair a, plain b) { return {a.hi * b, {}}; }
inline plain_pair operator/(plain_pair a, plain_pair b) { return {a.hi / b.hi, {}}; }
inline plain_pair sqrt(plain_pair a) { return {sqrt(a.hi), {}}; }

inline double plain_log_iv(double v, double x) {
  using enum log_iv_region;
  constexpr auto none = detail::scaling::none;
  const auto value = [](plain_pair pair) { return pair.hi.value; };
  const plain a(v);
  const plain b(x);
  switch (log_iv_region_of(v, x)) {
    case series_11:
      return value(detail::log_iv_series<11, 4, none>(a, b));
    case series_17:
      return value(detail::log_iv_series<17, 7, none>(a, b));
    case patch_3:
      return value(detail::log_iv_patch<3, none>(a, b));
    case patch_6:
      return value(detail::log_iv_patch<6, none>(a, b));
    case patch_12:
      return value(detail::log_iv_patch<12, none>(a, b));
    case debye_20:
      return value(detail::log_iv_debye<20, none>(a, b));
    case debye_13:
      return value(detail::log_iv_debye<13, none>(a, b));
    case debye_10:
      return value(detail::log_iv_debye<10, none>(a, b));
    case debye_6:
      return value(detail::log_iv_debye<6, none>(a, b));
  }
  return detail::nan;
}

inline double plain_log_kv(double v, double x) {
  using enum log_kv_region;
  constexpr auto none = detail::scaling::none;
  const auto value = [](plain_pair pair) { return pair.hi.value; };
  const plain a(v);
  const plain b(x);
  switch (log_kv_region_of(v, x)) {
    case temme:
      return value(detail::log_kv_temme<none>(a, b));
    case recurrence:
      return value(detail::log_kv_recurrence<none>(a, b));
    case patch_8:
      return value(detail::log_kv_patch<8, none>(a, b));
    case patch_12:
      return value(detail::log_kv_patch<12, none>(a, b));
    case debye_20:
      return value(detail::log_kv_debye<20, none>(a, b));
    case debye_13:
      return value(detail::log_kv_debye<13, none>(a, b));
    case debye_10:
      return value(detail::log_kv_debye<10, none>(a, b));
    case debye_6:
      return value(detail::log_kv_debye<6, none>(a, b));
  }
  return detail::nan;
}

}  // namespace logbessel::bench
