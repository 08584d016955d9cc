// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/distil.hpp"

#include "base/markdown.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/told.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <set>

namespace debrief::features::runbooks {
namespace {

using domain::TimelineEntry;

constexpr std::size_t kMostProposed = 40;
constexpr std::size_t kMostWarnings = 8;
constexpr std::size_t kMostLines = 5;  // of one account or section of prose
constexpr std::size_t kLongestLine = 400;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

/// On one line.
std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : trim(text)) {
    const bool blank = static_cast<unsigned char>(c) <= 0x20;
    if (!blank) line += c;
    else if (!line.empty() && line.back() != ' ') line += ' ';
  }
  return shorten(line, kLongestLine);
}

/// The lines of a Markdown text as they read, those of prose and lists alike.
std::vector<std::string> lines_of(std::string_view markdown, std::size_t limit) {
  const std::string plain = plain_text(markdown);
  std::vector<std::string> lines;
  for (const std::string_view line : split_lines(plain)) {
    std::string text = one_line(line);
    if (!text.empty() && lines.size() < limit) lines.push_back(std::move(text));
  }
  return lines;
}

/// Lines of a document, each once.
class Lines {
 public:
  explicit Lines(std::size_t limit) : limit_(limit) {}
  void add(std::string_view text, std::string_view origin) {
    const std::string line = one_line(text);
    if (line.empty() || items_.size() >= limit_ || !seen_.insert(to_lower(line)).second) return;
    items_.push_back(fmt::format("{} ({})", line, origin));
  }
  [[nodiscard]] const std::vector<std::string>& items() const { return items_; }

 private:
  std::size_t limit_;
  std::set<std::string> seen_;
  std::vector<std::string> items_;
};

std::optional<Instant> end_of(const domain::Incident& incident) {
  for (const std::string_view name : {"resolved", "recovered", "mitigated"})
    if (const auto* milestone = incident.find_milestone(name)) return milestone->at;
  return std::nullopt;
}

bool is_a_deed(const TimelineEntry& entry) {
  static constexpr std::array<std::string_view, 7> kMarked{"decision", "deploy",     "change",     "message",
                                                           "note",     "hypothesis", "observation"};
  return entry.kind == "action" ||
         (entry.key_moment && std::find(kMarked.begin(), kMarked.end(), entry.kind) != kMarked.end());
}

/// Where nobody said of what kind an entry is, its words have to.
bool reads_like_a_deed(const TimelineEntry& entry) {
  return (entry.kind == "note" || entry.kind == "message") && domain::tells_of_a_deed(entry.text);
}

template <class Holds>
void add_entries(const DistilSource& source, Lines& steps, const Holds& holds) {
  const auto end = end_of(source.incident);
  for (const TimelineEntry& entry : source.timeline) {
    if (entry.hidden || !holds(entry) || (end && entry.occurred_at > *end)) continue;
    steps.add(entry.text, fmt::format("[{}, {}](/incidents/{}#entry-{})", domain::incident_key(source.incident.number),
                                      to_minutes(entry.occurred_at).substr(11), source.incident.number, entry.id));
  }
}

std::string document_link(const DistilSource& source, const Section& section) {
  return fmt::format("[{}](/incidents/{}/postmortem#section-{})", domain::incident_key(source.incident.number),
                     source.incident.number, section.id.starts_with("section-") ? section.id.substr(8) : section.id);
}

/// The items of lists in a section.
void add_items(std::string_view body, const std::string& link, Lines& steps) {
  static const RE2 kItem(R"(^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(.*))");
  std::string item;
  for (const std::string_view line : split_lines(body))
    if (RE2::FullMatch(piece(line), kItem, &item)) {
      const auto plain = lines_of(item, 1);
      if (!plain.empty()) steps.add(plain.front(), link);
    }
}

