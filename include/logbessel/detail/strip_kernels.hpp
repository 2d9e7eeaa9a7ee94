/// @file
/// The loops over strips of rows in which mixtures spend their time, as functions that may be compiled for another machine than
/// their caller is. They are templates over V, double or a vector of up to eight doubles, and add in an order that does not depend on it:
/// their results are the same bits.
#pragma once

#include <logbessel/detail/elementary.hpp>

/// Stands before a loop over an array of V that is to stay in registers. A vector type wants such loops unrolled before all else; for double
/// they are what the compiler makes vectors of.
#if !defined(LOGBESSEL_IN_REGISTERS)
#define LOGBESSEL_IN_REGISTERS
#endif

/// Stands before a function whose straight code GCC is to make vectors of, where that is off for the sake of the same bits
/// (docs/design.md): it has no product but in an fma, so that there is nothing to fuse.
#if defined(__GNUC__) && !defined(__clang__) && !defined(__CUDACC__)
#define LOGBESSEL_STRAIGHT_TO_VECTORS __attribute__((optimize("tree-slp-vectorize")))
#else
#define LOGBESSEL_STRAIGHT_TO_VECTORS
#endif

namespace logbessel::detail {

/// Rows of a strip.
inline constexpr size_t strip_rows = 32;

/// How many numbers a V holds.
template <class V>
inline constexpr size_t lanes_of = V::lanes;
template <>
inline constexpr size_t lanes_of<double> = 1;

template <class V, class Real>
LOGBESSEL_INLINE_FN V load_lanes(const Real* x) {
  if constexpr (lanes_of<V> == 1) {
    return static_cast<double>(*x);
  } else {
    return V::load(x);
  }
}

template <class V>
LOGBESSEL_INLINE_FN void store_lanes(V x, double* to) {
  if constexpr (lanes_of<V> == 1) {
    *to = x;
  } else {
    x.store(to);
  }
}

/// Eight numbers.
template <class V>
struct eight {
  static constexpr size_t parts = 8 / lanes_of<V>;
  V part[parts];

  template <class Real>
  LOGBESSEL_INLINE_FN static eight load(const Real* x) {
    eight e;
    LOGBESSEL_IN_REGISTERS
    for (size_t p = 0; p < parts; ++p) e.part[p] = load_lanes<V>(x + p * lanes_of<V>);
    return e;
  }

  LOGBESSEL_INLINE_FN void store(double* to) const {
    LOGBESSEL_IN_REGISTERS
    for (size_t p = 0; p < parts; ++p) store_lanes(part[p], to + p * lanes_of<V>);
  }

  LOGBESSEL_INLINE_FN static eight zero() {
    eight e;
    LOGBESSEL_IN_REGISTERS
    for (size_t p = 0; p < parts; ++p) e.part[p] = V(0.0);
    return e;
  }

  LOGBESSEL_INLINE_FN void add_to(double* sums) const {
    LOGBESSEL_IN_REGISTERS
    for (size_t p = 0; p < parts; ++p) {
      double* at = sums + p * lanes_of<V>;
      store_lanes(load_lanes<V>(at) + part[p], at);
    }
  }

  /// *this += a b.
  LOGBESSEL_INLINE_FN void add_product(const eight& a, const eight& b) {
    LOGBESSEL_IN_REGISTERS
    for (size_t p = 0; p < parts; ++p) part[p] = fma(a.part[p], b.part[p], part[p]);
  }
  LOGBESSEL_INLINE_FN void add_product(V a, const eight& b) {
    LOGBESSEL_IN_REGISTERS
    for (size_t p = 0; p < parts; ++p) part[p] = fma(a, b.part[p], part[p]);
  }

