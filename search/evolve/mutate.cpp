#include "mutate.hpp"

#include <algorithm>
#include <stdexcept>

namespace logbessel::search {
namespace {

constexpr const char* letters_of_operations = "+-*/fs";
/// A child is not mutated further once it is this long.
constexpr int long_enough = 2 * most_steps;

/// Puts steps, which read nodes below `at` + 1 or each other, before step `at`; later nodes are renumbered.
void splice(program& p, int at, const std::vector<step>& steps) {
  const int n = static_cast<int>(steps.size());
  for (std::size_t i = static_cast<std::size_t>(at); i < p.steps.size(); ++i) {
    for (operand& o : p.steps[i].in) {
      if (o.node > at) o.node += n;
    }
  }
  p.steps.insert(p.steps.begin() + at, steps.begin(), steps.end());
}

/// An operand of the program, or its result: step == p.size().
struct edge {
  int step, in;
};

edge draw_edge(const program& p, random_source& random) {
  int edges = 1;
  for (const step& s : p.steps) edges += s.size();
  int n = random.below(edges);
  for (int i = 0; i < p.size(); ++i) {
    const int here = p.steps[static_cast<std::size_t>(i)].size();
    if (n < here) return {i, n};
    n -= here;
  }
  return {p.size(), 0};
}

operand source_of(const program& p, const edge& e) {
  if (e.step == p.size()) return {p.size(), 0.0};
  return p.steps[static_cast<std::size_t>(e.step)].in[static_cast<std::size_t>(e.in)];
}

/// Puts steps before the edge, which then starts at the last of them.
void splice_into(program& p, const edge& e, const std::vector<step>& steps) {
  splice(p, e.step, steps);
  const int last = e.step + static_cast<int>(steps.size());
  if (last < p.size()) {
    p.steps[static_cast<std::size_t>(last)].in[static_cast<std::size_t>(e.in)] = {last, 0.0};
  }
}

operand draw_operand(int nodes, double constant, random_source& random) {
  if (random.chance(0.5)) return {operand::constant, constant};
  return {random.below(nodes), 0.0};
}

void insert(program& p, const operation_set& operations, random_source& random) {
  const edge e = draw_edge(p, random);
  const operand old = source_of(p, e);
  step s;
  s.op = operations.draw(random);
  const bool sum = s.op == operation::add || s.op == operation::subtract;
  // The neutral constant: the child is then its parent, ready to be fitted.
  s.in[0] = old;
  s.in[1] = draw_operand(e.step + 1, sum ? 0.0 : 1.0, random);
  s.in[2] = draw_operand(e.step + 1, 0.0, random);
  if (s.op != operation::sqrt && random.chance(0.5)) std::swap(s.in[0], s.in[1]);
  splice_into(p, e, {s});
}

void erase(program& p, random_source& random) {
  if (p.size() < 2) return;
  const int at = random.below(p.size());
  const step gone = p.steps[static_cast<std::size_t>(at)];
  const operand heir = gone.in[static_cast<std::size_t>(random.below(gone.size()))];
  if (at + 1 == p.size()) {
    if (heir.node > 0) p.steps.resize(static_cast<std::size_t>(heir.node));
    return;
  }
  for (step& s : p.steps) {
    for (operand& o : s.in) {
      if (o.node == at + 1) o = heir;
    }
  }
}

void rewire(program& p, random_source& random) {
  if (p.size() == 0) return;
  const int at = random.below(p.size());
  step& s = p.steps[static_cast<std::size_t>(at)];
  s.in[static_cast<std::size_t>(random.below(s.size()))] = draw_operand(at + 1, 1.0, random);
}

void change(program& p, const operation_set& operations, random_source& random) {
  if (p.size() == 0) return;
  const int at = random.below(p.size());
  step& s = p.steps[static_cast<std::size_t>(at)];
  const int before = s.size();
  s.op = operations.draw(random);
  for (int i = before; i < s.size(); ++i) {
    s.in[static_cast<std::size_t>(i)] = draw_operand(at + 1, 1.0, random);
  }
  if (s.size() == 2 && random.chance(0.3)) std::swap(s.in[0], s.in[1]);
}

/// If node v = g(a, ...) for a node a before it, puts g(v, ...) in the place of v.
void duplicate(program& p, random_source& random) {
  if (p.size() == 0) return;
  const int v = 1 + random.below(p.size());
  const int a = random.below(v);
  std::vector<int> copy_of(static_cast<std::size_t>(v) + 1, -1);
  copy_of[static_cast<std::size_t>(a)] = v;
  std::vector<step> block;
  for (int node = a + 1; node <= v; ++node) {
    step s = p.steps[static_cast<std::size_t>(node) - 1];
    bool depends = false;
    for (int i = 0; i < s.size(); ++i) {
      operand& o = s.in[static_cast<std::size_t>(i)];
      if (o.node >= a && copy_of[static_cast<std::size_t>(o.node)] >= 0) {
        o.node = copy_of[static_cast<std::size_t>(o.node)];
        depends = true;
      }
    }
    if (!depends) continue;
    block.push_back(s);
    copy_of[static_cast<std::size_t>(node)] = v + static_cast<int>(block.size());
  }
  const int result = copy_of[static_cast<std::size_t>(v)];
  if (result < 0 || v == result) return;
  const int added = static_cast<int>(block.size());
  splice(p, v, block);
  for (std::size_t i = static_cast<std::size_t>(v + added); i < p.steps.size(); ++i) {
    for (operand& o : p.steps[i].in) {
      if (o.node == v) o.node = result;
    }
  }
}

/// A node of `other` with all that it needs, applied to a node of p, in the place of an edge.
void graft(program& p, const program& other, random_source& random) {
  if (other.size() == 0) return;
  const edge e = draw_edge(p, random);
  const int root = 1 + random.below(other.size());
  operand input = random.chance(0.5) ? operand{0, 0.0} : source_of(p, e);
  if (input.is_constant()) input = {0, 0.0};
  std::vector<step> block(other.steps.begin(), other.steps.begin() + root);
  for (step& s : block) {
    for (operand& o : s.in) {
      if (o.node == 0) {
        o = input;
      } else if (o.node > 0) {
        o.node += e.step;
      }
    }
  }
  splice_into(p, e, block);
}

}  // namespace

operation_set::operation_set(const std::string& letters) : letters_(letters) {
  const std::string known = letters_of_operations;
  for (const char c : letters) {
    const auto at = known.find(c);
    if (at == std::string::npos) {
      throw std::invalid_argument(std::string("unknown operation '") + c +
                                  "'; there are + - * / f (fma) and s (sqrt)");
    }
    const auto op = static_cast<operation>(at);
    if (has(op)) throw std::invalid_argument(std::string("operation '") + c + "' is given twice");
    all_.push_back(op);
  }
  if (!has(operation::add) && !has(operation::multiply) && !has(operation::fma)) {
    throw std::invalid_argument("the operations need one of + * f");
  }
}

bool operation_set::has(operation op) const { return std::ranges::count(all_, op) > 0; }

void mutate(program& p, const program& other, const operation_set& operations,
            const mutation_options& how, random_source& random) {
  do {
    const double u = random.uniform();
    if (p.size() == 0 || u < 0.40) {
      insert(p, operations, random);
    } else if (u < 0.55) {
      erase(p, random);
    } else if (u < 0.68) {
      rewire(p, random);
    } else if (u < 0.80) {
      change(p, operations, random);
    } else if (u < 0.90) {
      if (how.duplication) duplicate(p, random);
    } else if (how.crossover) {
      graft(p, other, random);
    }
  } while (p.size() < long_enough && random.chance(how.another));
}

}  // namespace logbessel::search
