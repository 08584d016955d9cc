// SPDX-License-Identifier: Apache-2.0
// A store with incidents, people and alerts for the tests of the slice.
#pragma once

#include "domain/events.hpp"
#include "features/actions/actions.hpp"
#include "features/actions/store.hpp"
#include "journal/testing_store.hpp"
#include "journal/visibility.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace debrief::features::actions {

class ActionsStore : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    insert_incident(1, domain::Visibility::everyone, "u-Ana");
    insert_incident(2, domain::Visibility::private_, "u-Ana");
  }

  Ports ports() {
    Ports ports;
    ports.get_incident = [this](const domain::Principal& who, std::int64_t number) -> Result<domain::Incident> {
      TRY(database().read(
          [&](db::Connection& db) { return journal::require_incident(db, who, domain::Action::read, number); }));
      domain::Incident incident;
      incident.number = number;
      return incident;
    };
    ports.list_timeline = [](const auto&, std::int64_t) -> Result<std::vector<domain::TimelineEntry>> {
      domain::TimelineEntry entry;
      entry.id = 7;
      return std::vector{entry};
    };
    ports.list_factors = [](const auto&, std::int64_t) -> Result<domain::FactorGraph> {
      domain::Factor factor;
      factor.id = "f1";
      return domain::FactorGraph{{factor}, {}};
    };
    ports.find_user_id = [](std::string_view person) -> std::optional<std::string> {
      if (person == "Nobody") return std::nullopt;
      return "u-" + std::string(person);
    };
    ports.notify = [this](journal::Transaction&, const domain::Notice& notice) {
      for (const auto& id : notice.to)
        if (keys_.insert(id + " " + notice.key).second) told_.push_back(id + " " + notice.kind + ": " + notice.title);
    };
    ports.find_template = [this](std::int64_t incident, const std::string& id, Instant) -> std::optional<bool> {
      ++looks_;
      if (reading_) return std::nullopt;
      return templates_.contains({incident, id});
    };
    ports.list_drill_results = [this](std::int64_t) { return drills_; };
    return ports;
  }

  domain::Principal as(const std::string& name, domain::AccessRole role = domain::AccessRole::responder) {
    return {"u-" + name, name, role};
  }
  Result<domain::ActionItem> add_to(std::int64_t incident, NewAction wanted, const domain::Principal& who) {
    return journal().write(
        origin_, [&](journal::Transaction& tx) { return add(tx, ports(), who, incident, std::move(wanted)); });
  }
  domain::ActionItem added(NewAction wanted, std::int64_t incident = 1) {
    auto action = add_to(incident, std::move(wanted), as("Ana"));
    if (!action) throw std::runtime_error(action.error().message);
    return *action;
  }
  Result<domain::ActionItem> change_to(std::int64_t number, const Change& wanted, Version expected = {}) {
    return journal().write(
        origin_, [&](journal::Transaction& tx) { return change(tx, ports(), as("Ana"), number, wanted, expected); });
  }
  Result<domain::ActionItem> move(std::int64_t number, domain::ActionState state, std::string reason = "") {
    Change wanted;
    wanted.state = state;
    wanted.reason = std::move(reason);
    return change_to(number, wanted);
  }
  domain::ActionItem now(std::int64_t number) {
    return database().read([&](db::Connection& db) { return store::find(db, number)->action; });
  }
  std::vector<std::string> facts(std::int64_t incident) {
    std::vector<std::string> kinds;
    for (const domain::Fact& fact : journal().list_after(0, 1000, incident)) kinds.push_back(fact.kind);
    return kinds;
  }

  /// An alert of an incident, which begins now.
  void fire(std::int64_t incident, const std::string& name, const std::string& service) {
    database().write([&](db::Connection& db) {
      db.execute(
          "insert into alerts (id, incident, source_id, fingerprint, starts_at, name, labels, annotations, url) "
          "values ($1, $2, 's', $1, $3, $4, $5, '{}', '')",
          std::to_string(++alerts_), incident, clock_.now().micros, name,
          json::write(json::object{{"alertname", name}, {"service", service}}));
    });
    domain::Fact fact;
    fact.incident = incident;
    fact.kind = domain::events::kAlertFired;
    fact.data = {{"name", name}};
    keep(journal(), ports(), {fact});
  }
  void add_logs(std::int64_t incident) {
    database().write([&](db::Connection& db) {
      db.execute(
          "insert into evidence (id, incident, name, sha256, size, media_type, recorded_at, added_by, added_by_id, "
          "entries) "
          "values ($1, $2, 'app.log', '', 1, 'text/plain', $3, 'Ana', 'u-Ana', 0)",
          std::to_string(++alerts_), incident, clock_.now().micros);
    });
  }
  void pass(std::int64_t days) { clock_.advance(std::chrono::hours(24 * days)); }

  journal::Origin origin_{"Ana", "u-Ana", "web"};
  std::vector<std::string> told_;
  std::set<std::string> keys_;
  std::set<std::pair<std::int64_t, std::string>> templates_;
  std::vector<domain::DrillResult> drills_;  // the newest first
  bool reading_ = false;
  int looks_ = 0;
  int alerts_ = 0;
};

}  // namespace debrief::features::actions
