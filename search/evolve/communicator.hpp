/// @file
/// The processes of one run: one alone, or those of MPI.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace logbessel::search {

class communicator {
 public:
  communicator() = default;
  communicator(const communicator&) = delete;
  communicator& operator=(const communicator&) = delete;
  virtual ~communicator() = default;

  virtual int rank() const { return 0; }
  virtual int size() const { return 1; }
  /// What every process says, in order of rank.
  virtual std::vector<std::string> gather(const std::string& mine) { return {mine}; }
};

/// MPI where the program was built with it and started by mpirun; otherwise one process.
std::unique_ptr<communicator> make_communicator(int& argc, char**& argv);

}  // namespace logbessel::search
