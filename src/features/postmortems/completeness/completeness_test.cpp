// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/completeness/completeness.hpp"
#include "features/postmortems/completeness/missing_evidence.hpp"

#include "base/time.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace debrief::features::postmortems {
namespace {

Instant at(std::string_view text) { return *parse_rfc3339(text); }

domain::Incident incident() {
  domain::Incident incident;
  incident.severity = "sev1";
  incident.services = {"checkout"};
  incident.milestones = {{"started", at("2026-11-20T10:02:00Z"), "Ana", {}, false},
                         {"mitigated", at("2026-11-20T10:40:00Z"), "Ana", {}, false}};
  return incident;
}

const AspectState& of(const Completeness& completeness, std::string_view id) {
  return *std::find_if(completeness.aspects.begin(), completeness.aspects.end(), [&](const auto& state) { return state.aspect->id == id; });
}

constexpr std::string_view kDocument = R"(
## Summary

Checkout answered 500 for 38 minutes after a config push, and every third order was lost.

## Impact

> **To write:** What could people not do?

## Contributing factors

A setting.

## Lessons learned

### What went well

The rollback took eight minutes from the decision to its effect, since the runbook named the command.

### Where we got lucky

## Action items

| Action | Owner |
|---|---|
)";

TEST(Completeness, TellsWhatIsAnsweredThinAndMissing) {
  const auto one = incident();
  const auto judged = judge({one, kDocument}, usual_requirements());
  EXPECT_EQ(judged.aspects.size(), aspects().size());
  EXPECT_EQ(of(judged, "what").told, Told::answered);
  EXPECT_EQ(of(judged, "what").section, "Summary");
  EXPECT_EQ(of(judged, "impact").told, Told::missing);
  EXPECT_EQ(of(judged, "impact").section, "Impact");
  EXPECT_EQ(of(judged, "factors").told, Told::thin);
  EXPECT_EQ(of(judged, "went_well").told, Told::answered);
  EXPECT_EQ(of(judged, "lucky").told, Told::missing);
  EXPECT_EQ(of(judged, "actions").told, Told::missing);
  EXPECT_EQ(of(judged, "where").told, Told::answered);
  EXPECT_EQ(of(judged, "when").told, Told::answered);
  EXPECT_EQ(of(judged, "who").told, Told::missing);
  EXPECT_GT(judged.percent, 25);
  EXPECT_LT(judged.percent, 75);
}

TEST(Completeness, TakesTheRecordForAnAnswer) {
  auto one = incident();
  one.services.clear();
  one.milestones.pop_back();
  EXPECT_EQ(of(judge({one, ""}, {}), "where").told, Told::missing);
  EXPECT_EQ(of(judge({one, ""}, {}), "when").told, Told::thin);
  EXPECT_EQ(of(judge({one, "", 2, 3}, {}), "who").told, Told::answered);
  EXPECT_EQ(of(judge({one, "", 2, 3}, {}), "factors").told, Told::answered);
}

TEST(Completeness, AsksOnlyForWhatTheSeverityRequires) {
  auto one = incident();
  const auto missing = list_missing(judge({one, kDocument}, usual_requirements()));
  EXPECT_TRUE(std::any_of(missing.begin(), missing.end(), [](const auto& text) { return text.starts_with("Impact (section \"Impact\"): "); }));
  EXPECT_TRUE(std::none_of(missing.begin(), missing.end(), [](const auto& text) { return text.starts_with("Where we were lucky"); }));
  one.severity.reset();
  EXPECT_TRUE(list_missing(judge({one, kDocument}, usual_requirements())).empty());
  EXPECT_EQ(list_missing(judge({one, ""}, usual_requirements())).size(), 1U);
}

TEST(Completeness, IsWholeForAWholeDocument) {
  auto one = incident();
  std::string whole;
  for (const char* title : {"Responders", "Summary", "Root causes", "What happened", "Impact", "Detection", "Resolution",
                            "What went well", "What went wrong", "Where we got lucky", "Contributing factors", "Action items"})
    whole += fmt::format("## {}\n\nTwelve words at least are needed here so that it is not called thin.\n\n", title);
  EXPECT_EQ(judge({one, whole}, usual_requirements()).percent, 100);
}

