#include "scipy_process.hpp"

#include <nlohmann/json.hpp>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <utility>
#include <vector>

namespace logbessel::peers {

/// The process, at the other end of a socket. It ends with the object.
class scipy_process::connection {
 public:
  explicit connection(const std::string& python) : python_(python) {
    start();
    try {
      const nlohmann::json hello = reply();
      version = hello.at("version").get<std::string>();
      functions = hello.at("functions").get<std::vector<std::string>>();
    } catch (...) {
      stop();
      throw;
    }
  }
  ~connection() { stop(); }
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  void send(const void* data, std::size_t size) {
    const char* from = static_cast<const char*>(data);
    while (size > 0) {
      const ssize_t sent = ::send(fileno(stream_), from, size, MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent < 0) fail(std::string("the SciPy process takes no data: ") + std::strerror(errno));
      from += sent;
      size -= static_cast<std::size_t>(sent);
    }
  }

  void receive(std::span<double> numbers) {
    if (std::fread(numbers.data(), sizeof(double), numbers.size(), stream_) != numbers.size()) {
      fail("the SciPy process ended early");
    }
  }

  nlohmann::json reply() {
    char* line = nullptr;
    std::size_t capacity = 0;
    const ssize_t size = getline(&line, &capacity, stream_);
    const std::string text(line ? line : "", size < 0 ? 0 : static_cast<std::size_t>(size));
    std::free(line);
    if (text.empty()) fail("the SciPy process ended early");
    nlohmann::json message = nlohmann::json::parse(text, nullptr, false);
    if (!message.is_object()) {
      fail("not a reply of scipy_process.py: " + text.substr(0, text.find('\n')));
    }
    if (message.contains("failure")) fail(message["failure"].get<std::string>());
    return message;
  }

  std::string version;
  std::vector<std::string> functions;

 private:
  void start() {
    std::array<int, 2> ends;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
      fail(std::strerror(errno));
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::string program = python_;
    std::string script = LOGBESSEL_PEERS_SCIPY;
    const std::array<char*, 3> arguments = {program.data(), script.data(), nullptr};
    const int error =
        posix_spawnp(&process_, python_.c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error != 0) {
      close(ends[0]);
      fail(std::strerror(error));
    }
    stream_ = fdopen(ends[0], "r");
  }

  void stop() {
    std::fclose(stream_);
    waitpid(process_, nullptr, 0);
  }

  [[noreturn]] void fail(const std::string& reason) const {
    throw std::runtime_error(python_ + ": " + reason);
  }

  std::string python_;
  pid_t process_ = -1;
  std::FILE* stream_ = nullptr;
};

scipy_process::scipy_process(const std::string& python)
    : scipy_process(std::make_unique<connection>(python)) {}

scipy_process::scipy_process(std::unique_ptr<connection> python)
    : peer("scipy",
           "log of ive, plus x; log of kve, minus x; quotient of ive, over arrays, of SciPy " +
               python->version + " in a process of its own"),
      python_(std::move(python)) {}

scipy_process::~scipy_process() = default;

bool scipy_process::has(std::string_view function) const {
  return std::count(python_->functions.begin(), python_->functions.end(), function) > 0;
}

void scipy_process::evaluate(std::string_view function, std::span<const double> v,
                             std::span<const double> x, std::span<double> results) {
  evaluate_timed(function, v, x, results, 0);
}

double scipy_process::evaluate_timed(std::string_view function, std::span<const double> v,
                                     std::span<const double> x, std::span<double> results,
                                     std::size_t passes) {
  check(function, v.size(), x.size(), results.size());
  const nlohmann::json request = {{"function", function}, {"count", v.size()}, {"passes", passes}};
  const std::string line = request.dump() + "\n";
  const std::lock_guard lock(mutex_);
  python_->send(line.data(), line.size());
  python_->send(v.data(), v.size_bytes());
  python_->send(x.data(), x.size_bytes());
  const nlohmann::json reply = python_->reply();
  python_->receive(results);
  return reply.at("seconds").get<double>();
}

}  // namespace logbessel::peers
