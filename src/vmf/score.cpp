#include <logbessel/vmf_batch.hpp>
#include <logbessel/vmf_marginal.hpp>

#include <algorithm>
#include <limits>

#include "vmf/commands.hpp"
#include "vmf/file.hpp"
#include "vmf/model.hpp"
#include "vmf/npz.hpp"
#include "vmf/rows.hpp"

namespace logbessel::program {
namespace {

/// Pairs of n things.
double pairs(double n) { return 0.5 * n * (n - 1.0); }

/// counts[label][column] of rows.
struct confusion {
  std::vector<std::uint32_t> names;  // of the labels, in order
  std::size_t columns;
  std::vector<std::uint64_t> counts;

  std::uint64_t at(std::size_t i, std::size_t j) const { return counts[i * columns + j]; }

  /// Hubert and Arabie, Journal of Classification 2, 1985: 1 for the same partition, 0 in the mean for one by chance.
  double adjusted_rand_index() const {
    double together = 0.0, of_labels = 0.0, of_columns = 0.0, n = 0.0;
    std::vector<double> column_sums(columns);
    for (std::size_t i = 0; i < names.size(); ++i) {
      double row_sum = 0.0;
      for (std::size_t j = 0; j < columns; ++j) {
        const double count = static_cast<double>(at(i, j));
        together += pairs(count);
        row_sum += count;
        column_sums[j] += count;
      }
      of_labels += pairs(row_sum);
      n += row_sum;
    }
    for (const double sum : column_sums) of_columns += pairs(sum);
    const double by_chance = n > 1.0 ? of_labels * of_columns / pairs(n) : 0.0;
    const double most = 0.5 * (of_labels + of_columns);
    return most == by_chance ? 1.0 : (together - by_chance) / (most - by_chance);
  }
};

confusion compare(const std::vector<std::uint32_t>& labels,
                  const std::vector<std::uint32_t>& columns, std::size_t column_count) {
  confusion c{labels, column_count, {}};
  std::sort(c.names.begin(), c.names.end());
  c.names.erase(std::unique(c.names.begin(), c.names.end()), c.names.end());
  c.counts.resize(c.names.size() * column_count);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto name = std::lower_bound(c.names.begin(), c.names.end(), labels[i]);
    ++c.counts[static_cast<std::size_t>(name - c.names.begin()) * column_count + columns[i]];
  }
  return c;
}

/// The simplified silhouette (Hruschka, Campello and de Castro, ICDM 2004) from 1 - mu.x for a row's own component and the least for
/// another.
double silhouette(double own, double other) {
  const double most = std::max(own, other);
  return most > 0.0 ? (other - own) / most : 0.0;
}

json json_of(const confusion& c, const model& m) {
  json out{{"adjusted_rand_index", c.adjusted_rand_index()}};
  json columns = json::array();
  for (const model::component& each : m.components) columns.push_back(each.label);
  if (c.columns > m.components.size()) columns.push_back("uniform");
  if (m.kind == "classes") {
    std::uint64_t right = 0, all = 0;
    for (std::size_t i = 0; i < c.names.size(); ++i) {
      for (std::size_t j = 0; j < c.columns; ++j) {
        all += c.at(i, j);
        if (columns[j] == c.names[i]) right += c.at(i, j);
      }
    }
    out["accuracy"] = static_cast<double>(right) / static_cast<double>(all);
  }
  out["labels"] = c.names;
  out["columns"] = columns;
  for (std::size_t i = 0; i < c.names.size(); ++i)
    out["confusion"].push_back(
        std::vector<std::uint64_t>(&c.counts[i * c.columns], &c.counts[(i + 1) * c.columns]));
  return out;
}

}  // namespace

