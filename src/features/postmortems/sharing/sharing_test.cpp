// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/sharing/sharing.hpp"
#include "features/postmortems/sharing/atom.hpp"
#include "features/postmortems/sharing/redact.hpp"

#include "base/time.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

#include <set>

namespace debrief::features::postmortems::sharing {
namespace {

using domain::AccessRole;
using domain::Principal;

domain::Incident incident() {
  domain::Incident incident;
  incident.number = 1;
  incident.title = "Checkout, reported by Cy Ops";
  incident.declared_by = "Ana Lead";
  incident.roles = {{"r", "incident_commander", "Ana Lead", {}, {}}, {"s", "responder", "Bo", {}, {}}};
  return incident;
}

std::vector<domain::TimelineEntry> entries() {
  domain::TimelineEntry entry;
  entry.id = 5;
  entry.kind = "message";
  entry.actor = "Cy Ops";
  entry.text = "Ana Lead: look at 10.2.3.4";
  return {entry};
}

TEST(Redaction, LeavesNoNameInAnExport) {
  ExportInput input;
  input.incident = incident();
  input.entries = entries();
  input.document.incident = 1;
  input.document.title = "Checkout, by Ana Lead";
  input.document.author = "Ana Lead";
  input.document.markdown = "## What\n\nBo and Cy Ops [T1](#entry-5) ![x](evidence/1)\n";
  for (const bool sources : {false, true}) {
    const std::string page = export_html(redact(input, {"Dee Sales"}, sources));
    for (const char* name : {"Ana", "Cy Ops", ">Bo", " Bo ", "Dee", "10.2.3.4"})
      EXPECT_EQ(page.find(name), std::string::npos) << name;
    EXPECT_EQ(page.find("look at") != std::string::npos, sources);
  }
}

TEST(Redaction, KnowsNamesAsDraftsWriteThem) {
  ExportInput input;
  input.incident = incident();
  input.entries = entries();
  input.entries.front().actor = "Dee [ops]";
  input.document.markdown = "Dee \\[ops\\] and ANA LEAD; @bo will mark it.\n";
  const std::string markdown = redact(input, {}, true).document.markdown;
  EXPECT_EQ(markdown, "Responder 2 and Incident commander; @Responder will mark it.\n");
}

TEST(Atom, IsWellFormedWhateverTitlesHold) {
  LibraryItem item;
  item.incident = 7;
  item.title = "A <b> & \x01 \"c\"";
  item.services = {"check\"out"};
  item.published_at = *parse_rfc3339("2026-11-20T10:00:00Z");
  const std::string feed = atom_feed({item}, "https://debrief.example", {});
  EXPECT_NE(feed.find("<title>INC-7: A &lt;b&gt; &amp;  &quot;c&quot;</title>"), std::string::npos) << feed;
  EXPECT_NE(feed.find("<updated>2026-11-20T10:00:00Z</updated>"), std::string::npos);
  EXPECT_NE(feed.find("<link href=\"https://debrief.example/incidents/7/postmortem\"/>"), std::string::npos);
  EXPECT_EQ(atom_feed({}, "", {}).find("<entry>"), std::string::npos);
}

class SharingStore : public journal::StoreOnEachEngine {
 protected:
  template <class F>
  auto write(F&& work) {
    return journal().write(journal::Origin{"Ana", "u-Ana", "web"}, std::forward<F>(work));
  }

  void publish(std::int64_t number, domain::Visibility visibility = domain::Visibility::everyone) {
    insert_incident(number, visibility, "u-Ana", clock_.now());
    ASSERT_TRUE(write([&](journal::Transaction& tx) -> Result<> {
      static_cast<void>(
          create(tx, ana_, number, "Postmortem " + std::to_string(number), "google_sre", "Bo fixed it.").value());
      DocumentChange wanted;
      wanted.state = domain::PostmortemState::published;
      static_cast<void>(change(tx, ana_, number, wanted, std::nullopt).value());
      return {};
    }));
  }
  Ports ports() {
    Ports ports;
    ports.document.get_incident = [](const auto&, std::int64_t number) -> Result<domain::Incident> {
      auto one = incident();
      one.number = number;
      return one;
    };
    ports.document.list_timeline = [](const auto&, std::int64_t) -> Result<std::vector<domain::TimelineEntry>> {
      return entries();
    };
    ports.document.list_alerts = [](const auto&, std::int64_t) -> Result<std::vector<domain::Alert>> {
      return std::vector<domain::Alert>{};
    };
    ports.document.list_evidence = [](const auto&, std::int64_t) -> Result<domain::EvidenceOf> {
      return domain::EvidenceOf{};
    };
    ports.list_members = [] {
      return std::vector<domain::Member>{{"u-Ana", "Ana", "", AccessRole::editor},
                                         {"u-Bo", "Bo", "", AccessRole::viewer}};
    };
    ports.notify = [this](journal::Transaction&, const domain::Notice& notice) {
      if (keys_.insert(notice.to.front() + notice.key).second) notices_.push_back(notice);
    };
    return ports;
  }
  std::optional<Share> found(const std::string& token) {
    return database().read([&](db::Connection& db) { return find_share(db, token, clock_.now()); });
  }

