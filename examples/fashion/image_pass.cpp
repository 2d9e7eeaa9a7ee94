#include "image_pass.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <thread>
#include <utility>

namespace fashion {

std::array<double, layout_count> layout_clock::seconds() const {
  std::array<double, layout_count> mean{};
  for (const auto& thread : spent_) {
    for (std::size_t l = 0; l < layout_count; ++l) {
      mean[l] += thread[l] / static_cast<double>(spent_.size());
    }
  }
  return mean;
}

double peak_resident_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

progress::progress(std::string what, std::size_t total)
    : what_(std::move(what)), total_(total), terminal_(isatty(STDERR_FILENO) == 1) {}

void progress::add(std::size_t more) {
  const std::lock_guard lock(mutex_);
  done_ += more;
  if (!terminal_ || clock::now() - shown_ < std::chrono::milliseconds(200)) return;
  shown_ = clock::now();
  const double left =
      watch_.seconds() * static_cast<double>(total_ - done_) / static_cast<double>(done_);
  std::fprintf(stderr, "\r\033[K%s: %zu of %zu, %.0f s left", what_.c_str(), done_, total_, left);
}

double progress::finish() {
  const double taken = watch_.seconds();
  std::fprintf(stderr, "%s%s: %zu in %.1f s\n", terminal_ ? "\r\033[K" : "", what_.c_str(), done_,
               taken);
  return taken;
}

void for_each_block(const labelled_images& images, const std::vector<std::size_t>& which,
                    const filter_bank& filters, std::size_t threads, progress& shown,
                    const std::function<void(std::size_t, const feature_block&)>& consume) {
  std::atomic<bool> failed = false;
  std::exception_ptr failure;
  std::mutex failure_mutex;

  const auto work = [&](std::size_t thread) {
    try {
      feature_extractor extractor(filters);
      feature_block block;
      for (std::size_t begin = thread * block_size; begin < which.size() && !failed;
           begin += threads * block_size) {
        block.begin = begin;
        block.count = std::min(block_size, which.size() - begin);
        for (std::size_t l = 0; l < layout_count; ++l) {
          block.x[l].resize(static_cast<Eigen::Index>(feature_layouts[l].dim()),
                            static_cast<Eigen::Index>(block.count));
        }
        for (std::size_t i = 0; i < block.count; ++i) {
          std::array<float*, layout_count> to;
          for (std::size_t l = 0; l < layout_count; ++l) {
            to[l] = block.x[l].col(static_cast<Eigen::Index>(i)).data();
          }
          const std::size_t image = which[begin + i];
          if (!extractor.extract(images.image(image), to)) {
            throw std::runtime_error(images.path + ": no filter responds to image " +
                                     std::to_string(image));
          }
        }
        consume(thread, block);
        shown.add(block.count);
      }
    } catch (...) {
      const std::lock_guard lock(failure_mutex);
      if (!failed.exchange(true)) failure = std::current_exception();
    }
  };

  std::vector<std::thread> workers;
  for (std::size_t thread = 1; thread < threads; ++thread) workers.emplace_back(work, thread);
  work(0);
  for (std::thread& worker : workers) worker.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace fashion
