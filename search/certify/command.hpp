/// @file
/// What `logbessel-evolve certify` and `logbessel-evolve check` do.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace logbessel::search {

/// Proves and measures the errors of the programs in each file, a certificate that may lack them, and writes them into it.
/// @throws std::runtime_error "PATH: reason"; the file is then as it was.
void certify_files(const std::vector<std::string>& paths, std::ostream& out);

/// Computes again what each certificate states.
/// @throws std::runtime_error "PATH: reason" at the first that is not confirmed.
void check_files(const std::vector<std::string>& paths, std::ostream& out);

}  // namespace logbessel::search
