// SPDX-License-Identifier: Apache-2.0
#include "features/factors/factors.hpp"

#include "domain/events.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

namespace debrief::features::factors {
namespace {

using domain::AccessRole;
using domain::Factor;
using domain::FactorLink;

class FactorStore : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    insert_incident(1, domain::Visibility::everyone, "u-ana");
    insert_incident(2, domain::Visibility::private_, "u-ana");
  }
  template <class Work>
  auto write(const Work& work) {
    return journal().write(origin_, [&](journal::Transaction& tx) { return work(tx); });
  }
  Result<Factor> add_factor(std::string title, std::vector<FactorLink> effects = {{"", "", ""}},
                            Version expected = {}) {
    NewFactor wanted{"other", std::move(title), "", {}, {}, std::move(effects), {}};
    return write([&](auto& tx) { return add(tx, who_, 1, wanted, expected); });
  }
  Result<FactorLink> put(const std::string& cause, const std::string& effect, std::string text = "",
                         Version expected = {}) {
    return write([&](auto& tx) { return link(tx, who_, 1, {cause, effect, text}, expected); });
  }
  Result<FactorWithLinks> take_out(const std::string& id) {
    return write([&](auto& tx) { return remove(tx, who_, 1, id, {}); });
  }
  Result<FactorWithLinks> bring_back(const std::string& id) {
    return write([&](auto& tx) { return restore(tx, who_, 1, id, {}); });
  }
  GraphAsOf graph() {
    return *database().read([&](db::Connection& db) { return read(db, who_, 1); });
  }
  std::vector<std::string> kinds_of_facts() {
    std::vector<std::string> kinds;
    for (const auto& fact : journal().list_after(0, 1000)) kinds.push_back(fact.kind);
    return kinds;
  }

  domain::Principal who_{"u-ana", "Ana", AccessRole::responder, "web"};
  journal::Origin origin_{"Ana", "u-ana", "web"};
};

INSTANTIATE_TEST_SUITE_P(Engines, FactorStore, db::both_engines(), db::engine_name);

TEST_P(FactorStore, KeepsFactorsInTheirOrderWithAllThatWasSaid) {
  EXPECT_EQ(graph().version, 0);
  NewFactor wanted{"technical.configuration",
                   "  The pool was\nsmall ",
                   "Half of *what* was asked",
                   {7, 9},
                   {"E1"},
                   {{"", "", "first"}},
                   {}};
  const auto first = write([&](auto& tx) { return add(tx, who_, 1, wanted, 0); });
  ASSERT_TRUE(first);
  const auto second = add_factor("The alert came late", {{"", first->id, "how"}});
  const auto now = graph();
  EXPECT_EQ(now.version, 2);
  ASSERT_EQ(now.graph.factors.size(), 2U);
  EXPECT_EQ(now.graph.factors[0].title, "The pool was small");
  EXPECT_EQ(now.graph.factors[0].entries, (std::vector<std::int64_t>{7, 9}));
  EXPECT_EQ(now.graph.factors[0].evidence, std::vector<std::string>{"E1"});
  EXPECT_EQ(now.graph.factors[0].added_by, "Ana");
  EXPECT_EQ(now.graph.factors[1].id, second->id);
  ASSERT_EQ(now.graph.links.size(), 2U);
  EXPECT_EQ(now.graph.links[0].text, "first");
  EXPECT_EQ(now.graph.links[1].effect, first->id);
  EXPECT_EQ(kinds_of_facts(),
            (std::vector<std::string>{"factor.added", "factor.linked", "factor.added", "factor.linked"}));
}