  Principal ana_{"u-Ana", "Ana", AccessRole::editor};
  Principal bo_{"u-Bo", "Bo", AccessRole::responder};
  std::set<std::string> keys_;
  std::vector<domain::Notice> notices_;
};
INSTANTIATE_TEST_SUITE_P(Engines, SharingStore, db::both_engines(), db::engine_name);

TEST_P(SharingStore, LinksEndByTimeByHandAndWithThePublication) {
  publish(1);
  const auto open = [&](const Principal& who) {
    return write([&](journal::Transaction& tx) { return open_share(tx, who, 1, std::chrono::days(2), false); });
  };
  EXPECT_EQ(open(bo_).error().code, ErrorCode::forbidden);
  const auto first = open(ana_);
  const auto second = open(ana_);
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(found("nonsense"));
  const auto page = shared_page(journal(), ports(), *found(first->token));
  ASSERT_TRUE(page);
  EXPECT_NE(page->find("Responder fixed it."), std::string::npos);
  ASSERT_TRUE(write([&](journal::Transaction& tx) { return close_share(tx, ana_, 1, first->share.id); }));
  EXPECT_FALSE(found(first->token));
  EXPECT_TRUE(found(second->token));
  ASSERT_TRUE(write([&](journal::Transaction& tx) -> Result<> {
    DocumentChange wanted;
    wanted.state = domain::PostmortemState::in_review;
    static_cast<void>(change(tx, ana_, 1, wanted, std::nullopt).value());
    return {};
  }));
  EXPECT_FALSE(shared_page(journal(), ports(), *found(second->token)));
  EXPECT_EQ(open(ana_).error().code, ErrorCode::conflict);
  clock_.advance(std::chrono::days(3));
  EXPECT_FALSE(found(second->token));
}

TEST_P(SharingStore, FeedsBelongToOnePersonAndEnd) {
  const auto reader = [&](const std::string& token) {
    return database().read([&](db::Connection& db) { return find_feed_reader(db, token); });
  };
  const std::string first = database().write([](db::Connection& db) { return open_feed(db, "u-Ana"); });
  EXPECT_EQ(reader(first), "u-Ana");
  const std::string second = database().write([](db::Connection& db) { return open_feed(db, "u-Ana"); });
  EXPECT_FALSE(reader(first));
  database().write([](db::Connection& db) { close_feed(db, "u-Ana"); });
  EXPECT_FALSE(reader(second));
}

TEST_P(SharingStore, DigestsGoToSubscribersOnceWithWhatTheyMayRead) {
  publish(1);
  publish(2, domain::Visibility::private_);
  database().write([](db::Connection& db) {
    set_digest(db, "u-Ana", true);
    set_digest(db, "u-Bo", true);
  });
  send_digests(journal(), ports());  // the clock stands on a Monday afternoon
  send_digests(journal(), ports());
  ASSERT_EQ(notices_.size(), 2U);
  EXPECT_EQ(notices_[0].text, "Published since last Monday:\n- INC-2: Postmortem 2\n- INC-1: Postmortem 1\n");
  EXPECT_EQ(notices_[1].text, "Published since last Monday:\n- INC-1: Postmortem 1\n");
  clock_.advance(std::chrono::hours(24));
  send_digests(journal(), ports());
  EXPECT_EQ(notices_.size(), 2U);
}

TEST_P(SharingStore, TellsWhatHappenedOnThisDay) {
  publish(1);
  database().write([](db::Connection& db) { set_digest(db, "u-Bo", true); });
  clock_.advance(std::chrono::hours(24 * 365));
  send_digests(journal(), ports());
  ASSERT_EQ(notices_.size(), 1U);
  EXPECT_EQ(notices_.front().title, "On this day");
  EXPECT_NE(notices_.front().text.find("- INC-1: Postmortem 1 (2025)"), std::string::npos);
}

}  // namespace
}  // namespace debrief::features::postmortems::sharing
