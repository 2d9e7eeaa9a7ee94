// The sufficient statistics of the rows of a matrix. Every row is measured, then added to the sums of its slice:
//
//     |x|^2 of each row, by some lanes -> their total, factor w/|x| -> columns: sum += factor x       a batch of rows
//     slices -> sums
//
// A slice is a block's share of the rows. Up to dim = 2048 one kernel does both steps, on batches of rows that the caches
// hold, with its sums in shared memory. Longer rows take a kernel for each step: the first leaves the factors in the
// workspace, the second keeps its sums in registers, and its blocks share the columns too.
//
// All sums are in two words. Their order depends on n and dim alone: not on the type, the alignment or the device.

#include <logbessel/cuda_vmf.hpp>

#include <cuda_bf16.h>
#include <cuda_fp16.h>

#include <type_traits>

#include "matrix.hpp"

namespace logbessel::cuda {

namespace {

using detail::double_double;
using detail::two_sum;

constexpr unsigned threads_of_block = 256;
constexpr unsigned width = 4;  // elements that a thread takes at once
constexpr std::size_t longest_narrow = 2048;
constexpr std::size_t most_slices = 528;
constexpr std::size_t record_size = 5;  // W, W_lo, bad row, its length, its weight
constexpr std::size_t factor_size = 3;  // scale, factor, factor_lo

constexpr std::size_t ratio_up(std::size_t a, std::size_t b) { return a / b + (a % b != 0); }

/// How n rows of dim elements are shared out.
struct sums_shape {
  std::size_t n, dim;
  unsigned units;   // of a row: `width` columns each
  unsigned lanes;   // threads that measure a row; a power of two
  unsigned rows;    // of a batch
  unsigned groups;  // that share a batch's rows when they are added; a power of two
  std::size_t rows_of_slice, slices;
  bool narrow;
  // for long rows, the second kernel's
  std::size_t tiles;  // of columns, a block wide
  std::size_t rows_of_column_slice, column_slices;

  std::size_t workspace_doubles() const {
    return record_size * slices + (narrow ? 0 : factor_size * n) + 2 * dim * column_slices;
  }
};

sums_shape shape_of(std::size_t n, std::size_t dim) {
  sums_shape a = {};
  a.n = n;
  a.dim = dim;
  a.units = static_cast<unsigned>(ratio_up(dim, width));
  a.lanes = 1;
  while (a.lanes < 8 && a.lanes * width < dim) a.lanes *= 2;
  while (a.lanes < 64 && a.lanes * 32 < dim) a.lanes *= 2;
  a.rows = a.lanes == 1 ? 256 : 512 / a.lanes;
  a.groups = 1;
  while (2 * a.groups * a.units <= threads_of_block) a.groups *= 2;
  const std::size_t batches = ratio_up(n, a.rows);
  a.rows_of_slice = a.rows * ratio_up(batches, most_slices);
  a.slices = n == 0 ? 0 : ratio_up(n, a.rows_of_slice);

  a.narrow = dim <= longest_narrow;
  a.tiles = ratio_up(a.units, threads_of_block);
  a.rows_of_column_slice = ratio_up(n, ratio_up(most_slices, a.tiles));
  if (a.rows_of_column_slice < 8) a.rows_of_column_slice = 8;
  a.column_slices = a.narrow ? a.slices : ratio_up(n, a.rows_of_column_slice);
  return a;
}

LOGBESSEL_KERNEL_FN double as_double(double x) { return x; }
LOGBESSEL_KERNEL_FN double as_double(float x) { return double{x}; }
LOGBESSEL_KERNEL_FN double as_double(__half x) { return double{__half2float(x)}; }
LOGBESSEL_KERNEL_FN double as_double(__nv_bfloat16 x) { return double{__bfloat162float(x)}; }

template <class Real>
constexpr double tolerance_of = detail::unit_tolerance<Real>;
template <>
constexpr double tolerance_of<__half> = 0x1p-8;
template <>
constexpr double tolerance_of<__nv_bfloat16> = 0x1p-6;

template <class Real>
struct alignas(width * sizeof(Real) < 16 ? width * sizeof(Real) : 16) unit {
  Real x[width];
};

template <class Real>
struct matrix {
  const Real* x;
  std::size_t dim, ld;
  bool whole;  // rows are whole units, at addresses of their alignment

  LOGBESSEL_KERNEL_FN const Real* row(std::size_t i) const { return x + i * ld; }

