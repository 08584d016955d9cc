// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/review/meeting.hpp"

#include "base/time.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace debrief::features::postmortems::review {
namespace {

// 20261123T054900Z (RFC 5545, section 3.3.5).
std::string stamp(Instant at) {
  std::string text;
  for (const char c : to_rfc3339({at.micros - at.micros % 1'000'000}))
    if (c != '-' && c != ':') text += c;
  return text;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out;
}

// Lines of at most 75 bytes, none of which ends inside a character (section 3.1).
void add(std::string& out, std::string_view name, std::string_view value) {
  constexpr std::size_t kLine = 75;
  const std::string line = std::string(name) + ":" + std::string(value);
  std::string_view left = line;
  std::size_t room = kLine;
  while (left.size() > room) {
    std::size_t cut = room;
    while (cut > 0 && (static_cast<unsigned char>(left[cut]) & 0xC0U) == 0x80U) --cut;
    out.append(left.substr(0, cut)).append("\r\n ");
    left.remove_prefix(cut);
    room = kLine - 1;
  }
  out.append(left).append("\r\n");
}

}  // namespace

std::string calendar(const Meeting& meeting, std::string_view title, std::string_view description, std::string_view url) {
  std::string out;
  add(out, "BEGIN", "VCALENDAR");
  add(out, "VERSION", "2.0");
  add(out, "PRODID", "-//Debrief//Postmortems//EN");
  add(out, "METHOD", meeting.cancelled ? "CANCEL" : "PUBLISH");
  add(out, "BEGIN", "VEVENT");
  add(out, "UID", fmt::format("postmortem-{}@debrief", meeting.incident));
  add(out, "SEQUENCE", std::to_string(meeting.sequence));
  add(out, "DTSTAMP", stamp(meeting.set_at));
  add(out, "DTSTART", stamp(meeting.at));
  add(out, "DTEND", stamp(meeting.at + std::chrono::minutes(meeting.minutes)));
  add(out, "SUMMARY", escaped(title));
  if (!description.empty()) add(out, "DESCRIPTION", escaped(description));
  if (!meeting.place.empty()) add(out, "LOCATION", escaped(meeting.place));
  if (!url.empty()) add(out, "URL", url);
  add(out, "STATUS", meeting.cancelled ? "CANCELLED" : "CONFIRMED");
  add(out, "END", "VEVENT");
  add(out, "END", "VCALENDAR");
  return out;
}

}  // namespace debrief::features::postmortems::review
