// SPDX-License-Identifier: Apache-2.0
#include "app/wiring.hpp"

#include "app/adapt.hpp"
#include "app/log_template.hpp"
#include "app/deliveries.hpp"
#include "app/drill_lines.hpp"
#include "app/machine.hpp"
#include "app/identity.hpp"
#include "app/mail.hpp"
#include "app/outgoing.hpp"
#include "app/trackers.hpp"
#include "features/access/access.hpp"
#include "features/accounts/accounts.hpp"
#include "features/duties/duties.hpp"
#include "features/evidence/evidence.hpp"
#include "features/evidence/logs/list_templates.hpp"
#include "features/evidence/logs/coverage.hpp"
#include "features/factors/factors.hpp"
#include "features/incidents/incidents.hpp"
#include "features/notify/notify.hpp"
#include "features/postmortems/add_section.hpp"
#include "features/postmortems/blocks/frozen.hpp"
#include "features/postmortems/postmortems.hpp"
#include "features/runbooks/store.hpp"
#include "features/timeline/timeline.hpp"
#include "http/mail_message.hpp"

#include <limits>

namespace debrief::app {
namespace {

namespace incidents = features::incidents;
namespace postmortems = features::postmortems;
namespace timeline = features::timeline;

// For questions of the server to itself.
const domain::Principal kServer{"", "Debrief", domain::AccessRole::administrator, "server"};

Result<> publish_imported(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                          const domain::ArchivedDocument& document) {
  TRY(postmortems::import(tx, who, {incident, document.id, document.source, document.title.value_or("Untitled"), document.body,
                                    document.ended ? document.ended : document.started}));
  return {};
}

// Servers on one PostgreSQL may share a data directory for the originals; each has indexes of its own all the same.
std::pair<std::filesystem::path, db::DirectoryLock> own_index(const std::filesystem::path& data) {
  constexpr int most = 64;
  for (int number = 1; number <= most; ++number) {
    const auto folder = data / (number == 1 ? std::string("index") : fmt::format("index-{}", number));
    if (auto lock = db::DirectoryLock::acquire(folder)) return {folder, *std::move(lock)};
  }
  throw std::runtime_error(fmt::format("{} servers share the data directory already", most));
}

std::vector<features::lookup::RunbookText> list_runbook_texts(db::Connection& db) {
  constexpr std::int64_t all = 100'000;
  std::vector<features::lookup::RunbookText> texts;
  for (const auto& one : features::runbooks::store::list(db, kServer, {}, std::nullopt, all))
    texts.push_back({one.number, one.title, one.markdown, one.services, one.origin, one.updated_at});
  return texts;
}

bool may_change_team(db::Connection& db, const domain::Principal& who, const std::string& team) {
  if (domain::allows(who, domain::Action::administer)) return true;
  const auto row = db.query_one("select lead from teams where id = $1", team);
  return row && row->optional_text(0) == who.id && domain::allows(who, domain::Action::respond);
}

// How mails and pushes leave, and what in them leads back.
features::notify::Ports notify_ports_of(const Config& config, const SealingKey& key) {
  features::notify::Ports ports;
  ports.find_member = features::access::find_member;
  // A free port is not known before it is taken.
  if (config.port != 0) ports.address = fmt::format("http://{}:{}", config.host, config.port);
  if (!config.public_url.empty()) ports.address = config.public_url;
  while (ports.address.ends_with('/')) ports.address.pop_back();
  ports.send = mail_through(config);
  ports.list_team_ids = [](db::Connection& db, const std::string& user) {
    std::vector<std::string> ids;
    for (auto& team : features::access::teams_of(db, user)) ids.push_back(std::move(team.id));
    return ids;
  };
  ports.may_change_team = may_change_team;
  ports.push = [allowed = config.allow_outgoing](const features::notify::PushRequest& request) -> Result<features::notify::PushAnswer> {
    const auto response = TRY(exchange_guarded(request, allowed, std::chrono::seconds{15}, 64UL * 1024UL));
    features::notify::PushAnswer answer{response.status};
    for (const auto& [name, value] : response.headers)
      if (name == "retry-after") answer.retry_after = value;
    return answer;
  };
  ports.seal = [key](std::string_view text, std::string_view context) { return key.seal(text, context); };
  ports.open = [key](std::string_view sealed, std::string_view context) { return key.open(sealed, context); };
  const auto mail = http::address_of(config.mail_from);
  ports.contact = mail ? "mailto:" + *mail : ports.address;
  return ports;
}

postmortems::mirror::Settings mirror_settings_of(const Config& config) {
  postmortems::mirror::Settings settings;
  settings.remote = {config.mirror, config.mirror_branch, config.mirror_user, config.mirror_token, config.mirror_key, config.mirror_authority};
  settings.folder = config.data / "mirror.git";
  settings.interval = std::chrono::minutes(config.mirror_minutes);
  if (const auto address = http::address_of(config.mail_from)) settings.mail = *address;
  return settings;
}

}  // namespace

Wiring::Wiring(Store& store, const Config& config, const Clock&, Log& log) : database_(store.database.get()), notify_ports_(notify_ports_of(config, *store.sealing_key)), ask_model_(model_at(config)), model_(config.machine_model) {
  db::Database& database = *store.database;
  get_incident = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return incidents::get(db, who, number); });
  };
  list_timeline = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return timeline::list_all(db, who, number); });
  };
  list_known = [&database](const domain::Principal& who, std::int64_t number, Instant moment) -> Result<std::vector<domain::TimelineEntry>> {
    return TRY(database.read([&](db::Connection& db) {
      return timeline::list_known(db, who, number, moment, std::nullopt, std::numeric_limits<std::int64_t>::max());
    })).items;
  };
  list_alerts = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return incidents::list_alerts(db, who, number); });
  };
  // Notes tell nothing by words that a house may choose.
  project_fact = [](const domain::Fact& fact) { return timeline::project(fact); };
  find_user_id = [&database](std::string_view person) {
    return database.read([&](db::Connection& db) { return features::access::find_user_id(db, person); });
  };
  take_in_signals = incidents::take_in;
  record_backfill = incidents::record_backfill;
  list_evidence = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return features::evidence::list(db, who, number); });
  };
  find_postmortem = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return postmortems::find(db, who, number); });
  };
  draft_postmortem = [this, &journal = *store.journal](const journal::Origin& origin, const domain::Principal& who,
                                                       std::int64_t number, std::string_view template_id) {
    return postmortems::write_draft(journal, postmortem_ports(), origin, who, number, template_id);
  };
  notify = [this](journal::Transaction& tx, const domain::Notice& notice) { features::notify::tell(tx, notify_ports_, notice); };
  delivery_ports_ = delivery_ports_of(store, config, notify_ports_.address);
  deliver = [this](journal::Transaction& tx, const domain::OutgoingMessage& message) { features::deliveries::deliver(tx, delivery_ports_, message); };
  add_endpoint = [this](journal::Transaction& tx, const domain::EndpointWanted& wanted) { return features::deliveries::add_endpoint(tx, delivery_ports_, wanted); };
  remove_endpoint = features::deliveries::remove_endpoint;
  mail_outside = [this](journal::Transaction& tx, const domain::OutsideMail& mail) { features::notify::mail_outside(tx, notify_ports_, mail); };
  authenticate = [&journal = *store.journal, secure = config.public_url.starts_with("https://")](const http::Request& request) {
    return features::access::authenticate(journal, request, secure);
  };
  list_members = [&database] { return database.read([](db::Connection& db) { return features::access::list_members(db); }); };
  list_teams = [&database] { return database.read([](db::Connection& db) { return features::access::list_teams(db); }); };
  teams_of = [&database](const std::string& user) { return database.read([&](db::Connection& db) { return features::access::teams_of(db, user); }); };
  access_ports_ = access_ports_of(config, *store.sealing_key, notify_ports_);
  find_duty = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return features::duties::find(db, who, number); });
  };
  find_review = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return postmortems::review::find_standing(db, who, number); });
  };
  list_involved = [this, &database](const domain::Principal& who, std::int64_t number) {
    return features::accounts::list_involved(database, account_ports(), who, number);
  };
  list_accounts = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return features::accounts::list_accounts(db, who, number); });
  };
  list_factors = [&database](const domain::Principal& who, std::int64_t number) -> Result<domain::FactorGraph> {
    return TRY(database.read([&](db::Connection& db) { return features::factors::read(db, who, number); })).graph;
  };
  list_actions = [&database](const domain::Principal& who, const std::vector<std::int64_t>& incidents, bool open_only) {
    return database.read([&](db::Connection& db) { return features::actions::list_actions(db, who, incidents, open_only); });
  };
  list_runbooks_for = [this, &journal = *store.journal](const domain::Principal& who, std::int64_t number) {
    return features::runbooks::list_for(journal, runbook_ports(), who, number);
  };
  fit_runbooks = [&database, &journal = *store.journal](const domain::Principal& who, const domain::RunbookQuestion& question) {
    return database.read([&](db::Connection& db) { return features::runbooks::fit_all(db, who, question, journal.clock().now()); });
  };
  action_ports_.list_drill_results = [&database](std::int64_t incident) {
    return database.read([&](db::Connection& db) { return features::drills::list_results(db, incident); });
  };
  list_tired = [this, &database, &journal = *store.journal](const domain::Principal& who) {
    return features::responders::list_tired(database, responder_ports(), who, journal.clock().now());
  };
  list_tasks = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return features::tasks::list(db, who, number); });
  };
  list_hypotheses = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return features::hypotheses::list(db, who, number); });
  };
  list_updates = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return features::updates::list(db, who, number); });
  };
  list_updates_due = [this, &database](const domain::Principal& who, std::int64_t number) -> Result<std::vector<domain::UpdateDue>> {
    const auto incident = TRY(get_incident(who, number));
    return database.read([&](db::Connection& db) { return features::updates::list_due(db, incident); });
  };
  connect_trackers(action_ports_, config, *store.sealing_key);
  read_files = read_evidence_files;
  read_original = [&blobs = *store.blobs](const Digest& digest) { return blobs.get(digest); };
  signal_readers = {{"alertmanager", read_alertmanager}};
  live_documents_ = std::make_unique<postmortems::editing::LiveDocuments>(*store.journal, log);
  auto [index, lock] = own_index(config.data);
  index_lock_.emplace(std::move(lock));
  log_sets_ = std::make_unique<features::evidence::logs::LogSets>(*store.journal, *store.blobs, index / "logs", log);
  find_log_coverage = [this](const domain::Principal& who, std::int64_t number, Instant from, Instant until) -> Result<std::optional<std::vector<domain::LogCoverage>>> {
    TRY(get_incident(who, number));
    return features::evidence::logs::find_coverage(log_sets_->of(number), from, until);
  };
  list_log_templates = [this](const domain::Principal& who, std::int64_t number) -> Result<std::vector<domain::LogTemplate>> {
    TRY(get_incident(who, number));
    return features::evidence::logs::list_templates(log_sets_->of(number), log_sets_->mask_key());
  };
  // The library learns what readers see.
  const domain::FindPostmortem find_expanded = [this, &database](const domain::Principal& who, std::int64_t number) -> Result<std::optional<domain::Postmortem>> {
    auto found = TRY(find_postmortem(who, number));
    if (found) found->markdown = TRY(postmortems::expand_for(postmortem_ports(), database, who, number, found->markdown, found->state));
    return found;
  };
  const auto list_dependencies = [&database](const std::vector<std::string>& services) {
    return database.read([&](db::Connection& db) { return features::services::list_dependencies(db, services); });
  };
  library_ = std::make_unique<features::lessons::Library>(
      *store.journal,
      features::lessons::Ports{get_incident, list_timeline, list_alerts, find_expanded, list_factors, list_accounts,
                               list_log_templates, list_actions, list_runbooks_for, fit_runbooks, features::factors::list_kinds,
                               find_user_id, notify, list_dependencies},
      index / "lessons", log);
  pattern_book_ = std::make_shared<features::lessons::PatternBook>(*library_);
  courses_ = std::make_unique<features::insights::Courses>(*store.journal, log);
  lookup_ = std::make_unique<features::lookup::Lookup>(
      *store.journal,
      features::lookup::Ports{get_incident, list_timeline, list_evidence, find_expanded, list_actions,
                              [&database] { return database.read(list_runbook_texts); }},
      index / "search", log);
  mirror_ = std::make_unique<postmortems::mirror::Mirror>(
      *store.journal, postmortems::mirror::Ports{postmortem_ports(), review_ports()}, mirror_settings_of(config), log);
}

