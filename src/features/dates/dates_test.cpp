// SPDX-License-Identifier: Apache-2.0
#include "features/dates/dates.hpp"
#include "features/dates/store.hpp"

#include "base/time.hpp"
#include "domain/events.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace debrief::features::dates {
namespace {

using domain::AccessRole;
using domain::Principal;

const Instant kMonday = *parse_rfc3339("2026-11-23T10:00:00Z");

domain::Incident incident_over(const std::string& severity) {
  domain::Incident incident;
  incident.number = 1;
  incident.title = "Checkout fails";
  incident.severity = severity;
  incident.state = "monitoring";
  incident.milestones.push_back({"mitigated", kMonday, "Ana", kMonday, false});
  incident.declared_by = "Ana";
  return incident;
}

TEST(PlanOfDates, CountsWorkingDaysBySeverity) {
  const auto planned = plan(usual_steps(), incident_over("sev1"), true, kMonday);
  ASSERT_EQ(planned.size(), 5U);
  EXPECT_EQ(to_rfc3339(planned[0].due_at).substr(0, 10), "2026-11-24");
  EXPECT_EQ(to_rfc3339(planned[4].due_at).substr(0, 10), "2026-11-30") << "five working days, over a weekend";
  EXPECT_TRUE(plan(usual_steps(), incident_over("sev5"), false, kMonday).empty());
  EXPECT_EQ(plan(usual_steps(), incident_over("sev5"), true, kMonday).size(), 5U);
  auto near_miss = incident_over("sev1");
  near_miss.kind = domain::Kind::near_miss;
  EXPECT_TRUE(plan(usual_steps(), near_miss, false, kMonday).empty()) << "no severity counts for a near miss";
}

TEST(PlanOfDates, WaitsForTheEndAfterAReopening) {
  const auto incident = incident_over("sev2");
  EXPECT_EQ(over_since(incident, {}), kMonday);
  EXPECT_FALSE(over_since(incident, kMonday + std::chrono::hours(1)));
  auto drill = incident;
  drill.kind = domain::Kind::drill;
  EXPECT_FALSE(over_since(drill, {}));
}

TEST(PlanOfDates, ReadsSettingsAndRefusesOthers) {
  EXPECT_EQ(read_steps(to_json(usual_steps()))->size(), 5U);
  EXPECT_EQ(read_steps(*json::parse(R"({"items":[{"id":"Ax","name":"A","days":{}}]})")).error().field, "/items/0/id");
  EXPECT_EQ(read_steps(*json::parse(R"({"items":[{"id":"a","name":"A","days":{"sev9":1}}]})")).error().field, "/items/0/days");
  EXPECT_EQ(read_steps(*json::parse(R"({"items":[{"id":"a","name":"A","days":{"sev1":-1}}]})")).error().field, "/items/0/days/sev1");
}

class Dates : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    clock_.advance(kMonday - clock_.now());
    insert_incident(1, domain::Visibility::everyone, "u-ana");
  }
  Ports ports() {
    Ports ports;
    ports.get_incident = [this](const Principal&, std::int64_t) -> Result<domain::Incident> { return incident_; };
    ports.find_duty = [this](const Principal&, std::int64_t) -> Result<std::optional<domain::Duty>> { return duty_; };
    ports.move_duty = [this](journal::Transaction&, const Principal&, std::int64_t, Instant due, const std::string&) -> Result<> {
      duty_->due_at = due;
      return {};
    };
    ports.find_postmortem = [this](const Principal&, std::int64_t) -> Result<std::optional<domain::Postmortem>> { return postmortem_; };
    ports.list_accounts = [](const Principal&, std::int64_t) -> Result<std::vector<domain::Account>> { return std::vector<domain::Account>(); };
    ports.list_actions = [](const Principal&, const std::vector<std::int64_t>&, bool) { return std::vector<domain::ActionItem>(); };
    ports.find_meeting = [this](std::int64_t number) {
      // As the real one does: so it must not be asked while the caller writes.
      database().read([&](db::Connection& db) { return db.query_one("select 1 from meetings where incident = $1", number).has_value(); });
      return meeting_;
    };
    ports.find_user_id = [](std::string_view person) { return std::optional("u-" + std::string(person)); };
    ports.notify = [this](journal::Transaction&, const domain::Notice& notice) { told_.push_back(notice); };
    return ports;
  }
  void keep_now() {
    domain::Fact heard;
    heard.incident = 1;
    heard.kind = domain::events::kStateChanged;
    keep(journal(), ports(), {heard});
  }
  std::vector<Dated> dates() { return *list(journal(), ports(), ana_, 1); }
  Result<> changed(const std::string& step, const Change& wanted, bool is_duty = false) {
    const auto done = journal().write(origin_, [&](journal::Transaction& tx) -> Result<bool> {
      TRY(change(tx, ports(), ana_, 1, step, is_duty, wanted));
      return true;
    });
    if (!done) return done.error();
    return {};
  }

  domain::Incident incident_ = incident_over("sev1");
  std::optional<domain::Duty> duty_;
  std::optional<domain::Postmortem> postmortem_;
  std::optional<Meeting> meeting_;
  Principal ana_{"u-ana", "Ana", AccessRole::responder};
  journal::Origin origin_{"Ana", "u-ana", "web"};
  std::vector<domain::Notice> told_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Dates, db::both_engines(), db::engine_name);

