// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/blocks/block.hpp"

#include "base/time.hpp"
#include "features/postmortems/moments.hpp"

#include <algorithm>
#include <array>

namespace debrief::features::postmortems {
namespace {

constexpr std::int64_t kMostBars = 16;
constexpr std::size_t kLongestBar = 24;

// Spans that people count in.
constexpr std::array<std::int64_t, 13> kMinutes{1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440, 10'080, 43'200};

std::int64_t bucket_of(Micros span) {
  constexpr std::int64_t kMinute = 60'000'000;
  for (const std::int64_t minutes : kMinutes)
    if (span.count() / (minutes * kMinute) < kMostBars) return minutes * kMinute;
  return span.count() / kMostBars + 1;
}

std::string bar(std::size_t count, std::size_t most) {
  const std::size_t length = std::max<std::size_t>(1, count * kLongestBar / most);
  std::string text;
  for (std::size_t i = 0; i < length; ++i) text += "█";
  return fmt::format("{} {}", text, count);
}

struct Bucket {
  std::size_t entries = 0;
  std::size_t alerts = 0;
  std::string marks;
};

}  // namespace

std::string chart_table(const domain::Incident& incident, const std::vector<const domain::TimelineEntry*>& entries) {
  if (entries.empty()) return {};
  const Instant first = entries.front()->occurred_at;
  const std::int64_t width = bucket_of(entries.back()->occurred_at - first);
  const Instant begin{first.micros - first.micros % width};
  const auto index = [&](Instant at) { return static_cast<std::size_t>((at.micros - begin.micros) / width); };
  std::vector<Bucket> buckets(index(entries.back()->occurred_at) + 1);
  for (const auto* entry : entries) {
    Bucket& bucket = buckets[index(entry->occurred_at)];
    ++bucket.entries;
    if (entry->kind == "alert") ++bucket.alerts;
  }
  for (const auto& milestone : incident.milestones) {
    if (milestone.at < begin || index(milestone.at) >= buckets.size()) continue;
    const auto* kind = domain::find_milestone_kind(milestone.name);
    std::string& marks = buckets[index(milestone.at)].marks;
    marks += (marks.empty() ? "" : ", ") + std::string(kind != nullptr ? kind->name : std::string_view(milestone.name));
  }
  std::size_t most = 1;
  for (const Bucket& bucket : buckets) most = std::max(most, bucket.entries);
  const Moments moments(entries);
  std::string table = "| " + moments.heading() + " | Entries | Alerts | Milestones |\n|---|---|---|---|\n";
  for (std::size_t i = 0; i < buckets.size(); ++i) {
    const Bucket& bucket = buckets[i];
    table += fmt::format("| {} | {} | {} | {} |\n", moments.at({begin.micros + static_cast<std::int64_t>(i) * width}),
                         bucket.entries == 0 ? "" : bar(bucket.entries, most), bucket.alerts == 0 ? "" : std::to_string(bucket.alerts), bucket.marks);
  }
  return table;
}

}  // namespace debrief::features::postmortems
