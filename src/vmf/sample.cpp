#include <logbessel/detail/philox.hpp>
#include <logbessel/detail/vmf_blocks.hpp>
#include <logbessel/vmf_distribution.hpp>

#include <algorithm>
#include <limits>

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

template <class Real>
void write_rows(const model& m, const sample_options& options, progress_line& progress) {
  std::vector<von_mises_fisher> components;
  for (const model::component& c : m.components) components.emplace_back(c.mu, c.kappa);
  components.emplace_back(m.components.front().mu, 0.0);
  const component_draw draw(m);

  const std::uint64_t block_bytes = vmf_block_rows * m.dim * sizeof(Real);
  const std::uint64_t blocks_at_once = std::max<std::uint64_t>((64U << 20) / block_bytes, 1);
  const std::uint64_t blocks = (options.count + vmf_block_rows - 1) / vmf_block_rows;
  std::vector<Real> rows;
  std::vector<std::uint32_t> labels;
  data::atomic_file file(options.out);
  const std::string header = data::npy_header(data::npy_type<Real>, {options.count, m.dim});
  file.write(header.data(), header.size());
  for (std::uint64_t first = 0; first < blocks; first += blocks_at_once) {
    const std::uint64_t begin = first * vmf_block_rows;
    const std::uint64_t end = std::min((first + blocks_at_once) * vmf_block_rows, options.count);
    rows.resize((end - begin) * m.dim);
    if (!options.labels.empty()) labels.resize(end);
    std::vector<int> workers(detail::thread_count(options.threads, blocks_at_once));
    detail::on_threads(
        workers, std::min(blocks_at_once, blocks - first), [&](int, std::uint64_t b) {
          if (is_interrupted()) throw interruption();
          const std::uint64_t block_begin = begin + b * vmf_block_rows;
          const std::uint64_t block_end = std::min(block_begin + vmf_block_rows, end);
          for (std::uint64_t i = block_begin; i < block_end; ++i) {
            const std::size_t k = draw(options.seed, i);
            components[k].sample(options.seed, i, 1, &rows[(i - begin) * m.dim], m.dim);
            if (!options.labels.empty()) labels[i] = m.label(k);
          }
          progress.advance(block_end - block_begin);
        });
    file.write(rows.data(), rows.size() * sizeof(Real));
  }
  if (!options.labels.empty()) data::write_npy(options.labels, {options.count}, labels.data());
  file.commit();
}

}  // namespace

std::string sample(const sample_options& options, vmf_exchange& exchange) {
  check_writable({options.out, options.labels}, exchange);
  const model m = read_model(options.model);
  if (options.count == 0) detail::refuse("no rows to draw");
  if (options.count > std::numeric_limits<std::uint64_t>::max() / sizeof(double) / m.dim)
    detail::refuse(options.count, " rows of ", m.dim, " coordinates are more than 2^64 bytes");
  progress_line progress(exchange);
  progress.begin("sampling", options.count);
  about_file(options.model, [&] {
    if (options.is_float) {
      write_rows<float>(m, options, progress);
    } else {
      write_rows<double>(m, options, progress);
    }
  });
  return "";
}

}  // namespace logbessel::program
