// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/recognise.hpp"

#include "base/text.hpp"
#include "features/lessons/distil.hpp"

#include <algorithm>
#include <set>

namespace debrief::features::lessons {
namespace {

constexpr std::size_t kQueryLimit = 8'000;
constexpr double kAlertWeight = 0.35;
constexpr double kServiceWeight = 0.1;

bool tells(const domain::TimelineEntry& entry) {
  return entry.kind == "note" || entry.kind == "observation" || entry.kind == "hypothesis" || entry.kind == "message" ||
         entry.kind == "alert";
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string words_of(const search::Reason& reason) {
  const std::string rarity = " (" + search::describe_rarity(reason) + ")";
  if (!reason.exact) return "“" + reason.term + "” in " + joined(reason.fields) + rarity;
  const std::size_t colon = reason.term.find(':');
  return "same " + reason.term.substr(0, colon) + " " + reason.term.substr(colon + 1) + rarity;
}

}  // namespace

search::Query query_for(const domain::Incident& incident, const std::vector<domain::Alert>& alerts,
                        const std::vector<domain::TimelineEntry>& timeline) {
  search::Query query;
  query.text = incident.title + "\n" + incident.summary + "\n" + incident.impact;
  std::set<std::string> names;
  for (const auto& alert : alerts) {
    if (!names.insert(alert.name).second) continue;
    query.terms.push_back({alert_term(alert.name), kAlertWeight});
    query.text += "\n" + alert.name;
    for (const auto& [name, text] : alert.annotations) query.text += "\n" + text;
  }
  for (const auto& service : incident.services) query.terms.push_back({service_term(service), kServiceWeight});
  for (auto entry = timeline.rbegin(); entry != timeline.rend() && query.text.size() < kQueryLimit; ++entry)
    if (!entry->hidden && tells(*entry)) query.text += "\n" + entry->text;
  if (query.text.size() > kQueryLimit) query.text = shorten(query.text, kQueryLimit);
  return query;
}

std::vector<domain::MatchReason> reasons_of(const search::Hit& hit) {
  std::vector<domain::MatchReason> reasons;
  for (const auto& reason : hit.reasons) reasons.push_back({words_of(reason), reason.contribution});
  if (hit.rest_count > 0)
    reasons.push_back({fmt::format("{} more words in common", hit.rest_count), hit.rest});
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
