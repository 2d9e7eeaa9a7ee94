# cmake -DNM=nm -DOBJECTS=a.o,b.o -P no_shared_symbols.cmake: fails if the linker could merge an inline
# function of the library between the objects, which are compiled for different instruction sets.
cmake_minimum_required(VERSION 3.25)
string(REPLACE "," ";" objects "${OBJECTS}")
foreach(object IN LISTS objects)
  execute_process(COMMAND ${NM} --defined-only ${object} OUTPUT_VARIABLE listing
                  COMMAND_ERROR_IS_FATAL ANY)
  # Weak functions only: weak data is the same constant in every object.
  string(REGEX MATCHALL " [Ww] [^\n]*logbessel[^\n]*" symbols "${listing}")
  if(NOT symbols)
    message(FATAL_ERROR "${object} holds no inline function of the library: nothing to check")
  endif()
  foreach(symbol IN LISTS symbols)
    if(symbol IN_LIST seen)
      message(SEND_ERROR "in more than one object:${symbol}")
    endif()
  endforeach()
  list(APPEND seen ${symbols})
endforeach()
