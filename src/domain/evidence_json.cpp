// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence_json.hpp"

#include "base/time.hpp"

namespace debrief::domain {

json::object to_json(const Evidence& evidence) {
  return {
      {"id", evidence.id},
      {"name", evidence.name},
      {"sha256", to_hex(evidence.sha256)},
      {"size", evidence.size},
      {"media_type", evidence.media_type},
      {"format", json::or_null(evidence.format)},
      {"recorded_at", to_rfc3339(evidence.recorded_at)},
      {"added_by", evidence.added_by},
      {"entries", evidence.entries},
      {"zone", json::or_null(evidence.zone)},
      {"parent", json::or_null(evidence.parent)},
  };
}

json::object to_json(const Unread& unread) {
  return {{"name", unread.name}, {"locator", json::or_null(unread.locator)}, {"reason", unread.reason}, {"excerpt", unread.excerpt}};
}

}  // namespace debrief::domain
