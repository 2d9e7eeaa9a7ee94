/// @file
/// The evaluation of descent.hpp with residuals in MPFR. Derivatives and steps are pairs of doubles: Newton's method
/// needs no more, as long as the residual is right.
#pragma once

#include "fit.hpp"

namespace logbessel::search {

class exact_evaluation {
 public:
  static constexpr double smallest_damping = 1e-50;

  exact_evaluation(const program& p, const problem& on) : program_(p), code_(p), on_(on) {}

  int constants() const { return code_.constants; }
  static double high(const real& c) { return c.to_double(); }
  double forward(const reals& c);
  void backward() { at_ = last_; }
  bool solve(double damping, reals& step) const;
  void keep_residual() { kept_ = residual_; }
  void restore_residual() { residual_ = kept_; }

 private:
  const program& program_;
  code code_;
  const problem& on_;
  std::array<pair, fit_points> residual_, kept_;
  pairs last_, at_;
};

/// weight (f(x) - target).
real residual(const program& p, const reals& constants, const real& x, const real& target,
              const real& weight);

pair pair_of(const real& y);

}  // namespace logbessel::search
