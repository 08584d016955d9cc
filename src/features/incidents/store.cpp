// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/standing.hpp"
#include "features/incidents/store.hpp"

#include "base/json.hpp"

namespace debrief::features::incidents::store {
namespace {

json::object to_object(const std::map<std::string, std::string>& texts) {
  json::object object;
  for (const auto& [name, text] : texts) object[name] = text;
  return object;
}

std::map<std::string, std::string> texts_from(const std::string& stored) {
  std::map<std::string, std::string> texts;
  const auto document = json::parse(stored);
  if (!document || !document->is_object()) return texts;
  for (const auto& member : document->get_object())
    texts.emplace(member.key(), json::text_at(document->get_object(), member.key()));
  return texts;
}

}  // namespace

std::int64_t next_number(db::Connection& db) {
  return db.query_one("select coalesce(max(number), 0) + 1 from incidents")->integer(0);
}

void insert(db::Connection& db, const domain::Incident& incident, const std::string& declared_by_id,
            const std::optional<std::string>& group_key) {
  db.execute(
      "insert into incidents (number, title, summary, impact, kind, severity, state, phase, visibility, declared_at, "
      "declared_by, declared_by_id, version, group_key, source_url) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13, $14)",
      incident.number, incident.title, incident.summary, incident.impact, to_text(incident.kind), incident.severity,
      incident.state, to_text(incident.phase()), to_text(incident.visibility), incident.declared_at.micros,
      incident.declared_by, declared_by_id, group_key, incident.source_url);
}

void update(db::Connection& db, domain::Incident& incident) {
  ++incident.version;
  db.execute(
      "update incidents set title = $2, summary = $3, impact = $4, severity = $5, state = $6, phase = $7, "
      "visibility = $8, version = $9, customer_impact = $10, data_loss = $11 where number = $1",
      incident.number, incident.title, incident.summary, incident.impact, incident.severity, incident.state,
      to_text(incident.phase()), to_text(incident.visibility), incident.version, incident.customer_impact,
      incident.data_loss);
}

void touch(db::Connection& db, std::int64_t number) {
  db.execute("update incidents set version = version + 1 where number = $1", number);
}

void add_service(db::Connection& db, std::int64_t number, const std::string& service) {
  db.execute("insert into incident_services (incident, service) values ($1, $2) on conflict do nothing", number, service);
}

void remove_service(db::Connection& db, std::int64_t number, const std::string& service) {
  db.execute("delete from incident_services where incident = $1 and service = $2", number, service);
}

void put_milestone(db::Connection& db, std::int64_t number, const domain::Milestone& milestone) {
  db.execute(
      "insert into milestones (incident, name, at, set_by, recorded_at, corrected) values ($1, $2, $3, $4, $5, $6) "
      "on conflict (incident, name) do update set at = excluded.at, set_by = excluded.set_by, "
      "recorded_at = excluded.recorded_at, corrected = excluded.corrected",
      number, milestone.name, milestone.at.micros, milestone.set_by, milestone.recorded_at.micros, milestone.corrected);
}

void remove_milestone(db::Connection& db, std::int64_t number, const std::string& name) {
  db.execute("delete from milestones where incident = $1 and name = $2", number, name);
}

void insert_role(db::Connection& db, std::int64_t number, const domain::RoleAssignment& assignment,
                 const std::optional<std::string>& user_id) {
  std::optional<std::int64_t> until;
  if (assignment.until) until = assignment.until->micros;
  db.execute(
      "insert into role_assignments (id, incident, role, person, user_id, from_at, until_at) "
      "values ($1, $2, $3, $4, $5, $6, $7)",
      assignment.id, number, assignment.role, assignment.person, user_id, assignment.from.micros, until);
}

void end_role(db::Connection& db, const std::string& id, Instant until) {
  db.execute("update role_assignments set until_at = $2 where id = $1", id, until.micros);
}

std::optional<KnownAlert> find_alert(db::Connection& db, const std::string& source_id, const domain::Signal& signal) {
  const auto row = db.query_one(
      "select id, incident, ends_at from alerts where source_id = $1 and fingerprint = $2 and starts_at = $3", source_id,
      signal.fingerprint, signal.starts_at.micros);
  if (!row) return std::nullopt;
  return KnownAlert{row->text(0), row->integer(1), row->is_null(2)};
}

std::optional<std::int64_t> find_open_incident(db::Connection& db, const std::string& group_key) {
  // A merged incident stands for the one that it goes on in.
  const auto rows = db.query(
      "select i.number from incidents i where i.group_key = $1 and (i.phase in ('triage', 'active') or exists (select 1 "
      "from incident_merges m where m.incident = i.number)) order by i.number desc limit 100",
      group_key);
  for (const db::Row& row : rows) {
    const std::int64_t last = last_of_merges(db, row.integer(0));
    if (db.query_one("select 1 from incidents where number = $1 and phase in ('triage', 'active')", last)) return last;
  }
  return std::nullopt;
}

void insert_alert(db::Connection& db, const std::string& id, std::int64_t incident, const std::string& source_id,
                  const domain::Signal& signal) {
  std::optional<std::int64_t> ends_at;
  if (!signal.firing) ends_at = signal.ends_at.value_or(signal.starts_at).micros;
  db.execute(
      "insert into alerts (id, incident, source_id, fingerprint, starts_at, ends_at, name, labels, annotations, url) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      id, incident, source_id, signal.fingerprint, signal.starts_at.micros, ends_at, signal.name,
      json::write(to_object(signal.labels)), json::write(to_object(signal.annotations)), signal.url);
}

void resolve_alert(db::Connection& db, const std::string& id, Instant ends_at) {
  db.execute("update alerts set ends_at = $2 where id = $1", id, ends_at.micros);
}

std::vector<domain::Alert> list_alerts(db::Connection& db, std::int64_t number) {
  std::vector<domain::Alert> alerts;
  for (const db::Row& row : db.query(
           "select a.id, a.name, a.fingerprint, a.starts_at, a.ends_at, a.labels, a.annotations, coalesce(s.name, ''), a.url "
           "from alerts a left join sources s on s.id = a.source_id where a.incident = $1 order by a.starts_at, a.id",
           number)) {
    domain::Alert alert;
    alert.id = row.text(0);
    alert.name = row.text(1);
    alert.fingerprint = row.text(2);
    alert.starts_at = {row.integer(3)};
    alert.firing = row.is_null(4);
    if (!alert.firing) alert.ends_at = Instant{row.integer(4)};
    alert.labels = texts_from(row.text(5));
    alert.annotations = texts_from(row.text(6));
    alert.source = row.text(7);
    alert.url = row.text(8);
    alerts.push_back(std::move(alert));
  }
  return alerts;
}

}  // namespace debrief::features::incidents::store
