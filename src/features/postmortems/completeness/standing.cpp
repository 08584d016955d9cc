// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/completeness/standing.hpp"

#include "features/postmortems/blocks/frozen.hpp"

#include <algorithm>

namespace debrief::features::postmortems {
namespace {

constexpr std::string_view kSetting = "publication";

void add_review(PublicationStanding& standing) {
  if (standing.review.approvals < standing.approvals_required)
    standing.missing.push_back(fmt::format("Approvals: {} of {} given for this text. Ask a reviewer.", standing.review.approvals,
                                           standing.approvals_required));
  for (const std::string& reviewer : standing.review.objections)
    standing.missing.push_back(fmt::format("Review: {} asked for changes.", reviewer));
}

Result<std::size_t> count_accounts(const Ports& ports, const domain::Principal& who, std::int64_t number) {
  if (!ports.list_accounts) return std::size_t{0};
  const auto accounts = TRY(ports.list_accounts(who, number));
  return static_cast<std::size_t>(std::count_if(accounts.begin(), accounts.end(), [](const domain::Account& account) {
    return account.state == domain::AccountState::given;
  }));
}

Result<std::size_t> count_factors(const Ports& ports, const domain::Principal& who, std::int64_t number) {
  if (!ports.list_factors) return std::size_t{0};
  return TRY(ports.list_factors(who, number)).factors.size();
}

std::size_t count_actions(const Ports& ports, const domain::Principal& who, std::int64_t number) {
  return ports.list_actions ? ports.list_actions(who, {number}, false).size() : 0;
}

Result<std::optional<std::vector<domain::LogCoverage>>> find_logs(const Ports& ports, const domain::Principal& who,
                                                                  const domain::Incident& incident, Instant now) {
  const auto window = incident_window(incident, now);
  if (!window || !ports.find_log_coverage) return std::optional<std::vector<domain::LogCoverage>>();
  return ports.find_log_coverage(who, incident.number, window->from, window->until);
}

}  // namespace

Requirements find_requirements(db::Connection& db) {
  const auto row = db.query_one("select data from settings where name = $1", kSetting);
  if (!row) return usual_requirements();
  const auto document = json::parse(row->text(0));
  const auto read = document ? read_requirements(*document) : Result<Requirements>(document.error());
  return read ? *read : usual_requirements();
}

void keep_requirements(db::Connection& db, const Requirements& requirements) {
  db.execute("insert into settings (name, data) values ($1, $2) on conflict (name) do update set data = excluded.data", kSetting,
             json::write(to_json(requirements)));
}

Result<PublicationStanding> look_at(const Ports& ports, db::Database& database, const domain::Principal& who,
                                    std::int64_t number, std::string_view markdown, Instant now) {
  const auto incident = TRY(ports.get_incident(who, number));
  const auto requirements = database.read([](db::Connection& db) { return find_requirements(db); });
  PublicationStanding standing;
  const std::string text = TRY(expand_for(ports, database, who, number, markdown, domain::PostmortemState::draft));
  standing.completeness = judge({incident, text, TRY(count_accounts(ports, who, number)), TRY(count_factors(ports, who, number)), count_actions(ports, who, number)}, requirements);
  standing.gaps = list_evidence_gaps(incident, TRY(ports.list_timeline(who, number)), TRY(ports.list_evidence(who, number)),
                                     TRY(find_logs(ports, who, incident, now)), now);
  if (ports.find_review) standing.review = TRY(ports.find_review(who, number));
  standing.approvals_required = ports.find_review ? requirement_of(requirements, incident.severity).approvals : 0;
  standing.missing = list_missing(standing.completeness);
  add_review(standing);
  return standing;
}

}  // namespace debrief::features::postmortems
