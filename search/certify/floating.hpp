/// @file
/// What a program loses when it is evaluated in float or double: measured, not proven.
#pragma once

#include <search/certify/error_bound.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace logbessel::search {

/// Values of a target over an interval, as Taylor polynomials about points so close that a double holds their corrections.
class value_table {
 public:
  value_table(const target& f, const interval& over);

  const interval& over() const { return over_; }
  /// Without it the errors have no unit in the last place.
  bool is_free_of_zeros() const { return free_of_zeros_; }

  /// y - f(x), to about 2^-62 of the largest |f|; and f(x) itself.
  struct comparison {
    double error, value;
  };
  comparison compare(double x, double y) const {
    const double place = (x - over_.begin) * per_piece_;
    const piece& p = pieces_[place < last_ ? static_cast<std::size_t>(place) : pieces_.size() - 1];
    const double h = x - p.middle;
    double sum = p.c[terms - 1];
    for (std::size_t k = terms - 1; k-- > 1;) sum = sum * h + p.c[k];
    const double correction = p.low + sum * h;
    return {(y - p.c[0]) - correction, p.c[0] + correction};
  }

 private:
  static constexpr std::size_t terms = 9;
  struct piece {
    double middle, low;
    std::array<double, terms> c;
  };

  interval over_;
  bool free_of_zeros_;
  double per_piece_, last_;
  std::vector<piece> pieces_;
};

/// The largest errors among `points` arguments; of those with results that are not finite, the number alone.
struct measured_error {
  std::size_t points = 0, not_finite = 0;
  /// The points are all the numbers of the format in the interval.
  bool every = false;
  /// In the metric of the program.
  double error = 0.0, error_at = 0.0;
  /// In units in the last place of the target's value, unless that has a zero.
  double ulp = 0.0, ulp_at = 0.0;
};

/// With the constants rounded to Number, which is float or double, and every operation too. Where there are more than
/// `most_points` numbers in the interval, points spread evenly over it and, a sixteenth as many, evenly over the numbers.
template <class Number>
measured_error measure_error(const exact_program& p, const value_table& values, metric m,
                             std::size_t most_points);

extern template measured_error measure_error<float>(const exact_program&, const value_table&,
                                                    metric, std::size_t);
extern template measured_error measure_error<double>(const exact_program&, const value_table&,
                                                     metric, std::size_t);

}  // namespace logbessel::search
