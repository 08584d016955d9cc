// SPDX-License-Identifier: Apache-2.0
#include "features/actions/actions.hpp"
#include "features/actions/facts.hpp"
#include "features/actions/states.hpp"
#include "features/actions/store.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <algorithm>

namespace debrief::features::actions {
namespace {

using domain::ActionItem;
using domain::ActionState;
namespace events = domain::events;

/// Who may change the action, and that nobody changed it meanwhile.
Result<store::Kept> open(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                         Version expected) {
  auto kept = store::find(tx.db, number);
  if (!kept || !journal::require_incident(tx.db, who, domain::Action::read, kept->action.incident))
    return not_found("there is no action {}", number).with_help("It may have been removed.");
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, kept->action.incident));
  if (expected && *expected != kept->action.version)
    return make_error(ErrorCode::precondition, "the action is at version {} by now, not {}", kept->action.version,
                      *expected)
        .with_help("Fetch it again and repeat the change there.")
        .at("If-Match");
  return std::move(*kept);
}

Result<store::Kept> open_present(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                 Version expected) {
  auto kept = TRY(open(tx, who, number, expected));
  if (kept.removed) return not_found("the action {} was removed", number).with_help("Bring it back first.");
  return kept;
}

/// On one line, without white space around it.
Result<std::string> check_title(std::string_view text) {
  std::string title(trim(text));
  std::replace_if(
      title.begin(), title.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  if (title.empty())
    return invalid("an action needs a title").at("/title").with_help("Say in a few words what is to be done.");
  return title;
}

/// Each is there, may be seen, and does not wait for `action` itself.
Result<> check_waits(journal::Transaction& tx, const domain::Principal& who, const ActionItem& action,
                     const std::vector<std::int64_t>& wanted) {
  Waits waits = store::list_waits(tx.db);
  for (const std::int64_t other : wanted) {
    const auto kept = store::find(tx.db, other);
    if (!kept || kept->removed || !journal::require_incident(tx.db, who, domain::Action::read, kept->action.incident))
      return invalid("there is no action {}", other).at("/waits_for").with_help("Use the numbers of actions.");
    const auto way = way_between(waits, other, action.number);
    if (way.empty()) continue;
    std::string names;
    for (const std::int64_t number : way) {
      const auto step = store::find(tx.db, number);
      const bool seen = step && journal::require_incident(tx.db, who, domain::Action::read, step->action.incident);
      names += (names.empty() ? "" : " → ") + (seen ? domain::action_key(number) : std::string("…"));
    }
    return conflict("this would close a circle: {} → {}", domain::action_key(action.number), names)
        .at("/waits_for")
        .with_help("One of them must be able to begin: remove what it waits for.");
  }
  return {};
}

void notify_owner(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                  const ActionItem& action) {
  if (!action.owner_id || *action.owner_id == who.id) return;
  domain::Notice notice;
  notice.kind = "action.assigned";
  notice.to = {*action.owner_id};
  notice.incident = action.incident;
  notice.title = fmt::format("{} is yours: {}", domain::action_key(action.number), action.title);
  notice.text = fmt::format("{} gave you an action of {}.\nPriority: {}.\nDue: {} UTC.", who.name,
                            domain::incident_key(action.incident), to_text(action.priority), to_minutes(action.due_at));
  notice.path = path_of(action);
  notice.key = fmt::format("action/{}/owner/{}/{}", action.number, *action.owner_id, action.version);
  ports.notify(tx, notice);
}

/// What of the change differs goes into the action and into the fact's data.
class Applied {
 public:
  Applied(store::Kept& kept, json::object& data) : kept_(kept), one_(kept.action), data_(data) {}

  Result<> apply(const Change& wanted, const Settings& settings) {
    if (wanted.title) {
      const std::string title = TRY(check_title(*wanted.title));
      set("title", one_.title, title, title);
    }
    if (wanted.type) set("type", one_.type, *wanted.type, to_text(*wanted.type));
    if (wanted.text) set("text", one_.text, *wanted.text, *wanted.text);
    if (wanted.team) set("team", one_.team, *wanted.team, *wanted.team);
    if (wanted.factor) set("factor", one_.factor, *wanted.factor, *wanted.factor);
    if (wanted.entries) set("entries", one_.entries, *wanted.entries, numbers(*wanted.entries));
    if (wanted.waits_for) set("waits_for", one_.waits_for, *wanted.waits_for, numbers(*wanted.waits_for));
    if (wanted.owner) {
      set("owner", one_.owner, wanted.owner->name, wanted.owner->name);
      one_.owner_id = wanted.owner->id;
    }
    apply_dates(wanted, settings);
    if (wanted.check) apply_check(*wanted.check);
    return {};
  }

 private:
  template <class T, class Shown>
  void set(std::string_view name, T& member, const T& value, const Shown& shown) {
    if (member == value) return;
    member = value;
    data_[name] = json::value(shown);
  }
  static json::array numbers(const std::vector<std::int64_t>& all) { return json::array(all.begin(), all.end()); }

  void apply_dates(const Change& wanted, const Settings& settings) {
    if (wanted.priority) {
      set("priority", one_.priority, *wanted.priority, to_text(*wanted.priority));
      if (!kept_.due_by_hand && data_.contains("priority")) set_due(settings.due_after(one_.added_at, one_.priority));
    }
    if (!wanted.due_at) return;
    if (*wanted.due_at != one_.due_at) kept_.due_by_hand = true;
    set_due(*wanted.due_at);
  }
  void set_due(Instant at) { set("due_at", one_.due_at, at, to_rfc3339(at)); }

  void apply_check(const std::optional<domain::ActionCheck>& check) {
    const json::value before = check_json(one_.check);
    const json::value after = check_json(check);
    if (before == after) return;
    one_.check = check;
    one_.proof = check ? domain::ActionProof::unproven : domain::ActionProof::none;
    one_.proof_note.clear();
    one_.proof_at.reset();
    data_["check"] = after;
  }

  store::Kept& kept_;
  ActionItem& one_;
  json::object& data_;
};

}  // namespace