features::access::Ports Wiring::access_ports() const {
  features::access::Ports ports = access_ports_;
  ports.notify = notify;
  return ports;
}

features::deliveries::Ports Wiring::delivery_ports() const {
  features::deliveries::Ports ports = delivery_ports_;
  ports.get_incident = get_incident;
  ports.project = project_fact;
  ports.list_members = list_members;
  ports.notify = notify;
  return ports;
}

features::archive::Ports Wiring::archive_ports() const { return {read_archive_file, record_backfill, publish_imported}; }

features::postmortems::review::Ports Wiring::review_ports() const {
  return {get_incident, list_members, find_user_id, find_duty, notify};
}

features::postmortems::sharing::Ports Wiring::sharing_ports() const {
  return {postmortem_ports(), list_members, notify, notify_ports_.address};
}

features::duties::Ports Wiring::duty_ports() const {
  return {get_incident, find_user_id, find_postmortem, draft_postmortem, notify};
}

features::accounts::Ports Wiring::account_ports() const {
  return {get_incident, list_timeline,   find_user_id, list_members,
          find_duty,    find_postmortem, notify,       postmortems::add_to_document};
}

features::actions::Ports Wiring::action_ports() const {
  features::actions::Ports ports = action_ports_;
  ports.get_incident = get_incident;
  ports.list_timeline = list_timeline;
  ports.list_factors = list_factors;
  ports.find_user_id = find_user_id;
  ports.notify = notify;
  ports.find_template = [&sets = *log_sets_](std::int64_t incident, const std::string& log_template, Instant since) {
    return find_log_template(sets, incident, log_template, since);
  };
  ports.address = notify_ports_.address;
  return ports;
}

