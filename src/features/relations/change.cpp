// SPDX-License-Identifier: Apache-2.0
#include "features/relations/relations.hpp"
#include "features/relations/store.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace debrief::features::relations {
namespace {

constexpr std::array<std::string_view, 7> kRelationNames{"parent", "child", "duplicate_of", "duplicate", "related", "caused_by", "caused"};

bool is_kept(Relation relation) {
  return relation != Relation::child && relation != Relation::duplicate && relation != Relation::caused;
}

// Whether following the relation from `from` comes to `to`.
bool leads_to(db::Connection& db, std::int64_t from, Relation relation, std::int64_t to) {
  std::set<std::int64_t> seen;
  std::vector<std::int64_t> open{from};
  while (!open.empty()) {
    const std::int64_t number = open.back();
    open.pop_back();
    if (number == to) return true;
    if (!seen.insert(number).second) continue;
    const auto others = store::list_others(db, number, relation);
    open.insert(open.end(), others.begin(), others.end());
  }
  return false;
}

void tell_link(journal::Transaction& tx, const Link& link, std::string_view kind, const std::string& reason) {
  json::object data{{"id", link.id}, {"relation", to_text(link.relation)}, {"other", link.other}};
  if (!reason.empty()) data["reason"] = reason;
  tx.append({link.incident, std::string(kind), tx.now(), data});
  data["relation"] = to_text(inverse(link.relation));
  data["other"] = link.incident;
  tx.append({link.other, std::string(kind), tx.now(), std::move(data)});
}

Result<> check_link(db::Connection& db, const Link& link) {
  const std::string key = domain::incident_key(link.incident);
  if (link.incident == link.other) return invalid("{} cannot be linked to itself", key).at("/other");
  if (link.relation == Relation::parent && !store::list_others(db, link.incident, Relation::parent).empty())
    return conflict("{} is part of another incident already", key).with_help("Take that link back first: an incident has one parent.");
  if (link.relation != Relation::related && leads_to(db, link.other, link.relation, link.incident))
    return conflict("this would make a circle: {} would lead to itself", key).at("/other");
  for (const std::int64_t one : {link.incident, link.other})
    if (store::list(db, one).size() >= kMostLinks)
      return conflict("{} has {} links already", domain::incident_key(one), kMostLinks).with_help("Take some back first.");
  return {};
}

}  // namespace

std::string_view to_text(Relation relation) { return kRelationNames[static_cast<std::size_t>(relation)]; }

std::optional<Relation> relation_from(std::string_view text) {
  const auto found = std::find(kRelationNames.begin(), kRelationNames.end(), text);
  if (found == kRelationNames.end()) return std::nullopt;
  return static_cast<Relation>(found - kRelationNames.begin());
}

Relation inverse(Relation relation) {
  switch (relation) {
    case Relation::parent: return Relation::child;
    case Relation::child: return Relation::parent;
    case Relation::duplicate_of: return Relation::duplicate;
    case Relation::duplicate: return Relation::duplicate_of;
    case Relation::caused_by: return Relation::caused;
    case Relation::caused: return Relation::caused_by;
    case Relation::related: break;
  }
  return Relation::related;
}

Result<Link> link(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t number, const NewLink& wanted) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, number));
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, wanted.other));
  const bool turned = !is_kept(wanted.relation);
  Link kept{new_id(tx.now()), number, wanted.relation, wanted.other, who.name, tx.now()};
  if (turned) kept = {kept.id, wanted.other, inverse(wanted.relation), number, kept.by, kept.at};
  auto known = store::find(tx.db, kept.incident, kept.relation, kept.other);
  if (!known && kept.relation == Relation::related) known = store::find(tx.db, kept.other, kept.relation, kept.incident);
  if (!known) {
    TRY(check_link(tx.db, kept));
    store::insert(tx.db, kept);
    tell_link(tx, kept, domain::events::kIncidentLinked, std::string(trim(wanted.reason)));
  }
  if (wanted.close && kept.relation == Relation::duplicate_of) TRY(ports.close(tx, who, kept.incident));
  return Link{known ? known->id : kept.id, number, wanted.relation, wanted.other, known ? known->by : kept.by, known ? known->at : kept.at};
}

Result<> unlink(journal::Transaction& tx, const domain::Principal& who, std::int64_t number, const std::string& id) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, number));
  const auto links = store::list(tx.db, number);
  const auto found = std::find_if(links.begin(), links.end(), [&](const Link& one) { return one.id == id; });
  if (found == links.end() || !journal::require_incident(tx.db, who, domain::Action::respond, found->other))
    return not_found("this incident has no such link");
  store::remove(tx.db, id);
  tell_link(tx, *found, domain::events::kIncidentUnlinked, "");
  return {};
}

Result<std::vector<Link>> list(db::Connection& db, const domain::Principal& who, std::int64_t number) {
  TRY(journal::require_incident(db, who, domain::Action::read, number));
  auto links = store::list(db, number);
  std::erase_if(links, [&](const Link& one) { return !journal::require_incident(db, who, domain::Action::read, one.other); });
  return links;
}

}  // namespace debrief::features::relations
