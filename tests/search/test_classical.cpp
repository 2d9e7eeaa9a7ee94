/// The exchange against best approximations that are known, and the published figures of 2^x.
#include <gtest/gtest.h>
#include <search/classical/command.hpp>
#include <search/classical/competitors.hpp>

#include <cmath>
#include <map>
#include <sstream>

namespace logbessel::search {
namespace {

const std::vector<competitor>& competitors() {
  static const std::vector<competitor> all = [] {
    const approximation_problem problem(target_named("exp2"), {0, 1}, metric::relative);
    return classical_competitors(problem, 15);
  }();
  return all;
}

double best_of(family kind, int operations) {
  double best = HUGE_VAL;
  for (const competitor& c : competitors()) {
    if (c.kind == kind && c.operations == operations) best = std::min(best, c.error.upper);
  }
  return best;
}

// The best line for a convex function is the chord, moved halfway to the tangent that is parallel to it.
TEST(minimax, finds_the_best_line) {
  const approximation_problem problem(target_named("exp2"), {0, 1}, metric::absolute);
  const program line = parse_program("t1 = x * c1; t2 = t1 + c2");
  const auto c = minimax(problem, line, {1, 1});
  ASSERT_TRUE(c);
  const double x = -std::log2(std::log(2.0));
  EXPECT_NEAR((*c)[0].to_double(), 1.0, 1e-5);
  EXPECT_NEAR((*c)[1].to_double(), 1.0 - 0.5 * (1.0 + x - std::exp2(x)), 1e-5);
}

TEST(minimax, keeps_fixed_constants) {
  const approximation_problem problem(target_named("exp2"), {0, 1}, metric::absolute);
  const program line = parse_program("t1 = x * c1; t2 = t1 + c2");
  const auto c = minimax(problem, line, {reference::real(0.5), 1}, {true, false});
  ASSERT_TRUE(c);
  EXPECT_EQ((*c)[0].to_double(), 0.5);
}

TEST(minimax, finds_nothing_where_constants_are_too_many) {
  const approximation_problem problem(target_named("exp2"), {0, 1}, metric::absolute);
  EXPECT_FALSE(minimax(problem, parse_program("t1 = x + c1; t2 = t1 + c2"), {1, 1}));
}

// Figures computed before by other programs: rational Remez with 50 digits, nonlinear Remez with 70.
TEST(classical, agrees_with_figures_for_exp2) {
  struct figure {
    family kind;
    int operations;
    double error;
  };
  using enum family;
  for (const figure& f :
       {figure{taylor, 2, 7.59e-2},     {taylor, 10, 3.24e-6},      {polynomial, 2, 2.98e-2},
        {polynomial, 10, 7.49e-8},      {polynomial, 14, 4.02e-11}, {preconditioned, 9, 7.49e-8},
        {preconditioned, 15, 1.34e-14}, {pade, 4, 3.54e-3},         {pade, 14, 1.55e-10},
        {rational, 4, 8.67e-4},         {rational, 8, 4.34e-7},     {rational, 14, 1.15e-12},
        {fraction, 3, 8.67e-4},         {fraction, 8, 7.52e-9},     {fraction, 14, 1.07e-16},
        {structured, 4, 2.17e-4},       {structured, 5, 4.34e-6},   {structured, 6, 2.73e-7},
        {structured, 7, 5.28e-9},       {structured, 8, 8.26e-11},  {structured, 9, 1.29e-12},
        {structured, 10, 1.11e-14},     {structured, 11, 4.33e-17}, {structured, 12, 1.69e-19},
        {structured, 13, 6.6e-22},      {structured, 14, 8.0e-25},  {structured, 15, 7.8e-28},
        {published, 10, 3.52e-15}}) {
    EXPECT_NEAR(best_of(f.kind, f.operations) / f.error, 1.0, 1e-2)
        << name_of(f.kind) << ' ' << f.operations;
  }
}

TEST(classical, certifies_each_within_its_width) {
  for (const competitor& c : competitors()) {
    EXPECT_GT(c.error.lower, 0.0) << c.form;
    EXPECT_LE(c.error.upper, c.error.lower * (1.0 + 1e-4)) << c.form;
  }
}

TEST(print_competitors, prints_rows_and_refuses_other_fronts) {
  std::ostringstream out;
  table_options options;
  options.most_operations = 5;
  print_competitors(options, out);
  EXPECT_NE(out.str().find("| 5 |"), std::string::npos);
  EXPECT_NE(out.str().find("4.34e-06"), std::string::npos);
  options.most_operations = 0;
  EXPECT_THROW(print_competitors(options, out), std::invalid_argument);
  options.most_operations = 5;
  options.fronts = {"/nowhere.json"};
  EXPECT_THROW(print_competitors(options, out), std::runtime_error);
}

}  // namespace
}  // namespace logbessel::search
