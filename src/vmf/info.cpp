#include <logbessel/detail/vmf_blocks.hpp>
#include <logbessel/vmf_fit.hpp>
#include <logbessel/vmf_mixture_state.hpp>

#include <algorithm>

#include "vmf/checkpoint.hpp"
#include "vmf/commands.hpp"
#include "vmf/model.hpp"
#include "vmf/rows.hpp"

namespace logbessel::program {
namespace {

/// The lengths of rows, and the first that cannot be fitted as it is.
struct lengths {
  double least = detail::infinity;
  double largest = 0.0;
  std::uint64_t zero = 0, not_finite = 0;

  void add(double length) {
    if (!(length < detail::infinity)) {
      ++not_finite;
    } else if (length == 0.0) {
      ++zero;
    } else {
      least = std::min(least, length);
      largest = std::max(largest, length);
    }
  }
  void merge(const lengths& other) {
    least = std::min(least, other.least);
    largest = std::max(largest, other.largest);
    zero += other.zero;
    not_finite += other.not_finite;
  }
};

double length_of_row(const vmf_row_block& b, std::size_t i) {
  if (b.f32) return detail::length_of(b.f32 + i * b.dim, b.dim).value();
  if (b.f64) return detail::length_of(b.f64 + i * b.dim, b.dim).value();
  return detail::with_values(b, [&](const auto* values) {
    return detail::length_of(values + b.offsets[i],
                             static_cast<std::size_t>(b.offsets[i + 1] - b.offsets[i]))
        .value();
  });
}

std::string about_rows(const std::string& path, vmf_exchange& exchange) {
  progress_line progress(exchange);
  data_options options;
  options.path = path;
  const file_rows rows(options, progress);
  progress.begin(path, rows.size());
  struct worker {
    vmf_row_scratch scratch;
    lengths seen;
  };
  std::vector<worker> workers(detail::thread_count(0, rows.blocks()));
  detail::on_threads(workers, rows.blocks(), [&](worker& w, std::uint64_t index) {
    const vmf_row_block block = rows.block(index, w.scratch);
    for (std::size_t i = 0; i < block.count; ++i) w.seen.add(length_of_row(block, i));
  });
  lengths all;
  for (const worker& w : workers) all.merge(w.seen);
  vmf_row_scratch scratch;
  const vmf_row_block first = rows.block(0, scratch);
  return to_text({{"holds", "rows"},
                  {"rows", rows.size()},
                  {"dim", rows.dim()},
                  {"numbers", first.f64 || first.values64 ? "double" : "float"},
                  {"sparse", first.offsets != nullptr},
                  {"least_length", number(all.least)},
                  {"largest_length", all.largest},
                  {"zero", all.zero},
                  {"not_finite", all.not_finite}});
}

std::string about_statistics(const std::string& path) {
  const vmf_statistics s = read_statistics(path);
  return to_text({{"holds", "statistics"},
                  {"rows", s.count()},
                  {"dim", s.dim()},
                  {"normalised", s.rows() == vmf_rows::normalise},
                  {"total_weight", s.total_weight()},
                  {"rbar", number(s.resultant_length())}});
}

std::string about_checkpoint(const std::string& path) {
  const checkpoint c = read_checkpoint(path);
  const vmf_mixture_state s = about_file(path, [&] { return vmf_mixture_state::load(c.state); });
  return to_text({{"holds", "checkpoint"},
                  {"run", s.run},
                  {"iteration", s.iteration},
                  {"components", s.mixture.size()},
                  {"best_log_likelihood", number(s.best_score.log_likelihood)},
                  {"fit", c.fit}});
}

std::string about_model(const std::string& path) {
  model m = read_model(path);
  json out{{"holds", "model"}, {"kind", m.kind}, {"dim", m.dim}, {"noise", m.noise}};
  m.about.erase("history");
  out.update(m.about);
  for (model::component& c : m.components) {
    c.about.erase("mu");
    out["components"].push_back(c.about);
  }
  return to_text(out);
}

}  // namespace

std::string info(const std::string& path, vmf_exchange& exchange) {
  if (holds_statistics(path)) return about_statistics(path);
  if (holds_checkpoint(path)) return about_checkpoint(path);
  if (path.ends_with(".json")) return about_model(path);
  return about_rows(path, exchange);
}

}  // namespace logbessel::program