  /// By halves.
  LOGBESSEL_INLINE_FN double sum() const {
    if constexpr (lanes_of<V> == 1) {
      const V* s = part;
      return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
    } else {
      V s[parts];
      LOGBESSEL_IN_REGISTERS
      for (size_t p = 0; p < parts; ++p) s[p] = part[p];
      LOGBESSEL_IN_REGISTERS
      for (size_t half = parts / 2; half > 0; half /= 2) {
        LOGBESSEL_IN_REGISTERS
        for (size_t p = 0; p < half; ++p) s[p] = s[p] + s[half + p];
      }
      return s[0].sum_by_halves();
    }
  }
};

/// What a tile keeps in registers: so many rows with so many directions, the squares counting as one. That is 24 of 32 registers, or
/// 12 of 16.
template <class V>
inline constexpr size_t tile_rows = lanes_of<V> == 8 ? 4 : 2;
template <class V>
inline constexpr size_t tile_directions = lanes_of<V> == 8 ? 6 : 3;

/// Directions of dim coordinates at distance ld, which are filled up with eight zeros or more.
struct direction_matrix {
  const double* mus;
  size_t count, dim, ld;
};

/// Some columns of rows at distance ld, and of those that come after them. A line of memory of the latter is asked for with every
/// turns-th one that is read, from the turn-th on.
template <class Real>
struct row_tile {
  const Real* x;
  size_t ld, columns;
  const Real* next;
  size_t turn, turns;
};

/// To sums[r ld_sums + 8 c + l] the sum of x_rj mu_cj over the columns j = l mod 8, which are a multiple of eight; with squares, that of
/// x_rj^2 comes before the directions.
template <class V, size_t R, size_t C, bool squares, class Real>
LOGBESSEL_STRAIGHT_TO_VECTORS LOGBESSEL_APART_FN void add_tile_products(const row_tile<Real>& tile,
                                                                        const double* mus,
                                                                        size_t ld, double* sums,
                                                                        size_t ld_sums) {
  constexpr size_t line = 64 / sizeof(Real);
  constexpr size_t S = squares ? 1 : 0;
  const row_tile<Real> t = tile;
  eight<V> sum[R][S + C];
  LOGBESSEL_IN_REGISTERS
  for (size_t r = 0; r < R; ++r) {
    LOGBESSEL_IN_REGISTERS
    for (size_t c = 0; c < S + C; ++c) sum[r][c] = eight<V>::zero();
  }
  size_t wait = t.turn;
  for (size_t j = 0; j < t.columns; j += 8) {
    if (j % line == 0 && wait-- == 0) {
      LOGBESSEL_IN_REGISTERS
      for (size_t r = 0; r < R; ++r) LOGBESSEL_PREFETCH(t.next + r * t.ld + j);
      wait = t.turns - 1;
    }
    eight<V> a[R];
    LOGBESSEL_IN_REGISTERS
    for (size_t r = 0; r < R; ++r) {
      a[r] = eight<V>::load(t.x + r * t.ld + j);
      if constexpr (squares) sum[r][0].add_product(a[r], a[r]);
    }
    LOGBESSEL_IN_REGISTERS
    for (size_t c = 0; c != C; ++c) {
      const eight<V> mu = eight<V>::load(mus + c * ld + j);
      LOGBESSEL_IN_REGISTERS
      for (size_t r = 0; r < R; ++r) sum[r][S + c].add_product(a[r], mu);
    }
  }
  LOGBESSEL_IN_REGISTERS
  for (size_t r = 0; r < R; ++r) {
    LOGBESSEL_IN_REGISTERS
    for (size_t c = 0; c < S + C; ++c) sum[r][c].add_to(sums + r * ld_sums + 8 * c);
  }
}

/// The same for c <= C directions, one or more but beside squares.
template <class V, size_t R, size_t C, bool squares, class Real>
LOGBESSEL_FN void add_tile_products_of(size_t c, const row_tile<Real>& tile, const double* mus,
                                       size_t ld, double* sums, size_t ld_sums) {
  if constexpr (C > (squares ? 0 : 1)) {
    if (c < C) return add_tile_products_of<V, R, C - 1, squares>(c, tile, mus, ld, sums, ld_sums);
  }
  add_tile_products<V, R, C, squares>(tile, mus, ld, sums, ld_sums);
}

/// The same for any number of directions, squares first.
template <class V, size_t R, class Real>
LOGBESSEL_FN void add_tile_products(row_tile<Real> tile, const direction_matrix& d,
                                    const double* mus, double* sums) {
  constexpr size_t G = tile_directions<V>;
  const size_t ld_sums = 8 * (d.count + 1);
  tile.turn = 0;
  tile.turns = d.count / G + 1;
  const size_t c = d.count < G ? d.count : G - 1;
  add_tile_products_of<V, R, G - 1, true>(c, tile, mus, d.ld, sums, ld_sums);
  for (size_t k = c; k < d.count; k += G) {
    ++tile.turn;
    add_tile_products_of<V, R, G, false>(d.count - k < G ? d.count - k : G, tile, mus + k * d.ld,
                                         d.ld, sums + 8 * (k + 1), ld_sums);
  }
}

/// The last columns of rows, filled up to eight with zeros.
template <class Real>
struct row_ends {
  Real x[strip_rows][8] = {};

