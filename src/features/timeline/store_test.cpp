// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"
#include "domain/events.hpp"
#include "features/timeline/timeline.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

namespace debrief::features::timeline {
namespace {

namespace events = domain::events;
using domain::AccessRole;
using domain::Principal;

constexpr std::int64_t kOpen = 1;
constexpr std::int64_t kPrivate = 2;

class TimelineStore : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    insert_incident(kOpen, domain::Visibility::everyone, "u-ana");
    insert_incident(kPrivate, domain::Visibility::private_, "u-ana");
  }

  std::int64_t note(std::int64_t incident, std::string_view text, std::int64_t seconds) {
    return append(incident, events::kNoteAdded, {{"kind", "note"}, {"text", text}}, seconds);
  }

  std::int64_t append(std::int64_t incident, std::string_view kind, json::object data, std::int64_t seconds) {
    return *journal().write(origin_, [&](journal::Transaction& tx) -> Result<std::int64_t> {
      return tx.append({incident, std::string(kind), Instant{seconds * 1'000'000}, std::move(data)}).position;
    });
  }

  Result<domain::TimelineEntry> change(const Principal& who, std::int64_t number, std::int64_t entry,
                                       const EntryChange& change) {
    return journal().write(origin_, [&](journal::Transaction& tx) { return curate(tx, who, number, entry, change); });
  }

  std::vector<std::string> texts(std::int64_t number) {
    std::vector<std::string> all;
    const auto entries = database().read([&](db::Connection& db) { return list_all(db, editor_, number); });
    for (const auto& entry : *entries) all.push_back(entry.text);
    return all;
  }

  journal::Origin origin_{"Ana", "u-ana", "web"};
  Principal editor_{"u-bo", "Bo", AccessRole::editor};
  Principal owner_{"u-ana", "Ana", AccessRole::editor};
};

INSTANTIATE_TEST_SUITE_P(Engines, TimelineStore, db::both_engines(), db::engine_name);

TEST_P(TimelineStore, OrdersByWhenThingsHappened) {
  note(kOpen, "third", 30);
  note(kOpen, "first", 10);
  note(kOpen, "second, told first", 20);
  note(kOpen, "second, told later", 20);
  EXPECT_EQ(texts(kOpen), (std::vector<std::string>{"first", "second, told first", "second, told later", "third"}));
}

TEST_P(TimelineStore, PagesThroughEverythingOnceAndPassesOverWhatIsNotShown) {
  for (int i = 0; i < 7; ++i) {
    note(kOpen, std::to_string(i), 100 - i / 2);
    append(kOpen, events::kPostmortemSaved, {{"version", i}}, 100 - i / 2);
  }
  std::vector<std::string> seen;
  std::optional<std::string> after;
  for (int pages = 0; pages < 20; ++pages) {
    const auto page = database().read([&](db::Connection& db) { return list(db, editor_, kOpen, after, 3); });
    ASSERT_TRUE(page);
    for (const auto& entry : page->items) seen.push_back(entry.text);
    after = page->next;
    if (!after) break;
  }
  EXPECT_FALSE(after);
  EXPECT_EQ(seen, (std::vector<std::string>{"6", "4", "5", "2", "3", "0", "1"}));
}

TEST_P(TimelineStore, CurationMovesTheEntryAndKeepsItsHistory) {
  const std::int64_t wrong = note(kOpen, "Roled back", 50);
  note(kOpen, "Errors begin", 20);
  EntryChange correction;
  correction.text = "Rolled back";
  correction.occurred_at = Instant{10'000'000};
  const auto corrected = change(editor_, kOpen, wrong, correction);
  ASSERT_TRUE(corrected);
  EXPECT_EQ(corrected->revision, 2);
  EXPECT_EQ(texts(kOpen), (std::vector<std::string>{"Rolled back", "Errors begin"}));

  EntryChange hide;
  hide.hidden = true;
  ASSERT_TRUE(change(editor_, kOpen, wrong, hide));
  const auto history = database().read([&](db::Connection& db) { return list_revisions(db, editor_, kOpen, wrong); });
  ASSERT_TRUE(history);
  ASSERT_EQ(history->size(), 3U);
  EXPECT_EQ((*history)[0].entry.text, "Roled back");
  EXPECT_EQ((*history)[1].entry.text, "Rolled back");
  EXPECT_FALSE((*history)[1].entry.hidden);
  EXPECT_TRUE((*history)[2].entry.hidden);
  EXPECT_EQ((*history)[2].entry.revision, 3);

  const auto facts = journal().list_after(0, 100, kOpen);
  EXPECT_EQ(json::text_at(facts.front().data, "text"), "Roled back") << "the fact stays as it was";
  EXPECT_EQ(facts.back().kind, events::kEntryCurated);
}

