/// @file
/// What the commands of logbessel-vmf share: rows that show how far they are read and stop at a signal, and results.
#pragma once

#include <logbessel/detail/vmf_blocks.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "vmf/file.hpp"

namespace logbessel::program {

using json = nlohmann::ordered_json;

/// SIGINT or SIGTERM has come, after catch_signals().
void catch_signals();
bool is_interrupted();

struct interruption : std::runtime_error {
  explicit interruption(const std::string& what = "interrupted") : std::runtime_error(what) {}
};

/// Where the rows are and how they are read.
struct data_options {
  std::string path;
  std::string weights;  ///< a file of one number for each row; empty: all one
  bool normalise = false;
  unsigned threads = 0;  ///< 0: one per core

  vmf_rows kind() const { return normalise ? vmf_rows::normalise : vmf_rows::unit; }
};

/// A line about the work that renews itself, on stderr where that is a terminal and this is the first rank.
class progress_line {
 public:
  explicit progress_line(const vmf_exchange& exchange);
  ~progress_line() { clear(); }
  progress_line(const progress_line&) = delete;
  progress_line& operator=(const progress_line&) = delete;

  /// Work of `total` parts begins, 0 for unknown.
  void begin(std::string what, std::uint64_t total);
  /// So many more parts are done. From any thread.
  void advance(std::uint64_t parts);
  void clear() const;

 private:
  using clock = std::chrono::steady_clock;
  bool is_shown_;
  std::mutex mutex_;
  std::string what_;
  std::atomic<std::uint64_t> done_{0};
  std::uint64_t total_ = 0;
  clock::time_point shown_;
};

/// The rows of a file, with weights if there are any. block() throws an interruption after a signal.
class file_rows final : public vmf_row_source {
 public:
  file_rows(const data_options& options, progress_line& progress);

  std::size_t dim() const override { return rows_->dim(); }
  std::uint64_t size() const override { return rows_->size(); }
  vmf_row_block block(std::uint64_t index, vmf_row_scratch& scratch) const override;

 private:
  std::unique_ptr<vmf_row_source> rows_;
  std::vector<double> weights_;
  progress_line& progress_;
};

/// The rows of a file on every rank, or an error on every rank.
std::unique_ptr<file_rows> open_data(const data_options& options, progress_line& progress,
                                     vmf_exchange& exchange);

/// On the first rank, before long work: whether there will be a place for results. Empty paths are none. Every rank calls it.
void check_writable(const std::vector<std::string>& paths, vmf_exchange& exchange);

/// Runs write() on the first rank, with an error on every rank. Every rank calls it.
void on_first_rank(vmf_exchange& exchange, const std::function<void()>& write);

/// What every rank has of the rows of its share of the blocks, `columns` items a row, as one on the first rank, and as nothing on
/// the others. Every rank calls it.
template <class T>
std::vector<T> gathered(std::vector<T> own, std::uint64_t rows, std::size_t columns,
                        vmf_exchange& exchange) {
  constexpr std::size_t most = (std::size_t{1} << 22) / sizeof(T);
  std::vector<T> piece;
  for (int rank = 1; rank < exchange.ranks(); ++rank) {
    const std::uint64_t blocks = rows / vmf_block_rows + (rows % vmf_block_rows != 0);
    const detail::block_range share = detail::share_of(
        blocks, static_cast<std::uint64_t>(rank), static_cast<std::uint64_t>(exchange.ranks()));
    const std::size_t items = static_cast<std::size_t>(
        std::min(share.last * vmf_block_rows, rows) - std::min(share.first * vmf_block_rows, rows));
    for (std::size_t first = 0; first < items * columns; first += most) {
      piece.resize(std::min(most, items * columns - first));
      if (exchange.rank() == rank) std::copy_n(own.data() + first, piece.size(), piece.data());
      exchange.broadcast(piece.data(), piece.size() * sizeof(T), rank);
      if (exchange.rank() == 0) own.insert(own.end(), piece.begin(), piece.end());
    }
  }
  if (exchange.rank() > 0) own.clear();
  return own;
}

/// A file that all ranks write, each what it has: it appears whole on commit(), or not at all.
class shared_file {
 public:
  /// Every rank calls it, and an error is one on every rank.
  shared_file(const std::string& path, vmf_exchange& exchange);

  /// On any rank.
  void write(const void* bytes, std::size_t n, std::uint64_t at) { part_->write(bytes, n, at); }

  /// Every rank calls it when it has written.
  void commit();

 private:
  vmf_exchange& exchange_;
  std::optional<data::atomic_file> whole_;  // on the first rank
  std::optional<data::file_part> part_;
};

/// What a message of the library says, without the "vMF: " before it.
std::string without_prefix(const std::string& message);

/// call(), whose std::invalid_argument becomes std::runtime_error "PATH: reason".
template <class Call>
auto about_file(const std::string& path, const Call& call) {
  try {
    return call();
  } catch (const std::invalid_argument& error) {
    throw std::runtime_error(path + ": " + without_prefix(error.what()));
  }
}

/// A number, or "inf", "-inf" or "nan" as text, for JSON has no such numbers.
json number(double x);
/// Errors: nlohmann::json::exception.
double number_from(const json& j);

/// JSON with a line for each item of the object, and for each of an array of objects in it.
std::string to_text(const json& object);

/// Writes a text whole or not at all.
void write_text(const std::string& path, const std::string& text);
/// The bytes of a file.
std::string read_text(const std::string& path);

/// printf to a string.
[[gnu::format(printf, 1, 2)]] std::string format(const char* pattern, ...);

}  // namespace logbessel::program
