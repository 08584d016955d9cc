// SPDX-License-Identifier: Apache-2.0
// A postmortem or incident record that exists already, as read from somebody's archive.
#pragma once

#include "base/clock.hpp"
#include "base/stamp.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::connectors::archive {

/// Where in the original a value was found; `front_matter` also stands for the fields of a record.
enum class Origin { front_matter, file_name, heading, label, timeline, body, url, publication };
[[nodiscard]] std::string_view to_text(Origin origin);

/// When the incident began or ended.
struct DocumentTime {
  Stamp stamp;
  Origin origin = Origin::body;
};

enum class SectionKind {
  other,
  summary,
  impact,
  timeline,
  cause,
  detection,
  resolution,
  actions,
  lessons,
  background,
  participants,
};
[[nodiscard]] std::string_view to_text(SectionKind kind);

/// A part of the document under a heading. Lines are counted from 1 in the original.
struct DocumentSection {
  SectionKind kind = SectionKind::other;  ///< a guess by the title
  unsigned level = 1;                     ///< 1 to 6; 7 for a title that is no heading in the markup
  std::string title;
  std::size_t first_line = 0;  ///< of the heading
  std::size_t last_line = 0;   ///< before the next heading of any level
};

/// How an entry of the timeline was written.
enum class EntryForm { table, list, line, heading };
[[nodiscard]] std::string_view to_text(EntryForm form);

struct TimelineEntry {
  Stamp at;
  std::optional<Stamp> end;  ///< of a span
  std::string text;          ///< as in the original (Markdown), white space joined; never empty
  std::string details;       ///< what stands below an entry that is a heading; may be empty
  std::size_t line = 0;      ///< where it begins; for a record, a line of the body made from it
  EntryForm form = EntryForm::line;
};

struct ActionItem {
  std::string text;
  std::size_t line = 0;
  std::optional<bool> done;  ///< only where a task list or a status says so
  std::string owner;         ///< from a column of that name; may be empty
  std::string due;           ///< the same, as written
};

/// Something about the reading that a person should know.
struct Remark {
  std::size_t line = 0;  ///< 0 for the document as a whole
  std::string text;
};

struct ArchiveDocument {
  std::string source;  ///< the name that was given
  std::string id;      ///< of a record of JSON, as it was there; else empty
  std::string title;   ///< never empty
  Origin title_origin = Origin::heading;
  std::optional<DocumentTime> started;
  std::optional<DocumentTime> ended;  ///< resolution
  std::vector<std::string> services;
  std::string severity;  ///< as written; empty when not stated
  std::vector<std::string> labels;
  std::string url;   ///< of the original, http or https; empty when not stated
  std::string body;  ///< Markdown, valid UTF-8, without front matter
  std::vector<DocumentSection> sections;
  std::vector<TimelineEntry> timeline;  ///< in the order of the document
  std::vector<ActionItem> action_items;
  std::vector<Remark> remarks;
};

struct ReadOptions {
  /// Zone (IANA name or offset) of times for which neither they themselves nor the document name one.
  std::string zone = "UTC";
  std::optional<bool> day_first = {};
  /// Longest original in bytes.
  std::size_t limit = 16U << 20U;
};

}  // namespace debrief::connectors::archive
