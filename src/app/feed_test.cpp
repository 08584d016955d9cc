// SPDX-License-Identifier: Apache-2.0
#include "app/feed.hpp"

#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace debrief::app {
namespace {

class HeardPeer final : public http::Peer {
 public:
  bool send(std::shared_ptr<const std::string> text) override {
    const std::scoped_lock lock(mutex_);
    heard_.push_back(*text);
    return true;
  }
  void close(std::uint16_t, std::string_view) override {}
  [[nodiscard]] std::vector<std::string> heard() const {
    const std::scoped_lock lock(mutex_);
    return heard_;
  }
  [[nodiscard]] bool ends_with(std::string_view text) const {
    for (int i = 0; i < 500; ++i) {
      if (const auto all = heard(); !all.empty() && all.back().find(text) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }
  // Waits for it for at most five seconds.
  [[nodiscard]] bool hears(std::string_view text) const {
    for (int i = 0; i < 500; ++i) {
      for (const std::string& one : heard())
        if (one.find(text) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> heard_;
};

class FeedStore : public journal::StoreOnEachEngine {
 protected:
  std::shared_ptr<HeardPeer> enter(Feed& feed, const domain::Principal& who, http::Socket& socket) {
    auto peer = std::make_shared<HeardPeer>();
    socket = feed.socket(who, std::nullopt);
    socket.opened(peer);
    socket.received(peer, R"({"here":1})");
    return peer;
  }
  void let_in(const std::string& user) {
    database().write([&](db::Connection& db) {
      db.execute("insert into incident_members (incident, user_id, added_by, added_at) values (1, $1, 'Ada', 0)", user);
    });
  }
  void put_out(const std::string& user) {
    (void)journal().write({"Ada", "u-Ada", "test"}, [&](journal::Transaction& tx) -> Result<> {
      tx.db.execute("delete from incident_members where incident = 1 and user_id = $1", user);
      tx.append({1, "member.removed", tx.now(), {{"id", user}, {"person", "Bo"}, {"user", user}}});
      return {};
    });
  }
  const domain::Principal ada_{"u-Ada", "Ada", domain::AccessRole::administrator, "web"};
  const domain::Principal bo_{"u-Bo", "Bo", domain::AccessRole::responder, "web"};
  const domain::Principal cy_{"u-Cy", "Cy", domain::AccessRole::administrator, "web"};
};

INSTANTIATE_TEST_SUITE_P(Engines, FeedStore, db::both_engines(), db::engine_name);

TEST_P(FeedStore, WhoIsPutOutOfAHiddenIncidentHearsNoMoreWhoIsThere) {
  insert_incident(1, domain::Visibility::private_, "u-Ada");
  let_in("u-Bo");
  Feed feed(journal());
  http::Socket ada_socket, bo_socket, cy_socket;
  const auto ada = enter(feed, ada_, ada_socket);
  const auto bo = enter(feed, bo_, bo_socket);
  ASSERT_TRUE(ada->hears(R"("people":["Ada","Bo"])"));
  ASSERT_TRUE(bo->hears(R"("people":["Ada","Bo"])"));
  ASSERT_TRUE(ada->ends_with(R"("people":["Ada","Bo"])"));
  put_out("u-Bo");
  // The fact itself comes after who is left.
  ASSERT_TRUE(ada->ends_with("member.removed"));
  const auto told = ada->heard();
  EXPECT_NE(told[told.size() - 2].find(R"("people":["Ada"])"), std::string::npos)
      << "at once, not when Bo's browser leaves";
  const auto cy = enter(feed, cy_, cy_socket);
  ASSERT_TRUE(ada->hears("Cy"));
  for (const std::string& text : bo->heard()) EXPECT_EQ(text.find("Cy"), std::string::npos) << text;
  bo_socket.received(bo, R"({"here":1})");
  for (const std::string& text : ada->heard())
    EXPECT_EQ(text.find(R"("Bo","Cy")"), std::string::npos) << "and does not come back";
  for (const auto& [peer, socket] : {std::pair{ada, &ada_socket}, std::pair{bo, &bo_socket}, std::pair{cy, &cy_socket}})
    socket->closed(peer);
}

TEST_P(FeedStore, WhoStaysMayStayWhenTheIncidentIsHidden) {
  insert_incident(1, domain::Visibility::everyone, "u-Ada");
  let_in("u-Bo");
  Feed feed(journal());
  http::Socket bo_socket, guest_socket;
  const auto bo = enter(feed, bo_, bo_socket);
  const auto guest = enter(feed, {"u-G", "Gil", domain::AccessRole::viewer, "web"}, guest_socket);
  ASSERT_TRUE(bo->hears(R"("people":["Bo","Gil"])"));
  (void)journal().write({"Ada", "u-Ada", "test"}, [&](journal::Transaction& tx) -> Result<> {
    tx.db.execute("update incidents set visibility = 'private' where number = 1");
    tx.append({1, "incident.visibility", tx.now(), {{"from", "everyone"}, {"to", "private"}}});
    return {};
  });
  for (int i = 0; i < 500 && bo->heard().back().find(R"("people":["Bo"])") == std::string::npos &&
                  bo->heard().back().find("incident.visibility") == std::string::npos;
       ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_TRUE(bo->hears(R"("people":["Bo"])"));
  EXPECT_TRUE(bo->hears("incident.visibility"));
  for (const std::string& text : guest->heard()) EXPECT_EQ(text.find("incident.visibility"), std::string::npos);
  bo_socket.closed(bo);
  guest_socket.closed(guest);
}

}  // namespace
}  // namespace debrief::app