features::machine::Ports Wiring::machine_ports() const {
  return {get_incident, list_timeline, list_members, find_postmortem, postmortems::add_to_document, ask_model_, model_};
}

features::incidents::Ports Wiring::incident_ports() const {
  return {find_user_id, project_fact, list_tasks, list_hypotheses, list_updates, list_updates_due, notify};
}

features::drills::Ports Wiring::drill_ports() const {
  features::lessons::Library& library = *library_;
  features::drills::Ports ports;
  ports.get_incident = get_incident;
  ports.list_timeline = list_timeline;
  ports.list_known = list_known;
  ports.list_evidence = list_evidence;
  ports.list_members = list_members;
  ports.list_similar = [&library](const domain::Principal& who, std::int64_t number, std::size_t limit) { return library.list_similar(who, number, limit); };
  ports.rank = [&library](const domain::Principal& who, std::string_view words, std::size_t limit) { return library.rank(who, words, limit); };
  ports.search_lines = [&sets = *log_sets_](const features::drills::LinesWanted& wanted, std::size_t limit) { return search_drill_lines(sets, wanted, limit); };
  ports.chart_lines = [&sets = *log_sets_](const features::drills::LinesWanted& wanted, std::size_t spans) { return chart_drill_lines(sets, wanted, spans); };
  ports.list_patterns = [book = pattern_book_] {
    std::vector<features::drills::NamedPattern> patterns;
    const auto read = book->read();
    for (const auto& one : read->patterns) patterns.push_back({one.id, one.name, one.incidents});
    return patterns;
  };
  return ports;
}

