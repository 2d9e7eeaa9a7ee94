#include <logbessel/vmf_batch.hpp>

#include <oneapi/tbb/enumerable_thread_specific.h>

#include <atomic>
#include <exception>
#include <mutex>
#include <utility>

#include "dispatch.hpp"

namespace logbessel {
namespace {

LOGBESSEL_VARIANTS(row_kernels)

template <class Real>
const Real* dense_rows(const vmf_row_block& block) {
  if constexpr (sizeof(Real) == sizeof(double))
    return block.f64;
  else
    return block.f32;
}

template <class Real>
const Real* sparse_values(const vmf_row_block& block) {
  if constexpr (sizeof(Real) == sizeof(double))
    return block.values64;
  else
    return block.values;
}

/// What a thread gathers.
struct worker {
  std::vector<vmf_statistics> classes;
  vmf_row_scratch scratch;

  template <class Real>
  void add(const detail::product_kernels<Real>& kernels, const vmf_row_block& block,
           const std::uint32_t* labels) {
    const vmf_rows kind = classes.front().rows();
    std::vector<detail::weighted_row<Real>> rows;
    std::vector<std::vector<detail::weighted_row<Real>>> of_class(classes.size());
    const std::size_t step = detail::rows_at_once(block.dim);
    for (std::size_t begin = 0; begin < block.count; begin += step) {
      const std::size_t end = std::min(begin + step, block.count);
      rows.clear();
      for (std::size_t i = begin; i < end; ++i) {
        const std::uint64_t number = block.first + i;
        if (labels && labels[number] >= classes.size()) {
          detail::weigh(kernels, rows, kind);  // where a row before may be no good
          detail::refuse("row ", number, " has label ", labels[number], " of ", classes.size(),
                         " classes");
        }
        const double weight = block.weights ? block.weights[i] : 1.0;
        if (block.offsets) {
          const std::uint64_t p = block.offsets[i];
          rows.emplace_back(sparse_values<Real>(block) + p, block.offsets[i + 1] - p, weight,
                            number);
          rows.back().columns = block.columns + p;
          continue;
        }
        rows.emplace_back(dense_rows<Real>(block) + i * block.dim, block.dim, weight, number);
      }
      detail::weigh(kernels, rows, kind);
      if (classes.size() == 1) {
        classes.front().add_weighed(kernels, rows);
        continue;
      }
      for (auto& row : rows) of_class[labels[row.number]].push_back(std::move(row));
      for (std::size_t k = 0; k < classes.size(); ++k) {
        if (!of_class[k].empty()) classes[k].add_weighed(kernels, of_class[k]);
        of_class[k].clear();
      }
    }
  }
};

}  // namespace

std::vector<vmf_statistics> vmf_statistics_of_classes(const vmf_row_source& source,
                                                      const std::uint32_t* labels,
                                                      std::uint32_t classes,
                                                      vmf_batch_options options) {
  if (classes == 0) detail::refuse("no classes");
  const cpu::row_kernel_pair& kernels = *row_kernels[cpu::resolve(options.batch.target)];
  const std::vector<vmf_statistics> none(classes, vmf_statistics(source.dim(), options.rows));
  const std::uint64_t last = std::min(options.last_block, source.blocks());
  const std::uint64_t first = std::min(options.first_block, last);

  tbb::enumerable_thread_specific<worker> workers([&] { return worker{none, {}}; });
  // The lowest block with an error tells it, whichever thread was first.
  std::atomic<std::uint64_t> failed{last};
  std::exception_ptr error;
  std::mutex mutex;
  cpu::distribute(last - first, 1, options.batch.threads, [&](std::size_t begin, std::size_t end) {
    worker& mine = workers.local();
    for (std::uint64_t b = first + begin; b < first + end && b < failed; ++b) {
      try {
        const vmf_row_block block = source.block(b, mine.scratch);
        if (block.f64 || block.values64)
          mine.add(kernels.of_double, block, labels);
        else
          mine.add(kernels.of_float, block, labels);
      } catch (...) {
        const std::lock_guard<std::mutex> lock(mutex);
        if (b < failed) {
          failed = b;
          error = std::current_exception();
        }
      }
    }
  });
  if (error) std::rethrow_exception(error);

  std::vector<vmf_statistics> all = none;
  for (const worker& each : workers)
    for (std::size_t k = 0; k < classes; ++k) all[k].merge(each.classes[k]);
  return all;
}

vmf_statistics vmf_statistics_of(const vmf_row_source& source, vmf_batch_options options) {
  return std::move(vmf_statistics_of_classes(source, nullptr, 1, options).front());
}

}  // namespace logbessel
