// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/describe.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "base/time.hpp"

namespace debrief::logs {

namespace {

constexpr std::size_t kMostText = 160;

std::string time_of(std::int64_t ns) {
  const std::string stamp = to_rfc3339(Instant{ns / 1'000'000'000 * 1'000'000});
  return stamp.substr(11, 8) + " UTC";
}

std::string subject(const Finding& finding) {
  if (finding.template_id == 0) return finding.source;
  return fmt::format("“{}” in {}", shorten(to_utf8(finding.template_text), kMostText), finding.source);
}

std::string lines(double count) {
  return count == 1 ? "one line" : describe_number(count) + " lines";
}

std::string times(double count) {
  return count == 1 ? "once" : describe_number(count) + " times";
}

std::string against(const Finding& finding) {
  return finding.baseline.empty() ? "before" : finding.baseline;
}

std::string factor(double log2_ratio) {
  const double times = std::exp2(std::abs(log2_ratio));
  if (times < 1.05) return "about as often";
  const std::string number = describe_number(times >= 10 ? std::round(times) : std::round(times * 10) / 10);
  return number + (log2_ratio > 0 ? " times as often" : " times less often");
}

std::string span(const Finding& finding) {
  return describe_span(
      std::chrono::duration_cast<Micros>(std::chrono::nanoseconds(finding.until_ns - finding.from_ns)));
}

std::string rates(const Finding& finding) {
  return fmt::format("{} a minute instead of {} ({}: {})", describe_number(finding.per_minute),
                     describe_number(finding.baseline_per_minute), against(finding), factor(finding.change.log2_ratio));
}

}  // namespace

std::string describe_number(double value) {
  if (value != 0 && std::abs(value) < 10 && value != std::round(value))
    return fmt::format("{:.{}f}", value, std::abs(value) < 0.1 ? 3 : 1);
  std::string digits = fmt::format("{:.0f}", value);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (value < 0 ? 1 : 0); at -= 3)
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  return digits;
}

std::string describe(const Finding& finding) {
  switch (finding.kind) {
    case FindingKind::new_template:
      return fmt::format("{} is new: it came {}, first at {}, and never {}.", subject(finding), times(finding.count),
                         time_of(finding.from_ns), finding.baseline.starts_with("in ") ? finding.baseline : "before");
    case FindingKind::vanished_template:
      return fmt::format("{} no longer came; it came {} {}, {} a minute.", subject(finding),
                         times(finding.baseline_count), against(finding), describe_number(finding.baseline_per_minute));
    case FindingKind::rate_up: return fmt::format("{} came more often: {}.", subject(finding), rates(finding));
    case FindingKind::rate_down: return fmt::format("{} came less often: {}.", subject(finding), rates(finding));
    case FindingKind::change_point:
      return fmt::format("From {} on {} wrote {} lines than {}: {}.", time_of(finding.from_ns), finding.source,
                         finding.change.log2_ratio > 0 ? "more" : "fewer", against(finding), rates(finding));
    case FindingKind::burst:
      return fmt::format("{} came {} within {} from {} on, as never within such a time {}.", subject(finding),
                         times(finding.count), span(finding), time_of(finding.from_ns), against(finding));
    case FindingKind::silence:
      return fmt::format("{} was silent for {} from {} on, when {} were to be expected.", finding.source, span(finding),
                         time_of(finding.from_ns), lines(std::round(finding.baseline_count)));
  }
  return {};
}

}  // namespace debrief::logs
