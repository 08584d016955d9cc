// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/review/anchors.hpp"

#include "changeset/utf16.hpp"

#include <algorithm>

namespace debrief::features::postmortems::review {

void move_anchors(std::vector<Thread>& threads, const std::vector<editing::Edit>& edits) {
  for (const editing::Edit& edit : edits) {
    const auto& changes = edit.update.changes;
    for (Thread& thread : threads) {
      Anchor& anchor = thread.anchor;
      if (anchor.edition + 1 != edit.edition) continue;
      anchor.edition = edit.edition;
      if (anchor.until > changes.length()) continue;
      const std::size_t from = changes.map_position(anchor.from, changeset::Side::after);
      const std::size_t until = changes.map_position(anchor.until, changeset::Side::before);
      anchor.from = std::min(from, until);
      anchor.until = until;
    }
  }
}

Result<std::u16string_view> text_at(const Anchor& anchor, std::u16string_view text) {
  if (anchor.from > anchor.until || anchor.until > text.size())
    return invalid("the range {} to {} is not within the text, which has {} characters", anchor.from, anchor.until, text.size()).at("/from");
  if (changeset::splits_pair(text, anchor.from) || changeset::splits_pair(text, anchor.until))
    return invalid("the range cuts a character in two").at("/from");
  return text.substr(anchor.from, anchor.until - anchor.from);
}

}  // namespace debrief::features::postmortems::review
