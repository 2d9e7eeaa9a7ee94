#include "scipy_process.hpp"

#include <nlohmann/json.hpp>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace logbessel::bench {
namespace {

/// A socket pair, the process at one end of it, and a reader of the other.
struct child {
  pid_t process;
  int socket;
};

/// Returns 0 or the error number.
int start(const std::string& python, child& started) {
  std::array<int, 2> ends;
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return errno;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::string program = python;
  std::string script = LOGBESSEL_BENCH_SCIPY_TIMES;
  const std::array<char*, 3> arguments = {program.data(), script.data(), nullptr};
  const int error =
      posix_spawnp(&started.process, python.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (error != 0) close(ends[0]);
  started.socket = ends[0];
  return error;
}

}  // namespace

scipy_process::scipy_process(const std::string& python) : python_(python) {
  child started{};
  const int error = start(python, started);
  if (error != 0) fail(std::strerror(error));
  process_ = started.process;
  socket_ = started.socket;
  reader_ = fdopen(socket_, "r");
  try {
    const auto hello = nlohmann::json::parse(read_line(), nullptr, false);
    if (hello.contains("failure")) fail(hello["failure"].get<std::string>());
    version_ = hello.at("version").get<std::string>();
  } catch (...) {
    std::fclose(reader_);
    waitpid(process_, nullptr, 0);
    throw;
  }
}

scipy_process::~scipy_process() {
  std::fclose(reader_);
  waitpid(process_, nullptr, 0);
}

void scipy_process::fail(const std::string& reason) const {
  throw std::runtime_error(python_ + ": " + reason);
}

void scipy_process::send(const void* data, std::size_t size) const {
  const char* from = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t sent = ::send(socket_, from, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) fail(std::string("the SciPy process takes no data: ") + std::strerror(errno));
    from += sent;
    size -= static_cast<std::size_t>(sent);
  }
}

std::string scipy_process::read_line() const {
  char* line = nullptr;
  std::size_t capacity = 0;
  const ssize_t size = getline(&line, &capacity, reader_);
  const std::string text(line, size < 0 ? 0 : static_cast<std::size_t>(size));
  std::free(line);
  if (text.empty()) fail("the SciPy process ended early");
  return text;
}

scipy_result scipy_process::run(function f, const std::vector<point>& points, std::size_t check,
                                double min_time, int repetitions) {
  const nlohmann::json request = {{"function", f == function::log_iv ? "log_iv" : "log_kv"},
                                  {"count", points.size()},
                                  {"check", check},
                                  {"min_time", min_time},
                                  {"repetitions", repetitions}};
  const std::string line = request.dump() + "\n";
  std::vector<double> arrays;
  for (const point& p : points) arrays.push_back(p.v);
  for (const point& p : points) arrays.push_back(p.x);
  send(line.data(), line.size());
  send(arrays.data(), arrays.size() * sizeof(double));

  const auto reply = nlohmann::json::parse(read_line(), nullptr, false);
  if (!reply.is_object()) fail("not a reply of scipy_times.py");
  scipy_result result{reply.at("ns").get<double>(), std::vector<double>(check)};
  if (std::fread(result.values.data(), sizeof(double), check, reader_) != check) {
    fail("the SciPy process ended early");
  }
  return result;
}

}  // namespace logbessel::bench