features::relations::Ports Wiring::relation_ports() const {
  features::lessons::Library& library = *library_;
  features::relations::Ports ports;
  ports.get_incident = get_incident;
  ports.declare = [](journal::Transaction& tx, const domain::Principal& who, const features::relations::SubIncident& sub) -> Result<std::int64_t> {
    incidents::Declaration wanted;
    wanted.title = sub.title;
    wanted.summary = sub.summary;
    wanted.severity = sub.severity;
    wanted.services = sub.services;
    wanted.kind = sub.kind;
    wanted.visibility = sub.visibility;
    return TRY(incidents::declare(tx, who, wanted)).number;
  };
  ports.close = incidents::close_as_duplicate;
  ports.past_like_text = [&library](const domain::Principal& who, std::string_view text) -> std::optional<std::int64_t> {
    const auto found = library.rank(who, text, 1);
    return found.empty() ? std::nullopt : std::optional(found.front());
  };
  ports.past_like = [&library](const domain::Principal& who, std::int64_t number) -> std::optional<std::int64_t> {
    const auto found = library.list_similar(who, number, 1);
    return !found || found->empty() ? std::nullopt : std::optional(found->front().incident);
  };
  return ports;
}

features::dates::Ports Wiring::date_ports() const {
  const auto move_duty = [](journal::Transaction& tx, const domain::Principal& who, std::int64_t number, Instant due_at, const std::string& reason) -> Result<> {
    features::duties::Change wanted;
    wanted.due_at = due_at;
    wanted.reason = reason;
    TRY(features::duties::change(tx, who, number, wanted));
    return {};
  };
  const auto find_meeting = [&database = *database_](std::int64_t number) -> std::optional<features::dates::Meeting> {
    const domain::Principal self{"", "Debrief", domain::AccessRole::administrator, "dates"};
    const auto found = database.read([&](db::Connection& db) { return postmortems::review::find_meeting(db, self, number); });
    if (!found || !*found || (*found)->cancelled) return std::nullopt;
    return features::dates::Meeting{(*found)->at, (*found)->at + std::chrono::minutes((*found)->minutes)};
  };
  return {get_incident, find_duty, move_duty, find_postmortem, list_accounts, list_actions, find_meeting, find_user_id, notify};
}

