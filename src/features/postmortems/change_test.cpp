// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/change.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems {
namespace {

using domain::PostmortemState;

const domain::Principal kEditor{"u1", "Ana", domain::AccessRole::editor};

domain::Postmortem document() {
  domain::Postmortem document;
  document.incident = 1;
  document.title = "Fire";
  document.markdown = "old";
  document.version = 3;
  document.author = "Bo";
  return document;
}

DocumentChange text(std::string markdown) {
  DocumentChange change;
  change.markdown = std::move(markdown);
  return change;
}

DocumentChange move(PostmortemState state) {
  DocumentChange change;
  change.state = state;
  return change;
}

TEST(ApplyChange, ATextNeedsTheVersionThatItsAuthorSaw) {
  const auto saved = apply_change(document(), text("new"), 3, kEditor, Instant{9});
  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->saved);
  EXPECT_FALSE(saved->moved);
  EXPECT_EQ(saved->document.markdown, "new");
  EXPECT_EQ(saved->document.version, 4);
  EXPECT_EQ(saved->document.author, "Ana");
  EXPECT_EQ(saved->document.updated_at, Instant{9});

  const auto stale = apply_change(document(), text("new"), 2, kEditor, {});
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().code, ErrorCode::precondition);
  EXPECT_NE(stale.error().help.find("\"3\""), std::string::npos);

  const auto blind = apply_change(document(), text("new"), std::nullopt, kEditor, {});
  ASSERT_FALSE(blind);
  EXPECT_EQ(blind.error().code, ErrorCode::invalid);
  EXPECT_EQ(blind.error().field, "If-Match");
}

TEST(ApplyChange, WhatIsTheSameMakesNoVersion) {
  const auto same = apply_change(document(), text("old"), 3, kEditor, Instant{9});
  ASSERT_TRUE(same);
  EXPECT_FALSE(same->saved);
  EXPECT_EQ(same->document.version, 3);
  EXPECT_EQ(same->document.author, "Bo");
}

TEST(ApplyChange, PublishingKeepsItsTimeAndEditingKeepsItPublished) {
  auto published = apply_change(document(), move(PostmortemState::published), std::nullopt, kEditor, Instant{10});
  ASSERT_TRUE(published);
  EXPECT_TRUE(published->moved);
  EXPECT_EQ(published->document.published_at, Instant{10});
  const auto edited = apply_change(published->document, text("better"), 4, kEditor, Instant{20});
  EXPECT_EQ(edited->document.state, PostmortemState::published);
  EXPECT_EQ(edited->document.published_at, Instant{10});
  const auto back = apply_change(edited->document, move(PostmortemState::draft), std::nullopt, kEditor, Instant{30});
  EXPECT_EQ(back->document.state, PostmortemState::draft);
  EXPECT_FALSE(back->document.published_at);
}

TEST(ApplyChange, RespondersMayNot) {
  const domain::Principal responder{"u2", "Cy", domain::AccessRole::responder};
  EXPECT_EQ(apply_change(document(), text("new"), 3, responder, {}).error().code, ErrorCode::forbidden);
  EXPECT_EQ(apply_change(document(), move(PostmortemState::published), 3, responder, {}).error().code,
            ErrorCode::forbidden);
}

TEST(ReadChange, RefusesWhatSaysNothing) {
  const auto read = [](std::string_view body) { return read_change(*json::parse(body)); };
  EXPECT_FALSE(read("{}"));
  EXPECT_FALSE(read(R"({"state":"secret"})"));
  EXPECT_FALSE(read(R"({"title":" "})"));
  EXPECT_FALSE(read(R"({"version":3})"));
  EXPECT_TRUE(read(R"({"markdown":""})")) << "an empty text is a text";
  EXPECT_EQ(read(R"({"state":"in_review"})")->state, PostmortemState::in_review);
}

}  // namespace
}  // namespace debrief::features::postmortems
