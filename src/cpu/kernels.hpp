/// @file
/// The single-threaded loops. kernels.cpp is compiled once for each instruction set, into the
/// namespace that carries its name.
#pragma once

#include <logbessel/strided.hpp>

#include <cstddef>

namespace logbessel::cpu {

/// out[i] = f(v[i], x[i]) for i < n.
template <class T>
using kernel = void(std::size_t n, strided<const T> v, strided<const T> x, strided<T> out);

namespace baseline {
kernel<double> log_iv, log_kv;
kernel<float> log_iv, log_kv;
}  // namespace baseline

namespace avx2 {
kernel<double> log_iv, log_kv;
kernel<float> log_iv, log_kv;
}  // namespace avx2

}  // namespace logbessel::cpu
