/// @file
/// What the witness computes from Arb's balls, for its sources alone.
#pragma once

#include <reference/ball.hpp>

namespace logbessel::reference::arb {

enum class kind { i, k };
enum class variable { v, x };

/// From this r = hypot(v, x) on the expansion serves: what it leaves out, exp(-2 r), is below 2^-173 there.
inline constexpr double expansion_from = 60;

/// I_v or K_v: below x = 60 by the power series, as Arb can take long to find its asymptotic one too short.
void bessel(ball& out, kind which, const ball& v, const ball& x, long precision);

/// The bits that K_v loses as a difference of I_{-v} and I_v, about exp(2 E) times as large, E = r - v asinh(v/x).
long cancelled(kind which, double v, double x);

/// log I_v(x) or log K_v(x), or its derivative of first or second order, by the uniform expansion DLMF 10.41.3-4, the
/// leading part differentiated by hand and the rest as a power series. The terms of the asymptotic series are summed
/// down to 2^-cut; false if they do not fall so far.
bool by_expansion(ball& out, kind which, variable along, int order, const ball& v, const ball& x,
                  long cut, long precision);

}  // namespace logbessel::reference::arb
