// SPDX-License-Identifier: Apache-2.0
#include "features/actions/action_json.hpp"

#include "base/markdown.hpp"
#include "base/time.hpp"
#include "domain/incident.hpp"
#include "features/actions/states.hpp"

#include <algorithm>
#include <charconv>

namespace debrief::features::actions {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::int64_t kMostDays = 3650;
constexpr std::int64_t kMostMinutes = 7 * 24 * 60;

/// The id as a number: timeline entries have their ids as texts.
std::optional<std::int64_t> number_of(const json::value& value) {
  if (value.is_int64() && value.get_int64() > 0) return value.get_int64();
  if (!value.is_string()) return std::nullopt;
  const std::string_view text = value.get_string();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 1) return std::nullopt;
  return number;
}

/// Absent when the member is. Each number once.
Result<std::optional<std::vector<std::int64_t>>> numbers_in(json::Fields& in, const std::string& name,
                                                            std::size_t most) {
  std::optional<std::vector<std::int64_t>> numbers;
  const json::value* list = in.find(name);
  if (list == nullptr) return numbers;
  if (!list->is_array() || list->get_array().size() > most)
    return invalid("'{}' must be a list of at most {} ids", name, most).at(in.path_of(name));
  numbers.emplace();
  for (const json::value& one : list->get_array()) {
    const auto number = number_of(one);
    if (!number) return invalid("'{}' must hold ids", name).at(in.path_of(name));
    if (std::find(numbers->begin(), numbers->end(), *number) == numbers->end()) numbers->push_back(*number);
  }
  return numbers;
}

template <class T>
Result<std::optional<T>> word_in(json::Fields& in, const std::string& name, std::optional<T> (*from)(std::string_view),
                                 std::string_view those) {
  const auto text = TRY(in.optional_text(name, 50));
  if (!text) return std::optional<T>();
  const auto word = from(*text);
  if (!word)
    return invalid("there is no {} '{}'", name, *text).at(in.path_of(name)).with_help(fmt::format("Use {}.", those));
  return word;
}

constexpr std::string_view kTypes = "prevent, detect, mitigate, repair, investigate or process";
constexpr std::string_view kPriorities = "p1, p2, p3 or p4";
constexpr std::string_view kStates = "open, in_progress, blocked, done or will_not_do";
constexpr std::string_view kChecks = "alert_quiet, template_quiet, link_merged or drill_passed";

Result<domain::ActionCheck> read_check(const json::value& document, const std::string& path, std::int64_t check_days) {
  auto in = TRY(json::Fields::of(document, path));
  domain::ActionCheck check;
  const auto kind = TRY(word_in<domain::ActionCheck::Kind>(in, "kind", domain::action_check_from, kChecks));
  if (!kind) return invalid("'kind' is missing").at(in.path_of("kind")).with_help(fmt::format("Use {}.", kChecks));
  check.kind = *kind;
  check.alert = TRY(in.optional_text("alert", kLongestName)).value_or("");
  check.service = TRY(in.optional_text("service", kLongestName)).value_or("");
  check.log_template = TRY(in.optional_text("template", kLongestName)).value_or("");
  check.days = TRY(in.optional_integer("days", 1, kMostDays)).value_or(check_days);
  check.minutes = TRY(in.optional_integer("minutes", 1, kMostMinutes)).value_or(0);
  TRY(in.done());
  using enum domain::ActionCheck::Kind;
  if (check.kind == alert_quiet && check.alert.empty())
    return invalid("the check needs the name of an alert").at(in.path_of("alert"));
  if (check.kind == template_quiet && check.log_template.empty())
    return invalid("the check needs the id of a log template").at(in.path_of("template"));
  // What the kind does not look at is not kept, so that equal checks are equal.
  if (check.kind != alert_quiet) check.alert.clear();
  if (check.kind == link_merged || check.kind == drill_passed) check.service.clear();
  if (check.kind != drill_passed) check.minutes = 0;
  if (check.kind != template_quiet) check.log_template.clear();
  return check;
}

/// Absent when the member is; null for no check.
Result<std::optional<std::optional<domain::ActionCheck>>> check_in(json::Fields& in, std::int64_t check_days) {
  std::optional<std::optional<domain::ActionCheck>> check;
  if (!in.has("check")) return check;
  const json::value* value = in.find("check");
  check.emplace();
  if (value != nullptr && !value->is_null()) *check = TRY(read_check(*value, in.path_of("check"), check_days));
  return check;
}

json::value check_of(const domain::ActionItem& action) {
  if (!action.check) return nullptr;
  const auto or_null = [](const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); };
  return json::object{{"kind", to_text(action.check->kind)},
                      {"alert", or_null(action.check->alert)},
                      {"service", or_null(action.check->service)},
                      {"template", or_null(action.check->log_template)},
                      {"days", action.check->days},
                      {"minutes", action.check->minutes == 0 ? json::value(nullptr) : json::value(action.check->minutes)}};
}

json::object proof_of(const domain::ActionItem& action) {
  std::optional<Instant> until;
  using enum domain::ActionCheck::Kind;
  const bool timed = action.check && (action.check->kind == alert_quiet || action.check->kind == template_quiet);
  if (timed && action.state == domain::ActionState::done && action.closed_at)
    until = *action.closed_at + std::chrono::hours(24 * action.check->days);
  return {{"outcome", to_text(action.proof)},
          {"note", action.proof_note},
          {"at", json::or_null(action.proof_at)},
          {"until", json::or_null(until)}};
}

