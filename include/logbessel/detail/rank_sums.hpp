/// @file
/// Exact sums over processes: the windows by a maximum, the words by a sum of integers.
#pragma once

#include <logbessel/detail/exact_sums.hpp>
#include <logbessel/vmf_exchange.hpp>

namespace logbessel::detail {

/// n sums become those of all ranks, each with a window of its own.
inline void add_over_ranks(exact_sum* sums, std::size_t n, vmf_exchange& exchange) {
  std::vector<double> windows;
  for (std::size_t i = 0; i < n; ++i) windows.push_back(sums[i].window);
  exchange.maximum(windows.data(), n);
  std::vector<std::int64_t> words;
  for (std::size_t i = 0; i < n; ++i) {
    sums[i].raise(static_cast<int>(windows[i]));
    words.insert(words.end(), sums[i].words, sums[i].words + exact_sum_words);
  }
  exchange.sum(words.data(), words.size());
  for (std::size_t i = 0; i < n; ++i) {
    std::copy_n(&words[exact_sum_words * i], exact_sum_words, sums[i].words);
    sums[i].settle();
  }
}

inline void add_over_ranks(exact_sums& sums, vmf_exchange& exchange) {
  double window = sums.window();
  exchange.maximum(&window, 1);
  sums.raise(static_cast<int>(window));
  exchange.sum(sums.words(), exact_sum_words * sums.size());
}

}  // namespace logbessel::detail
