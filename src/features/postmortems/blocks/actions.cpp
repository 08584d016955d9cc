// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/blocks/block.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "features/postmortems/escape.hpp"

#include <fmt/format.h>

namespace debrief::features::postmortems {
namespace {

using domain::ActionItem;

bool shows(std::string_view only, const ActionItem& action) {
  if (only.empty()) return true;
  if (only == "open") return domain::is_open(action.state);
  return only == to_text(action.type) || only == to_text(domain::nature_of(action.type)) ||
         only == to_text(action.state) || only == to_text(action.priority);
}

std::string_view words_of(domain::ActionState state) {
  switch (state) {
    case domain::ActionState::open: return "open";
    case domain::ActionState::in_progress: return "in progress";
    case domain::ActionState::blocked: return "blocked";
    case domain::ActionState::done: return "done";
    case domain::ActionState::will_not_do: return "will not do";
  }
  return "";
}

std::string state_of(const ActionItem& action) {
  std::string text(words_of(action.state));
  const bool explains =
      action.state == domain::ActionState::will_not_do || action.state == domain::ActionState::blocked;
  if (explains && !action.reason.empty()) text += ": " + escape_inline(action.reason, 200);
  return text;
}

std::string check_of(const ActionItem& action) {
  using Kind = domain::ActionCheck::Kind;
  if (!action.check) return "";
  const domain::ActionCheck& check = *action.check;
  std::string text =
      check.kind == Kind::alert_quiet
          ? fmt::format("alert {} quiet for {} days", escape_inline(check.alert, 100), check.days)
      : check.kind == Kind::template_quiet
          ? fmt::format("log template {} away for {} days", escape_inline(check.log_template, 40), check.days)
      : check.kind == Kind::drill_passed ? std::string("a drill is passed")
          : std::string("what is linked is merged");
  if (action.proof == domain::ActionProof::proven) text += " (proven)";
  if (action.proof == domain::ActionProof::recurred) text += " (came again)";
  return text;
}

}  // namespace

std::string actions_table(const Block& block, const std::vector<ActionItem>& actions) {
  const auto option = block.options.find("only");
  const std::string only = option == block.options.end() ? std::string() : to_lower(option->second);
  std::string rows;
  for (const ActionItem& action : actions) {
    if (!shows(only, action)) continue;
    rows += fmt::format("| [{}](/actions/{}) {} | {} | {} | {} | {} | {} | {} |\n", domain::action_key(action.number),
                        action.number, escape_inline(action.title), to_text(action.type), to_text(action.priority),
                        action.owner.empty() ? "nobody yet" : escape_inline(action.owner, 100),
                        to_rfc3339(action.due_at).substr(0, 10), state_of(action), check_of(action));
  }
  // As an open question: a document that says nothing here is not complete.
  if (rows.empty()) return "> **To write:** No such action is recorded yet. Add actions on the page of the incident.\n";
  return "| Action | Type | Priority | Owner | Due | State | How it is checked |\n|---|---|---|---|---|---|---|\n" +
         rows;
}

}  // namespace debrief::features::postmortems
