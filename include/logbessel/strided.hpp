/// @file
/// The array argument of the batch functions.
#pragma once

#include <logbessel/detail/standard.hpp>

namespace logbessel {

/// The numbers data[0], data[stride], data[2 stride], ...; stride 0 repeats data[0]. A plain
/// pointer converts to it with stride 1.
template <class T>
struct strided {
  T* data = nullptr;
  detail::ptrdiff_t stride = 1;

  strided() = default;
  LOGBESSEL_FN strided(T* data_, detail::ptrdiff_t stride_ = 1) : data(data_), stride(stride_) {}

  LOGBESSEL_FN T& operator[](detail::size_t i) const {
    return data[static_cast<detail::ptrdiff_t>(i) * stride];
  }
};

}  // namespace logbessel
