/// @file
/// How programs change from parent to child.
#pragma once

#include <string>
#include <vector>

#include "../program.hpp"
#include "../random.hpp"

namespace logbessel::search {

/// The operations that programs may use.
class operation_set {
 public:
  /// Of the characters + - * / f (fma) s (sqrt), such as "+-*/".
  /// @throws std::invalid_argument for others, for a repeated one and for a set without + or *.
  explicit operation_set(const std::string& letters);

  operation draw(random_source& random) const {
    return all_[static_cast<std::size_t>(random.below(size()))];
  }
  bool has(operation op) const;
  int size() const { return static_cast<int>(all_.size()); }
  const std::string& letters() const { return letters_; }

 private:
  std::string letters_;
  std::vector<operation> all_;
};

/// Which mutations there are, to measure what each is worth.
struct mutation_options {
  bool duplication = true;
  bool crossover = true;
  /// More than one for a child, with this chance each.
  double another = 0.55;
};

/// Changes the program at random: a step inserted, deleted, rewired or changed, a block repeated behind itself, or a
/// part of `other` grafted in. Inserted steps leave the function as it is where that can be. The result needs
/// simplify().
void mutate(program& p, const program& other, const operation_set& operations,
            const mutation_options& how, random_source& random);

}  // namespace logbessel::search