Owner owner_named(const Ports& ports, std::string_view name) {
  Owner owner{std::string(trim(name)), std::nullopt};
  if (!owner.name.empty()) owner.id = ports.find_user_id(owner.name);
  return owner;
}

std::string path_of(const ActionItem& action) {
  return fmt::format("/actions/{}", action.number);
}

json::value check_json(const std::optional<domain::ActionCheck>& check) {
  if (!check) return nullptr;
  json::object data{{"kind", to_text(check->kind)},
                    {"alert", check->alert},
                    {"service", check->service},
                    {"template", check->log_template},
                    {"days", check->days}};
  if (check->kind == domain::ActionCheck::Kind::drill_passed) data["minutes"] = check->minutes;
  return data;
}

void leave(journal::Transaction& tx, const ActionItem& action, std::string_view kind, json::object data) {
  json::object all{{"action", action.number}, {"title", action.title}};
  for (auto& member : data) all[member.key()] = std::move(member.value());
  tx.append({action.incident, std::string(kind), tx.now(), std::move(all)});
}

void move_to(journal::Transaction& tx, store::Kept& kept, ActionState to, std::string reason) {
  ActionItem& one = kept.action;
  const ActionState from = one.state;
  one.state = to;
  one.reason = std::move(reason);
  if (is_open(to)) one.closed_at.reset();
  else if (is_open(from)) one.closed_at = tx.now();
  // Each time it is done, the check begins anew.
  if (one.check && to == ActionState::done) {
    one.proof = domain::ActionProof::unproven;
    one.proof_note.clear();
    one.proof_at.reset();
  }
  leave(tx, one, events::kActionMoved, {{"from", to_text(from)}, {"to", to_text(to)}, {"reason", one.reason}});
}

