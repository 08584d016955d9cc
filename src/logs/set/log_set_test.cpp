// SPDX-License-Identifier: Apache-2.0
#include "logs/set/log_set.hpp"

#include "logs/set/recompress.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

namespace debrief::logs {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kBegin = 1'795'132'800 * kSecond;  // 2026-11-20T00:00:00Z

class LogSetOf : public ::testing::Test {
 protected:
  LogSetOf()
      : folder_(std::filesystem::temp_directory_path() / fmt::format("debrief-set-{}", std::random_device{}())),
        formats_(Formats::load(std::nullopt).value()) {
    std::filesystem::create_directories(folder_ / "in");
    std::string app, access;
    for (int i = 0; i < 600; ++i) {
      const std::string time = fmt::format("00:{:02}:{:02}", i / 60, i % 60);
      app += fmt::format("2026-11-20 {},000 INFO [main] shop.Cart: cart {} of user{} saved from 10.1.2.{}\n", time, i,
                         i % 9, i % 200);
      if (i >= 300 && i % 2 == 0)
        app += fmt::format("2026-11-20 {},500 ERROR [main] shop.Pool: pool exhausted after {} ms password=hunter{}\n",
                           time, i * 3, i);
      access +=
          fmt::format("10.1.2.3 - - [20/Nov/2026:{} +0000] \"GET /cart/{} HTTP/1.1\" {} 512 \"-\" \"curl/7.88\"\n",
                      time, i, i % 50 == 0 ? 500 : 200);
    }
    std::ofstream(folder_ / "in" / "app.log") << app;
    std::ofstream(folder_ / "in" / "access.log") << access;
    set_ = std::make_unique<LogSet>(folder_ / "store", Store::Access::write, formats_);
    ReadOptions options;
    options.known_at_ns = kBegin;
    report_ = set_->read(std::vector<std::filesystem::path>{folder_ / "in"}, options);
  }
  ~LogSetOf() override {
    set_.reset();
    std::filesystem::remove_all(folder_);
  }
  std::uint64_t count(const Query& query) { return set_->search(query).value().count(); }
  static Query with(std::string text, Match match = Match::substring) {
    Query query;
    query.text = std::move(text);
    query.match = match;
    return query;
  }

