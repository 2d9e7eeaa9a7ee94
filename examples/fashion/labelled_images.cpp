#include "labelled_images.hpp"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>

namespace fashion {
namespace {

[[noreturn]] void fail(const std::string& path, const std::string& reason) {
  throw std::runtime_error(path + ": " + reason);
}

/// A gzipped file read from its beginning.
class gz_reader {
 public:
  explicit gz_reader(const std::string& path) : path_(path), file_(gzopen(path.c_str(), "rb")) {
    if (!file_) fail(path_, std::strerror(errno));
    gzbuffer(file_.get(), 1U << 18);
  }

  void read(std::uint8_t* to, std::size_t size) {
    constexpr std::size_t most = std::size_t{1} << 30;
    while (size > 0) {
      const auto wanted = static_cast<unsigned>(std::min(size, most));
      errno = 0;
      const int got = gzread(file_.get(), to, wanted);
      if (got < 0) fail(path_, error());
      if (got == 0) fail(path_, "truncated: " + std::to_string(size) + " bytes are missing");
      to += got;
      size -= static_cast<std::size_t>(got);
    }
  }

  std::uint32_t read_big_endian() {
    std::uint8_t b[4];
    read(b, sizeof b);
    return std::uint32_t{b[0]} << 24 | std::uint32_t{b[1]} << 16 | std::uint32_t{b[2]} << 8 | b[3];
  }

  void expect_end() {
    std::uint8_t byte;
    const int got = gzread(file_.get(), &byte, 1);
    if (got > 0) fail(path_, "longer than its header says");
    if (got < 0) fail(path_, error());
  }

 private:
  struct closer {
    void operator()(gzFile file) const { gzclose(file); }
  };

  std::string error() const {
    int code = Z_OK;
    const char* message = gzerror(file_.get(), &code);
    if (code == Z_ERRNO) return std::strerror(errno);
    if (code == Z_BUF_ERROR) return "truncated gzip file";
    return message;
  }

  std::string path_;
  std::unique_ptr<gzFile_s, closer> file_;
};

/// The elements of an IDX file of bytes: the magic number 0x0800 + axes, the size of each axis as
/// 32-bit big-endian integers, then the elements, the last axis fastest.
std::vector<std::uint8_t> read_idx(const std::string& path, std::vector<std::size_t>& axes) {
  constexpr std::size_t largest = std::size_t{1} << 32;
  gz_reader file(path);
  const std::uint32_t magic = file.read_big_endian();
  if (magic != 0x0800U + axes.size()) {
    fail(path, "not an IDX file of bytes with " + std::to_string(axes.size()) +
                   " axes: its magic number is " + std::to_string(magic));
  }
  std::size_t size = 1;
  for (std::size_t& axis : axes) {
    axis = file.read_big_endian();
    if (axis == 0) fail(path, "holds no elements");
    if (axis > largest / size) fail(path, "header asks for over 4 GiB");
    size *= axis;
  }
  std::vector<std::uint8_t> elements(size);
  file.read(elements.data(), size);
  file.expect_end();
  return elements;
}

}  // namespace

labelled_images read_labelled_images(const std::string& directory, const std::string& name) {
  const std::string image_path = directory + "/" + name + "-images-idx3-ubyte.gz";
  const std::string label_path = directory + "/" + name + "-labels-idx1-ubyte.gz";
  labelled_images set;
  set.path = image_path;
  std::vector<std::size_t> image_axes(3);
  std::vector<std::size_t> label_axes(1);
  set.pixels = read_idx(image_path, image_axes);
  set.labels = read_idx(label_path, label_axes);
  if (image_axes[0] != label_axes[0]) {
    fail(label_path, std::to_string(label_axes[0]) + " labels for " +
                         std::to_string(image_axes[0]) + " images");
  }
  set.rows = image_axes[1];
  set.columns = image_axes[2];
  return set;
}

}  // namespace fashion
