// SPDX-License-Identifier: Apache-2.0
// Notes that people wrote: Markdown or plain text. Pure; safe from any thread.
//
// A line, list item or table row that begins with a time is an entry; the lines that belong to it follow it.
// Everything else is narrative. The day comes from a heading or a line that is only a date, from the file's
// name, or from ReadContext::around; the zone from the time itself, from words like "all times UTC", or from
// ReadContext::zone.
#pragma once

#include "domain/evidence.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace debrief::connectors::notes {

/// Entries of kind `note`, or of the kind that a prefix names ("decision: roll back"). The first heading that says
/// more than "Timeline" or a date becomes the title. Times without a day are listed in `unread`; their lines stay in
/// the narrative.
[[nodiscard]] domain::Reading read(std::string_view bytes, const domain::ReadContext& context);

/// Confidence that a file is notes; see Connector::recognise.
[[nodiscard]] int recognise(std::string_view name, std::string_view head);

/// Who says what: "Ana: restarted it", "<ana> restarted it", "Ben (payments): …", "@ana …".
struct Saying {
  std::string actor;
  std::string_view text;
};
[[nodiscard]] std::optional<Saying> split_actor(std::string_view text);

/// The zone of "(all times UTC)", "times in CET", "Time zone: Europe/Berlin"; absent when there is none.
[[nodiscard]] std::optional<std::string> zone_statement(std::string_view line);

/// Whether a heading can be the title of an incident: it says more than a date or "Timeline".
[[nodiscard]] bool is_title(std::string_view heading);

/// Without headings that nothing stands below any more, without the first heading when it is `title`, and with
/// single blank lines.
[[nodiscard]] std::string tidy_narrative(std::string_view text, const std::optional<std::string>& title);

/// Level of a Markdown heading, 1 to 6; 0 when the line is none.
[[nodiscard]] std::size_t heading_level(std::string_view line);

}  // namespace debrief::connectors::notes
