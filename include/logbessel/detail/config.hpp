/// @file
/// How the headers are compiled: host or device, and the flags they refuse.
#pragma once

#if defined(__FAST_MATH__)
#error "logbessel needs IEEE arithmetic: compile without -ffast-math"
#endif

/// The instruction set becomes part of every function's linker symbol. Otherwise a program made of
/// parts compiled for different machines would keep one copy of each inline function, and could run
/// instructions that the machine lacks.
#if defined(__GNUC__) && defined(__AVX512F__)
#define LOGBESSEL_ABI_TAG __attribute__((abi_tag("avx512f")))
#elif defined(__GNUC__) && defined(__FMA__)
#define LOGBESSEL_ABI_TAG __attribute__((abi_tag("fma")))
#else
#define LOGBESSEL_ABI_TAG
#endif

/// Marks every function of the library: inline, and callable on the device under a CUDA compiler.
#if defined(__CUDACC__)
#define LOGBESSEL_FN LOGBESSEL_ABI_TAG __host__ __device__ inline
#else
#define LOGBESSEL_FN LOGBESSEL_ABI_TAG inline
#endif

/// The same, inlined whatever the compiler thinks of the caller's size: where it gives up on the many small steps of a
/// polynomial, their calls cost more than they do.
#if defined(__GNUC__) && !defined(__CUDACC__)
#define LOGBESSEL_INLINE_FN __attribute__((always_inline)) LOGBESSEL_FN
#else
#define LOGBESSEL_INLINE_FN LOGBESSEL_FN
#endif

/// The same, never inlined: for a long and rare way, so that its callers keep their size and, on the device, their
/// registers.
#if defined(__CUDACC__)
#define LOGBESSEL_APART_FN __noinline__ LOGBESSEL_FN
#elif defined(__GNUC__)
#define LOGBESSEL_APART_FN __attribute__((noinline)) LOGBESSEL_FN
#else
#define LOGBESSEL_APART_FN LOGBESSEL_FN
#endif

/// Stands before a loop that must be unrolled on the device, to keep the array that it indexes in
/// registers.
#if defined(__CUDA_ARCH__)
#define LOGBESSEL_UNROLL _Pragma("unroll")
#else
#define LOGBESSEL_UNROLL
#endif

/// Stands before a template that calls what its argument brings, which may be for the host alone.
#if defined(__CUDACC__) && !defined(__clang__)
#define LOGBESSEL_AS_ARGUMENT _Pragma("nv_exec_check_disable")
#else
#define LOGBESSEL_AS_ARGUMENT
#endif

/// Asks for memory that is needed soon, which may lie past the end of an array: into the second-level cache, since into the first one scores
/// took up to one and a half times as long on a Zen 4.
#if defined(__GNUC__) && !defined(__CUDACC__)
#define LOGBESSEL_PREFETCH(address) __builtin_prefetch(address, 0, 2)
#else
#define LOGBESSEL_PREFETCH(address) static_cast<void>(address)
#endif
