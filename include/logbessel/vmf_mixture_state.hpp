/// @file
/// Where a fit of a mixture stands between two iterations, as an object and as bytes: a fit that goes on from it has the same bits
/// as one that was never cut.
#pragma once

#include <logbessel/vmf_mixture.hpp>

namespace logbessel {

/// The bytes are words of 64 bits, the least byte first, doubles as their IEEE bits:
///
///     "vmfmix01"  run  iteration  reseeded  previous  objective  best_objective
///     best_score: log_likelihood  entropy  total_weight  count
///     mixture and best, each: components  dim  noise  weights  kappas  mus
///     count of running  running
///     FNV-1a hash of all bytes before
struct vmf_mixture_state {
  vmf_mixture mixture;                   ///< whose E step comes next
  std::uint64_t run;                     ///< as in vmf_mixture_progress
  std::uint64_t iteration = 0;           ///< of this run
  std::uint64_t reseeded = 0;            ///< components that began again in this run
  double previous = -detail::infinity;   ///< objective of the iteration before
  double objective = -detail::infinity;  ///< online: of the last pass
  vmf_mixture best;
  double best_objective = -detail::infinity;
  vmf_mixture_score best_score = {-detail::infinity, 0.0, 0.0, 0};
  std::vector<double> running;  ///< online: the means of W, T and S

  /// A fit that begins with `first`, in run `run_`: options.restarts for no short runs.
  vmf_mixture_state(const vmf_mixture& first, std::uint64_t run_)
      : mixture(first), run(run_), best(first) {}

  std::vector<unsigned char> save() const {
    std::vector<unsigned char> bytes;
    const auto put = [&](std::uint64_t word) {
      for (int i = 0; i < 8; ++i) bytes.push_back(static_cast<unsigned char>(word >> (8 * i)));
    };
    const auto put_real = [&](double x) { put(detail::bits_of(x)); };
    const auto put_all = [&](const std::vector<double>& x) {
      for (const double a : x) put_real(a);
    };
    put(magic);
    for (const std::uint64_t word : {run, iteration, reseeded}) put(word);
    for (const double x : {previous, objective, best_objective, best_score.log_likelihood,
                           best_score.entropy, best_score.total_weight})
      put_real(x);
    put(best_score.count);
    for (const vmf_mixture* m : {&mixture, &best}) {
      put(m->size());
      put(m->dim());
      put_real(m->noise());
      put_all(m->weights());
      put_all(m->kappas());
      put_all(m->mus());
    }
    put(running.size());
    put_all(running);
    put(hash(bytes.data(), bytes.size()));
    return bytes;
  }

  /// Errors: std::invalid_argument where the bytes are not those of a state, whole and unchanged.
  static vmf_mixture_state load(const std::vector<unsigned char>& bytes) {
    reader in{bytes};
    if (bytes.size() < 16 || bytes.size() % 8 != 0 || in.word() != magic)
      detail::refuse(bytes.size(), " bytes are no state of a mixture");
    reader end{bytes, bytes.size() - 8};
    if (end.word() != hash(bytes.data(), bytes.size() - 8))
      detail::refuse("the state of the mixture has changed: its hash is another");
    const std::uint64_t run = in.word();
    const std::uint64_t iteration = in.word();
    const std::uint64_t reseeded = in.word();
    const std::vector<double> reals = in.reals(6);
    const std::uint64_t count = in.word();
    vmf_mixture_state s(in.mixture(), run);
    s.best = in.mixture();
    s.running = in.reals(in.word());
    s.iteration = iteration;
    s.reseeded = reseeded;
    s.previous = reals[0];
    s.objective = reals[1];
    s.best_objective = reals[2];
    s.best_score = {reals[3], reals[4], reals[5], count};
    return s;
  }

 private:
  static constexpr std::uint64_t magic = 0x313078696d666d76;

  struct reader {
    const std::vector<unsigned char>& bytes;
    std::size_t at = 0;

    std::uint64_t word() {
      if (bytes.size() - at < 8) detail::refuse("the state of the mixture ends at byte ", at);
      std::uint64_t w = 0;
      for (int i = 0; i < 8; ++i) w |= static_cast<std::uint64_t>(bytes[at++]) << (8 * i);
      return w;
    }
    double real() { return detail::from_bits(word()); }
    std::vector<double> reals(std::uint64_t n) {
      if (n > (bytes.size() - at) / 8) detail::refuse("the state of the mixture ends at byte ", at);
      std::vector<double> x(static_cast<std::size_t>(n));
      for (double& a : x) a = real();
      return x;
    }
    vmf_mixture mixture() {
      const std::uint64_t size = word();
      const std::uint64_t dim = word();
      if (size > bytes.size() || dim > bytes.size())
        detail::refuse("the state has ", size, " components of dim ", dim);
      const double noise = real();
      std::vector<double> weights = reals(size);
      std::vector<double> kappas = reals(size);
      std::vector<double> mus = reals(size * dim);
      return {static_cast<std::size_t>(dim), std::move(weights), std::move(mus), std::move(kappas),
              noise};
    }
  };

  static std::uint64_t hash(const unsigned char* bytes, std::size_t n) {
    std::uint64_t h = 0xcbf29ce484222325;
    for (std::size_t i = 0; i < n; ++i) h = (h ^ bytes[i]) * 0x100000001b3;
    return h;
  }
};

}  // namespace logbessel
