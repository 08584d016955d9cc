// SPDX-License-Identifier: Apache-2.0
#include "logs/search/search.hpp"

#include "logs/store/intake.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>

namespace debrief::logs {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kBegin = 1'795'132'800 * kSecond;  // 2026-11-20T00:00:00Z

class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / fmt::format("debrief-search-{}", std::random_device{}())) {}
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Three sources that log at the same time: two with stamps, one of whose lines go on over several lines, one in words.
std::vector<std::pair<std::string, std::string>> sources() {
  std::string api, worker, prose;
  std::mt19937 random(5);
  for (int i = 0; i < 4000; ++i) {
    const std::string stamp =
        fmt::format("2026-11-20 {:02}:{:02}:{:02},{:03}", i / 3600, i / 60 % 60, i % 60, random() % 1000);
    api += fmt::format("{} INFO [http-{}] GET /api/v1/orders/{} took {}ms from 10.0.{}.{}\n", stamp, random() % 9,
                       10000 + random() % 90000, random() % 300, random() % 4, random() % 255);
    if (i % 7 == 0)
      api += fmt::format(
          "{} ERROR [http-1] Pool exhausted: block blk_-{} id {:016x}\n\tat com.example.Pool.take(Pool.java:{})\n",
          stamp, 1600000000000000000L + static_cast<long>(random()), random() * 0x9e3779b97f4a7c15UL, random() % 500);
    if (i % 3 == 0)
      worker += fmt::format("{{\"time\":\"{}Z\",\"level\":\"warn\",\"job\":\"a{}\",\"value\":{}}}\n",
                            "2026-11-20T" + stamp.substr(11, 8), i, random() % 100000);
    if (i % 50 == 0) prose += "somebody wrote something " + std::string(random() % 5, 'x') + "\x01 here\n";
  }
  return {{"api.log", api}, {"worker.log", worker}, {"prose.txt", prose}};
}

class SearchOf : public ::testing::Test {
 protected:
  SearchOf() : store_(folder_.path(), Store::Access::write), sources_(sources()) {
    Intake intake(store_, {2, 1, 64 * 1024, 1 << 20});
    for (const auto& [name, text] : sources_) {
      Source source;
      source.name = name;
      intake.begin(source, kBegin);
      for (std::size_t at = 0; at < text.size(); at += 10'000) intake.add(std::string_view(text).substr(at, 10'000));
    }
    intake.finish();
  }

  [[nodiscard]] Search search(LineQuery query) { return {store_.catalogue(), store_.skeletons(), std::move(query), 2}; }
  [[nodiscard]] Search search(std::string_view needle, bool ignore_case = false) {
    LineQuery query;
    query.needles.emplace_back(needle, ignore_case);
    return search(std::move(query));
  }
  // How often a plain loop finds it.
  [[nodiscard]] std::size_t expected(const std::function<bool(std::string_view)>& has) const {
    std::size_t count = 0;
    for (const auto& [name, text] : sources_)
      for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        if (has(std::string_view(text).substr(begin, end - begin))) ++count;
        begin = end + 1;
      }
    return count;
  }

  Folder folder_;
  Store store_;
  std::vector<std::pair<std::string, std::string>> sources_;
};

TEST_F(SearchOf, FindsWhatAPlainLoopFinds) {
  std::mt19937 random(17);
  for (int round = 0; round < 600; ++round) {
    const std::string& text = sources_[random() % 10 < 6 ? 0 : random() % 3].second;
    std::string needle = text.substr(random() % text.size(), 1 + random() % (round % 3 == 0 ? 40 : 8));
    needle = needle.substr(0, needle.find('\n'));
    if (needle.empty()) continue;
    if (round % 5 == 0) needle[random() % needle.size()] = static_cast<char>('0' + random() % 10);
    ASSERT_EQ(search(needle).count(),
              expected([&](std::string_view line) { return line.find(needle) != std::string_view::npos; }))
        << needle;
  }
}

TEST_F(SearchOf, FindsDigitsInsideOfNumbers) {
  std::mt19937 random(23);
  for (int round = 0; round < 400; ++round) {
    std::string digits = std::to_string(random());
    if (round % 2 == 0) {
      const std::string& text = sources_[random() % 3].second;
      const std::size_t begin = text.find_first_of("0123456789", random() % text.size());
      if (begin == std::string::npos) continue;
      digits = text.substr(begin, text.find_first_not_of("0123456789", begin) - begin);
    }
    digits = digits.substr(digits.size() > 3 ? random() % (digits.size() - 1) : 0).substr(0, 1 + random() % 6);
    ASSERT_EQ(search(digits).count(),
              expected([&](std::string_view line) { return line.find(digits) != std::string_view::npos; }))
        << digits;
  }
}

TEST_F(SearchOf, IgnoresCaseWhenAsked) {
  for (const std::string needle : {"pOOl EXH", "com.EXAMPLE", "BLK_-16", "A1", "warN\""}) {
    const std::string lower = folded(needle, true);
    EXPECT_EQ(search(needle, true).count(),
              expected([&](std::string_view line) { return folded(line, true).find(lower) != std::string::npos; }))
        << needle;
  }
}

