/// @file
/// How the headers are compiled: host or device, and the flags they refuse.
#pragma once

#if defined(__FAST_MATH__)
#error "logbessel needs IEEE arithmetic: compile without -ffast-math"
#endif

/// Marks every function of the library: inline, and callable on the device under a CUDA compiler.
#if defined(__CUDACC__)
#define LOGBESSEL_FN __host__ __device__ inline
#else
#define LOGBESSEL_FN inline
#endif
