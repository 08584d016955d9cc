// SPDX-License-Identifier: Apache-2.0
#include "domain/vocabulary_json.hpp"
#include "journal/testing_store.hpp"
#include "journal/vocabulary.hpp"

#include <gtest/gtest.h>

namespace debrief::features::vocabulary {
namespace {

using domain::Vocabulary;

Vocabulary usual() { return *domain::usual_vocabulary(); }

TEST(Vocabulary, SurvivesItsJson) {
  Vocabulary words = usual();
  words.severities[4].used = false;
  words.fields.push_back({"region", "Region", "Where customers felt it", domain::FieldType::choice, {"EU", "US"}, {domain::Kind::normal}, true, true});
  const auto read = domain::vocabulary_from(json::value(domain::to_json(words)), usual());
  ASSERT_TRUE(read);
  EXPECT_EQ(json::write(domain::to_json(*read)), json::write(domain::to_json(words)));
}

TEST(Vocabulary, KeepsWhatWasRecorded) {
  Vocabulary next = usual();
  next.states.pop_back();
  EXPECT_EQ(domain::check_vocabulary(usual(), next).error().field, "/states");
  next = usual();
  next.states[1].phase = domain::Phase::closed;
  EXPECT_EQ(domain::check_vocabulary(usual(), next).error().field, "/states/1/phase");
  next = usual();
  next.severities.push_back({"sev6", "SEV6", ""});
  EXPECT_EQ(domain::check_vocabulary(usual(), next).error().field, "/severities/5/id");
  next = usual();
  std::swap(next.severities[0], next.severities[1]);
  EXPECT_FALSE(domain::check_vocabulary(usual(), next));
  next = usual();
  next.states[0].used = false;
  EXPECT_FALSE(domain::check_vocabulary(usual(), next)) << "triage has one state only";
}

TEST(Vocabulary, TakesNewWords) {
  Vocabulary next = usual();
  next.severities[0].name = "P1";
  next.states.insert(next.states.begin() + 5, {"verifying", "Verifying", domain::Phase::active, "mitigated"});
  next.roles.push_back({"security_lead", "Security lead", true});
  next.fields.push_back({"customers", "Customers affected", "", domain::FieldType::number, {}, {}});
  EXPECT_TRUE(domain::check_vocabulary(usual(), next));
  next.fields[0].choices = {"one"};
  EXPECT_EQ(domain::check_vocabulary(usual(), next).error().field, "/fields/0/choices");
  next.fields[0] = {"Bad id", "x", "", domain::FieldType::text, {}, {}};
  EXPECT_EQ(domain::check_vocabulary(usual(), next).error().field, "/fields/0/id");
}

TEST(Vocabulary, ChecksValues) {
  const auto fits = [](domain::FieldType type, std::string_view value, std::vector<std::string> choices = {}) {
    return domain::check_field({"f", "F", "", type, std::move(choices), {}}, value).has_value();
  };
  EXPECT_TRUE(fits(domain::FieldType::number, "12.5"));
  EXPECT_FALSE(fits(domain::FieldType::number, "12 and more"));
  EXPECT_FALSE(fits(domain::FieldType::number, "nan"));
  EXPECT_TRUE(fits(domain::FieldType::date, "2026-02-28"));
  EXPECT_FALSE(fits(domain::FieldType::date, "2026-02-30"));
  EXPECT_TRUE(fits(domain::FieldType::link, "https://tickets.example/7"));
  EXPECT_FALSE(fits(domain::FieldType::link, "javascript:alert(1)"));
  EXPECT_TRUE(fits(domain::FieldType::choice, "EU", {"EU", "US"}));
  EXPECT_FALSE(fits(domain::FieldType::choice, "eu", {"EU", "US"}));
  EXPECT_FALSE(fits(domain::FieldType::text, "   "));
  EXPECT_FALSE(fits(domain::FieldType::text, std::string(1001, 'x')));
}

class KeptVocabulary : public journal::StoreOnEachEngine {};
INSTANTIATE_TEST_SUITE_P(Engines, KeptVocabulary, db::both_engines(), db::engine_name);

TEST_P(KeptVocabulary, StandsUntilItIsChanged) {
  const auto read = [&] { return database().read([](db::Connection& db) { return journal::read_vocabulary(db); }); };
  EXPECT_EQ(read(), domain::usual_vocabulary());
  Vocabulary words = usual();
  words.severities[0].name = "P1";
  words.roles.erase(words.roles.begin());
  database().write([&](db::Connection& db) { journal::keep_vocabulary(db, words); });
  EXPECT_EQ(read()->severity_name("sev1"), "P1");
  EXPECT_EQ(read()->roles.back().id, "incident_commander") << "words that the program knows are never lost";
}

}  // namespace
}  // namespace debrief::features::vocabulary
