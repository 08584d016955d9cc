// SPDX-License-Identifier: Apache-2.0
#include "features/services/services.hpp"

#include "features/services/dependencies.hpp"
#include "features/services/store.hpp"
#include "features/services/suggest.hpp"
#include "journal/testing_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace debrief::features::services {
namespace {

using domain::Service;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> names_of(const CatalogueFile& file) {
  std::vector<std::string> names;
  for (const Service& service : file.services) names.push_back(service.name);
  return names;
}

TEST(CatalogueFile, OurOwnFormAsYaml) {
  const auto file = read_file(R"(
services:
  - name: checkout
    description: Takes orders
    team: Payments
    tier: 1
    contacts: [Ana Petrova]
    depends_on: [cart, checkout, cart]
    links:
      - {name: Dashboard, url: "https://grafana.example.org/d/1"}
  - name: cart
    tier: 7
)");
  ASSERT_TRUE(file);
  ASSERT_EQ(file->services.size(), 1U);
  const Service& checkout = file->services[0];
  EXPECT_EQ(checkout.team, "Payments");
  EXPECT_EQ(checkout.tier, 1);
  EXPECT_THAT(checkout.depends_on, ElementsAre("cart")) << "once, and not on itself";
  EXPECT_EQ(checkout.links[0].url, "https://grafana.example.org/d/1");
  EXPECT_THAT(file->skipped, ElementsAre(HasSubstr("services[1]: a tier is")));
}

TEST(CatalogueFile, TheSameAsJson) {
  const auto file = read_file(R"({"services": [{"name": "cart", "tier": 2, "depends_on": ["carts-db"]}]})");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->services[0].tier, 2);
}

TEST(CatalogueFile, DocumentsOfBackstage) {
  const auto file = read_file(R"(
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: checkout
  description: Takes orders
  links: [{url: "https://wiki.example.org/checkout", title: Wiki}]
spec:
  type: service
  owner: group:default/payments
  dependsOn: [component:default/cart, resource:payments-db]
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: payments-db}
spec: {type: database, owner: user:ana}
---
kind: Group
metadata: {name: payments}
)");
  ASSERT_TRUE(file);
  EXPECT_THAT(names_of(*file), ElementsAre("checkout", "payments-db"));
  EXPECT_EQ(file->services[0].team, "payments");
  EXPECT_THAT(file->services[0].depends_on, ElementsAre("cart", "payments-db"));
  EXPECT_EQ(file->services[0].links[0].name, "Wiki");
  EXPECT_THAT(file->services[1].contacts, ElementsAre("ana"));
  EXPECT_THAT(file->skipped, ElementsAre("document 3: the kind Group is no service"));
}

TEST(CatalogueFile, WhatCannotBeReadIsRefusedWithAReason) {
  EXPECT_THAT(read_file("services: [").error().message, HasSubstr("no YAML"));
  EXPECT_THAT(read_file("").error().message, HasSubstr("names no service"));
  EXPECT_THAT(read_file("just words").error().message, HasSubstr("names no service"));
  EXPECT_THAT(read_file("services:\n - {name: a, links: [{url: 'javascript:alert(1)'}]}").error().message, HasSubstr("http"));
  EXPECT_THAT(read_file(std::string(3000, '[')).error().message, ::testing::AnyOf(HasSubstr("nested"), HasSubstr("no YAML")));
}

TEST(CatalogueFile, ManyAliasesAreNoBomb) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    bomb += fmt::format("a{0}: &a{0} [", i);
    for (int j = 0; j < 10; ++j) bomb += fmt::format("{}*a{}", j == 0 ? "" : ", ", i - 1);
    bomb += "]\n";
  }
  const auto file = read_file(bomb);
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error().message, HasSubstr("more than"));
}

domain::Incident incident_of(std::vector<std::string> services) {
  domain::Incident incident;
  incident.number = 9;
  incident.services = std::move(services);
  return incident;
}

Service service_of(std::string name, std::string team, std::vector<std::string> contacts, std::vector<std::string> depends_on = {}) {
  Service service;
  service.name = std::move(name);
  service.team = std::move(team);
  service.contacts = std::move(contacts);
  service.depends_on = std::move(depends_on);
  return service;
}

TEST(SuggestedResponders, OwnersComeBeforeOwnersOfWhatItDependsOn) {
  Known known;
  known.catalogue = {service_of("checkout", "Payments", {"Ana"}, {"cart"}), service_of("cart", "Shop", {"Bo"}), service_of("mail", "", {"Cy"})};
  known.teams = {{"t1", "Payments", "", "u-di", {"u-di", "u-ed"}}};
  known.members = {{"u-di", "Di", "di@example.org"}, {"u-ed", "Ed", "ed@example.org"}, {"u-bo", "Bo", "bo@example.org"}};
  const auto found = suggest(incident_of({"checkout"}), known);
  ASSERT_EQ(found.size(), 4U) << "nobody of mail";
  EXPECT_EQ(found[0].person, "Ana");
  EXPECT_EQ(found[0].user_id, std::nullopt);
  EXPECT_EQ(found[1].person, "Di");
  EXPECT_THAT(found[1].reasons, ElementsAre("Leads the team Payments, which owns checkout"));
  EXPECT_EQ(found[2].person, "Bo");
  EXPECT_EQ(found[2].user_id, "u-bo");
  EXPECT_THAT(found[2].reasons, ElementsAre("Contact of cart, which checkout depends on"));
  EXPECT_EQ(found[3].person, "Ed");
}

