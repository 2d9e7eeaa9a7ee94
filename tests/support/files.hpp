/// @file
/// Files that appear under their name whole or not at all. All throw std::runtime_error, "PATH: reason".
#pragma once

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace logbessel::harness {

[[noreturn]] inline void fail_with_errno(const std::string& path, const char* otherwise) {
  throw std::runtime_error(path + ": " + (errno ? std::strerror(errno) : otherwise));
}

inline void write_file(const std::string& path, const std::string& text) {
  const std::string part = path + ".part";
  errno = 0;
  std::ofstream file(part, std::ios::binary);
  file << text;
  file.close();
  if (file.fail()) fail_with_errno(path, "cannot be written");
  std::filesystem::rename(part, path);
}

/// Before long work: whether there will be a place for its result.
inline void check_writable(const std::string& path) {
  if (std::filesystem::is_directory(path)) throw std::runtime_error(path + ": is a folder");
  const std::string probe = path + ".part";
  errno = 0;
  if (!std::ofstream(probe)) fail_with_errno(path, "cannot be written");
  std::filesystem::remove(probe);
}

inline std::string read_file(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) fail_with_errno(path, "cannot be read");
  return text.str();
}

}  // namespace logbessel::harness
