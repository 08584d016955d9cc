// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/recognise.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace debrief::features::lessons {
namespace {

constexpr std::size_t kQueryLimit = 8'000;
constexpr double kLeaning = 0.05;

bool tells(const domain::TimelineEntry& entry) {
  return entry.kind == "note" || entry.kind == "observation" || entry.kind == "hypothesis" || entry.kind == "message" ||
         entry.kind == "alert";
}

std::string joined(const std::vector<std::string>& parts, std::string_view between = ", ") {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : std::string(between)) + part;
  return text;
}

std::string words_of(const search::Reason& reason, const std::map<std::string, std::string>& names) {
  const std::string rarity = " (" + search::describe_rarity(reason) + ")";
  if (!reason.exact) return "“" + reason.term + "” in " + joined(reason.fields) + rarity;
  return signal_in_words(reason.term, names) + rarity;
}

std::string times(std::int64_t count) { return count == 1 ? "once" : count == 2 ? "twice" : fmt::format("{} times", count); }

std::string experience_in_words(const Leanings& leanings) {
  std::vector<std::string> parts;
  if (leanings.confirmed > 0) parts.push_back("confirmed " + times(leanings.confirmed));
  if (leanings.refused > 0) parts.push_back("refused " + times(leanings.refused));
  return "for other incidents people " + joined(parts, ", ");
}

}  // namespace

double recency_of(Instant occurred_at, Instant now) {
  constexpr double year = 365.25 * 24 * 3600 * 1e6;
  return kLeaning * std::exp2(-std::max(0.0, static_cast<double>(now.micros - occurred_at.micros)) / year);
}

double experience_of(std::int64_t confirmed, std::int64_t refused) {
  const auto balance = static_cast<double>(confirmed - refused);
  return kLeaning * balance / static_cast<double>(confirmed + refused + 3);
}

Question question_for(const domain::Incident& incident, SignalsOf signals,
                      const std::vector<domain::TimelineEntry>& timeline) {
  Question question;
  std::string& text = question.query.text;
  text = incident.title + "\n" + incident.summary + "\n" + incident.impact;
  std::set<std::string> names;
  for (const auto& alert : signals.alerts) {
    if (!names.insert(alert.name).second) continue;
    text += "\n" + alert.name;
    for (const auto& [name, words] : alert.annotations) text += "\n" + words;
  }
  for (auto entry = timeline.rbegin(); entry != timeline.rend() && text.size() < kQueryLimit; ++entry)
    if (!entry->hidden && tells(*entry)) text += "\n" + entry->text;
  if (text.size() > kQueryLimit) text = shorten(text, kQueryLimit);
  signals.services = incident.services;
  signals.text = text;
  question.query.terms = asked_signals(signals);
  question.names = dependencies_in_words(signals);
  for (const auto& mined : signals.templates) question.names.emplace(mined.id, mined.text);
  return question;
}

std::vector<domain::MatchReason> reasons_of(const search::Finding& finding, const Leanings& leanings,
                                            const std::map<std::string, std::string>& names) {
  std::vector<domain::MatchReason> reasons;
  for (const auto& reason : finding.hit.reasons)
    reasons.push_back({words_of(reason, names), kPoints * reason.contribution});
  if (finding.meaning > 0) {
    std::vector<std::string> quoted;
    for (const auto& word : finding.meaning_words) quoted.push_back("“" + word + "”");
    reasons.push_back({quoted.empty() ? "means much the same" : "means much the same, by " + joined(quoted), kPoints * finding.meaning});
  }
  std::stable_sort(reasons.begin(), reasons.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  if (leanings.recency > 0) reasons.push_back({"not long ago", kPoints * leanings.recency});
  if (leanings.confirmed + leanings.refused > 0)
    reasons.push_back({experience_in_words(leanings), kPoints * leanings.experience});
  if (finding.hit.rest_count > 0)
    reasons.push_back({fmt::format("{} more in common", finding.hit.rest_count), kPoints * finding.hit.rest});
  return reasons;
}

std::string excerpt_of(const std::string& body, const search::Hit& hit, std::size_t length) {
  std::size_t at = std::string::npos;
  for (const auto& reason : hit.reasons) {
    if (reason.exact) continue;
    at = to_lower(body).find(to_lower(reason.term));
    if (at != std::string::npos) break;
  }
  if (at == std::string::npos || at < length / 3) return shorten(trim(body), length);
  std::size_t begin = at - length / 3;
  while (begin < at && body[begin] != ' ' && body[begin] != '\n') ++begin;
  return "… " + shorten(trim(std::string_view(body).substr(begin)), length);
}

}  // namespace debrief::features::lessons
