#include "mixtures.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>

#include "image_pass.hpp"

namespace fashion {
namespace {

/// The features of images 0 .. count - 1, an image after the other, in each layout.
std::array<std::vector<float>, layout_count> features_of(const labelled_images& images,
                                                         const filter_bank& filters,
                                                         std::size_t count, std::size_t threads) {
  std::vector<std::size_t> which(count);
  std::iota(which.begin(), which.end(), std::size_t{0});
  std::array<std::vector<float>, layout_count> rows;
  for (std::size_t l = 0; l < layout_count; ++l) rows[l].resize(count * feature_layouts[l].dim());
  progress shown("mixtures, training images", count);
  for_each_block(images, which, filters, threads, shown,
                 [&](std::size_t, const feature_block& block) {
                   for (std::size_t l = 0; l < layout_count; ++l) {
                     const std::size_t dim = feature_layouts[l].dim();
                     std::copy_n(block.x[l].data(), block.count * dim, &rows[l][block.begin * dim]);
                   }
                 });
  shown.finish();
  return rows;
}

mixture_result fit_mixture(const std::vector<float>& x, std::size_t dim,
                           const std::vector<std::uint8_t>& labels, std::uint64_t seed,
                           std::size_t threads) {
  const logbessel::vmf_dense_rows rows(x.data(), x.size() / dim, dim);
  logbessel::vmf_mixture_options options;
  options.components = class_count;
  options.seed = seed;
  options.restarts = 5;
  options.threads = static_cast<unsigned>(threads);
  progress shown("mixture in " + std::to_string(dim) + " dimensions, iterations",
                 options.restarts * options.short_iterations + options.iterations);
  options.on_iteration = [&](const logbessel::vmf_mixture_progress&) {
    shown.add(1);
    return true;
  };
  mixture_result result{vmf_mixture_fit(rows, options), {}, x.size() * sizeof(float)};
  shown.finish();

  std::vector<std::size_t> component(x.size() / dim);
  logbessel::vmf_alone alone;
  vmf_score(result.fit.mixture, rows, alone, options.rows, options.threads,
            [&](const logbessel::vmf_mixture_rows& block) {
              std::copy_n(block.labels, block.count, &component[block.first]);
            });
  result.counts.assign(result.fit.mixture.size(), std::vector<std::uint64_t>(class_count));
  for (std::size_t i = 0; i < component.size(); ++i) ++result.counts[component[i]][labels[i]];
  return result;
}

}  // namespace

part_cost fit_mixtures(const labelled_images& images, const filter_bank& filters, std::size_t count,
                       std::uint64_t seed, std::size_t threads,
                       std::vector<layout_result>& results) {
  const stopwatch all;
  std::array<std::vector<float>, layout_count> rows = features_of(images, filters, count, threads);
  part_cost cost;
  for (std::size_t l = 0; l < layout_count; ++l) {
    const stopwatch one;
    results[l].mixture =
        fit_mixture(rows[l], feature_layouts[l].dim(), images.labels, seed, threads);
    rows[l] = {};
    cost.layout_seconds[l] = one.seconds();
  }
  cost.seconds = all.seconds();
  cost.peak_bytes = peak_resident_bytes();
  return cost;
}

}  // namespace fashion
