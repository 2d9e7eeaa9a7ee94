/// @file
/// Straight-line programs: x and constants of their own in, one value out.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace logbessel::search {

/// fma is a b + c. Each costs what the cost model says; constants cost nothing.
enum class operation : std::uint8_t { add, subtract, multiply, divide, fma, sqrt };
constexpr int operation_count = 6;

constexpr int operands_of(operation op) {
  return op == operation::fma ? 3 : op == operation::sqrt ? 1 : 2;
}

/// The most steps, and constants, that a search considers.
constexpr int most_steps = 30;
constexpr int most_constants = 16;

/// x as node 0, the result of step i as node i + 1, or a constant, which belongs to this operand alone: to share one
/// would take a freedom away and save nothing.
struct operand {
  static constexpr int constant = -1;

  int node = constant;
  double value = 0.0;

  bool is_constant() const { return node == constant; }
};

struct step {
  operation op = operation::add;
  std::array<operand, 3> in;

  int size() const { return operands_of(op); }
};

/// The value of the last step, of x where there is none. A step reads only nodes before it.
struct program {
  std::vector<step> steps;

  int size() const { return static_cast<int>(steps.size()); }
  int constant_count() const;
  /// In order of occurrence.
  std::vector<double> constants() const;
  void set_constants(const std::vector<double>& values);
};

/// Folds constants, merges equal steps, drops what is not used and puts steps and operands into canonical order, so
/// that programs of the same shape become equal. False where nothing is left that depends on x, or where a constant
/// that had to be folded is not finite; the program is then of no use.
bool simplify(program& p);

/// Equal for programs of equal shape, whatever their constants. The program must be simplified.
std::uint64_t structural_hash(const program& p);

/// Equal, but for rounding near the edge of a bucket, for programs that are one function of x when their constants,
/// in order, are taken from one fixed random sequence.
std::uint64_t functional_hash(const program& p);

/// "t1 = x + c1; t2 = c2 / t1": the shape alone.
std::string to_string(const program& p);
/// The same with the constants' decimals in place.
std::string to_string(const program& p, const std::vector<std::string>& constants);
/// From the first form.
/// @throws std::invalid_argument which says where the text is not a program.
program parse_program(const std::string& text);

/// The value at x for any number type with the operators, and fma and sqrt where the program has them.
template <class T, class Fma, class Sqrt>
T evaluate(const program& p, const T& x, const std::vector<T>& constants, Fma fma, Sqrt sqrt) {
  std::vector<T> node{x};
  node.reserve(p.steps.size() + 1);
  std::size_t next = 0;
  for (const step& s : p.steps) {
    const auto in = [&](int i) -> const T& {
      const operand& o = s.in[static_cast<std::size_t>(i)];
      return o.is_constant() ? constants[next++] : node[static_cast<std::size_t>(o.node)];
    };
    const T& a = in(0);
    if (s.op == operation::sqrt) {
      node.push_back(sqrt(a));
      continue;
    }
    const T& b = in(1);
    switch (s.op) {
      case operation::add:
        node.push_back(a + b);
        break;
      case operation::subtract:
        node.push_back(a - b);
        break;
      case operation::multiply:
        node.push_back(a * b);
        break;
      case operation::divide:
        node.push_back(a / b);
        break;
      case operation::fma:
        node.push_back(fma(a, b, in(2)));
        break;
      case operation::sqrt:
        break;
    }
  }
  return node.back();
}

}  // namespace logbessel::search
