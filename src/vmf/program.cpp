#include "vmf/program.hpp"

#include <unistd.h>

#include <cmath>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <filesystem>
#include <limits>

#include "vmf/rows.hpp"

namespace logbessel::program {
namespace {

volatile std::sig_atomic_t signalled = 0;
void on_signal(int) { signalled = 1; }

}  // namespace

void catch_signals() {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  // A file above the limit is an error of write(), with a message.
  std::signal(SIGXFSZ, SIG_IGN);
}

bool is_interrupted() { return signalled != 0; }

progress_line::progress_line(const vmf_exchange& exchange)
    : is_shown_(exchange.rank() == 0 && isatty(STDERR_FILENO) == 1) {}

void progress_line::begin(std::string what, std::uint64_t total) {
  const std::lock_guard<std::mutex> lock(mutex_);
  what_ = std::move(what);
  total_ = total;
  done_ = 0;
}

void progress_line::advance(std::uint64_t parts) {
  const std::uint64_t done = done_ += parts;
  if (!is_shown_) return;
  const std::unique_lock<std::mutex> lock(mutex_, std::try_to_lock);
  const auto now = clock::now();
  if (!lock || now - shown_ < std::chrono::milliseconds(200)) return;
  shown_ = now;
  if (total_ > 0) {
    std::fprintf(stderr, "\r\033[K%s: %.1f %%", what_.c_str(),
                 100.0 * static_cast<double>(done) / static_cast<double>(total_));
  } else {
    std::fprintf(stderr, "\r\033[K%s: %llu rows", what_.c_str(),
                 static_cast<unsigned long long>(done));
  }
}

void progress_line::clear() const {
  if (is_shown_) std::fputs("\r\033[K", stderr);
}

file_rows::file_rows(const data_options& options, progress_line& progress)
    : rows_(data::open_rows(options.path)), progress_(progress) {
  if (options.weights.empty()) return;
  weights_ = data::read_numbers(options.weights);
  if (weights_.size() != rows_->size())
    data::fail(options.weights, weights_.size(), " weights for ", rows_->size(), " rows");
}

vmf_row_block file_rows::block(std::uint64_t index, vmf_row_scratch& scratch) const {
  if (is_interrupted()) throw interruption();
  vmf_row_block block = rows_->block(index, scratch);
  if (!weights_.empty()) block.weights = weights_.data() + block.first;
  progress_.advance(block.count);
  return block;
}

std::unique_ptr<file_rows> open_data(const data_options& options, progress_line& progress,
                                     vmf_exchange& exchange) {
  std::unique_ptr<file_rows> rows;
  detail::together(exchange, [&] { rows = std::make_unique<file_rows>(options, progress); });
  return rows;
}

void on_first_rank(vmf_exchange& exchange, const std::function<void()>& write) {
  detail::together(exchange, [&] {
    if (exchange.rank() == 0) write();
  });
}

void check_writable(const std::vector<std::string>& paths, vmf_exchange& exchange) {
  on_first_rank(exchange, [&] {
    for (const std::string& path : paths) {
      if (path.empty()) continue;
      if (std::filesystem::exists(path) && !std::filesystem::is_regular_file(path))
        data::fail(path, "not a file");
      const data::atomic_file probe(path);
    }
  });
}

shared_file::shared_file(const std::string& path, vmf_exchange& exchange) : exchange_(exchange) {
  std::string temporary;
  on_first_rank(exchange, [&] { temporary = whole_.emplace(path).temporary(); });
  double size = static_cast<double>(temporary.size());
  exchange.maximum(&size, 1);
  temporary.resize(static_cast<std::size_t>(size));
  exchange.broadcast(temporary.data(), temporary.size(), 0);
  detail::together(exchange, [&] { part_.emplace(path, temporary); });
}

void shared_file::commit() {
  detail::together(exchange_, [&] { part_->flush(); });
  on_first_rank(exchange_, [&] { whole_->commit(); });
}

std::string without_prefix(const std::string& message) {
  return message.starts_with("vMF: ") ? message.substr(5) : message;
}

json number(double x) {
  if (std::isfinite(x)) return x;
  if (std::isnan(x)) return "nan";
  return x > 0.0 ? "inf" : "-inf";
}

double number_from(const json& j) {
  return j == "inf" ? std::numeric_limits<double>::infinity() : j.get<double>();
}

std::string to_text(const json& object) {
  std::string text = "{";
  const char* comma = "\n";
  for (const auto& [key, value] : object.items()) {
    text += comma + std::string(" ") + json(key).dump() + ": ";
    comma = ",\n";
    if (!value.is_array() || value.empty() || !value.front().is_structured()) {
      text += value.dump();
      continue;
    }
    for (std::size_t i = 0; i < value.size(); ++i)
      text += (i == 0 ? "[\n  " : ",\n  ") + value[i].dump();
    text += "\n ]";
  }
  return text + "\n}\n";
}

void write_text(const std::string& path, const std::string& text) {
  data::atomic_file file(path);
  file.write(text.data(), text.size());
  file.commit();
}

std::string read_text(const std::string& path) {
  const data::shared_bytes file = data::map_file(path);
  return {reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()};
}

std::string format(const char* pattern, ...) {
  std::va_list arguments;
  std::va_list again;
  va_start(arguments, pattern);
  va_copy(again, arguments);
  std::string text(static_cast<std::size_t>(std::vsnprintf(nullptr, 0, pattern, arguments)), '\0');
  std::vsnprintf(text.data(), text.size() + 1, pattern, again);
  va_end(again);
  va_end(arguments);
  return text;
}

}  // namespace logbessel::program
