// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/draft.hpp"

#include "base/markdown.hpp"
#include "base/testing_golden.hpp"
#include "features/postmortems/citations.hpp"
#include "features/postmortems/sections.hpp"
#include "features/postmortems/templates.hpp"
#include "features/postmortems/testing_sample.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace debrief::features::postmortems {
namespace {

using debrief::testing::expect_golden;
using testing::at;
using testing::sample_input;

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string draft_with(const DraftInput& input, std::string_view id = kUsualTemplate) {
  return draft(input, **get_template(id));
}

TEST(Draft, FillsEveryTemplateAsExpected) {
  for (const Template& form : templates()) expect_golden("draft_" + form.id + ".md", draft(sample_input(), form));
}

TEST(Draft, OfAnIncidentWithoutAnythingIsAllQuestions) {
  DraftInput empty;
  empty.incident.number = 1;
  empty.incident.title = "Something is wrong";
  empty.incident.state = "triage";
  empty.incident.declared_at = empty.now = at("10:00");
  expect_golden("draft_of_nothing.md", draft_with(empty));
}

TEST(Draft, CitesEveryEntryThatItShowsAndNoHiddenOne) {
  const auto citations = find_citations(draft_with(sample_input()));
  for (const auto& entry : sample_input().entries) {
    const bool cited =
        std::any_of(citations.begin(), citations.end(), [&](const auto& c) { return c.entry == entry.id; });
    EXPECT_EQ(cited, !entry.hidden && entry.kind != "evidence") << entry.text;
  }
}

TEST(Draft, AsksNoSourceOfAlertsForAnAccount) {
  DraftInput input = sample_input();
  input.entries.push_back(testing::entry(90, "10:41", "state", "Declared as SEV2", "prod", "alertmanager prod"));
  const std::string text = draft_with(input);
  EXPECT_FALSE(holds(text, "Account of prod"));
  EXPECT_TRUE(holds(text, "Account of Ana"));
}

TEST(Draft, RecordedTextCannotBecomeMarkup) {
  const std::string html = render_html(draft_with(sample_input()));
  EXPECT_TRUE(holds(html, "[here](#entry-9)")) << "a link in a message stays text";
  EXPECT_TRUE(holds(html, "`ECONNRESET`"));
  EXPECT_TRUE(holds(html, "&lt;b&gt;anyone&lt;/b&gt;"));
  EXPECT_TRUE(holds(html, "Checkout returns 502 | all regions"));
  for (const Section& section : outline(draft_with(sample_input()))) EXPECT_NE(section.title, "not a heading");
}

TEST(Draft, ShowsEachDurationWithItsFormula) {
  const std::string text = draft_with(sample_input());
  EXPECT_TRUE(holds(text, "| Time to mitigate | mitigated − declared | 17 min |"));
  EXPECT_TRUE(holds(text, "| Time to detect | detected − started | not known: `detected` is not set |"));
}

TEST(Draft, AsksAboutMilestonesInsteadOfClaimingThem) {
  const std::string text = draft_with(sample_input());
  EXPECT_TRUE(
      holds(text, "> **Suggestion:** Was it noticed then? `detected` is not set: first alert 2026-11-23 10:40 UTC"));
  EXPECT_TRUE(holds(text, "`recovered` is not set: last alert resolved 2026-11-23 11:10 UTC"));
  EXPECT_FALSE(holds(text, "Did this set it off?")) << "`started` is set";
  EXPECT_TRUE(holds(text, "| Detected | not set |")) << "a suggestion sets nothing";
}

std::vector<domain::TimelineEntry> long_timeline(int count) {
  std::vector<domain::TimelineEntry> entries;
  for (int i = 0; i < count; ++i) {
    auto entry = testing::entry(i + 1, "10:00", i % 20 == 0 ? "decision" : "message",
                                "entry number " + std::to_string(i), i % 2 == 0 ? "Ana" : "Bo", "#inc-checkout");
    entry.occurred_at = entry.known_at = at("10:00") + std::chrono::seconds(20 * i);
    entries.push_back(entry);
  }
  return entries;
}

TEST(Draft, KnowsEveryPlaceholderOfEveryTemplate) {
  DraftInput input = sample_input();
  input.incident.impact = "Orders failed";
  input.entries = long_timeline(200);
  input.entries[0].key_moment = true;
  input.entries[1].kind = "hypothesis";
  input.factors.factors.resize(1);
  for (const Template& form : templates())
    for (const std::string& name : placeholders_of(form)) {
      Template one = form;
      one.body = "{{" + name + "}}";
      // Actions and hypotheses are shown by live blocks only.
      EXPECT_FALSE(draft(input, one).empty() && draft(input, one, Record::live).empty()) << form.id << ": " << name;
    }
}

TEST(Draft, FoldsMessagesOfALongTimelineAndKeepsThemInTheAppendix) {
  DraftInput input = sample_input();
  input.entries = long_timeline(400);
  const std::string text = draft_with(input);
  EXPECT_TRUE(
      holds(text, "| [T2](#entry-2)–[T20](#entry-20) | 10:00–10:06 | *19 messages* | 2 people | #inc-checkout |"));
  EXPECT_TRUE(holds(text, "## Appendix: full timeline"));
  const auto appendix = text.find("## Appendix");
  EXPECT_FALSE(holds(text.substr(0, appendix), "entry number 15 "));
  EXPECT_TRUE(holds(text.substr(appendix), "entry number 15 "));
  EXPECT_TRUE(holds(text.substr(0, appendix), "Decision: entry number 20"));
}

TEST(Draft, ShowsATimelineOfModestLengthInFull) {
  DraftInput input = sample_input();
  input.entries = long_timeline(150);
  EXPECT_FALSE(holds(draft_with(input), "Appendix"));
}

TEST(Draft, OfTenThousandEntriesStaysWithinTheLimitOfADocument) {
  DraftInput input = sample_input();
  input.entries = long_timeline(10'000);
  for (auto& entry : input.entries) entry.text += std::string(2000, 'x');
  const std::string text = draft_with(input);
  EXPECT_LT(text.size(), 2'000'000U);
  EXPECT_TRUE(holds(text, "The first 2000 of 10000 entries"));
}

TEST(Draft, NamesDatesWhereTheIncidentTookMoreThanADay) {
  DraftInput input = sample_input();
  input.entries.back().hidden = true;
  input.entries[8].occurred_at = at("11:10") + std::chrono::hours(24);
  EXPECT_TRUE(holds(draft_with(input), "| Time (UTC) |"));
  EXPECT_TRUE(holds(draft_with(input), "| 2026-11-24 11:10 |"));
}

TEST(Draft, ShowsTheRecordByLiveBlocksWhereItGoesOn) {
  const auto input = testing::sample_input();
  const std::string live = draft(input, *get_template("google_sre").value(), Record::live);
  for (const char* name : {"milestones", "roles", "timeline", "actions", "hypotheses"})
    EXPECT_NE(live.find(fmt::format("```debrief {}\n```\n", name)), std::string::npos) << name;
  EXPECT_EQ(live.find("| Milestone |"), std::string::npos);
  EXPECT_EQ(draft(input, *get_template("google_sre").value()).find("```debrief"), std::string::npos);
  auto certain = input;
  std::erase_if(certain.entries, [](const auto& entry) { return entry.kind == "hypothesis"; });
  EXPECT_EQ(draft(certain, *get_template("google_sre").value(), Record::live).find("thought to be going on"), std::string::npos);
  auto past = input.incident;
  past.kind = domain::Kind::backfilled;
  EXPECT_EQ(record_of(past), Record::told);
  EXPECT_EQ(record_of(input.incident), Record::live);
}

}  // namespace
}  // namespace debrief::features::postmortems
