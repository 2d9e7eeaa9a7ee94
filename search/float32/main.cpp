/// @file
/// logbessel-evolve-float32: the search for the programs of exp_f32.hpp.
#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

#include "coefficients.hpp"
#include "support/hex.hpp"
#include "support/random_source.hpp"

namespace logbessel::search {
namespace {

/// The points of the front that the library carries.
struct variant {
  const char* function;
  exp_shape shape;
  const char* contract;
};
constexpr variant variants[] = {
    {"expf_1ulp", {4, 3, exp_order::square, 2, 1, false}, "below one ULP"},
    {"expf_accurate", {4, 3, exp_order::square, 2, 2, false}, "table in two words"},
    {"expf_fast", {3, 2, exp_order::horner, 1, 1, false}, "log 2 in one word"},
    {"exp2f_1ulp", {4, 3, exp_order::fused, 1, 1, true}, "below one ULP"},
};

bool same(const exp_shape& a, const exp_shape& b) {
  return a.table_bits == b.table_bits && a.degree == b.degree && a.order == b.order &&
         a.log_2_words == b.log_2_words && a.table_words == b.table_words && a.is_exp2 == b.is_exp2;
}

const char* name_of(exp_order order) {
  constexpr const char* names[] = {"horner", "square", "estrin", "rational", "fused"};
  return names[static_cast<int>(order)];
}

std::string text(const char* pattern, auto... values) {
  char out[256];
  std::snprintf(out, sizeof out, pattern, values...);
  return out;
}

/// On a terminal alone.
void progress(const std::string& what) {
  if (isatty(STDERR_FILENO) == 1) std::fprintf(stderr, "\r\033[K%s", what.c_str());
}

std::string description(const exp_shape& s) {
  const std::string table =
      s.table_bits == 0 ? "none" : text("%d x %d", 1 << s.table_bits, s.table_words);
  return text("%-4s | %-6s | %6d | %-10s | %5s", s.is_exp2 ? "2^x" : "e^x", table.c_str(), s.degree,
              name_of(s.order), s.is_exp2 ? "-" : text("%d", s.log_2_words).c_str());
}

/// Least time of a call on 4096 floats in the first level of the cache, in ns for each of them.
double time_of(const exp_candidate& what, const exp_coefficients& c, int rounds) {
  constexpr std::size_t n = 4096;
  alignas(64) static float x[n], out[n];
  harness::random_source random(1);
  for (float& each : x) each = static_cast<float>(random.uniform(-80.0, 80.0));
  double least = 1e300;
  for (int round = 0; round < rounds; ++round) {
    constexpr int calls = 8;
    const auto begin = std::chrono::steady_clock::now();
    for (int call = 0; call < calls; ++call) what.evaluate(c, n, x, out);
    const std::chrono::duration<double, std::nano> passed =
        std::chrono::steady_clock::now() - begin;
    least = std::min(least, passed.count() / (calls * n));
  }
  return least;
}

/// Every shape with its largest error and its times; those of a front with the mark of it.
void print_front(std::uint64_t seed, int rounds) {
  struct row {
    exp_shape shape;
    double ulp, avx512, avx2;
  };
  const bool has_avx512 = __builtin_cpu_supports("avx512dq");
  const std::vector<exp_candidate> narrow = avx2::exp_candidates();
  const std::vector<exp_candidate> wide = has_avx512 ? avx512::exp_candidates() : narrow;
  std::vector<row> rows;
  for (std::size_t i = 0; i < narrow.size(); ++i) {
    const exp_shape& shape = narrow[i].shape;
    progress(text("shape %zu of %zu: ", i + 1, narrow.size()) + description(shape));
    const exp_found found = search_coefficients(wide[i], seed, shape.table_words == 2);
    rows.push_back({shape, found.errors.largest(),
                    has_avx512 ? time_of(wide[i], found.c, rounds) : 0.0,
                    time_of(narrow[i], found.c, rounds)});
  }
  progress("");
  std::printf(
      "|      | table  | degree | order      | log 2 |    ULP | AVX-512, ns | AVX2, ns | front    "
      "| carried as    |\n");
  std::printf("|---|---|---:|---|---:|---:|---:|---:|---|---|\n");
  for (const row& r : rows) {
    const auto best = [&](auto time) {
      return std::none_of(rows.begin(), rows.end(), [&](const row& other) {
        return other.shape.is_exp2 == r.shape.is_exp2 && other.ulp < r.ulp &&
               time(other) <= time(r);
      });
    };
    std::string front;
    if (has_avx512 && best([](const row& a) { return a.avx512; })) front = "AVX-512";
    if (best([](const row& a) { return a.avx2; })) front += front.empty() ? "AVX2" : ", AVX2";
    std::string name;
    for (const variant& each : variants)
      if (same(each.shape, r.shape)) name = each.function;
    std::printf("| %s | %6.*f | %11.3f | %8.3f | %s | %s |\n", description(r.shape).c_str(),
                r.ulp < 10.0 ? 4 : 2, r.ulp, r.avx512, r.avx2, front.c_str(), name.c_str());
  }
}

std::string float_text(float x) { return x == 0.0f ? "0.0f" : harness::hex(x) + "f"; }

template <class Range>
std::string list_of(const Range& values, std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0) out += ", ";
    if constexpr (std::is_same_v<typename Range::value_type, float>) {
      out += float_text(values[i]);
    } else {
      out += values[i] == 0.0 ? "0.0" : harness::hex(values[i]);
    }
  }
  return out;
}

