// How near the levels of intervals, cones and tests are to what they say, in samples: prints a table.
// usage: logbessel-vmf-levels [SAMPLES]
//
// One group of n points has an interval for kappa, a cone for mu and a Rayleigh test; three such groups of the same
// distribution have the tests of equal kappa and equal mean direction.

#include <logbessel/vmf_tests.hpp>

#include <cstdio>
#include <cstdlib>
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

}  // namespace

int main(int count, char** arguments) {
  const int samples = count > 1 ? std::atoi(arguments[1]) : 4000;
  if (samples < 1) {
    std::fprintf(stderr, "usage: logbessel-vmf-levels [SAMPLES]\n");
    return 1;
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
