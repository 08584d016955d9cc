// SPDX-License-Identifier: Apache-2.0
#include "base/ids.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "features/status/subscribers.hpp"
#include "journal/visibility.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::status {
namespace {

using domain::Audience;

constexpr std::size_t kMostFollowers = 500;
constexpr std::string_view kFollowerColumns = "id, incident, audience, address, user_id, token, added_by, added_at";
const journal::Origin kFollowOrigin{"Debrief", "", "status", std::nullopt};

IncidentFollower follower_from(const db::Row& row) {
  return {row.text(0), row.integer(1), domain::audience_from(row.text(2)).value_or(Audience::executive), row.text(3), row.optional_text(4), row.text(5), row.text(6), {row.integer(7)}};
}

bool is_private(db::Connection& db, std::int64_t incident) {
  const domain::Principal self{"", "Debrief", domain::AccessRole::administrator, "status"};
  const auto object = journal::object_of_incident(db, self, incident);
  return !object || object->visibility == domain::Visibility::private_;
}

bool may_hear(db::Connection& db, const std::vector<domain::Member>& members, const IncidentFollower& one) {
  if (!one.user_id) return !is_private(db, one.incident);
  const auto member = std::find_if(members.begin(), members.end(), [&](const auto& other) { return other.id == *one.user_id; });
  if (member == members.end()) return false;
  const domain::Principal person{member->id, member->name, member->role, "mail"};
  return journal::require_incident(db, person, domain::Action::read, one.incident).has_value();
}

std::string ending(const Ports& ports, const IncidentFollower& one) {
  std::string text = fmt::format("\n\nYou get this because {} added this address to those who follow it.", one.added_by);
  if (!ports.address.empty()) text += fmt::format(" To end that:\n{}/subscriptions/{}\n", ports.address, one.token);
  return text;
}

std::string unsubscribe_link(const Ports& ports, const IncidentFollower& one) {
  return ports.address.empty() ? std::string() : ports.address + "/subscriptions/" + one.token + "/unsubscribe";
}

std::string title_of(db::Connection& db, std::int64_t incident) {
  const auto row = db.query_one("select title from incidents where number = $1", incident);
  return row ? row->text(0) : std::string();
}

// Customers know neither the number nor our title.
std::string subject_of(db::Connection& db, const IncidentFollower& one, const domain::Update& update) {
  if (one.audience == Audience::customer) return "Update: " + shorten(update.conditions, 100);
  return fmt::format("Update on {}: {}", domain::incident_key(one.incident), title_of(db, one.incident));
}

domain::Update update_from(const domain::Fact& fact) {
  domain::Update update;
  update.id = json::text_at(fact.data, "id");
  update.incident = fact.incident;
  update.audience = domain::audience_from(json::text_at(fact.data, "audience")).value_or(Audience::internal);
  update.conditions = json::text_at(fact.data, "conditions");
  update.actions = json::text_at(fact.data, "actions");
  update.needs = json::text_at(fact.data, "needs");
  update.at = fact.occurred_at;
  if (const auto next = parse_rfc3339(json::text_at(fact.data, "next_at"))) update.next_at = *next;
  return update;
}

domain::OutsideMail mail_of(db::Connection& db, const Ports& ports, const IncidentFollower& one, const domain::Update& update) {
  domain::OutsideMail mail;
  mail.address = one.address;
  mail.subject = subject_of(db, one, update);
  mail.text = mail_text(update);
  if (one.user_id && !ports.address.empty()) mail.text += fmt::format("\n\n{}/incidents/{}/room", ports.address, one.incident);
  mail.text += ending(ports, one);
  mail.unsubscribe = unsubscribe_link(ports, one);
  mail.key = "update/" + update.id;
  return mail;
}

}  // namespace

std::vector<IncidentFollower> list_followers(db::Connection& db, std::int64_t incident) {
  std::vector<IncidentFollower> all;
  for (const auto& row : db.query(fmt::format("select {} from incident_followers where incident = $1 order by id", kFollowerColumns), incident))
    all.push_back(follower_from(row));
  return all;
}

std::optional<IncidentFollower> find_follower(db::Connection& db, const std::string& token) {
  const auto row = db.query_one(fmt::format("select {} from incident_followers where token = $1", kFollowerColumns), token);
  return row ? std::optional(follower_from(*row)) : std::nullopt;
}

