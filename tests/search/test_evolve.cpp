#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "../../search/evolve/run.hpp"
#include "../../search/evolve/state.hpp"

namespace logbessel::search {
namespace {

const problem& exponential() {
  static const problem on(target_named("exp2"), {0.0, 1.0}, metric::relative);
  return on;
}

run_options short_run(std::uint64_t epochs) {
  run_options how;
  how.evolution.most_cost = 6;
  how.epoch = 100.0;
  how.most_epochs = epochs;
  how.seed = 3;
  return how;
}

run_result run_of(const run_options& how) {
  communicator alone;
  return run(
      exponential(), how, alone, [] { return false; }, [](const run_progress&) {});
}

/// All but the times.
std::string text_of(const run_result& r) {
  std::string out;
  for (front_entry e : r.front) {
    e.seconds = 0.0;
    out += to_json(e).dump() + "\n";
  }
  return out + std::to_string(r.counters.children) + " " + std::to_string(r.counters.fits);
}

class Folder : public testing::Test {
 protected:
  Folder() { std::filesystem::create_directories(path_); }
  ~Folder() override { std::filesystem::remove_all(path_); }
  std::string in(const char* name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() /
      ("logbessel-evolve-" + std::to_string(testing::UnitTest::GetInstance()->random_seed()) + "-" +
       testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST(Run, FindsTheSmallProgramsThatEnumerationFound) {
  run_options how = short_run(200);
  how.evolution.most_cost = 5;
  how.goals = {{2, 2.983e-2}, {3, 8.68e-4}, {4, 2.17e-4}, {5, 4.342e-6}};
  const run_result r = run_of(how);
  EXPECT_TRUE(r.reached_goals);
  for (const front_entry& e : r.front) EXPECT_EQ(e.cost, e.shape.size());
}

TEST(Run, SameSeedSameRun) {
  const std::string one = text_of(run_of(short_run(6)));
  EXPECT_EQ(one, text_of(run_of(short_run(6))));
  run_options other = short_run(6);
  other.seed = 4;
  EXPECT_NE(one, text_of(run_of(other)));
}

using Checkpoint = Folder;

TEST_F(Checkpoint, GoesOnAsIfItHadNeverStopped) {
  run_options how = short_run(3);
  how.checkpoint = in("run");
  run_of(how);
  how.most_epochs = 6;
  EXPECT_EQ(text_of(run_of(how)), text_of(run_of(short_run(6))));
}

TEST_F(Checkpoint, OfAnotherRunIsRefused) {
  run_options how = short_run(1);
  how.checkpoint = in("run");
  run_of(how);
  how.seed = 9;
  EXPECT_THROW(run_of(how), std::invalid_argument);
}

TEST_F(Checkpoint, DamagedIsRefusedAndKept) {
  run_options how = short_run(1);
  how.checkpoint = in("run");
  run_of(how);
  const auto size = std::filesystem::file_size(how.checkpoint);
  std::fstream file(how.checkpoint, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(size / 2));
  file.put('\x5a').put('\x3c').put('\x01');
  file.close();
  EXPECT_THROW(run_of(how), std::runtime_error);
  std::filesystem::resize_file(how.checkpoint, size / 2);
  EXPECT_THROW(run_of(how), std::runtime_error);
  EXPECT_EQ(std::filesystem::file_size(how.checkpoint), size / 2);
}

TEST(Selection, Nsga2FindsThemToo) {
  run_options how = short_run(100);
  how.evolution.most_cost = 4;
  how.evolution.select = selection::nsga2;
  how.goals = {{3, 8.68e-4}};
  EXPECT_TRUE(run_of(how).reached_goals);
}

TEST(Fit, CmaEsFitsWhatIsEasy) {
  random_source random(1, 0);
  fit_options how;
  how.by = optimiser::cma_es;
  const program p = parse_program("t1 = x + c1; t2 = c2 / t1; t3 = t2 + c3");
  double best = 1.0;
  for (int i = 0; i < 5; ++i) {
    best = std::min(best, fit(p, exponential(), how, 1.0, 0.0, random).error);
  }
  // The least possible is 8.67e-4.
  EXPECT_LT(best, 9.5e-4);
}

TEST(Run, OptionsThatMakeNoSense) {
  run_options how = short_run(1);
  how.islands = 0;
  EXPECT_THROW(run_of(how), std::invalid_argument);
  how = short_run(1);
  how.epoch = 0.0;
  EXPECT_THROW(run_of(how), std::invalid_argument);
  how = short_run(1);
  how.evolution.most_cost = 0;
  EXPECT_THROW(run_of(how), std::invalid_argument);
  how = short_run(1);
  how.goals = {{3, -1.0}};
  EXPECT_THROW(run_of(how), std::invalid_argument);
}

}  // namespace
}  // namespace logbessel::search