  /// Columns j to j + 3 of the row; zeros past its end.
  template <bool is_whole>
  LOGBESSEL_KERNEL_FN void load(const Real* row, std::size_t j, double (&a)[width]) const {
    if constexpr (is_whole) {
      unit<Real> each;
      std::memcpy(&each, __builtin_assume_aligned(row + j, alignof(unit<Real>)), sizeof each);
      LOGBESSEL_UNROLL
      for (unsigned k = 0; k < width; ++k) a[k] = as_double(each.x[k]);
    } else {
      LOGBESSEL_UNROLL
      for (unsigned k = 0; k < width; ++k) a[k] = j + k < dim ? as_double(row[j + k]) : 0.0;
    }
  }
};

/// hi + lo += other, as vmf_statistics merges.
LOGBESSEL_KERNEL_FN void merge(double& hi, double& lo, double other_hi, double other_lo) {
  const double_double<double> sum = two_sum(hi, other_hi);
  hi = sum.hi;
  lo += sum.lo + other_lo;
}

/// hi + lo += a a. The square of a shorter type is exact.
template <class Real>
LOGBESSEL_KERNEL_FN void add_square(double& hi, double& lo, double a) {
  if constexpr (std::is_same_v<Real, double>) {
    detail::accumulate_product(hi, lo, a, a);
  } else {
    const double_double<double> sum = two_sum(hi, a * a);
    hi = sum.hi;
    lo += sum.lo;
  }
}

/// The sums of four columns.
struct unit_sums {
  double hi[width] = {};
  double lo[width] = {};

  LOGBESSEL_KERNEL_FN void add(const double (&a)[width], double scale, double factor,
                               double factor_lo) {
    LOGBESSEL_UNROLL
    for (unsigned k = 0; k < width; ++k) {
      const double b = a[k] * scale;
      lo[k] = detail::fma(b, factor_lo, lo[k]);
      detail::accumulate_product(hi[k], lo[k], b, factor);
    }
  }
};

/// Measures the rows and, if they are short, adds them.
template <class Real, bool narrow>
struct rows_kernel {
  static constexpr unsigned threads = threads_of_block;
  static constexpr unsigned blocks_at_once = 2;
  static constexpr unsigned most_lanes = 512;
  static constexpr unsigned most_rows = 256;
  static constexpr unsigned most_units = longest_narrow / width;
  enum : unsigned char {
    good,
    bad,
    odd
  };  // odd: its squares overflow, underflow or are no numbers

  sums_shape shape;
  matrix<Real> x;
  const double* weights;
  double tolerance;
  double* records;
  double* sums;     // of each slice
  double* factors;  // for long rows

  template <class Block>
  struct shared {
    double part_hi[most_lanes],
        part_lo[most_lanes];  // |x|^2 by lanes; then the factors, at the first lanes' places
    double scale[most_rows];  // a power of two; of bad rows the length
    double weight_hi[most_rows], weight_lo[most_rows];
    double sum_hi[narrow ? width : 1][most_units], sum_lo[narrow ? width : 1][most_units];
    unsigned char state[most_rows];
    unsigned some_bad, some_odd;
    double record[3];
  };

