// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/draft_sources.hpp"

#include "base/time.hpp"
#include "domain/signal.hpp"
#include "features/postmortems/escape.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace debrief::features::postmortems {
namespace {

constexpr std::size_t kMostRows = 200;
constexpr std::size_t kMostReasons = 5;

/// One alert name in one place.
struct AlertGroup {
  std::size_t times = 0;
  Instant first;
  Instant last;  ///< end of the one that ended last
  bool firing = false;
};

std::string place_of(const domain::Alert& alert) {
  const auto services = domain::services_of(alert.labels);
  if (!services.empty()) return services.front();
  const auto instance = alert.labels.find("instance");
  return instance == alert.labels.end() ? std::string() : instance->second;
}

/// "and 12 more" below a table that was cut.
std::string and_more(std::size_t all) {
  return all <= kMostRows ? std::string() : fmt::format("\nand {} more, listed at the incident.\n", all - kMostRows);
}

std::string live_alerts(const std::vector<domain::Alert>& alerts) {
  std::map<std::pair<std::string, std::string>, AlertGroup> groups;
  for (const domain::Alert& alert : alerts) {
    AlertGroup& group = groups[{alert.name, place_of(alert)}];
    group.first = group.times == 0 ? alert.starts_at : std::min(group.first, alert.starts_at);
    group.last = std::max(group.last, alert.ends_at.value_or(alert.starts_at));
    group.firing = group.firing || alert.firing;
    ++group.times;
  }
  std::vector<std::pair<std::pair<std::string, std::string>, AlertGroup>> rows(groups.begin(), groups.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.second.first < b.second.first; });
  std::string table = "| Alert | Where | First fired (UTC) | Last ended | Times |\n|---|---|---|---|---|\n";
  for (std::size_t i = 0; i < rows.size() && i < kMostRows; ++i) {
    const auto& [key, group] = rows[i];
    table += fmt::format("| {} | {} | {} | {} | {} |\n", escape_inline(key.first, 120), escape_inline(key.second, 120),
                         to_minutes(group.first), group.firing ? "still firing" : to_minutes(group.last), group.times);
  }
  return table + and_more(rows.size());
}

std::string alerts_read(const Labels& labels) {
  std::string rows;
  std::size_t count = 0;
  for (const domain::TimelineEntry* entry : labels.shown()) {
    if (entry->kind != "alert" || ++count > kMostRows) continue;
    rows += fmt::format("| {} | {} | {} | {} |\n", labels.cite(*entry), to_minutes(entry->occurred_at),
                        escape_inline(entry->text), escape_inline(entry->origin, 100));
  }
  if (rows.empty()) return rows;
  return "| | First seen (UTC) | Alert | Source |\n|---|---|---|---|\n" + rows + and_more(count);
}

std::string reasons_of(const domain::Match& match) {
  std::string text;
  for (std::size_t i = 0; i < match.reasons.size() && i < kMostReasons; ++i)
    text += (text.empty() ? "" : "; ") + escape_inline(match.reasons[i].text, 200);
  return text;
}

}  // namespace

std::string alerts_table(const DraftInput& input, const Labels& labels) {
  return input.alerts.empty() ? alerts_read(labels) : live_alerts(input.alerts);
}

std::string evidence_table(const domain::EvidenceOf& evidence) {
  if (evidence.items.empty()) return {};
  std::string table = "| Original | Format | SHA-256 | Entries |\n|---|---|---|---|\n";
  for (std::size_t i = 0; i < evidence.items.size() && i < kMostRows; ++i) {
    const domain::Evidence& item = evidence.items[i];
    table += fmt::format("| {} | {} | `{}` | {} |\n", escape_inline(item.name, 200),
                         item.format ? escape_inline(*item.format, 60) : "stored, not read",
                         to_hex(item.sha256).substr(0, 12), item.entries);
  }
  return table + and_more(evidence.items.size());
}

std::string unread_table(const domain::EvidenceOf& evidence) {
  if (evidence.items.empty() && evidence.unread.empty()) return "No evidence has been added.";
  if (evidence.unread.empty()) return "Nothing: all of the evidence was read.";
  std::string table = "| Original | Where | Why |\n|---|---|---|\n";
  for (std::size_t i = 0; i < evidence.unread.size() && i < kMostRows; ++i) {
    const domain::Unread& unread = evidence.unread[i];
    table += fmt::format("| {} | {} | {} |\n", escape_inline(unread.name, 200),
                         unread.locator ? escape_inline(*unread.locator, 100) : "the whole file",
                         escape_inline(unread.reason));
  }
  return table + and_more(evidence.unread.size());
}

std::string similar_list(const std::vector<domain::Match>& similar, const domain::Vocabulary& words) {
  std::string list;
  for (const domain::Match& match : similar) {
    const domain::Severity* severity = match.severity ? words.find_severity(*match.severity) : nullptr;
    list += fmt::format("- **{}: {}** ({}{})", domain::incident_key(match.incident), escape_inline(match.title),
                        to_minutes(match.occurred_at).substr(0, 10),
                        severity == nullptr ? std::string() : fmt::format(", {}", severity->name));
    const std::string reasons = reasons_of(match);
    list += reasons.empty() ? "\n" : fmt::format(", alike in: {}\n", reasons);
  }
  return list;
}

}  // namespace debrief::features::postmortems
