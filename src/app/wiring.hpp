// SPDX-License-Identifier: Apache-2.0
// Who answers whom, and who listens to what: the only place that knows all slices and connectors.
#pragma once

#include "app/config.hpp"
#include "app/store.hpp"
#include "base/clock.hpp"
#include "base/log.hpp"
#include "domain/archive.hpp"
#include "domain/evidence_reader.hpp"
#include "domain/ports.hpp"
#include "features/access/ports.hpp"
#include "features/accounts/accounts.hpp"
#include "features/actions/actions.hpp"
#include "features/archive/archive.hpp"
#include "features/deliveries/deliveries.hpp"
#include "features/dates/dates.hpp"
#include "features/drills/drills.hpp"
#include "features/duties/duties.hpp"
#include "features/escalation/escalation.hpp"
#include "features/evidence/evidence.hpp"
#include "features/evidence/logs/log_sets.hpp"
#include "features/factors/factors.hpp"
#include "features/hypotheses/hypotheses.hpp"
#include "features/incidents/incidents.hpp"
#include "features/insights/insights.hpp"
#include "features/lessons/lessons.hpp"
#include "features/lessons/patterns/book.hpp"
#include "features/lookup/lookup.hpp"
#include "features/machine/machine.hpp"
#include "features/notify/notify.hpp"
#include "features/postmortems/editing/live_documents.hpp"
#include "features/postmortems/mirror/mirror.hpp"
#include "features/postmortems/postmortems.hpp"
#include "features/postmortems/review/review.hpp"
#include "features/postmortems/sharing/sharing.hpp"
#include "features/responders/responders.hpp"
#include "features/relations/relations.hpp"
#include "features/runbooks/runbooks.hpp"
#include "features/services/dependencies.hpp"
#include "features/services/services.hpp"
#include "features/sources/sources.hpp"
#include "features/status/status.hpp"
#include "features/tasks/tasks.hpp"
#include "features/updates/updates.hpp"

#include <memory>

namespace debrief::app {

/// The ports of domain/ports.hpp with their answers. Must outlive the routes made from it.
class Wiring {
 public:
  Wiring(Store& store, const Config& config, const Clock& clock, Log& log);

  [[nodiscard]] features::lessons::Library& library() { return *library_; }
  [[nodiscard]] const std::shared_ptr<features::lessons::PatternBook>& pattern_book() { return pattern_book_; }
  [[nodiscard]] features::insights::Courses& courses() { return *courses_; }
  [[nodiscard]] features::lookup::Lookup& lookup() { return *lookup_; }
  [[nodiscard]] features::postmortems::editing::LiveDocuments& live_documents() { return *live_documents_; }
  [[nodiscard]] features::postmortems::mirror::Mirror& mirror() { return *mirror_; }
  [[nodiscard]] features::evidence::logs::LogSets& log_sets() { return *log_sets_; }
  [[nodiscard]] features::evidence::Ports evidence_ports() const { return {read_files, record_backfill, get_incident}; }
  [[nodiscard]] features::archive::Ports archive_ports() const;
  [[nodiscard]] features::postmortems::Ports postmortem_ports() const;
  [[nodiscard]] features::duties::Ports duty_ports() const;
  [[nodiscard]] features::actions::Ports action_ports() const;
  [[nodiscard]] features::factors::Ports factor_ports() const { return {get_incident, list_timeline, list_evidence}; }
  [[nodiscard]] features::postmortems::review::Ports review_ports() const;
  [[nodiscard]] features::postmortems::sharing::Ports sharing_ports() const;
  [[nodiscard]] features::accounts::Ports account_ports() const;
  [[nodiscard]] features::machine::Ports machine_ports() const;
  [[nodiscard]] features::runbooks::Ports runbook_ports() const;
  [[nodiscard]] features::services::Ports service_ports() const;
  [[nodiscard]] features::deliveries::Ports delivery_ports() const;
  [[nodiscard]] features::drills::Ports drill_ports() const;
  [[nodiscard]] features::incidents::Ports incident_ports() const;
  [[nodiscard]] features::relations::Ports relation_ports() const;
  [[nodiscard]] features::dates::Ports date_ports() const;
  [[nodiscard]] features::tasks::Ports task_ports() const { return {find_user_id, notify}; }
  [[nodiscard]] features::hypotheses::Ports hypothesis_ports() const { return {list_evidence}; }
  [[nodiscard]] features::responders::Ports responder_ports() const { return {get_incident, list_members, list_teams}; }
  [[nodiscard]] features::updates::Ports update_ports() const;
  [[nodiscard]] features::status::Ports status_ports() const;
  [[nodiscard]] const features::notify::Ports& notify_ports() const { return notify_ports_; }
  [[nodiscard]] features::escalation::Ports escalation_ports() const;
  [[nodiscard]] features::access::Ports access_ports() const;

  domain::GetIncident get_incident;
  domain::ListTimeline list_timeline;
  std::function<Result<std::vector<domain::TimelineEntry>>(const domain::Principal&, std::int64_t, Instant)> list_known;
  domain::ListAlerts list_alerts;
  domain::ProjectFact project_fact;
  domain::FindUserId find_user_id;
  domain::TakeInSignals take_in_signals;
  domain::RecordBackfill record_backfill;
  domain::ListEvidence list_evidence;
  domain::ListLogTemplates list_log_templates;
  domain::FindLogCoverage find_log_coverage;
  domain::FindPostmortem find_postmortem;
  domain::DraftPostmortem draft_postmortem;
  domain::Notify notify;
  domain::MailOutside mail_outside;
  std::function<std::optional<domain::Principal>(const http::Request&)> authenticate;
  domain::Deliver deliver;
  domain::AddEndpoint add_endpoint;
  domain::RemoveEndpoint remove_endpoint;
  domain::ListMembers list_members;
  domain::ListTeams list_teams;
  domain::TeamsOf teams_of;
  domain::FindDuty find_duty;
  domain::ListFactors list_factors;
  domain::ListActions list_actions;
  domain::FindReviewStanding find_review;
  domain::ListInvolved list_involved;
  domain::ListAccounts list_accounts;
  domain::ListRunbooksFor list_runbooks_for;
  domain::FitRunbooks fit_runbooks;
  std::function<std::map<std::string, std::string>(const domain::Principal&)> list_tired;
  domain::ListTasks list_tasks;
  domain::ListHypotheses list_hypotheses;
  domain::ListUpdates list_updates;
  domain::ListUpdatesDue list_updates_due;
  domain::ReadFiles read_files;
  features::postmortems::ReadOriginal read_original;
  features::sources::Readers signal_readers;

 private:
  db::Database* database_;
  features::notify::Ports notify_ports_;
  features::access::Ports access_ports_;   // without those that stand above
  features::deliveries::Ports delivery_ports_;  // without those that stand above
  features::actions::Ports action_ports_;  // without those that stand above
  features::machine::AskModel ask_model_;
  std::string model_;
  std::optional<db::DirectoryLock> index_lock_;  // held while anything stands in the indexes
  // These have threads, which end first: they call what stands above.
  std::unique_ptr<features::evidence::logs::LogSets> log_sets_;
  std::unique_ptr<features::lessons::Library> library_;
  std::shared_ptr<features::lessons::PatternBook> pattern_book_;
  std::unique_ptr<features::insights::Courses> courses_;
  std::unique_ptr<features::lookup::Lookup> lookup_;
  std::unique_ptr<features::postmortems::editing::LiveDocuments> live_documents_;
  std::unique_ptr<features::postmortems::mirror::Mirror> mirror_;
};

}  // namespace debrief::app