std::string terms_text(const char* type, std::size_t n, const std::string& list) {
  return text(
             "  template <int i>\n  LOGBESSEL_INLINE_FN static %s term() {\n    constexpr %s "
             "terms[%zu] = {",
             type, type, n) +
         list + "};\n    return terms[i];\n  }\n";
}

std::string table_text(const char* name, const char* type, std::size_t n, const std::string& list) {
  return text(
             "  template <class V>\n  LOGBESSEL_INLINE_FN static V %s(V t) {\n    static constexpr "
             "%s table[%zu] = {",
             name, type, n) +
         list + "};\n    return lookup_low_bits(table, t);\n  }\n";
}

/// coefficients/exp_f32.hpp.
void print_coefficients(std::uint64_t seed) {
  std::vector<exp_candidate> all =
      __builtin_cpu_supports("avx512dq") ? avx512::exp_candidates() : avx2::exp_candidates();
  std::string body;
  for (const variant& each : variants) {
    progress(each.function);
    const auto what = std::find_if(
        all.begin(), all.end(), [&](const exp_candidate& c) { return same(c.shape, each.shape); });
    const exp_shape& s = each.shape;
    const bool normal_alone = s.table_words == 2;
    const exp_found found = search_coefficients(*what, seed, normal_alone);
    const auto& errors = found.errors;
    body += text("/// %s, %d entries, degree %d. Error at most %.6f ULP at x = %s%s.\n",
                 each.contract, s.table_bits == 0 ? 0 : 1 << s.table_bits, s.degree,
                 errors.largest(), harness::hex(errors.worst.front().x).c_str(),
                 normal_alone ? ", subnormal results aside" : "");
    body += text(
        "struct %s_constants {\n  static constexpr exp_shape shape = {%d, %d, exp_order::%s, %d, "
        "%d, %s};\n",
        each.function, s.table_bits, s.degree, name_of(s.order), s.log_2_words, s.table_words,
        s.is_exp2 ? "true" : "false");
    const auto degree = static_cast<std::size_t>(s.degree) + 1;
    body += terms_text("float", degree, list_of(found.c.terms, degree));
    const std::size_t entries = std::size_t{1} << s.table_bits;
    if (s.table_bits > 0)
      body += table_text("table", "float", entries, list_of(found.c.table, entries));
    if (s.table_words == 2)
      body += table_text("table_low", "float", entries, list_of(found.c.table_low, entries));
    body += "};\n\n";
  }
  progress("expf_cr");
  const exp_in_double_found found = search_in_double(seed);
  progress("");
  std::string in_double =
      text("/// In double; %llu inputs are not rounded to nearest.\nstruct expf_cr_constants {\n",
           static_cast<unsigned long long>(found.misrounded)) +
      terms_text("double", 7, list_of(found.terms, 7)) +
      table_text("table", "double", 16, list_of(found.table, 16)) + "};\n";
  std::printf(
      "// Printed by logbessel-evolve-float32 coefficients --seed %llu; edit search/float32, not "
      "this.\n"
      "// exp and exp2 in float32: the coefficients that its search found, the errors over every "
      "float.\n"
      "#pragma once\n\n#include <logbessel/detail/exp_kernels.hpp>\n\n// clang-format off\n"
      "namespace logbessel::detail {\n\n%s\nnamespace float32 {\n\n%s}  // namespace float32\n\n}  "
      "// namespace logbessel::detail\n",
      static_cast<unsigned long long>(seed), in_double.c_str(), body.c_str());
}

}  // namespace
}  // namespace logbessel::search

int main(int argc, char** argv) {
  CLI::App app("Searches the programs of exp and exp2 in float32.");
  app.require_subcommand(1);
  std::uint64_t seed = 1;
  int rounds = 1500;
  CLI::App* front =
      app.add_subcommand("front", "Every shape with its largest error and its time, as a table");
  CLI::App* coefficients =
      app.add_subcommand("coefficients", "The header of the coefficients that the library carries");
  for (CLI::App* each : {front, coefficients})
    each->add_option("--seed", seed, "Fixes the neighbours that are tried")->capture_default_str();
  front->add_option("--rounds", rounds, "Of each time the least")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  if (!__builtin_cpu_supports("fma") || !__builtin_cpu_supports("avx2")) {
    std::cerr << "logbessel-evolve-float32: needs AVX2 and FMA\n";
    return 1;
  }
  if (front->parsed()) logbessel::search::print_front(seed, rounds);
  if (coefficients->parsed()) logbessel::search::print_coefficients(seed);
}