  LOGBESSEL_FN row_ends(const Real* rows, size_t count, size_t dim) {
    for (size_t i = 0; i < count; ++i)
      for (size_t j = dim / 8 * 8; j < dim; ++j) x[i][j % 8] = rows[i * dim + j];
  }
};

/// Doubles that products of a strip need to work with.
LOGBESSEL_FN size_t strip_scratch(size_t directions) { return strip_rows * 8 * (directions + 1); }

/// squares[i] = |x_i|^2 and products[32 k + i] = mu_k.x_i for up to 32 rows, each from eight sums over sums of 64 terms.
template <class V, class Real>
LOGBESSEL_FN void strip_products(const direction_matrix& d, const Real* x, size_t rows,
                                 double* scratch, double* squares, double* products) {
  constexpr size_t R = tile_rows<V>;
  constexpr size_t tile_columns = 512;
  const size_t dim = d.dim;
  const size_t whole = dim / 8 * 8;
  const size_t row_sums = 8 * (d.count + 1);
  for (size_t s = 0; s < rows * row_sums; ++s) scratch[s] = 0.0;

  // Directions that stay in the second-level cache are read again with each few rows, which then are read along; else tiles of
  // columns go down the strip. While a tile is worked on, the next one of its rows is asked for, or that of rows to come.
  const size_t step = d.count * dim <= 32768 ? R : rows;
  const size_t short_rows = 4096 / sizeof(Real) / dim;
  const size_t ahead = short_rows > step ? short_rows : step;
  for (size_t begin = 0; begin < rows; begin += step) {
    const size_t end = begin + step < rows ? begin + step : rows;
    for (size_t j = 0; j < whole; j += tile_columns) {
      const size_t n = whole - j < tile_columns ? whole - j : tile_columns;
      for (size_t i = begin; i < end; i += R) {
        const Real* next = j + n < whole ? x + i * dim + j + n : x + (i + ahead) * dim;
        if (i + R <= end) {
          add_tile_products<V, R>(row_tile<Real>{x + i * dim + j, dim, n, next, 0, 1}, d, d.mus + j,
                                  scratch + i * row_sums);
        } else {
          for (size_t r = i; r < end; ++r)
            add_tile_products<V, 1>(row_tile<Real>{x + r * dim + j, dim, n, next, 0, 1}, d,
                                    d.mus + j, scratch + r * row_sums);
        }
      }
    }
  }
  if (whole < dim) {
    const row_ends<Real> ends(x, rows, dim);
    for (size_t i = 0; i < rows; ++i)
      add_tile_products<V, 1>(row_tile<Real>{ends.x[i], 8, 8, x, 0, 1}, d, d.mus + whole,
                              scratch + i * row_sums);
  }
  for (size_t i = 0; i < rows; ++i) {
    const double* s = scratch + i * row_sums;
    squares[i] = eight<V>::load(s).sum();
    for (size_t k = 0; k < d.count; ++k)
      products[k * strip_rows + i] = eight<V>::load(s + 8 * (k + 1)).sum();
  }
}

/// sums[c ld + j] += sum_i factors[32 c + i] x[i ld_x + j] for j < 8 P, i in order. Of the rows after these, lines at `next` are asked for.
template <class V, size_t C, size_t P, class Real>
LOGBESSEL_STRAIGHT_TO_VECTORS LOGBESSEL_APART_FN void add_tile_multiples(
    const Real* x, size_t ld_x, size_t rows, size_t columns, const Real* next,
    const double* factors, double* sums, size_t ld) {
  for (size_t j = 0; j < columns; j += 8 * P) {
    eight<V> sum[C][P];
    LOGBESSEL_IN_REGISTERS
    for (size_t c = 0; c != C; ++c) {
      LOGBESSEL_IN_REGISTERS
      for (size_t p = 0; p < P; ++p) sum[c][p] = eight<V>::load(sums + c * ld + j + 8 * p);
    }
    for (size_t i = 0; i < rows; ++i) {
      eight<V> a[P];
      LOGBESSEL_IN_REGISTERS
      for (size_t p = 0; p < P; ++p) a[p] = eight<V>::load(x + i * ld_x + j + 8 * p);
      if (next) LOGBESSEL_PREFETCH(next + i * ld_x + j);
      LOGBESSEL_IN_REGISTERS
      for (size_t c = 0; c != C; ++c) {
        const V f(factors[c * strip_rows + i]);
        LOGBESSEL_IN_REGISTERS
        for (size_t p = 0; p < P; ++p) sum[c][p].add_product(f, a[p]);
      }
    }
    LOGBESSEL_IN_REGISTERS
    for (size_t c = 0; c != C; ++c) {
      LOGBESSEL_IN_REGISTERS
      for (size_t p = 0; p < P; ++p) sum[c][p].store(sums + c * ld + j + 8 * p);
    }
  }
}

template <class V, size_t C, size_t P, class Real>
LOGBESSEL_FN void add_tile_multiples_of(size_t c, const Real* x, size_t ld_x, size_t rows,
                                        size_t columns, const Real* next, const double* factors,
                                        double* sums, size_t ld) {
  if constexpr (C > 1) {
    if (c < C)
      return add_tile_multiples_of<V, C - 1, P>(c, x, ld_x, rows, columns, next, factors, sums, ld);
  }
  add_tile_multiples<V, C, P>(x, ld_x, rows, columns, next, factors, sums, ld);
}

/// sums[k d.ld + j] += sum_i factors[32 k + i] x_ij for up to 32 rows, i in order.
template <class V, class Real>
LOGBESSEL_FN void strip_multiples(const direction_matrix& d, const Real* x, size_t rows,
                                  const double* factors, double* sums) {
  // Twenty of 32 registers, or twelve of 16.
  constexpr size_t C = lanes_of<V> == 8 ? 10 : 6;
  constexpr size_t P = lanes_of<V> == 8 ? 2 : 1;
  const size_t dim = d.dim;
  const size_t whole = dim / 8 * 8;
  const size_t paired = dim / (8 * P) * (8 * P);
  // The next strip, where it and this one fit into the second-level cache.
  const Real* const next = rows * dim * sizeof(Real) <= 0x50000 ? x + rows * dim : nullptr;
  const row_ends<Real> ends(x, whole < dim ? rows : 0, dim);
  for (size_t k = 0; k < d.count; k += C) {
    const size_t c = d.count - k < C ? d.count - k : C;
    const double* f = factors + k * strip_rows;
    double* s = sums + k * d.ld;
    add_tile_multiples_of<V, C, P>(c, x, dim, rows, paired, k == 0 ? next : nullptr, f, s, d.ld);
    if (paired < whole)
      add_tile_multiples_of<V, C, 1>(c, x + paired, dim, rows, 8, static_cast<const Real*>(nullptr),
                                     f, s + paired, d.ld);
    if (whole < dim)
      add_tile_multiples_of<V, C, 1>(c, &ends.x[0][0], 8, rows, 8,
                                     static_cast<const Real*>(nullptr), f, s + whole, d.ld);
  }
}

/// From products and squares to c[32 k + i] = 1 - mu_k.x_i/|x_i| in [0, 2] and inverse[i] = 1/|x_i|. False where a length is not within
/// `miss` of one or extreme, or a c is below refine_below[k]; such rows are for the caller.
template <class V>
LOGBESSEL_FN bool strip_complements(size_t count, const double* squares, double miss,
                                    const double* refine_below, double* inverse, double* c) {
  bool good = true;
  for (size_t i = 0; i < strip_rows; i += lanes_of<V>) {
    const V length = sqrt(load_lanes<V>(squares + i));
    const V reciprocal = V(1.0) / length;
    store_lanes(reciprocal, inverse + i);
    auto is_good =
        (length > V(0x1p-500)) & (length < V(0x1p500)) & (abs(length - V(1.0)) <= V(miss));
    for (size_t k = 0; k < count; ++k) {
      double* at = c + k * strip_rows + i;
      const V y = min(max(fma(-load_lanes<V>(at), reciprocal, V(1.0)), V(0.0)), V(2.0));
      is_good = is_good & (y >= V(refine_below[k]));
      store_lanes(y, at);
    }
    good = good && !any(!is_good);
  }
  return good;
}

/// z_k = heights[k] - kappas[k] c_k for the K components, heights[K] for a uniform one where columns > K, and of rows what follows from it.
struct strip_scores {
  size_t K, columns;
  const double *kappas, *heights;
  double* r;  // columns x 32: r[32 k + i] = exp(z_k)/sum_k exp(z_k)
  double highest[strip_rows], log_f[strip_rows], entropy[strip_rows];
  double label[strip_rows], likeliest[strip_rows];  // of the highest z_k, the latter for k < K
};

template <class V>
LOGBESSEL_FN void score_strip(const double* c, strip_scores& s) {
  for (size_t i = 0; i < strip_rows; i += lanes_of<V>) {
    double* const r = s.r + i;
    V highest = V(-infinity);
    V likeliest = V(0.0);
    for (size_t k = 0; k < s.K; ++k) {
      const V z = fma(V(-s.kappas[k]), load_lanes<V>(c + k * strip_rows + i), V(s.heights[k]));
      store_lanes(z, r + k * strip_rows);
      const auto higher = z > highest;
      highest = select(higher, z, highest);
      likeliest = select(higher, V(static_cast<double>(k)), likeliest);
    }
    V label = likeliest;
    if (s.columns > s.K) {
      const V z = V(s.heights[s.K]);
      store_lanes(z, r + s.K * strip_rows);
      const auto higher = z > highest;
      highest = select(higher, z, highest);
      label = select(higher, V(static_cast<double>(s.K)), label);
    }
    V sum = V(0.0);
    V mean = V(0.0);
    for (size_t k = 0; k < s.columns; ++k) {
      const V depth = load_lanes<V>(r + k * strip_rows) - highest;
      const V e = exp_below_one(depth);
      store_lanes(e, r + k * strip_rows);
      sum = sum + e;
      mean = select(e > V(0.0), fma(e, depth, mean), mean);
    }
    const V log_sum = select(sum == V(1.0), V(0.0), log_two_words(sum, V(0.0)).hi);
    const V inverse = V(1.0) / sum;
    for (size_t k = 0; k < s.columns; ++k)
      store_lanes(load_lanes<V>(r + k * strip_rows) * inverse, r + k * strip_rows);
    store_lanes(highest, s.highest + i);
    store_lanes(highest + log_sum, s.log_f + i);
    store_lanes(log_sum - mean / sum, s.entropy + i);
    store_lanes(label, s.label + i);
    store_lanes(likeliest, s.likeliest + i);
  }
}

template <class Real>
struct strip_row_kernels {
  void (*products)(const direction_matrix& d, const Real* x, size_t rows, double* scratch,
                   double* squares, double* products);
  void (*multiples)(const direction_matrix& d, const Real* x, size_t rows, const double* factors,
                    double* sums);
};

struct strip_kernels {
  strip_row_kernels<double> of_double;
  strip_row_kernels<float> of_float;
  bool (*complements)(size_t count, const double* squares, double miss, const double* refine_below,
                      double* inverse, double* c);
  void (*score)(const double* c, strip_scores& s);

  template <class Real>
  const strip_row_kernels<Real>& of() const {
    if constexpr (sizeof(Real) == sizeof(double)) {
      return of_double;
    } else {
      return of_float;
    }
  }
};

template <class V>
LOGBESSEL_FN constexpr strip_kernels strip_kernels_of() {
  return {{&strip_products<V, double>, &strip_multiples<V, double>},
          {&strip_products<V, float>, &strip_multiples<V, float>},
          &strip_complements<V>,
          &score_strip<V>};
}

}  // namespace logbessel::detail
