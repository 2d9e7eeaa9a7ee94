/// @file
/// The statistics of the rows of a source, by class: on the threads of a process and on the ranks of an exchange, the same bits on
/// any number of either.
#pragma once

#include <logbessel/detail/vmf_blocks.hpp>

namespace logbessel {

namespace detail {

/// A thread's part of the statistics of all classes.
class gather_worker {
 public:
  gather_worker(std::size_t classes, std::size_t dim, vmf_rows kind)
      : statistics(classes, vmf_statistics(dim, kind)), kind_(kind) {}

  /// The rows of a block, row i of the data in class labels[i], or all in class 0 where labels is null.
  void add(const vmf_row_block& block, const std::uint32_t* labels) {
    if (block.f64) {
      add_rows<double>(block, labels);
    } else {
      add_rows<float>(block, labels);
    }
  }

  vmf_row_scratch scratch;
  std::vector<vmf_statistics> statistics;

 private:
  template <class Real>
  void add_rows(const vmf_row_block& block, const std::uint32_t* labels) {
    const product_kernels<Real> kernels = product_kernels_here<Real>();
    // As many at a time as a second-level cache holds, for they are read twice.
    const std::size_t batch = std::clamp<std::size_t>((1U << 17) / block.dim, 4, vmf_block_rows);
    std::vector<std::pair<std::uint32_t, weighted_row<Real>>> rows;
    std::vector<weighted_row<Real>> of_class;
    for (std::size_t begin = 0; begin < block.count; begin += batch) {
      rows.clear();
      for (std::size_t i = begin; i < std::min(begin + batch, block.count); ++i) {
        const std::uint64_t row = block.first + i;
        const std::uint32_t label = labels ? labels[row] : 0;
        if (label >= statistics.size())
          refuse("row ", row, " is in class ", label, " of ", statistics.size());
        rows.emplace_back(label, weighed_row<Real>(kernels, block, i));
      }
      std::stable_sort(rows.begin(), rows.end(),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
      for (std::size_t i = 0; i < rows.size();) {
        const std::uint32_t label = rows[i].first;
        of_class.clear();
        for (; i < rows.size() && rows[i].first == label; ++i)
          of_class.push_back(std::move(rows[i].second));
        statistics[label].add_weighed(kernels, of_class);
      }
    }
  }

  template <class Real>
  weighted_row<Real> weighed_row(const product_kernels<Real>& kernels, const vmf_row_block& block,
                                 std::size_t i) const {
    const double weight = block.weights ? block.weights[i] : 1.0;
    const std::uint64_t row = block.first + i;
    if constexpr (sizeof(Real) == sizeof(double)) {
      return weighed(kernels, block.f64 + i * block.dim, block.dim, weight, kind_, row);
    } else {
      if (block.f32)
        return weighed(kernels, block.f32 + i * block.dim, block.dim, weight, kind_, row);
      const std::uint64_t first = block.offsets[i];
      weighted_row<float> sparse =
          weighed(kernels, block.values + first,
                  static_cast<std::size_t>(block.offsets[i + 1] - first), weight, kind_, row);
      sparse.columns = block.columns + first;
      return sparse;
    }
  }

  vmf_rows kind_;
};

}  // namespace detail

/// The statistics of `classes` classes, row i of the data being in class labels[i], on every rank: each reads its share of the blocks on
/// `threads` threads (0: one per core). The sums of all classes are kept for each thread.
/// Errors: std::invalid_argument for a row that is no good, with its number, or a label that is not below `classes`;
/// std::runtime_error on the ranks where nothing was wrong when something was on another.
inline std::vector<vmf_statistics> vmf_gather(const vmf_row_source& source,
                                              const std::uint32_t* labels, std::size_t classes,
                                              vmf_exchange& exchange, vmf_rows kind,
                                              unsigned threads) {
  std::vector<vmf_statistics> all;
  detail::together(exchange, [&] {
    const detail::block_range mine = detail::share_of(source.blocks(), exchange);
    std::vector<detail::gather_worker> workers(
        detail::thread_count(threads, mine.last - mine.first),
        detail::gather_worker(classes, source.dim(), kind));
    detail::on_threads(workers, mine.last - mine.first,
                       [&](detail::gather_worker& w, std::uint64_t i) {
                         w.add(source.block(mine.first + i, w.scratch), labels);
                       });
    all = std::move(workers.front().statistics);
    for (std::size_t t = 1; t < workers.size(); ++t) {
      for (std::size_t k = 0; k < classes; ++k) all[k].merge(workers[t].statistics[k]);
    }
  });
  for (vmf_statistics& statistics : all) statistics.merge_ranks(exchange);
  return all;
}

/// The statistics of all rows, on every rank.
inline vmf_statistics vmf_gather(const vmf_row_source& source, vmf_exchange& exchange,
                                 vmf_rows kind = vmf_rows::unit, unsigned threads = 0) {
  return vmf_gather(source, nullptr, 1, exchange, kind, threads).front();
}

}  // namespace logbessel
