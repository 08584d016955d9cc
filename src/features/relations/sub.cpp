// SPDX-License-Identifier: Apache-2.0
#include "features/relations/relations.hpp"
#include "features/relations/store.hpp"

#include "base/text.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::relations {
namespace {

void let_readers_in(journal::Transaction& tx, std::int64_t parent, std::int64_t child) {
  for (const std::string& user : store::list_readers(tx.db, parent)) {
    if (user == tx.origin().actor_id || !store::let_in(tx.db, child, user, tx.origin().actor, tx.now())) continue;
    tx.append({child, std::string(domain::events::kMemberAdded), tx.now(),
               {{"id", user}, {"person", store::name_of(tx.db, user)}, {"user", user}}});
  }
}

}  // namespace

Result<std::int64_t> declare_sub(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                                 const domain::Incident& parent, const NewSub& wanted) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, parent.number));
  if (trim(wanted.title).empty())
    return invalid("a sub-incident needs a title").at("/title").with_help("Say in a few words which part of the trouble it is.");
  SubIncident sub;
  sub.title = std::string(trim(wanted.title));
  sub.summary = wanted.summary;
  sub.severity = wanted.severity ? wanted.severity : parent.severity;
  sub.services = wanted.services.value_or(parent.services);
  sub.kind = parent.kind;
  sub.visibility = parent.visibility;
  const std::int64_t number = TRY(ports.declare(tx, who, sub));
  if (parent.visibility == domain::Visibility::private_) let_readers_in(tx, parent.number, number);
  NewLink part{Relation::parent, parent.number};
  TRY(link(tx, ports, who, number, part));
  return number;
}

}  // namespace debrief::features::relations
