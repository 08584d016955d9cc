// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/accounts.hpp"
#include "features/accounts/involved.hpp"
#include "features/accounts/reading.hpp"
#include "features/accounts/store.hpp"

#include "journal/visibility.hpp"

#include <map>

namespace debrief::features::accounts {
namespace {

struct Gathered {
  domain::Incident incident;
  std::vector<store::Kept> kept;
  std::vector<domain::Involved> involved;
};

Result<Gathered> gather(db::Database& database, const Ports& ports, const domain::Principal& who, std::int64_t number) {
  Gathered all;
  all.incident = TRY(ports.get_incident(who, number));
  const auto timeline = TRY(ports.list_timeline(who, number));
  all.kept = database.read([&](db::Connection& db) { return store::list(db, number); });
  std::vector<Known> known;
  for (const auto& kept : all.kept) known.push_back({kept.account.person, kept.account.user_id, kept.invited});
  // A long timeline names the same few people again and again.
  std::map<std::string, std::optional<std::string>, std::less<>> asked;
  const domain::FindUserId find_user_id = [&](std::string_view person) {
    auto found = asked.find(person);
    if (found == asked.end()) found = asked.emplace(std::string(person), ports.find_user_id(person)).first;
    return found->second;
  };
  all.involved = involved_in(all.incident, timeline, known, find_user_id);
  return all;
}

}  // namespace

ReadersOf::ReadersOf(const Ports& ports, const domain::Incident& incident) : ports_(ports), incident_(incident) {
  for (auto& member : ports.list_members()) members_.emplace(member.id, std::move(member));
}

bool ReadersOf::include(const std::string& user_id) const {
  const auto found = members_.find(user_id);
  if (found == members_.end()) return false;
  const domain::Member& member = found->second;
  const domain::Principal person{member.id, member.name, member.role, "accounts"};
  if (domain::allows(person, domain::Action::read, {incident_.visibility, false})) return true;
  return ports_.get_incident(person, incident_.number).has_value();
}

const domain::Member* ReadersOf::find_member(const std::string& user_id) const {
  const auto found = members_.find(user_id);
  return found == members_.end() ? nullptr : &found->second;
}

Result<std::vector<domain::Involved>> list_involved(db::Database& database, const Ports& ports,
                                                    const domain::Principal& who, std::int64_t number) {
  return TRY(gather(database, ports, who, number)).involved;
}

Result<std::vector<Contribution>> list_contributions(db::Database& database, const Ports& ports,
                                                     const domain::Principal& who, std::int64_t number) {
  const auto all = TRY(gather(database, ports, who, number));
  const ReadersOf readers(ports, all.incident);
  return board_of(all.involved, all.kept, [&](const std::string& user_id) { return readers.include(user_id); }, all.incident.words());
}

Result<std::vector<domain::Account>> list_accounts(db::Connection& db, const domain::Principal& who,
                                                   std::int64_t number) {
  TRY(journal::require_incident(db, who, domain::Action::read, number));
  std::vector<domain::Account> accounts;
  for (const auto& kept : store::list(db, number))
    accounts.push_back(is_author(kept, who) ? kept.account : shown_to_others(db, kept));
  return accounts;
}

}  // namespace debrief::features::accounts
