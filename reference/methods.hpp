/// @file
/// The methods that the oracle sets against each other. Each works at precision_scope::current() bits, for a real
/// order v and x > 0 in the range that its comment names, and loses a few bits, or more where logarithms cancel:
/// it is agreement between two of them that makes a value.
#pragma once

#include <reference/real.hpp>

namespace logbessel::reference::methods {

/// The logarithms of neighbouring orders, v and v + 1.
struct neighbours {
  real at_v, at_next;
};

/// log I_v by the power series DLMF 10.25.2, all terms positive. For v > -1, and x up to some hundreds.
real log_i_series(const real& v, const real& x);

/// I_{v+1}/I_v = 1/(b_1 + 1/(b_2 + ...)), b_k = 2 (v + k)/x (DLMF 10.33.1), cut where the tail's share is below the
/// precision. For v > -1; the terms grow like x.
real ratio_fraction(const real& v, const real& x);

/// log I_v from K_v, K_{v+1} by the Wronskian DLMF 10.28.2 and the continued fraction. Same range, v >= 0.
real log_i_wronskian(const real& v, const real& x);

/// log K_v by reflection, DLMF 10.27.4, from the power series of I_v and I_{-v}. For v >= 0, x up to some hundreds.
real log_k_reflection(const real& v, const real& x);

/// log K_v and log K_{v+1} by Temme's series (J. Comput. Phys. 19, 1975) and the recurrence in v. For x <= 2.
neighbours log_k_temme(const real& v, const real& x);

/// log K_v and log K_{v+1} by the trapezoidal rule on DLMF 10.32.9, shifted to its saddle point. For all v >= 0, x > 0;
/// the nodes grow like log(1/x) where both are small.
neighbours log_k_integral(const real& v, const real& x);

/// log I_v by the trapezoidal rule along the vertical through the saddle point of Schlaefli's integral DLMF 10.32.12.
/// For hypot(v, x) >= asymptotic_from().
real log_i_integral(const real& v, const real& x);

/// log I_v, log K_v by the uniform expansion DLMF 10.41.3-4. For hypot(v, x) >= asymptotic_from().
real log_i_debye(const real& v, const real& x);
real log_k_debye(const real& v, const real& x);

/// Where exp(-2 hypot(v, x)), which the asymptotic methods leave out, is below the current precision.
double asymptotic_from();

}  // namespace logbessel::reference::methods