json::value link_of(const domain::ActionItem& action) {
  if (!action.link) return nullptr;
  const domain::ActionLink& link = *action.link;
  const auto or_null = [](const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); };
  return json::object{{"url", link.url},
                      {"tracker", or_null(link.tracker)},
                      {"key", or_null(link.key)},
                      {"title", or_null(link.title)},
                      {"state", or_null(link.state)},
                      {"seen_at", json::or_null(link.seen_at)}};
}

json::array waits_of(const domain::ActionItem& action, const Known& known) {
  json::array waits;
  for (const std::int64_t number : action.waits_for) {
    const auto other = known.find(number);
    if (other == known.end()) continue;
    waits.emplace_back(json::object{{"number", number},
                                    {"key", domain::action_key(number)},
                                    {"incident", other->second.incident},
                                    {"title", other->second.title},
                                    {"state", to_text(other->second.state)}});
  }
  return waits;
}

}  // namespace

Result<WantedAction> read_new_action(const json::value& body, std::int64_t check_days) {
  auto in = TRY(json::Fields::of(body));
  WantedAction wanted;
  NewAction& one = wanted.action;
  one.title = TRY(in.text("title", kLongestTitle));
  one.text = TRY(in.optional_text("text", kLongestText)).value_or("");
  one.type = TRY(word_in<domain::ActionType>(in, "type", domain::action_type_from, kTypes)).value_or(one.type);
  one.priority = TRY(word_in<domain::ActionPriority>(in, "priority", domain::action_priority_from, kPriorities))
                     .value_or(one.priority);
  wanted.owner = TRY(in.optional_text("owner", kLongestName)).value_or("");
  one.team = TRY(in.optional_text("team", kLongestName)).value_or("");
  one.due_at = TRY(in.optional_time("due_at"));
  one.waits_for = TRY(numbers_in(in, "waits_for", kMostWaits)).value_or(std::vector<std::int64_t>());
  one.factor = TRY(in.optional_text("factor", 100)).value_or("");
  one.entries = TRY(numbers_in(in, "entries", kMostEntries)).value_or(std::vector<std::int64_t>());
  one.check = TRY(check_in(in, check_days)).value_or(std::nullopt);
  TRY(in.done());
  return wanted;
}

Result<WantedChange> read_change(const json::value& body, std::int64_t check_days) {
  auto in = TRY(json::Fields::of(body));
  WantedChange wanted;
  Change& one = wanted.change;
  one.title = TRY(in.optional_text("title", kLongestTitle));
  one.text = TRY(in.optional_text("text", kLongestText));
  one.type = TRY(word_in<domain::ActionType>(in, "type", domain::action_type_from, kTypes));
  one.priority = TRY(word_in<domain::ActionPriority>(in, "priority", domain::action_priority_from, kPriorities));
  wanted.owner = TRY(in.optional_text("owner", kLongestName));
  one.team = TRY(in.optional_text("team", kLongestName));
  one.due_at = TRY(in.optional_time("due_at"));
  one.waits_for = TRY(numbers_in(in, "waits_for", kMostWaits));
  one.factor = TRY(in.optional_text("factor", 100));
  one.entries = TRY(numbers_in(in, "entries", kMostEntries));
  one.check = TRY(check_in(in, check_days));
  one.state = TRY(word_in<domain::ActionState>(in, "state", domain::action_state_from, kStates));
  one.reason = TRY(in.optional_text("reason", kLongestReason)).value_or("");
  TRY(in.done());
  return wanted;
}

json::object to_json(const domain::ActionItem& action, const Known& known, Instant now) {
  const auto or_null = [](const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); };
  json::array entries;
  for (const std::int64_t entry : action.entries) entries.emplace_back(std::to_string(entry));
  json::array next;
  for (const domain::ActionState state : states_after(action.state)) next.emplace_back(to_text(state));
  return {{"number", action.number},
          {"key", domain::action_key(action.number)},
          {"incident", action.incident},
          {"incident_key", domain::incident_key(action.incident)},
          {"type", to_text(action.type)},
          {"nature", to_text(domain::nature_of(action.type))},
          {"title", action.title},
          {"text", action.text},
          {"html", render_html(action.text)},
          {"priority", to_text(action.priority)},
          {"owner", or_null(action.owner)},
          {"team", or_null(action.team)},
          {"due_at", to_rfc3339(action.due_at)},
          {"overdue", domain::is_open(action.state) && action.due_at < now},
          {"state", to_text(action.state)},
          {"next_states", std::move(next)},
          {"reason", action.reason},
          {"waits_for", waits_of(action, known)},
          {"factor", or_null(action.factor)},
          {"entries", std::move(entries)},
          {"check", check_of(action)},
          {"proof", proof_of(action)},
          {"link", link_of(action)},
          {"added_by", action.added_by},
          {"added_at", to_rfc3339(action.added_at)},
          {"closed_at", json::or_null(action.closed_at)},
          {"version", action.version}};
}

}  // namespace debrief::features::actions
