#include "vmf/file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace logbessel::data {

shared_bytes map_file(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(path, std::strerror(errno));
  struct stat status;
  const bool known = fstat(descriptor, &status) == 0;
  const int error = errno;
  if (!known || !S_ISREG(status.st_mode)) {
    close(descriptor);
    fail(path, known ? "not a file" : std::strerror(error));
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) {
    close(descriptor);
    return {};
  }
  void* const bytes = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  const int map_error = errno;
  close(descriptor);
  if (bytes == MAP_FAILED) fail(path, std::strerror(map_error));
  madvise(bytes, size, MADV_SEQUENTIAL);
  return {{static_cast<const std::byte*>(bytes), size},
          {bytes, [size](void* mapped) { munmap(mapped, size); }}};
}

atomic_file::atomic_file(std::string path)
    : path_(std::move(path)),
      temporary_(path_ + ".XXXXXX"),
      descriptor_(mkstemp(temporary_.data())) {
  if (descriptor_ < 0) fail_with_errno();
}

atomic_file::~atomic_file() {
  if (descriptor_ < 0) return;
  close(descriptor_);
  unlink(temporary_.c_str());
}

void atomic_file::write(const void* bytes, std::size_t n) {
  const auto* from = static_cast<const char*>(bytes);
  while (n > 0) {
    const ssize_t written = ::write(descriptor_, from, n);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_with_errno();
    from += written;
    n -= static_cast<std::size_t>(written);
  }
}

void atomic_file::commit() {
  // mkstemp lets nobody else read; a new file has what the process grants.
  const mode_t mask = umask(0);
  umask(mask);
  if (fchmod(descriptor_, 0666 & ~mask) != 0 || fsync(descriptor_) != 0 ||
      rename(temporary_.c_str(), path_.c_str()) != 0)
    fail_with_errno();
  close(descriptor_);
  descriptor_ = -1;
}

void atomic_file::fail_with_errno() const { fail(path_, std::strerror(errno)); }

file_part::file_part(std::string path, const std::string& temporary)
    : path_(std::move(path)), descriptor_(open(temporary.c_str(), O_WRONLY | O_CLOEXEC)) {
  if (descriptor_ < 0) fail(path_, std::strerror(errno));
}

file_part::~file_part() { close(descriptor_); }

void file_part::write(const void* bytes, std::size_t n, std::uint64_t at) {
  const auto* from = static_cast<const char*>(bytes);
  while (n > 0) {
    const ssize_t written = pwrite(descriptor_, from, n, static_cast<off_t>(at));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path_, std::strerror(errno));
    from += written;
    at += static_cast<std::uint64_t>(written);
    n -= static_cast<std::size_t>(written);
  }
}

void file_part::flush() {
  if (fsync(descriptor_) != 0) fail(path_, std::strerror(errno));
}

}  // namespace logbessel::data
