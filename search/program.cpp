#include "program.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace logbessel::search {
namespace {

constexpr operand constant_of(double value) { return {operand::constant, value}; }

double apply(const step& s) {
  const double a = s.in[0].value, b = s.in[1].value;
  switch (s.op) {
    case operation::add:
      return a + b;
    case operation::subtract:
      return a - b;
    case operation::multiply:
      return a * b;
    case operation::divide:
      return a / b;
    case operation::fma:
      return a * b + s.in[2].value;
    case operation::sqrt:
      return std::sqrt(a);
  }
  return 0.0;
}

bool same_node(const operand& a, const operand& b) { return !a.is_constant() && a.node == b.node; }

/// No constant, and the same operation of the same nodes.
bool same_step(const step& a, const step& b) {
  if (a.op != b.op) return false;
  const auto equal = [&](std::size_t i, std::size_t j) { return same_node(a.in[i], b.in[j]); };
  switch (a.op) {
    case operation::sqrt:
      return equal(0, 0);
    case operation::add:
    case operation::multiply:
      return (equal(0, 0) && equal(1, 1)) || (equal(0, 1) && equal(1, 0));
    case operation::fma:
      return equal(2, 2) && ((equal(0, 0) && equal(1, 1)) || (equal(0, 1) && equal(1, 0)));
    default:
      return equal(0, 0) && equal(1, 1);
  }
}

/// Builds the simplified program step by step; each step becomes an operand of those after it.
class builder {
 public:
  operand append(step s) {
    bool all_constant = true;
    for (int i = 0; i < s.size(); ++i) {
      all_constant = all_constant && s.in[static_cast<std::size_t>(i)].is_constant();
    }
    if (all_constant) return constant_of(apply(s));
    operand& a = s.in[0];
    operand& b = s.in[1];
    switch (s.op) {
      case operation::subtract:
        if (same_node(a, b)) return constant_of(0.0);
        if (b.is_constant()) return append({operation::add, {a, constant_of(-b.value)}});
        break;
      case operation::divide:
        if (same_node(a, b)) return constant_of(1.0);
        if (b.is_constant()) return append({operation::multiply, {a, constant_of(1.0 / b.value)}});
        break;
      case operation::add:
        if (a.is_constant()) std::swap(a, b);
        if (same_node(a, b)) return append({operation::multiply, {a, constant_of(2.0)}});
        break;
      case operation::multiply:
        if (a.is_constant()) std::swap(a, b);
        break;
      case operation::fma:
        if (a.is_constant()) std::swap(a, b);
        if (a.is_constant())
          return append({operation::add, {s.in[2], constant_of(a.value * b.value)}});
        break;
      case operation::sqrt:
        break;
    }
    if (const operand* inner = constant_side(s)) {
      if (const step* before = definition(*inner)) {
        if (auto merged = merge(s, *before)) return append(*merged);
      }
    }
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (same_step(steps[i], s)) return {static_cast<int>(i) + 1, 0.0};
    }
    steps.push_back(s);
    return {static_cast<int>(steps.size()), 0.0};
  }

  std::vector<step> steps;

 private:
  struct optional_step {
    bool exists = false;
    step s;
    explicit operator bool() const { return exists; }
    const step& operator*() const { return s; }
  };

  /// The node of a step that has one constant and one node.
  static const operand* constant_side(const step& s) {
    if (s.size() != 2) return nullptr;
    if (s.in[1].is_constant()) return &s.in[0];
    if (s.in[0].is_constant()) return &s.in[1];
    return nullptr;
  }

  const step* definition(const operand& o) const {
    return o.node < 1 ? nullptr : &steps[static_cast<std::size_t>(o.node) - 1];
  }

  /// One step for two that have a constant each: sums of sums, products of products.
  static optional_step merge(const step& outer, const step& inner) {
    if (constant_side(inner) == nullptr) return {};
    const bool sums = (outer.op == operation::add || outer.op == operation::subtract) &&
                      (inner.op == operation::add || inner.op == operation::subtract);
    const bool products = (outer.op == operation::multiply || outer.op == operation::divide) &&
                          (inner.op == operation::multiply || inner.op == operation::divide);
    if (!sums && !products) return {};
    // In canonical form inner is v + c or c - v, outer u + c or c - u; products alike.
    const bool inner_flips = inner.in[0].is_constant();
    const bool outer_flips = outer.in[0].is_constant();
    const double ci = inner_flips ? inner.in[0].value : inner.in[1].value;
    const double co = outer_flips ? outer.in[0].value : outer.in[1].value;
    const operand v = inner_flips ? inner.in[1] : inner.in[0];
    const double c = sums ? (outer_flips ? co - ci : co + ci) : (outer_flips ? co / ci : co * ci);
    if (inner_flips == outer_flips) {
      return {true, {sums ? operation::add : operation::multiply, {v, constant_of(c)}}};
    }
    return {true, {sums ? operation::subtract : operation::divide, {constant_of(c), v}}};
  }
};