  template <class Block>
  LOGBESSEL_KERNEL_FN void operator()(const Block& block, shared<Block>& s) const {
    const std::size_t begin = block.index() * shape.rows_of_slice;
    const std::size_t end =
        shape.n - begin < shape.rows_of_slice ? shape.n : begin + shape.rows_of_slice;

    block.each_thread([&](unsigned t) {
      s.weight_hi[t] = 0.0;
      s.weight_lo[t] = 0.0;
      if constexpr (narrow) {
        for (unsigned u = t; u < most_units; u += threads) {
          for (unsigned k = 0; k < width; ++k) s.sum_hi[k][u] = s.sum_lo[k][u] = 0.0;
        }
      }
      if (t != 0) return;
      s.some_bad = s.some_odd = 0;
      s.record[0] = static_cast<double>(shape.n);
      s.record[1] = s.record[2] = 0.0;
    });

    LOGBESSEL_NO_UNROLL
    for (std::size_t start = begin; start < end; start += shape.rows) {
      const unsigned m = static_cast<unsigned>(end - start < shape.rows ? end - start : shape.rows);
      block.each_thread([&](unsigned t) {
        for (unsigned p = t; p < m * shape.lanes; p += threads) measure(s, start, p, 1.0);
      });
      if (shape.lanes > 8) {
        block.each_thread([&](unsigned t) {
          for (unsigned p = 8 * t; p < m * shape.lanes; p += 8 * threads) {
            const double_double<double> eight = total(s, p, 8, 1);
            s.part_hi[p] = eight.hi;
            s.part_lo[p] = eight.lo;
          }
        });
      }
      block.each_thread([&](unsigned t) {
        if (t >= m) return;
        const double_double<double> squares = shape.lanes > 8
                                                  ? total(s, t * shape.lanes, shape.lanes / 8, 8)
                                                  : total(s, t * shape.lanes, shape.lanes, 1);
        if (squares.hi > 0x1p-800 && squares.hi < detail::infinity) {
          finish(s, t, start + t, detail::sqrt(squares), 1.0);
        } else {
          s.state[t] = odd;
          s.some_odd = 1;
        }
      });
      if (s.some_odd != 0) measure_again(block, s, start, m);
      if (s.some_bad != 0) {
        block.each_thread([&](unsigned t) {
          if (t != 0 || s.record[0] < static_cast<double>(shape.n)) return;
          unsigned r = 0;
          while (s.state[r] != bad) ++r;
          s.record[0] = static_cast<double>(start + r);
          s.record[1] = s.scale[r];
          s.record[2] = weight_of(start + r);
        });
      }
      block.each_thread([&](unsigned t) {
        if (t == 0) s.some_bad = s.some_odd = 0;
        if constexpr (narrow) {
          if (x.whole) {
            add_rows<true>(s, t, start, m);
          } else {
            add_rows<false>(s, t, start, m);
          }
        } else {
          if (t >= m) return;
          double* const factor = factors + factor_size * (start + t);
          factor[0] = s.scale[t];
          factor[1] = s.part_hi[t * shape.lanes];
          factor[2] = s.part_lo[t * shape.lanes];
        }
      });
    }

    if constexpr (narrow) {
      LOGBESSEL_NO_UNROLL
      for (unsigned g = shape.groups / 2; g > 0; g /= 2) {
        block.each_thread([&](unsigned t) {
          if (t >= g * shape.units) return;
          const unsigned other = t + g * shape.units;
          for (unsigned k = 0; k < width; ++k)
            merge(s.sum_hi[k][t], s.sum_lo[k][t], s.sum_hi[k][other], s.sum_lo[k][other]);
        });
      }
    }
    LOGBESSEL_NO_UNROLL
    for (unsigned step = most_rows / 2; step > 0; step /= 2) {
      block.each_thread([&](unsigned t) {
        if (t < step)
          merge(s.weight_hi[t], s.weight_lo[t], s.weight_hi[t + step], s.weight_lo[t + step]);
      });
    }
    block.each_thread([&](unsigned t) {
      if constexpr (narrow) {
        double* const sum = sums + 2 * shape.dim * block.index();
        for (unsigned j = t; j < shape.dim; j += threads) {
          sum[j] = s.sum_hi[j % width][j / width];
          sum[shape.dim + j] = s.sum_lo[j % width][j / width];
        }
      }
      if (t != 0) return;
      double* const record = records + record_size * block.index();
      record[0] = s.weight_hi[0];
      record[1] = s.weight_lo[0];
      for (unsigned k = 0; k < 3; ++k) record[2 + k] = s.record[k];
    });
  }

 private:
  LOGBESSEL_KERNEL_FN double weight_of(std::size_t row) const {
    return weights == nullptr ? 1.0 : weights[row];
  }

  /// The squares of one lane's share of a row.
  template <class Shared>
  LOGBESSEL_KERNEL_FN void measure(Shared& s, std::size_t start, unsigned p, double scale) const {
    if (x.whole) {
      measure_units<true>(s, start, p, scale);
    } else {
      measure_units<false>(s, start, p, scale);
    }
  }

  template <bool is_whole, class Shared>
  LOGBESSEL_KERNEL_FN void measure_units(Shared& s, std::size_t start, unsigned p,
                                         double scale) const {
    const Real* const row = x.row(start + p / shape.lanes);
    double hi = 0.0;
    double lo = 0.0;
    LOGBESSEL_UNROLL_4
    for (std::size_t j = p % shape.lanes * width; j < shape.dim; j += shape.lanes * width) {
      double a[width];
      x.template load<is_whole>(row, j, a);
      LOGBESSEL_UNROLL
      for (unsigned k = 0; k < width; ++k) add_square<Real>(hi, lo, a[k] * scale);
    }
    s.part_hi[p] = hi;
    s.part_lo[p] = lo;
  }

