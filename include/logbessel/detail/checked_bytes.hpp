/// @file
/// Integers to and from a stream, little-endian on every machine, with a checksum: 64 bits of FNV-1a over all bytes before it.
#pragma once

#include <logbessel/detail/refuse.hpp>

#include <cstdint>
#include <istream>
#include <ostream>

namespace logbessel::detail {

class fnv_checksum {
 public:
  void add(unsigned char byte) { sum_ = (sum_ ^ byte) * 0x100000001b3U; }
  std::uint64_t value() const { return sum_; }

 private:
  std::uint64_t sum_ = 0xcbf29ce484222325U;
};

class byte_writer {
 public:
  explicit byte_writer(std::ostream& out) : out_(out) {}

  void put(std::uint64_t value) {
    char bytes[8];
    for (char& byte : bytes) {
      byte = static_cast<char>(value & 0xff);
      checksum_.add(static_cast<unsigned char>(byte));
      value >>= 8;
    }
    out_.write(bytes, sizeof bytes);
  }

  void put_checksum() { put(checksum_.value()); }

 private:
  std::ostream& out_;
  fnv_checksum checksum_;
};

/// Throws std::invalid_argument that names what is read and the byte at which it ends or is wrong.
class byte_reader {
 public:
  byte_reader(std::istream& in, const char* what) : in_(in), what_(what) {}

  std::uint64_t take() {
    char bytes[8];
    in_.read(bytes, sizeof bytes);
    if (in_.gcount() != sizeof bytes)
      refuse(what_, " end after ", position_ + static_cast<std::uint64_t>(in_.gcount()), " bytes");
    std::uint64_t value = 0;
    for (int k = 0; k < 8; ++k) {
      const auto byte = static_cast<unsigned char>(bytes[k]);
      checksum_.add(byte);
      value |= std::uint64_t{byte} << (8 * k);
    }
    position_ += sizeof bytes;
    return value;
  }

  void take_checksum() {
    const std::uint64_t expected = checksum_.value();
    if (take() != expected) fail("the checksum differs");
  }

  /// Refuses what was taken last.
  template <class... Parts>
  [[noreturn]] void fail(const Parts&... parts) const {
    refuse(what_, ", byte ", position_ - 8, ": ", parts...);
  }

 private:
  std::istream& in_;
  const char* what_;
  std::uint64_t position_ = 0;
  fnv_checksum checksum_;
};

}  // namespace logbessel::detail
