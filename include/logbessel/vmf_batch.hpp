/// @file
/// The statistics of all rows of a data set, on all cores. Link with logbessel::cpu.
///
/// They have the bits of vmf_statistics::add_rows of the same rows, whatever the instruction set, the number of threads and the share of
/// blocks; shares merge. Errors: std::invalid_argument for what vmf_statistics refuses, with the first bad row, and for an instruction set
/// that the machine lacks.
#pragma once

#include <logbessel/batch.hpp>
#include <logbessel/detail/strip_kernels.hpp>
#include <logbessel/vmf_rows.hpp>

#include <cstdint>
#include <vector>

namespace logbessel {

struct vmf_batch_options {
  vmf_rows rows = vmf_rows::unit;
  batch_options batch = {};
  /// Blocks [first_block, last_block) of the source, as many as there are.
  std::uint64_t first_block = 0;
  std::uint64_t last_block = UINT64_MAX;
};

vmf_statistics vmf_statistics_of(const vmf_row_source& source, vmf_batch_options options = {});

/// The same for each class; labels holds one for each row of the source, below `classes`.
std::vector<vmf_statistics> vmf_statistics_of_classes(const vmf_row_source& source,
                                                      const std::uint32_t* labels,
                                                      std::uint32_t classes,
                                                      vmf_batch_options options = {});

/// The loops of vmf_score and vmf_mixture_fit, which take them as an argument and an option, for an instruction set. The same bits, sooner
/// than by what the caller is compiled for.
const detail::strip_kernels& vmf_mixture_kernels(instruction_set target = instruction_set::best);

}  // namespace logbessel
