/// @file
/// The file of worst cases: every input at which an error stood out, kept for ever. A line is
///
///     FUNCTION,TYPE,A,B
///
/// with the arguments in hexadecimal; lines that begin with # are comments.
#pragma once

#include <string>
#include <vector>

#include "report.hpp"

namespace logbessel::harness {

/// The inputs of one function. Throws std::runtime_error, "PATH: reason", where the file cannot be read.
std::vector<point> worst_cases_of(const std::string& path, const std::string& function,
                                  number_type type);

/// Adds the library's worst inputs of each function, `most` for each measure with a promise. Those already there stay,
/// and the whole stays sorted by function and type. Returns how many are new.
std::size_t keep_worst_cases(const std::string& path, const std::vector<report_entry>& entries,
                             std::size_t most);

}  // namespace logbessel::harness
