// SPDX-License-Identifier: Apache-2.0
#include "connectors/members.hpp"

#include "connectors/archive_for_test.hpp"
#include "connectors/zip_layout.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <random>

namespace debrief::connectors {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

struct Taken {
  std::vector<std::pair<std::string, std::string>> members;
  MembersRead read;
};

Taken take_all(std::string_view bytes, const MemberLimits& limits = {}, const std::string& name = "a.zip") {
  Taken taken;
  auto read = each_member(bytes, name, limits,
                          [&](Member m) { taken.members.emplace_back(std::move(m.name), std::move(m.bytes)); });
  EXPECT_TRUE(read) << read.error().message;
  if (read) taken.read = *std::move(read);
  return taken;
}

const std::vector<ArchivedFile> kTwo{{"notes/a.txt", "hello"}, {"grüße.txt", "welt"}};

class EachKind : public testing::TestWithParam<std::string> {};

TEST_P(EachKind, GivesTheMembersInOrder) {
  const Taken taken = take_all(make_archive(GetParam(), kTwo));
  EXPECT_THAT(taken.members, ElementsAre(Pair("notes/a.txt", "hello"), Pair("grüße.txt", "welt")));
  EXPECT_THAT(taken.read.unread, IsEmpty());
  EXPECT_EQ(taken.read.members, 2U);
  EXPECT_EQ(taken.read.bytes, 9U);
}

INSTANTIATE_TEST_SUITE_P(Archives, EachKind, testing::Values("zip", "tar", "tar.gz", "tar.bz2", "tar.xz", "tar.zst"));

TEST(Members, NamesTheContentOfASingleCompressedFile) {
  EXPECT_THAT(take_all(make_archive("gz", {{"", "a log"}}), {}, "logs/app.log.gz").members,
              ElementsAre(Pair("app.log", "a log")));
}

TEST(Members, RefusesNamesThatLeadOutside) {
  const Taken taken = take_all(make_archive("tar", {{"../up.txt", "1"},
                                                    {"/etc/passwd", "2"},
                                                    {"a/../../b", "3"},
                                                    {"C:\\x", "4"},
                                                    {"d\\..\\e", "5"},
                                                    {"..ok", "6"}}));
  EXPECT_THAT(taken.members, ElementsAre(Pair("..ok", "6")));
  ASSERT_EQ(taken.read.unread.size(), 5U);
  EXPECT_EQ(taken.read.unread[0].name, "../up.txt");
  EXPECT_THAT(taken.read.unread[0].reason, HasSubstr("leads out of the archive"));
  EXPECT_THAT(taken.read.unread[0].excerpt, IsEmpty());
  EXPECT_THAT(taken.read.unread[1].reason, HasSubstr("absolute"));
}

TEST(Members, RefusesLinks) {
  const Taken taken = take_all(make_archive("tar", {{"link", "/etc/passwd", ArchivedFile::Type::symlink}, {"x", "y"}}));
  EXPECT_THAT(taken.members, ElementsAre(Pair("x", "y")));
  ASSERT_EQ(taken.read.unread.size(), 1U);
  EXPECT_THAT(taken.read.unread[0].reason, HasSubstr("links"));
}

TEST(Members, RefusesEncryptedMembers) {
  const Taken taken = take_all(make_archive("zip", kTwo, "secret"));
  EXPECT_THAT(taken.members, IsEmpty());
  ASSERT_EQ(taken.read.unread.size(), 2U);
  EXPECT_THAT(taken.read.unread[0].reason, HasSubstr("encrypted"));
}

TEST(Members, StopsAtABomb) {
  const std::string zeros(std::size_t{40} << 20, '0');
  for (const char* kind : {"zip", "tar.gz", "gz"}) {
    const std::string bomb = make_archive(kind, {{"small", "kept"}, {"zeros", zeros}});
    ASSERT_LT(bomb.size(), 100'000U);
    const Taken taken = take_all(bomb);
    for (const auto& [name, bytes] : taken.members) EXPECT_EQ(bytes, "kept") << kind << name;
    ASSERT_EQ(taken.read.unread.size(), 1U) << kind;
    EXPECT_THAT(taken.read.unread[0].reason, HasSubstr("more than 200 times its size")) << kind;
    EXPECT_LT(taken.read.bytes, std::uint64_t{9} << 20) << kind;
  }
}

TEST(Members, HoldsItsOtherLimits) {
  const std::string archive = make_archive("zip", {{"a", "12345678"}, {"b", "1234"}, {"c", "1234"}, {"d", "1234"}});
  MemberLimits few;
  few.members = 2;
  EXPECT_EQ(take_all(archive, few).members.size(), 2U);
  EXPECT_THAT(take_all(archive, few).read.unread.at(0).reason, HasSubstr("more than 2 members"));
  MemberLimits small;
  small.member_bytes = 5;
  EXPECT_EQ(take_all(archive, small).members.size(), 3U);
  EXPECT_THAT(take_all(archive, small).read.unread.at(0).reason, HasSubstr("larger than 5 bytes"));
  MemberLimits total;
  total.total_bytes = 13;
  EXPECT_EQ(take_all(archive, total).members.size(), 2U);
  EXPECT_THAT(take_all(archive, total).read.unread.at(0).reason, HasSubstr("unpacks to more than 13 bytes"));
}

TEST(Members, KeepsWhatComesBeforeTheDamage) {
  for (const char* kind : {"zip", "tar", "tar.gz"}) {
    std::string noise(400'000, '\0');
    std::minstd_rand random(1);
    for (char& c : noise) c = static_cast<char>(random() >> 8);
    const std::string whole = make_archive(kind, {{"first", "kept"}, {"second", noise}});
    const Taken taken = take_all(whole.substr(0, whole.size() / 2));
    EXPECT_THAT(taken.members, testing::Contains(Pair("first", "kept"))) << kind;
    EXPECT_EQ(taken.members.size(), 1U) << kind;
    EXPECT_FALSE(taken.read.unread.empty()) << kind;
  }
}

// Two entries of the central directory that point at one local header with different lengths of name.
TEST(Members, FindsMembersThatShareBytes) {
  std::string zip = make_archive("zip", {{"aaaa", "1111"}, {"bbbb", "2222"}});
  EXPECT_THAT(overlapping_members(zip), IsEmpty());
  const std::size_t second = zip.find(std::string_view("PK\1\2", 4), zip.find(std::string_view("PK\1\2", 4)) + 4);
  ASSERT_NE(second, std::string::npos);
  zip[second + 42] = 10;
  EXPECT_THAT(overlapping_members(zip), ElementsAre(1));
}

TEST(Members, SaysWhatIsNoArchive) {
  EXPECT_FALSE(is_archive("hello"));
  const auto read = each_member("hello", "x.zip", {}, [](Member) {});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::unsupported);
  EXPECT_TRUE(each_member(std::string_view("PK\5\6 and nonsense"), "x.zip", {}, [](Member) {}));
}

TEST(Members, SaysThatAnArchiveIsEmpty) {
  EXPECT_THAT(take_all(make_archive("zip", {})).read.unread.at(0).reason, HasSubstr("empty"));
}

TEST(Members, ReadsFromDisk) {
  const auto path = std::filesystem::path(testing::TempDir()) / "debrief_members_test.zip";
  std::ofstream(path, std::ios::binary) << make_archive("zip", kTwo);
  std::vector<std::string> names;
  const auto read = each_member(path, {}, [&](Member m) { names.push_back(m.name); });
  EXPECT_TRUE(read);
  EXPECT_THAT(names, ElementsAre("notes/a.txt", "grüße.txt"));
  std::filesystem::remove(path);
  EXPECT_EQ(each_member(path, {}, [](Member) {}).error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace debrief::connectors
