// SPDX-License-Identifier: Apache-2.0
#include "features/lookup/lookup.hpp"

#include "base/time.hpp"
#include "domain/events.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>

namespace debrief::features::lookup {
namespace {

std::string text_of(const std::vector<Piece>& pieces, bool hits_only = false) {
  std::string text;
  for (const Piece& piece : pieces)
    if (piece.hit || !hits_only) text += piece.text;
  return text;
}

class LookupStore : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped()) return;
    file_ = std::filesystem::temp_directory_path() / ("debrief-lookup-" + std::to_string(::getpid())) / "search";
    std::filesystem::remove_all(file_.parent_path());
    incident(1, "Checkout fails", "The connection pool was exhausted, and requests timed out");
    incident(2, "Search is slow", "An index was being rebuilt during the day", domain::Visibility::private_);
    open();
  }
  void TearDown() override {
    lookup_.reset();
    std::filesystem::remove_all(file_.parent_path());
    StoreOnEachEngine::TearDown();
  }
  void open() { lookup_.emplace(journal(), ports(), file_, log_); }
  void incident(std::int64_t number, std::string title, std::string summary,
                domain::Visibility visibility = domain::Visibility::everyone) {
    if (!incidents_.contains(number)) insert_incident(number, visibility, "u-Ana");
    domain::Incident one;
    one.number = number;
    one.title = std::move(title);
    one.summary = std::move(summary);
    one.visibility = visibility;
    one.severity = "sev2";
    one.services = {number == 1 ? "checkout" : "search"};
    one.declared_at = clock_.now();
    incidents_[number] = one;
    tell(number, domain::events::kTitleChanged);
  }
  void make(std::int64_t number, domain::Visibility visibility) {
    journal().database().write([&](db::Connection& db) {
      db.execute("update incidents set visibility = $2 where number = $1", number, to_text(visibility));
    });
  }
  void tell(std::int64_t number, std::string_view kind) {
    journal()
        .write({"Ana", "u-Ana", "web"},
               [&](journal::Transaction& tx) -> Result<> {
                 tx.append({number, std::string(kind), tx.now(), {}});
                 return {};
               })
        .value();
  }
  Ports ports() {
    Ports ports;
    ports.get_incident = [this](const auto&, std::int64_t number) -> Result<domain::Incident> {
      const auto found = incidents_.find(number);
      if (found == incidents_.end()) return not_found("there is no such incident");
      return found->second;
    };
    ports.list_timeline = [this](const auto&, std::int64_t number) -> Result<std::vector<domain::TimelineEntry>> {
      std::vector<domain::TimelineEntry> entries;
      for (const auto& entry : entries_)
        if (entry.incident == number) entries.push_back(entry);
      return entries;
    };
    ports.list_evidence = [](const auto&, std::int64_t) -> Result<domain::EvidenceOf> { return domain::EvidenceOf{}; };
    ports.find_postmortem = [this](const auto&, std::int64_t number) -> Result<std::optional<domain::Postmortem>> {
      return number == 1 ? postmortem_ : std::nullopt;
    };
    ports.list_actions = [](const auto&, const auto&, bool) { return std::vector<domain::ActionItem>{}; };
    ports.list_runbooks = [this] { return runbooks_; };
    return ports;
  }
  Answer find(std::string_view text, domain::AccessRole role = domain::AccessRole::administrator,
              std::string id = "u-Bo") {
    lookup_->catch_up();
    return lookup_->find({std::move(id), "Bo", role}, parse(text).value(), 20, 0);
  }
  std::vector<std::string> targets(std::string_view text) {
    std::vector<std::string> targets;
    for (const Found& found : find(text).items) targets.push_back(found.target);
    return targets;
  }

  std::filesystem::path file_;
  std::map<std::int64_t, domain::Incident> incidents_;
  std::vector<domain::TimelineEntry> entries_;
  std::optional<domain::Postmortem> postmortem_;
  std::vector<RunbookText> runbooks_;
  Log log_{LogLevel::off};
  std::optional<Lookup> lookup_;
};

INSTANTIATE_TEST_SUITE_P(Engines, LookupStore, db::both_engines(), db::engine_name);
using Targets = std::vector<std::string>;

TEST_P(LookupStore, FindsWordsInAnyFormAndShowsWhere) {
  const auto found = find("timeout pools ");
  EXPECT_EQ(found.items.size(), 0U);  // "timed out" is another word
  const auto exhausted = find("exhausting pools");
  ASSERT_EQ(exhausted.items.size(), 1U);
  EXPECT_EQ(exhausted.items[0].target, "/incidents/1");
  EXPECT_EQ(text_of(exhausted.items[0].title), "Checkout fails");
  EXPECT_EQ(text_of(exhausted.items[0].excerpt, true), "poolexhausted");
  EXPECT_EQ(targets("conn"), (Targets{"/incidents/1"}));
  EXPECT_EQ(targets("INC-1"), (Targets{"/incidents/1"}));
  EXPECT_EQ(targets("fail OR slow").size(), 2U);
  EXPECT_EQ(targets("service:search after:2020"), Targets{});
  EXPECT_EQ(targets("service:search rebuilt"), (Targets{"/incidents/2"}));
  EXPECT_EQ(targets("\"pool connection\""), Targets{});
}

