// SPDX-License-Identifier: Apache-2.0
#include "features/relations/resemblance.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace debrief::features::relations {
namespace {

constexpr double kOfWords = 0.6;
constexpr double kOfServices = 0.35;
constexpr double kOfPast = 0.25;

// Words of two or more letters or digits that tell something. A plural is its singular.
std::set<std::string> words_of(std::string_view text) {
  static const std::set<std::string, std::less<>> kEmpty{"the", "and", "for", "with", "from", "are", "is", "in", "on", "of", "to", "at", "not",
                                                         "no", "some", "all", "we", "our", "it", "its", "has", "have", "was", "were", "be",
                                                         "by", "an", "or", "customer", "service", "error", "issue", "problem", "incident"};
  std::set<std::string> words;
  std::string word;
  const auto end = [&] {
    if (word.size() > 3 && word.back() == 's') word.pop_back();
    if (word.size() >= 2 && !kEmpty.contains(word)) words.insert(word);
    word.clear();
  };
  for (const char c : to_lower(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) word += c;
    else end();
  }
  end();
  return words;
}

std::vector<std::string> shared(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::vector<std::string> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

Resemblance resemblance_of(const Report& report, const domain::Incident& running, std::optional<std::int64_t> past) {
  Resemblance found;
  const auto asked = words_of(report.title + " " + report.summary);
  const auto words = shared(words_of(report.title), words_of(running.title + " " + running.summary));
  const auto least = std::min(words_of(report.title).size(), words_of(running.title).size());
  if (!words.empty() && least > 0) {
    found.score += kOfWords * std::min(1.0, static_cast<double>(words.size()) / static_cast<double>(std::max<std::size_t>(least, 2)));
    found.reasons.push_back(fmt::format("the same words: {}", listed(words)));
  }
  std::vector<std::string> services;
  for (const auto& service : running.services) {
    const bool named = std::find(report.services.begin(), report.services.end(), service) != report.services.end();
    const auto parts = words_of(service);
    const bool meant = !parts.empty() && shared(parts, asked).size() == parts.size();
    if (named || meant) services.push_back(service);
  }
  if (!services.empty()) {
    found.score += kOfServices;
    found.reasons.push_back(fmt::format("the same service: {}", listed(services)));
  }
  if (past && report.past == past) {
    found.score += kOfPast;
    found.reasons.push_back(fmt::format("both resemble {}", domain::incident_key(*past)));
  }
  found.score = std::min(found.score, 1.0);
  return found;
}

}  // namespace debrief::features::relations