  template <class Shared>
  LOGBESSEL_KERNEL_FN static double_double<double> total(const Shared& s, unsigned first,
                                                         unsigned count, unsigned step) {
    double_double<double> sum = two_sum(s.part_hi[first], s.part_lo[first]);
    LOGBESSEL_NO_UNROLL
    for (unsigned i = 1; i < count; ++i)
      sum = sum + two_sum(s.part_hi[first + i * step], s.part_lo[first + i * step]);
    return sum;
  }

  /// Judges the row, whose length is `length`/scale, and leaves its factor, so that w x/|x| = factor (scale x).
  template <class Shared>
  LOGBESSEL_KERNEL_FN void finish(Shared& s, unsigned r, std::size_t row,
                                  double_double<double> length, double scale) const {
    const double weight = weight_of(row);
    const double value = length.hi / scale;
    const bool is_good = weight >= 0.0 && weight < detail::infinity && length.hi > 0.0 &&
                         length.hi < detail::infinity && detail::abs(value - 1.0) <= tolerance;
    const double_double<double> factor = double_double<double>{weight, 0.0} / length;
    s.part_hi[r * shape.lanes] = factor.hi;
    s.part_lo[r * shape.lanes] = factor.lo;
    s.scale[r] = is_good ? scale : value;
    s.state[r] = is_good ? good : bad;
    if (!is_good) s.some_bad = 1;
    merge(s.weight_hi[r], s.weight_lo[r], weight, 0.0);
  }

  /// The odd rows: those of 0, inf or NaN get that as their length, others are measured again, scaled.
  template <class Block>
  LOGBESSEL_KERNEL_FN void measure_again(const Block& block, shared<Block>& s, std::size_t start,
                                         unsigned m) const {
    block.each_thread([&](unsigned t) {
      LOGBESSEL_NO_UNROLL
      for (unsigned p = t; p < m * shape.lanes; p += threads) {
        if (s.state[p / shape.lanes] != odd) continue;
        const Real* const row = x.row(start + p / shape.lanes);
        double largest = 0.0;
        LOGBESSEL_NO_UNROLL
        for (std::size_t j = p % shape.lanes; j < shape.dim; j += shape.lanes)
          largest = larger(largest, detail::abs(as_double(row[j])));
        s.part_hi[p] = largest;
      }
    });
    block.each_thread([&](unsigned t) {
      if (t >= m || s.state[t] != odd) return;
      double largest = 0.0;
      LOGBESSEL_NO_UNROLL
      for (unsigned i = 0; i < shape.lanes; ++i)
        largest = larger(largest, s.part_hi[t * shape.lanes + i]);
      if (!(largest > 0.0 && largest < detail::infinity)) {
        finish(s, t, start + t, {largest, 0.0}, 1.0);
      } else {
        s.scale[t] =
            detail::pow2(detail::min(detail::max(-detail::split(largest).e, -1022.0), 1023.0));
      }
    });
    if constexpr (std::is_same_v<Real, double>) {
      block.each_thread([&](unsigned t) {
        LOGBESSEL_NO_UNROLL
        for (unsigned p = t; p < m * shape.lanes; p += threads) {
          const unsigned r = p / shape.lanes;
          if (s.state[r] == odd) measure_units<false>(s, start, p, s.scale[r]);
        }
      });
      block.each_thread([&](unsigned t) {
        if (t >= m || s.state[t] != odd) return;
        finish(s, t, start + t, detail::sqrt(total(s, t * shape.lanes, shape.lanes, 1)),
               s.scale[t]);
      });
    }
  }

  /// The larger of |a| and |b|; NaN if one is.
  LOGBESSEL_KERNEL_FN static double larger(double a, double b) {
    return detail::bits_of(a) < detail::bits_of(b) ? b : a;
  }

