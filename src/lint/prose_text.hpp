// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lint/prose.hpp"

#include <string_view>

namespace debrief::lint {

/// Appends text that stands at `source`, in the form that Block describes.
void append_text(Block& block, std::string_view text, std::size_t source);

/// Appends text that does not stand in the source as it is; all of it belongs to `source`.
void append_instead(Block& block, std::string_view text, std::size_t source);

/// Whether a line that begins like this is an entry of a list or log although nothing marks it as one: a bullet of
/// another kind, a time, a date.
[[nodiscard]] bool begins_entry(std::string_view line);

}  // namespace debrief::lint
