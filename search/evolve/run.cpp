#include "run.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "../../tests/support/files.hpp"
#include "state.hpp"

namespace logbessel::search {
namespace {

using nlohmann::json;

/// The candidates of a niche whose minimax error is looked at: that order is not the order of the fitted errors.
constexpr double near_the_best = 1.25;

class front {
 public:
  explicit front(const problem& on) : on_(on) {}

  /// Whether it made the front better.
  bool offer(const individual& it, double seconds) {
    if (it.cost == 0 || !(it.fit.error < near_the_best * best_up_to(it.cost))) return false;
    // The same program with the same fit again.
    auto& seen = looked_at_[it.hash];
    if (!(it.fit.error < 0.999 * seen) && seen > 0.0) return false;
    seen = it.fit.error;
    const fitted f = equalise(it.shape, on_, it.fit);
    if (!(f.error < 0.9999 * best_up_to(it.cost))) return false;
    std::erase_if(entries_, [&](const front_entry& e) {
      return e.cost == it.cost || (e.cost > it.cost && !(e.fit.error < f.error));
    });
    entries_.push_back({it.cost, it.shape, f, seconds});
    std::ranges::sort(entries_, {}, &front_entry::cost);
    return true;
  }

  bool reaches(const goal& g) const { return best_up_to(g.cost) <= g.error; }
  const std::vector<front_entry>& entries() const { return entries_; }

  json save() const {
    json entries = json::array(), seen = json::array();
    for (const front_entry& e : entries_) entries.push_back(to_json(e));
    for (const auto& [hash, error] : looked_at_) seen.push_back({hash, error});
    return {{"entries", entries}, {"looked_at", seen}};
  }
  void restore(const json& j) {
    for (const json& e : j.at("entries")) entries_.push_back(front_entry_from(e));
    for (const json& s : j.at("looked_at")) looked_at_[s.at(0)] = s.at(1);
  }

 private:
  double best_up_to(int cost) const {
    double best = std::numeric_limits<double>::infinity();
    for (const front_entry& e : entries_) {
      if (e.cost <= cost) best = std::min(best, e.fit.error);
    }
    return best;
  }

  const problem& on_;
  std::vector<front_entry> entries_;
  std::map<std::uint64_t, double> looked_at_;
};

/// What makes two runs the same.
json identity(const problem& on, const run_options& how) {
  const evolution_options& e = how.evolution;
  return {{"target", on.of().name},
          {"interval", {on.over().begin, on.over().end}},
          {"metric", on.measure() == metric::relative ? "relative" : "absolute"},
          {"operations", e.operations.letters()},
          {"costs", e.cost.of},
          {"most cost", e.most_cost},
          {"niche size", e.niche_size},
          {"retry", e.retry},
          {"refit", e.refit},
          {"selection", static_cast<int>(e.select)},
          {"mutations", {e.mutation.duplication, e.mutation.crossover, e.mutation.another}},
          {"fit",
           {static_cast<int>(e.fit.by), e.fit.starts, e.fit.watchdog, e.fit.inherit,
            e.fit.continuation_from, e.fit.continuation_starts, e.fit.continuation_repeats}},
          {"seed", how.seed},
          {"islands", how.islands},
          {"epoch", how.epoch}};
}

class clock_of_run {
 public:
  double seconds() const {
    return before_ +
           std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  void go_on_from(double seconds) { before_ = seconds; }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  double before_ = 0.0;
};

/// The islands of this process, which are numbered through all processes.
struct archipelago {
  archipelago(const problem& on, const run_options& how, const communicator& processes) {
    if (how.islands < processes.size()) {
      throw std::invalid_argument("there must be at least one island for each process");
    }
    first = how.islands * processes.rank() / processes.size();
    const int end = how.islands * (processes.rank() + 1) / processes.size();
    for (int i = first; i < end; ++i) islands.emplace_back(on, how.evolution, how.seed, i);
  }

  void evolve(double work) {
    std::atomic<std::size_t> next = 0;
    const auto worker = [&] {
      for (std::size_t i = next++; i < islands.size(); i = next++) islands[i].evolve(work);
    };
    const std::size_t threads =
        std::min<std::size_t>(islands.size(), std::max(1U, std::thread::hardware_concurrency()));
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < threads; ++i) others.emplace_back(worker);
    worker();
  }

