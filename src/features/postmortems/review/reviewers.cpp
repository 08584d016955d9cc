// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/review/review.hpp"
#include "features/postmortems/review/review_store.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "features/postmortems/store.hpp"
#include "journal/visibility.hpp"

#include <chrono>

namespace debrief::features::postmortems::review {
namespace {

namespace events = domain::events;
using domain::Action;
using domain::Principal;

const journal::Origin kOrigin{"Debrief", "", "reviews", std::nullopt};

std::string path_of(std::int64_t incident) { return fmt::format("/incidents/{}/postmortem", incident); }

Result<std::string> text_hash(db::Connection& db, std::int64_t incident) {
  const auto document = postmortems::store::find(db, incident);
  if (!document) return not_found("{} has no postmortem yet", domain::incident_key(incident)).with_help("Draft it first.");
  return to_hex(sha256(document->markdown));
}

bool is_weekend(Instant at) {
  const std::chrono::sys_time<Micros> when{Micros(at.micros)};
  const std::chrono::weekday day{std::chrono::floor<std::chrono::days>(when)};
  return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

}  // namespace

Result<std::vector<Reviewer>> list_reviewers(db::Connection& db, const Principal& who, std::int64_t incident) {
  TRY(journal::require_incident(db, who, Action::read, incident));
  std::vector<Reviewer> reviewers;
  const auto rows = store::list_reviewers(db, incident);
  if (rows.empty()) return reviewers;
  const std::string now = TRY(text_hash(db, incident));
  for (const auto& row : rows) {
    reviewers.push_back(row.reviewer);
    reviewers.back().current = !row.reviewer.verdict.empty() && row.text_sha256 == now;
  }
  return reviewers;
}

Result<> ask_reviewer(journal::Transaction& tx, const Ports& ports, const Principal& who, std::int64_t incident,
                      const domain::Member& reviewer) {
  TRY(journal::require_incident(tx.db, who, Action::edit, incident));
  TRY(text_hash(tx.db, incident));
  const Principal asked{reviewer.id, reviewer.name, reviewer.role, "review"};
  if (!journal::require_incident(tx.db, asked, Action::read, incident))
    return invalid("{} may not read {}", reviewer.name, domain::incident_key(incident)).at("/user_id").with_help("Give them a role in the incident first.");
  store::put_reviewer(tx.db, incident, {reviewer.id, reviewer.name, who.name, tx.now(), "", "", std::nullopt, false});
  tx.append({incident, std::string(events::kReviewAsked), tx.now(), {{"reviewer", reviewer.name}}});
  domain::Notice notice;
  notice.kind = "review.asked";
  notice.to = {reviewer.id};
  notice.incident = incident;
  notice.title = fmt::format("{} asks you to review the postmortem of {}", who.name, domain::incident_key(incident));
  notice.text = "Read it, comment where something is unclear or missing, and approve it or ask for changes.";
  notice.path = path_of(incident);
  notice.key = fmt::format("review/{}/{}", incident, tx.now().micros);
  ports.notify(tx, notice);
  return {};
}

Result<> drop_reviewer(journal::Transaction& tx, const Principal& who, std::int64_t incident, const std::string& user_id) {
  TRY(journal::require_incident(tx.db, who, Action::edit, incident));
  if (!store::remove_reviewer(tx.db, incident, user_id)) return not_found("this account is no reviewer of the postmortem");
  return {};
}

Result<> give_verdict(journal::Transaction& tx, const Ports& ports, const Principal& who, std::int64_t incident,
                      const std::string& verdict, const std::string& text, const std::vector<std::string>& tell) {
  TRY(journal::require_incident(tx.db, who, Action::respond, incident));
  if (verdict != "approved" && verdict != "changes")
    return invalid("there is no verdict '{}'", verdict.substr(0, 60)).at("/verdict").with_help("Use approved or changes.");
  if (verdict == "changes" && trim(text).empty()) return invalid("say which changes you ask for").at("/text");
  const std::string hash = TRY(text_hash(tx.db, incident));
  store::put_verdict(tx.db, incident, {who.id, who.name, who.name, tx.now(), verdict, text, tx.now(), true}, hash);
  tx.append({incident, std::string(events::kReviewGiven), tx.now(), {{"verdict", verdict}, {"sha256", hash}, {"text", text}}});
  domain::Notice notice;
  notice.kind = "review.given";
  for (const std::string& id : tell)
    if (id != who.id) notice.to.push_back(id);
  notice.incident = incident;
  notice.title = fmt::format("{} {} the postmortem of {}", who.name, verdict == "approved" ? "approved" : "asked for changes of",
                             domain::incident_key(incident));
  notice.text = text;
  notice.path = path_of(incident);
  ports.notify(tx, notice);
  return {};
}

Result<domain::ReviewStanding> find_standing(db::Connection& db, const Principal& who, std::int64_t incident) {
  domain::ReviewStanding standing;
  for (const Reviewer& reviewer : TRY(list_reviewers(db, who, incident))) {
    if (reviewer.verdict == "changes" && reviewer.current) standing.objections.push_back(reviewer.person);
    else if (reviewer.verdict == "approved" && reviewer.current) ++standing.approvals;
    else standing.waiting_for.push_back(reviewer.person);
  }
  standing.open_threads = store::count_threads(db, incident, true);
  return standing;
}

std::optional<Instant> remind(journal::Journal& journal, const Ports& ports) {
  constexpr Micros kPatience = std::chrono::hours(48);
  const Instant now = journal.clock().now();
  const Instant again = now + std::chrono::hours(1);
  if (is_weekend(now)) return again;
  const auto waiting = journal.database().read([&](db::Connection& db) { return store::list_waiting(db, now - kPatience); });
  for (const auto& [incident, reviewer] : waiting) {
    domain::Notice notice;
    notice.kind = "review.asked";
    notice.to = {reviewer.user_id};
    notice.incident = incident;
    notice.title = fmt::format("The postmortem of {} waits for your review", domain::incident_key(incident));
    notice.text = fmt::format("{} asked you for it. Approve it, or ask for changes.", reviewer.asked_by);
    notice.path = path_of(incident);
    const auto days = std::chrono::duration_cast<std::chrono::days>(now - reviewer.asked_at).count();
    notice.key = fmt::format("review/{}/{}/{}", incident, reviewer.asked_at.micros, days / 2);
    const auto told = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
      ports.notify(tx, notice);
      return {};
    });
    static_cast<void>(told);
  }
  return again;
}

}  // namespace debrief::features::postmortems::review
