// SPDX-License-Identifier: Apache-2.0
#include "app/demo_past.hpp"

#include "base/json.hpp"

#include <algorithm>

namespace debrief::app {
namespace {

constexpr std::int64_t kMinute = std::int64_t{60} * 1'000'000;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

Result<std::vector<std::pair<std::string, Instant>>> milestones_of(const json::value* spans, Instant started) {
  std::vector<std::pair<std::string, Instant>> milestones{{"started", started}};
  if (spans == nullptr || !spans->is_object()) return invalid("a past incident has 'minutes'");
  for (const auto& [name, span] : spans->get_object()) {
    if (!span.is_int64()) return invalid("the minutes of '{}' are no number", std::string(name));
    milestones.emplace_back(name, Instant{started.micros + span.get_int64() * kMinute});
  }
  return milestones;
}

Result<domain::Backfill> backfill_of(const json::value& value, Instant now) {
  auto in = TRY(json::Fields::of(value));
  const auto days = TRY(in.optional_integer("days_ago", 0, 10'000)).value_or(0);
  const auto hour = TRY(in.optional_integer("hour", 0, 23)).value_or(0);
  domain::Backfill backfill;
  backfill.occurred_at = {(now.micros / kDay - days) * kDay + hour * kHour};
  backfill.title = TRY(in.text("title", 300));
  backfill.summary = TRY(in.text("summary"));
  backfill.severity = TRY(in.optional_text("severity"));
  backfill.services = {TRY(in.text("service", 200))};
  backfill.state = "closed";
  backfill.roles = {{"incident_commander", TRY(in.text("lead", 200))}};
  if (const auto helper = TRY(in.optional_text("helper"))) backfill.roles.emplace_back("responder", *helper);
  backfill.milestones = TRY(milestones_of(in.find("minutes"), backfill.occurred_at));
  TRY(in.done());
  return backfill;
}

}  // namespace

Result<std::vector<domain::Backfill>> read_past(std::string_view json, Instant now) {
  const auto all = TRY(json::parse(json));
  if (!all.is_array()) return invalid("the past is a list of incidents");
  std::vector<domain::Backfill> past;
  for (const json::value& one : all.get_array()) past.push_back(TRY(backfill_of(one, now)));
  return past;
}

}  // namespace debrief::app