/// Rows and items of a list of times that tell of something done.
void add_rows(std::string_view body, const std::string& link, Lines& steps) {
  for (const std::string_view line : split_lines(body)) {
    const std::string_view row = trim(line);
    if (!row.starts_with('|') && !row.starts_with('-') && !row.starts_with('*')) continue;
    std::string_view longest;
    for (const std::string_view cell : split(row, '|'))
      if (const auto text = trim(cell); text.size() > longest.size()) longest = text;
    if (!domain::tells_of_a_deed(longest)) continue;
    const auto plain = lines_of(longest, 1);
    if (!plain.empty()) steps.add(plain.front(), link);
  }
}

void add_document(const DistilSource& source, Lines& steps, Lines& warnings) {
  static const RE2 kMitigation(R"((?i)\b(?:resolution|mitigation|recovery|remediation|what (?:we )?(?:did|helped|worked)|how (?:it|this|we) (?:was )?(?:fixed|resolved|mitigated))\b)");
  static const RE2 kMisled(R"((?i)what went wrong|misled|misleading)");
  static const RE2 kTimeline(R"((?i)\btimeline\b)");
  const std::string text = to_utf8(*source.postmortem);
  const auto sections = outline(text);
  const bool rows = steps.items().empty();
  for (const Section& section : sections) {
    const std::string_view body = std::string_view(text).substr(section.body, section.end - section.body);
    const std::string link = document_link(source, section);
    if (RE2::PartialMatch(piece(section.title), kMitigation)) add_items(body, link, steps);
    else if (rows && RE2::PartialMatch(piece(section.title), kTimeline)) add_rows(body, link, steps);
    else if (RE2::PartialMatch(piece(section.title), kMisled))
      for (const std::string& line : lines_of(body, kMostLines)) warnings.add(line, link);
  }
}

void add_accounts(const DistilSource& source, Lines& steps, Lines& warnings) {
  for (const domain::Account& account : source.accounts) {
    if (account.state != domain::AccountState::given) continue;
    const std::string link = fmt::format("[{}, an account](/incidents/{}/account?of={})",
                                         domain::incident_key(source.incident.number), source.incident.number, account.id);
    for (const std::string& line : lines_of(account.helped, kMostLines)) steps.add(line, link);
    for (const std::string& line : lines_of(account.misled, kMostLines)) warnings.add(line, link);
  }
}

std::string list_of(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string markdown_of(const DistilSource& source, const Lines& steps, const Lines& warnings) {
  const domain::Incident& incident = source.incident;
  std::string text = fmt::format("Made from [{}](/incidents/{}): {}\n\n## When to use it\n\n",
                                 domain::incident_key(incident.number), incident.number, one_line(incident.title));
  for (const std::string& alert : source.alerts) text += fmt::format("- The alert `{}` fires.\n", alert);
  if (!incident.services.empty()) text += fmt::format("- It concerns {}.\n", list_of(incident.services));
  if (source.alerts.empty() && incident.services.empty()) text += "- Say by what people recognise it.\n";
  text += "\n## Steps\n\n";
  int number = 0;
  for (const std::string& step : steps.items()) text += fmt::format("{}. {}\n", ++number, step);
  if (number == 0) text += "1. Say what to do first.\n";
  if (!warnings.items().empty()) text += "\n## What misled\n\n";
  for (const std::string& warning : warnings.items()) text += fmt::format("- {}\n", warning);
  return text;
}

}  // namespace

Proposal distil(const DistilSource& source) {
  Lines steps(kMostProposed);
  Lines warnings(kMostWarnings);
  add_entries(source, steps, is_a_deed);
  if (steps.items().empty()) add_entries(source, steps, reads_like_a_deed);
  if (source.postmortem) add_document(source, steps, warnings);
  add_accounts(source, steps, warnings);
  Proposal proposal;
  proposal.title = one_line(source.incident.title);
  proposal.services = source.incident.services;
  if (!source.alerts.empty()) proposal.rules.push_back({source.alerts, {}, ""});
  proposal.markdown = markdown_of(source, steps, warnings);
  return proposal;
}

}  // namespace debrief::features::runbooks
