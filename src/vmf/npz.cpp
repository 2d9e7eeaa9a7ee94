#include "vmf/npz.hpp"

#include <zip.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace logbessel::data {
namespace {

struct discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using zip_handle = std::unique_ptr<zip_t, discard>;
using member_handle = std::unique_ptr<zip_file_t, discard>;

zip_handle open_zip(const std::string& path, int flags) {
  int code = 0;
  zip_handle archive(zip_open(path.c_str(), flags, &code));
  if (!archive) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    fail(path, reason);
  }
  return archive;
}

/// Where the bytes of a stored member are in the file, by its entry in the central directory; nothing where that is in doubt. libzip
/// does not tell.
std::optional<std::span<const std::byte>> stored_bytes(std::span<const std::byte> file,
                                                       const std::string& name,
                                                       std::uint64_t size) {
  const auto number = [&](std::uint64_t at, std::uint64_t bytes) -> std::optional<std::uint64_t> {
    if (at > file.size() || bytes > file.size() - at) return std::nullopt;
    std::uint64_t value = 0;
    std::memcpy(&value, file.data() + at, bytes);
    return value;
  };
  // The end of the directory lies before a comment of up to 2^16 bytes; that of long archives is found before it.
  constexpr std::uint64_t end_size = 22;
  std::uint64_t end = file.size();
  if (end < end_size) return std::nullopt;
  for (end -= end_size; number(end, 4) != 0x06054b50U; --end)
    if (end == 0 || file.size() - end > end_size + 0xffff) return std::nullopt;
  std::uint64_t count = *number(end + 10, 2);
  std::uint64_t at = *number(end + 16, 4);
  if (end >= 20 && number(end - 20, 4) == 0x07064b50U) {
    const std::uint64_t long_end = *number(end - 12, 8);
    if (number(long_end, 4) != 0x06064b50U || !number(long_end + 48, 8)) return std::nullopt;
    count = *number(long_end + 32, 8);
    at = *number(long_end + 48, 8);
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    if (number(at, 4) != 0x02014b50U || !number(at + 42, 4)) return std::nullopt;
    const std::uint64_t name_size = *number(at + 28, 2);
    const std::uint64_t extra_size = *number(at + 30, 2);
    const std::uint64_t extra = at + 46 + name_size;
    const std::uint64_t next = extra + extra_size + *number(at + 32, 2);
    if (next > file.size()) return std::nullopt;
    if (name.size() == name_size &&
        std::memcmp(file.data() + at + 46, name.data(), name_size) == 0) {
      std::uint64_t local = *number(at + 42, 4);
      // Fields of 2^32 - 1 are continued, in this order, in the extra field 1.
      for (std::uint64_t field = extra; field + 4 <= extra + extra_size;) {
        const std::uint64_t field_size = *number(field + 2, 2);
        if (number(field, 2) == 1U && local == 0xffffffff) {
          const std::uint64_t skipped = (number(at + 24, 4) == 0xffffffffU ? 8U : 0U) +
                                        (number(at + 20, 4) == 0xffffffffU ? 8U : 0U);
          if (skipped + 8 > field_size) return std::nullopt;
          local = number(field + 4 + skipped, 8).value_or(file.size());
          break;
        }
        field += 4 + field_size;
      }
      if (number(local, 4) != 0x04034b50U || !number(local + 26, 4)) return std::nullopt;
      const std::uint64_t begin = local + 30 + *number(local + 26, 2) + *number(local + 28, 2);
      if (begin > file.size() || size > file.size() - begin) return std::nullopt;
      return file.subspan(begin, size);
    }
    at = next;
  }
  return std::nullopt;
}

template <class T>
std::vector<T> integers_of(const npy_array& array) {
  if (array.kind == 'f') fail(array.name, "integers of type ", array.type());
  const std::vector<double> numbers = numbers_of(array);
  std::vector<T> integers(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    integers[i] = static_cast<T>(
        std::clamp(numbers[i], 0.0, static_cast<double>(std::numeric_limits<T>::max() / 2)));
    if (static_cast<double>(integers[i]) != numbers[i])
      fail(array.name, "item ", i, " is ", numbers[i]);
  }
  return integers;
}

}  // namespace

npz_reader::npz_reader(std::string path) : path_(std::move(path)), file_(map_file(path_)) {
  const zip_handle archive = open_zip(path_, ZIP_RDONLY);
  constexpr std::string_view suffix = ".npy";
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive.get(), 0); ++i) {
    const char* const text = zip_get_name(archive.get(), static_cast<zip_uint64_t>(i), 0);
    const std::string_view name = text ? text : "";
    if (name.size() > suffix.size() && name.substr(name.size() - suffix.size()) == suffix)
      names_.emplace_back(name.substr(0, name.size() - suffix.size()));
  }
}

bool npz_reader::has(const std::string& name) const {
  return std::find(names_.begin(), names_.end(), name) != names_.end();
}

