#include "scipy_peer.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace fashion {
namespace {

struct pipe_ends {
  int read;
  int write;
};

pipe_ends make_pipe() {
  std::array<int, 2> ends;
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw std::runtime_error(std::string("pipe: ") + std::strerror(errno));
  }
  return {ends[0], ends[1]};
}

}  // namespace

scipy_peer::scipy_peer(const std::string& python, const std::string& script) : python_(python) {
  const pipe_ends request = make_pipe();
  const pipe_ends reply = make_pipe();
  // A larger pipe is only faster, so a refusal does not matter.
  fcntl(request.write, F_SETPIPE_SZ, 1 << 20);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, request.read, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, reply.write, STDOUT_FILENO);
  std::string program = python;
  std::string argument = script;
  const std::array<char*, 3> arguments = {program.data(), argument.data(), nullptr};
  const int error =
      posix_spawnp(&process_, python.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(request.read);
  close(reply.write);
  to_process_ = request.write;
  from_process_ = fdopen(reply.read, "r");
  if (error != 0) {
    close(to_process_);
    std::fclose(from_process_);
    fail(std::strerror(error));
  }
}

scipy_peer::~scipy_peer() {
  close(to_process_);
  std::fclose(from_process_);
  waitpid(process_, nullptr, 0);
}

void scipy_peer::fail(const std::string& reason) const {
  throw std::runtime_error(python_ + ": " + reason);
}

void scipy_peer::write(const void* data, std::size_t size) {
  const char* from = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t written = ::write(to_process_, from, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EPIPE) read_line();  // its last words
    if (written < 0) fail(std::string("the SciPy process takes no data: ") + std::strerror(errno));
    from += written;
    size -= static_cast<std::size_t>(written);
  }
}

nlohmann::json scipy_peer::read_line() {
  char* line = nullptr;
  std::size_t capacity = 0;
  const ssize_t size = getline(&line, &capacity, from_process_);
  const std::string text(line, size < 0 ? 0 : static_cast<std::size_t>(size));
  std::free(line);
  if (text.empty()) fail("the SciPy process ended early");
  nlohmann::json reply = nlohmann::json::parse(text, nullptr, false);
  if (!reply.is_object()) fail("not a reply of scipy_fit.py: " + text.substr(0, text.find('\n')));
  if (reply.contains("failure")) fail(reply["failure"].get<std::string>());
  return reply;
}

std::string scipy_peer::version() { return read_line().at("version").get<std::string>(); }

void scipy_peer::begin(std::size_t rows, const std::vector<double>& kappas) {
  nlohmann::json dims;
  for (const feature_layout& layout : feature_layouts) dims.push_back(layout.dim());
  const nlohmann::json request = {{"rows", rows}, {"dims", dims}, {"kappas", kappas}};
  const std::string line = request.dump() + "\n";
  write(line.data(), line.size());
}

void scipy_peer::send(const feature_block& block) {
  const std::array<std::uint64_t, 2> range = {block.begin, block.count};
  write(range.data(), sizeof range);
  for (const Eigen::MatrixXf& x : block.x) {
    write(x.data(), static_cast<std::size_t>(x.size()) * sizeof(float));
  }
}

nlohmann::json scipy_peer::finish() { return read_line().at("layouts"); }

}  // namespace fashion
