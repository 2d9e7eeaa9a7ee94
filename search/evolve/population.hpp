/// @file
/// The programs that live, in niches by cost, and the hashes of those that were tried.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "../fit/fit.hpp"

namespace logbessel::search {

/// What a program costs, in units of an addition or of whatever the user counts.
struct cost_model {
  std::array<int, operation_count> of{1, 1, 1, 1, 1, 1};

  int operator()(const program& p) const {
    int sum = 0;
    for (const step& s : p.steps) sum += of[static_cast<std::size_t>(s.op)];
    return sum;
  }
};

struct individual {
  program shape;
  fitted fit;
  int cost = 0;
  std::uint64_t hash = 0;
};

/// One niche for each cost, sorted by error, best first.
class population {
 public:
  population(int most_cost, std::size_t niche_size)
      : niches_(static_cast<std::size_t>(most_cost) + 1), niche_size_(niche_size) {}

  /// False where the niche keeps its own: the same shape, or the same error and so the same function, at least as good;
  /// or a full niche of better ones.
  bool add(individual it);

  const std::vector<individual>& niche(int cost) const {
    return niches_[static_cast<std::size_t>(cost)];
  }
  int most_cost() const { return static_cast<int>(niches_.size()) - 1; }
  /// What a newcomer has to beat.
  double gate(int cost) const;
  /// The error at a rank, or of the last.
  double error_at(int cost, std::size_t rank) const;

 private:
  std::vector<std::vector<individual>> niches_;
  std::size_t niche_size_;
};

/// Hashes seen before. New ones displace old ones, so that what was met with bad luck is tried again some day.
class memory {
 public:
  memory() : slots_(std::size_t{1} << 19) {}

  /// Whether it was there; it is now.
  bool recall(std::uint64_t hash) {
    std::uint64_t& slot = slots_[hash & (slots_.size() - 1)];
    const bool seen = slot == hash;
    slot = hash;
    return seen;
  }
  std::vector<std::uint64_t>& slots() { return slots_; }
  const std::vector<std::uint64_t>& slots() const { return slots_; }

 private:
  std::vector<std::uint64_t> slots_;
};

}  // namespace logbessel::search
