// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/compare.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "logs/compare/slices.hpp"

namespace debrief::logs {
namespace {

constexpr std::int64_t kDay = 86'400, kStart = 1'700'000'000;

/// Seconds from kStart on.
Window window(std::int64_t from, std::int64_t until) {
  return {(kStart + from) * kSecondNs, (kStart + until) * kSecondNs};
}

class Log {
 public:
  /// Independent lines at a rate for each second.
  void write(std::uint64_t id, const std::string& source, double per_second, std::int64_t from, std::int64_t until,
             int level = 3) {
    Series& series = of(id, source, level);
    std::poisson_distribution<std::uint32_t> lines(per_second);
    for (std::int64_t second = from; second < until; ++second)
      if (const std::uint32_t count = lines(random_)) series.per_second[kStart + second] += count;
  }
  void write_once(std::uint64_t id, const std::string& source, std::int64_t second, std::uint32_t count = 1,
                  int level = 3) {
    of(id, source, level).per_second[kStart + second] += count;
  }
  const std::vector<Series>& series() {
    for (Series& one : series_)
      if (!one.per_second.empty()) one.first_ns = one.per_second.begin()->first * kSecondNs;
    return series_;
  }

 private:
  Series& of(std::uint64_t id, const std::string& source, int level) {
    const auto found = std::find_if(series_.begin(), series_.end(),
                                    [&](const Series& one) { return one.template_id == id && one.source == source; });
    if (found != series_.end()) return *found;
    series_.push_back({id, "template " + std::to_string(id), source, level, {}, 0});
    return series_.back();
  }
  std::mt19937 random_{42};
  std::vector<Series> series_;
};

std::vector<Finding> compare_before(Log& log, Window incident, Window before) {
  const Baseline baseline{"before", before, log.series()};
  return compare_windows(log.series(), incident, {&baseline, 1});
}

const Finding* find(const std::vector<Finding>& findings, std::uint64_t id, FindingKind kind) {
  const auto found = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.template_id == id && finding.kind == kind;
  });
  return found == findings.end() ? nullptr : &*found;
}

TEST(CompareWindows, FindsWhatIsNewGoneMoreAndLess) {
  Log log;
  log.write(1, "api", 2, 0, 900);
  log.write(2, "api", 1, 0, 600);
  log.write(3, "api", 0.5, 0, 600);
  log.write(3, "api", 3, 600, 900);
  log.write(4, "api", 3, 0, 600);
  log.write(4, "api", 0.5, 600, 900);
  log.write(5, "db", 0.5, 610, 900, 6);
  const std::vector<Finding> findings = compare_before(log, window(600, 900), window(0, 600));
  ASSERT_NE(find(findings, 5, FindingKind::new_template), nullptr);
  ASSERT_NE(find(findings, 2, FindingKind::vanished_template), nullptr);
  ASSERT_NE(find(findings, 3, FindingKind::rate_up), nullptr);
  ASSERT_NE(find(findings, 4, FindingKind::rate_down), nullptr);
  EXPECT_EQ(find(findings, 1, FindingKind::rate_up), nullptr);
  EXPECT_EQ(find(findings, 1, FindingKind::rate_down), nullptr);
  EXPECT_EQ(findings[0].template_id, 5U);  // an error that never was
  const Finding& fresh = *find(findings, 5, FindingKind::new_template);
  EXPECT_GE(fresh.from_ns, (kStart + 610) * kSecondNs);
  ASSERT_EQ(fresh.lines.size(), 1U);
  EXPECT_EQ(fresh.lines[0].source, "db");
  const Finding& more = *find(findings, 3, FindingKind::rate_up);
  EXPECT_NEAR(more.change.log2_ratio, std::log2(6), 0.5);
  EXPECT_NEAR(static_cast<double>(more.from_ns / kSecondNs - kStart), 600, 30);
  const Finding& gone = *find(findings, 2, FindingKind::vanished_template);
  EXPECT_LE(gone.lines[0].window.until_ns, (kStart + 601) * kSecondNs);
  for (const Finding& finding : findings) EXPECT_FALSE(finding.why.empty());
}

TEST(CompareWindows, FindsNothingWhereNothingHappened) {
  Log log;
  for (std::uint64_t id = 1; id <= 200; ++id)
    log.write(id, "host" + std::to_string(id % 7), 0.02 * static_cast<double>(id % 30 + 1), 0, 900);
  EXPECT_LE(compare_before(log, window(600, 900), window(0, 600)).size(), 4U);
}