TEST(Requirements, AreReadStrictly) {
  const auto read = [](std::string_view text) { return read_requirements(json::parse(text).value()); };
  const auto requirements = read(R"({"sev1":{"aspects":["what","impact"],"approvals":2}})");
  ASSERT_TRUE(requirements);
  EXPECT_EQ(requirement_of(*requirements, "sev1").approvals, 2);
  EXPECT_TRUE(requirement_of(*requirements, "sev2").aspects.empty());
  EXPECT_TRUE(requirement_of(*requirements, std::nullopt).aspects.empty());
  EXPECT_TRUE(read(json::write(to_json(usual_requirements()))));
  EXPECT_EQ(read(R"({"sev9":{}})").error().field, "/sev9");
  EXPECT_EQ(read(R"({"sev1":{"aspects":["blame"]}})").error().field, "/sev1/aspects");
  EXPECT_FALSE(read(R"({"sev1":{"approvals":-1}})"));
  EXPECT_FALSE(read("[]"));
}

std::vector<std::string> texts(const std::vector<EvidenceGap>& gaps) {
  std::vector<std::string> texts;
  for (const auto& gap : gaps) texts.push_back(gap.text);
  return texts;
}

TEST(MissingEvidence, IsAskedForByName) {
  auto one = incident();
  one.services = {"checkout", "search"};
  domain::EvidenceOf evidence;
  domain::Evidence log;
  log.name = "logs/search-7f.log";
  evidence.items = {log};
  const auto asked = texts(list_evidence_gaps(one, {}, evidence, {}, at("2026-11-20T12:00:00Z")));
  EXPECT_EQ(asked, (std::vector<std::string>{"No logs of checkout between 2026-11-20 10:02 and 10:40 UTC.",
                                             "No alerts between 2026-11-20 10:02 and 10:40 UTC.",
                                             "No chat between 2026-11-20 10:02 and 10:40 UTC.",
                                             "No deploys or changes between 2026-11-19 10:02 and 2026-11-20 10:40 UTC.",
                                             "Nothing is recorded between 2026-11-20 10:02 and 10:40 UTC."}));
}

TEST(MissingEvidence, AsksForTheTimesThatLogsLeaveOut) {
  auto one = incident();
  one.services = {"checkout", "search"};
  const auto until = [](std::string_view from, std::string_view to) { return std::pair{at(from), at(to)}; };
  const std::vector<domain::LogCoverage> logs{
      {"shop.tar/checkout-1.log", {until("2026-11-20T09:00:00Z", "2026-11-20T10:10:00Z")}},
      {"shop.tar/checkout-2.log", {until("2026-11-20T10:08:00Z", "2026-11-20T10:12:00Z"), until("2026-11-20T10:31:00Z", "2026-11-20T10:33:00Z")}},
      {"search.log", {until("2026-11-20T10:02:00Z", "2026-11-20T10:40:00Z")}}};
  auto asked = texts(list_evidence_gaps(one, {}, {}, logs, at("2026-11-20T12:00:00Z")));
  asked.resize(2);
  EXPECT_EQ(asked, (std::vector<std::string>{"No logs of checkout between 2026-11-20 10:12 and 10:31 UTC.",
                                             "No alerts between 2026-11-20 10:02 and 10:40 UTC."}));
}

TEST(MissingEvidence, IsNotAskedForWhenItIsThere) {
  auto one = incident();
  domain::EvidenceOf evidence;
  domain::Evidence log;
  log.name = "pod.log";
  evidence.items = {log};
  std::vector<domain::TimelineEntry> entries;
  const auto add = [&](std::string_view kind, std::string_view time) {
    domain::TimelineEntry entry;
    entry.kind = kind;
    entry.occurred_at = at(time);
    entries.push_back(entry);
  };
  add("deploy", "2026-11-20T09:58:00Z");
  add("alert", "2026-11-20T10:04:00Z");
  add("message", "2026-11-20T10:12:00Z");
  add("message", "2026-11-20T10:30:00Z");
  EXPECT_TRUE(list_evidence_gaps(one, entries, evidence, {}, at("2026-11-20T12:00:00Z")).empty());
  one.milestones.clear();
  EXPECT_TRUE(list_evidence_gaps(one, entries, {}, {}, at("2026-11-20T12:00:00Z")).empty());
}

}  // namespace
}  // namespace debrief::features::postmortems
