# SPDX-License-Identifier: Apache-2.0
# Compiler flags for every target: warnings are errors; a fast linker and ccache are used when present.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

add_library(debrief_flags INTERFACE)
target_compile_options(debrief_flags INTERFACE -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor -fstack-protector-strong)
target_compile_definitions(debrief_flags INTERFACE $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these falsely on std::string, std::variant and coroutine frames.
  target_compile_options(debrief_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict -Wno-mismatched-new-delete -Wno-maybe-uninitialized>)
else()
  # The statement expression behind TRY is the one GNU extension in use.
  target_compile_options(debrief_flags INTERFACE -Wno-gnu-statement-expression)
endif()

if(DEBRIEF_SANITIZE)
  add_compile_options(-fsanitize=${DEBRIEF_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${DEBRIEF_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-tsan -Wno-maybe-uninitialized)
  else()
    add_compile_options(-fno-sanitize=function)
  endif()
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
