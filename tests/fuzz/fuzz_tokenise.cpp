// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "fuzz.hpp"
#include "search/tokenise.hpp"

using namespace debrief;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text(data, size);
  search::tokenise(text, [&](const search::Token& token) {
    fuzz::require(!token.term.empty() && token.term.size() <= search::kTermLimit, "a term has a limited length");
    fuzz::require(is_utf8(token.term), "a term is UTF-8");
    fuzz::require(
        token.surface.data() >= text.data() && token.surface.data() + token.surface.size() <= text.data() + text.size(),
        "the surface lies in the text");
  });
  return 0;
}
