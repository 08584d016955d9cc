// SPDX-License-Identifier: Apache-2.0
#include "features/notify/notify.hpp"
#include "features/notify/store.hpp"

#include "base/ids.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::notify {
namespace {

bool may_read(db::Connection& db, const domain::Member& member, std::optional<std::int64_t> incident) {
  if (!incident) return true;
  const domain::Principal person{member.id, member.name, member.role, "notice"};
  return journal::require_incident(db, person, domain::Action::read, *incident).has_value();
}

bool wants_mail(db::Connection& db, const std::string& user_id, const std::string& kind) {
  const auto settings = store::mail_settings(db, user_id);
  const auto said = settings.find(kind);
  return said == settings.end() || said->second;
}

}  // namespace

void tell(journal::Transaction& tx, const Ports& ports, const domain::Notice& notice) {
  for (const std::string& user_id : notice.to) {
    const auto member = ports.find_member(tx.db, user_id);
    if (!member || !may_read(tx.db, *member, notice.incident)) continue;
    const std::string id = new_id(tx.now());
    if (!store::insert(tx.db, id, user_id, notice, tx.now())) continue;
    if (!ports.send || !wants_mail(tx.db, user_id, notice.kind)) continue;
    const std::string mail = new_id(tx.now());
    store::put_mail(tx.db, mail, id, member->email, tx.now());
    journal::put_job(tx.db, "mail/" + mail, std::string(kMailJob), {{"mail", mail}}, tx.now());
  }
}

}  // namespace debrief::features::notify