  std::filesystem::path folder_;
  Formats formats_;
  std::unique_ptr<LogSet> set_;
  ReadReport report_;
};

TEST_F(LogSetOf, ReadsAFolder) {
  EXPECT_EQ(report_.sources.size(), 2U);
  EXPECT_TRUE(report_.problems.empty());
  EXPECT_EQ(set_->catalogue()->lines(), 600U + 600U + 150U);
  EXPECT_EQ(set_->catalogue()->sources[0].format, "access-log");
}

TEST_F(LogSetOf, FindsWordsPatternsLevelsTemplatesAndFields) {
  EXPECT_EQ(count(with("user1", Match::word)), 67U);
  EXPECT_EQ(count(with("user", Match::word)), 0U);
  EXPECT_EQ(count(with("EXHAUSTED")), 150U);
  EXPECT_EQ(count(with(R"(cart \d{3} of user[12])", Match::pattern)),
            count(with(R"(\d{3} of user[12] saved)", Match::pattern)));
  EXPECT_EQ(count(with(R"(^\d{4}-\d\d-\d\d .*exhausted)", Match::pattern)), 150U);
  EXPECT_EQ(count(with("shop|curl", Match::pattern)), 1350U);
  Query errors;
  errors.levels = {Level::error};
  EXPECT_EQ(count(errors), 150U + 12U);  // an answer with status 500 is an error
  Query status;
  status.fields = {{"status", "500"}};
  EXPECT_EQ(count(status), 12U);
  const auto line = set_->search(with("exhausted")).value().page(std::nullopt, 1).lines.front();
  Query same;
  same.templates = {set_->messages()->template_of(line.skeleton)->id};
  EXPECT_EQ(count(same), 150U);
  Query minute;
  minute.from_ns = kBegin + 60 * kSecond;
  minute.until_ns = kBegin + 120 * kSecond;
  EXPECT_EQ(count(minute), 120U);
}

TEST_F(LogSetOf, RefusesPatternsThatCannotBeRead) {
  const auto search = set_->search(with("(x", Match::pattern));
  ASSERT_FALSE(search.has_value());
  EXPECT_NE(search.error().message.find("regular expression"), std::string::npos);
}

TEST_F(LogSetOf, FindsNothingByWhatIsMasked) {
  EXPECT_EQ(count(with("hunter302")), 0U);
  EXPECT_EQ(count(with("10.1.2.3")), 0U);
  EXPECT_EQ(count(with(R"(hunter\d+)", Match::pattern)), 0U);
  Query shown = with("hunter302");
  shown.masked = false;
  EXPECT_EQ(count(shown), 1U);
}

TEST_F(LogSetOf, CorrectsClocks) {
  auto clock = set_->catalogue()->sources[1].clock;
  clock.correction_ns = 3600 * kSecond;
  const auto before = set_->search(with("exhausted")).value().page(std::nullopt, 1).lines.front().at.time_ns;
  EXPECT_TRUE(set_->change_clock(1, clock));
  EXPECT_EQ(set_->search(with("exhausted")).value().page(std::nullopt, 1).lines.front().at.time_ns,
            before + clock.correction_ns);
  set_.reset();
  set_ = std::make_unique<LogSet>(folder_ / "store", Store::Access::write, formats_);
  EXPECT_EQ(set_->search(with("exhausted")).value().page(std::nullopt, 1).lines.front().at.time_ns,
            before + clock.correction_ns);
  EXPECT_EQ(set_->catalogue()->lines(), 1350U);
  std::uint64_t later = 0;
  for (const FoundLine& line : set_->search(Query{}).value().page(std::nullopt, 10'000).lines)
    if (line.at.time_ns >= kBegin + 3600 * kSecond) ++later;
  EXPECT_GT(later, 0U);
  EXPECT_EQ(set_->search(Query{}).value().histogram(kBegin + 3600 * kSecond, 86'400 * kSecond, 1).counts.front(), later)
      << "what is counted without reading went along";
}

TEST_F(LogSetOf, IsTheSameWhenRecompressed) {
  set_->append("live", "2026-11-20 01:00:00,000 INFO a 1\n", kBegin);
  set_->append("live", "2026-11-20 01:00:01,000 INFO a 2\n", kBegin);
  auto clock = set_->catalogue()->sources[1].clock;
  clock.correction_ns = 60 * kSecond;
  EXPECT_TRUE(set_->change_clock(1, clock));
  const auto all = [&] { return set_->search(Query{}).value().page(std::nullopt, 10'000).lines; };
  const auto before = all();
  std::ofstream(folder_ / "store" / "note") << "kept";
  set_.reset();
  const auto sizes = recompress(folder_ / "store", {});
  EXPECT_LT(sizes.after, sizes.before);
  EXPECT_TRUE(std::filesystem::exists(folder_ / "store" / "note"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "store.recompressed"));
  set_ = std::make_unique<LogSet>(folder_ / "store", Store::Access::write, formats_);
  const auto after = all();
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    ASSERT_EQ(after[i].text, before[i].text);
    ASSERT_EQ(after[i].at, before[i].at);
  }
}

TEST_F(LogSetOf, AppendsToASource) {
  set_->append("live", "2026-11-20 01:00:00,000 INFO a 1\n", kBegin);
  set_->append("live", "2026-11-20 01:00:01,000 INFO a 2\n2026-11-20 01:00:02,000 WARN b\n", kBegin);
  EXPECT_EQ(set_->catalogue()->sources.size(), 3U);
  const auto lines = set_->lines(2, 0, 10);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[2].at.time_ns, kBegin + 3602 * kSecond);
}

TEST_F(LogSetOf, CountsLinesByTheirOwnLevel) {
  const auto messages = set_->messages();
  const auto histogram = set_->search(Query{}).value().histogram(
      kBegin, 600 * kSecond, 1, 8,
      [&](const FoundLine& line) {
        return static_cast<std::size_t>(messages->level_of(line.skeleton, line.at.source, line.text));
      },
      [&](std::uint32_t skeleton) { return !messages->has_one_level(skeleton); });
  EXPECT_EQ(histogram.counts[static_cast<std::size_t>(Level::error)], 150U + 12U);
  EXPECT_EQ(histogram.sources, (std::vector<std::uint64_t>{600, 750}));
}

TEST_F(LogSetOf, StopsWhenItTakesTooLong) {
  Query query;
  query.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
  const auto search = set_->search(query).value();
  EXPECT_THROW((void)search.count(), SearchTooLong);
  EXPECT_THROW((void)search.page(std::nullopt, 10), SearchTooLong);
}

TEST_F(LogSetOf, CountsTemplatesOverTime) {
  const auto series = set_->series({kBegin + 300 * kSecond, kBegin + 600 * kSecond});
  std::uint64_t errors = 0;
  for (const Series& one : series)
    if (one.template_text.find("exhausted") != std::string::npos)
      for (const auto& [second, count] : one.per_second) errors += count;
  EXPECT_EQ(errors, 150U);
}

}  // namespace
}  // namespace debrief::logs
