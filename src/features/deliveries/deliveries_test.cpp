// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/deliveries.hpp"

#include "domain/events.hpp"
#include "features/deliveries/pace.hpp"
#include "features/deliveries/self.hpp"
#include "features/deliveries/sign.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

namespace debrief::features::deliveries {
namespace {

using domain::AccessRole;
using domain::Principal;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class Deliveries : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    insert_incident(1, domain::Visibility::everyone, "u-Ana");
    insert_incident(2, domain::Visibility::private_, "u-Ana");
    ports_.get_incident = [this](const Principal&, std::int64_t number) -> Result<domain::Incident> {
      domain::Incident incident;
      incident.number = number;
      incident.title = "Checkout fails";
      incident.severity = "sev1";
      incident.state = "investigating";
      incident.services = {"checkout"};
      incident.kind = kind_;
      if (number == 2) incident.visibility = domain::Visibility::private_;
      return incident;
    };
    ports_.project = [](const domain::Fact&) { return std::nullopt; };
    ports_.list_members = [] {
      return std::vector<domain::Member>{{"u-Ana", "Ana", "", AccessRole::administrator},
                                         {"u-Bo", "Bo", "", AccessRole::editor}};
    };
    ports_.notify = [this](journal::Transaction&, const domain::Notice& notice) { notices_.push_back(notice); };
    ports_.list_overdue = [this](Instant) { return overdue_; };
    ports_.send = [this](const Post& post) -> Result<Answer> {
      sent_.push_back(post);
      if (unreachable_) return make_error(ErrorCode::unavailable, "cannot reach it");
      return answer_;
    };
    ports_.seal = [](std::string_view text, std::string_view context) {
      return "sealed:" + std::string(context) + ":" + std::string(text);
    };
    ports_.open = [](std::string_view sealed, std::string_view context) -> std::optional<std::string> {
      const std::string prefix = "sealed:" + std::string(context) + ":";
      if (!sealed.starts_with(prefix)) return std::nullopt;
      return std::string(sealed.substr(prefix.size()));
    };
    ports_.allowed = {"localhost"};
    ports_.address = "https://debrief.example.com";
  }

  Added added(const std::string& kind = "webhook", const Wants& wants = {}) {
    const auto added = journal().write(origin_, [&](journal::Transaction& tx) {
      return add(tx, ports_, ana_, {"", kind, "Desk", "https://hooks.example.com/x?token=hush", ""}, wants);
    });
    EXPECT_TRUE(added);
    return *added;
  }
  domain::Fact happened(std::string_view kind, json::object data = {}, std::int64_t incident = 1) {
    domain::Fact fact;
    const auto written = journal().write(origin_, [&](journal::Transaction& tx) -> Result<> {
      fact = tx.append({incident, std::string(kind), tx.now(), std::move(data)});
      return {};
    });
    EXPECT_TRUE(written);
    keep(journal(), ports_, {fact});
    return fact;
  }
  // Runs due jobs until there are none.
  void run() {
    const auto send = [this](const journal::Job& job) { return send_waiting(journal(), ports_, job); };
    journal::JobRunner runner(database(), clock_, log_, {{std::string(kSendJob), send}, {std::string(kSlowJob), send}});
    for (int i = 0; i < 50 && runner.run_one(); ++i) {
    }
  }
  std::vector<store::Delivery> all() {
    return database().read([](db::Connection& db) { return store::list(db, {}, 100); });
  }
  Endpoint endpoint(const std::string& id) {
    return *database().read([&](db::Connection& db) { return store::find_endpoint(db, id); });
  }
  std::int64_t count_facts(std::string_view kind) {
    std::int64_t count = 0;
    for (const auto& fact : journal().list_after(0, 1000, domain::kServerChain))
      if (fact.kind == kind) ++count;
    return count;
  }

  Ports ports_;
  Answer answer_{200, "ok", ""};
  bool unreachable_ = false;
  domain::Kind kind_ = domain::Kind::normal;
  std::vector<Post> sent_;
  std::vector<domain::Notice> notices_;
  std::vector<domain::ActionItem> overdue_;
  Log log_{LogLevel::off};
  Principal ana_{"u-Ana", "Ana", AccessRole::administrator, "web"};
  journal::Origin origin_{"Ana", "u-Ana", "web"};
};

