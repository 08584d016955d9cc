// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/editing/messages.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems::editing {
namespace {

template <class T>
T get(std::string_view text) {
  auto message = read_message(text);
  EXPECT_TRUE(message) << (message ? "" : message.error().message);
  return std::get<T>(*message);
}

TEST(ClientMessages, AreRead) {
  EXPECT_EQ(get<Open>(R"({"type":"open","client":"abcd-_12","edition":12})").edition, 12);
  EXPECT_FALSE(get<Open>(R"({"type":"open","client":"abcd-_12","edition":null})").edition);
  const Push push =
      get<Push>(R"({"type":"push","edition":3,"updates":[{"seq":5,"changes":[[0,"x"]]},{"seq":6,"changes":[1]}]})");
  EXPECT_EQ(push.edition, 3);
  ASSERT_EQ(push.updates.size(), 2U);
  EXPECT_EQ(push.updates[1].seq, 6);
  EXPECT_EQ(get<CursorMoved>(R"({"type":"cursor","edition":1,"anchor":2,"head":4})").place->head, 4);
  EXPECT_FALSE(get<CursorMoved>(R"({"type":"cursor"})").place);
  EXPECT_EQ(get<Seen>(R"({"type":"seen","edition":15})").edition, 15);
  get<Ping>(R"({"type":"ping"})");
}

TEST(ClientMessages, AreRefusedWhenTheyAreNone) {
  for (const char* text :
       {"", "[]", "{}", R"({"type":"shout"})", R"({"type":"ping","loud":true})", R"({"type":"open","client":"short"})",
        R"({"type":"open","client":"with blanks"})", R"({"type":"open","client":"abcdefgh","edition":-1})",
        R"({"type":"push","edition":1})", R"({"type":"push","edition":1,"updates":[]})",
        R"({"type":"push","edition":1,"updates":[{"seq":0,"changes":[]}]})",
        R"({"type":"push","edition":1,"updates":[{"seq":1}]})",
        R"({"type":"push","edition":1,"updates":[{"seq":1,"changes":[]},{"seq":3,"changes":[]}]})",
        R"({"type":"cursor","edition":1,"anchor":2})", R"({"type":"seen"})"})
    EXPECT_FALSE(read_message(text)) << text;
}

TEST(ClientMessages, HaveLimits) {
  std::string many = R"({"type":"push","edition":1,"updates":[)";
  for (int seq = 1; seq <= 501; ++seq) many += fmt::format(R"({}{{"seq":{},"changes":[]}})", seq > 1 ? "," : "", seq);
  EXPECT_EQ(read_message(many + "]}").error().code, ErrorCode::too_large);
  const std::string text(1'000'000, 'x');
  const std::string large = R"({"type":"push","edition":1,"updates":[{"seq":1,"changes":[[0,")" + text + R"("]]}]})";
  EXPECT_EQ(read_message(large).error().code, ErrorCode::too_large);
}

TEST(ServerMessages, AreJson) {
  const Edit edit{
      7, {"client-1", 5, *changeset::read_change_set(*json::parse(R"([2,[1,"a","b"]])"))}, "Ada \"A\"", "u", {}};
  const std::string update = update_json(edit);
  EXPECT_EQ(update, R"({"client":"client-1","seq":5,"author":"Ada \"A\"","changes":[2,[1,"a","b"]]})");
  EXPECT_TRUE(json::parse(updates_message(7, {update, update})));
  EXPECT_EQ(snapshot_message(1, "a\n", "T", true),
            R"({"type":"snapshot","edition":1,"text":"a\n","title":"T","can_edit":true})");
  EXPECT_EQ(refused_message(storage_trouble(), 3).substr(0, 34), R"({"type":"refused","code":"trouble")");
  EXPECT_NE(refused_message(not_found("x"), {}).find(R"("code":"gone","message":"x","seq":null)"), std::string::npos);
}

}  // namespace
}  // namespace debrief::features::postmortems::editing