  int first = 0;
  std::vector<island> islands;
};

void add(island_counters& sum, const island_counters& c) {
  sum.children += c.children;
  sum.useless += c.useless;
  sum.seen += c.seen;
  sum.same_function += c.same_function;
  sum.redundant += c.redundant;
  sum.fits += c.fits;
}

void check(const run_options& how) {
  if (how.islands < 1) throw std::invalid_argument("there must be at least one island");
  if (!(how.epoch >= 1.0)) throw std::invalid_argument("an epoch must be at least one fit");
  for (const goal& g : how.goals) {
    if (g.cost < 1 || !(g.error > 0.0))
      throw std::invalid_argument("a goal needs a cost and an error above 0");
  }
}

}  // namespace

run_result run(const problem& on, const run_options& how, communicator& processes,
               const std::function<bool()>& interrupted,
               const std::function<void(const run_progress&)>& report) {
  check(how);
  const bool leads = processes.rank() == 0;
  const json same_run = identity(on, how);
  archipelago mine(on, how, processes);
  front best(on);
  clock_of_run clock;
  std::uint64_t epoch = 0;

  if (!how.checkpoint.empty() && std::filesystem::exists(how.checkpoint)) {
    json saved;
    try {
      saved = unsealed(harness::read_file(how.checkpoint));
      if (saved.at("run") == same_run) {
        epoch = saved.at("epoch").get<std::uint64_t>();
        clock.go_on_from(saved.at("seconds").get<double>());
        best.restore(saved.at("front"));
        for (std::size_t i = 0; i < mine.islands.size(); ++i) {
          mine.islands[i].restore(
              island_from(saved.at("islands").at(static_cast<std::size_t>(mine.first) + i)));
        }
      }
    } catch (const std::exception& error) {
      throw std::runtime_error(how.checkpoint + ": " + error.what());
    }
    if (saved.at("run") != same_run) {
      throw std::invalid_argument(
          how.checkpoint +
          ": belongs to a run with other options; give another path, or remove it");
    }
  } else if (!how.checkpoint.empty() && leads) {
    harness::check_writable(how.checkpoint);
  }

  run_result result;
  double saved_at = clock.seconds();
  const auto save = [&] {
    if (how.checkpoint.empty()) return;
    json islands = json::array();
    for (const island& i : mine.islands) islands.push_back(to_json(i.save()));
    const std::vector<std::uint8_t> bytes = json::to_cbor(islands);
    const auto all = processes.gather({bytes.begin(), bytes.end()});
    if (!leads) return;
    json every = json::array();
    for (const std::string& part : all) {
      for (json& i : json::from_cbor(part)) every.push_back(std::move(i));
    }
    harness::write_file(how.checkpoint, sealed({{"run", same_run},
                                                {"epoch", epoch},
                                                {"seconds", clock.seconds()},
                                                {"front", best.save()},
                                                {"islands", std::move(every)}}));
    saved_at = clock.seconds();
  };

  for (bool stop = false; !stop;) {
    mine.evolve(how.epoch);
    ++epoch;
    json news = {{"emigrants", json::array()},
                 {"interrupted", interrupted()},
                 {"late", clock.seconds() >= how.most_seconds},
                 {"save", clock.seconds() - saved_at >= how.checkpoint_seconds}};
    island_counters counters;
    for (const island& i : mine.islands) {
      add(counters, i.counters());
      json of_island = json::array();
      for (const individual& it : i.emigrants()) of_island.push_back(to_json(it));
      news["emigrants"].push_back(std::move(of_island));
    }
    const island_counters& c = counters;
    news["counters"] = {c.children, c.useless, c.seen, c.same_function, c.redundant, c.fits};

    std::vector<std::vector<individual>> emigrants;
    result.counters = {};
    bool due = false;
    for (const std::string& text : processes.gather(news.dump())) {
      const json said = json::parse(text);
      for (const json& of_island : said.at("emigrants")) {
        auto& list = emigrants.emplace_back();
        for (const json& it : of_island) list.push_back(individual_from(it));
      }
      const auto n = said.at("counters").get<std::array<std::uint64_t, 6>>();
      add(result.counters, {n[0], n[1], n[2], n[3], n[4], n[5]});
      result.interrupted = result.interrupted || said.at("interrupted").get<bool>();
      stop = stop || said.at("late").get<bool>();
      due = due || said.at("save").get<bool>();
    }
    // A ring through all islands.
    for (std::size_t i = 0; i < mine.islands.size(); ++i) {
      const std::size_t number = static_cast<std::size_t>(mine.first) + i;
      const std::size_t from = (number + emigrants.size() - 1) % emigrants.size();
      if (from != number) mine.islands[i].welcome(emigrants[from]);
    }
    bool changed = false;
    for (const auto& list : emigrants) {
      for (const individual& it : list) changed = best.offer(it, clock.seconds()) || changed;
    }
    result.reached_goals = !how.goals.empty() && std::ranges::all_of(how.goals, [&](const goal& g) {
      return best.reaches(g);
    });
    stop = stop || result.interrupted || result.reached_goals ||
           (how.most_epochs > 0 && epoch >= how.most_epochs);
    if (leads) report({clock.seconds(), epoch, result.counters, best.entries(), changed});
    if (stop || due) save();
  }
  result.front = best.entries();
  result.seconds = clock.seconds();
  result.epochs = epoch;
  return result;
}

}  // namespace logbessel::search
