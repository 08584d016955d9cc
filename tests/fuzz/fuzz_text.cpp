// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "fuzz.hpp"

using namespace debrief;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text(data, size);
  const std::string text = to_utf8(bytes);
  fuzz::require(is_utf8(text), "the result is UTF-8");
  fuzz::require(!is_utf8(bytes) || text == bytes, "valid text is not changed");
  fuzz::require(is_utf8(shorten(text, size / 2)), "a cut does not go through a character");
  fuzz::require(to_lower(to_lower(text)) == to_lower(text), "lower case stays");
  fuzz::require(trim(trim(bytes)) == trim(bytes), "trimmed text stays");
  fuzz::require(escape_html(text).find_first_of("<>\"'") == std::string::npos, "nothing is left that HTML reads");
  std::size_t joined = 0;
  for (const std::string_view part : split(bytes, ',')) joined += part.size() + 1;
  fuzz::require(joined == size + 1, "no part is lost");
  (void)split_lines(bytes);
  return 0;
}
