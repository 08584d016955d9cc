// SPDX-License-Identifier: Apache-2.0
// For tests: an incident that Ana leads and Bo writes messages about, with everything else behind ports.
#pragma once

#include "features/accounts/accounts.hpp"
#include "features/accounts/store.hpp"
#include "journal/testing_store.hpp"
#include "journal/visibility.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace debrief::features::accounts::testing {

class World : public journal::StoreOnEachEngine {
 protected:
  using Told = std::map<std::string, int>;  // how many notices, by id of the account

  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    incident_.number = 1;
    incident_.title = "Checkout answers 500";
    incident_.state = "investigating";
    incident_.declared_by = "Ana";
    incident_.roles = {{"r", "incident_commander", "Ana", {}, {}}};
    insert_incident(1, domain::Visibility::everyone, "u-ana");
    say("message", "Bo");
    say("message", "Zed");  // nobody with that name can sign in
  }

  Ports ports() {
    Ports ports;
    ports.get_incident = [this](const domain::Principal& who, std::int64_t number) -> Result<domain::Incident> {
      TRY(database().read(
          [&](db::Connection& db) { return journal::require_incident(db, who, domain::Action::read, number); }));
      if (incident_.visibility == domain::Visibility::private_ && who.id == "u-bo")
        return not_found("there is no such incident");
      return incident_;
    };
    ports.list_timeline = [this](const auto&, std::int64_t) -> Result<std::vector<domain::TimelineEntry>> {
      return timeline_;
    };
    ports.find_user_id = [](std::string_view person) -> std::optional<std::string> {
      static const std::map<std::string, std::string, std::less<>> kUsers{
          {"Ana", "u-ana"}, {"Bo", "u-bo"}, {"Cy", "u-cy"}, {"Dee", "u-dee"}};
      const auto found = kUsers.find(person);
      return found == kUsers.end() ? std::nullopt : std::optional(found->second);
    };
    ports.list_members = [] {
      using domain::AccessRole;
      return std::vector<domain::Member>{{"u-ana", "Ana", "ana@example.org", AccessRole::editor},
                                         {"u-bo", "Bo", "bo@example.org", AccessRole::editor},
                                         {"u-cy", "Cy", "cy@example.org", AccessRole::responder},
                                         {"u-dee", "Dee", "dee@example.org", AccessRole::viewer}};
    };
    ports.find_duty = [this](const auto&, std::int64_t) -> Result<std::optional<domain::Duty>> { return duty_; };
    ports.find_postmortem = [this](const auto&, std::int64_t) -> Result<std::optional<domain::Postmortem>> {
      return postmortem_;
    };
    ports.notify = [this](journal::Transaction&, const domain::Notice& notice) {
      for (const auto& id : notice.to)
        if (keys_.insert(id + " " + notice.key).second) ++told_[id];
    };
    ports.add_to_postmortem = [this](journal::Transaction&, const auto&, std::int64_t, std::string_view,
                                     std::string_view markdown) -> Result<> {
      added_ += markdown;
      return {};
    };
    return ports;
  }

  template <class F>
  auto write(F&& work) {
    return journal().write(origin_, std::forward<F>(work));
  }
  void hear(std::string_view kind) {
    domain::Fact fact;
    fact.incident = 1;
    fact.kind = kind;
    keep(journal(), ports(), {fact});
  }
  void mitigate() {
    incident_.milestones.push_back({"mitigated", clock_.now(), "Ana", {}, false});
    hear("milestone.set");
  }
  void say(std::string_view kind, std::string_view actor) {
    domain::TimelineEntry entry;
    entry.kind = kind;
    entry.actor = std::string(actor);
    entry.origin = "Slack";
    entry.occurred_at = clock_.now();
    timeline_.push_back(entry);
  }
  void make_private() {
    incident_.visibility = domain::Visibility::private_;
    database().write(
        [](db::Connection& db) { db.execute("update incidents set visibility = 'private' where number = 1"); });
  }
  std::vector<store::Kept> list() {
    return database().read([](db::Connection& db) { return store::list(db, 1); });
  }
  int facts(std::string_view kind) {
    int count = 0;
    for (const auto& fact : journal().list_after(0, 1000, 1)) count += fact.kind == kind ? 1 : 0;
    return count;
  }
  std::string all_facts() {
    std::string all;
    for (const auto& fact : journal().list_after(0, 1000)) all += json::write(fact.data);
    return all;
  }

  const domain::Principal ana_{"u-ana", "Ana", domain::AccessRole::editor};
  const domain::Principal bo_{"u-bo", "Bo", domain::AccessRole::editor};
  const domain::Principal viewer_{"u-dee", "Dee", domain::AccessRole::viewer};
  const domain::Principal admin_{"u-ad", "Ad", domain::AccessRole::administrator};
  const journal::Origin origin_{"Ana", "u-ana", "web", {}};
  domain::Incident incident_;
  std::vector<domain::TimelineEntry> timeline_;
  std::optional<domain::Duty> duty_;
  std::optional<domain::Postmortem> postmortem_;
  Told told_;
  std::set<std::string> keys_;
  std::string added_;
};

}  // namespace debrief::features::accounts::testing
