/// @file
/// Defines functions of cuda.hpp by their descriptions of functions.hpp.
#pragma once

#include "bucketed.hpp"

/// The function of one output, by `of_double`_function on doubles and `of_float`_function on floats.
#define LOGBESSEL_DEFINE(name, of_double, of_float) \
  LOGBESSEL_DEFINE_TYPE(name, double, of_double)    \
  LOGBESSEL_DEFINE_TYPE(name, float, of_float)
#define LOGBESSEL_DEFINE_TYPE(name, T, description)                                  \
  status name(std::size_t n, strided<const T> v, strided<const T> x, strided<T> out, \
              cudaStream_t stream) {                                                 \
    return evaluate<functions::LOGBESSEL_TARGET::description##_function, T>(         \
        n, v, x, {{{out, "out"}}}, stream);                                          \
  }
