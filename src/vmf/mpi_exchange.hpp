/// @file
/// The processes of one run: one alone, or those of MPI.
#pragma once

#include <logbessel/vmf_exchange.hpp>

#include <memory>

namespace logbessel::program {

/// MPI where the program was built with it and started by mpirun; otherwise one process. An error of MPI ends all processes.
std::unique_ptr<vmf_exchange> make_exchange(int& argc, char**& argv);

}  // namespace logbessel::program
