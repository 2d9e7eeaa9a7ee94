#include "libraries.hpp"

#include <peers/peers.hpp>

#include <map>
#include <memory>

#include "report.hpp"

namespace logbessel::harness {
namespace {

/// One peer for all functions: SciPy is a process.
std::shared_ptr<peers::peer> opened(const std::string& library, const std::string& python) {
  static std::map<std::string, std::shared_ptr<peers::peer>> all;
  std::shared_ptr<peers::peer>& one = all[library + " " + python];
  if (!one) one = peers::open(library, python);
  return one;
}

}  // namespace

std::vector<std::string> library_names() {
  std::vector<std::string> names = peers::names();
  names.insert(names.begin(), own_library);
  return names;
}

batch_evaluator evaluator_of(const std::string& library, const tested_function& f, number_type type,
                             const std::string& python) {
  if (library == own_library) {
    if (type == number_type::float32 && !f.float_value) return {};
    return evaluator_of(f, type);
  }
  const std::shared_ptr<peers::peer> other = opened(library, python);
  if (type == number_type::float32 || !other->has(f.name)) return {};
  return [other, name = f.name](const std::vector<point>& points, std::vector<double>& out) {
    std::vector<double> v, x;
    for (const point& p : points) {
      v.push_back(p.a);
      x.push_back(p.b);
    }
    other->evaluate(name, v, x, out);
  };
}

}  // namespace logbessel::harness
