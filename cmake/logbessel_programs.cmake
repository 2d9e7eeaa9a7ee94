# Settings of the project's own programs: tests, benchmarks and examples.
include(CheckCXXSourceRuns)

add_library(logbessel_program_options INTERFACE)
target_compile_features(logbessel_program_options INTERFACE cxx_std_20)
target_link_libraries(logbessel_program_options INTERFACE logbessel_warnings)

# Without -mfma every fma() of the headers is a call into libm: the same bits, several times slower.
option(LOGBESSEL_USE_FMA "Compile the programs with -mavx2 -mfma where this machine has them" ON)
if(LOGBESSEL_USE_FMA AND CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set(CMAKE_REQUIRED_FLAGS "-mavx2 -mfma")
  check_cxx_source_runs(
    "int main() { return __builtin_cpu_supports(\"fma\") && __builtin_cpu_supports(\"avx2\") ? 0 : 1; }"
    LOGBESSEL_HAVE_FMA)
  unset(CMAKE_REQUIRED_FLAGS)
  if(LOGBESSEL_HAVE_FMA)
    target_compile_options(logbessel_program_options INTERFACE
      "$<$<COMPILE_LANGUAGE:CXX>:-mavx2;-mfma>")
  endif()
endif()
