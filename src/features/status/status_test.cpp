// SPDX-License-Identifier: Apache-2.0
#include "features/status/status.hpp"

#include "domain/events.hpp"
#include "features/status/store.hpp"
#include "features/status/subscribers.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace debrief::features::status {
namespace {

using domain::AccessRole;
using domain::Audience;
using domain::Principal;
using std::chrono::hours;
using std::chrono::minutes;

class StatusPages : public journal::StoreOnEachEngine {
 protected:
  template <class F>
  auto write(F&& work) {
    return journal().write(origin_, std::forward<F>(work));
  }
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    insert_incident(1, domain::Visibility::everyone, "u-Ana");
    insert_incident(2, domain::Visibility::private_, "u-Ana");
    database().write([](db::Connection& db) { db.execute("insert into incident_services (incident, service) values (1, 'checkout-api')"); });
    Page wanted;
    wanted.slug = "shop";
    wanted.name = "Shop";
    wanted.zone = "Europe/Berlin";
    wanted.components = {{"", "", "Paying", "", {"checkout-api"}}, {"", "", "Search", "", {}}};
    page_ = *write([&](journal::Transaction& tx) { return save_page(tx, editor_, wanted); });
  }
  Ports ports() {
    Ports ports;
    ports.get_incident = [](const Principal&, std::int64_t) -> Result<domain::Incident> { return domain::Incident{}; };
    ports.list_members = [] {
      return std::vector<domain::Member>{{"u-Ana", "Ana Alt", "ana@example.org", AccessRole::responder}, {"u-Vi", "Vi", "vi@example.org", AccessRole::viewer}};
    };
    ports.mail_outside = [this](journal::Transaction&, const domain::OutsideMail& mail) {
      if (mail.key.empty() || told_.insert(mail.address + mail.key).second) mails_.push_back(mail);
    };
    ports.deliver = [this](journal::Transaction&, const domain::OutgoingMessage& message) { messages_.push_back(message); };
    ports.add_endpoint = [](journal::Transaction&, const domain::EndpointWanted& wanted) -> Result<std::string> {
      if (wanted.address.find("127.0.0.1") != std::string::npos) return invalid("inside").at("/address");
      return "endpoint of " + wanted.address;
    };
    ports.remove_endpoint = [this](journal::Transaction&, const std::string& id) { removed_.push_back(id); };
    ports.address = "https://status.example";
    ports.mails = true;
    return ports;
  }
  Result<Entry> shown(const Principal& who, std::optional<std::int64_t> incident, NewEntry wanted) {
    return write([&](journal::Transaction& tx) { return show(tx, who, page_.id, incident, wanted); });
  }
  Result<Entry> posted(const std::string& entry, const NewPost& wanted) {
    return write([&](journal::Transaction& tx) { return status::post(tx, ana_, page_.id, entry, wanted); });
  }
  static NewEntry wanted_entry(Stage stage = Stage::investigating) {
    NewEntry wanted;
    wanted.title = "Orders fail";
    wanted.post = {stage, "We look into it.", std::nullopt, std::nullopt};
    return wanted;
  }
  Result<> asked(const std::string& kind, const std::string& address, std::vector<std::string> components = {}) {
    return write([&](journal::Transaction& tx) { return ask(tx, ports(), page_, {kind, address, components}); });
  }
  std::vector<Subscriber> subscribers() {
    return database().read([&](db::Connection& db) { return list_subscribers(db, page_.id, "", 100, false); });
  }
  bool confirmed(const std::string& token) {
    return *write([&](journal::Transaction& tx) -> Result<bool> { return confirm(tx, token); });
  }
  void spread_all() {
    Log log(LogLevel::off);
    journal::JobRunner runner(database(), clock_, log, {{std::string(kSpreadJob), [this](const journal::Job& job) { return spread(journal(), ports(), job); }}});
    while (runner.run_one()) {
    }
  }

