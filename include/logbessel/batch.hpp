/// @file
/// log I_v(x) and log K_v(x) over arrays, on all cores. Link with logbessel::cpu.
///
/// out[i] = f(v[i], x[i]) for i < n, the same bits as the scalar functions of log_iv.hpp and
/// log_kv.hpp give, whatever the instruction set and the number of threads. An order or an argument
/// that all elements share has stride 0:
///
///     const double v = 1024;
///     logbessel::log_iv(n, {&v, 0}, x, out);
///
/// The output may be one of the inputs, with the same stride; it may not overlap them otherwise.
/// Throws std::invalid_argument where an array is null and n > 0, a stride is negative, the output
/// has stride 0 and n > 1, or the machine lacks the instruction set asked for.
#pragma once

#include <logbessel/strided.hpp>

#include <cstddef>

namespace logbessel {

/// What the batch functions are compiled for. `best` is the fastest one that the machine has.
enum class instruction_set { best, baseline, avx2 };

struct batch_options {
  unsigned threads = 0;  ///< at most so many; 0 for one per core
  instruction_set target = instruction_set::best;
};

/// Whether this build and this machine have the instruction set.
bool is_available(instruction_set target) noexcept;

void log_iv(std::size_t n, strided<const double> v, strided<const double> x, strided<double> out,
            batch_options options = {});
void log_iv(std::size_t n, strided<const float> v, strided<const float> x, strided<float> out,
            batch_options options = {});

void log_kv(std::size_t n, strided<const double> v, strided<const double> x, strided<double> out,
            batch_options options = {});
void log_kv(std::size_t n, strided<const float> v, strided<const float> x, strided<float> out,
            batch_options options = {});

}  // namespace logbessel
