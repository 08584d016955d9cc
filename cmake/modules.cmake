# SPDX-License-Identifier: Apache-2.0
# debrief_module(NAME [IN FOLDER] [TESTS_APART] USES LIB…): the library debrief_NAME from src/NAME/**.cpp (or src/FOLDER), and, from the *_test.cpp
# files beside the code, the test program debrief_NAME_test. A USES name that is a module links that module. TESTS_APART: the tests
# use names that would clash if they were compiled as one.
option(DEBRIEF_UNITY "Compile the sources of a folder as one: three times as fast from nothing, slower after a change" OFF)

# The names in anonymous namespaces are therefore unique within a folder.
function(debrief_unite target)
  if(NOT DEBRIEF_UNITY)
    return()
  endif()
  foreach(source IN LISTS ARGN)
    if(source MATCHES "\\.cpp$")
      cmake_path(GET source PARENT_PATH folder)
      cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${CMAKE_SOURCE_DIR}/src)
      string(REPLACE "/" "_" group ${folder})
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${group})
    endif()
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # Types of an anonymous namespace are private to the united file as they were to the single one.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endfunction()

function(debrief_module name)
  cmake_parse_arguments(arg "TESTS_APART" "IN" "USES" ${ARGN})
  if(NOT arg_IN)
    set(arg_IN ${name})
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${arg_IN}/*.cpp ${CMAKE_SOURCE_DIR}/src/${arg_IN}/*.S)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")

  if(sources)
    set(kind PUBLIC)
    add_library(debrief_${name} STATIC ${sources})
    target_link_libraries(debrief_${name} PRIVATE debrief_flags)
    debrief_unite(debrief_${name} ${sources})
  else()
    set(kind INTERFACE)
    add_library(debrief_${name} INTERFACE)
  endif()
  target_include_directories(debrief_${name} ${kind} ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(debrief_${name} ${kind} Threads::Threads)
  foreach(used IN LISTS arg_USES)
    if(TARGET debrief_${used})
      set(used debrief_${used})
    endif()
    target_link_libraries(debrief_${name} ${kind} ${used})
  endforeach()

  if(DEBRIEF_TESTS AND tests)
    add_executable(debrief_${name}_test ${tests})
    target_link_libraries(debrief_${name}_test PRIVATE debrief_${name} debrief_flags GTest::gtest GTest::gmock GTest::gtest_main)
    if(NOT arg_TESTS_APART)
      debrief_unite(debrief_${name}_test ${tests})
    endif()
    target_compile_definitions(debrief_${name}_test PRIVATE DEBRIEF_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    gtest_discover_tests(debrief_${name}_test DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 600)
  endif()
endfunction()

# debrief_embed(TARGET NAME FOLDER [DEPENDS FILE…]): makes the files under FOLDER part of TARGET, as
# `debrief::embedded::NAME()` (see base/embedded.hpp). DEPENDS names what brings them about when they are built
# themselves; without it they are found when CMake runs.
function(debrief_embed target name folder)
  cmake_parse_arguments(arg "" "" "DEPENDS" ${ARGN})
  if(NOT arg_DEPENDS)
    file(GLOB_RECURSE arg_DEPENDS CONFIGURE_DEPENDS ${folder}/*)
  endif()
  set(output ${CMAKE_BINARY_DIR}/embedded)
  add_custom_command(
    OUTPUT ${output}/${name}.S ${output}/${name}.cpp
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DFOLDER=${folder} -DOUTPUT=${output} -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${arg_DEPENDS} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    COMMENT "Embedding ${name}" VERBATIM)
  set_source_files_properties(${output}/${name}.S PROPERTIES OBJECT_DEPENDS "${arg_DEPENDS}")
  target_sources(${target} PRIVATE ${output}/${name}.S ${output}/${name}.cpp)
endfunction()
