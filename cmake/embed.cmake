# SPDX-License-Identifier: Apache-2.0
# Run by debrief_embed(): writes OUTPUT/NAME.S, which takes in the bytes of every file under FOLDER, and
# OUTPUT/NAME.cpp with the table of them, `debrief::embedded::NAME()`.
file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT files)
list(LENGTH files count)

set(assembly "  .section .rodata\n")
set(declarations "")
set(rows "")
set(index 0)
foreach(file IN LISTS files)
  set(symbol "debrief_embedded_${NAME}_${index}")
  string(APPEND assembly "  .balign 16\n  .global ${symbol}\n${symbol}:\n  .incbin \"${FOLDER}/${file}\"\n"
                         "  .global ${symbol}_end\n${symbol}_end:\n  .byte 0\n")
  string(APPEND declarations "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
  string(APPEND rows "      {\"${file}\", {${symbol}, ${symbol}_end}},\n")
  math(EXPR index "${index} + 1")
endforeach()
string(APPEND assembly "  .section .note.GNU-stack,\"\",%progbits\n")

file(WRITE ${OUTPUT}/${NAME}.S "${assembly}")
file(WRITE ${OUTPUT}/${NAME}.cpp "#include \"base/embedded.hpp\"

#include <array>
#include <span>

extern \"C\" {
${declarations}}

namespace debrief::embedded {
std::span<const EmbeddedFile> ${NAME}();
std::span<const EmbeddedFile> ${NAME}() {
  static const std::array<EmbeddedFile, ${count}> files{{
${rows}  }};
  return files;
}
}  // namespace debrief::embedded
")
