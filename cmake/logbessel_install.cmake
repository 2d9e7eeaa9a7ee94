# Installs the headers, the libraries that were built, and the files that find_package and
# pkg-config read. Everything is relative to the prefix, so the tree can be moved.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(logbessel_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/logbessel)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/logbessel TYPE INCLUDE FILES_MATCHING PATTERN "*.hpp")
foreach(target logbessel logbessel_cpu logbessel_cuda)
  if(TARGET ${target})
    install(TARGETS ${target} EXPORT ${target}Targets)
    install(EXPORT ${target}Targets NAMESPACE logbessel:: DESTINATION ${logbessel_package_dir})
  endif()
endforeach()

configure_package_config_file(
  ${CMAKE_CURRENT_LIST_DIR}/logbesselConfig.cmake.in ${PROJECT_BINARY_DIR}/logbesselConfig.cmake
  INSTALL_DESTINATION ${logbessel_package_dir})
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/logbesselConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/logbesselConfig.cmake
              ${PROJECT_BINARY_DIR}/logbesselConfigVersion.cmake
        DESTINATION ${logbessel_package_dir})

file(RELATIVE_PATH logbessel_pc_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(${CMAKE_CURRENT_LIST_DIR}/logbessel.pc.in ${PROJECT_BINARY_DIR}/logbessel.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/logbessel.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