TEST(CompareWindows, DoesNotTakeTheHourOfTheDayForTrouble) {
  Log log;  // busy in the second half of every day
  for (const std::int64_t day : {0, 1}) {
    log.write(1, "api", 0.2, day * kDay, day * kDay + kDay / 2);
    log.write(1, "api", 2, day * kDay + kDay / 2, day * kDay + kDay / 2 + 3'600);
  }
  const std::int64_t noon = kDay + kDay / 2;
  const std::vector<Baseline> one = {{"before", window(noon - 3'600, noon), log.series()}};
  const std::vector<Baseline> two = {
      one[0], {"the same hour yesterday", window(noon - kDay, noon - kDay + 3'600), log.series()}};
  EXPECT_NE(find(compare_windows(log.series(), window(noon, noon + 3'600), one), 1, FindingKind::rate_up), nullptr);
  EXPECT_EQ(find(compare_windows(log.series(), window(noon, noon + 3'600), two), 1, FindingKind::rate_up), nullptr);
}

TEST(CompareWindows, ComparesWithAnotherIncident) {
  Log now, then;
  now.write(1, "api", 1, 0, 300);
  now.write(2, "api", 1, 0, 300);
  then.write(1, "api", 1, 5'000, 5'300);
  const Baseline baseline{"the incident of May", window(5'000, 5'300), then.series()};
  const std::vector<Finding> findings = compare_windows(now.series(), window(0, 300), {&baseline, 1});
  const Finding* fresh = find(findings, 2, FindingKind::new_template);
  ASSERT_NE(fresh, nullptr);
  EXPECT_EQ(fresh->baseline, "the incident of May");
}

TEST(CompareWindows, HasNothingToSayWithoutABaseline) {
  Log log;
  log.write(1, "api", 1, 600, 900);
  EXPECT_TRUE(compare_before(log, window(600, 900), window(0, 600)).empty());
  EXPECT_TRUE(compare_windows({}, window(0, 1), {}).empty());
}

TEST(CompareWindows, TakesOneLine) {
  Log log;
  log.write_once(1, "api", 650);
  EXPECT_TRUE(compare_before(log, window(600, 900), window(0, 600)).empty());
  log.write(2, "api", 1, 0, 900);
  const std::vector<Finding> findings = compare_before(log, window(600, 900), window(0, 600));
  ASSERT_NE(find(findings, 1, FindingKind::new_template), nullptr);
  EXPECT_EQ(find(findings, 1, FindingKind::new_template)->count, 1);
}

TEST(CompareWindows, SeesBurstsAndSilence) {
  Log log;
  for (const char* source : {"a", "b", "c", "d", "e"}) log.write(1, source, 2, 0, 900);
  log.write(2, "quiet", 2, 0, 700);
  log.write_once(1, "a", 800, 300);
  const std::vector<Finding> findings = compare_before(log, window(600, 900), window(0, 600));
  const Finding* burst = find(findings, 1, FindingKind::burst);
  ASSERT_NE(burst, nullptr);
  EXPECT_EQ(burst->from_ns, (kStart + 800) * kSecondNs);
  const Finding* silence = find(findings, 0, FindingKind::silence);
  ASSERT_NE(silence, nullptr);
  EXPECT_EQ(silence->source, "quiet");
  EXPECT_NEAR(static_cast<double>(silence->from_ns / kSecondNs - kStart), 700, 5);
}

TEST(CompareWindows, KnowsLoadFromTrouble) {
  Log log;
  for (std::uint64_t id = 1; id <= 8; ++id) {
    log.write(id, "host" + std::to_string(id), 1, 0, 600);
    log.write(id, "host" + std::to_string(id), id == 8 ? 24 : 3, 600, 900);
  }
  const std::vector<Finding> findings = compare_before(log, window(600, 900), window(0, 600));
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings[0].source, "host8");
  EXPECT_NEAR(find(findings, 8, FindingKind::rate_up)->beyond_load, 3, 0.5);
  EXPECT_NEAR(find(findings, 1, FindingKind::rate_up)->beyond_load, 0, 0.5);
}

TEST(CompareWindows, GivesAtMostAsManyAsAsked) {
  Log log;
  log.write(1, "api", 1, 0, 900);
  for (std::uint64_t id = 2; id < 100; ++id) log.write_once(id, "api", 700, 5);
  const Baseline baseline{"before", window(0, 600), log.series()};
  EXPECT_EQ(compare_windows(log.series(), window(600, 900), {&baseline, 1}, {0.05, 10}).size(), 10U);
}

}  // namespace
}  // namespace debrief::logs