  Principal ana_{"u-Ana", "Ana Alt", AccessRole::responder, "web"};
  Principal editor_{"u-Ed", "Ed", AccessRole::editor, "web"};
  Principal viewer_{"u-Vi", "Vi", AccessRole::viewer, "web"};
  journal::Origin origin_{"Ana Alt", "u-Ana", "web"};
  Page page_;
  std::vector<domain::OutsideMail> mails_;
  std::vector<domain::OutgoingMessage> messages_;
  std::vector<std::string> removed_;
  std::set<std::string> told_;
};

INSTANTIATE_TEST_SUITE_P(Engines, StatusPages, db::both_engines(), db::engine_name);

TEST_P(StatusPages, AreSavedWithChecks) {
  EXPECT_FALSE(page_.components[0].id.empty());
  const auto refused = [&](auto change, std::string_view field) {
    Page other = page_;
    change(other);
    const auto saved = write([&](journal::Transaction& tx) { return save_page(tx, editor_, other); });
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().field, field);
  };
  refused([](Page& page) { page.slug = "No Slug"; }, "/slug");
  refused([](Page& page) { page.zone = "Atlantis/City"; }, "/zone");
  refused([](Page& page) { page.name = " "; }, "/name");
  refused([](Page& page) { page.components[1].name = "Paying"; }, "/components/1/name");
  refused([](Page& page) { page.id = ""; }, "/slug");
  EXPECT_EQ(write([&](journal::Transaction& tx) { return save_page(tx, ana_, page_); }).error().code, ErrorCode::forbidden);
  EXPECT_EQ(write([&](journal::Transaction& tx) { return save_page(tx, editor_, page_, 7); }).error().code, ErrorCode::precondition);
  Page other = page_;
  other.name = "The shop";
  EXPECT_EQ(write([&](journal::Transaction& tx) { return save_page(tx, editor_, other, 1); })->version, 2);
  const auto kept = database().read([&](db::Connection& db) { return store::find_page(db, page_.id); });
  EXPECT_EQ(kept->name, "The shop");
  EXPECT_EQ(kept->components[0].services, std::vector<std::string>{"checkout-api"});
  EXPECT_GT(kept->changes, 1);
  EXPECT_EQ(journal().list_after(0, 10, 0).back().kind, "status_page.saved");
  ASSERT_TRUE(write([&](journal::Transaction& tx) { return remove_page(tx, editor_, page_.id); }));
  EXPECT_FALSE(database().read([&](db::Connection& db) { return store::find_page_by_slug(db, "shop"); }));
  other.id = "";
  EXPECT_TRUE(write([&](journal::Transaction& tx) { return save_page(tx, editor_, other); })) << "the address is free again";
}

TEST_P(StatusPages, ShowAnIncidentByADeliberateAct) {
  EXPECT_TRUE(database().read([&](db::Connection& db) { return store::list_entries(db, page_.id, true); }).empty());
  EXPECT_EQ(shown(viewer_, 1, wanted_entry()).error().code, ErrorCode::forbidden);
  EXPECT_EQ(shown(ana_, 1, wanted_entry(Stage::scheduled)).error().field, "/state");
  const auto entry = shown(ana_, 1, wanted_entry());
  ASSERT_TRUE(entry) << entry.error().message;
  ASSERT_EQ(entry->posts.front().affected.size(), 1U) << "the component of its service";
  EXPECT_EQ(entry->posts.front().affected.front().name, "Paying");
  EXPECT_EQ(entry->posts.front().affected.front().health, Health::degraded);
  EXPECT_EQ(shown(ana_, 1, wanted_entry()).error().code, ErrorCode::conflict);
  clock_.advance(minutes(10));
  ASSERT_TRUE(posted(entry->id, {Stage::identified, "A setting.", std::vector<Affected>{{page_.components[0].id, "", Health::major_outage}}, std::nullopt}));
  EXPECT_EQ(posted(entry->id, {Stage::identified, " ", std::nullopt, std::nullopt}).error().field, "/text");
  EXPECT_EQ(posted(entry->id, {Stage::identified, "x", std::vector<Affected>{{"nothing", "", Health::degraded}}, std::nullopt}).error().field, "/components");
  EXPECT_EQ(posted(entry->id, {Stage::identified, "x", std::nullopt, clock_.now() + hours(1)}).error().field, "/at");
  const auto back_dated = posted(entry->id, {Stage::monitoring, "Earlier", std::nullopt, clock_.now() - minutes(5)});
  ASSERT_TRUE(back_dated);
  EXPECT_EQ(back_dated->posts[1].text, "Earlier");
  EXPECT_EQ(back_dated->posts[2].stage, Stage::identified);
  const auto facts = journal().list_after(0, 10, 1);
  EXPECT_EQ(facts[0].kind, "status.shown");
  EXPECT_EQ(facts[1].kind, "status.posted");
  EXPECT_EQ(facts.back().occurred_at, clock_.now() - minutes(5));
}

