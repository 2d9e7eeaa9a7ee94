#include "state.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <stdexcept>

namespace logbessel::search {
namespace {

using nlohmann::json;

/// Digits from which exact_bits come back.
constexpr int exact_digits = 70;
constexpr const char* magic = "logbessel-evolve checkpoint 1\n";

json to_json(const reals& constants) {
  json out = json::array();
  for (const real& c : constants) out.push_back(c.to_string(exact_digits));
  return out;
}

reals reals_from(const json& j) {
  const reference::precision_scope precision(exact_bits);
  reals out;
  for (const json& text : j) {
    real c;
    if (mpfr_set_str(c.get(), text.get<std::string>().c_str(), 10, MPFR_RNDN) != 0) {
      throw std::runtime_error("a constant is no number");
    }
    out.push_back(std::move(c));
  }
  return out;
}

json to_json(const fitted& f) {
  return {{"error", std::isfinite(f.error) ? json(f.error) : json()},
          {"constants", to_json(f.constants)}};
}

fitted fitted_from(const json& j) {
  fitted f;
  if (!j.at("error").is_null()) f.error = j.at("error").get<double>();
  f.constants = reals_from(j.at("constants"));
  return f;
}

json shape_to_json(const program& p) {
  return {{"program", to_string(p)}, {"start", p.constants()}};
}

program shape_from(const json& j) {
  const auto text = j.at("program").get<std::string>();
  program p = text.empty() ? program{} : parse_program(text);
  const auto start = j.at("start").get<std::vector<double>>();
  if (start.size() != static_cast<std::size_t>(p.constant_count())) {
    throw std::runtime_error("a program lacks constants");
  }
  p.set_constants(start);
  return p;
}

json words_to_json(const std::vector<std::uint64_t>& words) {
  std::vector<std::uint8_t> bytes(words.size() * sizeof(std::uint64_t));
  std::memcpy(bytes.data(), words.data(), bytes.size());
  return json::binary(std::move(bytes));
}

std::vector<std::uint64_t> words_from(const json& j, std::size_t count) {
  const auto& bytes = j.get_binary();
  if (bytes.size() != count * sizeof(std::uint64_t)) throw std::runtime_error("a memory is cut");
  std::vector<std::uint64_t> words(count);
  std::memcpy(words.data(), bytes.data(), bytes.size());
  return words;
}

/// FNV-1a.
std::uint64_t check_sum(const char* bytes, std::size_t n) {
  std::uint64_t h = 0xcbf29ce484222325U;
  for (std::size_t i = 0; i < n; ++i) {
    h = (h ^ static_cast<unsigned char>(bytes[i])) * 0x100000001b3U;
  }
  return h;
}

}  // namespace

json to_json(const individual& it) {
  json j = shape_to_json(it.shape);
  j["fit"] = to_json(it.fit);
  j["cost"] = it.cost;
  j["hash"] = it.hash;
  return j;
}

individual individual_from(const json& j) {
  individual it;
  it.shape = shape_from(j);
  it.fit = fitted_from(j.at("fit"));
  it.cost = j.at("cost").get<int>();
  it.hash = j.at("hash").get<std::uint64_t>();
  return it;
}

json to_json(const island::state& s) {
  json living = json::array();
  for (const individual& it : s.living) living.push_back(to_json(it));
  const island_counters& c = s.counters;
  return {{"random", s.random},
          {"living", std::move(living)},
          {"shapes", words_to_json(s.shapes)},
          {"functions", words_to_json(s.functions)},
          {"counters", {c.children, c.useless, c.seen, c.same_function, c.redundant, c.fits}}};
}

island::state island_from(const json& j) {
  island::state s;
  s.random = j.at("random").get<std::string>();
  for (const json& it : j.at("living")) s.living.push_back(individual_from(it));
  const std::size_t slots = memory().slots().size();
  s.shapes = words_from(j.at("shapes"), slots);
  s.functions = words_from(j.at("functions"), slots);
  const auto c = j.at("counters").get<std::array<std::uint64_t, 6>>();
  s.counters = {c[0], c[1], c[2], c[3], c[4], c[5]};
  return s;
}

json to_json(const front_entry& e) {
  json j = shape_to_json(e.shape);
  j["fit"] = to_json(e.fit);
  j["cost"] = e.cost;
  j["seconds"] = e.seconds;
  return j;
}

front_entry front_entry_from(const json& j) {
  return {j.at("cost").get<int>(), shape_from(j), fitted_from(j.at("fit")),
          j.at("seconds").get<double>()};
}

std::string sealed(const json& j) {
  const std::vector<std::uint8_t> body = json::to_cbor(j);
  std::string out = magic;
  const std::uint64_t sum = check_sum(reinterpret_cast<const char*>(body.data()), body.size());
  out.append(reinterpret_cast<const char*>(&sum), sizeof sum);
  out.append(body.begin(), body.end());
  return out;
}

json unsealed(const std::string& bytes) {
  const std::size_t head = std::strlen(magic);
  std::uint64_t sum = 0;
  if (bytes.size() < head + sizeof sum || bytes.compare(0, head, magic) != 0) {
    throw std::runtime_error("is no checkpoint of logbessel-evolve");
  }
  std::memcpy(&sum, bytes.data() + head, sizeof sum);
  const char* body = bytes.data() + head + sizeof sum;
  const std::size_t n = bytes.size() - head - sizeof sum;
  if (check_sum(body, n) != sum) throw std::runtime_error("the checkpoint is damaged");
  return json::from_cbor(body, body + n);
}

}  // namespace logbessel::search