constexpr std::uint64_t mix(std::uint64_t h, std::uint64_t value) {
  h ^= value + 0x9e3779b97f4a7c15U + (h << 6) + (h >> 2);
  h *= 0xff51afd7ed558ccdU;
  return h ^ (h >> 32);
}

/// A hash of the tree below each node, the same whatever the order of steps and of operands that commute.
std::vector<std::uint64_t> tree_hashes(const std::vector<step>& steps) {
  std::vector<std::uint64_t> hash{1};
  for (const step& s : steps) {
    std::array<std::uint64_t, 3> in{};
    for (std::size_t i = 0; i < static_cast<std::size_t>(s.size()); ++i) {
      in[i] = s.in[i].is_constant() ? 2 : hash[static_cast<std::size_t>(s.in[i].node)];
    }
    if (s.op == operation::add || s.op == operation::multiply || s.op == operation::fma) {
      if (in[0] < in[1]) std::swap(in[0], in[1]);
    }
    std::uint64_t h = 3 + static_cast<std::uint64_t>(s.op);
    for (std::size_t i = 0; i < static_cast<std::size_t>(s.size()); ++i) h = mix(h, in[i]);
    hash.push_back(h);
  }
  return hash;
}

/// The steps that the last one needs, in depth-first order, operands that commute by falling hash, constants last.
std::vector<step> in_canonical_order(const std::vector<step>& steps, int root) {
  const auto hash = tree_hashes(steps);
  std::vector<step> out;
  std::vector<int> number(steps.size() + 1, -1);
  number[0] = 0;
  const auto key = [&](const operand& o) {
    return o.is_constant() ? 0 : hash[static_cast<std::size_t>(o.node)];
  };
  const auto visit = [&](const auto& self, int node) -> void {
    if (number[static_cast<std::size_t>(node)] >= 0) return;
    step s = steps[static_cast<std::size_t>(node) - 1];
    if (s.op == operation::add || s.op == operation::multiply || s.op == operation::fma) {
      if (key(s.in[0]) < key(s.in[1])) std::swap(s.in[0], s.in[1]);
    }
    for (int i = 0; i < s.size(); ++i) {
      operand& o = s.in[static_cast<std::size_t>(i)];
      if (o.is_constant()) continue;
      self(self, o.node);
      o.node = number[static_cast<std::size_t>(o.node)];
    }
    out.push_back(s);
    number[static_cast<std::size_t>(node)] = static_cast<int>(out.size());
  };
  visit(visit, root);
  return out;
}

constexpr std::array<char, 4> symbols{'+', '-', '*', '/'};

/// "t3", "c1".
std::string numbered(char letter, std::size_t n) {
  std::string out(1, letter);
  out += std::to_string(n);
  return out;
}

std::string text_of(const program& p, const auto& constant_text) {
  std::string out;
  std::size_t next = 0;
  for (int k = 0; k < p.size(); ++k) {
    const step& s = p.steps[static_cast<std::size_t>(k)];
    const auto name = [&](int i) {
      const operand& o = s.in[static_cast<std::size_t>(i)];
      if (o.is_constant()) return constant_text(next++);
      return o.node == 0 ? std::string("x") : numbered('t', static_cast<std::size_t>(o.node));
    };
    if (k > 0) out += "; ";
    out += numbered('t', static_cast<std::size_t>(k) + 1);
    out += " = ";
    if (s.size() == 2) {
      const std::string a = name(0);
      const std::string b = name(1);
      out += a + ' ' + symbols[static_cast<std::size_t>(s.op)] + ' ' + b;
    } else {
      out += s.op == operation::fma ? "fma(" : "sqrt(";
      for (int i = 0; i < s.size(); ++i) out += (i > 0 ? ", " : "") + name(i);
      out += ')';
    }
  }
  return out;
}

}  // namespace

int program::constant_count() const {
  int n = 0;
  for (const step& s : steps) {
    for (int i = 0; i < s.size(); ++i) n += s.in[static_cast<std::size_t>(i)].is_constant() ? 1 : 0;
  }
  return n;
}

std::vector<double> program::constants() const {
  std::vector<double> out;
  for (const step& s : steps) {
    for (int i = 0; i < s.size(); ++i) {
      const operand& o = s.in[static_cast<std::size_t>(i)];
      if (o.is_constant()) out.push_back(o.value);
    }
  }
  return out;
}

