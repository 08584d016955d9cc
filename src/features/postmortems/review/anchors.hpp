// SPDX-License-Identifier: Apache-2.0
// Ranges that follow their text through edits. Pure.
#pragma once

#include "features/postmortems/editing/edit.hpp"
#include "features/postmortems/review/thread.hpp"

#include <string_view>
#include <vector>

namespace debrief::features::postmortems::review {

/// Moves each anchor through the edits after its edition, which must be in order and without gaps from the oldest
/// edition of an anchor on. What is inserted at an edge stays outside; a range whose text is gone becomes empty.
void move_anchors(std::vector<Thread>& threads, const std::vector<editing::Edit>& edits);

/// The text within the anchor. Errors: invalid, when the range is not within the text or cuts a character in two.
[[nodiscard]] Result<std::u16string_view> text_at(const Anchor& anchor, std::u16string_view text);

}  // namespace debrief::features::postmortems::review
