/// @file
/// What the kernels of iv_ratio give: A and 1 - A.
#pragma once

#include <logbessel/detail/double_double.hpp>

namespace logbessel::detail {

template <class V>
struct ratio_and_complement {
  V ratio, complement;
};

/// Both in two words, of which the first is the number rounded.
template <class V>
struct ratio_in_words {
  double_double<V> ratio, complement;
};

}  // namespace logbessel::detail