void program::set_constants(const std::vector<double>& values) {
  std::size_t next = 0;
  for (step& s : steps) {
    for (int i = 0; i < s.size(); ++i) {
      operand& o = s.in[static_cast<std::size_t>(i)];
      if (o.is_constant()) o.value = values[next++];
    }
  }
}

bool simplify(program& p) {
  builder built;
  std::vector<operand> now{{0, 0.0}};
  for (step s : p.steps) {
    for (int i = 0; i < s.size(); ++i) {
      operand& o = s.in[static_cast<std::size_t>(i)];
      if (!o.is_constant()) o = now[static_cast<std::size_t>(o.node)];
    }
    now.push_back(built.append(s));
  }
  const operand root = now.back();
  if (root.is_constant()) return false;
  if (root.node == 0) {
    p.steps.clear();
    return true;
  }
  p.steps = in_canonical_order(built.steps, root.node);
  return std::ranges::all_of(p.constants(), [](double c) { return std::isfinite(c); });
}

std::uint64_t structural_hash(const program& p) {
  std::uint64_t h = static_cast<std::uint64_t>(p.size());
  for (const step& s : p.steps) {
    h = mix(h, static_cast<std::uint64_t>(s.op));
    for (int i = 0; i < s.size(); ++i) {
      h = mix(h, static_cast<std::uint64_t>(s.in[static_cast<std::size_t>(i)].node + 2));
    }
  }
  return h;
}

std::uint64_t functional_hash(const program& p) {
  std::vector<double> constants(static_cast<std::size_t>(p.constant_count()));
  std::uint64_t state = 0x2545f4914f6cdd1dU;
  for (double& c : constants) {
    state = mix(state, 7);
    c = 0.5 + static_cast<double>(state >> 11) * 0x1p-52;
  }
  std::uint64_t h = static_cast<std::uint64_t>(p.size());
  for (const double x : {0.372, 0.731, 1.618}) {
    const double y = evaluate<double>(
        p, x, constants, [](double a, double b, double c) { return a * b + c; },
        [](double a) { return std::sqrt(a); });
    // Forty bits of the significand, rounded.
    h = mix(h, (std::bit_cast<std::uint64_t>(y) + 0x800U) >> 12);
  }
  return h;
}

std::string to_string(const program& p) {
  return text_of(p, [](std::size_t k) { return numbered('c', k + 1); });
}

std::string to_string(const program& p, const std::vector<std::string>& constants) {
  return text_of(p, [&](std::size_t k) { return constants.at(k); });
}

program parse_program(const std::string& text) {
  program out;
  std::istringstream statements(text);
  std::string statement;
  std::size_t constants = 0;
  while (std::getline(statements, statement, ';')) {
    const std::string name = numbered('t', out.steps.size() + 1);
    const auto fail = [&](const std::string& why) {
      throw std::invalid_argument("no program: " + name + ": " + why);
    };
    // Words, with the marks of a call taken for blanks.
    std::ranges::replace_if(
        statement, [](char c) { return c == '(' || c == ')' || c == ','; }, ' ');
    std::istringstream in(statement);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    if (words.size() < 4 || words[0] != name || words[1] != "=")
      fail("expected '" + name + " = ...'");
    step s;
    std::vector<std::string> names;
    if (words[2] == "fma" || words[2] == "sqrt") {
      s.op = words[2] == "fma" ? operation::fma : operation::sqrt;
      names.assign(words.begin() + 3, words.end());
    } else {
      const auto symbol =
          words[3].size() == 1 ? std::ranges::find(symbols, words[3][0]) : symbols.end();
      if (words.size() != 5 || symbol == symbols.end()) fail("expected 'a + b', or - * / fma sqrt");
      s.op = static_cast<operation>(symbol - symbols.begin());
      names = {words[2], words[4]};
    }
    if (names.size() != static_cast<std::size_t>(s.size())) fail("wrong number of operands");
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] == "x") {
        s.in[i] = {0, 0.0};
      } else if (names[i] == numbered('c', constants + 1)) {
        ++constants;
        s.in[i] = constant_of(1.0);
      } else {
        for (std::size_t k = 1; k <= out.steps.size(); ++k) {
          if (names[i] == numbered('t', k)) s.in[i] = {static_cast<int>(k), 0.0};
        }
        if (s.in[i].is_constant()) {
          fail("'" + names[i] + "' is neither x, nor an earlier step, nor " +
               numbered('c', constants + 1));
        }
      }
    }
    out.steps.push_back(s);
  }
  if (out.steps.empty()) throw std::invalid_argument("no program: the text is empty");
  return out;
}

}  // namespace logbessel::search
