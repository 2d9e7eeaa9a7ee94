# The project's own sources are compiled with these; nothing of it reaches users.
add_library(logbessel_warnings INTERFACE)
if(PROJECT_IS_TOP_LEVEL)
  target_compile_options(logbessel_warnings INTERFACE
    "$<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wconversion;-Wshadow;-Wpedantic>"
    "$<$<COMPILE_LANG_AND_ID:CUDA,NVIDIA>:-Xcompiler=-Wall,-Wextra>")
endif()
