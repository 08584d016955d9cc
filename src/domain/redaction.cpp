// SPDX-License-Identifier: Apache-2.0
#include "domain/redaction.hpp"

#include "base/text.hpp"
#include "domain/vocabulary.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
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

struct Name {
  std::string name;
  std::string lower;
  std::string pseudonym;
  bool several_words = false;
};

/// By the first byte in lower case, each list with the longest first, so that "Ana Lead" goes before "Ana".
using NamesByByte = std::array<std::vector<Name>, 256>;

NamesByByte by_first_byte(const Pseudonyms& pseudonyms) {
  NamesByByte names;
  for (const auto& [name, pseudonym] : pseudonyms) {
    if (name.empty()) continue;
    std::string lower = to_lower(name);
    const auto first = static_cast<unsigned char>(lower.front());
    names[first].push_back({name, std::move(lower), pseudonym, name.find(' ') != std::string::npos});
  }
  for (auto& list : names)
    std::stable_sort(list.begin(), list.end(),
                     [](const Name& a, const Name& b) { return a.name.size() > b.name.size(); });
  return names;
}

std::string replace_names(std::string_view text, const Pseudonyms& pseudonyms) {
  const NamesByByte names = by_first_byte(pseudonyms);
  const std::string lower = to_lower(text);
  const auto stands_at = [&](std::size_t at, const Name& name) {
    const std::size_t end = at + name.name.size();
    if (end < text.size() && is_word(static_cast<unsigned char>(text[end]))) return false;
    // Of one word, in another case, it is more often an ordinary word: "will", "mark".
    const bool handle = at > 0 && text[at - 1] == '@';
    return handle || name.several_words ? std::string_view(lower).substr(at).starts_with(name.lower)
                                        : text.substr(at).starts_with(name.name);
  };
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = at == 0 || !is_word(static_cast<unsigned char>(text[at - 1]));
    const auto& list = names[static_cast<unsigned char>(lower[at])];
    const auto found = !begins ? list.end() : std::find_if(list.begin(), list.end(), [&](const Name& name) {
      return stands_at(at, name);
    });
    if (found == list.end()) {
      out += text[at++];
    } else {
      out += found->pseudonym;
      at += found->name.size();
    }
  }
  return out;
}

std::string mask_addresses(std::string text) {
  static const RE2 kLink(R"(\]\(\s*<?(?:https?|mailto|ftp|ssh|file):[^)\s]*[^)]*\))");
  static const RE2 kUrl(R"((?i)\b(?:https?|ftp|ssh|wss?|postgresql|mysql|redis|amqps?)://[^\s)>\]|"']+)");
  static const RE2 kMail(R"([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,})");
  static const RE2 kIp4(R"(\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\b)");
  static const RE2 kIp6(
      R"((?i)\b(?:(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\b|(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,5}\b)?))");
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
    const auto* kind = incident.words().find_role(held.role);
    const std::string role(kind != nullptr ? kind->name : "Responder");
    if (held.person.size() < kShortestName || names.contains(held.person)) continue;
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
