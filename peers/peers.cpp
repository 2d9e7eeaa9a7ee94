#include <boost/version.hpp>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_version.h>
#include <peers/functors.hpp>
#include <peers/peers.hpp>
#include <peers/scipy_process.hpp>

#include <exception>
#include <limits>
#include <map>
#include <stdexcept>
#include <utility>

namespace logbessel::peers {
namespace {

using loop = void (*)(std::span<const double> v, std::span<const double> x,
                      std::span<double> results);

template <class F>
void over_arrays(std::span<const double> v, std::span<const double> x, std::span<double> results) {
  const F f{};
  for (std::size_t i = 0; i < results.size(); ++i) {
    try {
      results[i] = f(v[i], x[i]);
    } catch (const std::exception&) {
      results[i] = std::numeric_limits<double>::quiet_NaN();
    }
  }
}

using loops = std::map<std::string_view, loop>;

class native_peer : public peer {
 public:
  native_peer(std::string name, std::string description, loops functions)
      : peer(std::move(name), std::move(description)), functions_(std::move(functions)) {}

  bool has(std::string_view function) const override { return functions_.contains(function); }

  void evaluate(std::string_view function, std::span<const double> v, std::span<const double> x,
                std::span<double> results) override {
    check(function, v.size(), x.size(), results.size());
    functions_.at(function)(v, x, results);
  }

 private:
  loops functions_;
};

struct library {
  std::string name;
  std::string description;
  loops functions;
};

std::vector<library> libraries() {
  return {
      {"boost",
       "log of cyl_bessel_i, cyl_bessel_k, quotient of cyl_bessel_i, of "
       "Boost.Math " BOOST_LIB_VERSION,
       {{"log_iv", over_arrays<boost_log_iv>},
        {"log_kv", over_arrays<boost_log_kv>},
        {"iv_ratio", over_arrays<boost_iv_ratio>}}},
      {"gsl",
       "log of bessel_Inu_scaled, plus x; bessel_lnKnu; quotient of bessel_Inu_scaled, of "
       "GSL " GSL_VERSION,
       {{"log_iv", over_arrays<gsl_log_iv>},
        {"log_kv", over_arrays<gsl_log_kv>},
        {"iv_ratio", over_arrays<gsl_iv_ratio>}}},
      {"libstdc++",
       "log of std::cyl_bessel_i, std::cyl_bessel_k of libstdc++ " +
           std::to_string(_GLIBCXX_RELEASE),
       {{"log_iv", over_arrays<libstdcxx_log_iv>}, {"log_kv", over_arrays<libstdcxx_log_kv>}}},
      {"published",
       "the method of Plesner, Sorensen and Hauberg (2024), as in peers/published_method.hpp",
       {{"log_iv", over_arrays<published_log_iv>}, {"log_kv", over_arrays<published_log_kv>}}},
  };
}

}  // namespace

void peer::check(std::string_view function, std::size_t v, std::size_t x,
                 std::size_t results) const {
  if (!has(function)) throw std::invalid_argument(name_ + ": no " + std::string(function));
  if (v != x || v != results) {
    throw std::invalid_argument(name_ + ": " + std::to_string(v) + " orders, " + std::to_string(x) +
                                " arguments, " + std::to_string(results) + " results");
  }
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const library& each : libraries()) all.push_back(each.name);
  all.push_back("scipy");
  return all;
}

std::string default_python() { return LOGBESSEL_PEERS_PYTHON; }

std::unique_ptr<peer> open(const std::string& name, const std::string& python) {
  if (name == "scipy") return std::make_unique<scipy_process>(python);
  for (library& each : libraries()) {
    if (each.name != name) continue;
    gsl_set_error_handler_off();
    return std::make_unique<native_peer>(each.name, each.description, each.functions);
  }
  throw std::invalid_argument("no peer " + name);
}

}  // namespace logbessel::peers
