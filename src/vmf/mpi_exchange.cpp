#include "vmf/mpi_exchange.hpp"

#ifdef LOGBESSEL_VMF_MPI
#include <mpi.h>

#include <algorithm>
#include <cstdlib>
#endif

namespace logbessel::program {

#ifdef LOGBESSEL_VMF_MPI
namespace {

class mpi_exchange final : public vmf_exchange {
 public:
  mpi_exchange(int& argc, char**& argv) {
    // Threads read rows, the main one alone talks.
    int given = 0;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &given);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks_);
  }
  ~mpi_exchange() override { MPI_Finalize(); }

  int rank() const override { return rank_; }
  int ranks() const override { return ranks_; }

  void sum(std::int64_t* words, std::size_t n) override {
    in_pieces(words, n, [](std::int64_t* piece, int count) {
      MPI_Allreduce(MPI_IN_PLACE, piece, count, MPI_UINT64_T, MPI_SUM, MPI_COMM_WORLD);
    });
  }
  void maximum(double* values, std::size_t n) override {
    in_pieces(values, n, [](double* piece, int count) {
      MPI_Allreduce(MPI_IN_PLACE, piece, count, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    });
  }
  void broadcast(void* bytes, std::size_t n, int root) override {
    in_pieces(static_cast<char*>(bytes), n, [root](char* piece, int count) {
      MPI_Bcast(piece, count, MPI_BYTE, root, MPI_COMM_WORLD);
    });
  }

 private:
  /// MPI counts in int.
  template <class T, class Call>
  static void in_pieces(T* items, std::size_t n, const Call& call) {
    constexpr std::size_t most = std::size_t{1} << 27;
    for (std::size_t i = 0; i < n; i += most)
      call(items + i, static_cast<int>(std::min(most, n - i)));
  }

  int rank_ = 0;
  int ranks_ = 1;
};

}  // namespace

std::unique_ptr<vmf_exchange> make_exchange(int& argc, char**& argv) {
  // What the launchers of Open MPI and MPICH set: a program started alone pays nothing for MPI.
  const bool launched =
      std::getenv("OMPI_COMM_WORLD_SIZE") != nullptr || std::getenv("PMI_SIZE") != nullptr;
  if (launched) return std::make_unique<mpi_exchange>(argc, argv);
  return std::make_unique<vmf_alone>();
}
#else
std::unique_ptr<vmf_exchange> make_exchange(int&, char**&) { return std::make_unique<vmf_alone>(); }
#endif

}  // namespace logbessel::program