  /// The batch's rows to the sums. Thread t has the columns of its units, and of the rows one group's.
  template <bool is_whole, class Shared>
  LOGBESSEL_KERNEL_FN void add_rows(Shared& s, unsigned t, std::size_t start, unsigned m) const {
    LOGBESSEL_NO_UNROLL
    for (unsigned place = t; place < shape.groups * shape.units; place += threads) {
      const unsigned j = place % shape.units * width;
      unit_sums sum;
      LOGBESSEL_UNROLL
      for (unsigned k = 0; k < width; ++k) {
        sum.hi[k] = s.sum_hi[k][place];
        sum.lo[k] = s.sum_lo[k][place];
      }
      LOGBESSEL_UNROLL_4
      for (unsigned r = place / shape.units; r < m; r += shape.groups) {
        double a[width];
        x.template load<is_whole>(x.row(start + r), j, a);
        const double scale = std::is_same_v<Real, double> ? s.scale[r] : 1.0;
        sum.add(a, scale, s.part_hi[r * shape.lanes], s.part_lo[r * shape.lanes]);
      }
      LOGBESSEL_UNROLL
      for (unsigned k = 0; k < width; ++k) {
        s.sum_hi[k][place] = sum.hi[k];
        s.sum_lo[k][place] = sum.lo[k];
      }
    }
  }
};

/// Adds long rows, whose factors are known, in tiles of columns.
template <class Real>
struct columns_kernel {
  static constexpr unsigned threads = threads_of_block;
  static constexpr unsigned blocks_at_once = 2;
  template <class Block>
  struct shared {};

  sums_shape shape;
  matrix<Real> x;
  const double* factors;
  double* sums;

  template <class Block>
  LOGBESSEL_KERNEL_FN void operator()(const Block& block, shared<Block>&) const {
    const std::size_t slice = block.index() / shape.tiles;
    const std::size_t tile = block.index() % shape.tiles;
    block.each_thread([&](unsigned t) {
      const std::size_t j = (tile * threads + t) * width;
      if (j >= shape.dim) return;
      if (x.whole) {
        add_rows<true>(slice, j);
      } else {
        add_rows<false>(slice, j);
      }
    });
  }

 private:
  template <bool is_whole>
  LOGBESSEL_KERNEL_FN void add_rows(std::size_t slice, std::size_t j) const {
    const std::size_t begin = slice * shape.rows_of_column_slice;
    const std::size_t end =
        shape.n - begin < shape.rows_of_column_slice ? shape.n : begin + shape.rows_of_column_slice;
    unit_sums sum;
    LOGBESSEL_UNROLL_4
    for (std::size_t i = begin; i < end; ++i) {
      double a[width];
      x.template load<is_whole>(x.row(i), j, a);
      const double* const factor = factors + factor_size * i;
      sum.add(a, std::is_same_v<Real, double> ? factor[0] : 1.0, factor[1], factor[2]);
    }
    double* const out = sums + 2 * shape.dim * slice;
    LOGBESSEL_UNROLL
    for (unsigned k = 0; k < width; ++k) {
      if (j + k >= shape.dim) continue;
      out[j + k] = sum.hi[k];
      out[shape.dim + j + k] = sum.lo[k];
    }
  }
};

/// The slices' sums and records to those of all rows. The weight counts as one more column.
struct slices_kernel {
  static constexpr unsigned threads = threads_of_block;
  static constexpr unsigned blocks_at_once = 2;
  static constexpr unsigned columns = 32;

  sums_shape shape;
  const double* records;
  const double* sums;
  double* out;

  template <class Block>
  struct shared {
    double hi[threads], lo[threads];
    unsigned some_bad;
  };