TEST_P(StatusPages, KeepPrivateIncidentsUnlessAnEditorConfirms) {
  const Principal stranger{"u-Bo", "Bo", AccessRole::editor, "web"};
  EXPECT_EQ(shown(stranger, 2, wanted_entry()).error().code, ErrorCode::not_found);
  EXPECT_EQ(shown(ana_, 2, wanted_entry()).error().code, ErrorCode::forbidden) << "involved, no editor";
  const Principal admin{"u-Ad", "Ad", AccessRole::administrator, "web"};
  NewEntry wanted = wanted_entry();
  EXPECT_EQ(shown(admin, 2, wanted).error().field, "/private_confirmed");
  wanted.private_confirmed = true;
  const auto entry = shown(admin, 2, wanted);
  ASSERT_TRUE(entry);
  const auto by_stranger = write([&](journal::Transaction& tx) { return status::post(tx, stranger, page_.id, entry->id, wanted.post); });
  const auto unknown = write([&](journal::Transaction& tx) { return status::post(tx, stranger, page_.id, "nothing", wanted.post); });
  EXPECT_EQ(by_stranger.error().message, unknown.error().message);
}

TEST_P(StatusPages, KeepWhatAPostSaidBefore) {
  const auto entry = shown(ana_, 1, wanted_entry());
  const std::string post = entry->posts.front().id;
  clock_.advance(minutes(1));
  const auto corrected = write([&](journal::Transaction& tx) {
    return correct(tx, ana_, page_.id, entry->id, post, {Stage::identified, "Better words.", std::nullopt, std::nullopt}, "a slip");
  });
  ASSERT_TRUE(corrected) << corrected.error().message;
  EXPECT_EQ(corrected->posts.front().text, "Better words.");
  EXPECT_EQ(corrected->posts.front().corrected_at, clock_.now());
  EXPECT_EQ(corrected->posts.front().at, entry->posts.front().at);
  const auto former = database().read([&](db::Connection& db) { return store::list_former(db, post); });
  ASSERT_EQ(former.size(), 1U);
  EXPECT_EQ(former[0].post.text, "We look into it.");
  EXPECT_EQ(former[0].reason, "a slip");
}

TEST_P(StatusPages, TakeOffAndShowAgain) {
  const auto entry = shown(ana_, 1, wanted_entry());
  const auto changed = [&](const EntryChange& wanted) { return write([&](journal::Transaction& tx) { return change(tx, ana_, page_.id, entry->id, wanted); }); };
  ASSERT_TRUE(changed({std::nullopt, false, std::nullopt, std::nullopt}));
  EXPECT_TRUE(database().read([&](db::Connection& db) { return store::list_entries(db, page_.id, true); }).empty());
  EXPECT_EQ(posted(entry->id, wanted_entry().post).error().code, ErrorCode::conflict);
  EXPECT_EQ(changed({std::nullopt, true, std::nullopt, std::nullopt}).error().code, ErrorCode::conflict);
  const auto again = shown(ana_, 1, wanted_entry(Stage::monitoring));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->id, entry->id) << "its address stays";
  EXPECT_EQ(again->posts.size(), 2U);
}