Result<IncidentFollower> follow(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t incident, Audience audience,
                                const std::string& address, const std::optional<domain::Member>& member) {
  const bool own = member && member->id == who.id;
  TRY(journal::require_incident(tx.db, who, own ? domain::Action::read : domain::Action::respond, incident));
  IncidentFollower one{new_id(tx.now()), incident, audience, member ? member->email : std::string(trim(address)), std::nullopt, new_secret(""), who.name, tx.now()};
  if (member) one.user_id = member->id;
  const std::size_t at = one.address.rfind('@');
  const bool fits = at != std::string::npos && at > 0 && at + 1 < one.address.size() && one.address.size() <= 254 &&
                    std::none_of(one.address.begin(), one.address.end(), [](unsigned char c) { return c <= 0x20 || c == 0x7F || c == '<' || c == '>' || c == ','; });
  if (!fits) return invalid("this is no mail address").at("/address").with_help("Write it like name@example.com.");
  if (!member && audience == Audience::internal)
    return invalid("updates for the house go to people with an account").at("/audience").with_help("Use executive or customer.");
  if (!member && is_private(tx.db, incident))
    return conflict("this incident is private: its updates go to people with an account only").with_help("Invite the person, and let them in.");
  if (member && !own) {
    const domain::Principal person{member->id, member->name, member->role, "mail"};
    if (!journal::require_incident(tx.db, person, domain::Action::read, incident))
      return conflict("{} may not see this incident", member->name).with_help("Let them in first.");
  }
  const auto others = list_followers(tx.db, incident);
  if (others.size() >= kMostFollowers) return conflict("{} addresses follow this incident already", others.size()).with_help("Use a status page for more.");
  const auto known = std::find_if(others.begin(), others.end(), [&](const auto& other) { return to_lower(other.address) == to_lower(one.address); });
  if (known != others.end()) {
    one.id = known->id;
    one.token = known->token;
    tx.db.execute("update incident_followers set audience = $2 where id = $1", known->id, to_text(audience));
    return one;
  }
  tx.db.execute("insert into incident_followers (id, incident, audience, address, address_key, user_id, token, added_by, added_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                one.id, incident, to_text(audience), one.address, to_lower(one.address), one.user_id, one.token, one.added_by, one.added_at.micros);
  tx.append({incident, std::string(domain::events::kFollowerAdded), tx.now(),
             {{"id", one.id}, {"audience", to_text(audience)}, {"account", member ? json::value(member->name) : json::value(nullptr)}}});
  if (!own) {
    domain::OutsideMail mail;
    mail.address = one.address;
    mail.subject = audience == Audience::customer ? fmt::format("{} keeps you up to date", who.name)
                                                  : fmt::format("{} keeps you up to date on {}: {}", who.name, domain::incident_key(incident), title_of(tx.db, incident));
    mail.text = fmt::format("Each update for {} is mailed to this address from now on.", audience == Audience::customer ? "customers" : audience == Audience::executive ? "executives" : "the house");
    mail.text += ending(ports, one);
    mail.unsubscribe = unsubscribe_link(ports, one);
    mail.key = "follow/" + one.id;
    ports.mail_outside(tx, mail);
  }
  return one;
}

Result<> unfollow(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, const std::string& id) {
  TRY(journal::require_incident(tx.db, who, domain::Action::read, incident));
  const auto row = tx.db.query_one("select user_id from incident_followers where incident = $1 and id = $2", incident, id);
  const bool own = row && row->optional_text(0) == who.id;
  if (!own) TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident));
  if (!row) return not_found("nobody of the kind follows this incident");
  remove_follower(tx, incident, id, false);
  return {};
}

void remove_follower(journal::Transaction& tx, std::int64_t incident, const std::string& id, bool by_link) {
  const auto row = tx.db.query_one("select u.name from incident_followers f join users u on u.id = f.user_id where f.id = $1", id);
  tx.db.execute("delete from incident_followers where id = $1", id);
  tx.append({incident, std::string(domain::events::kFollowerRemoved), tx.now(), {{"id", id}, {"account", row ? json::value(row->text(0)) : json::value(nullptr)}, {"own", by_link}}});
}

std::string mail_text(const domain::Update& update) {
  std::string text = fmt::format("Conditions\n{}", update.conditions);
  if (!update.actions.empty()) text += fmt::format("\n\nActions\n{}", update.actions);
  if (!update.needs.empty()) text += fmt::format("\n\nNeeds\n{}", update.needs);
  text += update.next_at ? fmt::format("\n\nThe next update comes by {} UTC.", to_minutes(*update.next_at)) : std::string("\n\nThe next update comes when there is something new.");
  return text;
}

void keep(journal::Journal& journal, const Ports& ports, const std::vector<domain::Fact>& facts) {
  for (const domain::Fact& fact : facts) {
    if (fact.kind != domain::events::kUpdatePosted) continue;
    const domain::Update update = update_from(fact);
    auto followers = journal.database().read([&](db::Connection& db) { return list_followers(db, fact.incident); });
    std::erase_if(followers, [&](const IncidentFollower& one) { return one.audience != update.audience; });
    if (followers.empty()) continue;
    const auto members = ports.list_members();
    const auto told = journal.write(kFollowOrigin, [&](journal::Transaction& tx) -> Result<> {
      for (const IncidentFollower& one : followers)
        if (may_hear(tx.db, members, one)) ports.mail_outside(tx, mail_of(tx.db, ports, one, update));
      return {};
    });
    static_cast<void>(told);
  }
}

}  // namespace debrief::features::status
