// SPDX-License-Identifier: Apache-2.0
#include "features/actions/settings.hpp"

#include <chrono>

namespace debrief::features::actions {
namespace {

constexpr std::int64_t kLongestDays = 3650;

}  // namespace

Instant Settings::due_after(Instant from, domain::ActionPriority priority) const {
  return from + std::chrono::hours(24 * days.at(static_cast<std::size_t>(priority)));
}

Result<Settings> read_settings(const json::value& document) {
  auto in = TRY(json::Fields::of(document));
  Settings settings;
  const json::value* days = in.find("due_days");
  if (days != nullptr) {
    auto each = TRY(json::Fields::of(*days, in.path_of("due_days")));
    for (std::size_t i = 0; i < settings.days.size(); ++i) {
      const auto name = to_text(static_cast<domain::ActionPriority>(i));
      settings.days.at(i) = TRY(each.integer(name, 1, kLongestDays));
    }
    TRY(each.done());
  }
  settings.check_days = TRY(in.optional_integer("check_days", 1, kLongestDays)).value_or(settings.check_days);
  TRY(in.done());
  return settings;
}

json::object to_json(const Settings& settings) {
  json::object days;
  for (std::size_t i = 0; i < settings.days.size(); ++i)
    days[to_text(static_cast<domain::ActionPriority>(i))] = settings.days.at(i);
  return {{"due_days", std::move(days)}, {"check_days", settings.check_days}};
}

}  // namespace debrief::features::actions