TEST_P(LookupStore, ForgivesTyposWhenNothingElseIsFound) {
  const auto found = find("exausted conection");
  ASSERT_EQ(found.items.size(), 1U);
  EXPECT_EQ(found.corrected, "exhausted connection");
  EXPECT_FALSE(find("exhausted").corrected);
}

TEST_P(LookupStore, FindsPlacesOnPages) {
  domain::TimelineEntry entry;
  entry.id = 421;
  entry.incident = 1;
  entry.text = "Rolled back the <b>pool</b> size";
  entry.kind = "action";
  entries_ = {entry};
  postmortem_.emplace();
  postmortem_->incident = 1;
  postmortem_->title = "Checkout met closed connections";
  postmortem_->markdown = "# Checkout\n\nIn short.\n\n## Lessons learned\n\nAlert on **saturation**.\n";
  runbooks_ = {{7, "Empty a saturated pool", "1. Restart", {"checkout"}, 1, clock_.now()}};
  tell(1, domain::events::kNoteAdded);
  tell(0, "runbook.added");
  EXPECT_EQ(targets("rolled"), (Targets{"/incidents/1#entry-421"}));
  EXPECT_EQ(text_of(find("rolled pool").items[0].excerpt), "Rolled back the <b>pool</b> size");
  EXPECT_EQ(targets("saturation"), (Targets{"/incidents/1/postmortem#section-lessons-learned"}));
  EXPECT_EQ(targets("kind:runbook pool"), (Targets{"/runbooks/7"}));
  EXPECT_EQ(find("pool").kinds.size(), 3U);
  entries_[0].hidden = true;
  tell(1, domain::events::kEntryCurated);
  EXPECT_EQ(targets("rolled"), Targets{});
  runbooks_.clear();
  tell(0, "runbook.archived");
  EXPECT_EQ(targets("kind:runbook pool"), Targets{});
}

TEST_P(LookupStore, HidesWhatOneMayNotSee) {
  runbooks_ = {{7, "Rebuild at night", "1. Wait", {}, 2, clock_.now()}};
  tell(0, "runbook.added");
  EXPECT_EQ(find("rebuilt OR rebuild").items.size(), 2U);
  const auto blind = find("rebuilt OR rebuild", domain::AccessRole::responder);
  EXPECT_EQ(blind.total, 0);
  EXPECT_TRUE(blind.kinds.empty());
  // Nor by correcting what they typed.
  EXPECT_FALSE(find("rebilt", domain::AccessRole::responder).corrected);
  EXPECT_EQ(find("rebilt OR exhusted", domain::AccessRole::responder).corrected, "rebilt exhausted");
  EXPECT_EQ(find("rebilt OR exhusted").corrected, "rebuilt exhausted");
  EXPECT_EQ(find("rebuilt", domain::AccessRole::responder, "u-Ana").items.size(), 1U);
  make(2, domain::Visibility::everyone);
  EXPECT_EQ(find("rebuilt OR rebuild", domain::AccessRole::responder).items.size(), 2U);
  make(2, domain::Visibility::private_);
  EXPECT_EQ(lookup_->find({"u-Bo", "Bo", domain::AccessRole::responder}, parse("rebuilt").value(), 20, 0).total, 0)
      << "before the index has followed";
}

TEST_P(LookupStore, FollowsChangesAndIsMadeAnewWhenDamaged) {
  EXPECT_EQ(targets("exhausted").size(), 1U);
  incident(1, "Checkout fails", "A certificate ran out");
  EXPECT_EQ(targets("exhausted").size(), 0U);
  EXPECT_EQ(targets("certificate").size(), 1U);
  EXPECT_EQ(lookup_->behind(), 0);
  lookup_.reset();
  std::filesystem::remove(file_.string() + "-wal");
  std::filesystem::remove(file_.string() + "-shm");
  std::ofstream(file_) << "nothing of use";
  open();
  EXPECT_EQ(targets("certificate").size(), 1U);
}

TEST_P(LookupStore, RanksTheNewestOfManyAndSaysSo) {
  lookup_->catch_up();
  lookup_.reset();
  {
    TextIndex index(file_);
    std::vector<Document> many;
    for (int i = 0; i < 6000; ++i)
      many.push_back(
          {"entry:" + std::to_string(i), Kind::entry, "", "request slow " + std::to_string(i), "/x", clock_.now()});
    index.put({"incident:9", 9, "", {"checkout"}}, many);
  }
  open();
  const auto found = find("request");
  EXPECT_TRUE(found.capped);
  EXPECT_EQ(found.total, 5000);
  EXPECT_EQ(found.items.size(), 20U);
  EXPECT_EQ(found.services[0].value, "checkout");
}

}  // namespace
}  // namespace debrief::features::lookup