std::string score(const score_options& options, vmf_exchange& exchange) {
  check_writable({options.out}, exchange);
  const model m = read_model(options.model, exchange);
  const vmf_mixture f = about_file(options.model, [&] { return m.mixture(); });
  progress_line progress(exchange);
  const auto rows = open_data(options.data, progress, exchange);
  const std::size_t n = rows->size();
  std::vector<std::uint32_t> truth;
  detail::together(exchange, [&] {
    if (options.labels.empty()) return;
    truth = data::read_labels(options.labels);
    if (truth.size() != n) data::fail(options.labels, truth.size(), " labels for ", n, " rows");
  });
  const double dim = static_cast<double>(f.dim());
  std::vector<vmf_marginal> marginals;
  for (const double kappa : f.kappas()) marginals.emplace_back(dim, kappa);

  // Of this rank's share of the rows.
  const detail::block_range mine = detail::share_of(rows->blocks(), exchange);
  const std::uint64_t offset = std::min<std::uint64_t>(mine.first * vmf_block_rows, n);
  const std::size_t own = std::min<std::uint64_t>(mine.last * vmf_block_rows, n) - offset;
  const std::size_t columns = f.size() + (f.noise() > 0.0 ? 1 : 0);
  const bool is_one = f.size() == 1;
  std::vector<double> log_densities(own), tails(own), silhouettes(is_one ? 0 : own);
  std::vector<double> responsibilities(options.out.empty() ? 0 : own * columns);
  std::vector<std::uint32_t> column(own);
  progress.begin(options.data.path, own);
  const vmf_mixture_score all = about_file(options.data.path, [&] {
    return vmf_score(
        f, *rows, exchange, options.data.kind(), options.data.threads,
        [&](const vmf_mixture_rows& r) {
          const std::size_t first = r.first - offset;
          std::copy_n(r.log_densities, r.count, &log_densities[first]);
          if (!options.out.empty())
            std::copy_n(r.responsibilities, r.count * columns, &responsibilities[first * columns]);
          for (std::size_t i = 0; i < r.count; ++i) {
            column[first + i] = static_cast<std::uint32_t>(r.labels[i]);
            tails[first + i] = marginals[r.likeliest[i]](r.complements[i]).below;
            if (!is_one)
              silhouettes[first + i] = r.labels[i] < f.size()
                                           ? silhouette(r.complements[i], r.next_complements[i])
                                           : std::numeric_limits<double>::quiet_NaN();
          }
        },
        vmf_mixture_kernels());
  });
  std::int64_t far = std::count_if(tails.begin(), tails.end(), [](double t) { return t < 0.01; });
  exchange.sum(&far, 1);
  double highest = -detail::infinity;
  for (const double each : log_densities) highest = std::max(highest, -each);
  exchange.maximum(&highest, 1);

  if (!options.out.empty() || !truth.empty()) column = gathered(std::move(column), n, 1, exchange);
  if (!options.out.empty()) {
    log_densities = gathered(std::move(log_densities), n, 1, exchange);
    responsibilities = gathered(std::move(responsibilities), n, columns, exchange);
    tails = gathered(std::move(tails), n, 1, exchange);
    if (!is_one) silhouettes = gathered(std::move(silhouettes), n, 1, exchange);
    on_first_rank(exchange, [&] {
      std::vector<std::uint32_t> labels(n);
      for (std::size_t i = 0; i < n; ++i) labels[i] = m.label(column[i]);
      data::npz_writer file(options.out);
      file.add("log_densities", {n}, log_densities.data());
      file.add("responsibilities", {n, columns}, responsibilities.data());
      file.add("labels", {n}, labels.data());
      file.add("tails", {n}, tails.data());
      if (!is_one) file.add("silhouettes", {n}, silhouettes.data());
      file.commit();
    });
  }
  if (exchange.rank() > 0) return "";
  const double p = vmf_mixture_parameters(f, m.about.value("common_kappa", false));
  json out{{"rows", n},
           {"total_weight", all.total_weight},
           {"log_likelihood", all.log_likelihood},
           {"entropy", all.entropy},
           {"aic", all.aic(p)},
           {"bic", all.bic(p)},
           {"icl", all.icl(p)},
           {"least_log_density", -highest},
           {"share_of_tails_below_0.01", static_cast<double>(far) / static_cast<double>(n)}};
  if (!truth.empty()) out.update(json_of(compare(truth, column, columns), m));
  return to_text(out);
}

}  // namespace logbessel::program