TEST_P(Dates, AreSetOnceItIsOver) {
  keep_now();
  EXPECT_EQ(dates().size(), 5U);
  const auto facts = journal().newest_position();
  EXPECT_EQ(facts, 5);
  keep_now();
  EXPECT_EQ(journal().newest_position(), facts) << "doing it twice changes nothing";
}

TEST_P(Dates, LeavePublishingToTheDuty) {
  domain::Duty duty;
  duty.incident = 1;
  duty.due_at = kMonday + std::chrono::hours(100);
  duty_ = duty;
  keep_now();
  const auto all = dates();
  ASSERT_EQ(all.size(), 5U);
  EXPECT_TRUE(all.back().is_duty);
  EXPECT_EQ(all.back().due_at, duty.due_at);
  EXPECT_EQ(database().read([](db::Connection& db) { return store::list(db, 1); }).size(), 4U);
  Change later;
  later.due_at = std::optional(kMonday + std::chrono::hours(200));
  EXPECT_EQ(changed("publish", later, true).error().field, "/reason");
  later.reason = "The vendor answers next week";
  ASSERT_TRUE(changed("publish", later, true));
  EXPECT_EQ(duty_->due_at, kMonday + std::chrono::hours(200));
}

TEST_P(Dates, AreMovedForAReasonAndStay) {
  keep_now();
  Change later;
  later.due_at = std::optional(kMonday + std::chrono::hours(500));
  EXPECT_EQ(changed("review", later).error().field, "/reason");
  later.reason = "Half of us are away";
  ASSERT_TRUE(changed("review", later));
  incident_.severity = "sev3";
  keep_now();
  const auto all = dates();
  const auto review = std::find_if(all.begin(), all.end(), [](const Dated& one) { return one.id == "review"; });
  EXPECT_EQ(review->due_at, kMonday + std::chrono::hours(500));
  EXPECT_EQ(to_rfc3339(*all.front().due_at).substr(0, 10), "2026-11-26") << "the others follow the severity";
  Change done;
  done.done = true;
  ASSERT_TRUE(changed("review", done));
  EXPECT_EQ(json::text_at(journal().list_after(journal().newest_position() - 1, 1).front().data, "what"), "review");
}

TEST_P(Dates, AreDoneWithThePostmortem) {
  keep_now();
  domain::Postmortem postmortem;
  postmortem.state = domain::PostmortemState::in_review;
  postmortem_ = postmortem;
  keep_now();
  const auto count = [&] {
    const auto all = dates();
    return std::count_if(all.begin(), all.end(), [](const Dated& one) { return one.done_at.has_value(); });
  };
  EXPECT_EQ(count(), 1);
  postmortem_->state = domain::PostmortemState::published;
  keep_now();
  EXPECT_EQ(count(), 3);
}

TEST_P(Dates, TickTheReviewOnceItsMeetingIsOver) {
  keep_now();
  const auto done = [&] {
    const auto all = dates();
    return std::find_if(all.begin(), all.end(), [](const Dated& one) { return one.id == "review"; })->done_at.has_value();
  };
  meeting_ = Meeting{kMonday - std::chrono::hours(48), kMonday - std::chrono::hours(47)};
  remind(journal(), ports());
  EXPECT_FALSE(done()) << "it was about an earlier end";
  meeting_ = Meeting{kMonday + std::chrono::hours(1), kMonday + std::chrono::hours(2)};
  remind(journal(), ports());
  EXPECT_FALSE(done()) << "it is to come";
  clock_.advance(std::chrono::hours(2));
  remind(journal(), ports());
  EXPECT_TRUE(done());
  Change open;
  open.done = false;
  ASSERT_TRUE(changed("review", open));
  remind(journal(), ports());
  keep_now();
  EXPECT_FALSE(done()) << "people know better: they did not finish";
  open.done = true;
  ASSERT_TRUE(changed("review", open));
  EXPECT_TRUE(done());
}

TEST_P(Dates, GoWithAReopening) {
  keep_now();
  database().write([&](db::Connection& db) {
    db.execute("insert into reopenings (id, incident, at, from_state, to_state, reason, reopened_by) values ('r', 1, $1, 'closed', 'fixing', 'x', 'Ana')",
               (kMonday + std::chrono::hours(1)).micros);
  });
  keep_now();
  EXPECT_TRUE(dates().empty());
}

TEST_P(Dates, RemindOnceADayOfEverything) {
  keep_now();
  clock_.advance(std::chrono::hours(49));
  EXPECT_EQ(remind(journal(), ports()), clock_.now() + std::chrono::hours(1));
  ASSERT_EQ(told_.size(), 1U);
  EXPECT_EQ(told_[0].to, std::vector<std::string>{"u-Ana"});
  EXPECT_EQ(told_[0].title, "INC-1: 2 steps after the incident are due");
  remind(journal(), ports());
  EXPECT_EQ(told_[1].key, told_[0].key);
}

}  // namespace
}  // namespace debrief::features::dates
