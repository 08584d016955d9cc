// SPDX-License-Identifier: Apache-2.0
// What a language model wrote, taken over only when every sentence cites an entry that it was sent. Pure.
#pragma once

#include "base/result.hpp"
#include "features/machine/prompt.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace debrief::features::machine {

inline constexpr std::size_t kLongestAnswer = 8000;  ///< bytes

/// The text of the first choice of a chat completion. Errors: unavailable, when there is none or it was cut off.
[[nodiscard]] Result<std::string> text_of_reply(std::string_view body);

/// The text as Markdown of paragraphs and lists, with citations in the form of documents, `[T3](#entry-123)`;
/// everything else that could be markup or an address is shown as text. Errors: unavailable with the reason, when a
/// sentence cites nothing, a label was not sent, it is empty, or too long.
[[nodiscard]] Result<std::string> cited_markdown(std::string_view text, const Labels& labels);

}  // namespace debrief::features::machine