INSTANTIATE_TEST_SUITE_P(Engines, Deliveries, db::both_engines(), db::engine_name);

TEST_P(Deliveries, TellOnceForEachFactUnderOneId) {
  const auto desk = added();
  const auto fact = happened(domain::events::kSeverityChanged, {{"from", "sev2"}, {"to", "sev1"}});
  keep(journal(), ports_, {fact});
  ASSERT_EQ(all().size(), 1U);
  run();
  ASSERT_EQ(sent_.size(), 1U);
  EXPECT_EQ(sent_[0].url, "https://hooks.example.com/x?token=hush");
  std::map<std::string, std::string> headers(sent_[0].headers.begin(), sent_[0].headers.end());
  EXPECT_EQ(headers["webhook-id"], all()[0].id);
  const auto expected = signed_headers({desk.secret}, all()[0].id, clock_.now(), sent_[0].body);
  EXPECT_EQ(headers["webhook-signature"], expected[2].second);
  const auto body = json::parse(sent_[0].body)->get_object();
  EXPECT_EQ(json::text_at(body, "type"), "incident.severity");
  const auto& data = *json::object_at(body, "data");
  EXPECT_EQ(json::text_at(*json::object_at(data, "incident"), "key"), "INC-1");
  EXPECT_EQ(json::text_at(data, "url"), "https://debrief.example.com/incidents/1");
  EXPECT_EQ(json::text_at(*json::object_at(data, "change"), "from"), "sev2");
  EXPECT_EQ(all()[0].state, store::DeliveryState::delivered);
}

TEST_P(Deliveries, AreOnlyWhatTheEndpointAskedFor) {
  added("webhook", {{"incident.state"}, {"sev1"}, {"checkout"}, false});
  happened(domain::events::kSeverityChanged, {{"from", "sev2"}, {"to", "sev1"}});
  happened(domain::events::kNoteAdded, {{"text", "hm"}});
  happened(domain::events::kStateChanged, {{"from", "a"}, {"to", "b"}}, 2);
  EXPECT_TRUE(all().empty()) << "another event, none at all, a private incident";
  happened(domain::events::kStateChanged, {{"from", "a"}, {"to", "b"}});
  EXPECT_EQ(all().size(), 1U);
  kind_ = domain::Kind::backfilled;
  happened(domain::events::kStateChanged, {{"from", "b"}, {"to", "c"}});
  EXPECT_EQ(all().size(), 1U) << "what is recorded after the fact is no news";
}

TEST_P(Deliveries, OfPrivateIncidentsGoOnlyWhereTheEndpointSaysSo) {
  added("webhook", {{}, {}, {}, true});
  happened(domain::events::kStateChanged, {}, 2);
  EXPECT_EQ(all().size(), 1U);
  const auto open = added();
  happened(domain::events::kStateChanged, {}, 1);
  ASSERT_EQ(all().size(), 3U);
  database().write(
      [](db::Connection& db) { db.execute("update incidents set visibility = 'private' where number = 1"); });
  run();
  EXPECT_EQ(sent_.size(), 2U);
  for (const auto& one : all()) {
    const bool shut = one.endpoint == open.endpoint.id;
    EXPECT_EQ(one.state, shut ? store::DeliveryState::dropped : store::DeliveryState::delivered)
        << "it became private before it was sent";
  }
}

TEST_P(Deliveries, AreTriedTenTimesAndThenGivenUp) {
  const auto desk = added();
  answer_ = {500, "oh\0no", ""};
  happened(domain::events::kStateChanged);
  run();
  ASSERT_EQ(sent_.size(), 1U);
  EXPECT_TRUE(endpoint(desk.endpoint.id).slow);
  const Instant begun = clock_.now();
  while (const auto next = all()[0].next_at) {
    clock_.advance(*next - clock_.now());
    run();
  }
  EXPECT_EQ(sent_.size(), 10U);
  EXPECT_EQ(sent_[9].headers[2].second, sent_[0].headers[2].second) << "the id stays";
  EXPECT_GT(clock_.now() - begun, hours(65));
  EXPECT_LT(clock_.now() - begun, hours(85));
  EXPECT_EQ(all()[0].state, store::DeliveryState::given_up);
  EXPECT_EQ(all()[0].status, 500);
  EXPECT_EQ(count_facts(domain::events::kDeliveryGivenUp), 1);
  EXPECT_EQ(endpoint(desk.endpoint.id).state, EndpointState::on);

  answer_ = {204, "", ""};
  const std::string id = all()[0].id;
  const auto again = journal().write(origin_, [&](journal::Transaction& tx) { return replay(tx, ana_, id); });
  ASSERT_TRUE(again);
  run();
  EXPECT_EQ(all()[0].state, store::DeliveryState::delivered);
  EXPECT_EQ(all()[0].attempts, 11);
  EXPECT_EQ(sent_.back().headers[2].second, sent_[0].headers[2].second);
  EXPECT_FALSE(endpoint(desk.endpoint.id).slow);
}

