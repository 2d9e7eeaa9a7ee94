/// @file
/// A pass over images: their features, block by block, on several threads.
#pragma once

#include <Eigen/Core>

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "features.hpp"
#include "labelled_images.hpp"

namespace fashion {

class stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// The seconds that threads spend on each layout.
class layout_clock {
 public:
  explicit layout_clock(std::size_t threads) : spent_(threads) {}

  /// The time of `thread` from now to the end of the result's life is that of `layout`.
  auto start(std::size_t thread, std::size_t layout) { return interval(spent_[thread][layout]); }

  /// The mean over the threads.
  std::array<double, layout_count> seconds() const;

 private:
  class interval {
   public:
    explicit interval(double& to) : to_(to) {}
    ~interval() { to_ += watch_.seconds(); }
    interval(const interval&) = delete;
    interval& operator=(const interval&) = delete;

   private:
    double& to_;
    stopwatch watch_;
  };

  std::vector<std::array<double, layout_count>> spent_;
};

/// The largest resident set of this process so far.
double peak_resident_bytes();

/// Tells on stderr how far a piece of work is: a line that renews itself with the time left on a
/// terminal, and one line at the end elsewhere.
class progress {
 public:
  progress(std::string what, std::size_t total);
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;

  /// Counts `more` pieces as done. Any thread may call it.
  void add(std::size_t more);

  /// Ends the line; returns the seconds since the beginning.
  double finish();

 private:
  using clock = std::chrono::steady_clock;

  std::string what_;
  std::size_t total_;
  std::size_t done_ = 0;
  bool terminal_;
  stopwatch watch_;
  clock::time_point shown_ = clock::now();
  std::mutex mutex_;
};

/// The features of images which[begin .. begin + count): x[l] holds those of layout l, a column per
/// image.
struct feature_block {
  std::size_t begin;
  std::size_t count;
  std::array<Eigen::MatrixXf, layout_count> x;
};

/// The most images in a block.
inline constexpr std::size_t block_size = 16;

/// Calls consume(thread, block) for blocks that together hold every image of `which` once. Threads
/// 0 .. threads-1 run at the same time; which of them meets a block depends on `threads` alone. The
/// first exception of any of them ends the pass and is thrown on; std::runtime_error tells of an
/// image without features.
void for_each_block(const labelled_images& images, const std::vector<std::size_t>& which,
                    const filter_bank& filters, std::size_t threads, progress& shown,
                    const std::function<void(std::size_t, const feature_block&)>& consume);

}  // namespace fashion
