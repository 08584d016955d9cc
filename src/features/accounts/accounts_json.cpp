// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/accounts_json.hpp"

#include "features/accounts/prompts.hpp"
#include "features/accounts/reading.hpp"

#include "base/time.hpp"

#include <algorithm>
#include <array>

namespace debrief::features::accounts {
namespace {

/// Speaks for the business or for customers rather than for the systems.
bool is_stakeholder(const Contribution& line) {
  static constexpr std::array<std::string_view, 3> kSides{"business_liaison", "customer_liaison", "communications"};
  const auto& roles = line.who.roles;
  const bool liaison = std::any_of(kSides.begin(), kSides.end(), [&](std::string_view side) {
    return std::find(roles.begin(), roles.end(), side) != roles.end();
  });
  return liaison || (line.who.invited && roles.empty() && line.who.entries == 0);
}

std::string_view merged_of(const store::Kept& kept) {
  if (!kept.merged_version) return "no";
  return kept.merged_version == kept.given_version ? "yes" : "earlier";
}

json::object account_json(const domain::Account& account) {
  return {{"id", account.id},
          {"incident", account.incident},
          {"key", domain::incident_key(account.incident)},
          {"person", account.person},
          {"role", account.role},
          {"state", to_text(account.state)},
          {"answers", answers_json(account)},
          {"version", account.version},
          {"asked_at", to_rfc3339(account.asked_at)},
          {"given_at", json::or_null(account.given_at)}};
}

}  // namespace

json::object to_json(const Shown& shown) {
  const store::Kept& kept = shown.kept;
  json::object document = account_json(kept.account);
  const bool written_by_other = !kept.account.user_id && kept.written_by_name;
  document["written_by"] = written_by_other ? json::value(*kept.written_by_name) : json::value(nullptr);
  document["mine"] = shown.by_reader;
  document["can_write"] = shown.can_write;
  document["unsent"] = shown.by_reader && is_unfinished(kept);
  return document;
}

json::object not_asked_json(std::int64_t number, const std::string& person, const std::string& role) {
  domain::Account account;
  account.incident = number;
  account.person = person;
  account.role = role;
  json::object document = account_json(account);
  document["id"] = nullptr;
  document["state"] = "not_asked";
  document["asked_at"] = nullptr;
  document["written_by"] = nullptr;
  document["mine"] = true;
  document["can_write"] = true;
  document["unsent"] = false;
  return document;
}

json::object to_json(const Contribution& line, const domain::Principal& who, bool can_edit) {
  json::array roles;
  for (const std::string& role : line.who.roles) roles.push_back(json::value(role));
  json::object item{{"person", line.who.person},
                    {"roles", std::move(roles)},
                    {"role", line.role},
                    {"entries", line.who.entries},
                    {"invited", line.who.invited},
                    {"stakeholder", is_stakeholder(line)},
                    {"has_login", line.who.user_id.has_value()},
                    {"reachable", line.reachable},
                    {"mine", line.who.user_id == who.id && !who.id.empty()},
                    {"pseudonym", can_edit ? json::value(line.pseudonym) : json::value(nullptr)},
                    {"id", nullptr},
                    {"state", "not_asked"},
                    {"asked_at", nullptr},
                    {"given_at", nullptr},
                    {"merged", "no"},
                    {"can_write", false}};
  if (line.account) {
    const store::Kept& kept = *line.account;
    item["id"] = kept.account.id;
    item["state"] = to_text(kept.account.state);
    item["asked_at"] = to_rfc3339(kept.account.asked_at);
    item["given_at"] = json::or_null(kept.account.given_at);
    item["merged"] = merged_of(kept);
    const bool free = kept.written_by == who.id || kept.account.state != domain::AccountState::started;
    item["can_write"] = is_author(kept, who) || (can_edit && !kept.account.user_id && free);
  }
  return item;
}

}  // namespace debrief::features::accounts
