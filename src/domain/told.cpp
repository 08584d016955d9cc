// SPDX-License-Identifier: Apache-2.0
#include "domain/told.hpp"

#include <re2/re2.h>

namespace debrief::domain {
namespace {

constexpr std::size_t kLooked = 2000;  // bytes; a line that goes on longer is prose

bool holds(const RE2& pattern, std::string_view text) {
  const std::string_view start = text.substr(0, kLooked);
  return RE2::PartialMatch(re2::StringPiece(start.data(), start.size()), pattern);
}

}  // namespace

bool tells_of_a_deed(std::string_view text) {
  static const RE2 kDeed(
      R"((?i)\b(?:roll(?:ed|s|ing)?[ -]?back|revert|restart|reboot|redeploy|deployed|fail(?:ed|s)?[ -]?over|scal(?:ed|es|ing) (?:up|down|out|in)|disabl|enabl|switch(?:ed|es)|drain|flush|purg|throttl|block(?:ed|s)|kill(?:ed|s)|stopped|paus|increas(?:ed|es)|rais(?:ed|es)|lower(?:ed|s)|replac|restor(?:ed|es|ing)|renew|patch|hotfix|fix(?:ed|es)?\b|mitigat|isolat|removed|removes|added capacity|rerout|redirect|clear(?:ed|s)\b|deleted|deletes|promoted|promotes|applied|applies|turn(?:ed|s)?\b.{0,30}\b(?:on|off)\b|shed(?:s|ding)? load))");
  return holds(kDeed, text);
}

bool tells_of_a_thought(std::string_view text) {
  static const RE2 kThought(
      R"((?i)\b(?:hypothes[ie]s|suspect(?:s|ed)?|assum(?:es|ed|ption)|believ(?:es|ed)|think(?:s|ing)?|thought|guess(?:es|ed)?|rul(?:es|ed|ing) (?:it|that|this|them)? ?out|theory)\b)");
  return holds(kThought, text);
}

bool tells_of_an_alert(std::string_view text) {
  static const RE2 kAlert(
      R"((?i)\balert(?:s|ed)?\b.*\b(?:fires?|fired|firing|trigger(?:s|ed)?|rais(?:es|ed)|pages?|paged)\b|\b(?:is|was|gets|got|are|were) paged\b|\bpages? (?:the )?on-?call\b)");
  return holds(kAlert, text);
}

}  // namespace debrief::domain
