// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/run_store.hpp"
#include "features/runbooks/runbooks.hpp"
#include "features/runbooks/steps.hpp"
#include "features/runbooks/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace debrief::features::runbooks {
namespace {

constexpr std::int64_t kMostRunbooks = 2000;
constexpr std::size_t kSimilarLooked = 10;
constexpr double kCameFromSimilar = 2.5;
constexpr double kSolvedSimilar = 2;

/// What is the same for all readers of a question: fetched once.
struct Shelf {
  std::vector<Runbook> runbooks;
  std::map<std::int64_t, store::Counts> counts;
};

Shelf shelf_of(db::Connection& db, const domain::Principal& who) {
  return {store::list(db, who, {}, std::nullopt, kMostRunbooks), store::count_runs(db, who)};
}

/// Without score and reasons.
domain::RunbookFit fit_of(const Shelf& shelf, const Runbook& runbook, Instant now) {
  domain::RunbookFit fit;
  fit.runbook = runbook.number;
  fit.title = runbook.title;
  fit.owner = runbook.owner.name;
  fit.review_at = runbook.review_at;
  fit.stale = runbook.review_at && *runbook.review_at < now;
  fit.steps = static_cast<std::int64_t>(read_steps(runbook.markdown).size());
  if (const auto counted = shelf.counts.find(runbook.number); counted != shelf.counts.end()) {
    fit.runs = counted->second.runs;
    fit.solved = counted->second.solved;
  }
  return fit;
}

void put_first_what_fits_best(std::vector<domain::RunbookFit>& fits) {
  std::stable_sort(fits.begin(), fits.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.score, a.solved, a.runs) > std::tuple(b.score, b.solved, b.runs);
  });
}

std::vector<domain::RunbookFit> fits_among(const Shelf& shelf, const domain::RunbookQuestion& question, Instant now) {
  std::vector<domain::RunbookFit> fits;
  for (const Runbook& runbook : shelf.runbooks) {
    auto fitting = fit(runbook.rules, runbook.services, question);
    if (!fitting) continue;
    domain::RunbookFit found = fit_of(shelf, runbook, now);
    found.score = fitting->score;
    found.reasons = std::move(fitting->reasons);
    fits.push_back(std::move(found));
  }
  put_first_what_fits_best(fits);
  return fits;
}

Result<domain::RunbookQuestion> question_of(const Ports& ports, const domain::Principal& who, std::int64_t number) {
  const auto incident = TRY(ports.get_incident(who, number));
  domain::RunbookQuestion question;
  question.services = incident.services;
  question.text = incident.title + "\n" + incident.summary + "\n" + incident.impact;
  for (const domain::Alert& alert : TRY(ports.list_alerts(who, number))) {
    if (std::find(question.alerts.begin(), question.alerts.end(), alert.name) == question.alerts.end())
      question.alerts.push_back(alert.name);
    for (const auto& [name, text] : alert.annotations) question.text += "\n" + text;
  }
  return question;
}

std::vector<domain::RunbookFit> fits_now(journal::Journal& journal, const domain::Principal& who,
                                         const domain::RunbookQuestion& question) {
  return journal.database().read([&](db::Connection& db) { return fit_all(db, who, question, journal.clock().now()); });
}

/// The incidents that a runbook's steps came from, and its origin.
std::set<std::int64_t> sources_of(const Runbook& runbook) {
  std::set<std::int64_t> sources;
  if (runbook.origin) sources.insert(*runbook.origin);
  for (const auto& step : read_steps(runbook.markdown))
    for (const auto& origin : step.origins) sources.insert(origin.incident);
  return sources;
}

struct Hint {
  double score = 0;
  std::string reason;
};

/// By the similar incident that stands first.
std::optional<Hint> hint_for(const Runbook& runbook, const std::vector<std::int64_t>& solved,
                             const std::vector<domain::Match>& similar) {
  const auto sources = sources_of(runbook);
  for (std::size_t rank = 0; rank < similar.size(); ++rank) {
    const std::int64_t number = similar[rank].incident;
    const std::string key = domain::incident_key(number);
    const double weight = 1.0 / static_cast<double>(rank + 1);
    if (sources.contains(number)) return Hint{kCameFromSimilar * weight, fmt::format("made from {}, which resembles this one", key)};
    if (std::find(solved.begin(), solved.end(), number) != solved.end())
      return Hint{kSolvedSimilar * weight, fmt::format("solved {}, which resembles this one", key)};
  }
  return std::nullopt;
}

}  // namespace

std::vector<domain::RunbookFit> fit_all(db::Connection& db, const domain::Principal& who,
                                        const domain::RunbookQuestion& question, Instant now) {
  return fits_among(shelf_of(db, who), question, now);
}

Result<std::vector<domain::RunbookFit>> list_for(journal::Journal& journal, const Ports& ports, const domain::Principal& who,
                                                 std::int64_t incident) {
  return fits_now(journal, who, TRY(question_of(ports, who, incident)));
}

Result<std::vector<domain::RunbookFit>> recommend(journal::Journal& journal, const Ports& ports,
                                                  const domain::Principal& who, std::int64_t incident) {
  const auto question = TRY(question_of(ports, who, incident));
  const auto similar = TRY(ports.list_similar(who, incident, kSimilarLooked));
  const Instant now = journal.clock().now();
  return journal.database().read([&](db::Connection& db) -> Result<std::vector<domain::RunbookFit>> {
    const Shelf shelf = shelf_of(db, who);
    auto fits = fits_among(shelf, question, now);
    if (similar.empty()) return fits;
    const auto solvers = store::list_solvers(db, who);
    for (const Runbook& runbook : shelf.runbooks) {
      const auto solved = solvers.find(runbook.number);
      const auto hint = hint_for(runbook, solved == solvers.end() ? std::vector<std::int64_t>() : solved->second, similar);
      if (!hint) continue;
      auto found = std::find_if(fits.begin(), fits.end(), [&](const auto& f) { return f.runbook == runbook.number; });
      if (found == fits.end()) found = fits.insert(fits.end(), fit_of(shelf, runbook, now));
      found->score += hint->score;
      found->reasons.push_back(hint->reason);
    }
    put_first_what_fits_best(fits);
    return fits;
  });
}

}  // namespace debrief::features::runbooks
