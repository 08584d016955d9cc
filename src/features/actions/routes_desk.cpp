// SPDX-License-Identifier: Apache-2.0
#include "features/actions/routes_desk.hpp"

#include "journal/visibility.hpp"

namespace debrief::features::actions {
namespace {

template <class T>
Result<> read_word(const http::Request& request, const std::string& name, std::optional<T> (*from)(std::string_view),
                   std::optional<T>& into) {
  const auto text = request.query_value(name);
  if (!text || text->empty()) return {};
  into = from(*text);
  if (!into) return invalid("there is no {} '{}'", name, text->substr(0, 60)).at(name);
  return {};
}

std::optional<std::string> text_of(const http::Request& request, const std::string& name) {
  auto text = request.query_value(name);
  return text && !text->empty() ? text : std::nullopt;
}

/// What these wait for, as far as `who` may see it.
Known known_to(db::Connection& db, const domain::Principal& who,
               const std::vector<const domain::ActionItem*>& actions) {
  store::Filter filter;
  for (const domain::ActionItem* action : actions)
    filter.numbers.insert(filter.numbers.end(), action->waits_for.begin(), action->waits_for.end());
  Known known;
  if (filter.numbers.empty()) return known;
  auto listed = store::list_all(db, who, filter);
  for (store::Listed& item : listed) known.emplace(item.action.number, std::move(item.action));
  return known;
}

}  // namespace

Result<store::Filter> filter_of(const http::Request& request, Instant now) {
  store::Filter filter;
  if (request.query_value("state") == "active") filter.open_only = true;
  else TRY(read_word(request, "state", domain::action_state_from, filter.state));
  TRY(read_word(request, "type", domain::action_type_from, filter.type));
  TRY(read_word(request, "priority", domain::action_priority_from, filter.priority));
  TRY(read_word(request, "proof", domain::action_proof_from, filter.proof));
  if (request.query_value("overdue") == "true") {
    filter.open_only = true;
    filter.due_before = now;
  }
  filter.owner = text_of(request, "owner");
  if (filter.owner == "none") filter.owner = "";
  filter.service = text_of(request, "service");
  filter.team = text_of(request, "team");
  if (const auto incident = TRY(integer_of(request, "incident"))) filter.incidents = {*incident};
  return filter;
}

Result<> require_readable(db::Connection& db, const domain::Principal& who, std::int64_t incident) {
  return journal::require_incident(db, who, domain::Action::read, incident);
}

json::array listed_json(db::Connection& db, const domain::Principal& who, const std::vector<store::Listed>& items,
                        Instant now) {
  std::vector<const domain::ActionItem*> actions;
  actions.reserve(items.size());
  for (const store::Listed& item : items) actions.push_back(&item.action);
  const Known known = known_to(db, who, actions);
  json::array list;
  for (const store::Listed& item : items) {
    json::object one = to_json(item.action, known, now);
    one["incident_title"] = item.incident_title;
    list.emplace_back(std::move(one));
  }
  return list;
}

json::object one_json(db::Connection& db, const domain::Principal& who, const domain::ActionItem& action, Instant now) {
  json::object one = to_json(action, known_to(db, who, {&action}), now);
  const auto about = store::find_about(db, action.incident);
  one["incident_title"] = about ? about->title : "";
  return one;
}

}  // namespace debrief::features::actions
