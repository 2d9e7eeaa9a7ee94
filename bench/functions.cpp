#include "functions.hpp"

#include <reference/oracle.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace logbessel::bench {

std::string name_of(function f) {
  switch (f) {
    case function::log_iv:
      return "log_iv";
    case function::log_kv:
      return "log_kv";
    case function::iv_ratio:
      return "iv_ratio";
  }
  throw std::logic_error("no such function");
}

double least_order(function f) { return f == function::iv_ratio ? 0.5 : 0.0; }

reference::real exact_value(function f, point at, int bits) {
  switch (f) {
    case function::log_iv:
      return reference::log_iv(at.v, at.x, bits);
    case function::log_kv:
      return reference::log_kv(at.v, at.x, bits);
    case function::iv_ratio:
      return reference::iv_ratio(at.v, at.x, bits);
  }
  throw std::logic_error("no such function");
}

double error_scale(function f, double exact) {
  return f == function::iv_ratio ? exact : std::max(1.0, std::abs(exact));
}

}  // namespace logbessel::bench
