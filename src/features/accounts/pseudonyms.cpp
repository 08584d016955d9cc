// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/pseudonyms.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace debrief::features::accounts {
namespace {

bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool stands_alone(std::string_view text, std::size_t at, std::size_t size) {
  return (at == 0 || !is_word(text[at - 1])) && (at + size == text.size() || !is_word(text[at + size]));
}

}  // namespace

void give_pseudonyms(std::vector<Bearer>& people) {
  std::set<std::string> taken;
  for (const Bearer& one : people)
    if (!one.pseudonym.empty()) taken.insert(to_lower(one.pseudonym));
  for (Bearer& one : people) {
    if (!one.pseudonym.empty()) continue;
    const std::string role(trim(one.role));
    const std::string base = !role.empty() ? role : one.invited ? "Participant" : "Responder";
    int number = 1;
    std::string name = role.empty() ? base + " 1" : base;
    while (!taken.insert(to_lower(name)).second) name = fmt::format("{} {}", base, ++number);
    one.pseudonym = name;
  }
}

std::string without_names(std::string_view text, const std::vector<Bearer>& people) {
  std::vector<const Bearer*> longest_first;
  for (const Bearer& one : people)
    if (one.person.size() > 1 && !one.pseudonym.empty()) longest_first.push_back(&one);
  std::stable_sort(longest_first.begin(), longest_first.end(),
                   [](const Bearer* a, const Bearer* b) { return a->person.size() > b->person.size(); });
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto found = std::find_if(longest_first.begin(), longest_first.end(), [&](const Bearer* one) {
      return text.substr(at).starts_with(one->person) && stands_alone(text, at, one->person.size());
    });
    if (found == longest_first.end()) {
      out += text[at++];
    } else {
      out += (*found)->pseudonym;
      at += (*found)->person.size();
    }
  }
  return out;
}

}  // namespace debrief::features::accounts
