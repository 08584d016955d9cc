// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"
#include "domain/events.hpp"
#include "features/postmortems/postmortems.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems {
namespace {

namespace events = domain::events;
using domain::AccessRole;
using domain::PostmortemState;
using domain::Principal;
using domain::Visibility;

const Principal kAna{"u-ana", "Ana", AccessRole::editor, "web"};
const Principal kBo{"u-bo", "Bo", AccessRole::editor, "web"};
const Principal kViewer{"u-vi", "Vi", AccessRole::viewer, "web"};

class PostmortemStore : public journal::StoreOnEachEngine {
 protected:
  template <class F>
  auto write(F&& work) {
    return journal().write(journal::Origin{"Ana", "u-ana", "web"}, std::forward<F>(work));
  }

  template <class F>
  auto read(F&& work) {
    return database().read(std::forward<F>(work));
  }

  Result<domain::Postmortem> draft_of(std::int64_t number, const Principal& who = kAna,
                                      std::string title = "Checkout fails") {
    return write([&](journal::Transaction& tx) {
      return create(tx, who, number, title, "google_sre", "## Summary\n\nOrders failed.\n");
    });
  }

  Result<domain::Postmortem> save(std::int64_t number, DocumentChange wanted, std::optional<std::int64_t> expected,
                                  const Principal& who = kAna) {
    return write([&](journal::Transaction& tx) { return change(tx, who, number, wanted, expected); });
  }

  std::vector<std::string> kinds(std::int64_t number) {
    std::vector<std::string> all;
    for (const auto& fact : journal().list_after(0, 100, number)) all.push_back(fact.kind);
    return all;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, PostmortemStore, db::both_engines(), db::engine_name);

DocumentChange to_markdown(std::string markdown) {
  DocumentChange change;
  change.markdown = std::move(markdown);
  return change;
}

DocumentChange to_state(PostmortemState state) {
  DocumentChange change;
  change.state = state;
  return change;
}

TEST_P(PostmortemStore, AnIncidentHasOnePostmortem) {
  insert_incident(1, Visibility::everyone, "u-ana");
  ASSERT_TRUE(draft_of(1));
  const auto again = draft_of(1);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::conflict);
  EXPECT_EQ(kinds(1), (std::vector<std::string>{"postmortem.drafted"}));
  EXPECT_EQ(draft_of(2).error().code, ErrorCode::not_found);
}

TEST_P(PostmortemStore, KeepsEveryTextWithItsFact) {
  insert_incident(1, Visibility::everyone, "u-ana");
  ASSERT_TRUE(draft_of(1));
  clock_.advance(std::chrono::minutes(5));
  ASSERT_TRUE(save(1, to_markdown("better"), 1, kBo));
  EXPECT_EQ(save(1, to_markdown("overwritten"), 1).error().code, ErrorCode::precondition);
  ASSERT_TRUE(save(1, to_markdown("better"), 2)) << "the same text again";
  const auto document = read([](db::Connection& db) { return find(db, kViewer, 1); });
  ASSERT_TRUE(document && *document);
  EXPECT_EQ((*document)->markdown, "better");
  EXPECT_EQ((*document)->version, 2);
  EXPECT_EQ((*document)->author, "Bo");
  EXPECT_EQ((*document)->updated_at - (*document)->drafted_at, std::chrono::minutes(5));

  const auto revisions = read([](db::Connection& db) { return list_revisions(db, kViewer, 1); });
  ASSERT_TRUE(revisions);
  ASSERT_EQ(revisions->size(), 2U);
  EXPECT_EQ((*revisions)[1].version, 2);
  EXPECT_EQ((*revisions)[1].size, 6);
  const auto facts = journal().list_after(0, 100, 1);
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(facts[1].kind, events::kPostmortemSaved);
  EXPECT_EQ(json::text_at(facts[1].data, "sha256"), to_hex(sha256("better")));
}

TEST_P(PostmortemStore, GoesThroughItsStates) {
  insert_incident(1, Visibility::everyone, "u-ana");
  ASSERT_TRUE(draft_of(1));
  ASSERT_TRUE(save(1, to_state(PostmortemState::in_review), std::nullopt));
  ASSERT_TRUE(save(1, to_state(PostmortemState::published), std::nullopt));
  const auto edited = save(1, to_markdown("corrected"), 3);
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->state, PostmortemState::published);
  EXPECT_EQ(kinds(1), (std::vector<std::string>{"postmortem.drafted", "postmortem.state", "postmortem.state",
                                                "postmortem.saved"}));
  const auto moved = journal().list_after(0, 100, 1).at(2);
  EXPECT_EQ(json::text_at(moved.data, "from"), "in_review");
  EXPECT_EQ(json::text_at(moved.data, "to"), "published");
  EXPECT_EQ(save(1, to_markdown("x"), 4, kViewer).error().code, ErrorCode::forbidden);
}

TEST_P(PostmortemStore, TakesInWhatWasPublishedElsewhere) {
  insert_incident(1, Visibility::everyone, "u-ana");
  const Imported imported{1, "2019-03-redis", "redis.md", "Redis failed over", "## Summary\n\nIt did.\n", Instant{5}};
  const auto document = write([&](journal::Transaction& tx) { return import(tx, kAna, imported); });
  ASSERT_TRUE(document);
  EXPECT_EQ(document->state, PostmortemState::published);
  EXPECT_EQ(document->published_at, Instant{5});
  EXPECT_EQ(json::text_at(journal().list_after(0, 100, 1).at(0).data, "document"), "2019-03-redis");
}

