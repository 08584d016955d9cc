// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/blocks/block.hpp"

#include "base/time.hpp"
#include "features/postmortems/escape.hpp"

#include <fmt/format.h>

namespace debrief::features::postmortems {
namespace {

std::string_view words_of(domain::HypothesisState state) {
  switch (state) {
    case domain::HypothesisState::open: return "never settled";
    case domain::HypothesisState::confirmed: return "confirmed";
    case domain::HypothesisState::refuted: return "refuted";
    case domain::HypothesisState::set_aside: return "set aside";
  }
  return "";
}

std::string argument_line(const domain::Argument& argument, const std::map<std::int64_t, std::string>& labels) {
  std::string line = fmt::format("  - {}: {}", argument.stance == domain::Stance::supports ? "For" : "Against",
                                 escape_inline(argument.text, 500));
  for (const std::int64_t entry : argument.entries) {
    const auto label = labels.find(entry);
    line += label == labels.end() ? fmt::format(" [entry](#entry-{})", entry)
                                  : fmt::format(" [{}](#entry-{})", label->second, entry);
  }
  return line + "\n";
}

}  // namespace

std::string hypotheses_list(const BlockInput& input) {
  if (input.hypotheses.empty())
    return "> **To write:** No hypothesis is recorded. What did people think was going on, and what made them think so?\n";
  std::string text;
  for (const domain::Hypothesis& one : input.hypotheses) {
    text += fmt::format("- {} UTC: {} (**{}**{}{})\n", to_minutes(one.at).substr(11), escape_inline(one.text, 500),
                        words_of(one.state), one.reason.empty() ? "" : ": ", escape_inline(one.reason, 500));
    for (const domain::Argument& argument : one.arguments) text += argument_line(argument, input.labels);
  }
  return text;
}

}  // namespace debrief::features::postmortems