  template <class Block>
  LOGBESSEL_KERNEL_FN void operator()(const Block& block, shared<Block>& s) const {
    block.each_thread([&](unsigned t) {
      if (t == 0) s.some_bad = 0;
    });
    const double n = static_cast<double>(shape.n);
    block.each_thread([&](unsigned t) {
      const std::size_t j = block.index() * columns + t % columns;
      double hi = 0.0;
      double lo = 0.0;
      if (j < shape.dim) {
        LOGBESSEL_UNROLL_4
        for (std::size_t i = t / columns; i < shape.column_slices; i += threads / columns)
          merge(hi, lo, sums[2 * shape.dim * i + j], sums[2 * shape.dim * i + shape.dim + j]);
      } else if (j == shape.dim) {
        LOGBESSEL_NO_UNROLL
        for (std::size_t i = t / columns; i < shape.slices; i += threads / columns)
          merge(hi, lo, records[record_size * i], records[record_size * i + 1]);
      }
      s.hi[t] = hi;
      s.lo[t] = lo;
      LOGBESSEL_NO_UNROLL
      for (std::size_t i = t; i < shape.slices; i += threads) {
        if (records[record_size * i + 2] < n) s.some_bad = 1;
      }
    });
    LOGBESSEL_NO_UNROLL
    for (unsigned step = threads / 2; step >= columns; step /= 2) {
      block.each_thread([&](unsigned t) {
        if (t < step) merge(s.hi[t], s.lo[t], s.hi[t + step], s.lo[t + step]);
      });
    }
    block.each_thread([&](unsigned t) {
      const std::size_t j = block.index() * columns + t;
      const double_double<double> sum = two_sum(s.hi[t], s.lo[t]);
      const bool overflows = detail::abs(s.hi[t]) == detail::infinity;
      const double hi = s.some_bad != 0 ? detail::nan : overflows ? s.hi[t] : sum.hi;
      const double lo = s.some_bad != 0 ? detail::nan : overflows ? 0.0 : sum.lo;
      double* const end = out + 2 * shape.dim;
      if (t < columns && j < shape.dim) {
        out[j] = hi;
        out[shape.dim + j] = lo;
      } else if (t < columns && j == shape.dim) {
        end[0] = hi;
        end[1] = lo;
        end[2] = n;
        std::size_t i = 0;
        while (i < shape.slices && !(records[record_size * i + 2] < n)) ++i;
        for (unsigned k = 0; k < 3; ++k)
          end[3 + k] = i < shape.slices ? records[record_size * i + 2 + k] : k == 0 ? n : 0.0;
      }
    });
  }
};

constexpr std::size_t largest_dim = std::size_t{1} << 32;
constexpr std::size_t largest_n = std::size_t{1} << 50;

template <class Real>
status sums_of(std::size_t n, std::size_t dim, const Real* x, std::size_t ld, const double* weights,
               vmf_rows rows, double* sums, void* workspace, std::size_t workspace_size,
               cudaStream_t stream) {
  if (n > largest_n) return refuse("n");
  if (dim < 2 || dim > largest_dim) return refuse("dim");
  status s = check_matrix(n, dim, "dim", x, "x", ld, "ld");
  if (s != cudaSuccess) return s;
  if (rows != vmf_rows::unit && rows != vmf_rows::normalise) return refuse("rows");
  if (sums == nullptr || misaligned(sums, alignof(double))) return refuse("sums");
  const sums_shape a = shape_of(n, dim);
  const std::size_t needed = a.workspace_doubles() * sizeof(double);
  if (workspace_size < needed ||
      (needed > 0 && (workspace == nullptr || misaligned(workspace, alignof(double)))))
    return refuse("workspace");
  s = check_stream(stream);
  if (s != cudaSuccess) return s;

  double* const records = static_cast<double*>(workspace);
  double* const factors = records + record_size * a.slices;
  double* const slices = factors + (a.narrow ? 0 : factor_size * n);
  if (n > 0) {
    const std::size_t alignment = alignof(unit<Real>);
    const matrix<Real> data = {
        x, dim, ld,
        dim % width == 0 && !misaligned(x, alignment) && ld * sizeof(Real) % alignment == 0};
    const double tolerance = rows == vmf_rows::unit ? tolerance_of<Real> : detail::infinity;
    if (a.narrow) {
      s = launch(rows_kernel<Real, true>{a, data, weights, tolerance, records, slices, nullptr},
                 a.slices, stream);
    } else {
      s = launch(rows_kernel<Real, false>{a, data, weights, tolerance, records, nullptr, factors},
                 a.slices, stream);
      if (s == cudaSuccess)
        s = launch(columns_kernel<Real>{a, data, factors, slices}, a.tiles * a.column_slices,
                   stream);
    }
  }
  if (s != cudaSuccess) return s;
  return launch(slices_kernel{a, records, slices, sums}, dim / slices_kernel::columns + 1, stream);
}

}  // namespace

std::size_t vmf_sums_workspace(std::size_t n, std::size_t dim) {
  if (n > largest_n || dim < 2 || dim > largest_dim) return 0;
  return shape_of(n, dim).workspace_doubles() * sizeof(double);
}

#define LOGBESSEL_DEFINE_SUMS(Real)                                                        \
  status vmf_sums(std::size_t n, std::size_t dim, const Real* x, std::size_t ld,           \
                  const double* weights, vmf_rows rows, double* sums, void* workspace,     \
                  std::size_t workspace_size, cudaStream_t stream) {                       \
    return sums_of(n, dim, x, ld, weights, rows, sums, workspace, workspace_size, stream); \
  }
LOGBESSEL_DEFINE_SUMS(double)
LOGBESSEL_DEFINE_SUMS(float)
LOGBESSEL_DEFINE_SUMS(__half)
LOGBESSEL_DEFINE_SUMS(__nv_bfloat16)

}  // namespace logbessel::cuda
