# cmake -DPROGRAM=program -DTABLE=header -P same_coefficients.cmake: fails unless the search prints the header again.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ${PROGRAM} coefficients --seed 1 OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
file(READ ${TABLE} kept)
if(NOT printed STREQUAL kept)
  message(FATAL_ERROR "${TABLE} is not what the search prints")
endif()
