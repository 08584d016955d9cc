// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/zone.hpp"

#include "base/stamp.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace debrief::connectors::archive {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kRegions{{
    {"pacific", "America/Los_Angeles"},
    {"mountain", "America/Denver"},
    {"central european", "Europe/Berlin"},
    {"central", "America/Chicago"},
    {"eastern", "America/New_York"},
    {"british", "Europe/London"},
}};

bool is_zone_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '_' || c == '+' || c == '-' || c == ':';
}

bool speaks_of_times(const std::string& lower) {
  constexpr std::array<std::string_view, 9> kZonePhrases{"all times",   "times are",   "times in",
                                                     "time zone",   "timezone",    "timestamps",
                                                     "times given", "times below", "times (in"};
  return std::any_of(kZonePhrases.begin(), kZonePhrases.end(),
                     [&](std::string_view phrase) { return lower.find(phrase) != std::string::npos; });
}

}  // namespace

std::optional<std::string> find_zone_word(std::string_view title) {
  std::size_t begin = 0;
  while (begin < title.size()) {
    std::size_t end = begin;
    while (end < title.size() && is_zone_character(title[end])) ++end;
    std::string_view word = title.substr(begin, end - begin);
    while (!word.empty() && std::string_view(":/-_").find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    while (word.starts_with('_')) word.remove_prefix(1);
    const bool spelled = word.size() >= 2 && std::isupper(static_cast<unsigned char>(word[0])) != 0 &&
                         std::isupper(static_cast<unsigned char>(word[1])) != 0;
    const bool iana = word.find('/') != std::string_view::npos;
    if ((spelled || iana) && word.size() <= 40 && is_time_zone(word)) return std::string(word);
    begin = end + 1;
  }
  return std::nullopt;
}

std::optional<std::string> find_stated_zone(std::string_view line) {
  if (line.size() > 400) return std::nullopt;
  const std::string lower = to_lower(line);
  if (!speaks_of_times(lower)) return std::nullopt;
  if (auto word = find_zone_word(line)) return word;
  for (const auto& [name, zone] : kRegions)
    if (lower.find(name) != std::string::npos) return std::string(zone);
  return std::nullopt;
}

}  // namespace debrief::connectors::archive
