// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "features/actions/access.hpp"
#include "features/actions/facts.hpp"
#include "features/actions/prove.hpp"
#include "features/actions/self.hpp"
#include "features/actions/trackers.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::actions {
namespace {

using domain::ActionItem;
using domain::ActionState;
using domain::TrackerIssue;
namespace events = domain::events;

constexpr Micros kBetween = std::chrono::minutes(5);
constexpr Micros kStale = std::chrono::minutes(15);
constexpr std::int64_t kMostAsked = 50;  // of one tracker at a time

bool is_closed(std::string_view state) {
  return state == "closed" || state == "merged";
}

std::string call_of(const domain::ActionLink& link) {
  return link.key.empty() ? link.url : link.key;
}

/// The state of the action follows that of what is linked, when that changes.
void follow_state(journal::Transaction& tx, store::Kept& kept, bool was_closed) {
  ActionItem& one = kept.action;
  const bool closed = is_closed(one.link->state);
  if (closed && !was_closed && domain::is_open(one.state))
    move_to(tx, kept, ActionState::done, fmt::format("{} is {}", call_of(*one.link), one.link->state));
  else if (!closed && was_closed && one.state == ActionState::done)
    move_to(tx, kept, ActionState::open, fmt::format("{} is open again", call_of(*one.link)));
  if (!one.check || one.check->kind != domain::ActionCheck::Kind::link_merged) return;
  const domain::ActionProof proof = standing_of(one, tx.now());
  if (proof == one.proof) return;
  one.proof = proof;
  one.proof_at = tx.now();
  one.proof_note =
      proof == domain::ActionProof::proven ? fmt::format("{} is {}", call_of(*one.link), one.link->state) : "";
  if (proof == domain::ActionProof::proven)
    leave(tx, one, events::kActionProven, {{"check", check_json(one.check)}, {"note", one.proof_note}});
}

/// Notes what the tracker says of a linked issue. What is new leaves facts; what was so before what is known is old news:
/// events come late, out of order, and again.
void take_issue(journal::Transaction& tx, std::int64_t number, const TrackerIssue& issue) {
  auto kept = store::find(tx.db, number);
  if (!kept || kept->removed || !kept->action.link) return;
  domain::ActionLink& link = *kept->action.link;
  if (issue.changed_at && link.changed_at && *issue.changed_at < *link.changed_at) return;
  if (issue.changed_at) link.changed_at = issue.changed_at;
  link.seen_at = tx.now();
  const bool is_new = link.state != issue.state || (!issue.title.empty() && link.title != issue.title);
  const bool was_closed = is_closed(link.state);
  if (is_new) {
    link.state = issue.state;
    if (!issue.title.empty()) link.title = shorten(issue.title, kLongestTitle);
    kept->action.version += 1;
    leave(tx, kept->action, events::kActionLinked, {{"url", link.url}, {"key", link.key}, {"state", link.state}});
    follow_state(tx, *kept, was_closed);
  }
  store::update(tx.db, *kept);
}

std::string text_for_tracker(const Ports& ports, const ActionItem& action) {
  std::string text = action.text.empty() ? "" : action.text + "\n\n";
  const std::string key =
      fmt::format("{} of {}", domain::action_key(action.number), domain::incident_key(action.incident));
  return text + (ports.address.empty() ? "Action " + key
                                       : fmt::format("Action [{}]({}{})", key, ports.address, path_of(action)));
}

struct Linked {
  std::string tracker;
  TrackerIssue issue;
};

Result<Linked> create_there(journal::Journal& journal, const Ports& ports, const ActionItem& action,
                            const LinkWanted& wanted) {
  const auto about =
      journal.database().read([&](db::Connection& db) { return store::find_about(db, action.incident); });
  if (about && about->visibility == domain::Visibility::private_ && !wanted.private_confirmed)
    return conflict("{} is private, and its action would be readable in the tracker",
                    domain::incident_key(action.incident))
        .at("/confirm_private")
        .with_help("Send confirm_private when its title and text may be read there.");
  const Reach tracker = TRY(reach(journal.database(), ports, wanted.tracker));
  const auto call = tracker.kind->create(tracker.access, action.title, text_for_tracker(ports, action));
  TrackerIssue issue = TRY(tracker.kind->read(tracker.access, "", TRY(ask(ports, tracker, call))));
  if (issue.title.empty()) issue.title = action.title;
  return Linked{tracker.entry.id, std::move(issue)};
}

/// A page of a tracker that does not answer is linked all the same.
Result<Linked> find_there(journal::Journal& journal, const Ports& ports, const std::string& url) {
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  if (!web || url.find_first_of(" \t\r\n<>\"") != std::string::npos)
    return invalid("'{}' is no address of a page", url.substr(0, 100))
        .at("/url")
        .with_help("Copy it from the browser.");
  const auto trackers = journal.database().read([](db::Connection& db) { return store::list_trackers(db); });
  for (const TrackerEntry& entry : trackers) {
    const auto tracker = reach(journal.database(), ports, entry.id);
    if (!tracker) continue;
    const auto key = tracker->kind->find_key(tracker->access, url);
    if (!key) continue;
    const auto body = ask(ports, *tracker, tracker->kind->ask(tracker->access, *key));
    auto issue = body ? tracker->kind->read(tracker->access, *key, *body) : Result<TrackerIssue>(body.error());
    return Linked{entry.id, issue ? std::move(*issue) : TrackerIssue{*key, url, "", ""}};
  }
  return Linked{"", {"", url, "", ""}};
}

Result<store::Kept> open(journal::Transaction& tx, const domain::Principal& who, std::int64_t number) {
  auto kept = store::find(tx.db, number);
  if (!kept || kept->removed || !journal::require_incident(tx.db, who, domain::Action::read, kept->action.incident))
    return not_found("there is no action {}", number).with_help("It may have been removed.");
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, kept->action.incident));
  return std::move(*kept);
}

