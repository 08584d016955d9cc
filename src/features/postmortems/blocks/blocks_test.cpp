// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/blocks/block.hpp"
#include "features/postmortems/blocks/frozen.hpp"

#include "base/hash.hpp"
#include "base/time.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems {
namespace {

Instant at(std::string_view time) { return *parse_rfc3339("2026-11-20T" + std::string(time) + ":00Z"); }

domain::TimelineEntry entry(std::int64_t id, std::string_view time, std::string_view kind, std::string_view text, bool key = false) {
  domain::TimelineEntry entry;
  entry.id = id;
  entry.kind = kind;
  entry.text = text;
  entry.occurred_at = at(time);
  entry.key_moment = key;
  return entry;
}

domain::Incident incident() {
  domain::Incident incident;
  incident.number = 1;
  incident.services = {"checkout"};
  incident.customer_impact = true;
  incident.milestones = {{"started", at("10:00"), "Ana", at("10:30"), false}, {"mitigated", at("10:40"), "Ana", at("10:41"), false}};
  incident.roles = {{"r", "incident_commander", "Ana", at("10:05"), {}}};
  return incident;
}

std::vector<domain::TimelineEntry> entries() {
  return {entry(3, "10:01", "deploy", "config | pushed", true), entry(4, "10:04", "alert", "Errors high"),
          entry(5, "10:20", "message", "rolling back"), entry(9, "10:39", "alert_resolved", "Errors gone", true)};
}

std::string shown(std::string_view markdown) {
  const auto one = incident();
  const auto all = entries();
  return expand(markdown, [&](const Block& block) { return block_markdown(block, {one, all, {{4, "T2"}}}); });
}

TEST(Blocks, AreFoundOutsideOfOtherCode) {
  const auto blocks = find_blocks("a\n```debrief timeline\nonly: Key moments\nfrom: 10:00\n```\n\n````\n```debrief roles\n```\n````\n"
                                  "~~~ debrief Milestones\n~~~\n```debrief secrets\n```\n    ```debrief roles\n    ```\n```debrief roles\n");
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].name, "timeline");
  EXPECT_EQ(blocks[0].options.at("only"), "Key moments");
  EXPECT_EQ(key_of(blocks[0]), "timeline; from: 10:00; only: Key moments");
  EXPECT_EQ(blocks[1].name, "milestones");
  EXPECT_TRUE(find_blocks("").empty());
}

TEST(Blocks, LeaveTheRestOfTheTextAsItIs) {
  const std::string text = shown("Before\n```debrief roles\n```\nAfter\n```\ncode\n```\n");
  EXPECT_TRUE(text.starts_with("Before\n\n| Role | Who |")) << text;
  EXPECT_TRUE(text.ends_with("|  |\n\nAfter\n```\ncode\n```\n")) << text;
  EXPECT_EQ(shown("nothing here\n"), "nothing here\n");
}

TEST(Blocks, ShowTheTimelineWithTheLabelsOfTheDocument) {
  const std::string all = shown("```debrief timeline\n```\n");
  EXPECT_NE(all.find("| 10:01 | **config \\| pushed** |  | [source](#entry-3) |"), std::string::npos) << all;
  EXPECT_NE(all.find("[T2](#entry-4)"), std::string::npos);
  const std::string key = shown("```debrief timeline\nonly: key moments\n```\n");
  EXPECT_EQ(key.find("rolling back"), std::string::npos);
  EXPECT_NE(key.find("Errors gone"), std::string::npos);
  const std::string part = shown("```debrief timeline\nfrom: 10:02\nuntil: 10:30\n```\n");
  EXPECT_EQ(part.find("pushed"), std::string::npos);
  EXPECT_NE(part.find("rolling back"), std::string::npos);
  EXPECT_EQ(shown("```debrief timeline\nonly: deploys of mars\n```\n"), "*No such timeline entries are recorded yet.*\n");
}

TEST(Blocks, ShowImpactMilestonesAndChart) {
  const std::string impact = shown("```debrief impact\n```\n");
  EXPECT_NE(impact.find("| Customers affected | yes |\n| Data lost | not known |\n| Services | checkout |"), std::string::npos) << impact;
  EXPECT_NE(shown("```debrief milestones\n```\n").find("2026-11-20 10:40"), std::string::npos);
  const std::string chart = shown("```debrief chart\n```\n");
  EXPECT_NE(chart.find("| 10:00 | ████████████████████████ 2 | 1 | Started |"), std::string::npos) << chart;
}

