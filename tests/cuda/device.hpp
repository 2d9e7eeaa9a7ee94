/// @file
/// Arrays where the kernels run: in device memory, or, with LOGBESSEL_CUDA_ON_HOST, on the heap, each of exactly its
/// size so that the address sanitizer sees every step beyond.
#pragma once

#include <cuda_runtime_api.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace logbessel::cuda::testing {

#if defined(LOGBESSEL_CUDA_ON_HOST)
inline cudaError_t allocate(void** to, std::size_t bytes) {
  *to = std::malloc(bytes);
  return cudaSuccess;
}
inline void release(void* data) { std::free(data); }
inline cudaError_t copy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind) {
  if (bytes > 0) std::memcpy(to, from, bytes);
  return cudaSuccess;
}
inline cudaError_t find_device() { return cudaSuccess; }
#else
inline cudaError_t allocate(void** to, std::size_t bytes) { return cudaMalloc(to, bytes); }
inline void release(void* data) { cudaFree(data); }
inline cudaError_t copy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind) {
  return cudaMemcpy(to, from, bytes, kind);
}
inline cudaError_t find_device() {
  int devices = 0;
  return cudaGetDeviceCount(&devices);
}
#endif

inline void require(cudaError_t error) {
  if (error == cudaSuccess) return;
  std::fprintf(stderr, "%s\n", cudaGetErrorString(error));
  std::exit(1);
}

template <class T>
class device_array {
 public:
  explicit device_array(const std::vector<T>& from) : size_(from.size()) {
    require(allocate(&data_, size_ * sizeof(T)));
    require(copy(data_, from.data(), size_ * sizeof(T), cudaMemcpyHostToDevice));
  }
  device_array(std::size_t size, T value) : device_array(std::vector<T>(size, value)) {}
  device_array(const device_array&) = delete;
  device_array& operator=(const device_array&) = delete;
  ~device_array() { release(data_); }

  T* data() const { return static_cast<T*>(data_); }

  /// Waits for the kernels, too.
  std::vector<T> to_host() const {
    std::vector<T> values(size_);
    require(copy(values.data(), data_, size_ * sizeof(T), cudaMemcpyDeviceToHost));
    return values;
  }

 private:
  void* data_ = nullptr;
  std::size_t size_;
};

/// main of a test program. `call` is one well-formed call of the library: where there is no device, it must return what
/// the runtime says, and the program ends with 77, which ctest shows as skipped.
template <class Call>
int run_all_tests(int argc, char** argv, Call call) {
  ::testing::InitGoogleTest(&argc, argv);
  const cudaError_t error = find_device();
  if (error == cudaSuccess) return RUN_ALL_TESTS();
  std::printf("no device: %s\n", cudaGetErrorString(error));
  const cudaError_t returned = call();
  if (returned == error) return 77;
  std::printf("but the call returns: %s\n", cudaGetErrorString(returned));
  return 1;
}

}  // namespace logbessel::cuda::testing
