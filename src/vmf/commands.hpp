/// @file
/// The commands of logbessel-vmf. Results appear as files whole or not at all, and what goes to standard output is returned: the text of
/// the first rank, empty on the others. Every rank calls a command alike, and gets an error where one had one.
/// Errors: std::runtime_error and std::invalid_argument with what to tell the user; interruption after a signal.
#pragma once

#include <logbessel/vmf_mixture_options.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "vmf/program.hpp"

namespace logbessel::program {

/// Where a model goes; empty paths are none.
struct result_options {
  std::string json;
  std::string npz;  ///< its arrays
};

struct fit_options {
  data_options data;               ///< path is unused
  std::vector<std::string> paths;  ///< of rows, or of statistics
  double level = 0.95;
  std::string statistics;  ///< where to write the sums
  result_options out;
};

/// One distribution for the rows of all files.
std::string fit(const fit_options& options, vmf_exchange& exchange);

struct fit_classes_options {
  data_options data;
  std::string labels;
  bool common_kappa = false;
  double level = 0.95;
  result_options out;
};

/// One distribution for each class.
std::string fit_classes(const fit_classes_options& options, vmf_exchange& exchange);

struct mixture_options {
  data_options data;
  vmf_mixture_options fit;  ///< rows, threads and on_iteration are unused
  std::string checkpoint;   ///< where the fit can be taken up again
  double checkpoint_seconds = 30.0;
  result_options out;
};

/// A mixture. Where the checkpoint exists, the fit goes on from it, to the bits that it would have had without the pause.
std::string mixture(const mixture_options& options, vmf_exchange& exchange);

struct sample_options {
  std::string model;
  std::uint64_t count = 0;
  std::uint64_t seed = 0;
  unsigned threads = 0;
  bool is_float = false;
  std::string out;     ///< .npy
  std::string labels;  ///< .npy, the component of each row
};

/// Rows of a model: row i depends on nothing but the model, the seed and i.
std::string sample(const sample_options& options, vmf_exchange& exchange);

struct score_options {
  std::string model;
  data_options data;
  std::string labels;  ///< to compare with
  std::string out;     ///< .npz
};

/// What a model makes of rows. The first rank has the arrays of `out` in memory, the others those of their share.
std::string score(const score_options& options, vmf_exchange& exchange);

/// What a file of rows, a model, statistics or a checkpoint holds. In one process.
std::string info(const std::string& path, vmf_exchange& exchange);

}  // namespace logbessel::program
