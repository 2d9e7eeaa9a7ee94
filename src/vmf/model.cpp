#include "vmf/model.hpp"

#include <fstream>
#include <sstream>

#include "vmf/file.hpp"
#include "vmf/npz.hpp"

namespace logbessel::program {
namespace {

constexpr const char* format_name = "logbessel-vmf model 1";

}  // namespace

vmf_mixture model::mixture() const {
  std::vector<double> weights, mus, kappas;
  for (const component& c : components) {
    weights.push_back(c.weight);
    kappas.push_back(c.kappa);
    mus.insert(mus.end(), c.mu.begin(), c.mu.end());
  }
  return {dim, std::move(weights), std::move(mus), std::move(kappas), noise};
}

std::string model::text() const {
  json out{{"format", format_name}, {"kind", kind}, {"dim", dim}};
  out.update(about);
  out["noise"] = noise;
  for (const component& c : components) {
    json each{{"label", c.label}, {"weight", c.weight}, {"kappa", number(c.kappa)}};
    each.update(c.about);
    each["mu"] = c.mu;
    out["components"].push_back(std::move(each));
  }
  return to_text(out);
}

model read_model(const std::string& path) {
  const std::string text = read_text(path);
  model m;
  try {
    const json j = json::parse(text);
    if (!j.is_object() || j.value("format", "") != format_name)
      data::fail(path, "no model of this program and version");
    m.about = j;
    m.kind = j.at("kind").get<std::string>();
    m.dim = j.at("dim").get<std::size_t>();
    m.noise = j.at("noise").get<double>();
    for (const json& c : j.at("components"))
      m.components.push_back({c.at("label").get<std::uint32_t>(), c.at("weight").get<double>(),
                              number_from(c.at("kappa")), c.at("mu").get<std::vector<double>>(),
                              c});
    for (const char* key : {"format", "kind", "dim", "noise", "components"}) m.about.erase(key);
  } catch (const json::exception& error) {
    // "[json.exception.KIND.NUMBER] reason", and after a semicolon the bytes that were read last.
    const std::string what = error.what();
    const std::size_t begin = what.find("] ") + 2;
    data::fail(path, "no model: ", what.substr(begin, what.find(';') - begin));
  }
  if (m.components.empty()) data::fail(path, "a model of no components");
  for (const model::component& c : m.components) {
    if (c.mu.size() != m.dim)
      data::fail(path, "component ", c.label, " has a mu of ", c.mu.size(), " coordinates in dim ",
                 m.dim);
  }
  return m;
}

model read_model(const std::string& path, vmf_exchange& exchange) {
  model m;
  detail::together(exchange, [&] { m = read_model(path); });
  return m;
}

void write_model(const model& m, const std::string& json_path, const std::string& npz_path) {
  if (!json_path.empty()) write_text(json_path, m.text());
  if (npz_path.empty()) return;
  std::vector<std::uint32_t> labels;
  std::vector<double> weights, kappas, mus;
  for (const model::component& c : m.components) {
    labels.push_back(c.label);
    weights.push_back(c.weight);
    kappas.push_back(c.kappa);
    mus.insert(mus.end(), c.mu.begin(), c.mu.end());
  }
  const std::uint64_t n = m.components.size();
  data::npz_writer file(npz_path);
  file.add("labels", {n}, labels.data());
  file.add("weights", {n}, weights.data());
  file.add("kappas", {n}, kappas.data());
  file.add("mus", {n, m.dim}, mus.data());
  file.add("noise", {}, &m.noise);
  file.commit();
}

bool holds_statistics(const std::string& path) {
  char magic[8] = {};
  std::ifstream(path, std::ios::binary).read(magic, sizeof magic);
  return std::string(magic, sizeof magic) == "vmfsums1";
}

vmf_statistics read_statistics(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return about_file(path, [&] { return vmf_statistics::read(in); });
}

void write_statistics(const std::string& path, const vmf_statistics& statistics) {
  std::ostringstream bytes;
  statistics.write(bytes);
  write_text(path, bytes.str());
}

}  // namespace logbessel::program