void ask_after(journal::Journal& journal, const Ports& ports, const TrackerEntry& entry) {
  const Instant now = journal.clock().now();
  const auto stale = journal.database().read(
      [&](db::Connection& db) { return store::list_stale_links(db, entry.id, now - kStale, kMostAsked); });
  if (stale.empty()) return;
  const auto tracker = reach(journal.database(), ports, entry.id);
  std::string error = tracker ? "" : tracker.error().message;
  for (const ActionItem& action : stale) {
    if (!error.empty()) break;
    const auto body = ask(ports, *tracker, tracker->kind->ask(tracker->access, action.link->key));
    auto issue =
        body ? tracker->kind->read(tracker->access, action.link->key, *body) : Result<TrackerIssue>(body.error());
    const bool gone = !issue && issue.error().code == ErrorCode::not_found;
    if (!issue && !gone) error = issue.error().message;
    if (!error.empty()) break;
    // What is gone keeps its last state, and is asked for again later.
    const TrackerIssue told = issue ? std::move(*issue) : TrackerIssue{action.link->key, "", "", action.link->state};
    const auto kept = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
      take_issue(tx, action.number, told);
      return {};
    });
    static_cast<void>(kept);
  }
  journal.database().write([&](db::Connection& db) { store::note_asked(db, entry.id, now, shorten(error, 500)); });
}

}  // namespace

Result<ActionItem> link(journal::Journal& journal, const Ports& ports, const journal::Origin& origin,
                        const domain::Principal& who, std::int64_t number, const LinkWanted& wanted) {
  const ActionItem action = TRY(journal.database().read([&](db::Connection& db) { return get(db, who, number); }));
  TRY(journal.database().read([&](db::Connection& db) {
    return journal::require_incident(db, who, domain::Action::respond, action.incident);
  }));
  if (!wanted.tracker.empty() && action.link)
    return conflict("{} is linked already", domain::action_key(number)).with_help("Unlink it first.");
  const Linked linked = wanted.tracker.empty() ? TRY(find_there(journal, ports, wanted.url))
                                               : TRY(create_there(journal, ports, action, wanted));
  return journal.write(origin, [&](journal::Transaction& tx) -> Result<ActionItem> {
    store::Kept kept = TRY(open(tx, who, number));
    ActionItem& one = kept.action;
    one.link = domain::ActionLink{linked.issue.url,   linked.tracker,
                                  linked.issue.key,   shorten(linked.issue.title, kLongestTitle),
                                  linked.issue.state, std::nullopt, linked.issue.changed_at};
    if (!linked.issue.state.empty()) one.link->seen_at = tx.now();
    one.version += 1;
    leave(tx, one, events::kActionLinked, {{"url", one.link->url}, {"key", one.link->key}, {"state", one.link->state}});
    follow_state(tx, kept, false);
    store::update(tx.db, kept);
    return one;
  });
}

Result<ActionItem> unlink(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                          Version expected) {
  store::Kept kept = TRY(open(tx, who, number));
  if (expected && *expected != kept.action.version)
    return make_error(ErrorCode::precondition, "the action is at version {} by now, not {}", kept.action.version,
                      *expected)
        .with_help("Fetch it again and repeat the change there.")
        .at("If-Match");
  if (!kept.action.link) return conflict("{} is not linked", domain::action_key(number));
  kept.action.link.reset();
  kept.action.version += 1;
  leave(tx, kept.action, events::kActionLinked, {{"url", nullptr}});
  store::update(tx.db, kept);
  return kept.action;
}

Result<> hear_tracker(journal::Journal& journal, const Ports& ports, const std::string& id,
                      const domain::Headers& headers, std::string_view body) {
  const Error refused = make_error(ErrorCode::unauthenticated, "the event is not signed with the secret of this hook")
                            .with_help("Set the secret that was shown when the tracker was added.");
  const auto tracker = reach(journal.database(), ports, id);
  const auto sealed = journal.database().read([&](db::Connection& db) { return store::find_sealed(db, id); });
  const auto secret = sealed ? ports.open(sealed->hook_secret, secret_context(id)) : std::nullopt;
  if (!tracker || !secret || !tracker->kind->verify(headers, body, *secret)) return refused;
  const auto issue = TRY(tracker->kind->read_event(tracker->access, headers, body));
  return journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
    store::note_heard(tx.db, id, tx.now());
    if (!issue) return {};
    for (const ActionItem& action : store::list_linked(tx.db, id, issue->key)) take_issue(tx, action.number, *issue);
    return {};
  });
}

std::optional<Instant> follow(journal::Journal& journal, const Ports& ports) {
  const auto trackers = journal.database().read([](db::Connection& db) { return store::list_trackers(db); });
  for (const TrackerEntry& entry : trackers) ask_after(journal, ports, entry);
  return journal.clock().now() + kBetween;
}

}  // namespace debrief::features::actions
