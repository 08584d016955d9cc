// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/sharing/redact.hpp"

#include "base/text.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <set>

namespace debrief::features::postmortems::sharing {
namespace {

constexpr std::size_t kShortestName = 3;

bool is_word(unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c >= 0x80; }

std::string first_of(std::string_view name) { return std::string(name.substr(0, name.find(' '))); }

// Names longest first, so that "Ana Lead" goes before "Ana".
std::vector<std::pair<std::string, std::string>> by_length(const Pseudonyms& pseudonyms) {
  std::vector<std::pair<std::string, std::string>> names(pseudonyms.begin(), pseudonyms.end());
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
    return a.first.size() != b.first.size() ? a.first.size() > b.first.size() : a.first < b.first;
  });
  return names;
}

std::string replace_names(std::string_view text, const Pseudonyms& pseudonyms) {
  const auto names = by_length(pseudonyms);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = at == 0 || !is_word(static_cast<unsigned char>(text[at - 1]));
    const auto found = !begins ? names.end() : std::find_if(names.begin(), names.end(), [&](const auto& name) {
      const std::size_t end = at + name.first.size();
      return text.substr(at).starts_with(name.first) && (end >= text.size() || !is_word(static_cast<unsigned char>(text[end])));
    });
    if (found == names.end()) {
      out += text[at++];
    } else {
      out += found->second;
      at += found->first.size();
    }
  }
  return out;
}

std::string mask_addresses(std::string text) {
  static const RE2 kLink(R"(\]\(\s*<?(?:https?|mailto|ftp|ssh|file):[^)\s]*[^)]*\))");
  static const RE2 kUrl(R"((?i)\b(?:https?|ftp|ssh|wss?|postgresql|mysql|redis|amqps?)://[^\s)>\]|"']+)");
  static const RE2 kMail(R"([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,})");
  static const RE2 kIp4(R"(\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\b)");
  static const RE2 kIp6(R"((?i)\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\b)");
  RE2::GlobalReplace(&text, kLink, "](#)");
  RE2::GlobalReplace(&text, kUrl, "[address]");
  RE2::GlobalReplace(&text, kMail, "[e-mail address]");
  RE2::GlobalReplace(&text, kIp4, "[IP address]");
  RE2::GlobalReplace(&text, kIp6, "[IP address]");
  return text;
}

}  // namespace

Pseudonyms pseudonyms_of(const domain::Incident& incident, const std::vector<domain::TimelineEntry>& entries,
                         const std::vector<std::string>& members) {
  Pseudonyms names;
  std::map<std::string, int> of_role;
  for (const auto& held : incident.roles) {
    const auto* kind = domain::find_role_kind(held.role);
    const std::string role(kind != nullptr ? kind->name : std::string_view("Responder"));
    if (names.contains(held.person)) continue;
    const int number = ++of_role[role];
    names[held.person] = number == 1 ? role : fmt::format("{} {}", role, number);
  }
  int responders = of_role["Responder"];
  const auto add = [&](const std::string& name) {
    if (name.size() < kShortestName || names.contains(name)) return;
    names[name] = fmt::format("Responder {}", ++responders);
  };
  for (const auto& entry : entries)
    if (entry.actor) add(*entry.actor);
  add(incident.declared_by);
  for (const std::string& member : members)
    if (member.size() >= kShortestName) names.emplace(member, "Colleague");
  std::map<std::string, std::set<std::string>> bearers;
  for (const auto& [name, pseudonym] : names)
    if (name.find(' ') != std::string::npos && first_of(name).size() >= kShortestName) bearers[first_of(name)].insert(pseudonym);
  for (const auto& [first, pseudonyms] : bearers) names.emplace(first, pseudonyms.size() == 1 ? *pseudonyms.begin() : "Somebody");
  return names;
}

std::string redact_text(std::string_view text, const Pseudonyms& pseudonyms) {
  return mask_addresses(replace_names(to_utf8(text), pseudonyms));
}

ExportInput redact(ExportInput input, const std::vector<std::string>& members, bool sources) {
  const Pseudonyms names = pseudonyms_of(input.incident, input.entries, members);
  const auto hide = [&](std::string& text) { text = redact_text(text, names); };
  hide(input.document.title);
  hide(input.document.markdown);
  input.document.author = "the team";
  hide(input.incident.title);
  hide(input.incident.summary);
  hide(input.incident.impact);
  hide(input.incident.declared_by);
  input.incident.source_url.reset();
  for (auto& held : input.incident.roles) hide(held.person);
  for (auto& milestone : input.incident.milestones) hide(milestone.set_by);
  if (!sources) input.entries.clear();
  for (auto& entry : input.entries) {
    hide(entry.text);
    if (entry.actor) hide(*entry.actor);
    hide(entry.origin);
    entry.evidence.reset();
    entry.locator.reset();
  }
  for (auto& factor : input.factors.factors) {
    hide(factor.title);
    hide(factor.text);
    hide(factor.added_by);
  }
  for (auto& link : input.factors.links) hide(link.text);
  input.alerts.clear();
  input.evidence = {};
  input.revisions.clear();
  input.revision_texts.clear();
  input.read_original = {};
  return input;
}

}  // namespace debrief::features::postmortems::sharing
