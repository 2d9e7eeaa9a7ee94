#include "report.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <ostream>

namespace fashion {
namespace {

template <class... Values>
std::string format(const char* pattern, Values... values) {
  const int size = std::snprintf(nullptr, 0, pattern, values...);
  std::string text(static_cast<std::size_t>(size), '\0');
  std::snprintf(text.data(), text.size() + 1, pattern, values...);
  return text;
}

nlohmann::json number(double value) {
  if (std::isfinite(value)) return value;
  if (std::isnan(value)) return "nan";
  return value > 0.0 ? "inf" : "-inf";
}

/// A number of SciPy, and its relative difference from ours: "2345.6 (+1e-09)"; a number that is not
/// finite as its name, and none as the reason in brief.
std::string peer_cell(const nlohmann::json& value, double ours, const nlohmann::json& reason) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_number()) {
    const std::string text = reason.is_string() ? reason.get<std::string>() : "none";
    return text.substr(0, text.find(':'));
  }
  const double theirs = value.get<double>();
  return format("%.8g (%+.1g)", theirs, (theirs - ours) / std::abs(ours));
}

double per_image(const logbessel::vmf_fit_result& fit) {
  return fit.log_likelihood / fit.total_weight;
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// How many classes of all layouts satisfy the predicate.
template <class Predicate>
std::size_t count_classes(const report& results, Predicate predicate) {
  std::size_t count = 0;
  for (const layout_result& layout : results.layouts) {
    for (const class_result& result : layout.classes) count += predicate(result) ? 1 : 0;
  }
  return count;
}

/// SciPy's number lies within a millionth of ours.
bool agrees(const nlohmann::json& theirs, double ours) {
  return theirs.is_number() && std::abs(theirs.get<double>() - ours) <= 1e-6 * std::abs(ours);
}

void print_layout(std::ostream& out, const layout_result& layout, bool with_scipy) {
  const std::size_t cell = positions_side / layout.layout.grid;
  out << format("\n%zu dimensions: %zu filters x %zu x %zu cells of %zu x %zu windows\n",
                layout.layout.dim(), layout.layout.filters, layout.layout.grid, layout.layout.grid,
                cell, cell);
  out << format("%-11s %6s %10s %8s %11s %11s %13s %7s %7s", "class", "n", "kappa", "rbar", "log C",
                "log L / n", "log L", "AUROC", "by mu");
  if (with_scipy) {
    out << format(" | %-20s %-20s %s", "SciPy fit: kappa", "ive: kappa", "ive: log C");
  }
  out << '\n';
  for (std::size_t label = 0; label < layout.classes.size(); ++label) {
    const auto& [fit, log_normalizer, scipy] = layout.classes[label];
    out << format("%-11s %6zu %10.3f %8.6f %11.2f %11.3f %13.0f %7.4f %7.4f", class_names[label],
                  static_cast<std::size_t>(fit.count), fit.kappa, fit.rbar, log_normalizer,
                  per_image(fit), fit.log_likelihood, layout.left_out[label],
                  layout.direction_left_out[label]);
    if (with_scipy) {
      const std::string fitted = peer_cell(scipy["fit_kappa"], fit.kappa, scipy["fit_error"]);
      const std::string solved = peer_cell(scipy["ive_kappa"], fit.kappa, scipy["ive_error"]);
      const std::string normalizer =
          peer_cell(scipy["ive_log_normalizer"], log_normalizer, nullptr);
      out << format(" | %-20s %-20s %s", fitted.c_str(), solved.c_str(), normalizer.c_str());
    }
    out << '\n';
  }
  out << format("%-11s %6s %10s %8s %11s %11s %13s %7.4f %7.4f\n", "mean", "", "", "", "", "", "",
                mean(layout.left_out), mean(layout.direction_left_out));
  out << format("accuracy on the test images: %.4f by log density, %.4f by mean direction alone\n",
                layout.accuracy, layout.direction_accuracy);
}

/// The kinds of reason that SciPy gave, with how often and the first of each.
void print_reasons(std::ostream& out, const report& results, const char* key, const char* what) {
  struct kind {
    std::string name;
    std::string first;
    std::size_t count;
  };
  std::vector<kind> kinds;
  for (const layout_result& layout : results.layouts) {
    for (const class_result& result : layout.classes) {
      const nlohmann::json& reason = result.scipy[key];
      if (!reason.is_string()) continue;
      const std::string text = reason.get<std::string>();
      const std::string name = text.substr(0, text.find(':'));
      const auto known = std::find_if(kinds.begin(), kinds.end(),
                                      [&](const kind& other) { return other.name == name; });
      if (known == kinds.end()) {
        kinds.push_back({name, text, 1});
      } else {
        ++known->count;
      }
    }
  }
  for (const kind& each : kinds) {
    out << "  " << what << ", " << each.count << " times: " << each.first << '\n';
  }
}

void print_scipy(std::ostream& out, const report& results) {
  const std::size_t all = count_classes(results, [](const class_result&) { return true; });
  const std::size_t fits = count_classes(results, [](const class_result& result) {
    return agrees(result.scipy["fit_kappa"], result.fit.kappa);
  });
  const std::size_t solved = count_classes(results, [](const class_result& result) {
    return agrees(result.scipy["ive_kappa"], result.fit.kappa);
  });
  const std::size_t normalizers = count_classes(results, [](const class_result& result) {
    return agrees(result.scipy["ive_log_normalizer"], result.log_normalizer);
  });
  out << "\nSciPy " << results.scipy_version << " on the same features, within 1e-6 of the above:\n"
      << format("  %2zu of %zu  kappa by scipy.stats.vonmises_fisher.fit\n", fits, all)
      << format("  %2zu of %zu  kappa by scipy.special.ive and brentq, bracketed within a tenth\n",
                solved, all)
      << format("  %2zu of %zu  log C by log(scipy.special.ive)\n", normalizers, all);
  print_reasons(out, results, "fit_error", "fit");
  print_reasons(out, results, "ive_error", "ive and brentq");
}

double megabytes(double bytes) { return bytes / 1e6; }

void print_mixtures(std::ostream& out, const report& results) {
  out << format(
             "\nmixtures of %zu components, fitted without labels to the first %zu training "
             "images\n",
             class_count, results.mixture_count)
      << format("%10s %11s %11s %14s %11s %10s %9s\n", "dimensions", "adj. Rand", "in majority",
                "log L / n", "components", "iterations", "rows, MB");
  for (const layout_result& layout : results.layouts) {
    const auto& [fit, counts, rows_bytes] = *layout.mixture;
    out << format("%10zu %11.4f %11.4f %14.3f %11zu %10zu %9.1f\n", layout.layout.dim(),
                  adjusted_rand_index(counts), majority_share(counts),
                  fit.score.log_likelihood / fit.score.total_weight, fit.mixture.size(),
                  fit.iterations, megabytes(static_cast<double>(rows_bytes)));
  }
}

void print_cost(std::ostream& out, const char* name, const part_cost& cost) {
  out << format("%-9s %10.1f", name, cost.seconds);
  for (const double seconds : cost.layout_seconds) out << format(" %10.1f", seconds);
  out << format(" %16.0f\n", megabytes(cost.peak_bytes));
}

nlohmann::json cost_json(std::size_t images, const part_cost& cost) {
  return {{"images", images},
          {"seconds", cost.seconds},
          {"layout_seconds", cost.layout_seconds},
          {"peak_bytes", cost.peak_bytes}};
}

nlohmann::json mixture_json(const mixture_result& result) {
  const auto& [fit, counts, rows_bytes] = result;
  return {{"adjusted_rand_index", number(adjusted_rand_index(counts))},
          {"majority_share", number(majority_share(counts))},
          {"log_likelihood", number(fit.score.log_likelihood)},
          {"iterations", fit.iterations},
          {"converged", fit.converged},
          {"weights", fit.mixture.weights()},
          {"kappas", fit.mixture.kappas()},
          {"images_by_component_and_class", counts},
          {"rows_bytes", rows_bytes}};
}

}  // namespace

