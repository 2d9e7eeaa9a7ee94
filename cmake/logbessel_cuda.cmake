# Finds nvcc, on the PATH or not, and leaves CMAKE_CUDA_COMPILER empty where there is none.
include(CheckLanguage)

find_program(LOGBESSEL_NVCC nvcc HINTS ENV CUDA_PATH PATHS /usr/local/cuda PATH_SUFFIXES bin)
mark_as_advanced(LOGBESSEL_NVCC)
if(LOGBESSEL_NVCC AND NOT DEFINED ENV{CUDACXX})
  set(ENV{CUDACXX} ${LOGBESSEL_NVCC})
endif()
# Never "native": on a machine without a device it silently means an old one.
if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES)
  set(CMAKE_CUDA_ARCHITECTURES 80-real 90-real 100-real 120 75-virtual)
endif()
check_language(CUDA)
if(CMAKE_CUDA_COMPILER)
  enable_language(CUDA)
else()
  message(STATUS "No nvcc: logbessel::cuda is not built")
endif()
