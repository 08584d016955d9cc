// SPDX-License-Identifier: Apache-2.0
#include "features/responders/routes_json.hpp"

#include "base/time.hpp"

#include <fmt/format.h>

namespace debrief::features::responders {
namespace {

double seconds_of(std::int64_t micros) {
  return static_cast<double>(micros) / 1e6;
}
std::string rfc_of(std::int64_t micros) {
  return to_rfc3339(Instant{micros});
}

json::array spans_json(const std::vector<Span>& spans) {
  json::array items;
  for (const Span& span : spans)
    items.push_back(json::object{{"from", rfc_of(span.from)}, {"until", rfc_of(span.until)}});
  return items;
}

json::object counts_json(const std::map<std::string, std::int64_t>& counts) {
  json::object items;
  for (const auto& [name, count] : counts) items[name] = count;
  return items;
}

// What a spreadsheet would take for a formula is only text.
std::string csv_cell(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
    text.insert(text.begin(), '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

json::object to_json(const Engagement& part, const ResponsePhase& response,
                     const std::optional<Interrupted>& interrupted) {
  json::array roles, signs;
  for (const Held& held : part.held)
    roles.push_back(json::object{{"role", held.role},
                                 {"from", rfc_of(held.from)},
                                 {"until", held.until ? json::value(rfc_of(*held.until)) : json::value(nullptr)}});
  for (const std::int64_t at : part.signs) signs.emplace_back(rfc_of(at));
  json::object result{{"person", part.person},
                      {"user_id", json::or_null(part.user_id)},
                      {"roles", std::move(roles)},
                      {"signs", std::move(signs)},
                      {"done", counts_json(part.done)},
                      {"engaged", spans_json(part.engaged)},
                      {"engaged_seconds", seconds_of(length_of(part.engaged))},
                      {"active_seconds", seconds_of(length_of(part.active))},
                      {"follow_up_seconds", seconds_of(length_of(part.follow_up))},
                      {"first_at", part.first ? json::value(rfc_of(*part.first)) : json::value(nullptr)},
                      {"first_after_seconds",
                       part.first ? json::value(seconds_of(*part.first - response.from)) : json::value(nullptr)}};
  result["nights"] = interrupted ? json::value(interrupted->nights.size()) : json::value(nullptr);
  result["weekends"] = interrupted ? json::value(interrupted->weekends.size()) : json::value(nullptr);
  return result;
}

json::object to_json(const PersonLoad& load) {
  return {
      {"person", load.person},
      {"user_id", json::or_null(load.user_id)},
      {"incidents", load.incidents},
      {"engaged_seconds", seconds_of(load.engaged)},
      {"follow_up_seconds", seconds_of(load.follow_up)},
      {"nights", load.nights},
      {"weekends", load.weekends},
      {"longest_seconds", seconds_of(load.longest)},
      {"roles", counts_json(load.roles)},
      {"first_after_seconds", load.median_first ? json::value(seconds_of(*load.median_first)) : json::value(nullptr)},
      {"recent_nights", load.recent_nights},
      {"needs_rest", load.recent_nights >= kNightsThatAskForRest}};
}

json::object to_json(const Spread& spread) {
  return {{"people", spread.people},
          {"total", spread.total},
          {"median", spread.median},
          {"most", spread.most},
          {"equal_share", spread.equal_share}};
}

std::string to_csv(const std::vector<PersonLoad>& loads) {
  std::string csv =
      "person,incidents,engaged_hours,follow_up_hours,nights,weekends,longest_run_hours,roles,nights_in_last_7_"
      "days\r\n";
  for (const PersonLoad& load : loads) {
    std::string roles;
    for (const auto& [role, count] : load.roles)
      roles += fmt::format("{}{} {}", roles.empty() ? "" : "; ", role, count);
    csv += fmt::format("{},{},{:.2f},{:.2f},{},{},{:.2f},{},{}\r\n", csv_cell(load.person), load.incidents,
                       seconds_of(load.engaged) / 3600, seconds_of(load.follow_up) / 3600, load.nights, load.weekends,
                       seconds_of(load.longest) / 3600, csv_cell(roles), load.recent_nights);
  }
  return csv;
}

}  // namespace debrief::features::responders
