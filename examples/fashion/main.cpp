/// @file
/// Fits a von Mises-Fisher distribution to every class of Fashion-MNIST, in 2048, 8192 and 32768
/// dimensions at once, by one pass over the training images; labels the test images by the largest
/// log density, and says how well those of a class that is left out are known as strangers; fits
/// mixtures without the labels; and asks SciPy for the fits.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <memory>
#include <mutex>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "image_pass.hpp"
#include "labelled_images.hpp"
#include "mixtures.hpp"
#include "report.hpp"
#include "scipy_peer.hpp"

namespace fashion {
namespace {

struct options {
  std::string data = LOGBESSEL_FASHION_DATA;
  std::string json;
  std::string python;
  std::uint64_t seed = 1;
  std::size_t mixture_images = 10000;
  std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
};

labelled_images read_checked(const std::string& directory, const std::string& name) {
  labelled_images set = read_labelled_images(directory, name);
  if (set.rows != image_side || set.columns != image_side) {
    throw std::runtime_error(set.path + ": images of " + std::to_string(set.rows) + " x " +
                             std::to_string(set.columns) + " pixels, not 28 x 28");
  }
  const std::uint8_t largest = *std::max_element(set.labels.begin(), set.labels.end());
  if (largest >= class_count) {
    throw std::runtime_error(set.path + ": an image has label " + std::to_string(largest) +
                             ", above 9");
  }
  return set;
}

std::vector<std::size_t> images_of_class(const labelled_images& images, std::size_t label) {
  std::vector<std::size_t> which;
  for (std::size_t i = 0; i < images.count(); ++i) {
    if (images.labels[i] == label) which.push_back(i);
  }
  return which;
}

std::vector<layout_result> fit_classes(const labelled_images& train, const filter_bank& filters,
                                       std::size_t threads, part_cost& cost) {
  using logbessel::vmf_statistics;
  // Class by class, so that the sums being added to stay in the cache.
  std::vector<std::size_t> which(train.count());
  std::iota(which.begin(), which.end(), std::size_t{0});
  std::stable_sort(which.begin(), which.end(),
                   [&](std::size_t a, std::size_t b) { return train.labels[a] < train.labels[b]; });

  // statistics[layout][class][thread]
  std::vector<std::vector<std::vector<vmf_statistics>>> statistics;
  for (const feature_layout& layout : feature_layouts) {
    statistics.emplace_back(class_count,
                            std::vector<vmf_statistics>(threads, vmf_statistics(layout.dim())));
  }
  layout_clock clock(threads);
  progress shown("fits, training images", train.count());
  for_each_block(
      train, which, filters, threads, shown, [&](std::size_t thread, const feature_block& block) {
        for (std::size_t l = 0; l < layout_count; ++l) {
          const auto timed = clock.start(thread, l);
          for (std::size_t i = 0; i < block.count; ++i) {
            const std::size_t label = train.labels[which[block.begin + i]];
            statistics[l][label][thread].add(block.x[l].col(static_cast<Eigen::Index>(i)).data(),
                                             feature_layouts[l].dim());
          }
        }
      });

  std::vector<layout_result> results;
  for (std::size_t l = 0; l < layout_count; ++l) {
    layout_result result{feature_layouts[l], {}};
    for (std::vector<vmf_statistics>& parts : statistics[l]) {
      vmf_statistics& whole = parts.front();
      for (std::size_t thread = 1; thread < threads; ++thread) whole.merge(parts[thread]);
      logbessel::vmf_fit_result fit = vmf_fit(whole);
      if (!(fit.kappa < std::numeric_limits<double>::infinity())) {
        throw std::runtime_error(train.path + ": all images of class " +
                                 class_names[result.classes.size()] + " have the same features");
      }
      const double dim = static_cast<double>(feature_layouts[l].dim());
      const double log_normalizer = logbessel::vmf_log_normalizer(dim, fit.kappa);
      result.classes.push_back({std::move(fit), log_normalizer, nullptr});
    }
    results.push_back(std::move(result));
  }
  cost = {shown.finish(), clock.seconds(), peak_resident_bytes()};
  return results;
}

/// log f_c(x) = (log C + kappa)_c - kappa_c (1 - mu_c.x).
struct classifier {
  explicit classifier(const layout_result& fits)
      : mu(static_cast<Eigen::Index>(class_count), static_cast<Eigen::Index>(fits.layout.dim())),
        log_peak(static_cast<Eigen::Index>(class_count)),
        kappa(static_cast<Eigen::Index>(class_count)) {
    const double dim = static_cast<double>(fits.layout.dim());
    for (std::size_t c = 0; c < class_count; ++c) {
      const logbessel::vmf_fit_result& fit = fits.classes[c].fit;
      const auto row = static_cast<Eigen::Index>(c);
      mu.row(row) = Eigen::Map<const Eigen::RowVectorXd>(fit.mu.data(), mu.cols());
      log_peak(row) = logbessel::vmf_log_peak(dim, fit.kappa);
      kappa(row) = fit.kappa;
    }
  }

  Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> mu;
  Eigen::ArrayXd log_peak;
  Eigen::ArrayXd kappa;
};

/// The share of the rows whose largest score is that of their label.
double accuracy_of(const Eigen::ArrayXXd& scores, const std::vector<std::uint8_t>& labels) {
  std::size_t right = 0;
  for (Eigen::Index i = 0; i < scores.rows(); ++i) {
    Eigen::Index best = 0;
    scores.row(i).maxCoeff(&best);
    right += best == labels[static_cast<std::size_t>(i)];
  }
  return static_cast<double>(right) / static_cast<double>(scores.rows());
}

part_cost score_test_images(const labelled_images& test, const filter_bank& filters,
                            std::size_t threads, std::vector<layout_result>& results) {
  std::vector<std::size_t> which(test.count());
  std::iota(which.begin(), which.end(), std::size_t{0});
  const std::vector<classifier> classifiers(results.begin(), results.end());

  // Images x classes.
  const Eigen::ArrayXXd none = Eigen::ArrayXXd::Zero(static_cast<Eigen::Index>(test.count()),
                                                     static_cast<Eigen::Index>(class_count));
  std::vector<Eigen::ArrayXXd> cosines(layout_count, none);
  std::vector<Eigen::ArrayXXd> log_densities(layout_count, none);
  layout_clock clock(threads);
  progress shown("test images", test.count());
  for_each_block(
      test, which, filters, threads, shown, [&](std::size_t thread, const feature_block& block) {
        for (std::size_t l = 0; l < layout_count; ++l) {
          const auto timed = clock.start(thread, l);
          const auto& [mu, log_peak, kappa] = classifiers[l];
          for (std::size_t i = 0; i < block.count; ++i) {
            const Eigen::VectorXd x = block.x[l].col(static_cast<Eigen::Index>(i)).cast<double>();
            const Eigen::ArrayXd c = mu * x;
            const auto row = static_cast<Eigen::Index>(block.begin + i);
            cosines[l].row(row) = c.transpose();
            log_densities[l].row(row) = (log_peak - kappa * (1.0 - c)).transpose();
          }
        }
      });
  for (std::size_t l = 0; l < layout_count; ++l) {
    results[l].accuracy = accuracy_of(log_densities[l], test.labels);
    results[l].direction_accuracy = accuracy_of(cosines[l], test.labels);
    results[l].left_out = left_out_auroc(log_densities[l], test.labels);
    results[l].direction_left_out = left_out_auroc(cosines[l], test.labels);
  }
  return {shown.finish(), clock.seconds(), peak_resident_bytes()};
}

/// Gives SciPy the features of one class at a time.
double ask_scipy(scipy_peer& scipy, const labelled_images& train, const filter_bank& filters,
                 std::size_t threads, std::vector<layout_result>& results) {
  progress shown("SciPy, training images", train.count());
  std::mutex mutex;
  for (std::size_t label = 0; label < class_count; ++label) {
    const std::vector<std::size_t> which = images_of_class(train, label);
    std::vector<double> kappas;
    for (const layout_result& result : results) kappas.push_back(result.classes[label].fit.kappa);
    scipy.begin(which.size(), kappas);
    for_each_block(train, which, filters, threads, shown,
                   [&](std::size_t, const feature_block& block) {
                     const std::lock_guard lock(mutex);
                     scipy.send(block);
                   });
    const nlohmann::json reply = scipy.finish();
    for (std::size_t l = 0; l < layout_count; ++l) results[l].classes[label].scipy = reply.at(l);
  }
  return shown.finish();
}

/// A text that appears under its name whole or not at all.
class output_file {
 public:
  /// Makes missing folders. Throws std::runtime_error now if the file could not be written later.
  explicit output_file(const std::string& path) : path_(path), part_(path + ".part") {
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    if (!folder.empty()) std::filesystem::create_directories(folder, error);
    if (error) fail(folder.string(), error.message());
    if (std::filesystem::is_directory(path)) fail(path, std::strerror(EISDIR));
    write("");
    std::filesystem::remove(part_, error);
  }

