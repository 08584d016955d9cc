// SPDX-License-Identifier: Apache-2.0
#include "features/access/settings.hpp"

#include <array>

namespace debrief::features::access {
namespace {

constexpr std::array<std::string_view, 3> kRules{"nobody", "administrators", "everyone"};
constexpr std::int64_t kLongestSession = 24 * 90;

Result<SecondFactorRule> rule_from(std::string_view text) {
  for (std::size_t i = 0; i < kRules.size(); ++i)
    if (kRules[i] == text) return static_cast<SecondFactorRule>(i);
  return invalid("'second_factor' is nobody, administrators or everyone").at("/second_factor");
}

}  // namespace

Result<Settings> settings_from(const json::value& document) {
  auto in = TRY(json::Fields::of(document));
  Settings settings;
  settings.second_factor = TRY(rule_from(TRY(in.text("second_factor", 20))));
  settings.providers_only = TRY(in.boolean_or("providers_only", false));
  settings.session_hours = TRY(in.integer("session_hours", 1, kLongestSession));
  settings.idle_hours = TRY(in.integer("idle_hours", 1, kLongestSession));
  TRY(in.done());
  if (settings.idle_hours > settings.session_hours)
    return invalid("a session cannot rest longer than it lasts").at("/idle_hours").with_help("Choose fewer hours than 'session_hours'.");
  return settings;
}

json::object to_json(const Settings& settings) {
  return {{"second_factor", kRules[static_cast<std::size_t>(settings.second_factor)]},
          {"providers_only", settings.providers_only},
          {"session_hours", settings.session_hours},
          {"idle_hours", settings.idle_hours}};
}

Settings settings_of_row(const std::optional<std::string>& data) {
  if (!data) return {};
  const auto document = json::parse(*data);
  if (!document) return {};
  const auto settings = settings_from(*document);
  return settings ? *settings : Settings{};
}

Settings read_settings(db::Connection& db) {
  const auto row = db.query_one("select data from settings where name = 'access'");
  return settings_of_row(row ? std::optional(row->text(0)) : std::nullopt);
}

void write_settings(db::Connection& db, const Settings& settings) {
  db.execute("insert into settings (name, data) values ('access', $1) on conflict (name) do update set data = excluded.data",
             json::write(to_json(settings)));
}

std::optional<domain::Action> limit_without_second_factor(const Settings& settings, domain::AccessRole role) {
  if (settings.second_factor == SecondFactorRule::everyone) return domain::Action::read;
  if (settings.second_factor == SecondFactorRule::administrators && role == domain::AccessRole::administrator)
    return domain::Action::publish;
  return std::nullopt;
}

}  // namespace debrief::features::access
