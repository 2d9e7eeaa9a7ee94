/// @file
/// A function over arrays, in blocks that stay in the first levels of the cache. The points of a block are sorted by
/// region, so that each region's kernel works on full vectors, and the results go back to their places:
///
///     load -> region of each point -> sort -> one kernel per region -> second looks -> store
///
/// A result depends on its own point alone: the lanes of a vector do not know each other, and where a region does not
/// fill its last vector, copies of its last point do.
#pragma once

#include <logbessel/strided.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "../functions.hpp"
#include "simd.hpp"

namespace logbessel::cpu::LOGBESSEL_TARGET {

constexpr std::size_t block_size = 1024;

/// Points, their results, and their places in the block that they came from; each array has room for a whole vector
/// more.
struct bucket {
  double* v;
  double* x;
  const std::uint16_t* place;
  double* out;  // the first output; the others are one capacity on, each
  std::size_t size;

  /// Copies of the last point up to a whole vector.
  void pad() const {
    for (std::size_t i = size; i % simd::lanes != 0; ++i) {
      v[i] = v[size - 1];
      x[i] = x[size - 1];
    }
  }
};

/// Room for the points of a block in so many buckets, each from a whole vector on.
template <int buckets, int outputs>
struct points {
  static constexpr std::size_t capacity = block_size + buckets * simd::lanes;
  alignas(64) double v[capacity];
  alignas(64) double x[capacity];
  alignas(64) double out[outputs][capacity];
  std::uint16_t place[capacity];

  bucket part(std::size_t begin, std::size_t size) {
    return {v + begin, x + begin, place + begin, out[0] + begin, size};
  }
};

template <class F>
struct workspace {
  static constexpr int buckets =
      F::regions + 1;  // the last one for the points that are in no region

