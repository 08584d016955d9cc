// SPDX-License-Identifier: Apache-2.0
#include "print/block.hpp"

namespace debrief::print {

void RichText::add(std::string_view piece, std::uint8_t flags, std::int32_t link) {
  if (piece.empty()) return;
  const auto begin = static_cast<std::uint32_t>(text.size());
  text += piece;
  const auto end = static_cast<std::uint32_t>(text.size());
  if (!spans.empty() && spans.back().flags == flags && spans.back().link == link) spans.back().end = end;
  else spans.push_back({begin, end, flags, link});
}

}  // namespace debrief::print
