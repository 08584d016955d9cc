// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/sealed.hpp"

#include "base/json.hpp"
#include "domain/events.hpp"
#include "journal/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace debrief::features::evidence {

// What a connector reads becomes entries of the timeline; the rest may be a log.
bool is_log(const domain::Evidence& evidence) {
  static constexpr std::array kOther{"image/", "video/", "audio/", "application/pdf"};
  const bool unread = !evidence.format || *evidence.format == "archive";
  return unread && std::none_of(kOther.begin(), kOther.end(),
                                [&](std::string_view type) { return evidence.media_type.starts_with(type); });
}

bool is_sealed(const domain::Evidence& evidence) {
  return evidence.incident.has_value() && is_log(evidence);
}

std::optional<Instant> find_unsealed(db::Connection& db, const domain::Principal& who, std::int64_t incident,
                                     const std::string& evidence, Instant now) {
  std::optional<Instant> until;
  for (const auto& row : db.query(
           fmt::format("select {} from facts where incident = $1 and kind = $2 and actor_id = $3 and recorded_at > $4",
                       journal::kFactColumns),
           incident, domain::events::kOriginalUnsealed, who.id, (now - kUnsealedFor).micros)) {
    const domain::Fact fact = journal::fact_from(row);
    if (json::text_at(fact.data, "evidence") != evidence) continue;
    until = std::max(until.value_or(Instant{}), fact.recorded_at + kUnsealedFor);
  }
  return until;
}

}  // namespace debrief::features::evidence
