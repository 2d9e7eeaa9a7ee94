/// @file
/// What one would compute a target with before any search: each as a program whose error is certified.
#pragma once

#include <search/certify/error_bound.hpp>
#include <search/classical/minimax.hpp>

#include <functional>
#include <string>
#include <vector>

namespace logbessel::search {

enum class family {
  taylor,
  polynomial,
  preconditioned,
  pade,
  rational,
  fraction,
  structured,
  published
};

const char* name_of(family kind);

struct competitor {
  family kind = family::taylor;
  /// Such as "(3, 2), Horner".
  std::string form;
  int operations = 0;
  exact_program p;
  /// Of p.
  error_bound error;
};

/// Those with at most so many operations:
/// - taylor: about the begin and the middle, by Horner's rule, 2n
/// - polynomial: minimax, by Horner's rule, 2n
/// - preconditioned: the same in the number of operations of Eve's form, n + floor(n / 2) + 2 from n = 5; p is Horner's
/// - pade: about the begin and the middle, degrees m and n with |m - n| <= 1, both by Horner's rule, 2m + 2n
/// - rational: minimax, of the same form
/// - fraction: minimax of degrees (n, n) and (n - 1, n), as a continued fraction, 3n and 3n - 1
/// - structured, for even and odd functions and for logarithms: polynomials and quotients in x^2, or in
///   ((x - a)/(x + a))^2; for 2^x: the continued fraction of coth, whose constants are the best ones, alone or shifted to the middle,
///   and squared any number of times
/// - published, for 2^x: the programs f2, f3, f5, f10 of AutoNumerics-Zero (arXiv 2312.08472)
/// Those that cannot be found, or whose error cannot be proven because a step divides by zero, are left out.
std::vector<competitor> classical_competitors(
    const approximation_problem& problem, int most_operations,
    const std::function<void(const competitor&)>& found = {});

}  // namespace logbessel::search
