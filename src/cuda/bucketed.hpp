/// @file
/// A function over arrays in device memory. A block takes a tile of points, sorts their places by region, and its warps
/// go through the sorted list, so that all but a few of them evaluate one region's kernel; results are put in place in
/// shared memory and leave it in order:
///
///     region of each point -> sort -> one kernel per region -> second looks -> store
///
/// A tile small enough for one point per thread is not sorted: with few points it is better to use all multiprocessors.
#pragma once

#include <algorithm>
#include <array>
#include <utility>

#include "../arguments.hpp"
#include "../functions.hpp"
#include "launch.hpp"

namespace logbessel::cuda {

template <class F, class T>
struct bucketed_kernel {
  static constexpr unsigned threads = 256;
  static constexpr unsigned blocks_at_once = 2;
  static constexpr int items = 16 / F::outputs;  // points of a thread
  static constexpr unsigned tile = threads * items;
  static constexpr unsigned most_again = tile / 4;
  static constexpr int places = 4096;  // an entry of the order is places region + place, in 16 bits
  static constexpr int look_again = 14;  // in place of the region, for points that no kernel served
  static constexpr int no_point = 15;    // and for places past the end
  static_assert(F::regions < look_again && tile <= places, "no room in an entry of the order");

  F f;
  std::size_t n;
  unsigned size;  // points of a block: tile, or threads for blocks that do not sort
  strided<const T> v, x;
  strided<T> out[F::outputs];

  template <class Block>
  struct shared {
    std::uint16_t order[tile];
    std::uint16_t again[most_again];  // the places of the first points to look at again
    unsigned again_size;
    int is_mixed;
    union {
      typename Block::template sort_storage<items> sorting;
      T out[F::outputs][tile];
    };
  };

  template <class Block>
  LOGBESSEL_KERNEL_FN void operator()(const Block& block, shared<Block>& s) const {
    const std::size_t start = block.index() * size;
    const unsigned m = static_cast<unsigned>(n - start < size ? n - start : size);

    block.each_thread([&](unsigned t) {
      if (t == 0) s.again_size = 0;
      if (t == 0) s.is_mixed = 0;
    });
    block.each_thread([&](unsigned t) {
      const int first = region_of(start);
      for (unsigned i = t; i < size; i += threads) {
        const int region = i < m ? region_of(start + i) : no_point;
        s.order[i] = static_cast<std::uint16_t>(places * region + static_cast<int>(i));
        if (region != first) s.is_mixed = 1;
      }
    });
    if (size == tile && s.is_mixed != 0) block.template sort<items>(s.order, s.sorting);

    block.each_thread([&](unsigned t) {
      LOGBESSEL_NO_UNROLL
      for (unsigned j = t; j < m; j += threads) {
        const unsigned place = s.order[j] % places;
        bool again = true;
        const values_of_point values =
            evaluate(s.order[j] / places, v[start + place], x[start + place], again,
                     std::make_integer_sequence<int, F::regions>());
        for (int k = 0; k < F::outputs; ++k) s.out[k][place] = static_cast<T>(values.value[k]);
        if (!again) continue;
        s.order[j] = static_cast<std::uint16_t>(places * look_again + static_cast<int>(place));
        const unsigned slot = block.next(s.again_size);
        if (slot < most_again) s.again[slot] = static_cast<std::uint16_t>(place);
      }
    });

    block.each_thread([&](unsigned t) {
      const bool listed = s.again_size <= most_again;
      const unsigned count = listed ? s.again_size : m;
      LOGBESSEL_NO_UNROLL
      for (unsigned j = t; j < count; j += threads) {
        if (!listed && s.order[j] / places != look_again) continue;
        const unsigned place = listed ? s.again[j] : s.order[j] % places;
        const values_of_point values = values_again(f, v[start + place], x[start + place]);
        for (int k = 0; k < F::outputs; ++k) s.out[k][place] = static_cast<T>(values.value[k]);
      }
    });

    block.each_thread([&](unsigned t) {
      for (int k = 0; k < F::outputs; ++k) {
        LOGBESSEL_NO_UNROLL
        for (unsigned i = t; i < m; i += threads) out[k][start + i] = s.out[k][i];
      }
    });
  }

 private:
  using values_of_point = functions::LOGBESSEL_TARGET::results<double, F::outputs>;

