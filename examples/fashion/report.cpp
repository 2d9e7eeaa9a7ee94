#include "report.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
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
  out << format("%-11s %6s %10s %8s %11s %11s %13s", "class", "n", "kappa", "rbar", "log C",
                "log L / n", "log L");
  if (with_scipy) {
    out << format(" | %-20s %-20s %s", "SciPy fit: kappa", "ive: kappa", "ive: log C");
  }
  out << '\n';
  for (std::size_t label = 0; label < layout.classes.size(); ++label) {
    const auto& [fit, log_normalizer, scipy] = layout.classes[label];
    out << format("%-11s %6zu %10.3f %8.6f %11.2f %11.3f %13.0f", class_names[label],
                  static_cast<std::size_t>(fit.count), fit.kappa, fit.rbar, log_normalizer,
                  per_image(fit), fit.log_likelihood);
    if (with_scipy) {
      const std::string fitted = peer_cell(scipy["fit_kappa"], fit.kappa, scipy["fit_error"]);
      const std::string solved = peer_cell(scipy["ive_kappa"], fit.kappa, scipy["ive_error"]);
      const std::string normalizer =
          peer_cell(scipy["ive_log_normalizer"], log_normalizer, nullptr);
      out << format(" | %-20s %-20s %s", fitted.c_str(), solved.c_str(), normalizer.c_str());
    }
    out << '\n';
  }
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

}  // namespace

void print(std::ostream& out, const report& results) {
  out << format("von Mises-Fisher fits of Fashion-MNIST, %zu training and %zu test images\n",
                results.train_count, results.test_count)
      << format("features: %zu random 5 x 5 filters (seed %llu), threshold, pooling; no training\n",
                filter_count, static_cast<unsigned long long>(results.seed))
      << "log C: normalising factor; log L: log-likelihood of the training images, in nats";
  if (!results.scipy_version.empty()) out << "; in brackets: relative difference";
  out << '\n';
  for (const layout_result& layout : results.layouts) {
    print_layout(out, layout, !results.scipy_version.empty());
  }
  if (!results.scipy_version.empty()) print_scipy(out, results);
  out << format("\nseconds on %zu threads: fits %.1f, test %.1f", results.threads,
                results.train_seconds, results.test_seconds);
  if (!results.scipy_version.empty()) out << format(", SciPy %.1f", results.scipy_seconds);
  out << '\n';
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
                         {"scipy", scipy}});
    }
    layouts.push_back({{"dim", layout.layout.dim()},
                       {"filters", layout.layout.filters},
                       {"grid", layout.layout.grid},
                       {"accuracy", layout.accuracy},
                       {"direction_accuracy", layout.direction_accuracy},
                       {"classes", classes}});
  }
  nlohmann::json scipy;
  if (!results.scipy_version.empty()) {
    scipy = {{"version", results.scipy_version}, {"seconds", results.scipy_seconds}};
  }
  return {{"seed", results.seed},
          {"threads", results.threads},
          {"train", {{"images", results.train_count}, {"seconds", results.train_seconds}}},
          {"test", {{"images", results.test_count}, {"seconds", results.test_seconds}}},
          {"scipy", scipy},
          {"layouts", layouts}};
}

}  // namespace fashion
