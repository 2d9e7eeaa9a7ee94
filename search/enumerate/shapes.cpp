#include "shapes.hpp"

#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstdio>
#include <exception>
#include <mutex>
#include <thread>
#include <unordered_set>
#include <utility>

namespace logbessel::search {
namespace {

constexpr int constant_code = 15;

std::uint16_t packed(operation op, int a, int b) {
  return static_cast<std::uint16_t>((static_cast<int>(op) << 8) | (a << 4) | b);
}

struct choice {
  operation op;
  int a, b;
};

/// A program on its way.
class walk {
 public:
  explicit walk(const shape_options& how) : how_(how) { even_[0] = false; }

  /// All first parts of so many steps.
  std::vector<std::vector<choice>> prefixes(int depth) {
    std::vector<std::vector<choice>> out;
    stop_ = depth;
    at_stop_ = [&] { out.emplace_back(steps_.begin(), steps_.begin() + count_); };
    descend();
    return out;
  }

  void complete(const std::vector<choice>& prefix, std::vector<shape>& out) {
    count_ = 0;
    constants_ = 0;
    unused_ = 0;
    stop_ = how_.steps;
    at_stop_ = [&] { finish(out); };
    resume(prefix, 0);
  }

 private:
  void resume(const std::vector<choice>& prefix, std::size_t at) {
    if (at == prefix.size()) return descend();
    attempt(prefix[at], [&] { resume(prefix, at + 1); });
  }

  void descend() {
    if (count_ == stop_) return at_stop_();
    const int n = count_ + 1;
    const auto go = [&](operation op, int a, int b) { attempt({op, a, b}, [&] { descend(); }); };
    for (int v = 0; v < n; ++v) {
      go(operation::divide, constant_code, v);
      if (!how_.fractions_only) {
        go(operation::add, v, constant_code);
        go(operation::subtract, constant_code, v);
        go(operation::multiply, v, constant_code);
        go(operation::multiply, v, v);
      }
      for (int w = 0; w < v; ++w) {
        go(operation::add, w, v);
        go(operation::subtract, w, v);
        go(operation::subtract, v, w);
        if (how_.fractions_only) continue;
        go(operation::multiply, w, v);
        go(operation::divide, w, v);
        go(operation::divide, v, w);
      }
    }
  }

  bool is_sum(operation op) const { return op == operation::add || op == operation::subtract; }

  template <class Next>
  void attempt(const choice& s, Next next) {
    const bool has_constant = s.a == constant_code || s.b == constant_code;
    const int v = s.a == constant_code ? s.b : s.a;
    const int w = has_constant ? v : s.b;
    if (has_constant && v > 0) {
      const choice& before = steps_[static_cast<std::size_t>(v) - 1];
      const bool merges = (before.a == constant_code || before.b == constant_code) &&
                          is_sum(before.op) == is_sum(s.op);
      if (merges) return;
    }
    if (!has_constant) {
      for (int i = 0; i < count_; ++i) {
        const choice& other = steps_[static_cast<std::size_t>(i)];
        if (other.op == s.op && other.a == s.a && other.b == s.b) return;
      }
    }
    const auto even = [&](int node) { return even_[static_cast<std::size_t>(node)]; };
    bool is_even = false;
    if (how_.odd) {
      if (is_sum(s.op)) {
        if (has_constant ? !even(v) : even(v) != even(w)) return;
        is_even = even(v);
      } else {
        is_even = has_constant ? even(v) : even(v) == even(w);
      }
    }
    // Of two neighbours that could change places the one with the smaller code comes first.
    if (count_ > 0 && v != count_ && w != count_) {
      const choice& last = steps_[static_cast<std::size_t>(count_) - 1];
      if (packed(s.op, s.a, s.b) <= packed(last.op, last.a, last.b)) return;
    }
    const std::uint32_t unused = (unused_ & ~(1U << v) & ~(1U << w)) | (2U << count_);
    const int left = how_.steps - count_ - 1;
    const int constants = constants_ + (has_constant ? 1 : 0);
    // Each step that is left joins two nodes at most, or brings one constant.
    if (std::popcount(unused) - 1 > left) return;
    if (constants + left - (std::popcount(unused) - 1) < how_.fewest_constants) return;
    const std::uint32_t before_unused = std::exchange(unused_, unused);
    const int before_constants = std::exchange(constants_, constants);
    steps_[static_cast<std::size_t>(count_)] = s;
    ++count_;
    even_[static_cast<std::size_t>(count_)] = is_even;
    next();
    --count_;
    unused_ = before_unused;
    constants_ = before_constants;
  }

