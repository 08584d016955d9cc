// SPDX-License-Identifier: Apache-2.0
#include "features/escalation/store.hpp"

#include "db/instants.hpp"
#include "domain/vocabulary.hpp"
#include "journal/visibility.hpp"
#include "journal/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace debrief::features::escalation {

std::string_view to_text(ClimbState state) {
  static constexpr std::array<std::string_view, 4> kNames{"running", "acknowledged", "settled", "exhausted"};
  return kNames.at(static_cast<std::size_t>(state));
}

namespace store {
namespace {

constexpr std::string_view kSubjectColumns = "i.number, i.title, i.summary, i.kind, i.severity";
constexpr std::string_view kClimbColumns =
    "id, incident, policy, data, reason, cause, anew, state, round, level, next_at, started_at, started_by, ended_at, ended_by";

json::value document_in(const std::string& text) {
  auto document = json::parse(text);
  if (!document) throw std::runtime_error("what is kept of a policy is no JSON: " + document.error().message);
  return std::move(*document);
}

ClimbState state_from(std::string_view text) {
  for (const ClimbState state : {ClimbState::acknowledged, ClimbState::settled, ClimbState::exhausted})
    if (to_text(state) == text) return state;
  return ClimbState::running;
}

// What this program wrote can be read again; a name that a house gave up meanwhile does no harm.
Policy policy_from(const std::string& id, const std::string& data, std::int64_t version) {
  auto policy = read_policy(document_in(data));
  if (!policy) throw std::runtime_error("a policy of escalation cannot be read: " + policy.error().message);
  policy->id = id;
  policy->version = version;
  return std::move(*policy);
}

StakeholderRule rule_from(const db::Row& row) {
  auto rule = read_rule(document_in(row.text(1)));
  if (!rule) throw std::runtime_error("a rule for stakeholders cannot be read: " + rule.error().message);
  rule->id = row.text(0);
  rule->version = row.integer(2);
  return std::move(*rule);
}

std::vector<std::string> services_of(db::Connection& db, std::int64_t incident) {
  std::vector<std::string> services;
  for (const auto& row : db.query("select service from incident_services where incident = $1 order by service", incident))
    services.push_back(row.text(0));
  return services;
}

Subject subject_from(db::Connection& db, const db::Row& row, const domain::Vocabulary& words) {
  Subject subject;
  subject.number = row.integer(0);
  subject.title = row.text(1);
  subject.summary = row.text(2);
  subject.kind = domain::kind_from(row.text(3)).value_or(domain::Kind::normal);
  subject.severity = row.optional_text(4);
  if (subject.severity) subject.severity_name = words.severity_name(*subject.severity);
  subject.services = services_of(db, subject.number);
  return subject;
}

Climb climb_from(const db::Row& row) {
  Climb climb;
  climb.id = row.text(0);
  climb.incident = row.integer(1);
  climb.policy = policy_from(row.text(2), row.text(3), 0);
  climb.reason = row.text(4);
  climb.cause = row.integer(5);
  climb.anew = row.boolean(6);
  climb.state = state_from(row.text(7));
  climb.next = {row.integer(8), row.integer(9)};
  climb.next_at = db::time_in(row, 10);
  climb.started_at = {row.integer(11)};
  climb.started_by = row.text(12);
  climb.ended_at = db::time_in(row, 13);
  climb.ended_by = row.text(14);
  return climb;
}

void put(db::Connection& db, std::string_view table, const std::string& id, const std::string& name, const json::object& data,
         std::int64_t version, const std::string& by, Instant now) {
  db.execute(fmt::format("insert into {} (id, name, data, version, updated_by, updated_at) values ($1, $2, $3, $4, $5, $6) "
                         "on conflict (id) do update set name = excluded.name, data = excluded.data, "
                         "version = excluded.version, updated_by = excluded.updated_by, updated_at = excluded.updated_at",
                         table),
             id, name, json::write(data), version, by, now.micros);
}

}  // namespace

bool is_idle(db::Connection& db) {
  return !db.query_one("select 1 from escalation_policies limit 1") && !db.query_one("select 1 from stakeholder_rules limit 1") &&
         !db.query_one("select 1 from escalations where state = 'running' limit 1");
}

std::vector<Policy> list_policies(db::Connection& db) {
  std::vector<Policy> policies;
  for (const auto& row : db.query("select id, data, version from escalation_policies order by name, id"))
    policies.push_back(policy_from(row.text(0), row.text(1), row.integer(2)));
  return policies;
}

std::optional<Policy> find_policy(db::Connection& db, const std::string& id) {
  const auto row = db.query_one("select id, data, version from escalation_policies where id = $1", id);
  return row ? std::optional(policy_from(row->text(0), row->text(1), row->integer(2))) : std::nullopt;
}

void put_policy(db::Connection& db, const Policy& policy, const std::string& by, Instant now) {
  put(db, "escalation_policies", policy.id, policy.name, wanted_json(policy), policy.version, by, now);
}

bool remove_policy(db::Connection& db, const std::string& id) {
  return db.execute("delete from escalation_policies where id = $1", id) == 1;
}

std::vector<StakeholderRule> list_rules(db::Connection& db) {
  std::vector<StakeholderRule> rules;
  for (const auto& row : db.query("select id, data, version from stakeholder_rules order by name, id")) rules.push_back(rule_from(row));
  return rules;
}

std::optional<StakeholderRule> find_rule(db::Connection& db, const std::string& id) {
  const auto row = db.query_one("select id, data, version from stakeholder_rules where id = $1", id);
  return row ? std::optional(rule_from(*row)) : std::nullopt;
}

void put_rule(db::Connection& db, const StakeholderRule& rule, const std::string& by, Instant now) {
  put(db, "stakeholder_rules", rule.id, rule.name, wanted_json(rule), rule.version, by, now);
}

bool remove_rule(db::Connection& db, const std::string& id) {
  return db.execute("delete from stakeholder_rules where id = $1", id) == 1;
}

bool note_brought(db::Connection& db, const std::string& rule, std::int64_t incident, const std::string& user_id, Instant now) {
  return db.execute("insert into stakeholders_brought (rule, incident, user_id, at) values ($1, $2, $3, $4) on conflict do nothing",
                    rule, incident, user_id, now.micros) == 1;
}

bool was_brought(db::Connection& db, const std::string& rule, std::int64_t incident, const std::string& user_id) {
  return db.query_one("select 1 from stakeholders_brought where rule = $1 and incident = $2 and user_id = $3", rule, incident, user_id).has_value();
}

std::optional<Standing> find_standing(db::Connection& db, std::int64_t incident) {
  const auto row = db.query_one(fmt::format("select {}, i.visibility, i.phase from incidents i where i.number = $1", kSubjectColumns), incident);
  if (!row) return std::nullopt;
  Standing standing;
  standing.subject = subject_from(db, *row, *journal::read_vocabulary(db));
  standing.visibility = domain::visibility_from(row->text(5)).value_or(domain::Visibility::private_);
  standing.phase = domain::phase_from(row->text(6)).value_or(domain::Phase::closed);
  for (const auto& milestone : db.query("select name from milestones where incident = $1", incident)) {
    const std::string name = milestone.text(0);
    standing.acknowledged = standing.acknowledged || name == "acknowledged";
    standing.mitigated = standing.mitigated || name == "mitigated" || name == "resolved";
  }
  const auto leader = db.query_one(
      "select person from role_assignments where incident = $1 and role = 'incident_commander' and until_at is null limit 1", incident);
  if (leader) standing.leader = leader->text(0);
  standing.acknowledged = standing.acknowledged || leader.has_value();
  return standing;
}

std::vector<Subject> list_recent(db::Connection& db, const domain::Principal& who, std::int64_t limit) {
  std::vector<db::Value> args{db::to_value(limit)};
  const std::string readable = journal::readable_incidents(who, "i", args);
  std::vector<Subject> recent;
  std::vector<db::Row> rows;
  db.run_with(fmt::format("select {} from incidents i where {} order by i.number desc limit $1", kSubjectColumns, readable), args,
              [&](db::Row row) { rows.push_back(std::move(row)); });
  const auto words = journal::read_vocabulary(db);
  for (const db::Row& row : rows) recent.push_back(subject_from(db, row, *words));
  return recent;
}

std::vector<std::string> list_holders(db::Connection& db, std::int64_t incident, const std::vector<std::string>& roles) {
  std::vector<std::string> ids;
  for (const auto& row : db.query("select role, user_id from role_assignments where incident = $1 and until_at is null and user_id is not null", incident))
    if (std::find(roles.begin(), roles.end(), row.text(0)) != roles.end()) ids.push_back(row.text(1));
  return ids;
}

std::optional<std::string> find_endpoint_name(db::Connection& db, const std::string& id) {
  const auto row = db.query_one("select name from endpoints where id = $1 and removed_at is null and state = 'on'", id);
  return row ? std::optional(row->text(0)) : std::nullopt;
}

bool insert(db::Connection& db, const Climb& climb) {
  return db.execute(
      "insert into escalations (id, incident, policy, name, data, reason, cause, anew, state, round, level, next_at, "
      "started_at, started_by, ended_at, ended_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) on conflict do nothing",
      climb.id, climb.incident, climb.policy.id, climb.policy.name, json::write(wanted_json(climb.policy)), climb.reason,
      climb.cause, climb.anew, to_text(climb.state), climb.next.round, climb.next.level, db::micros_of(climb.next_at),
      climb.started_at.micros, climb.started_by, db::micros_of(climb.ended_at), climb.ended_by) == 1;
}

void update(db::Connection& db, const Climb& climb) {
  db.execute("update escalations set state = $2, round = $3, level = $4, next_at = $5, ended_at = $6, ended_by = $7 where id = $1",
             climb.id, to_text(climb.state), climb.next.round, climb.next.level, db::micros_of(climb.next_at),
             db::micros_of(climb.ended_at), climb.ended_by);
}

std::optional<Climb> find(db::Connection& db, const std::string& id) {
  const auto row = db.query_one(fmt::format("select {} from escalations where id = $1", kClimbColumns), id);
  return row ? std::optional(climb_from(*row)) : std::nullopt;
}

std::vector<Climb> list(db::Connection& db, std::int64_t incident) {
  std::vector<Climb> climbs;
  for (const auto& row : db.query(fmt::format("select {} from escalations where incident = $1 order by id desc", kClimbColumns), incident))
    climbs.push_back(climb_from(row));
  return climbs;
}

bool insert_firing(db::Connection& db, const std::string& climb, const Firing& firing) {
  json::array told;
  for (const auto& one : firing.told) told.emplace_back(one);
  return db.execute("insert into escalation_firings (escalation, round, level, at, told) values ($1, $2, $3, $4, $5) on conflict do nothing",
                    climb, firing.place.round, firing.place.level, firing.at.micros, json::write(json::value(std::move(told)))) == 1;
}

std::vector<Firing> list_firings(db::Connection& db, const std::string& climb) {
  std::vector<Firing> firings;
  for (const auto& row : db.query("select round, level, at, told from escalation_firings where escalation = $1 order by at, round, level", climb)) {
    Firing firing{{row.integer(0), row.integer(1)}, {row.integer(2)}, {}};
    const json::value told = document_in(row.text(3));
    if (told.is_array())
      for (const json::value& one : told.get_array())
        if (one.is_string()) firing.told.emplace_back(std::string_view(one.get_string()));
    firings.push_back(std::move(firing));
  }
  return firings;
}

}  // namespace store
}  // namespace debrief::features::escalation
