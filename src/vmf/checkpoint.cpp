#include "vmf/checkpoint.hpp"

#include <logbessel/detail/checked_bytes.hpp>

#include <cstring>
#include <fstream>

#include "vmf/file.hpp"

namespace logbessel::program {
namespace {

constexpr std::string_view magic = "vmfckpt1";

std::uint64_t checksum_of(std::string_view bytes) {
  detail::fnv_checksum sum;
  for (const char byte : bytes) sum.add(static_cast<unsigned char>(byte));
  return sum.value();
}

}  // namespace

void write_checkpoint(const std::string& path, const checkpoint& c) {
  std::string body;
  json::to_cbor({{"fit", c.fit}, {"history", c.history}, {"state", json::binary(c.state)}}, body);
  const std::uint64_t sum = checksum_of(body);
  std::string bytes(magic);
  bytes.append(reinterpret_cast<const char*>(&sum), sizeof sum);
  write_text(path, bytes + body);
}

bool holds_checkpoint(const std::string& path) {
  char found[magic.size()] = {};
  std::ifstream(path, std::ios::binary).read(found, sizeof found);
  return std::string_view(found, sizeof found) == magic;
}

checkpoint read_checkpoint(const std::string& path) {
  const std::string bytes = read_text(path);
  std::uint64_t sum = 0;
  constexpr std::size_t head = magic.size() + sizeof sum;
  if (bytes.size() < head || !bytes.starts_with(magic))
    data::fail(path, "no checkpoint of this program and version");
  std::memcpy(&sum, bytes.data() + magic.size(), sizeof sum);
  const std::string_view body = std::string_view(bytes).substr(head);
  if (checksum_of(body) != sum) data::fail(path, "the checkpoint is damaged");
  try {
    const json j = json::from_cbor(body);
    return {j.at("fit"), j.at("history"), j.at("state").get_binary()};
  } catch (const json::exception& error) {
    data::fail(path, "the checkpoint is damaged: ", error.what());
  }
}

}  // namespace logbessel::program
