// SPDX-License-Identifier: Apache-2.0
#include "app/application.hpp"

#include "app/demo.hpp"
#include "app/routes.hpp"
#include "base/ids.hpp"
#include "features/actions/trackers.hpp"
#include "features/evidence/resumable.hpp"
#include "features/postmortems/revisions.hpp"

namespace debrief::app {
namespace {

constexpr Micros kKeysKept = std::chrono::days(30);

// Forgets answers of requests that nobody repeats any more, and sessions that have ended.
std::optional<Instant> tidy(db::Database& database, const Clock& clock) {
  database.write([&](db::Connection& db) {
    db.execute("delete from idempotency_keys where created_at < $1", (clock.now() - kKeysKept).micros);
    db.execute("delete from sessions where expires_at < $1", clock.now().micros);
  });
  return clock.now() + std::chrono::hours(1);
}

}  // namespace

Result<std::unique_ptr<Application>> Application::open(const Config& config, const Clock& clock, Log& log) {
  Store store = TRY(open_store(config, clock));
  return std::unique_ptr<Application>(new Application(config, clock, log, std::move(store)));
}

Application::Application(const Config& config, const Clock& clock, Log& log, Store store)
    : store_(std::move(store)), secure_cookies_(config.public_url.starts_with("https://")) {
  // Behind a proxy every request seems to come from this machine.
  const bool local_only = config.public_url.empty() && (config.host == "127.0.0.1" || config.host == "::1" || config.host == "localhost");
  if (!local_only) setup_code_ = new_secret("").substr(0, 12);
  wiring_ = std::make_unique<Wiring>(store_, config, clock, log);
  wiring_->library().start();
  jobs_ = std::make_unique<journal::JobRunner>(
      *store_.database, clock, log,
      std::map<std::string, journal::JobRunner::Handler>{
          {std::string(features::postmortems::kKeepJob),
           [this](const journal::Job& job) {
             return features::postmortems::keep_when_resting(*store_.journal, job.data.at("incident").as_int64());
           }},
          {"tidy",
           [this, &clock](const journal::Job&) {
             features::evidence::ResumableUploads(*store_.journal, *store_.blobs).remove_abandoned();
             return tidy(*store_.database, clock);
           }},
          {std::string(features::notify::kMailJob),
           [this, &clock](const journal::Job& job) {
             return features::notify::send_mail(*store_.database, clock, wiring_->notify_ports(), job);
           }},
          {std::string(features::notify::kPushJob),
           [this, &clock](const journal::Job& job) {
             return features::notify::send_push(*store_.database, clock, wiring_->notify_ports(), job);
           }},
          {std::string(features::notify::kReleaseJob),
           [this](const journal::Job& job) { return features::notify::release_held(*store_.journal, wiring_->notify_ports(), job); }},
          {std::string(features::accounts::kRemindJob),
           [this](const journal::Job&) { return features::accounts::remind(*store_.journal, wiring_->account_ports()); }},
          {std::string(features::postmortems::review::kRemindJob),
           [this](const journal::Job&) { return features::postmortems::review::remind(*store_.journal, wiring_->review_ports()); }},
          {std::string(features::postmortems::sharing::kDigestJob),
           [this](const journal::Job&) { return features::postmortems::sharing::send_digests(*store_.journal, wiring_->sharing_ports()); }},
          {std::string(features::actions::kRemindJob),
           [this](const journal::Job&) { return features::actions::remind(*store_.journal, wiring_->action_ports()); }},
          {std::string(features::actions::kFollowJob),
           [this](const journal::Job&) { return features::actions::follow(*store_.journal, wiring_->action_ports()); }},
          {std::string(features::actions::kProveJob),
           [this](const journal::Job&) { return features::actions::prove(*store_.journal, wiring_->action_ports()); }},
          {std::string(features::runbooks::kRemindJob),
           [this](const journal::Job&) { return features::runbooks::remind(*store_.journal, wiring_->runbook_ports()); }},
          {std::string(features::tasks::kRemindJob),
           [this](const journal::Job&) { return features::tasks::remind(*store_.journal, wiring_->task_ports()); }},
          {std::string(features::escalation::kStepJob),
           [this](const journal::Job& job) { return features::escalation::step(*store_.journal, wiring_->escalation_ports(), job); }},
          {std::string(features::notify::kOutsideJob),
           [this, &clock](const journal::Job& job) {
             return features::notify::send_outside(*store_.database, clock, wiring_->notify_ports(), job);
           }},
          {std::string(features::status::kSpreadJob),
           [this](const journal::Job& job) { return features::status::spread(*store_.journal, wiring_->status_ports(), job); }},
          {std::string(features::status::kForgetJob),
           [this](const journal::Job&) { return features::status::forget(*store_.journal, wiring_->status_ports()); }},
          {std::string(features::updates::kRemindJob),
           [this](const journal::Job&) { return features::updates::remind(*store_.journal, wiring_->update_ports()); }},
          {std::string(features::dates::kRemindJob),
           [this](const journal::Job&) { return features::dates::remind(*store_.journal, wiring_->date_ports()); }},
          {std::string(features::duties::kRemindJob),
           [this](const journal::Job&) { return features::duties::remind(*store_.journal, wiring_->duty_ports()); }},
          {std::string(features::deliveries::kSendJob),
           [this](const journal::Job& job) { return send_deliveries(job); }},
          {std::string(features::deliveries::kSlowJob),
           [this](const journal::Job& job) { return send_deliveries(job); }},
          {std::string(features::deliveries::kTidyJob),
           [this](const journal::Job&) { return features::deliveries::tidy(*store_.journal, wiring_->delivery_ports()); }},
      },
      journal::JobRunner::AtOnce{{std::string(features::notify::kPushJob), 3}, {std::string(features::deliveries::kSendJob), 8}, {std::string(features::deliveries::kSlowJob), 3}});
  duties_ = std::make_unique<journal::Follower>(
      *store_.journal, "duties",
      [this](const std::vector<domain::Fact>& facts) { features::duties::keep(*store_.journal, wiring_->duty_ports(), facts); }, log);
  dates_ = std::make_unique<journal::Follower>(
      *store_.journal, "after_steps",
      [this](const std::vector<domain::Fact>& facts) { features::dates::keep(*store_.journal, wiring_->date_ports(), facts); }, log);
  accounts_ = std::make_unique<journal::Follower>(
      *store_.journal, "accounts",
      [this](const std::vector<domain::Fact>& facts) { features::accounts::keep(*store_.journal, wiring_->account_ports(), facts); }, log);
  actions_ = std::make_unique<journal::Follower>(
      *store_.journal, "actions",
      [this](const std::vector<domain::Fact>& facts) { features::actions::keep(*store_.journal, wiring_->action_ports(), facts); }, log);
  deliveries_ = std::make_unique<journal::Follower>(
      *store_.journal, "deliveries",
      [this](const std::vector<domain::Fact>& facts) {
        features::deliveries::keep(*store_.journal, wiring_->delivery_ports(), facts);
        jobs_->wake();
      },
      log);
  escalation_ = std::make_unique<journal::Follower>(
      *store_.journal, "escalation",
      [this](const std::vector<domain::Fact>& facts) {
        features::escalation::keep(*store_.journal, wiring_->escalation_ports(), facts);
        jobs_->wake();
      },
      log);
  status_ = std::make_unique<journal::Follower>(
      *store_.journal, "status",
      [this](const std::vector<domain::Fact>& facts) { features::status::keep(*store_.journal, wiring_->status_ports(), facts); }, log);
  ServerFacts about;
  if (config.demo) about.demo = demo_account();
  about.setup_code_needed = setup_code_.has_value();
  about.machine = !config.machine_url.empty();
  about.append_metrics = [this](std::string& text) { metrics_.append_to(text); };
  dispatch_ = std::make_unique<Dispatch>(
      route_table(store_, *wiring_, {secure_cookies_, setup_code_, !config.public_url.empty()}, std::move(about)), *store_.journal,
      [this](const http::Request& request) { return authenticate(request); },
      [this](const http::Request& request) { return assets_.answer(request); });
}

std::optional<Instant> Application::send_deliveries(const journal::Job& job) {
  features::deliveries::Ports ports = wiring_->delivery_ports();
  ports.leaving = [this] { return leaving_.load(); };
  return features::deliveries::send_waiting(*store_.journal, ports, job);
}

void Application::start_jobs() {
  store_.database->write([&](db::Connection& db) {
    for (const std::string_view name : {std::string_view("tidy"), features::deliveries::kTidyJob, features::runbooks::kRemindJob, features::tasks::kRemindJob, features::updates::kRemindJob, features::status::kForgetJob, features::duties::kRemindJob, features::dates::kRemindJob, features::accounts::kRemindJob,
                                        features::actions::kRemindJob, features::actions::kProveJob, features::actions::kFollowJob,
                                        features::postmortems::review::kRemindJob, features::postmortems::sharing::kDigestJob})
      journal::put_job(db, std::string(name), std::string(name), {}, store_.journal->clock().now());
  });
  jobs_->start();
  // What came with facts is looked for with the commit.
  news_ = store_.journal->on_news([this] { jobs_->wake(); });
  deliveries_->start();
  escalation_->start();
  duties_->start();
  dates_->start();
  accounts_->start();
  actions_->start();
  status_->start();
  wiring_->mirror().start();
  wiring_->log_sets().start();
  wiring_->courses().start();
  wiring_->lookup().start();
}

Application::~Application() { leaving_ = true; }

std::optional<domain::Principal> Application::authenticate(const http::Request& request) {
  return features::access::authenticate(*store_.journal, request, secure_cookies_);
}

}  // namespace debrief::app
