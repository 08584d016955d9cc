// SPDX-License-Identifier: Apache-2.0
#include "features/access/audit.hpp"

#include "base/text.hpp"
#include "domain/events.hpp"
#include "domain/incident.hpp"
#include "journal/journal.hpp"

namespace debrief::features::access {
namespace {

namespace events = domain::events;
using domain::Fact;
using json::text_at;

bool flag(const Fact& fact, std::string_view name) {
  const auto* value = fact.data.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

std::string tell_signed_in(const Fact& fact) {
  const auto how = text_at(fact.data, "how");
  if (how == "break_glass") return "Signed in with a password although single sign-on is required";
  if (how == "provider") return "Signed in at an identity provider";
  if (how == "link") return "Signed in through a link";
  return "Signed in with a password";
}

std::string tell_failed(const Fact& fact, const std::string& who) {
  const auto reason = text_at(fact.data, "reason");
  const std::string from = fmt::format(", from {}", text_at(fact.data, "address"));
  if (reason == "unknown") return "Somebody tried to sign in with an address that no account has" + from;
  std::string text = fmt::format("Somebody tried to sign in as {}{}: ", who, from);
  if (reason == "code") return text + "the password was right, the code of the second factor was not";
  if (reason == "deactivated") return text + "the account is deactivated";
  return text + (reason == "no_password" ? "the account has no password" : "the password was wrong");
}

std::string tell_changed(const Fact& fact, const std::string& who) {
  std::string text;
  const auto add = [&](std::string part) { text += (text.empty() ? "" : "; ") + std::move(part); };
  if (const auto role = text_at(fact.data, "role"); !role.empty()) add(fmt::format("{} is now {}", who, role));
  if (fact.data.contains("active")) add(fmt::format("{} was {}", who, flag(fact, "active") ? "activated" : "deactivated"));
  if (const auto was = text_at(fact.data, "was"); !was.empty()) add(fmt::format("{} was renamed to {}", was, who));
  if (fact.data.contains("hours")) add(fmt::format("The hours of {} were set", who));
  if (fact.data.contains("email")) add(fmt::format("The e-mail address of {} was changed", who));
  return text;
}

std::string tell_invited(const Fact& fact, const std::function<std::string(std::string_view)>& name) {
  if (const auto user = text_at(fact.data, "user"); !user.empty()) return fmt::format("Made a link for a new password of {}", name(user));
  return fmt::format("Invited somebody as {}", text_at(fact.data, "role"));
}

std::string tell_settings(const Fact& fact) {
  if (text_at(fact.data, "what") == "hours") return fmt::format("Set the usual hours: {}", text_at(fact.data, "zone"));
  if (text_at(fact.data, "what") != "provider") return "Changed the rules of signing in";
  const auto* rules = fact.data.if_contains("rules");
  const bool removed = rules != nullptr && rules->is_null();
  return fmt::format("{} the identity provider {}", removed ? "Removed" : "Saved", text_at(fact.data, "name"));
}

std::string tell_incident_member(const Fact& fact) {
  return fmt::format("{} {} {}", fact.kind == events::kMemberAdded ? "Let" : "Put", text_at(fact.data, "person"),
                     fmt::format("{} {}", fact.kind == events::kMemberAdded ? "into" : "out of", domain::incident_key(fact.incident)));
}

// About programs outside.
std::string tell_outgoing(const Fact& fact, const std::string& who) {
  if (fact.kind == events::kEndpointSaved) {
    const auto state = text_at(fact.data, "state");
    const std::string off = state.empty() || state == "on" ? "" : fmt::format("; it is switched off ({})", state);
    return fmt::format("Saved the endpoint {} at {}{}{}", who, text_at(fact.data, "host"), flag(fact, "private") ? ", which hears of private incidents too" : "", off);
  }
  if (fact.kind == events::kEndpointRemoved) return fmt::format("Removed the endpoint {}", who);
  if (fact.kind == events::kDeliveryGivenUp) return fmt::format("A message to {} was given up: {}", who, text_at(fact.data, "error"));
  return fmt::format("Sent messages to {} again", who);
}

// About who hears of incidents and of status pages; their addresses stand in no fact.
std::string tell_reader(const Fact& fact, const std::string& who) {
  if (fact.kind == events::kSubscriberRemoved) return fmt::format("Removed a subscriber of the status page {}", who);
  const auto account = text_at(fact.data, "account");
  const std::string whom = account.empty() ? std::string("an address without an account") : std::string(account);
  if (fact.kind == events::kFollowerAdded) return fmt::format("Put {} on the list for updates of {} by mail", whom, domain::incident_key(fact.incident));
  return fmt::format("{} {} off the list for updates of {} by mail", flag(fact, "own") ? "The link in a mail took" : "Took", whom, domain::incident_key(fact.incident));
}

std::string tell_words(const Fact& fact) {
  const auto what = text_at(fact.data, "what");
  return what == "steps" ? std::string("Changed the steps after incidents") : fmt::format("Changed the words for {}", what);
}

}  // namespace

const std::vector<std::string_view>& audit_groups() {
  static const std::vector<std::string_view> groups{"user",   "session",    "token",   "team",     "member", "access", "source",
                                                    "intake", "tracker",    "runbook", "drill",    "evidence", "annotation",
                                                    "endpoint", "delivery",   "vocabulary", "status_page", "subscriber", "follower"};
  return groups;
}

std::vector<Fact> list_audit(db::Connection& db, const AuditQuestion& question) {
  std::vector<db::Value> args;
  const auto bind = [&](auto value) {
    args.push_back(db::to_value(value));
    return args.size();
  };
  std::string where = "(f.incident = 0 or f.kind like 'member.%' or f.kind like 'follower.%')";
  if (!question.group.empty()) where += fmt::format(" and f.kind like ${}", bind(question.group + ".%"));
  if (question.since) where += fmt::format(" and f.recorded_at >= ${}", bind(question.since->micros));
  if (question.until) where += fmt::format(" and f.recorded_at < ${}", bind(question.until->micros));
  if (question.before) where += fmt::format(" and f.position < ${}", bind(*question.before));
  if (!question.person.empty()) {
    const auto id = bind(question.person);
    const auto said = bind("%\"" + question.person + "\"%");
    where += fmt::format(" and (f.actor_id = ${0} or f.actor = ${0} or f.data like ${1})", id, said);
  }
  std::vector<Fact> facts;
  const std::string sql = fmt::format("select {} from facts f where {} order by f.position desc limit {}", journal::kFactColumns, where, question.limit);
  db.run_with(sql, args, [&](const db::Row& row) { facts.push_back(journal::fact_from(row)); });
  return facts;
}

std::string tell_audit(const Fact& fact, const std::function<std::string(std::string_view)>& name) {
  const std::string who(text_at(fact.data, "name"));
  const std::string_view kind = fact.kind;
  if (kind == events::kSignedIn) return tell_signed_in(fact);
  if (kind == events::kSignInFailed) return tell_failed(fact, who);
  if (kind == events::kUserCreated) return fmt::format("{} has an account, as {}", who, text_at(fact.data, "role"));
  if (kind == events::kUserChanged) return tell_changed(fact, who);
  if (kind == events::kUserInvited) return tell_invited(fact, name);
  if (kind == events::kInvitationEnded) return fmt::format("An invitation was {}", text_at(fact.data, "state"));
  if (kind == events::kPasswordSet) return fmt::format("{} has a new password", who);
  if (kind == events::kSecondFactorSet) return fmt::format("The second factor of {} was {}", who, flag(fact, "on") ? "set" : "removed");
  if (kind == events::kIdentityLinked) return fmt::format("{} was {} {}", who, flag(fact, "linked") ? "linked to" : "unlinked from", text_at(fact.data, "issuer"));
  if (kind == events::kSessionRevoked) return fmt::format("A session of {} was ended", name(text_at(fact.data, "user")));
  if (kind == events::kTokenCreated) return fmt::format("Made the API token “{}”", who);
  if (kind == events::kTokenRevoked) return fmt::format("Revoked the API token “{}”", who);
  if (kind == events::kTeamSaved) return fmt::format("Saved the team {}", who);
  if (kind == events::kTeamRemoved) return fmt::format("Removed the team {}", who);
  if (kind == events::kAccessSet) return tell_settings(fact);
  if (kind == events::kMemberAdded || kind == events::kMemberRemoved) return tell_incident_member(fact);
  if (kind.starts_with("endpoint.") || kind.starts_with("delivery.")) return tell_outgoing(fact, who);
  if (kind == events::kFollowerAdded || kind == events::kFollowerRemoved || kind == events::kSubscriberRemoved) return tell_reader(fact, who);
  if (kind == events::kVocabularySaved) return tell_words(fact);
  const std::string_view title = text_at(fact.data, "title");
  const std::string_view about = who.empty() ? title : std::string_view(who);
  return about.empty() ? fact.kind : fmt::format("{}: {}", kind, about);
}

std::string csv_cell(std::string_view text) {
  std::string cell = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) cell += '\'';
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

}  // namespace debrief::features::access