// A receiver that takes its time, asked over lines of its own.
struct Busy {
  std::mutex mutex;
  std::vector<std::string> ids;
  std::size_t under_way = 0;
  std::size_t most = 0;
  std::size_t lines = 0;

  Result<Answer> take(const Post& post, std::size_t& on_this_line) {
    {
      const std::scoped_lock lock(mutex);
      EXPECT_EQ(++on_this_line, 1U) << "a line is for one thread at a time";
      most = std::max(most, ++under_way);
      for (const auto& [name, value] : post.headers)
        if (name == "webhook-id") ids.push_back(value);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
    const std::scoped_lock lock(mutex);
    --under_way;
    --on_this_line;
    return Answer{200, "ok", ""};
  }
  std::function<Result<Answer>(const Post&)> open_line() {
    ++lines;
    return [this, on_this_line = std::make_shared<std::size_t>(0)](const Post& post) { return take(post, *on_this_line); };
  }
};

TEST_P(Deliveries, AreSentSeveralAtOnceWhereTheyWouldFallBehind) {
  Busy receiver;
  ports_.open_line = [&] { return receiver.open_line(); };
  const auto desk = added();
  for (int i = 0; i < 90; ++i) happened(domain::events::kStateChanged);
  clock_.advance(seconds(1));
  run();
  EXPECT_GT(receiver.most, 1U);
  EXPECT_LE(receiver.most, kMostAtOnce) << "so many are sent again when the server is killed";
  EXPECT_EQ(receiver.lines, receiver.most) << "connections are kept";
  EXPECT_EQ(receiver.ids.size(), 90U);
  EXPECT_EQ(std::set<std::string>(receiver.ids.begin(), receiver.ids.end()).size(), 90U);
  for (const auto& one : all()) EXPECT_EQ(one.state, store::DeliveryState::delivered);
  EXPECT_TRUE(endpoint(desk.endpoint.id).succeeded_at);
  EXPECT_FALSE(endpoint(desk.endpoint.id).slow);
}

TEST_P(Deliveries, AreSentOneByOneToChatsAndInCalmHours) {
  Busy receiver;
  ports_.open_line = [&] { return receiver.open_line(); };
  added("slack");
  for (int i = 0; i < 30; ++i) happened(domain::events::kStateChanged);
  clock_.advance(seconds(1));
  run();
  EXPECT_EQ(receiver.most, 1U);
  added();
  for (int i = 0; i < 3; ++i) happened(domain::events::kStateChanged);
  run();
  EXPECT_EQ(receiver.most, 1U);
  ASSERT_EQ(receiver.ids.size(), 3U);
  EXPECT_TRUE(std::is_sorted(receiver.ids.begin(), receiver.ids.end())) << "in the order in which it happened";
}

TEST_P(Deliveries, StopWhenTheReceiverFailsInTheMidst) {
  const auto desk = added();
  for (int i = 0; i < 5; ++i) happened(domain::events::kStateChanged);
  ports_.send = [&](const Post& post) -> Result<Answer> {
    sent_.push_back(post);
    if (sent_.size() < 3) return Answer{200, "ok", ""};
    return Answer{410, "", ""};
  };
  run();
  EXPECT_EQ(sent_.size(), 3U) << "the others of the same round are not sent";
  EXPECT_EQ(endpoint(desk.endpoint.id).state, EndpointState::gone);
  EXPECT_EQ(notices_.size(), 1U);
}

TEST_P(Deliveries, StopWhenTheEndpointIsChangedMeanwhile) {
  const auto desk = added();
  for (int i = 0; i < 5; ++i) happened(domain::events::kStateChanged);
  ports_.send = [&](const Post& post) -> Result<Answer> {
    sent_.push_back(post);
    Change off;
    off.on = false;
    if (sent_.size() == 2) {
      EXPECT_TRUE(journal().write(
          origin_, [&](journal::Transaction& tx) { return change(tx, ports_, ana_, desk.endpoint.id, off); }));
    }
    return Answer{500, "", ""};
  };
  answer_ = {500, "", ""};
  run();
  EXPECT_EQ(sent_.size(), 2U);
  EXPECT_EQ(endpoint(desk.endpoint.id).state, EndpointState::off) << "what failed since says nothing of it";
}

TEST_P(Deliveries, WaitAsLongAsTheReceiverAsks) {
  added();
  answer_ = {429, "", "120"};
  happened(domain::events::kStateChanged);
  run();
  ASSERT_TRUE(all()[0].next_at);
  EXPECT_EQ(*all()[0].next_at - clock_.now(), Micros(seconds(120)));
}

TEST_P(Deliveries, EndWhenTheReceiverIsGone) {
  const auto desk = added();
  happened(domain::events::kStateChanged);
  happened(domain::events::kStateChanged);
  answer_ = {410, "", ""};
  run();
  EXPECT_EQ(sent_.size(), 1U);
  EXPECT_EQ(endpoint(desk.endpoint.id).state, EndpointState::gone);
  ASSERT_EQ(notices_.size(), 1U);
  EXPECT_EQ(notices_[0].to, std::vector<std::string>{"u-Ana"});
  happened(domain::events::kStateChanged);
  for (const auto& one : all()) EXPECT_EQ(one.state, store::DeliveryState::given_up);
  ASSERT_EQ(all().size(), 3U) << "what came afterwards is kept for a replay";

  const auto refused = journal().write(
      origin_, [&](journal::Transaction& tx) { return replay_all(tx, ana_, desk.endpoint.id, {}, false); });
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  Change on;
  on.on = true;
  ASSERT_TRUE(journal().write(
      origin_, [&](journal::Transaction& tx) { return change(tx, ports_, ana_, desk.endpoint.id, on); }));
  answer_ = {200, "", ""};
  const auto count = journal().write(
      origin_, [&](journal::Transaction& tx) { return replay_all(tx, ana_, desk.endpoint.id, {}, false); });
  EXPECT_EQ(*count, 3);
  run();
  EXPECT_EQ(sent_.size(), 4U);
}

TEST_P(Deliveries, EndAfterFiveDaysOfFailures) {
  const auto desk = added();
  unreachable_ = true;
  for (int day = 0; day < 7 && endpoint(desk.endpoint.id).state == EndpointState::on; ++day) {
    happened(domain::events::kStateChanged);
    run();
    clock_.advance(hours(24));
    run();
  }
  EXPECT_EQ(endpoint(desk.endpoint.id).state, EndpointState::failing);
  EXPECT_EQ(notices_.size(), 1U);
}

TEST_P(Deliveries, AreSignedWithBothKeysForADayAfterTheKeyChanged) {
  const auto desk = added();
  const auto renewed =
      journal().write(origin_, [&](journal::Transaction& tx) { return rotate(tx, ports_, ana_, desk.endpoint.id); });
  ASSERT_TRUE(renewed);
  EXPECT_NE(renewed->secret, desk.secret);
  happened(domain::events::kStateChanged);
  run();
  EXPECT_EQ(sent_[0].headers[4],
            signed_headers({renewed->secret, desk.secret}, all()[0].id, clock_.now(), sent_[0].body)[2]);
  clock_.advance(hours(25));
  tidy(journal(), ports_);
  happened(domain::events::kStateChanged);
  run();
  EXPECT_EQ(sent_[1].headers[4].second.find(' '), std::string::npos);
  EXPECT_TRUE(database()
                  .read([&](db::Connection& db) { return store::find_sealed(db, desk.endpoint.id); })
                  ->old_secret.empty());
}

TEST_P(Deliveries, AreAskedForByOtherSlices) {
  const auto id = journal().write(origin_, [&](journal::Transaction& tx) {
    return add_endpoint(tx, ports_, {"status/1", "slack", "A subscriber", "https://hooks.example.com/y", ""});
  });
  ASSERT_TRUE(id);
  happened(domain::events::kStateChanged);
  EXPECT_TRUE(all().empty()) << "it hears from its owner only";
  const auto tell = [&](const std::string& key) {
    const auto told = journal().write(origin_, [&](journal::Transaction& tx) -> Result<> {
      deliver(tx, ports_, {*id, "status.posted", std::nullopt, {}, "All <systems> & more work", "/status/x", key});
      deliver(tx, ports_, {"nobody", "status.posted", std::nullopt, {}, "x", "", ""});
      return {};
    });
    EXPECT_TRUE(told);
  };
  tell("a");
  tell("a");
  ASSERT_EQ(all().size(), 1U);
  run();
  EXPECT_EQ(
      sent_.at(0).body,
      R"({"text":"All &lt;systems&gt; &amp; more work\n<https://debrief.example.com/status/x|Open in Debrief>"})");
  tell("b");
  ASSERT_TRUE(journal().write(origin_, [&](journal::Transaction& tx) -> Result<> {
    remove_endpoint(tx, *id);
    return {};
  }));
  run();
  EXPECT_EQ(sent_.size(), 1U) << "what waited is not sent any more";
  EXPECT_EQ(journal()
                .write(origin_,
                       [&](journal::Transaction& tx) {
                         return add_endpoint(tx, ports_, {"x", "pigeon", "A", "https://a.example", ""});
                       })
                .error()
                .field,
            "/kind");
}

TEST_P(Deliveries, TellOfOverdueActionsOnce) {
  added("webhook", {{"action.overdue"}, {}, {}, false});
  domain::ActionItem action;
  action.number = 9;
  action.incident = 1;
  action.title = "Alert on queue depth";
  action.due_at = clock_.now() - hours(1);
  overdue_ = {action};
  tidy(journal(), ports_);
  EXPECT_TRUE(all().empty()) << "it was late before anybody listened";
  overdue_[0].due_at = clock_.now() + minutes(1);
  clock_.advance(hours(1));
  tidy(journal(), ports_);
  tidy(journal(), ports_);
  ASSERT_EQ(all().size(), 1U);
  EXPECT_EQ(all()[0].type, "action.overdue");
}

TEST_P(Deliveries, AreForgottenAMonthAfterTheyWereSettled) {
  added();
  happened(domain::events::kStateChanged);
  run();
  happened(domain::events::kStateChanged);
  clock_.advance(hours(24 * 31));
  tidy(journal(), ports_);
  ASSERT_EQ(all().size(), 1U);
  EXPECT_EQ(all()[0].state, store::DeliveryState::waiting);
}

TEST_P(Deliveries, AreForAdministratorsOnly) {
  const Principal bo{"u-Bo", "Bo", AccessRole::editor, "web"};
  const auto desk = added();
  const auto code = [&](auto work) { return journal().write(origin_, work).error().code; };
  EXPECT_EQ(code([&](journal::Transaction& tx) {
              return add(tx, ports_, bo, {"", "webhook", "x", "https://a.example", ""}, {});
            }),
            ErrorCode::forbidden);
  EXPECT_EQ(code([&](journal::Transaction& tx) { return change(tx, ports_, bo, desk.endpoint.id, {}); }),
            ErrorCode::forbidden);
  EXPECT_EQ(code([&](journal::Transaction& tx) { return rotate(tx, ports_, bo, desk.endpoint.id); }),
            ErrorCode::forbidden);
  EXPECT_EQ(code([&](journal::Transaction& tx) { return remove(tx, bo, desk.endpoint.id); }), ErrorCode::forbidden);
  EXPECT_EQ(test(journal(), ports_, bo, desk.endpoint.id).error().code, ErrorCode::forbidden);
  EXPECT_TRUE(sent_.empty());
}

TEST_P(Deliveries, CanBeTried) {
  const auto desk = added("mattermost");
  answer_ = {418, "short and stout", ""};
  const auto tested = test(journal(), ports_, ana_, desk.endpoint.id);
  ASSERT_TRUE(tested);
  EXPECT_EQ(tested->answer.status, 418);
  EXPECT_TRUE(all().empty()) << "a test is no delivery";
}

}  // namespace
}  // namespace debrief::features::deliveries