TEST_P(TimelineStore, ShowsWhatWasKnownAtAMomentAsItReadThen) {
  const auto now = [&] { return clock_.now().micros / 1'000'000; };
  const auto known = [&](std::int64_t seconds, std::optional<std::string> after = {}, std::int64_t limit = 100) {
    return *database().read(
        [&](db::Connection& db) { return list_known(db, editor_, kOpen, Instant{seconds * 1'000'000}, after, limit); });
  };
  const auto texts_at = [&](std::int64_t seconds) {
    std::vector<std::string> all;
    for (const auto& entry : known(seconds).items) all.push_back(entry.text);
    return all;
  };
  const std::int64_t begin = now();
  const std::int64_t errors = note(kOpen, "Errors on node 3", begin);
  clock_.advance(std::chrono::minutes(10));
  note(kOpen, "The rollout began before", begin - 60);
  const std::int64_t wrong = note(kOpen, "Not for here", begin + 600);
  clock_.advance(std::chrono::minutes(10));
  EntryChange correction;
  correction.text = "Errors on node 7";
  ASSERT_TRUE(change(editor_, kOpen, errors, correction));
  clock_.advance(std::chrono::minutes(10));
  EntryChange hide;
  hide.hidden = true;
  ASSERT_TRUE(change(editor_, kOpen, wrong, hide));

  using Texts = std::vector<std::string>;
  EXPECT_EQ(texts_at(begin - 1), Texts{});
  EXPECT_EQ(texts_at(begin), Texts{"Errors on node 3"});
  EXPECT_EQ(texts_at(begin + 599), Texts{"Errors on node 3"});
  EXPECT_EQ(texts_at(begin + 600), (Texts{"The rollout began before", "Errors on node 3"}));
  EXPECT_EQ(texts_at(begin + 1200), (Texts{"The rollout began before", "Errors on node 7"}));

  const auto first = known(begin + 1200, {}, 1);
  ASSERT_TRUE(first.next);
  const auto second = known(begin + 1200, first.next, 1);
  EXPECT_EQ(second.items.at(0).text, "Errors on node 7");
  EXPECT_EQ(second.items.at(0).revision, 2);
  EXPECT_FALSE(second.next);
  const auto hidden = database().read(
      [&](db::Connection& db) { return list_known(db, editor_, kPrivate, clock_.now(), {}, 10); });
  EXPECT_EQ(hidden.error().code, ErrorCode::not_found);
}

TEST_P(TimelineStore, PagesFollowCuratedTimes) {
  const std::int64_t moved = note(kOpen, "moved", 50);
  note(kOpen, "stays", 20);
  EntryChange correction;
  correction.occurred_at = Instant{10'000'000};
  ASSERT_TRUE(change(editor_, kOpen, moved, correction));
  const auto first = database().read([&](db::Connection& db) { return list(db, editor_, kOpen, std::nullopt, 1); });
  ASSERT_TRUE(first && first->next);
  EXPECT_EQ(first->items.at(0).text, "moved");
  const auto second = database().read([&](db::Connection& db) { return list(db, editor_, kOpen, first->next, 1); });
  EXPECT_EQ(second->items.at(0).text, "stays");
  EXPECT_FALSE(second->next);
}

TEST_P(TimelineStore, PrivateTimelinesLookAsIfTheyDidNotExist) {
  const std::int64_t secret = note(kPrivate, "secret", 10);
  const auto theirs = database().read([&](db::Connection& db) { return list_all(db, editor_, kPrivate); });
  const auto none = database().read([&](db::Connection& db) { return list_all(db, editor_, 99); });
  ASSERT_FALSE(theirs);
  ASSERT_FALSE(none);
  EXPECT_EQ(theirs.error().code, ErrorCode::not_found);
  EXPECT_EQ(theirs.error().message, none.error().message);
  EntryChange hide;
  hide.hidden = true;
  EXPECT_EQ(change(editor_, kPrivate, secret, hide).error().code, ErrorCode::not_found);
  EXPECT_TRUE(change(owner_, kPrivate, secret, hide)) << "who declared it may curate it";
}

TEST_P(TimelineStore, RefusesToCurateForReadersAndOverIncidents) {
  const std::int64_t entry = note(kOpen, "x", 10);
  const std::int64_t saved = append(kOpen, events::kPostmortemSaved, {{"version", 2}}, 11);
  const std::int64_t secret = note(kPrivate, "secret", 12);
  EntryChange hide;
  hide.hidden = true;
  EXPECT_EQ(change({"u-c", "Cy", AccessRole::responder}, kOpen, entry, hide).error().code, ErrorCode::forbidden);
  EXPECT_EQ(change(editor_, kOpen, saved, hide).error().code, ErrorCode::not_found);
  EXPECT_EQ(change(editor_, kOpen, secret, hide).error().code, ErrorCode::not_found) << "an entry of another incident";
}

}  // namespace
}  // namespace debrief::features::timeline
