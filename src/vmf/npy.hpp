/// @file
/// NumPy's .npy files: rows of float16, float32 or float64 larger than memory, columns of numbers, and arrays written.
///
/// What is read may be hostile: every length is checked against the bytes that there are. Errors: std::runtime_error with the path, the
/// byte of the file and what is wrong there.
#pragma once

#include <logbessel/vmf_rows.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "vmf/file.hpp"

namespace logbessel::data {

/// An array in memory: C order, or of one dimension; numbers need not be aligned.
struct npy_array {
  std::string name;  // for messages: the path, and the member of an archive
  char kind;         // f, i, u, b (bool), S (bytes) or U (UTF-32)
  std::size_t item_size;
  bool is_big_endian;
  std::vector<std::uint64_t> shape;
  std::shared_ptr<const void> owner;
  const std::byte* items;

  /// The number of items.
  std::uint64_t size() const;

  /// As NumPy writes it, for messages.
  std::string type() const;
};

/// The array in the bytes of a .npy file, to the last of them. Versions 1 to 3 of the format. Fortran order, big-endian texts,
/// structures and objects are refused.
npy_array parse_npy(std::string name, shared_bytes file);

npy_array read_npy(const std::string& path);

/// The items of an array of one dimension: numbers that are integers from 0 to 2^32 - 1.
std::vector<std::uint32_t> labels_of(const npy_array& array);

/// The items of an array of one dimension as doubles: floats, or integers up to 2^53 in size.
std::vector<double> numbers_of(const npy_array& array);

/// The rows of an array of two dimensions, of float16 (which become float), float32 or float64.
class npy_rows final : public vmf_row_source {
 public:
  explicit npy_rows(npy_array array);

  std::size_t dim() const override { return static_cast<std::size_t>(array_.shape[1]); }
  std::uint64_t size() const override { return array_.shape[0]; }
  vmf_row_block block(std::uint64_t index, vmf_row_scratch& scratch) const override;

 private:
  npy_array array_;
};

/// What an item of a written array may be, and its name in a header.
template <class T>
inline constexpr const char* npy_type = nullptr;
template <>
inline constexpr const char* npy_type<float> = "<f4";
template <>
inline constexpr const char* npy_type<double> = "<f8";
template <>
inline constexpr const char* npy_type<std::int64_t> = "<i8";
template <>
inline constexpr const char* npy_type<std::uint64_t> = "<u8";
template <>
inline constexpr const char* npy_type<std::uint32_t> = "<u4";

/// The header of an array in C order: a multiple of 64 bytes.
std::string npy_header(const std::string& type, const std::vector<std::uint64_t>& shape);

/// Writes an array in C order; the file appears whole or not at all. Errors: std::runtime_error with the path and the reason.
template <class T>
void write_npy(const std::string& path, const std::vector<std::uint64_t>& shape, const T* items) {
  static_assert(npy_type<T> != nullptr);
  std::size_t bytes = sizeof(T);
  for (const std::uint64_t extent : shape) bytes *= extent;
  const std::string header = npy_header(npy_type<T>, shape);
  atomic_file file(path);
  file.write(header.data(), header.size());
  file.write(items, bytes);
  file.commit();
}

}  // namespace logbessel::data
