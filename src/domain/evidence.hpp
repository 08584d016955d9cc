// SPDX-License-Identifier: Apache-2.0
// Evidence: a stored original, and what a connector read from it.
#pragma once

#include "base/clock.hpp"
#include "base/hash.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace debrief::domain {

struct Evidence {
  std::string id;
  std::optional<std::int64_t> incident;
  std::string name;
  Digest sha256{};
  std::int64_t size = 0;
  std::string media_type;
  std::optional<std::string> format;  ///< the connector that read it; absent when none could
  std::optional<std::string> zone;    ///< IANA name assumed for times that name none
  std::optional<std::string> parent;  ///< id of the archive that it was in
  Instant recorded_at;
  std::string added_by;
  std::int64_t entries = 0;
};

/// Something that could not be read, and why. Never dropped silently.
struct Unread {
  std::string name;                    ///< of the file or its member
  std::optional<std::string> locator;  ///< "line 12"; absent for the whole file
  std::string reason;
  std::string excerpt;  ///< at most 200 bytes, valid UTF-8
};

/// What happened, as a connector read it from an original; becomes a fact and so a timeline entry.
struct ReadEntry {
  Instant occurred_at;
  std::optional<Instant> ended_at;
  std::string kind;  ///< a kind of TimelineEntry: message, note, alert, alert_resolved, deploy, change, …
  std::string text;
  std::optional<std::string> actor;
  std::string origin;
  std::string locator;
  std::string original_time;
  std::optional<std::string> time_note;
  bool key_moment = false;
  std::vector<std::string> services;
  std::map<std::string, std::string> labels;  ///< of an alert, for recognition
};

/// Everything that one original holds.
struct Reading {
  std::string format;  ///< name of the connector
  std::vector<ReadEntry> entries;
  std::vector<Unread> unread;
  std::optional<std::string> title;     ///< a title for the incident, when the original suggests one
  std::optional<std::string> severity;  ///< id of a Severity, when it is stated
  std::string narrative;                ///< prose of notes, for the draft's background; may be empty
};

/// What a connector is told besides the bytes.
struct ReadContext {
  std::string name;                 ///< file name, with folders
  std::optional<std::string> zone;  ///< IANA name for times that name none
  std::optional<Instant> around;    ///< a time near the incident, for times without date or year
};

}  // namespace debrief::domain
