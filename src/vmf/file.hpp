/// @file
/// Files as bytes in memory, files that appear whole or not at all, and how both fail: std::runtime_error "PATH: reason".
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>

namespace logbessel::data {

template <class... Parts>
[[noreturn]] void fail(const std::string& path, const Parts&... parts) {
  std::ostringstream message;
  message.precision(17);
  message << path << ": ";
  (message << ... << parts);
  throw std::runtime_error(message.str());
}

/// Bytes that something owns.
struct shared_bytes {
  std::span<const std::byte> bytes;
  std::shared_ptr<const void> owner;
};

/// The bytes of a regular file, mapped and read ahead in order. They are as long as the file was; a file that is cut short while it is
/// read ends the process.
shared_bytes map_file(const std::string& path);

/// A file beside `path` that takes its place on commit(), and is removed if that is never called.
class atomic_file {
 public:
  explicit atomic_file(std::string path);
  atomic_file(const atomic_file&) = delete;
  atomic_file& operator=(const atomic_file&) = delete;
  ~atomic_file();

  void write(const void* bytes, std::size_t n);
  void commit();

  /// Where it is until then, for a file_part.
  const std::string& temporary() const { return temporary_; }

 private:
  [[noreturn]] void fail_with_errno() const;

  std::string path_;
  std::string temporary_;
  int descriptor_;
};

/// Bytes at places of an atomic_file that another process may have begun.
class file_part {
 public:
  /// `path` for messages.
  file_part(std::string path, const std::string& temporary);
  file_part(const file_part&) = delete;
  file_part& operator=(const file_part&) = delete;
  ~file_part();

  void write(const void* bytes, std::size_t n, std::uint64_t at);
  /// To the disk.
  void flush();

 private:
  std::string path_;
  int descriptor_;
};

}  // namespace logbessel::data
