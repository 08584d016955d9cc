// SPDX-License-Identifier: Apache-2.0
#include "connectors/entry_kind.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace debrief::connectors {
namespace {

struct Word {
  std::string_view word;
  std::string_view kind;
};

constexpr std::array kWords = std::to_array<Word>({
    {"alert", "alert"},
    {"alarm", "alert"},
    {"page", "alert"},
    {"paged", "alert"},
    {"alert_resolved", "alert_resolved"},
    {"alert resolved", "alert_resolved"},
    {"resolved alert", "alert_resolved"},
    {"note", "note"},
    {"info", "note"},
    {"comment", "note"},
    {"update", "note"},
    {"communication", "note"},
    {"decision", "decision"},
    {"decided", "decision"},
    {"entscheidung", "decision"},
    {"hypothesis", "hypothesis"},
    {"theory", "hypothesis"},
    {"suspicion", "hypothesis"},
    {"hypothese", "hypothesis"},
    {"assumption", "hypothesis"},
    {"vermutung", "hypothesis"},
    {"action", "action"},
    {"mitigation", "action"},
    {"remediation", "action"},
    {"fix", "action"},
    {"repair", "action"},
    {"aktion", "action"},
    {"massnahme", "action"},
    {"maßnahme", "action"},
    {"observation", "observation"},
    {"finding", "observation"},
    {"detection", "observation"},
    {"impact", "observation"},
    {"symptom", "observation"},
    {"beobachtung", "observation"},
    {"message", "message"},
    {"chat", "message"},
    {"deploy", "deploy"},
    {"deployment", "deploy"},
    {"release", "deploy"},
    {"rollout", "deploy"},
    {"change", "change"},
    {"config", "change"},
    {"config change", "change"},
    {"änderung", "change"},
    {"state", "state"},
    {"severity", "severity"},
    {"milestone", "milestone"},
    {"role", "role"},
    {"evidence", "evidence"},
    {"postmortem", "postmortem"},
});

}  // namespace

std::optional<std::string> find_kind(std::string_view word) {
  const std::string lower = to_lower(trim(word));
  const auto found = std::find_if(kWords.begin(), kWords.end(), [&](const Word& w) { return w.word == lower; });
  return found == kWords.end() ? std::nullopt : std::optional(std::string(found->kind));
}

std::optional<KindAndText> split_kind(std::string_view text) {
  std::string_view bare = trim(text);
  while (!bare.empty() && (bare.front() == '*' || bare.front() == '_' || bare.front() == '[')) bare.remove_prefix(1);
  const std::size_t colon = bare.find(':');
  if (colon == std::string_view::npos || colon > 20) return std::nullopt;
  std::string_view word = bare.substr(0, colon);
  while (!word.empty() && (word.back() == '*' || word.back() == '_' || word.back() == ']')) word.remove_suffix(1);
  const auto kind = find_kind(word);
  if (!kind) return std::nullopt;
  std::string_view rest = bare.substr(colon + 1);
  while (!rest.empty() && (rest.front() == '*' || rest.front() == '_')) rest.remove_prefix(1);
  return KindAndText{*kind, trim(rest)};
}

}  // namespace debrief::connectors
