// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/incidents.hpp"

#include "domain/events.hpp"
#include "domain/vocabulary.hpp"
#include "journal/testing_store.hpp"
#include "journal/vocabulary.hpp"

#include <gtest/gtest.h>

namespace debrief::features::incidents {
namespace {

class FieldsOfIncidents : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    domain::Vocabulary words = *domain::usual_vocabulary();
    words.fields = {{"region", "Region", "", domain::FieldType::choice, {"EU", "US"}, {}, true, true},
                    {"window", "Window", "", domain::FieldType::text, {}, {domain::Kind::maintenance}, false, true}};
    words.states.insert(words.states.begin() + 5, {"verifying", "Verifying", domain::Phase::active, "mitigated", true});
    words.states[1].used = false;
    words.roles.push_back({"security_lead", "Security lead", true, true});
    database().write([&](db::Connection& db) { journal::keep_vocabulary(db, words); });
  }
  Result<domain::Incident> declared(FieldChanges fields) {
    return journal().write(origin_, [&](journal::Transaction& tx) {
      Declaration declaration;
      declaration.title = "Checkout fails";
      declaration.fields = std::move(fields);
      return declare(tx, ana_, declaration);
    });
  }
  Result<domain::Incident> changed(std::int64_t number, const Change& wanted) {
    return journal().write(origin_, [&](journal::Transaction& tx) { return change(tx, ana_, number, {}, wanted); });
  }

  domain::Principal ana_{"u-Ana", "Ana", domain::AccessRole::responder, "web"};
  journal::Origin origin_{"Ana", "u-Ana", "web"};
};
INSTANTIATE_TEST_SUITE_P(Engines, FieldsOfIncidents, db::both_engines(), db::engine_name);

TEST_P(FieldsOfIncidents, AreSetChangedAndTakenAwayWithAFactEach) {
  const auto incident = declared({{"region", "EU"}}).value();
  EXPECT_EQ(incident.fields.at("region"), "EU");
  Change change;
  change.fields = {{"region", "US"}};
  EXPECT_EQ(changed(incident.number, change)->fields.at("region"), "US");
  change.fields = {{"region", std::nullopt}};
  EXPECT_TRUE(changed(incident.number, change)->fields.empty());
  std::size_t facts = 0;
  for (const auto& fact : journal().list_after(0, 100, incident.number)) facts += fact.kind == domain::events::kFieldSet ? 1 : 0;
  EXPECT_EQ(facts, 3U);
}

TEST_P(FieldsOfIncidents, RefuseWhatDoesNotFit) {
  EXPECT_EQ(declared({{"region", "Mars"}}).error().field, "/fields/region");
  EXPECT_EQ(declared({{"colour", "red"}}).error().field, "/fields/colour");
  EXPECT_EQ(declared({{"window", "02:00 to 03:00"}}).error().field, "/fields/window") << "it is for maintenance only";
}

TEST_P(FieldsOfIncidents, FilterTheList) {
  const auto incident = declared({{"region", "EU"}}).value();
  ASSERT_TRUE(declared({{"region", "US"}}));
  Filter filter;
  filter.field = {"region", "EU"};
  const auto page = database().read([&](db::Connection& db) { return list(db, ana_, filter, {}, 50); });
  ASSERT_EQ(page.total, 1);
  EXPECT_EQ(page.items.front().number, incident.number);
}

TEST_P(FieldsOfIncidents, StatesOfTheHouseHavePhaseAndMilestone) {
  const auto incident = declared({}).value();
  EXPECT_EQ(incident.state, "identified") << "the first active state in use";
  Change change;
  change.state = "verifying";
  const auto verifying = changed(incident.number, change).value();
  EXPECT_EQ(verifying.phase(), domain::Phase::active);
  EXPECT_NE(verifying.find_milestone("mitigated"), nullptr);
  const auto with_role = journal().write(origin_, [&](journal::Transaction& tx) {
    return assign_role(tx, ana_, incident.number, "security_lead", "Bo", {}, {});
  });
  EXPECT_TRUE(with_role);
}

}  // namespace
}  // namespace debrief::features::incidents
