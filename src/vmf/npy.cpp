#include "vmf/npy.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

static_assert(std::endian::native == std::endian::little);

namespace logbessel::data {
namespace {

/// The dictionary in a header: a Python literal with the keys descr, fortran_order and shape.
class header_reader {
 public:
  header_reader(const std::string& name, std::string_view text, std::size_t offset)
      : name_(name), text_(text), offset_(offset) {}

  void read(npy_array& array) {
    std::optional<std::size_t> descr, order, shape;
    expect('{');
    while (!take('}')) {
      const std::size_t at = here();
      const std::string_view key = quoted();
      expect(':');
      auto& seen = key == "descr" ? descr : key == "fortran_order" ? order : shape;
      if (&seen == &shape && key != "shape") refuse(at, "key '", printable(key), "'");
      if (seen) refuse(at, "key '", key, "' for the second time");
      seen = here();
      if (&seen == &descr) read_type(array);
      if (&seen == &order) read_order();
      if (&seen == &shape) read_shape(array);
      if (!take(',')) {
        expect('}');
        break;
      }
    }
    skip_space();
    if (at_ != text_.size()) refuse(here(), "text after the dictionary");
    if (!descr || !order || !shape) {
      refuse(offset_, "no ", !descr ? "descr" : !order ? "fortran_order" : "shape");
    }
    // A list of one dimension has both orders.
    if (fortran_order_ && array.shape.size() > 1)
      refuse(*order, "Fortran order; rows are in C order (numpy.ascontiguousarray)");
  }

 private:
  template <class... Parts>
  [[noreturn]] void refuse(std::size_t byte, const Parts&... parts) const {
    fail(name_, "byte ", byte, ": ", parts...);
  }

  static std::string printable(std::string_view text) {
    std::string shown(text.substr(0, 40));
    for (char& c : shown)
      if (c < ' ' || c > '~') c = '?';
    return shown;
  }

  std::size_t here() {
    skip_space();
    return offset_ + at_;
  }

  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != text_.npos) ++at_;
  }

  bool take(char c) {
    skip_space();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void expect(char c) {
    if (!take(c)) refuse(here(), "no '", std::string(1, c), "'");
  }

  std::string_view quoted() {
    const char quote = take('\'') ? '\'' : '"';
    if (quote == '"') expect('"');
    const std::size_t begin = at_;
    const std::size_t end = text_.find(quote, begin);
    if (end == text_.npos) refuse(offset_ + begin, "a text that does not end");
    at_ = end + 1;
    return text_.substr(begin, end - begin);
  }

  std::uint64_t number() {
    const std::size_t at = here();
    std::uint64_t value = 0;
    const char* const begin = text_.data() + at_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
    if (error == std::errc::result_out_of_range) refuse(at, "a length above 2^64");
    if (error != std::errc()) refuse(at, "no length");
    at_ += static_cast<std::size_t>(end - begin);
    return value;
  }

  void read_type(npy_array& array) {
    const std::size_t at = here();
    if (at_ < text_.size() && text_[at_] == '[') refuse(at, "a structured dtype");
    const std::string_view type = quoted();
    const std::string_view digits = type.substr(std::min<std::size_t>(2, type.size()));
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
    const bool is_text =
        type.size() > 2 && error == std::errc() && end == digits.data() + digits.size();
    const char kind = is_text ? type[1] : '?';
    const bool known =
        (kind == 'f' && (size == 2 || size == 4 || size == 8)) ||
        ((kind == 'i' || kind == 'u') && (size == 1 || size == 2 || size == 4 || size == 8)) ||
        (kind == 'b' && size == 1) || ((kind == 'S' || kind == 'U') && size >= 1 && size <= 64);
    if (!known || std::string_view("<>|=").find(type[0]) == std::string_view::npos)
      refuse(at, "dtype '", printable(type), "' is not of a kind that is read");
    array.is_big_endian = type[0] == '>' && size > 1;
    if (array.is_big_endian && (kind == 'S' || kind == 'U'))
      refuse(at, "dtype '", type, "' is a big-endian text");
    array.kind = kind;
    array.item_size = kind == 'U' ? 4 * size : size;
  }

  void read_order() {
    const std::size_t at = here();
    const std::string_view rest = text_.substr(at_);
    fortran_order_ = rest.substr(0, 4) == "True";
    if (!fortran_order_ && rest.substr(0, 5) != "False") refuse(at, "neither True nor False");
    at_ += fortran_order_ ? 4 : 5;
  }

  void read_shape(npy_array& array) {
    expect('(');
    while (!take(')')) {
      if (array.shape.size() == 32) refuse(here(), "more than 32 dimensions");
      array.shape.push_back(number());
      if (!take(',')) {
        expect(')');
        break;
      }
    }
  }

  const std::string& name_;
  std::string_view text_;
  std::size_t offset_;
  std::size_t at_ = 0;
  bool fortran_order_ = false;
};

/// Item i of an array of integers or floats.
template <class T>
T item(const npy_array& array, std::uint64_t i) {
  std::array<std::byte, sizeof(T)> bytes;
  std::memcpy(&bytes, array.items + i * sizeof(T), sizeof(T));
  if (array.is_big_endian) std::reverse(bytes.begin(), bytes.end());
  return std::bit_cast<T>(bytes);
}

/// visit(T()) for the type of the numbers of an array.
template <class Visit>
void with_number_type(const npy_array& array, const Visit& visit) {
  const auto integers = [&]<class... T>(T... zero) {
    ((array.item_size == sizeof(T) ? visit(zero) : void()), ...);
  };
  if (array.kind == 'f' && array.item_size == 4) return visit(float());
  if (array.kind == 'f' && array.item_size == 8) return visit(double());
  if (array.kind == 'i')
    return integers(std::int8_t(), std::int16_t(), std::int32_t(), std::int64_t());
  if (array.kind == 'u' || array.kind == 'b')
    return integers(std::uint8_t(), std::uint16_t(), std::uint32_t(), std::uint64_t());
  fail(array.name, "numbers of type ", array.type());
}

void check_one_dimension(const npy_array& array) {
  if (array.shape.size() != 1)
    fail(array.name, "an array of ", array.shape.size(), " dimensions, not one");
}

/// A float of half precision, exactly.
float from_half(std::uint16_t half) {
  const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000) << 16;
  const std::uint32_t size = static_cast<std::uint32_t>(half & 0x7fff) << 13;
  // The exponent's bias differs by 112; infinity and NaN have all bits of it.
  const std::uint32_t scaled = std::bit_cast<std::uint32_t>(std::bit_cast<float>(size) * 0x1p112F);
  return std::bit_cast<float>(sign | (size >= 0x0f800000 ? size | 0x7f800000 : scaled));
}

}  // namespace

