/// @file
/// The functions that a search approximates, with values that balls prove.
#pragma once

#include <arb.h>
#include <reference/real.hpp>

#include <limits>
#include <span>
#include <string>

namespace logbessel::search {

enum class metric { relative, absolute };

struct interval {
  double begin = 0.0, end = 0.0;
};

/// What classical methods use of a target.
enum class parity { none, even, odd };

struct target {
  const char* name;
  const char* formula;
  /// Where it is approximated unless the user says otherwise.
  interval usual;
  /// Where it is analytic: the ends do not belong to it.
  interval domain;
  /// y encloses the values at the points of x.
  void (*value)(arb_t y, const arb_t x, slong bits);
  /// y[0], ..., y[n - 1] enclose the Taylor coefficients at each point of x.
  void (*series)(arb_ptr y, const arb_t x, slong n, slong bits);
  search::parity parity = search::parity::none;

  /// With a relative error below 2^-bits, or an absolute one where it is smaller than that.
  reference::real at(const reference::real& x, long bits) const;
};

std::span<const target> targets();

/// @throws std::invalid_argument with the names there are.
const target& target_named(const std::string& name);

/// @throws std::invalid_argument where the target is not analytic on the whole interval, where the interval is empty,
/// or where a relative error is asked for and the target has a zero in it.
void check(const target& t, const interval& over, metric m);

}  // namespace logbessel::search
