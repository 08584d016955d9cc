// SPDX-License-Identifier: Apache-2.0
#include "domain/redaction.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

namespace debrief::domain {
namespace {

constexpr std::size_t kShortestName = 2;

bool is_word(unsigned char c) {
  return std::isalnum(c) != 0 || c == '_' || c >= 0x80;
}

std::string first_of(std::string_view name) {
  return std::string(name.substr(0, name.find(' ')));
}

std::string last_of(std::string_view name) {
  return std::string(name.substr(name.rfind(' ') + 1));
}

bool begins_with_name(std::string_view text, std::string_view name, bool any_case) {
  if (!any_case) return text.starts_with(name);
  return to_lower(text.substr(0, name.size())) == to_lower(name);
}

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
    const bool handle = at > 0 && text[at - 1] == '@';
    const auto found = !begins ? names.end() : std::find_if(names.begin(), names.end(), [&](const auto& name) {
      const std::size_t end = at + name.first.size();
      // Of one word, in another case, it is more often an ordinary word: "will", "mark".
      const bool any_case = handle || name.first.find(' ') != std::string::npos;
      return begins_with_name(text.substr(at), name.first, any_case) &&
             (end >= text.size() || !is_word(static_cast<unsigned char>(text[end])));
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

Pseudonyms pseudonyms_of(const Incident& incident, const std::vector<TimelineEntry>& entries,
                         const std::vector<std::string>& members) {
  Pseudonyms names;
  std::map<std::string, int> of_role;
  for (const auto& held : incident.roles) {
    const auto* kind = find_role_kind(held.role);
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
    if (name.find(' ') != std::string::npos)
      for (const std::string& part : {first_of(name), last_of(name)})
        if (part.size() >= kShortestName) bearers[part].insert(pseudonym);
  for (const auto& [part, pseudonyms] : bearers)
    names.emplace(part, pseudonyms.size() == 1 ? *pseudonyms.begin() : "Somebody");
  return names;
}

std::string redact_text(std::string_view text, const Pseudonyms& pseudonyms) {
  return mask_addresses(replace_names(to_utf8(text), pseudonyms));
}

}  // namespace debrief::domain
