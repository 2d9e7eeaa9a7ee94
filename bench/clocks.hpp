/// @file
/// The clocks of the system.
#pragma once

#include <time.h>

namespace logbessel::bench {

/// The time by the clock, such as CLOCK_THREAD_CPUTIME_ID.
inline double seconds_by(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace logbessel::bench