void print(std::ostream& out, const report& results) {
  out << format("von Mises-Fisher fits of Fashion-MNIST, %zu training and %zu test images\n",
                results.train_count, results.test_count)
      << format("features: %zu random 5 x 5 filters (seed %llu), threshold, pooling; no training\n",
                filter_count, static_cast<unsigned long long>(results.seed))
      << "log C: normalising factor; log L: log-likelihood of the training images, in nats";
  if (!results.scipy_version.empty()) out << "; in brackets: relative difference";
  out << "\nAUROC: of the test images of a class that is left out against the others, by the "
         "largest log\n"
         "density of the nine classes; by mu: the same by the largest mu.x\n";
  for (const layout_result& layout : results.layouts) {
    print_layout(out, layout, !results.scipy_version.empty());
  }
  if (!results.scipy_version.empty()) print_scipy(out, results);
  if (results.mixture_count > 0) print_mixtures(out, results);
  out << format(
             "\nseconds on %zu threads, by the clock, and of these on each layout once it has its "
             "features\n",
             results.threads)
      << format("%-9s %10s", "part", "seconds");
  for (const feature_layout& layout : feature_layouts) out << format(" %10zu", layout.dim());
  out << format(" %16s\n", "peak so far, MB");
  print_cost(out, "fits", results.fits);
  print_cost(out, "test", results.test);
  if (results.mixture_count > 0) print_cost(out, "mixtures", results.mixtures);
  if (!results.scipy_version.empty()) {
    out << format("%-9s %10.1f\n", "SciPy", results.scipy_seconds);
  }
}

nlohmann::json to_json(const report& results) {
  nlohmann::json layouts;
  for (const layout_result& layout : results.layouts) {
    nlohmann::json classes;
    for (std::size_t label = 0; label < layout.classes.size(); ++label) {
      const auto& [fit, log_normalizer, scipy] = layout.classes[label];
      classes.push_back({{"name", class_names[label]},
                         {"n", fit.count},
                         {"kappa", number(fit.kappa)},
                         {"rbar", fit.rbar},
                         {"log_normalizer", number(log_normalizer)},
                         {"log_likelihood", number(fit.log_likelihood)},
                         {"log_likelihood_per_image", number(per_image(fit))},
                         {"left_out_auroc", number(layout.left_out[label])},
                         {"direction_left_out_auroc", number(layout.direction_left_out[label])},
                         {"scipy", scipy}});
    }
    layouts.push_back({{"dim", layout.layout.dim()},
                       {"filters", layout.layout.filters},
                       {"grid", layout.layout.grid},
                       {"accuracy", layout.accuracy},
                       {"direction_accuracy", layout.direction_accuracy},
                       {"mixture", layout.mixture ? mixture_json(*layout.mixture) : nullptr},
                       {"classes", classes}});
  }
  nlohmann::json scipy;
  if (!results.scipy_version.empty()) {
    scipy = {{"version", results.scipy_version}, {"seconds", results.scipy_seconds}};
  }
  nlohmann::json mixtures;
  if (results.mixture_count > 0) mixtures = cost_json(results.mixture_count, results.mixtures);
  return {{"seed", results.seed},
          {"threads", results.threads},
          {"train", cost_json(results.train_count, results.fits)},
          {"test", cost_json(results.test_count, results.test)},
          {"mixtures", mixtures},
          {"scipy", scipy},
          {"layouts", layouts}};
}

}  // namespace fashion