npy_array npz_reader::read(const std::string& name) const {
  if (!has(name)) fail(path_, "no array '", name, "'");
  const std::string shown = path_ + ":" + name;
  const zip_handle archive = open_zip(path_, ZIP_RDONLY);
  zip_stat_t status;
  if (zip_stat(archive.get(), (name + ".npy").c_str(), 0, &status) != 0)
    fail(shown, zip_strerror(archive.get()));
  if (status.comp_method == ZIP_CM_STORE && status.encryption_method == ZIP_EM_NONE) {
    if (const auto bytes = stored_bytes(file_.bytes, name + ".npy", status.size))
      return parse_npy(shown, {*bytes, file_.owner});
  }
  const member_handle member(zip_fopen_index(archive.get(), status.index, 0));
  if (!member) fail(shown, zip_strerror(archive.get()));
  // Memory grows with what comes, not with what the directory says will come.
  constexpr std::size_t piece = std::size_t{1} << 20;
  const auto bytes = std::make_shared<std::vector<std::byte>>();
  for (;;) {
    const std::size_t had = bytes->size();
    bytes->resize(had + piece);
    const zip_int64_t n = zip_fread(member.get(), bytes->data() + had, piece);
    if (n < 0) fail(shown, zip_file_strerror(member.get()));
    bytes->resize(had + static_cast<std::size_t>(n));
    if (n == 0) break;
  }
  return parse_npy(shown, {*bytes, bytes});
}

npz_sparse_rows::npz_sparse_rows(const npz_reader& archive, const std::string& path) {
  const npy_array format = archive.read("format");
  const std::size_t unit = format.kind == 'U' ? 4 : 1;
  std::string text;
  if ((format.kind == 'S' || format.kind == 'U') && format.shape.empty())
    for (std::size_t i = 0; i < format.item_size; i += unit)
      text += static_cast<char>(format.items[i]);
  if (text != "csr") fail(path, "a sparse matrix that is not in CSR form (matrix.tocsr())");
  const std::vector<std::uint64_t> shape = integers_of<std::uint64_t>(archive.read("shape"));
  if (shape.size() != 2 || shape[1] > std::numeric_limits<std::uint32_t>::max() / 2)
    fail(path, "the shape of the sparse matrix is none of 2 lengths, the second below 2^31");
  offsets_ = integers_of<std::uint64_t>(archive.read("indptr"));
  columns_ = integers_of<std::uint32_t>(archive.read("indices"));
  const npy_array data = archive.read("data");
  if (data.kind != 'f') fail(data.name, "values of type ", data.type(), "; they are f4 or f8");
  values64_ = numbers_of(data);
  const std::size_t count = values64_.size();
  if (data.item_size == 4) {
    values_.assign(values64_.begin(), values64_.end());
    values64_ = {};
  }
  if (offsets_.size() != shape[0] + 1 || offsets_.front() != 0 ||
      offsets_.back() != columns_.size() || columns_.size() != count)
    fail(path, "a sparse matrix of ", shape[0], " rows with ", offsets_.size(), " offsets, ",
         columns_.size(), " columns and ", count, " values");
  for (std::size_t i = 0; i < shape[0]; ++i)
    if (offsets_[i + 1] > columns_.size()) fail(path, "row ", i, " ends at ", offsets_[i + 1]);
  try {
    if (data.item_size == 4) {
      rows_.emplace(offsets_.data(), columns_.data(), values_.data(), shape[0], shape[1]);
    } else {
      rows_.emplace(offsets_.data(), columns_.data(), values64_.data(), shape[0], shape[1]);
    }
  } catch (const std::invalid_argument& error) {
    fail(path, error.what());
  }
}

std::unique_ptr<vmf_row_source> npz_rows(const std::string& path, const std::string& name) {
  const npz_reader archive(path);
  if (!name.empty()) return std::make_unique<npy_rows>(archive.read(name));
  if (archive.has("indptr")) return std::make_unique<npz_sparse_rows>(archive, path);
  std::vector<std::string> matrices;
  for (const std::string& each : archive.names())
    if (archive.read(each).shape.size() == 2) matrices.push_back(each);
  if (matrices.size() != 1)
    fail(path, matrices.size(), " arrays of two dimensions; name one of its ",
         archive.names().size());
  return std::make_unique<npy_rows>(archive.read(matrices.front()));
}

struct npz_writer::archive {
  zip_handle zip;
  std::vector<std::unique_ptr<std::string>> headers;
};

npz_writer::npz_writer(std::string path) : path_(std::move(path)) {
  archive_ = std::make_unique<archive>();
  archive_->zip = open_zip(path_, ZIP_CREATE | ZIP_TRUNCATE);
}

npz_writer::~npz_writer() = default;

void npz_writer::add_bytes(const std::string& name, std::string header, const void* items,
                           std::size_t n) {
  zip_t* const zip = archive_->zip.get();
  archive_->headers.push_back(std::make_unique<std::string>(std::move(header)));
  const std::string& text = *archive_->headers.back();
  const zip_buffer_fragment_t fragments[] = {
      {reinterpret_cast<zip_uint8_t*>(const_cast<char*>(text.data())), text.size()},
      {static_cast<zip_uint8_t*>(const_cast<void*>(items)), n}};
  zip_source_t* const source = zip_source_buffer_fragment(zip, fragments, n > 0 ? 2 : 1, 0);
  if (!source) fail(path_, zip_strerror(zip));
  const zip_int64_t index = zip_file_add(zip, (name + ".npy").c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    fail(path_, zip_strerror(zip));
  }
  // Stored, so that readers may map it; the same bytes every time.
  const auto member = static_cast<zip_uint64_t>(index);
  if (zip_set_file_compression(zip, member, ZIP_CM_STORE, 0) != 0 ||
      zip_file_set_mtime(zip, member, 315532800, 0) != 0)
    fail(path_, zip_strerror(zip));
}

void npz_writer::commit() {
  // libzip writes a temporary file beside it and renames that.
  if (zip_close(archive_->zip.get()) != 0) fail(path_, zip_strerror(archive_->zip.get()));
  static_cast<void>(archive_->zip.release());
}

}  // namespace logbessel::data