class Library : public PostmortemStore {
 protected:
  void SetUp() override {
    PostmortemStore::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    for (std::int64_t number = 1; number <= 5; ++number) {
      insert_incident(number, number == 4 ? Visibility::private_ : Visibility::everyone, "u-ana",
                      Instant{number * 1000});
      ASSERT_TRUE(draft_of(number, kAna, number == 2 ? "Äpfel 100%_sure" : "Document " + std::to_string(number)));
    }
    database().write([](db::Connection& db) {
      db.execute(
          "insert into incident_services (incident, service) values (1, 'checkout'), (3, 'checkout'), (3, 'cart')");
      db.execute(
          "insert into milestones (incident, name, at, set_by, recorded_at, corrected) values (1, 'started', 9000, '', "
          "0, 0)");
    });
  }

  LibraryPage page(const LibraryFilter& filter, const std::vector<std::int64_t>& ranked = {},
                   const std::optional<std::string>& after = {}, std::int64_t limit = 10, const Principal& who = kBo) {
    return *read([&](db::Connection& db) { return list_library(db, who, filter, ranked, after, limit); });
  }

  static std::vector<std::int64_t> numbers(const LibraryPage& page) {
    std::vector<std::int64_t> all;
    for (const auto& item : page.items) all.push_back(item.incident);
    return all;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, Library, db::both_engines(), db::engine_name);

using Numbers = std::vector<std::int64_t>;

TEST_P(Library, ListsTheNewestIncidentFirst) {
  const LibraryPage all = page({});
  EXPECT_EQ(numbers(all), (Numbers{1, 5, 3, 2})) << "incident 1 started last, 4 is private";
  EXPECT_EQ(all.total, 4);
  EXPECT_FALSE(all.next);
  EXPECT_EQ(all.items[2].services, (std::vector<std::string>{"cart", "checkout"}));
  EXPECT_EQ(all.items[0].excerpt, "Orders failed.");
  EXPECT_EQ(all.items[0].occurred_at, Instant{9000});
}

TEST_P(Library, PagesThroughEverythingOnce) {
  for (const LibraryFilter& filter : {LibraryFilter{}, LibraryFilter{"document", {}, {}}}) {
    Numbers seen;
    std::optional<std::string> after;
    for (int i = 0; i < 9; ++i) {
      const LibraryPage part = page(filter, {5}, after, 2);
      for (const std::int64_t number : numbers(part)) seen.push_back(number);
      after = part.next;
      if (!after) break;
    }
    EXPECT_EQ(seen, filter.words ? (Numbers{5, 1, 3}) : (Numbers{1, 5, 3, 2}));
  }
}

TEST_P(Library, NeitherShowsNorCountsWhatIsPrivate) {
  const LibraryFilter words{"document", {}, {}};
  EXPECT_EQ(numbers(page(words, {4, 3})), (Numbers{3, 1, 5}));
  EXPECT_EQ(page(words, {4, 3}).total, 3);
  EXPECT_EQ(numbers(page(words, {4, 3}, {}, 10, kAna)), (Numbers{4, 3, 1, 5})) << "who declared it sees it";
  EXPECT_EQ(page({}, {}, {}, 10, {"u-root", "Root", AccessRole::administrator}).total, 5);
}

TEST_P(Library, FindsTitlesLetterByLetterWithoutMindingTheCase) {
  EXPECT_EQ(numbers(page({"äPFEL 100%_S", {}, {}})), (Numbers{2}));
  EXPECT_EQ(numbers(page({"1000", {}, {}})), (Numbers{})) << "a percent sign stands for itself";
}

TEST_P(Library, FiltersByStateAndService) {
  ASSERT_TRUE(save(3, to_state(PostmortemState::published), std::nullopt));
  EXPECT_EQ(numbers(page({{}, "published", {}})), (Numbers{3}));
  EXPECT_EQ(numbers(page({{}, {}, "checkout"})), (Numbers{1, 3}));
  EXPECT_EQ(numbers(page({"document", "draft", "checkout"}, {3, 1})), (Numbers{1}));
  EXPECT_EQ(page({{}, "published", "checkout"}).total, 1);
}

TEST_P(Library, RefusesACursorOfSomethingElse) {
  const auto refused = read([](db::Connection& db) { return list_library(db, kBo, {}, {}, "x", 10); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid);
}

TEST_P(PostmortemStore, PrivateDocumentsLookAsIfTheyDidNotExist) {
  insert_incident(1, Visibility::private_, "u-ana");
  ASSERT_TRUE(draft_of(1));
  const auto theirs = read([](db::Connection& db) { return find(db, kBo, 1); });
  const auto none = read([](db::Connection& db) { return find(db, kBo, 99); });
  ASSERT_FALSE(theirs);
  EXPECT_EQ(theirs.error().code, ErrorCode::not_found);
  EXPECT_EQ(theirs.error().message, none.error().message);
  EXPECT_EQ(save(1, to_markdown("x"), 1, kBo).error().code, ErrorCode::not_found);
  EXPECT_EQ(read([](db::Connection& db) { return list_revisions(db, kBo, 1); }).error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace debrief::features::postmortems
