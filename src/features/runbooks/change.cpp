// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/runbooks.hpp"
#include "features/runbooks/steps.hpp"
#include "features/runbooks/store.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <algorithm>

namespace debrief::features::runbooks {
namespace {

namespace events = domain::events;

Result<Runbook> open(journal::Transaction& tx, const domain::Principal& who, std::int64_t number) {
  TRY(domain::require(who, domain::Action::edit));
  auto found = store::find(tx.db, who, number);
  if (!found) return not_found("there is no runbook {}", number);
  return std::move(*found);
}

/// On one line, without white space around it.
Result<std::string> check_title(std::string_view text) {
  std::string title(trim(text));
  std::replace_if(
      title.begin(), title.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  if (title.empty()) return invalid("a runbook needs a title").at("/title").with_help("Say what it is for.");
  return title;
}

Result<> check_markdown(const std::string& markdown) {
  if (read_steps(markdown).size() <= kMostSteps) return {};
  return too_large("a runbook may have at most {} steps", kMostSteps)
      .at("/markdown")
      .with_help("Divide it: nobody follows so many steps in an incident.");
}

/// Trimmed, each once, none empty.
std::vector<std::string> tidy(const std::vector<std::string>& services) {
  std::vector<std::string> names;
  for (const auto& service : services) {
    const std::string name(trim(service));
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

Result<> apply(const Wanted& wanted, Runbook& runbook, Instant now) {
  if (wanted.title) runbook.title = TRY(check_title(*wanted.title));
  if (wanted.owner) runbook.owner = *wanted.owner;
  if (wanted.services) runbook.services = tidy(*wanted.services);
  if (wanted.rules) runbook.rules = *wanted.rules;
  if (wanted.markdown) {
    TRY(check_markdown(*wanted.markdown));
    runbook.markdown = *wanted.markdown;
  }
  if (wanted.review_days && *wanted.review_days != runbook.review_days) {
    runbook.review_days = *wanted.review_days;
    runbook.review_at = runbook.review_days == 0 ? std::nullopt : std::optional(now + std::chrono::days(runbook.review_days));
  }
  return {};
}

bool says_the_same(const Runbook& a, const Runbook& b) {
  return a.title == b.title && a.owner.name == b.owner.name && a.services == b.services && a.markdown == b.markdown &&
         a.review_days == b.review_days && json::write(json::value(to_json(a.rules))) == json::write(json::value(to_json(b.rules)));
}

void tell_saved(journal::Transaction& tx, const Runbook& runbook) {
  tx.append({domain::kServerChain, std::string(events::kRunbookSaved), tx.now(),
             {{"number", runbook.number},
              {"version", runbook.version},
              {"title", runbook.title},
              {"sha256", to_hex(sha256(runbook.markdown))}}});
}

}  // namespace

Result<Runbook> add(journal::Transaction& tx, const domain::Principal& who, const Wanted& wanted) {
  TRY(domain::require(who, domain::Action::edit));
  if (wanted.origin) TRY(journal::require_incident(tx.db, who, domain::Action::read, *wanted.origin));
  Runbook runbook;
  runbook.number = store::next_number(tx.db);
  TRY(apply(wanted, runbook, tx.now()));
  runbook.title = TRY(check_title(runbook.title));
  runbook.origin = wanted.origin;
  runbook.created_at = runbook.updated_at = tx.now();
  runbook.author = who.name;
  store::insert(tx.db, runbook);
  tell_saved(tx, runbook);
  return runbook;
}

Result<Runbook> change(journal::Transaction& tx, const domain::Principal& who, std::int64_t number, const Wanted& wanted,
                       std::optional<std::int64_t> expected) {
  const Runbook before = TRY(open(tx, who, number));
  if (expected && *expected != before.version)
    return make_error(ErrorCode::precondition, "the runbook is at version {} by now, not {}", before.version, *expected)
        .with_help("Fetch it again and repeat the change there.")
        .at("If-Match");
  if (wanted.origin) return invalid("where a runbook came from does not change").at("/origin");
  Runbook runbook = before;
  TRY(apply(wanted, runbook, tx.now()));
  if (says_the_same(before, runbook)) return before;
  runbook.version += 1;
  runbook.updated_at = tx.now();
  runbook.author = who.name;
  store::update(tx.db, runbook);
  tell_saved(tx, runbook);
  return runbook;
}

Result<Runbook> set_archived(journal::Transaction& tx, const domain::Principal& who, std::int64_t number, bool archived) {
  Runbook runbook = TRY(open(tx, who, number));
  if (runbook.archived_at.has_value() == archived) return runbook;
  runbook.archived_at = archived ? std::optional(tx.now()) : std::nullopt;
  store::update_standing(tx.db, runbook);
  tx.append({domain::kServerChain, std::string(events::kRunbookArchived), tx.now(),
             {{"number", number}, {"title", runbook.title}, {"archived", archived}}});
  return runbook;
}

Result<Runbook> mark_reviewed(journal::Transaction& tx, const domain::Principal& who, std::int64_t number) {
  Runbook runbook = TRY(open(tx, who, number));
  if (runbook.review_days == 0)
    return conflict("no review is asked for").with_help("Set after how many days it is to be looked at again.");
  runbook.review_at = tx.now() + std::chrono::days(runbook.review_days);
  store::update_standing(tx.db, runbook);
  tx.append({domain::kServerChain, std::string(events::kRunbookReviewed), tx.now(),
             {{"number", number}, {"title", runbook.title}, {"next", json::or_null(runbook.review_at)}}});
  return runbook;
}

Result<Runbook> get(db::Connection& db, const domain::Principal& who, std::int64_t number) {
  auto found = store::find(db, who, number);
  if (!found) return not_found("there is no runbook {}", number);
  return std::move(*found);
}

}  // namespace debrief::features::runbooks