  points<1, F::outputs> all;
  alignas(64) std::int32_t region[points<1, F::outputs>::capacity];
  points<buckets, F::outputs> sorted;
  bucket of_region[buckets];
  points<1, 1> second;  // points that need a second look
  std::size_t second_size;
};

/// The kernel of a region on its bucket. Points that need a second look are noted.
template <class F, int region, std::size_t capacity>
[[gnu::flatten, gnu::noinline]] void evaluate_region(const F& f, const bucket& b, workspace<F>& w) {
  b.pad();
  for (std::size_t i = 0; i < b.size; i += simd::lanes) {
    const simd v = f.order(simd::load(b.v + i));
    const simd x = simd::load(b.x + i);
    const auto values = f.template evaluate<region>(v, x);
    for (std::size_t k = 0; k < F::outputs; ++k) values[k].store(b.out + k * capacity + i);
    if constexpr (F::second_looks > 0) {
      const simd_mask again = f.template needs_second_look<region>(v, x, values[0]);
      for (unsigned bits = again.bits(); bits != 0; bits &= bits - 1) {
        const std::size_t j = i + static_cast<std::size_t>(__builtin_ctz(bits));
        if (j >= b.size) break;
        w.second.v[w.second_size] = f.order(b.v[j]);
        w.second.x[w.second_size] = b.x[j];
        w.second.place[w.second_size++] = b.place[j];
      }
    }
  }
}

/// One formula on the points that it is for, among those that need a second look.
template <class F, int look, class T>
[[gnu::flatten, gnu::noinline]] void look_again(const F& f, const workspace<F>& w, strided<T> out) {
  alignas(64) double v[simd::lanes], x[simd::lanes], value[simd::lanes];
  std::size_t place[simd::lanes];
  for (std::size_t i = 0; i < w.second_size;) {
    std::size_t n = 0;
    for (; i < w.second_size && n < simd::lanes; ++i) {
      if (static_cast<int>(f.second_look_index(w.second.v[i])) != look) continue;
      v[n] = w.second.v[i];
      x[n] = w.second.x[i];
      place[n++] = w.second.place[i];
    }
    if (n == 0) return;
    for (std::size_t k = n; k < simd::lanes; ++k) {
      v[k] = v[0];
      x[k] = x[0];
    }
    f.template second_look<look>(simd::load(v), simd::load(x)).store(value);
    for (std::size_t k = 0; k < n; ++k) out[place[k]] = static_cast<T>(value[k]);
  }
}

/// The region of each point, `regions` where it is in none. Says whether it is the same for all.
template <class F>
[[gnu::flatten, gnu::noinline]] bool find_regions(const F& f, std::size_t n, workspace<F>& w) {
  const auto region_index = [&](simd v, simd x) {
    v = f.order(v);
    return select(f.is_ordinary(v, x), f.region_index(v, x), simd(double{F::regions}));
  };
  const simd first = region_index(simd(w.all.v[0]), simd(w.all.x[0]));
  bool same = true;
  for (std::size_t i = 0; i < n; i += simd::lanes) {
    const simd index = region_index(simd::load(w.all.v + i), simd::load(w.all.x + i));
    same = same && !any(!(index == first));
    index.store_as_integers(w.region + i);
  }
  return same;
}

/// Counting sort. Every fourth point has counters of its own: to count one takes the processor longer than to place it.
template <class F>
void sort_by_region(std::size_t n, workspace<F>& w) {
  constexpr int buckets = workspace<F>::buckets;
  std::size_t next[4][buckets] = {};
  for (std::size_t i = 0; i < n; ++i) ++next[i % 4][w.region[i]];
  std::size_t position = 0;
  for (int r = 0; r < buckets; ++r) {
    const std::size_t begin = position;
    for (auto& counters : next) position += std::exchange(counters[r], position);
    w.of_region[r] = w.sorted.part(begin, position - begin);
    position = (position + simd::lanes - 1) / simd::lanes * simd::lanes;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t to = next[i % 4][w.region[i]]++;
    w.sorted.v[to] = w.all.v[i];
    w.sorted.x[to] = w.all.x[i];
    w.sorted.place[to] = static_cast<std::uint16_t>(i);
  }
}

template <class T>
void load(std::size_t n, strided<const T> from, double* to) {
  if (from.stride == 1) {
    for (std::size_t i = 0; i < n; ++i) to[i] = from.data[i];
  } else {
    for (std::size_t i = 0; i < n; ++i) to[i] = from[i];
  }
}

template <class T>
void store(const bucket& b, const double* values, strided<T> out) {
  if (out.stride == 1) {
    for (std::size_t i = 0; i < b.size; ++i) out.data[b.place[i]] = static_cast<T>(values[i]);
  } else {
    for (std::size_t i = 0; i < b.size; ++i) out[b.place[i]] = static_cast<T>(values[i]);
  }
}

template <class F, class T>
using outputs_of = std::array<strided<T>, F::outputs>;

/// A block whose points all belong to the region.
template <class F, int region, class T>
void evaluate_unsorted(const F& f, std::size_t n, workspace<F>& w, const outputs_of<F, T>& out) {
  evaluate_region<F, region, points<1, F::outputs>::capacity>(f, w.all.part(0, n), w);
  for (std::size_t k = 0; k < F::outputs; ++k) {
    const double* values = w.all.out[k];
    if (out[k].stride == 1) {
      T* const to = out[k].data;
      for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<T>(values[i]);
    } else {
      for (std::size_t i = 0; i < n; ++i) out[k][i] = static_cast<T>(values[i]);
    }
  }
}

template <class F, int region, class T>
void evaluate_sorted(const F& f, workspace<F>& w, const outputs_of<F, T>& out) {
  constexpr std::size_t capacity = points<workspace<F>::buckets, F::outputs>::capacity;
  const bucket& b = w.of_region[region];
  if (b.size == 0) return;
  evaluate_region<F, region, capacity>(f, b, w);
  for (std::size_t k = 0; k < F::outputs; ++k) store(b, b.out + k * capacity, out[k]);
}

/// The points that are in no region, one by one.
template <class F, class T>
void evaluate_scalar(const F& f, const bucket& b, const outputs_of<F, T>& out) {
  for (std::size_t i = 0; i < b.size; ++i) {
    const auto values = f.scalar(static_cast<T>(b.v[i]), static_cast<T>(b.x[i]));
    for (std::size_t k = 0; k < F::outputs; ++k) out[k][b.place[i]] = values[k];
  }
}

template <class F, class T, int... region, int... look>
void evaluate_block(const F& f, std::size_t n, workspace<F>& w, const outputs_of<F, T>& out,
                    std::integer_sequence<int, region...>, std::integer_sequence<int, look...>) {
  w.all.part(0, n).pad();
  const bool is_one_region = find_regions(f, n, w);
  w.second_size = 0;
  if (is_one_region && w.region[0] < F::regions) {
    ((region == w.region[0] ? evaluate_unsorted<F, region>(f, n, w, out) : void()), ...);
  } else {
    sort_by_region(n, w);
    (evaluate_sorted<F, region>(f, w, out), ...);
    evaluate_scalar(f, w.of_region[F::regions], out);
  }
  (look_again<F, look>(f, w, out[0]), ...);
}

/// out[k][i] = the k-th output of f at (v[i], x[i]) for i < n.
template <class F, class T>
void evaluate(const F& f, std::size_t n, strided<const T> v, strided<const T> x,
              const strided<T>* out) {
  workspace<F> w;
  for (std::size_t i = 0; i < block_size; ++i) w.all.place[i] = static_cast<std::uint16_t>(i);
  for (std::size_t start = 0; start < n; start += block_size) {
    const std::size_t m = n - start < block_size ? n - start : block_size;
    load(m, strided<const T>(&v[start], v.stride), w.all.v);
    load(m, strided<const T>(&x[start], x.stride), w.all.x);
    outputs_of<F, T> block_out;
    for (std::size_t k = 0; k < F::outputs; ++k)
      block_out[k] = strided<T>(&out[k][start], out[k].stride);
    evaluate_block(f, m, w, block_out, std::make_integer_sequence<int, F::regions>(),
                   std::make_integer_sequence<int, F::second_looks>());
  }
}

}  // namespace logbessel::cpu::LOGBESSEL_TARGET