std::uint64_t npy_array::size() const {
  std::uint64_t n = 1;
  for (const std::uint64_t extent : shape) n *= extent;
  return n;
}

std::string npy_array::type() const {
  return std::string(1, kind) + std::to_string(kind == 'U' ? item_size / 4 : item_size);
}

npy_array parse_npy(std::string name, shared_bytes file) {
  const std::span<const std::byte> bytes = file.bytes;
  const auto byte = [&](std::size_t i) { return std::to_integer<std::size_t>(bytes[i]); };
  constexpr std::string_view magic = "\x93NUMPY";
  if (bytes.size() < magic.size() || std::memcmp(bytes.data(), magic.data(), magic.size()) != 0)
    fail(name, "not a .npy file: it does not begin as one");
  if (bytes.size() < 10) fail(name, "ends after ", bytes.size(), " bytes, in the header");
  const std::size_t version = byte(6);
  if (version < 1 || version > 3 || byte(7) != 0)
    fail(name, "byte 6: version ", version, ".", byte(7), " of the format");
  const std::size_t begin = version == 1 ? 10 : 12;
  if (bytes.size() < begin) fail(name, "ends after ", bytes.size(), " bytes, in the header");
  std::size_t length = byte(8) | byte(9) << 8;
  if (version > 1) length |= byte(10) << 16 | byte(11) << 24;
  if (length > bytes.size() - begin)
    fail(name, "ends after ", bytes.size(), " bytes, in a header of ", length);

  npy_array array = {std::move(name), '?', 0, false, {}, std::move(file.owner), nullptr};
  header_reader(array.name, {reinterpret_cast<const char*>(bytes.data()) + begin, length}, begin)
      .read(array);

  const std::size_t available = bytes.size() - begin - length;
  std::uint64_t needed = array.item_size;
  const bool is_empty =
      std::find(array.shape.begin(), array.shape.end(), std::uint64_t{0}) != array.shape.end();
  for (const std::uint64_t extent : array.shape) {
    if (is_empty) break;
    if (extent > std::numeric_limits<std::uint64_t>::max() / needed)
      fail(array.name, "the shape of the header is of more than 2^64 bytes");
    needed *= extent;
  }
  if (is_empty) needed = 0;
  if (needed != available)
    fail(array.name, "has ", available, " bytes after byte ", begin + length,
         "; the header speaks of ", needed);
  array.items = bytes.data() + begin + length;
  return array;
}

