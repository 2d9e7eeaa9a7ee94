#include <logbessel/detail/product_kernels.hpp>

#include "kernels.hpp"

#if defined(LOGBESSEL_SIMD)
#include "simd.hpp"
#if HWY_TARGET == HWY_AVX3
#define LOGBESSEL_BY_HAND
#endif
#endif

namespace logbessel::cpu::LOGBESSEL_TARGET {

#if defined(LOGBESSEL_BY_HAND)

// The loops of detail/product_kernels.hpp, which a compiler leaves with two thirds of their speed.

namespace {

using detail::double_double;
using detail::two_sum;
using words = hn::Vec<integers>;

words load_words(const uint64_t* from) { return hn::LoadU(integers(), from); }

/// add_square for eight of its lanes.
struct square_sum {
  simd hi = simd(2.0);
  simd lo = simd(0.0);

  void add(simd a) {
    const simd sum = fma(a, a, hi);
    lo = lo + fma(a, a, hi - sum);
    hi = sum;
  }
};

/// The sums of hi - 2 and of lo over those of square_lanes that are eight apart.
template <bool is_scaled, class Real>
double_double<simd> eight_sums(const Real* x, double scale, std::size_t n) {
  static_assert(4 * simd::lanes == detail::square_lanes);
  constexpr std::size_t k = simd::lanes;
  const auto at = [&](const Real* p) {
    return is_scaled ? simd(scale) * simd::load(p) : simd::load(p);
  };
  square_sum a, b, c, d;
  std::size_t i = 0;
  for (; i + 4 * k <= n; i += 4 * k) {
    for (std::size_t j = 0; j < 4 * k; j += 64 / sizeof(Real))
      LOGBESSEL_PREFETCH(x + i + j + detail::squares_ahead<Real>);
    a.add(at(x + i));
    b.add(at(x + i + k));
    c.add(at(x + i + 2 * k));
    d.add(at(x + i + 3 * k));
  }
  if (i < n) {
    Real rest[4 * k] = {};
    for (std::size_t j = 0; i + j < n; ++j) rest[j] = x[i + j];
    a.add(at(rest));
    b.add(at(rest + k));
    c.add(at(rest + 2 * k));
    d.add(at(rest + 3 * k));
  }
  for (square_sum* each : {&a, &b, &c, &d}) each->hi = each->hi - simd(2.0);
  return {(a.hi + c.hi) + (b.hi + d.hi), (a.lo + c.lo) + (b.lo + d.lo)};
}

/// Row r of eight becomes lane r.
void transpose(simd (&x)[8]) {
  __m512d pairs[8], fours[8];
  for (int r = 0; r < 8; r += 2) {
    pairs[r] = _mm512_unpacklo_pd(x[r].y.raw, x[r + 1].y.raw);
    pairs[r + 1] = _mm512_unpackhi_pd(x[r].y.raw, x[r + 1].y.raw);
  }
  constexpr int even = 0x88;
  constexpr int odd = 0xdd;
  for (int h = 0; h < 8; h += 4) {
    for (int c = 0; c < 2; ++c) {
      fours[h + c] = _mm512_shuffle_f64x2(pairs[h + c], pairs[h + c + 2], even);
      fours[h + c + 2] = _mm512_shuffle_f64x2(pairs[h + c], pairs[h + c + 2], odd);
    }
  }
  for (int c = 0; c < 4; ++c) {
    x[c].y.raw = _mm512_shuffle_f64x2(fours[c], fours[c + 4], even);
    x[c + 4].y.raw = _mm512_shuffle_f64x2(fours[c], fours[c + 4], odd);
  }
}

/// squares_near_one of eight rows, row r in lane r.
double_double<simd> sums_of_rows(double_double<simd> (&row)[8]) {
  simd hi[8], lo[8];
  for (int r = 0; r < 8; ++r) {
    hi[r] = row[r].hi;
    lo[r] = row[r].lo;
  }
  transpose(hi);
  transpose(lo);
  for (int half = 4; half > 0; half /= 2) {
    for (int j = 0; j < half; ++j) {
      hi[j] = hi[j] + hi[half + j];
      lo[j] = lo[j] + lo[half + j];
    }
  }
  return two_sum(hi[0], lo[0]);
}

template <class Real>
double_double<double> squares(const Real* x, double scale, std::size_t n) {
  double_double<simd> row[8] = {};
  row[0] = scale == 1.0 ? eight_sums<false>(x, scale, n) : eight_sums<true>(x, scale, n);
  const double_double<simd> s = sums_of_rows(row);
  return {hn::GetLane(s.hi.y), hn::GetLane(s.lo.y)};
}

template <class Real>
void divide(const Real* const* x, std::size_t n, std::size_t rows, double_double<double>* factor,
            double* squares) {
  // Those that are none are of length one.
  const double_double<simd> none = {simd(0.125), simd(0.0)};
  double_double<simd> row[8] = {none, none, none, none, none, none, none, none};
  for (std::size_t r = 0; r < rows; ++r) row[r] = eight_sums<false>(x[r], 1.0, n);
  const double_double<simd> s = sums_of_rows(row);
  alignas(64) double sums[8], hi[8] = {}, lo[8] = {};
  for (std::size_t r = 0; r < rows; ++r) {
    hi[r] = factor[r].hi;
    lo[r] = factor[r].lo;
  }
  const double_double<simd> f = double_double<simd>{simd::load(hi), simd::load(lo)} / sqrt(s);
  s.hi.store(sums);
  f.hi.store(hi);
  f.lo.store(lo);
  for (std::size_t r = 0; r < rows; ++r) {
    squares[r] = sums[r];
    factor[r] = {hi[r], lo[r]};
  }
}

/// The term of a row, and what it takes from memory.
template <class Real>
struct row_of_terms {
  const Real* x;
  double hi, lo;
};

/// add_products_of for whole vectors. What is so far ahead is asked for.
template <int kept, int rows, class Real>
void add_vectors(uint64_t* to, std::size_t stride, const Real* const* x,
                 const double_double<double>* factor, std::size_t begin, std::size_t end,
                 std::size_t ahead) {
  const simd rounder_0(detail::fixed_rounder(0));
  const simd rounders(detail::fixed_rounder(0) + detail::fixed_rounder(1));
  const auto offset = [](int j) {
    return hn::Set(integers(), rows * detail::bits_of(detail::fixed_rounder(j)));
  };
  // Of its own, where no word can be.
  row_of_terms<Real> row[rows];
  for (int r = 0; r < rows; ++r) row[r] = {x[r], factor[r].hi, factor[r].lo};
  for (std::size_t i = begin; i < end; i += simd::lanes) {
    words k_0 = hn::Sub(load_words(to + i), offset(0));
    words k_1 = hn::Zero(integers());
    if constexpr (kept == 2) k_1 = hn::Sub(load_words(to + stride + i), offset(1));
    LOGBESSEL_UNROLL
    for (int r = 0; r < rows; ++r) {
      if (i % (64 / sizeof(Real)) == 0) LOGBESSEL_PREFETCH(row[r].x + i + ahead);
      const simd a = simd::load(row[r].x + i);
      const simd hi(row[r].hi);
      const simd s = fma(a, hi, rounder_0);
      k_0 = hn::Add(k_0, hn::BitCast(integers(), s.y));
      if constexpr (kept == 2) {
        const simd t = fma(a, simd(row[r].lo), fma(a, hi, rounders - s));
        k_1 = hn::Add(k_1, hn::BitCast(integers(), t.y));
      }
    }
    hn::StoreU(k_0, integers(), to + i);
    if constexpr (kept == 2) hn::StoreU(k_1, integers(), to + stride + i);
  }
}

template <int kept, class Real>
void add(uint64_t* to, std::size_t stride, const Real* const* x,
         const double_double<double>* factor, std::size_t rows, std::size_t n) {
  // As many rows at a time as there are registers for their factors, tiles of columns whose words stay in the first-level cache.
  constexpr int group = 4;
  constexpr std::size_t tile = 1024;
  const std::size_t whole = n / simd::lanes * simd::lanes;
  const std::size_t ahead = detail::products_ahead(n);
  for (std::size_t begin = 0; begin < whole; begin += tile) {
    const std::size_t end = whole - begin < tile ? whole : begin + tile;
    std::size_t r = 0;
    for (; r + group <= rows; r += group)
      add_vectors<kept, group>(to, stride, x + r, factor + r, begin, end, ahead);
    for (; r + 2 <= rows; r += 2)
      add_vectors<kept, 2>(to, stride, x + r, factor + r, begin, end, ahead);
    if (r < rows) add_vectors<kept, 1>(to, stride, x + r, factor + r, begin, end, ahead);
  }
  for (std::size_t r = 0; r < rows; ++r)
    detail::add_products_of<kept, 1>(to, stride, x + r, factor + r, whole, n);
}

template <class Real>
constexpr detail::product_kernels<Real> by_vectors = {
    &squares<Real>, &divide<Real>, {&add<2, Real>, &add<1, Real>}};

}  // namespace

constinit const row_kernel_pair kernels::row_kernels = {by_vectors<double>, by_vectors<float>};

#else

constinit const row_kernel_pair kernels::row_kernels = {detail::product_kernels_here<double>(),
                                                        detail::product_kernels_here<float>()};

#endif

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
