/// @file
/// The loop of fma_peak.cpp, compiled once for each instruction set that has fused multiply-adds.
#pragma once

#include <cstddef>

namespace logbessel::bench {

/// y = a y + b in as many independent chains as hide the latency of one, `rounds` times. Returns a number that depends on
/// all of them, and adds how many fused multiply-adds it took to `count`.
using fma_loop = double (*)(std::size_t rounds, double a, double b, double& count);

double fma_loop_avx2(std::size_t rounds, double a, double b, double& count);
double fma_loop_avx512(std::size_t rounds, double a, double b, double& count);
double fma_loop_neon(std::size_t rounds, double a, double b, double& count);

}  // namespace logbessel::bench
