// SPDX-License-Identifier: Apache-2.0
#include "features/status/course.hpp"

#include "base/stamp_zones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace debrief::features::status {
namespace {

constexpr std::int64_t kDay = 86'400'000'000;
constexpr std::array<std::string_view, 12> kMonths{"January", "February", "March",     "April",   "May",      "June",
                                                   "July",    "August",   "September", "October", "November", "December"};

struct CivilDate {
  std::int64_t year;
  unsigned month;
  unsigned day;
};

// Howard Hinnant, "chrono-compatible low-level date algorithms": civil_from_days.
CivilDate civil_from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto of_era = static_cast<unsigned>(days - era * 146097);
  const unsigned year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const unsigned of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted = (5 * of_year + 2) / 153;
  const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0), month, of_year - (153 * shifted + 2) / 5 + 1};
}

std::int64_t floor_days(std::int64_t micros) { return micros >= 0 ? micros / kDay : -((-micros + kDay - 1) / kDay); }

CivilDate civil_of(Instant at, std::string_view zone) { return civil_from_days(floor_days(wall_clock(at, zone))); }

std::size_t number_in(std::string_view text, std::size_t from) {
  std::size_t number = 0;
  if (from + 2 <= text.size()) std::from_chars(text.data() + from, text.data() + from + 2, number);
  return number;
}

std::string_view month_name(std::size_t month) { return month >= 1 && month <= 12 ? kMonths.at(month - 1) : std::string_view("?"); }

/// A component is in this state from one moment to the next.
struct HealthSpan {
  Health health;
  Instant from;
  Instant until;
  const std::string* entry;
};

Health health_in(const Post& post, std::string_view component) {
  Health worst = Health::operational;
  for (const Affected& one : post.affected)
    if (one.component == component) worst = std::max(worst, one.health);
  return ends(post.stage) ? Health::operational : worst;
}

void append_spans(std::vector<HealthSpan>& spans, const Entry& entry, std::string_view component, Instant now) {
  const std::optional<Instant> ended = ended_at(entry, now);
  for (std::size_t i = 0; i < entry.posts.size(); ++i) {
    const Post& post = entry.posts[i];
    const Health health = health_in(post, component);
    if (health == Health::operational) continue;
    Instant from = post.at;
    if (post.stage == Stage::scheduled && entry.starts_at) from = std::max(from, *entry.starts_at);
    Instant until = i + 1 < entry.posts.size() ? entry.posts[i + 1].at : ended.value_or(now);
    if (ended) until = std::min(until, *ended);
    until = std::min(until, now);
    if (from < until) spans.push_back({health, from, until, &entry.id});
  }
}

// Each moment once, with the worst state: the spans are cut at every boundary.
void fill_day(Day& day, const std::vector<HealthSpan>& spans, Instant from, Instant until) {
  std::vector<Instant> cuts{from, until};
  for (const HealthSpan& span : spans) {
    if (span.until <= from || span.from >= until) continue;
    cuts.push_back(std::max(span.from, from));
    cuts.push_back(std::min(span.until, until));
    if (std::find(day.entries.begin(), day.entries.end(), *span.entry) == day.entries.end()) day.entries.push_back(*span.entry);
    day.worst = std::max(day.worst, span.health);
  }
  std::sort(cuts.begin(), cuts.end());
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    Health worst = Health::operational;
    for (const HealthSpan& span : spans)
      if (span.from <= cuts[i] && span.until >= cuts[i + 1]) worst = std::max(worst, span.health);
    if (worst == Health::partial_outage) day.partial += cuts[i + 1] - cuts[i];
    if (worst == Health::major_outage) day.major += cuts[i + 1] - cuts[i];
  }
}

}  // namespace

Stage stage_at(const Entry& entry, Instant now) {
  const Post& last = entry.posts.back();
  if (!of_maintenance(last.stage) || ends(last.stage)) return last.stage;
  const bool over = entry.ends_at && now >= *entry.ends_at && last.at < *entry.ends_at;
  if (over) return Stage::completed;
  if (last.stage == Stage::scheduled && entry.starts_at && now >= *entry.starts_at) return Stage::in_progress;
  return last.stage;
}

Instant began_at(const Entry& entry) {
  if (!entry.maintenance) return entry.posts.front().at;
  for (const Post& post : entry.posts)
    if (post.stage == Stage::in_progress && (!entry.starts_at || post.at < *entry.starts_at)) return post.at;
  return entry.starts_at.value_or(entry.posts.front().at);
}

std::optional<Instant> ended_at(const Entry& entry, Instant now) {
  const Post& last = entry.posts.back();
  if (ends(last.stage)) return last.at;
  return stage_at(entry, now) == Stage::completed ? entry.ends_at : std::nullopt;
}

std::vector<Affected> affected_at(const Entry& entry, Instant now) {
  const Stage stage = stage_at(entry, now);
  if (ends(stage) || stage == Stage::scheduled) return {};
  return entry.posts.back().affected;
}

Instant told_at(const Entry& entry) {
  Instant last = entry.posts.back().at;
  for (const Post& post : entry.posts)
    if (post.corrected_at) last = std::max(last, *post.corrected_at);
  return last;
}

Health health_at(const std::vector<Entry>& entries, std::string_view component, Instant now) {
  Health worst = Health::operational;
  for (const Entry& entry : entries)
    for (const Affected& one : affected_at(entry, now))
      if (one.component == component) worst = std::max(worst, one.health);
  return worst;
}

Uptime uptime_of(const Page& page, const std::vector<Entry>& entries, std::string_view component, Instant now, int days) {
  std::vector<HealthSpan> spans;
  for (const Entry& entry : entries) append_spans(spans, entry, component, now);
  Uptime uptime;
  const std::int64_t today = floor_days(wall_clock(now, page.zone));
  Micros known{0}, down{0};
  for (std::int64_t number = today - days + 1; number <= today; ++number) {
    const Instant from = resolve_local(number * kDay, page.zone, page.zone).at;
    const Instant until = std::min(resolve_local((number + 1) * kDay, page.zone, page.zone).at, now);
    const CivilDate date = civil_from_days(number);
    Day day;
    day.date = fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    day.known = until > page.since;
    if (day.known) {
      fill_day(day, spans, from, until);
      known += std::max(until - std::max(from, page.since), Micros{0});
      down += day.partial + day.major;
    }
    uptime.days.push_back(std::move(day));
  }
  if (known.count() > 0) uptime.share = 1.0 - static_cast<double>(std::min(down, known).count()) / static_cast<double>(known.count());
  return uptime;
}

std::string date_in(Instant at, std::string_view zone) {
  const CivilDate date = civil_of(at, zone);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string month_in(Instant at, std::string_view zone) { return date_in(at, zone).substr(0, 7); }

std::string time_in_words(Instant at, std::string_view zone) {
  const std::int64_t wall = wall_clock(at, zone);
  const std::int64_t minute = (wall - floor_days(wall) * kDay) / 60'000'000;
  return fmt::format("{}, {:02}:{:02}", date_in_words(date_in(at, zone)), minute / 60, minute % 60);
}

std::string month_in_words(std::string_view month) { return fmt::format("{} {}", month_name(number_in(month, 5)), month.substr(0, 4)); }

std::string date_in_words(std::string_view date) {
  return fmt::format("{} {} {}", number_in(date, 8), month_name(number_in(date, 5)).substr(0, 3), date.substr(0, 4));
}

}  // namespace debrief::features::status
