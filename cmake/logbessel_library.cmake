# The header-only library. Results are the same bits on every machine only if the compiler neither
# fuses nor splits operations, so the target carries the flags for that to its users. GCC (12.2) makes
# fmaddsub of neighbouring operations, contracted or not, where it makes vectors of straight code.
add_library(logbessel INTERFACE)
add_library(logbessel::logbessel ALIAS logbessel)
target_compile_features(logbessel INTERFACE cxx_std_17)
target_include_directories(logbessel INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
  $<INSTALL_INTERFACE:include>)
target_compile_options(logbessel INTERFACE
  "$<$<COMPILE_LANG_AND_ID:CXX,GNU,Clang,AppleClang>:-ffp-contract=off>"
  "$<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fno-tree-slp-vectorize>"
  "$<$<COMPILE_LANG_AND_ID:CUDA,NVIDIA>:-fmad=false;-Xcompiler=-ffp-contract=off,-fno-tree-slp-vectorize>"
  "$<$<COMPILE_LANG_AND_ID:CUDA,Clang>:-ffp-contract=off>")