TEST_P(FactorStore, ChangesOnlyWhatDiffers) {
  const auto factor = add_factor("One");
  FactorChange wanted;
  wanted.title = "One";
  const auto change_it = [&] { return write([&](auto& tx) { return change(tx, who_, 1, factor->id, wanted, {}); }); };
  ASSERT_TRUE(change_it());
  EXPECT_EQ(graph().version, 1) << "nothing differs";
  wanted.text = "More";
  wanted.entries = {{5}};
  wanted.kind = "human.workaround";
  EXPECT_EQ(change_it()->kind, "human.workaround");
  EXPECT_EQ(graph().graph.factors[0].text, "More");
  EXPECT_EQ(graph().version, 2);
  wanted.kind = "human.error";
  EXPECT_EQ(change_it().error().field, "/kind");
  wanted.kind = {};
  wanted.title = "  ";
  EXPECT_EQ(change_it().error().field, "/title");
  EXPECT_EQ(graph().graph.factors[0].title, "One");
  EXPECT_EQ(journal().list_after(0, 10).back().kind, domain::events::kFactorChanged);
}

TEST_P(FactorStore, RefusesCirclesByName) {
  const auto a = add_factor("A");
  const auto b = add_factor("B", {{"", a->id, ""}});
  const auto c = add_factor("C", {{"", b->id, ""}});
  const auto circle = put(a->id, c->id);
  ASSERT_FALSE(circle);
  EXPECT_EQ(circle.error().code, ErrorCode::conflict);
  EXPECT_EQ(circle.error().message, "this would close a circle: “A” → “C” → “B” → “A”");
  EXPECT_FALSE(put(a->id, a->id));
  EXPECT_TRUE(put(c->id, a->id)) << "a second way is none";
  EXPECT_EQ(put(a->id, "nowhere").error().code, ErrorCode::not_found);
  EXPECT_EQ(put("nowhere", "").error().code, ErrorCode::not_found);
  NewFactor between{"other", "D", "", {}, {}, {{"", c->id, ""}}, {{a->id, "", ""}}};
  EXPECT_EQ(write([&](auto& tx) { return add(tx, who_, 1, between, {}); }).error().code, ErrorCode::conflict);
  EXPECT_EQ(graph().graph.factors.size(), 3U) << "nothing stays of what was refused";
}

TEST_P(FactorStore, LinksAreMadeChangedAndTakenAway) {
  const auto a = add_factor("A");
  EXPECT_TRUE(put(a->id, "", "how"));
  EXPECT_EQ(graph().graph.links[0].text, "how");
  const auto version = graph().version;
  EXPECT_TRUE(put(a->id, "", "how"));
  EXPECT_EQ(graph().version, version);
  const auto take = [&] { return write([&](auto& tx) { return unlink(tx, who_, 1, a->id, "", {}); }); };
  EXPECT_EQ(take()->text, "how");
  EXPECT_TRUE(graph().graph.links.empty());
  EXPECT_EQ(take().error().code, ErrorCode::not_found);
}

TEST_P(FactorStore, WhatIsRemovedComesBackWithItsLinks) {
  const auto a = add_factor("A");
  const auto b = add_factor("B", {{"", a->id, "by that"}});
  const auto c = add_factor("C", {{"", b->id, ""}});
  const auto removed = take_out(b->id);
  ASSERT_TRUE(removed);
  EXPECT_EQ(removed->links.size(), 2U);
  EXPECT_EQ(graph().graph.factors.size(), 2U);
  EXPECT_EQ(graph().graph.links.size(), 1U);
  EXPECT_EQ(take_out(b->id).error().code, ErrorCode::not_found);
  EXPECT_EQ(put(c->id, b->id).error().code, ErrorCode::not_found);
  EXPECT_EQ(bring_back(b->id)->links.size(), 2U);
  const auto now = graph();
  ASSERT_EQ(now.graph.factors.size(), 3U);
  EXPECT_EQ(now.graph.factors[1].id, b->id) << "at its old place";
  EXPECT_EQ(now.graph.links[1].text, "by that");
  EXPECT_EQ(bring_back(b->id).error().code, ErrorCode::conflict);
  EXPECT_EQ(bring_back("nowhere").error().code, ErrorCode::not_found);
  // Of two that were removed, the link between them comes back with the second.
  EXPECT_TRUE(take_out(a->id));
  EXPECT_TRUE(take_out(b->id));
  EXPECT_TRUE(bring_back(a->id));
  EXPECT_EQ(graph().graph.links.size(), 1U);
  EXPECT_EQ(bring_back(b->id)->links.size(), 2U);
}

