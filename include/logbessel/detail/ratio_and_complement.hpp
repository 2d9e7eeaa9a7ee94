/// @file
/// What the kernels of iv_ratio give: A and 1 - A.
#pragma once

#include <logbessel/detail/real.hpp>

namespace logbessel::detail {

template <class V>
struct ratio_and_complement {
  V ratio, complement;
};

}  // namespace logbessel::detail