TEST_P(StatusPages, AnnounceMaintenance) {
  NewEntry wanted = wanted_entry(Stage::scheduled);
  wanted.maintenance = true;
  EXPECT_EQ(shown(editor_, std::nullopt, wanted).error().field, "/ends_at");
  wanted.starts_at = clock_.now() + hours(24);
  wanted.ends_at = clock_.now() + hours(26);
  EXPECT_EQ(shown(ana_, std::nullopt, wanted).error().code, ErrorCode::forbidden);
  const auto entry = shown(editor_, std::nullopt, wanted);
  ASSERT_TRUE(entry);
  EXPECT_EQ(journal().list_after(0, 10, 0).back().kind, "status.posted");
}

TEST_P(StatusPages, PostUpdatesForCustomers) {
  domain::Update update;
  update.incident = 1;
  update.audience = Audience::customer;
  update.conditions = "Orders fail.";
  update.actions = "We undo a change.";
  update.at = clock_.now();
  const auto told = [&](const std::string& pages) {
    const auto targets = json::parse(pages);
    return write([&](journal::Transaction& tx) { return post_update(tx, ana_, update, *targets); });
  };
  EXPECT_EQ(told(R"([{"page":")" + page_.id + R"(","state":"investigating"}])").error().field, "/title");
  ASSERT_TRUE(told(R"([{"page":")" + page_.id + R"(","state":"investigating","title":"Orders fail"}])"));
  ASSERT_TRUE(told(R"([{"page":")" + page_.id + R"(","state":"resolved"}])"));
  const auto entries = database().read([&](db::Connection& db) { return store::list_entries_of(db, 1); });
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].posts.size(), 2U);
  EXPECT_EQ(entries[0].posts[0].text, "Orders fail.\n\nWe undo a change.");
}

TEST_P(StatusPages, TellOnlyThoseWhoConfirmed) {
  EXPECT_EQ(asked("mail", "nobody").error().field, "/address");
  EXPECT_EQ(asked("post", "x@example.org").error().field, "/kind");
  EXPECT_EQ(asked("webhook", "https://127.0.0.1/x").error().field, "/address");
  ASSERT_TRUE(asked("mail", "cy@example.org"));
  ASSERT_TRUE(asked("mail", "di@example.org", {page_.components[1].id, "unknown"}));
  ASSERT_TRUE(asked("mail", "never@example.org"));
  ASSERT_TRUE(asked("webhook", "https://hooks.example/a"));
  ASSERT_EQ(mails_.size(), 3U);
  EXPECT_NE(mails_[0].text.find("https://status.example/subscriptions/"), std::string::npos);
  ASSERT_EQ(messages_.size(), 1U);
  EXPECT_EQ(messages_[0].type, "status.confirm");
  EXPECT_TRUE(json::text_at(messages_[0].data, "secret").starts_with("whsec_"));
  for (const Subscriber& one : subscribers())
    if (one.address != "never@example.org") confirmed(one.token);
  EXPECT_FALSE(confirmed("nothing"));
  mails_.clear();
  messages_.clear();
  const auto entry = shown(ana_, 1, wanted_entry());
  spread_all();
  ASSERT_EQ(mails_.size(), 1U) << "one never confirmed, one wants to hear of search only";
  EXPECT_EQ(mails_[0].address, "cy@example.org");
  EXPECT_EQ(mails_[0].subject, "[Shop] Investigating: Orders fail");
  EXPECT_TRUE(mails_[0].unsubscribe.ends_with("/unsubscribe"));
  EXPECT_EQ(messages_.size(), 1U);
  ASSERT_TRUE(posted(entry->id, {Stage::monitoring, "Long ago", std::nullopt, clock_.now() - hours(3)}));
  spread_all();
  EXPECT_EQ(mails_.size(), 1U) << "what is told late is no news";
  const auto all = subscribers();
  const auto token = std::find_if(all.begin(), all.end(), [](const Subscriber& one) { return one.address == "cy@example.org"; })->token;
  EXPECT_TRUE(*write([&](journal::Transaction& tx) -> Result<bool> { return unsubscribe(tx, ports(), token); }));
  EXPECT_FALSE(*write([&](journal::Transaction& tx) -> Result<bool> { return unsubscribe(tx, ports(), token); }));
  for (const Subscriber& one : subscribers())
    if (one.kind == "webhook") write([&](journal::Transaction& tx) -> Result<bool> { return unsubscribe(tx, ports(), one.token); }).value();
  EXPECT_EQ(removed_.size(), 1U);
  ASSERT_TRUE(posted(entry->id, {Stage::resolved, "Over", std::nullopt, std::nullopt}));
  spread_all();
  EXPECT_EQ(mails_.size(), 1U);
}