  LOGBESSEL_KERNEL_FN int region_of(std::size_t i) const {
    const double vi = f.order(double{v[i]});
    const double xi = double{x[i]};
    return f.is_ordinary(vi, xi) ? static_cast<int>(f.region_index(vi, xi)) : F::regions;
  }

  /// By the kernel of its region; `again` remains true where there is none.
  template <int... region>
  LOGBESSEL_KERNEL_FN values_of_point evaluate(int which, T vi, T xi, bool& again,
                                               std::integer_sequence<int, region...>) const {
    values_of_point values = {};
    ((which == region ? evaluate_in<region>(vi, xi, values, again) : void()), ...);
    return values;
  }

  template <int region>
  LOGBESSEL_KERNEL_FN void evaluate_in(T vi, T xi, values_of_point& values, bool& again) const {
    const double a = f.order(double{vi});
    values = kernel_of<region>(f, a, double{xi});
    again = false;
    if constexpr (F::second_looks > 0)
      again = f.template needs_second_look<region>(a, double{xi}, values[0]);
  }

  // Calls, so that nothing of them is taken out of the loops and kept in registers beside all else.
  template <int region>
  LOGBESSEL_KERNEL_APART_FN static values_of_point kernel_of(const F& f, double a, double z) {
    return f.template evaluate<region>(a, z);
  }

  /// What no kernel of a region gives.
  LOGBESSEL_KERNEL_APART_FN static values_of_point values_again(const F& f, T vi, T xi) {
    values_of_point values = {};
    const double a = f.order(double{vi});
    if (!f.is_ordinary(a, double{xi})) {
      const auto scalar = f.scalar(vi, xi);
      for (int k = 0; k < F::outputs; ++k) values.value[k] = double{scalar.value[k]};
    } else if constexpr (F::second_looks > 0) {
      values.value[0] =
          second_look(f, a, double{xi}, std::make_integer_sequence<int, F::second_looks>());
    }
    return values;
  }

  template <int... look>
  LOGBESSEL_KERNEL_FN static double second_look(const F& f, double a, double z,
                                                std::integer_sequence<int, look...>) {
    double value = 0.0;
    const int which = static_cast<int>(f.second_look_index(a));
    ((which == look ? void(value = f.template second_look<look>(a, z)) : void()), ...);
    return value;
  }
};

/// Up to so many points each thread of the device has one, about, and none waits for others to sort.
constexpr std::size_t unsorted_up_to = std::size_t{1} << 18;

template <class F, class T>
status queue(const F& f, std::size_t n, strided<const T> v, strided<const T> x,
             const strided<T>* out, cudaStream_t stream) {
  using kernel = bucketed_kernel<F, T>;
  kernel k = {f, n, n <= unsorted_up_to ? kernel::threads : kernel::tile, v, x, {}};
  std::copy(out, out + F::outputs, k.out);
  return launch(k, (n - 1) / k.size + 1, stream);
}

template <class T, std::size_t outputs>
status check(std::size_t n, const argument<const T>& v, const argument<const T>& x,
             const std::array<argument<T>, outputs>& out, cudaStream_t stream) {
  const fault found = fault_of(n, v, x, out);
  if (found.argument != nullptr) return {cudaErrorInvalidValue, found.argument};
  return n == 0 ? status{} : check_stream(stream);
}

/// One function with all its outputs.
template <class F, class T>
status evaluate(std::size_t n, strided<const T> v, strided<const T> x,
                const std::array<argument<T>, F::outputs>& out, cudaStream_t stream) {
  const status checked = check<T, F::outputs>(n, {v, "v"}, {x, "x"}, out, stream);
  if (checked != cudaSuccess || n == 0) return checked;
  strided<T> data[F::outputs];
  for (std::size_t k = 0; k < F::outputs; ++k) data[k] = out[k].data;
  return queue(F(), n, v, x, data, stream);
}

/// The plan, whose order is v, at x[i].
template <class F, class Plan, class T>
status evaluate_plan(const Plan& plan, std::size_t n, strided<const T> x, strided<T> out,
                     cudaStream_t stream) {
  const status checked = check<T, 1>(n, {x, "x"}, {x, "x"}, {{{out, "out"}}}, stream);
  if (checked != cudaSuccess || n == 0) return checked;
  return queue(F{plan}, n, x, x, &out, stream);
}

}  // namespace logbessel::cuda
