#include "candidates.hpp"

#include "cpu/unary.hpp"

namespace logbessel::search::LOGBESSEL_TARGET {
namespace {

template <int table_bits, int degree, exp_order order, int log_2_words, int table_words,
          bool is_exp2>
struct constants : exp_coefficients {
  static constexpr exp_shape shape = {table_bits, degree, order, log_2_words, table_words, is_exp2};
  template <int i>
  float term() const {
    return terms[i];
  }
  template <class V>
  V table(V t) const {
    return look_up(exp_coefficients::table, t);
  }
  template <class V>
  V table_low(V t) const {
    return look_up(exp_coefficients::table_low, t);
  }

 private:
  template <class V>
  static V look_up(const std::array<float, 32>& from, V t) {
    return lookup_low_bits(reinterpret_cast<const float(&)[1 << table_bits]>(from), t);
  }
};

/// As the functions of the library are, but for subnormal results in two words.
template <class C>
struct function {
  static constexpr float ordinary =
      C::shape.is_exp2 ? detail::float32::exp2_ordinary : detail::float32::exp_ordinary;
  static constexpr bool has_slow_form = C::shape.table_words == 2;
  C c;

  template <bool is_ordinary, class V>
  V evaluate(V x) const {
    return detail::float32::exp_kernel<is_ordinary>(c, x);
  }
};

template <class C>
void evaluate(const exp_coefficients& c, std::size_t n, const float* x, float* out) {
  cpu::LOGBESSEL_TARGET::evaluate_unary(function<C>{{c}}, n, strided<const float>(x),
                                        strided<float>(out));
}

template <int k, int degree, exp_order order, int log_2_words = 2, int table_words = 1,
          bool is_exp2 = false>
exp_candidate candidate() {
  using C = constants<k, degree, order, log_2_words, table_words, is_exp2>;
  return {C::shape, evaluate<C>};
}

}  // namespace

std::vector<exp_candidate> exp_candidates() {
  constexpr auto horner = exp_order::horner;
  constexpr auto square = exp_order::square;
  constexpr auto estrin = exp_order::estrin;
  constexpr auto rational = exp_order::rational;
  constexpr auto fused = exp_order::fused;
  return {
      candidate<0, 4, square>(),
      candidate<0, 5, square>(),
      candidate<0, 6, square>(),
      candidate<0, 6, horner>(),
      candidate<0, 6, estrin>(),
      candidate<0, 4, square, 1>(),
      candidate<0, 5, square, 1>(),
      candidate<0, 2, rational>(),
      candidate<0, 4, rational>(),
      candidate<3, 2, horner, 1>(),
      candidate<3, 2, fused, 1>(),
      candidate<3, 3, horner, 1>(),
      candidate<3, 3, square>(),
      candidate<3, 4, square>(),
      candidate<3, 4, fused>(),
      candidate<3, 4, estrin>(),
      candidate<3, 4, square, 2, 2>(),
      candidate<4, 2, horner, 1>(),
      candidate<4, 2, horner>(),
      candidate<4, 2, square>(),
      candidate<4, 3, horner, 1>(),
      candidate<4, 3, horner>(),
      candidate<4, 3, square>(),
      candidate<4, 3, fused>(),
      candidate<4, 3, square, 2, 2>(),
      candidate<4, 3, fused, 2, 2>(),
      candidate<4, 4, square, 2, 2>(),
      candidate<5, 2, horner, 1>(),
      candidate<5, 2, horner>(),
      candidate<5, 2, square>(),
      candidate<5, 3, square, 2, 2>(),
      candidate<0, 5, horner, 1, 1, true>(),
      candidate<0, 6, horner, 1, 1, true>(),
      candidate<0, 4, fused, 1, 1, true>(),
      candidate<0, 5, fused, 1, 1, true>(),
      candidate<0, 6, fused, 1, 1, true>(),
      candidate<3, 3, fused, 1, 1, true>(),
      candidate<3, 4, horner, 1, 1, true>(),
      candidate<3, 4, fused, 1, 1, true>(),
      candidate<4, 2, horner, 1, 1, true>(),
      candidate<4, 3, horner, 1, 1, true>(),
      candidate<4, 3, fused, 1, 1, true>(),
  };
}

}  // namespace logbessel::search::LOGBESSEL_TARGET