TEST_P(StatusPages, AskAnAddressThreeTimesADayAtMost) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(asked("mail", "Cy@example.org"));
  EXPECT_EQ(mails_.size(), 3U);
  clock_.advance(hours(25));
  ASSERT_TRUE(asked("mail", "cy@Example.org"));
  EXPECT_EQ(mails_.size(), 4U);
  EXPECT_EQ(subscribers().size(), 1U);
  confirmed(subscribers()[0].token);
  ASSERT_TRUE(asked("mail", "cy@example.org", {page_.components[1].id}));
  EXPECT_EQ(mails_.back().subject, "You are subscribed to “Shop”");
  EXPECT_TRUE(subscribers()[0].components.empty()) << "a stranger changes nothing";
  ASSERT_TRUE(asked("mail", "never@example.org"));
  clock_.advance(hours(24 * 8));
  forget(journal(), ports());
  EXPECT_EQ(subscribers().size(), 1U);
  const auto take = [this](const std::string& key, Instant at) { return take_allowance(database(), key, 5, at); };
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(take("x", clock_.now()));
  EXPECT_EQ(take("x", clock_.now()).error().code, ErrorCode::rate_limited);
  EXPECT_TRUE(take("y", clock_.now()));
  EXPECT_EQ(database().read([](db::Connection& db) { return db.query_one("select count(*) from tries where key like '%x'")->integer(0); }), 0) << "keys are hashes";
  EXPECT_TRUE(take("x", clock_.now() + minutes(11)));
}

TEST_P(StatusPages, MaskAddresses) {
  EXPECT_EQ(masked_address("anna@example.co.uk"), "a•••@e•••.uk");
  EXPECT_EQ(masked({"", "", "webhook", "https://hooks.example/secret/path", {}, "", "", {}, 1, {}}), "https://hooks.example/•••");
}