Result<ActionItem> add(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                       std::int64_t incident, NewAction wanted) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident));
  if (store::count(tx.db, incident) >= kMostActions)
    return conflict("there are {} actions, which is the limit", kMostActions)
        .with_help("Few actions that are done are worth more than many that are not: put some together.");
  store::Kept kept;
  ActionItem& one = kept.action;
  one.incident = incident;
  one.type = wanted.type;
  one.title = TRY(check_title(wanted.title));
  one.text = std::move(wanted.text);
  one.priority = wanted.priority;
  one.owner = std::move(wanted.owner.name);
  one.owner_id = std::move(wanted.owner.id);
  one.team = std::move(wanted.team);
  kept.due_by_hand = wanted.due_at.has_value();
  one.due_at = wanted.due_at.value_or(store::settings(tx.db).due_after(tx.now(), one.priority));
  TRY(check_waits(tx, who, one, wanted.waits_for));
  one.waits_for = std::move(wanted.waits_for);
  one.factor = std::move(wanted.factor);
  one.entries = std::move(wanted.entries);
  one.check = std::move(wanted.check);
  one.proof = one.check ? domain::ActionProof::unproven : domain::ActionProof::none;
  one.added_by = who.name;
  one.added_at = tx.now();
  store::insert(tx.db, kept);
  leave(tx, one, events::kActionAdded,
        {{"type", to_text(one.type)},
         {"text", one.text},
         {"priority", to_text(one.priority)},
         {"owner", one.owner},
         {"team", one.team},
         {"due_at", to_rfc3339(one.due_at)},
         {"waits_for", json::array(one.waits_for.begin(), one.waits_for.end())},
         {"factor", one.factor},
         {"entries", json::array(one.entries.begin(), one.entries.end())},
         {"check", check_json(one.check)}});
  notify_owner(tx, ports, who, one);
  return one;
}

Result<ActionItem> change(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                          std::int64_t number, const Change& wanted, Version expected) {
  store::Kept kept = TRY(open_present(tx, who, number, expected));
  if (wanted.waits_for) TRY(check_waits(tx, who, kept.action, *wanted.waits_for));
  const bool moves = wanted.state && *wanted.state != kept.action.state;
  if (moves) TRY(check_move(kept.action.state, *wanted.state, wanted.reason));
  const std::string owner_before = kept.action.owner;
  json::object data;
  TRY(Applied(kept, data).apply(wanted, store::settings(tx.db)));
  if (data.empty() && !moves) return kept.action;
  kept.action.version += 1;
  if (!data.empty()) leave(tx, kept.action, events::kActionChanged, std::move(data));
  if (moves) move_to(tx, kept, *wanted.state, std::string(trim(wanted.reason)));
  store::update(tx.db, kept);
  if (kept.action.owner != owner_before) notify_owner(tx, ports, who, kept.action);
  return kept.action;
}

Result<ActionItem> remove(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                          Version expected) {
  store::Kept kept = TRY(open_present(tx, who, number, expected));
  kept.action.version += 1;
  store::set_removed(tx.db, number, tx.now(), kept.action.version);
  leave(tx, kept.action, events::kActionRemoved, {});
  return kept.action;
}

Result<ActionItem> restore(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                           Version expected) {
  store::Kept kept = TRY(open(tx, who, number, expected));
  if (!kept.removed)
    return conflict("{} is there", domain::action_key(number)).with_help("There is nothing to bring back.");
  // What it waits for may have come to wait for it meanwhile.
  TRY(check_waits(tx, who, kept.action, kept.action.waits_for));
  kept.action.version += 1;
  store::set_removed(tx.db, number, std::nullopt, kept.action.version);
  leave(tx, kept.action, events::kActionRestored, {});
  return kept.action;
}

Result<ActionItem> get(db::Connection& db, const domain::Principal& who, std::int64_t number) {
  const auto kept = store::find(db, number);
  if (!kept || kept->removed || !journal::require_incident(db, who, domain::Action::read, kept->action.incident))
    return not_found("there is no action {}", number).with_help("It may have been removed.");
  return kept->action;
}

std::vector<ActionItem> list_actions(db::Connection& db, const domain::Principal& who,
                                     const std::vector<std::int64_t>& incidents, bool open_only) {
  std::vector<ActionItem> actions;
  if (incidents.empty()) return actions;
  store::Filter filter;
  filter.incidents = incidents;
  filter.open_only = open_only;
  auto listed = store::list_all(db, who, filter);
  for (store::Listed& item : listed) actions.push_back(std::move(item.action));
  return actions;
}

}  // namespace debrief::features::actions
