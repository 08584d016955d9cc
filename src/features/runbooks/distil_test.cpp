// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/distil.hpp"

#include "base/time.hpp"
#include "features/runbooks/steps.hpp"

#include <gtest/gtest.h>

namespace debrief::features::runbooks {
namespace {

Instant at(std::string_view text) { return *parse_rfc3339(text); }

domain::TimelineEntry entry(std::int64_t id, std::string kind, std::string text, std::string_view when) {
  domain::TimelineEntry entry;
  entry.id = id;
  entry.kind = std::move(kind);
  entry.text = std::move(text);
  entry.occurred_at = at(when);
  return entry;
}

DistilSource source() {
  DistilSource source;
  source.incident.number = 7;
  source.incident.title = "Checkout answers 503";
  source.incident.services = {"checkout"};
  source.incident.milestones = {{"resolved", at("2026-11-23T11:00:00Z"), "Ana", {}, false}};
  return source;
}

std::vector<std::string> titles(const Proposal& proposal) {
  std::vector<std::string> all;
  for (const auto& step : read_steps(proposal.markdown)) all.push_back(step.title);
  return all;
}

TEST(Distil, TakesActionsAndMarkedEntriesUpToTheEnd) {
  DistilSource from = source();
  from.alerts = {"CheckoutErrorRateHigh"};
  from.timeline = {entry(1, "action", "Looked at the\npool", "2026-11-23T10:42:00Z"),
                   entry(2, "observation", "The database is idle", "2026-11-23T10:43:00Z"),
                   entry(3, "message", "I turn the flag off", "2026-11-23T10:50:00Z"),
                   entry(4, "action", "Looked at the pool", "2026-11-23T10:51:00Z"),
                   entry(5, "action", "Sent flowers", "2026-11-23T12:00:00Z"),
                   entry(6, "action", "Typed nonsense", "2026-11-23T10:52:00Z")};
  from.timeline[2].key_moment = true;
  from.timeline[5].hidden = true;
  const Proposal proposal = distil(from);
  EXPECT_EQ(titles(proposal), (std::vector<std::string>{"Looked at the pool", "I turn the flag off"}));
  const auto steps = read_steps(proposal.markdown);
  EXPECT_EQ(steps[0].origins.at(0).entry, 1);
  EXPECT_EQ(steps[0].section, "Steps");
  EXPECT_NE(proposal.markdown.find("[INC-7, 10:42](/incidents/7#entry-1)"), std::string::npos);
  EXPECT_EQ(proposal.rules.at(0).alerts, from.alerts);
  EXPECT_EQ(proposal.services, std::vector<std::string>{"checkout"});
}

TEST(Distil, ReadsThePostmortem) {
  DistilSource from = source();
  from.postmortem =
      "# P\n\n## Timeline\n\n| 09:01 | Config push reaches production | x |\n| 09:52 | Rollback of the push starts | Lena |\n\n"
      "## Resolution\n\n- Raised `pool.max` to **40**\n\n## What went wrong\n\nWe looked at the load.\n\n## Action items\n\n- Do more\n";
  const Proposal proposal = distil(from);
  EXPECT_EQ(titles(proposal), (std::vector<std::string>{"Rollback of the push starts", "Raised pool.max to 40"}));
  EXPECT_NE(proposal.markdown.find("## What misled\n\n- We looked at the load. ([INC-7](/incidents/7/postmortem#section-what-went-wrong))"),
            std::string::npos)
      << proposal.markdown;
  EXPECT_EQ(read_steps(proposal.markdown)[0].origins.at(0).incident, 7);
}

TEST(Distil, JudgesEntriesOfTheArchiveByTheirWords) {
  DistilSource from = source();
  from.timeline = {entry(1, "note", "Alert fires", "2026-11-23T10:42:00Z"),
                   entry(2, "note", "Alias is switched back", "2026-11-23T10:50:00Z")};
  EXPECT_EQ(titles(distil(from)), std::vector<std::string>{"Alias is switched back"});
  EXPECT_EQ(read_steps(distil(from).markdown)[0].origins.at(0).entry, 2);
}

TEST(Distil, HearsAccountsThatWereGiven) {
  DistilSource from = source();
  domain::Account account;
  account.id = "A1";
  account.state = domain::AccountState::given;
  account.helped = "- The dashboard of waiting threads\n- Lena on the phone";
  account.misled = "A green light";
  from.accounts = {account, account};
  from.accounts[1].state = domain::AccountState::started;
  from.accounts[1].helped = "Secret";
  const Proposal proposal = distil(from);
  EXPECT_EQ(titles(proposal), (std::vector<std::string>{"The dashboard of waiting threads", "Lena on the phone"}));
  EXPECT_NE(proposal.markdown.find("/incidents/7/account?of=A1"), std::string::npos);
  EXPECT_NE(proposal.markdown.find("- A green light"), std::string::npos);
}

TEST(Distil, LeavesAPlaceToBeginWhenNothingIsKnown) {
  EXPECT_EQ(titles(distil(source())), std::vector<std::string>{"Say what to do first."});
}

}  // namespace
}  // namespace debrief::features::runbooks
