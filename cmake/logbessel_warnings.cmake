# The project's own sources are compiled with these; nothing of it reaches users.
add_library(logbessel_warnings INTERFACE)
if(PROJECT_IS_TOP_LEVEL)
  target_compile_options(logbessel_warnings INTERFACE
    # GCC 12 sees overlaps in "text" + std::string() that are not there (its bug 105651).
    "$<$<AND:$<COMPILE_LANG_AND_ID:CXX,GNU>,$<VERSION_GREATER_EQUAL:$<CXX_COMPILER_VERSION>,12>>:-Wno-restrict>"
    "$<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wconversion;-Wshadow;-Wpedantic>"
    "$<$<COMPILE_LANG_AND_ID:CUDA,NVIDIA>:-Xcompiler=-Wall,-Wextra>")
endif()