TEST_P(FactorStore, DoesNotBringBackACircle) {
  const auto a = add_factor("A");
  const auto b = add_factor("B", {{"", a->id, ""}});
  const auto c = add_factor("C", {{"", b->id, ""}});
  EXPECT_TRUE(take_out(b->id));
  ASSERT_TRUE(put(a->id, c->id)) << "no circle while B is away";
  const auto back = bring_back(b->id);
  ASSERT_FALSE(back);
  EXPECT_NE(back.error().message.find("“B”"), std::string::npos);
  EXPECT_EQ(graph().graph.factors.size(), 2U);
}

TEST_P(FactorStore, HoldsCallersToTheVersionThatTheySaw) {
  const auto a = add_factor("A", {}, 0);
  ASSERT_TRUE(a);
  EXPECT_EQ(add_factor("B", {}, 0).error().code, ErrorCode::precondition);
  EXPECT_EQ(put(a->id, "", "", 7).error().code, ErrorCode::precondition);
  EXPECT_TRUE(put(a->id, "", "", 1));
}

TEST_P(FactorStore, HasRoomForSoMany) {
  const auto filled = write([&](auto& tx) -> Result<> {
    std::string last;
    for (std::size_t i = 0; i < kMostFactors; ++i) {
      NewFactor wanted{"other", "F", "", {}, {}, {{"", last, ""}}, {}};
      last = TRY(add(tx, who_, 1, wanted, {})).id;
    }
    return {};
  });
  ASSERT_TRUE(filled);
  EXPECT_EQ(graph().graph.factors.size(), kMostFactors);
  EXPECT_EQ(add_factor("One more").error().code, ErrorCode::conflict);
  const auto all = graph().graph.factors;
  const auto more = write([&](auto& tx) -> Result<> {
    for (std::size_t cause = 2; cause < all.size(); ++cause)
      for (std::size_t effect = 0; effect + 1 < cause && effect < 3; ++effect)
        TRY(link(tx, who_, 1, {all[cause].id, all[effect].id, ""}, {}));
    return {};
  });
  ASSERT_FALSE(more);
  EXPECT_NE(more.error().message.find("500 links"), std::string::npos);
}

TEST_P(FactorStore, KeepsToThePolicy) {
  const auto try_as = [&](domain::Principal who, std::int64_t incident) {
    NewFactor wanted{"other", "A", "", {}, {}, {}, {}};
    const auto result = write([&](auto& tx) { return add(tx, who, incident, wanted, {}); });
    return result ? std::optional<ErrorCode>() : result.error().code;
  };
  EXPECT_EQ(try_as({"u-bo", "Bo", AccessRole::viewer, "web"}, 1), ErrorCode::forbidden);
  EXPECT_EQ(try_as({"u-bo", "Bo", AccessRole::editor, "web"}, 2), ErrorCode::not_found);
  EXPECT_EQ(try_as(who_, 2), std::nullopt);
  EXPECT_EQ(try_as(who_, 99), ErrorCode::not_found);
  EXPECT_EQ(database()
                .read([&](db::Connection& db) {
                  return read(db, {"u-bo", "Bo", AccessRole::viewer, "web"}, 2);
                })
                .error()
                .code,
            ErrorCode::not_found);
  // A factor of one incident cannot be touched through another.
  const auto theirs = *database().read([&](db::Connection& db) { return read(db, who_, 2); });
  ASSERT_EQ(theirs.graph.factors.size(), 1U);
  EXPECT_EQ(take_out(theirs.graph.factors[0].id).error().code, ErrorCode::not_found);
  EXPECT_EQ(bring_back(theirs.graph.factors[0].id).error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace debrief::features::factors