features::escalation::Ports Wiring::escalation_ports() const {
  return {list_teams, features::access::find_member, notify, deliver,
          [](journal::Transaction& tx, const domain::Principal& who, std::int64_t number) -> Result<> {
            TRY(incidents::set_milestone(tx, who, number, "acknowledged", tx.now(), ""));
            return {};
          }};
}

features::updates::Ports Wiring::update_ports() const {
  features::updates::Ports ports{get_incident, list_members, find_user_id, notify, {}, {}};
  ports.post_to_pages = features::status::post_update;
  ports.find_inside_words = [this, &database = *database_](const domain::Principal& who, std::int64_t number, const std::vector<std::string>& texts) {
    return features::status::find_inside_words(database, status_ports(), who, number, texts);
  };
  return ports;
}

features::status::Ports Wiring::status_ports() const {
  return {get_incident,    list_updates, list_members, deliver, add_endpoint, remove_endpoint, mail_outside, authenticate, notify_ports_.address,
          static_cast<bool>(notify_ports_.send)};
}

features::services::Ports Wiring::service_ports() const { return {get_incident, list_members, list_teams, list_tired}; }

features::runbooks::Ports Wiring::runbook_ports() const {
  features::lessons::Library& library = *library_;
  return {get_incident, list_timeline, list_alerts, list_accounts, find_postmortem,
          [&library](const domain::Principal& who, std::int64_t number, std::size_t limit) { return library.list_similar(who, number, limit); },
          find_user_id, notify};
}

features::postmortems::Ports Wiring::postmortem_ports() const {
  features::lessons::Library& library = *library_;
  return {get_incident, list_timeline, list_alerts, list_evidence,
          [&library](const domain::Principal& who, std::int64_t number, std::size_t limit) { return library.list_similar(who, number, limit); },
          [&library](std::string_view words, std::size_t limit) { return library.rank(kServer, words, limit); },
          read_original,
          list_accounts,
          list_factors,
          find_review,
          features::factors::draw_figure,
          features::factors::list_kinds,
          find_log_coverage,
          list_actions,
          list_hypotheses};
}

}  // namespace debrief::app