TEST(SuggestedResponders, PastIncidentsCountAndThosePresentAreLeftOut) {
  Known known;
  known.past = {{"Ana", "u-ana", "checkout", 7}, {"Ana", "u-ana", "checkout", 5}, {"Bo", {}, "checkout", 7}};
  auto incident = incident_of({"checkout"});
  auto found = suggest(incident, known);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_THAT(found[0].reasons, ElementsAre("Had roles in 2 earlier incidents of checkout (INC-7, INC-5)"));
  EXPECT_THAT(found[1].reasons, ElementsAre("Had a role in an earlier incident of checkout (INC-7)"));
  incident.roles.push_back({"r1", "scribe", "ana", {}, std::nullopt});
  EXPECT_EQ(suggest(incident, known).size(), 1U);
}

class Catalogue : public journal::StoreOnEachEngine {
 protected:
  Result<Saved> put(const Service& service, domain::AccessRole role = domain::AccessRole::editor, std::optional<std::int64_t> expected = {}) {
    return journal().write({}, [&](journal::Transaction& tx) { return save(tx, {"u-1", "Ana", role}, service, expected); });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Catalogue, db::both_engines(), db::engine_name);

TEST_P(Catalogue, KeepsAServiceAndSaysWhatChanged) {
  Service checkout = service_of("checkout", "Payments", {"Ana"}, {"cart"});
  checkout.links = {{"Wiki", "https://wiki.example.org/"}};
  checkout.tier = 1;
  EXPECT_EQ(*put(checkout), Saved::added);
  EXPECT_EQ(*put(checkout), Saved::unchanged);
  checkout.description = "Takes orders";
  EXPECT_EQ(*put(checkout), Saved::changed);
  const auto kept = database().read([](db::Connection& db) { return find(db, "checkout"); });
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->service, checkout);
  EXPECT_EQ(kept->version, 2);
  EXPECT_EQ(put(checkout, domain::AccessRole::editor, 1).error().code, ErrorCode::precondition);
  EXPECT_EQ(put(checkout, domain::AccessRole::responder).error().code, ErrorCode::forbidden);
  EXPECT_EQ(journal().list_after(0, 10, domain::kServerChain).size(), 2U);
}

TEST_P(Catalogue, RemovesOnlyWhatItHas) {
  put(service_of("cart", "", {})).value();
  const auto take = [&] {
    return journal().write({}, [&](journal::Transaction& tx) { return remove(tx, {"u-1", "Ana", domain::AccessRole::editor}, "cart"); });
  };
  EXPECT_TRUE(take());
  EXPECT_EQ(take().error().code, ErrorCode::not_found);
}

TEST_P(Catalogue, CountsAndNamesNoIncidentThatOneMayNotRead) {
  insert_incident(1, domain::Visibility::everyone, "u-1");
  insert_incident(2, domain::Visibility::private_, "u-2");
  database().write([&](db::Connection& db) {
    for (const int number : {1, 2}) {
      db.execute("insert into incident_services (incident, service) values ($1, 'cart')", number);
      db.execute("insert into role_assignments (id, incident, role, person, from_at) values ($1, $2, 'scribe', $3, 0)", std::to_string(number),
                 number, number == 1 ? "Ana" : "Bo");
    }
    db.execute("insert into incident_services (incident, service) values (2, 'secret')");
  });
  const domain::Principal reader{"u-1", "Ana", domain::AccessRole::viewer};
  database().read([&](db::Connection& db) {
    const auto uses = store::list_uses(db, reader, {});
    ASSERT_EQ(uses.size(), 1U);
    EXPECT_EQ(uses[0].service, "cart");
    EXPECT_EQ(uses[0].incidents, 1);
    EXPECT_EQ(uses[0].open, 1);
    EXPECT_EQ(uses[0].newest, 1);
    const auto past = store::list_past(db, reader, 9, {"cart"});
    ASSERT_EQ(past.size(), 1U);
    EXPECT_EQ(past[0].person, "Ana");
    EXPECT_THAT(store::list_past(db, reader, 1, {"cart"}), IsEmpty()) << "not of itself";
  });
}

TEST_P(Catalogue, TellsWhatServicesDependOnTwoStepsFarAndEachOnce) {
  put(service_of("checkout", "", {}, {"payments", "orders", "Accounts"})).value();
  put(service_of("orders", "", {}, {"mail", "payments", "checkout"})).value();
  put(service_of("mail", "", {}, {"smtp"})).value();
  const auto ways = [&](std::vector<std::string> services) {
    return database().read([&](db::Connection& db) { return list_dependencies(db, std::move(services)); });
  };
  EXPECT_THAT(ways({"checkout"}), ElementsAre(ElementsAre("checkout", "Accounts"), ElementsAre("checkout", "orders"),
                                              ElementsAre("checkout", "payments"), ElementsAre("checkout", "orders", "mail")))
      << "smtp is three steps away";
  EXPECT_THAT(ways({"payments", "checkout", "accounts"}), ElementsAre(ElementsAre("checkout", "orders"), ElementsAre("checkout", "orders", "mail")));
  EXPECT_THAT(ways({"unknown"}), IsEmpty());
  EXPECT_THAT(ways({}), IsEmpty());
}

TEST_P(Catalogue, TellsNoMoreDependenciesThanAreOfUse) {
  std::vector<std::string> many;
  for (int i = 0; i < 50; ++i) many.push_back(fmt::format("part-{:02}", i));
  put(service_of("everything", "", {}, many)).value();
  database().read([&](db::Connection& db) { EXPECT_EQ(list_dependencies(db, {"everything"}).size(), kMostDependencies); });
}

}  // namespace
}  // namespace debrief::features::services
