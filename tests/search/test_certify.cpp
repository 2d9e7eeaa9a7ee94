/// Bounds of errors that are known, refusals, and files.
#include <gtest/gtest.h>
#include <search/certify/certificate.hpp>
#include <search/certify/command.hpp>
#include <search/certify/laurent_model.hpp>
#include <stdlib.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace logbessel::search {
namespace {

const std::string published_path = LOGBESSEL_TEST_DATA "/published.json";

error_bound bound_of(const char* shape, const std::vector<std::string>& constants, const char* f,
                     const interval& over, metric m) {
  return bound_error({parse_program(shape), constants}, target_named(f), over, m);
}

template <class F>
std::string message_of(F f) {
  try {
    f();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "";
}

class folder {
 public:
  folder() {
    std::string name = (std::filesystem::temp_directory_path() / "certify-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~folder() { std::filesystem::remove_all(path_); }
  std::string operator/(const char* name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

void write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

// The chord of a convex function: the largest error of 1 + x is that of its derivative's zero, x = -log2(log 2).
TEST(bound_error, encloses_an_error_known_in_closed_form) {
  const double x = -std::log2(std::log(2.0));
  const double exact = 1.0 + x - std::exp2(x);
  const error_bound b = bound_of("t1 = x + c1", {"1"}, "exp2", {0, 1}, metric::absolute);
  EXPECT_LE(b.lower, exact * (1.0 + 1e-12));
  EXPECT_GE(b.upper, exact * (1.0 - 1e-12));
  EXPECT_LE(b.upper, b.lower * (1.0 + 1e-5));
  EXPECT_NEAR(b.worst, x, 1e-2);
}

// x^2 - cos x is -1 at 0, and rises to 0.46.
TEST(bound_error, finds_a_maximum_at_an_end) {
  const error_bound b = bound_of("t1 = x * x", {}, "cos", {0.0, 1.0}, metric::absolute);
  EXPECT_LE(b.lower, 1.0);
  EXPECT_GE(b.upper, 1.0);
  EXPECT_LE(b.upper, 1.0 + 1e-5);
}

// Taylor's polynomial of degree 28 is off by log(2)^29 / 29! 2^t, mostly, at x = 1: there it is worst.
TEST(bound_error, proves_errors_far_below_double) {
  using reference::real;
  const reference::precision_scope precision(400);
  constexpr int degree = 28;
  std::string shape;
  exact_program p;
  real sum(0);
  std::vector<real> c{real(1)};
  for (int k = 1; k <= degree; ++k) c.push_back(c.back() * reference::log_2() / k);
  for (int k = degree; k >= 0; --k) {
    const int step = 2 * (degree - k);
    const std::string number = std::string("c").append(std::to_string(degree - k + 1));
    if (k == degree) {
      shape = "t1 = x * " + number;
    } else {
      shape += std::string("; t").append(std::to_string(step)) + " = t" + std::to_string(step - 1) +
               " + " + number;
      if (k > 0)
        shape += std::string("; t").append(std::to_string(step + 1)) + " = t" +
                 std::to_string(step) + " * x";
    }
    p.constants.push_back(c[static_cast<std::size_t>(k)].to_string(80));
    sum += c[static_cast<std::size_t>(k)];
  }
  p.shape = parse_program(shape);
  const double exact = (real(2) - sum).to_double();
  EXPECT_LT(exact, 1e-35);
  const error_bound b = bound_error(p, target_named("exp2"), {0, 1}, metric::absolute);
  EXPECT_LE(b.lower, exact);
  EXPECT_GE(b.upper, exact);
  EXPECT_LE(b.upper, b.lower * (1.0 + 1e-5));
}

TEST(bound_error, gives_the_published_errors) {
  for (const certified_program& each : read_certificate(published_path).programs) {
    const error_bound b = bound_error(each.p, target_named("exp2"), {0, 1}, metric::absolute);
    const double published = each.p.shape.size() == 2   ? 4.138e-2
                             : each.p.shape.size() == 3 ? 1.2266e-3
                             : each.p.shape.size() == 5 ? 6.3386e-6
                                                        : 3.5564e-15;
    EXPECT_NEAR(b.upper / published, 1.0, 1e-4) << each.p.shape.size();
    EXPECT_LE(b.upper, b.lower * (1.0 + 1e-5));
    // c / x is infinite at 0, and the program goes on to its limit.
    EXPECT_EQ(b.undefined_at.size(), each.p.shape.size() >= 5 ? 1U : 0U);
  }
}

TEST(bound_error, holds_for_every_target) {
  for (const target& f : targets()) {
    const error_bound b =
        bound_of("t1 = x * c1; t2 = t1 + c2", {"0.25", "0.5"}, f.name, f.usual, metric::absolute);
    double sampled = 0.0;
    for (int i = 0; i <= 1000; ++i) {
      const double x = f.usual.begin + (f.usual.end - f.usual.begin) * i / 1000;
      sampled =
          std::max(sampled, std::abs(0.25 * x + 0.5 - f.at(reference::real(x), 80).to_double()));
    }
    EXPECT_LE(sampled, b.upper * (1.0 + 1e-14)) << f.name;
    EXPECT_GE(sampled, b.lower * (1.0 - 1e-4)) << f.name;
  }
}

// Taylor's coefficients at a wide ball enclose those at each of its points.
TEST(target_series, encloses_its_points) {
  constexpr slong n = 12;
  for (const target& f : targets()) {
    const double middle = 0.5 * (f.usual.begin + f.usual.end);
    arb_t x;
    arb_init(x);
    arb_ptr wide = _arb_vec_init(n), thin = _arb_vec_init(n);
    arb_set_d(x, middle);
    mag_set_d(arb_radref(x), 0.01);
    f.series(wide, x, n, 100);
    for (const double shift : {-0.009, 0.0, 0.009}) {
      arb_set_d(x, middle + shift);
      f.series(thin, x, n, 100);
      for (slong k = 0; k < n; ++k)
        EXPECT_TRUE(arb_overlaps(wide + k, thin + k)) << f.name << " " << k;
      f.value(x, x, 100);
      EXPECT_TRUE(arb_overlaps(x, thin)) << f.name;
    }
    _arb_vec_clear(wide, n);
    _arb_vec_clear(thin, n);
    arb_clear(x);
  }
}

TEST(bound_error, refuses_poles) {
  for (const char* c : {"0.3413", "0.5", "1e-9", "0.999999999"}) {
    const std::string what = message_of([&] {
      bound_of("t1 = x - c1; t2 = c2 / t1", {c, "2"}, "exp2", {0, 1}, metric::relative);
    });
    EXPECT_EQ(what.rfind("no proof: ", 0), 0U) << c << ": " << what;
  }
  EXPECT_NE(message_of([] {
              bound_of("t1 = c1 / x", {"1"}, "exp2", {0, 1}, metric::relative);
            }),
            "");
  // At 1 + 1e-9 the pole is outside.
  bound_of("t1 = x - c1; t2 = c2 / t1", {"1.000000001", "2"}, "exp2", {0, 1}, metric::relative);
}

TEST(bound_error, follows_a_singularity_that_cancels) {
  // x (1 / x) and (x - 1/2) / (x - 1/2)
  EXPECT_EQ(
      bound_of("t1 = c1 / x; t2 = t1 * x", {"1"}, "exp2", {-1, 1}, metric::relative).undefined_at,
      std::vector{0.0});
  EXPECT_EQ(bound_of("t1 = x - c1; t2 = c2 / t1; t3 = t1 * t2", {"0.5", "1"}, "exp2", {0, 1},
                     metric::relative)
                .undefined_at,
            std::vector{0.5});
  // A third is no double: the division by zero is at the decimal, and the largest error at the end.
  const error_bound third = bound_of("t1 = x - c1; t2 = c2 / t1; t3 = t1 * t2; t4 = t3 + c3",
                                     {"0.33333333333333333333333333333333333", "1", "1e-3"},
                                     "exp2", {0, 1}, metric::relative);
  EXPECT_EQ(third.undefined_at, std::vector{1.0 / 3.0});
  EXPECT_NEAR(third.upper, 0.4995, 1e-5);
  EXPECT_EQ(message_of([] {
              bound_of("t1 = x - c1; t2 = c2 / t1; t3 = x - c3; t4 = t2 * t3",
                       {"0.33333333333333333333333333333333333", "1",
                        "0.33333333333333333333333333333333334"},
                       "exp2", {0, 1}, metric::relative);
            }).rfind("no proof: ", 0),
            0U);
}

TEST(bound_error, knows_roots_and_fused_steps) {
  const error_bound root =
      bound_of("t1 = x + c1; t2 = sqrt(t1)", {"1"}, "exp2", {0, 1}, metric::absolute);
  EXPECT_NEAR(root.upper, 2.0 - std::sqrt(2.0), 1e-5);
  const error_bound fused =
      bound_of("t1 = fma(x, c1, c2)", {"1", "1"}, "exp2", {0, 1}, metric::absolute);
  const error_bound apart =
      bound_of("t1 = x * c1; t2 = t1 + c2", {"1", "1"}, "exp2", {0, 1}, metric::absolute);
  EXPECT_EQ(fused.upper, apart.upper);
  EXPECT_NE(message_of([] {
              bound_of("t1 = x - c1; t2 = sqrt(t1)", {"0.25"}, "exp2", {0, 1}, metric::absolute);
            }),
            "");
}

TEST(bound_error, refuses_misuse) {
  EXPECT_THROW(bound_of("t1 = x + c1", {"one"}, "exp2", {0, 1}, metric::absolute),
               std::invalid_argument);
  EXPECT_THROW(bound_of("t1 = x + c1", {"nan"}, "exp2", {0, 1}, metric::absolute),
               std::invalid_argument);
  EXPECT_THROW(bound_of("t1 = x + c1", {}, "exp2", {0, 1}, metric::absolute),
               std::invalid_argument);
  EXPECT_THROW(bound_of("t1 = x + c1", {"1"}, "erf", {0, 1}, metric::relative),
               std::invalid_argument);
  EXPECT_THROW(bound_of("t1 = x + c1", {"1"}, "log2", {0, 1}, metric::absolute),
               std::invalid_argument);
}

// x - log2 x is largest at both ends.
TEST(measure_error, takes_every_float_of_a_binade) {
  const value_table values(target_named("log2"), {1, 2});
  const exact_program p{parse_program("t1 = x * c1"), {"1"}};
  const measured_error e = measure_error<float>(p, values, metric::absolute, std::size_t{1} << 24);
  EXPECT_TRUE(e.every);
  EXPECT_EQ(e.points, (std::size_t{1} << 23) + 1);
  EXPECT_EQ(e.not_finite, 0U);
  EXPECT_NEAR(e.error, 1.0, 1e-12);
  // The target is 0 at 1.
  EXPECT_EQ(e.ulp, 0.0);
}

TEST(measure_error, agrees_with_arb_at_the_worst_point) {
  const certificate c = read_certificate(published_path);
  const value_table values(target_named("exp2"), {0, 1});
  const measured_error e =
      measure_error<double>(c.programs.back().p, values, metric::absolute, 100000);
  const auto& p = c.programs.back().p;
  std::vector<double> constants;
  for (const std::string& text : p.constants)
    constants.push_back(std::strtod(text.c_str(), nullptr));
  const double x = e.error_at;
  const double y = evaluate<double>(
      p.shape, x, constants, [](double a, double b, double d) { return std::fma(a, b, d); },
      [](double a) { return std::sqrt(a); });
  const reference::precision_scope precision(200);
  const reference::real exact =
      abs(reference::real(y) - target_named("exp2").at(reference::real(x), 200));
  EXPECT_NEAR(e.error / exact.to_double(), 1.0, 1e-3);
}

TEST(certificate, survives_writing_and_reading) {
  const folder here;
  const certificate c = read_certificate(published_path);
  write_certificate(here / "a.json", c);
  std::ifstream before(published_path), after(here / "a.json");
  std::stringstream first, second;
  first << before.rdbuf();
  second << after.rdbuf();
  EXPECT_EQ(first.str(), second.str());
}

TEST(certificate, is_refused_where_a_bound_is_wrong) {
  const certificate good = read_certificate(published_path);
  const auto refused = [&](auto spoil, const char* why) {
    certificate bad = good;
    bad.programs.erase(bad.programs.begin() + 1, bad.programs.end());
    spoil(bad.programs[0]);
    const std::string what = message_of([&] { check(bad); });
    EXPECT_EQ(what.rfind("program 1 (2 operations): ", 0), 0U) << what;
    EXPECT_NE(what.find(why), std::string::npos) << what;
    EXPECT_EQ(what.find('\n'), std::string::npos);
  };
  refused(
      [](certified_program& p) {
        p.bound->upper *= 0.9997;
        p.bound->lower *= 0.9997;
      },
      "not between");
  refused(
      [](certified_program& p) {
        p.bound->upper *= 1.0003;
        p.bound->lower *= 1.0003;
      },
      "not between");
  refused([](certified_program& p) { p.bound->upper *= 2.0; }, "apart");
  refused([](certified_program& p) { p.bound->lower = NAN; }, "apart");
  refused([](certified_program& p) { p.bound.reset(); }, "no certified error");
  refused([](certified_program& p) { p.bound->undefined_at = {0.5}; }, "divides by zero");
  refused([](certified_program& p) { p.float32->error *= 1.01; }, "float32");
  refused([](certified_program& p) { p.float64->ulp *= 0.99; }, "float64");
  refused([](certified_program& p) { p.p.constants[0] = "2.05"; }, "not between");
}

TEST(certificate, is_read_whole_or_refused_in_one_line) {
  const folder here;
  const std::string path = here / "bad.json";
  const auto refused = [&](const std::string& text) {
    write(path, text);
    const std::string what = message_of([&] { read_certificate(path); });
    EXPECT_EQ(what.rfind(path + ": ", 0), 0U) << what;
    EXPECT_EQ(what.find('\n'), std::string::npos) << what;
  };
  std::ifstream file(published_path);
  std::stringstream whole;
  whole << file.rdbuf();
  const std::string text = whole.str();
  refused("");
  refused("[]");
  refused("{}");
  refused(text.substr(0, text.size() / 2));
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{"\"exp2\"", "\"sinus\""},
                                                        {"\"absolute\"", "\"relative error\""},
                                                        {"t1 = x - c1", "t1 = x ^ c1"},
                                                        {"\"2.0413845597733418\"", "\"2.04.13\""},
                                                        {"\"2.0413845597733418\"", "2.04"},
                                                        {"\"operations\": 2", "\"operations\": 3"},
                                                        {"certificate 1", "certificate 2"},
                                                        {"\"programs\"", "\"program\""}}) {
    std::string changed = text;
    const std::size_t at = changed.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    refused(changed.replace(at, from.size(), to));
  }
  EXPECT_EQ(message_of([&] { read_certificate(here / "none.json"); }),
            (here / "none.json") + ": No such file or directory");
}

TEST(certify_files, leaves_a_file_as_it_was_where_a_program_has_no_proof) {
  const folder here;
  certificate c = read_certificate(published_path);
  c.programs[1].p.constants[0] = "0.5";
  write_certificate(here / "a.json", c);
  std::ostringstream out;
  const std::string what = message_of([&] { certify_files({here / "a.json"}, out); });
  EXPECT_EQ(what.rfind((here / "a.json") + ": program 2 (3 operations): no proof", 0), 0U) << what;
  EXPECT_EQ(read_certificate(here / "a.json").programs[1].p.constants[0], "0.5");
  EXPECT_FALSE(std::filesystem::exists(here / "a.json.part"));
}

}  // namespace
}  // namespace logbessel::search
