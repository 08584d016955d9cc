// SPDX-License-Identifier: Apache-2.0
// One message of an export.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"
#include "connectors/slack_export/slack_export.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace debrief::connectors::slack_export {

/// What to do with a message of that subtype.
enum class Handling {
  tell,      ///< an entry
  presence,  ///< people or apps that come and go: counted, not told
  change,    ///< an earlier message was changed: its new text is in "message"
  removal,   ///< an earlier message was deleted: its text is in "original"
  gone,      ///< a message deleted before the export: no text is left
};
[[nodiscard]] Handling handling_of(std::string_view subtype);

/// "1674834600.123456", also as a number; absent when it is neither.
[[nodiscard]] std::optional<Instant> time_of(const json::value* ts);

/// Who wrote it: a person's name, or the name that an app gave itself; the id when nothing else is known,
/// absent when there is not even one.
[[nodiscard]] std::optional<std::string> author_of(const json::object& message, const Workspace& workspace);

/// Its text with attachments and the names of files; empty when there is nothing of these.
[[nodiscard]] std::string text_of(const json::object& message, const Workspace& workspace);

/// Whether people marked it as important, by a pin or a reaction.
[[nodiscard]] bool is_key_moment(const json::object& message);

}  // namespace debrief::connectors::slack_export