  void replace(const std::string& text) const {
    write(text);
    std::error_code error;
    std::filesystem::rename(part_, path_, error);
    if (error) fail(path_, error.message());
  }

 private:
  [[noreturn]] static void fail(const std::string& path, const std::string& reason) {
    throw std::runtime_error(path + ": " + reason);
  }

  void write(const std::string& text) const {
    errno = 0;
    std::ofstream file(part_, std::ios::binary);
    file << text;
    file.close();
    if (file.fail()) fail(path_, errno ? std::strerror(errno) : "cannot be written");
  }

  std::string path_;
  std::string part_;
};

void run(const options& chosen) {
  std::unique_ptr<output_file> json;
  if (!chosen.json.empty()) json = std::make_unique<output_file>(chosen.json);
  const labelled_images train = read_checked(chosen.data, "train");
  const labelled_images test = read_checked(chosen.data, "t10k");
  for (std::size_t label = 0; label < class_count; ++label) {
    if (images_of_class(train, label).size() < 2) {
      throw std::runtime_error(train.path + ": fewer than two images of class " +
                               class_names[label]);
    }
  }
  const std::size_t mixture_count = std::min(chosen.mixture_images, train.count());
  if (mixture_count > 0 && mixture_count < class_count) {
    throw std::runtime_error("--mixture-images: " + std::to_string(mixture_count) +
                             " images for a mixture of 10 components");
  }
  std::unique_ptr<scipy_peer> scipy;
  if (!chosen.python.empty()) {
    scipy = std::make_unique<scipy_peer>(chosen.python, LOGBESSEL_FASHION_SCIPY_FIT);
  }

  const filter_bank filters = random_filters(chosen.seed);
  report results{};
  results.seed = chosen.seed;
  results.threads = chosen.threads;
  results.train_count = train.count();
  results.test_count = test.count();
  results.mixture_count = mixture_count;
  if (scipy) results.scipy_version = scipy->version();
  results.layouts = fit_classes(train, filters, chosen.threads, results.fits);
  results.test = score_test_images(test, filters, chosen.threads, results.layouts);
  if (mixture_count > 0) {
    results.mixtures =
        fit_mixtures(train, filters, mixture_count, chosen.seed, chosen.threads, results.layouts);
  }
  if (scipy) {
    results.scipy_seconds = ask_scipy(*scipy, train, filters, chosen.threads, results.layouts);
  }

  print(std::cout, results);
  if (!std::cout.flush()) throw std::runtime_error("standard output cannot be written");
  if (json) json->replace(to_json(results).dump(1) + "\n");
}

}  // namespace
}  // namespace fashion

int main(int argc, char** argv) {
  fashion::options chosen;
  CLI::App app(
      "Fits von Mises-Fisher distributions to Fashion-MNIST, by class and as mixtures without "
      "classes");
  app.add_option("--data", chosen.data, "Folder of the gzipped IDX files")->capture_default_str();
  app.add_option("--json", chosen.json, "Also write the results to this file");
  app.add_option("--scipy", chosen.python, "Python with SciPy, to fit the same features");
  app.add_option("--seed", chosen.seed, "Seed of the random filters and of the mixtures")
      ->capture_default_str();
  app.add_option("--mixture-images", chosen.mixture_images,
                 "Mixtures are of the first so many training images, 4 x 43008 bytes each; 0: none")
      ->capture_default_str();
  app.add_option("--threads", chosen.threads, "Threads")
      ->capture_default_str()
      ->check(CLI::Range(1, 1024));
  try {
    app.parse(argc, argv);
    // A SciPy process that ended shows as an error of write.
    std::signal(SIGPIPE, SIG_IGN);
    fashion::run(chosen);
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const std::exception& error) {
    std::cerr << "logbessel-fashion-vmf: " << error.what() << '\n';
    return 1;
  }
}
