// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "fuzz.hpp"
#include "lint/lint.hpp"

#include <algorithm>

using namespace debrief;
using fuzz::require;

namespace {

// UTF-16 code units, counted in another way than the linter does.
std::size_t units_of(std::string_view utf8) {
  std::size_t units = 0;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto first = static_cast<unsigned char>(utf8[i]);
    const std::size_t bytes = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    units += bytes == 4 ? 2 : 1;
    i += bytes;
  }
  return units;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const lint::Language& english = *lint::find_language("en");
  const std::string source = to_utf8(fuzz::text(data, size));
  const auto remarks = lint::lint(fuzz::text(data, size), english);
  require(remarks == lint::lint(source, english), "the same text gets the same remarks");
  require(remarks.size() <= lint::kMostRemarks, "remarks are limited");
  std::vector<std::string_view> lines = split(source, '\n');
  std::size_t line = 1;
  for (const lint::Remark& remark : remarks) {
    require(remark.line >= line, "remarks are in the order of the text");
    line = remark.line;
    require(line <= lines.size(), "the line exists");
    require(remark.column >= 1 && remark.column <= units_of(lines[line - 1]) + 1, "the column exists");
    require(remark.length > 0, "a remark covers something");
    require(remark.length <= units_of(source), "a remark ends within the text");
    require(is_utf8(remark.message) && is_utf8(remark.question), "remarks are UTF-8");
    require(remark.rule == lint::kAllowRule || english.find_rule(remark.rule) != nullptr, "the rule exists");
  }
  return 0;
}
