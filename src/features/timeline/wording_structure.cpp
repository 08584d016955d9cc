// SPDX-License-Identifier: Apache-2.0
#include "features/timeline/wording_structure.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "domain/incident.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

namespace debrief::features::timeline {
namespace {

using json::text_at;
namespace structure = domain::events;

std::string key_at(const json::object& data, std::string_view field) {
  const json::value* value = data.if_contains(field);
  if (value != nullptr && value->is_int64()) return domain::incident_key(value->get_int64());
  return "another incident";
}

std::string because(std::string sentence, const json::object& data) {
  const std::string_view reason = trim(text_at(data, "reason"));
  return reason.empty() ? sentence : fmt::format("{}: {}", sentence, reason);
}

std::string tell_relation(const json::object& data, bool ended) {
  struct Words {
    std::string_view relation, begun, over;
  };
  static constexpr std::array<Words, 7> kWords{{
      {"parent", "Part of {}", "No longer part of {}"},
      {"child", "{} is a sub-incident of this one", "{} is no longer a sub-incident of this one"},
      {"duplicate_of", "Duplicate of {}", "No longer taken for a duplicate of {}"},
      {"duplicate", "{} is a duplicate of this one", "{} is no longer taken for a duplicate of this one"},
      {"related", "Related to {}", "No longer related to {}"},
      {"caused_by", "Caused by {}", "No longer said to be caused by {}"},
      {"caused", "Caused {}", "No longer said to have caused {}"},
  }};
  const std::string other = key_at(data, "other");
  for (const Words& words : kWords)
    if (words.relation == text_at(data, "relation")) return fmt::format(fmt::runtime(ended ? words.over : words.begun), other);
  return fmt::format("{} {}", ended ? "No longer linked to" : "Linked to", other);
}

std::string day_of(std::string_view time) {
  const auto at = parse_rfc3339(time);
  return at ? to_minutes(*at) + " UTC" : std::string("no date");
}

/// Empty for what rules set without anybody's doing.
std::string tell_dates(const json::object& data) {
  const std::string_view name = text_at(data, "name").empty() ? text_at(data, "what") : text_at(data, "name");
  if (const auto* done = data.if_contains("done"); done != nullptr && done->is_bool())
    return because(fmt::format("{}: {}", name, done->get_bool() ? "done" : "open again"), data);
  if (text_at(data, "reason").empty()) return {};
  return because(fmt::format("{} due {} (was {})", name, day_of(text_at(data, "due_at")), day_of(text_at(data, "was"))), data);
}

}  // namespace

bool tell_structure(const domain::Fact& fact, domain::TimelineEntry& entry) {
  entry.kind = "link";
  if (fact.kind == structure::kIncidentLinked) entry.text = because(tell_relation(fact.data, false), fact.data);
  else if (fact.kind == structure::kIncidentUnlinked) entry.text = tell_relation(fact.data, true);
  else if (fact.kind == structure::kIncidentMerged)
    entry.text = because("Merged into " + key_at(fact.data, "into"), fact.data);
  else if (fact.kind == structure::kIncidentTookIn)
    entry.text = because(key_at(fact.data, "from") + " was merged into this one", fact.data);
  else if (fact.kind == structure::kIncidentUnmerged)
    entry.text = because(fmt::format("The merge of {} into {} was taken back", key_at(fact.data, "from"), key_at(fact.data, "into")), fact.data);
  else if (fact.kind == structure::kIncidentReopened) {
    entry.kind = "state";
    entry.key_moment = true;
    entry.text = because("Reopened", fact.data);
  } else if (fact.kind == structure::kDatesSet) {
    entry.kind = "task";
    entry.text = tell_dates(fact.data);
    return !entry.text.empty();
  } else {
    return false;
  }
  return true;
}

}  // namespace debrief::features::timeline
