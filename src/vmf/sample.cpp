#include <logbessel/detail/philox.hpp>
#include <logbessel/detail/vmf_blocks.hpp>
#include <logbessel/vmf_distribution.hpp>

#include <algorithm>
#include <limits>
#include <optional>

#include "vmf/commands.hpp"
#include "vmf/file.hpp"
#include "vmf/model.hpp"
#include "vmf/npy.hpp"

namespace logbessel::program {
namespace {

/// The number of the component of row i, the uniform one being the last: by its weight, from a stream that no sampler of rows comes to.
class component_draw {
 public:
  explicit component_draw(const model& m) {
    double sum = 0.0;
    for (const model::component& c : m.components) shares_.push_back(sum += c.weight);
    shares_.push_back(sum += m.noise);
  }

  std::size_t operator()(std::uint64_t seed, std::uint64_t i) const {
    constexpr std::uint64_t stream = std::numeric_limits<std::uint32_t>::max();
    const double u = shares_.back() * detail::uniforms_at(seed, i, stream, 0).first;
    return static_cast<std::size_t>(std::upper_bound(shares_.begin(), shares_.end(), u) -
                                    shares_.begin());
  }

 private:
  std::vector<double> shares_;
};

/// Each rank draws its share of the blocks.
template <class Real>
void write_rows(const model& m, const sample_options& options, progress_line& progress,
                vmf_exchange& exchange) {
  std::vector<von_mises_fisher> components;
  for (const model::component& c : m.components) components.emplace_back(c.mu, c.kappa);
  components.emplace_back(m.components.front().mu, 0.0);
  const component_draw draw(m);

  const std::uint64_t block_bytes = vmf_block_rows * m.dim * sizeof(Real);
  const std::uint64_t blocks_at_once = std::max<std::uint64_t>((64U << 20) / block_bytes, 1);
  const std::uint64_t blocks =
      options.count / vmf_block_rows + (options.count % vmf_block_rows != 0);
  const detail::block_range mine =
      detail::share_of(blocks, static_cast<std::uint64_t>(exchange.rank()),
                       static_cast<std::uint64_t>(exchange.ranks()));
  const std::string header = data::npy_header(data::npy_type<Real>, {options.count, m.dim});
  const std::string label_header = data::npy_header(data::npy_type<std::uint32_t>, {options.count});
  shared_file file(options.out, exchange);
  std::optional<shared_file> label_file;
  if (!options.labels.empty()) label_file.emplace(options.labels, exchange);
  detail::together(exchange, [&] {
    if (exchange.rank() == 0) {
      file.write(header.data(), header.size(), 0);
      if (label_file) label_file->write(label_header.data(), label_header.size(), 0);
    }
    std::vector<Real> rows;
    std::vector<std::uint32_t> labels;
    for (std::uint64_t first = mine.first; first < mine.last; first += blocks_at_once) {
      const std::uint64_t now = std::min(blocks_at_once, mine.last - first);
      const std::uint64_t begin = first * vmf_block_rows;
      const std::uint64_t end = std::min((first + now) * vmf_block_rows, options.count);
      rows.resize((end - begin) * m.dim);
      labels.resize(end - begin);
      std::vector<int> workers(detail::thread_count(options.threads, now));
      detail::on_threads(workers, now, [&](int, std::uint64_t b) {
        if (is_interrupted()) throw interruption();
        const std::uint64_t block_begin = begin + b * vmf_block_rows;
        const std::uint64_t block_end = std::min(block_begin + vmf_block_rows, end);
        for (std::uint64_t i = block_begin; i < block_end; ++i) {
          const std::size_t k = draw(options.seed, i);
          components[k].sample(options.seed, i, 1, &rows[(i - begin) * m.dim], m.dim);
          labels[i - begin] = m.label(k);
        }
        progress.advance(block_end - block_begin);
      });
      file.write(rows.data(), rows.size() * sizeof(Real),
                 header.size() + begin * m.dim * sizeof(Real));
      if (label_file)
        label_file->write(labels.data(), labels.size() * sizeof labels[0],
                          label_header.size() + begin * sizeof labels[0]);
    }
  });
  if (label_file) label_file->commit();
  file.commit();
}

}  // namespace

std::string sample(const sample_options& options, vmf_exchange& exchange) {
  check_writable({options.out, options.labels}, exchange);
  const model m = read_model(options.model, exchange);
  if (options.count == 0) detail::refuse("no rows to draw");
  if (options.count > std::numeric_limits<std::uint64_t>::max() / sizeof(double) / m.dim)
    detail::refuse(options.count, " rows of ", m.dim, " coordinates are more than 2^64 bytes");
  progress_line progress(exchange);
  progress.begin("sampling", options.count);
  about_file(options.model, [&] {
    if (options.is_float) {
      write_rows<float>(m, options, progress, exchange);
    } else {
      write_rows<double>(m, options, progress, exchange);
    }
  });
  return "";
}

}  // namespace logbessel::program
