// How near the levels of intervals, cones and tests are to what they say, in samples: prints a table.
// usage: logbessel-vmf-levels [SAMPLES [directions]]
//
// One group of n points has an interval for kappa, a cone for mu and a Rayleigh test; three such groups of the same
// distribution have the tests of equal kappa and equal mean direction. With `directions`: three tests of the latter for two groups.

#include <logbessel/vmf_tests.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace {

logbessel::vmf_statistics draw(const logbessel::von_mises_fisher& f, std::uint64_t seed,
                               std::uint64_t sample, std::size_t n) {
  std::vector<double> x(n * f.size());
  f.sample(seed, sample * n, n, x.data(), f.size());
  logbessel::vmf_statistics statistics(f.size());
  statistics.add_rows(x.data(), n, f.size());
  return statistics;
}

struct level {
  int hits = 0;

  void see(bool hit) { hits += hit ? 1 : 0; }
  double percent(int samples) const { return 100.0 * hits / samples; }
};

void print_row(std::size_t dim, double kappa, std::size_t n, int samples) {
  std::vector<double> mu(dim);
  mu[0] = 1.0;
  const logbessel::von_mises_fisher f(mu, kappa);
  level interval, cone, rayleigh, kappas, directions;
  for (int i = 0; i < samples; ++i) {
    const auto sample = static_cast<std::uint64_t>(i);
    const std::vector<logbessel::vmf_statistics> groups = {
        draw(f, 1, sample, n), draw(f, 2, sample, n), draw(f, 3, sample, n)};
    const logbessel::vmf_interval range = logbessel::vmf_kappa_interval(groups[0], 0.9);
    interval.see(range.low <= kappa && kappa <= range.high);
    const std::vector<double> direction = groups[0].mean_direction();
    cone.see(f.cosine_c(direction.data(), dim) <= logbessel::vmf_direction_cone_c(groups[0], 0.9));
    rayleigh.see(logbessel::vmf_rayleigh_test(groups[0]).p_value < 0.05);
    kappas.see(logbessel::vmf_equal_kappa_test(groups).p_value < 0.05);
    directions.see(logbessel::vmf_equal_directions_test(groups).p_value < 0.05);
  }
  std::printf("| %4zu | %6g | %3zu | %4.1f | %4.1f | %5.1f | %4.1f | %4.1f |\n", dim, kappa, n,
              interval.percent(samples), cone.percent(samples), rayleigh.percent(samples),
              kappas.percent(samples), directions.percent(samples));
}

/// Watson and Williams: (sum R_i - R)/(n - R) is beta distributed, right for large kappa.
double watson_williams(const std::vector<logbessel::vmf_statistics>& groups) {
  using namespace logbessel::detail;
  logbessel::vmf_statistics all = groups[0];
  all.merge(groups[1]);
  const double n = all.total_weight();
  const double dim = static_cast<double>(all.dim());
  double rest = 0.0;
  for (const auto& group : groups) rest += group.total_weight() * group.resultant_length_c();
  const double y = 1.0 - rest / (n * all.resultant_length_c());
  const tails_of<angle_density> tails(
      angle_density{0.5 * (dim - 1.0), 0.5 * (n - 2.0) * (dim - 1.0), 0.0});
  return tails(turns_of(std::sqrt(std::max(y, 0.0)), std::sqrt(1.0 - std::max(y, 0.0)))).above;
}

void print_directions(std::size_t dim, double kappa, std::size_t n, int samples) {
  std::vector<double> mu(dim);
  mu[0] = 1.0;
  const logbessel::von_mises_fisher f(mu, kappa);
  std::vector<std::uint32_t> numbers(n);
  numbers.resize(2 * n, 1);
  std::vector<double> x(2 * n * dim);
  level ratio, large, permuted, clear, ratio_where_clear;
  // Permutations take long.
  const int fewer = std::max(1, samples / 4);
  for (int i = 0; i < samples; ++i) {
    const auto sample = static_cast<std::uint64_t>(i);
    f.sample(4, sample * 2 * n, 2 * n, x.data(), dim);
    std::vector<logbessel::vmf_statistics> groups(2, logbessel::vmf_statistics(dim));
    for (std::size_t g = 0; g < 2; ++g) groups[g].add_rows(&x[g * n * dim], n, dim);
    const bool rejects = logbessel::vmf_equal_directions_test(groups).p_value < 0.05;
    ratio.see(rejects);
    large.see(watson_williams(groups) < 0.05);
    if (i < fewer)
      permuted.see(logbessel::vmf_equal_directions_permutation_test(x.data(), 2 * n, dim,
                                                                    numbers.data(), sample, 99)
                       .p_value <= 0.05);
    logbessel::vmf_statistics all = groups[0];
    all.merge(groups[1]);
    const bool is_clear = logbessel::vmf_rayleigh_test(all).p_value < 0.001;
    clear.see(is_clear);
    ratio_where_clear.see(is_clear && rejects);
  }
  std::printf("| %4zu | %6g | %3zu | %4.1f | %4.1f | %4.1f | %5.1f |", dim, kappa, n,
              ratio.percent(samples), large.percent(samples), permuted.percent(fewer),
              clear.percent(samples));
  if (clear.hits * 10 >= samples) {
    std::printf(" %4.1f |\n", ratio_where_clear.percent(clear.hits));
  } else {
    std::printf(" |\n");
  }
}

void print_directions(int samples) {
  std::printf(
      "| dim | kappa | n | likelihood ratio | Watson and Williams | permutation | Rayleigh's p < "
      "0.001 | "
      "likelihood ratio where it is |\n|---:|---:|---:|---:|---:|---:|---:|---:|\n");
  for (const std::size_t dim : {2U, 3U, 10U, 100U}) {
    for (const double kappa : {0.0, 0.5, 1.0, 5.0, 50.0}) {
      for (const std::size_t n : {10U, 30U, 100U}) print_directions(dim, kappa, n, samples);
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  const int samples = count > 1 ? std::atoi(arguments[1]) : 4000;
  const bool of_directions = count == 3 && std::strcmp(arguments[2], "directions") == 0;
  if (samples < 1 || count > 3 || (count == 3 && !of_directions)) {
    std::fprintf(stderr, "usage: logbessel-vmf-levels [SAMPLES [directions]]\n");
    return 1;
  }
  if (of_directions) {
    print_directions(samples);
    return 0;
  }
  std::printf(
      "| dim | kappa | n | interval, %% of 90 | cone, %% of 90 | Rayleigh's test, %% | equal "
      "kappa, %% of 5 | "
      "equal directions, %% of 5 |\n|---:|---:|---:|---:|---:|---:|---:|---:|\n");
  for (const std::size_t dim : {2U, 3U, 10U, 100U}) {
    for (const double ratio : {0.0, 0.3, 1.0, 100.0}) {
      for (const std::size_t n : {5U, 30U})
        print_row(dim, ratio * static_cast<double>(dim), n, samples);
    }
  }
}
