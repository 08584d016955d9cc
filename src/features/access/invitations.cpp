// SPDX-License-Identifier: Apache-2.0
#include "features/access/invitations.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "features/access/people.hpp"
#include "features/access/store.hpp"

namespace debrief::features::access {
namespace {

constexpr std::string_view kColumns = "id, email, name, role, user_id, made_by, made_at, expires_at, state";

Invitation invitation_from(const db::Row& row, Instant now) {
  Invitation found{row.text(0), row.text(1), row.text(2), domain::access_role_from(row.text(3)).value_or(domain::AccessRole::viewer),
                   row.optional_text(4), row.text(5), {row.integer(6)}, {row.integer(7)}, row.text(8)};
  if (found.state == "open" && found.expires_at <= now) found.state = "expired";
  return found;
}

void end(journal::Transaction& tx, const std::string& id, std::string_view state) {
  tx.db.execute("update invitations set state = $2 where id = $1", id, state);
  tx.append({domain::kServerChain, std::string(domain::events::kInvitationEnded), tx.now(), {{"id", id}, {"state", state}}});
}

}  // namespace

std::vector<Invitation> list_invitations(db::Connection& db, Instant now) {
  std::vector<Invitation> invitations;
  for (const auto& row : db.query(fmt::format("select {} from invitations order by made_at desc, id limit 500", kColumns)))
    invitations.push_back(invitation_from(row, now));
  return invitations;
}

Result<std::string> invite(journal::Transaction& tx, Invitation& invitation) {
  invitation.email = to_lower(trim(invitation.email));
  TRY(check_email(invitation.email));
  if (!invitation.user_id && store::find_by_email(tx.db, invitation.email))
    return conflict("{} has an account already", invitation.email).at("/email");
  const auto earlier = tx.db.query("select id from invitations where email = $1 and state = 'open'", invitation.email);
  for (const auto& row : earlier) end(tx, row.text(0), "withdrawn");
  std::string secret = new_secret("dbi_");
  invitation.id = new_id(tx.now());
  invitation.made_at = tx.now();
  invitation.expires_at = tx.now() + std::chrono::duration_cast<Micros>(invitation.user_id ? kPasswordLinkLength : kInvitationLength);
  invitation.state = "open";
  invitation.made_by = tx.origin().actor;
  tx.db.execute("insert into invitations (id, token_hash, email, name, role, user_id, made_by, made_at, expires_at, state) "
                "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open')",
                invitation.id, hash_secret(secret), invitation.email, invitation.name, to_text(invitation.role), invitation.user_id,
                invitation.made_by, invitation.made_at.micros, invitation.expires_at.micros);
  tx.append({domain::kServerChain, std::string(domain::events::kUserInvited), tx.now(),
             {{"id", invitation.id}, {"role", to_text(invitation.role)}, {"user", json::or_null(invitation.user_id)}}});
  return secret;
}

Result<Invitation> find_invitation(db::Connection& db, std::string_view secret, Instant now) {
  const auto row = db.query_one(fmt::format("select {} from invitations where token_hash = $1 and state = 'open' and expires_at > $2", kColumns),
                                hash_secret(secret), now.micros);
  if (!row) return not_found("this link does not work any more").with_help("It may have been used, withdrawn or too old. Ask an administrator for a new one.");
  return invitation_from(*row, now);
}

Result<User> accept_invitation(journal::Transaction& tx, std::string_view secret, const std::string& name, const std::string& password_hash) {
  const Invitation invitation = TRY(find_invitation(tx.db, secret, tx.now()));
  if (invitation.user_id) {
    const User user = TRY(get_user(tx.db, *invitation.user_id));
    TRY(set_password(tx, user, password_hash, ""));
    end(tx, invitation.id, "accepted");
    return user;
  }
  const User user = TRY(create_user(tx, {name, invitation.email, "", invitation.role}, password_hash));
  end(tx, invitation.id, "accepted");
  return user;
}

Result<> withdraw_invitation(journal::Transaction& tx, const std::string& id) {
  if (!tx.db.query_one("select 1 from invitations where id = $1 and state = 'open'", id)) return not_found("there is no such open invitation");
  end(tx, id, "withdrawn");
  return {};
}

std::string invitation_link(const std::string& base, std::string_view secret) { return fmt::format("{}/invitation#token={}", base, secret); }

Letter invitation_letter(const Invitation& invitation, const std::string& link) {
  const std::string until = to_minutes(invitation.expires_at) + " UTC";
  if (invitation.user_id)
    return {invitation.email, "Set a new password for Debrief",
            fmt::format("{} made a link with which you can set a new password for Debrief:\n\n{}\n\nIt works once, until {}. Whoever has it can set the "
                        "password: do not pass it on. If you did not ask for it, tell an administrator.\n",
                        invitation.made_by, link, until)};
  return {invitation.email, fmt::format("{} invites you to Debrief", invitation.made_by),
          fmt::format("{} invites you to Debrief, where incidents are recorded and learned from.\n\n{}\n\nThe link works once, until {}. It is for you "
                      "alone: do not pass it on.\n",
                      invitation.made_by, link, until)};
}

}  // namespace debrief::features::access
