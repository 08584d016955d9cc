// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/desk.hpp"

#include "features/evidence/logs/line_json.hpp"
#include "journal/visibility.hpp"
#include "routing/request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace debrief::features::evidence::logs {
namespace {

using debrief::logs::kNoTime;
using domain::Action;

constexpr std::chrono::seconds kLongestSearch{30};

}  // namespace

Result<IncidentLogs> logs_of(const Desk& desk, const Call& call, Action action) {
  const auto number = TRY(number_in_path(call.request));
  TRY(desk.journal.database().read(
      [&](db::Connection& db) { return journal::require_incident(db, call.who, action, number); }));
  return desk.sets.of(number);
}

Result<std::uint32_t> source_in_path(const Call& call, const LogSet& set) {
  const std::string& text = call.request.parameter("source");
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number >= set.catalogue()->sources.size())
    return not_found("there is no such source of logs");
  return number;
}

void Extent::add(const debrief::logs::BlockRecord& block) {
  lines += block.summary.lines;
  bytes += static_cast<std::int64_t>(block.summary.raw_bytes);
  if (block.from_ns == kNoTime) return;
  from = from == kNoTime ? block.from_ns : std::min(from, block.from_ns);
  until = std::max(until, block.until_ns);
}

json::object to_json(const debrief::logs::Source& source, const Extent& extent) {
  const SourceName name = source_name_of(source);
  return {{"id", source.number},
          {"name", name.name},
          {"evidence", name.evidence},
          {"format", source.format},
          {"lines", extent.lines},
          {"bytes", extent.bytes},
          {"from", time_json(extent.from)},
          {"until", time_json(extent.until)},
          {"zone", source.clock.zone},
          {"zone_inferred", source.clock.zone_inferred},
          {"year", source.clock.year ? json::value(*source.clock.year) : json::value(nullptr)},
          {"year_inferred", source.clock.year_inferred},
          {"correction_ms", source.clock.correction_ns / 1'000'000}};
}

std::string locator_of(const SourceName& name, std::uint64_t line) {
  return fmt::format("{} line {}", name.name, line + 1);
}

LineTeller::LineTeller(const Desk& desk, const Call& call, LogSet& set)
    : mask_key_(desk.sets.mask_key()),
      messages_(set.messages()),
      catalogue_(set.catalogue()),
      pins_(desk.pins->of(*number_in_path(call.request))) {}

std::optional<std::int64_t> LineTeller::find_pin(const debrief::logs::FoundLine& line) const {
  if (line.at.source >= catalogue_->sources.size()) return std::nullopt;
  const SourceName name = source_name_of(catalogue_->sources[line.at.source]);
  return pins_->find(name.evidence, locator_of(name, line.at.line));
}

json::object LineTeller::tell(const debrief::logs::FoundLine& line) const {
  json::object told = line_json(line, *messages_, mask_key_);
  const auto pin = find_pin(line);
  told["pinned"] = pin ? json::value(std::to_string(*pin)) : json::value(nullptr);
  return told;
}

std::chrono::steady_clock::time_point search_deadline() {
  return std::chrono::steady_clock::now() + kLongestSearch;
}

Result<http::Response> in_time(Result<http::Response> (*answer)(const Desk&, const Call&), const Desk& desk,
                               const Call& call) {
  try {
    return answer(desk, call);
  } catch (const debrief::logs::SearchTooLong&) {
    return too_large("the search was not done after {} seconds", kLongestSearch.count())
        .with_help("Narrow the time, the sources or the text.");
  }
}

}  // namespace debrief::features::evidence::logs