TEST_P(StatusPages, MailUpdatesToThoseWhoFollow) {
  const auto followed = [&](const Principal& who, std::int64_t incident, Audience audience, const std::string& address, const std::optional<domain::Member>& member) {
    return write([&](journal::Transaction& tx) { return follow(tx, ports(), who, incident, audience, address, member); });
  };
  const domain::Member vi{"u-Vi", "Vi", "vi@example.org", AccessRole::viewer};
  EXPECT_EQ(followed(viewer_, 1, Audience::executive, "boss@example.com", std::nullopt).error().code, ErrorCode::forbidden);
  EXPECT_EQ(followed(ana_, 1, Audience::internal, "boss@example.com", std::nullopt).error().field, "/audience");
  EXPECT_EQ(followed(ana_, 2, Audience::executive, "boss@example.com", std::nullopt).error().code, ErrorCode::conflict) << "private";
  EXPECT_EQ(followed(ana_, 2, Audience::executive, "", vi).error().code, ErrorCode::conflict) << "may not see it";
  const auto boss = followed(ana_, 1, Audience::executive, "boss@example.com", std::nullopt);
  ASSERT_TRUE(boss) << boss.error().message;
  ASSERT_EQ(mails_.size(), 1U) << "is told who added the address";
  ASSERT_TRUE(followed(viewer_, 1, Audience::executive, "", vi));
  ASSERT_EQ(mails_.size(), 1U);
  mails_.clear();
  const auto update = [&](const char* id, std::string_view audience) {
    ASSERT_TRUE(write([&](journal::Transaction& tx) -> Result<> {
      tx.append({1, "update.posted", tx.now(), {{"id", id}, {"audience", audience}, {"conditions", "Orders fail"}, {"actions", "We undo it"}, {"needs", "A decision"}, {"next_at", "2026-11-23T11:00:00Z"}}});
      return {};
    }));
    keep(journal(), ports(), journal().list_after(0, 100));
  };
  update("1", "internal");
  EXPECT_TRUE(mails_.empty());
  update("2", "executive");
  keep(journal(), ports(), journal().list_after(0, 100));
  ASSERT_EQ(mails_.size(), 2U);
  std::sort(mails_.begin(), mails_.end(), [](const auto& a, const auto& b) { return a.address < b.address; });
  EXPECT_NE(mails_[0].text.find("Conditions\nOrders fail\n\nActions\nWe undo it\n\nNeeds\nA decision\n\nThe next update comes by 2026-11-23 11:00 UTC."), std::string::npos) << mails_[0].text;
  EXPECT_EQ(mails_[0].text.find("/room"), std::string::npos) << "no link for who has no account";
  EXPECT_NE(mails_[1].text.find("/incidents/1/room"), std::string::npos);
  database().write([](db::Connection& db) { db.execute("update incidents set visibility = 'private' where number = 1"); });
  update("3", "executive");
  EXPECT_EQ(mails_.size(), 2U) << "private now";
  database().write([](db::Connection& db) { db.execute("update incidents set visibility = 'everyone' where number = 1"); });
  ASSERT_TRUE(write([&](journal::Transaction& tx) -> Result<> { return unfollow(tx, ana_, 1, boss->id); }));
  std::string told;
  for (const auto& fact : journal().list_after(0, 1000))
    if (fact.kind == domain::events::kFollowerAdded || fact.kind == domain::events::kFollowerRemoved) told += fact.actor + " " + fact.kind + " " + json::write(fact.data) + "\n";
  EXPECT_NE(told.find("Ana Alt follower.added {\"id\":\"" + boss->id), std::string::npos) << told;
  EXPECT_NE(told.find("\"account\":\"" + vi.name), std::string::npos) << told;
  EXPECT_NE(told.find("Ana Alt follower.removed {\"id\":\"" + boss->id), std::string::npos) << told;
  EXPECT_EQ(told.find('@'), std::string::npos) << "addresses are personal data, and the journal keeps all: " << told;
}

TEST_P(StatusPages, FindWordsFromInside) {
  database().write([](db::Connection& db) {
    db.execute("insert into services (name, description, team, contacts, depends_on, links, updated_by, updated_at, version) values ('pg-orders-1', '', '', '[]', '[]', '[]', 'x', 0, 1)");
  });
  const auto found = [&](const std::string& text) { return find_inside_words(database(), ports(), ana_, 1, {text}); };
  EXPECT_FALSE(found("Orders fail since 10:00. We look into it."));
  EXPECT_EQ(found("Ana Alt restarts it")->front().find("Ana"), std::string::npos);
  EXPECT_EQ(found("See INC-12 for more")->front(), "See the incident for more");
  EXPECT_EQ(found("The database pg-orders-1 is slow")->front(), "The database a service is slow");
  EXPECT_FALSE(found("The pg-orders-10 is another"));
}

}  // namespace
}  // namespace debrief::features::status
