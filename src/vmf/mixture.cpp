#include <logbessel/detail/checked_bytes.hpp>
#include <logbessel/vmf_batch.hpp>
#include <logbessel/vmf_mixture_fit.hpp>

#include <chrono>
#include <filesystem>
#include <optional>

#include "vmf/checkpoint.hpp"
#include "vmf/commands.hpp"
#include "vmf/file.hpp"
#include "vmf/model.hpp"

namespace logbessel::program {
namespace {

using clock = std::chrono::steady_clock;

const char* name_of(vmf_em method) {
  switch (method) {
    case vmf_em::soft:
      return "soft";
    case vmf_em::hard:
      return "hard";
    case vmf_em::stochastic:
      return "stochastic";
    case vmf_em::online:
      break;
  }
  return "online";
}

/// A hash of the first rows, to tell data sets apart.
std::uint64_t hash_of_rows(const vmf_row_source& rows) {
  vmf_row_scratch scratch;
  const vmf_row_block b = rows.block(0, scratch);
  detail::fnv_checksum sum;
  const auto add = [&](const void* from, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) sum.add(static_cast<const unsigned char*>(from)[i]);
  };
  if (b.f32) add(b.f32, b.count * b.dim * sizeof(float));
  if (b.f64) add(b.f64, b.count * b.dim * sizeof(double));
  if (b.offsets) {
    detail::with_values(b, [&](const auto* values) {
      add(values + b.offsets[0], (b.offsets[b.count] - b.offsets[0]) * sizeof *values);
    });
  }
  if (b.weights) add(b.weights, b.count * sizeof(double));
  return sum.value();
}

/// What makes two fits the same.
json identity(const vmf_row_source& rows, const vmf_mixture_options& o) {
  return {{"rows", rows.size()},
          {"dim", rows.dim()},
          {"hash", hash_of_rows(rows)},
          {"normalise", o.rows == vmf_rows::normalise},
          {"components", o.components},
          {"method", name_of(o.method)},
          {"common kappa", o.common_kappa},
          {"noise", o.noise},
          {"seed", o.seed},
          {"restarts", o.restarts},
          {"short iterations", o.short_iterations},
          {"tolerance", o.tolerance},
          {"empty", o.empty == vmf_empty::reseed ? "reseed" : "drop"},
          {"least rows", o.least_rows},
          {"prior", {o.prior_weight, o.prior_rbar}},
          {"largest kappa", o.largest_kappa},
          {"online", {o.batch_blocks, o.step_exponent}}};
}

/// Where the fit stands, on the first rank, and the file that has it.
class recorder {
 public:
  recorder(const mixture_options& options, const vmf_row_source& rows,
           const vmf_mixture_options& fit, vmf_exchange& exchange)
      : path_(options.checkpoint), seconds_(options.checkpoint_seconds), exchange_(exchange) {
    on_first_rank(exchange, [&] {
      checkpoint_.fit = identity(rows, fit);
      if (path_.empty() || !std::filesystem::exists(path_)) return;
      checkpoint found = read_checkpoint(path_);
      if (found.fit != checkpoint_.fit)
        data::fail(path_,
                   "belongs to a fit of other rows or with other options; give another path, or "
                   "remove it");
      checkpoint_ = std::move(found);
    });
  }

  /// The state to go on from, on every rank.
  std::optional<vmf_mixture_state> start() {
    std::vector<unsigned char> bytes = checkpoint_.state;
    std::uint64_t size = bytes.size();
    exchange_.broadcast(&size, sizeof size, 0);
    if (size == 0) return std::nullopt;
    bytes.resize(size);
    exchange_.broadcast(bytes.data(), size, 0);
    vmf_mixture_state state = about_file(path_, [&] { return vmf_mixture_state::load(bytes); });
    // An iteration whose E step comes again is told again.
    json before = json::array();
    for (const json& entry : checkpoint_.history) {
      if (entry.at(0) < state.run || (entry.at(0) == state.run && entry.at(1) < state.iteration))
        before.push_back(entry);
    }
    checkpoint_.history = std::move(before);
    return state;
  }

  void record(const vmf_mixture_progress& p) {
    if (exchange_.rank() != 0) return;
    checkpoint_.history.push_back({p.run, p.iteration, p.log_likelihood, p.components});
    latest_ = p.state;
    if (std::chrono::duration<double>(clock::now() - saved_).count() >= seconds_) save();
  }

