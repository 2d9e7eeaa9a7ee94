#include <logbessel/detail/vmf_blocks.hpp>
#include <logbessel/vmf_batch.hpp>
#include <logbessel/vmf_tests.hpp>

#include <algorithm>
#include <optional>
#include <utility>

#include "vmf/commands.hpp"
#include "vmf/file.hpp"
#include "vmf/model.hpp"
#include "vmf/rows.hpp"

namespace logbessel::program {
namespace {

/// The statistics of each class on every rank, which reads its share of the blocks; labels as vmf_statistics_of_classes has them.
std::vector<vmf_statistics> gather(const vmf_row_source& rows, const std::uint32_t* labels,
                                   std::size_t classes, const data_options& data,
                                   vmf_exchange& exchange) {
  std::vector<vmf_statistics> all;
  detail::together(exchange, [&] {
    const detail::block_range mine = detail::share_of(rows.blocks(), exchange);
    vmf_batch_options how;
    how.rows = data.kind();
    how.batch.threads = data.threads;
    how.first_block = mine.first;
    how.last_block = mine.last;
    all = vmf_statistics_of_classes(rows, labels, static_cast<std::uint32_t>(classes), how);
  });
  for (vmf_statistics& each : all) each.merge_ranks(exchange);
  return all;
}

/// The angle of 1 - cos = c.
double degrees_of(double c) {
  return 720.0 * detail::turns_of(detail::sqrt(0.5 * c), detail::sqrt(1.0 - 0.5 * c));
}

double log_likelihood_of(const vmf_statistics& statistics, double kappa) {
  if (kappa == detail::infinity) return kappa;
  const double peak = vmf_log_peak(static_cast<double>(statistics.dim()), kappa);
  return statistics.total_weight() * detail::fma(-kappa, statistics.resultant_length_c(), peak);
}

/// What the statistics say beside mu and kappa. Of a point mass and of one row there are neither interval nor cone.
json about(const vmf_statistics& statistics, double kappa, double level) {
  const double dim = static_cast<double>(statistics.dim());
  json out{{"rows", statistics.count()},
           {"total_weight", statistics.total_weight()},
           {"rbar", statistics.resultant_length()},
           {"rbar_c", statistics.resultant_length_c()},
           {"log_normalizer", number(vmf_log_normalizer(dim, kappa))},
           {"log_likelihood", number(log_likelihood_of(statistics, kappa))}};
  if (statistics.total_weight() > 1.0 && statistics.resultant_length_c() > 0.0) {
    const vmf_interval interval = vmf_kappa_interval(statistics, level);
    out["marginal_kappa"] = vmf_marginal_kappa(statistics);
    out["kappa_interval"] = {interval.low, interval.high};
    out["mu_cone_degrees"] = degrees_of(vmf_direction_cone_c(statistics, level));
  }
  return out;
}

/// "12.3 to 14.5", or "-".
std::string interval_text(const json& about) {
  const auto found = about.find("kappa_interval");
  if (found == about.end()) return "-";
  return format("%.6g to %.6g", found->at(0).get<double>(), found->at(1).get<double>());
}

std::vector<std::uint32_t> read_labels_of(const vmf_row_source& rows, const std::string& path) {
  std::vector<std::uint32_t> labels = data::read_labels(path);
  if (labels.size() != rows.size())
    data::fail(path, labels.size(), " labels for ", rows.size(), " rows");
  return labels;
}

std::string table_of(const model& m) {
  std::string text = format("%10s %10s %12s %26s %10s %14s\n", "class", "rows", "kappa",
                            "interval of kappa", "rbar", "log L / weight");
  for (const model::component& c : m.components) {
    const double log_likelihood = number_from(c.about.at("log_likelihood"));
    text += format("%10u %10llu %12.6g %26s %10.6f %14.6g\n", c.label,
                   c.about.at("rows").get<unsigned long long>(), c.kappa,
                   interval_text(c.about).c_str(), c.about.at("rbar").get<double>(),
                   log_likelihood / c.about.at("total_weight").get<double>());
  }
  if (m.about.contains("equal_kappa"))
    text +=
        format("equal kappas: p = %.3g\n", m.about.at("equal_kappa").at("p_value").get<double>());
  return text;
}

}  // namespace

std::string fit(const fit_options& options, vmf_exchange& exchange) {
  detail::check_level(options.level);
  check_writable({options.out.json, options.out.npz, options.statistics}, exchange);
  progress_line progress(exchange);
  std::optional<vmf_statistics> all;
  for (const std::string& path : options.paths) {
    std::optional<vmf_statistics> here;
    bool is_statistics = false;
    detail::together(exchange, [&] {
      is_statistics = holds_statistics(path);
      if (is_statistics) here = read_statistics(path);
    });
    if (!is_statistics) {
      data_options from = options.data;
      from.path = path;
      const auto rows = open_data(from, progress, exchange);
      progress.begin(path, rows->size());
      here = about_file(
          path, [&] { return std::move(gather(*rows, nullptr, 1, from, exchange).front()); });
    }
    if (all) {
      about_file(path, [&] { all->merge(*here); });
    } else {
      all = std::move(here);
    }
  }
  const vmf_fit_result fitted = vmf_fit(*all);
  model m{"distribution", all->dim(), {{"level", options.level}}, 0.0, {}};
  m.components.push_back(
      {0, 1.0, fitted.kappa, fitted.mu, about(*all, fitted.kappa, options.level)});
  on_first_rank(exchange, [&] {
    if (!options.statistics.empty()) write_statistics(options.statistics, *all);
    write_model(m, options.out.json, options.out.npz);
  });
  return options.out.json.empty() ? m.text() : "";
}

std::string fit_classes(const fit_classes_options& options, vmf_exchange& exchange) {
  detail::check_level(options.level);
  check_writable({options.out.json, options.out.npz}, exchange);
  progress_line progress(exchange);
  const std::string& path = options.data.path;
  const auto rows = open_data(options.data, progress, exchange);
  std::vector<std::uint32_t> labels;
  detail::together(exchange, [&] { labels = read_labels_of(*rows, options.labels); });
  std::vector<std::uint32_t> names = labels;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (std::uint32_t& label : labels)
    label = static_cast<std::uint32_t>(std::lower_bound(names.begin(), names.end(), label) -
                                       names.begin());

  progress.begin(path, rows->size());
  const std::vector<vmf_statistics> classes = about_file(
      path, [&] { return gather(*rows, labels.data(), names.size(), options.data, exchange); });
  double weight = 0.0;
  for (std::size_t k = 0; k < names.size(); ++k) {
    if (!(classes[k].total_weight() > 0.0))
      data::fail(path, "class ", names[k], " has no weight, and so no fit");
    weight += classes[k].total_weight();
  }
  model m{"classes", rows->dim(), {{"level", options.level}}, 0.0, {}};
  m.about["common_kappa"] = options.common_kappa;
  const double common = options.common_kappa ? vmf_common_kappa(classes) : 0.0;
  double log_likelihood = 0.0;
  bool has_spread = names.size() > 1;
  for (std::size_t k = 0; k < names.size(); ++k) {
    const vmf_statistics& each = classes[k];
    const double kappa = options.common_kappa ? common : vmf_fit(each).kappa;
    m.components.push_back({names[k], each.total_weight() / weight, kappa, each.mean_direction(),
                            about(each, kappa, options.level)});
    log_likelihood += log_likelihood_of(each, kappa);
    has_spread = has_spread && m.components.back().about.contains("kappa_interval");
  }
  m.about["log_likelihood"] = number(log_likelihood);
  if (has_spread) {
    const vmf_test test = vmf_equal_kappa_test(classes);
    m.about["equal_kappa"] = {{"statistic", test.statistic}, {"p_value", test.p_value}};
  }
  on_first_rank(exchange, [&] { write_model(m, options.out.json, options.out.npz); });
  return table_of(m);
}

}  // namespace logbessel::program
