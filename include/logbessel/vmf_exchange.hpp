/// @file
/// What processes that share a fit need of each other. A program under MPI derives from vmf_exchange; vmf_alone is one process.
#pragma once

#include <cstddef>
#include <cstdint>

namespace logbessel {

/// Every rank makes the same calls in the same order, with arrays of the same length.
class vmf_exchange {
 public:
  virtual ~vmf_exchange() = default;

  /// This process, 0 <= rank() < ranks().
  virtual int rank() const = 0;
  virtual int ranks() const = 0;

  /// words[i] becomes its sum over the ranks, modulo 2^64.
  virtual void sum(std::int64_t* words, std::size_t n) = 0;

  /// values[i] becomes its maximum over the ranks; none is NaN.
  virtual void maximum(double* values, std::size_t n) = 0;

  /// Every rank gets the bytes that rank `root` has.
  virtual void broadcast(void* bytes, std::size_t n, int root) = 0;
};

/// One process.
class vmf_alone final : public vmf_exchange {
 public:
  int rank() const override { return 0; }
  int ranks() const override { return 1; }
  void sum(std::int64_t*, std::size_t) override {}
  void maximum(double*, std::size_t) override {}
  void broadcast(void*, std::size_t, int) override {}
};

}  // namespace logbessel
