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
  const Lesson lesson = distil(incident(), {alert("High"), alert("High")}, "# Title\n\nThe **pool** ran dry.", std::nullopt);
  EXPECT_EQ(lesson.document, "INC-7");
  EXPECT_NE(lesson.body.find("The pool ran dry."), std::string::npos);
  EXPECT_EQ(lesson.body.find("Orders wait"), std::string::npos);
  EXPECT_EQ(lesson.terms, (std::vector<std::string>{"alert:High", "service:checkout"}));
}

TEST(Distil, TakesWhatIsKnownElse) {
  const Lesson lesson = distil(incident(), {alert("High")}, std::nullopt, "old-9");
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
  const search::Query query = query_for(incident(), {alert("High"), alert("High")}, {note, hidden, state});
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
  EXPECT_LT(query_for(incident(), {}, std::vector<domain::TimelineEntry>(100, note)).text.size(), 9000U);
}

TEST(Reasons, AddUpToTheScore) {
  search::Hit hit;
  hit.score = 10;
  hit.reasons = {{"ECONNRESET", false, {"text"}, 5, 3, 800}, {"service:checkout", true, {}, 3, 40, 800}};
  hit.rest = 2;
  hit.rest_count = 4;
  const auto reasons = reasons_of(hit);
  ASSERT_EQ(reasons.size(), 3U);
  EXPECT_DOUBLE_EQ(std::accumulate(reasons.begin(), reasons.end(), 0.0, [](double sum, const auto& r) { return sum + r.score; }), 10);
  EXPECT_NE(reasons[0].text.find("ECONNRESET"), std::string::npos);
  EXPECT_TRUE(reasons[1].text.starts_with("same service checkout"));
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
