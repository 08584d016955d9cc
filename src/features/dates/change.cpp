// SPDX-License-Identifier: Apache-2.0
#include "features/dates/dates.hpp"
#include "features/dates/store.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <algorithm>

namespace debrief::features::dates {

Result<> change(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t number,
                const std::string& step, bool is_duty, const Change& wanted) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, number));
  const std::string reason(trim(wanted.reason));
  const auto without_reason = [] {
    return invalid("moving a date needs a reason").at("/reason").with_help("Say what it waits for, so that everybody knows why it is later.");
  };
  if (is_duty) {
    if (wanted.done) return invalid("publishing is done when the postmortem is published").at("/done").with_help("Publish it, or waive the duty.");
    if (!wanted.due_at) return {};
    if (!*wanted.due_at) return invalid("the duty to publish has a date").at("/due_at").with_help("Move the date, or waive the duty.");
    if (reason.empty()) return without_reason();
    return ports.move_duty(tx, who, number, **wanted.due_at, reason);
  }
  auto known = store::list(tx.db, number);
  const auto found = std::find_if(known.begin(), known.end(), [&](const Dated& one) { return one.id == step; });
  if (found == known.end()) return not_found("nothing of that kind is due after {}", domain::incident_key(number));
  json::object data{{"what", found->id}, {"name", found->name}, {"was", json::or_null(found->due_at)}, {"reason", reason}};
  const bool moved = wanted.due_at && *wanted.due_at != found->due_at;
  if (moved && reason.empty()) return without_reason();
  if (moved) {
    found->due_at = *wanted.due_at;
    found->by_hand = true;
  }
  data["due_at"] = json::or_null(found->due_at);
  const bool settled = wanted.done && *wanted.done != found->done_at.has_value();
  if (!moved && !settled) return {};
  if (settled) {
    found->done_at = *wanted.done ? std::optional(tx.now()) : std::nullopt;
    found->done_by = who.name;
  }
  store::put(tx.db, *found);
  if (moved) tx.append({number, std::string(domain::events::kDatesSet), tx.now(), data});
  if (settled) {
    data["done"] = *wanted.done;
    data["was"] = data["due_at"];
    tx.append({number, std::string(domain::events::kDatesSet), tx.now(), std::move(data)});
  }
  return {};
}

Result<std::vector<Dated>> list(journal::Journal& journal, const Ports& ports, const domain::Principal& who, std::int64_t number) {
  struct Read {
    std::vector<Dated> known;
    std::vector<Step> steps;
  };
  auto read = TRY(journal.database().read([&](db::Connection& db) -> Result<Read> {
    TRY(journal::require_incident(db, who, domain::Action::read, number));
    return Read{store::list(db, number), store::find_steps(db)};
  }));
  const auto duty = TRY(ports.find_duty(who, number));
  // While it goes on, or goes on again, the duty alone is no list of steps.
  if (read.known.empty()) return std::move(read.known);
  if (duty && duty->state != domain::DutyState::waived) {
    const auto place = std::find_if(read.steps.begin(), read.steps.end(), [](const Step& one) { return one.id == kPublish; });
    const std::string name = place != read.steps.end() ? place->name : "Publish the postmortem";
    std::erase_if(read.known, [](const Dated& one) { return one.id == kPublish; });
    read.known.push_back({number, std::string(kPublish), name, place - read.steps.begin(), duty->due_at, false, duty->published_at,
                          duty->owner, true});
    std::stable_sort(read.known.begin(), read.known.end(), [](const Dated& a, const Dated& b) { return a.place < b.place; });
  }
  return std::move(read.known);
}

}  // namespace debrief::features::dates
