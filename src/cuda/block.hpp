/// @file
/// A block of threads, written once for the device and for the host. A kernel says what its threads do from one barrier
/// to the next:
///
///     block.each_thread([&](unsigned t) { shared.a[t] = f(t); });
///     block.each_thread([&](unsigned t) { g(shared.a[t ^ 1]); });
///
/// On the device a phase is the work of one thread and a barrier. On the host, where tests run the same kernels, it is a
/// loop over the threads; it runs backwards, so that a phase whose threads wait for each other shows.
#pragma once

#include <logbessel/detail/config.hpp>

#include <cstddef>
#include <cstdint>

#if defined(__CUDACC__)
#include <cub/block/block_radix_sort.cuh>
#define LOGBESSEL_KERNEL_FN __device__ inline
#define LOGBESSEL_KERNEL_APART_FN __device__ __noinline__
#define LOGBESSEL_NO_UNROLL _Pragma("unroll 1")
#define LOGBESSEL_UNROLL_4 _Pragma("unroll 4")
#else
#include <algorithm>
#define LOGBESSEL_KERNEL_FN inline
#define LOGBESSEL_KERNEL_APART_FN inline
#define LOGBESSEL_NO_UNROLL
#define LOGBESSEL_UNROLL_4
#endif

namespace logbessel::cuda {

#if defined(__CUDACC__)

template <unsigned threads>
struct thread_block {
  template <int items>
  using sorter = cub::BlockRadixSort<std::uint16_t, threads, items, cub::NullType, 4>;

  template <int items>
  using sort_storage = typename sorter<items>::TempStorage;

  __device__ std::size_t index() const { return blockIdx.x; }

  template <class Phase>
  __device__ void each_thread(Phase phase) const {
    phase(threadIdx.x);
    __syncthreads();
  }

  /// The counter before one was added, within a phase.
  __device__ unsigned next(unsigned& counter) const { return atomicAdd(&counter, 1u); }

  /// Sorts keys[threads items] by their bits from 12 on.
  template <int items>
  __device__ void sort(std::uint16_t* keys, sort_storage<items>& storage) const {
    std::uint16_t mine[items];
#pragma unroll
    for (int k = 0; k < items; ++k) mine[k] = keys[threadIdx.x * items + k];
    sorter<items>(storage).SortBlockedToStriped(mine, 12, 16);
#pragma unroll
    for (int k = 0; k < items; ++k) keys[threadIdx.x + threads * k] = mine[k];
    __syncthreads();
  }
};

#else

template <unsigned threads>
struct thread_block {
  template <int items>
  struct sort_storage {};

  std::size_t number;

  std::size_t index() const { return number; }

  template <class Phase>
  void each_thread(Phase phase) const {
    for (unsigned t = threads; t-- > 0;) phase(t);
  }
  unsigned next(unsigned& counter) const { return counter++; }

  template <int items>
  void sort(std::uint16_t* keys, sort_storage<items>&) const {
    std::stable_sort(keys, keys + threads * items,
                     [](std::uint16_t a, std::uint16_t b) { return a >> 12 < b >> 12; });
  }
};

#endif

}  // namespace logbessel::cuda
