#include "communicator.hpp"

#ifdef LOGBESSEL_SEARCH_MPI
#include <mpi.h>

#include <cstdlib>
#endif

namespace logbessel::search {

#ifdef LOGBESSEL_SEARCH_MPI
namespace {

class mpi_communicator : public communicator {
 public:
  mpi_communicator(int& argc, char**& argv) {
    // Threads evolve, the main one alone talks.
    int given = 0;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &given);
  }
  ~mpi_communicator() override { MPI_Finalize(); }

  int rank() const override {
    int out = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &out);
    return out;
  }
  int size() const override {
    int out = 0;
    MPI_Comm_size(MPI_COMM_WORLD, &out);
    return out;
  }
  std::vector<std::string> gather(const std::string& mine) override {
    const auto n = static_cast<std::size_t>(size());
    const int length = static_cast<int>(mine.size());
    std::vector<int> lengths(n), offsets(n);
    MPI_Allgather(&length, 1, MPI_INT, lengths.data(), 1, MPI_INT, MPI_COMM_WORLD);
    int total = 0;
    for (std::size_t i = 0; i < n; ++i) {
      offsets[i] = total;
      total += lengths[i];
    }
    std::string all(static_cast<std::size_t>(total), '\0');
    MPI_Allgatherv(mine.data(), length, MPI_CHAR, all.data(), lengths.data(), offsets.data(),
                   MPI_CHAR, MPI_COMM_WORLD);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < n; ++i) {
      out.push_back(
          all.substr(static_cast<std::size_t>(offsets[i]), static_cast<std::size_t>(lengths[i])));
    }
    return out;
  }
};

}  // namespace

std::unique_ptr<communicator> make_communicator(int& argc, char**& argv) {
  // What the launchers of Open MPI and MPICH set: a program started alone pays nothing for MPI.
  const bool launched =
      std::getenv("OMPI_COMM_WORLD_SIZE") != nullptr || std::getenv("PMI_SIZE") != nullptr;
  if (launched) return std::make_unique<mpi_communicator>(argc, argv);
  return std::make_unique<communicator>();
}
#else
std::unique_ptr<communicator> make_communicator(int&, char**&) {
  return std::make_unique<communicator>();
}
#endif

}  // namespace logbessel::search
