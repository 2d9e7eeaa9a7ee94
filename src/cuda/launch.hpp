/// @file
/// Kernels are objects: their members are the arguments, operator()(block, shared) is the code, `shared<Block>` what the
/// threads of a block share. launch(kernel, blocks, stream) queues one on the device; compiled for the host, it runs the
/// blocks at once, each with shared memory of its own that holds garbage.
#pragma once

#include <logbessel/cuda.hpp>

#include <climits>
#include <cstring>
#include <memory>

#include "block.hpp"

namespace logbessel::cuda {

#if defined(__CUDACC__)

template <class Kernel>
__global__ void __launch_bounds__(Kernel::threads, Kernel::blocks_at_once)
    run(const __grid_constant__ Kernel kernel) {
  using block = thread_block<Kernel::threads>;
  __shared__ typename Kernel::template shared<block> shared;
  kernel(block(), shared);
}

template <class Kernel>
status launch(const Kernel& kernel, std::size_t blocks, cudaStream_t stream) {
  if (blocks > INT_MAX) return {cudaErrorInvalidValue, "n"};
  cudaLaunchConfig_t config = {};
  config.blockDim = Kernel::threads;
  config.gridDim = static_cast<unsigned>(blocks);
  config.stream = stream;
  return {cudaLaunchKernelEx(&config, run<Kernel>, kernel)};
}

/// A stream belongs to a device; work can be queued on it where that is the current one.
inline status check_stream(cudaStream_t stream) {
  int current = 0;
  const cudaError_t error = cudaGetDevice(&current);
  if (error != cudaSuccess) return {error};
#if CUDART_VERSION >= 12080
  if (stream != nullptr && stream != cudaStreamLegacy && stream != cudaStreamPerThread) {
    int device = 0;
    const cudaError_t unknown = cudaStreamGetDevice(stream, &device);
    if (unknown != cudaSuccess) return {unknown, "stream"};
    if (device != current) return {cudaErrorInvalidResourceHandle, "stream"};
  }
#endif
  return {};
}

#else

template <class Kernel>
status launch(const Kernel& kernel, std::size_t blocks, cudaStream_t) {
  using block = thread_block<Kernel::threads>;
  using shared = typename Kernel::template shared<block>;
  for (std::size_t i = blocks; i-- > 0;) {
    const std::unique_ptr<shared> memory(new shared);
    std::memset(static_cast<void*>(memory.get()), 0xa5, sizeof(shared));
    kernel(block{i}, *memory);
  }
  return {};
}

inline status check_stream(cudaStream_t) { return {}; }

#endif

}  // namespace logbessel::cuda
