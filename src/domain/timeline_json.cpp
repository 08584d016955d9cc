// SPDX-License-Identifier: Apache-2.0
#include "domain/timeline_json.hpp"

#include "base/time.hpp"

#include <string>

namespace debrief::domain {

json::object to_json(const TimelineEntry& entry) {
  json::object out;
  out["id"] = std::to_string(entry.id);
  out["kind"] = entry.kind;
  out["text"] = entry.text;
  out["occurred_at"] = to_rfc3339(entry.occurred_at);
  out["ended_at"] = json::or_null(entry.ended_at);
  out["recorded_at"] = to_rfc3339(entry.recorded_at);
  out["known_at"] = to_rfc3339(entry.known_at);
  out["actor"] = json::or_null(entry.actor);
  out["origin"] = entry.origin;
  out["evidence"] = json::or_null(entry.evidence);
  out["locator"] = json::or_null(entry.locator);
  out["key_moment"] = entry.key_moment;
  out["hidden"] = entry.hidden;
  out["original_time"] = json::or_null(entry.original_time);
  out["time_note"] = json::or_null(entry.time_note);
  out["revision"] = entry.revision;
  return out;
}

}  // namespace debrief::domain