  /// Writes the latest state; false where there is none or no place for it.
  bool save() {
    if (path_.empty() || !latest_) return false;
    checkpoint_.state = latest_->save();
    write_checkpoint(path_, checkpoint_);
    saved_ = clock::now();
    return true;
  }

  const json& history() const { return checkpoint_.history; }

 private:
  std::string path_;
  double seconds_;
  vmf_exchange& exchange_;
  checkpoint checkpoint_;
  std::optional<vmf_mixture_state> latest_;
  clock::time_point saved_ = clock::now();
};

model model_of(const vmf_mixture_fit_result& r, const vmf_mixture_options& o, const json& history) {
  const vmf_mixture& f = r.mixture;
  const double p = vmf_mixture_parameters(f, o.common_kappa);
  model m{"mixture", f.dim(), json::object(), f.noise(), {}};
  m.about = {{"method", name_of(o.method)},
             {"seed", o.seed},
             {"common_kappa", o.common_kappa},
             {"rows", r.score.count},
             {"total_weight", r.score.total_weight},
             {"iterations", r.iterations},
             {"converged", r.converged},
             {"log_likelihood", r.score.log_likelihood},
             {"entropy", r.score.entropy},
             {"parameters", p},
             {"aic", r.score.aic(p)},
             {"bic", r.score.bic(p)},
             {"icl", r.score.icl(p)},
             {"history", history}};
  for (std::size_t k = 0; k < f.size(); ++k) {
    const double dim = static_cast<double>(f.dim());
    m.components.push_back({static_cast<std::uint32_t>(k),
                            f.weights()[k],
                            f.kappas()[k],
                            std::vector<double>(f.mu(k), f.mu(k) + f.dim()),
                            {{"rbar", vmf_mean_resultant_length(dim, f.kappas()[k])}}});
  }
  return m;
}

std::string table_of(const model& m) {
  std::string text = format("%10s %10s %12s %10s\n", "component", "weight", "kappa", "rbar");
  for (const model::component& c : m.components)
    text += format("%10u %10.6f %12.6g %10.6f\n", c.label, c.weight, c.kappa,
                   c.about.at("rbar").get<double>());
  if (m.noise > 0.0) text += format("%10s %10.6f\n", "uniform", m.noise);
  text += format("log L = %.17g, AIC %.10g, BIC %.10g, ICL %.10g, %llu iterations%s\n",
                 m.about.at("log_likelihood").get<double>(), m.about.at("aic").get<double>(),
                 m.about.at("bic").get<double>(), m.about.at("icl").get<double>(),
                 m.about.at("iterations").get<unsigned long long>(),
                 m.about.at("converged").get<bool>() ? "" : ", not converged");
  return text;
}

}  // namespace

std::string mixture(const mixture_options& options, vmf_exchange& exchange) {
  vmf_mixture_options how = options.fit;
  how.rows = options.data.kind();
  how.threads = options.data.threads;
  how.kernels = &vmf_mixture_kernels();
  detail::check_options(how);
  check_writable({options.out.json, options.out.npz, options.checkpoint}, exchange);
  progress_line progress(exchange);
  const auto rows = open_data(options.data, progress, exchange);
  recorder record(options, *rows, how, exchange);
  progress.begin("seeding", 0);
  how.on_iteration = [&](const vmf_mixture_progress& p) {
    record.record(p);
    if (is_interrupted()) throw interruption();
    progress.begin(
        format("run %zu, iteration %zu, log L %.10g, next", p.run, p.iteration, p.log_likelihood),
        rows->size());
    return true;
  };
  std::optional<vmf_mixture_fit_result> result;
  try {
    const std::optional<vmf_mixture_state> start = record.start();
    result = about_file(options.data.path, [&] {
      return start ? vmf_mixture_fit(*rows, how, exchange, *start)
                   : vmf_mixture_fit(*rows, how, exchange);
    });
  } catch (const interruption& stop) {
    if (record.save())
      throw interruption(std::string(stop.what()) + "; the fit goes on from " + options.checkpoint);
    throw;
  } catch (...) {
    record.save();
    throw;
  }
  const model m = model_of(*result, how, record.history());
  on_first_rank(exchange, [&] {
    record.save();
    write_model(m, options.out.json, options.out.npz);
  });
  return table_of(m);
}

}  // namespace logbessel::program
