/// @file
/// The first means of a mixture: k-means++ (Arthur and Vassilvitskii, SODA 2007) with the dissimilarity c = 1 - cos, on any split
/// of the rows. Each mean is a row, chosen with probability proportional to d = w min c over the means so far, as the winner of a
/// race: of exponential deviates E_i, E_i/d_i is least for row i with probability d_i/sum d.
#pragma once

#include <logbessel/detail/vmf_mixture_sums.hpp>

namespace logbessel::detail {

/// x/|x| of a row of the data, on every rank. A row that is no good gives NaN, and is for the next pass over the rows to refuse,
/// which names the first of them.
inline std::vector<double> row_direction(const vmf_row_source& source, std::uint64_t row,
                                         vmf_exchange& exchange) {
  const std::uint64_t index = row / vmf_block_rows;
  const int owner = owner_of(index, source.blocks(), exchange);
  std::vector<double> x(source.dim());
  together(exchange, [&] {
    if (exchange.rank() != owner) return;
    vmf_row_scratch scratch;
    const vmf_row_block block = source.block(index, scratch);
    const std::size_t i = static_cast<std::size_t>(row % vmf_block_rows);
    if (block.offsets) {
      for (std::uint64_t p = block.offsets[i]; p < block.offsets[i + 1]; ++p)
        x[block.columns[p]] =
            block.values ? static_cast<double>(block.values[p]) : block.values64[p];
    }
    for (std::size_t j = 0; j < x.size() && !block.offsets; ++j)
      x[j] = block.f32 ? static_cast<double>(block.f32[i * x.size() + j])
                       : block.f64[i * x.size() + j];
    const row_length length = length_of(x.data(), x.size());
    for (double& a : x) a = (double_double<double>{a * length.scale, 0.0} / length.scaled).hi;
  });
  exchange.broadcast(x.data(), x.size() * sizeof(double), owner);
  return x;
}

struct mixture_seeds {
  std::vector<double> mus;  // row-major; fewer than wanted where the rows have fewer directions
  double mean_c;            // of the rows from the nearest, by weight
};

/// Errors: std::invalid_argument where there are fewer rows with weight than components, or a row is no good.
inline mixture_seeds seed_mixture(const vmf_row_source& source, std::size_t components,
                                  const expectation_plan& plan, vmf_exchange& exchange) {
  struct racer {
    vmf_row_scratch scratch;
    std::vector<vmf_strip> strip;
    least_row first;
    score_sums sums;
  };
  const std::size_t dim = source.dim();
  const block_range mine = share_of(source.blocks(), exchange);
  const std::uint64_t offset = mine.first * vmf_block_rows;
  // min c, of which 2 is the largest.
  std::vector<double> nearest(
      static_cast<std::size_t>(std::min(mine.last * vmf_block_rows, source.size()) -
                               std::min(offset, source.size())),
      2.0);
  mixture_seeds seeds{{}, 0.0};

  for (std::size_t m = 0;; ++m) {
    std::vector<racer> racers(thread_count(plan.threads, mine.last - mine.first));
    together(exchange, [&] {
      vmf_directions directions(m > 0 ? &seeds.mus[(m - 1) * dim] : nullptr, m > 0 ? 1 : 0, dim,
                                is_sparse(source, mine.first));
      for (double& c : directions.refine_below) c = 0x1p-30;
      for (racer& r : racers) r.strip.assign(1, vmf_strip(directions, *plan.kernels));
      on_threads(racers, mine.last - mine.first, [&](racer& r, std::uint64_t index) {
        const vmf_row_block block = source.block(mine.first + index, r.scratch);
        vmf_strip& strip = r.strip.front();
        double weight = 0.0;
        double weighted_c = 0.0;
        std::uint64_t count = 0;
        for (std::size_t i = 0; i < block.count; ++i) {
          if (m > 0 && i % strip_rows == 0) strip.load(block, i, plan.kind);
          const std::uint64_t row = block.first + i;
          double& c = nearest[static_cast<std::size_t>(row - offset)];
          if (m > 0) c = min(c, strip.c(i % strip_rows, 0));
          const double w = weight_of(block, i);
          count += w > 0.0;
          weight += w;
          weighted_c = fma(w, c, weighted_c);
          if (m == components || !(w * c > 0.0)) continue;
          const double u = uniforms_at(plan.seed, row, 1 + m, mixture_place(plan.run, true)).first;
          r.first.take({-log_two_words(u, 0.0).hi / (w * c), row});
        }
        r.sums.add(weighted_c, 0.0, weight, count);
      });
    });
    for (std::size_t t = 1; t < racers.size(); ++t) {
      racers[0].first.take(racers[t].first);
      racers[0].sums.merge(racers[t].sums);
    }
    racers[0].sums.merge(exchange);
    racers[0].first.merge(exchange);
    const vmf_mixture_score sums = racers[0].sums.value();
    if (sums.count < components)
      refuse(sums.count, " rows with weight, fewer than ", components, " components");
    if (m == components || !(racers[0].first.value < infinity)) {
      seeds.mean_c = sums.log_likelihood / sums.total_weight;
      return seeds;
    }
    const std::vector<double> x = row_direction(source, racers[0].first.row, exchange);
    seeds.mus.insert(seeds.mus.end(), x.begin(), x.end());
  }
}

}  // namespace logbessel::detail
