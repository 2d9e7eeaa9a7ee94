/// @file
/// A number of MPFR with its own precision, and arithmetic at the precision of the calling scope.
#pragma once

#include <mpfr.h>

#include <concepts>
#include <string>
#include <utility>

namespace logbessel::reference {

/// Sets the precision, in bits, of every result computed in this thread until it goes out of scope.
class precision_scope {
 public:
  explicit precision_scope(long bits) : before_(current_) {
    // Frees, when the thread ends, the constants that MPFR keeps for it.
    struct cache {
      ~cache() { mpfr_free_cache2(MPFR_FREE_LOCAL_CACHE); }
    };
    thread_local const cache of_this_thread;
    static_cast<void>(of_this_thread);
    current_ = bits;
  }
  ~precision_scope() { current_ = before_; }
  precision_scope(const precision_scope&) = delete;
  precision_scope& operator=(const precision_scope&) = delete;

  static long current() { return current_; }

 private:
  long before_;
  inline static thread_local long current_ = 128;
};

/// A real number. Operators and functions round once, to nearest, to precision_scope::current() bits;
/// conversion from double and copies are exact.
class real {
 public:
  real() : real(precision_tag{}, precision_scope::current()) { mpfr_set_zero(value_, 1); }
  real(double x) : real(precision_tag{}, 53) { mpfr_set_d(value_, x, MPFR_RNDN); }
  real(int n) : real(static_cast<double>(n)) {}
  real(const real& other) : real(precision_tag{}, mpfr_get_prec(other.value_)) {
    mpfr_set(value_, other.value_, MPFR_RNDN);
  }
  real(real&& other) noexcept : real(precision_tag{}, MPFR_PREC_MIN) {
    mpfr_swap(value_, other.value_);
  }
  real& operator=(real other) noexcept {
    mpfr_swap(value_, other.value_);
    return *this;
  }
  ~real() { mpfr_clear(value_); }

  mpfr_srcptr get() const { return value_; }
  mpfr_ptr get() { return value_; }

  double to_double() const { return mpfr_get_d(value_, MPFR_RNDN); }
  float to_float() const { return mpfr_get_flt(value_, MPFR_RNDN); }
  /// e of |x| = m 2^e, 1/2 <= m < 1; -2^40 for zero.
  long exponent() const { return mpfr_zero_p(value_) ? -(1L << 40) : mpfr_get_exp(value_); }
  bool is_finite() const { return mpfr_number_p(value_) != 0; }
  int sign() const { return mpfr_sgn(value_); }
  /// Decimal, with `digits` significant digits.
  std::string to_string(int digits) const {
    char* text = nullptr;
    mpfr_asprintf(&text, "%.*Re", digits - 1, value_);
    std::string out(text);
    mpfr_free_str(text);
    return out;
  }

  friend real operator-(const real& a) {
    real out(a);
    mpfr_neg(out.value_, out.value_, MPFR_RNDN);
    return out;
  }
  friend real operator+(const real& a, const real& b) { return binary(mpfr_add, a, b); }
  friend real operator-(const real& a, const real& b) { return binary(mpfr_sub, a, b); }
  friend real operator*(const real& a, const real& b) { return binary(mpfr_mul, a, b); }
  friend real operator/(const real& a, const real& b) { return binary(mpfr_div, a, b); }
  friend real operator+(const real& a, std::same_as<int> auto n) {
    return binary(mpfr_add_si, a, n);
  }
  friend real operator-(const real& a, std::same_as<int> auto n) {
    return binary(mpfr_sub_si, a, n);
  }
  friend real operator*(const real& a, std::same_as<int> auto n) {
    return binary(mpfr_mul_si, a, n);
  }
  friend real operator/(const real& a, std::same_as<int> auto n) {
    return binary(mpfr_div_si, a, n);
  }
  real& operator+=(const real& b) { return update(mpfr_add, b); }
  real& operator-=(const real& b) { return update(mpfr_sub, b); }
  real& operator*=(const real& b) { return update(mpfr_mul, b); }
  real& operator/=(const real& b) { return update(mpfr_div, b); }
  friend bool operator<(const real& a, const real& b) {
    return mpfr_less_p(a.value_, b.value_) != 0;
  }
  friend bool operator>(const real& a, const real& b) { return b < a; }
  friend bool operator==(const real& a, const real& b) {
    return mpfr_equal_p(a.value_, b.value_) != 0;
  }

  template <class F>
  static real unary(F f, const real& a) {
    real out(precision_tag{}, precision_scope::current());
    f(out.value_, a.value_, MPFR_RNDN);
    return out;
  }

 private:
  struct precision_tag {};
  real(precision_tag, long bits) { mpfr_init2(value_, bits); }

  template <class F>
  static real binary(F f, const real& a, const real& b) {
    real out(precision_tag{}, precision_scope::current());
    f(out.value_, a.value_, b.value_, MPFR_RNDN);
    return out;
  }
  template <class F>
  static real binary(F f, const real& a, long n) {
    real out(precision_tag{}, precision_scope::current());
    f(out.value_, a.value_, n, MPFR_RNDN);
    return out;
  }
  template <class F>
  real& update(F f, const real& b) {
    if (mpfr_get_prec(value_) != precision_scope::current()) return *this = binary(f, *this, b);
    f(value_, value_, b.value_, MPFR_RNDN);
    return *this;
  }

  mpfr_t value_;
};

inline real sqrt(const real& a) { return real::unary(mpfr_sqrt, a); }
inline real exp(const real& a) { return real::unary(mpfr_exp, a); }
inline real expm1(const real& a) { return real::unary(mpfr_expm1, a); }
inline real log(const real& a) { return real::unary(mpfr_log, a); }
inline real log1p(const real& a) { return real::unary(mpfr_log1p, a); }
inline real sin(const real& a) { return real::unary(mpfr_sin, a); }
inline real cos(const real& a) { return real::unary(mpfr_cos, a); }
inline real cosh(const real& a) { return real::unary(mpfr_cosh, a); }
inline real tanh(const real& a) { return real::unary(mpfr_tanh, a); }
inline real asinh(const real& a) { return real::unary(mpfr_asinh, a); }
inline real gamma(const real& a) { return real::unary(mpfr_gamma, a); }
inline real log_gamma(const real& a) {
  real out;
  int sign = 0;
  mpfr_lgamma(out.get(), &sign, a.get(), MPFR_RNDN);
  return out;
}
inline real abs(const real& a) { return real::unary(mpfr_abs, a); }
inline real nearest_integer(const real& a) {
  return real::unary(
      [](mpfr_ptr out, mpfr_srcptr x, mpfr_rnd_t) { return mpfr_rint(out, x, MPFR_RNDN); }, a);
}

/// a 2^n, exactly.
inline real scaled(const real& a, long n) {
  real out(a);
  mpfr_mul_2si(out.get(), out.get(), n, MPFR_RNDN);
  return out;
}

/// pi, log 2, Euler's constant and zeta(n) at the current precision.
inline real pi() {
  real out;
  mpfr_const_pi(out.get(), MPFR_RNDN);
  return out;
}
inline real log_2() {
  real out;
  mpfr_const_log2(out.get(), MPFR_RNDN);
  return out;
}
inline real euler() {
  real out;
  mpfr_const_euler(out.get(), MPFR_RNDN);
  return out;
}
inline real zeta(unsigned long n) {
  real out;
  mpfr_zeta_ui(out.get(), n, MPFR_RNDN);
  return out;
}

}  // namespace logbessel::reference
