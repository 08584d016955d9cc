// SPDX-License-Identifier: Apache-2.0
#include "search/postings.hpp"

#include "search/segment_writer.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace debrief::search {
namespace {

TEST(Occurrences, ReadBackAsWritten) {
  const FieldCounts cases[] = {
      {1}, {31}, {32}, {0, 0, 0, 0, 0, 0, 5}, {1, 1}, {0, 300, 0, 70'000'000}, {1, 2, 3, 4, 5, 6, 7}};
  for (const FieldCounts& counts : cases) {
    std::string bytes;
    put_occurrences(bytes, counts);
    EXPECT_EQ(get_occurrences(bytes.data()), counts);
    EXPECT_EQ(skip_occurrences(bytes.data()), bytes.data() + bytes.size());
  }
}

TEST(Occurrences, WeighFields) {
  const FieldWeights weights(std::vector<Field>{{"title", 2.5}, {"text", 1}});
  const auto frequency = [&](const FieldCounts& counts) {
    std::string bytes;
    put_occurrences(bytes, counts);
    return weights.frequency(bytes.data());
  };
  EXPECT_FLOAT_EQ(frequency({3}), 7.5F);
  EXPECT_FLOAT_EQ(frequency({0, 3}), 3.0F);
  EXPECT_FLOAT_EQ(frequency({1, 40}), 42.5F);
}

class Lists : public testing::TestWithParam<std::uint32_t> {};

TEST_P(Lists, AreWalkedAndSoughtAlike) {
  std::mt19937 dice(7);
  SegmentWriter writer;
  std::map<DocumentNumber, FieldCounts> expected;
  const std::uint32_t documents = GetParam() * 3;
  for (std::uint32_t d = 0; d < documents; ++d) writer.add_document(std::to_string(d), 16);
  writer.begin_term("disk");
  const auto below = [&](std::uint32_t limit) { return static_cast<std::uint32_t>(dice() % limit); };
  while (expected.size() < GetParam()) expected[below(documents)] = {below(40) + 1, below(2)};
  for (const auto& [document, counts] : expected) {
    std::string bytes;
    put_occurrences(bytes, counts);
    writer.add_posting(document, bytes);
  }
  writer.end_term();
  const auto segment = std::move(writer).finish();
  const auto list = segment->find("disk");
  ASSERT_TRUE(list);
  PostingCursor cursor(*list);
  for (const auto& [document, counts] : expected) {
    ASSERT_EQ(cursor.document(), document);
    ASSERT_EQ(get_occurrences(cursor.occurrences()), counts);
    cursor.next();
  }
  EXPECT_EQ(cursor.document(), kNoDocument);
  for (const std::uint32_t stride : {1U, 2U, 50U, 127U, 128U, 129U, 1000U, 5000U}) {
    PostingCursor seeker(*list);
    for (std::uint32_t target = 0; target <= documents + stride; target += stride) {
      seeker.seek(target);
      const auto next = expected.lower_bound(target);
      ASSERT_EQ(seeker.document(), next == expected.end() ? kNoDocument : next->first) << target << " by " << stride;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(OfLength, Lists, testing::Values(1, 2, 127, 128, 129, 256, 257, 1000, 5000));

TEST(PackedSegment, FindsTermsAndKeys) {
  SegmentWriter writer;
  writer.add_document("b", 16);
  writer.add_document("a", 32);
  for (const char* term : {"disk", "net", "zone"}) {
    writer.begin_term(term);
    if (std::string_view(term) != "net") writer.add_posting(1, std::string_view("\x08", 1));
    writer.end_term();
  }
  const auto segment = std::move(writer).finish();
  EXPECT_EQ(segment->find_key("a"), DocumentNumber{1});
  EXPECT_EQ(segment->find_key("b"), DocumentNumber{0});
  EXPECT_FALSE(segment->find_key("c"));
  EXPECT_TRUE(segment->find("disk"));
  EXPECT_TRUE(segment->find("zone"));
  EXPECT_FALSE(segment->find("net")) << "a term without documents is left out";
  EXPECT_FALSE(segment->find(""));
  EXPECT_FALSE(segment->find("zzz"));
}

}  // namespace
}  // namespace debrief::search
