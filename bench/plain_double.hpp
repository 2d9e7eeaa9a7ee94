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

template <>
struct logbessel::detail::log_terms<logbessel::bench::plain> {
  bench::plain base;
  bench::nothing base_lo;
  bench::plain rest;
  bench::nothing rest_lo;
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
inline plain lookup_low_bits(const double (&table)[16], plain y) {
  return plain(detail::lookup_low_bits(table, y.value));
}
inline plain_pair sqrt(plain_pair a) { return {sqrt(a.hi), {}}; }

/// The kernels that keep more than a rounding error in a low word.
inline detail::log_terms<plain> log_terms_of(const detail::log_argument<plain>& a, plain_pair f) {
  const plain S = f.hi * (plain(2.0) / (a.m + a.c));
  const plain z = S * S;
  const plain log_c = detail::log_sixteenths(a.index).hi;
  return {fma(a.e, plain(detail::log_2_hi), log_c), {}, fma(S * z, detail::log_tail(z), S), {}};
}
inline plain_pair debye_sum(plain_pair E, const detail::log_terms<plain>& log_r, plain_pair log_c_r,
                            plain F) {
  const plain H = log_r.base + log_c_r.hi + log_r.rest;
  return {fma(plain(-0.5), H, E.hi) + F, {}};
}

inline double plain_log_iv(double v, double x) {
  constexpr auto none = detail::scaling::none;
  return detail::log_iv_in<none>(log_iv_region_of(v, x), plain(v), plain(x)).hi.value;
}

inline double plain_log_kv(double v, double x) {
  constexpr auto none = detail::scaling::none;
  return detail::log_kv_in<none>(log_kv_region_of(v, x), plain(v), plain(x)).hi.value;
}

}  // namespace logbessel::bench