npy_array read_npy(const std::string& path) { return parse_npy(path, map_file(path)); }

std::vector<std::uint32_t> labels_of(const npy_array& array) {
  check_one_dimension(array);
  if (array.kind == 'f') fail(array.name, "labels of type ", array.type(), "; they are integers");
  std::vector<std::uint32_t> labels(array.size());
  with_number_type(array, [&]<class T>(T) {
    for (std::uint64_t i = 0; i < labels.size(); ++i) {
      const T label = item<T>(array, i);
      if (!std::in_range<std::uint32_t>(
              static_cast<std::conditional_t<std::is_integral_v<T>, T, int>>(label)))
        fail(array.name, "label ", i, " is ", +label);
      labels[i] = static_cast<std::uint32_t>(label);
    }
  });
  return labels;
}

std::vector<double> numbers_of(const npy_array& array) {
  check_one_dimension(array);
  std::vector<double> numbers(array.size());
  with_number_type(array, [&]<class T>(T) {
    for (std::uint64_t i = 0; i < numbers.size(); ++i) {
      const T number = item<T>(array, i);
      numbers[i] = static_cast<double>(number);
      if (std::is_integral_v<T> && !(numbers[i] <= 0x1p53 && numbers[i] >= -0x1p53))
        fail(array.name, "number ", i, " is ", +number, ", which no double is");
    }
  });
  return numbers;
}

npy_rows::npy_rows(npy_array array) : array_(std::move(array)) {
  if (array_.shape.size() != 2)
    fail(array_.name, "an array of ", array_.shape.size(), " dimensions, not two");
  if (array_.shape[0] == 0) fail(array_.name, "no rows");
  if (array_.kind != 'f')
    fail(array_.name, "rows of type ", array_.type(), "; they are f2, f4 or f8");
  if (array_.shape[1] < 2)
    fail(array_.name, "rows of ", array_.shape[1], " coordinates; 2 are the fewest");
}

vmf_row_block npy_rows::block(std::uint64_t index, vmf_row_scratch& scratch) const {
  vmf_row_block block = detail::empty_block(*this, index);
  const std::size_t n = block.count * block.dim;
  const std::uint64_t begin = block.first * block.dim;
  const std::byte* const items = array_.items + begin * array_.item_size;
  const bool is_in_place =
      !array_.is_big_endian && reinterpret_cast<std::uintptr_t>(items) % array_.item_size == 0;
  const auto copied = [&]<class T>(std::vector<T>& to) {
    to.resize(n);
    if (array_.is_big_endian) {
      for (std::size_t i = 0; i < n; ++i) to[i] = item<T>(array_, begin + i);
    } else {
      std::memcpy(to.data(), items, n * sizeof(T));
    }
    return to.data();
  };
  if (array_.item_size == 8) {
    block.f64 = is_in_place ? reinterpret_cast<const double*>(items) : copied(scratch.f64);
  } else if (array_.item_size == 4) {
    block.f32 = is_in_place ? reinterpret_cast<const float*>(items) : copied(scratch.f32);
  } else {
    scratch.f32.resize(n);
    for (std::size_t i = 0; i < n; ++i)
      scratch.f32[i] = from_half(item<std::uint16_t>(array_, begin + i));
    block.f32 = scratch.f32.data();
  }
  return block;
}

std::string npy_header(const std::string& type, const std::vector<std::uint64_t>& shape) {
  std::string text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (";
  for (const std::uint64_t extent : shape) text += std::to_string(extent) + ", ";
  if (shape.size() != 1 && !shape.empty()) text.erase(text.size() - 2);
  if (shape.size() == 1) text.erase(text.size() - 1);
  text += "), }";
  // Version 1 begins with 10 bytes, and a line feed ends it at a multiple of 64.
  text.append(63 - (10 + text.size()) % 64, ' ') += '\n';
  std::string header = "\x93NUMPY";
  header +=
      {'\1', '\0', static_cast<char>(text.size() & 0xff), static_cast<char>(text.size() >> 8)};
  return header + text;
}

}  // namespace logbessel::data
