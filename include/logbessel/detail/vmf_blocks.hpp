/// @file
/// Work over the blocks of a data set on several threads, and over the shares that processes have of them.
#pragma once

#include <logbessel/detail/rank_sums.hpp>
#include <logbessel/vmf_rows.hpp>

#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>

namespace logbessel::detail {

/// Blocks [first, last).
struct block_range {
  std::uint64_t first, last;
};

/// The blocks of rank r of R: as many for each, and one more for the first n mod R.
inline block_range share_of(std::uint64_t blocks, std::uint64_t rank, std::uint64_t ranks) {
  const auto begin = [&](std::uint64_t r) {
    return blocks / ranks * r + std::min(r, blocks % ranks);
  };
  return {begin(rank), begin(rank + 1)};
}

inline block_range share_of(std::uint64_t blocks, const vmf_exchange& exchange) {
  if (blocks > exact_sum_capacity) refuse(blocks, " blocks, more than ", exact_sum_capacity);
  return share_of(blocks, static_cast<std::uint64_t>(exchange.rank()),
                  static_cast<std::uint64_t>(exchange.ranks()));
}

/// The rank that has a block.
inline int owner_of(std::uint64_t block, std::uint64_t blocks, const vmf_exchange& exchange) {
  int rank = 0;
  while (share_of(blocks, static_cast<std::uint64_t>(rank),
                  static_cast<std::uint64_t>(exchange.ranks()))
             .last <= block)
    ++rank;
  return rank;
}

/// How many threads serve `wanted` (0: as many as there are cores) and a number of blocks.
inline std::size_t thread_count(unsigned wanted, std::uint64_t blocks) {
  const std::uint64_t threads = wanted ? wanted : std::thread::hardware_concurrency();
  return static_cast<std::size_t>(
      std::max<std::uint64_t>(1, std::min<std::uint64_t>(threads, blocks)));
}

/// work(worker, i) for i < n, each by one of the workers, a thread for each. If some throw, the exception of the lowest i
/// reaches the caller.
template <class Worker, class Work>
void on_threads(std::vector<Worker>& workers, std::uint64_t n, const Work& work) {
  std::atomic<std::uint64_t> next{0};
  std::mutex mutex;
  std::exception_ptr error;
  std::uint64_t failed = n;
  const auto run = [&](Worker& worker) {
    for (std::uint64_t i = next++; i < n; i = next++) {
      try {
        work(worker, i);
      } catch (...) {
        next = n;
        const std::lock_guard<std::mutex> lock(mutex);
        if (i < failed) {
          failed = i;
          error = std::current_exception();
        }
      }
    }
  };
  std::vector<std::thread> threads;
  try {
    for (std::size_t t = 1; t < workers.size(); ++t)
      threads.emplace_back(run, std::ref(workers[t]));
  } catch (const std::system_error&) {
    // Those that there are do the work of all.
  }
  run(workers.front());
  for (std::thread& thread : threads) thread.join();
  if (error) std::rethrow_exception(error);
}

/// What a rank throws where nothing was wrong when something was on another.
struct other_rank_failed : std::runtime_error {
  explicit other_rank_failed(int rank)
      : std::runtime_error("vMF: rank " + std::to_string(rank) + " has failed") {}
};

/// step(), and then an error on every rank where one had an error: its own there, other_rank_failed on the others, so that none
/// waits for it.
template <class Step>
void together(vmf_exchange& exchange, const Step& step) {
  std::exception_ptr error;
  try {
    step();
  } catch (...) {
    error = std::current_exception();
  }
  double failed = error ? 1.0 + exchange.rank() : 0.0;
  exchange.maximum(&failed, 1);
  if (error) std::rethrow_exception(error);
  if (failed > 0.0) throw other_rank_failed(static_cast<int>(failed) - 1);
}

}  // namespace logbessel::detail
