// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/asking.hpp"

#include "domain/events.hpp"
#include "domain/incident.hpp"

namespace debrief::features::accounts {

bool ask(journal::Transaction& tx, const store::Kept& kept) {
  if (!store::insert(tx.db, kept)) return false;
  const domain::Account& account = kept.account;
  tx.append({account.incident,
             std::string(domain::events::kAccountAsked),
             tx.now(),
             {{"id", account.id}, {"person", account.person}, {"role", account.role}}});
  return true;
}

domain::Notice notice_of(const domain::Account& account, const std::string& title, std::string_view occasion) {
  const std::string key = domain::incident_key(account.incident);
  domain::Notice notice;
  notice.kind = "account.asked";
  if (account.user_id) notice.to = {*account.user_id};
  notice.incident = account.incident;
  notice.title = fmt::format("{}Your account of {}: {}", occasion.empty() ? "" : "Not yet told: ", key, title);
  notice.text =
      "You were there. What did you do, see, expect and assume, and what did you not know? Ten minutes are enough, and "
      "soon is better than complete: memory fades within days.\n"
      "It is not about mistakes or blame, but about how things looked from where you were. What you write is kept as "
      "you "
      "write it, and nobody else reads it before you give it. You may decline.";
  notice.path = fmt::format("/incidents/{}/account", account.incident);
  notice.key = fmt::format("account/{}/{}", account.id, occasion.empty() ? "asked" : occasion);
  return notice;
}

}  // namespace debrief::features::accounts