TEST(Blocks, DrawChartsOfManyYearsAndOfOneMoment) {
  const domain::Incident one;
  std::vector<domain::TimelineEntry> far{entry(1, "10:00", "note", "a"), entry(2, "10:00", "note", "b")};
  far[1].occurred_at = far[0].occurred_at + std::chrono::hours(24 * 365 * 40);
  const std::string table = chart_table(one, {&far[0], &far[1]});
  EXPECT_LT(std::count(table.begin(), table.end(), '\n'), 25) << table;
  EXPECT_FALSE(chart_table(one, {&far[0]}).empty());
  EXPECT_TRUE(chart_table(one, {}).empty());
}

TEST(Blocks, TellWhatPeopleThought) {
  const domain::Incident told = incident();
  const auto timeline = entries();
  BlockInput input{told, timeline, {{3, "T1"}}};
  EXPECT_NE(hypotheses_list(input).find("**To write:**"), std::string::npos);
  domain::Hypothesis pool;
  pool.text = "The pool is | full";
  pool.at = at("10:10");
  pool.state = domain::HypothesisState::confirmed;
  pool.reason = "Raising it helped";
  domain::Argument argument;
  argument.text = "300 wait";
  argument.entries = {3, 4};
  pool.arguments = {argument};
  argument.stance = domain::Stance::contradicts;
  argument.entries.clear();
  pool.arguments.push_back(argument);
  input.hypotheses = {pool};
  const std::string text = hypotheses_list(input);
  EXPECT_EQ(text.find("- 10:10 UTC: The pool is"), 0U) << text;
  EXPECT_NE(text.find("(**confirmed**: Raising it helped)"), std::string::npos) << text;
  EXPECT_NE(text.find("  - For: 300 wait [T1](#entry-3) [entry](#entry-4)"), std::string::npos) << text;
  EXPECT_NE(text.find("  - Against: 300 wait\n"), std::string::npos) << text;
}

TEST(Blocks, ListActionsAsTheyStand) {
  domain::ActionItem one;
  one.number = 7;
  one.title = "Limit the | queue";
  one.owner = "Ana";
  one.due_at = at("10:00");
  one.check = domain::ActionCheck{};
  one.check->alert = "QueueOld";
  one.proof = domain::ActionProof::recurred;
  domain::ActionItem other = one;
  other.number = 8;
  other.type = domain::ActionType::repair;
  other.state = domain::ActionState::will_not_do;
  other.reason = "retired";
  other.check.reset();
  const auto shown = [&](const std::string& only) {
    return actions_table({"actions", {{"only", only}}, 0, 0}, {one, other});
  };
  EXPECT_NE(shown("").find("| [ACT-7](/actions/7) Limit the \\| queue | prevent | p3 | Ana | 2026-11-20 | open | alert "
                           "QueueOld quiet for 30 days (came again) |"),
            std::string::npos)
      << shown("");
  EXPECT_NE(shown("").find("| will not do: retired |"), std::string::npos);
  EXPECT_EQ(shown("open").find("ACT-8"), std::string::npos);
  EXPECT_EQ(shown("Corrective").find("ACT-7"), std::string::npos);
  EXPECT_TRUE(shown("blocked").starts_with("> **To write:**"));
}

class BlocksStore : public journal::StoreOnEachEngine {};
INSTANTIATE_TEST_SUITE_P(Engines, BlocksStore, db::both_engines(), db::engine_name);

TEST_P(BlocksStore, AreFrozenWithAFingerprintWhenPublished) {
  auto recorded = entries();
  Ports ports;
  ports.get_incident = [](const auto&, std::int64_t) -> Result<domain::Incident> { return incident(); };
  ports.list_timeline = [&](const auto&, std::int64_t) -> Result<std::vector<domain::TimelineEntry>> { return recorded; };
  const std::string document = "```debrief timeline\n```\n";
  const auto expanded = [&](domain::PostmortemState state) {
    return *expand_for(ports, database(), {}, 1, document, state);
  };
  const auto frozen = freeze(ports, {}, 1, document, at("12:00"));
  database().write([&](db::Connection& db) { keep_frozen(db, 1, *frozen); });
  recorded.push_back(entry(12, "10:50", "note", "told later"));
  const std::string published = expanded(domain::PostmortemState::published);
  EXPECT_EQ(published.find("told later"), std::string::npos);
  const std::string content = published.substr(0, published.find("\n*As of 2026-11-20 12:00 UTC, SHA-256 "));
  EXPECT_NE(published.find(to_hex(sha256(content)).substr(0, 12)), std::string::npos);
  EXPECT_NE(expanded(domain::PostmortemState::draft).find("told later"), std::string::npos);
}

}  // namespace
}  // namespace debrief::features::postmortems