  void finish(std::vector<shape>& out) const {
    if (how_.odd && even_[static_cast<std::size_t>(count_)]) return;
    program p;
    for (int i = 0; i < count_; ++i) {
      const choice& s = steps_[static_cast<std::size_t>(i)];
      const auto in = [](int code) {
        return code == constant_code ? operand{operand::constant, 1.25} : operand{code, 0.0};
      };
      p.steps.push_back({s.op, {in(s.a), in(s.b), {}}});
    }
    if (!simplify(p) || p.size() != how_.steps || p.constant_count() < how_.fewest_constants)
      return;
    shape found;
    found.steps = static_cast<std::uint8_t>(p.size());
    for (std::size_t i = 0; i < p.steps.size(); ++i) {
      const auto code = [](const operand& o) { return o.is_constant() ? constant_code : o.node; };
      found.step[i] = packed(p.steps[i].op, code(p.steps[i].in[0]), code(p.steps[i].in[1]));
    }
    found.hash = structural_hash(p);
    out.push_back(found);
  }

  const shape_options& how_;
  std::array<choice, most_enumerated> steps_{};
  std::array<bool, most_enumerated + 1> even_{};
  /// A bit for each node that no step has used yet.
  std::uint32_t unused_ = 0;
  int count_ = 0, constants_ = 0, stop_ = 0;
  std::function<void()> at_stop_;
};

void sort_and_drop_twins(std::vector<shape>& s) {
  std::ranges::sort(s, {}, &shape::hash);
  const auto twins = std::ranges::unique(s, {}, &shape::hash);
  s.erase(twins.begin(), twins.end());
}

}  // namespace

program shape::unpack() const {
  program p;
  for (std::size_t i = 0; i < steps; ++i) {
    const auto in = [&](int shift) {
      const int code = (step[i] >> shift) & 15;
      return code == constant_code ? operand{operand::constant, 1.0} : operand{code, 0.0};
    };
    p.steps.push_back({static_cast<operation>(step[i] >> 8), {in(4), in(0), {}}});
  }
  return p;
}

shape_list all_shapes(const shape_options& how) {
  const auto parts = walk(how).prefixes(std::min(how.steps, 3));
  std::mutex lock;
  shape_list out;
  in_parallel(parts.size(), how.threads, [&](std::size_t i) {
    std::vector<shape> found;
    walk(how).complete(parts[i], found);
    sort_and_drop_twins(found);
    const std::scoped_lock guard(lock);
    out.functions.insert(out.functions.end(), found.begin(), found.end());
  });
  sort_and_drop_twins(out.functions);
  out.shapes = out.functions.size();
  std::vector<std::uint64_t> hash(out.functions.size());
  in_parallel(hash.size(), how.threads,
              [&](std::size_t i) { hash[i] = functional_hash(out.functions[i].unpack()); });
  std::unordered_set<std::uint64_t> seen;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    if (seen.insert(hash[i]).second) out.functions[kept++] = out.functions[i];
  }
  out.functions.resize(kept);
  return out;
}

void in_parallel(std::size_t n, int threads, const std::function<void(std::size_t)>& body) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex lock;
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < n; i = next++) body(i);
    } catch (...) {
      const std::scoped_lock guard(lock);
      failure = std::current_exception();
      next = n;
    }
  };
  {
    std::vector<std::jthread> others;
    for (int t = 1; t < threads; ++t) others.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
}

progress_line::progress_line(bool wanted, const char* what, int steps, std::size_t of)
    : shown_(wanted && isatty(STDERR_FILENO) != 0), what_(what), steps_(steps), of_(of) {}

progress_line::~progress_line() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void progress_line::advance() {
  const std::size_t done = ++done_;
  if (shown_ && (done % 256 == 0 || done == of_)) {
    std::fprintf(stderr, "\r%d operations: %s %zu of %zu", steps_, what_, done, of_);
  }
}

}  // namespace logbessel::search
