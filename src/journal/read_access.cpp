// SPDX-License-Identifier: Apache-2.0
#include "journal/read_access.hpp"

#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <algorithm>
#include <array>

namespace debrief::journal {

bool names_others(const domain::Fact& fact) {
  namespace events = domain::events;
  static constexpr std::array<std::string_view, 5> kKinds{events::kIncidentLinked, events::kIncidentUnlinked,
                                                          events::kIncidentMerged, events::kIncidentTookIn,
                                                          events::kIncidentUnmerged};
  if (fact.kind == events::kDutyChanged) return fact.data.contains("into");
  return std::find(kKinds.begin(), kKinds.end(), fact.kind) != kKinds.end();
}

bool FactFilter::shows(const domain::Principal& who, const domain::Fact& fact) {
  if (fact.incident == domain::kServerChain) return domain::allows(who, domain::Action::administer);
  if (!may_read(who, fact.incident)) return false;
  if (!names_others(fact)) return true;
  for (const char* field : {"other", "into", "from"}) {
    const auto* number = fact.data.if_contains(field);
    if (number != nullptr && number->is_int64() && !may_read(who, number->get_int64())) return false;
  }
  return true;
}

bool FactFilter::may_read(const domain::Principal& who, std::int64_t incident) {
  const auto known = public_.find(incident);
  if (known != public_.end() && known->second) return domain::allows(who, domain::Action::read);
  const auto object = object_of_incident(db_, who, incident);
  if (!object) return false;
  if (known == public_.end()) public_[incident] = object->visibility == domain::Visibility::everyone;
  return domain::allows(who, domain::Action::read, *object);
}

}  // namespace debrief::journal
