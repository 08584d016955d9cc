// SPDX-License-Identifier: Apache-2.0
#include "journal/read_access.hpp"

#include "journal/visibility.hpp"

namespace debrief::journal {

bool FactFilter::shows(const domain::Principal& who, const domain::Fact& fact) {
  if (fact.incident == domain::kServerChain) return domain::allows(who, domain::Action::administer);
  const auto known = public_.find(fact.incident);
  if (known != public_.end() && known->second) return domain::allows(who, domain::Action::read);
  const auto object = object_of_incident(db_, who, fact.incident);
  if (!object) return false;
  if (known == public_.end()) public_[fact.incident] = object->visibility == domain::Visibility::everyone;
  return domain::allows(who, domain::Action::read, *object);
}

}  // namespace debrief::journal
