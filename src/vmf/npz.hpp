/// @file
/// NumPy's .npz archives of .npy files, and the sparse matrices that SciPy keeps in them.
///
/// A stored member is mapped, a compressed one inflated to memory, where its checksum is verified. Errors: std::runtime_error with the path,
/// the member and the reason.
#pragma once

#include <logbessel/vmf_rows.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "vmf/npy.hpp"

namespace logbessel::data {

class npz_reader {
 public:
  explicit npz_reader(std::string path);

  /// The names of the arrays, without ".npy", in the order of the archive.
  const std::vector<std::string>& names() const { return names_; }

  bool has(const std::string& name) const;
  npy_array read(const std::string& name) const;

 private:
  std::string path_;
  shared_bytes file_;
  std::vector<std::string> names_;
};

/// The rows of a sparse matrix in CSR form, as scipy.sparse.save_npz writes it with sorted columns: data of float32 or float64.
class npz_sparse_rows final : public vmf_row_source {
 public:
  explicit npz_sparse_rows(const npz_reader& archive, const std::string& path);

  std::size_t dim() const override { return rows_->dim(); }
  std::uint64_t size() const override { return rows_->size(); }
  vmf_row_block block(std::uint64_t index, vmf_row_scratch& scratch) const override {
    return rows_->block(index, scratch);
  }

 private:
  std::vector<std::uint64_t> offsets_;
  std::vector<std::uint32_t> columns_;
  std::vector<float> values_;
  std::vector<double> values64_;  // instead
  std::optional<vmf_sparse_rows> rows_;
};

/// The rows of an archive: the named array, or without a name the sparse matrix or the only array of two dimensions.
std::unique_ptr<vmf_row_source> npz_rows(const std::string& path, const std::string& name = "");

/// An archive that is written as a whole: the file appears on commit(), or not at all.
class npz_writer {
 public:
  explicit npz_writer(std::string path);
  npz_writer(const npz_writer&) = delete;
  npz_writer& operator=(const npz_writer&) = delete;
  ~npz_writer();

  /// An array in C order, whose items must outlive commit().
  template <class T>
  void add(const std::string& name, const std::vector<std::uint64_t>& shape, const T* items) {
    static_assert(npy_type<T> != nullptr);
    std::size_t bytes = sizeof(T);
    for (const std::uint64_t extent : shape) bytes *= extent;
    add_bytes(name, npy_header(npy_type<T>, shape), items, bytes);
  }

  void commit();

 private:
  struct archive;
  void add_bytes(const std::string& name, std::string header, const void* items, std::size_t n);

  std::string path_;
  std::unique_ptr<archive> archive_;
};

}  // namespace logbessel::data
