// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/distil.hpp"
#include "features/lessons/recognise.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace debrief::features::lessons {
namespace {

domain::Incident incident() {
  domain::Incident i;
  i.number = 7;
  i.title = "Checkout fails";
  i.summary = "Orders wait for a connection";
  i.services = {"Checkout"};
  i.declared_at = {5};
  return i;
}

domain::Alert alert(const std::string& name) {
  domain::Alert a;
  a.name = name;
  a.annotations = {{"summary", "pool exhausted"}};
  return a;
}

TEST(Distil, TakesThePostmortemsTextWhereThereIsOne) {
  const Lesson lesson = distil(incident(), {.alerts = {alert("High"), alert("High")}, .postmortem = "# Title\n\nThe **pool** ran dry.\n\n## What went well\n\nThe pager."});
  EXPECT_EQ(lesson.document, "INC-7");
  EXPECT_NE(lesson.body.find("The pool ran dry."), std::string::npos);
  EXPECT_EQ(lesson.body.find("Orders wait"), std::string::npos);
  EXPECT_EQ(lesson.terms, (std::vector<std::string>{"alert:High", "service:checkout"}));
  EXPECT_EQ(lesson.worked, "The pager.");
  EXPECT_EQ(lesson.misled, "");
}

TEST(Distil, TakesWhatIsKnownElse) {
  const Lesson lesson = distil(incident(), {.alerts = {alert("High")}, .document = "old-9"});
  EXPECT_EQ(lesson.document, "old-9");
  EXPECT_NE(lesson.body.find("Orders wait"), std::string::npos);
  EXPECT_NE(lesson.body.find("pool exhausted"), std::string::npos);
}

TEST(Query, HoldsAlertsServicesAndNotesButNothingHidden) {
  domain::TimelineEntry note, hidden, state;
  note.kind = hidden.kind = "note";
  note.text = "quokka seen";
  hidden.text = "wombat seen";
  hidden.hidden = true;
  state.kind = "state";
  state.text = "State: Triage";
  const search::Query query = question_for(incident(), {.alerts = {alert("High"), alert("High")}}, {note, hidden, state}).query;
  EXPECT_NE(query.text.find("quokka"), std::string::npos);
  EXPECT_EQ(query.text.find("wombat"), std::string::npos);
  EXPECT_EQ(query.text.find("Triage"), std::string::npos);
  ASSERT_EQ(query.terms.size(), 2U);
  EXPECT_EQ(query.terms[0].term, "alert:High");
  EXPECT_EQ(query.terms[1].term, "service:checkout");
}

TEST(Query, StaysWithinBounds) {
  domain::TimelineEntry note;
  note.kind = "note";
  note.text = std::string(5000, 'x');
  EXPECT_LT(question_for(incident(), {}, std::vector<domain::TimelineEntry>(100, note)).query.text.size(), 9000U);
}

TEST(Reasons, AddUpToTheScore) {
  search::Finding finding;
  finding.hit.reasons = {{"ECONNRESET", false, {"text"}, 0.5, 3, 800}, {"service:checkout", true, {}, 0.1, 40, 800}};
  finding.hit.rest = 0.2;
  finding.hit.rest_count = 4;
  finding.meaning = 0.3;
  finding.meaning_words = {"socket", "closed"};
  const Leanings leanings{0.04, 0.02, 2, 1};
  const auto reasons = reasons_of(finding, leanings);
  ASSERT_EQ(reasons.size(), 6U);
  EXPECT_NEAR(std::accumulate(reasons.begin(), reasons.end(), 0.0, [](double sum, const auto& r) { return sum + r.score; }), 116, 1e-9);
  EXPECT_NE(reasons[0].text.find("ECONNRESET"), std::string::npos);
  EXPECT_EQ(reasons[1].text, "means much the same, by “socket”, “closed”");
  EXPECT_TRUE(reasons[2].text.starts_with("same service checkout (40 of 800"));
  EXPECT_EQ(reasons[4].text, "for other incidents people confirmed twice, refused once");
}

TEST(Leanings, AreModest) {
  EXPECT_DOUBLE_EQ(recency_of({0}, {0}), 0.05);
  EXPECT_NEAR(recency_of({0}, {static_cast<std::int64_t>(365.25 * 24 * 3600) * 1'000'000}), 0.025, 1e-6);
  EXPECT_DOUBLE_EQ(recency_of({5}, {0}), 0.05) << "clocks differ";
  EXPECT_EQ(experience_of(0, 0), 0);
  EXPECT_GT(experience_of(1, 0), 0);
  EXPECT_LT(experience_of(1000, 0), 0.05);
  EXPECT_DOUBLE_EQ(experience_of(2, 5), -experience_of(5, 2));
}

TEST(Signals, AreReadFromAlertsLogsAndTexts) {
  domain::Alert fired = alert("HighErrors");
  fired.labels = {{"service", "Checkout"}, {"cluster", "eu-1"}, {"pod", "checkout-5d9f"}};
  const SignalsOf signals{.services = {"Checkout"},
                          .alerts = {fired},
                          .templates = {{"abc", "pool <*> exhausted", 3, true}},
                          .factors = {},
                          .text = "read ECONNRESET, SQLSTATE 40001; HTTP 503 from INC-42 on 2026; OutOfMemoryError ORA-00060"};
  EXPECT_EQ(signal_terms(signals),
            (std::vector<std::string>{"alert-of:HighErrors@checkout", "alert:HighErrors", "error:ECONNRESET", "error:HTTP 503",
                                      "error:ORA-00060", "error:OutOfMemoryError", "error:SQLSTATE 40001",
                                      "label:cluster=eu-1", "service:checkout", "template:abc"}));
  EXPECT_EQ(signal_in_words("template:abc", {{"abc", "pool <*> exhausted"}}), "same log message `pool <*> exhausted`");
  EXPECT_EQ(signal_in_words("alert-of:HighErrors@checkout", {}), "same alert on the same service: HighErrors on checkout");
}

TEST(Signals, OfManyLogMessagesWeighNoMoreThanTwoAlerts) {
  SignalsOf signals;
  for (int i = 0; i < 500; ++i) signals.templates.push_back({"t" + std::to_string(i), "", 1, i < 100});
  double sum = 0;
  for (const auto& term : asked_signals(signals)) sum += term.weight;
  EXPECT_NEAR(sum, 0.7, 1e-9);
}

double weight_of(const std::vector<search::ExactTerm>& asked, std::string_view term) {
  double weight = 0;
  for (const auto& one : asked)
    if (one.term == term) weight += one.weight;
  return weight;
}

TEST(Signals, OfDependenciesAreWeakerThanThoseOfTheSameService) {
  const SignalsOf signals{.services = {"Checkout"},
                          .dependencies = {{"Checkout", "Payments"}, {"Checkout", "orders"}, {"Checkout", "orders", "mail"}, {"Checkout", "checkout"}}};
  const auto asked = asked_signals(signals);
  ASSERT_EQ(asked.size(), 4U);
  EXPECT_DOUBLE_EQ(weight_of(asked, "service:checkout"), 0.1);
  EXPECT_DOUBLE_EQ(weight_of(asked, "service:payments"), 0.05);
  EXPECT_DOUBLE_EQ(weight_of(asked, "service:mail"), 0.025);
  EXPECT_EQ(signal_terms(signals), std::vector<std::string>{"service:checkout"}) << "nothing of them is kept";
  const auto words = dependencies_in_words(signals);
  EXPECT_EQ(signal_in_words("service:payments", words), "Checkout depends on Payments, where it happened then");
  EXPECT_EQ(signal_in_words("service:mail", words), "Checkout depends on orders, which depends on mail, where it happened then");
  EXPECT_EQ(signal_in_words("service:checkout", words), "same service checkout");
}

TEST(Query, WithoutACatalogueIsAsItWas) {
  SignalsOf signals{.alerts = {alert("High")}};
  const Question without = question_for(incident(), signals, {});
  signals.dependencies = {{"Checkout", "payments"}};
  const Question with = question_for(incident(), signals, {});
  EXPECT_TRUE(without.names.empty());
  EXPECT_EQ(without.query.terms.size(), 2U);
  EXPECT_EQ(with.query.terms.size(), 3U);
  EXPECT_EQ(with.query.text, without.query.text);
}

TEST(Excerpt, ShowsTheStrongestReason) {
  search::Hit hit;
  hit.reasons = {{"quokka", false, {"text"}, 5, 3, 800}};
  const std::string body = std::string(500, 'a') + " the Quokka pool " + std::string(500, 'b');
  EXPECT_NE(excerpt_of(body, hit).find("Quokka"), std::string::npos);
  EXPECT_TRUE(excerpt_of("short", hit).starts_with("short"));
}

}  // namespace
}  // namespace debrief::features::lessons
