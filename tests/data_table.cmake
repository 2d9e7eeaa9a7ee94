# cmake -DPROGRAM=logbessel-oracle -DFUNCTION=f -DTABLE=f.csv -P data_table.cmake: fails unless the program prints the
# table byte for byte.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ${PROGRAM} ${FUNCTION} --table OUTPUT_VARIABLE printed RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${PROGRAM} ${FUNCTION} --table: exit code ${result}")
endif()
file(READ ${TABLE} committed)
if(NOT printed STREQUAL committed)
  message(FATAL_ERROR "${TABLE} is not what `logbessel-oracle ${FUNCTION} --table` prints")
endif()