TEST_F(SearchOf, GivesPagesInTheOrderOfTime) {
  std::vector<FoundLine> all;
  std::optional<Position> after;
  for (Page page = search("took").page(after, 333);; page = search("took").page(after, 333)) {
    all.insert(all.end(), page.lines.begin(), page.lines.end());
    if (!page.more) break;
    after = all.back().at;
  }
  EXPECT_EQ(all.size(), 4000U);
  EXPECT_TRUE(
      std::is_sorted(all.begin(), all.end(), [](const FoundLine& a, const FoundLine& b) { return a.at < b.at; }));
  std::vector<FoundLine> back;
  after.reset();
  for (Page page = search("took").page(after, 500, true);; page = search("took").page(after, 500, true)) {
    back.insert(back.end(), page.lines.begin(), page.lines.end());
    if (!page.more) break;
    after = back.back().at;
  }
  std::reverse(back.begin(), back.end());
  ASSERT_EQ(back.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) ASSERT_EQ(back[i].text, all[i].text);
}

TEST_F(SearchOf, MixesSourcesByTime) {
  const Page page = search(LineQuery{}).page(std::nullopt, 20'000);
  EXPECT_EQ(page.lines.size(), store_.catalogue()->lines());
  std::size_t turns = 0;
  for (std::size_t i = 1; i < page.lines.size(); ++i) turns += page.lines[i].at.source != page.lines[i - 1].at.source;
  EXPECT_GT(turns, 2000U);
  EXPECT_EQ(page.lines.front().at.time_ns, kNoTime);  // of the source in words
}

TEST_F(SearchOf, TakesTheTimeOfTheRecordForLinesWithoutStamp) {
  for (const FoundLine& line : search("com.example.Pool").page(std::nullopt, 100).lines) {
    const auto before = search(LineQuery{}).lines(line.at.source, line.at.line - 1, 1);
    ASSERT_EQ(before.size(), 1U);
    EXPECT_EQ(before[0].at.time_ns, line.at.time_ns);
    EXPECT_NE(before[0].text.find("exhausted"), std::string::npos);
  }
}

TEST_F(SearchOf, KeepsToTimesAndSources) {
  LineQuery query;
  query.sources = {0};
  query.from_ns = kBegin + 600 * kSecond;
  query.until_ns = kBegin + 660 * kSecond;
  query.needles.emplace_back("took", false);
  EXPECT_EQ(search(query).count(), 60U);
  for (const FoundLine& line : search(query).page(std::nullopt, 1000).lines)
    EXPECT_NE(line.text.find(" 00:10:"), std::string::npos);
  const Histogram histogram = search(query).histogram(query.from_ns, 10 * kSecond, 6);
  EXPECT_EQ(histogram.counts, std::vector<std::uint64_t>(6, 10));
  query.verify = [](std::uint32_t, std::uint32_t, std::string_view line) {
    return line.find("from 10.0.1.") != std::string_view::npos;
  };
  EXPECT_EQ(search(query).count(), search(query).page(std::nullopt, 1000).lines.size());
  EXPECT_LT(search(query).count(), 60U);
}

TEST_F(SearchOf, CountsByTimeWithoutReadingBlocks) {
  const auto lines = search(LineQuery{}).page(std::nullopt, 100'000).lines;
  const auto group = [](const FoundLine& line) { return static_cast<std::size_t>(line.at.source); };
  for (const std::int64_t step : {10 * kSecond / 1000, kSecond, 7 * kSecond, 60 * kSecond, 3600 * kSecond}) {
    const std::size_t spans = 900;
    std::vector<std::uint64_t> expected(spans * 3);
    for (const FoundLine& line : lines) {
      if (line.at.time_ns == kNoTime) continue;
      const std::int64_t since = line.at.time_ns - kBegin;
      if (since < 0 || since / step >= static_cast<std::int64_t>(spans)) continue;
      ++expected[static_cast<std::size_t>(since / step) * 3 + line.at.source];
    }
    const Histogram counted = search(LineQuery{}).histogram(kBegin, step, spans, 3, group);
    EXPECT_EQ(counted.counts, expected) << step;
    EXPECT_EQ(counted.total, lines.size());
  }
  const Histogram hours = search(LineQuery{}).histogram(kBegin, 3600 * kSecond, 2, 3, group);
  const auto size = std::filesystem::file_size(folder_.path() / "blocks-1");
  std::filesystem::resize_file(folder_.path() / "blocks-1", 0);
  std::filesystem::resize_file(folder_.path() / "blocks-1", size);
  EXPECT_THROW((void)search(LineQuery{}).page(std::nullopt, 1), Damaged);
  EXPECT_EQ(search(LineQuery{}).histogram(kBegin, 3600 * kSecond, 2, 3, group).counts, hours.counts);
}

TEST_F(SearchOf, SeesTheSameAfterReopening) {
  const Store again(folder_.path(), Store::Access::read);
  EXPECT_EQ(again.catalogue()->lines(), store_.catalogue()->lines());
  EXPECT_EQ(again.catalogue()->sources.size(), 3U);
}

}  // namespace
}  // namespace debrief::logs
